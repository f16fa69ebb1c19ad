"""The form "Fix this page": other values for fields of a page that there is.

A value is written as a person's: a run of the generator leaves it as it is.
"""

from __future__ import annotations

from collections.abc import Mapping

from shelflist.checks.pages import is_nested
from shelflist.config import nearest
from shelflist.edits.pagefile import END_MARK, PageFile, parse_page, replace_units
from shelflist.inputs import Inputs
from shelflist.issue_forms.boxes import ABSTRACT, PAGE, REMOVE, Issue, cut, to_line
from shelflist.issue_forms.outcome import (
    NOT_A_FIELD,
    Change,
    Outcome,
    check_written,
    join,
    parse_boxes,
    show,
    to_passage_content,
)
from shelflist.library import Library
from shelflist.model import FieldValue
from shelflist.problems import PageError, Problem
from shelflist.text.addresses import find_doi
from shelflist.text.markdown import from_markdown


def fix(issue: Issue, inputs: Inputs, library: Library) -> Outcome:
    """Write onto a page what the boxes of an issue say otherwise.

    Raises:
        PageError: With all that is wrong; offers the nearest page where there is none.
    """
    slug = issue.texts.get(PAGE, "")
    paper = library.by_slug.get(slug)
    if paper is None or paper.page is None:
        pages = [p.slug for p in library.papers if p.page]
        near = nearest(slug, pages) if slug else ""
        mend = near if near.startswith("Did") else "Write the last part of the page's address."
        raise PageError(issue.problem(PAGE, f'no page is "{cut(slug)}"', mend))
    wrong: list[Problem] = []
    changes = _find_changes(issue, inputs, paper.page, wrong)
    if wrong:
        raise PageError(*wrong)
    told = tuple(
        Change(name, show(_on_page(paper.page, name)), show(value))
        for name, value in changes.items()
    )
    text = _rewrite(issue, paper.page, changes) if changes else None
    return Outcome(slug, paper.page.file, text, False, told)


def _find_changes(
    issue: Issue, inputs: Inputs, page: PageFile, wrong: list[Problem]
) -> dict[str, FieldValue | None]:
    """Give the fields whose value differs from the page's, `None` for those to remove."""
    changes: dict[str, FieldValue | None] = {}
    differing: list[str] = []
    for name in issue.texts:
        here = _on_page(page, name)
        text = issue.texts[name]
        if name in NOT_A_FIELD or to_line(text) == to_line(join(here)):
            continue
        if isinstance(here, str) and is_nested(here):
            mend = "Edit the page itself: its pencil leads there."
            wrong.append(issue.problem(name, "has values with names of their own there", mend))
        elif text.casefold() != REMOVE:
            differing.append(name)
        elif name == "title":
            wrong.append(issue.problem(name, "a page needs a title", "Write the true title."))
        elif here:
            changes[name] = None
    parsed = parse_boxes(issue, inputs, differing, wrong)
    changes |= {name: v for name, v in parsed.items() if not _is_same(_on_page(page, name), v)}
    if "title" in changes and "provisional_title" in page.fields:
        changes["provisional_title"] = None
    return changes


def _on_page(page: PageFile, name: str) -> FieldValue:
    if name != ABSTRACT:
        return page.fields.get(name, "")
    return from_markdown(page.passages[ABSTRACT].content) if ABSTRACT in page.passages else ""


def _is_same(here: FieldValue, value: FieldValue) -> bool:
    """Say whether a page has a value, be it in capitals (a DOI) or as one text for a list."""
    if isinstance(value, str):
        return isinstance(here, str) and (here == value or find_doi(here) == value)
    return value == ((here,) if isinstance(here, str) else here)


def _rewrite(issue: Issue, page: PageFile, changes: Mapping[str, FieldValue | None]) -> str:
    """Write the values onto the page, and make sure that it says them and nothing else."""
    fields = {name: value for name, value in changes.items() if name != ABSTRACT}
    text = replace_units(page, fields, {})
    if ABSTRACT in changes:
        text = _replace_abstract(parse_page(text, page.file), to_passage_content(changes[ABSTRACT]))
    wanted = {n: v for n, v in {**page.fields, **fields}.items() if v is not None}
    check_written(issue, text, page.file, wanted)
    return text


def _replace_abstract(page: PageFile, content: str) -> str:
    """Put an abstract between its marks, which go on telling what the generator wrote."""
    lines, newline = list(page.lines), page.newline
    inner = f"{content}\n".replace("\n", newline) if content else ""
    if ABSTRACT in page.passages:
        passage = page.passages[ABSTRACT]
        lines[passage.start + 1 : passage.end - 1] = [inner]
    else:
        opening = f"<!-- shelflist: {ABSTRACT} -->{newline}"
        below = page.front_end + 1 if page.front_end else 0
        lines[below:below] = [newline, opening, inner, END_MARK, newline]
    return "".join(lines)
