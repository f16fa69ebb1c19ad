"""Hugging Face's pages of papers, copied as text or as Markdown, in any language.

Three kinds: a day's cards without abstracts (who submitted, votes, title, `· 14 authors`), a
page of one paper, and either of them as Markdown with its addresses. Nothing depends on the
language of the page around: a line that comes again and again is furniture whatever it says,
and a card is known by its order. A page of titles with abstracts is a `listing`.
"""

from __future__ import annotations

import re
from functools import lru_cache

from shelflist.model import Kind, Place, Record
from shelflist.readers.document import Document
from shelflist.readers.page_lines import PageLine, find_page_lines
from shelflist.readers.paper_cards import Card, find_cards, has_submitter_or_votes
from shelflist.readers.papers import recognise_listing
from shelflist.readers.reading import Ledger, LineClass, Reading
from shelflist.readers.shapes import can_be_title, capital_share, is_running_text, words
from shelflist.readers.single_paper import SinglePaper, find_single_papers
from shelflist.text.clean import clean_text, clean_title

NAME = "hugging-face"
_FEWEST_CARDS = 2
_FEWEST_WORDS = 4
_FULL_CAPITALS = 0.5
_HEAD = re.compile(r"Title: |URL Source: |Markdown Content:|Paper page - ")
"""What programs that turn a page into Markdown write above it."""


def recognise_papers_page(document: Document) -> float:
    """Say how far the document is a page of papers without abstracts, or of one paper."""
    pages, cards = _find(document)
    if pages:
        return 1.0
    is_certain = len(cards) >= _FEWEST_CARDS or any(card.arxiv for card in cards)
    if not is_certain and not _is_one_card(document, cards):
        return 0.0
    is_whole = all(card.is_linked or (card.arxiv and card.abstract) for card in cards)
    return 1.0 if is_whole or not recognise_listing(document) else 0.0


def read_papers_page(document: Document) -> Reading:
    """Read the cards or the one paper; the rest of the page is boilerplate or unexplained."""
    pages, cards = _find(document)
    ledger = Ledger(document)
    for line in find_page_lines(document.lines):
        ledger.mark(line.index, line.index, _class_of(line))
    records = [_to_single(document, page) for page in pages]
    records += [_to_record(document, card) for card in cards]
    for record in records:
        ledger.mark(record.place.line - 1, record.place.end_line - 1, LineClass.RECORD)
    for index in (index for page in pages for index in page.summary):
        ledger.mark(index, index, LineClass.PROSE)
    return Reading(document.name, NAME, tuple(records), ledger.close())


def _is_one_card(document: Document, cards: tuple[Card, ...]) -> bool:
    """Say whether a single card is one without a doubt."""
    is_counted = any(card.is_certain for card in cards)
    return is_counted and has_submitter_or_votes(find_page_lines(document.lines))


@lru_cache(maxsize=2)
def _find(document: Document) -> tuple[tuple[SinglePaper, ...], tuple[Card, ...]]:
    lines = find_page_lines(document.lines)
    pages = tuple(find_single_papers(lines))
    return pages, () if pages else tuple(find_cards(lines))


def _class_of(line: PageLine) -> LineClass:
    if line.is_furniture or not line.text or len(line.links) > 1 or _HEAD.match(line.text):
        return LineClass.BOILERPLATE
    if is_running_text(line.text):
        return LineClass.PROSE
    is_title_like = can_be_title(line.text) and len(words(line.text)) >= _FEWEST_WORDS
    is_title_like &= capital_share(line.text) > _FULL_CAPITALS or ":" in line.text
    return LineClass.UNEXPLAINED if is_title_like else LineClass.BOILERPLATE


def _to_record(document: Document, card: Card) -> Record:
    return Record(
        kind=Kind.LISTING,
        place=Place(document.name, card.first + 1, card.last + 1),
        raw=document.raw(card.first, card.last),
        title=clean_title(card.title),
        authors=card.authors,
        more_authors=card.more_authors,
        arxiv=card.arxiv,
        links=card.links,
        abstract=clean_text(card.abstract) if card.abstract else None,
    )


def _to_single(document: Document, paper: SinglePaper) -> Record:
    return Record(
        kind=Kind.LISTING,
        place=Place(document.name, paper.first + 1, paper.last + 1),
        raw=document.raw(paper.first, paper.last),
        title=clean_title(paper.title),
        authors=paper.authors,
        year=paper.year,
        arxiv=paper.arxiv,
        abstract=clean_text(paper.abstract) if paper.abstract else None,
        links=paper.links,
    )
