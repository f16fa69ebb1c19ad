"""The versions of one paper: which records are a preprint's, and what becomes of its facts.

A preprint and its publication are one paper. The publication is what is cited; of the
preprint stay its ids, its server and the year, which is that of the first appearance.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from shelflist.formats.fields import to_publication
from shelflist.formats.other_ids import to_key
from shelflist.formats.preprints import (
    find_server,
    find_server_of_doi,
    is_preprint_doi,
    is_preprint_venue,
)
from shelflist.identity.agreement import is_venue
from shelflist.identity.choosing import Candidate
from shelflist.identity.keys import find_arxiv_id, find_doi_name, find_known_ids
from shelflist.model import Conflict, Place, Record

_PUBLISHED = frozenset({"paper-conference", "chapter", "book", "thesis"})
"""Types that only a publication has; `article-journal` is also given to preprints."""
_ENDS_IN_YEAR = re.compile(r"(?:.*\D)?(?:1[5-9]|20)\d\d", re.DOTALL)


def is_preprint(record: Record) -> bool:
    """Say whether a record speaks of a preprint only, by its venue or else by its ids."""
    if record.venue:
        return is_preprint_venue(record.venue)
    if doi := find_doi_name(record):
        return is_preprint_doi(doi)
    return bool(find_arxiv_id(record)) and record.type not in _PUBLISHED


def find_preprint_server(record: Record) -> str | None:
    """Find where a paper appeared first, if not on arXiv: as it is said, or of a preprint."""
    if record.preprint or not is_preprint(record):
        return record.preprint
    # A preprint without a venue often has its server as publisher.
    said = record.venue or record.publisher
    found = find_server(said) if said else None
    return found or find_server_of_doi(find_doi_name(record) or "")


def find_server_of_ids(ids: Sequence[str]) -> str | None:
    """Find the server of the first further id that shows one."""
    dois = (each[4:] for each in ids if each.startswith("doi:"))
    return next(filter(None, map(find_server_of_doi, dois)), None)


def unite_ids(records: Sequence[Record], doi: str | None, arxiv: str | None) -> dict[str, Place]:
    """Give every id of a paper that is not its `doi` or `arxiv`, with its place.

    Of the versions of a preprint one is enough.

    Args:
        records: The most trusted first.
        doi: The DOI that was chosen.
        arxiv: The arXiv id that was chosen.
    """
    found: dict[str, tuple[str, Place]] = {}
    for record in records:
        for each in find_known_ids(record):
            found.setdefault(to_key(each), (each, record.place))
    own = {to_key(f"doi:{doi}"), f"arxiv:{arxiv}"}
    return {each: place for key, (each, place) in found.items() if key not in own}


def find_named_ids(records: Sequence[Record]) -> frozenset[str]:
    """Find the keys of the ids that a record itself says to be further ones of its paper."""
    return frozenset(
        to_key(each)
        for record in records
        if record.other_ids
        for each in find_known_ids(replace(record, doi=None, arxiv=None))
    )


def choose_years(
    records: Sequence[Record], venue: str | None
) -> tuple[Candidate[int] | None, int | None, list[Conflict]]:
    """Tell the year of the preprint from that of the publication.

    Args:
        records: The most trusted first.
        venue: The venue that was chosen.

    Returns:
        The year of the paper and who says so, `None` where nobody does; the year of the
        publication where that is another; years that are neither.
    """
    said = [(record, _candidate(record)) for record in records if record.year is not None]
    if not said:
        return None, None, []
    preprint, published, open_ = _sort_years(said, venue)
    if not preprint or not published:
        first = min((preprint or published)[:1] + open_[:1], key=lambda c: _rank(records, c))
        year = None
    else:
        first = min(preprint[0], published[0], key=lambda c: c.value)
        later = published[0].value
        year = later if later > first.value else None
    known = {first.value, year}
    conflicts: dict[int, Conflict] = {}
    for other in (*preprint, *published, *open_):
        if other.value not in known:
            said_by = str(first.value), first.place, str(other.value), other.place
            conflicts.setdefault(other.value, Conflict("year", *said_by))
    return first, year, list(conflicts.values())


def _candidate(record: Record) -> Candidate[int]:
    return Candidate(record.year or 0, record.kind, record.place)


def _rank(records: Sequence[Record], candidate: Candidate[int]) -> int:
    return next(n for n, record in enumerate(records) if record.place == candidate.place)


def _sort_years(
    said: Sequence[tuple[Record, Candidate[int]]], venue: str | None
) -> tuple[list[Candidate[int]], list[Candidate[int]], list[Candidate[int]]]:
    """Sort years by what they are the year of: the preprint, the publication, unknown."""
    preprint: list[Candidate[int]] = []
    published: list[Candidate[int]] = []
    unknown: list[Candidate[int]] = []
    for record, candidate in said:
        dated = to_publication(record)
        if dated.first_year is not None and dated.year is not None:
            preprint.append(candidate)
            published.append(replace(candidate, value=dated.year))
        elif is_preprint(record):
            preprint.append(candidate)
        elif record.venue and venue and not is_venue(record.venue, venue):
            unknown.append(candidate)
        elif record.venue or find_doi_name(record):
            published.append(candidate)
        else:
            unknown.append(candidate)
    return preprint, published, unknown


def date_venue(venue: str, published: int | None) -> str:
    """Add the year of the publication to a venue where the paper has an earlier one.

    `formats.fields.to_publication` reads it again, so that the citation has this year.
    """
    return venue if published is None or _ENDS_IN_YEAR.fullmatch(venue) else f"{venue} {published}"
