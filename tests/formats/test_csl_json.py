"""CSL-JSON: what is there is taken or named, with its place."""

from __future__ import annotations

import dataclasses
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lists import SEEDS
from shelflist.formats.csl_json import to_csl_json
from shelflist.formats.csl_json_reading import parse_csl_json, read_csl_items
from shelflist.formats.csl_values import strip_tags
from shelflist.formats.json_items import Json
from shelflist.model import Kind, Link, Name, Place, Record


def read_one(item: dict[str, Json]) -> Record:
    records, problems = parse_csl_json(json.dumps(item), "x.json")
    assert not problems
    return records[0]


def rules(text: str) -> list[str]:
    return [f"{p.location} {p.rule}" for p in parse_csl_json(text, "x.json")[1]]


def test_the_checked_facts_are_read_without_a_problem() -> None:
    records, problems = parse_csl_json(
        (SEEDS / "facts.json").read_text(encoding="utf-8"), "seeds/facts.json"
    )
    assert len(records) == 139
    assert not problems
    assert all(record.title and record.source for record in records)
    (gptq,) = [record for record in records if record.arxiv == "2210.17323"]
    assert (gptq.year, gptq.venue) == (2022, "ICLR 2023")
    assert gptq.authors[0] == Name("Frantar", "Elias")
    assert {r.short_name for r in records} == {None, "LoRA", "QLoRA", "LLaVA"}


def test_the_checked_facts_survive_writing_and_reading() -> None:
    records, _ = parse_csl_json((SEEDS / "facts.json").read_text(encoding="utf-8"), "x.json")
    written = json.dumps([to_csl_json(record, "k") for record in records])
    again, _ = parse_csl_json(written, "x.json")
    assert [_plain(record) for record in again] == [_plain(record) for record in records]


def _plain(record: Record) -> Record:
    return dataclasses.replace(record, raw="", place=Place("", 0, 0), key=None)


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ({"DOI": "10.1000/ABC"}, {"doi": "10.1000/abc"}),
        ({"DOI": "10.48550/arXiv.2304.08485"}, {"doi": None, "arxiv": "2304.08485"}),
        ({"URL": "https://arxiv.org/abs/2304.08485v2"}, {"url": None, "arxiv": "2304.08485"}),
        ({"URL": "https://doi.org/10.1000/x"}, {"url": None, "doi": "10.1000/x"}),
        ({"URL": "https://example.org/p"}, {"url": "https://example.org/p"}),
        ({"number": "arXiv:2304.08485"}, {"arxiv": "2304.08485"}),
        ({"eprint": "2304.08485"}, {"arxiv": "2304.08485"}),
        ({"archive": "arXiv", "archive_location": "2304.08485"}, {"arxiv": "2304.08485"}),
        (
            {"container-title": "CoRR", "volume": "abs/2304.08485"},
            {"venue": None, "volume": None, "arxiv": "2304.08485"},
        ),
        ({"publisher": "arXiv"}, {"publisher": None}),
        ({"type": "journal-article"}, {"type": "article-journal"}),
        ({"type": "motion_picture"}, {"type": "motion_picture"}),
        (
            {"author": [{"family": "李", "given": "伟"}]},
            {"authors": (Name("李", "伟"),)},
        ),
        ({"issued": {"date-parts": [[2021, 5]]}}, {"year": 2021}),
        ({"issued": {"date-parts": [["2021"]]}}, {"year": 2021}),
        ({"issued": {"raw": "May 2021"}}, {"year": 2021}),
        ({"issued": {"literal": "spring 2021"}}, {"year": 2021}),
        ({"issued": "2021-05-01"}, {"year": 2021}),
        ({"issued": {"date-parts": [[None]]}}, {"year": None}),
        (
            {
                "container-title": "ICLR",
                "issued": {"date-parts": [[2023]]},
                "original-date": {"date-parts": [[2022]]},
            },
            {"venue": "ICLR 2023", "year": 2022},
        ),
        (
            {"volume": 12, "issue": "3", "page": "1-9"},
            {"volume": "12", "issue": "3", "page": "1-9"},
        ),
        ({"container-title": ["Nature", "Nature (London)"]}, {"venue": "Nature"}),
        ({"keyword": "graphs, language; speech"}, {"hints": ("graphs", "language", "speech")}),
        ({"custom": {"source": "checked by hand"}}, {"source": "checked by hand"}),
        ({"title-short": "GPTQ"}, {"short_name": "GPTQ"}),
        (
            {"abstract": "<jats:title>Summary</jats:title><jats:p>We <i>see</i>.</jats:p>"},
            {"abstract": "We see."},
        ),
        ({"title": "<i>In vivo</i> A &amp; B"}, {"title": "In vivo A & B"}),
        ({"title": "The <script>x</script>"}, {"title": "The <script>x</script>"}),
    ],
)
def test_fields(item: dict[str, Json], expected: dict[str, object]) -> None:
    record = read_one({"title": "T", **item})
    assert {name: getattr(record, name) for name in expected} == expected


