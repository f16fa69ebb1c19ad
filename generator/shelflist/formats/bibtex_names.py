"""The names of a BibTeX field: `First von Last`, `von Last, Jr, First`, biblatex's `family=…`.

Source:
    btxdoc (1988), section 4; biblatex's manual 3.21, section 3.6 (extended name format).
    Particles belong to the family name here, as everywhere in this project.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from shelflist.formats.bibtex_values import to_clean_name
from shelflist.model import Name
from shelflist.text.names import parse_name, parse_names

_AND = re.compile(" and ", re.IGNORECASE)
_OTHERS = re.compile(
    r"(?:and )?(?:\d+ )?(?:more )?others\.?|et\.? ?al\.?|etal\.?|…|\.\.\.|\\ldots(?:\{\})?"
    r"|u\. ?a\.",
    re.IGNORECASE,
)
_AND_OTHERS = re.compile(
    r"[, ]+(?:and others|et(?:\.\s?|\s)al\.?|…|\.\.\.|\\ldots(?:\{\})?)\s*$", re.IGNORECASE
)
_EXTENDED = re.compile(r"\s*\"?(?:family|given|prefix|suffix)(?:-i)?\s*=", re.IGNORECASE)
_SUFFIX = re.compile(
    r"(?:Jr|Sr|Jnr|Snr|Jun|Sen|Esq|Ph\.? ?D|M\.? ?D|M\.? ?Sc|B\.? ?Sc|1st|2nd|3rd)\.?"
    r"|I{2,3}|IV|VI{0,3}",
    re.IGNORECASE,
)
_COMPANY = re.compile(r"(?:Inc|Ltd|LLC|LLP|GmbH|Corp|Co|AG|S\.?A|PLC|Limited)\.?", re.IGNORECASE)
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
        text = " ".join(value.split())
        text = _unwrap(text)
        names: list[Name] = []
        has_others = False
        for part in _split_names(text):
            if _OTHERS.fullmatch(part.strip("{} ,")):
                has_others = True
                continue
            if match := _AND_OTHERS.search(part):
                has_others, part = True, part[: match.start()]
            for each in _part_lists(part):
                names += _parse_known(each)
        return tuple(names), has_others


def _unwrap(text: str) -> str:
    """Take off braces around a whole list: `{{Doe, Jane and Roe, Richard}}` is two people.

    Braces around `Black and White, Inc.` stay: a list has a comma in each of its names.
    """
    if not (text.startswith("{") and text.endswith("}") and " and " in text):
        return text
    inner = text[1:-1]
    if "{" in inner and _closes_early(inner):
        return text
    parts = list(_split_names(inner))
    is_list = len(parts) > 1 and all(
        part.count(",") == 1 and not _COMPANY.fullmatch(part.split(",")[1].strip())
        for part in parts
        if not _OTHERS.fullmatch(part)
    )
    return inner if is_list else text


def _closes_early(inner: str) -> bool:
    depth = 0
    for sign in inner:
        depth += (sign == "{") - (sign == "}")
        if depth < 0:
            return True
    return False


@lru_cache(maxsize=100_000)
def _parse_known(part: str) -> tuple[Name, ...]:
    return tuple(_parse(part))


def _split_names(text: str) -> Iterator[str]:
    parts = _split_outside(text, _AND.finditer) if "{" in text else iter(_AND.split(text))
    for part in parts:
        part = part.strip(" ,")
        while part[:4].lower() == "and ":
            part = part[4:].lstrip()
        if part.lower().endswith(" and"):
            part = part[:-4].rstrip(" ,")
        if part and part.lower() != "and":
            yield part


def _split_outside(text: str, find: Callable[[str], Iterator[re.Match[str]]]) -> Iterator[str]:
    """Part a text at what is found outside braces."""
    start = position = depth = 0
    for match in find(text):
        if match.start() < start:
            continue
        depth += text.count("{", position, match.start()) - text.count("}", position, match.start())
        position = match.start()
        if depth <= 0:
            yield text[start : match.start()]
            start, depth = match.end(), 0
            position = start
    yield text[start:]


def _part_lists(part: str) -> Iterator[str]:
    """Part names that are joined by `;` or `&` instead of `and`."""
    if ";" not in part and "&" not in part:
        yield part
        return
    separators = re.compile(r"\s*;\s*|,?\s+(?:\\?&|\{\\&\})\s+")
    for each in _split_outside(part, separators.finditer):
        if each.strip(" ,"):
            yield each.strip(" ,")


def _parse(raw: str) -> Iterator[Name]:
    """Read one name, or the several of a list that is parted by commas alone."""
    name: Name | None = None
    parts: list[str] = []
    if _EXTENDED.match(raw):
        name = _parse_extended(raw)
    elif raw.startswith("{") and raw.endswith("}") and not _closes_early(raw[1:-1]):
        literal = to_clean_name(raw[1:-1])
        name = Name(literal=literal) if _has_letters(literal) else None
    else:
        split = _split_outside(raw, re.compile(",").finditer) if "," in raw else (raw,)
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
        if _COMPANY.fullmatch(given):
            yield Name(literal=f"{family}, {given}")
            return
        if _SUFFIX.fullmatch(given):
            natural = _parse_natural(parts[0])
            if natural is not None:
                yield Name(natural.family, natural.given, given, natural.literal)
            return
    elif len(texts) == 3 and (_SUFFIX.fullmatch(texts[1]) or _is_braced(parts[1])):
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


def _is_braced(part: str) -> bool:
    """Say whether somebody put braces around a part, so that it stays what it is."""
    return part.startswith("{") and part.endswith("}") and not _closes_early(part[1:-1])


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
        tokens = list(_split_outside(raw, re.compile(r"\s+|~").finditer))
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
    suffix = words.pop() if len(words) > 2 and _SUFFIX.fullmatch(words[-1]) else ""
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
