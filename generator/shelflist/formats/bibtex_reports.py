"""What is wrong in a BibTeX file, as problems: what occurs often is one problem a file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from shelflist.formats import bibtex_types as types
from shelflist.formats.bibtex_inheritance import Heritage
from shelflist.formats.bibtex_name_lists import find_comma_list
from shelflist.formats.bibtex_scanner import Entry, Furniture
from shelflist.formats.left_out import report_left_out
from shelflist.problems import Location, Problem, Severity

_DOI = re.compile(r"10\.\d{4,9}(?:\.\d+)*(?:/|\\?%2F)\S|arxiv", re.IGNORECASE)
_MOST_NAMED = 10

Span = tuple[int, int]
"""First and last line, from 1."""


class Reports:
    """Gathers the problems of one file.

    Args:
        file: What problems call it.

    Attributes:
        problems: What was found so far.
        unused: Names of fields that others have put aside, once for each time.
    """

    def __init__(self, file: str) -> None:
        self._file = file
        self.problems: list[Problem] = []
        self.unused: list[str] = []

    def add_undefined(self, undefined: dict[str, list[int]]) -> None:
        """Say which macros are not defined, each with the lines that name it."""
        self._group(
            "undefined-macro",
            [(name, places[0]) for name, places in undefined.items()],
            "no @string defines {names}, so the name stands as the text",
            'Add  @string{{name = "…"}}  or put the text in braces.',
        )

    def add_repeated_keys(self, repeated: list[tuple[str, int]]) -> None:
        """Say which keys several entries have."""
        self._group(
            "repeated-key",
            repeated,
            "the key {names} is used again for another entry; both were taken",
            "Give each entry a key of its own.",
        )

    def add_broken(self, entry: Entry, line: int) -> None:
        """Say what of a broken entry was not read."""
        if entry.broken is None:
            return
        lost = ", ".join(dict.fromkeys(entry.broken.lost))
        self._add(
            line,
            "broken-entry",
            f"the braces or quotes of the entry {entry.key!r} do not match"
            + (f"; not read: {lost}" if lost else "; every field could be read all the same"),
            "Close each value and the entry itself.",
        )

    def add_furniture(self, blocks: Sequence[tuple[Furniture, int]]) -> None:
        """Say which blocks that are no entries are not closed, each with its line."""
        self._group(
            "broken-entry",
            [(f"@{block.type} at line {line}", line) for block, line in blocks],
            "not closed: {names}",
            "Close the brace.",
        )

    def add_commented(self, count: int, line: int) -> None:
        """Say how many entries stand inside comments."""
        self._add(
            line,
            "commented-out",
            f"{count} entries stand inside @comment and were not taken",
            "Take them out of the comment if they are meant.",
            Severity.NOTICE,
        )

    def add_heritage(
        self, heritage: Heritage, entries: Sequence[Entry], lines: Sequence[Span]
    ) -> None:
        """Say which parents are missing, and which entries are their own."""
        self._group(
            "missing-parent",
            [(repr(key), lines[number][0]) for key, number in heritage.missing.items()],
            "no entry has the key {names}, which crossref or xdata names",
            "Add the entry, or take the field out.",
        )
        self._group(
            "crossref-ring",
            [(repr(entries[number].key), lines[number][0]) for number in heritage.rings],
            "the entry {names} takes over from itself by way of crossref or xdata",
            "Break the ring: take one of the fields out.",
        )

    def add_entries(self, entries: Sequence[Entry], lines: Sequence[Span]) -> None:
        """Say what is wrong inside entries that can be read all the same."""
        without_comma: list[tuple[str, int]] = []
        repeated: list[tuple[str, int]] = []
        without_key: list[tuple[str, int]] = []
        for entry, (line, _) in zip(entries, lines, strict=True):
            if entry.lacks_comma:
                without_comma.append((repr(entry.key), line))
            if entry.repeated and not types.TAKEN.isdisjoint(entry.repeated):
                repeated.append((repr(entry.key), line))
            if not entry.key:
                without_key.append((f"line {line}", line))
        self._group(
            "missing-comma",
            without_comma,
            "a comma between two fields is missing in {names}",
            "Put a comma behind each field.",
            Severity.NOTICE,
        )
        wrong = [
            (f"{doi.strip()[:80]!r} of {entry.key!r}", line)
            for entry, (line, _) in zip(entries, lines, strict=True)
            if (doi := entry.fields.get("doi")) and doi.strip() and not _DOI.search(doi)
        ]
        self._group(
            "bad-doi",
            wrong,
            "no DOI, so nothing is taken from the field: {names}",
            "Write it as  doi = {10.1000/xyz} .",
        )
        self._group(
            "repeated-field",
            repeated,
            "a field is given twice with different values in {names}; the first counts",
            "Keep one of them.",
        )
        self._group(
            "missing-key",
            without_key,
            "there is no key at {names}",
            "Write a key behind the opening brace, and a comma behind it.",
            Severity.NOTICE,
        )
        self._group(
            "comma-list",
            [
                (f"{names!r} of {entry.key!r}", line)
                for entry, (line, _) in zip(entries, lines, strict=True)
                if (names := find_comma_list(entry.fields.get("author", "")))
            ],
            "commas part these names, so they were read as three people: {names}",
            "Write  and  between all names, or  Family, Given  for each if they are two people.",
        )
        self._add_left_out(entries)

    def _add_left_out(self, entries: Iterable[Entry]) -> None:
        names = [name for entry in entries for name in entry.fields if name not in types.TAKEN]
        self.problems += report_left_out([*names, *self.unused], self._file)

    def _group(
        self,
        rule: str,
        places: list[tuple[str, int]],
        message: str,
        mend: str,
        severity: Severity = Severity.WARNING,
    ) -> None:
        """Report what occurs often once: its names, the line of the first."""
        if not places:
            return
        names = list(dict(places))
        shown = ", ".join(names[:_MOST_NAMED])
        more = f" and {len(names) - _MOST_NAMED} others" if len(names) > _MOST_NAMED else ""
        text = message.replace("{names}", shown + more)
        self._add(places[0][1], rule, text, mend.replace("{{", "{").replace("}}", "}"), severity)

    def _add(
        self, line: int, rule: str, message: str, mend: str, severity: Severity = Severity.WARNING
    ) -> None:
        where = Location(self._file, line)
        self.problems.append(Problem(where, rule, message, mend, severity))
