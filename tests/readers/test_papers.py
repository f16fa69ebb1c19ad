"""Listings and abstracts in many layouts, made from the real ones and written for the case."""

import re
import textwrap

import pytest

from lists import SEEDS
from shelflist.readers.reading import LineClass
from shelflist.readers.table import read_seed
from shelflist.text.clean import clean_text, clean_title

HEAD = (
    "new\n\nGet trending papers in your email inbox!\n\nSubscribe\n\n"
    "byAK and the research community\n\nMar 11\n\n"
)


def pairs() -> list[tuple[str, str]]:
    lines = next(SEEDS.glob("004_*")).read_text(encoding="utf-8").split("\n")
    body = [line for line in lines if line][5:]
    return list(zip(body[0::2], body[1::2], strict=True))


PAIRS = pairs()


def wrap(text: str, width: int = 72) -> str:
    return "\n".join(textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False))


def halves(text: str) -> tuple[str, str]:
    sentences = re.split(r"(?<=\.) (?=[A-Z])", text)
    half = len(sentences) // 2
    return " ".join(sentences[:half]), " ".join(sentences[half:])


LISTINGS = {
    "blank lines": lambda t, a: f"{t}\n\n{a}\n\n",
    "no blank lines": lambda t, a: f"{t}\n{a}\n",
    "blank lines between papers": lambda t, a: f"{t}\n{a}\n\n",
    "wrapped": lambda t, a: f"{t}\n\n{wrap(a)}\n\n",
    "wrapped, titles too": lambda t, a: f"{wrap(t)}\n\n{wrap(a)}\n\n",
    "wrapped wide, no blank line under the title": lambda t, a: (
        f"{wrap(t, 100)}\n{wrap(a, 100)}\n\n"
    ),
    "wrapped narrow": lambda t, a: f"{t}\n\n{wrap(a, 60)}\n\n",
    "Markdown headings": lambda t, a: f"## {t}\n\n{a}\n\n",
    "bold titles": lambda t, a: f"**{t}**\n\n{a}\n\n",
    "votes": lambda t, a: (
        f"Submitted by\n\nak47\n\n123\n\n{t}\n\n· 12 authors\n\n{a}\n\n"
        "Upvote\n\n7\n\nGitHub 1.2k\n\n"
    ),
    "bylines": lambda t, a: (
        f"{t}\n\nAda Lovelace, Kurt Gödel, Alan Turing\n\n{a}\n\n12 Mar 2024\n\n"
    ),
    "labels": lambda t, a: f"Title: {t}\nAuthors: Ada Lovelace, Kurt Gödel\nAbstract: {a}\n\n",
    "abstract labelled": lambda t, a: f"{t}\n\nAbstract: {a}\n\n",
    "numbered": lambda t, a: f"12. {t}\n{a}\n\n",
    "links": lambda t, a: (
        f"{t}\n\nhttps://arxiv.org/abs/2304.12345\n\n{a}\n\n"
        "Project page: https://foo.github.io/bar\n\n"
    ),
    "CRLF": lambda t, a: f"{t}\r\n\r\n{a}\r\n\r\n",
    "CR": lambda t, a: f"{t}\r\r{a}\r\r",
}


@pytest.mark.parametrize("layout", LISTINGS)
def test_listing_layout(layout: str) -> None:
    text = HEAD + "".join(LISTINGS[layout](title, abstract) for title, abstract in PAIRS)
    reading = read_seed("seeds/x.txt", text.encode())
    assert reading.format == "listing"
    assert [record.title for record in reading.records] == [clean_title(t) for t, _ in PAIRS]
    squeezed = ["".join(record.abstract.split()) for record in reading.records]
    assert squeezed == ["".join(clean_text(a).split()) for _, a in PAIRS]
    assert reading.lines.unexplained == ()


