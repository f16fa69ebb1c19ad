"""`shelflist check`: everything that is wrong with the list, at once."""

from __future__ import annotations

import argparse

from shelflist.build import Caches, make_plan
from shelflist.commands import CLEAN, PROBLEMS
from shelflist.console import print_json, print_problems, show_progress
from shelflist.problems import count_errors


def run(options: argparse.Namespace) -> int:
    """Run `shelflist check`."""
    with show_progress() as progress:
        plan = make_plan(options.root, Caches(options.root), progress)
    if options.json:
        print_json({"problems": [problem.to_dict() for problem in plan.problems]})
    else:
        print_problems(plan.problems, to_stdout=True)
        errors = count_errors(plan.problems)
        print(
            f"{len(plan.library.papers)} papers, {errors} problems, "
            f"{len(plan.problems) - errors} notices and warnings."
        )
    return PROBLEMS if count_errors(plan.problems) else CLEAN
