"""Headings of pages that cite: what is certainly one, and what it says."""

from __future__ import annotations

import re

from shelflist.readers.citation_marks import has_mark

_HEADING_MARK = re.compile(r"\s*#{1,6}\s+(.*?)\s*#*\s*$|\s*={2,6}\s*(\S.*?)\s*={2,6}\s*$")
_BOLD = re.compile(r"\s*(?:\*\*|__)([^*_]{2,80})(?:\*\*|__):?\s*$")
_UNDERLINE = re.compile(r"\s*(?:={3,}|-{3,}|~{3,})\s*$")
_GENERAL = re.compile(
    r"(?:(?:\d+|[IVX]+)[.)]?\s+)?(?:(?:selected|further|recommended|key|my|our|the|annotated"
    r"|all)\s+)*"
    r"(?:references?|bibliograph(?:y|ie)|works? cited|literature(?: cited)?|reading(?: list)?"
    r"|papers?"
    r"|citations?|sources|publications?|reading list|list of references|literatur|r[ée]f[ée]rences"
    r"(?: bibliographiques)?|introduction|overview|notes|links?|contents)\s*:?",
    re.IGNORECASE,
)
_REFERENCES = re.compile(
    r"\b(?:references?|bibliograph(?:y|ie)|works? cited|literatur(?:e cited)?|further reading"
    r"|reading list|sources|publications|r[ée]f[ée]rences)\b",
    re.IGNORECASE,
)


def find_heading(lines: tuple[str, ...], index: int) -> str | None:
    """Find the heading that a line certainly is; empty for what underlines one."""
    line = lines[index]
    if len(line) > 200:
        return None
    if match := _HEADING_MARK.match(line):
        return (match[1] or match[2] or "").strip("*_ ")
    if match := _BOLD.match(line):
        return match[1].strip()
    if _UNDERLINE.match(line):
        return ""
    if _GENERAL.fullmatch(line.strip()):
        return line.strip()
    follows = lines[index + 1] if index + 1 < len(lines) else ""
    if re.match(r"\s*(?:={3,}|-{3,})\s*$", follows) and not has_mark(line) and len(line) < 80:
        return line.strip()
    return None


def is_general(heading: str) -> bool:
    """Say whether a heading speaks of no subject: `References`, `Further reading`."""
    return _GENERAL.fullmatch(heading) is not None


def says_references(heading: str) -> bool:
    """Say whether a heading stands above references."""
    return _REFERENCES.search(heading) is not None
