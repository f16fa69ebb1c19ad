"""The cards of a page of papers: a title between its votes and the number of its authors."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from shelflist.readers.page_lines import PageLine
from shelflist.readers.shapes import can_be_abstract, can_be_title, words

_AUTHOR_COUNT = re.compile(
    r"[·•]\s*\d{1,4}\s*[^\W\d]{1,15}(?:[ -][^\W\d]{1,15})?"
    r"|\d{1,4}\s?(?:authors?|autore[ns]?|auteurs?|autori|autor(?:es|as)?|位作者|名作者|人の著者|著者"
    r"|авторов|автора?|명의 저자|yazar|auteurs)",
    re.IGNORECASE,
)
_COUNT = re.compile(r"[▲△⇧↑+]?\s*\d[\d.,]*\s?[kK]?")
_FEWEST_WORDS = 3


@dataclass(frozen=True, slots=True)
class Card:
    """A paper on such a page; lines from 0, inclusive."""

    first: int
    last: int
    title: str
    arxiv: str | None = None
    abstract: str | None = None


def find_cards(lines: list[PageLine]) -> Iterator[Card]:
    """Find the papers, by their addresses if the page has them, else by the cards' order."""
    addressed = list(_find_addressed(lines))
    if addressed:
        yield from addressed
        return
    start = 0
    for position, line in enumerate(lines):
        if _AUTHOR_COUNT.fullmatch(line.text):
            title = _find_title(lines[start:position])
            if title is not None:
                yield Card(title.index, line.index, title.text)
            start = position + 1


def _find_title(card: list[PageLine]) -> PageLine | None:
    """Find the title: right after the votes, or else the only line that can be one."""
    for votes, line in pairwise(card):
        if _COUNT.fullmatch(votes.text) and _is_free(line):
            return line
    likely = [line for line in card if _is_free(line) and len(words(line.text)) >= _FEWEST_WORDS]
    return likely[0] if len(likely) == 1 else None


def _is_free(line: PageLine) -> bool:
    return not line.is_furniture and can_be_title(line.text)


def _find_addressed(lines: list[PageLine]) -> Iterator[Card]:
    """Find the titles that lead to a paper's page; a page of cards has other signs as well."""
    if not any(_is_sign(line) for line in lines):
        return
    seen: set[str] = set()
    titles = [
        (position, line, line.paper)
        for position, line in enumerate(lines)
        if line.paper and _is_free(line) and not _AUTHOR_COUNT.fullmatch(line.text)
    ]
    for number, (position, line, paper) in enumerate(titles):
        if paper in seen:
            continue
        seen.add(paper)
        end = titles[number + 1][0] if number + 1 < len(titles) else len(lines)
        abstract = next(
            (each for each in lines[position + 1 : end] if can_be_abstract(each.text)), None
        )
        last = abstract.index if abstract else line.index
        yield Card(line.index, last, line.text, paper, abstract.text if abstract else None)


def _is_sign(line: PageLine) -> bool:
    """Say whether a line is a card's: the number of authors, comments or votes with its address."""
    return any(
        ("/papers/" in url and (_AUTHOR_COUNT.fullmatch(text) or url.endswith("#community")))
        or ("/login?next=" in url and _COUNT.fullmatch(text))
        for text, url in line.links
    )
