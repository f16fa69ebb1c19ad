"""Which page stands for a page that the generator removes: its address leads there."""

from __future__ import annotations

import re
from collections.abc import Sequence

from shelflist.edits.pagefile import PageFile
from shelflist.pages.indexes import NamesPage, to_page_name
from shelflist.pages.views import TopicPage

View = tuple[str, str, object]
"""Path in `docs_dir`, name of the template, and the view."""

_SIBLING = re.compile(r"\]\(([^()\s/]+)\.md\)")
"""A link to a page of the same folder."""


def find_successor(removed: str, page: PageFile, views: Sequence[View]) -> str:
    """Find the page that stands for one that is removed.

    A name's is the page of its letter, a topic's the one of the same name or else the topic
    above it, a seed's the references. What is not found there leads to the folder's index.

    Args:
        removed: Path of the page in `docs_dir`.
        page: What stood on it.
        views: Every page about more than one paper that there is now.
    """
    folder, _, name = removed.removesuffix(".md").rpartition("/")
    if folder == "authors":
        found = _find_letter(name, views)
    elif folder == "topics":
        found = _find_topic(name, page, views)
    else:
        found = None
    return found or f"{folder}/index.md".removeprefix("/")


def _find_letter(name: str, views: Sequence[View]) -> str | None:
    for src_uri, _, view in views:
        if isinstance(view, NamesPage):
            names = {to_page_name(author.name) for author in view.authors}
            if name in names:
                return src_uri
    return None


def _find_topic(name: str, page: PageFile, views: Sequence[View]) -> str | None:
    topics = {view.id: (view, uri) for uri, _, view in views if isinstance(view, TopicPage)}
    title = page.fields.get("title")
    renamed = next((uri for view, uri in topics.values() if view.name == title), None)
    # Before its lists the page of a topic names none but the topic above it.
    text = (line for line in page.lines if not line.startswith(("- ", "#")))
    above = (match[1] for line in text for match in _SIBLING.finditer(line))
    return renamed or next((topics[id_][1] for id_ in above if id_ in topics), None)
