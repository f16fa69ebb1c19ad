"""The headings of a list: what an entry below them is about, where and when it appeared."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from shelflist.model import Record
from shelflist.readers.markdown_facts import Venue, find_date, find_venue
from shelflist.readers.markdown_inline import parse_inline

_GENERAL = re.compile(
    r"(?:(?:the|our|all|more|other|some|selected|awesome|key|useful|full|complete|main|recent"
    r"|new)\s+)*"
    r"(?:papers?(?: lists?)?|contents?|table of contents|toc|introduction|overview|resources?"
    r"|readme|lists?"
    r"|publications?|articles?|references?|bibliograph\w+|reading(?: list)?|news|updates?"
    r"|miscellaneous|misc"
    r"|others?|related work|links?|literature|catalogue|collection|index|general|to ?do"
    r"|updated on .*|last updated.*|paper citation|citation|citing.*|contribut\w*|licen[sc]e"
    r"|must[- ]read\w*.*)",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    r"^(?:\d+(?:\.\d+)*[.)]|\d+(?:\.\d+)+|[IVX]+[.)]|[A-Z][.)])\s+|^\d{1,2}\s+(?=\D)"
)
_ADORNED = re.compile(r"\s*\(\d+\)$|[\W_]+$|^[\W_]+")
_THINGS = (
    r"(?:tools?(?:kits?|box(?:es)?)?|softwares?|librar(?:y|ies)|packages?|courses?|classes|moocs?"
    r"|lectures?(?: notes)?|tutorials?|videos?|talks?|podcasts?|slides|books?|textbooks?|e-?books?"
    r"|blogs?(?: posts?)?|posts|newsletters?|websites?|repositor(?:y|ies)|companies|jobs"
    r"|related lists|awesome lists|视频|课程|教程|书籍|工具|博客|开源项目|视频课程)"
)
_NO_PAPERS = re.compile(
    rf"(?:(?:open[- ]?source|useful|other|related|free|online|video|popular|python|further|learning"
    rf"|helpful|github)\s+)*{_THINGS}(?:\s*(?:,|/|&|\band\b|、|\+)\s*(?:and\s+)?{_THINGS}){{0,5}}",
    re.IGNORECASE,
)
_MEETINGS = re.compile(
    r"(?:[^\W\d_][\w-]*[\s/]+(?:(?:and|&)\s+)?){0,4}(?:conferences|journals|venues|meetings)"
    r"(?:\s*(?:,|/|&|\band\b)\s*(?:conferences|journals|workshops|venues|events|meetings))*",
    re.IGNORECASE,
)
"""`NLP Conferences and Journals`: their homepages stand below it."""
_UPDATED = re.compile(r"\W*(?:last )?updated?\b", re.IGNORECASE)
_LONGEST_HINT = 120


def to_words(heading: str) -> str:
    """Give a heading's words without Markdown."""
    return " ".join("".join(span.text for span in parse_inline(heading)).split())


def without_number(name: str) -> str:
    """Give a heading without its number: `3.` or `2.1`."""
    return _NUMBERED.sub("", name).strip() or name


def is_general(name: str) -> bool:
    """Say whether a heading says nothing of what stands below it: `Papers`, `Contents`."""
    return _GENERAL.fullmatch(name.strip(" :：*_")) is not None


def is_no_section_of_papers(headings: Sequence[str]) -> bool:
    """Say whether an entry stands below `Tools`, `Courses`, `Books` and the like."""
    names = [_to_bare(to_words(heading)) for heading in headings[-2:]]
    return any(_NO_PAPERS.fullmatch(name) for name in names)


def is_section_of_meetings(headings: Sequence[str]) -> bool:
    """Say whether an entry stands below `Conferences and Journals` and may be a homepage."""
    name = _to_bare(to_words(headings[-1])) if headings else ""
    return _MEETINGS.fullmatch(name) is not None


@lru_cache(maxsize=64)
def find_hints(headings: tuple[str, ...], title: str) -> tuple[str, ...]:
    """Give the headings that say what an entry is about.

    Args:
        headings: Those above it, the outermost first.
        title: The heading of the whole list; empty if it has none.
    """
    hints = []
    for heading in headings:
        name = _to_bare(to_words(heading))
        is_subject = name and not _GENERAL.fullmatch(name) and not find_date(name)
        if is_subject and heading != title and not find_venue(name) and len(name) < _LONGEST_HINT:
            hints.append(name)
    return tuple(dict.fromkeys(hints))


def _to_bare(name: str) -> str:
    while (bare := _ADORNED.sub("", without_number(name)).strip()) != name:
        name = bare
    return _close(name)


def _close(name: str) -> str:
    """Close a bracket again that was taken for a sign at the end."""
    for opening, closing in ("()", "（）", "[]"):
        name += closing * (name.count(opening) - name.count(closing))
    return name


@lru_cache(maxsize=64)
def _find_when(heading: str) -> tuple[Venue | None, int | None]:
    """Give venue and year of a heading; none of the day of an update."""
    name = to_words(heading).strip(" :：")
    return (None, None) if _UPDATED.match(name) else (find_venue(name), find_date(name))


def with_section(record: Record, headings: Sequence[str]) -> Record:
    """Fill in what only a heading says: `2021`, `NeurIPS 2022`; never when a list was updated."""
    for heading in reversed(headings):
        venue, year = _find_when(heading)
        if year and not record.year:
            record = replace(record, year=year)
        elif venue and venue.name and venue.year and not record.venue and not record.year:
            record = replace(record, venue=venue.name, year=venue.year)
    return record
