"""RIS, written: what EndNote, Zotero, Mendeley and databases exchange.

One value a line, a line feed after each: every reader takes it, as well as the carriage
return that the standard puts before it, and files in git have none.

Source:
    Research Information Systems, "RIS Format Specifications" (2001 and 2011).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from shelflist.formats.fields import (
    CSL_TYPES,
    RIS_TYPES,
    find_type,
    to_arxiv_address,
    to_house,
    to_publication,
)
from shelflist.formats.own_words import (
    TAG,
    is_plain_address,
    is_plain_code,
    is_plain_note,
    to_name_words,
    to_paragraph_words,
    to_ris_name,
)
from shelflist.formats.ris_types import ARTICLES, BOOKS, TRANSLATED, TYPES
from shelflist.formats.serials import is_isbn, is_issn, order_serials
from shelflist.model import Record

_RANGE = re.compile(r"(?P<first>[\w.:]+)\s?[-–]{1,2}\s?(?P<last>[\w.:]+)")
_GENERIC, _UNPUBLISHED = "GEN", "UNPB"
_LONGEST_SHORT_NAME = 6
"""Words: the reader takes a longer one for the title once more."""


def to_ris(record: Record, citation_key: str) -> str:
    """Give a record as one RIS record that prefers the published version.

    Args:
        record: Any record.
        citation_key: What `ID` says.

    Returns:
        Lines from `TY` to `ER` and a blank line after them.
    """
    ris_type = _find_ris_type(record)
    lines = [f"TY  - {ris_type}", f"ID  - {_to_line(citation_key)}"]
    lines += [f"{tag}  - {_to_line(value)}" for tag, value in _to_tags(record) if value]
    words = ((word, _to_line(value)) for word, value in _to_words(record, ris_type))
    lines += [f"{TAG}  - {word}: {value}" for word, value in words if value]
    return "\n".join((*lines, "ER  - ", "", ""))


def _to_line(text: str) -> str:
    return " ".join(text.split())


def _find_ris_type(record: Record) -> str:
    if not (record.type in CSL_TYPES or record.venue or record.arxiv):
        return _GENERIC
    return RIS_TYPES.get(find_type(record), _GENERIC)


def _to_tags(record: Record) -> Iterator[tuple[str, str]]:
    publication = to_publication(record)
    container, publisher = to_house(record, publication)
    yield "TI", record.title or record.provisional_title or ""
    yield "ST", record.short_name or ""
    for name in record.authors:
        yield "AU", to_ris_name(name)
    for name in record.editors:
        yield "ED", to_ris_name(name)
    for name in record.translators:
        yield "A4", to_ris_name(name)
    yield "PY", str(publication.year or "")
    if record.month and publication.year:
        yield "DA", f"{publication.year}/{record.month:02}//"
    yield "OP", str(publication.first_year or "")
    yield "T2", container
    yield "VL", record.volume or ""
    yield "IS", record.issue or ""
    yield from _to_page_tags(record.page or "")
    yield "PB", publisher
    yield "CY", record.publisher_place or ""
    yield "ET", record.edition or ""
    for number in order_serials(find_type(record), record.isbn or "", record.issn or ""):
        yield "SN", number
    yield "DO", record.doi or ""
    if record.arxiv:
        yield "DB", "arXiv"
        yield "AN", f"arXiv:{record.arxiv}"
    for address in _to_addresses(record):
        yield "UR", address
        if address.lower().endswith(".pdf"):
            yield "L1", address
    for link in record.links:
        yield "LK", link.url
    yield "AB", record.abstract or ""
    for hint in record.hints:
        yield "KW", hint
    yield "N1", record.note or ""
    yield "M3", record.genre or ""
    yield "M3", "Retracted Publication" if record.retracted else ""


def _to_page_tags(page: str) -> Iterator[tuple[str, str]]:
    pages = _RANGE.fullmatch(page)
    yield "SP", pages["first"] if pages else page
    yield "EP", pages["last"] if pages else ""


def _to_addresses(record: Record) -> tuple[str, ...]:
    if record.url:
        return (record.url,)
    return (to_arxiv_address(record.arxiv),) if record.arxiv and not record.doi else ()


def _to_words(record: Record, ris_type: str) -> Iterator[tuple[str, str]]:
    """Give what the tags leave open."""
    # "Unpublished" is a manuscript for some and a preprint for others.
    is_said = TYPES.get(ris_type) == find_type(record) and ris_type != _UNPUBLISHED
    if not is_said and (record.type in CSL_TYPES or ris_type != _GENERIC):
        yield "type", find_type(record)
    if record.short_name and len(record.short_name.split()) > _LONGEST_SHORT_NAME:
        yield "short_name", record.short_name
    if record.page and ris_type in BOOKS:
        yield "pages", record.page
    if record.note and not is_plain_note(record.note):
        yield "note", record.note
    if ris_type in ARTICLES:
        yield "genre", record.genre or ""
        yield "edition", record.edition or ""
    yield "isbn", "" if is_isbn(record.isbn or "") else record.isbn or ""
    yield "issn", "" if is_issn(record.issn or "") else record.issn or ""
    yield "translators", "true" if record.translators and ris_type not in TRANSLATED else ""
    yield from to_name_words((*record.authors, *record.editors, *record.translators))
    yield "more_authors", "true" if record.more_authors else ""
    yield "preprint", record.preprint or ""
    yield from (("other_id", each) for each in record.other_ids)
    yield "source", record.source or ""
    yield from to_paragraph_words(record.abstract or "")
    yield from _to_link_words(record)


def _to_link_words(record: Record) -> Iterator[tuple[str, str]]:
    is_url_plain = not record.url or is_plain_address(record.url)
    are_plain = all(link.rel == "code" and is_plain_code(link.url) for link in record.links)
    if is_url_plain and are_plain and len(record.links) < 2:
        return
    yield "url", record.url or ""
    for link in record.links:
        yield link.rel, link.url
