"""Every writer, read again: by this project's own readers all fields are the same.

Other programs are asked in `test_other_programs.py`.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from written import KEY, RECORD

from shelflist.formats.biblatex import to_biblatex
from shelflist.formats.bibtex import to_bibtex
from shelflist.formats.bibtex_reading import parse_bibtex
from shelflist.formats.csl_json import to_csl_json
from shelflist.formats.csl_json_reading import parse_csl_json
from shelflist.formats.fields import find_type
from shelflist.formats.ris import parse_ris
from shelflist.formats.ris_writing import to_ris
from shelflist.model import Kind, Place, Record

Reader = Callable[[str], Record]
Writer = Callable[[Record, str], str]


def _read_bibtex(text: str) -> Record:
    (record,) = parse_bibtex(text, "x").records
    return record


def _read_ris(text: str) -> Record:
    (record,) = parse_ris(text.splitlines(), "x").records
    return record


def _read_csl(text: str) -> Record:
    (record,), problems = parse_csl_json(text, "x")
    assert not problems
    return record


def _write_csl(record: Record, key: str) -> str:
    return json.dumps([to_csl_json(record, key)], ensure_ascii=False)


FORMS: dict[str, tuple[Writer, Reader]] = {
    "bibtex": (to_bibtex, _read_bibtex),
    "biblatex": (to_biblatex, _read_bibtex),
    "ris": (to_ris, _read_ris),
    "csl-json": (_write_csl, _read_csl),
}

_OF_THE_FILE = {"kind", "place", "raw", "key", "cites"}


def to_facts(record: Record) -> dict[str, object]:
    """Give what a record says of its paper; a type that the fields show counts as said."""
    facts = {
        field.name: getattr(record, field.name)
        for field in dataclasses.fields(Record)
        if field.name not in _OF_THE_FILE
    }
    # Forms that have a field for each kind of address do not say in which order they stood.
    facts["links"] = sorted(record.links, key=lambda link: link.rel)
    if record.type in (None, "article", "document") and not record.venue:
        facts["type"] = None
    else:
        facts["type"] = find_type(record)
    return facts


@pytest.mark.parametrize("form", FORMS)
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(record=RECORD)
def test_our_own_reader_gives_the_same_record(form: str, record: Record) -> None:
    write, read = FORMS[form]
    found = read(write(record, KEY))
    assert to_facts(found) == to_facts(record)
    assert found.key == KEY


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    "title",
    ["Sets {x} of signs", "At 100$ _ # > $x", 'Search - A "Study" - Part 2', r"From \$5 to 6$"],
)
def test_plain_signs_of_a_title_come_back(form: str, title: str) -> None:
    write, read = FORMS[form]
    record = Record(Kind.ENTRY, Place("x", 1, 1), title=title, type="article-journal", venue="J")
    assert read(write(record, KEY)).title == title
