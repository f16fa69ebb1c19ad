"""References at whose head no names stand: unsigned papers, and titles in quotes."""

from __future__ import annotations

import re

from shelflist.model import Name
from shelflist.readers.citation_authors import find_authors
from shelflist.readers.citation_pieces import Citation, Pieces, judge, to_words
from shelflist.readers.citation_source import Source, parse_source
from shelflist.readers.citation_titles import split_title
from shelflist.text.patterns import LazyPattern

_QUOTED_FIRST = LazyPattern(r"[\"“](?P<title>.{8,300}?)[,.]?[\"”][,.]?\s+(?P<rest>.*)")
_STANDARD = LazyPattern(
    r"(?P<body>(?:IEEE|ISO|IEC|ANSI|ITU|ETSI|NIST|ASTM|3GPP|BSI?|EN|DIN|NISO|IETF|ECMA|OASIS)"
    r"(?:[/ -](?:IEEE|IEC|ISO|ANSI|EN|T|R))*)"
    r"\s(?:Std\.?\s|Standard\s|Rec(?:ommendation|\.)?\s|TS\s|TR\s|SP\s|RFC\s|FIPS\s)?"
    r"(?P<number>(?:[A-Z]{1,2}[ .-]?)?\d[\w.:/-]*\w)(?:\s\((?P<dated>(?:19|20)\d\d)\))?[,.:]?\s+"
    r"(?:[\"“](?P<quoted>[^\"”]{8,300}?)[,.]?[\"”]|(?P<title>[^\W\d_a-z][^\"“”]{8,300}?))"
    r"(?:(?:[,.]|(?<=[\"”]))\s+(?P<rest>(?:[^.]{0,120}[\s,:])?(?P<year>(?:19|20)\d\d)\b[^.]{0,60}))?\.?\s*"
)
_YEAR_OF_NUMBER = LazyPattern(r"[-:]((?:19|20)\d\d)$")
_YEAR = r"(?P<year>(?:1[5-9]|20)\d\d)[a-z]?"


def find_without_authors(raw: str) -> Citation | None:
    """Read `Title. Journal. 2002;3:4.`, as lists in Vancouver have what nobody signed.

    Only a title in lower case is believed: names, which no style knew, have capitals.
    """
    body = to_words(raw)
    if quoted := _QUOTED_FIRST.fullmatch(body):
        return _read_quoted_first(quoted["title"], quoted["rest"], raw)
    title, source = split_title(body)
    small = re.findall(r"(?<!\S)[a-z]{2,}", title)
    is_certain = bool(source) and parse_source(source).is_certain
    if not is_certain or not title[:1].isalnum() or 2 * len(small) < len(title.split()):
        return None
    return judge(Pieces((), False, title, source), raw)


def _read_quoted_first(title: str, rest: str, raw: str) -> Citation | None:
    """Read what stands after a title in quotes: a source, or `by Names (2017)`."""
    if not rest.startswith("by "):
        return judge(Pieces((), False, title, rest, is_quoted=True), raw)
    match = re.match(rf"by (?P<names>.{{3,300}}?)[,.]?\s*\(?{_YEAR}\)?[.,]?\s*", rest)
    authors = find_authors(match["names"]) if match else None
    if match is None or authors is None:
        return None
    return judge(Pieces(*authors, title, rest[match.end() :], int(match["year"])), raw)


def parse_standard(text: str) -> Pieces | None:
    """Read `IEEE Std 802.11-2016, IEEE Standard for …, 2016.`: who made it has signed it."""
    match = _STANDARD.fullmatch(text[:1000])
    if match is None:
        return None
    own = _YEAR_OF_NUMBER.search(match["number"])
    year = match["year"] or match["dated"] or (own[1] if own else None)
    if year is None:
        return None
    source = parse_source(match["rest"] or "")
    parsed = Source(
        year=int(year),
        issue=match["number"],
        type="standard",
        publisher=source.publisher,
        publisher_place=source.publisher_place,
    )
    body = Name(literal=match["body"])
    return Pieces(
        (body,), False, match["quoted"] or match["title"], "", is_book=True, parsed=parsed
    )
