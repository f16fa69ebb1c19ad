"""One work for each paper, out of all records that speak of it.

Records become nodes, what they have in common becomes ties, and ties are taken from the
strongest to the weakest (as in Kruskal's method). A tie is refused where it would put
two papers together that are known to differ. Everything is ordered by content, never
by place or arrival, so the order in which seeds are read changes nothing.

First the seeds' records are joined among themselves. Then each page takes the paper of which
it is remembered to be, whatever a person has made of it; last comes what pages themselves say.
No page takes a record that belongs to another page.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import product

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
from shelflist.identity.similarity import Memory, are_unlike
from shelflist.identity.ties import (
    ID_RANKS,
    Rank,
    Tie,
    differ,
    find_places,
    find_ties,
)
from shelflist.model import Record, Work

Group = tuple[Record, ...]
"""The records that speak of one paper, in the order of their places."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A page's claim to a record from which it is remembered to be made.

    Attributes:
        page: The page's file.
        strength: How much of what is remembered the record says; compared as tuples.
        is_there: Whether the page is there; a person may have deleted it.
    """

    page: str
    strength: tuple[int, ...]
    is_there: bool


FindClaims = Callable[[Record, tuple[str, ...]], Sequence[Claim]]
"""Finds the pages that remember a record, given also the record's identity keys."""


def claim_nothing(record: Record, keys: tuple[str, ...]) -> tuple[Claim, ...]:
    """Remember no page."""
    return ()


@dataclass(frozen=True, slots=True)
class PossibleDuplicate:
    """Two papers that look alike and were not joined.

    Attributes:
        first, second: Their records, in the order of their places.
        reason: Completes the sentence "These two …".
        shares_id: Whether seeds give both one id, so that one of them is wrong.
    """

    first: Group
    second: Group
    reason: str
    shares_id: bool = False


