"""Citations in the common styles, each one parser in the table `STYLES`.

| style | how it is told |
|---|---|
| quoted title | MLA, IEEE, Chicago: the title stands in quotes |
| year in brackets | APA, Harvard: the year stands in brackets after the authors |
| year between | ACM, Harvard, ACL: the year stands bare after the authors |
| colon | Springer: a colon after the last initial |
| plain | Vancouver and BibTeX's plain: authors, title, source, parted by full stops |

A style gives up (`None`) unless the authors are names and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from shelflist.model import Link, Name
from shelflist.readers.citation_authors import find_authors, is_person_like
from shelflist.readers.citation_source import Source, parse_source
from shelflist.text.addresses import find_arxiv, find_doi, find_links
from shelflist.text.clean import clean_text, clean_title

_LONGEST = 200_000
_URL = re.compile(r"(?:<|\()?https?://[^\s<>\"”]+(?:>|\))?", re.IGNORECASE)
_DOI = re.compile(r"(?:\bdoi\s*[:.]?\s*)?\b10\.\d{4,9}/[^\s\"<>”]+", re.IGNORECASE)
_MD_LINK = re.compile(r"\[([^\[\]]{1,400})\]\((https?://[^\s()]+)\)")
_EMPHASIS = re.compile(r"(?<![\w*_])([*_]{1,3})(?=\S)([^*_]{1,400}?)(?<=\S)\1(?![\w*_])")
_OPENING = re.compile(r"[\"“„«]|``|''(?=\w)")
_CLOSERS = {'"': '"', "“": "”", "„": "“”", "«": "»", "``": "'", "''": "'"}
_DATE = r"(?P<year>1[89]\d\d|20\d\d)[a-z]?"
_YEAR_IN_BRACKETS = re.compile(
    rf"\(\s*(?:{_DATE}(?:[,/\s–-][^()]{{0,40}})?|n\.\s?d\.(?:-?[a-z])?|in press|forthcoming)\s*\)"
    r"[.,:]?\s+"
)
_YEAR_BETWEEN = re.compile(rf"[.,]\s+{_DATE}[.,:]\s+(?=\S)")
_SENTENCE = re.compile(
    r"(?<=[.?!])[\"”’)]*\s+(?=[^\W\d_a-z]|\d|[\"“'‘*(]"
    r"|arXiv|bioRxiv|medRxiv|in:? [A-Z]|[a-z][\w ]{2,80},\s\d)"
)
_ABBREVIATION = re.compile(
    r"(?:\b(?:vs|al|e\.g|i\.e|cf|st|dr|mr|mrs|no|vol|eq|fig|inc|approx|resp|ph\.d)|\b[A-Z])\.$",
    re.IGNORECASE,
)
_SOURCE_START = re.compile(
    r"(?:In:?\s|arXiv|CoRR|Proceedings|Proc\.|Advances in|Transactions|IEEE|ACM|Journal|PhD|Ph\.D"
    r"|Master|Technical [Rr]eport|Retrieved|Available)"
)
_HAS_NUMBERS = re.compile(r",\s*(?:vol\.\s*)?\d|\d{4}\s*;|\b(?:19|20)\d\d\b|\(\d+\)|\d\s*[-–]\s*\d")
_FORM = re.compile(r"\s*[\[(](?:Preprint|Computer software|Data ?set|Online|Doctoral dissertation"
                   r"[^\])]*|Version [^\])]*|Tech(?:nical|\.) Rep[^\])]*)[\])]\s*$")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Citation:
    """What a citation says; the attributes are those of `Record` with the same names."""

    authors: tuple[Name, ...]
    more_authors: bool
    title: str
    source: Source
    arxiv: str | None
    doi: str | None
    url: str | None
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class _Pieces:
    """A citation cut at its joints, before it is judged."""

    authors: tuple[Name, ...]
    more: bool
    title: str
    source: str
    year: int | None = None
    is_quoted: bool = False
    is_undated: bool = False


def parse_citation(raw: str) -> Citation:
    """Read one citation.

    Args:
        raw: The whole citation on one line, without bullet or number.

    Raises:
        ValueError: This is not certainly a citation.
    """
    if not 20 <= len(raw) <= _LONGEST:
        raise ValueError("too short or too long for a citation")
    linked = _MD_LINK.sub(r"\1 \2", raw)
    body = _prepare(linked)
    for style in STYLES:
        if (pieces := style(body)) and (citation := _judge(pieces, linked)):
            return citation
    raise ValueError("not a citation in a known style")


def _prepare(raw: str) -> str:
    """Take addresses and emphasis out and undo LaTeX, so that only words are left."""
    text = _DOI.sub(" ", _URL.sub(" ", raw))
    text = _EMPHASIS.sub(r"\2", text)
    if "\\" in text or "{" in text or "~" in text or "&amp" in text:
        text = clean_text(text)
    return " ".join(text.split())


def _judge(pieces: _Pieces, raw: str) -> Citation | None:
    source = parse_source(pieces.source)
    title = clean_title(_FORM.sub("", pieces.title).strip(" ,"))
    arxiv, doi = find_arxiv(raw), find_doi(raw)
    year = pieces.year or source.year
    if year is None and arxiv is None and doi is None and not pieces.is_undated:
        return None
    count = len(re.findall(r"[^\W\d_]{2,}", title))
    if not 1 <= count <= 80 or (count < 2 and not pieces.is_quoted):
        return None
    certain = source.is_certain or arxiv is not None or doi is not None
    if not certain and not (is_person_like(pieces.authors, pieces.more) or source.venue):
        return None
    if not certain and all(name.literal for name in pieces.authors):
        return None
    doi = None if doi and doi.startswith("10.48550/") else doi
    source = Source(
        year=year,
        venue=clean_title(source.venue) if source.venue else None,
        volume=source.volume,
        issue=source.issue,
        page=source.page,
        publisher=source.publisher,
        type=source.type,
        is_preprint=source.is_preprint,
    )
    found = find_links(raw)
    url = next((link.url for link in found if link.rel == "link"), None)
    links = tuple(link for link in found if link.rel != "link")
    return Citation(pieces.authors, pieces.more, title, source, arxiv, doi, url, links)


def _parse_quoted(text: str) -> _Pieces | None:
    opening = _OPENING.search(text)
    if opening is None:
        return None
    before = text[: opening.start()].strip()
    year = None
    if dated := re.search(rf"[\s(,.]{_DATE}\)?[.,:]?$", before):
        year, before = int(dated["year"]), before[: dated.start()]
    authors = find_authors(before.rstrip(" ,.(") + ("." if before.endswith(".") else ""))
    if authors is None:
        return None
    end = _find_closing(text, opening.end(), _CLOSERS[opening[0]])
    if end is None:
        return None
    title = text[opening.end() : end].strip().rstrip(",").strip()
    # A style's own full stop after the title's question mark.
    title = re.sub(r"(?<=[?!])[.,]$", "", title)
    rest = text[end:].lstrip("\"”“'»").lstrip(" ,.")
    return _Pieces(*authors, title, rest, year, is_quoted=True)


def _find_closing(text: str, start: int, closers: str) -> int | None:
    """Find where the title's quotes close: after a stop as styles set it, else the last."""
    positions = [n for n in range(start, len(text)) if text[n] in closers]
    ends = [n for n in positions if not text[n + 1 : n + 2].isalnum()]
    for position in ends:
        nested = text[start:position].count("“")
        if text[position - 1] in ".,?!" and text[start:position].count("”") >= nested:
            return position
    after_stop = [n for n in ends if text[n + 1 : n + 2] in (".", ",", "")]
    return after_stop[-1] if after_stop else (ends[-1] if ends else None)


