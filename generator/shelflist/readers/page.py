"""Pages that cite: wiki pages with tables and prose, and plain lists of references."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import lru_cache

from shelflist.formats.drafts import Parsed
from shelflist.model import Kind, Place, Record
from shelflist.problems import Problem
from shelflist.readers.broken_words import mark_broken
from shelflist.readers.citation_entries import CitedEntry, Lines, find_citations, keep_likely
from shelflist.readers.citation_marks import Mark, find_marks
from shelflist.readers.citation_refusals import find_missed, has_address, names_id
from shelflist.readers.document import Document
from shelflist.readers.page_headings import find_heading, is_general, says_references
from shelflist.readers.paragraphs import find_paragraphs, find_width, join_lines
from shelflist.readers.parsed import to_refusal_problems
from shelflist.readers.reading import Ledger, LineClass, Reading
from shelflist.readers.shapes import can_be_abstract, is_running_text, research_score, words
from shelflist.readers.table_rows import Cited, check_rows, read_properties, to_row_records
from shelflist.readers.tables import Table, find_tables
from shelflist.text.patterns import LazyPattern

_SENTENCE = LazyPattern(
    r"^(?:read|see|please|here|below|some|these|this|the following|find|my|our|also|then|first)\b"
    r"|\b(?:i|we|you|us|me|is|are|was|were|be|have|has|will|can|should|would|might|please|promised"
    r"|following|below|first|then)\b|^dear\b|,.*:$",
    re.IGNORECASE,
)
"""What a sentence before a list has, and a heading has not."""
_PAGE_NUMBER = LazyPattern(r"\s*[-–—]?\s*\d{1,4}\s*[-–—]?\s*")
_PROPERTY = LazyPattern(
    r"\s*(created|updated|modified|author|authors|editor|owner|tags?|date|title|version|status"
    r"|keywords|last updated|last modified)\s*:\s*(\S.*)",
    re.IGNORECASE,
)


@dataclass(slots=True)
class _Found:
    """What a page holds, before it is told."""

    tables: list[Table] = field(default_factory=list)
    cited: list[CitedEntry] = field(default_factory=list)
    marks: dict[int, Mark] = field(default_factory=dict)
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


def count_cited(document: Document) -> tuple[int, int, int]:
    """Say how many references, references to be refused and rows of tables a document has."""
    found = _find(document)
    rows = sum(len(table.rows) for table in found.tables if not table.is_properties)
    missed = find_missed(document.lines, found.marks, found.cited, _explained(found), is_list=True)
    return len(found.cited), len(missed), rows


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
    missed = find_missed(
        document.lines,
        found.marks,
        found.cited,
        _explained(found),
        is_list=format_name == "citations",
    )
    for index, line in enumerate(document.lines):
        if _PAGE_NUMBER.fullmatch(line):
            ledger.mark(index, index, LineClass.BOILERPLATE)
    if records:
        _explain_prose(document, found, ledger, {n for lines, _ in missed for n in lines})
    records.sort(key=lambda record: record.place)
    refused = tuple(refusal for _, refusal in missed)
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
    marked = {n: title for n in free if (title := find_heading(lines, n)) is not None}
    found.headings |= marked
    found.marks = find_marks(lines)
    blocks = _blocks([n for n in free if n not in marked])
    cited = list(find_citations(Lines(mark_broken(lines), found.marks, find_width(lines)), blocks))
    has_heading = any(says_references(title) for title in marked.values())
    found.cited = keep_likely(cited, lines, has_heading=has_heading)
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
        if above in found.marks and _has_same_mark(found, above, start):
            continue
        text = document.lines[above].strip()
        if names_id(text) or has_address(text):
            continue
        alone = above == 0 or not document.lines[above - 1].strip() or above - 1 in taken
        if not _SENTENCE.search(text) and alone and _is_short(text):
            found.headings[above] = text.rstrip(":").strip()


def _is_short(text: str) -> bool:
    return len(text) <= 80 and 1 <= len(words(text)) <= 8 and text[-1] not in ".,;!?"


def _has_same_mark(found: _Found, above: int, below: int) -> bool:
    """Say whether two lines are entries of one list."""
    return below in found.marks and found.marks[above].kind == found.marks[below].kind


def _blocks(indices: list[int]) -> list[tuple[int, int]]:
    """Join neighbouring line numbers to blocks."""
    blocks: list[tuple[int, int]] = []
    for index in indices:
        if blocks and blocks[-1][1] == index - 1:
            blocks[-1] = (blocks[-1][0], index)
        else:
            blocks.append((index, index))
    return blocks


def _explain_prose(document: Document, found: _Found, ledger: Ledger, missed: set[int]) -> None:
    taken = _explained(found) | missed
    free = [n for n, line in enumerate(document.lines) if line.strip() and n not in taken]
    for first, last in _blocks(free):
        lines = list(document.lines[first : last + 1])
        is_list = any(n in found.marks for n in range(first, last + 1))
        if not is_list and len(lines) <= 200 and is_running_text(join_lines(lines)):
            ledger.mark(first, last, LineClass.PROSE)
            continue
        for index in range(first, last + 1):
            line = document.lines[index]
            is_prose = is_running_text(line) or (has_address(line) and not names_id(line))
            if index not in found.marks and is_prose:
                ledger.mark(index, index, LineClass.PROSE)


def _explained(found: _Found) -> set[int]:
    """Give the indices of the lines that are not prose."""
    taken = {n for entry in found.cited for n in range(entry.first, entry.last + 1)}
    taken |= {n for table in found.tables for n in range(table.first, table.last + 1)}
    return taken | set(found.headings) | found.property_lines


def _to_record(document: Document, found: _Found, entry: CitedEntry) -> Record:
    place = Place(document.name, entry.first + 1, entry.last + 1)
    raw = document.raw(entry.first, entry.last)
    record = entry.citation.to_record(Kind.CITATION, place, raw)
    return replace(record, hints=_hints(found, entry.first))


def _hints(found: _Found, line: int) -> tuple[str, ...]:
    above = [index for index, text in found.headings.items() if index < line and text]
    if not above:
        return ()
    heading = found.headings[max(above)]
    return () if is_general(heading) else (heading,)
