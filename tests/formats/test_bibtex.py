"""BibTeX that other programs read as the same text."""

from __future__ import annotations

import dataclasses

import bibtexparser
import pytest
from bibtexparser.middlewares import LatexDecodingMiddleware
from hypothesis import given, settings
from hypothesis import strategies as st
from pybtex.database import parse_string
from pybtex.richtext import Text

from shelflist.formats.bibtex import to_bibtex
from shelflist.model import Kind, Name, Place, Record

PAPER = Record(
    kind=Kind.ENTRY,
    place=Place("x", 1, 1),
    title="GPTQ: Accurate Quantization",
    authors=(Name("Frantar", "Elias"), Name("van der Maaten", "Laurens")),
    year=2022,
    venue="ICLR 2023",
    type="paper-conference",
    arxiv="2210.17323",
)


def test_the_published_version_is_preferred() -> None:
    assert to_bibtex(PAPER, "frantar2022gptq") == (
        "@inproceedings{frantar2022gptq,\n"
        "  title         = {{GPTQ: Accurate Quantization}},\n"
        "  author        = {Frantar, Elias and van der Maaten, Laurens},\n"
        "  year          = {2023},\n"
        "  origyear      = {2022},\n"
        "  booktitle     = {{ICLR}},\n"
        "  eprint        = {2210.17323},\n"
        "  archiveprefix = {arXiv},\n"
        "  url           = {https://arxiv.org/abs/2210.17323},\n"
        "}\n"
    )


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        ({"type": "article-journal"}, "@article{k,"),
        ({"type": "book"}, "@book{k,"),
        ({"type": "thesis"}, "@phdthesis{k,"),
        ({"type": None, "venue": None}, "@misc{k,"),
        ({"title": "A B_1 & 50% of #2 {x} ~^"}, "title = {{A B\\_1 \\& 50\\% of \\#2 \\{x\\} "),
        ({"title": "On $x_1$ and $\\{y$"}, "title = {On $x_1$ and $\\lbrace{}y$}"),
        ({"title": "Costs \\$5 now"}, "title = {Costs \\$5 now}"),
        ({"authors": (Name("Hu"),), "more_authors": True}, "author = {Hu and others}"),
        (
            {"authors": (Name(literal="Black and White, Inc."),)},
            "author = {{Black and White, Inc.}}",
        ),
        ({"authors": (Name("Doe", "J.", "Jr."),)}, "author = {Doe, Jr., J.}"),
        ({"page": "10-12"}, "pages = {10--12}"),
        ({"url": "https://x.org/a_b%7B{"}, "url = {https://x.org/a_b%7B%7B}"),
    ],
)
def test_fields(changes: dict[str, object], line: str) -> None:
    record = dataclasses.replace(PAPER, **changes)  # type: ignore[arg-type]
    written = "\n".join(" ".join(row.split()) for row in to_bibtex(record, "k").splitlines())
    assert line in written


@pytest.mark.parametrize("key", ["", "a b", "a,b", "a{b", "ä%"])
def test_a_key_that_bibtex_cannot_read_is_refused(key: str) -> None:
    with pytest.raises(ValueError, match="not a BibTeX key"):
        to_bibtex(PAPER, key)


WORDS = 'Müller A&B 50% C_1 @article #3 ~tilde back\\slash GPT-4 mBERT naïve “so” and € Þ " 1,5'
TEXT = st.lists(st.sampled_from(WORDS.split()), min_size=1, max_size=8).map(" ".join)


@settings(max_examples=60, deadline=None)
@given(title=TEXT, abstract=TEXT, family=TEXT)
def test_pybtex_reads_the_same_text(title: str, abstract: str, family: str) -> None:
    record = dataclasses.replace(
        PAPER, title=title, abstract=abstract, authors=(Name(family, "A."), Name("Last", "B."))
    )
    entry = parse_string(to_bibtex(record, "k"), "bibtex").entries["k"]
    assert str(Text.from_latex(entry.fields["title"])) == title
    assert str(Text.from_latex(entry.fields["abstract"])) == abstract
    assert len(entry.persons["author"]) == 2


@settings(max_examples=60, deadline=None)
@given(title=TEXT, abstract=TEXT, braced=TEXT)
def test_bibtexparser_reads_the_same_text(title: str, abstract: str, braced: str) -> None:
    abstract = f"{abstract} {{{braced}}}"
    record = dataclasses.replace(PAPER, title=title, abstract=abstract)
    library = bibtexparser.parse_string(
        to_bibtex(record, "k"), append_middleware=[LatexDecodingMiddleware()]
    )
    assert not library.failed_blocks
    fields = library.entries[0].fields_dict
    assert fields["title"].value == title
    assert fields["abstract"].value == abstract


@pytest.mark.parametrize("sign", ["{", "}", "}{", "$\\{$", "{GPT", "x } y"])
def test_a_lone_brace_does_not_break_the_file(sign: str) -> None:
    record = dataclasses.replace(PAPER, title=f"On {sign}", abstract=sign, note=sign)
    text = to_bibtex(record, "a") + "\n" + to_bibtex(PAPER, "b")
    library = bibtexparser.parse_string(text)
    assert [entry.key for entry in library.entries] == ["a", "b"]
    assert list(parse_string(text, "bibtex").entries) == ["a", "b"]
