"""How alike two abstracts are, and which pairs are worth comparing at all.

Comparing every abstract with every other grows with the square of the list. So each
abstract is first reduced to a *sketch*: the smallest few hashes of its five-word
shingles. Two near-identical texts share most of their shingles, hence most of
their smallest hashes, so only papers that share some are compared word by word.

Source:
    A. Broder, "On the resemblance and containment of documents" (1997), for
    shingles, resemblance, containment and the bottom-k sketch.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from itertools import accumulate, combinations, pairwise
from zlib import crc32

SHORTEST_ABSTRACT = 30
"""Abstracts with fewer words say too little to identify a paper."""
SHORTEST_EXCERPT = 40
"""A text this long that stands word for word in another is an excerpt of it."""
SKETCH_SIZE = 16
MOST_KEPT = 20_000
"""How many abstracts are kept cut into shingles; each takes some 20 KB."""
CROWD = 12
"""Above this many members of a group not every pair is looked at."""

# Scripts without spaces: each character counts as a word.
_CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff"
_WORD = re.compile(rf"[{_CJK}]|[^\W_{_CJK}]+")

UNLIKE = 0.5
"""Titles that share fewer of their words are of two papers, if nobody wrote both."""
_SMALL = frozenset("a an and as at by for from how in is of on or the to via with".split())

Gram = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Sketch:
    """What is remembered of an abstract to find its likes; a pure function of its text.

    Attributes:
        length: Number of words.
        digest: Hash of all its words; equal for texts that differ in case,
            accents and punctuation only.
        sample: The smallest hashes of its five-word shingles, ascending; empty when
            the abstract is too short to count.
    """

    length: int
    digest: str
    sample: tuple[int, ...]


def fold_words(text: str) -> list[str]:
    """Give the words of a text without case, accents or punctuation."""
    folded = text.casefold()
    if not folded.isascii():
        decomposed = unicodedata.normalize("NFKD", folded)
        kept = "".join(c for c in decomposed if not unicodedata.combining(c))
        folded = unicodedata.normalize("NFC", kept)
    return _WORD.findall(folded)


def telling_words(title: str) -> frozenset[str]:
    """Give the words of a title that tell it from others: the small ones stand in many."""
    words = frozenset(fold_words(title))
    return words - _SMALL or words


def are_unlike(words: frozenset[str], others: frozenset[str]) -> bool:
    """Say whether two titles, as their telling words, name two works; none names any."""
    if not words or not others:
        return False
    return len(words & others) < UNLIKE * len(words | others)


def stable_hash(text: str, digits: int = 16) -> str:
    """Give a hash in hexadecimal that is the same on every machine and in every run."""
    data = text.encode("utf-8", "surrogatepass")
    return blake2b(data, digest_size=(digits + 1) // 2).hexdigest()[:digits]


@cache
def sketch_abstract(abstract: str) -> Sketch:
    """Reduce an abstract to its sketch. Pure and stable, so it can be cached by text."""
    words = fold_words(abstract)
    joined = " ".join(words)
    sample: tuple[int, ...] = ()
    if len(words) >= SHORTEST_ABSTRACT:
        data = joined.encode("utf-8", "surrogatepass")
        starts = list(accumulate((len(word) + 1 for word in data.split()), initial=0))
        hashes = {crc32(data[a : b - 1]) for a, b in zip(starts, starts[5:], strict=False)}
        sample = tuple(sorted(hashes)[:SKETCH_SIZE])
    return Sketch(len(words), stable_hash(joined), sample)


class Memory:
    """What is known already of abstracts: nothing. A cache may stand in for it.

    Both answers are pure functions of what they are asked about.
    """

    def sketch(self, abstract: str) -> Sketch:
        """Give the sketch of an abstract."""
        return sketch_abstract(abstract)

    def resemblance(self, one: Sketch, other: Sketch, compare: Callable[[], float]) -> float:
        """Give how alike two abstracts are; `compare` finds it out from their words."""
        return compare()


def find_candidates(sketches: Mapping[int, Sketch]) -> set[tuple[int, int]]:
    """Find the pairs of abstracts that may be near-identical.

    A shingle that only a few abstracts share is a reason to compare them. One that
    many share is a stock phrase, so there only two neighbouring hashes of
    the sample together count. The number of pairs stays linear in the list.

    Args:
        sketches: Number of the abstract -> its sketch.

    Returns:
        Pairs of numbers, the smaller first; the same for every order of `sketches`
        that gives the same numbers.
    """
    ordered = sorted(sketches, key=lambda n: (sketches[n].sample, n))
    singles: dict[int, list[int]] = defaultdict(list)
    for number in ordered:
        for single in sketches[number].sample:
            singles[single].append(number)
    stock = {single for single, group in singles.items() if len(group) > CROWD}
    doubles: dict[tuple[int, int], list[int]] = defaultdict(list)
    for number in ordered if stock else ():
        for low, high in pairwise(sketches[number].sample):
            if low in stock and high in stock:  # of others the single hash says enough
                doubles[low, high].append(number)
    few = (group for group in singles.values() if 1 < len(group) <= CROWD)
    found: set[tuple[int, int]] = set()
    for group in (*few, *doubles.values()):
        found.update((min(pair), max(pair)) for pair in pairs_within(group))
    return {pair for pair in found if _has_enough_in_common(sketches, pair)}


def pairs_within(group: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Give every pair of a small group, and the near neighbours of a large one.

    Args:
        group: Numbers in an order in which likely pairs stand close together.
    """
    if len(group) <= CROWD:
        yield from combinations(group, 2)
        return
    for reach in (1, 2, 3):
        yield from zip(group, group[reach:], strict=False)


