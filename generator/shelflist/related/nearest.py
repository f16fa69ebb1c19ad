"""Which rows are the nearest of each row."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np

from shelflist.related.vectors import UNIT, Integers, Matrix, Rows

Near: TypeAlias = dict[int, int]
"""Of one row: others with their nearness, the nearest first; ties by row number."""

_MUTUAL = 20
"""Each of two related papers is among so many nearest of the other."""

_ONE = UNIT**2
_LEAST_WORDS = round(0.025 * _ONE)
"""What shared words alone must come to: a topic is no relation by itself."""

_LEAST = round(0.09 * _ONE)
"""What the nearest two papers of each must come to (by the judged pairs)."""

_ENOUGH = round(0.12 * _ONE)
"""What any further paper must come to, so that lists are long only where they are good."""

_NO_TOPIC = round(0.02 * _ONE)
"""What is added where a paper has no topic, which speaks neither for nor against it."""

_BLOCK = 512


def find_nearest(rows: Rows, limit: int) -> list[list[int]]:
    """Give for each row up to `limit` others that are near, the nearest first."""
    near = _rank(rows, max(_MUTUAL, limit))
    return [_choose(near, row)[:limit] for row in range(len(near))]


def _rank(rows: Rows, most: int) -> list[Near]:
    """Give each row's nearest. Memory grows with the number of rows, not with its square."""
    near: list[Near] = [{} for _ in range(rows.terms.shape[0])]
    turned = rows.terms.T.tocsr()
    for start in range(0, len(near), _BLOCK):
        row, other, nearness = _compare(rows, turned, start)
        order = np.lexsort((other, -nearness, row))
        pairs = np.stack((row, other, nearness), axis=1)[order]
        rank = np.arange(len(pairs)) - np.searchsorted(pairs[:, 0], pairs[:, 0])
        for one, another, value in pairs[rank < most].tolist():
            near[one][another] = value
    return near


def _compare(rows: Rows, turned: Matrix, start: int) -> tuple[Integers, Integers, Integers]:
    """Give rows of one block, others of all that are near, and how near."""
    shared = (rows.terms[start : start + _BLOCK] @ turned).tocoo()
    row, other = shared.row + start, shared.col
    is_candidate = (shared.data >= _LEAST_WORDS) & (row != other)
    row, other, nearness = row[is_candidate], other[is_candidate], shared.data[is_candidate]
    has_none = np.diff(rows.topics.indptr) == 0
    nearness += rows.topics[row].multiply(rows.topics[other]).sum(axis=1).A1
    nearness += _NO_TOPIC * (has_none[row] | has_none[other])
    is_near = nearness >= _LEAST
    return row[is_near], other[is_near], nearness[is_near]


def _choose(near: Sequence[Near], row: int) -> list[int]:
    """Choose those of a row's nearest that it is among the nearest of."""
    mutual = [other for other in near[row] if row in near[other]]
    return mutual[:2] + [other for other in mutual[2:] if near[row][other] >= _ENOUGH]
