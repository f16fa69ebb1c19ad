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
from shelflist.readers.citation_authors import find_authors, is_person_like, lower_capitals
from shelflist.readers.citation_national import KIND_MARK, parse_gbt_source, parse_gost_source
from shelflist.readers.citation_runs import Run, find_run
from shelflist.readers.citation_source import Source, parse_source
from shelflist.readers.citation_titles import split_at_comma, split_title, split_undated
from shelflist.text.addresses import find_arxiv, find_doi, find_links
from shelflist.text.clean import clean_text, clean_title

_LONGEST = 200_000
_URL = re.compile(r"(?:<|\()?https?://[^\s<>\"”]+(?:>|\))?", re.IGNORECASE)
_DOI = re.compile(r"(?:\bdoi\s*[:.]?\s*)?\b10\.\d{4,9}/[^\s\"<>”]+", re.IGNORECASE)
_MD_LINK = re.compile(r"\[([^\[\]]{1,400})\]\((https?://[^\s()]+)\)")
_EMPHASIS = re.compile(r"(?<![\w*_])([*_]{1,3})(?=\S)([^*_]{1,400}?)(?<=\S)\1(?![\w*_])")
_OPENING = re.compile(r"[\"“„«]|``|''(?=\w)")
_CLOSERS = {'"': '"', "“": "”", "„": "“”", "«": "»", "``": "'", "''": "'"}
_SINGLE_QUOTED = re.compile(r"(?<=\)\s)'(?=\w)([^“”\"]{3,400}?)'(?=[,.]\s)")
"""A title in straight single quotes after the year in brackets, as Harvard has it."""
_DATE = r"(?P<year>1[89]\d\d|20\d\d)[a-z]?"
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{1,2}|[^\W\d_]{2,}")
"""A word; of a script without blanks one or two signs."""
_YEAR_IN_BRACKETS = re.compile(
    rf"\(\s*(?:{_DATE}(?:[,/\s–-][^()]{{0,40}})?|n\.\s?d\.(?:-?[a-z])?|in press|forthcoming)\s*\)"
    r"[.,:]?\s+"
)
_ORIGINAL_YEAR = re.compile(r"[.,]?\s*\((?:1[5-9]|20)\d\d\)\s*$")
_YEAR_BETWEEN = re.compile(rf"[.,]\s+(?:\((?:1[5-9]|20)\d\d\)\s+)?{_DATE}[.,:]\s+(?=\S)")
_FORM = re.compile(r":\s*arXiv:\S+$|\s*[\[(](?:Preprint|arXiv[\s:][^\])]*|[Ii]nternet"
                   r"|Computer software|Data ?set|Online|Doctoral dissertation"
                   r"[^\])]*|Version [^\])]*|Tech(?:nical|\.) Rep[^\])]*)[\])]\.?\s*$")  # fmt: skip


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
    is_loose: bool = False
    parsed: Source | None = None


def parse_citation(raw: str, *, is_numbered: bool = False) -> Citation:
    """Read one citation.

    Args:
        raw: The whole citation on one line, without bullet or number.
        is_numbered: Whether a number in brackets stood before it, as in a list of references.

    Raises:
        ValueError: This is not certainly a citation.
    """
    if not 20 <= len(raw) <= _LONGEST:
        raise ValueError("too short or too long for a citation")
    linked = _MD_LINK.sub(r"\1 \2", raw)
    body = _prepare(linked)
    for style in STYLES:
        if (pieces := style(body)) and (
            citation := _judge(pieces, linked, is_numbered=is_numbered)
        ):
            return citation
    raise ValueError("not a citation in a known style")


def _prepare(raw: str) -> str:
    """Take addresses and emphasis out and undo LaTeX, so that only words are left."""
    text = _DOI.sub(" ", _URL.sub(" ", raw))
    text = _EMPHASIS.sub(r"\2", text)
    text = _SINGLE_QUOTED.sub(r"“\1”", text)
    if "\\" in text or "{" in text or "~" in text or "&amp" in text:
        text = clean_text(text)
    return " ".join(text.split())


def _judge(pieces: _Pieces, raw: str, *, is_numbered: bool) -> Citation | None:
    source = pieces.parsed or parse_source(pieces.source)
    title = clean_title(_FORM.sub("", pieces.title).strip(" ,"))
    arxiv, doi = find_arxiv(raw), find_doi(raw)
    year = pieces.year or source.year
    if year is None and arxiv is None and doi is None and not pieces.is_undated:
        return None
    count = len(_WORD.findall(title))
    if not 1 <= count <= 80 or (count < 2 and not pieces.is_quoted):
        return None
    certain = source.is_certain or arxiv is not None or doi is not None
    if not certain and not (
        is_person_like(pieces.authors, pieces.more) or source.venue or is_numbered
    ):
        return None
    is_alone = pieces.is_loose and len(pieces.authors) + pieces.more < 2
    if not certain and is_alone and not is_numbered:
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
        year, before = int(dated["year"]), _ORIGINAL_YEAR.sub("", before[: dated.start()])
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
    authors = find_authors(_ORIGINAL_YEAR.sub("", text[: match.start()]))
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
    title, source = split_undated(text[match.end() :])
    return _Pieces(*authors, title, source) if source else None


def _parse_run(text: str) -> _Pieces | None:
    """Read a citation that begins with names of one shape, all with initials or capitals."""
    run = find_run(text)
    if run is None:
        return None
    delimiter = re.match(r"[.:;,]{0,2}\s+", text[run.end :])
    if delimiter is None:
        return None
    has_comma = run.shape == "I. I. Family" and delimiter[0].startswith(",")
    split = split_at_comma if has_comma else split_undated
    title, source = split(text[run.end + delimiter.end() :])
    names = lower_capitals(run.names)
    return _Pieces(names, run.more, title, source, is_loose=True) if source else None


def _parse_gbt(text: str) -> _Pieces | None:
    mark = KIND_MARK.search(text)
    if mark is None:
        return None
    head = text[: mark.start()]
    run = find_run(head)
    stop = re.compile(r"[.．。]\s*").search(head, run.end - 1 if run else 0)
    if stop is None:
        return None
    authors = _names_of(run) if run else find_authors(head[: stop.start()])
    if authors is None:
        return None
    parsed = parse_gbt_source(mark["kind"], text[mark.end() :])
    return _Pieces(*authors, head[stop.end() :], "", parsed=parsed)


def _parse_gost(text: str) -> _Pieces | None:
    head, slashes, source = text.partition(" // ")
    run = find_run(head) if slashes else None
    if run is None:
        return None
    title = head[run.end :].split(" / ")[0].strip(" .,")
    return _Pieces(*_names_of(run), title, "", parsed=parse_gost_source(source))


def _names_of(run: Run) -> tuple[tuple[Name, ...], bool]:
    return lower_capitals(run.names), run.more


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


Style = Callable[[str], _Pieces | None]

STYLES: tuple[Style, ...] = (
    _parse_gbt,
    _parse_gost,
    _parse_quoted,
    _parse_year_in_brackets,
    _parse_year_between,
    _parse_colon,
    _parse_run,
    _parse_plain,
)
"""Tried in this order; the first that understands a citation reads it."""
