"""The MkDocs plugin `shelflist`: docs/ → site, event by event.

Source:
    mkdocs.org/dev-guide/plugins; ProperDocs keeps the same events.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal, TypeVar

from jinja2 import Environment
from mkdocs.commands.build import get_context
from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import write_file

from shelflist.cache import FOLDER, code_version, fingerprint
from shelflist.config import Settings, read_settings, read_text
from shelflist.edits.following import is_paper
from shelflist.edits.pagefile import to_field
from shelflist.exports.entries import find_key
from shelflist.exports.taking import render_taking
from shelflist.exports.written import write_exports
from shelflist.library import ListedPaper
from shelflist.links import check_links
from shelflist.problems import Problem, ShelflistError
from shelflist.publishing import find_foreign, mark
from shelflist.redirects import REDIRECTS_FILE
from shelflist.site.addresses import to_llms, to_sitemaps
from shelflist.site.atlas import Atlas, Caches, strip_lists, to_mark
from shelflist.site.defaults import (
    FOLDERS,
    THEME,
    find_styles,
    leave_out,
    set_defaults,
    set_nav,
)
from shelflist.site.drawing import Drawer, DrawnFile, can_draw, is_plain
from shelflist.site.kept import Kept
from shelflist.site.pages import SitePages
from shelflist.site.papers import read_docs
from shelflist.site.search import write_search
from shelflist.site.views.page import render_view
from shelflist.stored import CachedPages
from shelflist.topics import Taxonomy

_T = TypeVar("_T")


class ShelflistConfig(Config):
    """What a list may say below `plugins: - shelflist:`."""

    exports = config_options.Type(bool, default=True)
    """Whether the papers can be taken away as files."""


class ShelflistPlugin(BasePlugin[ShelflistConfig]):
    """Reads the pages of papers once and gives templates what they show."""

    def __init__(self) -> None:
        super().__init__()
        self.is_serving = False

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Learn whether MkDocs serves: its server puts a script into every page."""
        self.is_serving = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Fill in what the settings leave out, and read our own."""
        if config.theme.name != THEME:
            name = Path(config.config_file_path or "").name
            raise PluginError(
                f'{name}: theme "{config.theme.name}" cannot show what the plugin computes.\n'
                f"    Write  theme: {THEME} , or  name: {THEME}  below  theme: ."
            )
        self.root = _find_root(config)
        self.settings = _refuse_problems(lambda: _read_settings(self.root, config))
        set_defaults(config)
        return config

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Refuse to publish what is not the list's, and to empty a folder that is not a site."""
        folders = [_find_folder(self.root, config)]
        problems = list(check_links(self.root, folders))
        if not self.is_serving and (problem := find_foreign(Path(config.site_dir))):
            problems.append(problem)
        if problems:
            raise PluginError(_to_text(problems))

    @event_priority(100)
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Read the pages; add those that only the site has; leave out what it does not need."""
        texts = [
            (file.src_uri, file.content_string)
            for file in files.documentation_pages()
            if file.src_uri == "index.md" or file.src_uri.split("/")[0] in FOLDERS
        ]
        # At once: what is half-built when something goes wrong is ours to replace, too.
        Path(config.site_dir).mkdir(parents=True, exist_ok=True)
        mark(Path(config.site_dir))
        self.caches = Caches(self.root)
        parse = CachedPages(self.caches.parsed)
        docs = _refuse_problems(lambda: read_docs(texts, self.settings.docs_dir, parse))
        self.atlas = Atlas(docs, self.settings, self.caches, is_exported=self.config.exports)
        self.exports: list[str] = []
        if self.config.exports:
            self.exports = self._write_exports(Path(config.site_dir))
        leave_out(files, {*docs.parts, *self.exports})
        for name, path in find_styles().items():
            style = File.generated(config, name, abs_src_path=str(path))
            files.append(style)
        for name in self.exports:
            written = DrawnFile(name, None, config.site_dir, config.use_directory_urls)
            files.append(written)
        self.drawer = Drawer(config, files, self.caches.bodies) if can_draw(config, self) else None
        self._take_papers(files)
        self._add_pages(config, files)
        set_nav(config, files)
        return files

    def _write_exports(self, site_dir: Path) -> list[str]:
        """Write the files that take the list away, or copy them from the last build's."""
        papers, settings, taxonomy = self._list()
        topics = [repr((t.id, t.name, t.description, t.parent)) for t in taxonomy.topics]
        said = repr((settings.site_url, settings.site_name, settings.site_description))
        facts = [
            repr((p.slug, p.record, p.topics, find_key(p), p.fields.get("added"))) for p in papers
        ]
        key = fingerprint(code_version(), said, repr(settings.is_directory_urls), *topics, *facts)
        kept = Kept(self.root, "exports", key)
        if (names := kept.copy(site_dir)) is None:
            names = write_exports(papers, settings, taxonomy, site_dir)
            kept.keep(site_dir, names)
        return names

    def _take_papers(self, files: Files) -> None:
        """Take from MkDocs the papers' pages that it need not render."""
        for src_uri, page in self.atlas.docs.pages.items():
            file = files.get_file_from_path(src_uri)
            if self.drawer and file and is_paper(src_uri) and is_plain(page):
                self.drawer.take(file, page)

    def _add_pages(self, config: MkDocsConfig, files: Files) -> None:
        """Add the pages of the site that no file of `docs/` is."""
        there = {file.src_uri for file in files}
        for made in (*self.atlas.topics.pages(), *self.atlas.authors.pages()):
            src_uri, body = f"{made.src}.md", to_mark(made.passage)
            meta = {"title": made.title, "description": made.description}
            meta["made_from"] = made.made_from
            if src_uri in there:
                continue
            if self.drawer:
                self.drawer.make(src_uri, meta, body)
            else:
                front = "".join(to_field(name, value) for name, value in meta.items())
                text = f"---\n{front}---\n\n{body}\n"
                files.append(File.generated(config, src_uri, content=text))
        if self.exports and "exports/index.md" not in there:
            papers, settings, taxonomy = self._list()
            text = render_taking(settings, taxonomy, papers, self.exports)
            files.append(File.generated(config, "exports/index.md", content=text))

    def _draw(self, page: Page, config: MkDocsConfig) -> None:
        """Write a page that MkDocs does not."""
        pages = self.pages
        view = pages.to_view(page)
        # Templates of a list's own may ask for what MkDocs gives them.
        has_own = config.theme.custom_dir is not None
        others = get_context(pages.nav, pages.files, config, page) if has_own else None
        text = render_view(pages.environment, view, others)
        write_file(text.encode("utf-8", "xmlcharrefreplace"), page.file.abs_dest_path)

    def _render_styles(self) -> dict[str, str]:
        """Give the scripts of the list's own citation styles."""
        styles = [style for style in self.settings.citation_styles if style.endswith(".csl")]
        if not styles:
            return {}
        # Here, not above: most lists have none, and it loads the CSL processor.
        from shelflist.citations.browser import render_scripts

        return render_scripts(self.root, styles)

    def _render_redirects(self, config: MkDocsConfig) -> dict[str, str]:
        """Draw what stands at old addresses."""
        path = Path(config.docs_dir) / REDIRECTS_FILE
        if not path.is_file():
            return {}
        # Here, not above: most lists have no redirects.
        from shelflist.redirects.pages import render_redirects

        return render_redirects(
            read_text(path, f"{self.settings.docs_dir}/{REDIRECTS_FILE}"),
            self.names,
            self.settings.site_url,
            is_directory_urls=config.use_directory_urls,
            language=self.pages.frame.language,
        )

    def _list(self) -> tuple[Sequence[ListedPaper], Settings, Taxonomy]:
        return self.atlas.papers, self.settings, self.atlas.docs.taxonomy

    @event_priority(100)
    def on_page_read_source(self, *, page: Page, config: MkDocsConfig) -> str | None:
        """Leave out of a page's Markdown the lists that are drawn in their place."""
        src_uri = page.file.src_uri
        known = self.atlas.docs.pages.get(src_uri)
        if known is None:
            return None
        src = src_uri.removesuffix(".md")
        drawn = {name: self.atlas.is_drawn(src, name) for name in known.passages}
        if not any(drawn.values()):
            return None
        return strip_lists(known, drawn)

    def on_page_markdown(
        self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files
    ) -> str:
        """Let a paper's page be drawn as one, unless it names a template of its own."""
        if is_paper(page.file.src_uri):
            page.meta.setdefault("template", "paper.html")
        return markdown

    @event_priority(-100)
    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Let our templates escape what they print, and know every page."""
        env.autoescape = _is_html
        policy = "" if self.is_serving else _to_policy(self.settings)
        drawn = self.drawer.pages if self.drawer else []
        self.pages = SitePages(config, files, drawn, self.nav, env, self.atlas, policy)
        self.names = [file.src_uri for file in files]
        for page in self.pages.pages:
            self.pages.describe(page)
        self.sitemaps = to_sitemaps(self.pages)
        return env

    @event_priority(-100)
    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Remember the navigation."""
        self.nav = nav
        return nav

    def on_template_context(self, context: Any, *, template_name: str, config: MkDocsConfig) -> Any:
        """Give templates that belong to no page the frame of one."""
        context["view"] = self.pages.to_missing()
        return context

    def on_post_template(self, output: str, *, template_name: str, config: MkDocsConfig) -> str:
        """Give our sitemap in place of MkDocs' own."""
        return self.sitemaps.get(template_name, "") if template_name == "sitemap.xml" else output

    def on_page_context(
        self, context: Any, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> Any:
        """Give a page's template its view."""
        context["view"] = self.pages.to_view(page)
        return context

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write what stands beside the pages."""
        site_dir = Path(config.site_dir)
        for page in self.drawer.pages if self.drawer else ():
            self._draw(page, config)
        write_search(self.pages, site_dir)
        for name, text in {**self._render_redirects(config), **self._render_styles()}.items():
            write_file(text.encode(), str(site_dir / name))
        for name, text in self.sitemaps.items():
            if name != "sitemap.xml":
                (site_dir / name).write_text(text, encoding="utf-8")
        (site_dir / "llms.txt").write_text(to_llms(self.pages), encoding="utf-8")
        self.caches.save()


def _is_html(template: str | None) -> bool:
    """Say whether a template draws a page; a list's own escape what they print as ours do."""
    return template is not None and template.endswith(".html")


def _find_root(config: MkDocsConfig) -> Path:
    """Give the list's folder, that of its settings; a list without any has them in the cache."""
    folder = Path(config.config_file_path or "mkdocs.yml").resolve().parent
    return folder.parents[1] if folder.as_posix().endswith(f"/{FOLDER}") else folder


def _find_folder(root: Path, config: MkDocsConfig) -> str:
    """Give the folder of the pages as a path in the list."""
    return Path(os.path.relpath(config.docs_dir, root)).as_posix()


def _read_settings(root: Path, config: MkDocsConfig) -> Settings:
    """Read our settings; of MkDocs' own it knows best what they say."""
    return replace(
        read_settings(root),
        site_name=config.site_name,
        site_description=config.site_description or "",
        site_url=config.site_url or "",
        is_directory_urls=config.use_directory_urls,
        docs_dir=_find_folder(root, config),
    )


def _to_policy(settings: Settings) -> str:
    """Say what a page may load: what belongs to the site, and what the named hosts have.

    No script stands in a page, so none that somebody writes into one runs. Styles may: rows of
    tables, pictures and formulas have them, they run nothing and load no more than the page
    may. `file:` is for browsers to which a page opened by double click is no `self`.
    """
    own = " ".join(["'self' file:", *settings.hosts])
    return (
        f"default-src {own}; script-src {own}; style-src {own} 'unsafe-inline'; "
        f"img-src {own} data:; object-src 'none'; base-uri 'none'; form-action {own}"
    )


def _refuse_problems(read: Callable[[], _T]) -> _T:
    """Let MkDocs end where something cannot be read."""
    try:
        return read()
    except ShelflistError as error:
        raise PluginError(_to_text(error.problems)) from None


def _to_text(problems: Iterable[Problem]) -> str:
    """Name all problems, one below the other."""
    return "\n".join(str(problem) for problem in problems)
