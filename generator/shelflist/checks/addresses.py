"""Addresses that were published at a revision and lead nowhere now."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches

from shelflist.checks.common import cut
from shelflist.checks.links import Tree
from shelflist.config import MKDOCS_FILE, Settings
from shelflist.edits.pagefile import parse_page
from shelflist.library import Library
from shelflist.model import FieldValue
from shelflist.pages.names import read_page_names
from shelflist.problems import Location, Problem, ShelflistError
from shelflist.redirects import REDIRECTS_FILE
from shelflist.redirects.lines import to_stem, to_word
from shelflist.redirects.table import published_addresses, to_address, to_published
from shelflist.revisions import Revision
from shelflist.strict_yaml import Node, parse_yaml

RULE = "lost-address"
_NEAR_ENOUGH = 0.75
_PART = re.compile(r"(?:years|topics/[^/]+|authors/names|references/by-name)/[^/]+\.md")
"""Where parts of lists stand; a person's page may stand there too."""
_SAME = ("citation_key", "arxiv", "doi", "title")
"""Fields of which one alone says that two pages are one paper's."""


@dataclass(frozen=True, slots=True)
class LostAddress:
    """An address that is gone.

    Attributes:
        address: Below the site's own: `papers/lora/`.
        file: What stood there, as a path of the list at that revision.
        title: What it was called; empty if it had no name.
        line: What to write into the file of redirects.
        is_certain: Whether the line's new address is surely the same paper's.
        is_case: Whether a page has the address but for capitals, so that no line can help.
    """

    address: str
    file: str
    title: str
    line: str
    is_certain: bool = False
    is_case: bool = False

    def to_problem(self, ref: str, redirects_file: str) -> Problem:
        """Say it as a problem.

        Args:
            ref: The revision, for a person.
            redirects_file: Where the line goes.
        """
        was = f': it was "{cut(self.title)}"' if self.title else ""
        message = f'"{self.address}" was published at {ref} and leads nowhere now{was}'
        if self.is_case:
            mend = "Give the page its old name back: an address that differs only in capitals "
            mend += "cannot lead to it."
        elif self.is_certain:
            mend = f"Add to {redirects_file}:  {self.line}"
        else:
            mend = f"Add to {redirects_file}, if no page fits better:  {self.line}"
        return Problem(Location(self.file), RULE, message, mend)


@dataclass(frozen=True, slots=True)
class Published:
    """What a revision publishes: for each address the file in `docs_dir`, if it has one."""

    revision: Revision
    docs_dir: str
    files: Mapping[str, str] = field(default_factory=dict)


def read_published(revision: Revision, settings: Settings) -> Published:
    """Read which addresses a revision publishes.

    Args:
        revision: The revision.
        settings: The list's present settings, for what the revision's do not say.
    """
    top = _read_mkdocs(revision.read_text(MKDOCS_FILE))
    docs_dir = _text(top.get("docs_dir")) or settings.docs_dir
    names = [name.removeprefix(f"{docs_dir}/") for name in revision.list_files(docs_dir)]
    names = list(_take_out(names, _text(top.get("exclude_docs"))))
    parts = _find_parts(revision, docs_dir, names)
    names = [name for name in names if name not in parts]
    redirects = revision.read_text(f"{docs_dir}/{REDIRECTS_FILE}") or ""
    site = to_published(names)
    files = {to_address(stem): name for stem, name in site.pages.items()}
    files |= {name: name for name in site.files}
    names += [f"authors/{name}.md" for name in _read_names(revision, docs_dir)]
    addresses = published_addresses(names, redirects)
    return Published(revision, docs_dir, {a: files.get(a, "") for a in addresses})


def _find_parts(revision: Revision, docs_dir: str, names: Iterable[str]) -> set[str]:
    """Find the pages that hold a part of a list: the site has none of them."""
    listed = revision.list_files(docs_dir)
    entries = {n: listed[f"{docs_dir}/{n}"] for n in names if _PART.fullmatch(n)}
    texts = ((name, data.decode("utf-8", "replace")) for name, data in revision.read(entries))
    return {name for name, text in texts if "\npart_of: " in text.partition("\n---\n")[0]}


def _read_names(revision: Revision, docs_dir: str) -> set[str]:
    """Name the pages of authors that the site draws, as the lists of authors say."""
    folder = f"{docs_dir}/authors"
    lists = {
        n: mark for n, mark in revision.list_files(folder).items() if _is_author_list(n, folder)
    }
    return read_page_names(data.decode("utf-8", "replace") for _, data in revision.read(lists))


def _is_author_list(name: str, folder: str) -> bool:
    return name == f"{folder}/index.md" or name.startswith(f"{folder}/names/")


