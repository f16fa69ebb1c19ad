"""A Markdown list cut into entries: list items, rows of tables, blocks of lines.

Every entry knows its lines and the headings above it. What an entry says is not judged
here, only where it begins and ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from shelflist.readers.markdown_abstracts import is_folded_abstract
from shelflist.readers.markdown_references import find_definitions, is_definition, resolve

_HEADING = re.compile(r"\s{0,3}(#{1,6})\s*(.+?)\s*#*\s*$|\s*<h([1-6])[^>]*>(.*?)</h[1-6]>\s*$")
_UNDERLINE = re.compile(r"\s{0,3}(=+|-+|~+|\^+|\"+|\++|#+)\s*$")
_LEVELS = {"=": 1, "-": 2, "~": 3, "^": 4, '"': 5, "+": 5, "#": 1}
_ITEM = re.compile(r"(?P<indent>\s*(?:>\s?)?)(?P<mark>[-*+•·]|\d{1,4}[.)、]|\[\d{1,4}\])\s+(?=\S)")
_DELIMITER = re.compile(r"\s*\|?\s*:?-{1,}:?\s*(?:\|\s*:?-{1,}:?\s*)*\|?\s*$")
_FENCE = re.compile(r"\s*(```+|~~~+)")
_RULE = re.compile(r"\s*(?:[-*_]\s*){3,}$")
_CELL = re.compile(r"<t[dh][^>]*>(.*?)(?=</t[dh]>|<t[dh][\s>]|</tr>|$)", re.DOTALL | re.IGNORECASE)
_HEAD_CELL = re.compile(r"<th[\s>]", re.IGNORECASE)
_DATA_CELL = re.compile(r"<td[\s>]", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")
_TABLE_START = re.compile(r"<table[\s>]", re.IGNORECASE)
_QUOTE = re.compile(r"^\s*>+\s?")
_CHECKBOX = re.compile(r"^\[[ xX✓✔]\]\s+")
_TITLE_LINE = re.compile(r"\*\*[^*]+\*\*\.?|\[[^\[\]]+\]\([^()\s]+\)")
_LEADS_TO_PAPER = re.compile(
    r"\[\\?\[?(?:pdf|paper|arxiv)\b[^\[\]()]{0,30}\]{0,2}\]\(\s*https?://", re.IGNORECASE
)
"""`[PDF](…)` in a heading, which then is a paper."""
_BULLET = re.compile(r"^\s*[•·*-]\s+")
_ROW_START = re.compile(r"\s*<tr[\s>]", re.IGNORECASE)
_ROW_END = re.compile(r"</tr\s*>", re.IGNORECASE)
_LINKED_PART = re.compile(r"\[[^\[\]]*\]\([^()\s]*\)|`[^`]*`|\\\|")
_COLUMNS = re.compile(r"=+(?: +=+)+\s*")
_LONGEST_TABLE = 3_000
_LONGEST_ROW = 200
_LONGEST_SUMMARY, _LONGEST_FOLDED = 4, 60
"""Lines of a summary, and of an abstract that is folded away."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a list, not yet judged.

    Attributes:
        first, last: Its lines, from 0, inclusive.
        text: The lines joined, without bullet; the cells of a row are parted by line feeds.
        headings: Those above it, the outermost first.
        cells: Of a row of a table, else empty.
        header: The names of the table's columns, in small letters.
        depth: How far it is indented; -1 for what is not.
        is_item: Whether it is a list item.
        is_heading: Whether it is a heading with a link that only names its kind.
    """

    first: int
    last: int
    text: str
    headings: tuple[str, ...]
    cells: tuple[str, ...] = ()
    header: tuple[str, ...] = ()
    depth: int = -1
    is_item: bool = False
    is_heading: bool = False


@dataclass(slots=True)
class Blocks:
    """The entries of a document and the lines that only hold them together."""

    entries: list[Entry] = field(default_factory=list)
    furniture: list[tuple[int, int]] = field(default_factory=list)


def find_blocks(lines: Sequence[str]) -> Blocks:
    """Cut a document into entries."""
    return _Cutter(lines).cut()


class _Cutter:
    def __init__(self, lines: Sequence[str]) -> None:
        self.lines = lines
        self.targets = find_definitions(lines)
        self.blocks = Blocks()
        self.headings: list[tuple[int, str]] = []
        self.columns: tuple[str, ...] = ()
        self.index = 0

    def cut(self) -> Blocks:
        self._pass_front_matter()
        while self.index < len(self.lines):
            start = self.index
            for take in (
                self._pass_blank,
                self._pass_fence,
                self._pass_comment,
                self._pass_definition,
                self._take_simple_table,
                self._take_heading,
                self._take_table,
                self._take_html_row,
                self._take_item,
                self._take_block,
            ):
                take()
                if self.index > start:
                    break
        return self.blocks

    @property
    def line(self) -> str:
        return self.lines[self.index]

    def _add(self, last: int, text: str, **more: object) -> None:
        headings = tuple(name for _, name in self.headings)
        entry = Entry(self.index, last, text, headings)
        entry = replace(entry, **more)  # type: ignore[arg-type]
        if self.targets:
            cells = tuple(resolve(cell, self.targets) for cell in entry.cells)
            entry = replace(entry, text=resolve(text, self.targets), cells=cells)
        self.blocks.entries.append(entry)
        self.index = last + 1

    def _pass(self, last: int) -> None:
        self.blocks.furniture.append((self.index, last))
        self.index = last + 1

    def _pass_front_matter(self) -> None:
        if self.lines and self.lines[0].strip() == "---":
            for number in range(1, min(len(self.lines), 100)):
                if self.lines[number].strip() in ("---", "..."):
                    self._pass(number)
                    return

    def _pass_blank(self) -> None:
        if not self.line.strip():
            self.index += 1
        elif _RULE.match(self.line):
            self._pass(self.index)

    def _pass_fence(self) -> None:
        if opened := _FENCE.match(self.line):
            last = self.index + 1
            while last < len(self.lines) and not self.lines[last].strip().startswith(opened[1]):
                last += 1
            self._pass(min(last, len(self.lines) - 1))

    def _pass_comment(self) -> None:
        if self.line.lstrip().startswith("<!--"):
            last = self.index
            while last < len(self.lines) - 1 and "-->" not in self.lines[last]:
                last += 1
            self._pass(last)

    def _pass_definition(self) -> None:
        if is_definition(self.line, self.targets):
            self._pass(self.index)

    def _take_heading(self) -> None:
        below = self.lines[self.index + 1] if self.index + 1 < len(self.lines) else ""
        if found := _HEADING.match(self.line):
            level = len(found[1]) if found[1] else int(found[3])
            name, last = found[2] or found[4], self.index
        elif (
            (under := _UNDERLINE.match(below))
            and len(self.line) < _LONGEST_ROW
            and (under[1][0] in "=-" or len(under[1]) >= len(self.line.strip()) > 1)
            and not _ITEM.match(self.line)
            and "|" not in self.line
        ):
            level, name, last = _LEVELS[under[1][0]], self.line.strip(), self.index + 1
        else:
            return
        name = resolve(name, self.targets)
        if _LEADS_TO_PAPER.search(name):
            self._add(last, _BULLET.sub("", name), is_heading=True)
            return
        while self.headings and self.headings[-1][0] >= level:
            self.headings.pop()
        self.headings.append((level, name))
        self._pass(last)

    def _take_table(self) -> None:
        below = self.lines[self.index + 1] if self.index + 1 < len(self.lines) else ""
        if "|" not in self.line or not ("-" in below and _DELIMITER.match(below)):
            return
        header = tuple(cell.casefold() for cell in _cut_row(self.line))
        self._pass(self.index + 1)
        while self.index < len(self.lines) and "|" in self.line and self.line.strip():
            start = self.index
            self._pass_comment()
            if self.index == start:
                cells = _cut_row(self.line)
                self._add(self.index, "\n".join(cells), cells=cells, header=header)

    def _take_simple_table(self) -> None:
        """Take a simple table of reStructuredText: `====  ====` above, below and between."""
        if not _COLUMNS.fullmatch(self.line):
            return
        rules = _find_rules(self.lines, self.index)
        if len(rules) < 2:
            return
        starts = [found.start() for found in re.finditer("=+", self.line)]
        header: tuple[str, ...] = ()
        if len(rules) > 2:
            said = [_cut_columns(line, starts) for line in self.lines[rules[0] + 1 : rules[1]]]
            header = tuple(
                " ".join(filter(None, cells)).casefold() for cells in zip(*said, strict=True)
            )
        self._pass(rules[-2])
        while self.index < rules[-1]:
            last = self.index
            while last + 1 < rules[-1] and _is_continued(self.lines[last + 1], starts):
                last += 1
            rows = [_cut_columns(line, starts) for line in self.lines[self.index : last + 1]]
            cells = tuple(" ".join(filter(None, parts)) for parts in zip(*rows, strict=True))
            self._add(last, "\n".join(cells), cells=cells, header=header)
        self._pass(rules[-1])

    def _take_html_row(self) -> None:
        if not _ROW_START.match(self.line):
            return
        last = self.index
        while (
            last < len(self.lines) - 1
            and not _ROW_END.search(self.lines[last])
            and last - self.index < _LONGEST_ROW
        ):
            last += 1
        row = "\n".join(self.lines[self.index : last + 1])
        cells = tuple(" ".join(cell.split()) for cell in _CELL.findall(row))
        if _HEAD_CELL.search(row) and not _DATA_CELL.search(row):
            self.columns = tuple(_TAG.sub("", cell).strip().casefold() for cell in cells)
            self._pass(last)
        else:
            header = self.columns if len(self.columns) == len(cells) else ()
            self._add(last, "\n".join(cells), cells=cells, header=header)

    def _take_item(self) -> None:
        found = _ITEM.match(self.line)
        if not found:
            return
        depth = len(found["indent"].expandtabs(4).replace(">", " "))
        last = self._find_end(self.index + 1)
        parts = [self.line[found.end() :], *self.lines[self.index + 1 : last + 1]]
        self._add(last, _join(parts), depth=depth, is_item=True)

    def _take_block(self) -> None:
        last = self._find_end(self.index + 1)
        if _TABLE_START.search(self.line):
            self.columns = ()
        indent = len(self.line.expandtabs(4)) - len(self.line.expandtabs(4).lstrip())
        text = _join(self.lines[self.index : last + 1])
        self._add(last, text, depth=indent if indent > 1 else -1)

    def _find_end(self, index: int) -> int:
        """Find the last line of an entry: the one before a blank line or another beginning."""
        index = self._pass_folded(index - 1)
        while index < len(self.lines) and self.lines[index].strip():
            line = self.lines[index]
            below = self.lines[index + 1] if index + 1 < len(self.lines) else ""
            if (
                _ITEM.match(line)
                or _HEADING.match(line)
                or _FENCE.match(line)
                or _ROW_START.match(line)
                or _RULE.match(line)
                or is_definition(line, self.targets)
                or ("|" in line and "-" in below and _DELIMITER.match(below))
            ):
                break
            index = self._pass_folded(index)
        return index - 1

    def _pass_folded(self, index: int) -> int:
        """Give the line behind this one, or behind the abstract that is folded away in it."""
        if "<details" not in self.lines[index]:
            return index + 1
        begin = self.lines[index].index("<details")
        opened = "\n".join(self.lines[index : index + _LONGEST_SUMMARY])[begin:]
        if is_folded_abstract(opened):
            for last in range(index, min(index + _LONGEST_FOLDED, len(self.lines))):
                if "</details" in self.lines[last]:
                    return last + 1
        return index + 1


def _join(lines: Sequence[str]) -> str:
    """Join the lines of an entry; two blanks at a line's end, or emphasis, begin a new part.

    So does every line below a title that stands alone on its line.
    """
    unquoted = [_QUOTE.sub("", line) for line in lines]
    if len(lines) > 1 and _TITLE_LINE.fullmatch(unquoted[0].strip()):
        return "<br>".join(line.strip().removesuffix("\\") for line in unquoted)
    return _CHECKBOX.sub("", "".join(_with_breaks(unquoted)).strip())


def _with_breaks(lines: Sequence[str]) -> Iterator[str]:
    for number, line in enumerate(lines):
        is_part = number and (
            lines[number - 1].endswith(("  ", "\\"))
            or line.lstrip()[:1] in ("*", "_", "[", "<", "`")
        )
        yield "<br>" if is_part else " " if number else ""
        yield line.strip().removesuffix("\\") if line.endswith("\\") else line.strip()


def _find_rules(lines: Sequence[str], first: int) -> list[int]:
    """Find the rules of a simple table that begins here: two, or three with a header."""
    rules = [first]
    for number in range(first + 1, min(first + _LONGEST_TABLE, len(lines))):
        if _COLUMNS.fullmatch(lines[number]):
            rules.append(number)
            is_last = number + 1 == len(lines) or not lines[number + 1].strip()
            if len(rules) == 3 or is_last:
                return rules
        elif _UNDERLINE.match(lines[number]):
            break
    return []


def _is_continued(line: str, starts: Sequence[int]) -> bool:
    """Say whether a line of a simple table goes on with the row above it."""
    first, *others = _cut_columns(line, starts)
    return not first or (first[0].islower() and not any(others))


def _cut_columns(line: str, starts: Sequence[int]) -> tuple[str, ...]:
    """Cut a line of a simple table where its columns begin."""
    ends = [*starts[1:], len(line)]
    return tuple(line[start:end].strip() for start, end in zip(starts, ends, strict=True))


def _cut_row(line: str) -> tuple[str, ...]:
    """Cut a row at its bars, those inside links and code excepted."""
    kept: list[str] = []

    def hide(match: re.Match[str]) -> str:
        kept.append("|" if match[0] == "\\|" else match[0])
        return f"\ue000{len(kept) - 1}\ue001"

    hidden = _LINKED_PART.sub(hide, line.strip())
    cells = hidden.removeprefix("|").removesuffix("|").split("|")
    shown = (re.sub("\ue000(\\d+)\ue001", lambda m: kept[int(m[1])], cell) for cell in cells)
    return tuple(cell.strip() for cell in shown)
