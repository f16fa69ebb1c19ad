"""Where one citation of a list ends and the next begins."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from shelflist.readers.broken_words import join_marked
from shelflist.readers.citation_marks import Mark
from shelflist.readers.citation_pieces import Certainty, Citation
from shelflist.readers.citation_styles import find_citation
from shelflist.readers.citation_unsigned import find_without_authors
from shelflist.readers.paragraphs import join_lines
from shelflist.text.patterns import LazyPattern

_SAME_AUTHORS = LazyPattern(r"\s*(?:—{1,4}|–{2,4}|-{3,8}|―{1,4}|_{3,8})(?=[.,:;\s])")
_MOST_LINES = 12
_FEW_LINES = 6
_FEWEST_OF_LINES = 3
"""In a list of references one of so many lines belongs to what may be one."""
_MOST_POSSIBLE = 3
"""For each one that is likely, so many others are believed."""
_AUTHOR_START = LazyPattern(
    r"\s*[{\\]?[^\W\d_][^\s,]{0,60}(?:\s+[^\s,]{1,40}){0,12}?\s*"
    r"(?:,|\.|:|;|/|\bet al|\(\d{4}|\band\b|[\"“])"
)
_END = LazyPattern(r"(?:[.)\]\"”>?]|\d|/\S*|\b10\.\S+|https?://\S+)\s*$")
_ONLY_ADDRESS = LazyPattern(
    r"\s*(?:[\[(]?(?:doi|url|pdf|arxiv|link|code|available at|project page)[\])]?\s*[:.]?\s*){0,2}"
    r"<?(?:https?://|10\.\d{4,9}/|arXiv:\s?\d)\S+>?\s*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class CitedEntry:
    """A citation and its lines (from 0, inclusive)."""

    first: int
    last: int
    citation: Citation


@dataclass(frozen=True, slots=True)
class Lines:
    """A document in which citations are looked for.

    Attributes:
        lines: All of it.
        marks: What stands before entries, under the index of the line.
        width: Where the document was wrapped, if it was.
    """

    lines: tuple[str, ...]
    marks: Mapping[int, Mark]
    width: int | None


def find_citations(document: Lines, blocks: Iterable[tuple[int, int]]) -> Iterator[CitedEntry]:
    """Find the citations in a document; what is none is passed over.

    Args:
        document: Where to look.
        blocks: First and last line (from 0, inclusive) of each group of neighbouring lines.
    """
    above: CitedEntry | None = None
    for first, last in blocks:
        index = first
        while index <= last:
            if above and not any(map(str.strip, document.lines[above.last + 1 : index])):
                document = _name_again(document, index, above.citation)
            entry = _find_entry(document, index, last, is_first=index == first)
            if entry is not None:
                above = entry
                yield entry
            index = entry.last + 1 if entry is not None else index + 1


def _name_again(document: Lines, index: int, above: Citation) -> Lines:
    """Write the names out where a style puts dashes for `the same as above`."""
    line = document.lines[index]
    mark = document.marks.get(index)
    start = mark.end if mark else 0
    match = _SAME_AUTHORS.match(line, start)
    people = above.authors or above.people.editors or above.people.translators
    if match is None or not people:
        return document
    names = " and ".join(name.literal or f"{name.family}, {name.given}" for name in people)
    named = f"{line[:start]}{names}{', et al' if above.more_authors else ''}{line[match.end() :]}"
    return replace(document, lines=(*document.lines[:index], named, *document.lines[index + 1 :]))


def _find_entry(document: Lines, start: int, last: int, *, is_first: bool) -> CitedEntry | None:
    lines, mark = document.lines, document.marks.get(start)
    head = lines[start][mark.end :] if mark else lines[start]
    if not (mark and mark.is_sequel) and not _AUTHOR_START.match(head[:300]):
        return None
    best: CitedEntry | None = None
    for stop in _stops(document, start, last, is_first=is_first):
        text = _join([head, *lines[start + 1 : stop + 1]])
        citation = find_citation(text)
        if citation is None and mark and mark.is_sequel:
            citation = find_without_authors(text)
        if citation is None or (best and citation.certainty <= best.citation.certainty):
            continue
        best = CitedEntry(start, stop, citation)
        if citation.certainty is Certainty.CERTAIN:
            break
    if best is None:
        return None
    if mark is None:
        best = _find_shorter(document, best) or best
        return _with_addresses(document, best, last)
    return _with_mark(best, mark)


def _with_mark(entry: CitedEntry, mark: Mark) -> CitedEntry:
    """Believe a reference that has a number in brackets, as lists of references have it."""
    people = entry.citation.authors or entry.citation.people.editors
    if mark.kind != "[1]" or all(name.literal for name in people):
        return entry
    return replace(entry, citation=replace(entry.citation, certainty=Certainty.CERTAIN))


def _with_addresses(document: Lines, entry: CitedEntry, last: int) -> CitedEntry:
    """Let lines that hold nothing but an address belong to the citation above them."""
    end = entry.last
    while (
        end < last
        and end + 1 not in document.marks
        and _ONLY_ADDRESS.fullmatch(document.lines[end + 1])
    ):
        end += 1
    if end == entry.last:
        return entry
    longer = find_citation(_join(list(document.lines[entry.first : end + 1])))
    if longer is None or longer.title != entry.citation.title:
        return entry
    return CitedEntry(entry.first, end, longer)


def _find_certain(lines: tuple[str, ...]) -> Citation | None:
    citation = find_citation(_join(list(lines)))
    return citation if citation and citation.certainty is Certainty.CERTAIN else None


def _find_shorter(document: Lines, entry: CitedEntry) -> CitedEntry | None:
    """Find a line after which another citation begins, both whole without each other."""
    lines, start, end = document.lines, entry.first, entry.last
    for stop in range(start, end):
        if not _may_stop(lines, start, stop):
            continue
        citation = _find_certain(lines[start : stop + 1])
        if citation and any(
            _find_certain(lines[stop + 1 : further + 1]) for further in range(stop + 1, end + 1)
        ):
            return CitedEntry(start, stop, citation)
    return None


def _stops(document: Lines, start: int, last: int, *, is_first: bool) -> list[int]:
    """Say where an entry may end, the likeliest first.

    A marked entry holds everything up to the next mark. An unmarked one ends where the
    line was not full and the next begins as a citation does, or else at any such line.
    """
    lines, width = document.lines, document.width
    end = start
    while end < last and end - start < _MOST_LINES and not _begins(document, start, end + 1):
        end += 1
    if start in document.marks:
        return list(range(end, start - 1, -1))
    possible = [stop for stop in range(start, end) if _may_stop(lines, start, stop)]
    hanging = any(_indent(lines[n]) > _indent(lines[start]) for n in range(start + 1, end + 1))
    is_one_entry = end == last and end - start <= _FEW_LINES
    if width is None and not hanging:
        return [start, end] if is_one_entry and is_first and end > start else [start]
    natural = [stop for stop in possible if hanging or _has_room(lines, stop, width)]
    others = [stop for stop in possible if stop not in natural]
    return [*natural, end, *others] if is_one_entry else [*natural, *others, end]


def _begins(document: Lines, start: int, index: int) -> bool:
    """Say whether a line has a mark of the same kind, no further in than the entry's own.

    After a mark of another kind a line begins an entry only if it is a whole citation.
    """
    lines = document.lines
    own, found = document.marks.get(start), document.marks.get(index)
    if found is None:
        return False
    if found.is_sequel:
        return True
    if _indent(lines[index]) > _indent(lines[start]) + 1:
        return False
    if own is None or found.kind == own.kind:
        return True
    return _find_certain((lines[index][found.end :],)) is not None


def _may_stop(lines: tuple[str, ...], start: int, stop: int) -> bool:
    following = lines[stop + 1]
    if _indent(following) > _indent(lines[start]):
        return False
    is_start = _AUTHOR_START.match(following[:300]) or _SAME_AUTHORS.match(following)
    return bool(_END.search(lines[stop][-80:])) and is_start is not None


def _has_room(lines: tuple[str, ...], stop: int, width: int | None) -> bool:
    """Say whether the next line's first word would have fitted, so that wrapping did not end it."""
    if width is None or len(lines[stop]) > width:
        return width is None
    word = lines[stop + 1].split(maxsplit=1)[0]
    return len(lines[stop].rstrip()) + 1 + len(word) <= width


def _join(lines: list[str]) -> str:
    return join_marked(join_lines(lines))


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def keep_likely(
    entries: list[CitedEntry], lines: Sequence[str], *, has_heading: bool
) -> list[CitedEntry]:
    """Leave out what is a citation only in a list of references, where there is none.

    Args:
        entries: What was found in a document.
        lines: The document.
        has_heading: Whether a heading says that there are references.
    """
    count = Counter(entry.citation.certainty for entry in entries)
    certain, likely = count[Certainty.CERTAIN], count[Certainty.LIKELY]
    covered = sum(entry.last - entry.first + 1 for entry in entries)
    is_list = _FEWEST_OF_LINES * covered >= sum(1 for line in lines if line.strip())
    least = Certainty.CERTAIN
    if is_list and (certain or likely > 1 or (likely and has_heading)):
        least = Certainty.LIKELY
        if _MOST_POSSIBLE * (certain + likely) >= count[Certainty.POSSIBLE]:
            least = Certainty.POSSIBLE
    return [entry for entry in entries if entry.citation.certainty >= least]
