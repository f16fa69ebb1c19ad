"""The forms' boxes, and the text of an issue parted into what stands in each.

The text is a stranger's. It gives values of fields and nothing else: no path, no name of a
file, no markup. What does not hold is a problem with its line in the issue.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from shelflist.issue_forms.unseen import find_unseen
from shelflist.problems import Location, Problem, Severity

REMOVE = "(remove)"
"""What a person writes into a box for nothing to stand there any more."""
PAGE, BIBTEX, REMARKS, ABSTRACT = "slug", "bibtex", "remarks", "abstract"
"""Boxes that are no field of the front matter."""


@dataclass(frozen=True, slots=True)
class Box:
    """One box of the forms.

    Attributes:
        heading: Its label, which GitHub makes a heading of the issue.
        id: Its id in the form, by which a link fills it in.
        longest: How many characters it may hold.
    """

    heading: str
    id: str
    longest: int


BOXES: dict[str, Box] = {
    PAGE: Box("Page", "slug", 300),
    "title": Box("Title", "paper_title", 600),
    "authors": Box("Authors", "authors", 30_000),
    "year": Box("Year", "year", 20),
    "venue": Box("Venue", "venue", 400),
    "doi": Box("DOI", "doi", 300),
    "arxiv": Box("arXiv id", "arxiv", 100),
    "url": Box("Address", "url", 2_000),
    "code": Box("Address of the code", "code", 2_000),
    "topics": Box("Topics", "topics", 2_000),
    ABSTRACT: Box("Abstract", "abstract", 20_000),
    BIBTEX: Box("BibTeX", "bibtex", 30_000),
    REMARKS: Box("Anything else", "remarks", 70_000),
}
"""Field, or one of the names above -> its box. The forms of `.github/` have these and no others."""

_BY_HEADING = {box.heading.casefold(): name for name, box in BOXES.items()}
_HEADING = re.compile(r"###[ \t]+(.*)")
_FENCE = re.compile(r"[ ]{0,3}(`{3,}|~{3,})(.*)")
_EMPTY = frozenset({"", "_no response_"})
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Issue:
    """An issue taken apart.

    Attributes:
        file: What problems call it.
        texts: What stands in each box, by its name in `BOXES`; empty boxes are not there.
        lines: The line of each box's heading, from 1.
        problems: What is wrong with the text as a whole; notices of what is passed over.
    """

    file: str
    texts: Mapping[str, str]
    lines: Mapping[str, int]
    problems: tuple[Problem, ...]

    def problem(
        self, name: str, message: str, mend: str, severity: Severity = Severity.ERROR
    ) -> Problem:
        """Make a problem of one box."""
        place = Location(self.file, self.lines.get(name, 0))
        heading = BOXES[name].heading if name in BOXES else name
        return Problem(place, "issue", f"{heading}: {message}", mend, severity)


def parse_issue(text: str, file: str) -> Issue:
    """Part an issue into the boxes of its form, in whatever order they come.

    Args:
        text: What GitHub makes of a form: a heading of the third level a box.
        file: What problems call it.
    """
    texts: dict[str, str] = {}
    lines: dict[str, int] = {}
    problems: list[Problem] = []
    for heading, line, content in _split_sections(text, file, problems):
        name = _BY_HEADING.get(heading.casefold())
        if name is None:
            if content.strip():
                message = f'the section "{cut(heading)}" is of no box of the forms: passed over'
                mend = "Nothing need be done, unless it was meant to be part of a box."
                place = Location(file, line)
                problems.append(Problem(place, "issue", message, mend, Severity.NOTICE))
        elif name in lines:
            message = f'the section "{cut(heading)}" stands twice'
            mend = "Leave one of the two; in a text of several lines begin none with ###."
            problems.append(Problem(Location(file, line), "issue", message, mend))
        else:
            lines[name] = line
            if content:
                texts[name] = content
    issue = Issue(file, texts, lines, ())
    problems += [found for name in texts for found in _check_signs(issue, name)]
    return Issue(file, texts, lines, tuple(problems))


def _split_sections(
    text: str, file: str, problems: list[Problem]
) -> Iterator[tuple[str, int, str]]:
    """Give heading, line and content of each section; a heading in a code fence is none."""
    heading, start, fence, fenced_at = "", 1, "", 0
    content: list[str] = []
    all_lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for number, line in enumerate(all_lines, 1):
        if mark := _FENCE.fullmatch(line):
            if not fence:
                fence, fenced_at = mark[1], number
            elif mark[1][0] == fence[0] and len(mark[1]) >= len(fence) and not mark[2].strip():
                fence = ""
        if not fence and (found := _HEADING.fullmatch(line)):
            yield heading, start, _to_content(content)
            heading, start, content = found[1].rstrip(" \t#").strip(), number, []
        else:
            content.append(line)
    yield heading, start, _to_content(content)
    if fence:
        mend = f"Put  {fence}  on a line of its own after it."
        place = Location(file, fenced_at)
        problems.append(Problem(place, "issue", "a code fence is never closed", mend))


def _to_content(lines: list[str]) -> str:
    """Give what was typed into a box, without the fence that a form may put around it."""
    text = "\n".join(lines).strip()
    inner = text.split("\n")
    if len(inner) > 1 and _FENCE.fullmatch(inner[0]) and _FENCE.fullmatch(inner[-1]):
        text = "\n".join(inner[1:-1]).strip()
    return "" if text.casefold() in _EMPTY else text


def _check_signs(issue: Issue, name: str) -> Iterator[Problem]:
    """Find what is too long, and signs that nobody sees."""
    text, longest = issue.texts[name], BOXES[name].longest
    if len(text) > longest:
        message = f"{len(text)} characters are more than the {longest} that fit"
        yield issue.problem(name, message, "Shorten it.")
    yield from check_unseen(issue, name, text)


def check_unseen(issue: Issue, name: str, text: str) -> Iterator[Problem]:
    """Name every sign of a text that nobody sees; those that its script needs may stay."""
    for unseen in find_unseen(text):
        message, mend = (
            f"holds {unseen.text}, which cannot be seen",
            "Type the text anew without it.",
        )
        if unseen.is_needed:
            mend = "Nothing need be done: it is part of how this is written."
        severity = Severity.NOTICE if unseen.is_needed else Severity.ERROR
        yield issue.problem(name, message, mend, severity)


def to_line(text: str) -> str:
    """Give a text as one line."""
    return " ".join(text.split())


def cut(text: str) -> str:
    """Shorten a value for a message."""
    text = to_line(text)
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