@pytest.mark.parametrize(
    ("names", "expected", "more"),
    [
        ([{"family": "Hu", "given": "E. J."}], (Name("Hu", "E. J."),), False),
        (
            [{"family": "Maaten", "given": "L.", "non-dropping-particle": "van der"}],
            (Name("van der Maaten", "L."),),
            False,
        ),
        ([{"family": "Doe", "given": "J.", "suffix": "Jr."}], (Name("Doe", "J.", "Jr."),), False),
        ([{"literal": "BigScience"}], (Name(literal="BigScience"),), False),
        ([{"family": "Hu"}, {"literal": "others"}], (Name("Hu"),), True),
        ([{"family": "Hu"}, {"literal": "et al."}], (Name("Hu"),), True),
        ([{"family": "Hu 0001", "given": "J."}], (Name("Hu", "J."),), False),
    ],
)
def test_names(names: list[Json], expected: tuple[Name, ...], more: bool) -> None:
    record = read_one({"title": "T", "author": names})
    assert (record.authors, record.more_authors) == (expected, more)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('[{"title": "T",\n  "volume": []}]', []),
        ('[{"title": "T",\n  "abstract": 5}]', ["x.json:2:15 wrong-type"]),
        ('[{"title": "T",\n  "author": "Hu"}]', ["x.json:2:13 wrong-type"]),
        ('[{"title": "T", "author": [5]}]', ["x.json:1:27 wrong-type"]),
        ('[{"title": "T", "issued": {"date-parts": 3}}]', ["x.json:1:27 bad-date"]),
        ('[{"title": "T", "URL": "javascript:x"}]', ["x.json:1:24 bad-url"]),
        ('[{"title": "T",\n "title": "U"}]', ["x.json:2:11 duplicate-key"]),
        (
            '[{"title": "T", "custom": {"a": 1, "a": 2}}]',
            ["x.json:1:27 duplicate-key", "x.json:1 fields-left-out"],
        ),
        ('[{"title": "T"},\n 7,\n {"title": "U"}]', ["x.json:2:2 not-an-entry"]),
        ('[\n{"type": "book"}]', ["x.json:2:1 no-title"]),
        ('[{"title": "T"},\n{"title": }]', ["x.json:2:11 bad-json"]),
        ('[{"title": "T"}', ["x.json:1:16 bad-json"]),
        ('{"title": "T"} x', ["x.json:1:16 bad-json"]),
        ("", ["x.json:1:1 bad-json"]),
        ("[" * 100_000, ["x.json:1:2 bad-json"]),
        ('[{"title": "\\ud800 T"}]', ["x.json:1:12 not-unicode"]),
    ],
)
def test_problems_name_line_and_column(text: str, expected: list[str]) -> None:
    assert rules(text) == expected


def test_a_bad_item_does_not_cost_its_neighbours() -> None:
    text = '[{"title": "A", "author": 1},\n 5,\n {"title": "B"}]'
    records, _ = parse_csl_json(text, "x.json")
    assert [record.title for record in records] == ["A", "B"]


@pytest.mark.parametrize(
    ("broken", "what"),
    [
        ('{"id": "b", "title": "Two, "DOI": "10.1/b"}', "Two, "),
        ('{"id": "b", "title": }', "an entry that is not JSON"),
        ('{"id": "b", "author": [{"family": "X"}', "an entry that is not JSON"),
        ('{"id": "b"}', "b"),
        ("7", "an entry without a name"),
    ],
)
def test_what_is_there_is_taken_or_refused(broken: str, what: str) -> None:
    text = f'[\n{{"title": "One"}},\n{broken},\n{{"title": "Three"}}\n]'
    parsed = read_csl_items(text, "x.json")
    assert [(r.title, r.place.line) for r in parsed.records] == [("One", 2), ("Three", 4)]
    assert [(refusal.line, refusal.what) for refusal in parsed.refused] == [(3, what)]
    assert parsed.refused[0].mend
    assert parsed.problems


