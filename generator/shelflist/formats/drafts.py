"""A record as a service or a reference manager words it, before its text is cleaned.

Every form fills a `Draft`; what a field means, and what only looks like a fact, is
decided here once for all of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import unquote

from shelflist.formats.arxiv_marks import find_arxiv_among, is_arxiv_itself
from shelflist.formats.draft_texts import (
    RESOLVER,
    WEB,
    clean_value,
    find_edition,
    find_short_name,
    sort_addresses,
    strip_label,
    to_hints,
    to_people,
    to_plain,
    unite_links,
    unless_arxiv,
)
from shelflist.formats.entry_names import (
    OTHERS,
    parse_entries_of_names,
    parse_entry_of_names,
)
from shelflist.formats.fields import from_house, to_venue
from shelflist.formats.genres import find_genre
from shelflist.formats.notices import follow_notice
from shelflist.formats.other_ids import find_preprint_doi, take_arxiv, to_other_ids
from shelflist.formats.preprints import is_preprint_doi
from shelflist.formats.serials import sort_serials
from shelflist.model import Kind, Link, Name, Place, Record
from shelflist.problems import Location, Problem, Refusal, Severity
from shelflist.text.addresses import find_arxiv, find_doi, find_links
from shelflist.text.clean import clean_plain, clean_plain_title
from shelflist.text.names import to_clean_parts
from shelflist.text.working_titles import provisional_title

YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?=(?:0[1-9]|1[0-2])[0-3]\d(?!\d)|(?!\d))")
"""A year as a date may hold it, also `20200426`."""

_DOI = re.compile(
    r"(?:https?://)?(?:(?:dx\.|www\.)?doi\.org/|doi\s*[:=]?\s*|info:doi/)?"
    r"(10\.\d{4,9}(?:/|%2F)\S*[^\s.,;])[.,;]?",
    re.IGNORECASE,
)
_RETRACTED = re.compile(
    r"\W{0,3}(?:this (?:article|paper) (?:has been|was) )?(?:retracted|withdrawn)"
    r"(?: (?:article|paper|chapter|publication))?\s*(?:[\]):.–—]|-\s|$)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a file in a standard form holds.

    Attributes:
        records: In the order of their lines.
        problems: What is wrong inside records that were taken, or with the file.
        refused: Records that are there and were not taken.
        furniture: First and last line (from 1) of what belongs to the form itself.
    """

    records: tuple[Record, ...]
    problems: tuple[Problem, ...] = ()
    refused: tuple[Refusal, ...] = ()
    furniture: tuple[tuple[int, int], ...] = ()


