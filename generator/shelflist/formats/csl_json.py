"""CSL-JSON, written: the form of citeproc, Zotero's exports and DOI look-ups.

Source:
    CSL 1.0.2 and its `csl-data.json` schema.
"""

from __future__ import annotations

from shelflist.formats.csl_custom import RETRACTED, to_custom
from shelflist.formats.csl_values import to_rich_text
from shelflist.formats.fields import (
    NUMBERED,
    PREPRINT_TYPE,
    TEXT_FIELDS,
    Publication,
    find_type,
    to_arxiv_address,
    to_house,
    to_publication,
)
from shelflist.formats.json_items import Json
from shelflist.model import Name, Record

_VERBATIM = frozenset({"doi", "url"})
"""In these no processor looks for markup."""


def to_csl_json(record: Record, citation_key: str) -> dict[str, Json]:
    """Give a record as a CSL-JSON item that prefers the published version.

    Args:
        record: Any record with a title.
        citation_key: The item's `id`.

    Returns:
        Keys in a fixed order; `parse_csl_json` reads the same record from it.
    """
    publication = to_publication(record)
    container, publisher = to_house(record, publication)
    item: dict[str, Json] = {"id": citation_key, "type": find_type(record)}
    for field in TEXT_FIELDS:
        value = publisher if field.name == "publisher" else getattr(record, field.name)
        if isinstance(value, str) and value:
            is_number = field.name == "issue" and find_type(record) in NUMBERED
            name = "number" if is_number else field.csl
            item[name] = value if field.name in _VERBATIM else to_rich_text(value)
        if field.name == "short_name":
            item |= _to_people_and_dates(record, publication)
            item |= {"container-title": to_rich_text(container)} if container else {}
    if record.arxiv:
        item |= _to_arxiv_fields(record, record.arxiv)
    if record.hints:
        item["keyword"] = ", ".join(record.hints)
    if record.retracted:
        item["status"] = RETRACTED
    if custom := to_custom(record):
        item["custom"] = custom
    return item


def _to_people_and_dates(record: Record, publication: Publication) -> dict[str, Json]:
    authors: list[Json] = [_to_name(name) for name in record.authors]
    if record.more_authors:
        authors.append({"literal": "others"})
    fields: dict[str, Json] = {"author": authors} if authors else {}
    if record.editors:
        fields["editor"] = [_to_name(name) for name in record.editors]
    if record.translators:
        fields["translator"] = [_to_name(name) for name in record.translators]
    if publication.year is not None:
        month: list[Json] = [record.month] if record.month else []
        fields["issued"] = {"date-parts": [[publication.year, *month]]}
    if publication.first_year is not None:
        fields["original-date"] = {"date-parts": [[publication.first_year]]}
    return fields


def _to_name(name: Name) -> dict[str, Json]:
    parts = ("family", "given", "suffix", "literal")
    return {part: getattr(name, part) for part in parts if getattr(name, part)}


def _to_arxiv_fields(record: Record, arxiv: str) -> dict[str, Json]:
    fields: dict[str, Json] = {"archive": "arXiv", "archive_location": arxiv}
    if find_type(record) == PREPRINT_TYPE and not record.venue:
        fields |= {"number": f"arXiv:{arxiv}"}
        fields |= {} if record.publisher else {"publisher": "arXiv"}
    if not record.doi and not record.url:
        fields["URL"] = to_arxiv_address(arxiv)
    return fields
