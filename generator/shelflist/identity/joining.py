"""One work for each paper, out of all records that speak of it.

Records become nodes, what they have in common becomes ties, and ties are taken from the
strongest to the weakest (as in Kruskal's method). A tie is refused where it would put
two papers together that are known to differ. Everything is ordered by content, never
by place or arrival, so the order in which seeds are read changes nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from shelflist.identity.fields import merge_records
from shelflist.identity.keys import identity_keys
from shelflist.identity.nodes import (
    Ids,
    Node,
    founds_paper,
    gather_nodes,
    place_order,
)
from shelflist.identity.publications import Publication, find_common_difference
from shelflist.identity.similarity import Memory
from shelflist.identity.ties import Rank, Tie, differ, find_places, find_ties
from shelflist.model import Record, Work

Group = tuple[Record, ...]
"""The records that speak of one paper, in the order of their places."""


@dataclass(frozen=True, slots=True)
class PossibleDuplicate:
    """Two papers that look alike and were not joined.

    Attributes:
        first, second: Their records, in the order of their places.
        reason: Completes the sentence "These two …".
    """

    first: Group
    second: Group
    reason: str


@dataclass(frozen=True)
class Joining:
    """What came of joining.

    Attributes:
        groups: The records of each paper, in the order of their first places.
        unfounded: Records that speak of no paper by themselves (a table row that cites
            nothing known); they take part in no work.
        possible_duplicates: For a person to look at.
        keys: The identity keys of records, as far as they are known already.
    """

    groups: tuple[Group, ...]
    unfounded: tuple[Record, ...]
    possible_duplicates: tuple[PossibleDuplicate, ...]
    keys: Mapping[Record, tuple[str, ...]] = field(default_factory=dict, compare=False)

    def keys_of(self, record: Record) -> tuple[str, ...]:
        """Give the identity keys of a record."""
        return self.keys.get(record) or identity_keys(record)

    @cached_property
    def works(self) -> tuple[Work, ...]:
        """The papers with the best value of each field, in the order of `groups`."""
        return tuple(map(merge_records, self.groups))


def join_records(
    records: Iterable[Record],
    remembered: Mapping[str, Collection[str]] | None = None,
    memory: Memory | None = None,
) -> Joining:
    """Join the records that speak of the same paper.

    Args:
        records: In any order; a record given twice counts once.
        remembered: File of a page (`place.file` of its record) -> the identity keys it
            was known by before a person corrected its title or ids, so that a seed which
            still says the old ones finds this page.
        memory: What is known already of abstracts.

    Returns:
        The works. The same records in another order give an equal answer.
    """
    memory = memory or Memory()
    gathered = gather_nodes(records, remembered or {}, memory)
    nodes, unfounded = _set_apart(gathered)
    clusters = _Clusters(nodes)
    doubts = [tie for tie in find_ties(nodes, memory) if not clusters.take(tie)]
    groups, group_of = _gather_groups(nodes, clusters)
    duplicates = _find_duplicates(doubts, clusters, groups, group_of)
    keys = {record: node.own_keys for node in gathered for record in node.records}
    return Joining(groups, unfounded, duplicates, keys)


def _set_apart(nodes: Sequence[Node]) -> tuple[list[Node], tuple[Record, ...]]:
    """Part the nodes that belong to a paper from those that do not say which."""
    founding = [node for node in nodes if founds_paper(node.record)]
    at = find_places(founding)
    kept: list[Node] = []
    unfounded: list[Record] = []
    for node in nodes:
        if founds_paper(node.record) or (node.cites and node.record.cites in at):
            kept.append(node)
        else:
            unfounded.extend(node.records)
    return kept, tuple(sorted(unfounded, key=place_order))


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known of a cluster of nodes and may speak against joining it with another."""

    ids: Ids
    families: frozenset[str]
    title_keys: frozenset[str]
    has_page: bool
    page_ids: Ids
    publications: frozenset[Publication]

    def joined(self, other: _Known) -> _Known:
        return _Known(
            self.ids.joined(other.ids),
            self.families | other.families,
            self.title_keys | other.title_keys,
            self.has_page or other.has_page,
            self.page_ids.joined(other.page_ids),
            self.publications | other.publications,
        )


