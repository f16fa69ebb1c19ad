"""Crossref's works, as its interface returns them.

Source:
    Crossref, "REST API" (format of a work) and "Documentation: retractions, relationships".
"""

from __future__ import annotations

from collections.abc import Mapping

from shelflist.formats.dates import find_month
from shelflist.formats.drafts import Draft, find_year, is_doi, parse_doi, publish
from shelflist.formats.entry_names import find_name
from shelflist.formats.json_items import Json
from shelflist.formats.preprints import is_preprint_doi
from shelflist.formats.serials import find_serials
from shelflist.formats.service_items import ServiceItem, fill
from shelflist.model import Name
from shelflist.text.clean import clean_text

TEXTS = {
    "title": ("title", "original-title"),
    "abstract": ("abstract",),
    "venue": ("container-title", "event.name", "short-container-title"),
    "volume": ("volume",),
    "issue": ("issue", "journal-issue.issue"),
    "page": ("page", "article-number"),
    "publisher": ("publisher",),
    "publisher_place": ("publisher-location",),
    "edition": ("edition-number",),
    "issn": ("ISSN",),
    "genre": ("degree",),
}
"""Draft field -> where it stands, the best first."""

TYPES = {
    "journal-article": "article-journal", "proceedings-article": "paper-conference",
    "posted-content": "article", "book": "book", "monograph": "book", "edited-book": "book",
    "reference-book": "book", "proceedings": "book", "book-chapter": "chapter",
    "book-section": "chapter", "book-part": "chapter", "reference-entry": "entry-encyclopedia",
    "dissertation": "thesis", "report": "report", "report-component": "report",
    "dataset": "dataset", "standard": "standard", "peer-review": "review",
}  # fmt: skip

_INSIDE_BOOKS = frozenset({"paper-conference", "chapter", "entry-encyclopedia"})
_DATES = ("issued", "published-print", "published", "published-online", "posted", "created")
_RETRACTIONS = frozenset({"retraction", "withdrawal", "removal"})
_NEW_VERSIONS = frozenset({"new_version", "new_edition"})
_PUBLISHED_AS = ("is-preprint-of", "is-version-of")
_VERSIONS = (
    "has-preprint", "is-preprint-of", "has-version", "is-version-of", "is-identical-to",
    "has-manuscript", "is-manuscript-of",
)  # fmt: skip
"""Relations to another version of the same paper."""


def to_crossref_draft(item: ServiceItem) -> Draft:
    """Read one work."""
    draft = Draft(type=TYPES.get(item.text("type")), key=item.text("DOI") or None)
    fill(draft, item, TEXTS)
    if draft.type in _INSIDE_BOOKS and (titles := item.texts("container-title")):
        draft.venue = titles[-1]  # the series stands before the book
    subtitle = item.text("subtitle")
    if subtitle and subtitle.casefold() not in draft.title.casefold():
        draft.title = f"{draft.title}: {subtitle}" if draft.title else subtitle
    draft.year, draft.month = _find_date(item)
    draft.isbn, _ = find_serials(item.texts("ISBN"))
    draft.dois = item.texts("DOI")
    if draft.type == "article":
        _add_preprint(draft, item)
    add_relations(draft, item)
    draft.addresses = item.texts("resource.primary.URL") or item.texts("URL")
    draft.hints = item.texts("subject")
    for author in item.objects("author"):
        if name := _find_name(item, author, "author"):
            draft.authors.append(name)
    for editor in item.objects("editor"):
        if name := _find_name(item, editor, "editor"):
            draft.editors.append(name)
    for translator in item.objects("translator"):
        if name := _find_name(item, translator, "translator"):
            draft.translators.append(name)
    return draft


def _add_preprint(draft: Draft, item: ServiceItem) -> None:
    """Give a preprint its server as venue, or the DOI of the version that was published."""
    servers = (
        item.inner_text(each, "name", within="institution") for each in item.objects("institution")
    )
    server = next(filter(None, servers), "")
    related = [text for text in _find_related(item, _PUBLISHED_AS) if is_doi(text)]
    if published := [text for text in related if not is_preprint_doi(parse_doi(text))]:
        publish(draft, published, server)
    else:
        draft.venue = draft.venue or server or item.text("group-title")


def add_relations(draft: Draft, item: ServiceItem) -> None:
    """Add what a work says of others: its own versions, and what its publisher took back."""
    draft.other_ids = [*draft.other_ids, *_find_related(item, _VERSIONS)]
    for each in item.objects("update-to"):
        kind, doi = (item.inner_text(each, key, within="update-to") for key in ("type", "DOI"))
        if kind in _RETRACTIONS:
            draft.retracts.append(doi)
        elif kind in _NEW_VERSIONS:
            draft.other_ids.append(doi)
    draft.is_retracted |= _is_retracted(item)


def _find_date(item: ServiceItem) -> tuple[int | None, int | None]:
    """Give year and month of the first date; `created` is that of the DOI, which has no month."""
    for key in _DATES:
        numbers = item.numbers(f"{key}.date-parts")
        if numbers and (year := find_year(str(numbers[0]))):
            month = str(numbers[1]) if len(numbers) > 1 and key != "created" else ""
            return year, find_month(year, month)
    return None, None


def _find_name(item: ServiceItem, person: Mapping[str, Json], within: str) -> Name | None:
    part = {
        key: " ".join(clean_text(item.inner_text(person, key, within=within)).split())
        for key in ("family", "given", "suffix", "name")
    }
    if part["family"]:
        return Name(family=part["family"], given=part["given"], suffix=part["suffix"])
    if part["name"]:
        return Name(literal=part["name"])
    return find_name(part["given"])


def _find_related(item: ServiceItem, relations: tuple[str, ...]) -> list[str]:
    found: list[str] = []
    for relation in relations:
        for each in item.objects(f"relation.{relation}"):
            text = item.inner_text(each, "id", within=f"relation.{relation}")
            kind = item.inner_text(each, "id-type", within=f"relation.{relation}")
            found.append(f"arXiv:{text}" if kind == "arxiv" and text[:1].isdigit() else text)
    return found


def _is_retracted(item: ServiceItem) -> bool:
    """Say whether a notice retracts this work; a notice itself has `update-to`."""
    return any(
        item.inner_text(each, "type", within="updated-by") in _RETRACTIONS
        for each in item.objects("updated-by")
    )
