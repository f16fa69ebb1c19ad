"""Which page stands for a page that the generator removes: its address leads there."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping, Sequence

from shelflist.edits.pagefile import PageFile
from shelflist.pages.names import AuthorNames, read_page_names
from shelflist.pages.views import TopicPage

View = tuple[str, str, object]
"""Path in `docs_dir`, name of the template, and the view."""

AUTHORS = "authors/"
"""Where pages of authors once were; the site draws them now, unless a person made them theirs."""
_INDEX = f"{AUTHORS}index.md"
_PARTS = f"{AUTHORS}names/"

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


def find_lost_names(
    pages: Mapping[str, PageFile], ours: Iterable[str], names: AuthorNames, standing: Container[str]
) -> dict[str, str]:
    """Find the authors' pages that the site had and has no more, and what stands for each.

    Args:
        pages: What stands in `docs_dir` before the run: its list of authors says who had a page.
        ours: Paths of authors' pages that earlier versions wrote.
        names: The authors now.
        standing: Paths of pages that a person keeps.
    """
    lists = (p.text for uri, p in pages.items() if _INDEX in (uri, p.fields.get("part_of")))
    had = {f"{AUTHORS}{name}.md" for name in read_page_names(lists)}
    had |= {uri for uri in ours if uri != _INDEX and not uri.startswith(_PARTS)}
    drawn = {f"{AUTHORS}{name}.md" for name in names.page_names()}
    lost = [uri for uri in sorted(had - drawn) if uri not in standing]
    letters = names.letter_pages() if lost else {}
    stems = {uri: uri.removeprefix(AUTHORS).removesuffix(".md") for uri in lost}
    return {uri: f"{AUTHORS}{letters.get(stem, 'index')}.md" for uri, stem in stems.items()}
