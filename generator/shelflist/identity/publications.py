"""What tells two publications of one title apart.

Lists word one publication in many ways, so that another venue alone proves nothing. It does
together with other authors, with another year and other pages, or if one of both is a thesis.
Numbers that a publisher gives to tell publications apart prove it by themselves.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import product
from typing import TypeVar

from shelflist.formats.serials import isbn_keys
from shelflist.identity.agreement import same_venue
from shelflist.identity.keys import family_key, family_keys, given_keys
from shelflist.identity.versions import is_preprint
from shelflist.model import Kind, Name, Record

T = TypeVar("T")

YEARS_TO_PUBLICATION = 4
"""A paper seldom appears longer after its preprint."""
_BOOK, _REPORT, _THESIS = "book", "report", "thesis"
_NOT_TOLD = frozenset({None, "article", "manuscript", "document"})
"""Types that any form may give to what it knows too little of."""
_MANY_ISBNS = frozenset({"paper-conference", "article-journal"})
"""Types of what stands in a volume that is printed and online under numbers of their own."""
_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth".split()
_ROMAN = "I II III IV V VI VII VIII IX X XI XII XIII XIV XV XVI XVII XVIII XIX XX".split()
_SAME_NAME = 0.8
"""From 0 to 1, the ratio of `difflib`: one name mistyped."""


@dataclass(frozen=True, slots=True)
class Publication:
    """What one place says of where, by whom and when something was published.

    Attributes:
        venue: Not a preprint's; empty if it is not said.
        authors: As far as they are named.
        families: Their folded family names; empty if not all are named.
        year: Of publication.
        type: As CSL; `None` if nothing tells.
        volume, page, issue, edition: Their first numbers, empty where they are not said.
        isbns: As `isbn_keys` gives them.
        is_preprint: Whether it is none yet; then only the authors tell.
        is_page: Whether a page says so, whose facts a person may have corrected.
    """

    venue: str
    authors: tuple[Name, ...]
    families: frozenset[str]
    year: int | None
    type: str | None
    volume: str
    page: str
    issue: str
    edition: str
    isbns: frozenset[str]
    is_preprint: bool
    is_page: bool

    @property
    def first(self) -> str:
        """The folded family name of the first author, or the empty text."""
        return family_key(self.authors[0]) if self.authors else ""


def find_publication(record: Record) -> Publication | None:
    """Find what a record says of a publication; a row of a table says nothing."""
    if record.kind is Kind.TABLE_ROW:
        return None
    is_early = is_preprint(record)
    venue = record.venue or (record.publisher if record.type == _THESIS else None)
    return Publication(
        "" if is_early else venue or "",
        record.authors,
        frozenset() if record.more_authors else family_keys(record.authors),
        record.year,
        None if record.type in _NOT_TOLD else record.type,
        _first_number(record.volume),
        _first_number(record.page),
        _first_number(record.issue),
        _first_number(_spell_edition(record.edition)),
        isbn_keys(record.isbn or ""),
        is_early,
        record.kind is Kind.PAGE,
    )


def _first_number(text: str | None) -> str:
    if found := re.search(r"\d+", text or ""):
        return found[0].lstrip("0")
    return str(_ROMAN.index(text.upper()) + 1) if text and text.upper() in _ROMAN else ""


def _spell_edition(text: str | None) -> str:
    word = (text or "").split(" ")[0].casefold()
    return str(_ORDINALS.index(word) + 1) if word in _ORDINALS else text or ""


Differs = Callable[[Publication, Publication], bool | None]
"""Whether two publications differ in something; `None` where one of them does not say it."""


def _differ(one: T | None, other: T | None) -> bool | None:
    return one != other if one and other else None


def _of_type(csl_type: str, differs: Differs) -> Differs:
    """Compare only where one is of a type and the other of that or of none."""

    def compare(one: Publication, other: Publication) -> bool | None:
        types = {one.type, other.type}
        return differs(one, other) if csl_type in types and types <= {csl_type, None} else None

    return compare


def _has_other_isbn(one: Publication, other: Publication) -> bool | None:
    if not one.isbns or not other.isbns or {one.type, other.type} & _MANY_ISBNS:
        return None
    return not one.isbns & other.isbns


def _stands_elsewhere(one: Publication, other: Publication) -> bool | None:
    is_one_venue = one.venue and other.venue and same_venue(one.venue, other.venue)
    volume, page = _differ(one.volume, other.volume), _differ(one.page, other.page)
    return None if not is_one_venue or None in (volume, page) else bool(volume and page)


def _is_part_of_other(one: Publication, other: Publication) -> bool | None:
    return None if {one.type, other.type} != {_BOOK, "chapter"} else True


NUMBERS: dict[str, Differs] = {
    "only one is a chapter": _is_part_of_other,
    "different ISBNs": _has_other_isbn,
    "different editions": lambda one, other: _differ(one.edition, other.edition),
    "different volumes": _of_type(_BOOK, lambda one, other: _differ(one.volume, other.volume)),
    "different numbers of the report": _of_type(
        _REPORT, lambda one, other: _differ(one.issue, other.issue)
    ),
    "different volumes and pages": _stands_elsewhere,
}
"""What is different -> whether it is, of numbers that publishers give to tell works apart."""


def _find_years(one: Publication, other: Publication) -> str | None:
    if not one.year or not other.year or one.is_preprint or other.is_preprint:
        return None
    is_page = one.is_page or other.is_page
    return "years that are far apart" if not is_page and years_apart(one.year, other.year) else ""


def _find_authors(one: Publication, other: Publication) -> str | None:
    if len(one.authors) < 2 or len(other.authors) < 2:
        return None
    is_one = not (one.is_page or other.is_page) and _share_one_author(one.authors, other.authors)
    return "only one author in common" if is_one else ""


def _find_venue(one: Publication, other: Publication) -> str | None:
    if not (one.venue and other.venue and one.first and other.first):
        return None
    return "" if same_venue(one.venue, other.venue) else _find_difference_elsewhere(one, other)


SIGNS: tuple[Callable[[Publication, Publication], str | None], ...] = (
    _find_venue,
    _find_years,
    _find_authors,
)
"""What else may tell two apart; `None` where one of them does not say it."""


def _find_difference_elsewhere(one: Publication, other: Publication) -> str:
    """Say in what publications at two venues differ besides."""
    if one.first != other.first:
        return "different first authors and venues"
    if one.is_page or other.is_page:
        return ""
    if None not in (one.type, other.type) and (one.type == _THESIS) != (other.type == _THESIS):
        return "different venues, and only one is a thesis"
    if _name_others(one.families, other.families):
        return "different authors and venues"
    is_other_place = _differ(one.volume, other.volume) or _differ(one.page, other.page)
    if _differ(one.year, other.year) and is_other_place:
        return "different years, pages and venues"
    return ""


def years_apart(one: int | None, other: int | None) -> bool:
    """Say whether more years lie between than a paper takes to be published."""
    return bool(one and other) and abs((one or 0) - (other or 0)) > YEARS_TO_PUBLICATION


@lru_cache(maxsize=10_000)  # pairs come again, in clusters and in ties
def _share_one_author(authors: tuple[Name, ...], others: tuple[Name, ...]) -> bool:
    """Say whether two lists share one family name, and each names somebody else besides.

    A name that is mistyped or turned round is nobody else.
    """
    shared = family_keys(authors) & family_keys(others)
    mine, theirs = (
        [name for name in names if family_key(name) not in shared] for names in (authors, others)
    )
    if len(shared) != 1 or not mine or not theirs:
        return False
    return not any(_is_alike(one, other) for one, other in product(mine, theirs))


def _is_alike(one: Name, other: Name) -> bool:
    keys = family_key(one), family_key(other)
    if keys[0].isascii() != keys[1].isascii():
        return True  # names in two scripts cannot be compared
    if keys[0] in given_keys(other) or keys[1] in given_keys(one):
        return True
    return SequenceMatcher(None, *keys).ratio() >= _SAME_NAME


def _name_others(families: frozenset[str], others: frozenset[str]) -> bool:
    """Say whether two whole lists of authors differ; names in two scripts cannot be compared."""
    is_alike = all(map(str.isascii, families)) == all(map(str.isascii, others))
    return is_alike and bool(_differ(families, others))


def find_common_difference(
    some: Collection[Publication], others: Collection[Publication], *, numbers_only: bool = False
) -> str:
    """Say in what publications of one paper differ from those of another; else nothing.

    Numbers that differ anywhere and are the same nowhere are enough; of other signs all that
    are there must speak for two. A page repeats what seeds said, so it only speaks where no
    seed does.
    """
    pairs = list(product(_prefer_seeds(some), _prefer_seeds(others)))
    of_seeds = [pair for pair in pairs if not any(p.is_page or p.is_preprint for p in pair)]
    for what, differs in NUMBERS.items():
        told = {differs(*pair) for pair in of_seeds}
        if True in told and False not in told:
            return what
    for sign in () if numbers_only else SIGNS:
        said = [found for pair in pairs if (found := sign(*pair)) is not None]
        if said and all(said):
            return said[0]
    return ""


def _prefer_seeds(publications: Collection[Publication]) -> list[Publication]:
    seeds = [each for each in publications if not each.is_page]
    return sorted(seeds or publications, key=repr)
