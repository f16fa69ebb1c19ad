"""The cards of a page of papers: a title between its votes and the number of its authors."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from shelflist.model import Link, Name
from shelflist.readers.bylines import find_byline
from shelflist.readers.furniture import is_furniture
from shelflist.readers.page_lines import PageLine
from shelflist.readers.shapes import can_be_abstract, can_be_title, words
from shelflist.readers.single_paper import find_labelled_authors, find_own_links
from shelflist.text.addresses import find_arxiv

_AUTHOR_COUNT = re.compile(
    r"[·•]\s*\d{1,4}\s*[^\W\d]{1,15}(?:[ -][^\W\d]{1,15})?"
    r"|\d{1,4}\s?(?:authors?|autore[ns]?|auteurs?|autori|autor(?:es|as)?|位作者|名作者|人の著者|著者"
    r"|авторов|автора?|명의 저자|yazar|auteurs)",
    re.IGNORECASE,
)
_SUBMITTER = re.compile(
    r"(?:submitted by|submitter|posted by|eingereicht von|einreicher(?:in)?|vorgeschlagen von"
    r"|soumis par|publié par|proposé par|envoyé par|(?:enviad|publicad|presentad)[oa] por"
    r"|(?:inviato|pubblicato|proposto) da|ingediend door|przesłane przez|отправил[аи]?|прислал[аи]?"
    r"|gönderen|dikirim oleh|提交者|投稿者|提交人|由.{0,30}提交|제출자|제출한 사람)\s*:?",
    re.IGNORECASE,
)
"""What stands above the name of who put a paper on the page."""
_CERTAIN_COUNT = re.compile(
    r"[·•]\s*\d{1,4}\s*(?:authors?|auth?or[a-z]{0,3}|auteurs?|作者|位作者|名作者|人の著者|著者|авторов"
    r"|автора?|명의 저자|저자|yazar|autorzy|autorów|penulis)",
    re.IGNORECASE,
)
_COUNT = re.compile(r"[▲△⇧↑+]?\s*\d[\d.,]*\s?[kK]?")
_FEWEST_WORDS = 3
_MOST_LINES = 30
"""A card has at most so many lines below its title."""


@dataclass(frozen=True, slots=True)
class Card:
    """A paper on such a page; lines from 0, inclusive.

    Attributes:
        is_linked: Whether its title leads to its page, which leaves no doubt of it.
        is_certain: Whether it says how many authors there are in words that are known.
    """

    first: int
    last: int
    title: str
    arxiv: str | None = None
    abstract: str | None = None
    authors: tuple[Name, ...] = ()
    more_authors: bool = False
    links: tuple[Link, ...] = ()
    is_linked: bool = False
    is_certain: bool = False


def find_cards(lines: list[PageLine]) -> list[Card]:
    """Find the papers, by their addresses if the page has them, else by the cards' order."""
    return _find_addressed(lines) or _add_addresses(list(_find_ordered(lines)), lines)


def _find_ordered(lines: list[PageLine]) -> Iterator[Card]:
    start = 0
    for position, line in enumerate(lines):
        if _AUTHOR_COUNT.fullmatch(line.text):
            title = _find_title(lines[start:position])
            if title is not None:
                below = [each.text for each in lines[start:position] if each.index > title.index]
                yield Card(
                    title.index,
                    line.index,
                    title.text,
                    abstract=next(filter(can_be_abstract, below), None),
                    is_certain=_CERTAIN_COUNT.fullmatch(line.text) is not None,
                )
            start = position + 1


def _add_addresses(cards: list[Card], lines: list[PageLine]) -> list[Card]:
    """Give each card the address in it, if every address of the page has a card of its own."""
    addresses = [(line.index, line.address) for line in lines if line.address]
    below_the_last = [0, *(card.last + 1 for card in cards)]
    for starts in (below_the_last[: len(cards)], [card.first for card in cards]):
        owners = [bisect_right(starts, index) - 1 for index, _ in addresses]
        if -1 in owners or len({*owners}) < len(owners):
            continue
        for owner, (index, paper) in zip(owners, addresses, strict=True):
            card = cards[owner]
            first, last = min(card.first, index), max(card.last, index)
            cards[owner] = replace(card, first=first, last=last, arxiv=paper)
        break
    return cards


