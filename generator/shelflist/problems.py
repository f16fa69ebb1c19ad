"""What can go wrong, as values: a place, what is wrong there, and how to mend it.

Everything below the command line returns or raises problems; only `cli` prints
them. The exceptions, all children of one base:

    ShelflistError          carries one or more problems
    ├── SeedError           a seed cannot be read at all
    ├── ConfigError         settings, seeds.yml or topics.yml are not valid
    ├── PageError           a page in docs/ cannot be read or written
    └── MisuseError         the command line asks for something that makes no sense
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

GUIDE = "https://shelflist.github.io/shelflist/guide/"
"""Where the tool's guide is published: a list of somebody else's holds no copy of it."""


class Severity(StrEnum):
    """How much a problem matters: only an `ERROR` makes a command fail."""

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A place in a file.

    Attributes:
        file: The path as a person would type it, relative to the list's folder.
        line: From 1; 0 means the file as a whole.
        column: From 1; 0 means the line as a whole.
    """

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        parts = [self.file, *(str(n) for n in (self.line, self.column) if n)]
        return ":".join(parts)


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that is wrong, where it is, and how to mend it.

    Attributes:
        location: Where.
        rule: A short stable name such as `duplicate-key`.
        message: What is wrong, quoting the value.
        mend: What to do about it, as an instruction.
        severity: Whether it stops the work.
    """

    location: Location
    rule: str
    message: str
    mend: str
    severity: Severity = field(default=Severity.ERROR)

    def __str__(self) -> str:
        return f"{self.location}: {self.message} [{self.rule}]\n    {self.mend}"

    def to_dict(self) -> dict[str, str | int]:
        """Give the problem as plain data for `--json`."""
        return {
            "file": self.location.file,
            "line": self.location.line,
            "column": self.location.column,
            "rule": self.rule,
            "message": self.message,
            "mend": self.mend,
            "severity": self.severity.value,
        }


@dataclass(frozen=True, slots=True)
class Refusal:
    """A record that is there and was not taken; imported and refused together are all there is.

    Attributes:
        line: Where it starts, from 1.
        what: Its key or title, or what else tells it from its neighbours.
        reason: Why it was not taken.
        mend: What to do about it, as an instruction.
    """

    line: int
    what: str
    reason: str
    mend: str


class ShelflistError(Exception):
    """Something that stops the work; carries every problem found so far."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


class SeedError(ShelflistError):
    """A seed cannot be read at all."""


class ConfigError(ShelflistError):
    """The settings, `seeds.yml` or `topics.yml` are not valid."""


class PageError(ShelflistError):
    """A page in `docs/` cannot be read or written."""


class MisuseError(ShelflistError):
    """The command line asks for something that makes no sense."""


def count_errors(problems: Iterable[Problem]) -> int:
    """Count the problems that make a command fail."""
    return sum(problem.severity is Severity.ERROR for problem in problems)
