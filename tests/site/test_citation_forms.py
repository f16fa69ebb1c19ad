"""What a paper's page shows as its citation: other programs read it as the same paper."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import bibtexparser
import pybtex.database
import pytest
import rispy
from drawing_pages import draw_paper, find_forms, read_paper
from hypothesis import given, settings
from hypothesis import strategies as st

from shelflist.formats.biblatex import to_biblatex
from shelflist.formats.bibtex import to_bibtex
from shelflist.formats.csl_json import to_csl_json
from shelflist.formats.ris import parse_ris
from shelflist.formats.ris_writing import to_ris
from shelflist.model import Place, Record

CASES = Path(__file__).with_name("papers.yml").read_text(encoding="utf-8").split("\n---\n")


def read_written(front_matter: str) -> tuple[Record, str]:
    """Give what is cited, and its key."""
    paper = read_paper(front_matter)
    key = paper.fields.get("citation_key")
    return paper.citable, key if isinstance(key, str) and key else "the-slug"


def read_ris(ris: str) -> Record:
    (record,) = parse_ris(ris.split("\n"), "x.ris").records
    return replace(record, raw="", place=Place("x.ris", 1, 1))


def check_forms(front_matter: str) -> dict[str, str]:
    """Draw a page, and compare what it shows with what exports hold."""
    record, key = read_written(front_matter)
    shown = find_forms(draw_paper(front_matter))
    assert shown["bibtex"] + "\n" == to_bibtex(record, key)
    assert shown["biblatex"] + "\n" == to_biblatex(record, key)
    assert shown["ris"] + "\n\n" == to_ris(record, key)
    assert json.loads(shown["csl"]) == [to_csl_json(record, key)]
    return shown


@pytest.mark.parametrize("front_matter", CASES)
def test_the_page_shows_what_exports_hold(front_matter: str) -> None:
    record, key = read_written(front_matter)
    assert read_ris(check_forms(front_matter)["ris"]) == read_ris(to_ris(record, key))


@pytest.mark.parametrize("front_matter", CASES)
def test_other_programs_read_it(front_matter: str) -> None:
    record, key = read_written(front_matter)
    shown = find_forms(draw_paper(front_matter))
    count = len(record.authors)
    with_others = count + (record.more_authors and bool(count))
    entries = pybtex.database.parse_string(shown["bibtex"], "bibtex").entries
    assert list(entries) == [key]
    assert len(entries[key].persons.get("author", ())) == with_others
    library = bibtexparser.parse_string(shown["biblatex"])
    assert not library.failed_blocks
    assert [entry.key for entry in library.entries] == [key]
    [reference] = rispy.loads(shown["ris"])
    assert len(reference.get("authors", ())) == count
    assert reference["id"] == key
    [item] = json.loads(shown["csl"])
    assert (item["id"], len(item.get("author", ()))) == (key, with_others)
    assert item["title"]


def test_seven_thousand_authors_are_all_there() -> None:
    authors = [f"Given{n} van Family{n}" for n in range(7000)]
    shown = check_forms(f"title: Many\nyear: 2020\nauthors: {json.dumps(authors)}")
    assert shown["ris"].count("\nAU  - van Family") == 7000


WORDS = (
    "Müller A&B 50% C_1 @x #3 ~t GPT-4 mBERT “so” € Þ $x$ $a_1^2$ \\$5 $5 {x} } -- '' < <i> &lt; "
    "an of \\alpha \" ' ` ,, ^ 1–2 {{ }} {% %} </code> 数学"
).split()
TEXT = st.lists(st.sampled_from(WORDS), min_size=1, max_size=7).map(" ".join)


@settings(max_examples=60, deadline=None)
@given(title=TEXT, venue=TEXT, note=TEXT, keyword=TEXT)
def test_any_text_is_shown_as_it_is_written(
    title: str, venue: str, note: str, keyword: str
) -> None:
    fields = {"title": title, "venue": venue, "note": note, "keywords": [keyword], "year": 2020}
    check_forms(json.dumps(fields))
