"""The cache gives what was made, never something stale; readings survive it unchanged."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lists import FIVE, SEEDS
from shelflist.cache import FOLDER, Cache, fingerprint
from shelflist.readers.table import read_seed
from shelflist.stored import CachedReader, from_stored, to_stored


def fail() -> str:
    raise AssertionError("made again")


def test_what_was_made_is_found_again(tmp_path: Path) -> None:
    first = Cache(tmp_path, "x")
    assert first.get(["a", b"b"], lambda: {"n": [1, "é\ud800"]}) == {"n": [1, "é\ud800"]}
    assert first.find(["other"]) is None
    first.put(["c"], "d")
    first.save()
    second = Cache(tmp_path, "x")
    assert second.get(["a", b"b"], fail) == {"n": [1, "é\ud800"]}
    assert second.find(["c"]) == "d"
    assert Cache(tmp_path, "y").find(["c"]) is None


def test_what_a_run_did_not_use_is_forgotten(tmp_path: Path) -> None:
    for used in ("a", "b"):
        cache = Cache(tmp_path, "x")
        cache.put([used], used)
        cache.save()
    assert Cache(tmp_path, "x").find(["a"]) is None
    assert Cache(tmp_path, "x").find(["b"]) == "b"


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "null", '{"code": "other", "entries": {}}', "\udcff"]
)
def test_a_damaged_cache_is_an_empty_one(tmp_path: Path, text: str) -> None:
    cache = Cache(tmp_path, "x")
    cache.put(["a"], "b")
    cache.save()
    [path] = (tmp_path / FOLDER).iterdir()
    path.write_text(text, encoding="utf-8", errors="surrogateescape")
    damaged = Cache(tmp_path, "x")
    assert damaged.find(["a"]) is None
    damaged.put(["a"], "b")
    damaged.save()
    assert Cache(tmp_path, "x").find(["a"]) == "b"


parts = st.lists(st.text(max_size=4), max_size=4)


@given(parts, parts)
@settings(max_examples=200, deadline=None)
def test_other_parts_have_another_fingerprint(one: list[str], other: list[str]) -> None:
    assert (fingerprint(*one) == fingerprint(*other)) is (one == other)


@pytest.mark.parametrize("name", [*FIVE, "facts.json"])
def test_readings_survive_being_stored(tmp_path: Path, name: str) -> None:
    data = (SEEDS / name).read_bytes()
    reading = read_seed(f"seeds/{name}", data)
    assert from_stored(to_stored(reading)) == reading  # type: ignore[arg-type]
    for _ in range(2):
        cache = Cache(tmp_path, "readings")
        assert CachedReader(cache)(f"seeds/{name}", data) == reading
        cache.save()


def test_another_format_is_another_reading(tmp_path: Path) -> None:
    read = CachedReader(Cache(tmp_path, "readings"))
    data = (SEEDS / FIVE[3]).read_bytes()
    assert read("seeds/x", data).format == "abstracts"
    assert read("seeds/x", data, "listing").format == "listing"
