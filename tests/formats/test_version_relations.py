"""What the forms say of other versions of a paper, and of papers that were taken back."""

from __future__ import annotations

import json

import pytest

from shelflist.formats.notices import find_retracted_title
from shelflist.formats.other_ids import parse_id, to_key
from shelflist.formats.preprints import (
    find_server,
    find_server_of_doi,
    is_preprint_doi,
    is_preprint_venue,
    strip_version,
)
from shelflist.identity.joining import join_records
from shelflist.model import Record
from shelflist.readers.table import read_seed

PREPRINT = "10.1101/2020.01.02.123456"
ARTICLE = "10.1038/s41586-021-00001-1"
OTHER = (f"doi:{PREPRINT}",)


def read(name: str, content: object) -> tuple[Record, ...]:
    text = content if isinstance(content, str) else json.dumps(content)
    return read_seed(name, text.encode()).records


def crossref(**fields: object) -> dict[str, object]:
    work = {"DOI": ARTICLE, "type": "journal-article", "title": ["Ponds"], **fields}
    return {"status": "ok", "message-type": "work", "message": work}


def relation(kind: str, id: str, id_type: str = "doi") -> dict[str, object]:
    return {"relation": {kind: [{"id-type": id_type, "id": id, "asserted-by": "subject"}]}}


POSTED = {"type": "posted-content", "institution": [{"name": "bioRxiv"}]}
OPENALEX = {
    "id": "https://openalex.org/W1",
    "title": "Ponds",
    "publication_year": 2021,
    "authorships": [],
    "primary_location": {"source": {"display_name": "Nature", "type": "journal"}},
}
REPOSITORY = {"display_name": "a repository", "type": "repository"}
SCHOLAR = {"paperId": "a" * 40, "title": "Ponds", "authors": [], "year": 2023}
CSL = {"id": "x", "type": "article-journal", "title": "Ponds", "DOI": ARTICLE}
ATOM = """<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xmlns:arxiv="http://arxiv.org/schemas/atom">
<entry><id>http://arxiv.org/abs/2001.00001v2</id><published>2020-01-02T00:00:00Z</published>
<title>Ponds</title><summary>Of water.</summary><author><name>A. Hu</name></author>
<arxiv:doi>10.1038/s41586-021-00001-1</arxiv:doi>
<arxiv:journal_ref>Nature 590, 1 (2021)</arxiv:journal_ref></entry></feed>
"""

