"""What stands in a field for a DOI and is none is named, in every form."""

from __future__ import annotations

import json

import pytest

from shelflist.readers.table import read_seed

WORK = {"title": ["Ponds"], "DOI": "10.1/aaa", "type": "journal-article"}
XML = (
    '<xml><records><record><ref-type name="Book">1</ref-type><titles><title>Ponds</title></titles>'
    "<electronic-resource-num>%s</electronic-resource-num></record></records></xml>"
)
FORMS = {
    "bibtex": "@article{a, title = {Ponds}, journal = {Nature}, year = 2020, doi = {%s}}\n",
    "csl-json": json.dumps([{"id": "a", "title": "Ponds", "DOI": "%s"}]),
    "csl-yaml": "references:\n- id: a\n  title: Ponds\n  DOI: %s\n",
    "ris": "TY  - JOUR\nTI  - Ponds\nDO  - %s\nER  - \n",
    "endnote": "%%0 Journal Article\n%%T Ponds\n%%R %s\n",
    "endnote xml": XML,
    "pubmed": "PMID- 1\nOWN - NLM\nTI  - Ponds\nLID - %s [doi]\n",
    "web of science": "FN Clarivate\nVR 1.0\nPT J\nAU Reed, A\nTI Ponds\nSO Nature\n"
    "PY 2020\nDI %s\nER\n\nEF\n",
    "zotero": json.dumps(
        [{"key": "A", "itemType": "book", "title": "Ponds", "creators": [], "DOI": "%s"}]
    ),
    "crossref": json.dumps({"status": "ok", "message-type": "work", "message": WORK}).replace(
        "10.1/aaa", "%s"
    ),
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("doi", ["10.1/aaa", "10.1000", "unknown"])
def test_no_doi(form: str, doi: str) -> None:
    reading = read_seed("seeds/x", (FORMS[form] % doi).encode())
    (record,) = reading.records
    (problem,) = [each for each in reading.problems if each.rule == "bad-doi"]
    assert repr(doi) in problem.message
    assert record.doi is None


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("doi", ["10.1000/aaa", "https://doi.org/10.1000/aaa"])
def test_a_doi(form: str, doi: str) -> None:
    reading = read_seed("seeds/x", (FORMS[form] % doi).encode())
    assert "bad-doi" not in {each.rule for each in reading.problems}
    assert [record.doi for record in reading.records] == ["10.1000/aaa"]
