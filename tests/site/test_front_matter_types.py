"""Front matter of any type: what is wrong or missing costs itself alone and stops no build."""

from __future__ import annotations

import json
import re

import pytest
from drawing_pages import Seen, draw_pages, draw_paper, find_forms, read_paper
from hypothesis import example, given, settings
from hypothesis import strategies as st

from shelflist.formats.page_fields import PAGE_FIELDS

FIELDS = sorted({*PAGE_FIELDS, "pdf", "contribution", "description", "search", "template"})
WRONG = ("", "null", "7", "1.5", "true", "2020-01-01", "[]", "[[1]]", "{a: 1}", "[{a: 1}]", "~")
GOOD = """title: A title of words
authors: [Ann Lee, Bo Reed]
year: 2021
venue: A venue
doi: 10.1000/good
"""
SHOWN = {
    "title": "A title of words",
    "authors": "Bo Reed",
    "year": "2021",
    "venue": "A venue",
    "doi": "10.1000/good",
}


@pytest.mark.parametrize("name", FIELDS)
def test_a_value_of_a_wrong_type_costs_itself_alone(name: str) -> None:
    good = "".join(line for line in GOOD.splitlines(True) if not line.startswith(f"{name}:"))
    for value in WRONG:
        check_the_rest(name, draw_paper(f"{good}{name}: {value}"))


def check_the_rest(name: str, page: str) -> None:
    forms, words = find_forms(page), Seen(page).words
    for field, text in SHOWN.items():
        if field != name:
            assert text in words
            is_kept = field != "venue" or name != "type"  # a type says what a venue is
            assert not is_kept or all(text.split()[-1] in form for form in forms.values())
    assert json.loads(forms["csl"])[0]["type"]
    assert forms["bibtex"].endswith("\n}")
    assert forms["ris"].endswith("\nER  - ")
    for data in re.findall(r'<script type="application/ld\+json">(.*?)</script>', page):
        assert json.loads(data)["@type"] == "ScholarlyArticle"


def test_a_page_without_any_field_has_its_name_for_a_title() -> None:
    for text in ("", "---\n---\n", "Words alone.\n", "---\n# nothing\n---\n"):
        page = draw_pages({"papers/a-name.md": text})["papers/a-name.md"]
        assert "<h1>a-name</h1>" in page
        assert json.loads(find_forms(page)["csl"])[0]["title"] == "a-name"


TEXT = st.text(st.characters(exclude_categories=["Cs"], max_codepoint=0xFFFF), max_size=12)
YAML = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=6,
)
NAMES = st.sampled_from([*FIELDS, "found_in", "other", "família"])


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(NAMES, YAML, max_size=6))
@example({"authors": [{"family": 7, "given": ["x"]}], "links": [{"url": {"a": 1}}]})
@example({"doi": "https://doi.org/", "url": "https://[broken", "code": "http://["})
@example({"other_ids": ["doi:", "arxiv:", ":", "10."], "pages": "1-2-3", "month": "13"})
@example({"topics": ["../x", "a/b", "", "unsorted"], "found_in": ["../y", ""]})
def test_no_front_matter_stops_a_build(fields: dict[str, object]) -> None:
    text = f"---\n{json.dumps(fields, ensure_ascii=True)}\n---\n\nWords.\n"
    other = "---\ntitle: The other paper\nauthors: [Ann Lee]\n---\n"
    uris = "papers/any.md", "papers/other.md"
    drawn = draw_pages(dict(zip(uris, (text, other), strict=True)))
    assert "<p>Words.</p>" in drawn[uris[0]]
    assert json.loads(find_forms(drawn[uris[0]])["csl"])
    assert "<h1>The other paper</h1>" in drawn[uris[1]]


def test_a_null_is_nothing_but_where_it_may_be_a_name() -> None:
    paper = read_paper("title: null\nauthors: [Ann Null, null]\ndoi: null\nvenue: ~\nyear: Null")
    assert paper.title == "null"
    assert [str(name) for name in paper.record.authors] == ["Ann Null", "null"]
    assert (paper.record.doi, paper.record.venue, paper.record.year) == (None, None, None)
    page = draw_paper("title: Words\ndoi: null\nvenue: ~\nurl: null\ncode: NULL")
    assert "null" not in Seen(page).words.casefold()
    assert "doi.org" not in page
