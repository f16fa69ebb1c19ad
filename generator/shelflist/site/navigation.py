"""Where pages are from one another: addresses, and every navigation that a page shows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from mkdocs.structure.files import File
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url

from shelflist.site.views.lists import ListView
from shelflist.site.views.page import NavLink
from shelflist.site.views.text import strip_tags


class Addresses:
    """Gives addresses from one page; called with a path in `docs_dir` without its suffix.

    Attributes:
        root: What stands before the path of a file in the site.
    """

    root: str

    def __init__(self, to_relative: dict[str, str], url: str, urls: Mapping[str, str]) -> None:
        self._known, self._url, self._urls = to_relative, url, urls
        self.root = f"{get_relative_url('.', url)}/".removeprefix("./")

    def __call__(self, src: str) -> str:
        """Give the address of a page by its path in `docs_dir`; empty if there is none."""
        url = self._urls.get(src)
        return "" if url is None else self.to(url)

    def to(self, url: str) -> str:
        """Give the address of a path in the site; another site's is given as it is."""
        if "://" in url:
            return url
        if url.startswith(self._url) or not self._url:
            return str(get_relative_url(url, self._url))
        if url not in self._known:
            self._known[url] = get_relative_url(url, self._url)
        return self._known[url]


class AbsoluteAddresses(Addresses):
    """Gives addresses from the root of the web's host, for a page that may stand anywhere."""

    def __init__(self, root: str, urls: Mapping[str, str]) -> None:
        super().__init__({}, "", urls)
        self.root = root

    def to(self, url: str) -> str:
        """Give the address of a path in the site."""
        return url if "://" in url else self.root + url.removeprefix("./")


class Navigator:
    """Gives what each page shows of the navigation."""

    def __init__(self, nav: Navigation, urls: Mapping[str, str]) -> None:
        self.nav, self._urls = nav, urls
        # Pages of one folder are equally far from any other page.
        self._relative: dict[str, dict[str, str]] = defaultdict(dict)

    def find_addresses(self, url: str) -> Addresses:
        """Give addresses from a page.

        Args:
            url: The page's path in the site.
        """
        is_folder = url.endswith("/")
        place = url.rstrip("/").rpartition("/")[0]
        return Addresses(self._relative[f"{place} {is_folder}"], url, self._urls)

    def find_home(self, to_url: Addresses) -> str:
        """Give the address of the home page."""
        homepage = self.nav.homepage
        return to_url.to(homepage.url) if homepage else to_url.root

    def to_tabs(self, page: Page | None, to_url: Addresses) -> Iterator[NavLink]:
        """Give the main navigation."""
        for item in self.nav:
            yield NavLink(item.title or "", _first_url(item, to_url), _to_current(item, page))

    def to_path(self, page: Page, title: str, to_url: Addresses) -> Iterator[NavLink]:
        """Give the way from the home page to one in a folder."""
        here = page.file.src_uri
        if page.is_homepage or "/" not in here:
            return
        yield NavLink("Home", self.find_home(to_url))
        for item in self.nav:
            is_index = item.is_page and to_folder(item.file) == to_folder(page.file)
            if is_index and item.file.src_uri != here:
                yield NavLink(item.title or "", to_url.to(item.url))
            elif item.is_section and _holds(item, page):
                yield NavLink(item.title, _first_url(item, to_url))
        yield NavLink(title, "")


def to_folder(file: File) -> str:
    """Give the folder at the top that a file lies in; empty if it lies in none."""
    uri = str(file.src_uri)
    return uri.split("/")[0] if "/" in uri else ""


def _holds(item: Any, page: Page) -> bool:
    if item.is_section:
        return any(_holds(child, page) for child in item.children)
    return bool(item.is_page and item.file.src_uri == page.file.src_uri)


def _first_url(item: Any, to_url: Addresses) -> str:
    while item.is_section:
        if not item.children:
            return ""
        item = item.children[0]
    return to_url.to(item.url)


def _to_current(item: Any, page: Page | None) -> str:
    """Say whether an entry of the navigation is a page, or what the page is within."""
    if page is None:
        return ""
    if item.is_page and item.file.src_uri == page.file.src_uri:
        return "page"
    is_within = (
        item.is_page and to_folder(item.file) and to_folder(item.file) == to_folder(page.file)
    )
    return "true" if is_within or (item.is_section and _holds(item, page)) else ""


def to_tree(item: Any, page: Page, to_url: Addresses) -> NavLink:
    """Give an entry of the navigation with what stands below it."""
    if item.is_section:
        return NavLink(item.title, "", "", tuple(to_tree(c, page, to_url) for c in item.children))
    is_here = item.is_page and item.file.src_uri == page.file.src_uri
    return NavLink(item.title or "", to_url.to(item.url), "page" if is_here else "")


def to_contents(page: Page, lists: Sequence[ListView]) -> tuple[NavLink, ...]:
    """Give a page's headings; three are needed before a list of them helps anybody."""
    top = list(page.toc)
    items = top[0].children if len(top) == 1 and top[0].level == 1 else top
    drawn = [NavLink(str(h.name.striptags()), f"#{h.id}") for view in lists for h in view.headings]
    found = [*drawn, *(NavLink(strip_tags(item.title), item.url) for item in items)]
    return tuple(found) if 3 <= len(found) <= 80 else ()
