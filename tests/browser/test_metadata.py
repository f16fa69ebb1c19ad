"""What programs read of a paper's page: Google Scholar, Zotero, search engines."""

from __future__ import annotations

import importlib.util
from html.parser import HTMLParser
from importlib.metadata import version
from typing import Any

import extruct
import jsonschema
import pytest
import yaml
from sites import ROOT, SAMPLE, OpenPage, Site, build

from lists import PaperList
from shelflist.text.names import parse_name

PERSON = {
    "type": "object",
    "required": ["@type", "name"],
    "properties": {
        "@type": {"enum": ["Person", "Organization"]},
        "name": {"type": "string", "minLength": 1},
    },
}
ARTICLE: dict[str, Any] = {
    "type": "object",
    "required": ["@context", "@type", "name", "headline", "description", "url"],
    "properties": {
        "@context": {"const": "https://schema.org"},
        "@type": {"const": "ScholarlyArticle"},
        "headline": {"type": "string", "minLength": 1},
        "description": {"type": "string", "minLength": 1},
        "author": {"type": "array", "minItems": 1, "items": PERSON},
        "editor": {"type": "array", "minItems": 1, "items": PERSON},
        "datePublished": {"type": "string", "pattern": r"^\d{4}(-\d\d-\d\d)?$"},
        "dateModified": {"type": "string", "pattern": r"^\d{4}-\d\d-\d\d$"},
        "identifier": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "required": ["@type", "propertyID", "value", "url"],
                "properties": {"propertyID": {"enum": ["DOI", "arXiv"]}},
            },
        },
        "isPartOf": {"type": "object", "required": ["@type"]},
        "sameAs": {"type": "array", "items": {"type": "string", "pattern": "^https?://"}},
        "creativeWorkStatus": {"enum": ["Retracted", "Preprint"]},
        "url": {"type": "string", "pattern": "^https://"},
    },
}


class Head(HTMLParser):
    """The `meta` and `link` elements of a page, read by Python's own parser."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: dict[str, list[str]] = {}
        self.links: dict[str, list[str]] = {}
        self.scripts: list[str] = []
        self._is_script = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        name = values.get("name") or values.get("property")
        if tag == "meta" and name:
            self.tags.setdefault(name, []).append(values["content"])
        if tag == "link":
            self.links.setdefault(values["rel"], []).append(values["href"])
        self._is_script = tag == "script"

    def handle_data(self, data: str) -> None:
        if self._is_script:
            self.scripts.append(data)


def read(site: Site, page: str) -> tuple[dict[str, list[str]], dict[str, Any]]:
    """Give the tags of a paper's page and its ScholarlyArticle."""
    html = site.text(page)
    (article,) = extruct.extract(html, syntaxes=["json-ld"])["json-ld"]
    return Head(html).tags, article


def in_order(name: str) -> str:
    """Give a name in reading order: `van der Maaten, Laurens` is Laurens van der Maaten."""
    return " ".join(reversed(name.split(", ")))


def test_every_paper_says_its_title_its_authors_and_its_ids(
    site: Site, reading_list: PaperList
) -> None:
    papers = [page for page in site.pages() if page.startswith("papers/") and page.count("/") == 2]
    assert len(papers) == 152
    for page in papers:
        tags, article = read(site, page)
        jsonschema.validate(article, ARTICLE)
        path = reading_list.path("docs") / page.replace("/index.html", ".md")
        meta = yaml.safe_load(path.read_text(encoding="utf-8").split("\n---\n")[0])
        assert tags["citation_title"] == tags["og:title"] == [article["headline"]]
        authors = [author["name"] for author in article.get("author", [])]
        assert authors == [str(parse_name(name)) for name in meta.get("authors", [])]
        assert [in_order(name) for name in tags.get("citation_author", [])] == authors
        dates = tags.get("citation_publication_date", [""])
        assert dates == [article.get("datePublished", "")]
        assert dates[0] in (str(meta.get("year", "")), str(meta.get("venue", ""))[-4:])
        assert tags["citation_abstract_html_url"] == tags["og:url"] == [article["url"]]
        for name, field in (("citation_doi", "doi"), ("citation_arxiv_id", "arxiv")):
            assert tags.get(name, [None]) == [meta.get(field)]
        said = {(one["propertyID"], one["value"]) for one in article.get("identifier", [])}
        assert {value for _, value in said} >= {meta[x] for x in ("doi", "arxiv") if x in meta}
        assert all(url.startswith("https://") for url in tags.get("citation_pdf_url", []))


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
    _, article = read(sample, "papers/journal/index.html")
    assert [author["@type"] for author in article["author"]] == ["Person", "Organization"]


