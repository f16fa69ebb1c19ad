"""BibTeX: what authors paste into LaTeX, with the entry types that every style knows.

Source:
    btxdoc (1988) for entry types, fields and names; biblatex's manual, 3.21, for
    `eprint`, `shorttitle`, `entrysubtype` and `keywords`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from shelflist.formats.dates import MONTHS
from shelflist.formats.fields import (
    BIBTEX_MISC,
    BIBTEX_TYPES,
    find_subtype,
    find_type,
    to_arxiv_address,
    to_link_fields,
    to_publication,
)
from shelflist.formats.genres import to_bibtex_kind
from shelflist.formats.latex_writing import (
    MONTH,
    escape_latex,
    keep_capitals,
    to_entry,
    to_latex_names,
    to_verbatim,
)
from shelflist.model import Record

_RANGE = re.compile(r"(?<=\w)\s?(?:--|[-–])\s?(?=\w)")


def to_bibtex(record: Record, citation_key: str) -> str:
    """Give a record as one BibTeX entry that prefers the published version.

    Args:
        record: Any record.
        citation_key: Letters, digits and `-_:./+`.

    Returns:
        The entry, one field a line, ending in a line end.

    Raises:
        ValueError: The key is empty or has a character that BibTeX would stop at.
    """
    csl_type = find_type(record)
    entry_type, container = BIBTEX_TYPES.get(csl_type, BIBTEX_MISC)
    entry_type, kind = to_bibtex_kind(csl_type, entry_type, record.genre)
    return to_entry(entry_type, citation_key, _to_fields(record, container, kind))


def _to_fields(record: Record, container: str, kind: str) -> Iterator[tuple[str, str]]:
    publication = to_publication(record)
    yield "title", keep_capitals(record.title or record.provisional_title or "")
    yield "shorttitle", keep_capitals(record.short_name or "")
    yield "author", to_latex_names(record.authors, has_others=record.more_authors)
    yield "editor", to_latex_names(record.editors)
    yield "translator", to_latex_names(record.translators)
    yield "year", str(publication.year or "")
    yield MONTH, MONTHS[record.month - 1][:3] if record.month and publication.year else ""
    yield "origyear", str(publication.first_year or "")
    yield container, to_container(container, publication.container)
    yield from to_numbers(record, "address")
    yield "type", escape_latex(kind)
    yield "doi", to_verbatim(record.doi or "")
    yield "eprint", to_verbatim(record.arxiv or "")
    yield "archiveprefix", "arXiv" if record.arxiv else ""
    yield from to_shared_fields(record, find_subtype(record, BIBTEX_TYPES))


def to_container(name: str, value: str | None) -> str:
    """Write the venue; the title of a book is a title."""
    return keep_capitals(value or "") if name == "booktitle" else escape_latex(value or "")


def to_numbers(record: Record, place: str) -> Iterator[tuple[str, str]]:
    """Give volume, number, pages and what a book says of itself.

    Args:
        record: Any record.
        place: The form's name for the place of the publisher; the others are the same in both.
    """
    yield "volume", escape_latex(record.volume or "")
    yield "number", escape_latex(record.issue or "")
    yield "pages", to_pages(record.page or "")
    yield "publisher", escape_latex(record.publisher or "")
    yield place, escape_latex(record.publisher_place or "")
    yield "edition", escape_latex(record.edition or "")
    yield "isbn", escape_latex(record.isbn or "")
    yield "issn", escape_latex(record.issn or "")


def to_pages(page: str) -> str:
    """Write `1–24` with the two hyphens that LaTeX makes a dash of."""
    return "--".join(escape_latex(part) for part in _RANGE.split(page))


def to_shared_fields(record: Record, subtype: str) -> Iterator[tuple[str, str]]:
    """Give the fields that end an entry of either form.

    `preprint`, `otherids`, `retracted`, `checkedwith` and those of links are this
    project's own; styles pass over them, and its reader takes them back.
    """
    address = record.url or ""
    if record.arxiv and not (record.url or record.doi):
        address = to_arxiv_address(record.arxiv)
    yield "url", to_verbatim(address)
    yield "abstract", escape_latex(record.abstract or "")
    yield "note", escape_latex(record.note or "")
    yield "keywords", ", ".join(_to_keyword(hint) for hint in record.hints)
    yield "entrysubtype", subtype
    for name, addresses in to_link_fields(record.links):
        yield name, " ".join(map(to_verbatim, addresses))
    yield "preprint", escape_latex(record.preprint or "")
    yield "otherids", " ".join(to_verbatim(identifier) for identifier in record.other_ids)
    yield "retracted", "true" if record.retracted else ""
    yield "checkedwith", escape_latex(record.source or "")


def _to_keyword(hint: str) -> str:
    escaped = escape_latex(hint)
    return f"{{{escaped}}}" if "," in hint or ";" in hint else escaped
