"""A look at an entry that costs little: whether it can be a paper at all.

Prose is most of what is pasted. Judging one entry takes a millisecond, so what has neither an
address nor an id, a year or the name of a venue is told from papers by this look alone.
"""

from __future__ import annotations

import re

from shelflist.readers.markdown_blocks import Entry
from shelflist.readers.markdown_facts import CAPITALS, VENUE_WORDS
from shelflist.readers.markdown_links import is_paper_address

_SIGNS = (
    "://", "](", "<a ", ".pdf", ".ps", "arxiv", "doi", "venue", "conference", "journal",
    "publication", "publisher", "published", "accepted", "preprint", "under review", "technical",
    "openreview", "tech report", "tech. report", "corr", "ssrn", "会议", "期刊", "出处", "来源",
    "发表",
)  # fmt: skip
"""Addresses, ids, and what stands for a venue or before it."""
_NUMBER = re.compile(r"\d+")
_CENTURIES = ("18", "19", "20")
_MARKED_LINK = re.compile(r"\]\(|<a\s|\.(?:pdf|ps)\b|>`_")
_ADDRESS = re.compile(r"https?://[^\s<>\"\])|]+")


def may_be_paper(entry: Entry) -> bool:
    """Say whether an entry has anything without which no entry is a paper."""
    if entry.cells:
        return True
    text = entry.text
    small = text.casefold()
    if any(sign in small for sign in _SIGNS) or _has_date(text):
        return True
    return not VENUE_WORDS.isdisjoint(CAPITALS.findall(text))


def _has_date(text: str) -> bool:
    """Say whether a number may be a year or a part of an id: `2019`, `'19`, `2001.00001`."""
    for found in _NUMBER.finditer(text):
        number, before = found[0], text[max(found.start() - 3, 0) : found.start()]
        is_year = len(number) >= 4 and number.startswith(_CENTURIES)
        is_parted = before == "10." or text[found.end() : found.end() + 1] == "."
        is_id = len(number) > 4 or (len(number) == 4 and is_parted)
        if is_year or is_id or (len(number) == 2 and before.strip()[-1:] in {"'", "’", "`"}):
            return True
    return False


def may_lead_to_paper(entry: Entry) -> bool:
    """Say whether an entry may have a link to a paper."""
    if _MARKED_LINK.search(entry.text):
        return True
    return any(map(is_paper_address, _ADDRESS.findall(entry.text)))
