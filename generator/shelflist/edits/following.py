"""Pages that people moved: which page stands where another one stood.

A page is known by what is remembered of it and still stands on it: its citation key, title,
ids and addresses, its abstract, a person's notes. What stands on a page beats its address, so
two pages that changed places are followed. Where nothing remembered is left, the address
decides; a page under a new name of which nothing is left is a new one.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from shelflist.edits.memory import NOTHING, ORDER, PageMemory, hashes, known_hashes
from shelflist.edits.pagefile import PageFile, digest
from shelflist.model import FieldValue

PAPERS = "papers/"
_INDEXES = ("/index.md", "/README.md")
ABSTRACT = "abstract"
_TELLING = ("citation_key", "title", "doi", "arxiv", "other_ids", "url", "code")
"""Fields whose value few papers share."""
_MADE = ("authors", "found_in")
"""Together they show a page of the generator's by the same people."""
_NOTE = 20
"""Characters; shorter notes stand on many pages."""
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_GONE = "~gone"
_EMPTY = digest("")


def to_uri(slug: str) -> str:
    """Give the path in `docs_dir` of a paper's page."""
    return f"{PAPERS}{slug}.md"


def to_slug(page: str) -> str:
    """Give the slug of the paper whose page has this path."""
    return page.removeprefix(PAPERS).removesuffix(".md")


def is_paper(src_uri: str) -> bool:
    """Say by its place whether a page is a paper's; the index of a folder is not."""
    is_page = src_uri.startswith(PAPERS) and src_uri.endswith(".md")
    return is_page and not src_uri.endswith(_INDEXES)


def is_from_seeds(memory: PageMemory | None) -> bool:
    """Say whether a seed once spoke of the paper of a page."""
    return memory is not None and "found_in" in memory.fields


def find_marks(page: PageFile, fields: Mapping[str, FieldValue] | None = None) -> frozenset[str]:
    """Give the hashes of what tells a page from others, whoever wrote it.

    Args:
        page: The page.
        fields: Its front matter as it shall be, if that is another.
    """
    values = page.fields if fields is None else fields
    marks = {mark for name in _TELLING if name in values for mark in hashes(values[name])}
    if abstract := page.passages.get(ABSTRACT):
        marks |= {abstract.written, digest(abstract.content)}
    notes = _COMMENT.sub("", page.notes()).strip()
    if len(notes) >= _NOTE:
        marks.add(digest(notes))
    return frozenset(mark for mark in marks if mark not in ("", _EMPTY) and mark[0] != ORDER)


def remembered_marks(memory: PageMemory) -> frozenset[str]:
    """Give the marks that are remembered of a page."""
    written = known_hashes(h for name in (*_TELLING, ABSTRACT) for h in memory.of(name))
    return (written | memory.standing) - {NOTHING, _EMPTY}


def find_moved(pages: Mapping[str, PageFile], memory: Mapping[str, PageMemory]) -> dict[str, str]:
    """Find the pages that stand under another name than the one they are remembered by.

    Args:
        pages: The pages of papers, by path in `docs_dir`.
        memory: What is remembered, by path.

    Returns:
        Old path -> new; a page whose place another one took has no new path.
    """
    known = {page: m for page, m in memory.items() if page.startswith(PAPERS)}
    if known.keys() == pages.keys() and all(_is_at_home(pages[p], m) for p, m in known.items()):
        return {}
    marks = {page: find_marks(pages[page]) for page in pages}
    by_mark: dict[str, list[str]] = defaultdict(list)
    for page, each in known.items():
        for mark in remembered_marks(each):
            by_mark[mark].append(page)
    shared = {page: Counter(old for m in marks[page] for old in by_mark[m]) for page in pages}
    home = {
        page
        for page in pages.keys() & known.keys()
        if shared[page][page] and shared[page][page] == max(shared[page].values())
    }
    moved: dict[str, str] = {}
    pairs = [
        (-count, old, page)
        for page in pages.keys() - home
        for old, count in shared[page].items()
        if old not in home
    ]
    for _, old, page in sorted(pairs):
        if old not in moved and page not in moved.values():
            moved[old] = page
    moved |= _find_by_people(pages, known, home | moved.keys() | set(moved.values()), moved)
    return {old: page for old, page in moved.items() if old != page}


def carry(memory: Mapping[str, PageMemory], moved: Mapping[str, str]) -> dict[str, PageMemory]:
    """Give the memory under the paths at which the pages stand now.

    What is remembered of a page whose place another one took goes under a name that no page
    has: it is gone, and stays so.
    """
    carried = {moved[page]: known for page, known in memory.items() if page in moved}
    for page, known in sorted(memory.items()):
        if page not in moved:
            while page in carried:
                page = f"{page.removesuffix('.md')}{_GONE}.md"
            carried[page] = known
    return carried


def _is_at_home(page: PageFile, memory: PageMemory) -> bool:
    """Say at a glance that a page is its address's, as nearly all are."""
    key = page.fields.get("citation_key")
    return isinstance(key, str) and digest(key) in known_hashes(memory.of("citation_key"))


def _find_by_people(
    pages: Mapping[str, PageFile],
    known: Mapping[str, PageMemory],
    settled: Iterable[str],
    moved: Mapping[str, str],
) -> dict[str, str]:
    """Find pages of which only the generator's own fields and the people are left."""
    found: dict[str, str] = {}
    done = set(settled)
    for page in sorted(pages.keys() - done - known.keys()):
        fields = pages[page].fields
        alike = [
            old
            for old in known.keys() - pages.keys() - done - moved.keys() - found.keys()
            if all(
                name in fields and hashes(fields[name]) <= known_hashes(known[old].of(name))
                for name in _MADE
            )
        ]
        if len(alike) == 1:
            found[alike[0]] = page
    return found
