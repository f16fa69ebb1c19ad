"""The forms of a citation that the theme draws say what the generator's writers say."""

from __future__ import annotations

import dataclasses
import functools
import html
import json
import re
from pathlib import Path
from types import SimpleNamespace

import bibtexparser
import jinja2
import pybtex.database
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from shelflist.formats.biblatex import to_biblatex
from shelflist.formats.bibtex import to_bibtex
from shelflist.formats.csl_json import to_csl_json
from shelflist.formats.front_matter import to_record
from shelflist.formats.ris import parse_ris
from shelflist.formats.ris_writing import to_ris
from shelflist.model import FieldValue, Place, Record
from shelflist.strict_yaml import Node, parse_yaml

THEME = Path(__file__).parents[2] / "generator/shelflist/theme"
PAGE = """{% import "partials/record.html" as record with context %}
{%- autoescape true %}{% include "partials/cite.html" %}{% endautoescape %}"""


@functools.cache
def template() -> jinja2.Template:
    """As MkDocs sets Jinja up: nothing is escaped unless a template says so."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(THEME), auto_reload=False, autoescape=False
    )
    environment.filters["url"] = str
    return environment.from_string(PAGE)


def draw(front_matter: str) -> dict[str, str]:
    """Give what a paper's page shows, by form."""
    page = SimpleNamespace(
        meta=yaml.safe_load(front_matter) or {},
        file=SimpleNamespace(name="the-slug", src_uri="papers/the-slug.md"),
        title="the-slug",
    )
    config = SimpleNamespace(extra={}, site_name="A list", site_description="")
    text = template().render(page=page, pages=[], config=config)
    found = re.findall(r'<code id="(\w+)">(.*?)</code></pre></details>', text, re.DOTALL)
    assert text.count("<code") == len(found)
    return {form: html.unescape(shown) for form, shown in found}


def to_field(node: Node) -> FieldValue:
    if isinstance(node.value, list):
        return tuple(entry.text() for entry in node.value)
    return node.text() if isinstance(node.value, str) else ""


def read(front_matter: str) -> tuple[Record, str]:
    """Give the record that the generator reads from the same page, and its key."""
    nodes = parse_yaml(front_matter, "x.md").mapping()
    fields = {name: to_field(node) for name, node in nodes.items()}
    record = to_record(fields, None, Place("x.md", 1, 1))
    if record.title is None:
        title = record.provisional_title or "the-slug"
        record = dataclasses.replace(record, title=title, note="working title")
    key = fields.get("citation_key")
    return record, key if isinstance(key, str) and key else "the-slug"


def read_ris(ris: str) -> Record:
    (record,) = parse_ris(ris.split("\n"), "x.ris").records
    return dataclasses.replace(record, raw="", place=Place("x.ris", 1, 1))


CASES = Path(__file__).with_name("papers.yml").read_text(encoding="utf-8").split("\n---\n")


@pytest.mark.parametrize("front_matter", CASES)
def test_the_theme_draws_what_the_generator_writes(front_matter: str) -> None:
    record, key = read(front_matter)
    drawn = draw(front_matter)
    assert drawn["bibtex"] + "\n" == to_bibtex(record, key)
    assert drawn["biblatex"] + "\n" == to_biblatex(record, key)
    assert drawn["ris"] + "\n\n" == to_ris(record, key)
    assert read_ris(drawn["ris"]) == read_ris(to_ris(record, key))
    assert json.loads(drawn["csl"]) == [to_csl_json(record, key)]


@pytest.mark.parametrize("front_matter", CASES)
def test_other_programs_read_it(front_matter: str) -> None:
    record, key = read(front_matter)
    drawn = draw(front_matter)
    entries = pybtex.database.parse_string(drawn["bibtex"], "bibtex").entries
    assert list(entries) == [key]
    count = len(record.authors) + (record.more_authors and bool(record.authors))
    assert len(entries[key].persons.get("author", ())) == count
    library = bibtexparser.parse_string(drawn["biblatex"])
    assert not library.failed_blocks
    assert [entry.key for entry in library.entries] == [key]


def test_what_is_missing_or_of_a_wrong_type_costs_itself_alone() -> None:
    fields = (
        "title authors editors year venue type volume issue pages publisher doi arxiv url code "
        "project links note keywords topics short_name preprint other_ids citation_key retracted "
        "month genre edition isbn issn publisher_place translators"
    ).split()
    for value in (
        "",
        "null",
        "7",
        "1.5",
        "true",
        "2020-01-01",
        "[]",
        "[[1]]",
        "{a: 1}",
        "[{a: 1}]",
    ):
        for name in fields:
            drawn = draw(f"{name}: {value}\n" + ("title: A title\n" if name != "title" else ""))
            assert json.loads(drawn["csl"])[0]["type"]
            assert drawn["bibtex"].endswith("\n}")
            assert drawn["ris"].endswith("\nER  - ")
            if name != "title":
                assert "A title" in drawn["ris"]


def test_seven_thousand_authors_are_all_there() -> None:
    authors = [f"Given{n} van Family{n}" for n in range(7000)]
    front_matter = f"title: Many\nyear: 2020\nauthors: {json.dumps(authors)}"
    record, key = read(front_matter)
    drawn = draw(front_matter)
    assert drawn["bibtex"] + "\n" == to_bibtex(record, key)
    assert drawn["ris"].count("\nAU  - van Family") == 7000
    assert json.loads(drawn["csl"]) == [to_csl_json(record, key)]


