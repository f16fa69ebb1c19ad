"""Two titles that are one but for how mathematics is spelled, or for a slip of the pen."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from shelflist.identity.similarity import fold_words
from shelflist.text.symbols import GREEK, OPERATORS

_STYLE = re.compile(r"\\(?:math\w+|text\w*|operatorname|boldsymbol|bm|rm|bf|it|left|right)\b\s*")
_COMMAND = re.compile(r"\\([a-z]+)\s*")
_SIGNS = re.compile(r"[$_^{}\\]")
_LETTERS = str.maketrans(
    {
        unicodedata.normalize("NFKD", letter).casefold(): name.casefold().removeprefix("var")
        for name, letter in GREEK.items()
    }
)
_ROMAN = re.compile(r"(?=.)x{0,3}(?:ix|iv|v?i{0,3})")
_NUMBERS = frozenset("one two three four five six first second third fourth part".split())
_SHORTEST = 4
"""Letters of a word in which a slip can be told from another word: `in` and `on` are two."""
_SHORTEST_FOR_TWO = 8
_LONGEST = 120
"""Letters between the first difference and the last that are compared one by one."""


def spell_words(title: str) -> list[str]:
    r"""Give a title's words with Greek letters by name: `β`, `$\beta$` and `beta` are one."""
    text = _STYLE.sub("", unicodedata.normalize("NFKD", title).casefold())
    text = _COMMAND.sub(_name_command, text)
    return fold_words(_SIGNS.sub("", text).translate(_LETTERS))


def _name_command(match: re.Match[str]) -> str:
    name = match[1]
    if name in OPERATORS:
        return " "
    return name.removeprefix("var") if name in GREEK else f"{name} "


def find_odd_words(one: Sequence[str], other: Sequence[str]) -> tuple[list[str], list[str]]:
    """Give the words from the first that differs to the last, of each title."""
    start = next(
        (n for n, pair in enumerate(zip(one, other, strict=False)) if len({*pair}) > 1), None
    )
    start = min(len(one), len(other)) if start is None else start
    end = 0
    while end < min(len(one), len(other)) - start and one[-1 - end] == other[-1 - end]:
        end += 1
    return list(one[start : len(one) - end]), list(other[start : len(other) - end])


def is_number(word: str) -> bool:
    """Say whether a word counts: `2`, `v2`, `iii`, `second`, a letter such as `B`."""
    is_letter = len(word) == 1 and word.isascii() and word != "a"
    return (
        is_letter
        or word in _NUMBERS
        or any(map(str.isdigit, word))
        or _ROMAN.fullmatch(word) is not None
    )


def is_mistyped(one: Sequence[str], other: Sequence[str]) -> bool:
    """Say whether titles differ by one or two letters that no word of its own explains.

    Numbers tell parts and versions apart; a first letter more makes another word
    (`symmetric`, `asymmetric`), and so does a letter in a short one (`vivo`, `vitro`).
    """
    odd, others = find_odd_words(one, other)
    if any(map(is_number, (*odd, *others))):
        return False
    first, second = "".join(odd), "".join(others)
    shortest = min(len(first), len(second))
    if shortest < _SHORTEST or first[0] != second[0] or max(len(first), len(second)) > _LONGEST:
        return False
    return count_slips(first, second) <= (2 if shortest >= _SHORTEST_FOR_TWO else 1)


def count_slips(one: str, other: str) -> int:
    """Count letters that are missing, too many, wrong, or in the wrong order with the next.

    Source:
        The optimal string alignment distance (Damerau 1964, Levenshtein 1966).
    """
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        line = [row]
        for column, sign in enumerate(other, 1):
            best = min(last[column] + 1, line[-1] + 1, last[column - 1] + (letter != sign))
            if row > 1 and column > 1 and letter == other[column - 2] and sign == one[row - 2]:
                best = min(best, before[column - 2] + 1)
            line.append(best)
        before, last = last, line
    return last[-1]
