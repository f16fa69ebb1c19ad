"""Names of people and institutions, and lists of them in the common citation styles."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache

from shelflist.model import Name

_PARTICLES = frozenset((
    "van", "von", "der", "den", "de", "del", "della", "delle", "degli", "dei", "di", "da",
    "das", "do", "dos", "du", "des", "la", "le", "lo", "las", "los", "ter", "ten", "te", "het",
    "'t", "op", "zu", "zum", "zur", "af", "av", "y", "e", "al", "el", "bin", "ibn", "ben",
    "bint", "abu", "ap", "st.", "san",
))  # fmt: skip
_PLAIN = re.compile(r"[^\W\d_]+(?:(?:[.,][ -]?|[ '-])[^\W\d_]+)*\.?")
_SUFFIX = re.compile(r"^(?i:Jr|Sr|Snr|Jnr)\.?$|^(?:II|III|IV|VI{0,3})$")
_AFTER_FAMILY = re.compile(r"^(?:Jr|Sr|Snr|Jnr)\.?$|^(?:II|III|IV|VI{1,3})$")
"""What after the words of a family name is none of them; a single `V` may be an initial."""
_TITLE = re.compile(
    r"^(?:Ph\.?D|M\.?D|Esq|Junior|Senior|Filho|Neto|Sobrinho|[2-5](?:nd|rd|th))\.?$", re.IGNORECASE
)
"""Further suffixes, known as such only between a family and a given name."""
_INSTITUTION = re.compile(
    r"\b(?:Team|Group|University|Universit[äéàa]t?|Consortium|Collaboration|Institute|Laborator\w+|"
    r"Lab|Labs|Center|Centre|Committee|Association|Society|Foundation|Organi[sz]ation|Inc|Ltd|GmbH|"
    r"Corporation|Company|Research|Initiative|Project|Community|Academy|College|School|"
    r"Department|Ministry|Agency|Council|Alliance|Workshop|Network|Contributors|AI|Google|OpenAI|"
    r"Microsoft|DeepMind|Meta|NVIDIA|BigScience|Anthropic|Authors)\b"
)
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_OTHERS = re.compile(
    r"[,;]?\s*(?:(?:\band|&|,)\s*)?(?:\bet(?:\.\s?|\s+)al\b\.?|\b(?:and\s+)?(?:\d+\s+)?(?:more\s+)?others\b\.?"
    r"|\.\.\.+|…)\s*\.?\s*$",
    re.IGNORECASE,
)
_INITIALS = re.compile(r"^(?:[^\W\d_a-z]\.?[-‐]?\s?){1,5}$")
_VANCOUVER = re.compile(r"^([^\W\d_][\w'’-]+(?: [^\W\d_][\w'’-]+){0,2}) ((?:[A-ZÀ-Þ]\.?){1,3})$")
_FINAL_STOP = re.compile(
    r"(?<![\s.][^\W\d_])(?<!^[^\W\d_])(?<!\bJr)(?<!\bSr)(?<!\bSt)(?<!\bInc)(?<!\bLtd)(?<=[a-zà-ÿ]{2})\.$"
)
_AND = re.compile(r"\s*[,;]?\s+(?:and|&)\s+", re.IGNORECASE)
_WHOLE_NAME = re.compile(r"[^\W\d_a-z][^\W\d_]+(?: [^\W\d_a-z]\.)?(?:[ -][^\W\d_a-z][\w'’-]+){1,2}")
_NAMESAKE = re.compile(r"(?<![\d\s~])[\s~]+0\d{3}(?=\s*(?:[},;&]|$|and\b))")
_ELLIPSIS = re.compile(r",?\s*(?:\.{3,}|…|\. \. \.)\s*,?\s*(?:&\s*)?")


def is_institution(text: str) -> bool:
    """Say whether a name is an institution's by one of its words."""
    return bool(_INSTITUTION.search(text))


def without_number(text: str) -> str:
    """Leave out of one or several names the numbers that tell people of one name apart.

    Source:
        DBLP, "Why are some names followed by a four digit number": `Wei Wang 0001`.
    """
    return _NAMESAKE.sub("", text) if " 0" in text or "~0" in text else text


@cache
def parse_name(raw: str, *, is_family_first: bool = False) -> Name:
    """Read one name: `Hu, Edward J.`, `Edward J. Hu`, `van der Maaten, L.`, `{The Team}`.

    Args:
        raw: As somebody wrote it.
        is_family_first: Whether `Hu EJ` is the family name `Hu` with initials, as PubMed
            writes names. Elsewhere the last word is the family's: `Malcolm X`, `Rajesh S`.

    Raises:
        ValueError: There is no name.
    """
    text = without_number(raw.strip().strip(",;").strip())
    if _FINAL_STOP.search(text):
        text = text[:-1]
    if text.startswith("{") and text.endswith("}"):
        text = _clean(_without_braces(text))
        if not text:
            raise ValueError(f"no name in {raw!r}")
        return Name(literal=text)
    text = _clean(text).replace("{", "").replace("}", "").strip(" ,;")
    if not any(character.isalnum() for character in text):
        raise ValueError(f"no name in {raw!r}")
    if "," in text:
        return _parse_inverted(text)
    return (_find_vancouver(text) if is_family_first else None) or _parse_natural(text)


