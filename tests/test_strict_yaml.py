"""YAML as a person means it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shelflist.problems import ConfigError
from shelflist.strict_yaml import Node, iter_texts, parse_yaml


def parse(text: str) -> Node:
    return parse_yaml(text, "x.yml")


@pytest.mark.parametrize(
    "typed",
    [
        *("2301.00010", "no", "Yes", "on", "1e3", "0123", "0x1F", "1_000", "12:30:45"),
        *("2023-01-01", "true", ".inf", "=", "007", "+1", "2023-01-01 10:00:00"),
    ],
)
def test_what_is_typed_stays(typed: str) -> None:
    assert parse(f"a: {typed}\n").mapping()["a"].text() == typed


@pytest.mark.parametrize("typed", ["", "~", "null", "# a comment"])
def test_nothing_is_nothing(typed: str) -> None:
    assert parse(f"a: {typed}\n").mapping()["a"].text() == ""


def test_an_empty_document_is_an_empty_mapping() -> None:
    assert parse("").mapping() == {}
    assert parse("# only words\n").mapping() == {}


def test_lines_are_those_of_the_file() -> None:
    text = "a: 1\nb:\n  - x\n  - y\nc: >\n  folded\n  text\nd: {e: f}\n"
    root = parse_yaml(text, "x.yml", first_line=10)
    values = root.mapping()
    assert root.key_lines == (10, 11, 14, 17)
    assert [values[name].line for name in "ad"] == [10, 17]
    assert [item.line for item in values["b"].sequence()] == [12, 13]
    assert values["b"].end_line == 13
    assert values["c"].end_line == 16
    assert [node.text() for node in iter_texts(root)] == ["1", "x", "y", "folded text\n", "f"]


BAD = {
    "a: 1\nb: 2\na: 3\n": ["x.yml:3: duplicate-key"],
    "a: {b: 1, b: 2}\n": ["x.yml:1: duplicate-key"],
    "a: &x 1\nb: *x\n": ["x.yml:1: alias"],
    "a: !mine 1\n": ["x.yml:1: tag"],
    "a: !!python/name:os.system x\n": ["x.yml:1: tag"],
    "? [a]\n: b\n": ["x.yml:1: key"],
    "a: [b\n": ["x.yml:2: yaml"],
    "a: b: c\n": ["x.yml:1: yaml"],
    "\ta: b\n": ["x.yml:1: yaml"],
    "a: 'b\n": ["x.yml:2: yaml"],
    "--- a\n--- b\n": ["x.yml:2: yaml"],
    "a: !x 1\nb: !y 2\na: 3\n": ["x.yml:1: tag", "x.yml:2: tag", "x.yml:3: duplicate-key"],
    "[" * 60 + "]" * 60: ["x.yml:1: too-deep"],
}


@pytest.mark.parametrize(("text", "expected"), BAD.items())
def test_every_problem_is_named_with_its_line(text: str, expected: list[str]) -> None:
    with pytest.raises(ConfigError) as raised:
        parse(text)
    found = [f"{p.location.file}:{p.location.line}: {p.rule}" for p in raised.value.problems]
    assert found == expected
    assert all(problem.mend.endswith(".") for problem in raised.value.problems)


@pytest.mark.parametrize("text", ["[" * 5000 + "]" * 5000, "{a: " * 3000 + "}" * 3000, "- " * 5000])
def test_no_depth_is_too_much(text: str) -> None:
    with pytest.raises(ConfigError):
        parse(text)


def test_own_tags_are_allowed_and_stay_text() -> None:
    root = parse_yaml("a: !ENV [X, true]\nb: !ENV X\n", "mkdocs.yml", own_tags=("!ENV",))
    assert root.mapping()["b"].text() == "X"
    with pytest.raises(ConfigError, match=re.escape('"!ENV"')):
        parse("b: !ENV X\n")


@pytest.mark.parametrize(
    ("text", "ask", "said"),
    [
        ("[a]", Node.mapping, "found a list"),
        ("a: b", Node.sequence, "found a mapping"),
        ("a: b", Node.text, "found a mapping"),
        ("word", Node.mapping, 'found the text "word"'),
    ],
)
def test_the_wrong_type_is_named(text: str, ask: object, said: str) -> None:
    assert callable(ask)
    with pytest.raises(ValueError, match=said):
        ask(parse(text))


_YAML_LIKE = st.text(alphabet="ab:-[]{}&*!|>'\"#%@`,? \n\t\\\ufeff\x85é0\x00", max_size=40)


@given(st.one_of(_YAML_LIKE, st.text(st.characters(exclude_categories=["Cs"]), max_size=40)))
@settings(max_examples=400, deadline=None)
def test_any_text_parses_or_is_a_problem_with_a_line(text: str) -> None:
    try:
        parse(text)
    except ConfigError as error:
        assert error.problems
        assert all(problem.location.line >= 1 for problem in error.problems)
