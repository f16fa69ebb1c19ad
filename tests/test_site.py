"""The whole site of the real list, built strictly: nothing missing, nothing from elsewhere."""

from __future__ import annotations

import re
import zipfile
from html.parser import HTMLParser
from pathlib import Path, PurePosixPath
from posixpath import normpath
from urllib.parse import unquote, urlsplit

import pytest

from lists import GPTQ, LENS, READING_LIST, TREES, PaperList, new_list
from shelflist.cli import main
from shelflist.site.building import build_offline

pytestmark = pytest.mark.site


class Page(HTMLParser):
    """What a page links to, loads, and offers as places to link to."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.loaded: list[str] = []
        self.places: set[str] = {"", "top", "__skip"}
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value for name, value in attrs if value}
        self.places |= {values[name] for name in ("id", "name") if name in values}
        is_elsewhere = tag == "link" and values.get("rel") in ("canonical", "alternate")
        if "href" in values and not is_elsewhere:
            (self.loaded if tag == "link" else self.links).append(values["href"])
        if "src" in values:
            self.loaded.append(values["src"])


def target(page: str, link: str) -> str:
    path = unquote(urlsplit(link).path)
    if not path:
        return page
    joined = normpath(str(PurePosixPath(page).parent / path))
    is_folder = path.endswith("/") or PurePosixPath(path).name in (".", "..")
    return normpath(f"{joined}/index.html") if is_folder else joined


@pytest.fixture(scope="module")
def offline(reading_list: PaperList) -> tuple[PaperList, Path, Path]:
    """Build the real list to be opened by double click; everything else is looked up there."""
    return reading_list, *build_offline(reading_list.root)


def test_nothing_is_said_while_building(
    offline: tuple[PaperList, Path, Path], capfd: pytest.CaptureFixture[str]
) -> None:
    made, _, archive = offline
    before = archive.read_bytes()
    build_offline(made.root)
    shown = capfd.readouterr()
    assert shown.out + shown.err == ""
    assert archive.read_bytes() == before  # the same list gives the same bytes


def test_every_link_and_fragment_leads_somewhere(offline: tuple[PaperList, Path, Path]) -> None:
    _, folder, _ = offline
    html = {p.relative_to(folder).as_posix(): p for p in folder.rglob("*.html")}
    pages = {name: Page(path.read_text(encoding="utf-8")) for name, path in html.items()}
    assert len([name for name in pages if name.startswith("papers/")]) == 153
    broken = []
    for name, page in pages.items():
        for link in page.links + page.loaded:
            if urlsplit(link).scheme or link.startswith("//") or name == "404.html":
                continue
            aim = target(name, link)
            if aim in pages:
                if unquote(urlsplit(link).fragment) not in pages[aim].places:
                    broken.append(f"{name}: {link}")
            elif not (folder / aim).is_file():
                broken.append(f"{name}: {link}")
    assert broken == []


def test_nothing_is_loaded_from_elsewhere(offline: tuple[PaperList, Path, Path]) -> None:
    _, folder, _ = offline
    for path in sorted(folder.rglob("*.html")):
        page = Page(path.read_text(encoding="utf-8"))
        assert [link for link in page.loaded if re.match(r"https?:|//", link)] == [], path
    for path in sorted(folder.rglob("*.css")):
        found = re.findall(
            r"(?:url\(|@import)\s*['\"]?(?:https?:)?//[^)]*", path.read_text("utf-8")
        )
        assert found == [], path


def test_the_zip_is_the_folder(offline: tuple[PaperList, Path, Path]) -> None:
    _, folder, archive = offline
    with zipfile.ZipFile(archive) as file:
        assert file.testzip() is None
        inside = {name: file.read(name) for name in file.namelist()}
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert inside == {
        f"{folder.name}/{path.relative_to(folder).as_posix()}": path.read_bytes() for path in files
    }
    assert f"{folder.name}/index.html" in inside


def test_titles_from_front_matter_are_words(offline: tuple[PaperList, Path, Path]) -> None:
    made, folder, _ = offline
    for slug in made.papers():
        text = (folder / f"papers/{slug}.html").read_text(encoding="utf-8")
        assert text.count("<h1") == 1


def test_a_warning_of_the_builder_is_a_problem(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    made = new_list(tmp_path)
    made.write("docs/index.md", "[broken](nowhere.md)\n")
    assert main(["-C", str(tmp_path), "build"]) == 1
    shown = capfd.readouterr()
    assert "nowhere.md" in shown.err
    assert "mkdocs build did not finish" in shown.err
    assert "Traceback" not in shown.err


HOSTILE_PAGE = """\
---
title: "<img src=x onerror=alert(1)> {{ 7*7 }} </title><script>alert(2)</script>"
authors: ["<b>Eve</b>"]
year: 2301.00010
arxiv: 2301.00010
venue: no
code: "javascript:alert(3)"
topics: ["<i>x</i>"]
citation_key: 1e3
---
Words.
"""


def dress(made: PaperList) -> PaperList:
    """Give a small list the settings of the real one."""
    made.write("mkdocs.yml", (READING_LIST / "mkdocs.yml").read_bytes())
    return made


def test_what_a_page_says_is_escaped_by_the_theme(tmp_path: Path) -> None:
    made = dress(PaperList(tmp_path))
    made.write("docs/index.md", "# Home\n")
    made.write("docs/papers/x.md", HOSTILE_PAGE)
    folder, _ = build_offline(tmp_path)
    text = (folder / "papers/x.html").read_text(encoding="utf-8")
    assert "<img src=x" not in text
    assert "<script>alert" not in text
    assert "<b>Eve" not in text
    assert "<i>x" not in text
    assert not re.search(r"""(?:href|src)=["']?\s*javascript:""", text)
    assert "{{ 7*7 }}" in text