def _without_braces(text: str) -> str:
    for _ in range(2):  # people double them, as in titles
        text = text[1:-1].strip() if text.startswith("{") and text.endswith("}") else text
    return text


def _clean(name: str) -> str:
    """Clean a name; one of letters, stops, commas, hyphens and single blanks is clean already."""
    if not name or (_PLAIN.fullmatch(name) and unicodedata.is_normalized("NFC", name)):
        return name
    from shelflist.text.clean import clean_text  # loaded only where something needs cleaning

    return clean_text(name)


def _parse_inverted(text: str) -> Name:
    parts = [part.strip() for part in text.split(",")]
    parts = [part for part in parts if part]
    suffix = ""
    for index in range(len(parts) - 1, 0, -1):
        is_named = _SUFFIX.match(parts[index]) or (len(parts) == 3 and _TITLE.match(parts[index]))
        if is_named and (len(parts) > 2 or not _INITIALS.match(parts[index])):
            suffix = parts.pop(index)
            break
    if len(parts) == 1:
        natural = _parse_natural(parts[0])
        return Name(natural.family, natural.given, suffix, natural.literal) if suffix else natural
    if len(parts) > 2 or _INSTITUTION.search(parts[0]):
        return Name(literal=text)
    family, given = parts
    before, _, end = family.rpartition(" ")
    if before and not suffix and _AFTER_FAMILY.match(end):
        family, suffix = before, end
    words = given.split()
    tail = len(words)
    while tail > 1 and words[tail - 1].lower() in _PARTICLES and words[tail - 1][0].islower():
        tail -= 1
    if tail < len(words):
        family = " ".join([*words[tail:], family])
        given = " ".join(words[:tail])
    return Name(family=family, given=given, suffix=suffix)


def _parse_natural(text: str) -> Name:
    words = text.split()
    if len(words) == 1 or _CJK.search(text) or _INSTITUTION.search(text):
        return Name(literal=text)
    is_numbered = len(words) > 2 and words[-1] != "V" and _SUFFIX.match(words[-1])
    suffix = words.pop() if is_numbered else ""
    start = len(words) - 1
    for index in range(1, len(words) - 1):
        if words[index].lower() in _PARTICLES and (
            words[index][0].islower() or not words[index][0].isalpha()
        ):
            start = index
            break
    if start == 0 or len(words) == 1:
        return Name(literal=text)
    return Name(family=" ".join(words[start:]), given=" ".join(words[:start]), suffix=suffix)


def _find_vancouver(text: str) -> Name | None:
    """Find a family name with initials after it: `Zhang QY`, but not `Bob O'Neil III`."""
    found = _VANCOUVER.match(text)
    words = text.split()
    is_numbered = len(words) > 2 and _AFTER_FAMILY.match(words[-1])
    if not found or is_numbered or text.isupper() or _INSTITUTION.search(text):
        return None
    return Name(family=found[1], given=found[2])


def are_family_first(names: Sequence[str]) -> bool:
    """Say whether all names of a list look like `Zhang QY`, with stops or all without.

    Who writes initials after the family name does so throughout; one name in another
    order shows that those which only look so are in reading order (`Rajesh S`).
    """
    people = [name for name in names if " " in name.strip() and not _INSTITUTION.search(name)]
    stops = {"." in name for name in people}
    return len(stops) == 1 and all(_find_vancouver(name.strip()) for name in people)


def strip_others(text: str) -> tuple[str, bool]:
    """Take `et al.`, `and others` off the end of names, and say whether it was there."""
    found = False
    while match := _OTHERS.search(text):
        found = True
        text = text[: match.start()].strip(" ,;&")
    return text, found


def parse_names(raw: str) -> tuple[tuple[Name, ...], bool]:
    """Read a list of names in MLA, APA, IEEE, ACM, Vancouver or plain style.

    Returns:
        The names in order, and whether the list says that there are others (`et al.`).
    """
    text, more = strip_others(" ".join(raw.split()).strip(" ,;"))
    if _ELLIPSIS.search(text):
        more = True
        text = _ELLIPSIS.sub("; " if ";" in text else ", ", text)
    pieces = _split_list(text)
    is_family_first = are_family_first(pieces)
    names: list[Name] = []
    for piece in pieces:
        if _OTHERS.fullmatch(piece.strip()) or piece.strip().lower() in {"others", "al.", "et al"}:
            more = True
            continue
        try:
            names.append(parse_name(piece, is_family_first=is_family_first))
        except ValueError:
            continue
    return tuple(names), more


