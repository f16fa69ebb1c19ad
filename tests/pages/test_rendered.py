"""The Markdown that is written: what each kind of page shows."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import pytest

from lists import GPTQ, GPTQ_PAGE, LENS, TOPICS, TREES, PaperList, to_csl
from shelflist.model import Name
from shelflist.pages.listing import to_byline
from shelflist.pages.names import first_letter
from shelflist.pages.render import to_inline, to_label
from shelflist.site.chart import MOST_BARS, render_chart


@pytest.mark.parametrize(
    ("names", "more", "byline"),
    [
        ([], False, ""),
        (["Ge"], False, "Ge"),
        (["Ge"], True, "Ge et al."),
        (["Ge", "Jin"], False, "Ge and Jin"),
        (["Ge", "Jin"], True, "Ge et al."),
        (["Ge", "Jin", "Li"], False, "Ge et al."),
    ],
)
def test_bylines(names: list[str], more: bool, byline: str) -> None:
    assert to_byline([Name(family=name, given="A.") for name in names], more) == byline


@pytest.mark.parametrize(
    ("text", "letter"), [("ab", "A"), ("Éa", "E"), ("ß", "SS"), ("3D", "D"), ("", "#"), ("“x", "X")]
)
def test_first_letters(text: str, letter: str) -> None:
    assert first_letter(text) == letter


def test_a_chart_is_whole_xml_and_tells_its_numbers() -> None:
    chart = render_chart({2019: 3, 2021: 1}, 'Papers & "years" <b>', "4 papers.")
    caption, svg = ET.fromstring(chart)
    assert caption.text == "4 papers."
    assert svg.attrib["aria-label"] == 'Papers & "years" <b>. 2019: 3, 2021: 1'
    assert [text.text for text in svg.iter("text")] == ["3", "2019", "2020", "1", "2021"]
    assert "\n" not in chart
    assert render_chart({2020: 5}, "x", "a & b") == render_chart({}, "x", "a & b")
    assert list(ET.fromstring(render_chart({}, "x", "a & b")).itertext()) == ["a & b"]


def test_a_chart_does_not_grow_without_end() -> None:
    chart = render_chart({1500: 1, 2024: 2}, "x", "3 papers.")
    assert len(list(ET.fromstring(chart).iter("text"))) <= MOST_BARS + 2
    assert "1500" not in chart


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("plain", "plain"),
        ("a] b [c", r"a\] b \[c"),
        ("[x](y)", r"\[x\](y)"),
        ("on $[0, 1)$ and [x]", r"on $[0, 1)$ and \[x\]"),
        ("two\nlines", "two lines"),
        ("see https://example.org/a_b.", r"see https://example.org/a\_b."),
    ],
)
def test_labels_cannot_end_early_or_hold_a_link(text: str, label: str) -> None:
    assert to_label(text) == label


def test_an_entry_may_hold_a_link() -> None:
    assert to_inline("see https://example.org/a_b.") == "see <https://example.org/a_b>."


def test_papers_stand_by_year_the_latest_first(small: PaperList) -> None:
    small.generate()
    text = small.text("docs/papers/index.md")
    assert re.findall(r"^## (\d+)", text, re.M) == ["2023", "2022", "2021"]
    line = "- [GPTQ: Accurate Quantization](../papers/gptq-accurate-quantization.md) – Frantar and"
    assert f"\n{line} Alistarh, 2022\n" in text


def test_topics_hold_their_papers(small: PaperList) -> None:
    small.generate()
    text = small.text("docs/topics/compression.md")
    assert "Smaller models." in text
    assert text.count("](../papers/") == 2
    assert "lens-every-image" not in text
    assert "lens-every-image" in small.text("docs/topics/vision.md")
    assert not small.path("docs/topics/not-yet-sorted.md").exists()


def test_what_no_rule_fits_is_not_forced(small: PaperList) -> None:
    other = LENS | {"title": "On Bread", "abstract": "Bread rises when yeast is warm enough."}
    small.write("seeds/papers.json", to_csl(GPTQ, other, TREES))
    small.generate()
    assert "On Bread" in small.text("docs/topics/not-yet-sorted.md")
    assert "topics:" not in small.papers()["bread"]


def test_a_topic_names_the_one_above_and_lists_what_is_its_own(small: PaperList) -> None:
    below = TOPICS + "  - id: pruning\n    name: Pruning\n    parent: compression\n    papers:\n"
    small.write("seeds/topics.yml", below + "      - 10.1000/trees\n")
    small.generate()
    small.change("docs/papers/pruning-trees-winter.md", "  - compression\n", "")
    small.generate()
    text = small.text("docs/topics/pruning.md")
    assert "\nparent: compression\n" in text
    assert "Pruning Trees in Winter" in text
    above = small.text("docs/topics/compression.md")
    assert "](pruning.md)" in above and "Pruning Trees" not in above and "GPTQ" in above
    index = small.text("docs/topics/index.md")
    lines = [line for line in index.splitlines() if "](" in line]
    assert [line.partition("[")[0] for line in lines] == ["- ", "    - ", "- "]
    assert lines[0] == "- [Compression](compression.md) – Smaller models."


def test_a_list_without_topics_looks_whole(small: PaperList) -> None:
    small.generate()
    small.path("seeds/topics.yml").unlink()
    for page in small.path("docs/papers").glob("[!i]*.md"):
        text = re.sub(r"topics:\n(?:  - .*\n)+", "", page.read_text("utf-8"))
        page.write_text(text, encoding="utf-8")
    small.generate()
    assert not small.path("docs/topics").exists()
    assert "opic" not in small.text("docs/index.md")
    assert "\ntopics papers " in small.text("docs/redirects")


def test_authors_with_two_papers_are_listed(small: PaperList) -> None:
    small.generate()
    text = small.text("docs/authors/index.md")
    assert text.partition("person.")[2].split("\n\n")[1:] == [
        "## A",
        "- Dan Alistarh",
        "## R",
        "- Ada Rossi\n<!-- /shelflist -->\n",
    ]
    assert [path.name for path in small.path("docs/authors").iterdir()] == ["index.md"]


def test_the_bibliography_is_plain_lines(small: PaperList) -> None:
    small.generate()
    text = small.text("docs/references/index.md")
    line = "Frantar and Alistarh (2022). [GPTQ: Accurate Quantization]"
    assert f"\n- {line}(../papers/gptq-accurate-quantization.md). doi:10.1000/gptq.\n" in text
    assert re.findall(r"^## (.)$", text, re.M) == ["A", "F", "R"]


def test_the_home_page_does_not_change_with_a_paper(small: PaperList) -> None:
    small.generate()
    before = small.text("docs/index.md")
    assert "](topics/vision.md)" in before and "](papers/index.md)" in before
    small.write("seeds/more.json", to_csl(LENS | {"id": "n", "DOI": "10.1/n", "title": "New"}))
    small.generate()
    assert small.text("docs/index.md") == before


def test_a_seed_is_told_in_its_own_order_with_lines(small: PaperList) -> None:
    small.generate()
    text = small.text("docs/references/papers.md")
    lines = [int(number) for number in re.findall(r"^- Line (\d+)", text, re.M)]
    assert len(lines) == 3
    assert lines == sorted(lines)
    total = len(small.text("seeds/papers.json").splitlines())
    account = text.partition("Its lines: ")[2].partition(".")[0]
    counts = re.findall(r"(\d+) [a-z]", account)
    assert sum(map(int, counts)) == total


def test_notes_survive_on_every_kind_of_page(small: PaperList) -> None:
    small.generate()
    names = [n for n in small.tree() if n.startswith("docs/") and n.endswith(".md")]
    for name in names:
        small.write(name, small.text(name) + "\nMy note.\n")
    small.write("seeds/more.json", to_csl(LENS | {"id": "n", "DOI": "10.1/n", "title": "New"}))
    small.generate()
    assert [name for name in names if not small.text(name).endswith("\nMy note.\n")] == []
    assert "- [GPTQ" in small.text("docs/papers/index.md")


def test_a_page_says_nothing_that_is_not_known(small: PaperList) -> None:
    small.write("seeds/papers.json", to_csl({"id": "x", "type": "article", "title": "Only This"}))
    small.generate()
    [text] = small.papers().values()
    front = text.partition("\n---\n")[0]
    assert [line.partition(":")[0] for line in front.splitlines()[1:] if line[0] != " "] == [
        *("title", "found_in", "citation_key")
    ]


def test_the_page_of_a_paper_reads_well(small: PaperList) -> None:
    small.generate()
    text = small.text(GPTQ_PAGE)
    assert "\n\n\n" not in text
    assert text.startswith("---\ntitle: ")
    assert text.endswith("-->\n")
