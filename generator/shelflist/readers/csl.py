"""CSL as a seed, in JSON or YAML: answers to DOIs, exports of reference managers."""

from __future__ import annotations

import re
from collections.abc import Sequence

from shelflist.formats.csl_json_reading import read_csl_items
from shelflist.formats.csl_yaml import count_csl_yaml, parse_csl_yaml
from shelflist.formats.drafts import Parsed, with_working_title
from shelflist.model import Record
from shelflist.problems import Severity
from shelflist.readers.document import Document
from shelflist.readers.reading import Ledger, LineClass, Reading

_KEY = re.compile(
    r'"(?:title|author|editor|issued|DOI|URL|container-title|citation-key|type|items|references)"\s*:'
)
_EMPTY = re.compile(r"\s*\[\s*\]\s*")
_YAML_STARTS = ("references:", "- ")
_START = re.compile(r"\s*(?:\[\s*(?:\{|\])|\{\s*(?:\"|\}))")


def recognise_csl(document: Document) -> float:
    """Say whether the document begins as JSON does, and has a key that an entry may have."""
    text = document.text
    if not _START.match(text[:4000]):
        return 0.0
    return 1.0 if _KEY.search(text) or _EMPTY.fullmatch(text) else 0.0


def read_csl(document: Document) -> Reading:
    """Read every item; lines between items are the format's own and count as boilerplate."""
    parsed = read_csl_items(document.text, document.name)
    return _to_reading(document, "csl-json", parsed)


def recognise_csl_yaml(document: Document) -> float:
    """Say whether the document is a list of items with keys of CSL, and little else."""
    lines = document.lines
    if not any(line.startswith(_YAML_STARTS) for line in lines):
        return 0.0
    count, known = count_csl_yaml(lines)
    return 1.0 if count and known >= 2 * count else 0.0


def read_csl_yaml(document: Document) -> Reading:
    """Read every item of the list."""
    parsed = parse_csl_yaml(document.lines, document.name)
    return _to_reading(document, "csl-yaml", parsed)


def _to_reading(document: Document, format: str, parsed: Parsed) -> Reading:
    records = [with_working_title(record) for record in parsed.records]
    ledger = Ledger(document)
    last = len(document.lines) - 1
    if records:
        ledger.mark(0, last, LineClass.BOILERPLATE)
    for record in records:
        end = min(record.place.end_line - 1, last)
        ledger.mark(record.place.line - 1, end, LineClass.RECORD)
    mark_refused_lines(parsed, records, last, ledger)
    return Reading(
        file=document.name,
        format=format,
        records=tuple(records),
        lines=ledger.close(),
        problems=parsed.problems,
        refused=parsed.refused,
    )


def mark_refused_lines(
    parsed: Parsed, records: Sequence[Record], last: int, ledger: Ledger
) -> None:
    """Mark the lines of problems outside records, and of refusals, as unexplained."""
    inside = {n for r in records for n in range(r.place.line - 1, r.place.end_line)}
    found = [each.location.line for each in parsed.problems if each.severity != Severity.NOTICE]
    for line in (*found, *(refusal.line for refusal in parsed.refused)):
        if 0 < line <= last + 1 and line - 1 not in inside:
            ledger.mark(line - 1, line - 1, LineClass.UNEXPLAINED)
