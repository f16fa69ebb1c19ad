"""A bare list of arXiv ids, DOIs and addresses of papers, one or several a line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from shelflist.formats.arxiv_fields import ARXIV_ID, find_year_of_id
from shelflist.formats.drafts import Draft, Parsed, is_doi, parse_doi, to_record
from shelflist.model import Kind, Place, Record
from shelflist.problems import Refusal
from shelflist.text.addresses import find_arxiv

_MARKER = re.compile(r"\s*(?:[-*+•]\s+|\[?\d{1,5}[.)\]]\s+|\[[ xX]\]\s+)*")
_REMARK = re.compile(
    r"(?:\s+(?:#|//|%|--|–|—)|\t| {2,}(?=[^\W\d_]{2,20}\s)|\s+(?=\())\s*(?P<remark>\D.*)$"
)
"""What stands behind an id: a comment, or words set apart from it."""
_LINK = re.compile(r"\[([^\[\]]{1,200})\]\(<?([^()\s]{1,500})>?\)")
_SPACED = re.compile(r"\b(arxiv|doi)(?:\s*:\s*|\s+)(?=\S)", re.IGNORECASE)
_BETWEEN = re.compile(r"[,;|]+")
_BARE = re.compile(
    rf"(?:(?:arxiv|oai:arxiv\.org)\s?:\s?)?(?P<id>{ARXIV_ID})(?:v\d+)?(?:\[[\w.-]+\])?", re.I
)
_WEB = re.compile(
    r"https?://\S+\.\S+|(?:www\.)?(?:[\w-]{1,20}\.){0,2}(?:arxiv\.org|alphaxiv\.org|ar5iv\.org"
    r"|hf\.co|huggingface\.co|doi\.org)/\S+",
    re.IGNORECASE,
)
_NAMED = re.compile(
    rf"\s*(?:[-*+•]\s+|\d{{1,5}}[.)]\s+)?\[(?:arXiv:)?(?P<id>{ARXIV_ID})(?:v\d+)?\]\s+"
    r"(?P<title>[^\W\d_]\S*\s\S.{3,300}?)\s*"
)
"""What a browser shows as the title of arXiv's page, and keeps in a bookmark."""
_COMMENT = re.compile(r"\s*(?:#|//|%).*")
_DOI_PREFIX = re.compile(
    r"(?:(?:https?://)?(?:dx\.|www\.)?doi\.org/|doi:|10\.\d{4,9}/)", re.IGNORECASE
)
_LIKE = re.compile(r"[\d./:vV-]{6,40}")
_LONGEST = 20_000
_MAYBE = re.compile(r"\d[./]\d|://|/\d{7}|\b10\.")
"""What every id has; few other lines do."""


_FEW_BETWEEN = 4
"""A list of ids has at most one other line between them for so many ids."""


@dataclass(frozen=True, slots=True)
class _Line:
    """What a line holds: papers, and what looks like one and has no id that is known."""

    drafts: list[Draft]
    strange: list[str]


def is_identifier_list(lines: Sequence[str]) -> bool:
    """Say whether lines are ids of papers, not titles with an address below each."""
    filled = [line for line in lines if line.strip() and not _COMMENT.fullmatch(line)]
    found = [_read(line) for line in filled]
    is_id = [
        bool(each and each.drafts) or bool(_NAMED.fullmatch(line))
        for each, line in zip(found, filled, strict=True)
    ]
    count = sum(is_id)
    if not count:
        return False
    first, last = is_id.index(True), len(is_id) - is_id[::-1].index(True)
    between = is_id[first:last].count(False)
    between -= sum(1 for each in found[first:last] if each and not each.drafts)
    return count * 2 >= len(filled) and between * _FEW_BETWEEN <= count


def parse_identifiers(lines: Sequence[str], file: str) -> Parsed:
    """Read each id as a record without a title: it finds its paper, or waits for facts.

    Args:
        lines: The whole file; a line may hold several ids.
        file: What places and problems call it.
    """
    records: list[Record] = []
    refused: list[Refusal] = []
    furniture: list[tuple[int, int]] = []
    for number, line in enumerate(lines, 1):
        if _COMMENT.fullmatch(line):
            furniture.append((number, number))
        elif named := _NAMED.fullmatch(line):
            draft = Draft(
                title=named["title"],
                identifiers=[f"arXiv:{named['id']}"],
                year=find_year_of_id(named["id"]),
            )
            records.append(to_record(draft, Place(file, number, number), line))
        elif (found := _read(line)) and records and _is_again(records[-1], found, number):
            furniture.append((number, number))
        elif found:
            place = Place(file, number, number)
            records += (to_record(draft, place, line) for draft in found.drafts)
            refused += (_refuse(number, text) for text in found.strange)
    return Parsed(tuple(records), (), tuple(refused), tuple(furniture))


def _is_again(record: Record, found: _Line, number: int) -> bool:
    """Say whether a line is only the address of the paper that the line above it names."""
    ids = [find_arxiv(text) for draft in found.drafts for text in draft.identifiers]
    is_below = record.title is not None and record.place.line == number - 1
    return is_below and not found.strange and ids == [record.arxiv]


def _read(line: str) -> _Line | None:
    """Read a line of ids and nothing else but a remark; `None` if it is none."""
    if len(line) > _LONGEST or not _MAYBE.search(line):
        return None
    text = _MARKER.sub("", line, count=1).rstrip()
    text = _LINK.sub(lambda match: match[1] if _find_draft(match[1]) else match[0], text)
    remark = _REMARK.search(text)
    if remark:
        text = text[: remark.start()]
    text = _SPACED.sub(r"\1:", text)
    drafts: list[Draft] = []
    strange: list[str] = []
    for token in _find_tokens(text):
        if draft := _find_draft(token):
            drafts.append(draft)
        elif _WEB.fullmatch(token) or _LIKE.fullmatch(token):
            strange.append(token)
        else:
            return None
    if not drafts and not strange:
        return None
    if remark and len(drafts) == 1:
        drafts[0].note = remark["remark"].strip("() ")
    return _Line(drafts, strange)


def _find_tokens(text: str) -> Iterator[str]:
    """Cut at blanks, then at commas and semicolons that no DOI holds."""
    for word in text.split():
        plain = word.strip("\"'`,;<>")
        pieces = [plain] if _find_draft(plain) else _BETWEEN.split(plain)
        if any(_BARE.fullmatch(piece) for piece in _BETWEEN.split(plain)[1:]):
            pieces = _BETWEEN.split(plain)
        yield from (piece for each in pieces if (piece := each.strip("\"'`<>")))


def _find_draft(text: str) -> Draft | None:
    bare = _BARE.fullmatch(text)
    arxiv = find_arxiv(f"arXiv:{bare['id']}") if bare else None
    arxiv = arxiv or (find_arxiv(text) if _WEB.fullmatch(text) else None)
    if arxiv:
        return Draft(
            kind=Kind.CITATION, identifiers=[f"arXiv:{arxiv}"], year=find_year_of_id(arxiv)
        )
    if _DOI_PREFIX.match(text) and is_doi(text):
        found = find_arxiv(parse_doi(text))
        year = find_year_of_id(found) if found else None
        return Draft(kind=Kind.CITATION, dois=[text], year=year)
    return None


def _refuse(number: int, text: str) -> Refusal:
    return Refusal(
        number,
        text,
        "it is neither an arXiv id nor a DOI nor an address with one of them",
        "Write the paper's arXiv id or DOI, or take the line out.",
    )
