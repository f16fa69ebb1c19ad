"""Which papers are near each other, and what they share.

A paper is its most telling words and phrases, and its topics. Hence:

- two neighbouring words count as a phrase besides each alone ("time series"), since
  papers that share phrases share a subject where papers that share words may not;
- a topic counts as a word that weighs several times as much, so that a paper of the same
  topic comes first and one of another topic has to share more;
- only a paper's most telling words count: sharing generic ones is not being related;
- papers are near only if each is among the other's nearest, which keeps surveys and
  other papers of many words out of everybody's list;
- what is shown as the reason is what the nearness was computed from.

Measured by `benchmarks/related_quality.py`.

    words     a text -> its words and phrases, as counted and as written
    vectors   all texts -> rows of whole numbers
    nearest   the nearest rows of each row
    reasons   the words that two rows share, as people write them

Source:
    Salton and Buckley, "Term-weighting approaches in automatic text retrieval" (1988),
    for sublinear counts and inverse document frequency; mutual nearest neighbours against
    hubs: Schnitzer et al., "Local and global scaling reduce hubs in space" (JMLR, 2012).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from shelflist.related.words import Text

__all__ = ["Related", "Text", "find_related", "to_reason"]


@dataclass(frozen=True, slots=True)
class Related:
    """A paper that is near another, and why.

    Attributes:
        slug: The paper.
        words: Up to three words or phrases that both share, those that weigh most first,
            as they are written in the text of the paper that this one is shown with.
        topics: The topics of both, in the order of the paper that this one is shown with.
    """

    slug: str
    words: tuple[str, ...]
    topics: tuple[str, ...]


def find_related(texts: Mapping[str, Text], limit: int = 5) -> dict[str, tuple[Related, ...]]:
    """Find the papers nearest to each paper.

    Args:
        texts: What each paper says, by slug.
        limit: The most that a paper gets.

    Returns:
        For each slug, nearest first, up to `limit` others; fewer or none where nothing
        is near. The same for any order of `texts` and on any machine.
    """
    slugs = sorted(texts)
    if not slugs:
        return {}
    # Here, not above: loading SciPy takes longer than a build that needs nothing new.
    from shelflist.related.nearest import find_nearest
    from shelflist.related.reasons import Reasons
    from shelflist.related.vectors import count_terms, to_rows

    counts = count_terms(texts[slug] for slug in slugs)
    rows = to_rows(counts, [texts[slug].topics for slug in slugs])
    reasons = Reasons(counts, rows.terms)
    return {
        slugs[row]: tuple(
            Related(
                slugs[other],
                reasons.choose_words(row, other),
                _share(texts[slugs[row]].topics, texts[slugs[other]].topics),
            )
            for other in others
        )
        for row, others in enumerate(find_nearest(rows, limit))
    }


def _share(topics: tuple[str, ...], others: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(topic for topic in topics if topic in others)


def to_reason(related: Related, names: Mapping[str, str]) -> str:
    """Say why two papers are related, as plain text to be escaped.

    Args:
        related: A paper that `find_related` gave.
        names: The names of topics by their ids; a topic that has none is not spoken of.

    Returns:
        Such as "both on quantization, weights" or, of the same topic, "also in
        Compression: quantization, weights".
    """
    words = ", ".join(related.words)
    topic = next((names[topic] for topic in related.topics if topic in names), None)
    return f"also in {topic}: {words}" if topic else f"both on {words}"
