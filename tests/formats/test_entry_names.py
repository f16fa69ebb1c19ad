"""Names that name nobody cost no record, in whatever form they stand."""

import json

import pytest

from shelflist.formats.entry_names import parse_entry_of_names
from shelflist.formats.front_matter import to_record
from shelflist.model import Place
from shelflist.readers.table import read_seed

NOBODY = ["\\begin{document}", "???", "\\'", "{}", " ", "-"]
FORMS = {
    "bibtex": lambda name: f"@article{{a, title = {{Ponds}}, author = {{{name} and Reed, Ann}}}}",
    "ris": lambda name: f"TY  - JOUR\nTI  - Ponds\nAU  - {name}\nAU  - Reed, Ann\nER  - \n",
    "endnote": lambda name: f"%0 Book\n%T Ponds\n%A {name}\n%A Reed, Ann\n",
    "csl-json": lambda name: json.dumps(
        [{"title": "Ponds", "author": [name, {"given": name}, {"family": "Reed", "given": "Ann"}]}]
    ),
    "openalex": lambda name: json.dumps(
        {
            "id": "https://openalex.org/W1",
            "title": "Ponds",
            "authorships": [
                {"author": {"display_name": name}},
                {"author": {"display_name": "Ann Reed"}},
            ],
        }
    ),
    "semantic-scholar": lambda name: json.dumps(
        {"paperId": "1", "title": "Ponds", "authors": [{"name": name}, {"name": "Ann Reed"}]}
    ),
    "dblp": lambda name: json.dumps(
        {"hits": {"hit": [{"info": {"title": "Ponds", "authors": {"author": [name, "Ann Reed"]}}}]}}
    ),
    "zotero": lambda name: json.dumps(
        [
            {
                "key": "A",
                "itemType": "book",
                "title": "Ponds",
                "creators": [
                    {"creatorType": "author", "firstName": name},
                    {"creatorType": "author", "firstName": "Ann", "lastName": "Reed"},
                ],
            }
        ]
    ),
}


@pytest.mark.parametrize("name", NOBODY)
@pytest.mark.parametrize("form", FORMS)
def test_who_is_nobody_is_left_out(form: str, name: str) -> None:
    reading = read_seed("seeds/x", FORMS[form](name).encode())
    assert reading.format == form
    (record,) = reading.records
    assert record.title == "Ponds"
    assert "Ann Reed" in [str(author) for author in record.authors]


@pytest.mark.parametrize(
    ("text", "names", "others"),
    [
        ("Reed, Ann", ["Ann Reed"], False),
        ("Lake Society,", ["Lake Society"], False),
        ("Ann Reed; Ben Oak", ["Ann Reed", "Ben Oak"], False),
        ("Ann Reed and others", ["Ann Reed"], True),
        ("et al.", [], True),
        ("...", [], True),
        ("", [], False),
    ],
)
def test_names_of_one_field(text: str, names: list[str], others: bool) -> None:
    found, has_others = parse_entry_of_names(text)
    assert [str(name) for name in found] == names
    assert has_others is others


def test_a_page_of_ours_with_such_a_name_is_read() -> None:
    fields = {"title": "Ponds", "authors": ("???", "\\begin{x}", "Ann Reed"), "editors": ("-",)}
    record = to_record(fields, None, Place("docs/papers/a.md", 1, 1))
    assert [str(author) for author in record.authors] == ["Ann Reed"]
    assert record.editors == ()
