"""References in a list that could not be taken apart: they are named, never guessed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence, Set

from shelflist.problems import Refusal
from shelflist.readers.citation_entries import CitedEntry
from shelflist.readers.citation_marks import Mark
from shelflist.readers.markdown_links import is_paper_address
from shelflist.readers.paragraphs import find_width, join_lines
from shelflist.text.patterns import LazyPattern

_ID = LazyPattern(
    r"\b10\.\d{4,9}/\S|\barXiv(?:\.org)?\b[\s:/a-z]{0,14}(?:\d{4}\.\d{4,5}|[a-z-]+/\d{7})",
    re.IGNORECASE,
)
_ADDRESS = LazyPattern(r"https?://\S|\bwww\.\S", re.IGNORECASE)
_IN_CODE = LazyPattern(
    r"[\"'](?:doi:\s?|https?://(?:dx\.)?doi\.org/|arxiv:)?10\.\d{4,9}/", re.IGNORECASE
)
"""An id in straight quotes is a value in a program."""
_WHOLE_ADDRESS = LazyPattern(r"\(?<?(?:https?://|www\.)\S+", re.IGNORECASE)
_PROGRAM = LazyPattern(r"<-\s|=\s?(?:[\"']|TRUE|FALSE|True|False|None|NULL|c\()|^```")
_PLAIN_ADDRESS = LazyPattern(r"https?://[^\s<>()\[\]\"]+", re.IGNORECASE)
_NAMES = LazyPattern(r"\bet al\b|\b[A-Z]\. ?(?:[A-Z]\. ?)*[A-Z][a-z]+|[a-z], [A-Z]\.")
_YEAR = LazyPattern(r"(?<![\w/-])(?:1[5-9]|20)\d\d[a-z]?(?![\w/]|-\d)")
_PICTURE = LazyPattern(r"\s*(?:\[?!\[|<(?:img|a|p|div)\b)", re.IGNORECASE)
_SPEAKS_OF_A_WORK = LazyPattern(
    r"\b(?:1[5-9]|20)\d\d[a-z]?\b|\barXiv\b|\bdoi\b|\b(?:pp|vol)\.", re.IGNORECASE
)
_PROSE = LazyPattern(
    r"\b(?:we|our|us|this|these|which|here|below|above|see|has been|have been|please"
    r"|you|your|visit|click|install|download)\b|:\s*$",
    re.IGNORECASE,
)
_STOPS = LazyPattern(r"[.,;:](?=\s|$)")
_FEWEST_WORDS = 4
_FEWEST_STOPS = 3
_FEWEST_LIKE_IT = 3
_LENGTHS = range(20, 1_500)
_FEW_ADDRESSES = 4
"""A page with more addresses for each citation is no list of references."""
_MOST_LINES = 12
_QUOTED = 100
_REASON = "its authors, title and source cannot be told apart"
_MEND = (
    "Write it as `Author, A. (2023). Title. Journal, 1(2), 3-4.`, or give its DOI, arXiv id or"
    " BibTeX in a seed of its own."
)

Missed = tuple[tuple[int, ...], Refusal]
"""Indices of lines that were not taken, and how they are named."""


def find_missed(
    lines: Sequence[str],
    marks: Mapping[int, Mark],
    cited: Sequence[CitedEntry],
    explained: Set[int],
    *,
    is_list: bool,
) -> list[Missed]:
    """Find the references among citations that were not taken.

    They are what holds a DOI or an arXiv id, or an address with names or a year, what has
    the mark of those that were taken and speaks of a work, and what looks like those around
    it. A link alone is no reference: it leads to a manual or a home page as often.

    Args:
        lines: The document.
        marks: What stands before its entries.
        cited: What was taken.
        explained: Indices of lines that are citations, headings or tables.
        is_list: Whether the document is a list of references and little else.
    """
    units = _find_units(lines, marks, explained)
    kinds = Counter(marks[entry.first].kind for entry in cited if entry.first in marks)
    missed = Counter(marks[unit[0]].kind for unit in units if unit[0] in marks)
    bare = [unit for unit in units if unit[0] not in marks]
    unmarked = len(cited) - kinds.total()
    alike = [unit for unit in bare if _looks_like_one(_join(lines, unit))]
    has_many = unmarked >= max(_FEWEST_LIKE_IT, 2 * len(alike))
    addressed = sum(1 for unit in units if has_address(_join(lines, unit)))
    has_few_addresses = addressed <= _FEW_ADDRESSES * (1 + len(cited))
    found: list[Missed] = []
    for unit in units:
        mark = marks.get(unit[0])
        text = _join(lines, unit)[mark.end if mark else 0 :].strip()
        is_named = names_id(text) or (has_few_addresses and _is_linked_work(text))
        is_one = is_list and (is_named or (mark is None and has_many and unit in alike))
        is_like_taken = mark is not None and kinds[mark.kind] >= missed[mark.kind]
        if mark and (is_like_taken or (is_list and mark.is_sequel)):
            is_one = is_one or _is_work(text)
            is_one = is_one or (is_like_taken and mark.is_sequel and _has_words(text))
        if is_one:
            found.append((unit, Refusal(unit[0] + 1, text[:_QUOTED], _REASON, _MEND)))
    return found


def _find_units(
    lines: Sequence[str],
    marks: Mapping[int, Mark],
    explained: Set[int],
) -> list[tuple[int, ...]]:
    """Group the lines that nothing explains as far as each group may be one reference."""
    is_one_a_line = find_width(tuple(lines)) is None
    units: list[list[int]] = []
    for index, line in enumerate(lines):
        if index in explained or not line.strip():
            continue
        goes_on = units and units[-1][-1] == index - 1 and index not in marks
        is_hanging = line[:1].isspace() and not lines[index - 1][:1].isspace()
        begun = goes_on and (units[-1][0] in marks or is_hanging or not is_one_a_line)
        if begun and len(units[-1]) < _MOST_LINES and not _is_complete(lines[index - 1]):
            units[-1].append(index)
        else:
            units.append([index])
    return [tuple(unit) for unit in units]


def _is_complete(line: str) -> bool:
    """Say whether a line ends a reference: its id or address comes last."""
    return bool(_ID.search(line) or _ADDRESS.search(line)) and not line.rstrip().endswith("/")


def _join(lines: Sequence[str], unit: tuple[int, ...]) -> str:
    return join_lines([lines[index].rstrip() for index in unit])


def names_id(text: str) -> bool:
    """Say whether a text holds a DOI or an arXiv id and is no picture."""
    return bool(_ID.search(text)) and not _PICTURE.match(text) and not _IN_CODE.search(text)


def has_address(text: str) -> bool:
    """Say whether a text holds an address and is neither prose nor a picture."""
    return bool(_ADDRESS.search(text)) and not _PICTURE.match(text) and not _is_prose(text)


def _is_linked_work(text: str) -> bool:
    """Say whether a text with an address speaks of a paper: it has a year or names, or a file."""
    if not has_address(text) or _PROSE.search(text):
        return False
    said = _WHOLE_ADDRESS.sub(" ", text)
    leads_to_paper = any(is_paper_address(url) for url in _PLAIN_ADDRESS.findall(text))
    return leads_to_paper or bool(_YEAR.search(said) or _NAMES.search(said))


def _is_prose(text: str) -> bool:
    return bool(_PROSE.search(text)) and not _SPEAKS_OF_A_WORK.search(text)


def _looks_like_one(text: str) -> bool:
    return (
        len(text) in _LENGTHS
        and _is_work(text)
        and len(_STOPS.findall(text)) >= _FEWEST_STOPS
        and not _PROSE.search(text)
        and not _PROGRAM.search(text)
    )


def _has_words(text: str) -> bool:
    return len(text.split()) >= _FEWEST_WORDS


def _is_work(text: str) -> bool:
    speaks = _ID.search(text[:2000]) or _SPEAKS_OF_A_WORK.search(text[:2000])
    return _has_words(text) and bool(speaks)
