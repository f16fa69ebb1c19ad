"""Where a paper was published, and when two publications with one title are two papers.

Lists word one publication in many ways, so that another venue alone proves nothing. It does
together with other authors, with another year and other pages, or if one of both is a thesis.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from itertools import product
from typing import TypeVar

from shelflist.formats.preprints import is_preprint_venue
from shelflist.identity.agreement import same_venue
from shelflist.identity.keys import family_key, family_keys
from shelflist.model import Kind, Record

T = TypeVar("T")

_THESIS = "thesis"
_NOT_TOLD = frozenset({None, "article", "manuscript", "document"})
"""Types that any form may give to what it knows too little of."""


@dataclass(frozen=True, slots=True)
class Publication:
    """What one place says of where, by whom and when something was published.

    Attributes:
        venue: Not a preprint's.
        first: Folded family name of the first author.
        families: Those of all authors; empty if not all are named.
        year: Of publication.
        numbers: Volume and first page, empty where they are not said.
        is_thesis: Whether it is; `None` if nothing tells.
        is_page: Whether a page says so, whose facts a person may have corrected.
    """

    venue: str
    first: str
    families: frozenset[str]
    year: int | None
    numbers: tuple[str, str]
    is_thesis: bool | None
    is_page: bool


def find_publication(record: Record) -> Publication | None:
    """Find where a record says that its paper was published, if it names venue and author."""
    venue = record.venue or (record.publisher if record.type == _THESIS else None)
    if not venue or not record.authors or is_preprint_venue(venue):
        return None
    first = family_key(record.authors[0])
    if not first:
        return None
    return Publication(
        venue,
        first,
        frozenset() if record.more_authors else family_keys(record.authors),
        record.year,
        (_first_number(record.volume), _first_number(record.page)),
        None if record.type in _NOT_TOLD else record.type == _THESIS,
        record.kind is Kind.PAGE,
    )


def _first_number(text: str | None) -> str:
    found = re.search(r"\d+", text or "")
    return found[0].lstrip("0") if found else ""


def find_difference(one: Publication, other: Publication) -> str:
    """Say in what two publications differ that shows them to be two; empty if nothing does."""
    if same_venue(one.venue, other.venue):
        return ""
    if one.first != other.first:
        return "different first authors and venues"
    if one.is_page or other.is_page:
        return ""
    if None not in (one.is_thesis, other.is_thesis) and one.is_thesis != other.is_thesis:
        return "different venues, and only one is a thesis"
    if _name_others(one.families, other.families):
        return "different authors and venues"
    if _differ(one.year, other.year) and any(
        _differ(mine, its) for mine, its in zip(one.numbers, other.numbers, strict=True)
    ):
        return "different years, pages and venues"
    return ""


def _name_others(families: frozenset[str], others: frozenset[str]) -> bool:
    """Say whether two whole lists of authors differ; names in two scripts cannot be compared."""
    is_alike = all(map(str.isascii, families)) == all(map(str.isascii, others))
    return is_alike and _differ(families, others)


def _differ(one: T | None, other: T | None) -> bool:
    return bool(one and other) and one != other


def find_common_difference(some: Collection[Publication], others: Collection[Publication]) -> str:
    """Say in what all publications of one paper differ from all of another; else nothing.

    A page repeats what seeds said, so it only speaks where no seed does.
    """
    pairs = list(product(_prefer_seeds(some), _prefer_seeds(others)))
    found = [find_difference(one, other) for one, other in pairs]
    return found[0] if found and all(found) else ""


def _prefer_seeds(publications: Collection[Publication]) -> list[Publication]:
    seeds = [each for each in publications if not each.is_page]
    return sorted(seeds or publications, key=repr)