SAID: dict[str, tuple[str, object, dict[str, object]]] = {
    "Crossref, article": (
        "a.json",
        crossref(**relation("has-preprint", PREPRINT.upper())),
        {"doi": ARTICLE, "other_ids": OTHER},
    ),
    "Crossref, preprint": (
        "a.json",
        crossref(**POSTED, DOI=PREPRINT, **relation("is-preprint-of", ARTICLE)),
        {"doi": ARTICLE, "other_ids": OTHER, "preprint": "bioRxiv", "venue": None},
    ),
    "Crossref, version of a preprint": (
        "a.json",
        crossref(
            type="posted-content",
            DOI="10.21203/rs.3.rs-7/v2",
            **relation("is-version-of", "10.21203/rs.3.rs-7/v1"),
        ),
        {"doi": "10.21203/rs.3.rs-7/v2", "other_ids": ()},
    ),
    "Crossref, arXiv as address": (
        "a.json",
        crossref(**relation("has-preprint", "https://arxiv.org/abs/2304.08485v2", "uri")),
        {"doi": ARTICLE, "arxiv": "2304.08485", "other_ids": ()},
    ),
    "Crossref, new version": (
        "a.json",
        crossref(**{"update-to": [{"DOI": "10.5555/old", "type": "new_version"}]}),
        {"doi": ARTICLE, "other_ids": ("doi:10.5555/old",), "retracted": False},
    ),
    "Crossref, correction": (
        "a.json",
        crossref(**{"update-to": [{"DOI": "10.5555/old", "type": "correction"}]}),
        {"doi": ARTICLE, "title": "Ponds", "other_ids": (), "retracted": False},
    ),
    "OpenAlex, locations": (
        "a.json",
        {
            **OPENALEX,
            "doi": f"https://doi.org/{ARTICLE}",
            "locations": [
                {
                    "landing_page_url": "https://doi.org/10.48550/arxiv.2304.08485",
                    "source": REPOSITORY,
                },
                {"landing_page_url": f"https://doi.org/{PREPRINT}", "source": REPOSITORY},
                {"landing_page_url": "https://doi.org/10.5555/book", "source": REPOSITORY},
            ],
        },
        {"doi": ARTICLE, "arxiv": "2304.08485", "other_ids": OTHER, "venue": "Nature"},
    ),
    "Semantic Scholar, ids": (
        "a.json",
        {**SCHOLAR, "externalIds": {"ArXiv": "2304.08485", "DOI": ARTICLE}},
        {"doi": ARTICLE, "arxiv": "2304.08485"},
    ),
    "Semantic Scholar, DBLP's key": (
        "a.json",
        {**SCHOLAR, "externalIds": {"DBLP": "journals/corr/abs-2304-08485"}},
        {"arxiv": "2304.08485", "venue": None},
    ),
    "CSL-JSON with Crossref's relations": (
        "a.json",
        [{**CSL, **relation("has-preprint", PREPRINT)}],
        {"doi": ARTICLE, "other_ids": OTHER},
    ),
    "arXiv": (
        "a.xml",
        ATOM,
        {"doi": ARTICLE, "arxiv": "2001.00001", "venue": "Nature 2021", "year": 2020},
    ),
    "BibLaTeX, related": (
        "a.bib",
        f"@article{{a, title={{Ponds}}, doi={{{ARTICLE}}}, "
        "related={b}, relatedtype={preprint}}"
        f"\n@misc{{b, title={{Pools}}, doi={{{PREPRINT}}}}}",
        {"doi": ARTICLE, "other_ids": OTHER},
    ),
    "BibLaTeX, related of no kind": (
        "a.bib",
        f"@article{{a, title={{Ponds}}, author={{Hu, A.}}, doi={{{ARTICLE}}}, related={{b, c}}}}"
        f"\n@misc{{b, title={{Pools}}, author={{Hu, A.}}, doi={{{PREPRINT}}}}}"
        "\n@misc{c, title={Lakes}, author={Li, B.}, doi={10.1101/2020.02.02.222222}}",
        {"doi": ARTICLE, "other_ids": OTHER},
    ),
    "BibLaTeX, a translation": (
        "a.bib",
        f"@book{{a, title={{Ponds}}, doi={{{ARTICLE}}}, "
        "related={b}, relatedtype={translationof}}"
        "\n@book{b, title={Teiche}, doi={10.5555/b}}",
        {"doi": ARTICLE, "other_ids": ()},
    ),
    "BibTeX, eprint and DOI": (
        "a.bib",
        f"@article{{a, title={{Ponds}}, journal={{Nature}}, doi={{{ARTICLE}}}, "
        "eprint={2304.08485v3}, archiveprefix={arXiv}}",
        {"doi": ARTICLE, "arxiv": "2304.08485"},
    ),
    "BibTeX, eprint on bioRxiv": (
        "a.bib",
        f"@article{{a, title={{Ponds}}, journal={{Nature}}, doi={{{ARTICLE}}}, "
        f"eprint={{{PREPRINT}}}, eprinttype={{biorxiv}}}}",
        {"doi": ARTICLE, "other_ids": OTHER, "preprint": "bioRxiv", "venue": "Nature"},
    ),
    "BibTeX, note": (
        "a.bib",
        f"@article{{a, title={{Ponds}}, doi={{{ARTICLE}}}, note={{Preprint: doi:{PREPRINT}}}}}",
        {"doi": ARTICLE, "other_ids": OTHER},
    ),
    "BibTeX, note on another paper": (
        "a.bib",
        f"@article{{a, title={{Ponds}}, doi={{{ARTICLE}}}, note={{Comment on doi:{PREPRINT}}}}}",
        {"doi": ARTICLE, "other_ids": ()},
    ),
    "BibTeX, address of bioRxiv": (
        "a.bib",
        "@article{a, title={Ponds}, "
        f"url={{https://www.biorxiv.org/content/{PREPRINT}v2.full.pdf}}}}",
        {"doi": PREPRINT},
    ),
    "PubMed, article": (
        "a.nbib",
        f"PMID- 1\nTI  - Ponds.\nLID - {ARTICLE} [doi]\nJT  - Nature\n"
        f"UOF - bioRxiv. 2020 Jan 2:2020.01.02.123456. doi: {PREPRINT}. PMID: 2\n",
        {"doi": ARTICLE, "other_ids": OTHER},
    ),
    "PubMed, preprint": (
        "a.nbib",
        f"PMID- 2\nTI  - Ponds.\nLID - {PREPRINT} [doi]\nJT  - bioRxiv\nPT  - Preprint\n"
        f"UIN - Nature. 2021 Feb;590(1):1-5. doi: {ARTICLE}. PMID: 1\n",
        {"doi": ARTICLE, "other_ids": OTHER, "preprint": "bioRxiv", "venue": None},
    ),
    "PubMed, a review and its update": (
        "a.nbib",
        f"PMID- 1\nTI  - Ponds.\nLID - {ARTICLE} [doi]\nJT  - Reviews\n"
        "UOF - Reviews. 2010. doi: 10.1002/old. PMID: 2\n",
        {"doi": ARTICLE, "other_ids": ()},
    ),
}


