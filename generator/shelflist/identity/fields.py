"""Which of several values of a field is the better one: the table `FIELD_RULES`.

A page always wins, since what stands there may be a person's word. To learn what the
seeds alone say, merge the records without those of kind `PAGE`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from shelflist.identity import agreement, choosing
from shelflist.identity.choosing import Candidate
from shelflist.identity.keys import find_arxiv_id, find_doi_name
from shelflist.identity.nodes import place_order
from shelflist.model import Conflict, Kind, Link, Name, Place, Record, Work

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
        order: The kinds of records, the most trusted first; within a kind the first place.
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


TEXT_RULES: tuple[FieldRule[str], ...] = (
    FieldRule(
        "title",
        lambda r: r.title,
        TITLE_ORDER,
        "checked facts know the title's spelling; citations often lower its case",
        same=agreement.same_title,
    ),
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
        "doi",
        find_doi_name,
        CHECKED_FIRST,
        "the publisher's DOI before a preprint server's",
        choose=choosing.published_doi,
        same=agreement.same_doi,
    ),
    FieldRule(
        "arxiv",
        find_arxiv_id,
        CHECKED_FIRST,
        "checked facts first; a DOI of arXiv is an arXiv id",
        same=agreement.same_text,
    ),
    FieldRule("url", lambda r: r.url, CHECKED_FIRST, "checked facts first"),
    FieldRule(
        "short_name",
        lambda r: r.short_name,
        SUBJECT_FIRST,
        "a table names papers on purpose; the title's spelling of the same word is right",
    ),
    FieldRule("note", lambda r: r.note, SUBJECT_FIRST, "a table describes papers on purpose"),
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
        ("type", lambda r: r.type),
        ("preprint", lambda r: r.preprint),
    )
)

YEAR_RULE: FieldRule[int] = FieldRule(
    "year",
    lambda r: r.year,
    CHECKED_FIRST,
    "checked facts first, then what a citation says",
    same=lambda one, other: one == other,
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
OTHER_IDS_RULE: ListRule[str] = ListRule(
    "other_ids", lambda r: r.other_ids, CHECKED_FIRST, "every id helps", choosing.unite_words
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
    YEAR_RULE,
    AUTHORS_RULE,
    PROVISIONAL_RULE,
    RETRACTED_RULE,
    EDITORS_RULE,
)
"""Every rule for a single value; `LINKS_RULE`, `HINTS_RULE` and `OTHER_IDS_RULE` are for lists."""


def merge_records(records: Iterable[Record]) -> Work:
    """Merge the records of one paper.

    Args:
        records: At least one, in any order; which paper they are about is not asked.

    Returns:
        The work; see `Work`.

    Raises:
        ValueError: There is no record.
    """
    ordered = tuple(sorted(records, key=place_order))
    if not ordered:
        raise ValueError("a work needs at least one record")
    merge = _Merge(ordered)
    texts = {rule.field: merge.pick(rule) for rule in TEXT_RULES}
    publication = _records_of_venue(ordered, texts["venue"])
    texts |= {rule.field: merge.pick(rule, publication) for rule in PUBLICATION_RULES}
    if texts["title"] is None:
        texts["provisional_title"] = merge.pick(PROVISIONAL_RULE)
    texts["short_name"] = choosing.spell_as_title(
        texts["short_name"], texts["title"], texts["abstract"]
    )
    authors = merge.pick(AUTHORS_RULE) or choosing.Authors((), False)
    record = Record(
        kind=ordered[0].kind,
        place=ordered[0].place,
        year=merge.pick(YEAR_RULE),
        authors=authors.names,
        more_authors=authors.others,
        links=merge.unite(LINKS_RULE),
        hints=merge.unite(HINTS_RULE),
        retracted=merge.pick(RETRACTED_RULE) is True,
        editors=merge.pick(EDITORS_RULE, publication) or (),
        other_ids=merge.unite(OTHER_IDS_RULE),
    )
    record = _with_texts(record, texts)
    return Work(record, ordered, merge.origins, tuple(merge.conflicts))


class _Merge:
    """Applies rules to the records of one paper and notes where each value came from."""

    def __init__(self, records: Sequence[Record]) -> None:
        self._records = records
        self._alone = len(records) == 1
        self.origins: dict[str, Place] = {}
        self.conflicts: list[Conflict] = []

    def pick(self, rule: FieldRule[T], records: Sequence[Record] | None = None) -> T | None:
        """Choose the value of a field; what differs from it in substance is a conflict."""
        candidates = [
            Candidate(value, record.kind, record.place)
            for record in (self._records if records is None else records)
            if (value := rule.find(record)) is not None and value != ""
        ]
        if not candidates:
            return None
        candidates.sort(key=lambda candidate: rule.order.index(candidate.kind))
        chosen = choosing.prefer_page(candidates, rule.choose)
        self.origins[rule.field] = chosen.place
        if rule.same is not None:
            self._note_conflicts(rule, chosen, candidates)
        return chosen.value

    def unite(self, rule: ListRule[T]) -> tuple[T, ...]:
        """Unite lists; the origin is the place that gave the first entry."""
        candidates = [
            Candidate(values, record.kind, record.place)
            for record in self._records
            if (values := rule.find(record))
        ]
        if not candidates:
            return ()
        candidates.sort(key=lambda candidate: rule.order.index(candidate.kind))
        self.origins[rule.field] = candidates[0].place
        return rule.unite(candidates)

    def _note_conflicts(
        self, rule: FieldRule[T], chosen: Candidate[T], candidates: Sequence[Candidate[T]]
    ) -> None:
        seen: set[str] = set()
        for candidate in candidates:
            if candidate.value == chosen.value or rule.same is None:
                continue
            text = rule.text(candidate.value)
            if text not in seen and not rule.same(chosen.value, candidate.value):
                seen.add(text)
                kept = rule.text(chosen.value)
                self.conflicts.append(
                    Conflict(rule.field, kept, chosen.place, text, candidate.place)
                )


def _records_of_venue(records: Sequence[Record], venue: str | None) -> tuple[Record, ...]:
    """Give the records whose volume, pages and publisher are those of the chosen venue."""
    if venue is None:
        return tuple(records)
    same = [r for r in records if r.venue and agreement.is_venue(r.venue, venue)]
    silent = [r for r in records if not r.venue]
    return (*same, *silent)


def _with_texts(record: Record, texts: dict[str, str | None]) -> Record:
    get = texts.get
    return replace(
        record,
        title=get("title"),
        provisional_title=get("provisional_title"),
        short_name=get("short_name"),
        abstract=get("abstract"),
        venue=get("venue"),
        volume=get("volume"),
        issue=get("issue"),
        page=get("page"),
        publisher=get("publisher"),
        type=get("type"),
        preprint=get("preprint"),
        doi=get("doi"),
        arxiv=get("arxiv"),
        url=get("url"),
        note=get("note"),
        source=get("source"),
        key=get("key"),
    )


__all__ = [
    "FIELD_RULES",
    "HINTS_RULE",
    "LINKS_RULE",
    "OTHER_IDS_RULE",
    "FieldRule",
    "ListRule",
    "merge_records",
]
