"""BibTeX and BibLaTeX, read: every entry is a record or named with the reason why not.

Source:
    btxdoc and btxhak (1988); biblatex's manual 3.21.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from shelflist.formats import bibtex_types as types
from shelflist.formats.bibtex_body import join_pieces
from shelflist.formats.bibtex_groups import Group, assign_groups, find_groups
from shelflist.formats.bibtex_inheritance import Heritage, inherit
from shelflist.formats.bibtex_records import RecordReader
from shelflist.formats.bibtex_related import Relation, find_relation, join_version
from shelflist.formats.bibtex_reports import Reports, Span
from shelflist.formats.bibtex_scanner import Entry, Furniture, Scanner, count_blocks
from shelflist.formats.drafts import is_named
from shelflist.model import Place, Record
from shelflist.problems import Problem, Refusal

_RECORDS = RecordReader()


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
        self._reports = Reports(file)
        self._relations: list[tuple[int, Relation]] = []
        self._by_key: dict[str, int] = {}
        self._groups: list[Group] = []
        self._offset = 0
        self._line = 1

    def read(self) -> BibtexFile:
        scanner = Scanner(self._text)
        entries, lines = self._scan(scanner)
        self._expand(entries, lines, scanner)
        heritage = inherit(entries)
        if heritage.missing or heritage.rings:
            self._reports.add_heritage(heritage, entries, lines)
        if self._groups:
            assign_groups(self._groups, entries)
        self._take(entries, lines, heritage)
        self._reports.add_entries(entries, lines)
        self._found.problems = sorted(self._reports.problems, key=lambda problem: problem.location)
        return self._found

    def _scan(self, scanner: Scanner) -> tuple[list[Entry], list[Span]]:
        """Give the entries and their lines; what else there is, is furniture."""
        entries: list[Entry] = []
        lines: list[Span] = []
        broken: list[tuple[Furniture, int]] = []
        commented = 0
        first_comment = 0
        for block in scanner.blocks():
            span = self._to_lines(block.start), self._to_lines(max(block.end - 1, block.start))
            if isinstance(block, Entry):
                entries.append(block)
                lines.append(span)
                continue
            self._found.furniture.append(span)
            if block.type == "comment":
                self._groups += find_groups(self._text[block.start : block.end])
            if block.is_broken:
                broken.append((block, span[0]))
            elif inside := count_blocks(self._text, block):
                commented += inside
                first_comment = first_comment or span[0]
        self._reports.add_furniture(broken)
        if commented:
            self._reports.add_commented(commented, first_comment)
        return entries, lines

    def _to_lines(self, offset: int) -> int:
        """Give the line of an offset; offsets come in rising order."""
        if offset < self._offset:
            return self._line - self._text.count("\n", offset, self._offset)
        self._line += self._text.count("\n", self._offset, offset)
        self._offset = offset
        return self._line

    def _expand(self, entries: list[Entry], lines: list[Span], scanner: Scanner) -> None:
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
                entry.fields.setdefault(name, join_pieces(pieces, parts))
        self._reports.add_undefined(undefined)

    def _take(self, entries: list[Entry], lines: list[Span], heritage: Heritage) -> None:
        seen: dict[str, list[int]] = {}
        repeated: list[tuple[str, int]] = []
        for number, (entry, (line, end_line)) in enumerate(zip(entries, lines, strict=True)):
            place = Place(self._file, line, end_line)
            earlier = seen.setdefault(entry.key, [])
            twin = _find_twin(entry, earlier, entries) if earlier else None
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
            record = _RECORDS.read(entry, place, self._text[entry.start : entry.end])
            if is_named(record):
                if "related" in entry.fields and (relation := find_relation(entry.fields)):
                    self._relations.append((len(self._found.records), relation))
                self._by_key.setdefault(entry.key, len(self._found.records))
                self._found.records.append(record)
                self._reports.unused += _RECORDS.find_unused(entry, record)
                self._reports.add_broken(entry, line)
            else:
                self._refuse(entry, place, *_say_unnamed(entry))
                self._found.unread.append((line, end_line))
        self._join_versions()
        self._reports.add_repeated_keys(repeated)

    def _join_versions(self) -> None:
        records = self._found.records
        for number, relation in self._relations:
            numbers = (self._by_key[key] for key in relation.keys if key in self._by_key)
            related = [records[n] for n in numbers if n != number]
            own = records[number]
            records[number] = join_version(own, related, is_version=relation.is_version)

    def _refuse(self, entry: Entry, place: Place, reason: str, mend: str) -> None:
        what = entry.key or entry.fields.get("title", "")[:100] or f"@{entry.type}"
        self._found.refused.append(Refusal(place.line, what, reason, mend))


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


def _find_twin(entry: Entry, earlier: list[int], entries: list[Entry]) -> int | None:
    """Find the same entry among those of the same key."""
    return next((n for n in earlier[:20] if _is_same(entries[n], entry)), None)


def _is_same(one: Entry, other: Entry) -> bool:
    if one.type != other.type or one.fields.keys() != other.fields.keys():
        return False
    return all(value.split() == other.fields[name].split() for name, value in one.fields.items())
