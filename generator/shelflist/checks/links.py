"""Links that lead nowhere, in what people wrote: notes on pages and pages of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cache, cached_property
from pathlib import Path
from posixpath import dirname, join, normpath, relpath
from urllib.parse import unquote, urlsplit

from shelflist.checks.prose import Link, find_ids, find_links
from shelflist.config import MKDOCS_FILE, Settings
from shelflist.edits.following import is_paper
from shelflist.inputs import Inputs
from shelflist.problems import Location, Problem, Severity
from shelflist.redirects.lines import INDEX_NAMES, to_stem
from shelflist.redirects.table import Published, Redirects, to_published

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")
_FROM_THEME = frozenset({"404.html", "sitemap.xml"})
"""Files of a site that are in no `docs_dir`."""
_PAPER_IDS = frozenset({"cite", "bibtex", "content", "abstract", "related-papers"})
"""Places that the theme draws on a paper's page."""
_DRAWN = frozenset({"home", "papers", "topics", "authors", "references"})
"""Passages in whose place the site draws lists, with places of their own."""
_MOST_LOOKED_UP = 20
"""Links for which the nearest page is looked for: in a long list each takes a while."""
_NEAR_ENOUGH = 0.75


@dataclass(frozen=True)
class Tree:
    """What is in `docs_dir` once everything generated is up to date.

    Attributes:
        root: The list's folder.
        settings: Its settings.
        names: The files, without those written for redirects.
        rendered: Texts of pages that the next run changes.
        moved: Old path -> new, of pages that were renamed or whose page is gone.
        redirects: The file of redirects.
    """

    root: Path
    settings: Settings
    names: frozenset[str]
    rendered: Mapping[str, str | None] = field(default_factory=dict)
    moved: Mapping[str, str] = field(default_factory=dict)
    redirects: str = ""

    @cached_property
    def published(self) -> Published:
        """Pages by stem, and other files."""
        return to_published(self.names)

    @cached_property
    def table(self) -> Redirects:
        """Where old addresses lead."""
        return Redirects(self.redirects, site_url=self.settings.site_url)

    @cached_property
    def has_usual_ids(self) -> bool:
        """Whether headings get the ids that Markdown gives them by itself."""
        try:
            text = (self.root / MKDOCS_FILE).read_text("utf-8", errors="replace")
        except OSError:
            return True
        return "slugify:" not in text

    def find_successor(self, src_uri: str) -> str | None:
        """Find the page that stands for one which is gone."""
        found = src_uri
        for _ in range(len(self.moved)):
            if found in self.names or found not in self.moved:
                break
            found = self.moved[found]
        if found in self.names:
            return found
        address = self.table.resolve(src_uri)
        if address is None or _SCHEME.match(address):
            return address
        return self.published.find(to_stem(address.partition("#")[0]))


def check_links(inputs: Inputs, tree: Tree) -> Iterator[Problem]:
    """Links of people to pages, files and places that are not there."""
    judge = _Judge(inputs, tree)
    for src_uri in sorted(name for name in tree.names if name.endswith(".md")):
        lines = _people_lines(inputs, tree, src_uri)
        for link in find_links(lines) if lines else ():
            if problem := judge.judge(src_uri, link):
                yield problem


def _people_lines(inputs: Inputs, tree: Tree, src_uri: str) -> list[str]:
    """Give the lines of a page with those that the generator wrote made blank."""
    page = inputs.pages.get(src_uri)
    lines = list(page.lines) if page else _read_lines(tree, src_uri)
    if page:
        _make_blank(lines, 0, page.front_end + 1 if page.front_end else 0)
        for passage in page.passages.values():
            if passage.is_untouched():
                _make_blank(lines, passage.start, passage.end)
    elif lines and lines[0].rstrip() == "---":
        ends = (n for n, line in enumerate(lines[1:], 1) if line.rstrip() in ("---", "..."))
        _make_blank(lines, 0, next(ends, 0))
    return lines if any("](" in line or "]:" in line for line in lines) else []


def _make_blank(lines: list[str], start: int, end: int) -> None:
    lines[start:end] = ["\n"] * (end - start)


def _read_lines(tree: Tree, src_uri: str) -> list[str]:
    path = tree.root / tree.settings.docs_dir / src_uri
    try:
        return path.read_bytes().decode("utf-8-sig", errors="replace").splitlines(keepends=True)
    except OSError:
        return []  # a page that the next run writes has nothing of people's yet


