"""The records of one paper become one work, with the better value of each field.

Which that is says the table `FIELD_RULES`. A page always wins, since what stands there may
be a person's word. To learn what the seeds alone say, merge the records without those of
kind `PAGE`.

Where a rule leaves several, what the list says already stays; else the fuller record decides,
then how many say the same, then the value itself. The names of files decide nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cached_property
from typing import TypeVar

from shelflist.formats.fields import to_publication
from shelflist.formats.other_ids import to_key
from shelflist.formats.preprints import is_preprint_doi, is_preprint_venue
from shelflist.identity import agreement, choosing, versions
from shelflist.identity.choosing import Candidate
from shelflist.identity.keys import find_doi_name
from shelflist.identity.nodes import NOWHERE, place_order
from shelflist.identity.rules import (
    AUTHORS_RULE,
    EDITORS_RULE,
    FIELD_RULES,
    HINTS_RULE,
    LINKS_RULE,
    MONTH_RULE,
    OF_PUBLICATION,
    OTHER_IDS_RULE,
    PREPRINT_RULE,
    PROVISIONAL_RULE,
    PUBLICATION_RULES,
    RETRACTED_RULE,
    TEXT_RULES,
    TITLE_RULE,
    TRANSLATORS_RULE,
    YEAR_RULE,
    FieldRule,
    ListRule,
)
from shelflist.identity.similarity import are_unlike, telling_words
from shelflist.model import Conflict, Kind, Place, Record, Work

T = TypeVar("T")


def merge_records(
    records: Iterable[Record], listed: Record | None = None, *, is_ordered: bool = False
) -> Work:
    """Merge the records of one paper.

    Args:
        records: At least one, in any order; which paper they are about is not asked.
        listed: What the generator wrote of the paper and still stands in the list.
        is_ordered: Whether of equals the one given first shall be taken.

    Returns:
        The work; see `Work`.

    Raises:
        ValueError: There is no record.
    """
    given = tuple(records)
    ordered = given if is_ordered else tuple(sorted(given, key=place_order))
    if not ordered:
        raise ValueError("a work needs at least one record")
    merge = _Merge(ordered, listed, is_ordered)
    texts = {rule.field: merge.pick(rule) for rule in TEXT_RULES}
    venue = texts["venue"] = merge.find_venue(texts["venue"])
    publication = _records_of_venue(ordered, venue)
    texts["title"], renamed = merge.find_titles(texts["title"], venue, publication)
    texts["preprint_title"] = renamed or texts["preprint_title"]
    texts |= {rule.field: merge.pick(rule, publication) for rule in PUBLICATION_RULES}
    texts |= {rule.field: merge.pick_published(rule, publication) for rule in OF_PUBLICATION}
    if texts["title"] is None:
        texts["provisional_title"] = merge.pick(PROVISIONAL_RULE)
    texts["short_name"] = choosing.spell_as_title(
        texts["short_name"], texts["title"], texts["abstract"]
    )
    authors = merge.pick(AUTHORS_RULE) or choosing.Authors((), False)
    year, published = merge.pick_years(venue)
    texts["venue"] = versions.date_venue(venue, published) if venue else None
    other_ids = merge.unite_ids(texts["doi"], texts["arxiv"])
    texts["preprint"] = merge.find_preprint(texts["venue"], texts["doi"], other_ids)
    record = Record(
        kind=ordered[0].kind,
        place=ordered[0].place,
        year=year,
        authors=authors.names,
        more_authors=authors.others,
        links=merge.unite(LINKS_RULE),
        hints=merge.unite(HINTS_RULE),
        retracted=merge.pick(RETRACTED_RULE) is True,
        editors=merge.pick(EDITORS_RULE, publication) or (),
        translators=merge.pick(TRANSLATORS_RULE, publication) or (),
        other_ids=other_ids,
    )
    record = _with_texts(record, texts)
    if any(each.month for each in publication):
        record = replace(record, month=merge.pick_month(record, publication))
    return Work(record, ordered, merge.origins, tuple(merge.conflicts))


class _Merge:
    """Applies rules to the records of one paper and notes where each value came from."""

    def __init__(self, records: Sequence[Record], listed: Record | None, is_ordered: bool) -> None:
        self._records = records
        self._alone = len(records) == 1
        self._listed = listed and replace(listed, venue=to_publication(listed).container)
        self._is_ordered = is_ordered
        self.origins: dict[str, Place] = {}
        self.conflicts: list[Conflict] = []

    @cached_property
    def _apart(self) -> frozenset[Place]:
        """The places of records that are no copies: what is there twice agrees with nobody."""
        contents = {replace(r, raw="", place=NOWHERE): r.place for r in reversed(self._records)}
        return frozenset(contents.values())

    def pick(self, rule: FieldRule[T], records: Sequence[Record] | None = None) -> T | None:
        """Choose the value of a field; what differs from it in substance is a conflict."""
        candidates = [
            Candidate(value, record.kind, record.place, _count_facts(record))
            for record in (self._records if records is None else records)
            if (value := rule.find(record)) is not None and value != ""
        ]
        if not candidates:
            return None
        chosen = candidates[0]
        if len(candidates) > 1:
            self._rank(candidates, rule)
            chosen = choosing.prefer_page(candidates, rule.choose)
        self.origins[rule.field] = chosen.place
        if rule.same is not None:
            self._note_conflicts(rule, chosen, candidates)
        return chosen.value

    def _rank(self, candidates: list[Candidate[T]], rule: FieldRule[T]) -> None:
        """Put the most trusted first, and of equals the one that the list has already."""
        if self._is_ordered:
            candidates.sort(key=lambda candidate: rule.order.index(candidate.kind))
            return
        there = rule.find(self._listed) if self._listed else None
        listed = None if there is None else rule.text(there)
        agreeing = Counter(
            rule.text(candidate.value) for candidate in candidates if candidate.place in self._apart
        )

        def order(candidate: Candidate[T]) -> tuple[int, bool, int, int, str, Place]:
            text = rule.text(candidate.value)
            kind = rule.order.index(candidate.kind)
            return kind, text != listed, -candidate.facts, -agreeing[text], text, candidate.place

        candidates.sort(key=order)

    def find_titles(
        self, title: str | None, venue: str | None, publication: Sequence[Record]
    ) -> tuple[str | None, str | None]:
        """Let title and venue come from one publication.

        Returns:
            The title, and the one that the preprint had before its authors renamed it.
        """
        if self._alone or title is None or venue is None or is_preprint_venue(venue):
            return title, None
        origin, noted = self.origins["title"], list(self.conflicts)
        named = [record for record in publication if record.venue]
        early = [r for r in self._records if r not in named and versions.is_preprint(r)]
        published, preprint = self.pick(TITLE_RULE, named), self._pick_kept(early, title)
        self.origins["title"], self.conflicts = origin, noted
        if not published or not preprint or agreement.same_title(published, preprint.title or ""):
            return title, None
        is_other = are_unlike(telling_words(published), telling_words(preprint.title or ""))
        rank = TITLE_RULE.order.index
        is_trusted = min(rank(r.kind) for r in named if r.title) <= rank(preprint.kind)
        if not is_other and (not is_trusted or preprint.kind is Kind.CITATION):
            return title, None  # mistyped or cut off
        self.conflicts = [each for each in noted if each.field != "title"]
        self.origins["title"] = next(r.place for r in named if r.title == published)
        return published, preprint.title

    def _pick_kept(self, records: Sequence[Record], title: str) -> Record | None:
        """Pick the preprint whose title is kept beside the publication's."""
        titled = [record for record in records if record.title]
        order = TITLE_RULE.order
        return min(
            titled,
            key=lambda r: (r.title != title, order.index(r.kind), r.title or ""),
            default=None,
        )

    def pick_published(self, rule: FieldRule[str], publication: Sequence[Record]) -> str | None:
        """Choose a value that all records have; of equals, the publication's own."""
        taken = set(map(id, publication))
        others = [record for record in self._records if id(record) not in taken]
        return self.pick(rule, (*publication, *others))

    def find_venue(self, venue: str | None) -> str | None:
        """Leave a server's name out where a record without a venue knows the publisher's DOI."""
        if self._alone or venue is None or not is_preprint_venue(venue):
            return venue
        dois = ((record, find_doi_name(record)) for record in self._records)
        published = [record for record, doi in dois if doi and not is_preprint_doi(doi)]
        if not published or any(record.venue for record in published):
            return venue
        del self.origins["venue"]
        return None

    def pick_years(self, venue: str | None) -> tuple[int | None, int | None]:
        """Choose the year; also give that of the publication where it is another."""
        if self._alone or any(record.kind is Kind.PAGE for record in self._records):
            return self.pick(YEAR_RULE), None
        records = self._in_order_of_years()
        first, published, conflicts = versions.choose_years(records, venue)
        if first is None:
            return None, None
        self.origins["year"] = first.place
        self.conflicts += conflicts
        return first.value, published

    def _in_order_of_years(self) -> list[Record]:
        """Give the records, the most trusted first, of equals those whose year the list has."""
        listed = to_publication(self._listed) if self._listed else None
        known = {listed.year, listed.first_year} if listed else set()
        years = Counter(r.year for r in self._records if r.place in self._apart)

        def order(record: Record) -> tuple[int, ...]:
            kind = YEAR_RULE.order.index(record.kind)
            if self._is_ordered:
                return (kind,)
            is_new = record.year not in known
            return kind, is_new, -_count_facts(record), -years[record.year], record.year or 0

        return sorted(self._records, key=order)

    def pick_month(self, chosen: Record, publication: Sequence[Record]) -> int | None:
        """Choose the month among the records that date the publication as was chosen."""
        year = to_publication(chosen).year
        same = [each for each in publication if year and to_publication(each).year == year]
        return self.pick(MONTH_RULE, same)

    def unite_ids(self, doi: str | None, arxiv: str | None) -> tuple[str, ...]:
        """Give the ids that are not the paper's own; an id said to be another is no conflict."""
        if all(_has_only(record, doi, arxiv) for record in self._records):
            return ()
        records = sorted(self._records, key=lambda r: OTHER_IDS_RULE.order.index(r.kind))
        found = versions.unite_ids(records, doi, arxiv)
        if found:
            self.origins["other_ids"] = next(iter(found.values()))
        named = versions.find_named_ids(records)
        if named and self.conflicts:
            self.conflicts = [
                each
                for each in self.conflicts
                if each.field not in ("doi", "arxiv")
                or to_key(f"{each.field}:{each.other}") not in named
            ]
        return tuple(found)

    def find_preprint(
        self, venue: str | None, doi: str | None, other_ids: Sequence[str]
    ) -> str | None:
        """Find where a published paper appeared first; a preprint says it by its venue."""
        is_published = not is_preprint_venue(venue) if venue else doi and not is_preprint_doi(doi)
        if not is_published:
            return self.pick(replace(PREPRINT_RULE, find=lambda r: r.preprint))
        found = self.pick(PREPRINT_RULE)
        if found is None and other_ids and (found := versions.find_server_of_ids(other_ids)):
            self.origins["preprint"] = self.origins["other_ids"]
        return found

    def unite(self, rule: ListRule[T]) -> tuple[T, ...]:
        """Unite lists; the origin is the place that gave the first entry."""
        candidates = [
            Candidate(values, record.kind, record.place)
            for record in self._records
            if (values := rule.find(record))
        ]
        if not candidates:
            return ()
        there = set(map(str, rule.find(self._listed))) if self._listed else set()

        def order(candidate: Candidate[tuple[T, ...]]) -> tuple[int, bool, list[str]]:
            words = list(map(str, candidate.value))
            kind = rule.order.index(candidate.kind)
            return (kind, False, []) if self._is_ordered else (kind, not there >= {*words}, words)

        candidates.sort(key=order)
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


