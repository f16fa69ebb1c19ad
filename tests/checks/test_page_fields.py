"""What `check` says of the front matter of a page."""

from __future__ import annotations

import pytest

from lists import GPTQ_PAGE, PaperList
from shelflist.build import Caches, read_library
from shelflist.checks.pages import check_fields
from shelflist.checks.papers import check_keys
from shelflist.formats.front_matter import to_front_matter, to_record
from shelflist.formats.page_fields import PAGE_FIELDS
from shelflist.library import OWN_FIELDS
from shelflist.model import Kind, Link, Name, Place, Record
from shelflist.problems import Problem, Severity

ERROR, WARNING, NOTICE = Severity.ERROR, Severity.WARNING, Severity.NOTICE


def page(fields: str) -> str:
    return f"---\n{fields}\n---\n\nA note.\n"


def check(made: PaperList, fields: str) -> list[Problem]:
    made.write("docs/papers/own.md", page(fields))
    inputs, library = read_library(made.root, Caches(made.root), lambda _: None)
    return list(check_fields(inputs, library))


@pytest.mark.parametrize(
    ("line", "severity", "says"),
    [
        ("year: twenty", ERROR, '"twenty" is no year'),
        ("year: 2020-2021", ERROR, "is no year"),
        ("year: 20230", ERROR, "is no year"),
        ("year: 2098", WARNING, "still to come"),
        ("arxiv: see the web", ERROR, '"see the web" is no arXiv id'),
        ("doi: forthcoming", ERROR, '"forthcoming" is no DOI'),
        ("url: example.org/paper", ERROR, "is no address"),
        ('url: "javascript:alert(1)"', ERROR, "is no address"),
        ("code: file:///etc/passwd", ERROR, "is no address"),
        ("links:\n  - https://example.org\n  - nowhere", ERROR, '"nowhere" is no address'),
        ("venue: [ICLR, 2023]", ERROR, "expected one text, found a list of 2"),
        ("authors:\n  - name: Ada", ERROR, "expected a list of texts"),
        ("venue: {name: ICLR}", ERROR, "expected one text"),
        ("retracted: perhaps", ERROR, "neither true nor false"),
        ('citation_key: "a,b"', ERROR, "BibTeX"),
        ("type: journal-article", NOTICE, "not a known kind"),
        ("authors: Ada Rossi and Dan Lee", NOTICE, "looks like several names"),
        ("author: Ada Rossi", NOTICE, "nothing reads a field of this name"),
        ("autors: [Ada Rossi]", NOTICE, "nothing reads"),
        ("tags: [vision]", NOTICE, "nothing reads"),
        ("Year: 2020", NOTICE, "nothing reads"),
    ],
)
def test_what_cannot_be_read_is_told(
    small: PaperList, line: str, severity: Severity, says: str
) -> None:
    [problem] = check(small, f"title: Mine\n{line}")
    assert problem.severity is severity
    assert says in problem.message
    assert line.partition(":")[0] in problem.message
    assert problem.mend
    assert problem.location.file == "docs/papers/own.md"
    assert problem.location.line == 3


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("author: A B", "authors"),
        ("tags: [x]", "topics"),
        ("journal: X", "venue"),
        ("arxiv_id: x", "arxiv"),
        ("citation-key: x", "citation_key"),
        ("Title: X", "title"),
    ],
)
def test_a_slip_is_told_with_the_name_that_was_meant(
    small: PaperList, line: str, meant: str
) -> None:
    [problem] = check(small, f"title: Mine\n{line}")
    assert f'Did you mean "{meant}"?' in problem.mend


