"""Addresses and citation keys: short, readable, ASCII, unique, and chosen once."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from itertools import count, islice
from string import ascii_lowercase

from slugify import slugify

from shelflist.identity.keys import find_identity_key
from shelflist.identity.similarity import stable_hash
from shelflist.model import Name, Record, Work

LONGEST_SLUG = 48
MOST_WORDS = 6
LONGEST_TITLE_READ = 600
"""Characters of a title that are looked at; no slug needs more."""
MOST_ALIKE = 100
"""So many keys of the same words are tried to find one again."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


RESERVED_SLUGS = _words(
    """
    404 about archive assets atom aux authors build con contribute data feed images
    index javascripts nul papers prn readme redirects references search sitemap
    stylesheets tags topics
    """
).union(f"{device}{n}" for device in ("com", "lpt") for n in range(10))
"""Names that MkDocs, Windows or the site itself give a meaning."""

_STOP_WORDS = _words(
    """
    a an and are as at by for from in into is it its of on onto or our over the their
    this to towards toward upon using via we with
    """
)
_MATH = re.compile(r"(?<!\\)\$(\S(?:[^$]*\S)?)\$(?!\d)")
_COMMAND = re.compile(r"\\([A-Za-z]+)")
_GREEK = _words(
    """
    alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi pi rho
    sigma tau upsilon phi chi psi omega ell infty
    """
)
_APOSTROPHES = re.compile(r"(?<=\w)['’ʼ`](?=\w)")
_NOT_ASCII_WORD = re.compile(r"[^a-z0-9]+")
_BRACKETS = re.compile(r"(?<=\w)\((\w+)\)")
_PLUS = re.compile(r"(?<=\w)\++")
_SHARP = re.compile(r"\b([CFJ])#")


def choose_slug(
    title: str,
    taken: Collection[str],
    *,
    year: int | None = None,
    first_author: Name | None = None,
    identity: str = "",
) -> str:
    """Choose the address of a paper's page.

    Args:
        title: Real or provisional, in clean text; may be empty.
        taken: Slugs that are in use or were; compared without case.
        year: Of the paper, to tell it from another of the same name.
        first_author: Likewise.
        identity: What tells the paper from all others (`arxiv:2210.17323`); by
            default the title.

    Returns:
        Lower-case ASCII words joined by hyphens, at most `LONGEST_SLUG` characters, not
        in `taken`, never reserved and never a bare number.
    """
    used = {slug.casefold() for slug in taken}
    return _choose(title, used, year, first_author, identity or title)


def choose_slugs(works: Iterable[Work], taken: Collection[str] = ()) -> tuple[str, ...]:
    """Choose slugs for new works, the same for each work in whatever order they come.

    Args:
        works: Works that have no page yet.
        taken: Slugs that are in use or were.

    Returns:
        A slug for each work, in the order of `works`.
    """
    listed = list(works)
    identities = [_find_identity(work.record) for work in listed]
    used = {slug.casefold() for slug in taken}
    slugs = [""] * len(listed)
    for position in sorted(range(len(listed)), key=lambda n: _precedence(listed[n], identities[n])):
        record = listed[position].record
        author = record.authors[0] if record.authors else None
        slug = _choose(_find_wording(record), used, record.year, author, identities[position])
        used.add(slug)
        slugs[position] = slug
    return tuple(slugs)


def find_returned(
    works: Iterable[Work], taken: Collection[str], redirected: Collection[str]
) -> dict[str, Work]:
    """Find the works whose own address is one that leads elsewhere now.

    Args:
        works: Works that have no page.
        taken: Slugs that are in use or were.
        redirected: Slugs of addresses that redirect; none is in use.
    """
    listed = list(works) if redirected else []
    slugs = choose_slugs(listed, {*taken} - {*redirected})
    return {slug: w for slug, w in zip(slugs, listed, strict=True) if slug in redirected}


def citation_key(record: Record, taken: Collection[str]) -> str:
    """Choose a citation key such as `frantar2022gptq`.

    Args:
        record: The paper; what it lacks is left out of the key.
        taken: Keys in use, in lower case.

    Returns:
        Lower-case ASCII letters and digits that begin with a letter, not in `taken`.
    """
    return next(key for key in _with_letters(_base_key(record)) if key not in taken)


def each_citation_key(record: Record) -> Iterator[str]:
    """Give the keys that may once have been chosen for a paper, the likeliest first."""
    return islice(_with_letters(_base_key(record)), MOST_ALIKE)


