"""A JSON Schema of a paper's front matter, so that editors complete and underline it.

It says the same as `checks/pages.py`, from the same table. JSON Schema draft 7 is what
editors understand best.

Source:
    json-schema.org, draft 7; `markdownDescription` and the like are left out, since one
    editor alone reads them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping

from shelflist.cache import Json
from shelflist.config import Settings
from shelflist.formats.dates import MONTHS
from shelflist.formats.page_fields import (
    ADDRESS,
    ARXIV_ID,
    DOI_NAME,
    FIRST_YEAR,
    FLAG_WORDS,
    KEY,
    LAST_YEAR,
    PAGE_FIELDS,
    TYPES,
    Form,
    PageField,
)
from shelflist.topics import Taxonomy

SCHEMA = "papers/schema.json"
"""Its path in `docs_dir`."""
_Schema = dict[str, Json]
_DRAFT = "http://json-schema.org/draft-07/schema#"


def render_schema(settings: Settings, taxonomy: Taxonomy) -> str:
    """Write the schema of a list's pages: the same bytes for the same topics."""
    properties: dict[str, Json] = {
        name: _describe(field, taxonomy) for name, field in PAGE_FIELDS.items()
    }
    schema: _Schema = {
        "$schema": _DRAFT,
        "title": "The front matter of a paper's page",
        "description": "Only title is needed. Fields with other names are yours.",
        "type": "object",
        "required": ["title"],
        "properties": properties,
        "additionalProperties": True,
    }
    if settings.site_url:
        schema = {"$schema": _DRAFT, "$id": f"{settings.site_url}{SCHEMA}", **schema}
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


def _describe(field: PageField, taxonomy: Taxonomy) -> _Schema:
    """Say what one field may hold; where a list is meant, a single entry counts as one."""
    entry = _to_topic(taxonomy) if field.form is Form.TOPICS else dict(_ENTRIES[field.form]())
    described: _Schema = {"description": field.description}
    if field.form.is_list:
        items: _Schema = {"type": "array", "items": entry}
        if field.example:
            items["examples"] = [[field.example]]
        return described | {"anyOf": [items, entry, _NOTHING]}
    if field.example:
        is_number = field.form in (Form.YEAR, Form.MONTH)
        described["examples"] = [int(field.example) if is_number else field.example]
    return described | entry


_NOTHING: _Schema = {"type": "null"}


def _to_topic(taxonomy: Taxonomy) -> _Schema:
    """Say which topics there are, each with its name and what it is about."""
    topics: list[Json] = [
        {
            "const": topic.id,
            "title": topic.name,
            **({"description": topic.description} if topic.description else {}),
        }
        for topic in taxonomy.topics
    ]
    return {"anyOf": topics} if topics else {"type": "string"}


def _text() -> _Schema:
    return {"type": ["string", "number", "boolean", "null"]}


def _count() -> _Schema:
    return {"type": ["string", "integer", "number", "null"]}


def _year() -> _Schema:
    pattern = rf"^\s*({FIRST_YEAR // 100}|1[6-9]|{LAST_YEAR // 100})\d\d\s*$"
    bounds: _Schema = {"type": "integer", "minimum": FIRST_YEAR, "maximum": LAST_YEAR}
    return {"anyOf": [bounds, {"type": "string", "pattern": pattern}, _NOTHING]}


def _month() -> _Schema:
    bounds: _Schema = {"type": "integer", "minimum": 1, "maximum": len(MONTHS)}
    names = "|".join(map(_to_beginnings, MONTHS))
    pattern = rf"^\s*(0?[1-9]|1[0-2]|{names})\.*\s*$"
    return {"anyOf": [bounds, {"type": "string", "pattern": pattern}, _NOTHING]}


def _to_beginnings(name: str) -> str:
    """Give a pattern for a name and its beginnings of three letters and more, in any case."""
    letters = [f"[{letter}{letter.upper()}]" for letter in name]
    rest = ""
    for letter in reversed(letters[3:]):
        rest = f"({letter}{rest})?"
    return "".join(letters[:3]) + rest


def _flag() -> _Schema:
    words: list[Json] = [*sorted(FLAG_WORDS)]
    return {"anyOf": [{"type": "boolean"}, {"enum": [*words, 0, 1]}, _NOTHING]}


def _pattern(pattern: str) -> _Schema:
    return {"type": ["string", "null"], "pattern": pattern}


def _type() -> _Schema:
    known: list[Json] = [*TYPES]
    return {"anyOf": [{"enum": known}, _text()]}


_ENTRIES: Mapping[Form, Callable[[], _Schema]] = {
    Form.TEXT: _text,
    Form.COUNT: _count,
    Form.NAMES: _text,
    Form.TEXTS: _text,
    Form.YEAR: _year,
    Form.MONTH: _month,
    Form.FLAG: _flag,
    Form.DOI: lambda: _pattern(DOI_NAME),
    Form.ARXIV: lambda: _pattern(ARXIV_ID),
    Form.ADDRESS: lambda: _pattern(rf"^\s*{_any_case(ADDRESS.pattern)}\s*$"),
    Form.ADDRESSES: lambda: _pattern(rf"^\s*{_any_case(ADDRESS.pattern)}\s*$"),
    Form.TYPE: _type,
    Form.DAY: lambda: _pattern(r"^\s*\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])\s*$"),
    Form.KEY: lambda: _pattern(rf"^\s*{KEY.pattern}\s*$"),
}


def _any_case(pattern: str) -> str:
    return pattern.replace("https?", "[hH][tT][tT][pP][sS]?", 1)
