"""What an entry says, as a record; and what we write, read again."""

from __future__ import annotations

import dataclasses

import bibtexparser
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pybtex.database import parse_string

from shelflist.formats.bibtex import to_bibtex
from shelflist.formats.bibtex_reading import BibtexFile, parse_bibtex
from shelflist.model import Kind, Link, Name, Place, Record
from shelflist.text.clean import clean_text, clean_title


def read(text: str) -> BibtexFile:
    return parse_bibtex(text, "x.bib")


def one(fields: str, kind: str = "article") -> Record:
    (record,) = read(f"@{kind}{{k, title = {{T}}, {fields}}}").records
    return record


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        (
            "journal = {CoRR}, volume = {abs/1706.03762}",
            {"arxiv": "1706.03762", "venue": None, "volume": None, "type": "article"},
        ),
        (
            "journal = {arXiv preprint arXiv:2301.00010}",
            {"arxiv": "2301.00010", "venue": None, "type": "article"},
        ),
        (
            "eprint = {2301.00010v2}, archivePrefix = {arXiv}, primaryClass = {cs.CL}",
            {"arxiv": "2301.00010", "hints": ("cs.CL",)},
        ),
        (
            "eprint = {0501001}, archiveprefix = {arXiv}, primaryclass = {math.NT}",
            {"arxiv": "math/0501001"},
        ),
        ("eprint = {hep-th/9901001}", {"arxiv": "hep-th/9901001"}),
        ("eprint = {12345}, eprinttype = {jstor}", {"arxiv": None}),
        ("arxivId = {1706.03762}", {"arxiv": "1706.03762"}),
        ("url = {http://arxiv.org/abs/1706.03762}", {"arxiv": "1706.03762", "url": None}),
        ("doi = {10.48550/arXiv.1706.03762}", {"arxiv": "1706.03762", "doi": None}),
        ("doi = {https://doi.org/10.1000/AB{\\_}C}", {"doi": "10.1000/ab_c"}),
        (
            "doi = {10.1002/(SICI)1097(1990)41:6<391::AID>3.0;2-9}",
            {"doi": "10.1002/(sici)1097(1990)41:6<391::aid>3.0;2-9"},
        ),
        ("url = {https://dx.doi.org/10.1/x}, note={n}", {"url": None, "note": "n"}),
        ("url = {https://doi.org/10.1000/x}", {"doi": "10.1000/x", "url": None}),
        (
            "howpublished = {\\url{https://x.org/a\\_b}}",
            {"url": "https://x.org/a_b", "venue": None},
        ),
        (
            "howpublished = {Blog post, \\url{https://x.org/a}}",
            {"url": "https://x.org/a", "venue": "Blog post"},
        ),
        ("note = {arXiv:2301.00010 [cs]}", {"arxiv": "2301.00010", "note": None}),
        (
            "note = {Best paper. Code: \\url{https://github.com/a/b}}",
            {"links": (Link("code", "https://github.com/a/b"),)},
        ),
        (
            "code = {https://x.org/code}, pdf = {paper.pdf}, project = {https://x.org}",
            {"links": (Link("code", "https://x.org/code"), Link("project", "https://x.org"))},
        ),
        ("year = {2021--2022}", {"year": 2021}),
        ("year = {[2020]}", {"year": 2020}),
        ("year = {forthcoming}", {"year": None, "note": "forthcoming"}),
        ("date = {2021-05-03/2021-05-07}, year = 1999", {"year": 2021}),
        ("year = 2023, origyear = 2022, journal = {J}", {"year": 2022, "venue": "J 2023"}),
        ("date = {1922}, origdate = {1869}", {"year": 1922, "venue": None}),
        ("origdate = {1869}", {"year": 1869}),
        (r"year = {{\noopsort{1973c}}1981}", {"year": 1981}),
        (
            r"note = {At $<$\url{http://dx.doi.org/10.1080/0929.2016}$>$}",
            {"doi": "10.1080/0929.2016"},
        ),
        (r"doi = {10.1002/a$<$1::b$>$3$\mathsemicolon$2-2}", {"doi": "10.1002/a<1::b>3;2-2"}),
        ("journal = {IEEE - J}", {"venue": "IEEE - J"}),
        ("pages = {10--12}", {"page": "10–12"}),
        ("pages = {1234}", {"page": "1234"}),
        ("eid = {e17}, number = 3, volume = {II}", {"page": "e17", "issue": "3", "volume": "II"}),
        (
            "keywords = {a, {b, c}, A}, groups = {G H}, mendeley-groups = {P/Q}",
            {"hints": ("a", "b, c", "G H", "P/Q")},
        ),
        ("keywords = {Networks, Neural; Vision}", {"hints": ("Networks, Neural", "Vision")}),
        ("abstract = {Abstract: We show.}", {"abstract": "We show."}),
        ("subtitle = {S}", {"title": "T: S"}),
        ("shorttitle = {Short}", {"short_name": "Short"}),
        ("journaltitle = {J}", {"venue": "J", "type": "article-journal"}),
        ("file = {x.pdf}, owner = {me}, timestamp = {2020}", {"note": None}),
    ],
)
def test_fields(fields: str, expected: dict[str, object]) -> None:
    record = one(fields)
    assert {name: getattr(record, name) for name in expected} == expected


