"""The JSON Schema of a page: every real page holds to it, and it says what `check` says."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

import jsonschema
import pytest
import yaml

from lists import TOPICS, PaperList
from shelflist.build import Caches, read_library
from shelflist.checks.pages import check_fields
from shelflist.config import Settings
from shelflist.exports.schema import SCHEMA, render_schema
from shelflist.formats.page_fields import PAGE_FIELDS
from shelflist.problems import Severity
from shelflist.topics import parse_taxonomy


def validator(text: str) -> jsonschema.Draft7Validator:
    schema = json.loads(text)
    jsonschema.Draft7Validator.check_schema(schema)
    return jsonschema.Draft7Validator(schema)


def front_matter(text: str) -> object:
    return yaml.safe_load(text.partition("---\n")[2].partition("\n---")[0])


@pytest.fixture(scope="module")
def small_schema() -> jsonschema.Draft7Validator:
    taxonomy, problems = parse_taxonomy(TOPICS, "topics.yml")
    assert not problems
    return validator(render_schema(Settings(), taxonomy))


def test_every_page_of_a_list_holds_to_its_schema(reading_list: PaperList) -> None:
    schema = validator(reading_list.text(f"docs/{SCHEMA}"))
    wrong = {
        slug: [error.message for error in schema.iter_errors(front_matter(text))]
        for slug, text in reading_list.papers().items()
    }
    assert len(wrong) == 152
    assert {name: errors for name, errors in wrong.items() if errors} == {}


@pytest.mark.parametrize(
    "line",
    [
        "year: 2023", 'year: "2023"', "year:", "year: twenty", "year: 20230", "year: 1066",
        "month: 5", 'month: "5"', "month:", "month: 13", "month: May", "month: sept.", "month: x",
        "month: 05", "month: Mayhem", "month: 5.5", "month: [5]",
        "arxiv: see the web", 'arxiv: "2301.00010v2"', "arxiv: hep-th/9901001",
        "doi: forthcoming", "doi: 10.1000/xyz", "doi: https://doi.org/10.1000/XYZ",
        "url: example.org/paper", 'url: "javascript:alert(1)"', "url: https://example.org/ä?b#c",
        "links:\n  - https://example.org\n  - nowhere", "links: HTTPS://example.org",
        "venue: [ICLR, 2023]", "venue: {name: ICLR}", "authors:\n  - name: Ada",
        "authors: Ada Rossi", "authors: [Ada Rossi, Bo Li]", "keywords: one",
        "retracted: perhaps", "retracted: yes", "more_authors: 'true'", "volume: 12",
        'citation_key: "a,b"', "citation_key: rossi2021lens", "topics: [vision]", "topics: vision",
        "topics: [visoin]", "topics: []", "rating: {stars: 5}", "type: thesis", "type: report",
        "title: 1984",
    ],
)  # fmt: skip
def test_schema_and_check_say_the_same(
    small: PaperList, small_schema: jsonschema.Draft7Validator, line: str
) -> None:
    head = "" if line.startswith("title") else "title: Mine\n"
    text = f"---\n{head}{line}\n---\n"
    small.write("docs/papers/own.md", text)
    inputs, library = read_library(small.root, Caches(small.root), lambda _: None)
    unknown = [t for p in library.papers for t in p.topics if t not in inputs.taxonomy.by_id]
    found = [p for p in check_fields(inputs, library) if p.severity is Severity.ERROR]
    assert small_schema.is_valid(front_matter(text)) == (not found and not unknown)


def test_the_schema_speaks_of_every_field_and_topic(
    small_schema: jsonschema.Draft7Validator,
) -> None:
    properties = small_schema.schema["properties"]
    assert list(properties) == list(PAGE_FIELDS)
    assert all(described["description"] for described in properties.values())
    [entry] = [one["items"] for one in properties["topics"]["anyOf"] if one.get("items")]
    assert [topic["const"] for topic in entry["anyOf"]] == ["compression", "vision"]
    assert entry["anyOf"][0]["description"] == "Smaller models."


def test_the_examples_are_valid(small_schema: jsonschema.Draft7Validator) -> None:
    for name, described in small_schema.schema["properties"].items():
        for form in (described, *described.get("anyOf", ())):
            for example in form.get("examples", ()):
                small_schema.validate({"title": "x", name: example})


def test_a_list_without_topics_takes_any(tmp_path: Path) -> None:
    taxonomy, _ = parse_taxonomy("", "topics.yml")
    schema = validator(render_schema(Settings(), taxonomy))
    schema.validate({"title": "x", "topics": ["anything"], "read_on": datetime.date(2024, 1, 1)})


def test_the_schema_is_written_once_and_follows_the_topics(small: PaperList) -> None:
    small.generate()
    first = small.text(f"docs/{SCHEMA}")
    stamp = small.path(f"docs/{SCHEMA}").stat().st_mtime_ns
    small.generate()
    assert small.path(f"docs/{SCHEMA}").stat().st_mtime_ns == stamp
    small.write("seeds/topics.yml", TOPICS.replace("id: vision", "id: seeing"))
    small.generate()
    changed = small.text(f"docs/{SCHEMA}")
    assert changed == first.replace('"const": "vision"', '"const": "seeing"')
    small.write(f"docs/{SCHEMA}", "{}")
    small.generate()
    assert small.text(f"docs/{SCHEMA}") == changed
