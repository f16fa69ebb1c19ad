"""The words that two papers share, as people write them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from shelflist.related.vectors import Counts, Matrix

_MOST_WORDS = 3
"""So many words say why two papers are related."""

_CANDIDATES = 6
"""They are chosen from so many of the shared words that weigh most."""

_LEAST_SHARE = 0.3
"""A word that weighs less than this share of the first says nothing more."""


@dataclass(frozen=True)
class Reasons:
    """Finds what two rows share.

    Attributes:
        counts: The terms of all texts.
        rows: The rows that were made of them.
    """

    counts: Counts
    rows: Matrix

    def choose_words(self, row: int, other: int) -> tuple[str, ...]:
        """Choose up to three words that two papers share, as the first writes them."""
        shared = self._find_shared(row, other)[:_CANDIDATES]
        chosen: list[int] = []
        told: set[str] = set()
        for column in sorted(shared, key=lambda column: " " not in self.counts.terms[column]):
            words = self.counts.terms[column].split()
            if told.isdisjoint(words):  # a phrase stands for its words
                chosen.append(column)
                told.update(words)
        ordered = sorted(chosen, key=shared.index)[:_MOST_WORDS]
        return tuple(self._spell(row, other, column) for column in ordered)

    def _find_shared(self, row: int, other: int) -> list[int]:
        """Give the terms of both rows, those that weigh most first."""
        mine, theirs = self._weights[row], self._weights[other]
        products = {column: mine[column] * theirs[column] for column in mine.keys() & theirs}
        least = _LEAST_SHARE * max(products.values(), default=0)
        found = [column for column, product in products.items() if product >= least]
        return sorted(found, key=lambda column: (-products[column], column))

    @cached_property
    def _weights(self) -> list[dict[int, int]]:
        ends, columns = self.rows.indptr.tolist(), self.rows.indices.tolist()
        weights = self.rows.data.tolist()
        return [
            dict(zip(columns[start:end], weights[start:end], strict=True))
            for start, end in pairwise(ends)
        ]

    def _spell(self, row: int, other: int, column: int) -> str:
        """Write a term as the first paper does, but without the capitals of a title."""
        mine, theirs = (self.counts.spell(each, column) for each in (row, other))
        lower = mine.lower()
        if theirs == lower:
            return lower
        return " ".join(map(self._without_capital, mine.split()))

    def _without_capital(self, word: str) -> str:
        is_lower_elsewhere = word[1:].islower() and word.lower() in self._written
        return word.lower() if is_lower_elsewhere else word

    @cached_property
    def _written(self) -> frozenset[str]:
        return frozenset(self.counts.written)
