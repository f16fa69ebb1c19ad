"""Which papers are near each other, by their words.

A list of related papers is generated text in somebody's page, so it must not stir when
a paper is added elsewhere, and finding it again must not take long. Hence:

- no cut at a share of the papers, and rarity of words in steps: one paper more changes
  the weight of few words, and most papers' rows not at all;
- papers are near only if each is among the other's nearest, which keeps surveys and
  other papers of many words out of everybody's list;
- a floor under the similarity: sharing generic words is not being related;
- the lists are ordered by a few levels of nearness, and within one by a similarity
  that does not know the other papers at all;
- rows are whole numbers, so that sums are exact in any order and on any machine. What
  is brought up to date in part is therefore the same as what is found anew.

Measured by `benchmarks/related_stability.py`.

    vectors   texts -> rows of whole numbers
    nearest   the nearest rows of each row, all at once or brought up to date
    kept      what one run leaves for the next

Source:
    Salton and Buckley, "Term-weighting approaches in automatic text retrieval" (1988),
    for sublinear counts and inverse document frequency; Singhal, Buckley and Mitra,
    "Pivoted document length normalization" (1996), for short texts; mutual nearest
    neighbours against hubs: Schnitzer et al., "Local and global scaling reduce hubs in
    space" (JMLR, 2012).
"""

from __future__ import annotations

from collections.abc import Mapping

from shelflist.cache import Blob
from shelflist.related.kept import Kept, fingerprint_texts, parse_kept, to_bytes
from shelflist.related.nearest import choose, rank_again, rank_all
from shelflist.related.vectors import Text, count_words, rarity_of, weigh_plainly, weigh_words

__all__ = ["find_related"]

_MOST_CHANGED = 0.25
"""Above this share of changed rows all are compared anew, which is faster then."""


def find_related(
    texts: Mapping[str, Text], limit: int = 5, memory: Blob | None = None
) -> dict[str, tuple[str, ...]]:
    """Find the papers nearest to each paper.

    Args:
        texts: For each slug, title and abstract; either may be empty.
        limit: The most that a paper gets.
        memory: Has what an earlier call found out, and takes what this one does. The
            answer is the same without it.

    Returns:
        For each slug, nearest first, up to `limit` others; fewer or none where nothing
        is near. The same for any order of `texts`.
    """
    slugs = sorted(texts)
    if len(slugs) < 2:
        return dict.fromkeys(slugs, ())
    before = parse_kept(memory.read()) if memory else None
    kept = _find_near({slug: texts[slug] for slug in slugs}, before)
    if memory:
        memory.keep(to_bytes(kept))
    chosen = choose(kept.near, weigh_plainly(kept.counts.matrix), limit)
    return {
        slugs[row]: tuple(slugs[other] for other in others) for row, others in enumerate(chosen)
    }


def _find_near(texts: Mapping[str, Text], before: Kept | None) -> Kept:
    """Find the nearest rows of each text, with what is known from before."""
    prints = fingerprint_texts(texts)
    counts = before.count_again(texts, prints) if before else count_words(texts.values())
    rarity = rarity_of(counts.matrix)
    weighted = weigh_words(counts.matrix, rarity)
    if before:
        changed = before.find_changed(prints, counts, rarity)
        if len(changed) <= _MOST_CHANGED * len(texts):
            return Kept(prints, counts, rank_again(weighted, before.moved(prints), changed))
    return Kept(prints, counts, rank_all(weighted))
