"""Rows of tables that speak of papers, and the citation that each row certainly means."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache

from shelflist.model import Kind, Link, Name, Place, Record
from shelflist.problems import Location, Problem, Severity
from shelflist.readers.document import Document
from shelflist.readers.tables import Table, to_full_rows
from shelflist.text.addresses import find_arxiv, find_doi, find_links
from shelflist.text.clean import clean_text, clean_title
from shelflist.text.names import parse_names
from shelflist.text.titles import title_key

_MD_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()\s]*\)")
_EMPHASIS = re.compile(r"(?<!\w)[*_]{1,3}(?=\S)|(?<=\S)[*_]{1,3}(?!\w)")
_WORD = re.compile(r"\w+")
_YEAR = re.compile(r"(?<!\d)(1[89]\d\d|20\d\d)(?!\d)")


def read_properties(table: Table) -> dict[str, str]:
    """Read a property table: names in lower case, values as they stand."""
    return {
        row.cells[0].lower().strip("*_ :"): row.cells[1]
        for row in table.rows
        if len(row.cells) > 1 and row.cells[0] and row.cells[1]
    }


def to_row_records(document: Document, table: Table, cited: Cited) -> list[Record]:
    """Turn a table's rows into records.

    Args:
        document: Where the table stands.
        table: Its rows.
        cited: The records that rows may speak of.

    Returns:
        One record a row that says anything. Without a title column no row has a
        title, so none founds a paper of its own.
    """
    records: list[Record] = []
    for row, cells in zip(table.rows, to_full_rows(table), strict=True):
        if cells.keys() & {"title", "name"}:
            place = Place(document.name, row.line + 1, row.line + 1)
            raw = document.lines[row.line]
            records.append(_to_record(place, raw, cells, cited))
    return records


def _to_record(place: Place, raw: str, cells: dict[str, str], cited: Cited) -> Record:
    name = _plain(cells.get("name", ""))
    short = name if _is_short_name(name) else None
    authors, more = parse_names(_plain(cells.get("authors", "")))
    title = clean_title(_plain(cells.get("title", ""))) or None
    notes = [text for text in (name if not short else "", _plain(cells.get("note", ""))) if text]
    dated = _YEAR.search(cells.get("year", "") or cells.get("venue", ""))
    everything = " ".join(cells.get(key, "") for key in ("title", "link", "code"))
    cites = None if title else cited.find(authors, short)
    return Record(
        kind=Kind.TABLE_ROW,
        place=place,
        raw=raw,
        title=title,
        short_name=short,
        authors=authors,
        more_authors=more or (title is None and len(authors) == 1),
        year=int(dated[1]) if dated else None,
        venue=_to_venue(cells.get("venue", "")),
        doi=find_doi(everything),
        arxiv=find_arxiv(everything) or find_arxiv(cells.get("link", "")),
        url=_to_url(cells),
        links=_to_links(cells),
        hints=(_plain(cells["area"]),) if "area" in cells else (),
        note=clean_text("; ".join(notes)) or None,
        cites=cites,
    )


def _plain(cell: str) -> str:
    text = _EMPHASIS.sub("", _MD_LINK.sub(r"\1", cell))
    return " ".join(re.sub(r"https?://\S+", "", text.replace("<br>", " ")).split())


def _is_short_name(text: str) -> bool:
    """Say whether a cell is a name (`QLoRa`, `Stable Diffusion`) and not a description."""
    parts = text.split()
    if not 1 <= len(parts) <= 3:
        return False
    return all(not part[0].islower() or any(c.isupper() for c in part) for part in parts)


def _to_venue(cell: str) -> str | None:
    venue = _YEAR.sub("", _plain(cell)).strip(" ,.'’()")
    return clean_title(venue) or None


def _to_url(cells: dict[str, str]) -> str | None:
    for link in find_links(_spaced(f"{cells.get('link', '')} {cells.get('title', '')}")):
        if link.rel == "link":
            return link.url
    return None


def _to_links(cells: dict[str, str]) -> tuple[Link, ...]:
    code = find_links(_spaced(cells.get("code", "")))
    others = find_links(_spaced(f"{cells.get('link', '')} {cells.get('title', '')}"))
    found = [Link("code", link.url) if link.rel == "link" else link for link in code]
    return tuple(dict.fromkeys([*found, *(link for link in others if link.rel != "link")]))


def _spaced(cell: str) -> str:
    return cell.replace("](", "] ").replace(")", " ")


class Cited:
    """The citations of a document, found by their authors' family names and by title words.

    Args:
        citations: In the order of the document.
    """

    def __init__(self, citations: Iterable[Record]) -> None:
        self._by_author: dict[str, list[Record]] = defaultdict(list)
        self._by_word: dict[str, list[Record]] = defaultdict(list)
        for citation in citations:
            for key in dict.fromkeys(_fold(n.literal or n.family) for n in citation.authors):
                self._by_author[key].append(citation)
            for word in dict.fromkeys(_WORD.findall(_fold(citation.title or ""))):
                self._by_word[word].append(citation)

    def find(self, authors: tuple[Name, ...], short_name: str | None) -> Place | None:
        """Find the citation that a row certainly speaks of.

        That is the one paper an author of the row has written among those cited, or the
        one whose title holds the short name. The same paper cited twice counts as one.
        """
        by_author = _distinct(c for name in authors for c in self._written_by(name))
        by_name = _distinct(self._named(short_name or ""))
        if len(by_author) == 1:
            return by_author[0].place
        both = [c for c in by_author if c in by_name]
        certain = both if by_author else by_name
        return certain[0].place if len(certain) == 1 else None

    def _written_by(self, name: Name) -> Iterator[Record]:
        for citation in self._by_author.get(_fold(name.literal or name.family), ()):
            if any(_is_same_person(name, author) for author in citation.authors):
                yield citation

    def _named(self, short_name: str) -> Iterator[Record]:
        folded = _fold(short_name)
        if not (word := _WORD.search(folded)):
            return
        pattern = re.compile(rf"(?<!\w){re.escape(folded)}(?!\w)")
        for citation in self._by_word.get(word[0], ()):
            if pattern.search(_fold(citation.title or "")):
                yield citation


def _distinct(citations: Iterable[Record]) -> list[Record]:
    """Give each paper once, in the order of the document."""
    first: dict[str, Record] = {}
    for citation in sorted(citations, key=lambda each: each.place):
        first.setdefault(title_key(citation.title or ""), citation)
    return list(first.values())


def _is_same_person(one: Name, other: Name) -> bool:
    if one.literal or other.literal:
        return bool(one.literal) and _fold(one.literal) == _fold(other.literal)
    if _fold(one.family) != _fold(other.family):
        return False
    given, other_given = _fold(one.given).split(), _fold(other.given).split()
    if not given or not other_given:
        return False
    shorter = min(given[0], other_given[0], key=len).rstrip(".")
    longer = max(given[0], other_given[0], key=len).rstrip(".")
    return shorter == longer or (len(shorter) == 1 and longer.startswith(shorter))


@lru_cache(maxsize=100_000)
def _fold(text: str) -> str:
    folded = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in folded if not unicodedata.combining(c))


def check_rows(rows: list[Record]) -> list[Problem]:
    """Report every row that speaks of no cited paper and has no title of its own."""
    return [
        Problem(
            Location(row.place.file, row.place.line),
            "row-without-paper",
            f"the row {' / '.join(_row_words(row))!r} speaks of no paper cited here, so it is"
            " left out",
            "Cite its paper in the same document, or correct the name.",
            Severity.WARNING,
        )
        for row in rows
        if row.title is None and row.cites is None
    ]


def _row_words(row: Record) -> list[str]:
    said = [row.short_name or "", row.note or "", *(str(name) for name in row.authors)]
    return [word for word in said if word]
