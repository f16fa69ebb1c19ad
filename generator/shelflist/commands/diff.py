"""`shelflist diff`: what changed since a git revision, paper by paper."""

from __future__ import annotations

import argparse
from pathlib import Path

from shelflist.build import Caches, make_plan
from shelflist.checks import check_library
from shelflist.commands import CLEAN, PROBLEMS
from shelflist.commands.check import check_lost
from shelflist.comparing import Changes, Side, compare
from shelflist.console import print_json, show_progress, visible
from shelflist.problems import Problem, count_errors
from shelflist.reporting import (
    changes_to_dict,
    changes_to_markdown,
    changes_to_text,
    summarise,
    to_github,
)
from shelflist.revisions import find_revision, read_base

_TOLD = frozenset({"unknown-topic", "seeds-differ", "possible-duplicate", "same-paper", "orphan"})
"""Rules of problems that tell what a change means; `check` tells the others."""


def run(options: argparse.Namespace) -> int:
    """Run `shelflist diff`."""
    changes = find_changes(options.root, options.ref)
    if options.json or options.format == "json":
        print_json(changes_to_dict(changes))
    elif options.format == "github":
        print("\n".join(to_github(changes.problems)) or f"{summarise(changes)}.")
    elif options.format == "markdown":
        print(changes_to_markdown(changes), end="")
    else:
        print("\n".join(map(visible, changes_to_text(changes).splitlines())))
    return PROBLEMS if count_errors(changes.problems) else CLEAN


def find_changes(root: Path, ref: str) -> Changes:
    """Say what changed since a revision.

    Raises:
        MisuseError: There is no such revision.
        ShelflistError: One of the two lists cannot be read; every problem of it.
    """
    commit = find_revision(root, ref)
    with show_progress() as progress:
        plan = make_plan(root, Caches(root), progress)
        base = Side(*read_base(root, ref, commit, progress))
    known = {
        _to_said(p) for p in (*base.inputs.problems, *check_library(base.inputs, base.library))
    }
    new = [p for p in plan.problems if p.rule in _TOLD and _to_said(p) not in known]
    new += check_lost(root, ref, commit, plan)
    return compare(ref, base, Side(plan.inputs, plan.library), new)


def _to_said(problem: Problem) -> tuple[str, str, str]:
    """Give what a problem says wherever it stands: lines above it may have come or gone."""
    return problem.location.file, problem.rule, problem.message
