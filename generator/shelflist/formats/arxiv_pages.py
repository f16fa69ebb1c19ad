"""arXiv's web pages pasted as text: listings, and pages of single abstracts.

Browsers copy the labels of some fields and not of others, so both ways are read.

Source:
    The templates of arXiv's listing and abstract pages, whose words these are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from shelflist.formats.arxiv_fields import (
    ARXIV_ID,
    add_authors,
    add_comment,
    add_journal,
    set_id,
)
from shelflist.formats.arxiv_names import count_title_lines, is_name, split_names
from shelflist.formats.arxiv_unmarking import is_of_converter, unmark
from shelflist.formats.drafts import Draft, Parsed, find_year, is_named, to_record
from shelflist.model import Place, Record
from shelflist.problems import Refusal

_STATE = r"\((?:cross-list from [\w.-]+|cross-list\w*|replaced|withdrawn|\*cross-listing\*)\)"
_FORMATS = r"\[\s*(?:abs|pdf|ps|html|other|src|format|view|dvi|source)\b[^\]]{0,60}\]"
_HEADER = re.compile(
    rf"\s*(?P<number>\[\d{{1,6}}\]|\d{{1,6}}[.)]|[-*•])?\s*(?P<arxiv>arXiv:\s?)?(?P<id>{ARXIV_ID})(?:v\d+)?"
    rf"\s*(?P<state>(?:{_STATE}\s*)*)(?P<formats>{_FORMATS})?\s*(?P<after>(?:{_STATE}\s*)*):?\s*$"
)
_NUMBER_ALONE = re.compile(r"\s*\[\d{1,6}\]\s*$")
_FORMATS_ALONE = re.compile(rf"\s*{_FORMATS}\s*:?\s*$")
_LABEL = re.compile(
    r"\s*(?P<name>Title|Authors?|Comments?|Subjects?|Subj-class|Journal[- ]ref(?:erence)?"
    r"|(?:Related )?DOI|Report(?:-no| number)|(?:MSC|ACM)[- ]class(?:es)?|Abstract|Cite as)"
    r"\s*:\s*(?P<value>.*)$"
)
_SECTION = re.compile(
    r"\s*(?:(?:New submissions|Cross[- ]?(?:lists|submissions|listings))\b.*"
    r"|Replacement(?:s| submissions)\b.*|Links to:.*"
    r"|(?:Showing|Total of|\[ ?(?:total|showing)|See today's|Authors and titles for)\b.*"
    r"|(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? \d{1,2} [A-Z][a-z]{2,8} \d{2,4}.*"
    r"|\( ?showing .*\)|fewer|more|all|\|)\s*$"
)
_PAGE = re.compile(r"\s*(?:arXiv:\S{5,30}(?:\s\([\w.-]{2,20}\))?\s*)?\[Submitted on .{0,300}")
_LABEL_INSIDE = re.compile(
    r"\s+(?=(?:Subjects|Cite as|Journal reference|Related DOI|Report number|MSC classes"
    r"|ACM classes)\s*:)|\s+(?=View a PDF of the paper titled )|\s+(?=Focus to learn more)"
)
"""A page that a program turned into Markdown has several fields in one line."""
_VIEW = re.compile(
    r"\s*(?:View PDF\s+HTML(?: \(experimental\))?(?:\s+TeX Source)?"
    r"|View (?:PDF|a PDF.*|HTML.*)|Download PDF.*|PDF|HTML(?: \(experimental\))?"
    r"|TeX Source|Other Formats|Access Paper:?|Download:?|Focus to learn more|View a .*)\s*$",
    re.IGNORECASE,
)
_TITLE_LINE = re.compile(r"\s*Title\s*:\s*\S")
_ALONE = re.compile(r"\s*(?:Abstract|Cite as|Subjects|Comments)\s*:")
_END_OF_PAGE = re.compile(
    r"\s*(?:Submission history|Access Paper:|Bibliographic (?:and|Tools)|Full-text links:)"
)
_VERSION = re.compile(r"\s*(?:\[v\d+\]\s|From: )")
_ID = re.compile(rf"(?:arXiv:\s?|arxiv\.org/abs/)({ARXIV_ID})")
_RELATED_DOI = re.compile(r"https?://(?:dx\.)?doi\.org/(?!10\.48550/)(\S+)", re.IGNORECASE)
_SUBMITTED = re.compile(r"\s*Submitted \d{1,2} [A-Z][a-z]{2,8},? \d{4}(?:;|\s*$)")
_DOI_LINE = re.compile(r"doi\s+(10\.\S+)", re.IGNORECASE)
_CATEGORIES = re.compile(r"(?:[a-z-]{2,12}(?:\.[A-Za-z-]{2,12})?[,;]?\s*){1,12}")
_MORE = re.compile(r"\s*[▽△∇]\s*(?:More|Less)\s*$")
"""Results of arXiv's search: what stands below and above their titles."""
_CODE = re.compile(r"\(([a-z-]+(?:\.[A-Za-z-]+)?)\)")


