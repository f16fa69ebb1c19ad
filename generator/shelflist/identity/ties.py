"""What ties two records together as one paper, and what only makes them look alike.

Each rule is one function: it looks at two nodes and gives a tie, a doubt or nothing.
The rules are cautious: joining two papers is worse than showing one twice, since
`check` names what looks alike and a person can then add an id.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum

from shelflist.formats.notices import find_retracted_title
from shelflist.identity.agreement import same_venue
from shelflist.identity.nodes import Node
from shelflist.identity.publications import find_common_difference, years_apart
from shelflist.identity.similarity import (
    SHORTEST_EXCERPT,
    Abstracts,
    Memory,
    are_unlike,
    find_candidates,
    fold_words,
    pairs_within,
)
from shelflist.identity.versions import is_preprint
from shelflist.model import Place


class Rank(IntEnum):
    """Why two records are one paper, the surest first."""

    DOI = 1
    ARXIV = 2
    CITES = 3
    AGREED_TITLE = 4
    TITLE = 5
    ABSTRACT = 6
    LOOSE_TITLE = 7


@dataclass(frozen=True, slots=True, order=True)
class Tie:
    """Two nodes that belong together, or that look so (`doubt` then says what is against it).

    Ties order by strength, then by content, so that places play no part.
    """

    rank: Rank
    unlikeness: float
    first: int
    second: int
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike abstracts must be (share of common three-word shingles)."""

    same_untitled: float = 0.8
    same_titled: float = 0.9
    versions: float = 0.75
    excerpt: float = 0.95
    agrees: float = 0.5
    doubtful: float = 0.65


LIKENESS = Likeness()
FEW_WORDS = 2
STOCK_TITLES = frozenset(
    """abstract|acknowledgments|addendum|announcement|annual report|author index|book review
    |book reviews|call for papers|comment|commentary|conclusion|conclusions|contents
    |contributors|correction|corrigendum|discussion|editor s note|editorial|editorial board
    |editors introduction|epilogue|errata|erratum|foreword|from the editor|front matter
    |guest editor s introduction|guest editorial|guest editors introduction|in memoriam
    |in this issue|index|introduction|introduction to the special issue|invited talk|keynote
    |letter from the editor|letter to the editor|letters|list of reviewers|message from the chairs
    |news|no title|notes|obituary|outlook|overview|panel discussion|poster session|preface
    |program committee|prologue|references|reply|response|retraction|review|summary
    |table of contents|the authors reply|tutorial|untitled|welcome|welcome message""".replace(
        "\n    ", ""
    ).split("|")
)
"""Titles that many publications carry, so that they name none of them."""

_PART_WORD = re.compile(r"v?\d+|i{1,3}|iv|vi{0,3}|ix|x|part|volume|vol|version|one|two|three|four")
_MARKS = re.compile(r"(?<=\w)[+#]+")

Rule = Callable[[int, int], Tie | None]


def find_ties(nodes: Sequence[Node], memory: Memory) -> list[Tie]:
    """Find all ties and doubts between nodes, the strongest first.

    Args:
        nodes: In canonical order; ties name them by their positions.
        memory: What is known already of abstracts.
    """
    judge = _Judge(nodes, memory)
    return sorted({tie for tie in judge.find_all() if tie is not None})


