"""The values of a draft, cleaned one by one: what each field may hold, and what it may not."""

from __future__ import annotations

import re

from shelflist.formats.arxiv_marks import is_arxiv_itself
from shelflist.formats.csl_values import strip_tags
from shelflist.formats.entry_names import OTHERS
from shelflist.model import Link, Name
from shelflist.text.addresses import find_arxiv, find_links
from shelflist.text.clean import clean_plain, clean_plain_title
from shelflist.text.names import to_clean_parts

RESOLVER = re.compile(r"https?://(?:dx\.|www\.)?doi\.org/", re.IGNORECASE)
"""What leads to whatever a DOI names, which is no address of its own."""
WEB = re.compile(r"https?://[^\s<>\"]+\.[^\s<>\"]+", re.IGNORECASE)
_ABSTRACT_LABEL = re.compile(r"\s*(?:abstract|ABSTRACT|Abstract)(?:\s*[:.–—-]\s*|\s+(?=[A-Z]))")
_SURROGATE = re.compile("[\ud800-\udfff]")
_DATE = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d[-/.]?\d{1,2}(?:[-/.]?\d{1,2})?(?!\d)")
_LONGEST_HINT = 120
_MOST_WORDS_OF_NAME = 6
"""A longer 'short title' is the title once more, or most of it."""


def to_plain(text: str) -> str:
    """Give a text without tags and without halves of characters."""
    if not text:
        return ""
    plain = strip_tags(_SURROGATE.sub("\ufffd", text))
    # Some publishers escape their markup once more: the first pass only brings it to light.
    return (strip_tags(plain) if "&lt;" in text and "<" in plain else plain).strip()


def clean_value(text: str) -> str:
    """Clean the value of a field; empty if there is none."""
    return clean_plain(to_plain(text)) if text else ""


def unless_arxiv(text: str) -> str | None:
    """Clean the value of a field in which arXiv itself says nothing."""
    cleaned = clean_value(text)
    return None if not cleaned or is_arxiv_itself(cleaned) else cleaned


def strip_label(abstract: str) -> str:
    """Give an abstract without the word that says so."""
    label = _ABSTRACT_LABEL.match(abstract)
    return abstract[label.end() :] if label else abstract


def find_edition(text: str) -> str | None:
    """Give an edition; the day of an article ahead of print, which forms keep there, is none."""
    return text if text and not _DATE.search(text) else None


def find_short_name(text: str, title: str | None) -> str | None:
    """Find what people call the paper, unless it is the title once more."""
    short = clean_plain_title(to_plain(text))
    is_short = bool(short) and len(short.split()) <= _MOST_WORDS_OF_NAME
    return short if is_short and short.casefold() != (title or "").casefold() else None


def to_people(names: list[Name]) -> tuple[Name, ...]:
    """Give the names that are some, without signs that nobody sees."""
    seen = (to_clean_parts(each) for each in names if not OTHERS.fullmatch(str(each)))
    return tuple(filter(None, seen))


def to_hints(hints: list[str]) -> tuple[str, ...]:
    """Clean keywords, each once; a sentence is none."""
    found: dict[str, str] = {}
    for hint in hints:
        cleaned = " ".join(clean_plain(to_plain(hint)).split())
        if cleaned and len(cleaned) <= _LONGEST_HINT:
            found.setdefault(cleaned.casefold(), cleaned)
    return tuple(found.values())


def sort_addresses(addresses: list[str]) -> tuple[str | None, tuple[Link, ...]]:
    """Take the first address as the paper's own, code and data as links, ids as neither."""
    url = None
    links: dict[str, Link] = {}
    for address in dict.fromkeys(text.strip() for text in addresses):
        if not WEB.fullmatch(address) or RESOLVER.match(address) or find_arxiv(address):
            continue
        for link in find_links(address)[:1] or (Link("link", address),):
            if link.rel == "link" and url is None:
                url = address
            elif address != url:
                links.setdefault(address.casefold(), Link(link.rel, address))
    return url, tuple(links.values())


def unite_links(
    links: tuple[Link, ...], others: tuple[Link, ...], url: str | None
) -> tuple[Link, ...]:
    """Unite links, each once, without the paper's own address."""
    found: dict[str, Link] = {}
    for link in (*links, *others):
        found.setdefault(link.url.rstrip("/").casefold(), link)
    found.pop((url or "").rstrip("/").casefold(), None)
    return tuple(found.values())
