"""CSL-JSON as a seed: saved answers of services, exports of reference managers."""

from __future__ import annotations

import re
from dataclasses import replace

from shelflist.formats.csl_json_reading import parse_csl_json
from shelflist.model import Record
from shelflist.readers.document import Document
from shelflist.readers.reading import Ledger, LineClass, Reading
from shelflist.text.working_titles import provisional_title

_START = re.compile(r"\s*(?:\[\s*(?:\{|\])|\{\s*(?:\"|\}))")


def recognise_csl(document: Document) -> float:
    """Say whether the document begins as JSON does: an array of objects, or one object."""
    return 1.0 if _START.match(document.text[:4000]) else 0.0


def read_csl(document: Document) -> Reading:
    """Read every item; lines between items are the format's own and count as boilerplate."""
    found, problems = parse_csl_json(document.text, document.name)
    records = [_with_working_title(record) for record in found]
    ledger = Ledger(document)
    last = len(document.lines) - 1
    if records:
        ledger.mark(0, last, LineClass.BOILERPLATE)
    for record in records:
        end = min(record.place.end_line - 1, last)
        ledger.mark(record.place.line - 1, end, LineClass.RECORD)
    for problem in problems:
        line = problem.location.line - 1
        if 0 <= line <= last and not _is_inside(line + 1, records):
            ledger.mark(line, line, LineClass.UNEXPLAINED)
    return Reading(document.name, "csl-json", tuple(records), ledger.close(), tuple(problems))


def _with_working_title(record: Record) -> Record:
    if record.title or not record.abstract:
        return record
    return replace(record, provisional_title=provisional_title(record.abstract))


def _is_inside(line: int, records: list[Record]) -> bool:
    return any(record.place.line <= line <= record.place.end_line for record in records)
