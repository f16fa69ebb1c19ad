"""Lists that are too long for one file, in parts whose bounds stay.

Every place that a paper can have in a list is a string of bits: its year, then letters. All of
them together are halved, and a half is halved again only while what stands in it is too long.
So one paper more changes one file; its part is cut in two when it has grown too long itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

MOST_BYTES = 80_000
"""A longer list is cut: with what stands around it a file stays below 100 KB."""
_YEAR, _LETTER, _LETTERS = 11, 5, 16
"""Bits of a year, bits of a letter, and letters that are looked at."""
_SIGNS = "0abcdefghijklmnopqrstuvwxyz"
"""Letters by their number; what is none counts as 0."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a list.

    Attributes:
        key: Its place among all that there can be, as bits.
        heading: What it stands under.
        before: Its Markdown, up to the target of its link if it has one.
        target: Path in `docs_dir` that it links to.
        after: What follows the target.
    """

    key: str
    heading: str
    before: str
    target: str = ""
    after: str = ""

    def to_line(self, up: str) -> str:
        """Write it for a page from which `up` leads to `docs_dir`."""
        return (
            f"- {self.before}{up}{self.target}{self.after}" if self.target else f"- {self.before}"
        )


@dataclass(frozen=True, slots=True)
class Section:
    """Lines under one heading, both Markdown."""

    heading: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PartLink:
    """A part as the whole page names it; `target` is relative to that page."""

    title: str
    target: str


@dataclass(frozen=True, slots=True)
class Listing:
    """A list on its page: its lines, or else its parts."""

    sections: tuple[Section, ...] = ()
    parts: tuple[PartLink, ...] = ()


@dataclass(frozen=True, slots=True)
class PartPage:
    """One part of a list, a file of its own that stands in `docs/` only.

    Attributes:
        title: The page's title and the bounds of the part.
        name: The page's title.
        part_of: Path in `docs_dir` of the page.
        up: From the part to `docs_dir`.
        sections: Its lines.
    """

    title: str
    name: str
    part_of: str
    up: str
    sections: tuple[Section, ...]


def to_year_key(year: int, title: str) -> str:
    """Give the place in a list by year; 0 is a year that is not known."""
    return f"{year:0{_YEAR}b}{to_letter_key(title)}"


def to_letter_key(text: str) -> str:
    """Give the place in a list by letters.

    Args:
        text: In small letters without accents.
    """
    signs = (max(0, _SIGNS.find(sign)) for sign in text[:_LETTERS].ljust(_LETTERS))
    return "".join(f"{sign:0{_LETTER}b}" for sign in signs)


def list_entries(
    entries: Sequence[Entry], page: str, title: str, folder: str, *, by_year: bool
) -> tuple[Listing, dict[str, PartPage]]:
    """Show a list on its page, or cut into parts.

    Args:
        entries: In the order in which they are shown.
        page: Path of the page in `docs_dir`.
        title: Of the page.
        folder: Where parts go, as a path in `docs_dir`.
        by_year: Whether keys begin with a year; else they are letters alone.

    Returns:
        What stands on the page, and the parts by their path in `docs_dir`.
    """
    found = dict(_cut(entries, ""))
    if len(found) < 2:
        return Listing(sections=_to_sections(entries, _find_up(page))), {}
    links: list[PartLink] = []
    parts: dict[str, PartPage] = {}
    for bits in sorted(found, key=lambda bits: _order(bits, by_year)):
        name, bounds = _name(bits, by_year)
        path = f"{folder}/{name}.md"
        up = _find_up(path)
        links.append(PartLink(bounds, f"{_find_up(page)}{path}"))
        sections = _to_sections(found[bits], up)
        parts[path] = PartPage(f"{title}: {bounds}", title, page, up, sections)
    return Listing(parts=tuple(links)), parts


def _find_up(path: str) -> str:
    return "../" * path.count("/")


def _to_sections(entries: Iterable[Entry], up: str) -> tuple[Section, ...]:
    grouped = groupby(entries, key=lambda entry: entry.heading)
    return tuple(Section(name, tuple(e.to_line(up) for e in mine)) for name, mine in grouped)


def _cut(entries: Sequence[Entry], bits: str) -> Iterator[tuple[str, Sequence[Entry]]]:
    """Halve a list until every piece is short enough; gives the bits that each begins with."""
    size = sum(len(entry.to_line("../../").encode()) + 1 for entry in entries)
    if size <= MOST_BYTES or len(bits) == len(entries[0].key):
        yield bits, entries
        return
    for bit in "01":
        if mine := [entry for entry in entries if entry.key[len(bits)] == bit]:
            yield from _cut(mine, bits + bit)


def _order(bits: str, by_year: bool) -> tuple[int, str]:
    """Let late years come first, and letters in their order."""
    year = bits[:_YEAR] if by_year else ""
    return (-int(year.ljust(_YEAR, "0"), 2) if year else 0, bits[len(year) :])


def _name(bits: str, by_year: bool) -> tuple[str, str]:
    """Give the name of a part's file, and its bounds for a reader."""
    year, letters = (bits[:_YEAR], bits[_YEAR:]) if by_year else ("", bits)
    low, high = (year.ljust(_YEAR, bit) for bit in "01")
    span = [str(int(low, 2)), str(int(high, 2))] if year else []
    name, bounds = "-".join(dict.fromkeys(span)), "–".join(dict.fromkeys(span))
    if year and not int(low, 2):
        name, bounds = "undated", "Year not known"
    if letters:
        ends = dict.fromkeys(_spell(letters, bit) for bit in "01")
        name = "-".join(filter(None, (name, *ends)))
        shown = (end.upper().replace("0", " ").strip() or "0" for end in ends)
        bounds = ", ".join(filter(None, (bounds, "–".join(shown))))
    return name, bounds


def _spell(letters: str, bit: str) -> str:
    """Give the first or the last word that begins with these bits."""
    whole = letters.ljust(-(-len(letters) // _LETTER) * _LETTER, bit)
    numbers = (int(whole[n : n + _LETTER], 2) for n in range(0, len(whole), _LETTER))
    return "".join(_SIGNS[min(number, len(_SIGNS) - 1)] for number in numbers)
