"""What programs read of pages that list papers: COinS, JSON-LD, the sitemap."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from html import escape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urljoin, urlsplit
from xml.etree import ElementTree

import extruct
import jsonschema
import pytest
import yaml
from sites import SAMPLE, Site, build

from lists import PaperList
from shelflist.edits.pagefile import parse_page
from shelflist.site.papers import read_docs
from shelflist.site.views.coins import to_openurl

LISTS = ("papers", "topics", "authors", "references")
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"

COLLECTION: dict[str, Any] = {
    "type": "object",
    "required": ["@context", "@type", "name", "description", "url", "mainEntity"],
    "properties": {
        "@context": {"const": "https://schema.org"},
        "@type": {"const": "CollectionPage"},
        "name": {"type": "string", "minLength": 1},
        "url": {"type": "string", "pattern": "^https://"},
        "mainEntity": {
            "type": "object",
            "required": ["@type", "numberOfItems", "itemListElement"],
            "properties": {
                "@type": {"const": "ItemList"},
                "numberOfItems": {"type": "integer", "minimum": 1},
                "itemListElement": {
                    "type": "array",
                    "items": {
                        "type": "object",
                        "required": ["@type", "position", "url"],
                        "properties": {
                            "@type": {"const": "ListItem"},
                            "position": {"type": "integer", "minimum": 1},
                            "url": {"type": "string", "pattern": "^https://"},
                            "name": {"type": "string", "minLength": 1},
                        },
                        "additionalProperties": False,
                    },
                },
            },
        },
    },
}


class Listing(HTMLParser):
    """The links of a page's article and its COinS, read by Python's own parser."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.coins: list[dict[str, list[str]]] = []
        self._is_article = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self._is_article = self._is_article or tag == "article"
        if tag == "a" and self._is_article:
            self.links.append(values.get("href", ""))
        if tag == "span" and values.get("class") == "Z3988":
            self.coins.append(parse_qs(values["title"], strict_parsing=True, errors="strict"))

    def handle_endtag(self, tag: str) -> None:
        self._is_article = self._is_article and tag != "article"


def front_matters(docs: Path) -> dict[str, dict[str, Any]]:
    """Give the front matter of every paper by its path in `docs` without `.md`."""
    found = {}
    for path in docs.glob("papers/**/*.md"):
        text = path.read_text(encoding="utf-8")
        if text.startswith("---\n"):
            meta = yaml.safe_load(text.split("\n---\n")[0])
            if path.stem != "index":
                found[path.relative_to(docs).with_suffix("").as_posix()] = meta
    return found


def papers_linked(page: str, links: list[str], papers: dict[str, Any]) -> list[str]:
    """Say which papers a page of a built folder links to, in order, each once."""
    targets = (urlsplit(urljoin(f"/{page}", link)).path.strip("/") for link in links)
    stems = (re.sub(r"(/index)?\.html$", "", target) for target in targets)
    return list(dict.fromkeys(stem for stem in stems if stem in papers))


def assert_says(coins: dict[str, list[str]], meta: dict[str, Any]) -> None:
    """Compare a COinS with the front matter of its paper."""
    title = str(meta["title"]).replace("\\$", "\0").replace("$", "").replace("\0", "$")
    key = next(k for k in ("rft.atitle", "rft.btitle", "rft.title") if k in coins)
    assert coins[key] == [title]
    assert coins["ctx_ver"] == ["Z39.88-2004"]
    authors = meta.get("authors") or []
    authors = [authors] if isinstance(authors, str) else authors
    names = [a["literal"] if isinstance(a, dict) else a for a in authors]
    assert [sorted(re.findall(r"\w+", n)) for n in coins.get("rft.au", [])] == [
        sorted(re.findall(r"\w+", n)) for n in names
    ]
    for field, name in (("volume", "rft.volume"), ("issue", "rft.issue"), ("pages", "rft.pages")):
        assert coins.get(name, [""]) == [str(meta.get(field) or "")]
    ids = coins.get("rft_id", [])
    doi = str(meta.get("doi") or "")
    assert [one for one in ids if one.startswith("info:doi/")] == ([f"info:doi/{doi}"] * bool(doi))
    if isinstance(meta.get("arxiv"), str):
        assert f"info:arxiv/{meta['arxiv']}" in ids
    year = str(meta.get("year") or "")
    venue = str(meta.get("venue") or "")
    if year.isdigit():
        published = re.search(r" ((?:1[5-9]|20)\d\d)$", venue)
        assert coins["rft.date"] == [published[1] if published else year]
    is_named = {"rft.jtitle", "rft.btitle", "rft.inst", "rft.series", "rft.pub"} & coins.keys()
    assert not venue or is_named


