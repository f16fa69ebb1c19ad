r"""arXiv's plain text: the daily mail, monthly listings since 1991, and abstracts (`.abs`).

An entry stands between lines of `\\`: its id, fields, and after another `\\` perhaps
its abstract.

Source:
    arXiv, "arXiv email alerts" and "Metadata for arXiv: the .abs files".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from shelflist.formats.arxiv_fields import add_authors, add_comment, add_journal, set_id
from shelflist.formats.drafts import Draft, Parsed, find_year, is_named, to_record
from shelflist.model import Place, Record
from shelflist.problems import Location, Problem, Refusal, Severity

HEADER = re.compile(
    r"(?:Paper(?:\s*\(\*cross-listing\*\))?:\s?|arXiv:)\s*(?P<id>[^\s,]+)(?P<rest>.*)$"
)
_RULE = re.compile(r"[-=_]{10,}\s*$|(?:%+-+){5,}%*\s*$")
_MARK = re.compile(r"\\\\\s*(?P<rest>\(.*)?$")
_FIELD = re.compile(
    r"(?P<name>From|Date(?: \([^)]*\))?|Title|Authors?|Categor(?:y|ies)|Comments?|Report(?:-no)?"
    r"|Journal(?:-ref)?|DOI|(?:MSC|ACM)[- ]class(?:es)?|Subj-class|Subjects?|Report number|Cite as"
    r"|License|Proxy|Note|Citation|Abstract)"
    r"\s*:(?:\s|$)(?P<value>.*)$"
)
_REPLACED = re.compile(r"(?:replaced with|figures? added|part added|withdrawn)", re.IGNORECASE)
_OWN = re.compile(
    r"(?:Date|Subject|From|To|Reply-To|Submissions to|Archives at|e-mail To)\s*:|\s*received from\b"
    r"|Send any comments|To unsubscribe|Papers received|\s*\(To retrieve|\s*\(abstracts alone"
    r"|\s*get \d|/\*.*\*/|\s*\d* ?(?:Submissions|new|cross)\b|\\\\"
)


@dataclass(slots=True)
class _Block:
    first: int
    last: int
    id: str
    fields: dict[str, list[str]] = field(default_factory=dict)
    abstract: list[str] = field(default_factory=list)

    def text(self, *names: str) -> str:
        return next(("\n".join(self.fields[name]) for name in names if name in self.fields), "")


def count_arxiv_blocks(lines: Sequence[str]) -> int:
    r"""Count the entries: an id right below a line of `\\` or a rule, and a title."""
    return sum(1 for block in _find_blocks(lines) if "Title" in block.fields)


def parse_arxiv_listing(lines: Sequence[str], file: str) -> Parsed:
    """Read every entry, new, cross-listed or replaced.

    Args:
        lines: The whole file.
        file: What places and problems call it.
    """
    records: list[Record] = []
    problems: list[Problem] = []
    refused: list[Refusal] = []
    taken = [False] * len(lines)
    for block in _find_blocks(lines):
        place = Place(file, block.first + 1, block.last + 1)
        draft = _to_draft(block)
        record = to_record(draft, place, "\n".join(lines[block.first : block.last + 1]))
        if not is_named(record):
            reason = "it has neither a title nor an id that arXiv gives"
            refused.append(Refusal(place.line, block.id, reason, "Add  Title: …  below its id."))
            continue
        taken[block.first : block.last + 1] = [True] * (block.last + 1 - block.first)
        records.append(record)
        if record.arxiv is None:
            problems.append(_bad_id(record, block.id))
    return Parsed(tuple(records), tuple(problems), tuple(refused), tuple(_furniture(lines, taken)))


def _furniture(lines: Sequence[str], taken: list[bool]) -> Iterator[tuple[int, int]]:
    """Find rules and notices, and short lines of the frame around the entries."""
    first = taken.index(True) if True in taken else 0
    last = len(taken) - taken[::-1].index(True) if True in taken else 0
    for index, line in enumerate(lines):
        is_frame = (
            not first <= index < last and len(line) <= 100 and line.rstrip()[-1:] not in ".!?"
        )
        if not taken[index] and (is_frame or _RULE.match(line) or _OWN.match(line)):
            yield index + 1, index + 1


def _bad_id(record: Record, shown: str) -> Problem:
    return Problem(
        Location(record.place.file, record.place.line),
        "bad-arxiv-id",
        f"This is no id of arXiv: {shown[:80]!r}",
        "Write it as  arXiv:2301.00001  or  hep-th/9301001 .",
        Severity.WARNING,
    )


def _find_blocks(lines: Sequence[str]) -> Iterator[_Block]:
    index = 0
    while index < len(lines):
        header = HEADER.match(lines[index])
        if header is None or not _is_below_mark(lines, index):
            index += 1
            continue
        block = _Block(index, index, header["id"])
        index = _read_fields(lines, index + 1, block)
        yield block


def _is_below_mark(lines: Sequence[str], index: int) -> bool:
    for above in range(index - 1, max(index - 3, -1), -1):
        if lines[above].strip():
            return bool(_MARK.match(lines[above]) or _RULE.match(lines[above]))
    return index == 0


def _read_fields(lines: Sequence[str], index: int, block: _Block) -> int:
    """Read the fields of an entry up to its second mark, and its abstract up to the third."""
    current: list[str] | None = None
    while index < len(lines):
        line = lines[index]
        if mark := _MARK.match(line):
            block.last = index
            return index + 1 if mark["rest"] else _read_abstract(lines, index + 1, block)
        if _RULE.match(line) or (HEADER.match(line) and _is_below_mark(lines, index)):
            return index
        if match := _FIELD.match(line):
            name = match["name"].partition(" (")[0]
            current = block.fields.setdefault(name, [])
            if not current or name not in ("Date", "Title"):
                current.append(match["value"])
        elif line.strip() and current is not None and not _REPLACED.match(line):
            current.append(line)
        if line.strip():
            block.last = index
        index += 1
    return index


def _read_abstract(lines: Sequence[str], index: int, block: _Block) -> int:
    start = index
    while index < len(lines):
        line = lines[index]
        if _MARK.match(line):
            block.last = index
            block.abstract = list(lines[start:index])
            return index + 1
        if _RULE.match(line) or (HEADER.match(line) and _is_below_mark(lines, index)):
            break
        index += 1
    text = [line for line in lines[start:index] if line.strip()]
    if text:
        block.abstract = list(lines[start:index])
        block.last = max(n for n in range(start, index) if lines[n].strip())
    return index


def _to_draft(block: _Block) -> Draft:
    draft = Draft(
        title=block.text("Title"),
        abstract="\n".join(block.abstract) or block.text("Abstract"),
        year=find_year(block.text("Date")) or _find_short_year(block.text("Date")),
        dois=block.text("DOI").split(),
        hints=_find_hints(block),
        key=block.id,
    )
    set_id(draft, block.id)
    add_authors(draft, block.text("Authors", "Author"))
    add_comment(draft, block.text("Comments", "Comment"))
    add_journal(draft, block.text("Journal-ref", "Journal"))
    return draft


def _find_hints(block: _Block) -> list[str]:
    """Give the categories; listings of the nineties have subject classes in words instead."""
    if categories := block.text("Categories", "Category").split():
        return categories
    subjects = block.text("Subj-class", "Subjects", "Subject").replace("\n", " ")
    return [re.sub(r"\([a-z-]+(?:\.[A-Za-z-]+)?\)", "", part) for part in subjects.split(";")]


def _find_short_year(date: str) -> int | None:
    """Read the year of `Thu, 2 JAN 92 12:17 N`, as dates of 1991 to 1999 have it."""
    match = re.search(r"\b\d{1,2}[ -][A-Za-z]{3,9}[ -](9\d)\b", date)
    return 1900 + int(match[1]) if match else None
