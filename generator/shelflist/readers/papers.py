"""The three readers of abstracts, with titles, with labels, with nothing."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from shelflist.model import Kind, Name, Place, Record
from shelflist.problems import Location, Problem, Severity
from shelflist.readers.bylines import find_byline
from shelflist.readers.document import Document
from shelflist.readers.listing import Entry, Part, Role, find_entries, find_parts
from shelflist.readers.reading import Ledger, LineClass, Reading
from shelflist.readers.shapes import (
    can_be_title,
    capital_share,
    is_running_text,
    research_score,
    words,
)
from shelflist.text.addresses import find_arxiv, find_doi, find_links
from shelflist.text.clean import clean_text, clean_title
from shelflist.text.working_titles import provisional_title

_CERTAIN = 5
"""From this score on a text speaks as an abstract does (`research_score`)."""
_MAILING = re.compile(r"\b(?:e-?mail|newsletter|inbox)\b", re.IGNORECASE)
"""Around a list of papers, in any language, this invites to subscribe."""
_SHORT = 40
"""Characters of the longest line that is taken for furniture because it comes again."""
_SHORTEST = 150
"""Characters that an abstract without title and label has at least."""
_LIKELY = 1
"""Enough where most of the document is certain."""


def read_listing(document: Document) -> Reading:
    """Read a page of titles with their abstracts."""
    return _read(document, "listing")


def read_arxiv_abstracts(document: Document) -> Reading:
    """Read abstracts with `Abstract:` before each."""
    return _read(document, "arxiv-abstracts")


def read_abstracts(document: Document) -> Reading:
    """Read abstracts without titles."""
    return _read(document, "abstracts")


def recognise_listing(document: Document) -> float:
    """Say how far the document is a listing: most of its papers have a title."""
    return _share(document) if _titled(document) * 2 >= len(_entries(document)) else 0.0


def recognise_arxiv_abstracts(document: Document) -> float:
    """Say how far the document is labelled abstracts, most of them without title."""
    if recognise_listing(document):
        return 0.0
    entries = _entries(document)
    labelled = sum(1 for entry in entries if any(part.labelled for part in entry.parts))
    return _share(document) if labelled * 2 >= len(entries) else 0.0


def recognise_abstracts(document: Document) -> float:
    """Say how far the document is abstracts, most of them without title or label."""
    if recognise_listing(document) or recognise_arxiv_abstracts(document):
        return 0.0
    return _share(document)


def _titled(document: Document) -> int:
    return sum(1 for entry in _entries(document) if entry.titles)


def _entries(document: Document) -> tuple[Entry, ...]:
    return _find_papers(document)[0]


def _share(document: Document) -> float:
    """Say which part of the document's characters stands in its papers."""
    total = sum(len(line.strip()) for line in document.lines)
    inside = sum(len(part.text) for entry in _entries(document) for part in entry.parts)
    return inside / total if total else 0.0


@lru_cache(maxsize=2)
def _find_papers(document: Document) -> tuple[tuple[Entry, ...], tuple[Part, ...]]:
    """Find the entries that are certainly papers, and every part outside them."""
    entries, left = find_entries(find_parts(document))
    scores = [_score(entry) for entry in entries]
    certain = sum(1 for score in scores if score >= _CERTAIN)
    is_rule = certain >= 2 and certain * (3 if certain == 2 else 5) >= len(entries)
    needed = _LIKELY if is_rule else _CERTAIN
    kept = tuple(entry for entry, score in zip(entries, scores, strict=True) if score >= needed)
    for entry, score in zip(entries, scores, strict=True):
        if score < needed:
            left += entry.parts
    left.sort(key=lambda part: part.paragraph.first)
    return kept, tuple(left)


def _score(entry: Entry) -> int:
    is_vouched = bool(entry.titles) or any(part.labelled for part in entry.parts)
    return research_score(entry.text) if is_vouched or len(entry.text) >= _SHORTEST else 0