@pytest.mark.parametrize(("name", "content", "expected"), SAID.values(), ids=SAID.keys())
def test_what_a_form_says_of_versions(
    name: str, content: object, expected: dict[str, object]
) -> None:
    record = read(name, content)[0]
    assert {field: getattr(record, field) for field in expected} == expected


NOTICES: dict[str, tuple[str, object]] = {
    "Crossref": (
        "a.json",
        crossref(
            DOI="10.5555/notice",
            title=["Retraction Note: Ponds"],
            **{"update-to": [{"DOI": ARTICLE, "type": "retraction"}]},
        ),
    ),
    "CSL-JSON": (
        "a.json",
        [
            {
                **CSL,
                "DOI": "10.5555/notice",
                "title": "Retraction: Ponds",
                "update-to": [{"DOI": ARTICLE, "type": "retraction"}],
            }
        ],
    ),
    "PubMed": (
        "a.nbib",
        "PMID- 3\nTI  - Retraction: Ponds.\nLID - 10.5555/notice [doi]\n"
        f"ROF - Nature. 2021 Feb;590:1-5. doi: {ARTICLE}. PMID: 1\n",
    ),
    "BibTeX": (
        "a.bib",
        "@article{a, title={Retraction notice to ``Ponds'' [Water 12 (2010) 1--5]}, "
        f"doi={{10.5555/notice}}, abstract={{This retracts the article DOI: {ARTICLE}.}}}}",
    ),
}


@pytest.mark.parametrize(("name", "content"), NOTICES.values(), ids=NOTICES.keys())
def test_a_notice_marks_the_paper_and_is_none_itself(name: str, content: object) -> None:
    [notice] = read(name, content)
    assert (notice.doi, notice.retracted, notice.title) == (ARTICLE, True, None)
    assert notice.provisional_title == "Ponds"
    assert [link.url for link in notice.links] == ["https://doi.org/10.5555/notice"]

    [paper] = read("b.json", [{**CSL, "issued": {"date-parts": [[2021]]}}])
    [work] = join_records([notice, paper]).works
    assert (work.record.title, work.record.year, work.record.retracted) == ("Ponds", 2021, True)
    assert work.conflicts == ()


