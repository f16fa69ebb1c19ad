"""`shelflist read`: what seeds say, without touching anything."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from shelflist.commands import CLEAN, MISUSE, PROBLEMS
from shelflist.console import print_json, print_problems, print_table, visible
from shelflist.problems import Problem, ShelflistError, count_errors
from shelflist.readers.reading import Reading, to_record_dict
from shelflist.readers.table import read_seed
from shelflist.seeds import read_bytes, read_folder

_JSON = json.JSONEncoder(ensure_ascii=False)
_FEW = 100
"""So few records are written at once."""


def run(options: argparse.Namespace) -> int:
    """Run `shelflist read`: one file after another, so that only one is held at a time."""
    is_json, errors, is_misused = options.json, 0, False
    for path in options.files:
        problems: list[Problem] = []
        for reading in _read(path, options.format, problems):
            if is_json:
                _print_json(reading)
                errors += count_errors(reading.problems)
            else:
                _print_reading(reading)
                problems += reading.problems
        if is_json and problems:
            told = [problem.to_dict() for problem in problems]
            nothing: dict[str, object] = {"format": None, "records": [], "refused": []}
            print_json({"file": path.as_posix(), **nothing, "problems": told})
        elif problems:
            print_problems(problems)
        errors += count_errors(problems)
        is_misused |= any(problem.rule == "unknown-format" for problem in problems)
    if is_misused:
        return MISUSE
    return PROBLEMS if errors else CLEAN


def _read(path: Path, format: str | None, problems: list[Problem]) -> Iterator[Reading]:
    """Read a file, or every file of a folder."""
    name = path.as_posix()
    if path.is_dir():
        yield from read_folder(path, name, read_seed, format, problems)
        return
    try:
        yield read_seed(name, read_bytes(path, name), format)
    except ShelflistError as error:
        problems.extend(error.problems)


def _print_json(reading: Reading) -> None:
    """Write a reading as one line of JSON, record by record: together they may be large."""
    if len(reading.records) <= _FEW:
        sys.stdout.write(f"{_JSON.encode(reading.to_dict())}\n")
        return
    parts = replace(reading, records=()).to_dict()
    for number, (key, value) in enumerate(parts.items()):
        sys.stdout.write(f"{', ' if number else '{'}{json.dumps(key)}: ")
        if key != "records":
            sys.stdout.write(_JSON.encode(value))
            continue
        sys.stdout.write("[")
        for count, record in enumerate(reading.records):
            text = _JSON.encode(to_record_dict(record))
            sys.stdout.write(f", {text}" if count else text)
        sys.stdout.write("]")
    sys.stdout.write("}\n")


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
