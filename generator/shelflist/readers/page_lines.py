"""The lines of a copied web page: Markdown taken off, furniture told, addresses kept."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from shelflist.readers.furniture import is_furniture

_IMAGE = re.compile(r"!\[[^\[\]]*\]\([^()\s]*\)")
_LINK = re.compile(
    r"\[((?:[^\[\]]|\[[^\[\]]{0,100}\])*)\]\(((?:https?:/)?/[^()\s]+)(?:\s+\"[^\"]*\")?\)"
)
_MARKS = re.compile(r"^(?:#{1,6}\s+|[*+-]\s+)+|[*_]{2}")
_PAPER = re.compile(
    r"(?:(?:https?://)?(?:www\.)?(?:huggingface\.co|hf\.co))?/papers/(\d{4}\.\d{4,5})(?:v\d+)?/?"
    r"(?=$|[?])"
)
_BULLET = re.compile(r"\s*(?:[*+-]|\d{1,4}[.)])\s|\s*\|")
_SHORT = 40
"""Characters of the longest line that is taken for furniture because it comes again."""


@dataclass(frozen=True, slots=True)
class PageLine:
    """A line of a page.

    Attributes:
        index: Its number from 0.
        text: Without Markdown; empty if nothing else stood there.
        is_furniture: Whether it certainly belongs to the page.
        links: Words and address of each link.
        paper: The id of the paper whose page the line's words lead to.
        title: These words, where the line has no others.
        address: The id of the paper whose page the line names by its address alone.
        is_listed: Whether the line is one of a list or table.
    """

    index: int
    text: str
    is_furniture: bool
    links: tuple[tuple[str, str], ...] = ()
    paper: str | None = None
    title: str = ""
    address: str | None = None
    is_listed: bool = False


def find_page_lines(lines: Sequence[str]) -> list[PageLine]:
    """Give every line that is not blank."""
    bare = [_strip(line) for line in lines]
    again = Counter(text for text, _ in bare if 0 < len(text) <= _SHORT)
    return [
        PageLine(
            index,
            text,
            not text or again[text] > 1 or is_furniture(text),
            links,
            *_find_paper(text, links),
            _BULLET.match(lines[index]) is not None,
        )
        for index, (text, links) in enumerate(bare)
        if lines[index].strip()
    ]


def _strip(line: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    text = line.strip()
    if "](" not in text:
        return _MARKS.sub("", text).strip(), ()
    text = _IMAGE.sub("", text)
    links = tuple((match[1].strip(), match[2]) for match in _LINK.finditer(text))
    return _MARKS.sub("", _LINK.sub(r"\1", text)).strip(), links


def _find_paper(
    text: str, links: tuple[tuple[str, str], ...]
) -> tuple[str | None, str, str | None]:
    """Find the paper that a line leads to, the title that it may be, the id of a bare address."""
    if not links:
        bare = _PAPER.fullmatch(text.strip("<>"))
        return None, "", bare[1] if bare and "/" in text[:-1] else None
    found = next(
        ((words, m[1]) for words, url in links if words and (m := _PAPER.match(url))), None
    )
    if found is None:
        return None, "", None
    words, paper = found
    if _PAPER.fullmatch(words):
        return None, "", paper
    rest = text.replace(words, "", 1)
    is_alone = not any(map(str.isalpha, rest))
    return paper, _MARKS.sub("", words).strip() if is_alone else "", None