def _find_title(card: list[PageLine]) -> PageLine | None:
    """Find the title: above the address, after the votes, or else the only line that can be one.

    Who submitted the paper may stand right after the votes, too, and then it is one of the few
    words of a label; a title of few words is believed where nothing longer can be the title.
    """
    addressed = [line for line, below in pairwise(card) if below.address and _is_free(line)]
    card = [line for line in card if not line.address]
    voted = [
        line for votes, line in pairwise(card) if _COUNT.fullmatch(votes.text) and _is_free(line)
    ]
    last = [line for line in voted if line is card[-1]]
    long = [line for line in voted if len(words(line.text)) >= _FEWEST_WORDS]
    likely = [line for line in card if _is_free(line) and len(words(line.text)) >= _FEWEST_WORDS]
    alone = likely if len(likely) == 1 else []
    is_signed = any(_SUBMITTER.match(line.text) for line in card)
    below = [card[-1]] if is_signed and _is_free(card[-1]) else []
    return next(iter([*addressed, *last, *long, *alone, *voted, *below]), None)


def _is_free(line: PageLine) -> bool:
    is_label = _SUBMITTER.fullmatch(line.text) is not None
    return not line.is_furniture and not is_label and can_be_title(line.text)


def has_submitter_or_votes(lines: list[PageLine]) -> bool:
    """Say whether a page names who put a paper there, or how many liked it."""
    return any(_SUBMITTER.fullmatch(line.text) or _COUNT.fullmatch(line.text) for line in lines)


def _find_addressed(lines: list[PageLine]) -> list[Card]:
    """Find the titles that lead to a paper's page.

    Without a sign of such a page, its papers must be all that the document links to, and
    none of them an entry of a list: that is a list like any other.
    """
    titles = _find_titles(lines)
    if not titles:
        return []
    if not any(_is_sign(line) for line in lines):
        papers = {line.paper for _, line in titles}
        linked = {find_arxiv(url) for line in lines for _, url in line.links}
        listed = {line.paper for line in lines if line.is_listed}
        if (linked | listed) - papers - {None} or any(line.is_listed for _, line in titles):
            return []
    ends = [*(position for position, _ in titles[1:]), len(lines)]
    return [
        _to_card(line, lines[position + 1 : min(end, position + _MOST_LINES)])
        for (position, line), end in zip(titles, ends, strict=True)
    ]


def _find_titles(lines: list[PageLine]) -> list[tuple[int, PageLine]]:
    """Find one line for each paper; words that lead to several papers are no title."""
    papers: dict[str, set[str | None]] = {}
    for line in lines:
        papers.setdefault(line.title, set()).add(line.paper)
    found: dict[str | None, tuple[int, PageLine]] = {}
    for position, line in enumerate(lines):
        title = line.title
        is_title = title and can_be_title(title) and len(papers[title]) == 1
        if is_title and not is_furniture(title) and not _AUTHOR_COUNT.fullmatch(title):
            found.setdefault(line.paper, (position, line))
    return list(found.values())


def _to_card(title: PageLine, below: list[PageLine]) -> Card:
    """Read what stands below a title, up to the next one."""
    abstract = next((each for each in below if can_be_abstract(each.text)), None)
    head = below[: below.index(abstract)] if abstract else below
    authors, more, by = find_labelled_authors(head)
    if by is None and head and (byline := find_byline(head[0].text)):
        (authors, more), by = byline, head[0]
    last = max(each.index for each in (title, by, abstract) if each)
    return Card(
        title.index,
        last,
        title.title,
        title.paper,
        abstract.text if abstract else None,
        authors,
        more,
        find_own_links(below),
        is_linked=True,
    )


def _is_sign(line: PageLine) -> bool:
    """Say whether a line is a card's: the number of authors, comments or votes."""
    return bool(_AUTHOR_COUNT.fullmatch(line.text)) or any(
        ("/papers/" in url and (_AUTHOR_COUNT.fullmatch(text) or url.endswith("#community")))
        or ("/login?next=" in url and _COUNT.fullmatch(text))
        for text, url in line.links
    )
