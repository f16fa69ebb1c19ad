"""A field is written anew around what a person wrote in it."""

from __future__ import annotations

import pytest
import yaml

from shelflist.edits.pagefile import parse_page, replace_units
from shelflist.model import FieldValue

LIST = """\
authors:  # in the order of the paper
  # first
  - 'Ada Rossi'  # moved
  -   "Dan Alistarh"

  # last
  - Mia
"""
# the field on the page, its new value, the field as it shall stand
TABLE: list[tuple[str, FieldValue | None, str]] = [
    ("year: 2022  # printed\n", "2023", "year: 2023  # printed\n"),
    ("year: 2022  # printed\n", None, "# printed\n"),
    ("venue: \"A # B\" # 'c'\n", "C", "venue: C # 'c'\n"),
    ("venue: 'It''s' # c\n", "C", "venue: C # c\n"),
    ("venue: a#b\n", "C", "venue: C\n"),
    ("venue: >- # c\n  A\n  B\n", "C", "venue: C\n"),
    ("venue: one\n  two # c\n", "C", "venue: C\n"),
    ("venue:\n", "C", "venue: C\n"),
    ("venue: A\n", ("A", "B"), "venue:\n  - A\n  - B\n"),
    ("venue: [A, B]\n", "A", "venue: A\n"),
    ("authors: [A, 'B, C']  # c\n", ("A", "D", "B, C"), "authors: [A, D, 'B, C']  # c\n"),
    ("authors: [A]\n", ("B: C",), 'authors: ["B: C"]\n'),
    ("authors: [A, B]\n", None, ""),
    ("authors: [[A], B]\n", ("B",), "authors:\n  - B\n"),
    ("authors: [A,\n  B]\n", ("B",), "authors:\n  - B\n"),
    ("authors:\n- A\n- B\n", ("A", "C", "B"), "authors:\n- A\n- C\n- B\n"),
    ("authors:\n  - >-\n    A\n    B\n  - C\n", ("C",), "authors:\n  - C\n"),
    ("authors:\n  - A\n  - A\n", ("A", "B"), "authors:\n  - A\n  - B\n"),
    (
        LIST,
        ("Ada Rossi", "New", "Dan Alistarh", "Mia"),
        LIST.replace("  -   ", "  - New\n  -   "),
    ),
    (
        LIST,
        ("Mia", "Dan Alistarh"),
        "authors:  # in the order of the paper\n\n  # last\n  - Mia\n"
        '  -   "Dan Alistarh"\n  # first\n  # moved\n',
    ),
    (LIST, None, "# in the order of the paper\n  # first\n  # moved\n\n  # last\n"),
]


@pytest.mark.parametrize(("field", "value", "expected"), TABLE)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_the_table(field: str, value: FieldValue | None, expected: str, newline: str) -> None:
    name = field.partition(":")[0]
    before, after = (
        f"---\nown: 1\n{text}other: 2\n---\nBody.\n".replace("\n", newline)
        for text in (field, expected)
    )
    text = replace_units(parse_page(before, "x"), {name: value}, {})
    assert text == after
    front = yaml.load(text.split("---")[1], Loader=yaml.BaseLoader)
    assert front.get(name) == (list(value) if isinstance(value, tuple) else value)