class _Judge:
    def __init__(self, nodes: Sequence[Node], memory: Memory) -> None:
        self.nodes = nodes
        self.memory = memory
        texts = {n: node.record.abstract or "" for n, node in enumerate(nodes)}
        self.abstracts = Abstracts(texts)

    def find_all(self) -> Iterator[Tie | None]:
        dois = self._group(lambda node: node.ids.published | node.ids.preprint)
        arxiv = self._group(lambda node: node.ids.arxiv)
        titles = self._group(lambda node: node.title_keys)
        loose = self._group(lambda node: (node.loose_title,) if node.loose_title else ())
        yield from self._compare(dois, lambda a, b: self.weigh_id(Rank.DOI, a, b))
        yield from self._compare(arxiv, lambda a, b: self.weigh_id(Rank.ARXIV, a, b))
        yield from self.find_cited()
        yield from self._compare(titles, self.weigh_title)
        yield from self._compare(loose, self.weigh_loose_title)
        sketches = {n: node.sketch for n, node in enumerate(self.nodes) if node.sketch.sample}
        for first, second in sorted(find_candidates(sketches)):
            yield self.weigh_abstract(first, second)

    def _group(self, keys: Callable[[Node], Iterable[str]]) -> list[list[int]]:
        groups: dict[str, list[int]] = defaultdict(list)
        for number, node in enumerate(self.nodes):
            for key in keys(node):
                groups[key].append(number)
        return [group for group in groups.values() if len(group) > 1]

    def _compare(self, groups: Iterable[list[int]], rule: Rule) -> Iterator[Tie | None]:
        for group in groups:
            for pair in pairs_within(sorted(group, key=self._likely_order)):
                yield rule(min(pair), max(pair))

    def _likely_order(self, number: int) -> tuple[list[str], list[str], list[str], int]:
        node = self.nodes[number]
        ids = sorted(node.ids.arxiv) + sorted(node.ids.published | node.ids.preprint)
        return sorted(node.families), ids, sorted(node.abstract_keys), number

    def find_cited(self) -> Iterator[Tie]:
        """A table row belongs to the record that its reader found it to be about."""
        at = find_places(self.nodes)
        for number, node in enumerate(self.nodes):
            if node.cites and node.record.cites in at:
                yield Tie(Rank.CITES, 0.0, number, at[node.record.cites])

    def weigh_id(self, rank: Rank, a: int, b: int) -> Tie:
        """The same id is the same paper, unless nothing else at all agrees."""
        one, other = self.nodes[a], self.nodes[b]
        is_other = differ(one.families, other.families) and not self._abstract_agrees(a, b)
        if is_other and are_unlike(one.title_words, other.title_words):
            return Tie(rank, 0.0, a, b, f"share {ID_RANKS[rank]}, but title and authors differ")
        return Tie(rank, 0.0, a, b)

    def weigh_title(self, a: int, b: int) -> Tie | None:
        """The same title is the same paper if it is long enough and nothing speaks against it."""
        one, other = self.nodes[a], self.nodes[b]
        agrees = self._agrees(a, b)
        rank = Rank.AGREED_TITLE if agrees else Rank.TITLE
        against = self._find_against_title(one, other, agrees, self._abstract_agrees(a, b))
        is_alike = self._has_same_abstract(a, b)
        if not against and (difference := _find_difference(one, other, is_alike)):
            against = f"have the same title, but {difference}"
        return Tie(rank, _distance(one, other), a, b, against)

    def _find_against_title(
        self, one: Node, other: Node, agrees: bool, abstract_agrees: bool
    ) -> str:
        title = one.record.title or other.record.title or ""
        years = (one.record.year, other.record.year)
        if conflict := one.ids.find_conflict(other.ids):
            return f"have the same title, but different {conflict}"
        if differ(one.families, other.families):
            return "have the same title, but different authors"
        if _marks(one) != _marks(other):
            return "have titles that differ in a sign"
        if is_stock_title(title) and not abstract_agrees and not (agrees and _same_year(years)):
            return "have the same title, which many publications carry"
        if is_short(title) and not agrees:
            return "have the same title, which is very short"
        if not agrees and years_apart(*years):
            return "have the same title, but their years are far apart"
        return ""

    def weigh_loose_title(self, a: int, b: int) -> Tie | None:
        """Titles that differ in spaces and signs need the author or the abstract to agree."""
        one, other = self.nodes[a], self.nodes[b]
        if one.title_keys & other.title_keys or one.ids.find_conflict(other.ids):
            return None
        same_author = bool(one.first_family) and one.first_family == other.first_family
        is_alike = self._likeness(a, b) >= LIKENESS.same_titled
        doubt = "have titles that differ only in spaces and signs"
        if difference := _find_difference(one, other, is_alike):
            doubt += f", but {difference}"
        elif same_author or is_alike:
            doubt = ""
        return Tie(Rank.LOOSE_TITLE, 0.0, a, b, doubt)

    def weigh_abstract(self, a: int, b: int) -> Tie | None:
        """Near-identical abstracts are one paper; more so if one of them has no title."""
        alike = self._resemblance(a, b)
        one, other = self.nodes[a], self.nodes[b]
        shorter = min(one.sketch.length, other.sketch.length)
        if not (one.title_keys and other.title_keys) and shorter >= SHORTEST_EXCERPT:
            contained = self.abstracts.containment(a, b)
            alike = max(alike, contained if contained >= LIKENESS.excerpt else 0.0)
        return self._judge_abstract(a, b, alike)

    def _judge_abstract(self, a: int, b: int, alike: float) -> Tie | None:
        if alike < LIKENESS.doubtful:
            return None
        one, other = self.nodes[a], self.nodes[b]
        titled_apart = bool(
            one.title_keys and other.title_keys and not one.title_keys & other.title_keys
        )
        needed = LIKENESS.same_titled if titled_apart else LIKENESS.same_untitled
        if titled_apart and _are_versions(one, other):
            needed = LIKENESS.versions
        doubt = ""
        if conflict := one.ids.find_conflict(other.ids):
            doubt = f"have like abstracts ({alike:.0%}), but different {conflict}"
        elif _is_notice(one) != _is_notice(other):
            doubt = f"have like abstracts ({alike:.0%}), but one takes the other back"
        elif titled_apart and _differ_in_part(one, other):
            doubt = f"have like abstracts ({alike:.0%}), but their titles differ in a number"
        elif alike < needed:
            doubt = f"have like abstracts ({alike:.0%})"
        return Tie(Rank.ABSTRACT, round(1 - alike, 6), a, b, doubt)

    def _agrees(self, a: int, b: int) -> bool:
        shared = self.nodes[a].families & self.nodes[b].families
        return bool(shared) or self._abstract_agrees(a, b)

    def _abstract_agrees(self, a: int, b: int) -> bool:
        if self.nodes[a].abstract_keys & self.nodes[b].abstract_keys:
            return True
        return self._likeness(a, b) >= LIKENESS.agrees

    def _has_same_abstract(self, a: int, b: int) -> bool:
        """Say whether abstracts agree as those of a talk and its longer article seldom do."""
        if self.nodes[a].abstract_keys & self.nodes[b].abstract_keys:
            return True
        return self._likeness(a, b) >= LIKENESS.same_titled

    def _likeness(self, a: int, b: int) -> float:
        if not (self.nodes[a].sketch.sample and self.nodes[b].sketch.sample):
            return 0.0
        return self._resemblance(a, b)

    def _resemblance(self, a: int, b: int) -> float:
        sketches = self.nodes[a].sketch, self.nodes[b].sketch
        return self.memory.resemblance(*sketches, lambda: self.abstracts.resemblance(a, b))


