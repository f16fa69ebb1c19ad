"""Pages that cite: wiki pages with tables and prose, and plain lists of references."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from shelflist.formats.drafts import Parsed
from shelflist.model import Kind, Place, Record
from shelflist.problems import Problem
from shelflist.readers.citation_entries import MARKER, CitedEntry, find_citations
from shelflist.readers.citation_refusals import find_refusals, find_unmarked_refusals
from shelflist.readers.document import Document
from shelflist.readers.paragraphs import find_paragraphs, find_width, join_lines
from shelflist.readers.parsed import to_refusal_problems
from shelflist.readers.reading import Ledger, LineClass, Reading
from shelflist.readers.shapes import can_be_abstract, is_running_text, research_score, words
from shelflist.readers.table_rows import Cited, check_rows, read_properties, to_row_records
from shelflist.readers.tables import Table, find_tables

_HEADING_MARK = re.compile(r"\s*#{1,6}\s+(.*?)\s*#*\s*$|\s*={2,6}\s*(\S.*?)\s*={2,6}\s*$")
_BOLD = re.compile(r"\s*(?:\*\*|__)([^*_]{2,80})(?:\*\*|__):?\s*$")
_UNDERLINE = re.compile(r"\s*(?:={3,}|-{3,}|~{3,})\s*$")
_GENERAL = re.compile(
    r"(?:(?:\d+|[IVX]+)[.)]?\s+)?(?:(?:selected|further|recommended|key|my|our|the|annotated"
    r"|all)\s+)*"
    r"(?:references?|bibliograph(?:y|ie)|works? cited|literature(?: cited)?|reading(?: list)?"
    r"|papers?"
    r"|citations?|sources|publications?|reading list|list of references|literatur|r[ée]f[ée]rences"
    r"(?: bibliographiques)?|introduction|overview|notes|links?|contents)\s*:?",
    re.IGNORECASE,
)
_PROPERTY = re.compile(
    r"\s*(created|updated|modified|author|authors|editor|owner|tags?|date|title|version|status"
    r"|keywords|last updated|last modified)\s*:\s*(\S.*)",
    re.IGNORECASE,
)


@dataclass(slots=True)
class _Found:
    """What a page holds, before it is told."""

    tables: list[Table] = field(default_factory=list)
    cited: list[CitedEntry] = field(default_factory=list)
    headings: dict[int, str] = field(default_factory=dict)
    properties: dict[str, str] = field(default_factory=dict)
    property_lines: set[int] = field(default_factory=set)


def recognise_wiki(document: Document) -> float:
    """Say how far the document is a page with a table that speaks of papers."""
    found = _find(document)
    return _weight(document, found) if found.tables else 0.0


def recognise_citations(document: Document) -> float:
    """Say how far the document is references, with or without prose."""
    found = _find(document)
    return _weight(document, found) if found.cited and not found.tables else 0.0


def _weight(document: Document, found: _Found) -> float:
    """Weigh what is cited against what may be abstracts: names are more certain than prose."""
    count = len(found.cited) + sum(
        len(table.rows) for table in found.tables if not table.is_properties
    )
    if not count:
        return 0.0
    taken = {n for entry in found.cited for n in range(entry.first, entry.last + 1)}
    abstracts = sum(
        1
        for paragraph in find_paragraphs(document)
        if paragraph.first not in taken
        and can_be_abstract(paragraph.text)
        and research_score(paragraph.text) >= 5
    )
    return 1.0 if count * 2 >= abstracts else count / (count + abstracts)


def read_page(document: Document, format_name: str) -> Reading:
    """Read a page's tables, citations, headings and prose."""
    found = _find(document)
    ledger = Ledger(document)
    citations = [_to_record(document, found, entry) for entry in found.cited]
    cited = Cited(citations)
    records: list[Record] = list(citations)
    problems: list[Problem] = []
    properties = dict(found.properties)
    for table in found.tables:
        ledger.mark(table.first, table.last, LineClass.BOILERPLATE)
        if table.is_properties:
            properties |= read_properties(table)
            continue
        rows = to_row_records(document, table, cited)
        for record in rows:
            ledger.mark(record.place.line - 1, record.place.end_line - 1, LineClass.RECORD)
        problems += check_rows(rows)
        records += rows
    for entry in found.cited:
        ledger.mark(entry.first, entry.last, LineClass.RECORD)
    for index in (*found.headings, *found.property_lines):
        ledger.mark(index, index, LineClass.BOILERPLATE)
    if records:
        _explain_prose(document, found, ledger)
    records.sort(key=lambda record: record.place)
    refused = find_refusals(document.lines, found.cited, _explained(found))
    if format_name == "citations":
        refused += find_unmarked_refusals(document.lines, found.cited, _explained(found))
    problems += to_refusal_problems(document.name, Parsed((), refused=refused))
    return Reading(
        document.name,
        format_name,
        tuple(records),
        ledger.close(),
        tuple(problems),
        properties,
        refused=refused,
    )


def read_wiki(document: Document) -> Reading:
    """Read a wiki page: properties, tables, prose and citations."""
    return read_page(document, "wiki")


def read_citations(document: Document) -> Reading:
    """Read a list of references."""
    return read_page(document, "citations")


