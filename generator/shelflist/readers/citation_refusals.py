"""References in a list that could not be taken apart: they are named, never guessed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence, Set
from itertools import takewhile

from shelflist.problems import Refusal
from shelflist.readers.citation_entries import MARKER, CitedEntry, marker_kind

_SPEAKS_OF_A_WORK = re.compile(
    r"\b(?:1[89]|20)\d\d[a-z]?\b|\b10\.\d{4,9}/|\barXiv\b|\bdoi\b|\b(?:pp|vol)\.", re.IGNORECASE
)
_PROSE = re.compile(
    r"\b(?:we|our|us|this|these|which|here|below|above|see|has been|have been)\b|:\s*$",
    re.IGNORECASE,
)
_STOPS = re.compile(r"[.,;:](?=\s|$)")
_FEWEST_WORDS = 4
_FEWEST_STOPS = 3
_FEWEST_LIKE_IT = 3
_LENGTHS = range(40, 1_500)
_QUOTED = 100
_REASON = "its authors, title and source cannot be told apart"
_MEND = (
    "Write it as `Author, A. (2023). Title. Journal, 1(2), 3-4.`, or give its DOI, arXiv id or"
    " BibTeX in a seed of its own."
)


def find_refusals(
    lines: Sequence[str], cited: Sequence[CitedEntry], explained: Set[int]
) -> tuple[Refusal, ...]:
    """Find marked entries among citations that speak of a work and were not taken.

    Args:
        lines: The document.
        cited: What was taken.
        explained: Indices of lines that are citations, headings or tables.
    """
    kinds = Counter(kind for entry in cited if (kind := marker_kind(lines[entry.first])))
    missed: dict[str, list[int]] = {}
    for index, line in enumerate(lines):
        if index not in explained and (kind := marker_kind(line)) in kinds and kind is not None:
            missed.setdefault(kind, []).append(index)
    return tuple(
        Refusal(index + 1, what[:_QUOTED], _REASON, _MEND)
        for kind, indices in missed.items()
        if kinds[kind] >= len(indices)
        for index in sorted(indices)
        if _is_work(what := _entry_text(lines, index, explained))
    )


def find_unmarked_refusals(
    lines: Sequence[str], cited: Sequence[CitedEntry], explained: Set[int]
) -> tuple[Refusal, ...]:
    """Find entries without number or bullet that look like those around them and were not taken.

    Args:
        lines: A document that is a list of references and little else.
        cited: What was taken.
        explained: Indices of lines that are citations, headings or tables.
    """
    taken = [entry for entry in cited if marker_kind(lines[entry.first]) is None]
    is_one_a_line = all(entry.first == entry.last for entry in taken)
    missed: list[list[int]] = []
    for index, line in enumerate(lines):
        if index in explained or not line.strip() or MARKER.match(line):
            continue
        if missed and missed[-1][-1] == index - 1 and not is_one_a_line:
            missed[-1].append(index)
        else:
            missed.append([index])
    found = [
        Refusal(group[0] + 1, text[:_QUOTED], _REASON, _MEND)
        for group in missed
        if _looks_like_one(text := " ".join(lines[n].strip() for n in group))
    ]
    is_list = len(taken) >= max(_FEWEST_LIKE_IT, 2 * len(found))
    return tuple(found) if is_list else ()


def _looks_like_one(text: str) -> bool:
    return (
        len(text) in _LENGTHS
        and _is_work(text)
        and len(_STOPS.findall(text)) >= _FEWEST_STOPS
        and not _PROSE.search(text)
    )


def _entry_text(lines: Sequence[str], index: int, explained: Set[int]) -> str:
    following = takewhile(
        lambda n: n not in explained and lines[n].strip() and not MARKER.match(lines[n]),
        range(index + 1, min(index + 12, len(lines))),
    )
    head = MARKER.sub("", lines[index], count=1)
    return " ".join([head.strip(), *(lines[n].strip() for n in following)])


def _is_work(text: str) -> bool:
    return len(text.split()) >= _FEWEST_WORDS and bool(_SPEAKS_OF_A_WORK.search(text[:2000]))
