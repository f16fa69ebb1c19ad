"""When two values of a field say the same: case, punctuation, abbreviations do not count."""

from __future__ import annotations

import re
from collections.abc import Iterator
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
_NO_NAME = re.compile(r"\d+(?:st|nd|rd|th)?|usa")
"""What many a list adds to the name of a venue, or leaves out."""
_ACRONYM = re.compile(r"\b[A-Za-z]*[A-Z][A-Za-z]*[A-Z][A-Za-z]*\b")


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
    words = [_venue_words(one), _venue_words(other)]
    mine, others = (frozenset(each) - _VENUE_FILLER or frozenset(each) for each in words)
    if not mine or not others or mine <= others or others <= mine:
        return True
    if _abbreviates_words(*sorted(words, key=lambda each: sum(map(len, each)))):
        return True
    return _abbreviates(one, words[1]) or _abbreviates(other, words[0])


def _venue_words(venue: str) -> list[str]:
    return [word for word in fold_words(venue) if not _NO_NAME.fullmatch(word)]


def _abbreviates_words(short: list[str], full: list[str]) -> bool:
    """Say whether each word of one name cuts a word of the other short (ISO 4), in order."""
    rest = iter(full)
    return len(short) > 1 and all(any(_cuts(word, each) for each in rest) for word in short)


def _cuts(short: str, word: str) -> bool:
    """Say whether a word begins so and has the other letters in this order: `natl`."""
    letters = iter(word)
    return short[0] == word[0] and all(letter in letters for letter in short)


def _abbreviates(short: str, words: list[str]) -> bool:
    """Say whether an acronym in one name takes its letters from the other's words, in order."""
    return any(
        _spells(acronym.casefold(), words[start:])
        for acronym in _ACRONYM.findall(short)
        for start in range(len(words))
    )


def _spells(letters: str, words: list[str]) -> bool:
    """Say whether letters begin words in this order; a word may give more of its first ones.

    So `NeurIPS` spells Neural Information Processing Systems, and `ICRA` does not spell
    International Journal of Robotics Research. A word may also give its last letter.
    """
    reached = {(0, 0)} if words[0][0] == letters[0] else set()
    for letter in letters[1:]:
        steps = ((n, at) for number, place in reached for n, at in _find_next(words, number, place))
        reached = {(number, place) for number, place in steps if words[number][place] == letter}
    return bool(reached)


def _find_next(words: list[str], number: int, place: int) -> Iterator[tuple[int, int]]:
    last = len(words[number]) - 1
    if place < last:
        yield from {(number, place + 1), (number, last)}
    yield from ((later, 0) for later in range(number + 1, len(words)))


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
