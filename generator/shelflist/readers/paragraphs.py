"""Lines joined to paragraphs, also where an editor has wrapped them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise, takewhile

from shelflist.readers.document import Document
from shelflist.readers.furniture import is_furniture
from shelflist.readers.shapes import LONG, can_be_title, capital_share, words

_WIDEST = 130
"""A line longer than this was not wrapped by hand or by an editor."""
_FULL_CAPITALS = 0.7


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Some lines that belong together.

    Attributes:
        first: First line, from 0.
        last: Last line, inclusive.
        text: The lines joined by a blank.
        gap: How many blank lines stand before it.
    """

    first: int
    last: int
    text: str
    gap: int


def join_lines(lines: list[str]) -> str:
    """Join wrapped lines; a word or an address broken at the line's end is made whole."""
    joined: list[str] = []
    for line in lines:
        piece = line.strip()
        glued = joined and piece and _is_broken(joined[-1], piece)
        if joined and not glued:
            joined.append(" ")
        joined.append(piece)
    return "".join(joined)


def _is_broken(before: str, after: str) -> bool:
    if before.endswith("-") and not before.endswith((" -", "--")):
        return len(before) > 1 and before[-2].isalnum() and after[0].isalnum()
    if before.endswith("/"):
        return "://" in before.rsplit(" ", 1)[-1]
    return False


def find_width(lines: tuple[str, ...]) -> int | None:
    """Find the width at which a document was wrapped, `None` when it was not.

    A line after which the text goes on in lower case was certainly broken by wrapping;
    the longest of these shows the width.
    """
    broken = [
        len(line.rstrip())
        for line, after in pairwise(lines)
        if after.strip()[:1].islower() and 30 <= len(line.rstrip()) <= _WIDEST
    ]
    longer = sum(1 for line in lines if len(line) > _WIDEST)
    if len(broken) <= longer:
        return None
    # Not the very longest: a label before a wrapped text makes some lines longer.
    return sorted(broken)[(len(broken) * 9) // 10]


def find_paragraphs(document: Document) -> list[Paragraph]:
    """Find the paragraphs of a document.

    Where nothing is wrapped every line is a paragraph. Where it is, a line goes on in
    the next when the next one's first word would not have fitted into it.
    """
    width = find_width(document.lines)
    paragraphs: list[Paragraph] = []
    start: int | None = None
    gap = 0
    is_complete = False
    for index, line in enumerate(document.lines):
        if not line.strip():
            gap += 1
            continue
        if start is None:
            start = index
        after = document.lines[index + 1] if index + 1 < len(document.lines) else ""
        goes_on = width is not None and _goes_on(line, after, width)
        if goes_on:
            head = document.lines[start : index + 1]
            above = paragraphs[-1].text if paragraphs and (gap or is_complete) else ""
            if _is_title(above) or not _is_title_above(head, document.lines[index + 1 : index + 4]):
                continue
        text = join_lines(list(document.lines[start : index + 1]))
        paragraphs.append(Paragraph(start, index, text, gap))
        start, gap, is_complete = None, 0, not goes_on
    return paragraphs


def _goes_on(line: str, after: str, width: int) -> bool:
    line, after = line.rstrip(), after.strip()
    if not after or len(line) > _WIDEST:
        return False
    first_word = re.split(r"\s", after, maxsplit=1)[0]
    would_fit = len(line) + 1 + len(first_word) <= width
    if after[0].islower() and line[-1] not in ".!?":
        return not would_fit or len(line) * 10 >= width * 6
    return not would_fit


def _is_title_above(head: tuple[str, ...], following: tuple[str, ...]) -> bool:
    """Say whether lines in capitals stand right above running text: a title, not its beginning."""
    if len(head) > 3 or not following[0].strip()[:1].isupper():
        return False
    title = " ".join(head)
    if len(title) > LONG or capital_share(title) < _FULL_CAPITALS or len(words(title)) < 3:
        return False
    below = " ".join(takewhile(str.strip, following))
    return capital_share(following[0]) < 0.6 and capital_share(below) < 0.5


def _is_title(text: str) -> bool:
    return can_be_title(text) and len(words(text)) >= 3 and not is_furniture(text)
