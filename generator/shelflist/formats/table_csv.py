"""The list as a table: one row a paper, for spreadsheets and data frames.

Source:
    RFC 4180. A spreadsheet runs what begins with `=`, `+`, `-`, `@`, a tab or a carriage
    return as a formula (OWASP, "CSV Injection"); such a cell begins with an apostrophe.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from shelflist.formats.json_items import Json
from shelflist.formats.papers_json import to_papers_item
from shelflist.model import Record

COLUMNS: tuple[str, ...] = (
    *("slug", "citation_key", "title", "provisional_title", "retracted", "short_name"),
    *("authors", "more_authors", "year", "venue", "type", "volume", "issue", "pages"),
    *("publisher", "editors", "preprint", "preprint_title", "doi", "arxiv", "other_ids", "url"),
    *("code", "project", "model", "data", "links", "note", "keywords", "topics"),
    *("address", "added", "abstract", "month", "genre", "publisher_place", "edition"),
    *("translators", "isbn", "issn"),
)
"""The names of front matter, and what `papers.json` has beside them."""

BETWEEN = "; "
"""What parts the entries of a list."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_NEEDS_QUOTES = re.compile(r"[\",\r\n]")
_END = "\r\n"

CSV_HEADER = ",".join(COLUMNS) + _END
"""The first row."""


def to_csv_row(
    record: Record,
    *,
    slug: str,
    citation_key: str,
    topics: Sequence[str],
    address: str,
    added: str,
) -> str:
    """Give one paper as a row, with its line end; the arguments are those of `to_papers_item`."""
    item = to_papers_item(
        record,
        slug=slug,
        citation_key=citation_key,
        topics=topics,
        address=address,
        added=added,
    )
    return ",".join(_to_cell(item.get(name)) for name in COLUMNS) + _END


def _to_cell(value: Json) -> str:
    text = _to_text(value)
    if text.startswith(_FORMULA):
        text = f"'{text}"
    if _NEEDS_QUOTES.search(text):
        doubled = text.replace('"', '""')
        return f'"{doubled}"'
    return text


def _to_text(value: Json) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return BETWEEN.join(str(entry) for entry in value)
    return str(value)