@pytest.mark.parametrize(
    ("kind", "type_", "field", "note"),
    [
        ("inproceedings", "paper-conference", "booktitle", None),
        ("conference", "paper-conference", "booktitle", None),
        ("phdthesis", "thesis", "school", None),
        ("thesis", "thesis", "institution", None),
        ("techreport", "report", "institution", None),
        ("online", "webpage", "journal", None),
        ("software", "software", "howpublished", None),
        ("unpublished", "manuscript", "journal", None),
        ("misc", "document", "howpublished", None),
        ("mycustomtype", "document", "journal", "BibTeX type: mycustomtype"),
    ],
)
def test_types(kind: str, type_: str, field: str, note: str | None) -> None:
    record = one(f"{field} = {{Where}}", kind)
    assert (record.type, record.venue, record.note) == (type_, "Where", note)


def test_inheritance() -> None:
    found = read(
        "@inproceedings{a, title = {A}, crossref = {V}}\n"
        "@inproceedings{b, title = {B}, crossref = {gone}, year = 1999}\n"
        "@article{c, title = {C}, xdata = {d, e}}\n"
        "@proceedings{v, title = {Proc. of {X}}, year = 2020, doi = {10.1/v}, publisher = {P}}\n"
        "@xdata{d, publisher = {D}}\n@xdata{e, year = 2001, xdata = {d}}\n"
        "@misc{r, title = {R}, crossref = {s}}\n@misc{s, title = {S}, crossref = {r}, note = {n}}\n"
        "@proceedings{w, title = {Proc. of W}, year = 2021}\n"
    )
    by_key = {record.key: record for record in found.records}
    assert list(by_key) == ["a", "b", "c", "r", "s", "w"]
    assert (by_key["a"].venue, by_key["a"].year, by_key["a"].doi) == ("Proc. of X", 2020, None)
    assert (by_key["c"].publisher, by_key["c"].year) == ("D", 2001)
    assert {refusal.what: refusal.reason for refusal in found.refused} == {
        "v": "a volume, whose papers are in the file",
        "d": "data that other entries take over",
        "e": "data that other entries take over",
    }
    shown = {problem.rule: problem.message for problem in found.problems}
    assert "'gone'" in shown["missing-parent"]
    assert "crossref-ring" in shown


def test_a_chain_of_parents_may_be_long() -> None:
    links = "".join(f"@misc{{k{n}, title = {{T}}, crossref = {{k{n + 1}}}}}\n" for n in range(5000))
    found = read(links + "@misc{k5000, title = {End}, year = 1990}\n")
    assert {record.year for record in found.records} == {1990}


def test_a_book_chapter_takes_its_book() -> None:
    found = read(
        "@inbook{a, title = {One}, crossref = {b}, pages = {1-2}}\n"
        "@book{b, title = {The Book}, subtitle = {Sub}, author = {Doe, Jane}, year = 2000}\n"
    )
    (record,) = found.records
    assert (record.venue, str(record.authors[0])) == ("The Book: Sub", "Jane Doe")


def test_a_retracted_paper() -> None:
    assert read("@article{a, title = {RETRACTED: On X}}").records[0].retracted


def test_fields_that_are_left_out_are_counted_once() -> None:
    found = read("@misc{a, title={A}, owner={x}}\n@misc{b, title={B}, owner={x}, file={f}}")
    (problem,) = found.problems
    assert problem.rule == "fields-left-out"
    assert "owner (2), file (1)" in problem.message


PAPER = Record(Kind.ENTRY, Place("x", 1, 1), title="T", type="paper-conference")
SIGNS = (
    "Müller|Ünal|A&B|50%|C_1|@article{x,|#3|GPT-4|mBERT|naïve|and|“so”|€|Þ|1,5|{x}|}|{|$x_1$|"
    "$\\alpha^2$|a–b|O'Neil|漢字|--verbose|{{ page }}|{% raw %}|it's|x^2|~5|=1+1|5 < 6|\\$5|word\\$"
).split("|")
TEXT = st.lists(st.sampled_from(SIGNS), min_size=1, max_size=7).map(" ".join)
CLEAN = TEXT.map(clean_text)
TITLE = TEXT.map(clean_title).filter(
    lambda text: clean_title(text) == text and any(sign.isalnum() for sign in text)
)
FAMILY = st.sampled_from(
    ["Müller", "van der Maaten", "O'Brien", "Ng", "Sánchez-Lengeling", "and Co"]
)


