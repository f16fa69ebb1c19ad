"""What a person sees: tables, problems, and a progress bar on a terminal only.

Rich is loaded where it draws, not above: a run in a pipe starts faster without it.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager

from shelflist.problems import Problem, Severity

STAGES = 7
"""How many stages `generate` tells."""

_MARKS = {Severity.ERROR: "", Severity.WARNING: "warning: ", Severity.NOTICE: "notice: "}


def print_json(value: object) -> None:
    """Write plain data as one line of JSON."""
    print(json.dumps(value, ensure_ascii=False))


def print_table(names: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Write a table; in a pipe, one line a row with tabs between the cells."""
    if not sys.stdout.isatty():
        for row in rows:
            print("\t".join(map(visible, row)))
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, header_style="bold", pad_edge=False)
    for name in names:
        table.add_column(name, overflow="ellipsis" if name == "title" else "fold")
    for row in rows:
        table.add_row(*(Text(visible(cell)) for cell in row))
    Console(highlight=False).print(table)


@contextmanager
def show_progress() -> Iterator[Callable[[str], None]]:
    """Show the stages of a long run on a terminal, and nothing in a pipe."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=STAGES)

        def tell(stage: str) -> None:
            bar.update(task, description=stage, advance=1)

        yield tell


def print_problems(problems: Iterable[Problem], *, to_stdout: bool = False) -> None:
    """Write problems one under another: place, what is wrong, how to mend it."""
    stream = sys.stdout if to_stdout else sys.stderr
    for problem in problems:
        text = f"{problem.location}: {_MARKS[problem.severity]}{problem.message} [{problem.rule}]"
        print(f"{visible(text)}\n    {visible(problem.mend)}", file=stream)


def visible(text: str) -> str:
    """Show control characters of a seed's text instead of sending them to the terminal."""
    return "".join(c if c.isprintable() else repr(c)[1:-1] for c in text)
