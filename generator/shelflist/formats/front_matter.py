"""A record as the front matter of its page, and back.

Source:
    The names are those that a contributor would guess; the table is the project's own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import unquote

from shelflist.formats.dates import parse_month
from shelflist.formats.entry_names import OTHERS, find_name
from shelflist.formats.fields import CSL_TYPES, PREPRINT_TYPE
from shelflist.model import FieldValue, Kind, Link, Name, Place, Record
from shelflist.text.addresses import find_arxiv, find_doi
from shelflist.text.names import spell_name

TEXTS = {
    "title": "title",
    "short_name": "short_name",
    "venue": "venue",
    "type": "type",
    "volume": "volume",
    "issue": "issue",
    "pages": "page",
    "publisher": "publisher",
    "publisher_place": "publisher_place",
    "edition": "edition",
    "isbn": "isbn",
    "issn": "issn",
    "genre": "genre",
    "doi": "doi",
    "arxiv": "arxiv",
    "url": "url",
    "note": "note",
    "preprint": "preprint",
    "preprint_title": "preprint_title",
}
"""Front-matter name -> record field, for fields that both hold as text."""

LINK_FIELDS = ("code", "project", "model", "data")
"""The first address of each of these kinds has a field of its own; others are `links`."""

FLAGS = ("provisional_title", "more_authors", "retracted")
TRUE = frozenset({"true", "yes", "on", "y", "1"})
_EMPTY_TYPES = frozenset({PREPRINT_TYPE, "document"})
"""Types that without a venue say no more than that there is none."""
_ORDER = (
    *("title", "provisional_title", "retracted", "short_name"),
    *("authors", "more_authors", "year", "month", "venue"),
    *("type", "genre", "volume", "issue", "pages", "publisher", "publisher_place", "edition"),
    *("editors", "translators", "isbn", "issn", "preprint", "preprint_title"),
    *("doi", "arxiv", "other_ids", "url"),
    *(*LINK_FIELDS, "links", "note", "keywords"),
)
_DOI = re.compile(
    r"(?:https?://(?:dx\.|www\.)?doi\.org/|doi:\s*)?(10\.\d{4,9}/\S*[^\s.,;])[.,;]*", re.IGNORECASE
)
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")


def to_front_matter(record: Record) -> dict[str, FieldValue]:
    """Give the fields of a page in their usual order; what is not known is not there."""
    found: dict[str, FieldValue | None] = {
        name: getattr(record, attribute) for name, attribute in TEXTS.items()
    }
    if record.type not in CSL_TYPES or (record.type in _EMPTY_TYPES and not record.venue):
        found["type"] = None
    if not record.title:
        found["title"] = record.provisional_title
        found["provisional_title"] = "true"
    found["authors"] = tuple(map(spell_name, record.authors))
    found["more_authors"] = "true" if record.more_authors else None
    found["retracted"] = "true" if record.retracted else None
    found["year"] = str(record.year) if record.year else None
    found["month"] = str(record.month) if record.month else None
    found["keywords"] = record.hints
    found["editors"] = tuple(map(spell_name, record.editors))
    found["translators"] = tuple(map(spell_name, record.translators))
    found["other_ids"] = record.other_ids
    found |= _to_link_fields(record.links)
    return {name: value for name in _ORDER if (value := found.get(name))}


def _to_link_fields(links: tuple[Link, ...]) -> dict[str, FieldValue | None]:
    fields: dict[str, FieldValue | None] = {}
    others: list[str] = []
    for link in links:
        if link.rel in LINK_FIELDS and link.rel not in fields:
            fields[link.rel] = link.url
        else:
            others.append(link.url)
    return {**fields, "links": tuple(others)}


def to_record(fields: Mapping[str, FieldValue], abstract: str | None, place: Place) -> Record:
    """Read a page's front matter as a record of `Kind.PAGE`.

    Args:
        fields: Values by name; names that are not ours are passed over.
        abstract: The abstract on the page as clean text.
        place: Where the page is.
    """
    texts = {a: _text(fields.get(n)) or None for n, a in TEXTS.items()}
    provisional = _text(fields.get("provisional_title")).lower() in TRUE
    title = texts.pop("title")
    authors = _list(fields.get("authors"))
    people = [name for name in authors if not OTHERS.fullmatch(name.strip())]
    year = _YEAR.fullmatch(_text(fields.get("year")))
    doi, arxiv = texts.pop("doi"), texts.pop("arxiv")
    return Record(
        kind=Kind.PAGE,
        place=place,
        title=None if provisional else title,
        provisional_title=title if provisional else None,
        authors=tuple(filter(None, map(find_name, people))),
        more_authors=len(people) < len(authors)
        or _text(fields.get("more_authors")).lower() in TRUE,
        retracted=_text(fields.get("retracted")).lower() in TRUE,
        year=int(year[0]) if year else None,
        month=_find_month(_text(fields.get("month"))),
        doi=_parse_doi(doi) if doi else None,
        arxiv=(find_arxiv(f"arXiv:{arxiv}") or find_arxiv(arxiv) or arxiv) if arxiv else None,
        abstract=abstract,
        links=_to_links(fields),
        hints=_list(fields.get("keywords")),
        short_name=texts["short_name"],
        venue=texts["venue"],
        type=texts["type"],
        volume=texts["volume"],
        issue=texts["issue"],
        page=texts["page"],
        publisher=texts["publisher"],
        publisher_place=texts["publisher_place"],
        edition=texts["edition"],
        isbn=texts["isbn"],
        issn=texts["issn"],
        genre=texts["genre"],
        url=texts["url"],
        note=texts["note"],
        editors=_to_names(fields.get("editors")),
        translators=_to_names(fields.get("translators")),
        preprint=texts["preprint"],
        preprint_title=texts["preprint_title"],
        other_ids=_list(fields.get("other_ids")),
    )


def _to_names(value: FieldValue | None) -> tuple[Name, ...]:
    return tuple(filter(None, map(find_name, _list(value))))


def _find_month(text: str) -> int | None:
    try:
        return parse_month(text) if text else None
    except ValueError:
        return None


def _to_links(fields: Mapping[str, FieldValue]) -> tuple[Link, ...]:
    own = [Link(rel, _text(fields[rel])) for rel in LINK_FIELDS if _text(fields.get(rel))]
    return (*own, *(Link("link", url) for url in _list(fields.get("links"))))


def _parse_doi(text: str) -> str:
    """Read a field that is a DOI; old ones hold brackets and semicolons, and are taken whole."""
    whole = _DOI.fullmatch(unquote(text.strip()))
    return whole[1].lower() if whole else find_doi(text) or text.lower()


def _text(value: FieldValue | None) -> str:
    return value.strip() if isinstance(value, str) else ""


def _list(value: FieldValue | None) -> tuple[str, ...]:
    """Take a list, or a single text as a list of one."""
    if isinstance(value, tuple):
        return value
    return (value,) if value else ()
