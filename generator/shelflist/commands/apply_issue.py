"""`shelflist apply-issue`: the text of an issue form as a page, or as a change of one."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from shelflist.build import Caches, read_library
from shelflist.cache import FOLDER
from shelflist.commands import CLEAN
from shelflist.console import print_json, print_problems, visible
from shelflist.issue_forms.applying import apply_issue
from shelflist.issue_forms.boxes import parse_issue
from shelflist.issue_forms.outcome import Outcome
from shelflist.output import hold_lock, read_ordinary, write_files
from shelflist.problems import Location, MisuseError, PageError, Problem

_MOST_BYTES = 1_000_000
"""GitHub takes 65,536 characters."""


def run(options: argparse.Namespace) -> int:
    """Run `shelflist apply-issue`."""
    issue = parse_issue(_read_text(options.file), _name(options.file))
    with hold_lock(options.root, f"{FOLDER}/running"):
        inputs, library = read_library(options.root, Caches(options.root), lambda _: None)
        outcome = apply_issue(issue, inputs, library)
        if outcome.text is not None:
            write_files(options.root, {}, {outcome.page: outcome.text}, {})
    if options.json:
        print_json(_to_dict(outcome))
    else:
        _print(outcome)
    return CLEAN


def _name(file: Path) -> str:
    return "issue" if str(file) == "-" else str(file)


def _read_text(file: Path) -> str:
    """Read the text of an issue.

    Raises:
        MisuseError: There is no such file.
        PageError: It is no text.
    """
    place = Location(_name(file))
    try:
        data = sys.stdin.buffer.read(_MOST_BYTES + 1) if str(file) == "-" else read_ordinary(file)
    except OSError as error:
        message = f"cannot be read: {error.strerror or error}"
        mend = "Name a file with the text of an issue, or - for standard input."
        raise MisuseError(Problem(place, "no-file", message, mend)) from None
    if len(data) > _MOST_BYTES:
        raise PageError(Problem(place, "issue", "is too long for an issue", "Shorten it."))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise PageError(Problem(place, "issue", "is not UTF-8", "Save it as UTF-8.")) from None


def _print(outcome: Outcome) -> None:
    print_problems(outcome.notices)
    if outcome.text is None:
        print(visible(f"{outcome.page}: nothing to change: it says the same already."))
        return
    print(visible(f"{'added' if outcome.is_new else 'changed'}  {outcome.page}"))
    for change in outcome.changes:
        before = f'"{change.before}" → ' if change.before else ""
        after = f'"{change.after}"' if change.after else "removed"
        print(visible(f"    {change.field}: {before}{after}"))
    print(f"branch  {outcome.branch}")


def _to_dict(outcome: Outcome) -> dict[str, object]:
    action = "add" if outcome.is_new else "change"
    return {
        "action": action if outcome.text is not None else "none",
        "slug": outcome.slug,
        "page": outcome.page,
        "branch": outcome.branch,
        "changes": [
            {"field": c.field, "before": c.before, "after": c.after} for c in outcome.changes
        ],
        "problems": [problem.to_dict() for problem in outcome.notices],
    }
