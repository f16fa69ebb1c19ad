"""Pages with front matter, one a paper: as in ml4code, HugoBlox, Jekyll collections, our own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from shelflist.formats.bibtex_reading import parse_bibtex
from shelflist.formats.drafts import is_named, to_record, with_working_title
from shelflist.formats.front_matter_values import FrontMatter, parse_front_matter
from shelflist.model import Kind, Place, Record
from shelflist.problems import Location, Problem, Refusal, Severity
from shelflist.readers.citation_styles import parse_citation
from shelflist.readers.document import Document
from shelflist.readers.front_matter_body import Abstract, find_abstract
from shelflist.readers.front_matter_fields import (
    AUTHORS,
    Fields,
    find_text,
    find_title,
    flatten,
    to_draft,
    to_links,
)
from shelflist.readers.front_matter_kinds import has_placeholder, is_other, is_ours, is_paper
from shelflist.readers.front_matter_people import find_people, find_users
from shelflist.readers.front_matter_text import to_plain
from shelflist.readers.markdown_list import recognise_markdown_list
from shelflist.readers.reading import NO_PAPER, USER_NAME, Ledger, LineClass, Reading
from shelflist.text.titles import loose_title_key

FORMAT = "paper-page"

_ENTRY = re.compile(r"^\s*@[A-Za-z]+\s*\{", re.MULTILINE)
_EXCEPT = frozenset({"kind", "place", "raw", "title", "abstract"})


def recognise_front_matter(document: Document) -> float:
    """Say whether a document is a page with front matter, of a paper or of something else.

    A page that says nothing of a paper may hold a list of papers, which other readers know.
    """
    found = _find_front_matter(document)
    if found is None or not found.fields:
        return 0.0
    if _is_page_of_paper(document):
        return 1.0
    return 1.0 if is_other(flatten(found.fields)) and not _holds_list(document) else 0.7


def read_front_matter(document: Document) -> Reading:
    """Read a page as the record of its paper."""
    ledger = Ledger(document)
    found = _find_front_matter(document)
    end = len(document.lines) - 1
    if found is None:
        message, mend = "there is no front matter in this file", "Begin it with --- and fields."
        problem = _tell(document, 1, NO_PAPER, message, mend, Severity.WARNING)
        return Reading(document.name, FORMAT, (), ledger.close(), (problem,))
    ledger.mark(found.last + 1, end, LineClass.PROSE)
    if not _is_page_of_paper(document):
        ledger.mark(found.first, found.last, LineClass.BOILERPLATE)
        message, mend = (
            "this page speaks of no paper",
            "Give it authors and a venue, or take it out.",
        )
        problem = _tell(document, found.first + 1, NO_PAPER, message, mend, Severity.WARNING)
        problems = (problem, *found.problems)
        return Reading(document.name, FORMAT, (), ledger.close(), problems)
    if has_placeholder(flatten(found.fields)):
        reason = f"its title is a template's: {find_title(found.fields)!r}"
        return _refuse(document, found, ledger, reason, "Write its title, or take the page out.")
    record, last = _to_record(document, found)
    if not is_named(record):
        reason = "it has neither title nor abstract, DOI or arXiv id"
        mend = "Write  title: …  into its front matter."
        return _refuse(document, found, ledger, reason, mend)
    ledger.mark(found.first, last, LineClass.RECORD)
    told = (*found.problems, *_check_names(document, found))
    return Reading(document.name, FORMAT, (record,), ledger.close(), told)


def _check_names(document: Document, found: FrontMatter) -> Iterator[Problem]:
    """Say which author is named by the word for a page of the same site."""
    for name in AUTHORS:
        users = find_users(found.fields.get(name))
        if users:
            message = f"the author {users[0]!r} is a word of this site, not a name"
            mend = "Write the name itself; the paper's list of authors is not whole without."
            line = found.lines.get(name, found.first + 1)
            yield _tell(document, line, USER_NAME, message, mend, Severity.NOTICE)


@lru_cache(maxsize=2)
def _find_front_matter(document: Document) -> FrontMatter | None:
    try:
        return parse_front_matter(document.lines, document.name)
    except ValueError:
        return None


@lru_cache(maxsize=2)
def _is_page_of_paper(document: Document) -> bool:
    found = _find_front_matter(document)
    return found is not None and is_paper(flatten(found.fields), lambda: _holds_list(document))


@lru_cache(maxsize=2)
def _holds_list(document: Document) -> bool:
    return recognise_markdown_list(document) >= 1


def _to_record(document: Document, found: FrontMatter) -> tuple[Record, int]:
    """Give the record of a page, and the last line that is part of it, from 0."""
    fields = flatten(found.fields)
    draft = to_draft(fields)
    last, body = found.last, None
    if not draft.abstract:
        body = find_abstract(document.lines, found.last + 1)
    if body is not None:
        draft.abstract, last = to_plain(body.markdown, is_long=True), body.last
    place = Place(document.name, found.first + 1, last + 1)
    record = to_record(draft, place, _find_raw(document, found, body))
    links = {link.url.rstrip("/").casefold(): link for link in (*to_links(fields), *record.links)}
    url = record.url or next((link.url for link in record.links if _is_file(link.url)), None)
    links.pop((url or "").rstrip("/").casefold(), None)
    editors = tuple(find_people(fields, ("editors",))[0])
    below = document.lines[found.last + 1 :]
    others = fields.get("other_ids", [])
    record = replace(
        record,
        url=url,
        links=tuple(links.values()),
        editors=editors,
        preprint=_find_server(fields),
        other_ids=tuple(text for text in others if isinstance(text, str)),
    )
    return with_working_title(_fill(record, found.fields, below)), last


def _is_file(address: str) -> bool:
    return address.lower().partition("?")[0].endswith(".pdf")


def _find_raw(document: Document, found: FrontMatter, body: Abstract | None) -> str:
    return document.raw(found.first, body.last if body else found.last)


def _find_server(fields: Fields) -> str | None:
    text = find_text(fields, ("preprint",))
    return text if is_ours(fields) and text and "/" not in text else None


def _fill(record: Record, fields: Fields, below: Sequence[str]) -> Record:
    """Fill in what only the page's own BibTeX or citation says, if it is of this paper."""
    bibtex, citation = fields.get("bibtex") or fields.get("bib"), fields.get("citation")
    for text, read in (
        (bibtex, _read_bibtex),
        ("\n".join(below), _read_bibtex),
        (citation, _read_citation),
    ):
        other = read(text, record.place) if isinstance(text, str) and text.strip() else None
        if other is None or not record.title or not other.title:
            continue
        if loose_title_key(other.title) == loose_title_key(record.title):
            said = {f: getattr(other, f) for f in Record.__slots__ if f not in _EXCEPT}
            new = {f: value for f, value in said.items() if value and not getattr(record, f)}
            if record.authors:
                new.pop("more_authors", None)
            record = replace(record, **new)
    return record


def _read_bibtex(text: str, place: Place) -> Record | None:
    records = parse_bibtex(text, place.file).records if _ENTRY.search(text) else []
    return records[0] if len(records) == 1 else None


def _read_citation(text: str, place: Place) -> Record | None:
    try:
        cited = parse_citation(" ".join(to_plain(text).split()))
    except ValueError:
        return None
    return replace(cited.to_record(Kind.ENTRY, place), url=None, links=())


def _refuse(
    document: Document, found: FrontMatter, ledger: Ledger, reason: str, mend: str
) -> Reading:
    line = found.first + 1
    what = document.name.rpartition("/")[2]
    refusal = Refusal(line, what, reason, mend)
    message = f"{what!r} was not taken: {reason}"
    problem = _tell(document, line, "refused-record", message, mend, Severity.WARNING)
    problems = (problem, *found.problems)
    return Reading(document.name, FORMAT, (), ledger.close(), problems, refused=(refusal,))


def _tell(
    document: Document, line: int, rule: str, message: str, mend: str, severity: Severity
) -> Problem:
    return Problem(Location(document.name, line), rule, message, mend, severity)
