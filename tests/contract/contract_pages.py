"""A page as a person sees it, read without the generator's own code.

The proofs of the contract need a second opinion on what a page holds: lines, blocks of
front matter and passages, found by the simplest rules that work for the pages that the
tests make; PyYAML says what the values are.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

import yaml

Value = str | tuple[str, ...]
_KEY = re.compile(r"([A-Za-z_]+):")
_OPEN = re.compile(r"<!-- shelflist: ([a-z]+)")
_COMMENT = re.compile(r"# c\d+")
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


@dataclass(frozen=True)
class Sheet:
    """A page taken apart: its lines with their ends, and where each unit stands.

    Attributes:
        lines: All lines; joined they are the page.
        blocks: For each field its lines, from the key to the last line that says something.
        passages: For each marked passage its lines, marks included.
        close: The line that closes the front matter.
    """

    lines: tuple[str, ...]
    blocks: dict[str, tuple[int, int]]
    passages: dict[str, tuple[int, int]]
    close: int

    @property
    def text(self) -> str:
        """The page as it is."""
        return "".join(self.lines)

    @property
    def values(self) -> dict[str, Value]:
        """What the front matter says, as PyYAML reads it with every scalar a text."""
        return dict(_values("".join(self.lines[1 : self.close])))

    def block(self, name: str) -> str:
        """Give the lines of a field."""
        start, end = self.blocks[name]
        return "".join(self.lines[start:end])

    def passage(self, name: str) -> str:
        """Give what stands between the marks of a passage."""
        start, end = self.passages[name]
        return "".join(self.lines[start + 1 : end - 1])

    def rest(self, fields: set[str], passages: set[str]) -> str:
        """Give the page without some of its units."""
        gone = [self.blocks[name] for name in fields & self.blocks.keys()]
        gone += [self.passages[name] for name in passages & self.passages.keys()]
        cut = {number for start, end in gone for number in range(start, end)}
        return "".join(line for number, line in enumerate(self.lines) if number not in cut)

    def comments(self) -> list[str]:
        """Give the comments that a person wrote, in their order."""
        return [found for line in self.lines for found in _COMMENT.findall(line)]

    def with_lines(self, start: int, end: int, *new: str) -> str:
        """Give the page with some lines replaced; new lines end as the page's do."""
        ending = "\r\n" if self.lines[0].endswith("\r\n") else "\n"
        put = [line.replace("\n", ending) for line in new]
        return "".join([*self.lines[:start], *put, *self.lines[end:]])


@cache
def _values(front: str) -> tuple[tuple[str, Value], ...]:
    loaded = yaml.load(front, Loader=_LOADER) or {}
    return tuple(
        (name, tuple(value) if isinstance(value, list) else value) for name, value in loaded.items()
    )


def read_sheet(data: bytes) -> Sheet:
    """Take a page with front matter apart."""
    lines = tuple(data.decode().splitlines(keepends=True))
    assert lines[0].lstrip("\ufeff").rstrip() == "---", lines[0]
    close = next(n for n, line in enumerate(lines[1:], 1) if line.rstrip() == "---")
    blocks: dict[str, tuple[int, int]] = {}
    current, start = "", 0
    for number in range(1, close):
        line = lines[number]
        if key := _KEY.match(line):
            current, start = key[1], number
        is_said = line.strip() and not line.lstrip().startswith("#")
        if current and is_said:
            blocks[current] = (start, number + 1)
    passages: dict[str, tuple[int, int]] = {}
    opened: tuple[str, int] | None = None
    for number in range(close + 1, len(lines)):
        if mark := _OPEN.match(lines[number]):
            opened = (mark[1], number)
        elif opened and lines[number].startswith("<!-- /shelflist -->"):
            passages[opened[0]] = (opened[1], number + 1)
            opened = None
    return Sheet(lines, blocks, passages, close)
