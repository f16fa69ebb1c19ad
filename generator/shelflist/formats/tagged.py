"""Records written as lines that begin with a tag: what RIS, MEDLINE and Web of Science share.

A `Dialect` says how tags look; `scan_tagged` parts a file into records and what stands
between them. What a tag means is for the module of each form.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from shelflist.formats.left_out import has_letters

_NUMBERING = re.compile(
    r"\s*(?:<?\d{1,7}>?[.):]?|\[\d{1,7}\]|record\s+#?\d+(?:\s+of\s+\d+)?\W*|(?:provider|content|database"
    r"|search strategy)\s*:.{0,300}|link to the .{0,2000}|[-=_*]{3,}|[\x00-\x1f]+)\s*",
    re.IGNORECASE | re.DOTALL,
)
"""Numbers and headings that databases print between records."""

_WRAP = re.compile(r"(?<!\n)\n(?!\n)")


@dataclass(frozen=True, slots=True)
class Dialect:
    """How the lines of a form look.

    Attributes:
        tag: A line with a tag, the groups `tag` and `value`.
        begin: The tag that begins a record.
        end: The tag that ends one; empty where the next one does.
        needs_indent: Whether a wrapped line is indented, so that one that is not, after
            a blank line, is outside the record.
    """

    tag: re.Pattern[str]
    begin: str
    end: str = ""
    needs_indent: bool = False


@dataclass(slots=True)
class TaggedField:
    """A tag with its lines.

    Attributes:
        tag: In upper case.
        lines: The text after the tag, and wrapped lines; a blank line is empty.
        line: Where it starts, from 0.
    """

    tag: str
    lines: list[str]
    line: int

    @property
    def text(self) -> str:
        """The lines as one text, in which a blank line parts paragraphs."""
        if len(self.lines) == 1:
            return self.lines[0].strip()
        joined = "\n".join(line.strip() for line in self.lines).strip()
        return _WRAP.sub(" ", joined)

    @property
    def entries(self) -> list[str]:
        """The lines one by one, for tags that repeat without being named again."""
        return [text for line in self.lines if (text := line.strip())]


@dataclass(slots=True)
class TaggedRecord:
    """The fields of one record.

    Attributes:
        first, last: Its lines, from 0, inclusive.
        fields: In their order.
        by_tag: Their texts, gathered when they are first asked for.
        is_begun: Whether the tag that begins a record was there.
        is_ended: Whether the tag that ends one was there, or none is needed.
        asked: Tags whose texts were all asked for.
        asked_once: Tags of which only the first text was.
    """

    first: int
    last: int
    fields: list[TaggedField] = field(default_factory=list)
    is_begun: bool = True
    is_ended: bool = False
    by_tag: dict[str, list[str]] | None = None
    asked: set[str] = field(default_factory=set)
    asked_once: set[str] = field(default_factory=set)

    def texts(self, *tags: str) -> list[str]:
        """Give the texts of all fields with these tags, the tags in order of preference."""
        self.asked.update(tags)
        return self.peek(*tags)

    def peek(self, *tags: str) -> list[str]:
        """Give the same to who may take nothing of them: they are not asked for."""
        by_tag = self.by_tag or self._gather()
        return [text for tag in tags for text in by_tag.get(tag, ())]

    def entries(self, *tags: str) -> list[str]:
        """Give every line of these tags as an entry of its own."""
        self.asked.update(tags)
        if (self.by_tag or self._gather()).keys().isdisjoint(tags):
            return []
        return [text for each in self.fields if each.tag in tags for text in each.entries]

    def first_text(self, *tags: str) -> str:
        """Give the text of the first of these tags that has one, or an empty text."""
        by_tag = self.by_tag or self._gather()
        for tag in tags:
            if found := by_tag.get(tag):
                self.asked_once.add(tag)
                return found[0]
        return ""

    def find_left_out(self, bookkeeping: frozenset[str], taken: Iterable[str]) -> Iterator[str]:
        """Find the tags of fields that say something that nobody asked for, once for each field.

        Args:
            bookkeeping: Tags that only matter to the program that wrote the file.
            taken: Texts that are known or mean nothing, wherever they stand; what was asked
                for is known as well, if it is more than a number.
        """
        by_tag = self.by_tag or self._gather()
        left = [
            (tag, text)
            for tag, texts in by_tag.items()
            if tag not in self.asked and tag not in bookkeeping
            for text in (texts[1:] if tag in self.asked_once else texts)
        ]
        if left:
            plain = set(taken)
            for tag, text in left:
                if text not in plain and not (has_letters(text) and self._is_asked(text)):
                    yield tag

    def _is_asked(self, text: str) -> bool:
        """Say whether a text stands in a field that was asked for."""
        by_tag = self.by_tag or {}
        return any(
            text in texts if tag in self.asked else tag in self.asked_once and text == texts[0]
            for tag, texts in by_tag.items()
        )

    def _gather(self) -> dict[str, list[str]]:
        self.by_tag = {}
        for each in self.fields:
            if text := each.text:
                self.by_tag.setdefault(each.tag, []).append(text)
        return self.by_tag


@dataclass(slots=True)
class _Scan:
    dialect: Dialect
    lines: Sequence[str]
    records: list[TaggedRecord] = field(default_factory=list)
    current: TaggedRecord | None = None

    def run(self) -> list[TaggedRecord]:
        for index, line in enumerate(self.lines):
            if not line.strip():
                if self.current:
                    self.current.fields[-1].lines.append("")
            elif match := self.dialect.tag.match(line):
                self._take_tag(index, match["tag"].upper(), match["value"] or "")
            elif self.current:
                self._take_wrapped(index, line)
        self._close(is_ended=not self.dialect.end)
        return self.records

    def _take_tag(self, index: int, tag: str, value: str) -> None:
        dialect = self.dialect
        if tag == dialect.begin:
            self._close(is_ended=not dialect.end)
        if dialect.end and tag == dialect.end:
            if self.current:
                self.current.last = index
            self._close(is_ended=True)
            return
        if self.current is None:
            self.current = TaggedRecord(index, index, is_begun=tag == dialect.begin)
        self.current.fields.append(TaggedField(tag, [value], index))
        self.current.last = index

    def _take_wrapped(self, index: int, line: str) -> None:
        assert self.current is not None
        after_blank = not self.lines[index - 1].strip()
        if self.dialect.needs_indent and after_blank and not line[:1].isspace():
            self._close(is_ended=not self.dialect.end)
            return
        self.current.fields[-1].lines.append(line)
        self.current.last = index

    def _close(self, *, is_ended: bool) -> None:
        record, self.current = self.current, None
        if record is None:
            return
        record.is_ended = is_ended
        if not is_ended:
            self._give_back_numbering(record)
        self.records.append(record)

    def _give_back_numbering(self, record: TaggedRecord) -> None:
        """Take the next record's number off the end of one that was not ended."""
        last = record.fields[-1]
        while record.last > last.line:
            if self.lines[record.last].strip() and not is_numbering(self.lines[record.last]):
                return
            record.last -= 1
            while len(last.lines) > record.last - last.line + 1:
                last.lines.pop()


def scan_tagged(lines: Sequence[str], dialect: Dialect) -> list[TaggedRecord]:
    """Part lines into records, in their order; every record has at least one field."""
    return _Scan(dialect, lines).run()


def is_numbering(line: str) -> bool:
    """Say whether a line between records only numbers or heads them."""
    return bool(_NUMBERING.fullmatch(line))


def find_furniture(
    lines: Sequence[str], records: Sequence[TaggedRecord], own: re.Pattern[str] | None = None
) -> Iterator[tuple[int, int]]:
    """Find lines (from 1) outside records that number them or that the form itself has."""
    taken = {index for record in records for index in range(record.first, record.last + 1)}
    for index, line in enumerate(lines):
        is_own = own is not None and own.match(line)
        if index not in taken and line.strip() and (is_own or is_numbering(line)):
            yield index + 1, index + 1
