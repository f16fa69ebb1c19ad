"""What a paper's page says of it to programs: COinS, `citation_*` tags, JSON-LD."""

from __future__ import annotations

import json
import re
from typing import cast
from urllib.parse import parse_qsl

import pytest
from drawing_pages import BASE, Seen, draw_paper, read_paper

from shelflist.site.views.coins import to_openurl

COMMON = "title: On Ponds & $n^2$ <b>\nauthors: [Ann Lee, 'van der Maaten, Laurens']\nyear: 2021\n"


def read_openurl(front_matter: str, address: str = "") -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for key, value in parse_qsl(to_openurl(read_paper(front_matter), address), strict_parsing=True):
        found.setdefault(key, []).append(value)
    return found


def read_tags(page: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for tag in re.findall(r"<meta [^>]*>", page):
        values = {name: value for _, name, value in Seen(tag).attributes}
        if "name" in values:
            found.setdefault(values["name"], []).append(values["content"])
    return found


def read_article(page: str) -> dict[str, object]:
    [data] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    article = json.loads(data)
    assert isinstance(article, dict)
    return article


# Fields; format, genre and key of the container in COinS; tag of the container; Zotero's word
# where there is no such tag; the part of schema.org that has the container.
TYPES = {
    "journal": (
        "type: article-journal\nvenue: Nature\nvolume: 5\nissue: 2\npages: 10–19",
        ("journal", "article", "jtitle"),
        "citation_journal_title",
        "",
        "isPartOf",
    ),
    "magazine": (
        "type: article-magazine\nvenue: Wired",
        ("journal", "article", "jtitle"),
        "citation_journal_title",
        "",
        "isPartOf",
    ),
    "conference": (
        "type: paper-conference\nvenue: Proc. of Ponds",
        ("book", "proceeding", "btitle"),
        "citation_conference_title",
        "",
        "isPartOf",
    ),
    "chapter": (
        "type: chapter\nvenue: A Book of Ponds",
        ("book", "bookitem", "btitle"),
        "citation_inbook_title",
        "",
        "isPartOf",
    ),
    "thesis": (
        "type: thesis\nvenue: University of Oslo",
        ("dissertation", "", "inst"),
        "citation_dissertation_institution",
        "",
        "sourceOrganization",
    ),
    "report": (
        "type: report\nvenue: CERN",
        ("book", "report", "pub"),
        "citation_technical_report_institution",
        "",
        "sourceOrganization",
    ),
    "book": ("type: book\npublisher: Ecco", ("book", "book", ""), "", "book", ""),
    "preprint": ("arxiv: '2304.08485'", ("journal", "preprint", "pub"), "", "preprint", ""),
    "other server": (
        "preprint: bioRxiv\ndoi: 10.1101/2020.01.01.123456",
        ("journal", "preprint", "pub"),
        "",
        "preprint",
        "",
    ),
    "nothing known": ("", ("journal", "unknown", ""), "", "", ""),
}


@pytest.mark.parametrize("case", TYPES)
def test_a_type_is_said_in_every_form(case: str) -> None:
    fields, (form, genre, key), tag, zotero, part = TYPES[case]
    front_matter = COMMON + fields
    page, openurl = draw_paper(front_matter), read_openurl(front_matter)
    tags, article, record = read_tags(page), read_article(page), read_paper(front_matter).record
    assert openurl["ctx_ver"] == ["Z39.88-2004"]
    assert openurl["rft_val_fmt"] == [f"info:ofi/fmt:kev:mtx:{form}"]
    assert openurl.get("rft.genre", [""]) == [genre]
    server = record.preprint or "arXiv"
    container = [server] if genre == "preprint" else [record.venue]
    assert openurl.get(f"rft.{key}") == (container if key else None)
    assert openurl["rft.au"] == ["Ann Lee", "van der Maaten, Laurens"]
    assert openurl["rft.date"] == ["2021"]
    assert tags["citation_title"] == [article["name"]] == ["On Ponds & n^2 <b>"]
    assert tags["citation_author"] == ["Ann Lee", "van der Maaten, Laurens"]
    assert tags["citation_publication_date"] == [article["datePublished"]] == ["2021"]
    containers = {name for name in tags if name.endswith(("_title", "_institution"))}
    assert containers - {"citation_title"} == ({tag} if tag else set())
    assert tags.get(tag) == ([record.venue] if tag else None)
    assert tags.get("DC.type", [""]) == [zotero]
    assert article["@type"] == "ScholarlyArticle"
    assert {"isPartOf", "sourceOrganization"} & article.keys() == ({part} if part else set())
    assert article["url"] == f"{BASE}papers/the-slug/"


def test_an_article_has_its_place_in_its_journal() -> None:
    front_matter = COMMON + TYPES["journal"][0] + "\ndoi: 10.1000/Ab.C(1)\nurl: https://e.org/x.PDF"
    openurl, page = read_openurl(front_matter), draw_paper(front_matter)
    for name, value in {"volume": "5", "issue": "2", "pages": "10–19", "epage": "19"}.items():
        assert openurl[f"rft.{name}"] == [value]
    assert openurl["rft_id"] == ["info:doi/10.1000/Ab.C(1)", "https://e.org/x.PDF"]
    tags, article = read_tags(page), read_article(page)
    assert (tags["citation_firstpage"], tags["citation_lastpage"]) == (["10"], ["19"])
    assert tags["citation_doi"] == ["10.1000/Ab.C(1)"]
    assert tags["citation_pdf_url"] == ["https://e.org/x.PDF"]
    assert article["isPartOf"] == {
        "@type": "PublicationIssue",
        "issueNumber": "2",
        "isPartOf": {
            "@type": "PublicationVolume",
            "volumeNumber": "5",
            "isPartOf": {"@type": "Periodical", "name": "Nature"},
        },
    }


@pytest.mark.parametrize(
    ("fields", "ids"),
    [
        ("doi: 10.1000/x", ["info:doi/10.1000/x"]),
        ("arxiv: '2304.08485'", ["info:arxiv/2304.08485", "https://arxiv.org/abs/2304.08485"]),
        ("url: https://e.org/a?b=c&d=%20", ["https://e.org/a?b=c&d=%20"]),
        ("url: 'javascript:alert(1)'", ["https://here.org/x/"]),
        ("doi: null", ["https://here.org/x/"]),
    ],
)
def test_a_paper_is_found_again_by_its_ids_or_its_page(fields: str, ids: list[str]) -> None:
    assert read_openurl(f"title: X\n{fields}", "https://here.org/x/")["rft_id"] == ids


def test_a_retracted_paper_says_so() -> None:
    page = draw_paper(f"{COMMON}retracted: true")
    assert read_article(page)["creativeWorkStatus"] == "Retracted"
    assert "This paper was retracted" in page


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Ann Lee", "Person"),
        ("Plato", "Person"),
        ("BigScience Workshop", "Organization"),
        ("{The Team of Black and White}", "Organization"),
    ],
)
def test_people_and_institutions_are_told_apart(name: str, kind: str) -> None:
    page = draw_paper(f"title: X\nauthors: ['{name}']")
    [author] = cast("list[dict[str, str]]", read_article(page)["author"])
    assert (author["@type"], author["name"]) == (kind, name.strip("{}"))