@pytest.fixture(scope="module")
def metas(reading_list: PaperList) -> dict[str, dict[str, Any]]:
    return front_matters(reading_list.path("docs"))


def test_a_list_says_each_of_its_papers_once(
    site: Site, offline: Site, metas: dict[str, dict[str, Any]]
) -> None:
    compared = 0
    for each in (site, offline):
        for page in each.pages():
            html = each.text(page)
            listing = Listing(html)
            stem = re.sub(r"(/index)?\.html$", "", page)
            if stem in metas or page == "404.html" or 'http-equiv="refresh"' in html:
                assert listing.coins == [], page
                continue
            papers = papers_linked(page, listing.links, metas)
            assert len(listing.coins) == len(papers), page
            for coins, paper in zip(listing.coins, papers, strict=True):
                assert_says(coins, metas[paper])
            compared += len(papers)
    assert compared > 2000


@pytest.mark.parametrize(
    ("meta", "said"),
    [
        (
            {"venue": 'J. of "Odd" & <b>, 100%', "type": "article-journal", "volume": 7},
            {
                "rft_val_fmt": "info:ofi/fmt:kev:mtx:journal",
                "rft.genre": "article",
                "rft.jtitle": 'J. of "Odd" & <b>, 100%',
                "rft.volume": "7",
            },
        ),
        (
            {"venue": "ICLR 2023", "pages": "1–9", "doi": "10.1000/A(b)<c>"},
            {
                "rft_val_fmt": "info:ofi/fmt:kev:mtx:book",
                "rft.genre": "proceeding",
                "rft.btitle": "ICLR",
                "rft.date": "2023",
                "rft.spage": "1",
                "rft.epage": "9",
                "rft_id": "info:doi/10.1000/A(b)<c>",
            },
        ),
        (
            {"venue": "Handbook", "type": "chapter", "publisher": "Press"},
            {"rft.genre": "bookitem", "rft.btitle": "Handbook", "rft.pub": "Press"},
        ),
        ({"type": "book"}, {"rft.genre": "book", "rft.btitle": "T"}),
        (
            {"venue": "Big School", "type": "thesis"},
            {
                "rft_val_fmt": "info:ofi/fmt:kev:mtx:dissertation",
                "rft.title": "T",
                "rft.inst": "Big School",
            },
        ),
        ({"venue": "Labs", "type": "report"}, {"rft.genre": "report", "rft.pub": "Labs"}),
        (
            {"arxiv": "hep-th/9901001"},
            {"rft.genre": "preprint", "rft.type": "preprint", "rft.pub": "arXiv"},
        ),
        ({"preprint": "bioRxiv"}, {"rft.genre": "preprint", "rft.pub": "bioRxiv"}),
        ({}, {"rft.genre": "unknown", "rft.atitle": "T"}),
    ],
)
def test_a_coins_says_what_kind_of_publication_it_is(
    meta: dict[str, Any], said: dict[str, str]
) -> None:
    coins = draw({"title": "T", "year": 2022, **meta})
    assert {key: coins[key][0] for key in said} == said


