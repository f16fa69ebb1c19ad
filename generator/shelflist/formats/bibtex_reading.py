"""BibTeX and BibLaTeX, read: every entry is a record or named with the reason why not.

Source:
    btxdoc and btxhak (1988); biblatex's manual 3.21.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from shelflist.formats import bibtex_types as types
from shelflist.formats.bibtex_inheritance import Heritage, inherit
from shelflist.formats.bibtex_records import RecordReader
from shelflist.formats.bibtex_scanner import Entry, Furniture, Scanner, count_blocks
from shelflist.formats.drafts import is_named
from shelflist.model import Place, Record
from shelflist.problems import Location, Problem, Refusal, Severity

_MOST_NAMED = 10


@dataclass(slots=True)
class BibtexFile:
    """What a file holds.

    Attributes:
        records: One for each entry that was taken, in their order.
        problems: What is wrong, of the whole file or of one place.
        refused: The entries that were not taken.
        furniture: First and last line (from 1) of what is understood and no record.
        unread: The same for entries that could not be taken.
    """

    records: list[Record] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    furniture: list[tuple[int, int]] = field(default_factory=list)
    unread: list[tuple[int, int]] = field(default_factory=list)


def parse_bibtex(text: str, file: str) -> BibtexFile:
    """Read a file of entries.

    Nothing raises: what is broken is named in `problems` or `refused` and costs no
    neighbour. What occurs often (undefined macros, missing commas) is one problem a file.

    Args:
        text: The whole file, its lines parted by a line feed.
        file: What places and problems call it.
    """
    return _Reader(text, file).read()


class _Reader:
    def __init__(self, text: str, file: str) -> None:
        self._text = text
        self._file = file
        self._found = BibtexFile()
        self._records = RecordReader()
        self._offset = 0
        self._line = 1

    def read(self) -> BibtexFile:
        scanner = Scanner(self._text)
        entries: list[Entry] = []
        lines: list[tuple[int, int]] = []
        commented = 0
        first_comment = 0
        for block in scanner.blocks():
            span = self._to_lines(block.start), self._to_lines(max(block.end - 1, block.start))
            if isinstance(block, Entry):
                entries.append(block)
                lines.append(span)
                continue
            self._found.furniture.append(span)
            if block.is_broken:
                self._report_furniture(block, span[0])
            elif inside := count_blocks(self._text, block):
                commented += inside
                first_comment = first_comment or span[0]
        if commented:
            self._report_commented(commented, first_comment)
        self._expand(entries, lines, scanner)
        heritage = inherit(entries)
        self._report_heritage(heritage, entries, lines)
        self._take(entries, lines, heritage)
        self._report_entries(entries, lines)
        self._found.problems.sort(key=lambda problem: problem.location)
        return self._found

    def _to_lines(self, offset: int) -> int:
        """Give the line of an offset; offsets come in rising order."""
        if offset < self._offset:
            return self._line - self._text.count("\n", offset, self._offset)
        self._line += self._text.count("\n", self._offset, offset)
        self._offset = offset
        return self._line

    def _expand(self, entries: list[Entry], lines: list[tuple[int, int]], scanner: Scanner) -> None:
        """Expand macros that are defined later, or keep their names as the text."""
        undefined: dict[str, list[int]] = {}
        for entry, (line, _) in zip(entries, lines, strict=True):
            for name, pieces in entry.pending.items():
                parts: list[str] = []
                for is_macro, text in pieces:
                    known = scanner.macros.get(text.lower()) if is_macro else text
                    if known is None and name in types.TAKEN and name != "month":
                        undefined.setdefault(text, []).append(line)
                    parts.append(text if known is None else known)
                entry.fields.setdefault(name, "".join(parts))
        self._group(
            "undefined-macro",
            [(name, places[0]) for name, places in undefined.items()],
            "no @string defines {names}, so the name stands as the text",
            'Add  @string{{name = "…"}}  or put the text in braces.',
        )

    def _take(self, entries: list[Entry], lines: list[tuple[int, int]], heritage: Heritage) -> None:
        seen: dict[str, list[int]] = {}
        repeated: list[tuple[str, int]] = []
        for number, (entry, (line, end_line)) in enumerate(zip(entries, lines, strict=True)):
            place = Place(self._file, line, end_line)
            earlier = seen.setdefault(entry.key, [])
            twin = next((n for n in earlier[:20] if _is_same(entries[n], entry)), None)
            if reason := _find_reason(entry, number in heritage.parents):
                self._refuse(entry, place, *reason)
                self._found.furniture.append((line, end_line))
                continue
            if twin is not None:
                mend = "Delete one of the two."
                self._refuse(entry, place, f"the same entry stands at line {lines[twin][0]}", mend)
                self._found.furniture.append((line, end_line))
                continue
            if earlier and entry.key:
                repeated.append((f"{entry.key!r}", line))
            earlier.append(number)
            record = self._records.read(entry, place, self._text[entry.start : entry.end])
            if is_named(record):
                self._found.records.append(record)
                self._report_broken(entry, line)
            else:
                self._refuse(entry, place, *_say_unnamed(entry))
                self._found.unread.append((line, end_line))
        self._group(
            "repeated-key",
            repeated,
            "the key {names} is used again for another entry; both were taken",
            "Give each entry a key of its own.",
        )

    def _refuse(self, entry: Entry, place: Place, reason: str, mend: str) -> None:
        what = entry.key or entry.fields.get("title", "")[:100] or f"@{entry.type}"
        self._found.refused.append(Refusal(place.line, what, reason, mend))

    def _report_broken(self, entry: Entry, line: int) -> None:
        if entry.broken is None:
            return
        lost = ", ".join(dict.fromkeys(entry.broken.lost))
        self._report(
            line,
            "broken-entry",
            f"the braces or quotes of the entry {entry.key!r} do not match"
            + (f"; not read: {lost}" if lost else "; every field could be read all the same"),
            "Close each value and the entry itself.",
        )

    def _report_furniture(self, block: Furniture, line: int) -> None:
        self._report(line, "broken-entry", f"this @{block.type} is not closed", "Close its brace.")

    def _report_commented(self, count: int, line: int) -> None:
        self._report(
            line,
            "commented-out",
            f"{count} entries stand inside @comment and were not taken",
            "Take them out of the comment if they are meant.",
            Severity.NOTICE,
        )

    def _report_heritage(
        self, heritage: Heritage, entries: list[Entry], lines: list[tuple[int, int]]
    ) -> None:
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

    def _report_entries(self, entries: list[Entry], lines: list[tuple[int, int]]) -> None:
        def find(is_meant: Callable[[Entry], object]) -> list[tuple[str, int]]:
            pairs = zip(entries, lines, strict=True)
            return [(repr(each.key), span[0]) for each, span in pairs if is_meant(each)]

        self._group(
            "missing-comma",
            find(lambda entry: entry.lacks_comma),
            "a comma between two fields is missing in {names}",
            "Put a comma behind each field.",
            Severity.NOTICE,
        )
        self._group(
            "repeated-field",
            find(lambda entry: set(entry.repeated) & types.TAKEN),
            "a field is given twice with different values in {names}; the first counts",
            "Keep one of them.",
        )
        self._group(
            "missing-key",
            [(f"line {line}", line) for _, line in find(lambda entry: not entry.key)],
            "there is no key at {names}",
            "Write a key behind the opening brace, and a comma behind it.",
            Severity.NOTICE,
        )
        self._report_left_out(entries)

    def _report_left_out(self, entries: Iterable[Entry]) -> None:
        counts = Counter(name for entry in entries for name in entry.fields)
        left = [(name, n) for name, n in counts.most_common() if name not in types.TAKEN]
        if not left:
            return
        named = ", ".join(f"{name} ({count})" for name, count in left[:_MOST_NAMED])
        more = f" and {len(left) - _MOST_NAMED} others" if len(left) > _MOST_NAMED else ""
        self._report(
            1,
            "fields-left-out",
            f"these fields say nothing that a page shows: {named}{more}",
            "Nothing to do: they stay in the seed.",
            Severity.NOTICE,
        )

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
        self._report(places[0][1], rule, text, mend.replace("{{", "{").replace("}}", "}"), severity)

    def _report(
        self, line: int, rule: str, message: str, mend: str, severity: Severity = Severity.WARNING
    ) -> None:
        where = Location(self._file, line)
        self._found.problems.append(Problem(where, rule, message, mend, severity))


def _find_reason(entry: Entry, is_parent: bool) -> tuple[str, str] | None:
    """Say why an entry is no paper, and what to do if it should be one."""
    if entry.type in types.DATA:
        return types.DATA[entry.type], "Nothing to do."
    if is_parent and entry.type in types.VOLUMES:
        mend = "Nothing to do; take the crossref out of its papers to have it as well."
        return "a volume, whose papers are in the file", mend
    return None


def _say_unnamed(entry: Entry) -> tuple[str, str]:
    if entry.broken is not None:
        return (
            "the entry is broken off or its braces do not match, and its title cannot be read",
            "Close each value and the entry itself.",
        )
    if not entry.fields:
        return "the entry has no fields", "Add  title = {…}  or delete the entry."
    return "no title, abstract, DOI or arXiv id", "Add  title = {…}  or delete the entry."


def _is_same(one: Entry, other: Entry) -> bool:
    if one.type != other.type or one.fields.keys() != other.fields.keys():
        return False
    return all(value.split() == other.fields[name].split() for name, value in one.fields.items())
