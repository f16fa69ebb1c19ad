"""A page taken apart and put together again: only what is named may change."""

from __future__ import annotations

import json

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from shelflist.edits.pagefile import (
    digest,
    parse_page,
    replace_units,
    to_field,
    to_passage,
    to_scalar,
)
from shelflist.model import FieldValue

# What no text file of ours holds: half of a surrogate pair cannot be written as UTF-8.
words = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
names = st.sampled_from(["title", "venue", "code", "note", "links"])
values: st.SearchStrategy[FieldValue] = st.one_of(words, st.lists(words, max_size=3).map(tuple))

PAGE = """\
---
# Kim checked this page
title: 'A title'   # as printed
authors: [Ada Rossi, "Dan Alistarh"]

year: 2022
review:
  by: Kim
  stars: 3
topics:
- compression
- vision
---
Before.

<!-- shelflist: abstract 00 -->
An abstract.
<!-- /shelflist -->
Between.
<!-- shelflist: related -->
<!-- /shelflist -->

After, without a last line end"""

HOSTILE = [
    *("no", "Yes", "null", "~", "1e3", "0123", "2301.00010", "2023-01-01", "12:30:45", "0x1F"),
    *("a: b", "a #b", "# a", "'a", '"a"', "a\\nb", "a\nb", "---", "...", "- a", "? a", "!tag x"),
    *("&a", "*a", "{a}", "[a]", "@a", "`a`", "%a", "|", ">", " a ", "", "a:", "=", "<<", "\ta"),
    *("<!-- /shelflist -->", "{{ 7*7 }}", "<script>alert(1)</script>", "\ufeffa", "a\u2028b"),
    *("\x85", "\x00", "\x1b[31m", "\x7f", "😀", "café", "a\r\nb", "\\", "a\\", "\\u0041"),
]


@pytest.mark.parametrize("value", ["[null, [a]]", "[~, {a: b}]", "[null, {}, []]", "{a: null}"])
def test_a_list_that_holds_a_null_and_more_than_texts_stops_nothing(value: str) -> None:
    page = parse_page(f"---\ntitle: X\nauthors: {value}\n---\n", "x.md")
    assert page.fields["title"] == "X"
    assert page.fields["authors"] == json.dumps(yaml.safe_load(value))


@pytest.mark.parametrize("text", HOSTILE)
def test_any_text_is_read_back_by_us_and_by_the_builder(text: str) -> None:
    page = parse_page(f"---\n{to_field('venue', text)}---\n", "x.md")
    assert page.fields == {"venue": text}
    assert yaml.safe_load(to_field("venue", text)) == {"venue": text}


@given(words)
@example("a\x0bb")
@settings(max_examples=400, deadline=None)
def test_a_scalar_is_one_line_and_means_its_text(text: str) -> None:
    written = to_scalar(text)
    assert len(written.splitlines()) == 1
    assert yaml.safe_load(f"a: {written}\n") == {"a": text}


@given(st.dictionaries(names, values))
@settings(max_examples=150, deadline=None)
def test_fields_are_read_back(fields: dict[str, FieldValue]) -> None:
    text = "---\n" + "".join(to_field(name, value) for name, value in fields.items()) + "---\n"
    expected = {name: value or "" for name, value in fields.items()}
    assert parse_page(text, "x.md").fields == expected


def test_a_page_is_taken_apart() -> None:
    page = parse_page(PAGE, "x.md")
    assert page.fields["title"] == "A title"
    assert page.fields["authors"] == ("Ada Rossi", "Dan Alistarh")
    assert page.fields["year"] == "2022"
    assert page.line_of("topics") == 10
    assert page.passages["abstract"].content == "An abstract.\n"
    assert not page.passages["abstract"].is_untouched()
    assert page.notes().split() == [
        "Before.",
        "Between.",
        "After,",
        "without",
        "a",
        "last",
        "line",
        "end",
    ]


CHANGES: list[tuple[dict[str, FieldValue | None], dict[str, str], str, str]] = [
    ({"year": "2023"}, {}, "year: 2022\n", "year: 2023\n"),
    ({"year": None}, {}, "year: 2022\n", ""),
    ({"title": "B"}, {}, "title: 'A title'   # as printed\n", "title: B   # as printed\n"),
    (
        {"topics": ("vision",)},
        {},
        "topics:\n- compression\n- vision\n",
        "topics:\n- vision\n",
    ),
    ({"venue": "ICLR"}, {}, "- vision\n---\n", "- vision\nvenue: ICLR\n---\n"),
    ({"review": None}, {}, "review:\n  by: Kim\n  stars: 3\n", ""),
    (
        {},
        {"abstract": "New.\n"},
        "<!-- shelflist: abstract 00 -->\nAn abstract.\n<!-- /shelflist -->\n",
        to_passage("abstract", "New.\n"),
    ),
    ({}, {"missing": "New.\n"}, "", ""),
]


@pytest.mark.parametrize(("fields", "passages", "old", "new"), CHANGES)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_only_the_named_units_lines_change(
    fields: dict[str, FieldValue | None],
    passages: dict[str, str],
    old: str,
    new: str,
    newline: str,
    mark: str,
) -> None:
    text = mark + PAGE.replace("\n", newline)
    changed = replace_units(parse_page(text, "x.md"), fields, passages)
    assert changed == mark + PAGE.replace(old, new, 1).replace("\n", newline)


@given(st.dictionaries(names, st.none() | values), st.sampled_from(["\n", "\r\n"]))
@settings(max_examples=150, deadline=None)
def test_other_fields_and_every_other_line_stay(
    changes: dict[str, FieldValue | None], newline: str
) -> None:
    text = PAGE.replace("\n", newline)
    before = parse_page(text, "x.md")
    after = parse_page(replace_units(before, changes, {}), "x.md")
    for name in before.fields.keys() | changes.keys():
        value = changes.get(name, before.fields.get(name))
        assert after.fields.get(name) == (value or ("" if value is not None else None))
    kept = [n for n in before.lines if n.split(":")[0] not in changes]
    remaining = list(after.lines)
    assert [line for line in kept if line not in remaining] == []
    assert after.notes() == before.notes()
    assert replace_units(after, {}, {}) == "".join(after.lines)


@given(st.text(alphabet="ab:-[]{}'\"# \n\r<>!/\ufeff\x0c=sheflit", max_size=60))
@settings(max_examples=300, deadline=None)
def test_a_page_without_changes_is_the_same_bytes(text: str) -> None:
    from shelflist.problems import PageError

    try:
        page = parse_page(f"---\n{text}", "x.md")
    except PageError as error:
        assert all(problem.location.line for problem in error.problems)
    else:
        assert replace_units(page, {}, {}) == f"---\n{text}"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [("a\nb", "a\r\nb\r\n", True), (" a ", "a", True), ("a b", "a  b", False), ("a", "A", False)],
)
def test_a_hash_is_blind_to_line_ends_and_outer_blanks(one: str, other: str, same: bool) -> None:
    assert (digest(one) == digest(other)) is same


def test_a_passage_tells_whether_a_person_changed_it() -> None:
    text = f"{to_passage('abstract', 'Some words.')}"
    assert parse_page(text, "x.md").passages["abstract"].is_untouched()
    changed = parse_page(text.replace("words", "other words"), "x.md")
    assert not changed.passages["abstract"].is_untouched()


def test_an_underlined_heading_is_no_conflict() -> None:
    assert parse_page("---\na: b\n---\nHeading\n=======\n\n> quoted\n", "x.md").fields
