"""Files to take the list away with, written beside the pages and the same on every run."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path

from shelflist.cache import Cache, fingerprint
from shelflist.formats.bibtex import to_bibtex
from shelflist.formats.csl_json import to_csl_json
from shelflist.library import Paper


def render_exports(papers: Sequence[Paper], folder: Path, cache: Cache) -> dict[str, str]:
    """Give the exports that differ from what stands in `docs/`.

    Args:
        papers: The list.
        folder: The list's `docs_dir`.
        cache: Knows for each file the hash of what these papers gave the last time.

    Returns:
        New texts by path in `docs_dir`.
    """
    said = fingerprint(*(part for p in papers for part in (key_of(p), repr(p.citable))))
    texts: dict[str, str] = {}
    for path, write in EXPORTS.items():
        old = _read(folder / path)
        if old is not None and cache.find((path, said)) == fingerprint(old):
            continue
        text = write(papers)
        cache.put((path, said), fingerprint(text.encode()))
        if text.encode() != old:
            texts[path] = text
    return texts


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None


def to_bibtex_list(papers: Sequence[Paper]) -> str:
    """Give the whole list as BibTeX, one entry a paper, sorted by slug."""
    return "\n".join(to_bibtex(paper.citable, key_of(paper)) for paper in papers)


def to_csl_list(papers: Sequence[Paper]) -> str:
    """Give the whole list as a CSL-JSON array, one paper a line, sorted by slug."""
    items = (to_csl_json(paper.citable, key_of(paper)) for paper in papers)
    lines = (json.dumps(item, ensure_ascii=False) for item in items)
    return "[\n" + ",\n".join(lines) + "\n]\n"


def key_of(paper: Paper) -> str:
    """Give the citation key that is pinned on the paper's page."""
    key = paper.fields.get("citation_key", "")
    return key if isinstance(key, str) and key else paper.slug


EXPORTS: dict[str, Callable[[Sequence[Paper]], str]] = {
    "references/references.bib": to_bibtex_list,
    "references/references.json": to_csl_list,
}
"""Path in `docs_dir` -> what writes the file."""
