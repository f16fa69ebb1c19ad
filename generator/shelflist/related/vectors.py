"""Texts as rows of whole numbers: a column for each term, and one for each topic.

Everything is whole numbers from the first weight on, so that sums are exact in any order
and on any machine.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
from scipy import sparse

from shelflist.related.words import Text, find_terms

Matrix: TypeAlias = sparse.csr_matrix
Integers: TypeAlias = npt.NDArray[np.int64]
Numbers: TypeAlias = npt.NDArray[np.float64]

UNIT = 1024
"""About the length of a row."""

_MOST_TERMS = 50
"""So many terms of a text count: those that weigh most."""

_TOPIC_WEIGHT = 5
"""A topic weighs so many times what a word as rare does."""

_BASE_WEIGHT = 0.3
_OWN_WORDS = 3  # every text counts as having so many more words that no other has
_FINE = 64  # steps of a weight before a row is brought to its length


@dataclass(frozen=True, slots=True)
class Counts:
    """How often each text has each term: a row a text, a column a term.

    Attributes:
        terms: What the columns stand for.
        matrix: The counts.
        written: How the term is written in the text, for each count that is stored.
    """

    terms: tuple[str, ...]
    matrix: Matrix
    written: Sequence[str]

    def spell(self, row: int, column: int) -> str:
        """Say how a term is written in a text that has it."""
        bounds: list[int] = self.matrix.indptr[row : row + 2].tolist()
        columns: list[int] = self.matrix.indices[slice(*bounds)].tolist()
        return self.written[bounds[0] + columns.index(column)]


def count_terms(texts: Iterable[Text]) -> Counts:
    """Count the terms of each text."""
    columns: dict[str, int] = {}
    spellings: dict[str, str] = {}  # one string for all places, which are millions
    indices: list[int] = []
    data: list[int] = []
    written: list[str] = []
    ends = [0]
    for text in texts:
        count: dict[str, int] = {}
        spelled: dict[str, str] = {}
        for term, spelling, times in find_terms(text):
            count[term] = count.get(term, 0) + times
            if not spelled.setdefault(term, spelling).islower() and spelling.islower():
                spelled[term] = spelling  # not as at the head of a sentence
        indices += [columns.setdefault(term, len(columns)) for term in count]
        data += count.values()
        written += [spellings.setdefault(spelling, spelling) for spelling in spelled.values()]
        ends.append(len(indices))
    shape = (len(ends) - 1, max(1, len(columns)))
    matrix = sparse.csr_matrix((np.array(data, dtype=np.int64), indices, ends), shape=shape)
    return Counts(tuple(columns), matrix, written)


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of length near `UNIT`, in two parts; those of short texts are shorter.

    Attributes:
        terms: A column for each term of the texts.
        topics: A column for each topic.
    """

    terms: Matrix
    topics: Matrix


def to_rows(counts: Counts, topics: Sequence[tuple[str, ...]]) -> Rows:
    """Weigh terms and topics by how rare they are, and bring the rows to one length."""
    parts = (_weigh_terms(counts), _weigh_topics(topics))
    own = _OWN_WORDS * _to_fine(math.log(max(1, len(topics))) + _BASE_WEIGHT) ** 2
    norms = np.sqrt(own + sum(part.multiply(part).sum(axis=1).A1 for part in parts))
    return Rows(*(_to_length(part, norms) for part in parts))


def _to_length(matrix: Matrix, norms: Numbers) -> Matrix:
    data = np.rint(matrix.data * UNIT / np.repeat(norms, np.diff(matrix.indptr)))
    parts = (data.astype(np.int32), matrix.indices, matrix.indptr)
    return sparse.csr_matrix(parts, shape=matrix.shape)


def _weigh_terms(counts: Counts) -> Matrix:
    """Weigh terms by how few texts have them; a phrase of one text is none."""
    weighted = counts.matrix.copy()
    frequency = np.bincount(weighted.indices, minlength=weighted.shape[1])
    is_phrase = np.array([" " in term for term in counts.terms] or [False])
    rarity = np.log(weighted.shape[0] / np.maximum(frequency, 1)) + _BASE_WEIGHT
    rarity[is_phrase & (frequency < 2)] = 0
    weighted.data = _to_fine((1 + np.log(weighted.data)) * rarity[weighted.indices])
    weighted.data[_rank_in_rows(weighted) >= _MOST_TERMS] = 0
    weighted.eliminate_zeros()
    return weighted


def _rank_in_rows(matrix: Matrix) -> Integers:
    """Say for each number of a matrix how many of its row come before it, the largest first."""
    sizes = np.diff(matrix.indptr)
    rows = np.repeat(np.arange(len(sizes)), sizes)
    ranks = np.empty(len(rows), dtype=np.int64)
    order = np.lexsort((matrix.indices, -matrix.data, rows))
    ranks[order] = np.arange(len(rows)) - np.repeat(matrix.indptr[:-1], sizes)
    return ranks


def _weigh_topics(topics: Sequence[tuple[str, ...]]) -> Matrix:
    columns: dict[str, int] = {}
    indices = [columns.setdefault(topic, len(columns)) for each in topics for topic in each]
    ends = np.cumsum([0, *map(len, topics)])
    rarity = np.log(len(topics) / np.maximum(1, np.bincount(indices, minlength=len(columns))))
    data = _to_fine(_TOPIC_WEIGHT * rarity)[indices]
    return sparse.csr_matrix((data, indices, ends), shape=(len(topics), max(1, len(columns))))


def _to_fine(weights: npt.ArrayLike) -> Integers:
    fine: Integers = np.rint(np.multiply(weights, _FINE)).astype(np.int64)
    return fine
