"""Which papers are near each other, by their words.

A list of related papers is generated text in somebody's page, so it must not stir when
a paper is added elsewhere. Hence:

- no cut at a share of the papers: a word's weight changes smoothly with its frequency;
- papers are near only if each is among the other's nearest, which keeps surveys and
  other papers of many words out of everybody's list;
- a floor under the similarity: sharing generic words is not being related;
- the lists are ordered by a few levels of nearness, and within one by a similarity
  that does not know the other papers at all;
- vectors are whole numbers, so that sums are exact in any order and on any machine.

Measured by `benchmarks/related_stability.py`.

Source:
    Salton and Buckley, "Term-weighting approaches in automatic text retrieval" (1988),
    for sublinear counts and inverse document frequency; Singhal, Buckley and Mitra,
    "Pivoted document length normalization" (1996), for short texts; mutual nearest
    neighbours against hubs: Schnitzer et al., "Local and global scaling reduce hubs in
    space" (JMLR, 2012).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
from scipy import sparse

from shelflist.text.titles import STOP_WORDS

Matrix: TypeAlias = sparse.csr_matrix
Weights: TypeAlias = npt.NDArray[np.float32]
Integers: TypeAlias = npt.NDArray[np.intp]

TITLE_WEIGHT = 4
"""How many times a word of the title counts."""

LEAST_SIMILARITY = 0.095
"""Cosine under which two papers share generic words only (tried by eye)."""

MUTUAL = 20
"""Each of two related papers is among so many nearest of the other."""

_BASE_WEIGHT = 0.3
_OWN_WORDS = 6.7  # every text counts as having so many more words that no other has
_UNIT = 1024
_BLOCK_CELLS = 5_000_000
_DENSE_COLUMNS = 768
_LEVELS = LEAST_SIMILARITY * np.array([2.0, 4.0])
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
class Vectors:
    """The papers as rows of whole numbers, of length about 1,024 each.

    Attributes:
        weighted: Words weighted by how few papers have them: for who is near.
        plain: Words weighted by their counts alone: for the order.
    """

    weighted: Matrix
    plain: Matrix


def find_related(
    texts: Mapping[str, tuple[str, str]], limit: int = 5
) -> dict[str, tuple[str, ...]]:
    """Find the papers nearest to each paper.

    Args:
        texts: For each slug, title and abstract; either may be empty.
        limit: The most that a paper gets.

    Returns:
        For each slug, nearest first, up to `limit` others; fewer or none where nothing
        is near. The same for any order of `texts`.
    """
    slugs = sorted(texts)
    if len(slugs) < 2:
        return dict.fromkeys(slugs, ())
    vectors = vectorise([texts[slug] for slug in slugs])
    return {
        slugs[row]: tuple(slugs[other] for other in others)
        for row, others in enumerate(nearest(vectors, limit))
    }


def vectorise(texts: Sequence[tuple[str, str]]) -> Vectors:
    """Turn titles and abstracts into vectors.

    Args:
        texts: Title and abstract of each paper.
    """
    counts = _count_words(texts)
    counts.data = 1 + np.log(counts.data)
    papers, words = counts.shape
    frequency = np.bincount(counts.indices, minlength=words)
    rarity = np.log((1 + papers) / (1 + frequency)) + _BASE_WEIGHT
    weighted = counts.multiply(rarity[np.newaxis, :]).tocsr()
    rarest = float(np.log((1 + papers) / 2)) + _BASE_WEIGHT
    return Vectors(_to_length(weighted, rarest), _to_length(counts, 1.0))


def nearest(vectors: Vectors, limit: int) -> list[list[int]]:
    """Give the rows nearest to each row, nearest first; ties by row number.

    Memory grows with the number of papers, not with its square.
    """
    ranked = list(_rank_all(vectors.weighted))
    widest = [frozenset(found.tolist()) for found, _ in ranked]
    rows: list[int] = []
    others: list[int] = []
    similar: list[float] = []
    for row, (found, values) in enumerate(ranked):
        for other, value in zip(found[:limit].tolist(), values.tolist(), strict=False):
            if row in widest[other]:
                rows.append(row)
                others.append(other)
                similar.append(value)
    lists: list[list[int]] = [[] for _ in ranked]
    for index in _order(vectors.plain, rows, others, similar):
        lists[rows[index]].append(others[index])
    return lists


def _count_words(texts: Sequence[tuple[str, str]]) -> Matrix:
    """Count the words of each text: a row a text, a column a word."""
    columns: dict[str, int] = {}
    indices: list[int] = []
    data: list[int] = []
    ends = [0]
    for text in texts:
        counted = Counter(_to_words(text))
        indices += [columns.setdefault(word, len(columns)) for word in counted]
        data += counted.values()
        ends.append(len(indices))
    shape = (len(texts), max(1, len(columns)))
    return sparse.csr_matrix((np.array(data, dtype=np.float32), indices, ends), shape=shape)


def _to_words(text: tuple[str, str]) -> Iterator[str]:
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


def _to_length(matrix: Matrix, rarest: float) -> Matrix:
    """Scale rows to whole numbers of length near `_UNIT`; short texts get shorter rows."""
    squares = np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel()
    norms = np.sqrt(squares + _OWN_WORDS * rarest**2)
    scaled = sparse.diags(_UNIT / norms) @ matrix
    scaled = scaled.tocsr()
    scaled.data = np.rint(scaled.data).astype(np.float32)
    scaled.eliminate_zeros()
    return scaled.astype(np.float32)


def _rank_all(matrix: Matrix) -> Iterator[tuple[Integers, Weights]]:
    """Give for each row its nearest rows above the floor, at most `MUTUAL`, with products.

    Words that very many papers have are multiplied as a dense matrix, where that is
    much faster. Sums stay below 2²⁴, so single precision is exact.
    """
    papers, words = matrix.shape
    by_frequency = np.argsort(-np.bincount(matrix.indices, minlength=words), kind="stable")
    columns = matrix.tocsc()
    common = columns[:, by_frequency[:_DENSE_COLUMNS]].toarray()
    rare = columns[:, by_frequency[_DENSE_COLUMNS:]].tocsr()
    turned = rare.T.tocsr()
    step = max(1, _BLOCK_CELLS // papers)
    for start in range(0, papers, step):
        block = common[start : start + step] @ common.T
        block += (rare[start : start + step] @ turned).toarray()
        for index, similar in enumerate(block):
            similar[start + index] = 0
            yield _rank(similar)


def _rank(similar: Weights) -> tuple[Integers, Weights]:
    least = LEAST_SIMILARITY * _UNIT**2
    if len(similar) > MUTUAL:
        least = max(least, float(np.partition(similar, -MUTUAL)[-MUTUAL]))
    found = np.flatnonzero(similar >= least)
    order = found[np.lexsort((found, -similar[found]))][:MUTUAL]
    return order, similar[order]


def _order(plain: Matrix, rows: list[int], others: list[int], similar: list[float]) -> list[int]:
    """Order pairs by row, then by level of similarity, then by the plain similarity.

    Small changes of the weights seldom move a pair to another level.
    """
    if not rows:
        return []
    alone = np.asarray(plain[rows].multiply(plain[others]).sum(axis=1)).ravel()
    levels = np.searchsorted(_LEVELS * _UNIT**2, similar)
    return [int(index) for index in np.lexsort((np.array(others), -alone, -levels, np.array(rows)))]
