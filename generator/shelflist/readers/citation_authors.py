"""The author list of a citation: names and nothing else, or no citation at all."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from shelflist.model import Name
from shelflist.readers.citation_runs import find_run
from shelflist.text.names import parse_names

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
_ORGANISATION = re.compile(
    r"\b(?:team|group|university|universit\w+|consortium|collaboration|institute|laborator\w+|labs?"
    r"|center|centre|committee|association|society|foundation|organi[sz]ation|inc|corporation"
    r"|research|initiative|project|community|academy|agency|council|alliance|workshop|network"
    r"|contributors|ai|google|openai|microsoft|deepmind|meta|nvidia|ministry|department|board"
    r"|commission|union|nations|office|bureau|service)\b",
    re.IGNORECASE,
)
_TOKEN = re.compile(r"[^\W\d_](?:[\w'’‘ʼ`.\u2010\u2011{}\\-]*[\w.}])?|[.…]{1,4}|&|\+")
_EDITORS = re.compile(r",?\s*\(?\beds?\.\)?\.?\s*$", re.IGNORECASE)
_OTHERS_ABROAD = re.compile(
    r"[,;，、]?\s*(?<![^\W\d_])(?:等|и др\.?|и соавт\.?|u\. ?a\.|y otros|e outros|ほか)\s*\.?\s*$"
)
_CJK_NAMES = re.compile(
    r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af·]{2,12}"
    r"(?:, [\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af·]{2,12}){0,200}"
)
_ACADEMIC = re.compile(r",?\s*\b(?:PhD|Ph\.D\.|MD|M\.D\.)(?=,|\.|$)")


@lru_cache(maxsize=4096)
def find_authors(text: str) -> tuple[tuple[Name, ...], bool] | None:
    """Find the authors in the part of a citation that should hold nothing else.

    Args:
        text: What stands before the title or the year.

    Returns:
        The names in order and whether there are more; `None` when anything in the
        text cannot be part of a name.
    """
    text = _ACADEMIC.sub("", _EDITORS.sub("", text.strip()))
    if is_abridged := _OTHERS_ABROAD.search(text) is not None:
        text = _OTHERS_ABROAD.sub("", text)
    text = re.sub(r"\s*[，、；]\s*", ", ", text).strip(" ,;:")
    if not text or len(text) > _LONGEST or not text[0].isalpha():
        return None
    if _CJK_NAMES.fullmatch(text):
        return tuple(Name(literal=name) for name in text.split(", ")), is_abridged
    if (run := find_run(text)) and not text[run.end :].strip(" ."):
        return lower_capitals(run.names), run.more or is_abridged
    if not _has_only_names(text):
        return None
    if re.search(r"[^\W\d_]{2}\.$", text) and not re.search(r"\b(?:al|Jr|Sr)\.$", text):
        text = text[:-1]  # the full stop is the style's, not an initial's
    # Google Scholar inverts `Gemini Team` as if it were a person's name.
    text = re.sub(r"^Team,\s+([\w-]+)", r"{\1 Team}", text)
    names, more = parse_names(text)
    if not names or not all(_is_plausible(name) for name in names):
        return None
    return lower_capitals(names), more or is_abridged


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
        return len(name.literal.split()) <= 8
    if not name.family[0].isalpha() or len(name.family.split()) > 4:
        return False
    return len(name.given.split()) <= 5 and len(name.family) > 1


def is_person_like(names: tuple[Name, ...], more: bool) -> bool:
    """Say whether a list certainly names people: several, `et al.` or initials."""
    if more or len(names) > 1:
        return True
    return bool(re.search(r"\b[^\W\d_a-z]\.", names[0].given)) or names[0].given.isupper()
