"""What stands before the entries of a list: bullets, labels, numbers in sequence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from shelflist.text.patterns import LazyPattern

_NUMBERS: tuple[tuple[str, LazyPattern], ...] = tuple(
    (kind, LazyPattern(pattern))
    for kind, pattern in (
        ("[1]", r"\s*\[(\d{1,4})\](?!\()\s*"),
        ("(1)", r"\s*\((\d{1,3})\)\s+"),
        ("1.", r"\s*(\d{1,4})\.(?:\s+|(?=[^\W\d]))"),
        ("1:", r"\s*(\d{1,4}):\s+"),
        ("1)", r"\s*(\d{1,3})\)(?:\s+|(?=[^\W\d]))"),
        ("1", r"\s*(\d{1,3})\s+(?=\S)"),
    )
)
_OTHERS: tuple[tuple[str, LazyPattern], ...] = tuple(
    (kind, LazyPattern(pattern))
    for kind, pattern in (
        ("bullet", r"\s*[-*•‣◦·–—]\s+"),
        (
            "[Hu21]",
            r"\s*(?:\[[^\W\d_][^\[\]]{0,60}?\(?\d{2,4}[a-z]?\)?\](?!\()\s*"
            r"|\([^\W\d_][^()]{1,60}, \d{4}[a-z]?\)\s+)",
        ),
    )
)
_FEWEST_BARE = 3
"""A number without any sign is a mark only in a sequence of so many."""
_LONGEST_ALONE = 3
"""Digits of a number that is no part of a sequence: a longer one is a year."""


@dataclass(frozen=True, slots=True)
class Mark:
    """What stands before an entry.

    Attributes:
        kind: Its form, as `[1]` or `bullet`.
        end: Where it ends in its line.
        is_sequel: Whether it is a number in a sequence, so that it certainly begins an entry.
    """

    kind: str
    end: int
    is_sequel: bool = False


@dataclass(frozen=True, slots=True)
class _Number:
    """A line that begins with a number; `length` is that of the sequence that it ends."""

    index: int
    value: int
    end: int
    is_likely: bool
    before: _Number | None
    length: int


def find_marks(lines: Sequence[str]) -> dict[int, Mark]:
    """Find the marks of a document's lines, each under the line's index from 0.

    A number that follows the one before it by one begins an entry, whatever stands after
    it. Beside such a sequence a line that happens to begin with another number is no entry,
    unless it fills a gap in the sequence.
    """
    marks: dict[int, Mark] = {}
    for kind, pattern in reversed(_NUMBERS):
        numbers = _find_numbers(lines, pattern)
        sequels = _find_sequels(numbers, _FEWEST_BARE if kind == "1" else 2)
        lone = _find_lone(lines, numbers, sequels) if kind != "1" else set()
        for number in numbers:
            if number.index in sequels or number.index in lone:
                is_sequel = number.index in sequels
                marks[number.index] = Mark(kind, number.end, is_sequel=is_sequel)
    for kind, pattern in _OTHERS:
        for index, line in enumerate(lines):
            if match := pattern.match(line[:90]):
                marks[index] = Mark(kind, match.end())
    return {index: _with_label(lines[index], mark) for index, mark in marks.items()}


def _with_label(line: str, mark: Mark) -> Mark:
    """Take a second mark too, as in `• [Hu et al., 2021] Edward Hu …`."""
    for _, pattern in (_OTHERS[-1], _NUMBERS[0]):
        if match := pattern.match(line[: mark.end + 90], mark.end):
            return replace(mark, end=match.end())
    return mark


def _find_numbers(lines: Sequence[str], pattern: LazyPattern) -> list[_Number]:
    numbers: list[_Number] = []
    latest: dict[int, _Number] = {}
    for index, line in enumerate(lines):
        match = pattern.match(line[:60])
        if match is None:
            continue
        value = int(match[1])
        following = line[match.end() :][:1]
        before = latest.get(value - 1)
        number = _Number(
            index,
            value,
            match.end(),
            bool(following) and not following.islower(),
            before,
            before.length + 1 if before else 1,
        )
        numbers.append(number)
        known = latest.get(value)
        # `12. pages` in the middle of entry 12 does not take its place.
        if known is None or number.is_likely or number.length > known.length:
            latest[value] = number
    return numbers


def _find_sequels(numbers: list[_Number], fewest: int) -> set[int]:
    """Give the lines of all sequences, the longest first, none through another's lines."""
    taken: set[int] = set()
    for last in sorted(numbers, key=lambda number: -number.length):
        sequence: list[int] = []
        number: _Number | None = last
        while number is not None and number.index not in taken:
            sequence.append(number.index)
            number = number.before
        if len(sequence) >= fewest:
            taken.update(sequence)
    return taken


def _find_lone(lines: Sequence[str], numbers: list[_Number], sequels: set[int]) -> set[int]:
    """Give the lines of other numbers that are marks: all, or those that fill a sequence's gap."""
    limits = _next_values(numbers, sequels)
    lone: set[int] = set()
    above = 0
    for number, below in zip(numbers, limits, strict=True):
        if number.index in sequels:
            above = number.value
            continue
        is_year = number.value >= 10**_LONGEST_ALONE
        is_decimal = lines[number.index][number.end : number.end + 1].isdigit()
        is_parted = lines[number.index][: number.end][-1:] in " \t]"
        fits = is_parted and (not sequels or above < number.value < below)
        if fits and not is_year and not is_decimal:
            lone.add(number.index)
    return lone


def _next_values(numbers: list[_Number], sequels: set[int]) -> list[int]:
    """Give for each number the one of a sequence that comes next, or else 0."""
    values: list[int] = []
    following = 0
    for number in reversed(numbers):
        values.append(following)
        following = number.value if number.index in sequels else following
    return values[::-1]


def has_mark(line: str) -> bool:
    """Say whether one line, looked at alone, begins as an entry of a list does."""
    return bool(find_marks((line,)))
