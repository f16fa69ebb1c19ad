"""Topics: what a person may write in `topics.yml`, and what the list's own rules give."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lists import READING_LIST, SEEDS
from shelflist.model import Kind, Place, Record
from shelflist.problems import Problem
from shelflist.strict_yaml import parse_yaml
from shelflist.topics import Taxonomy, assign_topics, nearest_topic, parse_taxonomy
from shelflist.topics.patterns import parse_pattern
from shelflist.topics.words import to_key

DATA = Path(__file__).parent / "data"
FILE = "seeds/topics.yml"
SMALL = """
enough: 4
topics:
  - id: efficiency
    name: Efficiency
  - id: model-compression
    name: Compression and efficient inference
    description: Smaller models.
    parent: efficiency
    papers: ["2210.17323", 10.1000/Small, "A Title: With Signs!"]
    rules:
      - {in: title, words: [quantization, low-rank factorisation], weight: 6}
      - {in: abstract, words: [compress], weight: 2, times: 2}
      - {in: title, words: [data compression, distillation of spirits], weight: -6}
      - {hints: [efficiency], weight: 3}
  - id: training-systems
    name: Training systems
    parent: efficiency
    rules:
      - {words: [pre-training, language model], weight: 4}
      - {patterns: ['\\b\\d+ GPUs?\\b'], weight: 4}
      - {hints: [efficiency], weight: 3}
  - id: vision-language
    name: Vision and language
    rules:
      - {words: [vision-language model]}
