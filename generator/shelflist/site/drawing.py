"""Pages that the plugin draws by itself: MkDocs knows their addresses and leaves them alone.

Such are the pages that no file of `docs/` is, and those of papers that hold nothing but fields
and an abstract. The result is byte for byte what MkDocs would make of them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from markdown import Markdown
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page

from shelflist.cache import Cache
from shelflist.edits.pagefile import PageFile
from shelflist.formats.page_fields import PAGE_FIELDS
from shelflist.site.defaults import EXTENSIONS

_EVENTS = (
    "pre_page",
    "page_read_source",
    "page_markdown",
    "page_content",
    "page_context",
    "post_page",
)
_COMMENT = re.compile(r"<!--(?:[^-]|-(?!->))*-->")
_ADDRESS = re.compile(r"<https?://[^<>\s]*>")
_NEEDS_MKDOCS = re.compile(r"<|\]\(|\]:|\]\[|^ {0,3}(?:#|=+$|-+$)|^\[TOC\]", re.MULTILINE)
"""What has a link within the site, an anchor or a heading, of which MkDocs has to know."""


_TEXT = re.compile(r"[^\W\d_](?:[\w .,;:()%'\"’‘“”–—/+=-](?!_))*")
"""A paragraph in which no extension of ours finds anything but words."""


class DrawnFile(File):
    """A file of the site that stands there without MkDocs."""

    is_drawn = False

    def is_documentation_page(self) -> bool:
        """Say no, once its address is known: it is not MkDocs that renders it."""
        return not self.is_drawn and bool(super().is_documentation_page())

    def copy_file(self, dirty: bool = False) -> None:
        """Leave it as it is."""

    def finish(self) -> None:
        """Find the address, which is a page's, and take it from MkDocs."""
        _ = self.dest_uri, self.url, self.name
        self.is_drawn = True


def can_draw(config: MkDocsConfig, plugin: object) -> bool:
    """Say whether our plugin alone has to do with pages: any other shall see them all."""
    found = (method for name in _EVENTS for method in config.plugins.events[name])
    return all(getattr(method, "__self__", None) is plugin for method in found)


def is_plain(page: PageFile) -> bool:
    """Say whether a paper's page holds nothing but fields and an abstract without links."""
    body = "".join(page.lines[page.front_end + 1 if page.front_end else 0 :])
    is_known = page.fields.keys() <= PAGE_FIELDS.keys()
    return is_known and not _NEEDS_MKDOCS.search(_ADDRESS.sub("", _COMMENT.sub("", body)))


def _convert_words(body: str) -> str | None:
    """Render a body of nothing but words and comments; `None` for any other."""
    html, before, is_apart = "", "", False
    for line in body.split("\n"):
        if not line:
            is_apart = True
            continue
        is_text = line[0] != "<"
        if not (_TEXT if is_text else _COMMENT).fullmatch(line):
            return None
        if is_text and before == "text" and not is_apart:
            return None
        is_kept = before == "comment" and is_apart  # Python-Markdown keeps a line below a comment
        html += ("\n\n" if is_kept else "\n" if before else "") + (
            f"<p>{line}</p>" if is_text else line
        )
        before, is_apart = "text" if is_text else "comment", False
    return html


class Drawer:
    """Takes pages over from MkDocs."""

    def __init__(self, config: MkDocsConfig, files: Files, cache: Cache) -> None:
        """Get ready.

        Args:
            config: MkDocs' settings.
            files: Of the build.
            cache: Knows bodies that an earlier build rendered.
        """
        self.config, self.files, self._cache = config, files, cache
        self._rules = repr((config.markdown_extensions, config.mdx_configs))
        self.pages: list[Page] = []
        self._has_usual_extensions = {*config.markdown_extensions} <= {*EXTENSIONS, "fenced_code"}
        self._markdown = Markdown(
            extensions=config.markdown_extensions, extension_configs=config.mdx_configs
        )

    def take(self, file: File, page: PageFile) -> None:
        """Take a paper's page over."""
        if file.inclusion not in (InclusionLevel.INCLUDED, InclusionLevel.NOT_IN_NAV):
            return
        self.files.remove(file)
        drawn = DrawnFile(
            file.src_uri, file.src_dir, file.dest_dir, file.use_directory_urls,
            inclusion=file.inclusion,
        )  # fmt: skip
        body = "".join(page.lines[page.front_end + 1 if page.front_end else 0 :]).lstrip("\n")
        self._add(drawn, page.fields, self._convert(body))

    def _convert(self, body: str) -> str:
        """Render Markdown; most abstracts are words alone, which need no parser."""
        simple = _convert_words(body) if self._has_usual_extensions else None
        if simple is not None:
            return simple
        render = self._markdown.reset().convert
        return str(self._cache.get((self._rules, body), lambda: str(render(body))))

    def make(self, src_uri: str, meta: Mapping[str, object], content: str) -> None:
        """Make a page that no file is."""
        self._add(DrawnFile.generated(self.config, src_uri, content=""), meta, content)

    def _add(self, file: File, meta: Mapping[str, object], content: str) -> None:
        assert isinstance(file, DrawnFile)
        file.finish()
        page = Page(None, file, self.config)
        page.markdown, page.content, page.meta = "", content, dict(meta)
        self.files.append(file)
        self.pages.append(page)