@pytest.mark.parametrize("papers", [0, 1, 3])
def test_a_small_list_builds_without_a_warning(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], papers: int
) -> None:
    dress(new_list(tmp_path, *(GPTQ, LENS, TREES)[:papers]))
    assert main(["-C", str(tmp_path), "build"]) == 0
    shown = capfd.readouterr()
    assert shown.err == "" if papers else "[no-papers]" in shown.err.splitlines()[0]
    assert shown.out.endswith(f"Built {tmp_path}/site/.\n")
    assert len(list((tmp_path / "site/papers").glob("*/index.html"))) == papers
    assert main(["-C", str(tmp_path), "build", "--offline"]) == 0
    assert (tmp_path / "site-offline.zip").is_file()


def test_a_list_needs_nothing_but_its_seeds(tmp_path: Path) -> None:
    made = new_list(tmp_path, GPTQ, LENS)
    made.path("mkdocs.yml").unlink(missing_ok=True)
    assert main(["-C", str(made.root), "build"]) == 0
    page = next((made.root / "site" / "papers").glob("gptq*/index.html"))
    assert "GPTQ" in page.read_text(encoding="utf-8")
    assert not made.path("mkdocs.yml").exists()


OWN_SETTINGS = """\
site_name: Ours
site_url: https://example.org/ours/
theme: {name: shelflist, language: de}
plugins: [shelflist]
use_directory_urls: true
docs_dir: content
site_dir: public
nav: [index.md, about.md]
markdown_extensions: [attr_list, shelflist.mathml]
"""


def test_a_list_with_settings_of_its_own_works_offline(tmp_path: Path) -> None:
    made = new_list(tmp_path, GPTQ, LENS)
    made.write("mkdocs.yml", OWN_SETTINGS)
    assert main(["-C", str(made.root), "build", "--offline"]) == 0
    home = Page(made.text("site-offline/index.html"))
    assert "papers/gptq-accurate-quantization.html" in home.links
    assert [link for link in home.links if link.endswith("/") and "://" not in link] == []
    assert main(["-C", str(made.root), "build"]) == 0
    assert {"llms.txt", "sitemap.xml"} <= {path.name for path in made.path("public").iterdir()}


@pytest.mark.parametrize("command", ["build", "serve", "check"])
def test_a_theme_that_draws_no_papers_is_told_before_anything_is_built(
    tmp_path: Path, command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    made = new_list(tmp_path, GPTQ)
    made.write("mkdocs.yml", "site_name: Ours\ntheme: readthedocs\n")
    assert main(["-C", str(made.root), command]) == 1
    shown = capsys.readouterr()
    said = shown.out + shown.err
    assert 'mkdocs.yml:2: the theme "readthedocs" cannot draw papers' in said
    assert "theme: shelflist" in said
    assert not made.path("docs").exists()
