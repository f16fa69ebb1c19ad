"""Pages with front matter, one a paper: as in ml4code, HugoBlox, Jekyll collections, our own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from shelflist.formats.bibtex_reading import parse_bibtex
from shelflist.formats.drafts import is_doi, is_named, to_record, with_working_title
from shelflist.formats.front_matter_values import FrontMatter, parse_front_matter
from shelflist.model import Kind, Place, Record
from shelflist.problems import Location, Problem, Refusal, Severity
from shelflist.readers.citation_styles import parse_citation
from shelflist.readers.document import Document
from shelflist.readers.front_matter_body import Abstract, find_abstract
from shelflist.readers.front_matter_fields import (
    ABSTRACT,
    ARXIV,
    AUTHORS,
    DOI,
    VENUE,
    YEAR,
    Fields,
    find_text,
    find_title,
    find_words,
    flatten,
    to_draft,
    to_links,
)
from shelflist.readers.front_matter_people import find_people, find_users
from shelflist.readers.front_matter_text import to_plain
from shelflist.readers.markdown_links import is_certain_paper
from shelflist.readers.markdown_list import recognise_markdown_list
from shelflist.readers.reading import NO_PAPER, USER_NAME, Ledger, LineClass, Reading
from shelflist.text.addresses import find_arxiv
from shelflist.text.titles import loose_title_key

FORMAT = "paper-page"

_KINDS = ("layout", "collection", "template", "type", "kind", "content_type", "page_type")
_PAPER = re.compile(r"(?:research-)?(?:publications?|papers?|pubs?|preprints?)(?:-page)?")
_OTHER = re.compile(
    r"(?:talks?|teaching|posts?|blogs?|news|people|person|members?|team|authors?|profiles?|projects?"
    r"|portfolio|courses?|events?|home|slides|tutorials?|widget-page|landing|archives?.*|about"
    r"|gallery|jobs?|software|tools?|services?|presentations?|invited-talks?|workshops?|seminars?"
    r"|lectures?|books-list|splash|redirect|splash.*|cv|resume|contact|faq|search|tags?|categories"
    r"|undergraduate-course|graduate-course|authors-archive|recipes?|docs?|documentation)"
)
_MARKS_OF_OTHERS = frozenset(
    "superuser user_groups bio education interests organizations event event_url date_end all_day"
    " sections widget headless cms_exclude view redirect_to author_profile_page job_title"
    " office_hours mentors instructor semester syllabus".split()
)
"""Fields of pages of people, talks, courses and of a site's own furniture."""

_ENTRY = re.compile(r"^\s*@[A-Za-z]+\s*\{", re.MULTILINE)
_PAPER_ADDRESSES = ("paperurl", "paper_url", "url_pdf", "url_paper", "pdf", "paper_link")
_KEYS_OF_PAPERS = ("bibkey", "citation", "bibtex", "citation_key", "publication_types", "paperurl")
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
    return 1.0 if _is_other(flatten(found.fields)) and not _holds_list(document) else 0.7


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
    record, last = _to_record(document, found)
    if not is_named(record):
        return _refuse(document, found, ledger)
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
    return found is not None and _is_paper(document, found)


def _is_paper(document: Document, found: FrontMatter) -> bool:
    """Say whether the fields speak of a paper.

    A page says so itself, or it has an identifier, or authors and what only papers have.
    """
    fields = flatten(found.fields)
    kinds = set(find_words(fields, _KINDS))
    has_title, has_authors = bool(find_title(fields)), any(find_people(fields, AUTHORS))
    has_venue, has_id = bool(find_text(fields, VENUE)), _has_id(fields)
    has_abstract = bool(find_text(fields, ABSTRACT))
    facts = sum((has_authors, has_venue, has_id, has_abstract))
    if _is_other(fields):
        return has_title and has_authors and has_venue and has_id and "event" not in fields
    if any(map(_PAPER.fullmatch, kinds)) or fields.get("publication_types"):
        has_key = any(find_text(fields, (name,)) for name in _KEYS_OF_PAPERS)
        is_said = facts > 0 or has_key or _has_date(fields)
        return is_said and (facts > 1 or has_key or not _holds_list(document))
    if has_id and (has_title or has_authors):
        return facts > 1 or bool(find_text(fields, YEAR))
    if not (has_title and has_authors):
        return False
    has_address = any(fields.get(name) for name in _PAPER_ADDRESSES)
    has_year = bool(find_text(fields, YEAR))
    return has_venue or (has_year and (has_abstract or has_address)) or _is_ours(fields)


def _is_other(fields: Fields) -> bool:
    kinds = set(find_words(fields, _KINDS))
    if any(map(_PAPER.fullmatch, kinds)):
        return False
    is_hugoblox = isinstance(image := fields.get("image"), dict) and "focal_point" in image
    is_marked = is_hugoblox or bool(_MARKS_OF_OTHERS & fields.keys())
    return not fields.get("publication_types") and (is_marked or any(map(_OTHER.fullmatch, kinds)))


def _is_ours(fields: Fields) -> bool:
    return "found_in" in fields and "topics" in fields


def _has_id(fields: Fields) -> bool:
    dois = (text.strip() for text in _to_texts(fields, DOI))
    arxiv = (find_arxiv(text) for text in _to_texts(fields, (*ARXIV, *DOI)))
    clipped = map(is_certain_paper, _to_texts(fields, ("source", "source_url")))
    return any(map(is_doi, dois)) or any(arxiv) or any(clipped)


def _to_texts(fields: Fields, names: tuple[str, ...]) -> list[str]:
    return [value for name in names if isinstance(value := fields.get(name), str)]


def _has_date(fields: Fields) -> bool:
    return bool(find_text(fields, YEAR)) or ("date" in fields and "collection" in fields)


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
    return text if _is_ours(fields) and text and "/" not in text else None


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
    source = cited.source
    return Record(
        kind=Kind.ENTRY,
        place=place,
        title=cited.title,
        authors=cited.authors,
        more_authors=cited.more_authors,
        year=source.year,
        venue=source.venue,
        volume=source.volume,
        issue=source.issue,
        page=source.page,
        publisher=source.publisher,
        arxiv=cited.arxiv,
        doi=cited.doi,
    )


def _refuse(document: Document, found: FrontMatter, ledger: Ledger) -> Reading:
    line = found.first + 1
    reason = "it has neither title nor abstract, DOI or arXiv id"
    mend = "Write  title: …  into its front matter."
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
