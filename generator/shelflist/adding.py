"""Papers that people add from the command line, appended to a seed of their own.

The seed is CSL-JSON, the one form that keeps every field of a record. What stands in it
stays byte for byte as it is: new items come before its last bracket.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from shelflist.formats.csl_json import to_csl_json
from shelflist.formats.csl_json_reading import read_csl_items
from shelflist.formats.json_items import Json
from shelflist.identity.keys import identity_keys
from shelflist.identity.slugs import citation_key
from shelflist.library import Library
from shelflist.model import Record
from shelflist.problems import Location, PageError, Problem

ADDED_FILE = "seeds/added.json"
"""The seed that `shelflist add` appends to."""


@dataclass(frozen=True, slots=True)
class Addition:
    """A record that may be added.

    Attributes:
        record: What was understood.
        slug: Of the paper on the list that it speaks of; empty if there is none.
        is_there: Whether the seed that it would be added to has it already.
    """

    record: Record
    slug: str = ""
    is_there: bool = False


def to_additions(records: Iterable[Record], library: Library, text: str) -> tuple[Addition, ...]:
    """Say of each record whether the list knows its paper, and whether the seed has it.

    Args:
        records: What was understood; of several that speak of one paper by the same id
            or title, each counts.
        library: The list as it stands.
        text: Of the seed; empty if there is none yet.
    """
    known = {
        key: paper.slug
        for paper in library.papers
        for key in (*identity_keys(paper.record), *paper.memory.keys)
    }
    there = {key for item in read_csl_items(text, ADDED_FILE).records for key in _keys(item)}
    additions: list[Addition] = []
    for record in records:
        keys = _keys(record)
        slug = next((known[key] for key in keys if key in known), "")
        additions.append(Addition(record, slug, bool(there & {*keys})))
        there |= {*keys}
    return tuple(additions)


def _keys(record: Record) -> tuple[str, ...]:
    """Give the ids of a record; its title only where it has none."""
    keys = identity_keys(record)
    ids = tuple(key for key in keys if key.startswith(("arxiv:", "doi:")))
    return ids or keys


def append(text: str, records: Sequence[Record], taken: Iterable[str]) -> str:
    """Give the seed's text with further items at its end.

    Args:
        text: As it stands; empty if there is no such seed yet.
        records: Each with a title, a DOI or an arXiv id.
        taken: Citation keys in use.

    Raises:
        PageError: The text is not a list in CSL-JSON.
    """
    used = {key.lower() for key in (*taken, *_read_ids(text))}
    items: list[str] = []
    for record in records:
        own = record.key or ""
        key = own if own and own.lower() not in used else citation_key(record, used)
        used.add(key.lower())
        items.append(_write_item(to_csl_json(record, key)))
    if not items:
        return text
    head = text.rstrip()[:-1].rstrip() if text.strip() else "["
    joint = "\n" if head == "[" else ",\n"
    return "".join((head, joint, ",\n".join(items), "\n]\n"))


def _write_item(item: Mapping[str, Json]) -> str:
    """Write an item with a line for each field, as people edit and review it."""
    fields = (f"  {json.dumps(k)}: {json.dumps(v, ensure_ascii=False)}" for k, v in item.items())
    return "\n".join(("{", ",\n".join(fields), "}"))


def _read_ids(text: str) -> list[str]:
    """Give the keys of the items that are there.

    Raises:
        PageError: The text is not a list.
    """
    if not text.strip():
        return []
    mend = "Mend the file, or move it away: a new one is then begun."
    try:
        items = json.loads(text)
    except json.JSONDecodeError as error:
        place = Location(ADDED_FILE, error.lineno, error.colno)
        raise PageError(Problem(place, "bad-json", f"is not JSON: {error.msg}", mend)) from None
    if not isinstance(items, list):
        place = Location(ADDED_FILE, 1)
        message = "is no list in CSL-JSON, so nothing can be added to it"
        raise PageError(Problem(place, "bad-json", message, mend))
    return [str(item["id"]) for item in items if isinstance(item, dict) and item.get("id")]