class _Clusters:
    """A forest of nodes (union-find) that refuses what cannot be one paper."""

    def __init__(self, nodes: Sequence[Node]) -> None:
        self._nodes = nodes
        self._parents = list(range(len(nodes)))
        self._known = [
            _Known(
                node.ids,
                node.families,
                node.title_keys,
                node.is_page,
                node.own_ids if node.is_page else Ids(),
                frozenset({node.publication} if node.publication else ()),
            )
            for node in nodes
        ]
        self.objections: dict[Tie, str] = {}

    def find(self, number: int) -> int:
        """Give the number that stands for the cluster of a node."""
        root = number
        while self._parents[root] != root:
            root = self._parents[root]
        while self._parents[number] != root:
            self._parents[number], number = root, self._parents[number]
        return root

    def take(self, tie: Tie) -> bool:
        """Join what a tie ties together; if it must not be, note why and say `False`."""
        one, other = self.find(tie.first), self.find(tie.second)
        if one == other:
            return True
        against = tie.doubt or self._find_against(tie, self._known[one], self._known[other])
        if against:
            self.objections[tie] = against
            return False
        root, leaf = min(one, other), max(one, other)
        self._parents[leaf] = root
        self._known[root] = self._known[root].joined(self._known[leaf])
        return True

    def _find_against(self, tie: Tie, one: _Known, other: _Known) -> str:
        if conflict := one.ids.find_conflict(other.ids):
            return f"{_LIKE[tie.rank]}, but different {conflict}"
        if one.has_page and other.has_page and not one.page_ids.shares(other.page_ids):
            return f"{_LIKE[tie.rank]}, but each has a page of its own"
        if tie.rank >= Rank.AGREED_TITLE and differ(one.families, other.families):
            return f"{_LIKE[tie.rank]}, but different authors"
        if tie.rank >= Rank.AGREED_TITLE and not self._is_between_publications(tie):
            difference = find_common_difference(one.publications, other.publications)
            if difference:
                return f"{_LIKE[tie.rank]}, but {difference}"
        if tie.rank is Rank.ABSTRACT and self._bridges_titles(tie, one, other):
            return f"{_LIKE[tie.rank]}, but different titles"
        return ""

    def _is_between_publications(self, tie: Tie) -> bool:
        """Say whether a tie itself compared what it ties.

        A record that names no venue, or a page that repeats one, is not enough to make
        two publications one paper.
        """
        ends = (self._nodes[tie.first].publication, self._nodes[tie.second].publication)
        return all(end is not None and not end.is_page for end in ends)

    def _bridges_titles(self, tie: Tie, one: _Known, other: _Known) -> bool:
        """An untitled abstract between two titles is not enough to make them one paper."""
        if not one.title_keys or not other.title_keys or one.title_keys & other.title_keys:
            return False
        return not all(self._nodes[end].title_keys for end in (tie.first, tie.second))


_LIKE: Mapping[Rank, str] = {
    Rank.DOI: "share a DOI",
    Rank.ARXIV: "share an arXiv id",
    Rank.CITES: "belong together by a table",
    Rank.AGREED_TITLE: "have the same title",
    Rank.TITLE: "have the same title",
    Rank.ABSTRACT: "have like abstracts",
    Rank.LOOSE_TITLE: "have titles that differ only in spaces and signs",
}


def _gather_groups(
    nodes: Sequence[Node], clusters: _Clusters
) -> tuple[tuple[Group, ...], dict[int, int]]:
    """Gather the records of each cluster; also say which group each cluster became."""
    gathered: dict[int, list[Record]] = defaultdict(list)
    for number, node in enumerate(nodes):
        gathered[clusters.find(number)].extend(node.records)
    ordered = sorted(
        ((tuple(sorted(records, key=place_order)), root) for root, records in gathered.items()),
        key=lambda pair: (place_order(pair[0][0]), nodes[pair[1]].digest),
    )
    return tuple(group for group, _ in ordered), {root: n for n, (_, root) in enumerate(ordered)}


def _find_duplicates(
    doubts: Iterable[Tie],
    clusters: _Clusters,
    groups: Sequence[Group],
    group_of: Mapping[int, int],
) -> tuple[PossibleDuplicate, ...]:
    """Turn what was refused into pairs of papers, each with its first reason."""
    reasons: dict[tuple[int, int], str] = {}
    for tie in doubts:
        one, other = group_of[clusters.find(tie.first)], group_of[clusters.find(tie.second)]
        if one != other:
            reasons.setdefault((min(one, other), max(one, other)), clusters.objections[tie])
    return tuple(
        PossibleDuplicate(groups[first], groups[second], reason)
        for (first, second), reason in sorted(reasons.items())
    )
