"""MkDocs' pages as views: what each shows, with addresses from its own place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cached_property
from posixpath import dirname, normpath
from urllib.parse import urlsplit

from jinja2 import Environment
from markupsafe import Markup
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import normalize_url

from shelflist.edits.following import is_paper, to_slug
from shelflist.library.papers import ListedPaper
from shelflist.site.atlas import Atlas
from shelflist.site.defaults import find_styles
from shelflist.site.listed import describe_list, find_listed, to_downloads, to_feeds
from shelflist.site.navigation import (
    AbsoluteAddresses,
    Addresses,
    Navigator,
    to_contents,
    to_tree,
)
from shelflist.site.views.coins import to_openurl
from shelflist.site.views.edit import Repository, find_repository, to_edit
from shelflist.site.views.lists import ListView
from shelflist.site.views.metadata import Metadata
from shelflist.site.views.page import Frame, PageView, render_list, to_json_ld
from shelflist.site.views.paper import to_paper_view
from shelflist.site.views.text import shorten, strip_tags, to_plain

_MARK = re.compile(r"<!-- shelflist: ([a-z-]+) -->")
_ABSTRACT = re.compile(
    r"<!-- shelflist: abstract\b[^>]*-->(.*?)(?:<!-- /shelflist -->|\Z)", re.DOTALL
)
_NEEDS_ALL = re.compile(
    r'class="(?:admonition|footnote|tabbed-|task-list|md-|grid|keys|critic|twemoji|arithmatex'
    r"|mermaid|highlighttable|linenos|annotate)|<details"
)
"""What only Material's whole style sheet can show: `assets/material.css` is the part of it that
most pages need, a seventh of the whole (generator/trim_css.py)."""
_RIGHT_TO_LEFT = ("ar", "fa", "he", "ur")
_DESCRIBED_BY = 6000
"""A long page is cut to so many signs before its tags are stripped for a description."""
_LISTED_BY_NAME = 100
"""JSON-LD names the papers of lists up to this length; of longer ones it has the addresses."""


class SitePages:
    """Gives the view of each page of a build."""

    def __init__(
        self,
        config: MkDocsConfig,
        files: Files,
        drawn: Sequence[Page],
        nav: Navigation,
        environment: Environment,
        atlas: Atlas,
        policy: str,
    ) -> None:
        """Get ready to view pages whose Markdown is rendered.

        Args:
            config: MkDocs' settings.
            files: Everything in the build.
            drawn: Pages that MkDocs does not render.
            nav: Its navigation.
            environment: Draws lists.
            atlas: What is known of the list.
            policy: Content security policy of every page; may be empty.
        """
        self.config, self.nav, self.atlas, self.environment = config, nav, atlas, environment
        found = [file.page for file in files.documentation_pages() if file.page]
        self.pages = sorted([*found, *drawn], key=lambda page: _order(page.file.src_uri))
        self.files = [page.file for page in self.pages]
        self.urls = {page.file.src_uri.removesuffix(".md"): page.url for page in self.pages}
        self.by_url = {normpath(page.url): page for page in self.pages}
        self.navigator = Navigator(nav, self.urls)
        self.known = atlas.to_known(self.urls)
        self.material = list(find_styles())
        self.frame = self._to_frame(policy)
        self.descriptions: dict[str, str] = {}
        self._described: dict[str, str] = {}
        self._coins: dict[str, str] = {}

    def _to_frame(self, policy: str) -> Frame:
        config, language = self.config, str(self.config.theme.get("language") or "en")
        is_reversed = language in _RIGHT_TO_LEFT or self.config.theme.get("direction") == "rtl"
        return Frame(
            site_name=config.site_name,
            language=language,
            direction="rtl" if is_reversed else "ltr",
            policy=policy,
            copyright=Markup(config.copyright or ""),
            repo_url=config.repo_url or "",
        )

    @cached_property
    def repository(self) -> Repository:
        """Where the list's files are edited, found out from any page that is."""
        root = dirname((self.config.config_file_path or "").replace("\\", "/"))
        docs = self.config.docs_dir.replace("\\", "/")
        docs = (
            docs.removeprefix(f"{root}/")
            if root and docs.startswith(f"{root}/")
            else docs.rpartition("/")[2]
        )
        for page in self.pages:
            if page.edit_url:
                path = f"{docs}/{page.file.src_uri}"
                return find_repository(self.config.repo_url or "", page.edit_url, path, docs)
        return find_repository(self.config.repo_url or "", "", "", docs)

    def find_paper(self, page: Page) -> ListedPaper | None:
        """Give the paper of a page; `None` if it is another one."""
        uri = page.file.src_uri
        return self.atlas.by_slug.get(to_slug(uri)) if is_paper(uri) else None

    def to_title(self, page: Page) -> str:
        """Give a page's title as text."""
        paper = self.find_paper(page)
        if paper:
            return to_plain(paper.title)
        said = page.meta.get("title")
        is_said = isinstance(said, str | int | float) and not isinstance(said, bool)
        return to_plain(str(said if is_said else page.title or self.config.site_name))

    def describe(self, page: Page) -> str:
        """Describe a page in a sentence; of two that would say the same the later has its title."""
        uri = page.file.src_uri
        if uri not in self.descriptions:
            words = self._find_description(page)
            is_first = self._described.setdefault(words, uri) == uri
            self.descriptions[uri] = words if is_first else f"{self.to_title(page)} – {words}"
        return self.descriptions[uri]

    def _find_description(self, page: Page) -> str:
        said, paper = page.meta.get("description"), self.find_paper(page)
        if isinstance(said, str | int | float) and str(said).strip():
            return str(said).strip()
        if words := shorten(strip_tags((page.content or "")[:_DESCRIBED_BY])):
            return words
        names = [str(name) for name in paper.record.authors[:3]] if paper else []
        year = str(paper.fields.get("year", "")) if paper else ""
        parts = (self.to_title(page), ", ".join(names), year, self.config.site_name)
        return " – ".join(filter(None, parts))

    def to_view(self, page: Page) -> PageView:
        """View a page of the build."""
        to_url = self.navigator.find_addresses(page.url)
        html, lists = self._draw_lists(page, to_url)
        paper = self.find_paper(page)
        common = self._to_common(page, paper, html, lists, to_url)
        if paper:
            return self._to_paper_page(page, paper, html, common, to_url)
        listed = find_listed(page, html, self.by_url)
        files = self.atlas.find_exports(page.file.src_uri.removesuffix(".md"))
        head, end, rest = html.partition("</h1>")
        has_downloads = bool(files) and not page.is_homepage
        is_cut = bool(end) and has_downloads
        return replace(
            common,
            data=tuple(
                describe_list(page, common.title, common.description, listed, self.to_title)
            ),
            feeds=tuple(to_feeds(files, common.title, to_url)) if files else (),
            opening=Markup(head + end if is_cut else ""),
            body=Markup(rest if is_cut else html),
            has_heading="<h1" in html,
            coins=tuple(self._to_coin(each) for each in listed.papers),
            downloads=tuple(to_downloads(files, to_url)) if has_downloads else (),
            download_label="this topic" if "/topics/" in files else "this list",
        )

    def _to_common(
        self,
        page: Page,
        paper: ListedPaper | None,
        html: str,
        lists: Sequence[ListView],
        to_url: Addresses,
    ) -> PageView:
        """View what pages of all kinds show."""
        title, uri = self.to_title(page), page.file.src_uri
        meta = paper.fields if paper else page.meta
        return PageView(
            frame=self.frame,
            template="main.html",
            root=to_url.root,
            home=self.navigator.find_home(to_url),
            title=title,
            window_title=title if page.is_homepage else f"{title} – {self.config.site_name}",
            description=self.describe(page),
            canonical=page.canonical_url or "",
            styles=tuple(self._find_styles(page, html, to_url)),
            scripts=tuple(self._find_scripts(page, to_url.root)),
            tabs=tuple(self.navigator.to_tabs(page, to_url)),
            path=tuple(self.navigator.to_path(page, title, to_url)),
            sidebar=to_tree(page.parent, page, to_url) if page.parent else None,
            contents=to_contents(page, lists),
            exports=to_url("exports/index") if self.atlas.is_exported else "",
            papers=to_url("papers/index"),
            edit=to_edit(uri, meta, page.edit_url or "", self.repository, paper is not None),
        )

    def _to_paper_page(
        self, page: Page, paper: ListedPaper, html: str, common: PageView, to_url: Addresses
    ) -> PageView:
        view = to_paper_view(paper, html, self.known, to_url.to)
        links = [(link.label, link.url) for link in view.links]
        names = [topic.name for topic in view.topics]
        metadata = Metadata(paper, common.canonical, names, links)
        abstract = "".join(_ABSTRACT.findall(html)[:1])
        plain = "" if "<math" in abstract else strip_tags(abstract)
        return replace(
            common,
            template="paper.html",
            kind="book" if paper.record.type == "book" else "article",
            tags=tuple(metadata.to_tags(plain)),
            data=(to_json_ld(metadata.to_json_ld(common.description)),),
            has_heading=True,
            paper=view,
        )

    def to_missing(self) -> PageView:
        """View what stands for a page that is not there, at whatever address."""
        root = urlsplit(self.config.site_url or "").path.rstrip("/") + "/"
        to_url = AbsoluteAddresses(root, self.urls)
        return PageView(
            frame=self.frame,
            template="404.html",
            root=root,
            home=root,
            title="Page not found",
            window_title=f"Page not found – {self.config.site_name}",
            description=f"There is nothing at this address of {self.config.site_name}.",
            is_found=False,
            styles=tuple(self._find_styles(None, "", to_url)),
            scripts=tuple(self._find_scripts(None, root)),
            tabs=tuple(self.navigator.to_tabs(None, to_url)),
            exports=to_url("exports/index") if self.atlas.is_exported else "",
            papers=to_url("papers/index"),
        )

    def _draw_lists(self, page: Page, to_url: Addresses) -> tuple[str, list[ListView]]:
        """Put lists where their marks stand in a page."""
        src, drawn = page.file.src_uri.removesuffix(".md"), list[ListView]()

        def draw(match: re.Match[str]) -> str:
            view = self.atlas.find_list(src, match[1], to_url)
            if view is None:
                return match[0]
            drawn.append(view)
            return str(render_list(self.environment, view))

        html = _MARK.sub(draw, page.content or "")
        if page.present_anchor_ids is not None:  # links to headings of lists are as good as others
            page.present_anchor_ids |= {heading.id for view in drawn for heading in view.headings}
        return html, drawn

    def _to_coin(self, page: Page) -> str:
        """Give a paper's OpenURL, made once a build."""
        uri, paper = page.file.src_uri, self.find_paper(page)
        if paper and uri not in self._coins:
            self._coins[uri] = to_openurl(paper, page.canonical_url or "")
        return self._coins.get(uri, "")

    def _find_styles(self, page: Page | None, html: str, to_url: Addresses) -> Iterable[str]:
        """Give the style sheets: the part of Material's that is needed, ours, the list's own."""
        is_reversed = self.frame.direction == "rtl"
        if self.config.extra_css or is_reversed or _NEEDS_ALL.search(html):
            yield from (f"{to_url.root}{name}" for name in self.material)
        else:
            yield f"{to_url.root}assets/material.css"
        yield f"{to_url.root}assets/shelflist.css"
        yield from (_to_own(path, page, to_url.root) for path in self.config.extra_css)

    def _find_scripts(self, page: Page | None, root: str) -> Iterable[Markup]:
        for script in self.config.extra_javascript:
            kind = getattr(script, "type", "")
            marks = [f' type="{kind}"'] if kind else []
            marks += [f" {mark}" for mark in ("defer", "async") if getattr(script, mark, False)]
            url = _to_own(str(script), page, root)
            yield Markup('<script src="{}"{}></script>').format(url, Markup("".join(marks)))


def _to_own(path: str, page: Page | None, root: str) -> str:
    """Give the address of a file of the list's own."""
    return normalize_url(path, page, root.removesuffix("/") if page is None else "")


def _order(src_uri: str) -> tuple[str, bool, str]:
    """Give what pages are sorted by, as MkDocs does: by folder, its index first."""
    folder, _, name = src_uri.rpartition("/")
    return folder, name not in ("index.md", "README.md"), name
