"""What a maintainer should look at: one function a subject, in two tables.

Reading already reports what is broken; these say what is whole but not right. `CHECKS` are
run by every command. What takes longer is in `reviewing`, which only `check` and `diff` load.
"""

from __future__ import annotations

from collections.abc import Iterator

from shelflist.checks.common import Check
from shelflist.checks.papers import (
    check_copies,
    check_duplicates,
    check_keys,
    check_titles,
    check_topics,
)
from shelflist.checks.seeds import (
    check_conflicts,
    check_differences,
    check_empty,
    check_explained,
    check_orphans,
    check_refused,
)
from shelflist.inputs import Inputs
from shelflist.library import Library
from shelflist.problems import Problem


def check_library(inputs: Inputs, library: Library) -> Iterator[Problem]:
    """Run every check of `CHECKS` and give all problems."""
    for check in CHECKS:
        yield from check(inputs, library)


CHECKS: tuple[Check, ...] = (
    check_topics,
    check_titles,
    check_explained,
    check_refused,
    check_empty,
    check_conflicts,
    check_differences,
    check_orphans,
    check_keys,
    check_copies,
    check_duplicates,
)
