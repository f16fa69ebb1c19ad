"""The author list of a citation: names and nothing else, or no citation at all."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from shelflist.model import Name
from shelflist.readers.citation_runs import find_run
from shelflist.text.names import parse_names, without_number
from shelflist.text.patterns import LazyPattern

_LONGEST = 120_000
_LOWER_CASE = frozenset(
    [
        "'t",
        "abu",
        "af",
        "al",
        "al-",
        "and",
        "ap",
        "av",
        "ben",
        "bin",
        "bint",
        "da",
        "das",
        "de",
        "degli",
        "dei",
        "del",
        "della",
        "delle",
        "den",
        "der",
        "des",
        "di",
        "do",
        "dos",
        "du",
        "e",
        "el",
        "et",
        "het",
        "ibn",
        "la",
        "las",
        "le",
        "lo",
        "los",
        "op",
        "others",
        "st",
        "te",
        "ten",
        "ter",
        "und",
        "van",
        "von",
        "with",
        "y",
        "zu",
        "zum",
        "zur",
    ]
)
_ORGANISATION_WORDS = frozenset(
    [
        "at",
        "center",
        "centre",
        "for",
        "group",
        "in",
        "institute",
        "of",
        "on",
        "project",
        "research",
        "team",
        "the",
        "university",
    ]
)
_ORGANISATION = LazyPattern(
    r"\b(?:team|group|university|universit\w+|consortium|collaboration|institute|laborator\w+|labs?"
    r"|center|centre|committee|association|society|foundation|organi[sz]ation|inc|corporation"
    r"|research|initiative|project|community|academy|agency|council|alliance|workshop|network"
    r"|contributors|ai|google|openai|microsoft|deepmind|meta|nvidia|ministry|department|board"
    r"|commission|union|nations|office|bureau|service)\b",
    re.IGNORECASE,
)
_TOKEN = LazyPattern(r"[^\W\d_](?:[\w'’‘ʼ`.\u2010\u2011{}\\-]*[\w.}])?|[.…]{1,4}|&|\+")
ROLE_WORDS = (
    r"(?:[Ee]ds?\.|EDS?\.|(?<=\()[Ee]ds?(?=\))|[Ee]ditors?|[Hh]rsg\.|[Hh]g\.|(?<=\()[éÉ]ds?\."
    r"|(?<=\()[Cc]oords?\.|(?<=\()[Dd]irs?\.|[Tt]ranslators?|[Tt]rans\.|[Üü]bers\.)"
)
"""What stands after names of people who are not the authors."""
_ROLE = LazyPattern(rf",?\s*[(\[]?\b{ROLE_WORDS}[)\]]?\.?\s*$")
_OTHERS_ABROAD = LazyPattern(
    r"[,;，、]?\s*(?<![^\W\d_])(?:等|и др\.?|и соавт\.?|u\. ?a\.|y otros|e outros|ほか)\s*\.?\s*$"
)
_CJK_NAMES = LazyPattern(
    r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af·]{2,12}"
    r"(?:, [\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af·]{2,12}){0,200}"
)
_GROUP = LazyPattern(
    r"\b(?:group|university|consortium|collaborat(?:ion|ors?)|institutes?|center|centre|centers"
    r"|committee|association|society|foundation|organi[sz]ation|administration|agency|academy"
    r"|academies|council|alliance|network|contributors|investigators|ministry|department|board"
    r"|commission|union|nations|office|bureau|services?|party|panel|task force|federation"
    r"|programme|program|registry|college|federation|trialists|authority|team|company|bank|fund"
    r"|forum|league|company|corporation|library|museum|laborator(?:y|ies)|inc|ltd)\b"
    r"(?=$|[.,)]| \(| (?:of|for|on|to|at|and)\b)",
    re.IGNORECASE,
)
_GROUP_TEXT = LazyPattern(
    r"[^\W\d_a-z][\w.’'-]*(?:[\s,]{1,2}(?:\([A-Z]{2,8}\)|(?:[^\W_a-z]|\d)[\w.’'/-]*|of|the|and|for|in|on|at|to|de"
    r"|la|des|du|et|für|und|del|y|&)){0,16}"
)
_ENDS_MID_WAY = LazyPattern(r"(?:[^\W\d_]{3}[a-zß-ÿ]|\bal)\.\s+(?!and\b|&)\S")
"""A full stop that is no initial's: there is more than names."""
_LONG_HAN = LazyPattern(r"[\u3400-\u9fff]{7}")
"""More signs than a person's name has."""
_ACADEMIC = LazyPattern(r",?\s*\b(?:PhD|Ph\.D\.|MD|M\.D\.)(?=,|\.|$)")


