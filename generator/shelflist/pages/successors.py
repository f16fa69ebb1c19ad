"""Which page stands for a page that the generator removes: its address leads there."""

from __future__ import annotations

import re
from collections.abc import Sequence

from shelflist.edits.pagefile import PageFile
from shelflist.pages.views import TopicPage

View = tuple[str, str, object]
"""Path in `docs_dir`, name of the template, and the view."""

_SIBLING = re.compile(r"\]\(([^()\s/]+)\.md\)")
"""A link to a page of the same folder."""


def find_successor(removed: str, page: PageFile, views: Sequence[View]) -> str:
    """Find the page that stands for one that is removed.

    A topic's is the one of the same name or else the topic above it, a seed's the references.
    What is not found leads to the folder's index, or else to all papers.

    Args:
        removed: Path of the page in `docs_dir`.
        page: What stood on it.
        views: Every page about more than one paper that there is now.
    """
    folder = removed.rpartition("/")[0]
    found = _find_topic(page, views) if folder == "topics" else None
    index = f"{folder}/index.md".removeprefix("/")
    is_there = any(src_uri == index for src_uri, *_ in views)
    return found or (index if is_there else "papers/index.md")


def _find_topic(page: PageFile, views: Sequence[View]) -> str | None:
    topics = {view.id: (view, uri) for uri, _, view in views if isinstance(view, TopicPage)}
    title = page.fields.get("title")
    renamed = next((uri for view, uri in topics.values() if view.name == title), None)
    # Before its lists the page of a topic names none but the topic above it.
    text = (line for line in page.lines if not line.startswith(("- ", "#")))
    above = (match[1] for line in text for match in _SIBLING.finditer(line))
    return renamed or next((topics[id_][1] for id_ in above if id_ in topics), None)