"""


def record(title: str | None = None, abstract: str | None = None, **more: object) -> Record:
    blank = Record(Kind.LISTING, Place("seeds/a.txt", 1, 2), title=title, abstract=abstract)
    return replace(blank, **more)  # type: ignore[arg-type]


def parse(text: str) -> Taxonomy:
    taxonomy, problems = parse_taxonomy(text, FILE)
    assert problems == []
    return taxonomy


def given_topics(taxonomy: Taxonomy, paper: Record) -> list[str]:
    return [assignment.topic for assignment in assign_topics(taxonomy, paper)]


@pytest.fixture(scope="module")
def small() -> Taxonomy:
    return parse(SMALL)


@pytest.fixture(scope="module")
def real() -> Taxonomy:
    return parse((READING_LIST / FILE).read_text(encoding="utf-8"))


# What a person may write


@pytest.mark.parametrize(
    ("text", "line", "rule", "words"),
    [
        ("topics: [}", 1, "yaml", "not valid YAML"),
        ("topics:\n  - {id: a, name: A}\ntopics: []", 3, "duplicate-key", "topics"),
        ("topic:\n  - {id: a, name: A}", 1, "unknown-key", 'Did you mean "topics"'),
        ("topics: {a: b}", 1, "wrong-type", "a mapping"),
        ("topics:\n  - just a word", 2, "wrong-type", "just a word"),
        ("topics:\n  - id: a\n    nam: A\n    name: A", 3, "unknown-key", '"name"'),
        ("topics:\n  -", 2, "empty-topic", "nothing"),
        ("topics:\n  - id: a", 2, "no-name", '"a"'),
        ("topics:\n  - name: A", 2, "bad-id", "no id"),
        ("topics:\n  - {id: index, name: A}", 2, "reserved-id", "index"),
        ("topics:\n  - {id: ../up, name: A}", 2, "bad-id", "../up"),
        ("topics:\n  - {id: Big Words, name: A}", 2, "bad-id", "Big Words"),
        ("topics:\n  - {id: a, name: A}\n  - {id: a, name: B}", 3, "duplicate-id", "line 2"),
        (
            "topics:\n  - {id: domains, name: D}\n  - {id: b, name: B, parent: domain}",
            3,
            "unknown-parent",
            'Did you mean "domains"',
        ),
        ("topics:\n  - {id: a, name: A, parent: a}", 2, "parent-loop", "a < a"),
        ("enough: lots", 1, "bad-number", "lots"),
        ("topics:\n  - id: a\n    name: A\n    rules:\n      - {weight: 2}", 5, "empty-rule", ""),
        ("scope:\n  - {words: ['!!']}", 2, "bad-word", "!!"),
        ("scope:\n  - {words: [a], weight: 0}", 2, "bad-number", '"0"'),
        ("scope:\n  - {words: [a], in: body}", 2, "unknown-field", "body"),
        ("scope:\n  - {patterns: ['(a']}", 2, "bad-pattern", "(a"),
        ("scope:\n  - {patterns: ['(a+)+b']}", 2, "bad-pattern", "repeat"),
    ],
)
def test_each_mistake_is_named_with_its_line(text: str, line: int, rule: str, words: str) -> None:
    _, problems = parse_taxonomy(text, FILE)
    assert [(p.location.file, p.location.line, p.rule) for p in problems] == [(FILE, line, rule)]
    assert words in str(problems[0])
    assert problems[0].mend


def test_all_mistakes_are_reported_at_once_and_the_rest_is_usable() -> None:
    text = (
        "topics:\n  - {id: a, name: A, parent: b}\n  - {id: b, name: B, parent: a}\n"
        "  - {id: c, name: C, rules: [{words: [cat], weigth: 1}]}\n  - {id: index, name: ''}\n"
    )
    taxonomy, problems = parse_taxonomy(text, FILE)
    assert rules_of(problems) == [
        "parent-loop",
        "parent-loop",
        "unknown-key",
        "no-name",
        "reserved-id",
    ]
    assert taxonomy.ancestors("a") == ()
    assert given_topics(taxonomy, record("The cat")) == ["c"]


def rules_of(problems: Iterable[Problem]) -> list[str]:
    return [problem.rule for problem in problems]


@pytest.mark.parametrize("text", ["", "topics:", "# nothing\n"])
def test_no_topics_at_all_is_no_mistake(text: str) -> None:
    taxonomy, problems = parse_taxonomy(text, FILE)
    assert (taxonomy.topics, problems) == ((), [])
    assert assign_topics(taxonomy, record("Quantization")) == ()


def test_a_name_is_one_line_of_plain_text() -> None:
    taxonomy = parse("topics:\n  - {id: a, name: 'Big\n   <b>Words</b>'}")
    assert taxonomy.topics[0].name == "Big <b>Words</b>"


@pytest.mark.parametrize(
    "pattern",
    [
        "(a+)+b",
        "(a|aa)+b",
        r"(\w+\s?)*x",
        ".*.*.*x",
        r"\d+\w*x",
        "(a{0,9}){0,9}b",
        "a?" * 30 + "a" * 30,
        "(?:a|a)" * 20 + "b",
        r"(a)\1",
        "x*",
        "a" * 500,
        "[",
        "(?P<n>a+)+",
    ],
)
def test_patterns_that_could_be_slow_or_match_everywhere_are_refused(pattern: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        parse_pattern(pattern)


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (r"^foundation models for\b", "Foundation Models for Language"),
        (r"\b\d{1,3} (?:diverse )?languages\b", "in 60 diverse languages"),
        (r"[+*(]{2}x", "+*x"),
        (r"\(a+\)", "(aaa)"),
        (r"(?:GPT|BERT)-\w+", "gpt-4"),
        (r"(ab){3}", "ababab"),
    ],
)
def test_ordinary_patterns_are_accepted(pattern: str, text: str) -> None:
    assert parse_pattern(pattern).search(text)


@settings(max_examples=150)
@given(st.text("ab()*+?|{},19[]\\.^-", max_size=24))
def test_an_accepted_pattern_always_finishes_soon(pattern: str) -> None:
    try:
        compiled = parse_pattern(pattern)
    except ValueError:
        return
    start = time.perf_counter()
    compiled.search("ab" * 60 + "a" * 120 + "!")
    assert time.perf_counter() - start < 1


# What the rules give


@pytest.mark.parametrize(
    ("title", "abstract", "expected"),
    [
        ("Post-Training Quantization", None, ["model-compression"]),
        ("Post-training quantisation", None, ["model-compression"]),
        ("Low Rank Factorization of nets", None, ["model-compression"]),
        ("On pretraining", None, ["training-systems"]),
        ("On pre training", None, ["training-systems"]),
        ("On Pre-Training", None, ["training-systems"]),
        ("On pre–training", None, ["training-systems"]),
        ("Language models", None, ["training-systems"]),
        ("A vision-language model", None, ["vision-language"]),
        ("Runs on 8 GPUs", None, ["training-systems"]),
        (None, "We compress and compress again.", ["model-compression"]),
        (None, "We compress.", []),
        ("Quantization and data compression", None, []),
        ("Quantization in pre-training", None, ["model-compression", "training-systems"]),
        ("Impressive quantizationism", None, []),
        ("Grain prices", "Trade in Flanders.", []),
        (None, None, []),
    ],
)
def test_words_give_topics(
    small: Taxonomy, title: str | None, abstract: str | None, expected: list[str]
) -> None:
    assert given_topics(small, record(title, abstract)) == expected


def test_a_rule_counts_at_most_as_often_as_it_says(small: Taxonomy) -> None:
    (given_topic,) = assign_topics(small, record(None, "compress " * 9))
    assert given_topic.score == 4


def test_reasons_say_where_and_which_words_and_which_rule(small: Taxonomy) -> None:
    (given_topic,) = assign_topics(small, record("Quantisation", "To Compress, we compress."))
    where = [(why.where, why.found, why.points) for why in given_topic.reasons]
    assert where == [("title", ("Quantisation",), 6), ("abstract", ("Compress", "compress"), 4)]
    lines = SMALL.splitlines()
    assert [lines[why.line - 1].strip()[:6] for why in given_topic.reasons] == ["- {in:"] * 2
    assert str(given_topic.reasons[0]).startswith('"Quantisation" in the title: +6')


def test_hints_help_but_a_broad_one_is_not_enough(small: Taxonomy) -> None:
    assert given_topics(small, record("Nothing", hints=("Efficiency",))) == []
    with_word = record("Nothing", "We compress.", hints=("Efficiency",))
    (given_topic,) = assign_topics(small, with_word)
    assert given_topic.topic == "model-compression"
    assert "hint" in [why.where for why in given_topic.reasons]


@pytest.mark.parametrize("hint", ["model-compression", "Compression and Efficient Inference"])
def test_a_hint_that_is_a_topic_gives_it(small: Taxonomy, hint: str) -> None:
    assert given_topics(small, record("Nothing", hints=(hint,))) == ["model-compression"]


@pytest.mark.parametrize(
    "paper",
    [
        record("Nothing", arxiv="2210.17323"),
        record("Nothing", doi="10.1000/small"),
        record("A title with signs"),
    ],
)
def test_a_paper_named_by_the_topic_has_it(small: Taxonomy, paper: Record) -> None:
    (given_topic,) = assign_topics(small, paper)
    assert given_topic.topic == "model-compression"
    assert given_topic.reasons[0].where == "paper"


def test_at_most_four_topics_best_first_and_ties_in_file_order() -> None:
    weights = {"ant": 5, "bee": 5, "cat": 5, "dog": 6, "elk": 5}
    rules = "".join(
        f"  - {{id: {word}, name: N, rules: [{{words: [{word}], weight: {weight}}}]}}\n"
        for word, weight in weights.items()
    )
    taxonomy = parse("topics:\n" + rules)
    assert given_topics(taxonomy, record("elk dog cat bee ant")) == ["dog", "ant", "bee", "cat"]


def test_a_topic_far_below_the_best_is_left_out(small: Taxonomy) -> None:
    paper = record("Quantization", "We compress, compress and compress a language model.")
    assert given_topics(small, paper) == ["model-compression"]


def test_outside_the_scope_only_what_a_person_named_counts() -> None:
    taxonomy = parse("scope: [{words: [network]}]\n" + SMALL.strip())
    assert given_topics(taxonomy, record("Quantization")) == []
    assert given_topics(taxonomy, record("Quantization of networks")) == ["model-compression"]
    assert given_topics(taxonomy, record("X", arxiv="2210.17323")) == ["model-compression"]


@given(st.text(max_size=200), st.text(max_size=400))
@settings(max_examples=80)
def test_any_text_is_taken_and_gives_the_same_twice(title: str, abstract: str) -> None:
    taxonomy, paper = parse(SMALL), record(title, abstract)
    assert assign_topics(taxonomy, paper) == assign_topics(taxonomy, paper)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("pre-training", "Pretraining"),
        ("fine-tuned models", "finetuned model"),
        ("taxonomies", "taxonomy"),
        ("generalisation", "generalization"),
        ("labelled", "labeled"),
        ("biases", "biase"),
        ("model's", "model"),
    ],
)
def test_spellings_of_one_word(one: str, other: str) -> None:
    assert to_key(one) == to_key(other)


# Finding a topic by name, and the tree


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("model-compression", "model-compression"),
        ("Model Compression", "model-compression"),
        ("modelcompression", "model-compression"),
        ("model-compresion", "model-compression"),
        ("compresion", "model-compression"),
        ("vision-languages", "vision-language"),
        ("compression and efficient inference", "model-compression"),
        ("efficient", "efficiency"),
        ("inference", "model-compression"),
        ("botany", None),
        ("model", "model-compression"),
        ("ai", None),
        ("", None),
        ("---", None),
    ],
)
def test_nearest_topic(small: Taxonomy, name: str, expected: str | None) -> None:
    assert nearest_topic(small, name) == expected


def test_children_and_ancestors(small: Taxonomy) -> None:
    assert [t.id for t in small.children("efficiency")] == ["model-compression", "training-systems"]
    assert [t.id for t in small.children(None)] == ["efficiency", "vision-language"]
    assert [t.id for t in small.ancestors("model-compression")] == ["efficiency"]
    with pytest.raises(KeyError):
        small.ancestors("nowhere")


# The list's own taxonomy


def test_the_list_has_18_topics_under_6_parents(real: Taxonomy) -> None:
    parents = real.children(None)
    assert (len(parents), len(real.topics)) == (6, 24)
    for topic in real.topics:
        assert topic.description.endswith(".")
        assert bool(topic.parent) == bool(topic.rules)


Labelled = list[tuple[Record, set[str]]]


def seen_papers() -> Labelled:
    """The papers of the seeds: titles, and abstracts where the listings have them."""
    abstracts: dict[str, str] = {}
    for seed in ("002_3b6597af104b5502.txt", "004_bd886f24c340b808.txt"):
        lines = (SEEDS / seed).read_text(encoding="utf-8").splitlines()[9:]
        filled = [line for line in lines if line.strip()]
        abstracts |= dict(zip(filled[::2], filled[1::2], strict=False))
    labels = parse_yaml((DATA / "topic_labels.yml").read_text(encoding="utf-8"), "labels")
    return [
        (record(title, abstracts.get(title)), {topic.text() for topic in topics.sequence()})
        for title, topics in labels.mapping().items()
    ]


def unseen_papers() -> Labelled:
    papers = parse_yaml((DATA / "topic_unseen.yml").read_text(encoding="utf-8"), "unseen")
    return [
        (record(title, gist.text()), {topic.text() for topic in topics})
        for title, (gist, *topics) in ((t, node.sequence()) for t, node in papers.mapping().items())
    ]


def f1(taxonomy: Taxonomy, papers: Labelled) -> float:
    right = wrong = 0
    for paper, wanted in papers:
        found = set(given_topics(taxonomy, paper))
        right += len(found & wanted)
        wrong += len(found ^ wanted)
    return 2 * right / (2 * right + wrong)


@pytest.mark.parametrize(
    ("papers", "least"), [(seen_papers(), 0.85), (unseen_papers(), 0.85)], ids=["seen", "unseen"]
)
def test_the_rules_agree_with_labels_given_by_hand(
    real: Taxonomy, papers: Labelled, least: float
) -> None:
    known = {topic.id for topic in real.topics}
    assert all(wanted <= known for _, wanted in papers)
    assert f1(real, papers) >= least
    titles_only = [(replace(paper, abstract=None), wanted) for paper, wanted in papers]
    assert f1(real, titles_only) >= least - 0.05


def test_papers_of_other_fields_stay_unsorted(real: Taxonomy) -> None:
    others = [paper for paper, wanted in unseen_papers() if not wanted]
    assert len(others) >= 15
    assert [given_topics(real, paper) for paper in others] == [[]] * len(others)


def test_research_areas_of_the_notes_help(real: Taxonomy) -> None:
    paper = record("LLaMA-Adapter: Efficient Fine-tuning of Language Models")
    assert given_topics(real, paper) == ["peft-prompting"]
    with_hint = replace(paper, hints=("Multimodal Learning",))
    assert set(given_topics(real, with_hint)) == {"peft-prompting", "vision-language"}


def test_a_thousand_abstracts_take_less_than_a_few_seconds(real: Taxonomy) -> None:
    papers = [paper for paper, _ in seen_papers() if paper.abstract]
    start = time.perf_counter()
    for number in range(1000):
        assign_topics(real, papers[number % len(papers)])
    assert time.perf_counter() - start < 5
