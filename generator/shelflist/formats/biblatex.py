"""BibLaTeX: BibTeX's successor, with types and fields that BibTeX has no words for.

Source:
    biblatex's manual, 3.21, sections 2.1 to 2.3.
"""

from __future__ import annotations

from collections.abc import Iterator

from shelflist.formats.bibtex import to_container, to_numbers, to_shared_fields
from shelflist.formats.fields import (
    BIBLATEX_TYPES,
    BIBTEX_MISC,
    find_subtype,
    find_type,
    to_publication,
)
from shelflist.formats.genres import BIBLATEX_KEYS
from shelflist.formats.latex_writing import (
    escape_latex,
    keep_capitals,
    to_entry,
    to_latex_names,
    to_verbatim,
)
from shelflist.model import Record


def to_biblatex(record: Record, citation_key: str) -> str:
    """Give a record as one BibLaTeX entry that prefers the published version.

    Args:
        record: Any record.
        citation_key: Letters, digits and `-_:./+`.

    Returns:
        The entry, one field a line, ending in a line end.

    Raises:
        ValueError: The key is empty or has a character that biber would stop at.
    """
    entry_type, _ = BIBLATEX_TYPES.get(find_type(record), BIBTEX_MISC)
    return to_entry(entry_type, citation_key, _to_fields(record))


def _to_fields(record: Record) -> Iterator[tuple[str, str]]:
    publication = to_publication(record)
    _, container = BIBLATEX_TYPES.get(find_type(record), BIBTEX_MISC)
    yield "title", keep_capitals(record.title or record.provisional_title or "")
    yield "shorttitle", keep_capitals(record.short_name or "")
    yield "author", to_latex_names(record.authors, has_others=record.more_authors)
    yield "editor", to_latex_names(record.editors)
    yield "translator", to_latex_names(record.translators)
    yield "date", _to_date(publication.year, record.month)
    yield "origdate", str(publication.first_year or "")
    yield container, to_container(container, publication.container)
    yield from to_numbers(record, "location")
    kind = record.genre or ""
    yield "type", BIBLATEX_KEYS.get(kind) or escape_latex(kind)
    yield "doi", to_verbatim(record.doi or "")
    yield "eprint", to_verbatim(record.arxiv or "")
    yield "eprinttype", "arxiv" if record.arxiv else ""
    yield from to_shared_fields(record, find_subtype(record, BIBLATEX_TYPES))


def _to_date(year: int | None, month: int | None) -> str:
    return "" if not year else f"{year}-{month:02}" if month else str(year)
