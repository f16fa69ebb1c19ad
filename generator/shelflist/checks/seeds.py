"""What the seeds say that a keeper should look at."""

from __future__ import annotations

from collections.abc import Iterator

from shelflist.checks.common import cut, page_location
from shelflist.edits.following import is_from_seeds
from shelflist.inputs import Inputs
from shelflist.library import Library
from shelflist.problems import Location, Problem, Severity


def check_explained(inputs: Inputs, library: Library) -> Iterator[Problem]:
    """Lines of seeds that no reader understood."""
    for reading in inputs.readings:
        lines = reading.lines.unexplained
        if lines:
            shown = ", ".join(map(str, lines[:20])) + (" …" if len(lines) > 20 else "")
            yield Problem(
                Location(reading.file, lines[0]),
                "unexplained",
                f"{len(lines)} line(s) not understood: {shown}",
                "Mend these lines, name the format in seeds/seeds.yml, or take them out.",
                Severity.WARNING,
            )


def check_conflicts(inputs: Inputs, library: Library) -> Iterator[Problem]:
    """Places that say different things of one paper."""
    for paper in library.papers:
        for conflict in paper.work.conflicts if paper.work else ():
            if conflict.field in paper.by_person:
                continue
            yield Problem(
                Location(conflict.other_at.file, conflict.other_at.line),
                "conflict",
                f'{paper.slug}: {conflict.field} is "{cut(conflict.other)}" here, '
                f'but "{cut(conflict.kept)}" in {conflict.kept_at}',
                f"Write the right {conflict.field} on the page of the paper.",
                Severity.NOTICE,
            )


def check_differences(inputs: Inputs, library: Library) -> Iterator[Problem]:
    """Fields that a person changed and of which the seeds now say something else."""
    for paper in library.papers:
        for difference in paper.differences:
            value, name = difference.in_seeds, difference.field
            said = " ".join(("; ".join(value) if isinstance(value, tuple) else value or "").split())
            yield Problem(
                page_location(inputs, paper, name),
                "seeds-differ",
                f'{name}: the seeds now say "{cut(said)}"',
                f"The page stays as it is. To take the seeds' value:  shelflist accept "
                f"{paper.slug} {name}   To end this reminder:  shelflist keep {paper.slug} {name}",
                Severity.NOTICE,
            )


def check_orphans(inputs: Inputs, library: Library) -> Iterator[Problem]:
    """Pages that came from a seed which no longer speaks of the paper."""
    for paper in library.papers:
        if paper.work is None and is_from_seeds(paper.memory):
            yield Problem(
                page_location(inputs, paper, "title"),
                "orphan",
                "no seed speaks of this paper any more",
                "Keep the page as it is, delete it, or remove all such pages that nobody "
                "touched:  shelflist prune",
                Severity.NOTICE,
            )
