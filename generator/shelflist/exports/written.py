"""The files of `exports/` and `references/` in a site: which there are, and writing them.

They are made from the pages alone, so git does not keep them: one paper more changes every
file of its topics, which nobody wants to review.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path

from shelflist.config import Settings
from shelflist.exports.entries import hold, to_entries, to_scope
from shelflist.exports.feeds import write_opml
from shelflist.exports.forms import FORMS, REFERENCES
from shelflist.formats.papers_json import render_papers_schema
from shelflist.library import ListedPaper
from shelflist.topics import Taxonomy

FOLDER = "exports"
TOPICS = f"{FOLDER}/topics"
SCHEMA, OPML = f"{FOLDER}/papers.schema.json", f"{FOLDER}/feeds.opml"
"""Paths in the site."""

MOST_BYTES = 50_000_000
"""A piece of a long list is smaller: GitHub warns of larger files."""
_LONG = 25_000_000

Files = Iterator[tuple[str, Iterable[str]]]
"""Path in the site of each file and the parts of its text."""


def write_exports(
    papers: Sequence[ListedPaper], settings: Settings, taxonomy: Taxonomy, site_dir: Path
) -> list[str]:
    """Write every file that takes the list away.

    Args:
        papers: The list, by slug.
        settings: Its settings.
        taxonomy: Its topics; their rules are not needed.
        site_dir: The site's folder.

    Returns:
        The paths in it of what was written.
    """
    names: list[str] = []
    for name, parts in _render_exports(papers, settings, taxonomy):
        path = site_dir / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            for part in parts:
                file.write(part.encode("utf-8"))
        names.append(name)
    return names


def _render_exports(papers: Sequence[ListedPaper], settings: Settings, taxonomy: Taxonomy) -> Files:
    """Give files form by form, so that each form of a paper is made once for all of them."""
    entries = to_entries(papers, settings)
    held = [
        (to_scope(settings, taxonomy, name), [entries[number] for number in numbers])
        for name, numbers in {"": range(len(entries)), **hold(taxonomy, papers)}.items()
    ]
    is_short = not is_long(papers)
    for form_name, form in FORMS.items():
        made: dict[str, str] = {}
        for scope, mine in held:
            parts = form.write(mine, scope, made)
            if not scope.name:
                yield from _cut(f"{FOLDER}/papers", form.suffix, parts, form.is_cut)
            elif form.has_topics:
                yield f"{TOPICS}/{scope.name}.{form.suffix}", parts
        for name, (made_of, write) in REFERENCES.items() if is_short else ():
            if made_of == form_name:
                yield name, write(entries, held[0][0], made)
    address = f"{settings.site_url}{SCHEMA}" if settings.site_url else ""
    yield SCHEMA, [render_papers_schema(address)]
    yield OPML, write_opml([scope for scope, _ in held])


def is_long(papers: Sequence[ListedPaper]) -> bool:
    """Say whether the whole list may be too much for one file that people and git like to take."""
    size = sum(600 + len(p.record.abstract or "") + 20 * len(p.record.authors) for p in papers)
    return size > _LONG


def usual_names(topics: Iterable[str]) -> Iterator[str]:
    """Name the files that a list has, and the page about them; a long one has some in pieces.

    Args:
        topics: Ids of topics.
    """
    yield from (f"{FOLDER}/index.md", SCHEMA, OPML, *REFERENCES)
    ids = list(topics)
    for form in FORMS.values():
        yield f"{FOLDER}/papers.{form.suffix}"
        if form.has_topics:
            yield from (f"{TOPICS}/{topic}.{form.suffix}" for topic in ids)


def _cut(stem: str, suffix: str, parts: Iterator[str], is_cut: bool) -> Files:
    """Cut a file of entries into pieces, each smaller than `MOST_BYTES`; most need no cut.

    Gives:
        The path and the text of each piece: `papers.bib`, or `papers-1.bib`, `papers-2.bib` …
    """
    if not is_cut:
        yield f"{stem}.{suffix}", parts
        return
    pieces = _to_pieces(parts)
    first, second = next(pieces, []), next(pieces, [])
    if not second:
        yield f"{stem}.{suffix}", iter(first)
        return
    for number, piece in enumerate(chain([first, second], pieces), 1):
        yield f"{stem}-{number}.{suffix}", iter(piece)


def _to_pieces(parts: Iterable[str]) -> Iterator[list[str]]:
    piece: list[str] = []
    size = 0
    for part in parts:
        length = len(part.encode())
        if size + length >= MOST_BYTES and piece:
            yield piece
            piece, size = [], 0
            part = part.lstrip()
        piece.append(part)
        size += length
    if piece:
        yield piece
