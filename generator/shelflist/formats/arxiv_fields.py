"""What arXiv's own fields mean: authors with affiliations, journal references, years in ids.

Source:
    arXiv's help pages on metadata fields ("Prepare to submit") and on identifiers.
"""

from __future__ import annotations

import re

from shelflist.formats.drafts import Draft, find_year
from shelflist.formats.entry_names import find_name
from shelflist.model import Name
from shelflist.text.addresses import find_arxiv, find_links

ARXIV_ID = r"(?:\d{4}\.\d{4,5}|[a-z][a-z-]{1,20}(?:\.[A-Z]{2})?/\d{7})"
"""An id of either style, without its version."""

_PART = re.compile(r"\s*[,;]\s*(?:and\s+|&\s+)?|\s+(?:and|&)\s+", re.IGNORECASE)
_GLUED_INITIAL = re.compile(r"(?<=[A-Z]\.)(?=[A-Z][^\W\d_.])")
_SUFFIX = re.compile(r"(?:Jr|Sr)\.?|I{2,3}|IV")
_LABEL = re.compile(r"(?<=\bcollaboration)(?P<many>s?)\s*:\s*", re.IGNORECASE)
"""The colon of `The ABC Collaboration and the XYZ Collaboration: A. One, B. Two`."""
_BEFORE_GROUP = re.compile(r"(?:(?:for|on behalf of)\s+)?(?:the\s+)?", re.IGNORECASE)
_WITHDRAWN = re.compile(
    r"(?:this|the) (?:paper|article|submission|work|manuscript|preprint) (?:has been|is|was)"
    r"(?: \w+)? withdrawn|withdrawn\b",
    re.IGNORECASE,
)
_VENUE = r"(?P<venue>\D.{1,120}?)"
_VOLUME = r"(?P<volume>(?:(?<![A-Za-z])[A-Z]{1,2})?\d{1,5}[A-Z]{0,2}(?:[-–&/]\d{1,5})?)"
_ISSUE = r"(?P<issue>[\w–-]{1,9}(?:/\w{1,3})?)"
_PAGE = (
    r"(?:pp?\.?\s?|(?:article|art\.?|id)\s?(?:no\.|number)?\s?:?\s?)?"
    r"(?P<page>[A-Za-z]{0,5}\d[\w.–-]{0,25})"
)
_MONTH = r"(?:[A-Z][a-z]{2,8}\.?(?:[-–/][A-Z][a-z]{2,8}\.?)?\s)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_END = r"(?:\s*[;,]?\s*(?:\(?erratum|\[?erratum|\(?corrigendum|doi\b|https?:)[^\n]*)?[.;]?"
_VOL = r"(?:vol(?:ume|\.)?\s?)?"
_NUMBER = r"\s?[,:]\s?(?:no|issue|iss|num|number)\.?\s?(?P<number>[\w-]{1,9})"
_JOURNAL = tuple(
    re.compile(pattern + _END, re.IGNORECASE)
    for pattern in (
        rf"{_VENUE}[ ,]+{_VOL}{_VOLUME}(?:\s?\({_ISSUE}\)|{_NUMBER})?\s?[,:]\s?{_PAGE}"
        rf",?\s?\({_MONTH}{_YEAR}\)",
        rf"{_VENUE}[ ,]*{_VOL}{_VOLUME}(?:[(:]\s?{_ISSUE}\)?|{_NUMBER})?[ ,]*\({_MONTH}{_YEAR}\)"
        rf"[ ,:]*(?:(?:(?:no|issue)\.?\s?)?(?P<after>\d{{1,3}}),\s?)?(?:{_PAGE})?",
        rf"{_VENUE}[ ,]+{_VOL}{_VOLUME}\s?(?:\({_ISSUE}\)|{_NUMBER})?\s?[,:]\s?{_PAGE}"
        rf",?\s{_MONTH}{_YEAR}",
        rf"{_VENUE}[ ,]*{_VOLUME}\s?[:,]\s?{_PAGE},\s?{_MONTH}{_YEAR}",
    )
)
"""`Phys. Rev. D 103, 103025 (2021)`; `Phys.Rev.Lett. 68 (1992) 3718-3720`;
`Phys.Lett.B379:245-251,1996`; `IEEE Trans. X, vol. 65, no. 2, pp. 1-9, Feb. 2019`."""
_SECTION = re.compile(r"([A-Z])(?=\d)")
"""The letter of `B450` is the journal's: Nuclear Physics B."""
_NO_VENUE = re.compile(
    r"\b(?:vol|volume|no|number|issue|iss|pp?|article|art)\b[\s.:]*(?:\d|$)|\d[^\w\s]*\s*$"
    r"|^[^A-Za-z]*$",
    re.IGNORECASE,
)
_YEARS = re.compile(r"(?<![\d–-])(?:19|20)\d\d(?![\d–-])")
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
    plain = strip_brackets(text)
    if label := _LABEL.search(plain):
        draft.authors += _to_groups(plain[: label.start()], is_many=bool(label["many"]))
        plain = plain[label.end() :]
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


def _to_groups(text: str, *, is_many: bool) -> list[Name]:
    """Give what stands before a collaboration's colon; `A and B Collaborations` are two."""
    parts = [part for part in _PART.split(text) if part.strip(" .")]
    names: list[Name] = []
    for part in parts:
        bare = _BEFORE_GROUP.sub("", part, count=1)
        is_group = is_many or bare.casefold().endswith("collaboration")
        if is_group and not bare.casefold().endswith("collaboration"):
            bare += " Collaboration"
        found = Name(literal=bare) if is_group else find_name(bare)
        names += [found] if found else []
    return names


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
    draft.first_year, draft.year = draft.year, None
    match = next((found for form in _JOURNAL if (found := form.fullmatch(text))), None)
    if match is None or _NO_VENUE.search(match["venue"]):
        draft.venue = text if len(text) <= _LONGEST_VENUE else ""
        years = {*_YEARS.findall(text)}
        draft.year = int(years.pop()) if len(years) == 1 else None
        return
    said = match.groupdict()
    venue, volume = match["venue"].rstrip(" ,"), match["volume"]
    if section := _SECTION.match(volume):
        venue, volume = f"{venue} {section[1]}", volume[1:]
    draft.venue, draft.volume, draft.page = venue, volume, match["page"] or ""
    draft.issue = said.get("issue") or said.get("number") or said.get("after") or ""
    draft.year = find_year(match["year"])


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
