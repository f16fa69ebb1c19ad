"""What programs read of a paper's page: Google Scholar, Zotero, search engines."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from typing import Any

import pytest
from sites import Site


class Head(HTMLParser):
    """The `meta` elements of a page and its JSON-LD, read by Python's own parser."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: dict[str, list[str]] = {}
        self.linked: list[dict[str, Any]] = []
        self._is_linked = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self._is_linked = tag == "script" and values.get("type") == "application/ld+json"
        name = values.get("name") or values.get("property")
        if tag == "meta" and name:
            self.tags.setdefault(name, []).append(values["content"])

    def handle_data(self, data: str) -> None:
        if self._is_linked:
            self.linked.append(json.loads(data))
            self._is_linked = False


def test_every_paper_says_its_title_its_authors_and_its_ids(site: Site) -> None:
    papers = [page for page in site.pages() if page.startswith("papers/") and page.count("/") == 2]
    assert len(papers) == 152
    for page in papers:
        head = Head(site.text(page))
        (article,) = head.linked
        assert article["@type"] == "ScholarlyArticle"
        assert head.tags["citation_title"] == head.tags["og:title"] == [article["headline"]]
        authors = [author["name"] for author in article.get("author", [])]
        assert head.tags.get("citation_author", []) == authors
        assert head.tags.get("citation_publication_date", [""])[0] == article.get(
            "datePublished", ""
        )
        assert all(head.tags["description"] + head.tags["og:description"])
        assert head.tags["citation_abstract_html_url"] == head.tags["og:url"] == [article["url"]]
        for identifier in article.get("identifier", []):
            name = {"DOI": "citation_doi", "arXiv": "citation_arxiv_id"}[identifier["propertyID"]]
            assert head.tags[name] == [identifier["value"]]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("citation_journal_title", "Journal of Systems Architecture"),
        ("citation_volume", "12"),
        ("citation_firstpage", "1"),
        ("citation_lastpage", "9"),
        ("citation_doi", "10.1016/j.sysarc.2020.101"),
        ("citation_publication_date", "2020"),
    ],
)
def test_a_journal_is_said_as_scholar_wants_it(sample: Site, name: str, value: str) -> None:
    assert Head(sample.text("papers/journal/index.html")).tags[name] == [value]


def test_an_institution_is_no_person(sample: Site) -> None:
    (article,) = Head(sample.text("papers/journal/index.html")).linked
    assert [author["@type"] for author in article["author"]] == ["Person", "Organization"]


def test_markup_in_front_matter_stays_text_for_programs_too(sample: Site) -> None:
    html = sample.text("papers/hostile/index.html")
    head = Head(html)
    (article,) = head.linked
    assert article["headline"].startswith("<script>alert(1)</script>")
    assert head.tags["citation_title"] == [article["headline"]]
    assert not any(address.startswith(("javascript:", "data:")) for address in article["sameAs"])
    assert html.count("</script>") == html.count("<script")


def test_every_other_page_says_what_it_is(site: Site) -> None:
    for page in site.pages():
        if page != "404.html" and "http-equiv" not in site.text(page):
            tags = Head(site.text(page)).tags
            assert tags["og:title"][0] and tags["description"][0]
            assert tags["og:url"][0].startswith("https://")