def find_lost(before: Published, tree: Tree, library: Library) -> list[LostAddress]:
    """Find the addresses of a revision that have no page and lead to none.

    Args:
        before: What the revision publishes.
        tree: `docs_dir` as it will be once everything generated is up to date.
        library: The papers, one of which may be the same as the lost page's.
    """
    mkdocs = tree.root / MKDOCS_FILE
    text = mkdocs.read_text("utf-8", errors="replace") if mkdocs.is_file() else None
    names = _take_out(sorted(tree.names), _text(_read_mkdocs(text).get("exclude_docs")))
    now = published_addresses(names, tree.redirects)
    gone = sorted(a for a in before.files if a not in now and not _leads_on(a, now))
    if not gone:
        return []
    papers = _find_papers(library)
    folded = {address.casefold() for address in now}
    fields = dict(_read_fields(before, gone))
    return [_describe(a, before, fields.get(a, {}), papers, now, folded) for a in gone]


def check_addresses(before: Published, tree: Tree, library: Library) -> Iterator[Problem]:
    """Addresses that a revision published and that lead nowhere now."""
    redirects_file = f"{tree.settings.docs_dir}/{REDIRECTS_FILE}"
    for lost in find_lost(before, tree, library):
        yield lost.to_problem(before.revision.ref, redirects_file)


def _read_mkdocs(text: str | None) -> dict[str, Node]:
    try:
        return parse_yaml(text or "", MKDOCS_FILE, own_tags=("!", "tag:")).mapping()
    except (ShelflistError, ValueError):
        return {}


def _text(node: Node | None) -> str:
    return node.value.strip() if node and isinstance(node.value, str) else ""


def _take_out(names: Iterable[str], excluded: str) -> Iterator[str]:
    """Leave out what `exclude_docs` names, in the manner of `.gitignore`."""
    if not excluded:
        yield from names
        return
    from pathspec import GitIgnoreSpec  # MkDocs brings it, and reads the setting with it

    spec = GitIgnoreSpec.from_lines(excluded.splitlines())
    for name in names:
        if not spec.match_file(name) or name == REDIRECTS_FILE:
            yield name


def _leads_on(address: str, now: frozenset[str]) -> bool:
    try:
        return to_address(to_stem(address)) in now
    except ValueError:
        return False


def _read_fields(
    before: Published, addresses: Iterable[str]
) -> Iterator[tuple[str, Mapping[str, FieldValue]]]:
    """Read the front matter of pages as they stood."""
    wanted = {f"{before.docs_dir}/{before.files[a]}": a for a in addresses if before.files[a]}
    listed = before.revision.list_files(before.docs_dir)
    entries = {name: listed[name] for name in wanted if name.endswith(".md") and name in listed}
    for name, data in before.revision.read(entries):
        try:
            yield wanted[name], parse_page(data.decode("utf-8", "replace"), name).fields
        except ShelflistError:
            continue


def _find_papers(library: Library) -> dict[tuple[str, str], str]:
    """Give the slug of each paper by what names it alone."""
    found: dict[tuple[str, str], str] = {}
    for paper in library.papers:
        for name in _SAME:
            value = paper.fields.get(name)
            if isinstance(value, str) and value:
                found.setdefault((name, value.casefold()), paper.slug)
    return found


def _describe(
    address: str,
    before: Published,
    fields: Mapping[str, FieldValue],
    papers: Mapping[tuple[str, str], str],
    now: frozenset[str],
    folded: set[str],
) -> LostAddress:
    texts = {name: value for name, value in fields.items() if isinstance(value, str)}
    same = (papers.get((name, texts[name].casefold())) for name in _SAME if texts.get(name))
    slug = next((slug for slug in same if slug), None)
    target = f"papers/{slug}/" if slug else _find_near(address, now)
    file = before.files[address] or REDIRECTS_FILE
    old, new = to_word(address.rstrip("/")), to_word(target.rstrip("/"))
    return LostAddress(
        address=address or "/",
        file=f"{before.docs_dir}/{file}",
        title=" ".join(texts.get("title", "").split()),
        line=f"{old} {new}",
        is_certain=slug is not None,
        is_case=address.casefold() in folded,
    )


def _find_near(address: str, now: frozenset[str]) -> str:
    """Find a page that may stand for a lost one: of a like name, else its folder's, else home."""
    folder = address.rstrip("/").rpartition("/")[0]
    beside = [a for a in now if a.startswith(f"{folder}/") and a.rstrip("/") != folder]
    near = get_close_matches(address, beside, 1, _NEAR_ENOUGH) if len(beside) <= 2000 else []
    if near:
        return near[0]
    while folder and f"{folder}/" not in now:
        folder = folder.rpartition("/")[0]
    return f"{folder}/" if folder else ""