@dataclass(slots=True)
class Draft:
    """The words of one record; what it does not say is empty.

    Attributes:
        title, short_name, abstract, venue, volume, issue, page, publisher, publisher_place,
            edition, isbn, issn, genre, note: As worded.
        type: CSL type.
        year, month: Of publication.
        first_year: Of the preprint where the form names both.
        authors: In order.
        more_authors: Whether the form says that there are others.
        editors: Of the book, the proceedings or the issue, in order.
        translators: In order.
        dois: Fields made for a DOI.
        identifiers: Fields that hold a DOI or an arXiv id among other things.
        addresses: Of the paper, the best first.
        links: Addresses that are only about it.
        hints: Keywords and subjects.
        key: What the file itself calls the entry.
        preprint: The server of the preprint where the form names another venue.
        other_ids: DOIs and arXiv ids of other versions of the paper.
        retracts: DOIs of papers of which this is the notice of retraction.
        is_retracted: Whether the form says that the paper was retracted.
        kind: Of the record.
    """

    title: str = ""
    short_name: str = ""
    abstract: str = ""
    venue: str = ""
    volume: str = ""
    issue: str = ""
    page: str = ""
    publisher: str = ""
    publisher_place: str = ""
    edition: str = ""
    isbn: str = ""
    issn: str = ""
    genre: str = ""
    note: str = ""
    type: str | None = None
    year: int | None = None
    month: int | None = None
    first_year: int | None = None
    authors: list[Name] = field(default_factory=list)
    more_authors: bool = False
    editors: list[Name] = field(default_factory=list)
    translators: list[Name] = field(default_factory=list)
    dois: list[str] = field(default_factory=list)
    identifiers: list[str] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    hints: list[str] = field(default_factory=list)
    key: str | None = None
    preprint: str = ""
    other_ids: list[str] = field(default_factory=list)
    retracts: list[str] = field(default_factory=list)
    is_retracted: bool = False
    kind: Kind = Kind.ENTRY

    def add_author(self, text: str, *, is_family_first: bool = False) -> None:
        """Add one name, or mark that there are others; several on a line are parted.

        A comma at the end says, as in EndNote, that the name is an institution's.
        """
        names, others = parse_entry_of_names(text, is_family_first=is_family_first)
        self.authors += names
        self.more_authors |= others

    def add_authors(self, texts: Sequence[str]) -> None:
        """Add the names of several fields, all written in the same order."""
        names, others = parse_entries_of_names(texts)
        self.authors += names
        self.more_authors |= others

    def turn_authors_into_editors(self) -> None:
        """Say that who was taken for an author put the book together."""
        self.editors, self.authors, self.more_authors = self.authors, [], False

    def add_editors(self, texts: Sequence[str]) -> None:
        """Add the names of several fields; who says that there are others names none."""
        self.editors += parse_entries_of_names(texts)[0]

    def add_translators(self, texts: Sequence[str]) -> None:
        """Add the names of several fields."""
        self.translators += parse_entries_of_names(texts)[0]


def find_year(*texts: str) -> int | None:
    """Find the first year from 1500 to 2099 in the first text that has one."""
    found = (YEAR.search(text) for text in texts)
    return next((int(match[0]) for match in found if match), None)


def parse_doi(text: str) -> str:
    """Read a field that is a DOI: bare, as an address, or after `doi:`.

    A DOI may hold brackets and semicolons (the old ones made of a SICI do), so the
    whole field is taken.

    Raises:
        ValueError: It is none.
    """
    match = _DOI.fullmatch(text.strip())
    if match is None:
        raise ValueError(f"no DOI: {text!r}")
    return unquote(match[1]).lower() if "%" in match[1] else match[1].lower()


def is_doi(text: str) -> bool:
    """Say whether a field is a DOI and nothing else."""
    return bool(_DOI.fullmatch(text.strip()))


def check_dois(draft: Draft, place: Place) -> Iterator[Problem]:
    """Name what stands in a field for a DOI and is none, so that it is not lost unseen."""
    for text in draft.dois:
        if text.strip() and not (is_doi(text) or find_doi(text) or find_arxiv(text)):
            where = Location(place.file, place.line)
            message = f"This is no DOI: {text[:80]!r}"
            mend = "Write it as  10.1000/xyz ."
            yield Problem(where, "bad-doi", message, mend, Severity.WARNING)


def says_retracted(title: str) -> bool:
    """Say whether a title is marked as that of a retracted paper (`RETRACTED: …`).

    A notice of retraction (`Retraction notice to …`) is a publication of its own.
    """
    return bool(_RETRACTED.match(title))


def strip_retracted(title: str | None) -> str | None:
    """Give a title without the mark of a retracted paper: the paper is still called so."""
    match = _RETRACTED.match(title) if title else None
    return (title[match.end() :].strip() or title) if title and match else title


def publish(draft: Draft, dois: list[str], server: str = "") -> None:
    """Give a preprint the DOI of its publication, of which the form says nothing more."""
    if dois:
        draft.other_ids = [*draft.other_ids, *draft.dois]
        draft.dois = dois
        draft.preprint, draft.venue = draft.venue or server, ""
        draft.type, draft.publisher = None, ""


def is_named(record: Record) -> bool:
    """Say whether a record says which paper it is about."""
    return bool(record.title or record.abstract or record.doi or record.arxiv)


