"""Titles and abstracts as rows of whole numbers.

Everything here is whole numbers from the first weight on, so that a sum is exact in any
order, on any machine, and whether it was made anew or in part. What the other papers
have to do with a row is one thing only: how rare each of its words is, and that in
steps (`rarity_of`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
from scipy import sparse

from shelflist.text.titles import STOP_WORDS

Matrix: TypeAlias = sparse.csr_matrix
Integers: TypeAlias = npt.NDArray[np.int64]
Text: TypeAlias = tuple[str, str]
"""Title and abstract of a paper; either may be empty."""

TITLE_WEIGHT = 4
"""How many times a word of the title counts."""

UNIT = 1024
"""About the length of a row."""

_BASE_WEIGHT = 0.3
_OWN_WORDS = 6.7  # every text counts as having so many more words that no other has
_STEP = 1.5  # a word's weight changes when this many times as many papers have it
_FINE = 64  # steps of a weight before a row is brought to its length
_WORD = re.compile(r"[^\W\d_]\w+|\d+[^\W\d_]\w*")
_ENDINGS = (("ies", "y"), ("sses", "ss"), ("ings", ""), ("ing", ""), ("ed", ""), ("s", ""))
_LEAST_STEM = 4
_CONNECTIVES = frozenset(
    "almost alone along already although always another around back become becomes becoming beyond"
    " cannot done due either else enough etc even ever every few find first found get give given go"
    " hence however indeed instead itself last latter least less made make many meanwhile moreover"
    " much must namely neither never nevertheless next now often one others part rather see seems"
    " several show since something sometimes still take them themselves thereby therefore third"
    " though three throughout thus together toward towards two four five six seven eight nine ten"
    " upon us well what whatever wherein whether whole yet you your he she".split()
)
"""Words that hold sentences together, besides `STOP_WORDS`."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How often each text has each word: a row a text, a column a word."""

    words: tuple[str, ...]
    matrix: Matrix


def count_words(texts: Iterable[Text], known: Iterable[str] = ()) -> Counts:
    """Count the words of each text.

    Args:
        texts: Titles and abstracts.
        known: Words that have their columns already; new ones come after them.
    """
    columns = {word: number for number, word in enumerate(known)}
    indices: list[int] = []
    data: list[int] = []
    ends = [0]
    for text in texts:
        counted = Counter(_to_words(text))
        indices += [columns.setdefault(word, len(columns)) for word in counted]
        data += counted.values()
        ends.append(len(indices))
    shape = (len(ends) - 1, max(1, len(columns)))
    matrix = sparse.csr_matrix((np.array(data, dtype=np.int64), indices, ends), shape=shape)
    return Counts(tuple(columns), matrix)


def _to_words(text: Text) -> Iterator[str]:
    title, abstract = text
    for part, times in ((title, TITLE_WEIGHT), (abstract, 1)):
        for word in _WORD.findall(part.casefold()):
            stem = _to_stem(word)
            if stem:
                yield from (stem,) * times


@cache
def _to_stem(word: str) -> str:
    """Cut the commonest English endings; the empty string for a stop word."""
    if word in STOP_WORDS or word in _CONNECTIVES:
        return ""
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _LEAST_STEM and word[-2:] != "ss":
            return word.removesuffix(ending) + instead
    return word


def rarity_of(counts: Matrix) -> Integers:
    """Say for each word how rare it is, in steps, so that one paper more changes few.

    The number of papers counts as the nearest power of two, and the number of those
    that have a word as the least of its step.
    """
    papers, words = counts.shape
    frequency = np.bincount(counts.indices, minlength=words)
    steps = np.floor(np.log(1 + frequency) / np.log(_STEP) + 1e-9)
    rarity = np.log(round_size(papers)) - (steps + 0.5) * np.log(_STEP)
    fine: Integers = np.rint((np.maximum(rarity, 0) + _BASE_WEIGHT) * _FINE).astype(np.int64)
    return fine


def round_size(papers: int) -> float:
    """Give the power of two next to a number of papers."""
    return float(2 ** np.round(np.log2(1 + papers)))


def weigh_words(counts: Matrix, rarity: Integers) -> Matrix:
    """Give rows of words weighted by how few papers have them: for who is near."""
    rarest = np.log(round_size(counts.shape[0]) / 2) + _BASE_WEIGHT
    weighted = _dampen(counts)
    weighted.data *= rarity[weighted.indices]
    return _to_length(weighted, _FINE**2 * float(rarest))


def weigh_plainly(counts: Matrix) -> Matrix:
    """Give rows of words weighted by their counts alone: for the order of a list."""
    return _to_length(_dampen(counts), float(_FINE))


def _dampen(counts: Matrix) -> Matrix:
    dampened = counts.copy()
    dampened.data = np.rint((1 + np.log(counts.data)) * _FINE).astype(np.int64)
    return dampened


def _to_length(matrix: Matrix, rarest: float) -> Matrix:
    """Scale rows to whole numbers of length near `UNIT`; short texts get shorter rows."""
    squares = np.add.reduceat(np.append(matrix.data**2, 0), matrix.indptr[:-1])
    squares[np.diff(matrix.indptr) == 0] = 0  # of an empty row it takes the next number
    norms = np.sqrt(squares + _OWN_WORDS * rarest**2)
    row_of = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
    data = np.rint(matrix.data * UNIT / norms[row_of]).astype(np.float32)
    return sparse.csr_matrix((data, matrix.indices, matrix.indptr), shape=matrix.shape)
