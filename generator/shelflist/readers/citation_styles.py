"""Citations in the common styles, each one parser in the table `STYLES`.

| style | how it is told |
|---|---|
| quoted title | MLA, IEEE, Chicago: the title stands in quotes |
| year in brackets | APA, Harvard: the year stands in brackets after the authors |
| year between | ACM, Harvard, ACL: the year stands bare after the authors |
| colon | Springer: a colon after the last initial; DIN: after inverted names |
| plain | Vancouver and BibTeX's plain: authors, title, source, parted by full stops |

A style gives up (`None`) unless the authors are names and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from shelflist.model import Name
from shelflist.readers.citation_authors import (
    ROLE_WORDS,
    find_authors,
    find_group,
    is_group,
    is_person_like,
    lower_capitals,
)
from shelflist.readers.citation_contributors import NOBODY, find_role, take_marked
from shelflist.readers.citation_french import find_french_names, parse_french
from shelflist.readers.citation_imprints import split_book
from shelflist.readers.citation_national import KIND_MARK, parse_gbt_source, parse_gost_source
from shelflist.readers.citation_pieces import Certainty, Citation, Pieces, judge, to_words
from shelflist.readers.citation_runs import Run, find_run
from shelflist.readers.citation_source import parse_source
from shelflist.readers.citation_titles import SENTENCE, split_at_comma, split_title, split_undated
from shelflist.readers.citation_unsigned import parse_standard
from shelflist.readers.citation_venue import find_venue
from shelflist.text.patterns import LazyPattern

_LONGEST = 200_000
_MD_LINK = LazyPattern(r"\[([^\[\]]{1,400})\]\((https?://[^\s()]+)\)")
_OPENING = LazyPattern(r"[\"“„«]|``|''(?=\w)")
_CLOSERS = {'"': '"', "“": "”", "„": "“”", "«": "»", "``": "'", "''": "'"}
_DATE = r"(?P<year>1[5-9]\d\d|20\d\d)[a-z]?"
_GROUP_AFTER = LazyPattern(
    r"[;,] (?:and )?(?:(?:on behalf of|for) )?(?:the )?([^.;:]{5,120})(?=\.\s)"
)
_NAMED_GROUP = LazyPattern(
    r"(?:[A-Z][A-Z\d-]{2,}|(?:[^\W_a-z][\w’'-]*|of|the|for|in|on|and|to|de|la)(?:[\s,]+"
    r"(?:[^\W_a-z][\w’'-]*|of|the|for|in|on|and|to|de|la|\d{4}))*? (?:Initiative|Project|Study"
    r"|Trial|Survey|Authors|Experts|Members|Participants|Subcommittee|Consensus|Collaborative))"
    r"(?: (?:Initiative|Project|Study|Trials?|Survey|Authors|Experts|Members|Participants"
    r"|[^\W_a-z][\w’'-]*)){0,4}"
)
"""A group that a semicolon parts from the names before it."""
_ONE_WITH_INITIAL = LazyPattern(r"[^,.]{2,30}, [^\W\d_][\w’'-]+ (?:[A-Z]\. ?)+(?=\w)")
_INITIAL_AT_END = LazyPattern(r"(?:\b|^)[A-Z]\.\s+$")
_AFTER_RUN = LazyPattern(rf"(?P<role>,? [(\[]?{ROLE_WORDS}[)\]]?)?(?P<sign>[.:;,]{{0,2}})\s+")
_NAMES_GO_ON = LazyPattern(r"(?:;|and\b|&|et al\b|[A-Z]\.\s?(?:-?[A-Z]\.|[A-Z][a-z]|$))")
_YEAR_IN_BRACKETS = LazyPattern(
    rf"\(\s*(?:{_DATE}(?:[,/\s–-][^()]{{0,40}})?|n\.\s?d\.(?:-?[a-z])?|in press|forthcoming)\s*\)"
    r"[.,:]?\s+"
)
_ORIGINAL_YEAR = LazyPattern(r"[.,]?\s*\((?:1[5-9]|20)\d\d\)\s*$")
_YEAR_BETWEEN = LazyPattern(rf"[.,]\s+(?:\((?:1[5-9]|20)\d\d\)\s+)?{_DATE}[.,:]\s+(?=\S)")


def parse_citation(raw: str) -> Citation:
    """Read one citation.

    Args:
        raw: The whole citation on one line, without bullet or number.

    Raises:
        ValueError: This is not certainly a citation.
    """
    citation = find_citation(raw)
    if citation is None or citation.certainty is not Certainty.CERTAIN:
        raise ValueError("not certainly a citation in a known style")
    return citation


def find_citation(raw: str) -> Citation | None:
    """Find the likeliest reading of a text as a citation; `raw` is as for `parse_citation`."""
    if not 20 <= len(raw) <= _LONGEST:
        return None
    linked = _MD_LINK.sub(r"\1 \2", raw)
    body = to_words(linked)
    best: Citation | None = None
    for style in STYLES:
        citation = judge(pieces, linked) if (pieces := style(body)) else None
        if citation and (best is None or citation.certainty > best.certainty):
            best = citation
        if best and best.certainty is Certainty.CERTAIN:
            break
    return best


def _parse_quoted(text: str) -> Pieces | None:
    opening = _OPENING.search(text)
    if opening is None:
        return None
    before = text[: opening.start()].strip()
    year = None
    if dated := re.search(rf"[\s(,.]{_DATE}\)?[.,:]?$", before):
        year, before = int(dated["year"]), before[: dated.start() + (dated[0][0] == ".")]
        before = _ORIGINAL_YEAR.sub("", before).rstrip()
    authors = find_french_names(before) if opening[0] == "«" else None
    authors = authors or find_authors(before.rstrip(" ,.(") + ("." if before.endswith(".") else ""))
    if authors is None:
        return None
    end = _find_closing(text, opening.end(), _CLOSERS[opening[0]])
    if end is None:
        return None
    title = text[opening.end() : end].strip().rstrip(",").strip()
    # A style's own full stop after the title's question mark.
    title = re.sub(r"(?<=[?!])[.,]$", "", title)
    rest = text[end:].lstrip("\"”“'»").lstrip(" ,.")
    return Pieces(*authors, title, rest, year, is_quoted=True, role=find_role(before))


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


def _parse_year_in_brackets(text: str) -> Pieces | None:
    match = _YEAR_IN_BRACKETS.search(text)
    if match is None:
        return None
    authors = find_authors(text[: match.start()])
    if authors is None:
        return None
    rest = text[match.end() :]
    title, source = split_title(rest)
    if not source and match["year"] and match[0].rstrip().endswith(","):
        # Emerald has commas throughout: `(1985), Title, Publisher, Place.`
        title, source = split_book(f"{rest.rstrip(' .')}, {match['year']}.") or (title, source)
    year = int(match["year"]) if match["year"] else None
    role = find_role(text[: match.start()])
    return Pieces(*authors, title, source, year, is_undated=year is None, role=role)


def _parse_year_between(text: str) -> Pieces | None:
    match = _YEAR_BETWEEN.search(text)
    if match is None:
        return None
    before = text[: match.start() + (text[match.start()] == ".")]
    authors = find_authors(_ORIGINAL_YEAR.sub("", before))
    if authors is None:
        return None
    title, source = split_title(text[match.end() :])
    return Pieces(*authors, title, source, int(match["year"]), role=find_role(before))


def _parse_colon(text: str) -> Pieces | None:
    return _parse_names_and_colon(text, re.search(r"(?<=\.):\s+", text))


def _parse_inverted_and_colon(text: str) -> Pieces | None:
    """Read `Family, Given ; Family, Given: Title. Source`, as German styles have it."""
    match = re.search(r":\s+", text[:4000])
    before = text[: match.start()] if match else ""
    if not re.search(r"[,;/]", before) or re.search(r"\b[A-Z]\.\s+\w{2}", before):
        return None
    pieces = _parse_names_and_colon(text, match)
    is_inverted = pieces is not None and _is_inverted(text, pieces.authors)
    return pieces if is_inverted or ";" in before else None


def _parse_names_and_colon(text: str, colon: re.Match[str] | None) -> Pieces | None:
    head, people = take_marked(text[: colon.start()]) if colon else ("", NOBODY)
    authors = find_authors(head)
    if colon is None or authors is None:
        return None
    title, source = split_undated(text[colon.end() :])
    return Pieces(*authors, title, source, role=find_role(head), people=people) if source else None


def _parse_run(text: str) -> Pieces | None:
    """Read a citation that begins with names of one shape, all with initials or capitals."""
    run = _with_group(text, find_run(text))
    if run is None:
        return None
    delimiter = _AFTER_RUN.match(text, run.end)
    if delimiter is None or _NAMES_GO_ON.match(text, delimiter.end()):
        return None
    rest = text[delimiter.end() :]
    has_comma = "," in delimiter["sign"] and (run.shape == "I. I. Family" or run.more)
    title, source = split_at_comma(rest) if has_comma else split_undated(rest)
    semicolon = re.search(r";\s(?=\S)", title)
    if semicolon and (";" in text[: run.end] or find_venue(title[semicolon.end() :])[1]):
        source = f"{title[semicolon.end() :]}. {source}"
        title = title[: semicolon.start()]
    names = lower_capitals(run.names)
    role = find_role(delimiter["role"] or "")
    return Pieces(names, run.more, title, source, is_loose=True, role=role) if source else None


def _with_group(text: str, run: Run | None) -> Run | None:
    """Let a group of people stand after the names, as in `Moher D; PRISMA Group. Title`."""
    match = _GROUP_AFTER.match(text, run.end) if run else None
    group = find_group(match[1]) if match else None
    if match and match[0].startswith(";") and _NAMED_GROUP.fullmatch(match[1]):
        group = Name(literal=match[1])
    if run is None or match is None or group is None:
        return run
    return replace(run, end=match.end(1), names=(*run.names, group))


def _parse_gbt(text: str) -> Pieces | None:
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
    return Pieces(*authors, head[stop.end() :], "", parsed=parsed)


def _parse_gost(text: str) -> Pieces | None:
    head, slashes, source = text.partition(" // ")
    run = find_run(head) if slashes else None
    if run is None:
        return None
    title = head[run.end :].split(" / ")[0].strip(" .,")
    return Pieces(*_names_of(run), title, "", parsed=parse_gost_source(source))


def _names_of(run: Run) -> tuple[tuple[Name, ...], bool]:
    return lower_capitals(run.names), run.more


def _parse_plain(text: str) -> Pieces | None:
    """Read `Names. Title. Source`; single names that may be any words are doubtful."""
    doubtful: Pieces | None = None
    for boundary in _author_boundaries(text):
        authors = find_authors(text[:boundary])
        is_cut = authors is None or _ends_in_initial(authors[0])
        if authors is None or is_cut or _NAMES_GO_ON.match(text, boundary):
            continue
        title, source = split_undated(text[boundary:].strip())
        if not source:
            continue
        is_book = _is_inverted(text, authors[0])
        if not is_book and _INITIAL_AT_END.search(text[:boundary]):
            continue  # `Geoffrey E. Hinton`, cut
        role = find_role(text[:boundary])
        parsed = parse_source(source)
        is_sure = role or is_person_like(*authors) or is_group(authors[0])
        # `Title. Name. PhD thesis`, title first, would have names in the title's place.
        is_signed = parsed.genre and not authors[0][0].literal and find_authors(title) is None
        if is_signed or parsed.people.translators or (is_sure and parsed.is_certain):
            return Pieces(*authors, title, source, is_book=is_book, role=role)
        doubtful = doubtful or Pieces(
            *authors, title, source, is_loose=True, is_doubtful=True, is_book=is_book, role=role
        )
    return doubtful


def _is_inverted(text: str, names: tuple[Name, ...]) -> bool:
    """Say whether the first name stands as `Family, Given`."""
    return text.startswith(f"{names[0].family},")


def _ends_in_initial(names: tuple[Name, ...]) -> bool:
    """Say whether the last name is a lone initial: its family name was cut off."""
    last = (names[-1].family or names[-1].literal).strip(" .") if names else ""
    return len(last) == 1 and last.isascii()


def _author_boundaries(text: str) -> list[int]:
    """Find where an author list may end: at a full stop, best not that of an initial."""
    stops = [match.end() for match in re.finditer(r"\.\s+(?=\S)", text[:4000])]
    after_words = [n for n in stops if not _INITIAL_AT_END.search(text[max(0, n - 6) : n])]
    others = [n for n in stops if n not in set(after_words)]
    first = (
        [one.end()]
        if (one := _ONE_WITH_INITIAL.match(text)) and _is_one_word(text, one.end())
        else []
    )
    return first + after_words[:2] + others[-3:]


def _is_one_word(text: str, start: int) -> bool:
    """Say whether a title of one word may begin here: `Said, Edward W. Orientalism. Vintage`."""
    title, source = split_title(text[start:])
    return " " not in title and bool(source) and not SENTENCE.search(source)


__all__ = ["STYLES", "Citation", "find_citation", "parse_citation"]

Style = Callable[[str], Pieces | None]

STYLES: tuple[Style, ...] = (
    parse_standard,
    parse_french,
    _parse_gbt,
    _parse_gost,
    _parse_quoted,
    _parse_year_in_brackets,
    _parse_year_between,
    _parse_colon,
    _parse_run,
    _parse_inverted_and_colon,
    _parse_plain,
)
"""Tried in this order; the first that understands a citation reads it."""
