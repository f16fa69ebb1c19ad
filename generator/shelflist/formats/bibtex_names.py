"""The names of a BibTeX field: `First von Last`, `von Last, Jr, First`, biblatex's `family=…`.

Source:
    btxdoc (1988), section 4; biblatex's manual 3.21, section 3.6 (extended name format).
    Particles belong to the family name here, as everywhere in this project.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from shelflist.formats.bibtex_name_lists import (
    COMPANY,
    closes_early,
    split_list,
    split_outside,
    split_part,
)
from shelflist.formats.bibtex_values import to_clean_name
from shelflist.model import Name
from shelflist.text.names import parse_name, parse_names, without_number

_EXTENDED = re.compile(r"\s*\"?(?:family|given|prefix|suffix)(?:-i)?\s*=", re.IGNORECASE)
_SUFFIX = re.compile(
    r"(?:Jr|Sr|Jnr|Snr|Jun\.|Sen\.|Esq|Ph\.? ?D|M\.? ?D|M\.? ?Sc|B\.? ?Sc|1st|2nd|3rd)\.?"
    r"|(?-i:I{2,3}|IV|VI{0,3})",
    re.IGNORECASE,
)
_SUFFIX_BETWEEN = re.compile(rf"{_SUFFIX.pattern}|Jun|Sen", re.IGNORECASE)
"""`Doe, Jun, John`; elsewhere `Jun` and `Sen` are names of people."""
_JUNIOR = re.compile(r"(?:Jr|Sr|Jnr|Snr|Esq|Ph\.? ?D)\.?", re.IGNORECASE)
"""Suffixes that are no initials: `Ivanov, II` and `Smith, M. D.` are given names."""
_BEHIND_FAMILY = re.compile(r"(?:Jr|JR|Sr|SR|Jnr|Snr)\.?|II|III|IV|VI{1,3}")
"""What is a suffix as the last word of a family name: `O'Neil III, Bob`."""
_SIMPLE = re.compile(r"[^{}\\$~]*+")
_PARTICLES = frozenset((
    "van", "von", "der", "den", "de", "del", "della", "di", "da", "do", "dos", "du", "des", "la",
    "le", "ter", "ten", "zu", "zur", "af", "av",
))  # fmt: skip
_ALL_PARTICLES = _PARTICLES | {
    "das", "degli", "dei", "delle", "lo", "las", "los", "te", "het", "'t", "op", "zum", "y",
    "e", "al", "el", "bin", "ibn", "ben", "bint", "abu", "ap", "st.", "san", "vom", "dalla", "in",
}  # fmt: skip
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


class NameReader:
    """Reads lists of names; a name that comes again, in any file, is not read again."""

    def read(self, value: str) -> tuple[tuple[Name, ...], bool]:
        """Read a field such as `author`.

        Args:
            value: LaTeX, its delimiters taken off.

        Returns:
            The names in order, and whether the field says that there are others.
        """
        names: list[Name] = []
        has_others = False
        for part in split_list(value):
            found, is_open = _read_part(part)
            names += found
            has_others |= is_open
        return tuple(names), has_others


@lru_cache(maxsize=100_000)
def _read_part(part: str) -> tuple[tuple[Name, ...], bool]:
    """Read what stands between two `and`: its names, and whether it says that there are others."""
    parts, has_others = split_part(without_number(part))
    return tuple(name for each in parts for name in _parse(each)), has_others


def _parse(raw: str) -> Iterator[Name]:
    """Read one name, or the several of a list that is parted by commas alone."""
    name: Name | None = None
    parts: list[str] = []
    if _EXTENDED.match(raw):
        name = _parse_extended(raw)
    elif raw.startswith("{") and raw.endswith("}") and not closes_early(raw[1:-1]):
        literal = to_clean_name(raw[1:-1])
        name = Name(literal=literal) if _has_letters(literal) else None
    else:
        split = split_outside(raw, re.compile(",").finditer) if "," in raw else (raw,)
        parts = [part.strip() for part in split if part.strip()]
        if len(parts) == 1:
            name = _parse_natural(parts[0])
    if name is not None:
        yield name
    elif len(parts) > 1:
        yield from _parse_inverted(parts)


def _parse_inverted(parts: list[str]) -> Iterator[Name]:
    texts = [to_clean_name(part) for part in parts]
    suffix = ""
    if len(texts) == 2:
        family, given = texts
        if COMPANY.fullmatch(given):
            yield Name(literal=f"{family}, {given}")
            return
        natural = _parse_natural(parts[0]) if _SUFFIX.fullmatch(given) else None
        if natural is not None and (natural.given or _JUNIOR.fullmatch(given)):
            yield Name(natural.family, natural.given, given, natural.literal)
            return
        family, suffix = _part_suffix(family, parts[0])
    elif len(texts) == 3 and (_SUFFIX_BETWEEN.fullmatch(texts[1]) or _is_braced(parts[1])):
        family, suffix, given = texts
    elif len(texts) == 3 and _SUFFIX.fullmatch(texts[2]):
        family, given, suffix = texts
    else:
        yield from _parse_list(texts)
        return
    family, given = _move_particles(family, given)
    if _has_letters(family):
        yield Name(family=family, given=given, suffix=suffix)
    elif _has_letters(given):
        yield Name(literal=given)


def _part_suffix(family: str, raw: str) -> tuple[str, str]:
    """Part a suffix from a family name in front of which it belongs; braces hold it there."""
    words = family.split()
    if len(words) > 1 and "}" not in raw[-1:] and _BEHIND_FAMILY.fullmatch(words[-1]):
        return " ".join(words[:-1]), words[-1]
    return family, ""


def _is_braced(part: str) -> bool:
    """Say whether somebody put braces around a part, so that it stays what it is."""
    return part.startswith("{") and part.endswith("}") and not closes_early(part[1:-1])


def _parse_list(texts: list[str]) -> tuple[Name, ...]:
    """Read what has too many commas: several people, or an institution with its place."""
    text = ", ".join(texts)
    names, _ = parse_names(text)
    is_people = all(name.family and name.given for name in names)
    return names if names and is_people else (Name(literal=text),)


def _move_particles(family: str, given: str) -> tuple[str, str]:
    """Give `Maaten, Laurens van der` its family name `van der Maaten`."""
    words = given.split()
    tail = len(words)
    while tail > 1 and words[tail - 1] in _ALL_PARTICLES:
        tail -= 1
    if tail == len(words):
        return family, given
    return " ".join([*words[tail:], family]), " ".join(words[:tail])


def _parse_natural(raw: str) -> Name | None:
    if _SIMPLE.fullmatch(raw):
        words = to_clean_name(raw).split()
        is_lower = [word[:1].islower() for word in words]
    else:
        tokens = list(split_outside(raw, re.compile(r"\s+|~").finditer))
        pairs = [(to_clean_name(token), token) for token in tokens if token.strip()]
        words = [text for text, _ in pairs if text]
        is_lower = [_is_lower(text, token) for text, token in pairs if text]
    text = " ".join(words)
    if not _has_letters(text):
        return None
    known = parse_name(text) if _SIMPLE.fullmatch(text) else Name(literal=text)
    if len(words) == 1:
        return known if known.family else _to_single(text)
    if known.literal or _CJK.search(text):
        return Name(literal=text)
    is_numbered = len(words) > 2 and words[-1] != "V" and _SUFFIX.fullmatch(words[-1])
    suffix = words.pop() if is_numbered else ""
    start = _find_family(words, is_lower)
    return Name(" ".join(words[start:]), " ".join(words[:start]), suffix)


def _is_lower(text: str, token: str) -> bool:
    r"""Say whether a word can be a particle, in braces a known one; `{\"o}` is a letter."""
    if token.startswith("{") and not token.startswith("{\\"):
        return all(word in _ALL_PARTICLES for word in text.split())
    return text[:1].islower()


def _to_single(text: str) -> Name:
    """Take a lone word for a family name, as BibTeX does, unless it has capitals inside."""
    is_word = text[:1].isupper() and text[1:].islower() and not _CJK.search(text)
    return Name(family=text) if is_word else Name(literal=text)


def _find_family(words: list[str], is_lower: list[bool]) -> int:
    """Say at which word the family name begins: the first particle, else the last word."""
    for index in range(1, len(words) - 1):
        if is_lower[index] and (len(words[index]) <= 3 or _is_particle(words[index])):
            while index > 1 and words[index - 1].lower() in _PARTICLES:
                index -= 1
            return index
    if is_lower[0] and _is_particle(words[0]):
        return 0
    return len(words) - 1


def _is_particle(words: str) -> bool:
    return all(word in _ALL_PARTICLES for word in words.split())


def _parse_extended(raw: str) -> Name | None:
    parts: dict[str, str] = {}
    for part in _split_quoted(raw):
        part = part.strip()
        if part.startswith('"') and part.endswith('"'):
            part = part[1:-1]
        name, _, value = part.partition("=")
        value = value.strip()
        if value.startswith('"') and value.endswith('"'):
            value = value[1:-1]
        parts[name.strip().lower()] = to_clean_name(value)
    family = " ".join(filter(None, (parts.get("prefix"), parts.get("family"))))
    given = parts.get("given", "")
    if not _has_letters(family):
        return Name(literal=given) if _has_letters(given) else None
    if not given and not parts.get("suffix") and " " in family and not parts.get("prefix"):
        return Name(literal=family)
    return Name(family=family, given=given, suffix=parts.get("suffix", ""))


def _split_quoted(raw: str) -> Iterator[str]:
    """Part at the commas outside braces and quotes."""
    depth, is_quoted, start = 0, False, 0
    for index, sign in enumerate(raw):
        if sign in "{}":
            depth += 1 if sign == "{" else -1
        elif sign == '"' and depth == 0:
            is_quoted = not is_quoted
        elif sign == "," and depth == 0 and not is_quoted:
            yield raw[start:index]
            start = index + 1
    yield raw[start:]


def _has_letters(text: str) -> bool:
    return any(sign.isalnum() for sign in text)
