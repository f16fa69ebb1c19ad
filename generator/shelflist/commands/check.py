"""`shelflist check`: everything that is wrong with the list, at once."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from shelflist.build import Caches, Plan, find_changes, make_plan
from shelflist.checks.addresses import check_addresses
from shelflist.commands import CLEAN, PROBLEMS
from shelflist.console import print_json, print_problems, show_progress
from shelflist.problems import Location, Problem, Severity, count_errors
from shelflist.redirects import REDIRECTS_FILE
from shelflist.redirects.docs import read_docs
from shelflist.reporting import by_severity, to_github, to_markdown
from shelflist.revisions import find_published, find_revision

_NAMED = 5


def run(options: argparse.Namespace) -> int:
    """Run `shelflist check`."""
    commit = find_revision(options.root, options.against) if options.against else ""
    caches = Caches(options.root)
    with show_progress() as progress:
        plan = make_plan(options.root, caches, progress)
        problems = [*plan.problems, *check_stale(options.root, plan, caches)]
        if commit:
            problems += check_lost(options.root, options.against, commit, plan)
    problems.sort()
    _print(options, plan, problems)
    return PROBLEMS if count_errors(problems) else CLEAN


def _print(options: argparse.Namespace, plan: Plan, problems: list[Problem]) -> None:
    errors = count_errors(problems)
    papers = f"{len(plan.library.papers)} papers"
    counts = f"{errors} problems, {len(problems) - errors} notices and warnings"
    if options.json or options.format == "json":
        print_json({"problems": [problem.to_dict() for problem in problems]})
    elif options.format == "github":
        print("\n".join(to_github(problems)) or f"{papers}, {counts}.")
    elif options.format == "markdown":
        print(to_markdown(f"Check: {papers}, {counts}", by_severity(problems)), end="")
    else:
        print_problems(problems, to_stdout=True)
        print(f"{papers}, {counts}.")


def check_stale(root: Path, plan: Plan, caches: Caches) -> Iterator[Problem]:
    """Generated files that are not what `generate` would write now."""
    names = sorted(find_changes(root, plan, caches))
    if names:
        more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
        yield Problem(
            Location(plan.inputs.settings.docs_dir),
            "stale",
            f"shelflist generate would change {len(names)} "
            f"{'file' if len(names) == 1 else 'files'}: {', '.join(names[:_NAMED])}{more}",
            "Run  shelflist generate  where you can; else whoever merges this does.",
            Severity.NOTICE,
        )


def check_lost(root: Path, ref: str, commit: str, plan: Plan) -> Iterator[Problem]:
    """Addresses that were published at a revision and will not be after `generate`."""
    docs_dir = plan.inputs.settings.docs_dir
    written = {**plan.rendered.pages, **plan.redirects}
    names = set(read_docs(root / docs_dir)[0])
    names |= {name for name, text in written.items() if text is not None}
    names -= {name for name, text in written.items() if text is None}
    redirects = plan.redirects.get(REDIRECTS_FILE) or plan.inputs.redirects
    base = find_published(root, commit)
    yield from check_addresses(ref, base, (names, redirects), docs_dir)