def _count_facts(record: Record) -> int:
    """Count what a record says of a publication: the fuller one was copied with more care."""
    facts = (
        *(record.title, record.authors, record.year, record.month, record.venue, record.volume),
        *(record.issue, record.page, record.publisher, record.doi, record.isbn, record.issn),
        *(record.arxiv, record.url, record.abstract, record.editors),
    )
    return sum(map(bool, facts))


def _has_only(record: Record, doi: str | None, arxiv: str | None) -> bool:
    """Say whether a record has no id but these, as far as a look at them can tell."""
    is_doi, is_arxiv = record.doi in (None, doi), record.arxiv in (None, arxiv)
    return is_doi and is_arxiv and not record.other_ids


def _records_of_venue(records: Sequence[Record], venue: str | None) -> tuple[Record, ...]:
    """Give the records whose volume, pages and publisher are those of the chosen venue.

    A record without a venue counts, but one of a preprint only where nothing is published.
    """
    if len(records) == 1 or venue is None:
        return tuple(records)
    same = [r for r in records if r.venue and agreement.is_venue(r.venue, venue)]
    silent = [r for r in records if not r.venue]
    if not is_preprint_venue(venue):
        silent = [r for r in silent if r.kind is Kind.PAGE or not versions.is_preprint(r)]
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
        publisher_place=get("publisher_place"),
        edition=get("edition"),
        isbn=get("isbn"),
        issn=get("issn"),
        genre=get("genre"),
        type=get("type"),
        preprint=get("preprint"),
        preprint_title=get("preprint_title"),
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
