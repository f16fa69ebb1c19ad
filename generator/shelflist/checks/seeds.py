"""What the seeds say that a keeper should look at."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath

from shelflist.checks.common import cut, page_location
from shelflist.edits.following import is_from_seeds
from shelflist.inputs import Inputs
from shelflist.library import Library
from shelflist.problems import Location, Problem, Severity
from shelflist.readers.reading import FOREIGN_FORM, Reading

_FORMS = frozenset(
    "bibtex ris pubmed web-of-science csl-json csl-yaml endnote endnote-xml arxiv-atom".split()
)
_ENDINGS = frozenset(
    ".bib .bibtex .biblatex .ris .nbib .medline .enw .ciw .isi .csljson .json .jsonl .ndjson .xml"
    " .yaml .yml".split()
)
"""Forms, and endings of files in any form, that nobody takes for prose."""


def check_explained(inputs: Inputs, library: Library) -> Iterator[Problem]:
    """Lines of seeds that no reader understood."""
    for reading in inputs.readings:
        lines = reading.lines.unexplained
        if lines and FOREIGN_FORM not in _rules(reading):  # of which no line is understood
            shown = ", ".join(map(str, lines[:20])) + (" …" if len(lines) > 20 else "")
            yield Problem(
                Location(reading.file, lines[0]),
                "unexplained",
                f"{len(lines)} line(s) not understood: {shown}",
                "Mend these lines, name the format in seeds/seeds.yml, or take them out.",
                Severity.WARNING,
            )


def _rules(reading: Reading) -> set[str]:
    return {problem.rule for problem in reading.problems}


def check_refused(inputs: Inputs, library: Library) -> Iterator[Problem]:
    """Records that were not taken and of which their reader says nothing else."""
    for reading in inputs.readings:
        told = {problem.location.line for problem in reading.problems}
        refused = [each for each in reading.refused if each.line not in told]
        if refused and not {"refused-record", FOREIGN_FORM} & _rules(reading):
            first = refused[0]
            more = f", and {len(refused) - 1} more" if len(refused) > 1 else ""
            yield Problem(
                Location(reading.file, first.line),
                "refused-record",
                f'"{cut(first.what)}" was not taken: {first.reason}{more}',
                f"{first.mend} All of them:  shelflist read {reading.file} --json",
                Severity.WARNING,
            )


def check_empty(inputs: Inputs, library: Library) -> Iterator[Problem]:
    """Seeds that gave nothing: an error in a form meant for papers; and a list without papers."""
    for readings in inputs.sources.values():
        has_records = any(reading.records for reading in readings)
        for reading in readings:
            is_told = any(p.severity is not Severity.NOTICE for p in reading.problems)
            is_meant = reading.format in _FORMS or PurePath(reading.file).suffix.lower() in _ENDINGS
            if reading.records or (is_told and not is_meant):
                continue
            yield Problem(
                Location(reading.file),
                "nothing-read",
                "gives no paper" + (", though its form is meant for papers" if is_meant else ""),
                f"Look at what  shelflist read {reading.file}  says of it: mend it, name its form "
                "in seeds/seeds.yml, or take it out.",
                Severity.ERROR if is_meant and not has_records else Severity.WARNING,
            )
    if not library.papers:
        yield Problem(
            Location("seeds"),
            "no-papers",
            "the list has no papers",
            "Put a file with papers there, such as a BibTeX file, or run  shelflist add .",
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
