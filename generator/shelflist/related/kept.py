"""What one run leaves for the next: the words of each text and the nearest of each row.

Kept as arrays, since a list of ten thousand papers has a million words to read back.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO

import numpy as np
import numpy.typing as npt
from scipy import sparse

from shelflist.cache import fingerprint
from shelflist.related.nearest import Near
from shelflist.related.vectors import (
    Counts,
    Integers,
    Text,
    count_words,
    rarity_of,
    round_size,
)


@dataclass(frozen=True)
class Kept:
    """What is known of some texts.

    Attributes:
        prints: A hash of each text by slug, sorted by slug: the order of the rows.
        counts: The words of each text.
        near: What `rank_all` gives.
    """

    prints: Mapping[str, str]
    counts: Counts
    near: Sequence[Near]

    @cached_property
    def _row_of(self) -> dict[str, int]:
        return {slug: row for row, slug in enumerate(self.prints)}

    def count_again(self, texts: Mapping[str, Text], prints: Mapping[str, str]) -> Counts:
        """Count the words of texts, of those that are known already without reading them."""
        known = {print_: row for row, print_ in enumerate(self.prints.values())}
        new = {print_: texts[slug] for slug, print_ in prints.items() if print_ not in known}
        added = count_words(new.values(), self.counts.words)
        old = self.counts.matrix.copy()
        old.resize(old.shape[0], added.matrix.shape[1])
        known |= {print_: old.shape[0] + number for number, print_ in enumerate(new)}
        rows = [known[print_] for print_ in prints.values()]
        return Counts(added.words, sparse.vstack([old, added.matrix], format="csr")[rows])

    def find_changed(
        self, prints: Mapping[str, str], counts: Counts, rarity: Integers
    ) -> list[int]:
        """Find the rows that are new or other than before, ascending.

        A row is another when its text is, or when one of its words has become rarer or
        less rare.
        """
        if round_size(len(prints)) != round_size(len(self.prints)):
            return list(range(len(prints)))
        stirred = np.ones(len(rarity), dtype=np.int64)
        before = rarity_of(self.counts.matrix)
        stirred[: len(before)] = rarity[: len(before)] != before
        is_stirred = (counts.matrix @ stirred) > 0
        return [
            row
            for row, (slug, print_) in enumerate(prints.items())
            if is_stirred[row] or self.prints.get(slug) != print_
        ]

    def moved(self, prints: Mapping[str, str]) -> list[Near]:
        """Give `near` by the rows that the slugs have now; -1 stands for a row that is gone."""
        row_of = {slug: row for row, slug in enumerate(prints)}
        now = [row_of.get(slug, -1) for slug in self.prints]
        none: Near = []
        return [
            [(now[other], value) for other, value in self.near[self._row_of[slug]]]
            if slug in self._row_of
            else none
            for slug in prints
        ]


def parse_kept(data: bytes) -> Kept | None:
    """Read what an earlier run left; `None` when there is nothing or it is damaged."""
    if not data:
        return None
    try:
        with np.load(BytesIO(data), allow_pickle=False) as stored:
            slugs, words = _to_lines(stored["slugs"]), _to_lines(stored["words"])
            shape = (len(slugs), max(1, len(words)))
            parts = (stored["data"].astype(np.int64), stored["indices"], stored["indptr"])
            matrix = sparse.csr_matrix(parts, shape=shape)
            pairs = list(zip(stored["others"].tolist(), stored["values"].tolist(), strict=True))
            ends = stored["ends"].tolist()
            near = [pairs[a:b] for a, b in zip([0, *ends], ends, strict=False)]
            prints = dict(zip(slugs, _to_lines(stored["prints"]), strict=True))
    except (OSError, EOFError, ValueError, KeyError, zipfile.BadZipFile):
        return None  # it is found anew
    return Kept(prints, Counts(tuple(words), matrix), near)


def to_bytes(kept: Kept) -> bytes:
    """Write what is known for the next run."""
    pairs = [pair for found in kept.near for pair in found]
    matrix = kept.counts.matrix
    written = BytesIO()
    np.savez(
        written,
        slugs=_to_array(kept.prints),
        prints=_to_array(kept.prints.values()),
        words=_to_array(kept.counts.words),
        data=matrix.data.astype(np.int32),
        indices=matrix.indices,
        indptr=matrix.indptr,
        others=np.array([other for other, _ in pairs], dtype=np.int32),
        values=np.array([value for _, value in pairs], dtype=np.int32),
        ends=np.cumsum([len(found) for found in kept.near]),
    )
    return written.getvalue()


def _to_array(lines: Iterable[str]) -> npt.NDArray[np.uint8]:
    return np.frombuffer("\n".join(lines).encode(), dtype=np.uint8)


def _to_lines(data: npt.NDArray[np.uint8]) -> list[str]:
    return data.tobytes().decode().split("\n")


def fingerprint_texts(texts: Mapping[str, Text]) -> dict[str, str]:
    """Give the hash of each text."""
    return {slug: fingerprint(*text) for slug, text in texts.items()}