PAPERS: dict[str, dict[str, Any]] = {
    "conference": {
        "venue": "ACL 2021",
        "authors": ["Laurens van der Maaten", "Ada Rossi"],
        "editors": ["Jill Burstein", "Christy Doran"],
        "doi": "10.18653/V1/X",
        "arxiv": "2010.00001",
        "other_ids": ["doi:10.1101/2020.01.01", "arxiv:2010.00001"],
        "preprint": "bioRxiv",
        "keywords": ["parsing"],
        "pages": "10--24",
        "updated": "2024-05-06",
    },
    "preprint": {"authors": ["Cristina de Souza Lima"], "arxiv": "2010.00002"},
    "thesis": {"venue": "Big School", "type": "thesis", "url": "https://example.org/t.PDF?x=1"},
    "report": {"venue": "Big Lab", "type": "report"},
    "chapter": {"venue": "The Handbook", "type": "chapter", "publisher": "Press"},
    "book": {"type": "book", "retracted": True, "updated": "yesterday"},
    "journal": {"venue": "Nature", "volume": "7", "issue": "2", "pages": "e123"},
}
EXPECTED = [
    ("conference", "citation_conference_title", ["ACL"]),
    ("conference", "citation_publication_date", ["2021"]),
    # Zotero takes the last word for the family name, unless a comma says otherwise.
    ("conference", "citation_author", ["van der Maaten, Laurens", "Ada Rossi"]),
    ("conference", "citation_editor", ["Jill Burstein", "Christy Doran"]),
    ("conference", "citation_doi", ["10.18653/V1/X"]),
    ("conference", "citation_arxiv_id", ["2010.00001"]),
    ("conference", "citation_pdf_url", ["https://arxiv.org/pdf/2010.00001"]),
    ("conference", "citation_firstpage", ["10"]),
    ("conference", "citation_lastpage", ["24"]),
    ("conference", "citation_keywords", ["parsing"]),
    ("conference", "citation_abstract", ["We say & show."]),
    ("conference", "DC.type", None),
    ("preprint", "DC.type", ["preprint"]),
    ("preprint", "citation_publisher", ["arXiv"]),
    ("thesis", "citation_dissertation_institution", ["Big School"]),
    ("thesis", "citation_pdf_url", ["https://example.org/t.PDF?x=1"]),
    ("report", "citation_technical_report_institution", ["Big Lab"]),
    ("chapter", "citation_inbook_title", ["The Handbook"]),
    ("chapter", "citation_publisher", ["Press"]),
    ("book", "DC.type", ["book"]),
    ("book", "og:type", ["book"]),
    ("journal", "citation_journal_title", ["Nature"]),
    ("journal", "citation_issue", ["2"]),
    ("journal", "citation_firstpage", ["e123"]),
    ("journal", "citation_lastpage", None),
]