def _has_enough_in_common(sketches: Mapping[int, Sketch], pair: tuple[int, int]) -> bool:
    """Leave out pairs that share a sentence or two; an excerpt shares less of its sample."""
    one, other = (sketches[number] for number in pair)
    is_excerpt = max(one.length, other.length) > 2 * min(one.length, other.length)
    needed = min(2 if is_excerpt else 6, len(one.sample), len(other.sample))
    return len(set(one.sample).intersection(other.sample)) >= needed


class Abstracts:
    """Compares abstracts by their three-word shingles, each cut into shingles once."""

    def __init__(self, texts: Mapping[int, str]) -> None:
        """Take the texts, by any number that names them."""
        self._texts = texts
        self._grams: dict[int, frozenset[Gram]] = {}

    def resemblance(self, first: int, second: int) -> float:
        """Give the share of three-word shingles that both have, of all: 0 to 1."""
        return _resemblance(self._shingles(first), self._shingles(second))

    def containment(self, first: int, second: int) -> float:
        """Give the share of the shorter text that stands in the other: 0 to 1."""
        return _containment(self._shingles(first), self._shingles(second))

    def _shingles(self, number: int) -> frozenset[Gram]:
        grams = self._grams.get(number)
        if grams is None:
            if len(self._grams) >= MOST_KEPT:
                self._grams.clear()
            grams = self._grams[number] = _shingle(fold_words(self._texts[number]))
        return grams


def likeness(first: str, second: str) -> float:
    """Say how alike two texts are, from 0 to 1.

    It is the share of common three-word shingles; an excerpt of
    `SHORTEST_EXCERPT` words or more is as alike as the part of it that stands in
    the other.
    """
    one, other = _shingle(fold_words(first)), _shingle(fold_words(second))
    alike = _resemblance(one, other)
    if min(len(one), len(other)) >= SHORTEST_EXCERPT - 2:
        alike = max(alike, _containment(one, other))
    return alike


def _shingle(words: Sequence[str]) -> frozenset[Gram]:
    if len(words) < 3:
        return frozenset({((*words, "", "", "")[0], (*words, "", "", "")[1], "")})
    return frozenset(zip(words, words[1:], words[2:], strict=False))


def _resemblance(one: frozenset[Gram], other: frozenset[Gram]) -> float:
    common = len(one & other)
    return common / (len(one) + len(other) - common)


def _containment(one: frozenset[Gram], other: frozenset[Gram]) -> float:
    return len(one & other) / min(len(one), len(other))
