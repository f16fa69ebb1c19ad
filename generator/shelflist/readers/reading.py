"""What a reader gives back: the records of one seed and an account of its lines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

from shelflist.model import Place, Record
from shelflist.problems import Problem
from shelflist.problems import Refusal as Refusal
from shelflist.readers.document import Document

Json: TypeAlias = "str | int | bool | list[Json] | dict[str, Json] | None"


UNRECOGNISED = "unrecognised"
"""What the form of a seed is called that no reader knows."""

FOREIGN_FORM = "foreign-form"
"""The rule of a problem that says of a seed that it is in a known form that is not read."""

NO_PAPER = "no-paper"
"""The rule of a problem that says of a page that it is none of a paper."""

USER_NAME = "user-name"
"""The rule of a problem that says of an author that its page has no name, but a user's."""


class LineClass(StrEnum):
    """What became of a line. Every line has exactly one class."""

    RECORD = "record"
    BOILERPLATE = "boilerplate"
    PROSE = "prose"
    BLANK = "blank"
    UNEXPLAINED = "unexplained"


@dataclass(frozen=True, slots=True)
class LineAccount:
    """What became of every line of a seed.

    Attributes:
        classes: One for each line, in order.
    """

    classes: tuple[LineClass, ...]

    def count(self, line_class: LineClass) -> int:
        """Say how many lines have this class."""
        return self.classes.count(line_class)

    @property
    def unexplained(self) -> tuple[int, ...]:
        """The numbers (from 1) of the lines that no reader understood."""
        return tuple(
            number
            for number, line_class in enumerate(self.classes, 1)
            if line_class is LineClass.UNEXPLAINED
        )

    def to_dict(self) -> dict[str, Json]:
        """Give the counts and the unexplained line numbers."""
        counted = (LineClass.RECORD, LineClass.BOILERPLATE, LineClass.PROSE, LineClass.BLANK)
        numbers: dict[str, Json] = {kind.value: self.count(kind) for kind in counted}
        return numbers | {"unexplained": list(self.unexplained)}


@dataclass(frozen=True, slots=True)
class Reading:
    """One seed as a reader understood it.

    Attributes:
        file: The seed's path.
        format: The name of the reader, `unrecognised` when none knows the seed.
        records: In the order of their lines.
        lines: What became of every line.
        problems: What the reader found wrong.
        properties: What the document says of itself (`created`, `author`, …).
        title: What to call such a document on a page.
        refused: Records that are there and were not taken.
    """

    file: str
    format: str
    records: tuple[Record, ...]
    lines: LineAccount
    problems: tuple[Problem, ...] = ()
    properties: Mapping[str, str] = field(default_factory=dict)
    title: str = "a document of an unknown form"
    refused: tuple[Refusal, ...] = ()

    def to_dict(self) -> dict[str, Json]:
        """Give the reading as plain data, as `shelflist read --json` shows it."""
        return {
            "file": self.file,
            "format": self.format,
            "records": [to_record_dict(record) for record in self.records],
            "refused": [
                {"line": each.line, "what": each.what, "reason": each.reason, "mend": each.mend}
                for each in self.refused
            ],
            "lines": self.lines.to_dict(),
            "problems": [dict(problem.to_dict()) for problem in self.problems],
            "properties": dict(self.properties),
        }


def to_record_dict(record: Record) -> dict[str, Json]:
    """Give a record as plain data; what it does not say is `None` or an empty list."""
    return {
        "kind": record.kind.value,
        "line": record.place.line,
        "end_line": record.place.end_line,
        "title": record.title,
        "provisional_title": record.provisional_title,
        "short_name": record.short_name,
        "authors": [str(name) for name in record.authors],
        "more_authors": record.more_authors,
        "year": record.year,
        "venue": record.venue,
        "volume": record.volume,
        "issue": record.issue,
        "page": record.page,
        "publisher": record.publisher,
        "type": record.type,
        "arxiv": record.arxiv,
        "doi": record.doi,
        "url": record.url,
        "abstract": record.abstract,
        "links": [{"rel": link.rel, "url": link.url} for link in record.links],
        "hints": list(record.hints),
        "note": record.note,
        "cites": _to_place_dict(record.cites),
        "source": record.source,
        "key": record.key,
        "retracted": record.retracted,
        "editors": [str(name) for name in record.editors],
        "preprint": record.preprint,
        "other_ids": list(record.other_ids),
        "genre": record.genre,
        "edition": record.edition,
        "isbn": record.isbn,
        "issn": record.issn,
        "publisher_place": record.publisher_place,
        "month": record.month,
        "translators": [str(name) for name in record.translators],
        "raw": record.raw,
    }


def _to_place_dict(place: Place | None) -> Json:
    if place is None:
        return None
    return {"line": place.line, "end_line": place.end_line}


class Ledger:
    """The line classes of a document while a reader works on it."""

    def __init__(self, document: Document) -> None:
        """Start with every line blank or unexplained."""
        blank, filled = LineClass.BLANK, LineClass.UNEXPLAINED
        self._classes = [blank if not line or line.isspace() else filled for line in document.lines]

    def mark(self, first: int, last: int, line_class: LineClass) -> None:
        """Give the non-blank lines `first` to `last` (from 0, inclusive) a class."""
        classes, blank = self._classes, LineClass.BLANK
        for index in range(first, last + 1):
            if classes[index] is not blank:
                classes[index] = line_class

    def close(self) -> LineAccount:
        """Give the finished account."""
        return LineAccount(tuple(self._classes))
