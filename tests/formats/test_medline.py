"""PubMed and Web of Science: wrapped lines, pairs of names, retractions, where records end."""

from __future__ import annotations

import pytest

from shelflist.formats.medline import parse_pubmed, parse_web_of_science
from shelflist.model import Name, Record


def read_pubmed(*lines: str) -> Record:
    parsed = parse_pubmed(["PMID- 1", "TI  - T", *lines], "x")
    assert not parsed.refused
    (record,) = parsed.records
    return record


def read_wos(*lines: str) -> Record:
    parsed = parse_web_of_science(["PT J", "TI T", *lines, "ER"], "x")
    assert not parsed.refused
    (record,) = parsed.records
    return record


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("LID - S0-1 [pii]", "LID - 10.5555/X [doi]"), {"doi": "10.5555/x"}),
        (("AID - 10.5555/X [doi]",), {"doi": "10.5555/x"}),
        (("AID - arXiv:2301.00001 [pii]",), {"arxiv": "2301.00001"}),
        (("DP  - 2020 Apr 26",), {"year": 2020}),
        (("DEP - 20200426",), {"year": 2020}),
        (("JT  - Journal of Tests", "TA  - J Tests"), {"venue": "Journal of Tests"}),
        (("TA  - J Tests",), {"venue": "J Tests"}),
        (("BTI - The Book", "PT  - Book Chapter"), {"venue": "The Book", "type": "chapter"}),
        (("PT  - Journal Article", "PT  - Retracted Publication"), {"retracted": True}),
        (("RIN - Lancet. 2010;375:445",), {"retracted": True}),
        (("PT  - Retraction of Publication", "ROF - X"), {"retracted": False}),
        (("OT  - a", "MH  - B/*methods"), {"hints": ("a", "B/methods")}),
        (("AB  - one", "      two",), {"abstract": "one two"}),
    ],
)  # fmt: skip
def test_what_a_tag_of_pubmed_gives(lines: tuple[str, ...], expected: dict[str, object]) -> None:
    record = read_pubmed(*lines)
    assert {name: getattr(record, name) for name in expected} == expected


def test_full_names_stand_for_the_short_ones_beside_them() -> None:
    record = read_pubmed(
        "FAU - Roe, Jane A", "AU  - Roe JA", "AUID- 0000", "AU  - Doe J", "CN  - The Group"
    )
    assert record.authors == (Name("Roe", "Jane A"), Name("Doe", "J"), Name(literal="The Group"))


def test_a_translated_title_loses_its_brackets_only() -> None:
    parsed = parse_pubmed(["PMID- 1", "TI  - [On [small] leeches.]"], "x")
    assert [record.title for record in parsed.records] == ["On [small] leeches"]


def test_what_follows_the_last_record_is_no_part_of_it() -> None:
    lines = ["PMID- 1", "TI  - T", "AB  - We do.", "", "Found on Monday.", "", "PMID- 2", "OWN - X"]
    parsed = parse_pubmed(lines, "x")
    assert [(r.abstract, r.place.end_line) for r in parsed.records] == [("We do.", 3)]
    assert [(refusal.line, refusal.what) for refusal in parsed.refused] == [(7, "2")]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("SO Nature", "BP 70", "EP 82"), {"venue": "Nature", "page": "70-82"}),
        (("BP 70", "EP 70"), {"page": "70"}),
        (("AR ARTN 1722034",), {"page": "ARTN 1722034"}),
        (("DI 10.5555/X",), {"doi": "10.5555/x"}),
        (("PD DEC 16 2020",), {"year": 2020}),
        (("DE a; b", "   c", "ID D"), {"hints": ("a", "b c", "D")}),
        (("UT WOS:1",), {"key": "WOS:1"}),
        (("DT Article; Retracted Publication",), {"retracted": True}),
        (("DT Retraction",), {"retracted": False}),
        (("AU Li, W", "   Doe, J", "AF Li, Wei", "   Doe, Jane"),
         {"authors": (Name("Li", "Wei"), Name("Doe", "Jane"))}),
        (("AU Li, W", "   Doe, J", "AF Li, Wei"),
         {"authors": (Name("Li", "W"), Name("Doe", "J"))}),
    ],
)  # fmt: skip
def test_what_a_tag_of_web_of_science_gives(
    lines: tuple[str, ...], expected: dict[str, object]
) -> None:
    record = read_wos(*lines)
    assert {name: getattr(record, name) for name in expected} == expected


def test_a_record_of_web_of_science_without_its_end_is_not_merged() -> None:
    lines = ["FN Clarivate", "VR 1.0", "PT J", "TI One", "PT J", "TI Two", "ER", "EF"]
    parsed = parse_web_of_science(lines, "x")
    assert [record.title for record in parsed.records] == ["One", "Two"]
    assert [(p.rule, p.location.line) for p in parsed.problems] == [("missing-er", 4)]
    assert parsed.furniture == ((1, 1), (2, 2), (8, 8))
