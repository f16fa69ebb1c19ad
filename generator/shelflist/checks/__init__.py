"""What a maintainer should look at: one function a subject, in one table.

Reading already reports what is broken; these say what is whole but not right.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from shelflist.inputs import Inputs
from shelflist.library import Library, Paper
from shelflist.model import Place
from shelflist.problems import Location, Problem, Severity
from shelflist.topics import nearest_topic

Check = Callable[[Inputs, Library], Iterator[Problem]]


def check_library(inputs: Inputs, library: Library) -> Iterator[Problem]:
    """Run every check and give all problems."""
    for check in CHECKS:
        yield from check(inputs, library)


def _page_location(inputs: Inputs, paper: Paper, field: str) -> Location:
    if paper.page is None:
        return Location(f"{inputs.settings.docs_dir}/{paper.src_uri}")
    return Location(paper.page.file, paper.page.line_of(field))


def check_topics(inputs: Inputs, library: Library) -> Iterator[Problem]:
    """Topics on a page that the taxonomy does not know."""
    known = inputs.taxonomy.by_id
    for paper in library.papers:
        for topic in paper.topics:
            if topic not in known:
                near = nearest_topic(inputs.taxonomy, topic)
                mend = f'Did you mean "{near}"?' if near else "Add it to seeds/topics.yml."
                message = f'unknown topic "{topic}"'
                yield Problem(
                    _page_location(inputs, paper, "topics"), "unknown-topic", message, mend
                )


def check_titles(inputs: Inputs, library: Library) -> Iterator[Problem]:
    """Papers that have only a working title."""
    for paper in library.papers:
        if paper.is_provisional:
            yield Problem(
                _page_location(inputs, paper, "title"),
                "provisional-title",
                f'only a working title: "{paper.title}"',
                "Write the true title on the page and remove provisional_title.",
                Severity.NOTICE,
            )


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
                f'{paper.slug}: {conflict.field} is "{_cut(conflict.other)}" here, '
                f'but "{_cut(conflict.kept)}" in {conflict.kept_at}',
                f"Write the right {conflict.field} on the page of the paper.",
                Severity.NOTICE,
            )


def _cut(text: str) -> str:
    return text if len(text) <= 80 else f"{text[:79]}…"


def check_differences(inputs: Inputs, library: Library) -> Iterator[Problem]:
    """Fields that a person changed and of which the seeds now say something else."""
    for paper in library.papers:
        for difference in paper.differences:
            value = difference.in_seeds
            said = "; ".join(value) if isinstance(value, tuple) else value or ""
            yield Problem(
                _page_location(inputs, paper, difference.field),
                "seeds-differ",
                f'{difference.field}: the seeds now say "{_cut(said)}"',
                "What stands on the page stays; write the seeds' value there if it is better.",
                Severity.NOTICE,
            )


def check_orphans(inputs: Inputs, library: Library) -> Iterator[Problem]:
    """Pages that came from a seed which no longer speaks of the paper."""
    for paper in library.papers:
        if paper.work is None and paper.src_uri in inputs.memory:
            yield Problem(
                _page_location(inputs, paper, "title"),
                "orphan",
                "no seed speaks of this paper any more",
                "Keep the page as it is, or delete it.",
                Severity.NOTICE,
            )


def check_duplicates(inputs: Inputs, library: Library) -> Iterator[Problem]:
    """Papers that look like one another and were not joined."""
    for pair in library.joining.possible_duplicates:
        yield Problem(
            _location(pair.first[0].place),
            "possible-duplicate",
            f"may be the same paper as {pair.second[0].place}: these two {pair.reason}",
            "If they are one paper, give both the same DOI or arXiv id.",
            Severity.NOTICE,
        )


def _location(place: Place) -> Location:
    return Location(place.file, place.line)


CHECKS: tuple[Check, ...] = (
    check_topics,
    check_titles,
    check_explained,
    check_conflicts,
    check_differences,
    check_orphans,
    check_duplicates,
)
