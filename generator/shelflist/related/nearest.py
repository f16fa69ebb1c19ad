"""Which rows are the nearest of each row, and how that is brought up to date.

When some rows change, the list of any other row can only lose those and gain those. It
is complete again unless it loses more than it gains; such a row is compared with all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from shelflist.related.vectors import UNIT, Matrix

Weights: TypeAlias = npt.NDArray[np.float32]
Near: TypeAlias = list[tuple[int, int]]
"""Of one row: others with their products, the nearest first; ties by row number."""

LEAST_SIMILARITY = 0.095
"""Cosine under which two papers share generic words only (tried by eye)."""

MUTUAL = 20
"""Each of two related papers is among so many nearest of the other."""

_LEAST = LEAST_SIMILARITY * UNIT**2
_LEVELS = LEAST_SIMILARITY * np.array([2.0, 4.0])
_BLOCK_CELLS = 5_000_000
_DENSE_COLUMNS = 768


def rank_all(matrix: Matrix) -> list[Near]:
    """Give for each row its nearest rows above the floor, at most `MUTUAL`.

    Words that very many papers have are multiplied as a dense matrix, where that is
    much faster. Sums stay below 2²⁴, so single precision is exact. Memory grows with
    the number of papers, not with its square.
    """
    papers, words = matrix.shape
    by_frequency = np.argsort(-np.bincount(matrix.indices, minlength=words), kind="stable")
    columns = matrix.tocsc()
    common = columns[:, by_frequency[:_DENSE_COLUMNS]].toarray()
    rare = columns[:, by_frequency[_DENSE_COLUMNS:]].tocsr()
    turned = rare.T.tocsr()
    step = max(1, _BLOCK_CELLS // papers)
    ranked: list[Near] = []
    for start in range(0, papers, step):
        block = common[start : start + step] @ common.T
        block += (rare[start : start + step] @ turned).toarray()
        ranked += [_rank(similar, start + index) for index, similar in enumerate(block)]
    return ranked


def rank_again(matrix: Matrix, near: Sequence[Near], changed: Sequence[int]) -> list[Near]:
    """Give what `rank_all` gives, from what it gave before some rows changed.

    Args:
        matrix: The rows as they are.
        near: What was found before, of every row that did not change; rows that are
            gone have been taken out of it and leave a negative number behind.
        changed: Rows that are new or other than before, ascending.
    """
    turned = matrix.T.tocsr()
    is_changed = set(changed)
    fresh: list[Near] = list(near)
    gained: dict[int, Near] = {}
    for row, similar in _compare(matrix, turned, changed):
        fresh[row] = _rank(similar, row)
        found = np.flatnonzero(similar >= _LEAST)
        for other, value in zip(found.tolist(), similar[found].tolist(), strict=True):
            if other not in is_changed:
                gained.setdefault(other, []).append((row, int(value)))
    unsure: list[int] = []
    for row, before in enumerate(near):
        if row in is_changed:
            continue
        added = gained.get(row, [])
        kept = [pair for pair in before if pair[0] >= 0 and pair[0] not in is_changed]
        if not added and len(kept) == len(before):
            continue
        merged = sorted([*kept, *added], key=_nearest_first)[:MUTUAL]
        if len(before) == MUTUAL and not _is_complete(merged, before[-1]):
            unsure.append(row)
        fresh[row] = merged
    for row, similar in _compare(matrix, turned, unsure):
        fresh[row] = _rank(similar, row)
    return fresh


def _nearest_first(pair: tuple[int, int]) -> tuple[int, int]:
    other, value = pair
    return -value, other


def _is_complete(merged: Near, last: tuple[int, int]) -> bool:
    """Say whether a full list is sure to be followed by nothing nearer.

    All that the old list left out comes after its last entry.
    """
    if len(merged) < MUTUAL:
        return False
    return merged[-1][1] > last[1] or (last[0] >= 0 and merged[-1] == last)


def _compare(matrix: Matrix, turned: Matrix, rows: Sequence[int]) -> Iterator[tuple[int, Weights]]:
    """Give the products of some rows with all."""
    step = max(1, _BLOCK_CELLS // matrix.shape[0])
    for start in range(0, len(rows), step):
        some = rows[start : start + step]
        yield from zip(some, (matrix[some] @ turned).toarray(), strict=True)


def _rank(similar: Weights, row: int) -> Near:
    similar[row] = 0
    least = _LEAST
    if len(similar) > MUTUAL:
        least = max(least, float(np.partition(similar, -MUTUAL)[-MUTUAL]))
    found = np.flatnonzero(similar >= least)
    order = found[np.lexsort((found, -similar[found]))][:MUTUAL]
    return list(zip(order.tolist(), map(int, similar[order].tolist()), strict=True))


def choose(near: Sequence[Near], plain: Matrix, limit: int) -> list[list[int]]:
    """Give the rows to show with each row: its nearest `limit`, if it is among theirs too."""
    widest = [frozenset(other for other, _ in found) for found in near]
    pairs = [
        (row, other, value)
        for row, found in enumerate(near)
        for other, value in found[:limit]
        if row in widest[other]
    ]
    lists: list[list[int]] = [[] for _ in near]
    for row, other in _order(plain, pairs):
        lists[row].append(other)
    return lists


def _order(plain: Matrix, pairs: Sequence[tuple[int, int, int]]) -> Iterable[tuple[int, int]]:
    """Order pairs by row, then by level of similarity, then by the plain similarity.

    Small changes of the weights seldom move a pair to another level.
    """
    if not pairs:
        return []
    rows, others, similar = map(np.array, zip(*pairs, strict=True))
    alone = np.asarray(plain[rows].multiply(plain[others]).sum(axis=1)).ravel()
    levels = np.searchsorted(_LEVELS * UNIT**2, similar)
    order = np.lexsort((others, -alone, -levels, rows))
    return zip(rows[order].tolist(), others[order].tolist(), strict=True)