def _base_key(record: Record) -> str:
    family = _squeeze(_family(record.authors[0])) if record.authors else ""
    tokens = [token.replace("-", "") for token in _title_tokens(_find_wording(record))]
    word = next((token for token in tokens if not token.isdigit()), "".join(tokens[:1]))
    year = record.year or ""
    key = (f"{family}{year}{word}" if family else f"{word}{year}")[:LONGEST_SLUG]
    return key if key and key[0].isalpha() else f"paper{key}"


def _choose(
    title: str, used: Collection[str], year: int | None, author: Name | None, identity: str
) -> str:
    base = _base_slug(title) or f"paper-{stable_hash(identity, 6)}"
    for suffix in _suffixes(author, year, identity):
        slug = _safe(_shorten(base, LONGEST_SLUG - len(suffix)) + suffix)
        if slug not in used:
            return slug
    raise AssertionError("the suffixes never end")


def _suffixes(author: Name | None, year: int | None, identity: str) -> Iterator[str]:
    """Give what may be added to a slug that is taken, the most readable first."""
    family = _shorten(_to_ascii(_family(author)) if author else "", 20)
    yield ""
    if family:
        yield f"-{family}"
    if year:
        yield f"-{family}-{year}" if family else f"-{year}"
    for digits in (6, 10, 16):
        yield f"-{stable_hash(identity, digits)}"
    for number in count(2):
        yield f"-{stable_hash(identity, 10)}-{number}"


def _base_slug(title: str) -> str:
    slug = ""
    for token in _title_tokens(title):
        longer = f"{slug}-{token}" if slug else _shorten(token, LONGEST_SLUG)
        if len(longer) > LONGEST_SLUG or longer.count("-") >= MOST_WORDS:
            break
        slug = longer
    return slug or _shorten("-".join(_title_tokens(title)[:1]), LONGEST_SLUG)


def _title_tokens(title: str) -> list[str]:
    """Give the ASCII words of a title without stop words, unless there are no others.

    What a hyphen joins (`pre-training`, `text-to-image`) is one word and never cut apart.
    """
    tokens = [token for word in _plain(title).split() if (token := _to_ascii(word))]
    return [token for token in tokens if token not in _STOP_WORDS] or tokens


def _plain(title: str) -> str:
    """Give a title whose mathematics and signs are words."""
    text = _MATH.sub(lambda match: f" {_spell_math(match[1])} ", title[:LONGEST_TITLE_READ])
    text = _APOSTROPHES.sub("", text)
    text = _BRACKETS.sub(r"\1", text)
    text = _SHARP.sub(r"\1 sharp", text)
    return _PLUS.sub(lambda match: " plus" * min(len(match[0]), 2), text)


def _spell_math(formula: str) -> str:
    def spell(match: re.Match[str]) -> str:
        return f" {match[1]} " if match[1].casefold() in _GREEK else " "

    return _COMMAND.sub(spell, formula)


def _to_ascii(text: str) -> str:
    """Give the ASCII words of a text in lower case, joined by hyphens."""
    if text.isascii():  # as slugify does it, which takes ten times as long
        return _NOT_ASCII_WORD.sub("-", text.casefold()).strip("-")
    return slugify(text, entities=False, decimal=False, hexadecimal=False)


def _squeeze(text: str) -> str:
    return _to_ascii(text).replace("-", "")


def _family(name: Name) -> str:
    return name.family or name.literal


def _shorten(slug: str, most: int) -> str:
    """Cut a slug at the end of a word, or inside the first word if that is too long."""
    if len(slug) <= most:
        return slug
    cut = slug[: most + 1].rpartition("-")[0]
    return (cut or slug[:most]).strip("-")


def _safe(slug: str) -> str:
    if slug in RESERVED_SLUGS or slug.replace("-", "").isdigit():
        return _shorten(f"paper-{slug}", LONGEST_SLUG)
    return slug


def _with_letters(key: str) -> Iterator[str]:
    yield key
    yield from (f"{key}{letter}" for letter in ascii_lowercase[1:])
    yield from (f"{key}x{number}" for number in count(2))


def _find_wording(record: Record) -> str:
    return record.title or record.provisional_title or record.short_name or ""


def _find_identity(record: Record) -> str:
    return find_identity_key(record) or stable_hash(_find_wording(record))


def _precedence(work: Work, identity: str) -> tuple[bool, int, str, str, int]:
    """The older of two papers gets the plain slug; then ids decide, not places."""
    record = work.record
    return record.year is None, record.year or 0, identity, record.place.file, record.place.line
