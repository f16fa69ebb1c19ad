"""How one value is picked from several: the ways that the table of field rules names."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from shelflist.formats.preprints import is_preprint_doi, is_preprint_venue
from shelflist.identity.keys import family_key
from shelflist.model import Kind, Link, Name, Place

T = TypeVar("T")

_CUT_OFF = re.compile(r"(?:…|\.\.\.|\[…\]|\[\.\.\.\])\s*(?:\(?more\)?)?\s*$", re.IGNORECASE)
_SCHEME = re.compile(r"https?://(?:www\.)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Candidate(Generic[T]):
    """A value that a field could have, where it stands, and how many facts stand beside it."""

    value: T
    kind: Kind
    place: Place
    facts: int = 0


@dataclass(frozen=True, slots=True)
class Authors:
    """A list of authors and whether the place says that there are others."""

    names: tuple[Name, ...]
    others: bool

    def __str__(self) -> str:
        """Give the authors in reading order."""
        names = ", ".join(map(str, self.names))
        return f"{names}, et al." if self.others else names


def prefer_page(
    candidates: Sequence[Candidate[T]], choose: Callable[[Sequence[Candidate[T]]], Candidate[T]]
) -> Candidate[T]:
    """Let pages decide among themselves if there are any, then everybody."""
    pages = [candidate for candidate in candidates if candidate.kind is Kind.PAGE]
    return choose(pages or candidates)


def first(candidates: Sequence[Candidate[T]]) -> Candidate[T]:
    """Pick the most trusted."""
    return candidates[0]


def longest_text(candidates: Sequence[Candidate[str]]) -> Candidate[str]:
    """Pick the longest of the most trusted kind, if possible one that is not cut off."""
    whole = [c for c in candidates if not _CUT_OFF.search(c.value)] or list(candidates)
    kind = whole[0].kind
    return max((c for c in whole if c.kind is kind), key=lambda c: len(c.value))


def published_venue(candidates: Sequence[Candidate[str]]) -> Candidate[str]:
    """Pick the most trusted that is not just the name of a preprint server."""
    return next((c for c in candidates if not is_preprint_venue(c.value)), candidates[0])


def published_doi(candidates: Sequence[Candidate[str]]) -> Candidate[str]:
    """Pick the most trusted that is a publisher's."""
    return next((c for c in candidates if not is_preprint_doi(c.value)), candidates[0])


def fullest_authors(candidates: Sequence[Candidate[Authors]]) -> Candidate[Authors]:
    """Pick a complete list before one with 'et al.', then the longer, then fuller names.

    Lists of which none begins like the other are not compared by length: a longer
    list of other people is not a better one.
    """
    complete = [c for c in candidates if not c.value.others] or list(candidates)
    best = complete[0]
    for candidate in complete[1:]:
        if _is_fuller(candidate.value.names, best.value.names):
            best = candidate
    return best


def _is_fuller(names: Sequence[Name], others: Sequence[Name]) -> bool:
    families, other_families = ([family_key(n) for n in people] for people in (names, others))
    if families[: len(other_families)] != other_families:
        return False
    return (len(names), _fullness(names)) > (len(others), _fullness(others))


def _fullness(names: Sequence[Name]) -> int:
    """Count the given names that are more than initials."""
    return sum(any(len(word.strip(".")) > 1 for word in re.split(r"[\s-]", n.given)) for n in names)


def unite_links(candidates: Sequence[Candidate[tuple[Link, ...]]]) -> tuple[Link, ...]:
    """Unite addresses; one that is there twice keeps the more telling `rel`."""
    links: dict[str, Link] = {}
    for candidate in candidates:
        for link in candidate.value:
            key = _SCHEME.sub("", link.url).removesuffix("/").removesuffix(".git").casefold()
            known = links.setdefault(key, link)
            if known.rel == "link" and link.rel != "link":
                links[key] = Link(link.rel, known.url)
    return tuple(links.values())


def unite_words(candidates: Sequence[Candidate[tuple[str, ...]]]) -> tuple[str, ...]:
    """Unite words and phrases; case makes no difference, the first spelling stays."""
    words: dict[str, str] = {}
    for candidate in candidates:
        for word in candidate.value:
            words.setdefault(" ".join(word.split()).casefold(), word)
    return tuple(words.values())


def spell_as_title(name: str | None, title: str | None, abstract: str | None) -> str | None:
    """Spell a short name as the paper itself does: `LoRa` becomes the title's `LoRA`.

    The abstract is asked after the title, and only if it spells the name one way.
    """
    if not name:
        return name
    pattern = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.IGNORECASE)
    if title and (match := pattern.search(title)):
        return match[0]
    spellings = set(pattern.findall(abstract or ""))
    return spellings.pop() if len(spellings) == 1 else name
