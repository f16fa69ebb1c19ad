"""The lines of a copied web page: Markdown taken off, furniture told, addresses kept."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from shelflist.readers.furniture import is_furniture

_IMAGE = re.compile(r"!\[[^\[\]]*\]\([^()\s]*\)")
_LINK = re.compile(r"\[([^\[\]]*)\]\(((?:https?:/)?/[^()\s]+)(?:\s+\"[^\"]*\")?\)")
_MARKS = re.compile(r"^(?:#{1,6}\s+|[*+-]\s+)+|[*_]{2}")
_PAPER = re.compile(r"(?:huggingface\.co|hf\.co)?/papers/(\d{4}\.\d{4,5})(?:v\d+)?(?=$|[/?])")
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
    """

    index: int
    text: str
    is_furniture: bool
    links: tuple[tuple[str, str], ...] = ()
    paper: str | None = None


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
            _find_paper(links),
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


def _find_paper(links: tuple[tuple[str, str], ...]) -> str | None:
    return next((m[1] for words, url in links if words and (m := _PAPER.search(url))), None)
