"""Sites of lists that lack something: topics, papers, files to take away."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from drawing_pages import Seen

from lists import GPTQ, GPTQ_PAGE, LENS, MKDOCS, TREES, PaperList, new_list
from shelflist.cli import main
from shelflist.site.building import build_site

pytestmark = pytest.mark.site
EMPTY = re.compile(
    r"(<h[1-6][^>]*>)\s*</h|<h([2-6])[^>]*>(?:(?!</h\2).)*</h\2>\s*(?:<h[12]|</article|</div>\s*<section)"
    r"|<(ul|ol|nav|aside|p|table|tbody)[^>]*>\s*</\3>",
    re.DOTALL,
)
"""A heading without a text or with nothing below it, or a part of a page with nothing in it."""


def read_pages(site: Path) -> dict[str, str]:
    found = sorted(site.rglob("*.html"))
    return {p.relative_to(site).as_posix(): p.read_text(encoding="utf-8") for p in found}


def build(made: PaperList) -> dict[str, str]:
    return read_pages(build_site(made.root, "site"))


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Build a list that has never heard of topics."""
    made = new_list(tmp_path_factory.mktemp("plain"), GPTQ, LENS, TREES)
    made.path("seeds/topics.yml").unlink()
    made.generate()
    return build(made)


def test_a_list_without_topics_does_not_speak_of_any(plain: dict[str, str]) -> None:
    assert len([page for page in plain if page.startswith("papers/")]) == 4
    assert not [page for page in plain if page.startswith("topics/")]
    for name, page in plain.items():
        if name.startswith("about/"):  # it says how to give papers topics
            continue
        assert not re.search(r"\btopics?\b", Seen(page).words, re.IGNORECASE), name
        assert not [url for url in Seen(page).values("a", "href") if "topics" in url], name


def test_a_list_without_topics_has_no_empty_part(plain: dict[str, str]) -> None:
    for name, page in plain.items():
        found = EMPTY.search(page.partition("<article")[2].replace('<p role="status"></p>', ""))
        assert not found, f"{name}: {found[0] if found else ''}"


def test_every_link_of_a_list_without_topics_leads_somewhere(plain: dict[str, str]) -> None:
    for name, page in plain.items():
        assert "" not in Seen(page).values("a", "href"), name


@pytest.mark.parametrize("plugins", ["[shelflist]", "[shelflist, search]"])
def test_a_paper_that_somebody_adds_without_a_topic_is_found(tmp_path: Path, plugins: str) -> None:
    """Before the generator has run again, as in a pull request; MkDocs may draw all pages."""
    made = new_list(tmp_path, GPTQ, LENS)
    made.write("mkdocs.yml", MKDOCS.replace("[shelflist]", plugins))
    made.generate()
    assert not made.path("docs/topics/not-yet-sorted.md").exists()
    made.write("docs/papers/mine.md", "---\ntitle: A Paper of Mine\n---\n")
    pages = build(made)
    assert 'href="not-yet-sorted/"' in pages["topics/index.html"]
    assert "A Paper of Mine" in pages["topics/not-yet-sorted/index.html"]
    made.generate()
    assert made.path("docs/topics/not-yet-sorted.md").exists()
    again = build(made)
    page = "topics/not-yet-sorted/index.html"
    assert Seen(pages[page]).words.split() == Seen(again[page]).words.split()


def test_parts_of_long_lists_are_not_on_the_site(tmp_path: Path) -> None:
    made = new_list(tmp_path, GPTQ, LENS)
    made.generate()
    part = "---\ntitle: Papers of 2021\npart_of: index\nmade_from: papers\n---\n\nA line.\n"
    names = ("papers/2021", "topics/vision-2021", "references/letter-a", "authors/letter-a")
    for name in names[1:]:
        made.write(f"docs/{name}.md", part)
    pages = build(made)
    site = made.root / "site"
    known = (site / "search/index.js").read_text("utf-8") + (site / "llms.txt").read_text("utf-8")
    for name in names[1:]:
        assert f"{name}/index.html" not in pages
        assert name not in known
        assert not [page for page in pages.values() if name.rpartition("/")[2] in page]


def test_without_exports_nothing_is_written_or_said_of_them(tmp_path: Path) -> None:
    made = new_list(tmp_path, GPTQ, LENS, TREES)
    made.generate()
    made.write("mkdocs.yml", MKDOCS.replace("[shelflist]", "\n  - shelflist: {exports: false}"))
    pages = build(made)
    site = made.root / "site"
    assert not (site / "exports").exists()
    assert not list(site.glob("references/references.*"))
    said = (site / "llms.txt").read_text(encoding="utf-8")
    for name, page in {**pages, "llms.txt": said}.items():
        assert "exports/" not in page, name
        assert "Take this" not in page, name
        assert 'rel="alternate"' not in page, name
        assert "references.bib" not in page, name
    assert 'id="bibtex"' in pages["papers/gptq-accurate-quantization/index.html"]


def test_a_change_shows_without_a_run_of_the_generator(tmp_path: Path) -> None:
    made = new_list(tmp_path, GPTQ, LENS, TREES)
    made.generate()
    made.change(GPTQ_PAGE, "year: 2022", "year: 1999")
    made.change(GPTQ_PAGE, "GPTQ: Accurate", "GPTQ: Rather Exact")
    pages = build(made)
    for page in (
        "papers/index.html",
        "topics/compression/index.html",
        "authors/dan-alistarh/index.html",
    ):
        assert "GPTQ: Rather Exact" in pages[page]
        assert ">1999<" in pages[page]
    assert "Rather Exact" in pages["references/index.html"]
    [item] = [
        item
        for item in json.loads(made.text("site/exports/papers.csl.json"))
        if "GPTQ" in item["title"]
    ]
    assert item["issued"] == {"date-parts": [[1999]]}


def test_the_same_list_gives_the_same_site(tmp_path: Path) -> None:
    made = new_list(tmp_path, GPTQ, LENS, TREES)
    assert main(["-C", str(tmp_path), "build"]) == 0
    first = {p: p.read_bytes() for p in made.path("site").rglob("*") if p.is_file()}
    assert main(["-C", str(tmp_path), "build"]) == 0
    assert {p: p.read_bytes() for p in made.path("site").rglob("*") if p.is_file()} == first