@pytest.mark.parametrize("gap", ["\n\n", "\n\n\n"])
def test_abstracts_of_two_paragraphs(gap: str) -> None:
    text = "".join(f"{t}\n\n{'{}' + gap + '{}'}\n\n\n\n".format(*halves(a)) for t, a in PAIRS[:20])
    reading = read_seed("seeds/x.txt", text.encode())
    assert [record.title for record in reading.records] == [clean_title(t) for t, _ in PAIRS[:20]]
    assert all("\n\n" in (record.abstract or "") for record in reading.records)


def test_what_stands_around_a_title_belongs_to_its_paper() -> None:
    text = "".join(LISTINGS["links"](t, a) for t, a in PAIRS[:3])
    text += "".join(LISTINGS["bylines"](t, a) for t, a in PAIRS[3:5])
    records = read_seed("seeds/x.txt", text.encode()).records
    assert [record.arxiv for record in records] == ["2304.12345"] * 3 + [None] * 2
    assert "https://foo.github.io/bar" in [link.url for link in records[0].links]
    assert [str(name) for name in records[4].authors] == [
        "Ada Lovelace",
        "Kurt Gödel",
        "Alan Turing",
    ]


ABSTRACTS = {
    "one a line": ("abstracts", lambda a: f"{a}\n"),
    "blank lines": ("abstracts", lambda a: f"{a}\n\n"),
    "wrapped": ("abstracts", lambda a: f"{wrap(a)}\n\n"),
    "numbered": ("abstracts", lambda a: f"1. {a}\n\n"),
    "bullets": ("abstracts", lambda a: f"- {a}\n"),
    "Abstract:": ("arxiv-abstracts", lambda a: f"Abstract: {a}\n"),
    "ABSTRACT alone": ("arxiv-abstracts", lambda a: f"ABSTRACT\n{a}\n\n"),
    "Abstract and a dash": ("arxiv-abstracts", lambda a: f"Abstract—{wrap(a, 80)}\n\n"),
    "Abstract.": ("arxiv-abstracts", lambda a: f"Abstract. {a}\n\n"),
    "bold label": ("arxiv-abstracts", lambda a: f"**Abstract:** {a}\n\n"),
}


@pytest.mark.parametrize("layout", ABSTRACTS)
def test_abstracts_layout(layout: str) -> None:
    name, write = ABSTRACTS[layout]
    reading = read_seed("seeds/x.txt", "".join(write(a) for _, a in PAIRS).encode())
    assert reading.format == name
    squeezed = ["".join((record.abstract or "").split()) for record in reading.records]
    assert squeezed == ["".join(clean_text(a).split()) for _, a in PAIRS]
    assert all(record.title is None and record.provisional_title for record in reading.records)
    assert reading.lines.unexplained == ()


SERVE = (
    "Large language models are expensive to serve. We present TinyServe, a system that batches "
    "requests by length and keeps caches on disk. Experiments on three workloads show that "
    "TinyServe outperforms existing systems. Code: https://github.com/foo/tinyserve."
)
FAIL = (
    "we study how small models fail. In this paper, we evaluate ten open models on a new benchmark "
    "of arithmetic questions and find that errors cluster around carries."
)
GROK = (
    '"Grokking" is a surprising phenomenon in neural network training. This work provides a simple '
    "theoretical explanation and validates it empirically on modular arithmetic tasks."
)
WIDE = (
    "Wide networks are well understood, yet deep and narrow ones remain a mystery to theory. In "
    "this work we introduce a kernel for narrow networks and prove that it converges. Our analysis "
    "covers several activation functions and suggests a learning rate that outperforms the usual "
    "choices on three benchmarks. We also discuss the limits of the method."
)


def join(*blocks: str) -> str:
    return "\n\n".join(blocks) + "\n"


