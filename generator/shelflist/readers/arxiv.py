"""What people copy from arXiv as seeds: feeds, mails, listings, pages of abstracts, ids."""

from __future__ import annotations

from shelflist.formats.arxiv_atom import START, parse_arxiv_atom
from shelflist.formats.arxiv_listing import count_arxiv_blocks, parse_arxiv_listing
from shelflist.formats.arxiv_pages import (
    count_arxiv_entries,
    count_arxiv_pages,
    parse_arxiv_entries,
    parse_arxiv_pages,
)
from shelflist.formats.identifiers import is_identifier_list, parse_identifiers
from shelflist.readers.document import Document
from shelflist.readers.parsed import to_reading
from shelflist.readers.reading import Reading

_LOOKED_AT = 20_000


def recognise_arxiv_atom(document: Document) -> float:
    """Say whether the document is a feed that speaks of arXiv."""
    head = document.text[:_LOOKED_AT]
    is_feed = START.search(head) and ("<entry" in head or "<item" in head)
    return 1.0 if is_feed and "arxiv.org" in head.lower() else 0.0


def recognise_arxiv_listing(document: Document) -> float:
    r"""Say whether there are entries between lines of `\\`, as in arXiv's mails."""
    return 1.0 if count_arxiv_blocks(document.lines) else 0.0


def read_arxiv_atom(document: Document) -> Reading:
    """Read every entry of a feed."""
    return to_reading(document, "arxiv-atom", parse_arxiv_atom(document.text, document.name))


def read_arxiv_listing(document: Document) -> Reading:
    """Read every entry of a mail or listing in plain text."""
    parsed = parse_arxiv_listing(document.lines, document.name)
    return to_reading(document, "arxiv-listing", parsed)


def recognise_arxiv_entries(document: Document) -> float:
    """Say whether there are entries of a listing: an id with its formats, and a title."""
    return 1.0 if count_arxiv_entries(document.lines) else 0.0


def recognise_arxiv_pages(document: Document) -> float:
    """Say whether there are pages of abstracts, which begin with `[Submitted on …]`."""
    return 1.0 if count_arxiv_pages(document.lines) else 0.0


def read_arxiv_entries(document: Document) -> Reading:
    """Read every entry of a listing copied from the browser."""
    parsed = parse_arxiv_entries(document.lines, document.name)
    return to_reading(document, "arxiv-entries", parsed)


def read_arxiv_pages(document: Document) -> Reading:
    """Read every page of an abstract copied from the browser."""
    parsed = parse_arxiv_pages(document.lines, document.name)
    return to_reading(document, "arxiv-pages", parsed)


def recognise_identifiers(document: Document) -> float:
    """Say whether most lines are ids or addresses of papers alone; a form that says more wins."""
    return 0.9 if is_identifier_list(document.lines) else 0.0


def read_identifiers(document: Document) -> Reading:
    """Read arXiv ids, DOIs and addresses, one a line."""
    return to_reading(document, "identifiers", parse_identifiers(document.lines, document.name))
