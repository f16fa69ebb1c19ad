"""Files to take the list away with, written beside the pages and the same on every run."""

from __future__ import annotations

import json
from collections.abc import Callable

from shelflist.formats.bibtex import to_bibtex
from shelflist.formats.csl_json import to_csl_json
from shelflist.library import Library, Paper


def render_exports(library: Library) -> dict[str, str]:
    """Give every export by its path in `docs_dir`."""
    papers = [paper for paper in library.papers if paper.title]
    return {path: write(papers) for path, write in EXPORTS.items()}


def to_bibtex_list(papers: list[Paper]) -> str:
    """Give the whole list as BibTeX, one entry a paper, sorted by slug."""
    return "\n".join(to_bibtex(paper.citable, key_of(paper)) for paper in papers)


def to_csl_list(papers: list[Paper]) -> str:
    """Give the whole list as a CSL-JSON array, one paper a line, sorted by slug."""
    items = (to_csl_json(paper.citable, key_of(paper)) for paper in papers)
    lines = (json.dumps(item, ensure_ascii=False) for item in items)
    return "[\n" + ",\n".join(lines) + "\n]\n"


def key_of(paper: Paper) -> str:
    """Give the citation key that is pinned on the paper's page."""
    key = paper.fields.get("citation_key", "")
    return key if isinstance(key, str) and key else paper.slug


EXPORTS: dict[str, Callable[[list[Paper]], str]] = {
    "references/references.bib": to_bibtex_list,
    "references/references.json": to_csl_list,
}
"""Path in `docs_dir` -> what writes the file."""