CASES: dict[str, tuple[str, list[str | None], list[int]]] = {
    "a title without abstract": (
        join("TinyServe: Batches", SERVE, "A Title Whose Abstract Is Missing", "Small Models",
             FAIL),
        ["TinyServe: Batches", "Small Models"],
        [5],
    ),
    "an abstract without title": (
        join("TinyServe: Batches", SERVE, WIDE, "Small Models Fail", FAIL, "Grokking", GROK),
        ["TinyServe: Batches", None, "Small Models Fail", "Grokking"],
        [],
    ),
    "titles with stops": (
        join("When Does It Help? Assessing It", SERVE, "Attention is not all you need.", FAIL,
             "Skill-it! A Framework", GROK),
        ["When Does It Help? Assessing It", "Attention is not all you need",
         "Skill-it! A Framework"],
        [],
    ),
    "titles in lower case": (
        f"mGPT: few-shot learners\n{SERVE}\nreStructured pre-training\n{FAIL}\nvec2text\n{GROK}\n",
        ["mGPT: few-shot learners", "reStructured pre-training", "vec2text"],
        [],
    ),
    "short abstracts": (
        join("Foo: Fast Things", "We present Foo.", "Bar Models Are Good",
             "We introduce Bar, a new model. It works well.", "TinyServe", SERVE, "Small", FAIL),
        ["Foo: Fast Things", "Bar Models Are Good", "TinyServe", "Small"],
        [],
    ),
    "a German page": (
        join("Tägliche Papers", "Erhalten Sie Neuigkeiten über Papers per E-Mail!", "Abonnieren",
             "12. März", "TinyServe: Batches", "· 5 Autoren", SERVE, "Small Models", "· 12 Autoren",
             FAIL, "Datenschutz", "Über uns"),
        ["TinyServe: Batches", "Small Models"],
        [],
    ),
    "a Chinese page": (
        join("每日论文", "订阅", "3月12日", "TinyServe: Batches", "· 5 位作者", SERVE,
             "Small Models", FAIL, "隐私"),
        ["TinyServe: Batches", "Small Models"],
        [],
    ),
    "a French page": (
        join("Articles du jour", "Recevez les articles dans votre boîte mail !", "S'abonner",
             "11 mars", "TinyServe: Batches", SERVE, "Small Models", FAIL, "Mentions légales"),
        ["TinyServe: Batches", "Small Models"],
        [],
    ),
    "a long footer": (
        join("TinyServe: Batches", SERVE, "42", "12 comments", "Small Models", FAIL, "Previous",
             "1", "2", "...", "100", "Next", "TOS", "Privacy", "Jobs", "© 2025 Hugging Face",
             "We use cookies to improve your experience."),
        ["TinyServe: Batches", "Small Models"],
        [],
    ),
    "a title over two lines": (
        join("A Very Long Title About Serving Large Models\nand Keeping Their Caches", SERVE,
             "Small Models", FAIL),
        ["A Very Long Title About Serving Large Models and Keeping Their Caches", "Small Models"],
        [],
    ),
    "one paper": (join("TinyServe: Batches", SERVE), ["TinyServe: Batches"], []),
    "one abstract": (SERVE, [None], []),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_case(case: str) -> None:
    text, titles, unexplained = CASES[case]
    reading = read_seed("seeds/x.txt", text.encode())
    assert [record.title for record in reading.records] == titles
    assert list(reading.lines.unexplained) == unexplained


def test_words_around_the_papers_are_prose() -> None:
    before = "These are abstracts that my colleagues and I read this spring, with much joy in it."
    after = (
        "That is all for now, so thank you for reading and see you next month again, my friends."
    )
    reading = read_seed(
        "x", join(before, "TinyServe: Batches", SERVE, "Small", FAIL, after).encode()
    )
    assert reading.lines.count(LineClass.PROSE) == 2
    assert reading.lines.unexplained == ()


def test_a_title_alone_is_reported() -> None:
    text = CASES["a title without abstract"][0]
    problems = read_seed("seeds/x.txt", text.encode()).problems
    assert [(p.rule, p.location.line) for p in problems] == [("title-without-abstract", 5)]
    assert "A Title Whose Abstract Is Missing" in problems[0].message