@pytest.fixture(scope="module")
def kinds(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A site with a paper of each kind, each with the same abstract."""
    folder = tmp_path_factory.mktemp("kinds")
    papers = folder / "docs/papers"
    papers.mkdir(parents=True)
    (folder / "docs/index.md").write_text("# Home\n", encoding="utf-8")
    text = (SAMPLE / "mkdocs.yml").read_text(encoding="utf-8")
    (folder / "mkdocs.yml").write_text(text.replace("warn", "info"), encoding="utf-8")
    abstract = "<!-- shelflist: abstract 0123456789 -->\nWe say & show.\n<!-- /shelflist -->\n"
    for name, meta in PAPERS.items():
        fields = {"title": name.title(), "year": 2020, **meta}
        page = f"---\n{yaml.safe_dump(fields)}---\n\n{abstract}"
        (papers / f"{name}.md").write_text(page, encoding="utf-8")
    build(folder / "mkdocs.yml", folder / "site", directory_urls=True)
    return Site(folder / "site", "", True)


@pytest.mark.parametrize(("paper", "name", "values"), EXPECTED)
def test_each_kind_of_publication_has_its_tags(
    kinds: Site, paper: str, name: str, values: list[str] | None
) -> None:
    tags, _ = read(kinds, f"papers/{paper}/index.html")
    assert tags.get(name) == values


def test_the_article_says_what_the_tags_cannot(kinds: Site) -> None:
    _, article = read(kinds, "papers/conference/index.html")
    jsonschema.validate(article, ARTICLE)
    assert [one["name"] for one in article["editor"]] == ["Jill Burstein", "Christy Doran"]
    assert article["author"][0]["familyName"] == "van der Maaten"
    assert [one["value"] for one in article["identifier"]] == [
        "10.18653/V1/X",
        "2010.00001",
        "10.1101/2020.01.01",
    ]
    assert article["releasedEvent"]["name"] == "bioRxiv"
    assert article["dateModified"] == "2024-05-06"
    assert (article["pageStart"], article["pageEnd"]) == ("10", "24")
    _, book = read(kinds, "papers/book/index.html")
    assert book["creativeWorkStatus"] == "Retracted"
    assert "dateModified" not in book
    _, journal = read(kinds, "papers/journal/index.html")
    volume = journal["isPartOf"]["isPartOf"]
    assert (volume["volumeNumber"], volume["isPartOf"]["name"]) == ("7", "Nature")


def test_papers_with_one_abstract_describe_themselves_differently(kinds: Site) -> None:
    said = [Head(kinds.text(f"papers/{name}/index.html")).tags["description"] for name in PAPERS]
    assert len({text for (text,) in said}) == len(PAPERS)


def test_markup_in_front_matter_stays_text_for_programs_too(sample: Site) -> None:
    html = sample.text("papers/hostile/index.html")
    tags, article = read(sample, "papers/hostile/index.html")
    assert article["headline"].startswith("<script>alert(1)</script>")
    assert tags["citation_title"] == [article["headline"]]
    assert tags["description"] == ['"><script>alert(16)</script>'] == tags["og:description"]
    assert tags["citation_author"][0] == "<img src=x onerror=alert(4)>"
    assert [text for text in Head(html).scripts if text.startswith("alert")] == []
    assert not any(address.startswith(("javascript:", "data:")) for address in article["sameAs"])
    assert html.count("</script>") == html.count("<script")


def test_every_page_says_what_it_is(site: Site) -> None:
    descriptions = {}
    for page in site.pages():
        html = site.text(page)
        if 'http-equiv="refresh"' in html:
            continue
        head = Head(html)
        (graph,) = extruct.extract(html, syntaxes=["opengraph"])["opengraph"]
        said = dict(graph["properties"])
        (description,) = head.tags["description"]
        assert said["og:title"] and said["og:site_name"] and said["og:type"]
        assert said["og:description"] == description == head.tags["twitter:description"][0]
        assert head.tags["twitter:card"] == ["summary"]
        assert description.strip() and len(description) <= 400
        assert descriptions.setdefault(description, page) == page
        if page == "404.html":
            assert "canonical" not in head.links and head.tags["robots"] == ["noindex"]
        else:
            assert head.links["canonical"] == [said["og:url"]]
            assert said["og:url"] == site.url(page).replace(
                site.base, "https://shelflist.github.io/shelflist/"
            )


STYLES = """(full) => {
  const known = new Set(), elements = [];
  for (const element of document.querySelectorAll("html, body, body *")) {
    const parent = element.parentElement;
    const key = [element, parent].map((e) => e && `${e.tagName}.${e.getAttribute("class")}`);
    if (!known.has(key.join())) { known.add(key.join()); elements.push([key.join(), element]); }
  }
  const look = () => elements.map(([key, element]) => [null, "::before", "::after"].map((part) => {
    const style = getComputedStyle(element, part);
    return part && style.content === "none" ? [] : [...style].filter((n) => !n.startsWith("--"))
      .map((name) => `${key} ${part || ""} ${name}: ${style.getPropertyValue(name)}`);
  }).flat()).flat();
  const before = look();
  const part = document.querySelector("link[href$='assets/material.css']");
  if (!part) return null;
  const whole = document.createElement("style");
  whole.textContent = full;
  part.after(whole);
  part.disabled = true;
  const after = new Set(look());
  return before.filter((line) => !after.has(line));
}"""


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (320, "dark")])
def test_what_is_left_out_of_materials_styles_is_not_missed(
    site: Site, sample: Site, open_page: OpenPage, width: int, scheme: Any
) -> None:
    (path,) = (site.folder / "assets/stylesheets").glob("main.*.min.css")
    full = path.read_text(encoding="utf-8")
    page = open_page(width, scheme)
    compared = 0
    for address in (each.url(name) for each in (site, sample) for name in each.kinds().values()):
        page.goto(address)
        missed = page.evaluate(STYLES, full)
        assert missed in ([], None), address
        compared += missed is not None
    assert compared > 20


def test_a_page_that_needs_all_of_materials_styles_gets_them(sample: Site) -> None:
    sheets = {page: Head(sample.text(page)).links["stylesheet"] for page in sample.pages()}
    whole = {page for page, links in sheets.items() if "stylesheets/main." in links[0]}
    assert whole == {
        page
        for page in sample.pages()
        if 'class="admonition' in sample.text(page) or 'class="footnote' in sample.text(page)
    }
    assert whole


def test_the_part_of_materials_styles_is_that_of_the_version_in_use() -> None:
    spec = importlib.util.spec_from_file_location("trim_css", ROOT / "generator/trim_css.py")
    assert spec and spec.loader
    trim_css = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(trim_css)
    kept = trim_css.TARGET.read_text(encoding="utf-8")
    if f"{version('mkdocs-material')}, " in kept:  # another version is as good, but not the same
        assert kept == trim_css.trim(trim_css.read_sheet())
    assert len(kept) < 25_000
