"""Lists of papers in Markdown, as in `awesome` lists: bullets, tables, blocks under headings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from shelflist.model import Record
from shelflist.problems import Refusal
from shelflist.readers.document import Document
from shelflist.readers.markdown_blocks import Entry, find_blocks
from shelflist.readers.markdown_details import find_headed, gather_entries, gather_sections
from shelflist.readers.markdown_entries import Judged, judge
from shelflist.readers.markdown_glance import may_be_paper, may_lead_to_paper
from shelflist.readers.markdown_headings import find_hints, to_words, with_section
from shelflist.readers.markdown_inline import parse_inline
from shelflist.readers.markdown_links import is_paper_address
from shelflist.readers.page import count_cited
from shelflist.readers.reading import Ledger, LineClass, Reading
from shelflist.text.addresses import find_arxiv, find_doi

_ENOUGH = 3
_ALMOST, _MOSTLY, _SHARE = 0.9, 0.7, 0.5
"""So much of a document without a single link must be papers, to be a list of them."""


@dataclass(slots=True)
class _Listed:
    """What a document holds as a list.

    Attributes:
        judged: Each entry with what it gave.
        furniture: First and last lines of what only holds entries together.
        title: The heading of the whole list.
    """

    judged: list[tuple[Entry, Judged]] = field(default_factory=list)
    furniture: Sequence[tuple[int, int]] = ()
    title: str = ""

    @property
    def records(self) -> list[Record]:
        return [record for _, judged in self.judged for record in judged.records]


def recognise_markdown_list(document: Document) -> float:
    """Say how far a document is a list whose entries are papers.

    A document that is references in common styles and little else is left to their reader,
    which knows better where a reference ends.
    """
    if _is_plainly_none(document):
        return 0.0
    listed = _find(document)
    papers = [entry for entry, judged in listed.judged if judged.records]
    if not papers:
        return 0.0
    linked = sum(1 for entry in papers if _leads_to_paper(entry))
    has_address = any(is_paper_address(url) for entry in papers for url in _find_addresses(entry))
    is_list = any(entry.is_item or entry.cells for entry in papers) or len(papers) > 1
    if not is_list or (not has_address and len(papers) < _SHARE * len(listed.judged)):
        return 0.0
    is_better = _is_better_read_so(document, listed, linked)
    return 1.0 if is_better else 0.3 * min(linked, _ENOUGH)


def _is_plainly_none(document: Document) -> bool:
    """Say whether a look at the entries shows that too few can be papers."""
    entries = list(gather_entries(find_blocks(document.lines).entries))
    possible = [entry for entry in entries if may_be_paper(entry)]
    is_little = len(possible) < _SHARE * len(entries)
    return not possible or (is_little and not any(map(may_lead_to_paper, possible)))


def _is_better_read_so(document: Document, listed: _Listed, linked: int) -> bool:
    """Say whether the reader of references would give less.

    It is the better one where most of the entries are references and it accounts for the rest.
    """
    cited, missed, rows = count_cited(document)
    taken = len(listed.records)
    total = taken + sum(len(judged.refused) for _, judged in listed.judged)
    if linked >= _SHARE * taken and taken >= _ALMOST * cited:
        return True
    is_enough = taken >= _ALMOST * (cited + rows)
    return is_enough and (cited + rows < _MOSTLY * total or taken > cited + rows + missed)


def _find_addresses(entry: Entry) -> list[str]:
    return [span.url for span in parse_inline(entry.text) if span.url]


def _leads_to_paper(entry: Entry) -> bool:
    return any(
        is_paper_address(span.url) and span.text for span in parse_inline(entry.text) if span.url
    )


def read_markdown_list(document: Document) -> Reading:
    """Read every entry that is a paper; what is none is prose, headings are boilerplate."""
    listed = _find(document)
    ledger = Ledger(document)
    for first, last in listed.furniture:
        ledger.mark(first, last, LineClass.BOILERPLATE)
    ids = (each for r in listed.records for each in (r.arxiv, r.doi, r.url))
    known = {each for each in ids if each}
    refused: list[Refusal] = []
    for entry, judged in listed.judged:
        named = [each for each in judged.refused if _is_news(entry, each, known)]
        kind = LineClass.PROSE if not named else LineClass.UNEXPLAINED
        ledger.mark(entry.first, entry.last, LineClass.RECORD if judged.records else kind)
        refused += named
    return Reading(
        document.name,
        "markdown-list",
        tuple(listed.records),
        ledger.close(),
        refused=tuple(refused),
        properties={"title": to_words(listed.title)} if listed.title else {},
    )


def _is_news(entry: Entry, refused: Refusal, known: set[str]) -> bool:
    """Say whether a refused paper is not only named once more in prose."""
    names = (find_arxiv(refused.what), find_doi(refused.what), refused.what)
    return entry.is_item or bool(entry.cells) or not known.intersection(names)


@lru_cache(maxsize=2)
def _find(document: Document) -> _Listed:
    blocks = find_blocks(document.lines)
    tops = [entry.headings[0] for entry in blocks.entries if entry.headings]
    title = tops[0] if tops and tops.count(tops[0]) > len(tops) / 2 else ""
    if not any(len(entry.headings) > 1 for entry in blocks.entries):
        title = title if f"# {title}" in map(str.strip, document.lines) else ""
    listed = _Listed([], blocks.furniture, title)
    for section in gather_sections(list(gather_entries(blocks.entries))):
        listed.judged += _judge_section(document, section, title)
    return listed


def _judge_section(
    document: Document, section: Sequence[Entry], title: str
) -> list[tuple[Entry, Judged]]:
    judged = [(entry, _judge(document, entry, title)) for entry in section]
    if not any(each.records for _, each in judged) and (headed := find_headed(section)):
        found = _judge(document, headed, title)
        if len(found.records) == 1:
            return [(headed, found)]
    return judged


def _judge(document: Document, entry: Entry, title: str) -> Judged:
    if not may_be_paper(entry):
        return Judged()
    raw = document.raw(entry.first, entry.last)
    found = judge(entry, document.name, raw, find_hints(entry.headings, title))
    records = tuple(with_section(record, entry.headings) for record in found.records)
    return Judged(records, found.refused)