def _parse_year_in_brackets(text: str) -> _Pieces | None:
    match = _YEAR_IN_BRACKETS.search(text)
    if match is None:
        return None
    authors = find_authors(text[: match.start()])
    if authors is None:
        return None
    title, source = split_title(text[match.end() :])
    year = int(match["year"]) if match["year"] else None
    return _Pieces(*authors, title, source, year, is_undated=year is None)


def _parse_year_between(text: str) -> _Pieces | None:
    match = _YEAR_BETWEEN.search(text)
    if match is None:
        return None
    authors = find_authors(text[: match.start()])
    if authors is None:
        return None
    title, source = split_title(text[match.end() :])
    return _Pieces(*authors, title, source, int(match["year"]))


def _parse_colon(text: str) -> _Pieces | None:
    match = re.search(r"(?<=\.):\s+", text)
    if match is None:
        return None
    authors = find_authors(text[: match.start()])
    if authors is None:
        return None
    title, source = split_title(text[match.end() :])
    return _Pieces(*authors, title, source) if source else None


def _parse_plain(text: str) -> _Pieces | None:
    for boundary in _author_boundaries(text):
        authors = find_authors(text[:boundary])
        if authors is None or not is_person_like(*authors) or _ends_in_initial(authors[0]):
            continue
        title, source = split_title(text[boundary:].strip())
        if source and parse_source(source).is_certain:
            return _Pieces(*authors, title, source)
    return None


def _ends_in_initial(names: tuple[Name, ...]) -> bool:
    """Say whether the last name is a lone initial: its family name was cut off."""
    last = (names[-1].family or names[-1].literal).strip(" .") if names else ""
    return len(last) == 1 and last.isascii()


def _author_boundaries(text: str) -> list[int]:
    """Find where an author list may end: at a full stop, best not that of an initial."""
    stops = [match.end() for match in re.finditer(r"\.\s+(?=\S)", text[:4000])]
    after_words = [
        n for n in stops if not re.search(r"(?:\b|^)[A-Z]\.\s+$", text[max(0, n - 6) : n])
    ]
    others = [n for n in stops if n not in set(after_words)]
    return after_words[:2] + others[-3:]


def split_title(text: str) -> tuple[str, str]:
    """Part `Title. Source` at the full stop between them.

    A stop that closes an abbreviation does not count, nor does a question mark that
    the title goes on after.
    """
    cuts = [
        match
        for match in _SENTENCE.finditer(text[:3000])
        if not _ABBREVIATION.search(text[: match.start()])
    ]
    chosen: re.Match[str] | None = None
    for number, cut in enumerate(cuts):
        chosen = cut
        following = text[cut.end() : cuts[number + 1].start() if number + 1 < len(cuts) else None]
        if _SOURCE_START.match(following) or number + 1 == len(cuts):
            break
        if text[cut.start() - 1] in "?!" and not _HAS_NUMBERS.search(following):
            continue
        if not _goes_on(text, cuts[number + 1 :], following):
            break
    if chosen is None:
        return text.strip(), ""
    return text[: chosen.start()].strip(), text[chosen.end() :].strip()


def _goes_on(text: str, later: list[re.Match[str]], following: str) -> bool:
    """Say whether a later `In …` or `arXiv …` shows that the title has a full stop inside."""
    if _HAS_NUMBERS.search(following):
        return False
    return any(re.match(r"(?:In:?\s|arXiv|CoRR)", text[cut.end() :]) for cut in later[:2])


Style = Callable[[str], _Pieces | None]

STYLES: tuple[Style, ...] = (
    _parse_quoted,
    _parse_year_in_brackets,
    _parse_year_between,
    _parse_colon,
    _parse_plain,
)
"""Tried in this order; the first that understands a citation reads it."""
