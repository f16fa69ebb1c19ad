"""What a list's `mkdocs.yml` need not say: each default holds where it says nothing."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files, InclusionLevel, set_exclusions
from mkdocs.utils.yaml import yaml_load

from shelflist.redirects import REDIRECTS_FILE

EXTENSIONS: dict[str, dict[str, object]] = {
    "tables": {},
    "attr_list": {},
    "admonition": {},
    "footnotes": {},
    "def_list": {},
    "md_in_html": {},
    "toc": {"permalink": "¶", "permalink_title": "Link to this section"},
    "pymdownx.superfences": {},
    "pymdownx.highlight": {},
    "shelflist.mathml": {},
}
"""Extensions of Markdown, with their settings."""

THEME = "shelflist"
"""Our theme as MkDocs knows it: an entry point in `pyproject.toml`."""

FOLDERS = ("papers", "topics", "authors", "references", "exports", "years")
"""Folders of pages that are found by lists and search, and stand in no navigation."""

_NAV = {
    "index.md": "Home",
    "papers/index.md": "Papers",
    "topics/index.md": "Topics",
    "authors/index.md": "Authors",
    "references/index.md": "References",
}
_LAST = {"about.md": "About"}


def set_defaults(config: MkDocsConfig) -> None:
    """Fill in what pages need of MkDocs' settings before a build."""
    with Path(config.config_file_path).open("rb") as file:
        said = yaml_load(file)  # with what an INHERIT in it names
    for name, options in EXTENSIONS.items():
        if name not in config.markdown_extensions:
            config.markdown_extensions.append(name)
        if options and name not in config.mdx_configs:
            config.mdx_configs[name] = dict(options)
    if "validation" not in said:
        level: Any = logging.WARNING
        validation = config.validation
        validation.nav.omitted_files = level
        validation.nav.absolute_links = level
        validation.links.anchors = level
        validation.links.absolute_links = level
        validation.links.unrecognized_links = level


def find_styles() -> dict[str, Path]:
    """Find Material's style sheets, by path in the site, whichever of its forks is installed.

    No more of it is used, so the theme has no part in MkDocs' search for templates.
    """
    spec = find_spec("material")
    places = spec.submodule_search_locations if spec else None
    folder = Path(places[0]) / "templates" if places else None
    found = sorted(folder.glob("assets/stylesheets/main.*.css")) if folder else []
    return {path.relative_to(folder).as_posix(): path for path in found if folder}


def leave_out(files: Files, unwanted: Iterable[str]) -> None:
    """Take files out of a build that no page of the site needs.

    Args:
        files: Of the build.
        unwanted: Their paths in `docs_dir`.
    """
    for name in {*unwanted, REDIRECTS_FILE}:
        if file := files.get_file_from_path(name):
            files.remove(file)


def set_nav(config: MkDocsConfig, files: Files) -> None:
    """Make a navigation of the pages that there are, unless the settings name one."""
    set_exclusions(files, config)
    pages = [file.src_uri for file in files.documentation_pages()]
    if config.nav is None:
        config.nav = _to_nav(pages)
    named = _each_page(config.nav)
    for file in files.documentation_pages():
        is_ours = file.src_uri.split("/")[0] in FOLDERS
        if is_ours and file.src_uri not in named and file.inclusion is InclusionLevel.INCLUDED:
            file.inclusion = InclusionLevel.NOT_IN_NAV


def _to_nav(pages: Iterable[str]) -> list[Any]:
    """Give the lists, what people wrote, and the page about the list."""
    known = {**_NAV, **_LAST}
    own = [page for page in pages if page not in known and page.split("/")[0] not in FOLDERS]
    single = [page for page in own if "/" not in page]
    sections: dict[str, list[Any]] = {}
    for page in own:
        if "/" in page:
            sections.setdefault(page.split("/")[0], []).append(page)
    named: Mapping[str, str] = known
    there = set(pages)
    return [
        *({named[page]: page} for page in _NAV if page in there),
        *single,
        *({name.replace("-", " ").capitalize(): below} for name, below in sections.items()),
        *({named[page]: page} for page in _LAST if page in there),
    ]


def _each_page(nav: object) -> set[str]:
    if isinstance(nav, str):
        return {nav}
    if isinstance(nav, Mapping):
        return {page for below in nav.values() for page in _each_page(below)}
    if isinstance(nav, list):
        return {page for below in nav for page in _each_page(below)}
    return set()
