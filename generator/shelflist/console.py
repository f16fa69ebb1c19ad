"""What a person sees: tables, problems, and a progress bar on a terminal only."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager

from rich.console import Console as RichConsole
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from shelflist.problems import Problem, Severity

STAGES = 7
"""How many stages `generate` tells."""

_MARKS = {Severity.ERROR: "", Severity.WARNING: "warning: ", Severity.NOTICE: "notice: "}


class Console:
    """Writes to standard output; what comes from a seed is never taken as markup."""

    def __init__(self) -> None:
        self._out = RichConsole(highlight=False, soft_wrap=not sys.stdout.isatty())

    def heading(self, text: str) -> None:
        """Write a line in bold."""
        self._out.print(Text(text, style="bold"))

    def line(self, text: str) -> None:
        """Write a line."""
        self._out.print(Text(text))

    def table(self, names: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
        """Write a table; in a pipe, one line a row with tabs between the cells."""
        if not self._out.is_terminal:
            for row in rows:
                print("\t".join(_visible(cell) for cell in row))
            return
        table = Table(box=None, header_style="bold", pad_edge=False)
        for name in names:
            table.add_column(name, overflow="ellipsis" if name == "title" else "fold")
        for row in rows:
            table.add_row(*(Text(_visible(cell)) for cell in row))
        self._out.print(table)

    @contextmanager
    def progress(self) -> Iterator[Callable[[str], None]]:
        """Show the stages of a long run on a terminal, and nothing in a pipe."""
        if not sys.stderr.isatty():
            yield lambda _: None
            return
        columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
        with Progress(*columns, console=RichConsole(stderr=True), transient=True) as bar:
            task = bar.add_task("", total=STAGES)

            def tell(stage: str) -> None:
                bar.update(task, description=stage, advance=1)

            yield tell


def print_problems(problems: Iterable[Problem], *, to_stdout: bool = False) -> None:
    """Write problems one under another: place, what is wrong, how to mend it."""
    stream = sys.stdout if to_stdout else sys.stderr
    for problem in problems:
        text = f"{problem.location}: {_MARKS[problem.severity]}{problem.message} [{problem.rule}]"
        print(f"{_visible(text)}\n    {_visible(problem.mend)}", file=stream)


def _visible(text: str) -> str:
    """Show control characters of a seed's text instead of sending them to the terminal."""
    return "".join(c if c.isprintable() else repr(c)[1:-1] for c in text)