@dataclass(frozen=True)
class Joining:
    """What came of joining.

    Attributes:
        groups: The records of each paper, in the order of their first places.
        unfounded: Records that speak of no paper by themselves (a table row that cites
            nothing known); they take part in no work.
        possible_duplicates: For a person to look at.
        pages: For each group the file of its page, which may be gone; `None` if it has none.
        keys: The identity keys of records, as far as they are known already.
    """

    groups: tuple[Group, ...]
    unfounded: tuple[Record, ...]
    possible_duplicates: tuple[PossibleDuplicate, ...]
    pages: tuple[str | None, ...] = ()
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
    find_claims: FindClaims = claim_nothing,
    memory: Memory | None = None,
) -> Joining:
    """Join the records that speak of the same paper.

    Args:
        records: Of seeds and of pages, in any order; a record given twice counts once.
        find_claims: Asked once for each record of a seed.
        memory: What is known already of abstracts.

    Returns:
        The works. The same records in another order give an equal answer.
    """
    memory = memory or Memory()
    gathered = gather_nodes(records, memory)
    nodes, unfounded = _set_apart(gathered)
    clusters = _Clusters(nodes)
    by_pages: tuple[list[Tie], list[Tie]] = ([], [])
    for tie in find_ties(nodes, memory):
        by_pages[nodes[tie.first].is_page or nodes[tie.second].is_page].append(tie)
    doubts = [tie for tie in by_pages[False] if not clusters.take(tie)]
    clusters.share_out(find_claims)
    doubts += [tie for tie in by_pages[True] if not clusters.take(tie)]
    groups, group_of = _gather_groups(nodes, clusters)
    pages: list[str | None] = [None] * len(groups)
    for root, number in group_of.items():
        pages[number] = clusters.page_of(root)
    duplicates = _find_duplicates(doubts, clusters, groups, group_of)
    keys = {record: node.own_keys for node in gathered for record in node.records}
    return Joining(groups, unfounded, duplicates, tuple(pages), keys)


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
    """What is known of a cluster of nodes and may speak against joining it with another.

    `page` is the file of its page, `is_gone` whether a person deleted that one.
    """

    ids: Ids
    families: frozenset[str]
    title_keys: frozenset[str]
    titles: frozenset[frozenset[str]]
    publications: frozenset[Publication]
    page: str = ""
    is_gone: bool = False

    def joined(self, other: _Known) -> _Known:
        first, second = (other, self) if self.is_gone or not self.page else (self, other)
        return _Known(
            self.ids.joined(other.ids),
            self.families | other.families,
            self.title_keys | other.title_keys,
            self.titles | other.titles,
            self.publications | other.publications,
            first.page or second.page,
            first.is_gone if first.page else second.is_gone,
        )

    @property
    def has_page(self) -> bool:
        return bool(self.page) and not self.is_gone


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
                frozenset({node.title_words} if node.title_words else ()),
                frozenset({node.publication} if node.publication else ()),
                node.record.place.file if node.is_page else "",
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
        self._join(one, other)
        return True

    def _join(self, one: int, other: int) -> None:
        root, leaf = min(one, other), max(one, other)
        self._parents[leaf] = root
        self._known[root] = self._known[root].joined(self._known[leaf])

    def page_of(self, root: int) -> str | None:
        """Give the file of a cluster's page."""
        return self._known[root].page or None

    def share_out(self, find_claims: FindClaims) -> None:
        """Give each page the cluster that it remembers best; each has one of the other."""
        claims: dict[tuple[int, str], Claim] = {}
        for number, node in enumerate(self._nodes):
            for claim in () if node.is_page else find_claims(node.record, node.own_keys):
                key = (self.find(number), claim.page)
                claims[key] = max(claim, claims.get(key, claim), key=lambda c: c.strength)
        settled: set[int | str] = set()
        at = {node.record.place.file: n for n, node in enumerate(self._nodes) if node.is_page}
        for (root, page), claim in sorted(claims.items(), key=_by_strength):
            if root in settled or page in settled:
                continue
            settled |= {root, page}
            self._known[root] = replace(self._known[root], page=page, is_gone=not claim.is_there)
            if page in at:
                self._join(root, at[page])

    def _find_against(self, tie: Tie, one: _Known, other: _Known) -> str:
        if conflict := one.ids.find_conflict(other.ids):
            return f"{_LIKE[tie.rank]}, but different {conflict}"
        if one.has_page and other.has_page and self.is_of_page(tie):
            return f"{_LIKE[tie.rank]}, but each has a page of its own"
        is_by_others = differ(one.families, other.families)
        if tie.rank >= Rank.AGREED_TITLE and is_by_others:
            return f"{_LIKE[tie.rank]}, but different authors"
        if tie.rank in ID_RANKS and is_by_others and self._names_two_works(tie, one, other):
            return f"{_LIKE[tie.rank]}, but title and authors differ"
        if tie.rank >= Rank.AGREED_TITLE:
            is_compared = self._is_between_publications(tie)
            difference = find_common_difference(
                one.publications, other.publications, numbers_only=is_compared
            )
            if difference:
                return f"{_LIKE[tie.rank]}, but {difference}"
        if tie.rank is Rank.ABSTRACT and self._bridges_titles(tie, one, other):
            return f"{_LIKE[tie.rank]}, but different titles"
        return ""

    def is_of_page(self, tie: Tie) -> bool:
        """Say whether one end of a tie is what a page says."""
        return self._nodes[tie.first].is_page or self._nodes[tie.second].is_page

    def _names_two_works(self, tie: Tie, one: _Known, other: _Known) -> bool:
        """A record with no more than an id is not enough to make two works one."""
        ends = (self._nodes[tie.first], self._nodes[tie.second])
        if all(end.families and end.title_words for end in ends):
            return False  # the tie itself compared them
        return all(are_unlike(mine, its) for mine, its in product(one.titles, other.titles))

    def _is_between_publications(self, tie: Tie) -> bool:
        """Say whether a tie itself compared what it ties.

        A record that names no venue, or a page that repeats one, is not enough to make
        two publications one paper.
        """
        ends = (self._nodes[tie.first].publication, self._nodes[tie.second].publication)
        return all(end and end.venue and end.first and not end.is_page for end in ends)

    def _bridges_titles(self, tie: Tie, one: _Known, other: _Known) -> bool:
        """An untitled abstract between two titles is not enough to make them one paper."""
        if not one.title_keys or not other.title_keys or one.title_keys & other.title_keys:
            return False
        return not all(self._nodes[end].title_keys for end in (tie.first, tie.second))


def _by_strength(claimed: tuple[tuple[int, str], Claim]) -> tuple[object, ...]:
    """Order claims: pages that are there first, then the strongest; the rest is content."""
    (root, page), claim = claimed
    return not claim.is_there, tuple(-part for part in claim.strength), page, root


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
    reasons: dict[tuple[int, int], Tie] = {}
    for tie in doubts:
        one, other = group_of[clusters.find(tie.first)], group_of[clusters.find(tie.second)]
        if one != other:
            reasons.setdefault((min(one, other), max(one, other)), tie)
    return tuple(
        PossibleDuplicate(
            groups[first],
            groups[second],
            clusters.objections[tie],
            tie.rank in ID_RANKS and not clusters.is_of_page(tie),
        )
        for (first, second), tie in sorted(reasons.items())
    )