@pytest.mark.parametrize(
    "line",
    [
        "year: 2023",
        'year: "2023"',
        "year:",
        "arxiv: 2301.00010v2",
        "arxiv: hep-th/9901001",
        "arxiv: https://arxiv.org/abs/2301.00010",
        "doi: https://doi.org/10.1000/XYZ",
        "doi: 10.1000/xyz",
        "url: http://example.org/ä?b=c#d",
        "links: https://example.org",
        "authors: Ada Rossi",
        "authors: [Google Research and Engineering, Ada Rossi]",
        "keywords: one word",
        "more_authors: yes",
        "retracted: false",
        "volume: 12",
        "topics: []",
        "type: thesis",
        "citation_key: rossi_2021-lens:a.b+c",
        "read_on: 2024-05-01",
        "rating: {stars: 5}",
        "date: 2024-01-01",
        "description: For search engines",
        "hide: [toc]",
        "topics: [vision]\ntags: [mine]",
    ],
)
def test_what_is_right_or_a_persons_own_is_not_told(small: PaperList, line: str) -> None:
    assert check(small, f"title: Mine\n{line}") == []


def test_a_page_without_a_title_is_told(small: PaperList) -> None:
    [problem] = check(small, "year: 2020")
    assert (problem.severity, problem.message) == (WARNING, "the page has no title")


def test_two_papers_with_one_citation_key_are_an_error(small: PaperList) -> None:
    small.generate()
    text = small.text(GPTQ_PAGE)
    key = text.partition("citation_key: ")[2].partition("\n")[0]
    small.write("docs/papers/own.md", page(f"title: Mine\ncitation_key: {key.upper()}"))
    inputs, library = read_library(small.root, Caches(small.root), lambda _: None)
    [problem] = check_keys(inputs, library)
    assert (problem.rule, problem.severity) == ("same-key", ERROR)
    assert str(problem.location) == "docs/papers/own.md:3"
    line = text[: text.index("citation_key: ")].count("\n") + 1
    assert problem.message.endswith(f"is also that of {GPTQ_PAGE}:{line}")
    assert problem in small.generate().problems, "every command tells it"


def test_pages_that_are_generated_have_nothing_wrong(small: PaperList) -> None:
    small.generate()
    inputs, library = read_library(small.root, Caches(small.root), lambda _: None)
    assert [*check_fields(inputs, library), *check_keys(inputs, library)] == []


def test_the_table_names_the_fields_that_pages_have() -> None:
    text = dict.fromkeys(
        (
            "title",
            "short_name",
            "venue",
            "volume",
            "issue",
            "note",
            "preprint",
            "preprint_title",
            "genre",
            "publisher_place",
            "edition",
            "isbn",
            "issn",
        ),
        "x",
    )
    record = Record(
        kind=Kind.ENTRY,
        place=Place("x", 1, 1),
        **text,  # type: ignore[arg-type]
        authors=(Name("B", "A"),),
        more_authors=True,
        retracted=True,
        year=2020,
        type="book",
        page="1",
        publisher="x",
        editors=(Name("D", "C"),),
        translators=(Name("F", "E"),),
        month=5,
        other_ids=("doi:10.1101/x",),
        doi="10.1000/x",
        arxiv="2301.00010",
        url="https://example.org",
        links=tuple(
            Link(rel, "https://example.org/")
            for rel in ("code", "project", "model", "data", "link")
        ),
        hints=("x",),
    )
    written = list(to_front_matter(record))
    ours = [name for name in PAGE_FIELDS if name not in OWN_FIELDS and name != "provisional_title"]
    assert written == ours  # the same names in the same order
    assert PAGE_FIELDS.keys() >= OWN_FIELDS
    working = Record(kind=Kind.ENTRY, place=Place("x", 1, 1), provisional_title="x")
    assert "provisional_title" in to_front_matter(working)


@pytest.mark.parametrize("name", [n for n, f in PAGE_FIELDS.items() if f.example])
def test_the_examples_are_read_as_they_stand(name: str) -> None:
    example = PAGE_FIELDS[name].example
    is_list = PAGE_FIELDS[name].form.is_list
    record = to_record({name: (example,) if is_list else example}, None, Place("x", 1, 1))
    plain = Record(kind=Kind.PAGE, place=Place("x", 1, 1))
    assert (record == plain) == (name in OWN_FIELDS)
