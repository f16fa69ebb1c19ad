"""Which edition a citation speaks of, and what kind of thesis or report."""

from __future__ import annotations

import re

from shelflist.formats.genres import MASTERS, PHD, REPORT
from shelflist.readers.citation_venue import CUT
from shelflist.text.patterns import LazyPattern

_ORDINAL = (
    r"(?:\d{1,2}(?:st|nd|rd|th|nda|ra|da|ta|[ªaº])?\.?|\d{1,2}(?:e|è?me|ère)|[Rr]ev(?:ised|\.)"
    r"|[Ff]irst|[Ss]econd|[Tt]hird|[Ff]ourth|[Ff]ifth|[Ss]ixth|[Ss]eventh|[Ee]ighth|[Nn]inth"
    r"|[Tt]enth|[Nn]ew|[Ee]nlarged|[Ii]nternational|[Ee]xpanded)"
)
_MORE = (
    r"(?:,? (?:and |& )?"
    r"(?:[Rr]ev(?:ised|\.)|[Ee]nl(?:arged|\.)|[Ee]xp(?:anded|\.)|[Ii]nternational"
    r"|überarb\.|erw\.|verb\.|aktual\.|korr\.|neubearb\.))*"
)
_EDITION_IN_SOURCE = LazyPattern(
    rf"(?:^|(?<=[\s,.(;\x1f]))(?P<edition>{_ORDINAL}{_MORE})"
    r"(?:-е изд\.|\s+(?:[Ee]d(?:ition|n|s|ición)?\b\.?|[éÉ]d(?:ition|\.)|Aufl(?:age|\.)))[,.)]*"
    r"|(?:^|(?<=[\s,(]))ed\. (?P<number>\d{1,2})(?=[,.);]|$)[,.)]*"
)
_EDITION_IN_TITLE = LazyPattern(
    rf"[,.]{{0,2}}\s*(?<!\w)\(?(?P<edition>{_ORDINAL}{_MORE})\s+[Ee]d(?:n|s)?\b\.?"
    r"(?:, (?:rev\.|vol\.\s\w+|Vols?\.\s[\w–-]+))?\)?[.,]?$"
    r"|\s*\((?P<other>[^()]*?)\s*\b(?:[Ee]d\.|[Vv]ols?\.|[Rr]ev\.)[^()]*\)[.,]?$"
    r"|,\s(?:(?P<ordinal>\d{1,2}(?:st|nd|rd|th)\.?)\s+ed\.?,\s)?(?:vol\.\s[\w]{1,4}|\d+\svols)\.?$"
)
_PERIOD_KEPT = LazyPattern(r"[Rr]ev\.$|[Ee]nl\.$|[Ee]xp\.$")

_KIND_WORDS = (
    r"(?:(?:unpublished )?(?:(?:ph\.?\s?d\.?|d\.?phil\.?|doctoral|master['’]?s?|m\.?sc?\.?"
    r"|m\.?phil\.?|m\.?a\.?|bachelor['’]?s?|b\.?sc?\.?|diploma|licentiate|habilitation|honou?rs)"
    r" (?:thesis|dissertation|diss\.)|dissertation)"
    r"|thèse de doctorat|tesis doctoral|dissertação de mestrado|tese de doutorado"
    r"|(?:bachelor|master|diplom|doktor)arbeit|mémoire de (?:master|maîtrise)"
    r"|(?:technical|tech\.|research) rep(?:ort\b|\.))"
)
_KIND = LazyPattern(rf"(?<!\w){_KIND_WORDS}(?!\w)", re.IGNORECASE)
_KIND_IN_SOURCE = LazyPattern(
    rf"(?:^|(?<=[\s,.;\x1f(\[])){_KIND_WORDS}(?!\w)\.?"
    r"(?:\s+(?:(?:no|nr)\.?\s*)?(?!(?:1[5-9]|20)\d\d(?![\w-]))(?P<number>[\w./-]*\d[\w./-]*)(?=[\s,.;)\]]|$)"
    r"|(?=\s*(?:$|[.,;:()\[\]\x1f]|(?:at|from)\s)))[\])]?,?(?:\s+(?:at|from)\s+(?:the\s+)?)?",
    re.IGNORECASE,
)
_DEPARTMENT = LazyPattern(
    r"(?P<lead>(?:^|\x1f)[\s.,(]*)(?:(?:Dept|Sch|Fac|Div|Lab)\.|Department|School|Faculty|Division)"
    r"\s[^\x1f,]{2,80},\s+(?=[^\W\d_a-z])"
)
"""What stands before the university."""
_UNIVERSITY = LazyPattern(r"\bUniv\.(?:\s(?!,)[^\x1f,.]{2,40})?(?=,\s+[^\W\d_a-z])")
_COMMON = (
    (PHD, LazyPattern(r"ph\.?\s?d\.?\s+(?:thesis|diss(?:ertation|\.))", re.IGNORECASE)),
    (MASTERS, LazyPattern(r"master['’]?s? thesis", re.IGNORECASE)),
    ("Bachelor's thesis", LazyPattern(r"bachelor['’]?s? thesis", re.IGNORECASE)),
    (REPORT, LazyPattern(r"tech(?:nical|\.) rep(?:ort|\.)", re.IGNORECASE)),
    ("Research report", LazyPattern(r"research rep(?:ort|\.)", re.IGNORECASE)),
)
"""The names that every form has for them; all others stay as they were written."""


def take_edition(text: str) -> tuple[str, str | None]:
    """Cut the edition out of a source; `2nd ed.` is `2nd`."""
    match = _EDITION_IN_SOURCE.search(text)
    if match is None:
        return text, None
    rest = text[: match.start()] + CUT + text[match.end() :]
    return rest, _tidy(match["edition"] or match["number"])


def take_edition_of_title(title: str) -> tuple[str, str | None]:
    """Cut `(3rd ed., Vol. 2)` off a title."""
    match = _EDITION_IN_TITLE.search(title)
    if match is None:
        return title, None
    return title[: match.start()], _tidy(
        match["edition"] or match["other"] or match["ordinal"] or ""
    )


def _tidy(edition: str) -> str | None:
    edition = edition.strip(" ,;(")
    return (edition if _PERIOD_KEPT.search(edition) else edition.rstrip(".")) or None


def find_kind(text: str) -> str | None:
    """Find the kind of a thesis or report in words, in the wording of the other forms."""
    match = _KIND.search(text)
    if match is None:
        return None
    said = match[0].strip(" ,")
    for words, pattern in _COMMON:
        if pattern.fullmatch(said):
            return words
    return said[0].upper() + said[1:]


def take_kind(text: str) -> tuple[str, str | None, str | None]:
    """Cut `PhD thesis` or `Tech. Rep. CS-03-12` out of a source, so that its university is left.

    Returns:
        The rest, the kind in words and the number of a report.
    """
    match = _KIND_IN_SOURCE.search(text)
    if match is None:
        return text, None, None
    rest = text[: match.start()] + CUT + text[match.end() :]
    number = (match["number"] or "").strip(" .,")
    return rest, find_kind(match[0]), number or None


def part_school(text: str) -> str:
    """Leave the department out of a thesis's source and cut behind `Stanford Univ.`."""
    text = _DEPARTMENT.sub(r"\g<lead>", text)
    return _UNIVERSITY.sub(lambda match: match[0] + CUT, text)


def to_type(kind: str) -> str:
    """Give the CSL type of a kind of work."""
    return "report" if kind.lower().endswith("report") else "thesis"
