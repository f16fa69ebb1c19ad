"""What arXiv's own fields mean: authors with affiliations, journal references, years in ids.

Source:
    arXiv's help pages on metadata fields ("Prepare to submit") and on identifiers.
"""

from __future__ import annotations

import re

from shelflist.formats.drafts import Draft, find_year
from shelflist.formats.entry_names import find_name
from shelflist.text.addresses import find_arxiv, find_links

ARXIV_ID = r"(?:\d{4}\.\d{4,5}|[a-z][a-z-]{1,20}(?:\.[A-Z]{2})?/\d{7})"
"""An id of either style, without its version."""

_PART = re.compile(r"\s*[,;]\s*(?:and\s+|&\s+)?|\s+(?:and|&)\s+", re.IGNORECASE)
_GLUED_INITIAL = re.compile(r"(?<=[A-Z]\.)(?=[A-Z][^\W\d_.])")
_SUFFIX = re.compile(r"(?:Jr|Sr)\.?|I{2,3}|IV")
_LABEL = re.compile(
    r"\s*(?:(?:for|on behalf of)\s+)?(?:the\s+)?[\w/ -]{2,60}collaborations?\s*:\s*", re.I
)
_WITHDRAWN = re.compile(
    r"(?:this|the) (?:paper|article|submission|work|manuscript|preprint) (?:has been|is|was)"
    r"(?: \w+)? withdrawn|withdrawn\b",
    re.IGNORECASE,
)
_JOURNAL = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?P<venue>\D.{1,80}?)[ ,]+(?:[Vv]ol(?:ume|\.)?\s?)?(?P<volume>[A-Z]{0,2}\d{1,5}[A-Z]?)"
        r"(?:\s?\((?P<issue>[\w-]{1,9})\))?\s?[,:]\s?(?:pp?\.?\s?)?(?P<page>[A-Z]{0,2}\d[\w-]{0,20})"
        r",?\s?\((?P<year>\d{4})\)\.?",
        r"(?P<venue>\D.{1,80}?)[ ,]+(?P<volume>[A-Z]{0,2}\d{1,5}[A-Z]?)"
        r"(?:[(:]\s?(?P<issue>[\w-]{1,9})\)?)?"
        r"[ ,]+\((?P<year>\d{4})\)[ ,]*(?:pp?\.?\s?)?(?P<page>[A-Z]{0,2}\d[\w-]{0,20})?\.?",
    )
)
"""`Phys. Rev. D 103, 103025 (2021)`; `Phys.Rev.Lett. 68 (1992) 3718-3720`."""
_LONGEST_VENUE = 200


def find_year_of_id(arxiv: str | None) -> int | None:
    """Say in which year a paper was submitted: an arXiv id begins with year and month."""
    match = re.match(r"(?:[a-z-]+(?:\.[A-Z]{2})?/)?(\d\d)(\d\d)", arxiv or "")
    if match is None or not 1 <= int(match[2]) <= 12:
        return None
    short = int(match[1])
    return 1900 + short if short >= 91 else 2000 + short


def add_authors(draft: Draft, text: str) -> None:
    """Add the names of an `Authors:` field; affiliations in brackets are left out."""
    text = " ".join(text.split())
    plain = _LABEL.sub("", strip_brackets(text))
    if not plain.strip(" .,;"):
        plain = strip_brackets(text.strip("( ").removesuffix(")"))  # all the names in brackets
    names = [part for part in _PART.split(plain) if part.strip(" .")]
    joined: list[str] = []
    for name in names:
        if _SUFFIX.fullmatch(name) and joined:
            joined[-1] += f", {name}"
        else:
            joined.append(name)
    for name in joined:
        if name.strip(".").casefold() in ("et al", "others"):
            draft.more_authors = True
            continue
        stripped = re.sub(r"\s+et(?:\.\s?|\s)al\.?$", "", name, flags=re.IGNORECASE)
        draft.more_authors |= stripped != name
        if found := find_name(_GLUED_INITIAL.sub(" ", stripped)):
            draft.authors.append(found)


def strip_brackets(text: str) -> str:
    """Take out what stands in round brackets, however deep; an open one is left as it is."""
    kept: list[str] = []
    depth, start = 0, 0
    for match in re.finditer(r"[()]", text):
        if match[0] == "(":
            if depth == 0:
                kept.append(text[start : match.start()])
                start = match.start()
            depth += 1
        elif depth:
            depth -= 1
            if depth == 0:
                start = match.end()
    kept.append(text[start:].partition("(")[0] if depth else text[start:])
    return " ".join("".join(kept).split()).replace(" ,", ",")


def add_journal(draft: Draft, text: str) -> None:
    """Read a journal reference; what has no known form is the venue as it stands."""
    text = " ".join(text.split())
    if not text:
        return
    match = next((found for form in _JOURNAL if (found := form.fullmatch(text))), None)
    if match is None:
        draft.venue = text if len(text) <= _LONGEST_VENUE else ""
        draft.first_year, draft.year = draft.year, None
        return
    draft.venue = match["venue"].rstrip(" ,")
    draft.volume, draft.page = match["volume"], match["page"] or ""
    draft.issue = match["issue"] or ""
    draft.first_year, draft.year = draft.year, find_year(match["year"])


def add_comment(draft: Draft, text: str) -> None:
    """Keep a comment as note, its addresses as links."""
    text = " ".join(text.split())
    draft.note = text
    draft.addresses += [link.url for link in find_links(text) if link.rel != "link"]
    draft.is_retracted |= bool(_WITHDRAWN.match(text))


def set_id(draft: Draft, text: str) -> None:
    """Set id, key and, where nothing else says it, the year from `arXiv:2301.00001v2`."""
    found = find_arxiv(text) or find_arxiv(f"arXiv:{text.strip()}")
    if found:
        draft.identifiers.append(f"arXiv:{found}")
        if draft.year is None and draft.first_year is None:
            draft.year = find_year_of_id(found)
