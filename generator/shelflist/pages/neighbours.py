"""What is costly to find out about papers, each through its cache: neighbours and references."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import cast

from shelflist.cache import Cache, Json
from shelflist.config import CITATION_STYLES
from shelflist.formats.csl_json import to_csl_json
from shelflist.library import ListedPaper
from shelflist.pages.indexes import reference_head


def find_neighbours(
    papers: Sequence[ListedPaper], limit: int, cache: Cache
) -> Mapping[str, list[str]]:
    """Find the papers nearest to each by their text, the nearest first, by slug."""
    texts = {
        paper.slug: (paper.title, paper.record.abstract or "", *paper.topics) for paper in papers
    }

    def find() -> Json:
        # Here, not above: loading SciPy takes longer than a run that needs nothing new.
        from shelflist.related import Text, find_related

        made = {slug: Text(t, a, tuple(ids)) for slug, (t, a, *ids) in texts.items()}
        found = find_related(made, limit)
        return {slug: [each.slug for each in near] for slug, near in found.items()}

    parts = (str(limit), *(part for slug, text in texts.items() for part in (slug, *text)))
    return cast("Mapping[str, list[str]]", cache.get(parts, find))


def render_references(papers: Sequence[ListedPaper], style: str, cache: Cache) -> dict[str, str]:
    """Give each paper's reference as Markdown, by slug, in the order of the bibliography."""
    items = {paper.slug: to_csl_json(paper.citable, paper.slug) for paper in papers}
    keys = {slug: (style, json.dumps(item, sort_keys=True)) for slug, item in items.items()}
    known = {slug: cache.find(key) for slug, key in keys.items()}
    missing = [slug for slug, markdown in known.items() if markdown is None]
    if missing:
        # Here, not above: loading the CSL processor is only needed for new references.
        from shelflist.citations import render_bibliography

        for slug, markdown in render_bibliography([(s, items[s]) for s in missing], style).items():
            cache.put(keys[slug], markdown)
            known[slug] = markdown
    ordered = sorted(papers, key=_order)
    return {paper.slug: str(known[paper.slug]) for paper in ordered if known[paper.slug]}


def _order(paper: ListedPaper) -> tuple[str, int, str]:
    return (reference_head(paper), paper.record.year or 0, paper.slug)


def style_title(style: str) -> str:
    """Name a citation style for a reader."""
    return CITATION_STYLES.get(style) or Path(style).stem