@lru_cache(maxsize=2)
def _find(document: Document) -> _Found:
    lines = document.lines
    found = _Found()
    found.tables = [
        table for table in find_tables(lines) if table.is_properties or _speaks_of_papers(table)
    ]
    in_table = {n for table in found.tables for n in range(table.first, table.last + 1)}
    _find_properties(document, found)
    free = [
        n
        for n, line in enumerate(lines)
        if line.strip() and n not in in_table and n not in found.property_lines
    ]
    marked = {n: title for n in free if (title := _marked_heading(lines, n)) is not None}
    found.headings |= marked
    width = find_width(lines)
    for first, last in _blocks([n for n in free if n not in marked]):
        found.cited += find_citations(lines, first, last, width)
    _find_plain_headings(document, found, in_table)
    return found


def _speaks_of_papers(table: Table) -> bool:
    meanings = set(table.meanings)
    if "title" in meanings:
        return bool(meanings & {"authors", "year", "venue", "link", "code"})
    return {"name", "authors"} <= meanings


def _find_properties(document: Document, found: _Found) -> None:
    """Read `Created: 2023-07-02` and the like at the head of a page, with or without fences."""
    for index, line in enumerate(document.lines[:30]):
        if not line.strip() or line.strip() == "---":
            if line.strip() and (index == 0 or found.property_lines):
                found.property_lines.add(index)
            continue
        match = _PROPERTY.fullmatch(line[:300])
        if match is None:
            return
        found.properties[match[1].lower()] = match[2].strip()
        found.property_lines.add(index)


def _marked_heading(lines: tuple[str, ...], index: int) -> str | None:
    line = lines[index]
    if len(line) > 200:
        return None
    if match := _HEADING_MARK.match(line):
        return (match[1] or match[2] or "").strip("*_ ")
    if match := _BOLD.match(line):
        return match[1].strip()
    if _UNDERLINE.match(line):
        return ""
    if _GENERAL.fullmatch(line.strip()):
        return line.strip()
    follows = lines[index + 1] if index + 1 < len(lines) else ""
    if re.match(r"\s*(?:={3,}|-{3,})\s*$", follows) and not MARKER.match(line) and len(line) < 80:
        return line.strip()
    return None


def _find_plain_headings(document: Document, found: _Found, in_table: set[int]) -> None:
    """Find short lines right above citations: headings without a mark."""
    taken = in_table | {n for entry in found.cited for n in range(entry.first, entry.last + 1)}
    starts = {entry.first for entry in found.cited}
    for start in starts:
        above = start - 1
        while above >= 0 and not document.lines[above].strip():
            above -= 1
        if above < 0 or above in taken or above in found.headings or above in found.property_lines:
            continue
        text = document.lines[above].strip()
        alone = above == 0 or not document.lines[above - 1].strip() or above - 1 in taken
        if alone and len(text) <= 80 and 1 <= len(words(text)) <= 8 and text[-1] not in ".,;!?":
            found.headings[above] = text.rstrip(":").strip()


def _blocks(indices: list[int]) -> list[tuple[int, int]]:
    """Join neighbouring line numbers to blocks."""
    blocks: list[tuple[int, int]] = []
    for index in indices:
        if blocks and blocks[-1][1] == index - 1:
            blocks[-1] = (blocks[-1][0], index)
        else:
            blocks.append((index, index))
    return blocks


def _explain_prose(document: Document, found: _Found, ledger: Ledger) -> None:
    taken = _explained(found)
    free = [n for n, line in enumerate(document.lines) if line.strip() and n not in taken]
    for first, last in _blocks(free):
        lines = list(document.lines[first : last + 1])
        is_list = any(MARKER.match(line) for line in lines)
        if not is_list and len(lines) <= 200 and is_running_text(join_lines(lines)):
            ledger.mark(first, last, LineClass.PROSE)
            continue
        for index in range(first, last + 1):
            line = document.lines[index]
            if not MARKER.match(line) and is_running_text(line):
                ledger.mark(index, index, LineClass.PROSE)


def _explained(found: _Found) -> set[int]:
    """Give the indices of the lines that are not prose."""
    taken = {n for entry in found.cited for n in range(entry.first, entry.last + 1)}
    taken |= {n for table in found.tables for n in range(table.first, table.last + 1)}
    return taken | set(found.headings) | found.property_lines


def _to_record(document: Document, found: _Found, entry: CitedEntry) -> Record:
    citation, source = entry.citation, entry.citation.source
    return Record(
        kind=Kind.CITATION,
        place=Place(document.name, entry.first + 1, entry.last + 1),
        raw=document.raw(entry.first, entry.last),
        title=citation.title,
        authors=citation.authors,
        more_authors=citation.more_authors,
        year=source.year,
        venue=source.venue,
        volume=source.volume,
        issue=source.issue,
        page=source.page,
        publisher=source.publisher,
        type=source.type,
        doi=citation.doi,
        arxiv=citation.arxiv,
        url=citation.url,
        links=citation.links,
        hints=_hints(found, entry.first),
    )


def _hints(found: _Found, line: int) -> tuple[str, ...]:
    above = [index for index, text in found.headings.items() if index < line and text]
    if not above:
        return ()
    heading = found.headings[max(above)]
    return () if _GENERAL.fullmatch(heading) else (heading,)
