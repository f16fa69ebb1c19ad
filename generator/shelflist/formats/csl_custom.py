"""What CSL has no variable for, under `custom`, where its schema lets programs put their own.

Source:
    CSL 1.0.2, `csl-data.json`: `custom`; `status` for papers that were retracted.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from shelflist.formats.json_items import Json
from shelflist.model import Link, Record

RETRACTED = "retracted"
"""The value of `status` that says so."""

KEYS = frozenset({"source", "preprint", "other_ids", "keywords", "links"})
"""What of `custom` is ours."""

_RELS = frozenset({"code", "project", "model", "data", "link"})


def to_custom(record: Record) -> dict[str, Json]:
    """Give what is written under `custom`; empty where nothing needs it."""
    custom: dict[str, Json] = {}
    if record.source:
        custom["source"] = record.source
    if record.preprint:
        custom["preprint"] = record.preprint
    if record.other_ids:
        custom["other_ids"] = list(record.other_ids)
    if any("," in hint or ";" in hint for hint in record.hints):
        # `keyword` is one text, in which such a hint would be two.
        custom["keywords"] = list(record.hints)
    if record.links:
        custom["links"] = [{"rel": link.rel, "url": link.url} for link in record.links]
    return custom


def apply_custom(record: Record, custom: Mapping[str, Json], status: str | None) -> Record:
    """Give a record with what stands under `custom` and in `status`; other values are not ours.

    Args:
        record: As the variables say it.
        custom: May hold anything.
        status: The variable of that name.
    """
    if not custom and not status:
        return record
    preprint = custom.get("preprint")
    links = _find_links(custom.get("links"))
    known = {link.url for link in links}
    return replace(
        record,
        preprint=preprint.strip() if isinstance(preprint, str) and preprint else record.preprint,
        other_ids=_find_texts(custom.get("other_ids")) or record.other_ids,
        hints=_find_texts(custom.get("keywords")) or record.hints,
        links=(*links, *(link for link in record.links if link.url not in known)),
        retracted=record.retracted or (status or "").strip().lower() == RETRACTED,
    )


def _find_texts(value: Json) -> tuple[str, ...]:
    found = value if isinstance(value, list) else []
    return tuple(text for text in found if isinstance(text, str) and text)


def _find_links(value: Json) -> tuple[Link, ...]:
    pairs = [
        (each.get("rel"), each.get("url"))
        for each in (value if isinstance(value, list) else [])
        if isinstance(each, dict)
    ]
    return tuple(
        Link(rel, url)
        for rel, url in pairs
        if isinstance(rel, str) and isinstance(url, str) and rel in _RELS and "://" in url
    )
