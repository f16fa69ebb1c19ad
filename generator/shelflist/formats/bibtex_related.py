"""Entries that are versions of one paper, as `related` and `relatedtype` say it.

Source:
    biblatex's manual 3.21, "Related entries".
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from shelflist.formats.other_ids import to_other_ids
from shelflist.formats.preprints import is_preprint_doi
from shelflist.model import Record

_VERSION = re.compile(
    r"(?:is)?_?-?(?:pre-?print|e-?print|post-?print|published|publication|version|reprint|origpub)"
    r"(?:of|as|in|from|by)?|(?:earlier|later|other|journal|conference|published|preprint|arxiv|"
    r"has)[ _-]?(?:version|preprint)(?:of)?",
    re.IGNORECASE,
)
"""Kinds of relation between two versions; `translationof`, `multivolume` and others are none."""


@dataclass(frozen=True, slots=True)
class Relation:
    """What an entry says of others.

    Attributes:
        keys: Those of the other entries.
        is_version: Whether the kind of relation says that they are the same paper.
    """

    keys: tuple[str, ...]
    is_version: bool


def find_relation(fields: dict[str, str]) -> Relation | None:
    """Find the entries that an entry calls versions of itself, or may mean as such."""
    related, kind = fields.get("related", ""), fields.get("relatedtype", "").strip()
    if not related or (kind and not _VERSION.fullmatch(kind)):
        return None
    return Relation(tuple(key.strip() for key in related.split(",")), bool(kind))


def join_version(record: Record, related: Iterable[Record], *, is_version: bool) -> Record:
    """Give a record the ids of its versions, so that they become one paper.

    A relation of no kind counts between a preprint and a publication of the same people.
    """
    ids = [
        each
        for other in related
        if is_version or _look_like_versions(record, other)
        for each in (f"doi:{other.doi or ''}", f"arxiv:{other.arxiv or ''}", *other.other_ids)
    ]
    found = to_other_ids((*record.other_ids, *ids), record.doi, record.arxiv)
    return replace(record, other_ids=found) if found != record.other_ids else record


def _look_like_versions(one: Record, other: Record) -> bool:
    same_people = [n.family for n in one.authors] == [n.family for n in other.authors]
    return bool(one.authors) and same_people and _is_published(one) != _is_published(other)


def _is_published(record: Record) -> bool:
    return bool(record.venue or (record.doi and not is_preprint_doi(record.doi)))
