"""When two values of a field say the same: case, punctuation, abbreviations do not count."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Protocol

from shelflist.formats.preprints import is_preprint_doi, is_preprint_venue, strip_version
from shelflist.identity.keys import family_keys
from shelflist.identity.similarity import fold_words, likeness
from shelflist.model import Name
from shelflist.text.titles import title_key

SAME_ABSTRACT = 0.9
"""Below this share of common wording two abstracts differ in substance."""

_VENUE_FILLER = frozenset(
    """a acm advances an and annual conference for ieee in international journal letters meeting of
    on proc proceedings symposium the transactions workshop""".split()
)


class People(Protocol):
    """A list of authors that may go on."""

    @property
    def names(self) -> tuple[Name, ...]:
        """The authors who are named."""
        ...

    @property
    def others(self) -> bool:
        """Whether there are more."""
        ...


def same_text(one: str, other: str) -> bool:
    """Say whether two texts have the same words."""
    return fold_words(one) == fold_words(other)


def same_title(one: str, other: str) -> bool:
    """Say whether two titles are the same by `title_key`."""
    return title_key(one) == title_key(other)


def same_abstract(one: str, other: str) -> bool:
    """Say whether two abstracts share nine tenths of their wording."""
    return likeness(one, other) >= SAME_ABSTRACT


def same_doi(one: str, other: str) -> bool:
    """Say whether two DOIs can be one paper's: versions of one, or only one is a preprint's."""
    return strip_version(one) == strip_version(other) or is_preprint_doi(one) != is_preprint_doi(
        other
    )


def same_authors(one: People, other: People) -> bool:
    """Say whether two lists of authors name the same families, as far as they go."""
    mine, others = family_keys(one.names), family_keys(other.names)
    if one.others and other.others:
        return bool(mine & others)
    return mine == others or (one.others and mine < others) or (other.others and others < mine)


def same_venue(one: str, other: str) -> bool:
    """Say whether two venues are compatible: a preprint may be published later."""
    if is_preprint_venue(one) or is_preprint_venue(other):
        return True
    return is_venue(one, other)


@lru_cache(maxsize=10_000)  # a list has few venues, each of many papers
def is_venue(one: str, other: str) -> bool:
    """Say whether one venue contains the other or abbreviates it."""
    mine, others = _venue_words(one), _venue_words(other)
    if not mine or not others or mine <= others or others <= mine:
        return True
    return _abbreviates(one, other) or _abbreviates(other, one)


def _venue_words(venue: str) -> frozenset[str]:
    words = fold_words(venue)
    return frozenset(w for w in words if w not in _VENUE_FILLER and not w.isdigit())


def _abbreviates(short: str, full: str) -> bool:
    """Say whether an acronym in one name takes its letters from the other's words, in order."""
    words = [w for w in fold_words(full) if not w.isdigit()]
    for acronym in re.findall(r"\b[A-Za-z]*[A-Z][A-Za-z]*[A-Z][A-Za-z]*\b", short):
        letters = acronym.casefold()
        if any(_spells(letters, words[start:]) for start in range(len(words))):
            return True
    return False


def _spells(letters: str, words: list[str]) -> bool:
    """Say whether letters stand in the words in this order, from the first letter on."""
    if not words or not letters or letters[0] != words[0][0]:
        return False
    position = 0
    text = " ".join(words)
    for letter in letters:
        found = text.find(letter, position)
        if found < 0:
            return False
        position = found + 1
    return True


__all__ = [
    "SAME_ABSTRACT",
    "People",
    "is_preprint_venue",
    "is_venue",
    "same_abstract",
    "same_authors",
    "same_doi",
    "same_text",
    "same_title",
    "same_venue",
]
