"""`shelflist read`: what a seed says, without touching anything."""

from __future__ import annotations

import argparse

from shelflist.commands import CLEAN, MISUSE, PROBLEMS
from shelflist.console import print_json, print_problems, print_table, visible
from shelflist.inputs import read_bytes
from shelflist.problems import Problem, ShelflistError, count_errors
from shelflist.readers.reading import Reading
from shelflist.readers.table import read_seed


def run(options: argparse.Namespace) -> int:
    """Run `shelflist read`."""
    problems: list[Problem] = []
    for path in options.files:
        name = path.as_posix()
        try:
            reading = read_seed(name, read_bytes(path, name), options.format)
        except ShelflistError as error:
            problems.extend(error.problems)
            if options.json:
                print_json({"file": name, "problems": [p.to_dict() for p in error.problems]})
            continue
        problems.extend(reading.problems)
        if options.json:
            print_json(reading.to_dict())
        else:
            _print_reading(reading)
    if not options.json:
        print_problems(problems)
    if any(problem.rule == "unknown-format" for problem in problems):
        return MISUSE
    return PROBLEMS if count_errors(problems) else CLEAN


def _print_reading(reading: Reading) -> None:
    print(visible(f"{reading.file}: {reading.format}, {len(reading.records)} records"))
    rows = []
    for record in reading.records:
        title = record.title or record.provisional_title or record.short_name or record.note or ""
        mark = "" if record.title or record.kind.value == "table-row" else " (working title)"
        rows.append(
            (
                str(record.place.line),
                record.kind.value,
                title + mark,
                str(record.authors[0]) if record.authors else "",
                str(record.year or ""),
                record.doi or record.arxiv or "",
            )
        )
    print_table(("line", "kind", "title", "first author", "year", "id"), rows)
    lines = reading.lines.to_dict()
    unexplained = ", ".join(map(str, reading.lines.unexplained)) or "none"
    counts = ", ".join(f"{n} {name}" for name, n in lines.items() if name != "unexplained")
    print(f"Lines: {counts}; unexplained: {unexplained}")
