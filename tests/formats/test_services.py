"""Saved answers of services: every shape they come in, and what is wrong in them."""

from __future__ import annotations

import json

import pytest

from shelflist.formats.drafts import Parsed
from shelflist.formats.json_items import Json
from shelflist.formats.services import find_service, parse_service

CROSSREF: dict[str, Json] = {"title": ["T"], "DOI": "10.5555/x", "reference-count": 1}
OPENALEX: dict[str, Json] = {"id": "https://openalex.org/W1", "title": "T"}
SCHOLAR: dict[str, Json] = {"paperId": "p", "title": "T"}
HUGGING: dict[str, Json] = {"id": "2301.00001", "title": "T", "summary": "We do.", "upvotes": 3}
DBLP: dict[str, Json] = {"info": {"title": "T.", "key": "k"}}


def parse(text: str) -> tuple[str, Parsed]:
    service = find_service(text)
    assert service is not None
    return service.name, parse_service(service, text, "x.json")


@pytest.mark.parametrize(
    ("answer", "name", "count"),
    [
        ({"message-type": "work", "message": CROSSREF}, "crossref", 1),
        ({"message": {"items": [CROSSREF] * 3}, "message-type": "work-list"}, "crossref", 3),
        ({"message": {"title": ["T"], "DOI": "10.5555/x"}}, "crossref", 1),
        ([CROSSREF, CROSSREF], "crossref", 2),
        ({"results": [{"title": "T", "abstract_inverted_index": None}]}, "openalex", 1),
        (OPENALEX, "openalex", 1),
        ({"results": [OPENALEX] * 2, "meta": {"count": 2}}, "openalex", 2),
        ([OPENALEX], "openalex", 1),
        (SCHOLAR, "semantic-scholar", 1),
        ({"total": 2, "data": [SCHOLAR] * 2}, "semantic-scholar", 2),
        ({"data": [{"citedPaper": SCHOLAR}, {"citingPaper": SCHOLAR}]}, "semantic-scholar", 2),
        ({"recommendedPapers": [SCHOLAR]}, "semantic-scholar", 1),
        ([SCHOLAR], "semantic-scholar", 1),
        ({"result": {"hits": {"@sent": "1", "hit": [DBLP]}}}, "dblp", 1),
        ({"result": {"hits": {"@sent": "1", "hit": DBLP}}}, "dblp", 1),
        (HUGGING, "hugging-face-json", 1),
        ([{"paper": HUGGING, "title": "T", "numComments": 1}] * 2, "hugging-face-json", 2),
    ],
)
def test_the_outer_shape_may_vary(answer: Json, name: str, count: int) -> None:
    for indent in (None, 2):
        found, parsed = parse(json.dumps(answer, indent=indent))
        assert found == name
        assert [record.title for record in parsed.records] == ["T"] * count
        assert not parsed.refused
        assert not parsed.problems


def test_answers_one_a_line() -> None:
    text = "\n".join(json.dumps(SCHOLAR) for _ in range(3))
    _, parsed = parse(text)
    assert [record.place.line for record in parsed.records] == [1, 2, 3]


@pytest.mark.parametrize(
    "answer", [[{"title": "T", "DOI": "10.5555/x"}], {"title": "T"}, {"items": []}, [], 5]
)
def test_other_json_is_no_service_s(answer: Json) -> None:
    assert find_service(json.dumps(answer)) is None


@pytest.mark.parametrize(
    ("item", "fields", "expected"),
    [
        (CROSSREF, {"author": [{"name": "The Team"}]}, {"authors": "The Team"}),
        (CROSSREF, {"issued": {"date-parts": [[None]]}, "year": 5}, {"year": None}),
        (CROSSREF, {"subtitle": ["More of it"]}, {"title": "T: More of it"}),
        (CROSSREF, {"update-to": [{"type": "retraction"}]}, {"retracted": False}),
        (CROSSREF, {"updated-by": [{"type": "retraction"}]}, {"retracted": True}),
        (CROSSREF, {"updated-by": [{"type": "correction"}]}, {"retracted": False}),
        (CROSSREF, {"title": ["Retraction notice to: T"]}, {"retracted": False}),
        (
            CROSSREF,
            {"abstract": "&lt;p&gt;We &lt;em&gt;do&lt;/em&gt;.&lt;/p&gt;"},
            {"abstract": "We do."},
        ),
        (CROSSREF, {"abstract": "p &lt; 0.01 &amp; q > 2"}, {"abstract": "p < 0.01 & q > 2"}),
        (CROSSREF, {"title": ["[Retracted] T"]}, {"retracted": True}),
        (
            CROSSREF,
            {"relation": {"has-preprint": [{"id-type": "arxiv", "id": "2301.00001"}]}},
            {"arxiv": "2301.00001", "doi": "10.5555/x"},
        ),
        (
            CROSSREF,
            {
                "type": "posted-content",
                "relation": {"is-preprint-of": [{"id-type": "doi", "id": "10.5555/Later"}]},
            },
            {"doi": "10.5555/later", "type": None},
        ),
        (OPENALEX, {"doi": "https://doi.org/10.48550/arxiv.2301.00001"}, {"arxiv": "2301.00001"}),
        (
            OPENALEX,
            {"abstract_inverted_index": {"b": [1, 3], "a": [0, 2]}},
            {"abstract": "a b a b"},
        ),
        (OPENALEX, {"abstract_inverted_index": {"b": [10**12], "a": [0]}}, {"abstract": "a b"}),
        (OPENALEX, {"abstract_inverted_index": None}, {"abstract": None}),
        (OPENALEX, {"is_retracted": True}, {"retracted": True}),
        (OPENALEX, {"is_authors_truncated": True}, {"more_authors": True}),
        (
            OPENALEX,
            {"primary_location": {"source": {"display_name": "arXiv", "type": "repository"}}},
            {"venue": None},
        ),
        (SCHOLAR, {"externalIds": {"ArXiv": "2301.00001"}}, {"arxiv": "2301.00001"}),
        (SCHOLAR, {"externalIds": None, "venue": None, "year": None}, {"year": None}),
        (SCHOLAR, {"venue": "ArXiv"}, {"venue": None}),
    ],
)
def test_what_a_field_gives(
    item: dict[str, Json], fields: dict[str, Json], expected: dict[str, object]
) -> None:
    _, parsed = parse(json.dumps({**item, **fields}))
    (record,) = parsed.records
    found = {name: getattr(record, name) for name in expected}
    if "authors" in found:
        found["authors"] = ", ".join(map(str, record.authors))
    assert found == expected