class _Judge:
    """Says which links lead nowhere."""

    def __init__(self, inputs: Inputs, tree: Tree) -> None:
        self.inputs = inputs
        self.tree = tree
        self.docs_dir = tree.settings.docs_dir
        self.looked_up = 0
        self.ids_of = cache(self._find_ids)

    def judge(self, src_uri: str, link: Link) -> Problem | None:
        """Give the problem of one link, if it has one."""
        target = link.target
        if _SCHEME.match(target) or "{" in target:
            return None
        path, _, place = target.partition("#")
        path = unquote(path.partition("?")[0])
        found = self._find(src_uri, path) if path else src_uri
        if found is None:
            return self._broken(src_uri, link, path)
        if place and found.endswith(".md") and not self._has_place(found, unquote(place)):
            message = f'the link "{target}" leads to a place that {self._name(found)} does not have'
            mend = "Name the id of a heading there, or leave out what follows #."
            location = Location(self._name(src_uri), link.line)
            return Problem(location, "broken-anchor", message, mend, Severity.WARNING)
        return None

    def _name(self, src_uri: str) -> str:
        return f"{self.docs_dir}/{src_uri}"

    def _find(self, src_uri: str, path: str) -> str | None:
        """Find the page or file that a link leads to; an old address counts as its new one."""
        if path.startswith("/"):
            base = urlsplit(self.tree.settings.site_url).path or "/"
            return self._find_address(path.removeprefix(base).lstrip("/"))
        file = normpath(join(dirname(src_uri), path))
        if file in self.tree.names or file in _FROM_THEME:
            return file
        if path.endswith(".md"):
            return None
        stem, _, _ = src_uri.rpartition(".")
        folder, _, last = stem.rpartition("/")
        here = folder if last in INDEX_NAMES else stem
        address = normpath(join(here if self.tree.settings.is_directory_urls else folder, path))
        return None if address.startswith("..") else self._find_address(address)

    def _find_address(self, address: str) -> str | None:
        try:
            stem = to_stem("" if address == "." else address)
        except ValueError:
            return address if address in self.tree.names else None
        if stem in self.tree.table.ends:
            return stem
        return self.tree.published.find(stem) or self.tree.published.find(address)

    def _broken(self, src_uri: str, link: Link, path: str) -> Problem:
        file = normpath(join(dirname(src_uri), path))
        message, mend = f'the link "{link.target}" leads nowhere', ""
        successor = self.tree.find_successor(file.lstrip("/"))
        near = None if successor else self._find_near(file)
        if successor:
            mend = f"The page is now elsewhere: write  {self._relative(src_uri, successor)}"
        elif near:
            mend = f"Did you mean  {self._relative(src_uri, near)} ?"
        elif file.startswith("../"):
            message += f": it leaves {self.docs_dir}/"
            mend = "Give the file's full https:// address."
        else:
            mend = "Name a page that exists, or take the link out."
        is_file = "." in path.rpartition("/")[2]
        severity = Severity.ERROR if is_file else Severity.WARNING
        return Problem(
            Location(self._name(src_uri), link.line), "broken-link", message, mend, severity
        )

    def _relative(self, src_uri: str, target: str) -> str:
        return target if _SCHEME.match(target) else relpath(target, dirname(src_uri) or ".")

    def _find_near(self, file: str) -> str | None:
        """Find the page that was probably meant: of that name elsewhere, or of a like name."""
        if f"{file}.md" in self.tree.names:
            return f"{file}.md"
        last = file.rpartition("/")[2]
        same = [name for name in sorted(self.tree.names) if name.rpartition("/")[2] == last]
        if len(same) == 1 and last not in ("index.md", "README.md"):
            return same[0]
        self.looked_up += 1
        if self.looked_up > _MOST_LOOKED_UP:
            return None
        near = get_close_matches(file, sorted(self.tree.names), 1, _NEAR_ENOUGH)
        return near[0] if near else None

    def _has_place(self, src_uri: str, place: str) -> bool:
        ids, is_sure = self.ids_of(src_uri)
        is_sure = is_sure and self.tree.has_usual_ids
        return not is_sure or place in ids or place.startswith(("fn:", "fnref:", "__"))

    def _find_ids(self, src_uri: str) -> tuple[set[str], bool]:
        page = self.inputs.pages.get(src_uri)
        text = self.tree.rendered.get(src_uri)
        lines: Sequence[str] = page.lines if page else ()
        if text is not None:
            lines = text.splitlines(keepends=True)
        ids, is_sure = find_ids(lines or _read_lines(self.tree, src_uri))
        ids |= _PAPER_IDS if is_paper(src_uri) else frozenset()
        is_drawn = page and ("template" in page.fields or _DRAWN & page.passages.keys())
        return ids, is_sure and not is_drawn
