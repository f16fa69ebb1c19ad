"""Which of several values of a field is the better one: the table `FIELD_RULES`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from shelflist.identity import agreement, choosing, versions
from shelflist.identity.choosing import Candidate
from shelflist.identity.keys import find_arxiv_id, find_doi_name
from shelflist.model import Kind, Link, Name, Record

T = TypeVar("T")

PAGE, ENTRY, LISTING = Kind.PAGE, Kind.ENTRY, Kind.LISTING
ABSTRACT, CITATION, ROW = Kind.ABSTRACT, Kind.CITATION, Kind.TABLE_ROW

CHECKED_FIRST = (PAGE, ENTRY, CITATION, LISTING, ROW, ABSTRACT)
TITLE_ORDER = (PAGE, ENTRY, LISTING, CITATION, ROW, ABSTRACT)
TEXT_FIRST = (PAGE, LISTING, ENTRY, ABSTRACT, CITATION, ROW)
SUBJECT_FIRST = (PAGE, ROW, ENTRY, LISTING, CITATION, ABSTRACT)


@dataclass(frozen=True, slots=True)
class FieldRule(Generic[T]):
    """How the value of one field is chosen.

    Attributes:
        field: Of `Record`.
        find: Gives what a record says, or `None`.
        order: The kinds of records, the most trusted first.
        why: The reason, for people.
        choose: Picks among the candidates in that order; the first by default.
        same: Whether two values say the same in substance; without it a difference is
            no conflict.
        text: How a conflict shows a value.
    """

    field: str
    find: Callable[[Record], T | None]
    order: tuple[Kind, ...]
    why: str
    choose: Callable[[Sequence[Candidate[T]]], Candidate[T]] = choosing.first
    same: Callable[[T, T], bool] | None = None
    text: Callable[[T], str] = str


@dataclass(frozen=True, slots=True)
class ListRule(Generic[T]):
    """How the entries of several lists become one list without repetitions."""

    field: str
    find: Callable[[Record], tuple[T, ...]]
    order: tuple[Kind, ...]
    why: str
    unite: Callable[[Sequence[Candidate[tuple[T, ...]]]], tuple[T, ...]]


TITLE_RULE: FieldRule[str] = FieldRule(
    "title",
    lambda r: r.title,
    TITLE_ORDER,
    "checked facts know the title's spelling; citations often lower its case",
    same=agreement.same_title,
)

TEXT_RULES: tuple[FieldRule[str], ...] = (
    TITLE_RULE,
    FieldRule(
        "abstract",
        lambda r: r.abstract,
        TEXT_FIRST,
        "listings bring the authors' own abstract; the longest is the least cut off",
        choose=choosing.longest_text,
        same=agreement.same_abstract,
    ),
    FieldRule(
        "venue",
        lambda r: r.venue,
        CHECKED_FIRST,
        "where it was published says more than that it is a preprint",
        choose=choosing.published_venue,
        same=agreement.same_venue,
    ),
    FieldRule(
        "arxiv",
        find_arxiv_id,
        CHECKED_FIRST,
        "checked facts first; a DOI of arXiv is an arXiv id",
        same=agreement.same_text,
    ),
    FieldRule(
        "short_name",
        lambda r: r.short_name,
        SUBJECT_FIRST,
        "a table names papers on purpose; the title's spelling of the same word is right",
    ),
    FieldRule("note", lambda r: r.note, SUBJECT_FIRST, "a table describes papers on purpose"),
    FieldRule(
        "preprint_title",
        lambda r: r.preprint_title,
        CHECKED_FIRST,
        "what is published under another title is still found under the old one",
    ),
    FieldRule("source", lambda r: r.source, CHECKED_FIRST, "where the checked facts are from"),
    FieldRule("key", lambda r: r.key, CHECKED_FIRST, "a file of entries names each on purpose"),
)

PUBLICATION_RULES: tuple[FieldRule[str], ...] = tuple(
    FieldRule(field, find, CHECKED_FIRST, "belongs to the venue that was chosen")
    for field, find in (
        ("volume", lambda r: r.volume),
        ("issue", lambda r: r.issue),
        ("page", lambda r: r.page),
        ("publisher", lambda r: r.publisher),
        ("publisher_place", lambda r: r.publisher_place),
        ("edition", lambda r: r.edition),
        ("isbn", lambda r: r.isbn),
        ("issn", lambda r: r.issn),
        ("genre", lambda r: r.genre),
        ("type", lambda r: r.type),
    )
)

OF_PUBLICATION: tuple[FieldRule[str], ...] = (
    FieldRule(
        "doi",
        find_doi_name,
        CHECKED_FIRST,
        "the publisher's DOI before a preprint server's",
        choose=choosing.published_doi,
        same=agreement.same_doi,
    ),
    FieldRule(
        "url",
        lambda r: r.url,
        CHECKED_FIRST,
        "checked facts first, and of these the publication's",
    ),
)
"""What belongs to the venue that was chosen if a record of it has it, else to any version."""

PREPRINT_RULE: FieldRule[str] = FieldRule(
    "preprint",
    versions.find_preprint_server,
    CHECKED_FIRST,
    "what is published elsewhere still says where it appeared first",
)

YEAR_RULE: FieldRule[int] = FieldRule(
    "year",
    lambda r: r.year,
    CHECKED_FIRST,
    "the preprint's before the publication's; then checked facts first",
    same=lambda one, other: one == other,
)

MONTH_RULE: FieldRule[int] = FieldRule(
    "month",
    lambda r: r.month,
    CHECKED_FIRST,
    "belongs to the year of the venue that was chosen; one of another year is another date",
)

AUTHORS_RULE: FieldRule[choosing.Authors] = FieldRule(
    "authors",
    lambda r: choosing.Authors(r.authors, r.more_authors) if r.authors else None,
    CHECKED_FIRST,
    "a complete list before 'et al.', the longer of two that begin alike, full names "
    "before initials; then checked facts first",
    choose=choosing.fullest_authors,
    same=agreement.same_authors,
)

PROVISIONAL_RULE: FieldRule[str] = FieldRule(
    "provisional_title",
    lambda r: r.provisional_title,
    TEXT_FIRST,
    "only while no place gives the real title",
)

LINKS_RULE: ListRule[Link] = ListRule(
    "links", lambda r: r.links, TEXT_FIRST, "every address helps", choosing.unite_links
)
HINTS_RULE: ListRule[str] = ListRule(
    "hints", lambda r: r.hints, SUBJECT_FIRST, "every hint helps", choosing.unite_words
)

EDITORS_RULE: FieldRule[tuple[Name, ...]] = FieldRule(
    "editors",
    lambda r: r.editors or None,
    CHECKED_FIRST,
    "belong to the venue that was chosen",
    text=lambda names: ", ".join(map(str, names)),
)
TRANSLATORS_RULE = replace(EDITORS_RULE, field="translators", find=lambda r: r.translators or None)
OTHER_IDS_RULE: ListRule[str] = ListRule(
    "other_ids",
    lambda r: r.other_ids,
    CHECKED_FIRST,
    "every id of every version that is not the paper's own DOI or arXiv id",
    choosing.unite_words,
)

RETRACTED_RULE: FieldRule[bool] = FieldRule(
    "retracted",
    lambda r: r.retracted or None,
    CHECKED_FIRST,
    "one place that says so is enough; others may be older",
)

FIELD_RULES: tuple[
    FieldRule[str]
    | FieldRule[int]
    | FieldRule[bool]
    | FieldRule[choosing.Authors]
    | FieldRule[tuple[Name, ...]],
    ...,
] = (
    *TEXT_RULES,
    *PUBLICATION_RULES,
    *OF_PUBLICATION,
    PREPRINT_RULE,
    YEAR_RULE,
    MONTH_RULE,
    AUTHORS_RULE,
    PROVISIONAL_RULE,
    RETRACTED_RULE,
    EDITORS_RULE,
    TRANSLATORS_RULE,
)
"""Every rule for a single value; `LINKS_RULE`, `HINTS_RULE` and `OTHER_IDS_RULE` are for lists."""
