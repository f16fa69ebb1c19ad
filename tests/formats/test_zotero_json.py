"""Zotero's own JSON: what its interface gives, and what Better BibTeX exports."""

import json

from shelflist.readers.table import read_seed

ITEM = {
    "key": "ABCD1234",
    "itemType": "conferencePaper",
    "title": "How ponds freeze",
    "creators": [
        {"creatorType": "author", "firstName": "Ann", "lastName": "Reed"},
        {"creatorType": "author", "name": "Lake Society"},
        {"creatorType": "editor", "firstName": "Cora", "lastName": "Elm"},
        {"creatorType": "translator", "firstName": "Ben", "lastName": "Oak"},
    ],
    "proceedingsTitle": "Lakes",
    "date": "2001-05-01",
    "extra": "Citation Key: reed2001\narXiv: 2001.00001 [cs]",
    "tags": [{"tag": "ice"}, {"tag": "ponds", "type": 1}],
    "collections": ["XYZ"],
}
NOTE = {"key": "EFGH5678", "itemType": "attachment", "title": "Full Text PDF"}


def check(text: str) -> None:
    reading = read_seed("seeds/x.json", text.encode())
    assert reading.format == "zotero"
    (record,) = reading.records
    assert record.title == "How ponds freeze"
    assert [str(name) for name in record.authors] == ["Ann Reed", "Lake Society"]
    assert [str(name) for name in record.editors] == ["Cora Elm"]
    assert (record.venue, record.year, record.arxiv) == ("Lakes", 2001, "2001.00001")
    assert (record.key, record.type) == ("reed2001", "paper-conference")
    assert record.hints == ("ice", "ponds")
    assert [refusal.what for refusal in reading.refused] == ["EFGH5678"]


def test_answer_of_the_interface() -> None:
    check(json.dumps([{"key": "A", "data": ITEM}, {"key": "EFGH5678", "data": NOTE}], indent=1))


def test_export_of_better_bibtex() -> None:
    check(json.dumps({"config": {"id": "1"}, "items": [ITEM, NOTE]}))
