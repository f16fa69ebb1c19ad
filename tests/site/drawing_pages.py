"""Pages of a list drawn as the plugin draws them, without a build: from text to HTML."""

from __future__ import annotations

import functools
import html
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, set_exclusions
from mkdocs.structure.nav import get_navigation

from shelflist.config import Settings
from shelflist.edits.pagefile import parse_page
from shelflist.library import ListedPaper
from shelflist.site.atlas import Atlas, Caches
from shelflist.site.drawing import Drawer
from shelflist.site.pages import SitePages
from shelflist.site.papers import Docs, read_docs
from shelflist.site.views.page import render_view

HERE = Path(__file__).parent
BASE = "https://example.org/list/"


@functools.cache
def to_config(site_url: str = BASE) -> MkDocsConfig:
    """Give the settings of a list with our theme."""
    config = MkDocsConfig(config_file_path=str(HERE.parent / "mkdocs.yml"))
    config.load_dict(
        {
            "site_name": "A list",
            "theme": "shelflist",
            "plugins": [],
            "docs_dir": str(HERE),
            "site_dir": str(HERE.parent / "nowhere"),
            "site_url": site_url,
            "repo_url": "https://github.com/o/r",
            "edit_uri": "edit/main/docs/",
        }
    )
    errors, _ = config.validate()
    assert not errors, errors
    return config


@functools.cache
def to_environment() -> Environment:
    """Give our templates, which escape what they print."""
    environment = to_config().theme.get_env()
    environment.autoescape = True
    return environment


def read(texts: Mapping[str, str]) -> Docs:
    """Read pages, given by their path in `docs_dir`."""
    return read_docs(texts.items(), "docs", parse_page)


def read_paper(front_matter: str) -> ListedPaper:
    """Read a list of one paper."""
    [paper] = read({"papers/the-slug.md": f"---\n{front_matter}\n---\n"}).papers
    return paper


def to_pages(texts: Mapping[str, str], site_url: str = BASE) -> SitePages:
    """Lay out the site of a list."""
    config, docs = to_config(site_url), read(texts)
    files = Files([File(uri, None, config.site_dir, True) for uri in texts])
    set_exclusions(files, config)
    caches = Caches(HERE)
    drawer = Drawer(config, files, caches.bodies)
    for uri, page in docs.pages.items():
        if file := files.get_file_from_path(uri):
            drawer.take(file, page)
    atlas = Atlas(docs, Settings(site_name="A list"), caches, is_exported=True)
    nav = get_navigation(Files([]), config)
    return SitePages(config, files, drawer.pages, nav, to_environment(), atlas, "")


def draw_pages(texts: Mapping[str, str]) -> dict[str, str]:
    """Draw every page of a list, by its path in `docs_dir`."""
    pages = to_pages(texts)
    views = {page.file.src_uri: pages.to_view(page) for page in pages.pages}
    return {uri: render_view(pages.environment, view) for uri, view in views.items()}


def draw_paper(front_matter: str) -> str:
    """Draw the page of a paper that is alone in its list."""
    uri = "papers/the-slug.md"
    return draw_pages({uri: f"---\n{front_matter}\n---\n"})[uri]


def find_forms(page: str) -> dict[str, str]:
    """Give what a paper's page shows as its citation, by form."""
    found = re.findall(r'<code id="(\w+)">(.*?)</code></pre></details>', page, re.DOTALL)
    assert page.count("<code id=") == len(found)
    return {form: html.unescape(shown) for form, shown in found}


@dataclass
class Seen(HTMLParser):
    """What a browser makes of a page: its elements in order, their attributes, and its words."""

    page: str
    elements: list[str] = field(default_factory=list)
    attributes: list[tuple[str, str, str]] = field(default_factory=list)
    words: str = ""

    def __post_init__(self) -> None:
        super().__init__()
        self.feed(self.page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]

    def handle_data(self, data: str) -> None:
        self.words += data

    def values(self, tag: str, name: str) -> list[str]:
        """Give the values of an attribute of an element."""
        return [value for one, other, value in self.attributes if (one, other) == (tag, name)]