def test_a_comma_that_is_missing_costs_nothing() -> None:
    parsed = read_csl_items('[{"title": "One"}\n{"title": "Two"}]', "x.json")
    assert [record.title for record in parsed.records] == ["One", "Two"]
    assert not parsed.refused
    assert [str(p.location) for p in parsed.problems] == ["x.json:2:1"]


def test_an_entry_keeps_its_id_as_key() -> None:
    assert read_one({"title": "T", "id": "hu2021"}).key == "hu2021"
    assert read_one({"title": "T", "id": 7, "citation-key": "hu"}).key == "hu"


@pytest.mark.parametrize(
    "text",
    [
        '{"title": "A"}',
        '\ufeff[{"title": "A"}]',
        '{"items": [{"title": "A"}]}',
        '{"references": [\n{"title": "A"}]}',
    ],
)
def test_the_outer_shape_may_vary(text: str) -> None:
    records, problems = parse_csl_json(text, "x.json")
    assert [record.title for record in records] == ["A"]
    assert not problems


def test_a_record_knows_its_lines_and_wording() -> None:
    text = '[\n  {"title": "A"},\n  {\n    "title": "B"\n  }\n]'
    records, _ = parse_csl_json(text, "x.json")
    assert [record.place for record in records] == [Place("x.json", 2, 2), Place("x.json", 3, 5)]
    assert records[0].raw == '{"title": "A"}'


WORDS = st.lists(
    st.sampled_from(["Ünï", "A & B", "50%", "C_1", "<i>x</i>", "{", "#3", "€", "an"]),
    min_size=1,
    max_size=6,
).map(" ".join)


@settings(max_examples=60, deadline=None)
@given(title=WORDS, abstract=WORDS, family=WORDS, year=st.integers(1950, 2029))
def test_writing_and_reading_gives_the_record(
    title: str, abstract: str, family: str, year: int
) -> None:
    record = Record(
        kind=Kind.ENTRY,
        place=Place("", 0, 0),
        title=title,
        abstract=abstract,
        authors=(Name(family, "A."),),
        year=year,
        venue=f"ICLR {year + 1}",
        type="paper-conference",
    )
    assert _plain(read_one(to_csl_json(record, "k"))) == record


def test_what_csl_has_no_variable_for_stands_under_custom() -> None:
    record = Record(
        kind=Kind.ENTRY,
        place=Place("x", 1, 1),
        title="On Models",
        editors=(Name("Roe", "R."),),
        preprint="SSRN",
        other_ids=("doi:10.1/x",),
        links=(Link("code", "https://github.com/a/b"),),
        hints=("Vision, Computer",),
        source="DBLP",
        retracted=True,
    )
    item = to_csl_json(record, "k")
    assert item["editor"] == [{"family": "Roe", "given": "R."}]
    assert item["status"] == "retracted"
    assert item["custom"] == {
        "source": "DBLP",
        "preprint": "SSRN",
        "other_ids": ["doi:10.1/x"],
        "keywords": ["Vision, Computer"],
        "links": [{"rel": "code", "url": "https://github.com/a/b"}],
    }


@pytest.mark.parametrize(
    "custom",
    [
        {"links": "https://x.org"},
        {"links": [{"rel": "code"}, {"rel": 1, "url": 2}, "x", None]},
        {"other_ids": [1, None, ""], "keywords": {"a": 1}, "preprint": 5},
        {"links": [{"rel": "pdf", "url": "https://x.org"}]},
    ],
)
def test_what_others_put_under_custom_is_passed_over(custom: Json) -> None:
    item: dict[str, Json] = {"id": "k", "title": "T", "keyword": "a, b", "custom": custom}
    record = read_one(item)
    assert (record.links, record.other_ids, record.preprint) == ((), (), None)
    assert record.hints == ("a", "b")


@pytest.mark.parametrize(
    "text", ["AT&T", "R&D;", "&lt;b", "&copy 2020", "<i>x</i>", "a<b>c", "&#38;"]
)
def test_text_that_looks_like_markup_is_text(text: str) -> None:
    item = to_csl_json(Record(kind=Kind.ENTRY, place=Place("x", 1, 1), title=text), "k")
    assert strip_tags(str(item["title"])) == text


def test_a_type_that_csl_does_not_know_is_not_written() -> None:
    record = Record(Kind.PAGE, Place("x", 1, 1), title="T", type="preprint", venue="ICLR")
    assert to_csl_json(record, "k")["type"] == "paper-conference"
