"""`shelflist check`: everything that is wrong with the list, at once."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from shelflist.build import Caches, Plan, find_changes, find_drawn, make_plan
from shelflist.checks.addresses import check_addresses, read_published
from shelflist.checks.building import check_building, check_site_folder
from shelflist.checks.links import Tree
from shelflist.checks.reviewing import review
from shelflist.commands import CLEAN, PROBLEMS
from shelflist.config import OFFLINE_DIR
from shelflist.console import print_json, print_problems, show_progress
from shelflist.problems import Location, Problem, Severity, count_errors
from shelflist.redirects import REDIRECTS_FILE
from shelflist.redirects.docs import read_docs
from shelflist.reporting import by_severity, to_github, to_markdown
from shelflist.revisions import find_prefix, find_revision

_NAMED = 5


def run(options: argparse.Namespace) -> int:
    """Run `shelflist check`."""
    against = options.against
    revision = find_revision(options.root, against) if against is not None else None
    caches = Caches(options.root)
    with show_progress() as progress:
        plan = make_plan(options.root, caches, progress)
        changes = find_changes(options.root, plan)
        tree = make_tree(options.root, plan, changes)
        problems = {*plan.problems, *check_stale(plan, changes)}
        settings = plan.inputs.settings
        problems.update(check_building(options.root, settings))
        problems.update(check_site_folder(options.root, OFFLINE_DIR, settings.docs_dir))
        problems.update(review(plan.inputs, plan.library, tree))
        if revision:
            published = read_published(revision, plan.inputs.settings)
            problems.update(check_addresses(published, tree, plan.library))
    caches.save_unless_locked(options.root)
    _print(options, plan, sorted(problems))
    readings = plan.inputs.readings if options.strict else ()
    is_lost = any(reading.refused or reading.lines.unexplained for reading in readings)
    return PROBLEMS if is_lost or count_errors(problems) else CLEAN


def _print(options: argparse.Namespace, plan: Plan, problems: list[Problem]) -> None:
    errors = count_errors(problems)
    papers = f"{len(plan.library.papers)} papers"
    counts = f"{errors} problems, {len(problems) - errors} notices and warnings"
    if options.json or options.format == "json":
        print_json(
            {
                "papers": len(plan.library.papers),
                **{f"{s.value}s": sum(p.severity is s for p in problems) for s in Severity},
                "problems": [problem.to_dict() for problem in problems],
            }
        )
    elif options.format == "github":
        lines = to_github(problems, find_prefix(options.root))
        print("\n".join([*lines, f"{papers}, {counts}."]))
    elif options.format == "markdown":
        print(to_markdown(f"Check: {papers}, {counts}", by_severity(problems)), end="")
    else:
        print_problems(problems, to_stdout=True)
        print(f"{papers}, {counts}.")


def make_tree(root: Path, plan: Plan, changes: dict[str, str | None]) -> Tree:
    """Say what is in `docs_dir` once everything generated is up to date.

    Args:
        root: The list's folder.
        plan: What a run would write.
        changes: The files that it would change, as `find_changes` gives them.
    """
    docs_dir = plan.inputs.settings.docs_dir
    there, written = read_docs(root / docs_dir)
    changed = {name.removeprefix(f"{docs_dir}/"): text for name, text in changes.items()}
    names = (
        {*changed, *there, *find_drawn(plan.inputs, plan.rendered)}
        - plan.rendered.parts
        - {*written}
    )
    names -= {name for name, text in changed.items() if text is None}
    return Tree(
        root=root,
        settings=plan.inputs.settings,
        names=frozenset(names),
        rendered=plan.rendered.pages,
        moved={**plan.library.moved, **plan.rendered.successors},
        redirects=plan.redirects.get(REDIRECTS_FILE, plan.inputs.redirects) or "",
    )


def check_stale(plan: Plan, changes: dict[str, str | None]) -> Iterator[Problem]:
    """Generated files that are not what `generate` would write now."""
    names = sorted(changes)
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
