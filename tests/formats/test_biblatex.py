"""BibLaTeX: its own types and fields; what it shares with BibTeX is tested there."""

from __future__ import annotations

import dataclasses

import pytest

from shelflist.formats.biblatex import to_biblatex
from shelflist.formats.bibtex import to_bibtex
from shelflist.formats.bibtex_types import CSL_TYPES as READ_AS
from shelflist.formats.fields import (
    BIBLATEX_TYPES,
    BIBTEX_MISC,
    BIBTEX_TYPES,
    CSL_TYPES,
    PLAIN_TYPES,
)
from shelflist.model import Kind, Link, Name, Place, Record

PAPER = Record(
    kind=Kind.ENTRY,
    place=Place("x", 1, 1),
    title="A Report on Models",
    authors=(Name("van der Maaten", "Laurens"), Name(literal="The Board")),
    more_authors=True,
    editors=(Name("Roe", "R."),),
    year=2022,
    venue="DeepMind 2023",
    type="report",
    short_name="Report",
    issue="7",
    page="1–24",
    arxiv="2210.17323",
    links=(Link("code", "https://github.com/a/b"), Link("link", "https://ex.org/talk")),
    hints=("nlp", "Vision, Computer"),
    preprint="SSRN",
    other_ids=("doi:10.1/x", "arxiv:1706.03762"),
    retracted=True,
    source="DBLP",
)


def test_every_field_has_biblatex_name() -> None:
    assert to_biblatex(PAPER, "doe2022") == (
        "@report{doe2022,\n"
        "  title       = {{A Report on Models}},\n"
        "  shorttitle  = {Report},\n"
        "  author      = {van der Maaten, Laurens and {The Board} and others},\n"
        "  editor      = {Roe, R.},\n"
        "  date        = {2023},\n"
        "  origdate    = {2022},\n"
        "  institution = {DeepMind},\n"
        "  number      = {7},\n"
        "  pages       = {1--24},\n"
        "  eprint      = {2210.17323},\n"
        "  eprinttype  = {arxiv},\n"
        "  url         = {https://arxiv.org/abs/2210.17323},\n"
        "  keywords    = {nlp, {Vision, Computer}},\n"
        "  code        = {https://github.com/a/b},\n"
        "  links       = {https://ex.org/talk},\n"
        "  preprint    = {SSRN},\n"
        "  otherids    = {doi:10.1/x arxiv:1706.03762},\n"
        "  retracted   = {true},\n"
        "  checkedwith = {DBLP},\n"
        "}\n"
    )


@pytest.mark.parametrize(
    ("csl_type", "in_bibtex", "in_biblatex"),
    [
        ("article-journal", "article", "article"),
        ("paper-conference", "inproceedings", "inproceedings"),
        ("book", "book", "book"),
        ("chapter", "incollection", "incollection"),
        ("thesis", "phdthesis", "thesis"),
        ("report", "techreport", "report"),
        ("manuscript", "unpublished", "unpublished"),
        ("standard", "manual", "standard"),
        ("pamphlet", "booklet", "booklet"),
        ("webpage", "misc", "online"),
        ("software", "misc", "software"),
        ("dataset", "misc", "dataset"),
        ("patent", "misc", "patent"),
        ("periodical", "misc", "periodical"),
        ("document", "misc", "misc"),
    ],
)
def test_entry_types(csl_type: str, in_bibtex: str, in_biblatex: str) -> None:
    record = dataclasses.replace(PAPER, type=csl_type)
    assert to_bibtex(record, "k").startswith(f"@{in_bibtex}{{k,")
    assert to_biblatex(record, "k").startswith(f"@{in_biblatex}{{k,")


OF_BTXDOC = frozenset(
    "article book booklet conference inbook incollection inproceedings manual mastersthesis misc "
    "phdthesis proceedings techreport unpublished".split()
)


def test_bibtex_has_only_types_that_every_style_knows() -> None:
    assert {entry_type for entry_type, _ in (*BIBTEX_TYPES.values(), BIBTEX_MISC)} <= OF_BTXDOC


def test_types_are_those_of_csl_and_read_as_the_table_says() -> None:
    assert BIBTEX_TYPES.keys() | BIBLATEX_TYPES.keys() <= CSL_TYPES
    assert {name: READ_AS.get(name, "document") for name in PLAIN_TYPES} == PLAIN_TYPES


@pytest.mark.parametrize(
    ("csl_type", "subtype"),
    [("article-magazine", "magazine"), ("map", "map"), ("report", None), ("webpage", None)],
)
def test_what_the_entry_type_does_not_say_is_in_its_subtype(
    csl_type: str, subtype: str | None
) -> None:
    written = to_biblatex(dataclasses.replace(PAPER, type=csl_type), "k")
    assert ("entrysubtype" in written) == (subtype is not None)
    assert subtype is None or f"= {{{subtype}}}" in written


def test_a_thesis_is_not_called_a_doctoral_one() -> None:
    written = to_bibtex(dataclasses.replace(PAPER, type="thesis"), "k")
    assert "  type          = {Thesis},\n" in written


def test_seven_thousand_authors_are_all_there() -> None:
    authors = tuple(Name(f"Fam{chr(97 + n % 26)}ly{n}", "A. B.") for n in range(7000))
    written = to_biblatex(dataclasses.replace(PAPER, authors=authors, more_authors=False), "k")
    (line,) = (line for line in written.splitlines() if line.startswith("  author "))
    assert line.count(" and ") == 6999
