"""Where one citation of a list ends and the next begins."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from shelflist.readers.citation_styles import Citation, parse_citation
from shelflist.readers.paragraphs import join_lines

MARKER = re.compile(
    r"\s*(?:[-*•‣◦·–—]\s+|\[\d{1,4}\]\s*|\[[A-Za-z+]{1,12}\d{2,4}[a-z]?\]\s*|\(\d{1,4}\)\s+"
    r"|\d{1,4}[.)]\s+(?=\D))"
)
"""A bullet, a number or a key before an entry of a list."""

_MOST_LINES = 12
_AUTHOR_START = re.compile(
    r"\s*[{\\]?[^\W\d_][^\s,]{0,60}(?:\s+[^\s,]{1,40}){0,7}?\s*(?:,|\.|\bet al|\(\d{4}|\band\b|[\"“])"
)
_END = re.compile(r"(?:[.)\]\"”>?]|\d|/\S*|\b10\.\S+|https?://\S+)\s*$")


@dataclass(frozen=True, slots=True)
class CitedEntry:
    """A citation and its lines (from 0, inclusive)."""

    first: int
    last: int
    citation: Citation


def find_citations(lines: tuple[str, ...], first: int, last: int) -> Iterator[CitedEntry]:
    """Find the citations in a block of neighbouring lines; what is none is passed over.

    Args:
        lines: The whole document.
        first: First line of the block, from 0.
        last: Last line, inclusive.
    """
    index = first
    while index <= last:
        entry = _find_entry(lines, index, last)
        if entry is not None:
            yield entry
        index = entry.last + 1 if entry is not None else index + 1


def _find_entry(lines: tuple[str, ...], start: int, last: int) -> CitedEntry | None:
    marker = MARKER.match(lines[start])
    head = lines[start][marker.end() :] if marker else lines[start]
    if not _AUTHOR_START.match(head[:300]):
        return None
    end = _furthest(lines, start, last)
    if marker:
        # The longest reading first: a marked entry holds everything up to the next mark.
        candidates = list(range(end, start - 1, -1))
    else:
        candidates = list(range(start, end + 1))
    for stop in candidates:
        if not marker and not _may_stop(lines, start, stop, end):
            continue
        text = join_lines([head, *lines[start + 1 : stop + 1]])
        try:
            return CitedEntry(start, stop, parse_citation(text))
        except ValueError:
            continue
    return None


def _furthest(lines: tuple[str, ...], start: int, last: int) -> int:
    end = start
    while end < last and end - start < _MOST_LINES and not MARKER.match(lines[end + 1]):
        end += 1
    return end


def _may_stop(lines: tuple[str, ...], start: int, stop: int, end: int) -> bool:
    """Say whether an unmarked entry can end here: the next line begins something new."""
    if stop == end:
        return True
    following = lines[stop + 1]
    if _indent(following) > _indent(lines[start]):
        return False
    return bool(_END.search(lines[stop][-80:])) and bool(_AUTHOR_START.match(following[:300]))


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())
