"""Fields of BibTeX entries that this project writes beside those that every style knows.

Source:
    `to_shared_fields` in `bibtex`; `entrysubtype` is biblatex's, whose manual names
    `magazine` and `newspaper`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from shelflist.formats.bibtex_values import to_plain_address
from shelflist.formats.fields import CSL_TYPES, SUBTYPES
from shelflist.model import Link, Record

FIELDS = frozenset({"entrysubtype", "links", "preprint", "otherids", "retracted", "checkedwith"})

_TYPES = {name: name for name in CSL_TYPES} | {word: name for name, word in SUBTYPES.items()}
_ID = re.compile(r"(?:doi|arxiv):\S+", re.IGNORECASE)
_TRUE = frozenset({"true", "yes", "1"})


def apply_own_fields(
    record: Record, fields: Mapping[str, str], clean: Callable[[str], str]
) -> Record:
    """Give a record with what these fields of its entry say.

    Args:
        record: As the other fields say it.
        fields: LaTeX by name.
        clean: Reads the text of one.
    """
    if FIELDS.isdisjoint(fields):
        return record
    get = fields.get
    links = [Link("link", url) for url in to_plain_address(get("links", "")).split()]
    known = {link.url for link in record.links}
    return replace(
        record,
        type=_TYPES.get(get("entrysubtype", "").strip().lower(), record.type),
        links=(*record.links, *(link for link in links if link.url not in known)),
        preprint=clean(get("preprint", "")) or record.preprint,
        other_ids=_find_other_ids(get("otherids", "")) or record.other_ids,
        retracted=record.retracted or get("retracted", "").strip().lower() in _TRUE,
        source=clean(get("checkedwith", "")) or record.source,
    )


def _find_other_ids(value: str) -> tuple[str, ...]:
    return tuple(_ID.findall(to_plain_address(value)))
