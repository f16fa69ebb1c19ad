"""Everything that is known of a list once its pages are read, and the list that each page shows."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import cast

from markdown import Markdown

from shelflist.cache import Cache, Json
from shelflist.config import CITATION_STYLES, Settings
from shelflist.edits.pagefile import PageFile
from shelflist.exports.written import is_long
from shelflist.formats.csl_json import to_csl_json
from shelflist.library import ListedPaper
from shelflist.mathml import MathExtension
from shelflist.pages.bibliography import reference_head, sort_references
from shelflist.pages.names import first_letter
from shelflist.related import Related, Text, find_related, to_reason
from shelflist.site.papers import Docs, to_texts
from shelflist.site.views.authors import Authors
from shelflist.site.views.lists import (
    Download,
    ListView,
    Topics,
    ToUrl,
    to_home,
    to_papers,
    to_references,
)
from shelflist.site.views.paper import Known
from shelflist.topics.taxonomy import UNSORTED

_DRAWN = {
    "index": "home",
    "papers/index": "papers",
    "topics/index": "topics",
    "authors/index": "authors",
    "references/index": "references",
}
"""Path in `docs_dir` of a page, without its suffix -> the passage that the site draws."""


class Caches:
    """What one build leaves for the next, by step."""

    def __init__(self, root: Path) -> None:
        """Open the caches of the list in `root`."""
        self.parsed = Cache(root, "site-pages")
        self.related = Cache(root, "site-related")
        self.references = Cache(root, "site-references")
        self.bodies = Cache(root, "site-bodies")

    def save(self) -> None:
        """Write what this build used."""
        for cache in vars(self).values():
            cache.save()


class Atlas:
    """A list's papers, topics, authors and references, from what its pages say."""

    def __init__(
        self, docs: Docs, settings: Settings, caches: Caches, *, is_exported: bool
    ) -> None:
        self.docs, self.settings, self.caches = docs, settings, caches
        self.is_exported = is_exported
        self.papers = docs.papers
        self.by_slug = {paper.slug: paper for paper in docs.papers}
        self.topics = Topics(docs.taxonomy, docs.papers)
        self.authors = Authors(docs.papers, docs.authors)
        self.seed_counts = Counter(
            seed for paper in docs.papers for seed in to_texts(paper.fields.get("found_in"))
        )

    @property
    def _whole(self) -> dict[str, Callable[[ToUrl], ListView]]:
        """For pages about the whole list what views them."""
        return {
            "index": self._to_home,
            "papers/index": lambda to_url: to_papers(self.papers, to_url),
            "topics/index": self.topics.index,
            "authors/index": self.authors.index,
            "references/index": self._to_references,
        }

    def find_list(self, src: str, passage: str, to_url: ToUrl) -> ListView | None:
        """Give the list that a passage of a page shows; `None` for one that is shown as it is.

        Args:
            src: Path of the page in `docs_dir`, without its suffix.
            passage: Name of the passage.
            to_url: Gives addresses from the page.
        """
        if not self.is_drawn(src, passage):
            return None
        if draw := self._whole.get(src):
            return draw(to_url)
        folder, _, name = src.rpartition("/")
        if folder == "topics":
            return self.topics.page(name, "Not yet sorted", to_url)
        return self.authors.page(src, to_url) if folder == "authors" else None

    def is_drawn(self, src: str, passage: str) -> bool:
        """Say whether the site draws a passage of a page in place of what stands there."""
        folder, _, name = src.rpartition("/")
        if src in _DRAWN:
            return passage == _DRAWN[src]
        if folder == "topics":
            return passage == "papers" and (name in self.topics.known or name == UNSORTED)
        if folder == "authors":
            return passage in ("authors", "papers") and self.authors.has_page(src)
        return passage == "related" and src.startswith("papers/")  # as earlier versions wrote it

    def _to_home(self, to_url: ToUrl) -> ListView:
        tops = self.topics.tops(to_url)
        numbers = (
            (len(self.papers), "papers", "papers/index"),
            (sum(top.count > 0 for top in tops), "fields", "topics/index"),
            (len(self.authors.names.names), "authors", "authors/index"),
            (len(self.docs.seeds), "source documents", "references/index"),
        )
        about = (
            self.settings.site_name,
            self.settings.site_description or "A reading list of papers.",
        )
        return to_home(self.papers, about, numbers, tops, self.settings.newest, to_url)

    def _to_references(self, to_url: ToUrl) -> ListView:
        groups: dict[str, list[tuple[ListedPaper, str]]] = {}
        for paper in sort_references(self.papers):
            if html := self.references.get(paper.slug):
                groups.setdefault(first_letter(reference_head(paper)), []).append((paper, html))
        has_files = bool(self.papers) and not is_long(self.papers)
        files = [
            Download(label, f"references.{suffix}")
            for label, suffix in (("BibTeX", "bib"), ("CSL-JSON", "json"))
        ]
        style = self.settings.citation_style
        title = CITATION_STYLES.get(style) or Path(style).stem
        files = files if has_files and self.is_exported else []
        seeds = self.docs.seeds
        return to_references(groups, seeds, self.seed_counts, title, files, to_url)

    @cached_property
    def references(self) -> dict[str, str]:
        """Each paper's reference in the list's style as HTML, by slug."""
        style, cache = self.settings.citation_style, self.caches.references
        items = {paper.slug: to_csl_json(paper.citable, paper.slug) for paper in self.papers}
        keys = {slug: (style, json.dumps(item, sort_keys=True)) for slug, item in items.items()}
        known = {slug: cache.find(key) for slug, key in keys.items()}
        missing = [slug for slug, html in known.items() if html is None]
        if missing:
            # Here, not above: loading the CSL processor is only needed for new references.
            from shelflist.citations import render_bibliography

            markdown = Markdown(extensions=[MathExtension()])
            wanted = [(slug, items[slug]) for slug in missing]
            for slug, text in render_bibliography(wanted, style).items():
                html = markdown.reset().convert(text).removeprefix("<p>").removesuffix("</p>")
                cache.put(keys[slug], html)
                known[slug] = html
        return {slug: html for slug, html in known.items() if isinstance(html, str)}

    @cached_property
    def related(self) -> Mapping[str, Sequence[Related]]:
        """Papers near each, by slug."""
        texts = {
            paper.slug: Text(paper.title, paper.record.abstract or "", tuple(paper.topics))
            for paper in self.papers
        }
        cache, limit = self.caches.related, self.settings.related
        if not limit:
            return {}

        def find() -> Json:
            found = find_related(texts, limit)
            return {
                slug: [[near.slug, list(near.words), list(near.topics)] for near in all_near]
                for slug, all_near in found.items()
            }

        parts = (str(limit), *(repr((slug, text)) for slug, text in texts.items()))
        found = cast("dict[str, list[tuple[str, list[str], list[str]]]]", cache.get(parts, find))
        return {
            slug: [Related(near, tuple(words), tuple(topics)) for near, words, topics in all_near]
            for slug, all_near in found.items()
        }

    def to_known(self, urls: Mapping[str, str]) -> Known:
        """Give what a paper's page may name and link to.

        Args:
            urls: Path in `docs_dir` of each page, without its suffix -> path in the site.
        """
        topics = {topic.id: topic.name for topic in self.docs.taxonomy.topics}
        return Known(
            papers=self.by_slug,
            urls=urls,
            topics=topics,
            seeds={seed.name: seed.title for seed in self.docs.seeds},
            find_author=self.authors.find_src,
            related=self.related,
            reasons=lambda near: to_reason(near, topics),
            most_related=self.settings.related,
            styles=self.settings.citation_styles,
        )

    def find_exports(self, src: str) -> str:
        """Give the path of the files with a page's papers, without suffix; empty if none."""
        folder, _, name = src.rpartition("/")
        if not self.is_exported:
            return ""
        if folder == "topics" and name != "index":
            is_held = name in self.topics.known or (name == UNSORTED and self.topics.unsorted)
            return f"exports/{src}" if is_held else ""
        is_whole = src in ("index", "papers/index", "references/index", "topics/index")
        return "exports/papers" if is_whole else ""


def strip_lists(page: PageFile, is_drawn: Mapping[str, bool]) -> str:
    """Give a page with a mark alone where the site draws a list.

    Args:
        page: The page.
        is_drawn: For each passage whether the site draws it; one that a person changed stays.
    """
    lines = list(page.lines)
    for name, passage in sorted(page.passages.items(), key=lambda each: -each[1].start):
        if is_drawn.get(name) and passage.is_untouched():
            lines[passage.start : passage.end] = ["\n", f"{to_mark(name)}\n", "\n"]
    return "".join(lines)


def to_mark(passage: str) -> str:
    """Give what stands in a page's HTML where the site draws a list."""
    return f"<!-- shelflist: {passage} -->"
