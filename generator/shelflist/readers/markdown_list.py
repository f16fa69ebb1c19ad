"""Lists of papers in Markdown, as in `awesome` lists: bullets, tables, blocks under headings."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from shelflist.model import Record
from shelflist.problems import Refusal
from shelflist.readers.document import Document
from shelflist.readers.markdown_blocks import Entry, find_blocks
from shelflist.readers.markdown_entries import judge, merge_details
from shelflist.readers.markdown_facts import find_date, find_venue
from shelflist.readers.markdown_inline import parse_inline
from shelflist.readers.markdown_links import is_paper_address
from shelflist.readers.markdown_titles import is_title
from shelflist.readers.reading import Ledger, LineClass, Reading

_ADDRESS = re.compile(
    r"\]\(\s*<?(https?://[^\s()<>]+)|href\s*=\s*[\"'](https?://[^\"']+)"
    r"|^\s*[-*+]\s+(?:\*\*)?(?:papers?|pdf|arxiv|论文)(?: ?\([^()]*\))?"
    r"(?: ?(?:link|链接|地址))?(?:\*\*)?"
    r"\s*[:：]\s*(?:\*\*)?\s*(https?://[^\s()<>]+)",
    re.IGNORECASE,
)
_ENOUGH = 3
_GENERAL = re.compile(
    r"(?:(?:the|our|all|more|other|some|selected|awesome|key|useful|full|complete|main|recent"
    r"|new)\s+)*"
    r"(?:papers?(?: lists?)?|contents?|table of contents|toc|introduction|overview|resources?"
    r"|readme|lists?"
    r"|publications?|articles?|references?|bibliograph\w+|reading(?: list)?|news|updates?"
    r"|miscellaneous|misc"
    r"|others?|related work|links?|literature|catalogue|collection|index|general|to ?do"
    r"|must[- ]read\w*.*)",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    r"^(?:\d+(?:\.\d+)*[.)]?|[IVX]+[.)]|[A-Z][.)])\s+|\s*\(\d+\)$|[\W_]+$|^[\W_]+"
)


def recognise_markdown_list(document: Document) -> float:
    """Say how far a document is a Markdown list: entries whose links lead to papers."""
    found = (
        match[1] or match[2] or match[3]
        for line in document.lines
        for match in _ADDRESS.finditer(line)
    )
    papers = sum(1 for _ in islice(filter(is_paper_address, found), _ENOUGH))
    if not papers:
        return 0.0
    entries = find_blocks(document.lines).entries
    holding = sum(1 for entry in entries if _ADDRESS.search(entry.text))
    is_list = any(entry.depth >= 0 or entry.cells for entry in entries) or holding > 1
    return (1.0 if papers == _ENOUGH else 0.3 * papers) if is_list else 0.0


def read_markdown_list(document: Document) -> Reading:
    """Read every entry that is a paper; what is none is prose, headings are boilerplate."""
    blocks = find_blocks(document.lines)
    ledger = Ledger(document)
    for first, last in blocks.furniture:
        ledger.mark(first, last, LineClass.BOILERPLATE)
    tops = [entry.headings[0] for entry in blocks.entries if entry.headings]
    title = tops[0] if tops and tops.count(tops[0]) > len(tops) / 2 else ""
    records: list[Record] = []
    refused: list[Refusal] = []
    gathered = list(_gather(blocks.entries))
    alone = Counter(entry.headings for entry in gathered)
    for entry in gathered:
        raw = document.raw(entry.first, entry.last)
        found = judge(entry, document.name, raw, _find_hints(entry, title))
        if isinstance(found, Refusal) and alone[entry.headings] == 1:
            found = _judge_below_heading(entry, document.name, raw, title) or found
        is_record = isinstance(found, Record)
        kind = LineClass.RECORD if is_record else LineClass.PROSE
        if isinstance(found, Record):
            records.append(_with_section(found, entry))
        elif found:
            refused.append(found)
            kind = LineClass.UNEXPLAINED
        ledger.mark(entry.first, entry.last, kind)
    return Reading(
        document.name,
        "markdown-list",
        tuple(records),
        ledger.close(),
        refused=tuple(refused),
        properties={"title": _to_words(title)} if title else {},
    )


def _judge_below_heading(entry: Entry, file: str, raw: str, title: str) -> Record | None:
    """Take the heading for the title of the only entry below it."""
    if not entry.headings or entry.cells or not is_title(_to_words(entry.headings[-1])):
        return None
    above = replace(entry, headings=entry.headings[:-1])
    text = f"**{_to_words(entry.headings[-1])}**<br>{entry.text}"
    found = judge(replace(above, text=text), file, raw, _find_hints(above, title))
    return found if isinstance(found, Record) else None


def _gather(entries: Sequence[Entry]) -> Iterator[Entry]:
    for head, details in merge_details(entries):
        text = "<br>".join((head.text, *(entry.text for entry in details)))
        yield replace(head, text=text, last=details[-1].last if details else head.last)


def _to_words(heading: str) -> str:
    return " ".join("".join(span.text for span in parse_inline(heading)).split())


def _find_hints(entry: Entry, title: str) -> tuple[str, ...]:
    """Give the headings that say what an entry is about."""
    hints = []
    for heading in entry.headings:
        name = _to_words(heading)
        while (bare := _NUMBERED.sub("", name).strip()) != name:
            name = bare
        name = _close(name)
        is_subject = name and not _GENERAL.fullmatch(name) and not find_date(name)
        if is_subject and heading != title and not find_venue(name) and len(name) < 120:
            hints.append(name)
    return tuple(dict.fromkeys(hints))


def _close(name: str) -> str:
    """Close a bracket again that was taken for a sign at the end."""
    for opening, closing in ("()", "（）", "[]"):
        name += closing * (name.count(opening) - name.count(closing))
    return name


def _with_section(record: Record, entry: Entry) -> Record:
    """Fill in what only a heading says: `2021`, `NeurIPS 2022`."""
    for heading in reversed(entry.headings):
        name = _to_words(heading).strip(" :")
        venue, year = find_venue(name), find_date(name)
        if year and not record.year:
            record = replace(record, year=year)
        elif venue and venue.name and venue.year and not record.venue and not record.year:
            record = replace(record, venue=venue.name, year=venue.year)
    return record
