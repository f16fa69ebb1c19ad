"""Whose value stands: the table of shelflist.edits.merge, and what must always hold."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shelflist.edits.memory import PageMemory, hashes
from shelflist.edits.merge import Merged, merge_fields
from shelflist.model import FieldValue

Fields = dict[str, FieldValue]
A: FieldValue = "a"


def remembered(fields: Fields) -> PageMemory:
    return PageMemory(frozenset(), {name: hashes(value) for name, value in fields.items()})


# last written, on the page, in the seeds -> what stands, and whether a difference is reported
TABLE: dict[str, tuple[FieldValue | None, FieldValue | None, FieldValue | None, object, bool]] = {
    "nothing new": ("a", "a", "a", "a", False),
    "follows the seeds": ("a", "a", "b", "b", False),
    "gone from the seeds": ("a", "a", None, None, False),
    "changed by a person": ("a", "mine", "a", "mine", False),
    "both changed": ("a", "mine", "b", "mine", True),
    "both changed alike": ("a", "b", "b", "b", False),
    "removed by a person": ("a", None, "a", None, False),
    "removed, and the seeds changed": ("a", None, "b", None, True),
    "new in the seeds": (None, None, "b", "b", False),
    "a field of a person": (None, "mine", None, "mine", False),
    "a person was first": (None, "mine", "b", "mine", True),
    "text made a list": ("a", ("a", "b"), "a", ("a", "b"), False),
    "list made a text": (("a", "b"), "mine", ("a", "b"), "mine", False),
    "list follows": (("a", "b"), ("a", "b"), ("a", "c", "b"), ("a", "c", "b"), False),
    "list follows in order": (("a", "b"), ("a", "b"), ("b", "a"), ("b", "a"), False),
    "entry added": (("a",), ("a", "mine"), ("a",), ("a", "mine"), False),
    "entry removed": (("a", "b"), ("b",), ("a", "b"), ("b",), False),
    "all entries removed": (("a",), (), ("a",), (), False),
    "entry added on both sides": (("a",), ("a", "mine"), ("a", "b"), ("a", "b", "mine"), False),
    "removed here, added there": (("a", "b"), ("b",), ("a", "c", "b"), ("c", "b"), False),
    "added here, gone there": (("a", "b"), ("a", "b", "mine"), ("a",), ("a", "mine"), False),
    "reordered by a person": (("a", "b"), ("b", "a"), ("a", "b"), ("b", "a"), False),
    "corrected by a person": (("Aade", "b"), ("Ada", "b"), ("Aade", "b"), ("Ada", "b"), False),
    "the list is gone from the seeds": (("a",), ("a",), None, None, False),
}


@pytest.mark.parametrize(("old", "page", "seeds", "stands", "told"), TABLE.values(), ids=TABLE)
def test_the_table(
    old: FieldValue | None,
    page: FieldValue | None,
    seeds: FieldValue | None,
    stands: object,
    told: bool,
) -> None:
    def fields(value: FieldValue | None) -> Fields:
        return {} if value is None else {"x": value}

    merged = merge_fields(fields(page), fields(seeds), remembered(fields(old)))
    assert merged.fields.get("x") == stands
    assert bool(merged.differences) is told
    again = merge_fields(merged.fields, fields(seeds), PageMemory(frozenset(), merged.memory))
    assert (again.fields, again.memory) == (merged.fields, merged.memory)
    assert again.differences == merged.differences


texts = st.sampled_from("abcde")
lists = st.lists(texts, unique=True, max_size=4).map(tuple)
fields_of = st.fixed_dictionaries(
    {}, optional={"t": texts, "u": texts, "l": lists.filter(bool), "m": lists.filter(bool)}
)


def step(page: Fields, seeds: Fields, memory: PageMemory) -> Merged:
    return merge_fields(page, seeds, memory)


@given(fields_of, fields_of, fields_of)
@settings(max_examples=400, deadline=None)
def test_a_persons_value_stands_and_the_rest_follows(
    old: Fields, page: Fields, seeds: Fields
) -> None:
    merged = merge_fields(page, seeds, remembered(old))
    for name in ("t", "u"):
        if page.get(name) != old.get(name):
            assert merged.fields.get(name) == page.get(
                name, seeds.get(name) if name not in old else None
            )
        elif name in old:
            assert merged.fields.get(name) == seeds.get(name)
    for name in ("l", "m"):
        before, here, there, now = (
            set(fields.get(name, ())) for fields in (old, page, seeds, merged.fields)
        )
        if name in page:
            assert here - before <= now  # what a person added stands
            assert not (before - here) & now  # what a person removed stays away
            assert now <= here | there


@given(fields_of, fields_of, fields_of)
@settings(max_examples=300, deadline=None)
def test_merging_twice_equals_once(old: Fields, page: Fields, seeds: Fields) -> None:
    first = merge_fields(page, seeds, remembered(old))
    second = merge_fields(first.fields, seeds, PageMemory(frozenset(), first.memory))
    assert second.fields == first.fields
    assert second.memory == first.memory
    assert {d.field for d in second.differences} == {d.field for d in first.differences}


@given(fields_of, fields_of, st.lists(fields_of, max_size=3), st.booleans())
@settings(max_examples=300, deadline=None)
def test_what_a_person_wrote_outlives_every_seed(
    first: Fields, edit: Fields, later: list[Fields], is_lost: bool
) -> None:
    """The page is generated, edited, and generated from ever other seeds."""
    memory: PageMemory | None = None if is_lost else remembered(first)
    page: Fields = dict(edit)
    for seeds in later:
        merged = merge_fields(page, seeds, memory)
        page, memory = merged.fields, PageMemory(frozenset(), merged.memory)
        for name in ("t", "u"):
            if is_lost or edit.get(name) != first.get(name):
                expected = edit.get(name)
                if expected is not None:
                    assert page.get(name) == expected
        for name in ("l", "m"):
            own = set(edit.get(name, ())) - (set() if is_lost else set(first.get(name, ())))
            assert own <= set(page.get(name, ()))


@given(fields_of, fields_of)
@settings(max_examples=200, deadline=None)
def test_without_memory_nothing_on_the_page_changes(page: Fields, seeds: Fields) -> None:
    merged = merge_fields(page, seeds, None)
    assert merged.fields == page
    again = merge_fields(page, seeds, PageMemory(frozenset(), merged.memory))
    assert again.fields == page
    assert again.differences == merged.differences


@given(fields_of, fields_of)
@settings(max_examples=200, deadline=None)
def test_a_handmade_page_gets_only_what_it_lacks(page: Fields, seeds: Fields) -> None:
    merged = merge_fields(page, seeds, None, is_handmade=True)
    assert merged.fields == page | {n: v for n, v in seeds.items() if n not in page}
    again = merge_fields(merged.fields, seeds, PageMemory(frozenset(), merged.memory))
    assert again.fields == merged.fields


def test_a_new_page_is_what_the_seeds_say() -> None:
    merged = merge_fields(None, {"t": "a", "l": ("b",)}, None)
    assert merged.fields == {"t": "a", "l": ("b",)}
    assert merged.by_person == frozenset()