def to_record(draft: Draft, place: Place, raw: str) -> Record:
    """Clean a draft into a record; a record without a title gets a working one."""
    title = strip_retracted(clean_plain_title(to_plain(draft.title)) or None)
    abstract = clean_plain(strip_label(to_plain(draft.abstract))) or None
    doi, arxiv, other_ids = _find_ids(draft)
    named = [name for name in draft.authors if not OTHERS.fullmatch(str(name))]
    url, links = sort_addresses(draft.addresses)
    houses = unless_arxiv(draft.venue), unless_arxiv(draft.publisher)
    container, publisher = from_house(draft.type, *houses)
    isbn, issn = sort_serials(clean_value(draft.isbn) or None, clean_value(draft.issn) or None)
    about = tuple(Link("link", address) for address in draft.links if WEB.fullmatch(address))
    record = Record(
        kind=draft.kind,
        place=place,
        raw=raw,
        title=title,
        short_name=find_short_name(draft.short_name, title),
        authors=tuple(filter(None, map(to_clean_parts, named))),
        more_authors=draft.more_authors or len(named) < len(draft.authors),
        year=draft.first_year or draft.year,
        month=draft.month if draft.year else None,
        venue=to_venue(container, draft.year, draft.first_year),
        volume=unless_arxiv(draft.volume),
        issue=unless_arxiv(draft.issue),
        page=unless_arxiv(draft.page),
        publisher=publisher,
        publisher_place=unless_arxiv(draft.publisher_place),
        edition=find_edition(clean_value(draft.edition)),
        isbn=isbn,
        issn=issn,
        genre=find_genre(clean_value(draft.genre)),
        type=draft.type,
        doi=doi,
        arxiv=arxiv,
        url=url,
        abstract=abstract,
        links=unite_links((*links, *about), find_links(abstract) if abstract else (), url),
        hints=to_hints(draft.hints),
        note=clean_plain(to_plain(draft.note)) or None,
        key=" ".join((draft.key or "").split()) or None,
        retracted=draft.is_retracted or says_retracted(draft.title),
        editors=to_people(draft.editors),
        translators=to_people(draft.translators),
        preprint=unless_arxiv(draft.preprint),
        other_ids=other_ids,
    )
    retracted = [parse_doi(text) for text in draft.retracts if is_doi(text)]
    return follow_notice(with_working_title(record), retracted)


def with_working_title(record: Record) -> Record:
    """Give a record without a title a working one: of its abstract's words, else its id."""
    if record.title or record.provisional_title or not is_named(record):
        return record
    if record.abstract:
        working = provisional_title(record.abstract)
    else:
        working = f"arXiv:{record.arxiv}" if record.arxiv else f"doi:{record.doi}"
    return replace(record, provisional_title=working)


def _find_ids(draft: Draft) -> tuple[str | None, str | None, tuple[str, ...]]:
    """Give DOI, arXiv id and further ids; a DOI of arXiv is an id, no DOI of ours.

    Of the DOIs in fields made for one, a publisher's comes before a preprint server's.
    """
    resolved = [text for text in draft.addresses if RESOLVER.match(text)]
    candidates = (*draft.dois, *filter(is_doi, draft.identifiers), *resolved)
    dois = [parse_doi(text) for text in candidates if is_doi(text)]
    dois = [found for found in dois if not find_arxiv(found)]
    dois += [found for text in draft.addresses if (found := find_preprint_doi(text))]
    own = next((each for each in dois if not is_preprint_doi(each)), None)
    doi = own or next(iter(dois), None)
    is_arxiv = any(is_arxiv_itself(text) for text in (draft.venue, draft.publisher))
    holders = (*draft.dois, *draft.addresses, *draft.identifiers)
    places = (draft.venue, draft.volume, draft.issue, draft.page)
    arxiv = find_arxiv_among((*holders, *places), is_arxiv=is_arxiv)
    preprints = [each for each in dois if is_preprint_doi(each)] if own else []
    return doi, *take_arxiv(to_other_ids((*draft.other_ids, *preprints), doi, arxiv), arxiv)
