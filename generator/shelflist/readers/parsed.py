"""What a standard form gave, as the reading of a seed with an account of its lines."""

from __future__ import annotations

from collections.abc import Iterator

from shelflist.formats.drafts import Parsed
from shelflist.problems import Location, Problem, Severity
from shelflist.readers.document import Document
from shelflist.readers.reading import Ledger, LineClass, Reading
from shelflist.readers.shapes import is_running_text

_LONGEST_PROSE = 5_000
"""Characters that tell whether a passage is running text."""


def to_reading(document: Document, format_name: str, parsed: Parsed) -> Reading:
    """Mark records and the form's own lines; other running text is prose.

    A refusal is also a warning at its line, so that whoever does not look for refusals
    is told all the same.
    """
    ledger = Ledger(document)
    last = len(document.lines) - 1
    _mark_prose(document, parsed, ledger)
    for first, end in parsed.furniture:
        ledger.mark(first - 1, min(end - 1, last), LineClass.BOILERPLATE)
    for record in parsed.records:
        end = min(record.place.end_line - 1, last)
        ledger.mark(record.place.line - 1, end, LineClass.RECORD)
    refused = tuple(sorted(parsed.refused, key=lambda refusal: refusal.line))
    problems = [*parsed.problems, *to_refusal_problems(document.name, parsed)]
    problems.sort(key=lambda problem: problem.location)
    return Reading(
        file=document.name,
        format=format_name,
        records=tuple(sorted(parsed.records, key=lambda record: record.place)),
        lines=ledger.close(),
        problems=tuple(problems),
        refused=refused,
    )


def _mark_prose(document: Document, parsed: Parsed, ledger: Ledger) -> None:
    """Mark running text outside records; a refused record's first line is none."""
    is_free = [bool(line.strip()) for line in document.lines]
    spans = [(record.place.line, record.place.end_line) for record in parsed.records]
    spans += [*parsed.furniture, *((refusal.line, refusal.line) for refusal in parsed.refused)]
    for first, end in spans:
        for index in range(first - 1, min(end, len(is_free))):
            is_free[index] = False
    index = 0
    while index < len(is_free):
        end = index
        while end < len(is_free) and is_free[end]:
            end += 1
        if end > index and is_running_text(" ".join(document.lines[index:end])[:_LONGEST_PROSE]):
            ledger.mark(index, end - 1, LineClass.PROSE)
        index = end + 1


def to_refusal_problems(name: str, parsed: Parsed) -> Iterator[Problem]:
    """Give a warning for each record that was not taken."""
    for refusal in parsed.refused:
        yield Problem(
            Location(name, refusal.line),
            "refused-record",
            f"{refusal.what!r} was not taken: {refusal.reason}",
            refusal.mend,
            Severity.WARNING,
        )
