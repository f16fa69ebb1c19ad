"""Where the site leads to the files to take away, and that it does not where there are none."""

from __future__ import annotations

import re

import pytest

from lists import GPTQ, LENS, MKDOCS, TREES, PaperList, new_list
from shelflist.site.building import build_site

pytestmark = pytest.mark.site

FEEDS = re.compile(
    r'<link rel="alternate" type="application/(?:atom|feed)\+\w+"[^>]* href="([^"]*)"'
)
LINKS = re.compile(r'<a href="([^"]*exports/[^"]*)"')
TAKE = "Take this list with you"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> PaperList:
    """Build a list with the files, for which it needs no settings, and then without."""
    made = new_list(tmp_path_factory.mktemp("taken") / "list", GPTQ, LENS, TREES)
    made.generate()
    made.path("mkdocs.yml").unlink()
    build_site(made.root, "with")
    made.write("mkdocs.yml", MKDOCS.replace("[shelflist]", "[shelflist: {exports: false}]"))
    build_site(made.root, "without")
    return made


@pytest.mark.parametrize(
    ("page", "stem"),
    [
        ("index.html", "exports/papers"),
        ("papers/index.html", "../exports/papers"),
        ("topics/vision/index.html", "../../exports/topics/vision"),
    ],
)
def test_a_list_names_its_feeds_and_files(made: PaperList, page: str, stem: str) -> None:
    html = made.text(f"with/{page}")
    assert FEEDS.findall(html) == [f"{stem}.atom.xml", f"{stem}.feed.json"]
    folder = made.path(f"with/{page}").parent
    links = [*FEEDS.findall(html), *LINKS.findall(html)]
    assert all((folder / link).exists() for link in links)
    if "topics" in page:
        assert {f"{stem}.{end}" for end in ("bib", "biblatex.bib", "ris", "csl.json")} <= {*links}


def test_every_page_leads_to_the_page_about_them(made: PaperList) -> None:
    pages = [p for p in made.path("with").rglob("*.html") if "/material/" not in p.as_posix()]
    assert len(pages) > 8
    assert [p.name for p in pages if TAKE not in p.read_text("utf-8")] == []


def test_a_site_without_them_says_nothing_of_them(made: PaperList) -> None:
    pages = [*made.path("without").rglob("*.html"), made.path("without/llms.txt")]
    for page in pages:
        html = page.read_text("utf-8")
        assert not FEEDS.findall(html) and not LINKS.findall(html) and TAKE not in html, page
        assert "exports/papers" not in html


def test_a_language_model_is_told_of_lists_topics_and_data(made: PaperList) -> None:
    text = made.text("with/llms.txt")
    assert text.startswith("# ")
    assert [line for line in text.splitlines() if line.startswith("## ")] == [
        "## Data",
        "## Lists",
        "## Topics",
    ]
    links = re.findall(r"^- \[[^\]]+\]\(([^)]+)\)", text, re.MULTILINE)
    assert "exports/papers.json" in links and "topics/vision/" in links
    for link in links:
        there = made.path("with") / link
        assert there.is_file() or (there / "index.html").is_file(), link
    assert not re.search(r"\d", "".join(text.split("## Topics")[1:]))