@dataclass(slots=True)
class _Block:
    first: int
    last: int
    id: str = ""
    fields: dict[str, list[str]] = field(default_factory=dict)
    loose: list[tuple[str, str]] = field(default_factory=list)
    """Lines without a label, each with the label above it."""

    def add(self, line: str) -> None:
        if _SUBMITTED.match(line):
            self.loose.append(("submission", line.strip()))
        elif match := _LABEL.match(line):
            name = match["name"].lower().split()[-1].split("-")[0].rstrip("s")
            name = "journal" if "journal" in match["name"].lower() else name
            self.fields.setdefault(name, []).append(match["value"])
            self.loose.append((name, ""))
        elif line.strip():
            self.loose.append((self.loose[-1][0] if self.loose else "", line.strip()))

    def text(self, name: str, *, wrapped: bool = True) -> str:
        lines = [text for label, text in self.loose if label == name and text] if wrapped else []
        return "\n".join((*self.fields.get(name, ()), *lines)).strip()


def count_arxiv_entries(lines: Sequence[str]) -> int:
    """Count the entries of a pasted listing, or of results of a search, that have a title."""
    if not any("Title" in line or "Authors" in line for line in lines):
        return 0
    return sum(1 for b in _find_entries(lines) if "title" in b.fields or _has_result(b))


def _has_result(block: _Block) -> bool:
    """Say whether a result of arXiv's search stands there: its title has no label."""
    return "author" in block.fields and any(text for label, text in block.loose if not label)


def count_arxiv_pages(lines: Sequence[str]) -> int:
    """Count the pages of abstracts that were pasted."""
    if not any("Submitted on" in line or "Title" in line for line in lines):
        return 0
    return sum(1 for block in _find_pages(lines) if block.id)


def parse_arxiv_entries(lines: Sequence[str], file: str) -> Parsed:
    """Read a pasted listing, with or without abstracts."""
    return _parse(lines, file, list(_find_entries(lines)), _to_entry_draft)


def parse_arxiv_pages(lines: Sequence[str], file: str) -> Parsed:
    """Read pasted pages of abstracts; the site's own lines around them count as its furniture."""
    parsed = _parse(lines, file, list(_find_pages(lines)), _to_page_draft)
    taken = {n for r in parsed.records for n in range(r.place.line, r.place.end_line + 1)}
    frame = tuple((n, n) for n, _ in enumerate(lines, 1) if n not in taken)
    return Parsed(parsed.records, parsed.problems, parsed.refused, frame)


def _parse(
    lines: Sequence[str], file: str, blocks: Sequence[_Block], to_draft: Callable[[_Block], Draft]
) -> Parsed:
    records: list[Record] = []
    refused: list[Refusal] = []
    for block in blocks:
        place = Place(file, block.first + 1, block.last + 1)
        record = to_record(to_draft(block), place, "\n".join(lines[block.first : block.last + 1]))
        if is_named(record):
            records.append(record)
        else:
            reason = "it has neither a title nor an id"
            refused.append(Refusal(place.line, "an entry", reason, "Add its title."))
    taken = {n for block in blocks for n in range(block.first, block.last + 1)}
    first, last = min(taken, default=0), max(taken, default=0)
    furniture = tuple(
        (n + 1, n + 1)
        for n, line in enumerate(lines)
        if n not in taken and (_SECTION.match(line) or (not first < n < last and _is_frame(line)))
    )
    return Parsed(tuple(records), (), tuple(refused), furniture)


def _is_frame(line: str) -> bool:
    """Say whether a line around the entries is a heading or a button of the page."""
    return len(line) <= 80 and line.rstrip()[-1:] not in ".!?:"


def _find_entries(marked: Sequence[str]) -> Iterator[_Block]:
    lines = [unmark(line) for line in marked]
    block: _Block | None = None
    for index, line in enumerate(lines):
        header = _HEADER.match(line) if len(line) < 200 else None
        if header and _is_entry(lines, index, header):
            if block:
                yield block
            is_numbered_above = index > 0 and bool(_NUMBER_ALONE.match(lines[index - 1]))
            block = _Block(index - is_numbered_above, index, header["id"])
        elif _SECTION.match(line) and len(line) < 200:
            if block:
                yield block
            block = None
        elif block and line.strip() and not _NUMBER_ALONE.match(line):
            if not _FORMATS_ALONE.match(line):
                block.add(line)
            block.last = index
    if block:
        yield block


def _is_entry(lines: Sequence[str], index: int, header: re.Match[str]) -> bool:
    """Tell an entry from an id that stands alone: it has formats, or a title below it."""
    if header["formats"]:
        return True
    below = [line for line in lines[index + 1 : index + 5] if line.strip()][:2]
    return any(_FORMATS_ALONE.match(line) or line.lstrip().startswith("Title:") for line in below)


