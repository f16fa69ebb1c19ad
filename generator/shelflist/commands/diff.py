"""`shelflist diff`: what changed since a git revision, paper by paper."""

from __future__ import annotations

import argparse
import re
import tempfile
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from shelflist.build import Caches, Progress, find_changes, make_plan, read_library
from shelflist.checks import check_library
from shelflist.checks.addresses import check_addresses, read_published
from shelflist.checks.duplicates import check_near_duplicates
from shelflist.commands import CLEAN, PROBLEMS
from shelflist.commands.check import make_tree
from shelflist.comparing import Changes, Side, compare
from shelflist.config import MKDOCS_FILE
from shelflist.console import print_json, show_progress, visible
from shelflist.edits.memory_files import FOLDER as MEMORY
from shelflist.edits.old_lock import OLD_LOCK
from shelflist.problems import Problem, ShelflistError, count_errors
from shelflist.reporting import (
    changes_to_dict,
    changes_to_github,
    changes_to_markdown,
    changes_to_text,
)
from shelflist.revisions import Revision, find_prefix, find_revision

_TOLD = frozenset(
    "unknown-topic seeds-differ possible-duplicate same-paper orphan unexplained "
    "unrecognised-seed".split()
)
"""Rules of problems that tell what a change means; `check` tells the others."""
_LINE = re.compile(r":\d+")


def run(options: argparse.Namespace) -> int:
    """Run `shelflist diff`."""
    revision = find_revision(options.root, options.ref)
    with show_progress() as progress:
        changes = compare_with(options.root, revision, progress)
    if options.json or options.format == "json":
        print_json(changes_to_dict(changes))
    elif options.format == "github":
        print("\n".join(changes_to_github(changes, find_prefix(options.root))))
    elif options.format == "markdown":
        print(changes_to_markdown(changes), end="")
    else:
        print("\n".join(map(visible, changes_to_text(changes).splitlines())))
    return PROBLEMS if count_errors(changes.problems) else CLEAN


def compare_with(root: Path, revision: Revision, progress: Progress) -> Changes:
    """Say what changed since a revision.

    Raises:
        ShelflistError: One of the two lists cannot be read; every problem of it.
    """
    caches = Caches(root)
    plan = make_plan(root, caches, progress)
    tree = make_tree(root, plan, find_changes(root, plan))
    published = read_published(revision, plan.inputs.settings)
    base = read_base(revision, published.docs_dir, caches, progress)
    head = Side(plan.inputs, plan.library, tree.table.resolve)
    known = {_to_said(problem) for problem in _find_told(base)}
    new = [problem for problem in _find_told(head) if _to_said(problem) not in known]
    new += check_addresses(published, tree, plan.library)
    caches.save_unless_locked(root)
    return compare(revision.ref, base, head, new)


def read_base(revision: Revision, docs_dir: str, caches: Caches, progress: Progress) -> Side:
    """Read the list as it was at a revision; what was found out about the present one serves.

    Raises:
        ShelflistError: The list of then cannot be read; every problem of it.
    """
    with tempfile.TemporaryDirectory(prefix="shelflist-") as folder:
        then = Path(folder)
        revision.export(then, MKDOCS_FILE, "seeds", MEMORY, OLD_LOCK, docs_dir)
        try:
            return Side(*read_library(then, caches, progress))
        except ShelflistError as error:
            raise ShelflistError(*(_at(revision.ref, p) for p in error.problems)) from None


def _at(ref: str, problem: Problem) -> Problem:
    place = replace(problem.location, file=f"{ref}:{problem.location.file}")
    mend = f"Compare with another revision than {ref}, one where this is mended."
    return replace(problem, location=place, mend=mend)


def _find_told(side: Side) -> Iterable[Problem]:
    for check in (check_library, check_near_duplicates):
        for problem in check(side.inputs, side.library):
            if problem.rule in _TOLD:
                yield problem


def _to_said(problem: Problem) -> tuple[str, str, str]:
    """Give what a problem says wherever it stands: lines above it may have come or gone."""
    return problem.location.file, problem.rule, _LINE.sub("", problem.message)
