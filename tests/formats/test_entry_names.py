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
        ("Smith, J., et al.", ["J. Smith"], True),
        ("Smith, J. et al.", ["J. Smith"], True),
        ("Smith, John, et al", ["John Smith"], True),
        ("Smith J et al", ["Smith J"], True),
        ("Smith J, Doe KA, Roe L", ["J Smith", "KA Doe", "L Roe"], False),
        ("Smith J, Doe KA, et al.", ["J Smith", "KA Doe"], True),
        ("Smith, J", ["J Smith"], False),
        ("Malcolm X", ["Malcolm X"], False),
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


NATURAL = ["Rajesh S", "Arun K.", "Malcolm X", "Zoë Q", "Rajesh Kumar V", "Wei LI"]
OF_SERVICES = ("openalex", "semantic-scholar", "dblp", "bibtex")


@pytest.mark.parametrize("name", NATURAL)
@pytest.mark.parametrize("form", OF_SERVICES)
def test_a_service_gives_names_in_reading_order(form: str, name: str) -> None:
    (record,) = read_seed("seeds/x", FORMS[form](name).encode()).records
    assert record.authors[0].given == name.rpartition(" ")[0]
    assert record.authors[0].family == name.rpartition(" ")[2]


@pytest.mark.parametrize("name", NATURAL)
def test_so_does_front_matter(name: str) -> None:
    text = f"---\ntitle: Ponds\nauthors: [{name}, Ann Reed]\nvenue: CVPR\nyear: 2020\n---\n"
    (record,) = read_seed("seeds/a.md", text.encode()).records
    assert [str(author) for author in record.authors] == [name, "Ann Reed"]


@pytest.mark.parametrize(
    ("names", "families"),
    [
        (["Smith J", "Doe KA"], ["Smith", "Doe"]),
        (["Smith J."], ["Smith"]),
        (["Malcolm X", "Jane Doe"], ["X", "Doe"]),
        (["Smith, John", "Malcolm X"], ["Smith", "X"]),
        (["Rajesh S", "Arun K."], ["S", "K."]),
        (["Smith J", "Doe K", "The Pond Group"], ["Smith", "Doe", ""]),
        (["Smith J", "et al."], ["Smith"]),
        (["Smith J, Doe K, Roe L"], ["Smith", "Doe", "Roe"]),
    ],
)
@pytest.mark.parametrize("form", ["ris", "endnote", "endnote-xml"])
def test_the_order_of_names_is_that_of_the_whole_list(
    form: str, names: list[str], families: list[str]
) -> None:
    people = "".join(f"<author>{name}</author>" for name in names)
    lines = "\n".join(f"AU  - {name}" for name in names)
    text = {
        "ris": f"TY  - JOUR\nTI  - Ponds\n{lines}\nER  - \n",
        "endnote": "%0 Book\n%T Ponds\n" + "".join(f"%A {name}\n" for name in names),
        "endnote-xml": "<xml><records><record><ref-type name='Book'>6</ref-type><titles>"
        f"<title>Ponds</title></titles><contributors><authors>{people}</authors></contributors>"
        "</record></records></xml>",
    }[form]
    (record,) = read_seed("seeds/x", text.encode()).records
    assert [name.family for name in record.authors] == families
    assert record.more_authors is ("et al." in names)


@pytest.mark.parametrize(
    ("author", "names"),
    [
        ({"literal": "Smith, J. et al."}, ["J. Smith"]),
        ({"literal": "Ann Reed et al"}, ["Ann Reed"]),
        ({"family": "al", "given": "et"}, []),
        ({"family": "al.", "given": "et"}, []),
        ({"family": "et al."}, []),
        ({"family": "Smith et al.", "given": "J."}, ["J. Smith"]),
        ({"family": "Smith", "given": "J., et al."}, ["J. Smith"]),
    ],
)
def test_et_al_in_csl_json_names_nobody(author: dict[str, str], names: list[str]) -> None:
    items = [{"id": "a", "title": "Ponds", "author": [author, {"family": "Oak", "given": "Ben"}]}]
    (record,) = read_seed("seeds/x.json", json.dumps(items).encode()).records
    assert [str(name) for name in record.authors] == [*names, "Ben Oak"]
    assert record.more_authors


@pytest.mark.parametrize(
    ("lines", "names"),
    [
        ("AU  - Oak, B\nAU  - Reed, A\nA1  - Oak, B.\nA1  - Reed, A.", ["B Oak", "A Reed"]),
        ("AU  - Oak, B\nA1  - Reed, A", ["B Oak", "A Reed"]),
        ("AU  - Li, Y\nAU  - Li, Y", ["Y Li", "Y Li"]),
    ],
)
def test_who_stands_in_au_and_in_a1_is_one_author(lines: str, names: list[str]) -> None:
    text = f"TY  - JOUR\nTI  - Ponds\n{lines}\nER  - \n"
    (record,) = read_seed("seeds/x.ris", text.encode()).records
    assert [str(name) for name in record.authors] == names