ID_RANKS: Mapping[Rank, str] = {Rank.DOI: "a DOI", Rank.ARXIV: "an arXiv id"}


def find_places(nodes: Sequence[Node]) -> dict[Place, int]:
    """Find which node stands at a place that a table row may cite."""
    found: dict[Place, int] = {}
    for number, node in enumerate(nodes):
        if not node.cites:
            for record in node.records:
                found.setdefault(record.place, number)
    return found


def differ(families: frozenset[str], others: frozenset[str]) -> bool:
    """Say whether two lists of authors are known to have nobody in common.

    Names in different scripts cannot be compared, so they do not differ.
    """
    if not families or not others or families & others:
        return False
    return all(map(str.isascii, families)) == all(map(str.isascii, others))


def is_stock_title(title: str) -> bool:
    """Say whether so many publications carry a title that it names none of them."""
    return " ".join(fold_words(title)) in STOCK_TITLES


def is_short(title: str) -> bool:
    """Say whether a title has too few words to name a paper by itself."""
    return len(fold_words(title)) <= FEW_WORDS


def _are_versions(one: Node, other: Node) -> bool:
    """Say whether one is a preprint, the other published, and both by the same people."""
    same_people = len(one.families) > 1 and one.families == other.families
    if not same_people or one.first_family != other.first_family:
        return False
    if years_apart(one.record.year, other.record.year):
        return False
    return is_preprint(one.record) != is_preprint(other.record)


def _is_notice(node: Node) -> bool:
    return bool(node.record.title) and find_retracted_title(node.record.title or "") is not None


def _marks(node: Node) -> tuple[str, ...]:
    return tuple(_MARKS.findall(node.record.title or ""))


def _same_year(years: tuple[int | None, int | None]) -> bool:
    return years[0] is not None and years[0] == years[1]


def _find_difference(one: Node, other: Node, is_alike: bool) -> str:
    """Say in what two publications differ; if the abstract is one, only numbers tell."""
    ends = [[node.publication] for node in (one, other) if node.publication]
    return find_common_difference(*ends, numbers_only=is_alike) if len(ends) > 1 else ""


def _distance(one: Node, other: Node) -> float:
    """Give how unlike venues and years make two records.

    A page goes with the seed of its venue, a preprint with the version next to it.
    """
    venues = [node.publication.venue if node.publication else "" for node in (one, other)]
    is_elsewhere = all(venues) and not same_venue(*venues)
    year, its = one.record.year, other.record.year
    years = 0.01 if year is None or its is None else abs(year - its) / 100
    return years + (1.0 if is_elsewhere else 0.0)


def _differ_in_part(one: Node, other: Node) -> bool:
    """Say whether two titles differ only in `II`, `V2`, `Part 3` and the like."""
    first, second = (fold_words(node.record.title or "") for node in (one, other))
    odd = set(first) ^ set(second)
    return bool(odd) and all(_PART_WORD.fullmatch(word) for word in odd)
