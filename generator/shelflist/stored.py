"""Costly steps through a cache: reading a seed, joining the records, giving topics."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, fields
from itertools import starmap
from typing import Any, cast

from shelflist.cache import Cache, Json, fingerprint
from shelflist.edits.pagefile import PageFile, Passage, parse_page, split_lines
from shelflist.edits.quoting import Misread
from shelflist.identity.joining import (
    Claim,
    FindClaims,
    Joining,
    PossibleDuplicate,
    join_records,
)
from shelflist.identity.keys import identity_keys
from shelflist.identity.similarity import Memory, Sketch, sketch_abstract
from shelflist.model import Kind, Link, Name, Place, Record
from shelflist.problems import Location, Problem, Severity
from shelflist.readers.reading import LineAccount, LineClass, Reading, Refusal
from shelflist.strict_yaml import Node, parse_yaml
from shelflist.topics import Assignment, Reason, Taxonomy, assign_topics

_LETTERS = {line_class: line_class.value[:2] for line_class in LineClass}
_CLASSES = {letters: line_class for line_class, letters in _LETTERS.items()}
_PEOPLE = ("authors", "editors", "translators")
_TEXTS = ("hints", "other_ids")
_DEFAULTS = {field.name: field.default for field in fields(Record) if field.name != "place"}

Stored = dict[str, Any]
"""JSON of our own making: its shape is known here and nowhere else."""


class CachedReader:
    """Reads seeds through a cache; stands in for `read_seed`."""

    def __init__(self, cache: Cache) -> None:
        self._cache = cache

    def __call__(self, name: str, data: bytes, format: str | None = None) -> Reading:
        """Read one seed, from the cache when its bytes are known.

        Raises:
            SeedError: As `read_seed`.
        """

        def read() -> Json:
            from shelflist.readers.table import read_seed  # only now: see `shelflist.readers`

            return to_stored(read_seed(name, data, format))

        stored = self._cache.get((name, format or "", data), read)
        return from_stored(cast(Stored, stored))


class CachedYaml:
    """Parses YAML through a cache; stands in for `parse_yaml`."""

    def __init__(self, cache: Cache) -> None:
        self._cache = cache

    def __call__(self, text: str, file: str, *, own_tags: tuple[str, ...] = ()) -> Node:
        """Parse one document.

        Raises:
            ConfigError: As `parse_yaml`.
        """
        stored = self._cache.get(
            (file, text, *own_tags),
            lambda: _to_stored_node(parse_yaml(text, file, own_tags=own_tags)),
        )
        return _from_stored_node(cast("list[Any]", stored))


def _to_stored_node(node: Node) -> Json:
    value: Json
    if isinstance(node.value, dict):
        value = {key: _to_stored_node(child) for key, child in node.value.items()}
    elif isinstance(node.value, list):
        value = [_to_stored_node(child) for child in node.value]
    else:
        value = node.value
    return [value, node.line, node.end_line, node.plain, list(node.key_lines)]


def _from_stored_node(stored: list[Any]) -> Node:
    value, line, end_line, plain, key_lines = stored
    if isinstance(value, dict):
        value = {key: _from_stored_node(child) for key, child in value.items()}
    elif isinstance(value, list):
        value = [_from_stored_node(child) for child in value]
    return Node(value, line, end_line, plain, tuple(key_lines))


class CachedPages:
    """Takes pages apart through a cache; stands in for `parse_page`."""

    def __init__(self, cache: Cache) -> None:
        self._cache = cache

    def __call__(self, text: str, file: str) -> PageFile:
        """Take one page apart.

        Raises:
            PageError: As `parse_page`.
        """
        stored = self._cache.get((file, text), lambda: _to_stored_page(parse_page(text, file)))
        fields, spans, front_end, passages, misread = cast("list[Any]", stored)
        lines = split_lines(text)
        return PageFile(
            file,
            lines,
            {n: tuple(v) if isinstance(v, list) else v for n, v in fields.items()},
            {name: (start, end) for name, (start, end) in spans.items()},
            front_end,
            {
                name: Passage("".join(lines[start + 1 : end - 1]), written, start, end)
                for name, (written, start, end) in passages.items()
            },
            tuple(Misread(*each) for each in misread),
        )


def _to_stored_page(page: PageFile) -> Json:
    stored: list[Any] = [
        page.fields,
        page.spans,
        page.front_end,
        {name: [p.written, p.start, p.end] for name, p in page.passages.items()},
        [[m.field, m.line, m.start, m.text] for m in page.misread],
    ]
    return cast(Json, stored)


class CachedJoin:
    """Joins records through a cache; stands in for `join_records`.

    What is kept is which records go together, by their position; and by themselves what
    is known of abstracts, most of which serves again after any change.
    """

    def __init__(self, cache: Cache, abstracts: Cache) -> None:
        self._cache = cache
        self._abstracts = abstracts

    def __call__(self, records: Sequence[Record], find_claims: FindClaims) -> Joining:
        """Join the records; asks for claims each time, since memory changes more often."""
        abstracts = CachedAbstracts(self._abstracts)
        claims: dict[Record, Sequence[Claim]] = {}
        for record in records:
            if record.kind is not Kind.PAGE:
                sketch = abstracts.sketch(record.abstract) if record.abstract else None
                claims[record] = find_claims(record, identity_keys(record, sketch))

        def make() -> Json:
            joining = join_records(records, lambda record, _: claims[record], abstracts)
            return _to_stored_joining(joining, records)

        stored = self._cache.get((*map(repr, records), "", *map(repr, claims.values())), make)
        return _from_stored_joining(cast(Stored, stored), records)


class CachedAbstracts(Memory):
    """Remembers sketches of abstracts, and how alike those are that it was asked about."""

    def __init__(self, cache: Cache) -> None:
        self._cache = cache

    def sketch(self, abstract: str) -> Sketch:
        """Give the sketch of an abstract."""

        def make() -> Json:
            sketch = sketch_abstract(abstract)
            return [sketch.length, sketch.digest, list(sketch.sample)]

        length, digest, sample = cast("list[Any]", self._cache.get((abstract,), make))
        return Sketch(length, digest, tuple(sample))

    def resemblance(self, one: Sketch, other: Sketch, compare: Callable[[], float]) -> float:
        """Give how alike two abstracts are; digests stand for all their words."""
        return cast(float, self._cache.get(sorted((one.digest, other.digest)), compare))


def _to_stored_joining(joining: Joining, records: Sequence[Record]) -> Json:
    position = {id(record): number for number, record in enumerate(records)}  # no deep hashes
    number_of = {id(group): number for number, group in enumerate(joining.groups)}
    stored: Stored = {
        "groups": [[position[id(record)] for record in group] for group in joining.groups],
        "pages": list(joining.pages),
        "unfounded": [position[id(record)] for record in joining.unfounded],
        "duplicates": [
            [number_of[id(pair.first)], number_of[id(pair.second)], pair.reason, pair.shares_id]
            for pair in joining.possible_duplicates
        ],
        "keys": [list(joining.keys_of(record)) for record in records],
    }
    return cast(Json, stored)


def _from_stored_joining(stored: Stored, records: Sequence[Record]) -> Joining:
    groups = tuple(tuple(records[n] for n in group) for group in stored["groups"])
    return Joining(
        groups,
        tuple(records[n] for n in stored["unfounded"]),
        tuple(PossibleDuplicate(groups[a], groups[b], *why) for a, b, *why in stored["duplicates"]),
        tuple(stored["pages"]),
        {record: tuple(keys) for record, keys in zip(records, stored["keys"], strict=True)},
    )


class CachedTopics:
    """Gives papers their topics through a cache."""

    def __init__(self, cache: Cache, taxonomy: Taxonomy, taxonomy_text: str) -> None:
        self._cache = cache
        self._taxonomy = taxonomy
        self._rules = fingerprint(taxonomy_text)

    def __call__(self, record: Record) -> tuple[Assignment, ...]:
        """Give one paper its topics."""
        texts = (record.title, record.abstract, record.arxiv, record.doi, *record.hints)
        stored = self._cache.get(
            (self._rules, *(text or "" for text in texts)),
            lambda: _to_stored_topics(assign_topics(self._taxonomy, record)),
        )
        return tuple(_from_stored_topic(each) for each in cast("list[Any]", stored))


def _to_stored_topics(assignments: tuple[Assignment, ...]) -> Json:
    return [[a.topic, a.score, *map(_to_list, a.reasons)] for a in assignments]


def _from_stored_topic(stored: list[Any]) -> Assignment:
    topic, score, *reasons = stored
    said = (Reason(where, tuple(found), *rest) for where, found, *rest in reasons)
    return Assignment(topic, score, tuple(said))


def to_stored(reading: Reading) -> Json:
    """Give a reading as JSON; what has its default value is left out."""
    stored: Stored = {
        "file": reading.file,
        "format": reading.format,
        "records": [_to_stored_record(record) for record in reading.records],
        "lines": "".join(_LETTERS[line_class] for line_class in reading.lines.classes),
        "problems": [asdict(problem) for problem in reading.problems],
        "refused": [asdict(refusal) for refusal in reading.refused],
        "properties": dict(reading.properties),
        "title": reading.title,
    }
    return cast(Json, stored)


def from_stored(stored: Stored) -> Reading:
    """Give back the reading that `to_stored` stored."""
    letters = stored["lines"]
    classes = tuple(_CLASSES[letters[i : i + 2]] for i in range(0, len(letters), 2))
    return Reading(
        file=stored["file"],
        format=stored["format"],
        records=tuple(map(_from_stored_record, stored["records"])),
        lines=LineAccount(classes),
        problems=tuple(map(_from_stored_problem, stored["problems"])),
        refused=tuple(Refusal(**refusal) for refusal in stored["refused"]),
        properties=stored["properties"],
        title=stored["title"],
    )


def _to_stored_record(record: Record) -> Stored:
    values = {name: getattr(record, name) for name in _DEFAULTS}
    stored: Stored = {n: v for n, v in values.items() if v != _DEFAULTS[n]}
    stored["place"] = _to_list(record.place)
    stored["kind"] = record.kind.value
    for people in _PEOPLE:
        if people in stored:
            stored[people] = [_to_list(name) for name in getattr(record, people)]
    if record.links:
        stored["links"] = [_to_list(link) for link in record.links]
    if record.cites:
        stored["cites"] = _to_list(record.cites)
    return stored


def _to_list(value: Place | Name | Link | Reason) -> list[Any]:
    return [getattr(value, field.name) for field in fields(value)]


def _from_stored_record(stored: Stored) -> Record:
    values = dict(stored)
    values["kind"] = Kind(stored["kind"])
    values["place"] = Place(*stored["place"])
    values |= {name: tuple(starmap(Name, stored[name])) for name in _PEOPLE if name in stored}
    values |= {name: tuple(stored[name]) for name in _TEXTS if name in stored}
    if "links" in stored:
        values["links"] = tuple(starmap(Link, stored["links"]))
    if "cites" in stored:
        values["cites"] = Place(*stored["cites"])
    return Record(**values)


def _from_stored_problem(stored: Stored) -> Problem:
    location = Location(**stored["location"])
    return Problem(**(stored | {"location": location, "severity": Severity(stored["severity"])}))