@pytest.mark.parametrize(
    ("info", "names"),
    [
        ({"author": {"@pid": "1", "text": "Wei Li 0004"}}, ["Wei Li"]),
        ({"author": [{"text": "Zo&euml; Roe"}, {"text": "A. B. Doe"}]}, ["Zoë Roe", "A. B. Doe"]),
        ({"author": ["Jane Roe", "John Doe 0001"]}, ["Jane Roe", "John Doe"]),
    ],
)
def test_names_of_dblp(info: Json, names: list[str]) -> None:
    hit: Json = {"info": {"title": "T.", "authors": info}}
    _, parsed = parse(json.dumps({"result": {"hits": {"hit": [hit]}}}))
    assert [str(name) for name in parsed.records[0].authors] == names


@pytest.mark.parametrize(
    ("item", "name", "value", "column"),  # the column where the value begins
    [
        (SCHOLAR, "authors", 5, 13),
        (SCHOLAR, "authors", ["A"], 13),
        (SCHOLAR, "authors", [{"name": ["A"]}], 13),
        (SCHOLAR, "abstract", {"a": 1}, 14),
        (SCHOLAR, "externalIds", "x", 17),
        (OPENALEX, "abstract_inverted_index", {"a": "0"}, 29),
        (OPENALEX, "authorships", [[]], 17),
        (CROSSREF, "issued", {"date-parts": ["soon"]}, 12),
    ],
)
def test_a_wrong_type_costs_its_field_alone(
    item: dict[str, Json], name: str, value: Json, column: int
) -> None:
    _, parsed = parse(json.dumps({**item, name: value}, indent=1))
    (record,) = parsed.records
    assert record.title == "T"
    places = [(p.rule, p.location.line, p.location.column) for p in parsed.problems]
    assert places == [("wrong-type", 7 if item is CROSSREF else 4, column)]


def test_a_broken_item_is_refused_and_costs_no_neighbour() -> None:
    good = json.dumps(SCHOLAR)
    text = f'{{"data": [\n{good},\n{{"paperId": "q", "title": "Broken, "year": 2001}},\n{good}\n]}}'
    _, parsed = parse(text)
    assert [record.place.line for record in parsed.records] == [2, 4]
    assert [refusal.line for refusal in parsed.refused] == [3]
    assert [p.rule for p in parsed.problems] == ["bad-json"]


def test_null_and_nameless_items_are_refused() -> None:
    _, parsed = parse(json.dumps([SCHOLAR, None, {"paperId": "q"}]))
    assert len(parsed.records) == 1
    assert [refusal.what for refusal in parsed.refused] == ["null", "q"]


def test_a_paper_of_hugging_face() -> None:
    paper = HUGGING | {
        "authors": [{"_id": "x", "name": "Jane Roe"}, {"name": "John Doe", "hidden": True}],
        "publishedAt": "2022-12-31T19:01:02.000Z",
        "githubRepo": "https://github.com/a/b",
        "ai_summary": "A machine wrote this.",
    }
    _, parsed = parse(json.dumps([{"paper": paper}]))
    (record,) = parsed.records
    assert (record.arxiv, record.year, record.abstract) == ("2301.00001", 2022, "We do.")
    assert [str(name) for name in record.authors] == ["Jane Roe", "John Doe"]
    assert [(link.rel, link.url) for link in record.links] == [("code", "https://github.com/a/b")]


@pytest.mark.parametrize(
    ("kind", "titles", "venue"),
    [
        ("book-chapter", ["Lecture Notes in Computer Science", "MICCAI 2015"], "MICCAI 2015"),
        ("proceedings-article", ["IFIP Series", "Proceedings of Ponds"], "Proceedings of Ponds"),
        ("book-chapter", ["Ponds of the North"], "Ponds of the North"),
        ("journal-article", ["Journal of Ponds", "J. Ponds"], "Journal of Ponds"),
    ],
)
def test_crossref_names_the_series_before_the_book(
    kind: str, titles: list[str], venue: str
) -> None:
    work = {"DOI": "10.5555/x", "type": kind, "title": ["Reeds"], "container-title": titles}
    text = json.dumps({"message-type": "work", "message": work})
    service = find_service(text)
    assert service is not None
    (record,) = parse_service(service, text, "x.json").records
    assert record.venue == venue