TITLES = [
    ("Retraction: Ponds", "Ponds"),
    ("Retraction notice to “Ponds” [J. Water 12 (2010) 1–5]", "Ponds"),
    ("Retraction Note to: Ponds: a study", "Ponds: a study"),
    ("Notice of Retraction: Ponds", "Ponds"),
    ("Retraction for Hu et al., Ponds", "Ponds"),
    ("RETRACTED: Ponds", None),
    ("Retraction policies in biology", None),
    ("Ponds", None),
]


@pytest.mark.parametrize(("title", "expected"), TITLES)
def test_the_title_of_a_notice_names_the_paper(title: str, expected: str | None) -> None:
    assert find_retracted_title(title) == expected


def test_a_notice_without_a_doi_is_a_publication_of_its_own() -> None:
    [notice] = read("a.json", [{"id": "n", "type": "article", "title": "Retraction: Ponds"}])
    [paper] = read("b.json", [CSL])
    assert (notice.title, notice.retracted) == ("Retraction: Ponds", False)
    works = join_records([notice, paper]).works
    assert [work.record.retracted for work in works] == [False, False]


OTHERS: dict[str, tuple[str, object]] = {
    "Crossref": (
        "a.json",
        crossref(author=[{"given": "A.", "family": "Hu"}, {"name": "et al."}]),
    ),
    "OpenAlex": (
        "a.json",
        {
            **OPENALEX,
            "authorships": [
                {"author": {"display_name": "A. Hu"}},
                {"author": {"display_name": "et al."}},
            ],
        },
    ),
    "Semantic Scholar": (
        "a.json",
        {**SCHOLAR, "externalIds": {}, "authors": [{"name": "A. Hu"}, {"name": "et al"}]},
    ),
    "CSL-JSON": (
        "a.json",
        [{**CSL, "author": [{"family": "Hu", "given": "A."}, {"literal": "et al."}]}],
    ),
    "BibTeX": ("a.bib", "@misc{a, title={Ponds}, author={Hu, A. and {et al.}}}"),
    "RIS": ("a.ris", "TY  - JOUR\nTI  - Ponds\nAU  - Hu, A.\nAU  - et al.\nER  - \n"),
}


@pytest.mark.parametrize(("name", "content"), OTHERS.values(), ids=OTHERS.keys())
def test_et_al_is_no_author(name: str, content: object) -> None:
    [record] = read(name, content)
    assert [str(author) for author in record.authors] == ["A. Hu"]
    assert record.more_authors


DOIS = [
    ("10.1101/123456", "bioRxiv", "10.1101/123456"),
    ("10.1101/2020.01.02.123456v3", "bioRxiv", PREPRINT),
    (f"{PREPRINT}v1.full.pdf", "bioRxiv", PREPRINT),
    ("10.1101/2020.01.02.20123456", "medRxiv", "10.1101/2020.01.02.20123456"),
    ("10.64898/2026.05.30.26354512", "medRxiv", "10.64898/2026.05.30.26354512"),
    ("10.21203/rs.3.rs-77/v2", "Research Square", "10.21203/rs.3.rs-77"),
    ("10.26434/chemrxiv-2022-k4v2d-v2", "ChemRxiv", "10.26434/chemrxiv-2022-k4v2d"),
    ("10.26434/chemrxiv-2022-kd4v2", "ChemRxiv", "10.26434/chemrxiv-2022-kd4v2"),
    ("10.31219/osf.io/abcde_v1", "OSF Preprints", "10.31219/osf.io/abcde"),
    ("10.31234/osf.io/abcde", "PsyArXiv", "10.31234/osf.io/abcde"),
    ("10.20944/preprints202001.0001.v1", "Preprints.org", "10.20944/preprints202001.0001"),
    ("10.36227/techrxiv.123.v2", "TechRxiv", "10.36227/techrxiv.123"),
    ("10.22541/au.123.456/v1", "Authorea", "10.22541/au.123.456"),
    ("10.22541/essoar.123/v1", "ESS Open Archive", "10.22541/essoar.123"),
    ("10.31224/3615", "engrXiv", "10.31224/3615"),
    ("10.2139/ssrn.3456", "SSRN", "10.2139/ssrn.3456"),
    ("10.5281/zenodo.123", "Zenodo", "10.5281/zenodo.123"),
    ("10.6084/m9.figshare.123.v1", "Figshare", "10.6084/m9.figshare.123"),
    ("10.13140/rg.2.2.1", "ResearchGate", "10.13140/rg.2.2.1"),
]


