"""`papers.json`: the whole list as data, one object a paper, in the words of front matter.

The JSON Schema below is the documentation. `VERSION` grows by one when a program that
read the data before could misread it; a new field is no such change.

Source:
    json-schema.org, draft 2020-12; `page_fields` for what each word means.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from shelflist.formats.dates import MONTHS
from shelflist.formats.front_matter import to_front_matter
from shelflist.formats.json_items import Json
from shelflist.formats.page_fields import FIRST_YEAR, LAST_YEAR, PAGE_FIELDS, Form
from shelflist.model import FieldValue, Record

VERSION = 1
"""Of the form of `papers.json`."""

FLAGS = ("provisional_title", "more_authors", "retracted")

_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_OWN: dict[str, dict[str, Json]] = {
    "slug": {
        "type": "string",
        "minLength": 1,
        "description": "The paper's name in addresses; it never changes.",
    },
    "citation_key": {
        "type": "string",
        "minLength": 1,
        "description": PAGE_FIELDS["citation_key"].description,
    },
    "address": {
        "type": "string",
        "description": "Address of the paper's page; relative to the site if its address is "
        "not known.",
    },
    "added": {
        "type": "string",
        "description": "The day on which the paper came into the list, as in 2026-03-21.",
        "pattern": r"^\d{4}-\d\d-\d\d$",
    },
    "topics": {
        "type": "array",
        "items": {"type": "string"},
        "description": "Ids of topics, the surest first.",
    },
    "abstract": {
        "type": "string",
        "description": "The abstract; a blank line parts paragraphs, mathematics stands "
        "between dollar signs.",
    },
}
_REQUIRED = ("slug", "citation_key", "address", "title", "authors", "topics")
_LEFT_OUT = frozenset({"found_in"})
"""Words of pages that say nothing of the paper."""


def to_papers_item(
    record: Record,
    *,
    slug: str,
    citation_key: str,
    topics: Sequence[str],
    address: str,
    added: str,
) -> dict[str, Json]:
    """Give one paper as it stands in `papers.json`.

    Args:
        record: What is known of it.
        slug: Its name in addresses.
        citation_key: Its key in BibTeX.
        topics: Ids of its topics.
        address: Of its page.
        added: The day it came into the list, `2026-03-21`; empty if that is not known.

    Returns:
        Keys in a fixed order; what is not known is not there, except for the fields
        that every paper has.
    """
    fields = to_front_matter(record)
    title = fields.pop("title", record.title or "")
    item: dict[str, Json] = {
        "slug": slug,
        "citation_key": citation_key,
        "address": address,
        **({"added": added} if added else {}),
        "title": title if isinstance(title, str) else "",
        "authors": [str(name) for name in record.authors],
    }
    for name, value in fields.items():
        item.setdefault(name, _to_value(name, value))
    item["topics"] = list(topics)
    if record.abstract:
        item["abstract"] = record.abstract
    return item


def _to_value(name: str, value: FieldValue) -> Json:
    if isinstance(value, tuple):
        return list(value)
    if name in ("year", "month"):
        return int(value)
    return True if name in FLAGS else value


def render_papers_schema(address: str = "") -> str:
    """Write the JSON Schema of `papers.json`: an object with `version` and `papers`.

    Args:
        address: Where the schema itself will be found, if that is known.
    """
    schema: dict[str, Json] = {
        "$schema": _DRAFT,
        **({"$id": address} if address else {}),
        "title": "The papers of a reading list",
        "type": "object",
        "required": ["version", "papers"],
        "properties": {
            "version": {
                "const": VERSION,
                "description": "Grows when older programs could misread the data.",
            },
            "papers": {"type": "array", "items": _to_paper_schema()},
        },
    }
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


def _to_paper_schema() -> dict[str, Json]:
    properties: dict[str, Json] = {
        name: {**_to_type(field.form), "description": field.description}
        for name, field in PAGE_FIELDS.items()
        if name not in _LEFT_OUT and name not in _OWN
    }
    return {
        "type": "object",
        "required": list(_REQUIRED),
        "properties": {**_OWN, **properties},
    }


def _to_type(form: Form) -> Mapping[str, Json]:
    if form.is_list:
        return {"type": "array", "items": {"type": "string"}}
    if form is Form.YEAR:
        return {"type": "integer", "minimum": FIRST_YEAR, "maximum": LAST_YEAR}
    if form is Form.MONTH:
        return {"type": "integer", "minimum": 1, "maximum": len(MONTHS)}
    return {"type": "boolean"} if form is Form.FLAG else {"type": "string"}
