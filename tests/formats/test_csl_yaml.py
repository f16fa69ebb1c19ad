"""CSL in YAML, as pandoc and Better BibTeX write it."""

import pytest

from shelflist.formats.csl_yaml import parse_csl_yaml
from shelflist.readers.table import read_seed

PANDOC = """\
---
nocite: "[@*]"
references:
- abstract: |
    Ponds freeze from above.

    - A line that begins as an item does.
  author:
  - family: Reed
    given: Ann
  container-title: Journal of Water
  id: reed2001
  issued:
  - year: 2001
    month: 5
  page: 10-19
  title: "How ponds freeze: a study"
  type: article-journal
  DOI: 10.1000/ponds
- id: oak2002
  author:
    - literal: Ben Oak
  issued: 2002-01-01
  title: Reeds
...
"""


def test_items_are_read_whole() -> None:
    first, second = parse_csl_yaml(PANDOC.split("\n"), "x.yaml").records
    assert first.title == "How ponds freeze: a study"
    assert [str(name) for name in first.authors] == ["Ann Reed"]
    assert (first.year, first.page, first.venue) == (2001, "10-19", "Journal of Water")
    assert (first.doi, first.key, first.type) == ("10.1000/ponds", "reed2001", "article-journal")
    assert first.abstract is not None
    assert first.abstract.endswith("A line that begins as an item does.")
    assert (first.place.line, first.place.end_line) == (4, 19)
    assert (second.title, second.year) == ("Reeds", 2002)


@pytest.mark.parametrize(
    "bad",
    [
        pytest.param("- id: bad\n  title: 'open\n", id="quote"),
        pytest.param("- id: bad\n  title: a\n  title: b\n", id="key twice"),
        pytest.param("- id: bad\n  title: &a [1]\n  note: *a\n", id="alias"),
        pytest.param("- id: bad\n  title: !!python/object x\n", id="tag"),
        pytest.param(f"- id: bad\n  title: {'[' * 100_000}\n", id="brackets"),
        pytest.param(f"- id: bad\n  title:\n    {'? ' * 100_000}\n", id="nested keys"),
        pytest.param("- id: bad\n  author: nobody\n", id="no title"),
    ],
)
def test_a_bad_item_is_refused_and_its_neighbours_are_read(bad: str) -> None:
    text = f"references:\n- id: a\n  title: A\n  issued: 2001\n{bad}- id: b\n  title: B\n"
    found = parse_csl_yaml(text.split("\n"), "x.yaml")
    assert [record.key for record in found.records] == ["a", "b"]
    assert [(refusal.line, bool(refusal.mend)) for refusal in found.refused] == [(5, True)]


def test_other_yaml_is_no_csl() -> None:
    assert read_seed("x.yaml", b"- title: Ponds\n  author: Ann Reed\n").format != "csl-yaml"
    assert read_seed("x.yaml", PANDOC.encode()).format == "csl-yaml"