WORDS = (
    "Müller A&B 50% C_1 @x #3 ~t GPT-4 mBERT “so” € Þ $x$ $a_1^2$ \\$5 $5 {x} } -- '' < <i> &lt; "
    "an of \\alpha \" ' ` ,, ^ 1–2 {{ }} {% %} </code> 数学"
).split()
ADDRESSES = (
    "https://example.org/a",
    "https://github.com/a/b",
    "https://github.com/",
    "https://github.com/a/b?c=d#e",
    "https://GitLab.com/a/b",
    "https://zenodo.org/records/1",
    "https://arxiv.org/abs/2304.08485",
    "https://doi.org/10.1000/x",
    "https://example.org/paper.PDF?x=1&copy=2",
    "example.org",
    "http://example.org/a b",
)
TYPES = ("book", "thesis", "report", "paper-conference", "article-journal", "patent", "x", "map")
TEXT = st.lists(st.sampled_from(WORDS), min_size=1, max_size=7).map(" ".join)


@settings(max_examples=60, deadline=None)
@given(title=TEXT, venue=TEXT, note=TEXT, keyword=TEXT)
def test_any_text_is_drawn_as_it_is_written(
    title: str, venue: str, note: str, keyword: str
) -> None:
    front_matter = json.dumps(
        {"title": title, "venue": venue, "note": note, "keywords": [keyword], "year": 2020}
    )
    record, key = read(front_matter)
    drawn = draw(front_matter)
    assert drawn["bibtex"] + "\n" == to_bibtex(record, key)
    assert drawn["ris"] + "\n\n" == to_ris(record, key)
    assert json.loads(drawn["csl"]) == [to_csl_json(record, key)]


@settings(max_examples=60, deadline=None)
@given(
    fields=st.fixed_dictionaries(
        {},
        optional={
            "type": st.sampled_from(TYPES),
            "genre": TEXT | st.sampled_from(("Master's thesis", "PhD thesis", "Technical report")),
            "edition": TEXT | st.integers(1, 9),
            "month": st.integers(0, 14) | st.sampled_from(("May", "sept.", "x", "05", "", "Ma")),
            "isbn": st.sampled_from(("978-0-262-03561-3", "0262035618", "1 2", "12345, 6", "ü")),
            "issn": st.sampled_from(("0028-0836", "00280836, 1476-468X", "0028-083", "0028-0836;")),
            "publisher_place": TEXT,
            "translators": st.lists(st.sampled_from(("Ann Reed", "Reed, Ann", "The X and Y"))),
            "note": TEXT | st.sampled_from(("Cited by 3", "10.1000/x", "arXiv", "a/b", "Name - x")),
            "url": st.sampled_from(ADDRESSES),
            "code": st.sampled_from(ADDRESSES),
            "links": st.lists(st.sampled_from(ADDRESSES), max_size=2),
            "arxiv": st.just("2304.08485"),
            "venue": st.sampled_from(("Nature", "ICLR 2023")),
        },
    )
)
def test_what_styles_print_is_drawn_as_it_is_written(fields: dict[str, object]) -> None:
    front_matter = json.dumps({"title": "Ponds", "year": 2022, **fields})
    record, key = read(front_matter)
    drawn = draw(front_matter)
    assert drawn["bibtex"] + "\n" == to_bibtex(record, key)
    assert drawn["biblatex"] + "\n" == to_biblatex(record, key)
    assert drawn["ris"] + "\n\n" == to_ris(record, key)
    assert json.loads(drawn["csl"]) == [to_csl_json(record, key)]
    assert ": \n" not in drawn["ris"]


NAMES = """
Edward J. Hu; Hu, Edward J.; van der Maaten, L.; Laurens van der Maaten; Hans Müller, Jr.;
Hans Müller Jr.; Müller, Jr., Hans; Müller, Hans, Jr.; Smith, V; Smith, V, III; King, III;
BigScience Workshop; The OpenAI Team; University of X, Department of Y; 张伟; 李 明; Zhang QY;
Zhang Q.Y.; SMITH AB; Plato; Tim O'Brien; Juan de la Cruz; Jean, Pierre de la; {The Team};
A, B, C; Black and White, Inc.; The X and Y Team; Foo and Bar Baz;
Yu Ting Wang.; Gerard 't Hooft; Ada Lovelace ,; Meta AI;
Vincent (Vinnie) Ng; Université de Montréal; Abu Bakr al Baghdadi; Ho, V.; Leo XIII; Al Gore;
Queen Elizabeth II; Collaboration, ATLAS; Lawrence Berkeley Laboratory; Marie Curie-Skłodowska
"""


@pytest.mark.parametrize("name", [" ".join(name.split()) for name in NAMES.split(";")])
def test_a_name_is_taken_apart_as_the_generator_does_it(name: str) -> None:
    front_matter = json.dumps({"title": "A title", "authors": [name]})
    record, key = read(front_matter)
    drawn = draw(front_matter)
    assert json.loads(drawn["csl"]) == [to_csl_json(record, key)]
    assert drawn["bibtex"] + "\n" == to_bibtex(record, key)
    assert drawn["ris"] + "\n\n" == to_ris(record, key)
    assert read_ris(drawn["ris"]) == read_ris(to_ris(record, key))
