"""What is remembered of a page: what the generator last wrote there, and of which paper.

A small file a page in `.shelflist/`, one hash a line, sorted, with a blank line between
fields. Changes of different papers never meet in it, and git merges those of one paper:

    @ arxiv:2210.17323
    @ title:5c0e6a…

    authors 1a2b3c4d5e
    authors ~9f8e7d6c5b

    title 77aa88bb99

A unit whose present hash is remembered is untouched and follows the seeds; anything else is
a person's. Where a merge has left the lines of both sides, both count.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from shelflist.edits.pagefile import digest
from shelflist.model import FieldValue

ORDER = "~"
"""What the hash of a list's order begins with."""
SEEN = "+"
"""Before the hash of what the seeds said when the page was a person's already."""
NOTHING = "-"
"""Remembered of a field that the generator itself took out."""
_KEY, _STANDING = "@", "="
_MARKER = re.compile(r"(?:<{7}|\|{7}|={7}|>{7})(?: |$)")
_LINE = re.compile(r"(?P<name>[^\s+~-]\S*) (?P<value>\S(?:.*\S)?)")


@dataclass(frozen=True, slots=True)
class PageMemory:
    """What is remembered of one page.

    Attributes:
        keys: The identity keys of the records it was made from, which say what paper it is.
        fields: The hashes last written, by field; those of a list are its entries' and,
            after `~`, that of their order.
        standing: Hashes of a person's title, ids, abstract and notes on the page, by which
            it is known again under another name.
    """

    keys: frozenset[str] = frozenset()
    fields: Mapping[str, frozenset[str]] = field(default_factory=dict)
    standing: frozenset[str] = frozenset()

    def of(self, name: str) -> frozenset[str]:
        """Give the hashes of a field."""
        return self.fields.get(name, frozenset())

    def to_lines(self) -> frozenset[tuple[str, str]]:
        """Give everything as pairs of a name and a value."""
        return frozenset(
            [(_KEY, key) for key in self.keys]
            + [(_STANDING, mark) for mark in self.standing]
            + [(name, value) for name, values in self.fields.items() for value in values]
        )

    def joined(self, other: PageMemory) -> PageMemory:
        """Give what both remember."""
        return from_lines(self.to_lines() | other.to_lines())

    def to_text(self) -> str:
        """Write the page's file."""
        blocks: dict[str, list[str]] = defaultdict(list)
        for name, value in sorted(self.to_lines()):
            blocks[name].append(f"{name} {value}\n")
        return "\n".join("".join(lines) for lines in blocks.values())


def hashes(value: FieldValue) -> frozenset[str]:
    """Give the hashes of a value: one for a text; for a list one an entry and its order's."""
    if not isinstance(value, tuple):
        return frozenset({digest(value)})
    order = [ORDER + digest("\n".join(value))] if len(value) > 1 else []
    return frozenset([*map(digest, value), *order])


def known_hashes(remembered: Iterable[str]) -> frozenset[str]:
    """Give all hashes that generator or seeds ever had, written or only seen."""
    return frozenset(each.removeprefix(SEEN) for each in remembered)


def from_lines(lines: Iterable[tuple[str, str]]) -> PageMemory:
    """Give what `PageMemory.to_lines` gave."""
    found: dict[str, set[str]] = defaultdict(set)
    for name, value in lines:
        found[name].add(value)
    keys, standing = found.pop(_KEY, ()), found.pop(_STANDING, ())
    fields = {name: frozenset(values) for name, values in sorted(found.items())}
    return PageMemory(frozenset(keys), fields, frozenset(standing))


def parse_memory(text: str) -> tuple[PageMemory, list[int]]:
    """Read the file of one page; both sides of a merge count.

    Returns:
        What is remembered, and the numbers of lines that cannot be read.
    """
    pairs: list[tuple[str, str]] = []
    wrong: list[int] = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or _MARKER.match(line):
            continue
        if match := _LINE.fullmatch(line.strip()):
            pairs.append((match["name"], match["value"]))
        else:
            wrong.append(number)
    return from_lines(pairs), wrong


def has_markers(text: str) -> bool:
    """Say whether git has left the markers of a merge in a text."""
    return "<<<<<<<" in text and any(map(_MARKER.match, text.splitlines()))
