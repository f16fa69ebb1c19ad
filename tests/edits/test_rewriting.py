"""A field is written anew around what a person wrote in it."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from shelflist.edits.pagefile import parse_page, replace_units, to_scalar
from shelflist.model import FieldValue

LIST = """\
authors:  # in the order of the paper
  # first
  - 'Ada Rossi'  # moved
  -   "Dan Alistarh"

  # last
  - Mia
"""
FLOW = """\
authors: [Jane Doe,   # first, indeed
  'John Roe',
  # the last one
    "Mia \\
    Poe"]  # all
"""
FOLDED = """\
authors:
-   >-  # folded
    Ada
    Rossi
# between
-   'Ben
    Oak'  # quoted
-
    Cy Elm
"""
# the field on the page, its new value, the field as it shall stand
TABLE: list[tuple[str, FieldValue | None, str]] = [
    ("year: 2022  # printed\n", "2023", "year: 2023  # printed\n"),
    ("year: 2022  # printed\n", None, "# printed\n"),
    ("venue: \"A # B\" # 'c'\n", "C", "venue: C # 'c'\n"),
    ("venue: 'It''s' # c\n", "C", "venue: C # c\n"),
    ("venue: a#b\n", "C", "venue: C\n"),
    ("venue: >- # c\n  A\n  B\n", "C", "venue: C  # c\n"),
    ("venue: |\n  A\n  # B\n", "C", "venue: C\n"),
    ("venue: one\n  two # c\n", "C", "venue: C # c\n"),
    ("venue:\n", "C", "venue: C\n"),
    ("venue:   # none\n", "C", "venue: C   # none\n"),
    ("venue: A\n", ("A", "B"), "venue:\n  - A\n  - B\n"),
    ("venue: A # c\n", ("A", "B"), "venue:\n  - A\n  - B\n# c\n"),
    ("venue: [A, B]\n", "A", "venue: A\n"),
    ("authors: [A, 'B, C']  # c\n", ("A", "D", "B, C"), "authors: [A, D, 'B, C']  # c\n"),
    ("authors: [A]\n", ("B: C",), 'authors: ["B: C"]\n'),
    ("authors: [ A ]\n", ("A", "B"), "authors: [ A, B ]\n"),
    ("authors: []  # c\n", ("A", "B"), "authors: [A, B]  # c\n"),
    ("authors: [A,B,]\n", ("B",), "authors: [B,]\n"),
    ("authors: [A, B]\n", ("A",), "authors: [A]\n"),
    ("authors: [A, B]\n", None, ""),
    ("authors: [[A], B]\n", ("B",), "authors:\n  - B\n"),
    ("authors: [A,\n  B]\n", ("B",), "authors: [B]\n"),
    ("authors: [A, B,\n  C, D]\n", ("A", "C"), "authors: [A,\n  C]\n"),
    ("authors: [A, B,\n  C, D]\n", ("A", "B", "D"), "authors: [A, B,\n  D]\n"),
    (
        "authors: [\n  A\n  , B # b\n  , C\n]\n",
        ("A", "C", "D"),
        "authors: [\n  A\n  # b\n  , C\n  , D\n]\n",
    ),
    (
        FLOW,
        ("Jane Doe", "Mia Poe"),
        FLOW.replace("  'John Roe',\n", ""),
    ),
    (
        FLOW,
        ("John Roe", "Mia Poe"),
        FLOW.replace("Jane Doe,   # first, indeed\n", "\n  # first, indeed\n"),
    ),
    (
        FLOW,
        ("Jane Doe", "New", "John Roe", "Mia Poe", "Newer"),
        FLOW.replace("  'J", "  New,\n  'J").replace('Poe"', 'Poe",\n    Newer'),
    ),
    (
        FLOW,
        ("Mia Poe", "John Roe", "Jane Doe"),
        "authors: [\n  # the last one\n  \"Mia \\\n    Poe\",\n  'John Roe',\n"
        "    Jane Doe   # first, indeed\n  ]  # all\n",
    ),
    ("authors:\n- A\n- B\n", ("A", "C", "B"), "authors:\n- A\n- C\n- B\n"),
    (FOLDED, ("Ada Rossi", "New", "Cy Elm"), FOLDED.replace("'Ben\n    Oak'", "New")),
    (FOLDED, ("Ada Rossi", "Cy Elm"), FOLDED.replace("-   'Ben\n    Oak'  ", "")),
    (
        FOLDED,
        ("New", "Ben Oak", "Cy Elm", "Newer"),
        FOLDED.replace(">-  # folded\n    Ada\n    Rossi", "New  # folded") + "- Newer\n",
    ),
    (FOLDED, ("Ada Rossi", "Ben Oak", "Cy Ash"), FOLDED.replace("\n    Cy Elm", " Cy Ash")),
    ("authors:\n  - A\n  - A\n", ("A", "B"), "authors:\n  - A\n  - B\n"),
    (
        LIST,
        ("Ada Rossi", "New", "Dan Alistarh", "Mia"),
        LIST.replace("  -   ", "  - New\n  -   "),
    ),
    (LIST, ("Ada Rosso", "Dan Alistarh", "Mia"), LIST.replace("'Ada Rossi'", "Ada Rosso")),
    (
        LIST,
        ("Mia", "Dan Alistarh"),
        "authors:  # in the order of the paper\n  # first\n  # moved\n\n  # last\n  - Mia\n"
        '  -   "Dan Alistarh"\n',
    ),
    (LIST, None, "# in the order of the paper\n# first\n# moved\n# last\n"),
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


@st.composite
def layouts(draw: st.DrawFn) -> tuple[str, list[str], list[tuple[str, str]]]:
    """A list as somebody may write it: its YAML, its values, each value as it is typed."""
    values = draw(st.lists(st.sampled_from("ABCDEFGH"), min_size=1, max_size=6, unique=True))
    is_flow = draw(st.booleans())
    comments = (f"# note, {number} - x" for number in range(99))
    said: list[tuple[str, str]] = []
    lines: list[str] = []
    dash = draw(st.sampled_from(["- ", "-   "]))
    indent = draw(st.sampled_from(["", " ", "    "])) if not is_flow else "  "
    for value in values:
        styles = ["{0} Ng", "'{0} Ng'", '"{0} Ng"', "'{0}\n      Ng'", "{0}\n      Ng"]
        blocks = [] if is_flow else [">-\n      {0}\n      Ng", "|-\n      {0} Ng"]
        typed = draw(st.sampled_from([*styles, *blocks])).format(value)
        said.append((f"{value} Ng", typed if is_flow else f"{dash}{typed}"))
        above = draw(st.sampled_from(["", "\n", f"{indent}{next(comments)}\n"]))
        behind = draw(st.sampled_from(["", f"  {next(comments)}"])) if typed[0] not in ">|" else ""
        lines.append(f"{above}{indent}{said[-1][1]}{',' if is_flow else ''}{behind}\n")
    field = "".join(lines)
    field = f"authors: [  # all\n{field}]\n" if is_flow else f"authors:  # all\n{field}"
    return field, [value for value, _ in said], said


@given(layouts(), st.data())
def test_whatever_comes_or_goes_the_rest_stays(
    layout: tuple[str, list[str], list[tuple[str, str]]], data: st.DataObject
) -> None:
    field, old, said = layout
    pool = data.draw(st.permutations([*old, "New Ng", "Zed, Ng"]))
    new = tuple(pool[: data.draw(st.integers(1, len(pool)))])
    page = parse_page(f"---\n{field}other: 2\n---\nBody.\n", "x")
    text = replace_units(page, {"authors": new}, {})
    front = yaml.load(text.split("---")[1], Loader=yaml.BaseLoader)
    assert front == {"authors": list(new), "other": "2"}
    for value, typed in said:
        if value in new:
            assert typed in text
    for line in field.splitlines():
        comment = line.partition("#")[2]
        assert text.count(comment) == 1 if comment else True
    again = replace_units(parse_page(text, "x"), {"authors": tuple(old)}, {})
    assert parse_page(again, "x").fields["authors"] == tuple(old)
    for value in new:
        assert to_scalar(value) in text or any(value == known for known, _ in said)
