"""The checks that take longer: what `check` and `diff` run beside those of every command."""

from __future__ import annotations

from collections.abc import Iterator

from shelflist.checks.common import Check
from shelflist.checks.duplicates import check_near_duplicates
from shelflist.checks.links import Tree, check_links
from shelflist.checks.pages import check_fields
from shelflist.inputs import Inputs
from shelflist.library import Library
from shelflist.problems import Problem

REVIEWS: tuple[Check, ...] = (check_fields, check_near_duplicates)
"""Checks of the papers."""


def review(inputs: Inputs, library: Library, tree: Tree) -> Iterator[Problem]:
    """Run every check of `REVIEWS`, and look at the links of the whole tree.

    Args:
        inputs: What was read.
        library: The papers.
        tree: `docs_dir` as it will be once everything generated is up to date.
    """
    for check in REVIEWS:
        yield from check(inputs, library)
    yield from check_links(inputs, tree)
