"""RIS: every way that databases misspell it; what is there is a record or is named."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shelflist.formats.drafts import Parsed
from shelflist.formats.ris import TYPES, parse_ris
from shelflist.model import Link, Name, Record


def parse(text: str) -> Parsed:
    return parse_ris(text.split("\n"), "x.ris")


def read_one(*lines: str) -> Record:
    parsed = parse("\n".join(("TY  - JOUR", "TI  - T", *lines, "ER  - ")))
    assert not parsed.refused
    (record,) = parsed.records
    return record


def rules(text: str) -> list[str]:
    return [f"{p.location.line} {p.rule}" for p in parse(text).problems]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("T2  - Nature", {"venue": "Nature"}),
        ("JF  - Journal of Tests\nJA  - J. Tests", {"venue": "Journal of Tests"}),
        ("J2  - J. Tests", {"venue": "J. Tests"}),
        ("JO  - arXiv", {"venue": None}),
        ("PY  - 2014//", {"year": 2014}),
        ("PY  - 2016/09/01/", {"year": 2016}),
        ("Y1  - 10-12 Dec. 2019", {"year": 2019}),
        ("Y1  - 1900/01/01\nDA  - 1950/01/01", {"year": 1950}),
        ("Y2  - 2022/08/01", {"year": None}),
        ("DO  - http://dx.doi.org/10.5555/ABC", {"doi": "10.5555/abc"}),
        ("DO  - doi: 10.5555/abc", {"doi": "10.5555/abc"}),
        (
            "DO  - 10.1002/(SICI)1097-4571(199806)49:8<693::AID-ASI4>3.0.CO;2-O",
            {"doi": "10.1002/(sici)1097-4571(199806)49:8<693::aid-asi4>3.0.co;2-o"},
        ),
        ("L3  - 10.5555/abc", {"doi": "10.5555/abc"}),
        ("M3  - doi:10.5555/abc", {"doi": "10.5555/abc"}),
        ("UR  - https://doi.org/10.5555/abc", {"doi": "10.5555/abc", "url": None}),
        ("DO  - 10.48550/arXiv.2106.01234", {"doi": None, "arxiv": "2106.01234"}),
        ("UR  - http://arxiv.org/abs/2106.01234v2", {"arxiv": "2106.01234", "url": None}),
        ("AN  - arXiv:hep-th/9301001", {"arxiv": "hep-th/9301001"}),
        ("JF  - CoRR\nVL  - abs/2106.01234", {"arxiv": "2106.01234", "venue": None}),
        ("T2  - arXiv e-prints\nSP  - arXiv:2106.01234", {"arxiv": "2106.01234", "page": None}),
        ("AU  - \\begin{document}\nAU  - Roe, R.", {"authors": (Name("Roe", "R."),)}),
        ("SP  - 379\nEP  - 423", {"page": "379–423"}),
        ("SP  - 379-423\nEP  - 423", {"page": "379-423"}),
        ("SP  - e081\nEP  - e081", {"page": "e081"}),
        ("CP  - 3", {"issue": "3"}),
        ("CP  - 15th International Coastal Symposium (ICS)", {"issue": None}),
        ("L2  - https://b.org/1\nUR  - https://a.org/1", {"url": "https://a.org/1"}),
        ("L1  - https://b.org/1.pdf\nL2  - https://b.org/1", {"url": "https://b.org/1"}),
        ("C7  - 117694", {"page": "117694"}),
        ("EP  - 423", {"page": None}),
        ("ID  - 243\nAN  - 9", {"key": "243"}),
        ("AN  - pub.1143865007", {"key": "pub.1143865007"}),
        ("N1  - Read this twice", {"note": "Read this twice"}),
        ("N1  - Cited By :10\nN1  - Export Date: 30 April 2020", {"note": None}),
        ("ST  - RoBot", {"short_name": "RoBot"}),
        ("ST  - T", {"short_name": None}),
        ("AB  - A.\nAB  - Copyright of X is the property of Y.", {"abstract": "A."}),
        ("N2  - <p>We do.</p>", {"abstract": "We do."}),
        ("AB  - Abstract: We do.", {"abstract": "We do."}),
        ("AB  - one\ntwo\n\nthree", {"abstract": "one two\n\nthree"}),
        ("AB  - seen in\nUV - visible light", {"abstract": "seen in UV - visible light"}),
        ("KW  - a; b\nKW  - *c\nd", {"hints": ("a", "b", "c", "d")}),
        ("M3  - Retracted", {"retracted": True}),
        ("M3  - Article", {"retracted": False}),
        ("XX  - unknown", {"title": "T"}),
        (
            "UR  - https://a.example.org/1; https://github.com/a/b",
            {
                "url": "https://a.example.org/1",
                "links": (Link("code", "https://github.com/a/b"),),
            },
        ),
        ("L1  - file:///home/x.pdf", {"url": None, "links": ()}),
    ],
)
def test_what_a_tag_gives(line: str, expected: dict[str, object]) -> None:
    record = read_one(line)
    assert {name: getattr(record, name) for name in expected} == expected


@pytest.mark.parametrize(
    ("value", "names", "more"),
    [
        ("Shannon,Claude E.", (Name("Shannon", "Claude E."),), False),
        ("Doe, J., Jr.", (Name("Doe", "J.", "Jr."),), False),
        ("van der Maaten, Laurens", (Name("van der Maaten", "Laurens"),), False),
        ("J. van der Berg", (Name("van der Berg", "J."),), False),
        ("Smith, J.; Doe, K.", (Name("Smith", "J."), Name("Doe", "K.")), False),
        ("Committee of Ponds,", (Name(literal="Committee of Ponds"),), False),
        ("李, 伟", (Name("李", "伟"),), False),
        ("et al.", (), True),
    ],
)
def test_names(value: str, names: tuple[Name, ...], more: bool) -> None:
    record = read_one(f"AU  - {value}")
    assert (record.authors, record.more_authors) == (names, more)


def test_editors_are_no_authors_and_all_authors_are_kept_in_order() -> None:
    record = read_one("A1  - A, A.", "A2  - Editor, E.", "AU  - B, B.", "ED  - Other, O.")
    assert [name.family for name in record.authors] == ["A", "B"]
    many = read_one(*(f"AU  - Family{n}, G." for n in range(7000)))
    assert [name.family for name in many.authors] == [f"Family{n}" for n in range(7000)]


@pytest.mark.parametrize(
    "begin", ["TY  - JOUR", "TY  - JOUR ", "TY - JOUR", "TY-JOUR", "ty  - jour", "  TY  - JOUR"]
)
@pytest.mark.parametrize("end", ["ER  - ", "ER  -", "ER -", "er  - ", "ER-"])
def test_records_may_begin_and_end_as_they_like(begin: str, end: str) -> None:
    tag = begin.replace("JOUR", "{}").replace("jour", "{}").replace("TY", "{}").replace("ty", "{}")
    title = "ti" if "ty" in begin else "TI"
    record = "\n".join((begin, tag.format(title, "A title"), end))
    parsed = parse(f"{record}\n{record}\n")
    assert [(r.title, r.type) for r in parsed.records] == [("A title", "article-journal")] * 2
    assert not parsed.problems


def test_a_record_without_its_end_is_not_merged_with_the_next() -> None:
    text = "1.\nTY  - JOUR\nTI  - One\nAU  - A, A.\n\n2.\nTY  - BOOK\nTI  - Two\nER  - \n"
    parsed = parse(text)
    assert [(r.title, len(r.authors)) for r in parsed.records] == [("One", 1), ("Two", 0)]
    assert parsed.records[0].place.end_line == 4
    assert rules(text) == ["4 missing-er"]
    assert parsed.furniture == ((1, 1), (6, 6))


def test_fields_below_the_end_belong_to_the_record_above() -> None:
    text = "TY  - JOUR\nTI  - One\nER  -\nNL  - Clin Psychol\n\n2.\nTY  - JOUR\nTI  - Two\nER  -\n"
    parsed = parse(text)
    assert [(r.title, r.place.end_line) for r in parsed.records] == [("One", 4), ("Two", 9)]
    assert not parsed.refused
    assert [each.message.rpartition(": ")[2] for each in parsed.problems] == ["NL (1)"]


def test_each_record_may_write_its_tags_in_its_own_way() -> None:
    strict = "TY  - JOUR\nTI  - One\nAU  - A, A.\nAB  - seen in\nUV - light\nER  - \n"
    loose = "TY  - JOUR\nti - Two\nau - B, B.\nab - seen\nER  - \n"
    records = parse(f"{strict}{loose}{strict}").records
    assert [(r.title, len(r.authors)) for r in records] == [("One", 1), ("Two", 1), ("One", 1)]
    assert records[0].abstract == "seen in UV - light"


def test_files_that_were_joined_keep_their_marks() -> None:
    one = "TY  - JOUR\nTI  - One\nER  - \n"
    parsed = parse(f"{one}\ufeff{one}\x1a")
    assert [record.title for record in parsed.records] == ["One", "One"]
    assert parsed.furniture == ((7, 7),)


def test_a_record_without_its_beginning_is_taken_and_told() -> None:
    text = "TI  - One\nAU  - A, A.\nER  - \nTY  - JOUR\nTI  - Two\nER  - \n"
    assert [record.title for record in parse(text).records] == ["One", "Two"]
    assert rules(text) == ["1 missing-ty"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("TY  - XYZ\nTI  - T\nER  - ", ["1 unknown-type"]),
        ("TY  - JOUR\nTI  - T\nDO  - n/a\nER  - ", ["3 bad-doi"]),
        ("TY  - JOUR\nTI  - T\nPY  - soon\nER  - ", ["3 bad-date"]),
        ("TY  - JOUR\nTI  - T\nPY  -\nER  - ", []),
    ],
)
def test_problems_name_the_line(text: str, expected: list[str]) -> None:
    assert rules(text) == expected


def test_what_names_no_paper_is_refused_by_its_name() -> None:
    parsed = parse("TY  - JOUR\nT2  - Statistics 2015\nER  - \nTY  - JOUR\nTI  - T\nER  - ")
    assert [record.title for record in parsed.records] == ["T"]
    (refusal,) = parsed.refused
    assert (refusal.line, refusal.what) == (1, "Statistics 2015")
    assert refusal.reason
    assert refusal.mend


def test_an_id_alone_is_a_working_title() -> None:
    parsed = parse("TY  - JOUR\nDO  - 10.5555/abc\nER  - ")
    assert [(r.title, r.provisional_title) for r in parsed.records] == [(None, "doi:10.5555/abc")]


@pytest.mark.parametrize(
    ("ris", "csl"),
    [("CONF", "paper-conference"), ("THES", "thesis"), ("CHAP", "chapter"), ("GEN", None)],
)
def test_types(ris: str, csl: str | None) -> None:
    assert TYPES[ris] == csl
    assert parse(f"TY  - {ris}\nTI  - T\nER  - ").records[0].type == csl


def test_a_book_has_its_title_in_bt_and_its_size_in_sp() -> None:
    record = parse("TY  - BOOK\nBT  - A Book\nSP  - 211\nT2  - A Series\nER  - ").records[0]
    assert (record.title, record.venue, record.page) == ("A Book", "A Series", None)


LINE = st.sampled_from(
    ["TY  - JOUR", "TY - BOOK", "ER  - ", "ER -", "TI  - A title", "AU  - Roe, J.", "KW  - k", "",
     "wrapped", "  wrapped", "2.", "PY  - 2020", "DO  - 10.1/x", "DO  - 10.5555/x", "XX  -", "-"]
)  # fmt: skip


@settings(max_examples=120, deadline=None)
@given(st.lists(LINE, max_size=25))
def test_as_many_records_as_begin_are_taken_or_refused(lines: list[str]) -> None:
    parsed = parse_ris(lines, "x")
    begun = sum(1 for line in lines if line.startswith("TY"))
    assert len(parsed.records) + len(parsed.refused) >= begun
    taken = [n for r in parsed.records for n in range(r.place.line, r.place.end_line + 1)]
    assert len(taken) == len(set(taken))
    for record in parsed.records:
        assert record.raw == "\n".join(lines[record.place.line - 1 : record.place.end_line])


@pytest.mark.parametrize(
    ("ris_type", "line", "expected"),
    [
        ("CPAPER", "A1  - IEEE", ["Jane Roe"]),
        ("CHAP", "A1  - Bergillos, RJ", ["Jane Roe"]),
        ("BOOK", "A1  - Keith, DA\nSP  - 93\nEP  - 129", ["Jane Roe"]),
        ("BOOK", "A1  - Keith, DA", ["Jane Roe", "DA Keith"]),
        ("CPAPER", "A1  - HYDRALAB Consortium", ["Jane Roe", "HYDRALAB Consortium"]),
        ("JOUR", "A1  - CMS Collaboration", ["Jane Roe", "CMS Collaboration"]),
    ],
)
def test_who_made_the_book_is_no_author_of_a_part(
    ris_type: str, line: str, expected: list[str]
) -> None:
    text = f"TY  - {ris_type}\nAU  - Roe, Jane\nTI  - T\n{line}\nER  - "
    (record,) = parse(text).records
    assert [str(name) for name in record.authors] == expected


def test_a_book_of_which_pages_are_named_is_a_part_of_one() -> None:
    (part,) = parse("TY  - BOOK\nTI  - T\nSP  - 93\nEP  - 129\nER  - ").records
    (book,) = parse("TY  - BOOK\nTI  - T\nSP  - 300\nER  - ").records
    assert (part.page, book.page) == ("93–129", None)


@pytest.mark.parametrize("ris_type", ["ATTACH", "NOTE"])
def test_what_hangs_on_a_paper_is_refused_by_name(ris_type: str) -> None:
    text = f"TY  - {ris_type}\nTI  - Snapshot\nER  - \nTY  - JOUR\nTI  - T\nER  - "
    parsed = parse(text)
    assert [record.title for record in parsed.records] == ["T"]
    assert [(each.line, each.what) for each in parsed.refused] == [(1, "Snapshot")]