@lru_cache(maxsize=4096)
def find_authors(text: str) -> tuple[tuple[Name, ...], bool] | None:
    """Find the authors in the part of a citation that should hold nothing else.

    Args:
        text: What stands before the title or the year.

    Returns:
        The names in order and whether there are more; `None` when anything in the
        text cannot be part of a name.
    """
    text = _ACADEMIC.sub("", _ROLE.sub("", without_number(text.strip())))
    if is_abridged := _OTHERS_ABROAD.search(text) is not None:
        text = _OTHERS_ABROAD.sub("", text)
    text = re.sub(r"\s*[，、；]\s*", ", ", text).strip(" ,;:")
    if not text or len(text) > _LONGEST or not text[0].isalpha():
        return None
    if _CJK_NAMES.fullmatch(text):
        eastern = tuple(Name(literal=name) for name in text.split(", "))
        return (eastern, is_abridged) if all(map(_is_plausible, eastern)) else None
    if (run := find_run(text)) and not text[run.end :].strip(" ."):
        return lower_capitals(run.names), run.more or is_abridged
    if group := find_group(text):
        return (group,), is_abridged
    if "/" in text and "," in text:
        text = re.sub(r"\s*/\s*", "; ", text)
    if _ENDS_MID_WAY.search(text) or not _has_only_names(text):
        return None
    if re.search(r"[^\W\d_]{2}\.$", text) and not re.search(r"\b(?:al|Jr|Sr)\.$", text):
        text = text[:-1]  # the full stop is the style's, not an initial's
    # Google Scholar inverts `Gemini Team` as if it were a person's name.
    text = re.sub(r"^Team,\s+([\w-]+)", r"{\1 Team}", text)
    names, more = parse_names(text)
    if not names or not all(_is_plausible(name) for name in names):
        return None
    return lower_capitals(names), more or is_abridged


def find_group(text: str) -> Name | None:
    """Find one organisation; `and` or a comma may stand in its name."""
    text = text.rstrip(" .")
    words = text.split()
    if len(words) < 2 or not _GROUP.search(text) or not _GROUP_TEXT.fullmatch(text):
        return None
    parts = re.split(r",? (?:and|&) |, ", text)
    is_one = len(parts) == 1 or not all(_GROUP.search(part) for part in parts)
    people = [
        part
        for part in parts
        if len(part.split()) in (2, 3)
        and not _GROUP.search(part)
        and not re.search(r"\d|\.[A-Z]\.", part)
    ]
    is_long = len(parts[-1].split()) > 2 or re.search(r" (?:of|for) ", text)
    has_people = (people and not is_long) or ("," in text and " " not in parts[0])
    if not is_one or has_people or re.search(r"(?<!\.)\b[A-Z]\.(?=\s|,|$)", text):
        return None
    return Name(literal=text)


def lower_capitals(names: tuple[Name, ...]) -> tuple[Name, ...]:
    """Write `ZHONG R` as `Zhong R` where a style sets every family name in capitals."""
    people = [name for name in names if not name.literal]
    is_set_so = all(name.family.isupper() and len(name.family) > 1 for name in people)
    if not is_set_so or max((len(name.family) for name in people), default=0) < 4:
        return names
    return tuple(
        name if name.literal else replace(name, family=_to_title_case(name.family))
        for name in names
    )


def _to_title_case(family: str) -> str:
    return re.sub(r"[^\W\d_]+", lambda match: match[0].capitalize(), family)


def _has_only_names(text: str) -> bool:
    is_organisation = _ORGANISATION.search(text) is not None
    for raw in re.split(r"[\s,;]+", text):
        token = raw.strip("()")
        if not token:
            continue
        if not _TOKEN.fullmatch(token):
            return False
        bare = token.strip(".").lower()
        is_allowed = bare in _LOWER_CASE or (is_organisation and bare in _ORGANISATION_WORDS)
        if token[0].islower() and not is_allowed and not _has_small_prefix(token):
            return False
    return True


def _has_small_prefix(token: str) -> bool:
    """Say whether a name begins in lower case as `d'Alembert` and `al-Khwarizmi` do."""
    return re.match(r"(?:[ld]['’]|al-|el-|de[A-Z]|van[A-Z])\w", token) is not None


def _is_plausible(name: Name) -> bool:
    if name.literal:
        is_aside = re.search(r"\((?![A-Z]{2,8}\))", name.literal)
        is_sentence = re.search(r"[\w-]{3}\.\s", name.literal)
        is_long = _LONG_HAN.search(name.literal)
        return len(name.literal.split()) <= 8 and not (is_aside or is_sentence or is_long)
    if name.given.split()[:1] == ["The"]:
        return False
    if re.search(r"\b[A-Z]\. [^\W\d_]{2,} [^\W\d_]{2,}", name.given):
        return False  # `Tukey, John W. Exploratory Data Analysis`: a title, not given names
    if not name.family[0].isalpha() or len(name.family.split()) > 4:
        return False
    return len(name.given.split()) <= 5 and len(name.family) > 1


def is_group(names: tuple[Name, ...]) -> bool:
    """Say whether an organisation, certainly one, stands alone."""
    return len(names) == 1 and _GROUP.search(names[0].literal) is not None


def is_person_like(names: tuple[Name, ...], more: bool) -> bool:
    """Say whether a list certainly names people: several, `et al.` or initials."""
    if more or len(names) > 1:
        return True
    return bool(re.search(r"\b[^\W\d_a-z]\.", names[0].given)) or names[0].given.isupper()
