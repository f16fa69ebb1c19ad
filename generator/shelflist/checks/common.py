"""What checks share: what they are given, and where a paper's field stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from shelflist.inputs import Inputs
from shelflist.library import Library, Paper
from shelflist.problems import Location, Problem

Check = Callable[[Inputs, Library], Iterator[Problem]]

LONGEST = 80
"""Characters of a value that a message quotes."""


def page_location(inputs: Inputs, paper: Paper, field: str) -> Location:
    """Give the place of a field on a paper's page, or of the page that will be written."""
    if paper.page is None:
        return Location(f"{inputs.settings.docs_dir}/{paper.src_uri}")
    return Location(paper.page.file, paper.page.line_of(field))


def cut(text: str) -> str:
    """Shorten a value for a message."""
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