def _find_starts(lines: Sequence[str]) -> list[int]:
    """Find the line above each page's title: `[Submitted on …]`, or else what has its labels."""
    if starts := [n for n, line in enumerate(lines) if _PAGE.match(line)]:
        return starts
    titles = [n for n, line in enumerate(lines) if _TITLE_LINE.match(line)]
    return [
        start - 1
        for start, end in pairwise([*titles, len(lines)])
        if len({m[0].strip() for line in lines[start:end] if (m := _ALONE.match(line))}) > 1
    ]


def _find_pages(marked: Sequence[str]) -> Iterator[_Block]:
    lines = [unmark(line) for line in marked]
    for start, following in pairwise([*_find_starts(lines), len(lines)]):
        block = _Block(max(start, 0), max(start, 0))
        for index in range(start + 1, following):
            line = lines[index]
            if _END_OF_PAGE.match(line) or (_VERSION.match(line) and block.fields):
                break
            if is_of_converter(line):
                continue
            for piece in _LABEL_INSIDE.split(line):
                if piece.strip() and not _VIEW.match(piece):
                    block.add(piece)
            if line.strip():
                block.last = index
        found = _ID.search("\n".join(marked[max(start, 0) : following]))
        block.id = found[1] if found else ""
        if block.id or block.fields:
            yield block


def _to_entry_draft(block: _Block) -> Draft:
    draft = Draft()
    if "title" not in block.fields:
        _name_result(block)
    title_lines = [text for label, text in block.loose if label == "title" and text]
    title = "\n".join(block.fields.get("title", ())).strip()
    if not title and title_lines:
        title = title_lines.pop(0)
    if "author" in block.fields:
        title = "\n".join((title, *title_lines))
        authors = block.text("author")
    else:
        count = count_title_lines(title_lines)
        title = "\n".join((title, *title_lines[:count]))
        authors = "\n".join(title_lines[count:])
    subjects, abstract = _part_subjects(block)
    draft.title = title
    draft.abstract = block.text("abstract") or abstract
    return _finish(draft, block, authors, subjects)


def _name_result(block: _Block) -> None:
    """Tell the title of a search's result from its categories and its DOI above it."""
    lines = [text for label, text in block.loose if not label and text]
    block.fields["doi"] = [m[1] for text in lines if (m := _DOI_LINE.fullmatch(text))]
    title = [t for t in lines if not _DOI_LINE.fullmatch(t) and not _CATEGORIES.fullmatch(t)]
    block.fields["title"] = title
    if abstract := block.fields.get("abstract"):
        abstract[-1] = _MORE.sub("", abstract[-1])


def _to_page_draft(block: _Block) -> Draft:
    """Take title, authors and abstract by their labels, or by their order."""
    draft = Draft(title=block.text("title", wrapped=False))
    unlabelled = [text for label, text in block.loose if label == "" and text]
    after_title = [text for label, text in block.loose if label == "title" and text]
    rest = [*unlabelled, *after_title]
    if not draft.title and rest:
        draft.title = rest.pop(0)
    authors = block.text("author", wrapped=False)
    rest += [text for label, text in block.loose if label == "author" and text]
    if not authors and rest and all(map(is_name, split_names(rest[0]))):
        authors = rest.pop(0)
    draft.abstract = block.text("abstract") or "\n\n".join(rest)
    subjects, _ = _part_subjects(block)
    draft.year = find_year(*block.fields.get("submitted", ()))
    related = _RELATED_DOI.search(block.text("doi"))
    draft.dois = [related[0]] if related else []
    return _finish(draft, block, authors, subjects)


def _finish(draft: Draft, block: _Block, authors: str, subjects: str) -> Draft:
    draft.key = block.id
    draft.hints = [_CODE.sub("", part).strip() for part in subjects.split(";")]
    draft.dois = draft.dois or [part for part in block.text("doi").split() if "10." in part]
    set_id(draft, block.id)
    add_authors(draft, authors)
    add_comment(draft, block.text("comment"))
    add_journal(draft, block.text("journal"))
    return draft


def _part_subjects(block: _Block) -> tuple[str, str]:
    """Part a wrapped list of subjects from an abstract that follows it without a label."""
    subjects = block.fields.get("subject", []) + block.fields.get("subj", [])
    lines = [text for label, text in block.loose if label in ("subject", "subj") and text]
    count = 0
    while count < len(lines):
        above = lines[count - 1] if count else " ".join(subjects)
        if above.strip() and not _is_wrapped_subject(above, lines[count]):
            break
        count += 1
    return " ".join((*subjects, *lines[:count])), "\n".join(lines[count:])


def _is_wrapped_subject(above: str, line: str) -> bool:
    return above.rstrip().endswith(";") or (len(line) < 120 and bool(_CODE.search(line[-25:])))
