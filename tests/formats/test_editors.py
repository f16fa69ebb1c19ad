"""Editors in every form: kept in their order, never taken for authors."""

import json

import pytest

from shelflist.readers.table import read_seed

ITEM = {"title": "Ponds", "author": [{"family": "Reed", "given": "Ann"}]}
NAMES = ["Ben Oak", "Cora Elm"]
BIBTEX = "@inproceedings{a, title = {Ponds}, author = {Reed, Ann}, %s}\n"


@pytest.mark.parametrize(
    ("text", "authors", "editors"),
    [
        pytest.param(
            BIBTEX % "editor = {Oak, Ben and Elm, Cora}", ["Ann Reed"], NAMES, id="bibtex"
        ),
        pytest.param(
            BIBTEX % "crossref = {b}"
            + "@proceedings{b, title = {Lakes}, editor = {Oak, Ben and Cora Elm}}\n",
            ["Ann Reed"],
            NAMES,
            id="bibtex, of the volume",
        ),
        pytest.param(
            BIBTEX % "editor = {Oak, Ben}, editortype = {translator}",
            ["Ann Reed"],
            [],
            id="biblatex, a translator",
        ),
        pytest.param(
            "TY  - CHAP\nTI  - Ponds\nAU  - Reed, Ann\nA2  - Oak, Ben\nED  - Elm, Cora\nER  - \n",
            ["Ann Reed"],
            NAMES,
            id="ris, part of a book",
        ),
        pytest.param(
            "TY  - BOOK\nTI  - Ponds\nAU  - Reed, Ann\nA2  - Series, Editor\nA3  - Oak, Ben\n"
            "A3  - Elm, Cora\nER  - \n",
            ["Ann Reed"],
            NAMES,
            id="ris, book in a series",
        ),
        pytest.param(
            "TY  - THES\nTI  - Ponds\nAU  - Reed, Ann\nA2  - Adviser, The\nER  - \n",
            ["Ann Reed"],
            [],
            id="ris, adviser of a thesis",
        ),
        pytest.param(
            "TY  - JOUR\nTI  - Ponds\nAU  - Reed, Ann\nA2  - Lakes\nA2  - Oak, Elm, Fir\nER  - \n",
            ["Ann Reed"],
            [],
            id="ris, collaborators and cited names of Ovid",
        ),
        pytest.param(
            "TY  - JOUR\nTI  - Ponds\nAU  - Reed, Ann\nA2  - Oak, Ben\nED  - Elm, Cora\nER  - \n",
            ["Ann Reed"],
            ["Ben Oak", "Cora Elm"],
            id="ris, editors of an issue",
        ),
        pytest.param(
            "TY  - EDBOOK\nTI  - Ponds\nAU  - Oak, Ben\nAU  - Elm, Cora\nER  - \n",
            [],
            NAMES,
            id="ris, edited book of EndNote",
        ),
        pytest.param(
            "PMID- 1\nTI  - Ponds\nBTI - Lakes\nFAU - Reed, Ann\nAU  - Reed A\nFED - Oak, Ben\n"
            "ED  - Oak B\nFED - Elm, Cora\nED  - Elm C\n",
            ["Ann Reed"],
            NAMES,
            id="pubmed",
        ),
        pytest.param(
            "FN Clarivate\nVR 1.0\nPT S\nAU Reed, Ann\nBE Oak, Ben\n   Elm, Cora\nTI Ponds\n"
            "SO Lakes\nPY 2001\nER\n\nEF\n",
            ["Ann Reed"],
            NAMES,
            id="web of science",
        ),
        pytest.param(
            json.dumps([{**ITEM, "editor": [{"literal": "Ben Oak"}, {"literal": "Cora Elm"}]}]),
            ["Ann Reed"],
            NAMES,
            id="csl-json",
        ),
        pytest.param(
            json.dumps(
                {
                    "status": "ok",
                    "message-type": "work",
                    "message": {
                        "title": ["Ponds"],
                        "author": [{"family": "Reed", "given": "Ann"}],
                        "editor": [
                            {"family": "Oak", "given": "Ben"},
                            {"family": "Elm", "given": "Cora"},
                        ],
                    },
                }
            ),
            ["Ann Reed"],
            NAMES,
            id="crossref",
        ),
        pytest.param(
            json.dumps(
                {
                    "result": {
                        "hits": {
                            "hit": [
                                {
                                    "info": {
                                        "type": "Editorship",
                                        "title": "Ponds.",
                                        "authors": {"author": NAMES},
                                    }
                                }
                            ]
                        }
                    }
                }
            ),
            [],
            NAMES,
            id="dblp, editorship",
        ),
    ],
)
def test_editors_are_kept(text: str, authors: list[str], editors: list[str]) -> None:
    (record,) = read_seed("seeds/x", text.encode()).records
    assert [str(name) for name in record.authors] == authors
    assert [str(name) for name in record.editors] == editors


def test_the_doi_of_a_book_is_not_that_of_its_chapter() -> None:
    text = "PT S\nAU Reed, A\nTI Ponds\nSO Lakes\nD2 10.1000/lakes\nPY 2001\nER\n\nEF\n"
    (record,) = read_seed("seeds/x", f"FN Clarivate\nVR 1.0\n{text}".encode()).records
    assert record.doi is None
