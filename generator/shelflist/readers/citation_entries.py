"""Where one citation of a list ends and the next begins."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from shelflist.readers.citation_styles import Citation, parse_citation
from shelflist.readers.paragraphs import join_lines

_MARKERS: tuple[tuple[str, str], ...] = (
    ("bullet", r"[-*•‣◦·–—]\s+"),
    ("[1]", r"\[\d{1,4}\]\s*"),
    ("[Hu21]", r"\[[A-Za-z+]{1,12}\d{2,4}[a-z]?\]\s*"),
    ("(1)", r"\(\d{1,3}\)\s+"),
    ("1.", r"\d{1,3}[.)]\s+(?=\D)"),
)
MARKER = re.compile(rf"\s*(?:{'|'.join(pattern for _, pattern in _MARKERS)})")
"""A bullet, a number or a key before an entry of a list."""

_SAME_AUTHORS = re.compile(
    rf"({MARKER.pattern})?\s*(?:—{{2,4}}|–{{2,4}}|-{{3,8}}|_{{3,8}})(?=[.,:\s])"
)
_MOST_LINES = 12
_FEW_LINES = 6
_AUTHOR_START = re.compile(
    r"\s*[{\\]?[^\W\d_][^\s,]{0,60}(?:\s+[^\s,]{1,40}){0,7}?\s*(?:,|\.|\bet al|\(\d{4}|\band\b"
    r"|[\"“])"
)
_END = re.compile(r"(?:[.)\]\"”>?]|\d|/\S*|\b10\.\S+|https?://\S+)\s*$")


@dataclass(frozen=True, slots=True)
class CitedEntry:
    """A citation and its lines (from 0, inclusive)."""

    first: int
    last: int
    citation: Citation


def find_citations(
    lines: tuple[str, ...], first: int, last: int, width: int | None
) -> Iterator[CitedEntry]:
    """Find the citations in a block of neighbouring lines; what is none is passed over.

    Args:
        lines: The whole document.
        first: First line of the block, from 0.
        last: Last line, inclusive.
        width: Where the document was wrapped, if it was.
    """
    index = first
    previous: Citation | None = None
    while index <= last:
        lines = _name_again(lines, index, previous)
        entry = _find_entry(lines, index, last, width, is_first=index == first)
        if entry is not None:
            previous = entry.citation
            yield entry
        index = entry.last + 1 if entry is not None else index + 1


def _name_again(lines: tuple[str, ...], index: int, previous: Citation | None) -> tuple[str, ...]:
    """Write the names out where a style puts dashes for `the same as above`."""
    match = _SAME_AUTHORS.match(lines[index])
    if match is None or previous is None:
        return lines
    names = " and ".join(
        name.literal or f"{name.family}, {name.given}" for name in previous.authors
    )
    return (
        *lines[:index],
        f"{match[1] or ''}{names}{lines[index][match.end() :]}",
        *lines[index + 1 :],
    )


def _find_entry(
    lines: tuple[str, ...], start: int, last: int, width: int | None, *, is_first: bool
) -> CitedEntry | None:
    marker = MARKER.match(lines[start])
    head = lines[start][marker.end() :] if marker else lines[start]
    if not _AUTHOR_START.match(head[:300]):
        return None
    stops = _stops(lines, start, last, width, is_first=is_first)
    for stop in stops:
        is_numbered = marker is not None and marker[0].lstrip().startswith("[")
        citation = _find_citation([head, *lines[start + 1 : stop + 1]], is_numbered=is_numbered)
        if citation is None:
            continue
        if marker is None and stop > start:
            stop, citation = _find_shorter(lines, start, stop) or (stop, citation)
        return CitedEntry(start, stop, citation)
    return None


def _find_citation(lines: list[str], *, is_numbered: bool = False) -> Citation | None:
    try:
        return parse_citation(join_lines(lines), is_numbered=is_numbered)
    except ValueError:
        return None


def _find_shorter(lines: tuple[str, ...], start: int, end: int) -> tuple[int, Citation] | None:
    """Find a line after which another citation begins, both whole without each other."""
    for stop in range(start, end):
        if not _may_stop(lines, start, stop):
            continue
        citation = _find_citation(list(lines[start : stop + 1]))
        if citation and any(
            _find_citation(list(lines[stop + 1 : further + 1]))
            for further in range(stop + 1, end + 1)
        ):
            return stop, citation
    return None


def _stops(
    lines: tuple[str, ...], start: int, last: int, width: int | None, *, is_first: bool
) -> list[int]:
    """Say where an entry may end, the likeliest first.

    A marked entry holds everything up to the next mark. An unmarked one ends where the
    line was not full and the next begins as a citation does, or else at any such line.
    """
    kind = marker_kind(lines[start])
    end = start
    while end < last and end - start < _MOST_LINES and not _begins(lines, start, end + 1, kind):
        end += 1
    if kind is not None:
        return list(range(end, start - 1, -1))
    possible = [stop for stop in range(start, end) if _may_stop(lines, start, stop)]
    hanging = any(_indent(lines[n]) > _indent(lines[start]) for n in range(start + 1, end + 1))
    is_one_entry = end == last and end - start <= _FEW_LINES
    if width is None and not hanging:
        return [start, end] if is_one_entry and is_first and end > start else [start]
    natural = [stop for stop in possible if hanging or _has_room(lines, stop, width)]
    others = [stop for stop in possible if stop not in natural]
    return [*natural, end, *others] if is_one_entry else [*natural, *others, end]


def marker_kind(line: str) -> str | None:
    """Say which mark stands before an entry; `None` without one."""
    for kind, pattern in _MARKERS:
        if re.match(rf"\s*(?:{pattern})", line[:60]):
            return kind
    return None


def _begins(lines: tuple[str, ...], start: int, index: int, kind: str | None) -> bool:
    """Say whether a line has a mark of the same kind, no further in than the entry's own.

    After a mark of another kind a line begins an entry only if it is a whole citation.
    """
    found = marker_kind(lines[index])
    if found is None or _indent(lines[index]) > _indent(lines[start]) + 1:
        return False
    if kind is None or found == kind:
        return True
    return _find_citation([MARKER.sub("", lines[index], count=1)]) is not None


def _may_stop(lines: tuple[str, ...], start: int, stop: int) -> bool:
    following = lines[stop + 1]
    if _indent(following) > _indent(lines[start]):
        return False
    return bool(_END.search(lines[stop][-80:])) and bool(_AUTHOR_START.match(following[:300]))


def _has_room(lines: tuple[str, ...], stop: int, width: int | None) -> bool:
    """Say whether the next line's first word would have fitted, so that wrapping did not end it."""
    if width is None or len(lines[stop]) > width:
        return width is None
    word = lines[stop + 1].split(maxsplit=1)[0]
    return len(lines[stop].rstrip()) + 1 + len(word) <= width


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())
