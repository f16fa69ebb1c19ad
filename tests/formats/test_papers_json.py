"""`papers.json` and the table: the words of front matter, and what a spreadsheet may not run."""

from __future__ import annotations

import csv
import io
import json

import jsonschema
import pytest
from hypothesis import given, settings
from written import RECORD

from shelflist.formats.front_matter import to_front_matter
from shelflist.formats.page_fields import PAGE_FIELDS
from shelflist.formats.papers_json import VERSION, render_papers_schema, to_papers_item
from shelflist.formats.table_csv import COLUMNS, CSV_HEADER, to_csv_row
from shelflist.model import Kind, Name, Place, Record

PAPER = Record(
    kind=Kind.ENTRY,
    place=Place("x", 1, 1),
    title="On Models",
    authors=(Name("Doe", "J."), Name("Roe", "R.", "Jr.")),
    more_authors=True,
    year=2022,
    page="1–24",
    abstract='One, "two".\n\nThree.',
)


def _item(record: Record) -> dict[str, object]:
    return dict(
        to_papers_item(
            record,
            slug="on-models",
            citation_key="doe2022",
            topics=("nlp", "vision"),
            address="https://ex.org/papers/on-models/",
            added="2026-03-21",
        )
    )


def _row(record: Record, topics: tuple[str, ...] = ("nlp", "vision")) -> str:
    return to_csv_row(
        record,
        slug="on-models",
        citation_key="doe2022",
        topics=topics,
        address="https://ex.org/papers/on-models/",
        added="2026-03-21",
    )


def _read(rows: str) -> dict[str, str]:
    (row,) = csv.DictReader(io.StringIO(CSV_HEADER + rows, newline=""))
    return row


def test_a_paper_has_the_words_of_its_page() -> None:
    assert _item(PAPER) == {
        "slug": "on-models",
        "citation_key": "doe2022",
        "address": "https://ex.org/papers/on-models/",
        "added": "2026-03-21",
        "title": "On Models",
        "authors": ["J. Doe", "R. Roe, Jr."],
        "more_authors": True,
        "year": 2022,
        "pages": "1–24",
        "topics": ["nlp", "vision"],
        "abstract": 'One, "two".\n\nThree.',
    }


def test_a_day_that_is_not_known_is_not_there() -> None:
    item = to_papers_item(PAPER, slug="a", citation_key="a", topics=(), address="a/", added="")
    assert "added" not in item


@settings(max_examples=60, deadline=None)
@given(record=RECORD)
def test_every_paper_fits_the_schema_and_has_every_field(record: Record) -> None:
    schema = json.loads(render_papers_schema("https://ex.org/papers.schema.json"))
    jsonschema.Draft202012Validator.check_schema(schema)
    item = _item(record)
    jsonschema.validate({"version": VERSION, "papers": [item]}, schema)
    described = schema["properties"]["papers"]["items"]["properties"]
    assert item.keys() <= described.keys()
    assert to_front_matter(record).keys() <= item.keys()


def test_the_schema_refuses_what_is_no_paper() -> None:
    schema = json.loads(render_papers_schema())
    item = _item(PAPER)
    for wrong in ({**item, "year": "2022"}, {**item, "added": "March"}, {"title": "x"}):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate({"version": VERSION, "papers": [wrong]}, schema)


@settings(max_examples=60, deadline=None)
@given(record=RECORD)
def test_a_row_is_read_as_it_was_written(record: Record) -> None:
    row = _row(record)
    assert row.endswith("\r\n")
    item, read = _item(record), _read(row)
    assert item.keys() <= read.keys()
    for name, cell in read.items():
        value = item.get(name, "")
        text = "; ".join(value) if isinstance(value, list) else str(value)
        text = text.lower() if isinstance(value, bool) else text
        assert cell.removeprefix("'") == text or cell == text


@pytest.mark.parametrize("sign", ["=", "+", "-", "@"])
def test_no_cell_is_a_formula(sign: str) -> None:
    record = Record(
        kind=Kind.ENTRY,
        place=Place("x", 1, 1),
        title=f'{sign}HYPERLINK("http://x","y")',
        authors=(Name(literal=f"{sign}cmd|' /C calc'!A0"),),
        venue=f"{sign}1",
        hints=(f"{sign}2", "b"),
        abstract="\t=1",
        note="\r=1",
    )
    read = _read(_row(record, (f"{sign}topic",)))
    cells = [read[name] for name in ("title", "authors", "venue", "keywords", "topics")]
    assert cells == [
        f'\'{sign}HYPERLINK("http://x","y")',
        f"'{sign}cmd|' /C calc'!A0",
        f"'{sign}1",
        f"'{sign}2; b",
        f"'{sign}topic",
    ]
    assert read["abstract"] == "'\t=1"
    assert read["note"] == "'\r=1"


def test_columns_are_words_of_pages() -> None:
    own = {"slug", "address", "added", "abstract"}
    assert set(COLUMNS) - own <= PAGE_FIELDS.keys()
    assert PAGE_FIELDS.keys() - set(COLUMNS) == {"found_in"}
    assert ",".join(COLUMNS) + "\r\n" == CSV_HEADER