@settings(max_examples=200, deadline=None)
@given(title=TITLE, abstract=CLEAN, note=CLEAN, venue=CLEAN, family=FAMILY, literal=TITLE)
def test_what_we_write_is_read_as_the_same(
    title: str, abstract: str, note: str, venue: str, family: str, literal: str
) -> None:
    record = dataclasses.replace(
        PAPER,
        title=title,
        abstract=abstract,
        note=f"A note: {note}",
        venue=f"Conference {venue}",
        authors=(Name(family, "A. B."), Name("Doe", "J.", "Jr."), Name(literal=f"The {literal}")),
        more_authors=True,
        year=2022,
        volume="3",
        issue="4",
        page="10–12",
        publisher="A & B",
        doi="10.1000/a_b(1)<2>",
        arxiv="2210.17323",
        url="https://x.org/a_b?c=%20d&e#f~g",
        hints=("machine learning", "x & y"),
        key="k:1",
    )
    text = to_bibtex(record, "k:1")
    (again,) = read(text).records
    changed = {
        field.name: (getattr(record, field.name), getattr(again, field.name))
        for field in dataclasses.fields(Record)
        if field.name not in ("place", "raw", "links")
        and getattr(record, field.name) != getattr(again, field.name)
    }
    assert not changed
    assert again.raw == text.rstrip("\n")
    assert bibtexparser.parse_string(text).entries[0].key == "k:1"
    assert list(parse_string(text, "bibtex").entries) == ["k:1"]


@pytest.mark.parametrize("type_", ["article-journal", "book", "chapter", "thesis", "report"])
def test_types_and_both_years_come_back(type_: str) -> None:
    record = dataclasses.replace(PAPER, type=type_, venue="Where 2023", year=2022)
    (again,) = read(to_bibtex(record, "k")).records
    assert (again.type, again.venue, again.year) == (type_, "Where 2023", 2022)


def test_seven_thousand_authors_come_back() -> None:
    names = tuple(Name(f"Família{n}", "Á.") for n in range(7000))
    (again,) = read(to_bibtex(dataclasses.replace(PAPER, authors=names), "k")).records
    assert again.authors == names


GOOD = "@misc{{{0},\n  title = {{On {0}}},\n  year = 2001,\n}}\n\n"


@pytest.mark.parametrize(
    "head", ["@art}icle{key,", "@{article{key,", "@arti#cle{key,", "@articlekey,",
             "@article key,"]
)  # fmt: skip
def test_a_damaged_head_costs_no_neighbour_and_is_named(head: str) -> None:
    text = f"{GOOD.format('a')}{head}\n  title = {{On key}},\n}}\n\n{GOOD.format('b')}"
    found = read(text)
    assert [record.title for record in found.records] == ["On a", "On key", "On b"]
    assert [(p.rule, p.location.line) for p in found.problems] == [("broken-entry", 6)]


@pytest.mark.parametrize(
    "text",
    [
        "@string{a = {xy}}" + "@string{a = a # a}\n" * 60,
        "".join(f"@string{{a{n + 1} = a{n} # a{n}}}\n" for n in range(60)) + "@string{a = a60}",
        "@string{a = b}@string{b = c # a}@string{c = a # b}\n",
    ],
)
def test_macros_that_grow_out_of_measure_are_not_expanded(text: str) -> None:
    found = read(f"{text}\n@article{{k, title = {{T}}, journal = a # a}}\n{GOOD.format('b')}")
    assert [record.title for record in found.records] == ["T", "On b"]
    assert all(len(record.venue or "") <= 1_000_000 for record in found.records)


def test_a_field_of_which_nothing_is_kept_is_counted_though_others_use_it() -> None:
    fields = "title={A}, booktitle={Proc. X}, series={LNCS}, publisher={Acme}, organization={Acme}"
    (problem,) = read(f"@inproceedings{{a, {fields}}}").problems
    assert (problem.rule, problem.message.split(": ")[1]) == ("fields-left-out", "series (1)")


@pytest.mark.parametrize(
    ("fields", "rule", "named"),
    [
        ("date = {1922}, origdate = {1869}", "fields-left-out", "origdate (1)"),
        ("author = {John Smith, Jane Doe and Bob Roe}", "comma-list", "John Smith, Jane Doe"),
    ],
)
def test_what_was_decided_is_said(fields: str, rule: str, named: str) -> None:
    (problem,) = read(f"@book{{a, title={{A}}, {fields}}}").problems
    assert problem.rule == rule
    assert named in problem.message
