"""A bare list of arXiv ids, DOIs and addresses of papers, one a line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from shelflist.formats.arxiv_fields import ARXIV_ID, find_year_of_id
from shelflist.formats.drafts import Draft, Parsed, is_doi, parse_doi, to_record
from shelflist.model import Kind, Place, Record
from shelflist.problems import Refusal
from shelflist.text.addresses import find_arxiv

_LINE = re.compile(
    r"\s*(?:[-*+•]\s+|\[?\d{1,5}[.)\]]\s+|\[[ xX]\]\s+)*<?(?P<text>[^\s<>]{5,500})>?[,;]?"
    r"(?:\s+(?:#|//|%|--|–|—)\s*(?P<comment>.*))?\s*"
)
_BARE = re.compile(
    rf"(?:(?:arxiv|oai:arxiv\.org)\s?:\s?)?{ARXIV_ID}(?:v\d+)?(?:\[[\w.-]+\])?", re.I
)
_WEB = re.compile(r"https?://\S+\.\S+", re.IGNORECASE)
_COMMENT = re.compile(r"\s*(?:#|//|%).*")
_DOI_PREFIX = re.compile(r"(?:https?://(?:dx\.|www\.)?doi\.org/|doi:|10\.\d{4,9}/)", re.IGNORECASE)


_FEW_BETWEEN = 4
"""A list of ids has at most one other line between them for so many ids."""


def is_identifier_list(lines: Sequence[str]) -> bool:
    """Say whether lines are ids of papers, not titles with an address below each."""
    filled = [line for line in lines if line.strip() and not _COMMENT.fullmatch(line)]
    is_id = [_find_draft(line) is not None for line in filled]
    count = sum(is_id)
    if not count:
        return False
    first, last = is_id.index(True), len(is_id) - is_id[::-1].index(True)
    between = sum(
        1
        for line, found in zip(filled[first:last], is_id[first:last], strict=True)
        if not found and not any(_refuse(0, line))
    )
    return count * 2 >= len(filled) and between * _FEW_BETWEEN <= count


def parse_identifiers(lines: Sequence[str], file: str) -> Parsed:
    """Read each id as a record without a title: it finds its paper, or waits for facts.

    Args:
        lines: The whole file.
        file: What places and problems call it.
    """
    records: list[Record] = []
    refused: list[Refusal] = []
    furniture: list[tuple[int, int]] = []
    for number, line in enumerate(lines, 1):
        if draft := _find_draft(line):
            records.append(to_record(draft, Place(file, number, number), line))
        elif _COMMENT.fullmatch(line):
            furniture.append((number, number))
        else:
            refused += _refuse(number, line)
    return Parsed(tuple(records), (), tuple(refused), tuple(furniture))


def _find_draft(line: str) -> Draft | None:
    match = _LINE.fullmatch(line) if len(line) < 1000 else None
    if match is None:
        return None
    text = match["text"].strip("\"'`,;")
    arxiv = find_arxiv(text) if _BARE.fullmatch(text) or _WEB.fullmatch(text) else None
    if _BARE.fullmatch(text) and arxiv is None:
        arxiv = find_arxiv(f"arXiv:{text}")
    draft = Draft(kind=Kind.CITATION, note=match["comment"] or "")
    if arxiv:
        draft.identifiers, draft.year = [f"arXiv:{arxiv}"], find_year_of_id(arxiv)
        return draft
    if _DOI_PREFIX.match(text) and is_doi(text):
        draft.dois = [text]
        found = find_arxiv(parse_doi(text))
        draft.year = find_year_of_id(found) if found else None
        return draft
    return None


def _refuse(number: int, line: str) -> Iterator[Refusal]:
    """Name a line that looks like one of the list and holds no id that is known."""
    match = _LINE.fullmatch(line) if len(line) < 1000 else None
    text = match["text"] if match else ""
    if _WEB.fullmatch(text) or re.fullmatch(r"[\d./:vV-]{6,40}", text):
        yield Refusal(
            number,
            text,
            "it is neither an arXiv id nor a DOI nor an address with one of them",
            "Write the paper's arXiv id or DOI, or take the line out.",
        )