@pytest.mark.parametrize(("doi", "server", "key"), DOIS)
def test_dois_of_preprints(doi: str, server: str, key: str) -> None:
    assert is_preprint_doi(doi)
    assert (find_server_of_doi(doi), strip_version(doi)) == (server, key)


@pytest.mark.parametrize("doi", ["10.1101/gr.123456.118", "10.1038/v2", "10.1145/3292500.v2"])
def test_dois_of_publishers_are_left_alone(doi: str) -> None:
    assert not is_preprint_doi(doi)
    assert (find_server_of_doi(doi), strip_version(doi)) == (None, doi)


VENUES = [
    ("bioRxiv preprint", "bioRxiv"),
    ("bioRxiv : the preprint server for biology", "bioRxiv"),
    ("SSRN Electronic Journal", "SSRN"),
    ("Research Square (Research Square)", "Research Square"),
    ("PsyArXiv Preprints", "PsyArXiv"),
    ("Preprints", "Preprints.org"),
    ("HAL", "HAL"),
    ("OSF", "OSF Preprints"),
    ("AfricArXiv", "AfricArXiv"),
]


@pytest.mark.parametrize(("venue", "server"), VENUES)
def test_names_of_servers(venue: str, server: str) -> None:
    assert is_preprint_venue(venue)
    assert find_server(venue) == server


@pytest.mark.parametrize("venue", ["Nature", "Halifax Review", "Zeitschrift", "Preprints of the X"])
def test_other_venues_are_no_servers(venue: str) -> None:
    assert not is_preprint_venue(venue)
    assert find_server(venue) is None


def test_arxiv_has_a_field_of_its_own() -> None:
    assert is_preprint_venue("arXiv preprint")
    assert find_server("arXiv preprint") is None


IDS = [
    (f"doi:{PREPRINT}v2", f"doi:{PREPRINT}"),
    (f"https://doi.org/{PREPRINT.upper()}", f"doi:{PREPRINT}"),
    ("10.1002/(SICI)1097-4571(199806)49:8", "doi:10.1002/(sici)1097-4571(199806)49:8"),
    (f"https://www.biorxiv.org/content/{PREPRINT}v2.full", f"doi:{PREPRINT}"),
    ("https://dl.acm.org/doi/abs/10.1145/3292500/pdf?x=1", "doi:10.1145/3292500"),
    ("arXiv:2304.08485v2", "arxiv:2304.08485"),
    ("2304.08485", "arxiv:2304.08485"),
    ("https://arxiv.org/pdf/2304.08485v2.pdf", "arxiv:2304.08485"),
    ("hep-th/9901001", "arxiv:hep-th/9901001"),
    ("10.48550/arXiv.2304.08485", "arxiv:2304.08485"),
]


@pytest.mark.parametrize(("text", "key"), IDS)
def test_an_id_in_any_form(text: str, key: str) -> None:
    assert to_key(parse_id(text)) == key


@pytest.mark.parametrize("text", ["", "gptq", "10", "10.5", "doi:", "arxiv:", "https://a.org/b"])
def test_what_is_no_id(text: str) -> None:
    with pytest.raises(ValueError, match="neither a DOI nor an arXiv id"):
        parse_id(text)