def _split_list(text: str) -> list[str]:
    text, groups = _hide_groups(text)
    if ";" in text:
        pieces = [
            part for chunk in text.split(";") for part in _AND.split(chunk) if part.strip(" ,&")
        ]
    else:
        chunks = [chunk.strip(" ,&") for chunk in _AND.split(text)]
        pieces = [
            piece
            for index, chunk in enumerate(chunks)
            if chunk
            for piece in _split_commas(chunk, is_first=index == 0)
        ]
    return [_show_groups(re.sub(r"^(?:and|&)\s+", "", piece.strip()), groups) for piece in pieces]


def _hide_groups(text: str) -> tuple[str, list[str]]:
    groups: list[str] = []

    def hide(match: re.Match[str]) -> str:
        groups.append(match[0])
        return f"\ue000{len(groups) - 1}\ue000"

    return re.sub(r"(?:(?<=^)|(?<=[\s,;]))\{[^{}]*\}(?=$|[\s,;])", hide, text), groups


def _show_groups(text: str, groups: list[str]) -> str:
    return re.sub("\ue000(\\d+)\ue000", lambda match: groups[int(match[1])], text)


def _split_commas(chunk: str, *, is_first: bool) -> list[str]:
    """Part a list at its commas, telling `Family, Given` from `Name, Name`."""
    parts = [part.strip() for part in chunk.split(",") if part.strip()]
    if len(parts) == 1:
        return parts
    if len(parts) % 2 and all(_is_single_word(part) for part in parts):
        return parts
    if len(parts) > 2 and all(map(_WHOLE_NAME.fullmatch, parts)):
        return parts  # `Ben Oak, Anna Elm, Van Roe`: whole names, not `Family, Given`
    names: list[str] = []
    index = 0
    while index < len(parts):
        part = parts[index]
        if index + 2 < len(parts) and _is_suffix(parts[index + 1]):
            names.append(", ".join(parts[index : index + 3]))
            index += 3
            continue
        following = parts[index + 1] if index + 1 < len(parts) else ""
        if following and _is_given(
            part, following, is_first=is_first and index == 0, count=len(parts)
        ):
            name = f"{part}, {following}"
            index += 2
        else:
            name = part
            index += 1
        while index < len(parts) and _is_suffix(parts[index]):
            name = f"{name}, {parts[index]}"
            index += 1
        names.append(name)
    return names


def _is_single_word(part: str) -> bool:
    return " " not in part and not _INITIALS.match(part) and not _SUFFIX.match(part)


def _is_suffix(part: str) -> bool:
    return bool(_SUFFIX.match(part)) and not _INITIALS.match(part)


def _is_given(part: str, following: str, *, is_first: bool, count: int) -> bool:
    """Say whether what follows a comma is the given name of what stands before it."""
    words = part.split()
    is_family_like = len(words) == 1 or all(word.lower() in _PARTICLES for word in words[:-1])
    if _INITIALS.match(following):
        return not _VANCOUVER.match(part) and not any(_INITIALS.match(word) for word in words[:-1])
    if is_first and " " not in following and not _CJK.search(part):
        return not _INSTITUTION.search(part) and not _INSTITUTION.search(following)
    if not is_family_like or _CJK.search(part) or _INSTITUTION.search(part):
        return False
    return is_first or count % 2 == 0


@cache
def spell_name(name: Name) -> str:
    """Write a name so that `parse_name` reads the same one.

    In reading order (`Edward J. Hu`) where that leaves no doubt; else with the family name
    first (`García Márquez, Gabriel`), or in braces what is not to be taken apart.
    """
    name = _settle(name)
    read = str(name)
    if name.literal or not (name.family and name.given):
        return read if _reads_as(read, Name(literal=read)) else f"{{{read}}}"
    inverted = ", ".join(filter(None, (name.family, name.suffix, name.given)))
    options = (read, inverted, f"{name.family}, {name.given}")
    exact = next((text for text in options if _reads_as(text, name)), "")
    # A particle at the end of the given name is read as the family's.
    return exact or next((t for t in options if str(parse_name(t)) == read), f"{{{read}}}")


def _settle(name: Name) -> Name:
    """Give a name as it is read: clean, with `O'Neil III` as a family name and a suffix."""
    name = Name(*map(_clean, (name.family, name.given, name.suffix, name.literal)))
    before, _, end = name.family.rpartition(" ")
    if before and name.given and not name.suffix and _AFTER_FAMILY.match(end):
        return Name(before, name.given, end)
    return name


def _reads_as(text: str, name: Name) -> bool:
    try:
        return parse_name(text) == name
    except ValueError:
        return False


def to_clean_parts(name: Name) -> Name | None:
    """Give a name without control characters and numbers; `None` if nothing is left of it."""
    parts = tuple(map(without_number, (name.family, name.given, name.suffix, name.literal)))
    if not all(part.isprintable() for part in parts):
        from shelflist.text.clean import strip_invisible  # as in `_clean`

        parts = tuple(" ".join(strip_invisible(part).split()) for part in parts)
    family, given, suffix, literal = parts
    if not (family or literal):
        family, given, literal = "", "", given
    return Name(family, given, suffix, literal) if family or literal else None