HOSTILE = (
    '"><script>alert(1)</script>',
    "AT&amp;T &lt;b&gt; & Co",
    "100% of 5%20 %zz",
    "C++ + a=b; c",
    "{{7*7}} {% raw %} {# x #}",
    "博士 — é \u202e \x7f 🦜",
    "a\ttab\nand a line",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_breaks_a_coins(text: str) -> None:
    coins = draw({"title": text, "authors": [text, {"literal": text}], "venue": text})
    assert coins["rft.atitle"] == [text.encode("utf-8", "replace").decode()]
    assert len(coins["rft.au"]) == 2


@pytest.mark.parametrize(
    ("author", "last", "first", "shown"),
    [
        ("Laurens van der Maaten", "van der Maaten", "Laurens", "van der Maaten, Laurens"),
        ("Edward J. Hu", "Hu", "Edward J.", "Edward J. Hu"),
        # Zotero would not see that these are one, and would save two people.
        ("E.J. Hu", None, None, "E.J. Hu"),
        ("OpenAI", None, None, "OpenAI"),
    ],
)
def test_the_first_author_is_one_person(
    author: str, last: str | None, first: str | None, shown: str
) -> None:
    coins = draw({"title": "T", "authors": [author, "Ada Rossi"]})
    assert coins["rft.au"] == [shown, "Ada Rossi"]
    assert coins.get("rft.aulast", [None]) == [last]
    assert coins.get("rft.aufirst", [None]) == [first]


def draw(meta: dict[str, Any]) -> dict[str, list[str]]:
    """Give the COinS of a paper whose page has some front matter."""
    page = f"---\n{yaml.safe_dump(meta, allow_unicode=True)}---\n"
    (paper,) = read_docs([("papers/p.md", page)], "docs", parse_page).papers
    said = escape(to_openurl(paper, "https://example.org/p/"))
    (coins,) = Listing(f'<span class="Z3988" title="{said}"></span>').coins
    return coins


def linked(site: Site, page: str) -> list[dict[str, Any]]:
    found = extruct.extract(site.text(page), site.url(page), syntaxes=["json-ld"])
    data: list[dict[str, Any]] = found["json-ld"]
    return data


def test_a_list_is_a_collection_of_its_papers(site: Site, metas: dict[str, dict[str, Any]]) -> None:
    seen = 0
    for page in site.pages():
        is_list = page.split("/")[0] in LISTS and page.removesuffix("/index.html") not in metas
        if not is_list or 'http-equiv="refresh"' in site.text(page):
            continue
        papers = papers_linked(page, Listing(site.text(page)).links, metas)
        collections = [one for one in linked(site, page) if one["@type"] == "CollectionPage"]
        if not papers and not collections:
            continue
        (collection,) = collections
        jsonschema.validate(collection, COLLECTION)
        items = collection["mainEntity"]["itemListElement"]
        assert [item["position"] for item in items] == list(range(1, len(items) + 1))
        assert collection["mainEntity"]["numberOfItems"] == len(items)
        if papers:
            base = "https://shelflist.github.io/shelflist/"
            assert [item["url"] for item in items] == [f"{base}{paper}/" for paper in papers]
            seen += 1
    assert seen > 30


def test_the_home_page_is_the_site(site: Site) -> None:
    website = linked(site, "index.html")[0]
    assert website["@type"] == "WebSite"
    assert website["url"] == "https://shelflist.github.io/shelflist/"
    assert website["name"] and website["description"]


def test_the_sitemap_has_every_page_and_no_other(site: Site) -> None:
    root = ElementTree.fromstring((site.folder / "sitemap.xml").read_bytes())
    assert root.tag == f"{SITEMAP}urlset"
    assert {child.tag for each in root for child in each} <= {f"{SITEMAP}loc", f"{SITEMAP}lastmod"}
    addresses = [str(each.findtext(f"{SITEMAP}loc")) for each in root]
    base = "https://shelflist.github.io/shelflist/"
    pages = {
        base + page.removesuffix("index.html")
        for page in site.pages()
        if page != "404.html" and 'http-equiv="refresh"' not in site.text(page)
    }
    assert len(addresses) == len(set(addresses))
    assert set(addresses) == pages


@pytest.fixture(scope="module")
def retracted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The sample, where one paper is retracted."""
    folder = tmp_path_factory.mktemp("retracted")
    shutil.copytree(SAMPLE, folder / "list")
    config = folder / "list/mkdocs.yml"
    page = folder / "list/docs/papers/gptq.md"
    page.write_text(page.read_text("utf-8").replace("---\n", "---\nretracted: true\n", 1), "utf-8")
    build(config, folder / "site", directory_urls=True)
    yield Site(folder / "site", "", True)


def test_a_retracted_paper_is_marked_for_programs_and_in_the_search(retracted: Site) -> None:
    (article,) = linked(retracted, "papers/gptq/index.html")
    assert article["creativeWorkStatus"] == "Retracted"
    index = (retracted.folder / "search/index.js").read_text(encoding="utf-8")
    assert "Generative Pre-trained Transformers (retracted)" in index
    assert index.count("(retracted)") == 1


def test_no_page_has_what_is_only_for_the_builder(site: Site, sample: Site) -> None:
    for each in (site, sample):
        for path in each.folder.rglob("*.xml"):
            assert "{%" not in path.read_text(encoding="utf-8")
