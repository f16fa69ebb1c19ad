"""Records made ready for comparison: one node for all places that say exactly the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from shelflist.formats.other_ids import to_key
from shelflist.formats.preprints import find_server_of_doi, is_preprint_doi
from shelflist.identity.keys import (
    family_key,
    family_keys,
    find_arxiv_id,
    find_doi_name,
    identity_keys,
)
from shelflist.identity.publications import Publication, find_publication
from shelflist.identity.similarity import Memory, Sketch, stable_hash, telling_words
from shelflist.model import Kind, Place, Record
from shelflist.text.titles import loose_title_key

NOWHERE = Place("", 0, 0)
NO_SKETCH = Sketch(0, "", ())


@dataclass(frozen=True, slots=True)
class Ids:
    """The ids by which something is known, by the registries that give them.

    Two papers never share a registry's id, and a paper has one id in each registry,
    unless something says that two are one paper's. All publishers together are one
    registry, and each preprint server is another.
    """

    arxiv: frozenset[str] = frozenset()
    published: frozenset[str] = frozenset()
    preprint: frozenset[str] = frozenset()

    def joined(self, other: Ids) -> Ids:
        """Give the ids of both."""
        return Ids(
            self.arxiv | other.arxiv,
            self.published | other.published,
            self.preprint | other.preprint,
        )

    def shares(self, other: Ids) -> bool:
        """Say whether both have an id in common."""
        return bool(
            self.arxiv & other.arxiv
            or self.published & other.published
            or self.preprint & other.preprint
        )

    def find_conflict(self, other: Ids) -> str | None:
        """Say in which registry two ids differ, so that these are two papers.

        A shared id outweighs DOIs, of which a paper may have several (proceedings and
        journal, or one for each server where it lies).
        """
        if self.arxiv and other.arxiv:
            return None if self.arxiv & other.arxiv else "arXiv ids"
        if self.published & other.published or self.preprint & other.preprint:
            return None
        if self.published and other.published:
            return "DOIs"
        if self.preprint and other.preprint:
            servers = set(map(find_server_of_doi, self.preprint))
            return "DOIs" if servers & set(map(find_server_of_doi, other.preprint)) else None
        return None


@dataclass(frozen=True, slots=True)
class Node:
    """Everything that the comparison needs to know of a record.

    Attributes:
        records: The record at each place that has it, in the order of the places.
        own_keys: Its identity keys.
        digest: Hash of its content, the order in which nodes are taken.
        ids: Its ids.
        title_keys: Hashes of its title.
        abstract_keys: Hashes of its abstract.
        loose_title: Letters and digits of the title.
        families: Folded family names of its authors.
        first_family: That of the first author, or empty.
        sketch: Of its abstract.
        publication: What it says of a publication, if it is not of a preprint.
    """

    records: tuple[Record, ...]
    own_keys: tuple[str, ...]
    digest: str
    ids: Ids
    title_keys: frozenset[str]
    abstract_keys: frozenset[str]
    loose_title: str
    families: frozenset[str]
    first_family: str
    sketch: Sketch
    publication: Publication | None

    @property
    def record(self) -> Record:
        """What the node's records say; they differ only in their places."""
        return self.records[0]

    @property
    def title_words(self) -> frozenset[str]:
        """The words of the title that tell it from others."""
        return telling_words(self.record.title or "")

    @property
    def is_page(self) -> bool:
        """Whether it is a page that a person may have decided to keep apart."""
        return self.record.kind is Kind.PAGE

    @property
    def cites(self) -> bool:
        """Whether it is a row that leaves to another record what paper it is about."""
        return self.record.kind is Kind.TABLE_ROW and self.record.cites is not None


def place_order(record: Record) -> tuple[Place, str, str]:
    """Give the canonical order of records: file, line, kind."""
    return record.place, record.kind.value, record.raw


def gather_nodes(
    records: Iterable[Record],
    memory: Memory,
) -> list[Node]:
    """Put records that differ only in place and wording together.

    Args:
        records: In any order, repeated or not.
        memory: What is known already of abstracts.

    Returns:
        Nodes in the canonical order of their content, which does not depend on places
        (but for pages: each page is its own node).
    """
    groups: dict[Record, set[Record]] = defaultdict(set)
    for record in records:
        is_page = record.kind is Kind.PAGE
        groups[replace(record, raw="", place=record.place if is_page else NOWHERE)].add(record)
    nodes = [
        _make_node(content, sorted(same, key=place_order), memory)
        for content, same in groups.items()
    ]
    return sorted(nodes, key=lambda node: node.digest)


def find_ids(keys: Iterable[str]) -> Ids:
    """Sort identity keys such as `doi:10.1/x` by registry."""
    arxiv: set[str] = set()
    published: set[str] = set()
    preprint: set[str] = set()
    for key in keys:
        registry, _, name = to_key(key).partition(":")
        if registry == "arxiv":
            arxiv.add(name)
        elif registry == "doi":
            (preprint if is_preprint_doi(name) else published).add(name)
    return Ids(frozenset(arxiv), frozenset(published), frozenset(preprint))


def _make_node(
    content: Record,
    same: list[Record],
    memory: Memory,
) -> Node:
    sketch = memory.sketch(content.abstract) if content.abstract else NO_SKETCH
    own_keys = identity_keys(content, sketch)
    is_row = content.kind is Kind.TABLE_ROW and content.cites is not None
    first = content.authors[0] if content.authors else None
    return Node(
        records=tuple(same),
        own_keys=own_keys,
        digest=stable_hash(repr(content), 32),
        ids=find_ids(own_keys),
        title_keys=frozenset(k for k in own_keys if k.startswith("title:") and not is_row),
        abstract_keys=frozenset(k for k in own_keys if k.startswith("abstract:") and not is_row),
        loose_title=loose_title_key(content.title) if content.title and not is_row else "",
        families=family_keys(content.authors),
        first_family=family_key(first) if first else "",
        sketch=sketch,
        publication=find_publication(content),
    )


def founds_paper(record: Record) -> bool:
    """Say whether a record that no other vouches for speaks of a paper by itself."""
    has_id = bool(record.other_ids or find_arxiv_id(record) or find_doi_name(record))
    if record.kind is Kind.TABLE_ROW:
        return has_id
    return has_id or record.kind is Kind.PAGE or bool(record.title or record.abstract)