def _read(document: Document, format_name: str) -> Reading:
    entries, left = _find_papers(document)
    ledger = Ledger(document)
    for entry in entries:
        for part in entry.parts:
            ledger.mark(part.paragraph.first, part.paragraph.last, LineClass.RECORD)
    if entries:
        _explain_rest(entries, left, ledger)
    records = tuple(_to_record(document, entry) for entry in entries)
    account = ledger.close()
    alone = [
        part
        for part in left
        if entries
        and part.role is Role.TITLE
        and account.classes[part.paragraph.first] is LineClass.UNEXPLAINED
    ]
    problems = tuple(_to_problem(document, part) for part in alone)
    return Reading(document.name, format_name, records, account, problems)


def _explain_rest(entries: tuple[Entry, ...], left: tuple[Part, ...], ledger: Ledger) -> None:
    start = entries[0].parts[0].paragraph.first
    end = entries[-1].parts[-1].paragraph.last
    again = Counter(part.text for part in left if len(part.text) <= _SHORT)
    label = -2
    for part in left:
        is_outside = not start < part.paragraph.first < end
        kind = _class_of(part, is_outside)
        is_named = part.paragraph.first == label + 1 and len(part.text.split()) == 1
        if again[part.text] > 1:
            label = part.paragraph.last
        if again[part.text] > 1 or is_named:
            kind = LineClass.BOILERPLATE
        ledger.mark(part.paragraph.first, part.paragraph.last, kind)


def _class_of(part: Part, is_outside: bool) -> LineClass:
    if part.role in (Role.FURNITURE, Role.LABEL):
        return LineClass.BOILERPLATE
    if not is_outside:
        return LineClass.BOILERPLATE if _is_foreign(part.text) else LineClass.UNEXPLAINED
    if is_running_text(part.text) and (part.role is not Role.TITLE or part.text.endswith(".")):
        return LineClass.PROSE
    if _is_foreign(part.text) or _MAILING.search(part.text) or not _could_be_papers_title(part):
        return LineClass.BOILERPLATE
    return LineClass.UNEXPLAINED


def _is_foreign(text: str) -> bool:
    """Say whether a short line has letters that no English title has many of."""
    letters = [letter for letter in text if letter.isalpha()]
    foreign = sum(1 for letter in letters if ord(letter) > 127)
    return len(text) <= 80 and foreign * 12 >= len(letters) > 0


def _could_be_papers_title(part: Part) -> bool:
    """Say whether a line outside the papers may be the title of one whose abstract is missing."""
    if not can_be_title(part.text):
        return len(part.text) > 40
    return len(words(part.text)) >= 4 and (capital_share(part.text) > 0.5 or ":" in part.text)


def _to_problem(document: Document, part: Part) -> Problem:
    return Problem(
        Location(document.name, part.paragraph.first + 1),
        "title-without-abstract",
        f"no abstract follows {part.text[:80]!r}, so it is left out",
        "Add the abstract below the title, or list the paper as a citation.",
        Severity.WARNING,
    )


def _to_record(document: Document, entry: Entry) -> Record:
    parts = entry.parts
    first, last = parts[0].paragraph.first, parts[-1].paragraph.last
    abstract = "\n\n".join(clean_text(part.text) for part in entry.abstract)
    title = clean_title(" ".join(part.text for part in entry.titles)) or None
    details = "\n".join(part.text for part in entry.details if part.role is Role.DETAIL)
    ids = f"{details}\n{entry.titles[-1].text if entry.titles else ''}"
    authors, more = _authors(entry)
    return Record(
        kind=Kind.LISTING if title else Kind.ABSTRACT,
        place=Place(document.name, first + 1, last + 1),
        raw=document.raw(first, last),
        title=title,
        provisional_title=None if title else provisional_title(abstract),
        authors=authors,
        more_authors=more,
        arxiv=find_arxiv(ids),
        doi=find_doi(ids),
        abstract=abstract,
        links=find_links("\n".join((abstract, clean_text(details)))),
    )


def _authors(entry: Entry) -> tuple[tuple[Name, ...], bool]:
    for part in entry.details:
        if part.role is Role.BYLINE and (found := find_byline(part.text)):
            return found
    return (), False
