"""Where each old address leads in the end, and every address that a list publishes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from shelflist.redirects import REDIRECTS_FILE
from shelflist.redirects.lines import (
    INDEX_NAMES,
    Redirect,
    Target,
    parse_redirects,
    to_stem,
)


def to_address(stem: str) -> str:
    """Give the address of a page below the site's own, ending in a slash; home's is empty."""
    return f"{stem}/" if stem else ""


def to_url(target: Target, src_uri: str | None) -> str:
    """Give where a target leads: an address below the site's own, or one of another site.

    Args:
        target: Where a redirect leads.
        src_uri: The page or file of that name, `None` if there is none.
    """
    path = target.path if target.is_elsewhere else to_address(target.path)
    if src_uri is not None and not src_uri.endswith(".md"):
        path = src_uri
    return f"{path}#{target.fragment}" if target.fragment else path


def to_table(redirects: Iterable[Redirect]) -> dict[str, Redirect]:
    """Give the line that counts for each old address: a person's, else the last."""
    table: dict[str, Redirect] = {}
    for redirect in redirects:
        before = table.get(redirect.old)
        if before is None or before.is_automatic:
            table[redirect.old] = redirect
    return table


def flatten(table: Mapping[str, Redirect]) -> tuple[dict[str, Target], list[tuple[str, ...]]]:
    """Follow every chain to its end.

    Returns:
        The last target of each old address that has one, and every loop, each as the
        stems that follow each other.
    """
    ends: dict[str, Target] = {}
    endless: set[str] = set()
    loops: list[tuple[str, ...]] = []
    for start in table:
        path: dict[str, None] = {}
        here, end = start, None
        while here not in ends and here not in endless and here not in path:
            path[here] = None
            end = table[here].new
            if end.is_elsewhere or end.path not in table:
                break
            here, end = end.path, None
        if end is None and here in ends:
            end = ends[here]
        if end is not None:
            ends |= dict.fromkeys(path, end)
            continue
        if here in path:
            stems = list(path)
            loops.append(tuple(stems[stems.index(here) :]))
        endless |= path.keys()
    return ends, loops


@dataclass(frozen=True, slots=True)
class Published:
    """What a list publishes: pages by stem, other files by path, each with its `src_uri`."""

    pages: Mapping[str, str]
    files: frozenset[str]

    def find(self, path: str) -> str | None:
        """Find the page or file that a stem or path names."""
        return self.pages.get(path) or (path if path in self.files else None)


def to_published(names: Iterable[str]) -> Published:
    """Sort the files of `docs_dir` into pages and others.

    Hidden files, templates and the file of redirects are left out, as MkDocs does by
    itself; what else `exclude_docs` names is for the caller to leave out.

    Args:
        names: Paths in `docs_dir` with forward slashes.
    """
    pages: dict[str, str] = {}
    files: set[str] = set()
    for name in sorted(names):
        if name == REDIRECTS_FILE or name.startswith((".", "templates/")) or "/." in name:
            continue
        stem, dot, extension = name.rpartition(".")
        if dot and extension in ("md", "html"):
            folder, slash, last = stem.rpartition("/")
            pages.setdefault(folder if last in INDEX_NAMES else f"{folder}{slash}{last}", name)
        if extension != "md":
            files.add(name)
    return Published(pages, frozenset(files))


class Redirects:
    """What a file of redirects says, for those who ask where an address leads."""

    def __init__(self, text: str, file: str = REDIRECTS_FILE, site_url: str = "") -> None:
        lines, self.problems = parse_redirects(text, file, site_url)
        self.ends, self.loops = flatten(to_table(lines))

    def resolve(self, address: str, site: Published | None = None) -> str | None:
        """Say where an address leads in the end.

        Args:
            address: In any form that a person may type.
            site: What is published, which tells a file (`references/list.bib`) from a page.

        Returns:
            An address below the site's own (`papers/new/`), one of another site, or
            `None` if nothing sends it on.
        """
        try:
            target = self.ends.get(to_stem(address))
        except ValueError:
            return None
        return to_url(target, site.find(target.path) if site else None) if target else None


def to_slugs(text: str) -> dict[str, str]:
    """Give the slugs of papers whose address leads elsewhere, with the slug it leads to.

    Args:
        text: A file of redirects.

    Returns:
        The empty text for what leads to no paper.
    """
    ends = Redirects(text).ends if text else {}
    return {
        old.removeprefix("papers/"): new.path.removeprefix("papers/") if _is_paper(new) else ""
        for old, new in ends.items()
        if old.startswith("papers/")
    }


def _is_paper(target: Target) -> bool:
    return not target.is_elsewhere and target.path.startswith("papers/")


def published_addresses(names: Iterable[str], redirects_text: str = "") -> frozenset[str]:
    """Give every address that a list publishes, with old ones that lead to one that exists.

    Args:
        names: Paths in `docs_dir` with forward slashes.
        redirects_text: What stands in its file of redirects.

    Returns:
        Addresses below the site's own: `papers/lora/` for a page, the path for any
        other file, the empty text for the home page.
    """
    site = to_published(names)
    ends = Redirects(redirects_text).ends.items() if redirects_text else ()
    old = {stem for stem, end in ends if end.is_elsewhere or site.find(end.path) is not None}
    ours = {f"{stem}.html" for stem in old}  # earlier versions wrote such a file into docs_dir
    pages = {to_address(stem) for stem, name in site.pages.items() if name.endswith(".md")}
    files = {_drop_index(name) for name in site.files - ours}
    return frozenset({*pages, *files, *map(to_address, old)})


def _drop_index(name: str) -> str:
    return name.removesuffix("index.html") if f"/{name}".endswith("/index.html") else name
