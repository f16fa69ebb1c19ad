"""Files that earlier versions left in `docs/`, where the site's own are no longer written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from shelflist.edits.pagefile import PageFile
from shelflist.output import read_ordinary

_FOLDER = "exports"
_INDEX, _IGNORE = f"{_FOLDER}/index.md", f"{_FOLDER}/.gitignore"
_OTHERS = (f"{_FOLDER}/papers.schema.json", f"{_FOLDER}/feeds.opml")
_REFERENCES = ("references/references.bib", "references/references.json")
_OPENING, _END = "<!-- shelflist: exports -->", "<!-- /shelflist -->"
_LINKED = re.compile(r"\]\(((?:papers|topics/[\w-]+)[\w-]*\.[\w.]+)\)")
"""A file of papers, as the page about them named it."""


def find_leftovers(docs: Path, references: PageFile | None) -> list[str]:
    """Find what earlier runs wrote, by the pages that told of it.

    Args:
        docs: The list's `docs_dir`.
        references: The page of references as it stands.

    Returns:
        Paths in `docs_dir`; a file that no page of ours told of is a person's.
    """
    found = [*_find_exports(docs), *_find_references(references)]
    return [name for name in found if _is_own(docs, name)]


def _find_exports(docs: Path) -> Iterator[str]:
    page = _read(docs / _INDEX)
    if _OPENING in page:
        yield from (f"{_FOLDER}/{name}" for name in _LINKED.findall(page))
        yield from _OTHERS
        if not page.rpartition(_END)[2].strip():
            yield _INDEX
    if _read(docs / _IGNORE) == "*\n":
        yield _IGNORE


def _find_references(page: PageFile | None) -> Iterator[str]:
    passage = page.passages.get("references") if page else None
    if passage and passage.is_untouched():
        yield from (n for n in _REFERENCES if f"({Path(n).name})" in passage.content)


def _is_own(docs: Path, name: str) -> bool:
    """Say whether a file stands in the list itself, and not behind a link."""
    path = docs / name
    return path.is_file() and not path.is_symlink() and path.resolve() == docs.resolve() / name


def _read(path: Path) -> str:
    try:
        return read_ordinary(path).decode()
    except (OSError, UnicodeDecodeError):
        return ""
