"""The files of `docs/exports/`: which there are, and writing those that are not as they should be.

They are made from the pages alone, so git does not keep them: the folder tells it so. One
paper more changes every file of its topics, which nobody wants to review.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from shelflist.cache import Cache, fingerprint
from shelflist.config import Settings
from shelflist.exports.entries import (
    MOST_IN_TOPIC,
    MOST_PAPERS,
    Entry,
    Scope,
    to_entries,
    to_prints,
)
from shelflist.exports.staging import Stage, Staged, is_there, read_known
from shelflist.library import ListedPaper
from shelflist.output import read_ordinary
from shelflist.problems import PageError
from shelflist.topics import Taxonomy
from shelflist.topics.taxonomy import UNSORTED

FOLDER = "exports"
TOPICS = f"{FOLDER}/topics"
INDEX = f"{FOLDER}/index.md"
"""Paths in `docs_dir`."""

MOST_BYTES = 50_000_000
"""A piece of a long list is smaller: GitHub warns of larger files."""

_IGNORE = "*\n"
_LINKED = r"\]\(((?:papers|topics/[\w-]+)[\w-]*\.[\w.]+)\)"
"""A file of papers, as the page about them names it."""

_MADE = "exports-2"
"""Changes when the same papers shall give other files."""


Files = Iterator[tuple[str, Iterable[str]]]
"""Path in `docs_dir` of each file and the parts of its text."""


@dataclass(frozen=True, slots=True)
class Holding:
    """The files of a topic, or of the whole list.

    Attributes:
        scope: What they say of themselves.
        entries: The papers they hold.
        made_from: Changes whenever what they say would.
    """

    scope: Scope
    entries: Sequence[Entry]
    made_from: str


def stage_exports(
    root: Path,
    settings: Settings,
    taxonomy: Taxonomy,
    papers: Sequence[ListedPaper],
    prints: Sequence[str],
    cache: Cache,
) -> Staged:
    """Write the files that are not as they should be beside their places.

    Args:
        root: The list's folder.
        settings: Its settings.
        taxonomy: Its topics.
        papers: All papers.
        prints: For each a hash of its record and key.
        cache: Knows what the last run wrote.

    Raises:
        PageError: Something could not be written; then nothing was.
    """
    docs = root / settings.docs_dir
    old = read_known(cache)
    about, holdings = _hold_all(settings, taxonomy, papers, prints)
    groups = [about, *(holding.made_from for holding in holdings)]
    there = {group for group in groups if is_there(docs, old.get(group))}
    if len(there) == len(groups) == len(old):
        return Staged()
    stage = Stage(root, settings.docs_dir, (FOLDER, TOPICS))
    for group in there - {about}:
        stage.keep(group, old[group])
    _write_papers(stage, [each for each in holdings if each.made_from not in there])
    _write_about(stage, about, settings, taxonomy, holdings)
    earlier = {name for names in old.values() for name in names}
    staged = stage.finish(earlier or _read_linked(docs))
    if problems := stage.check():
        staged.drop()
        raise PageError(*problems)
    return staged


def _read_linked(docs: Path) -> set[str]:
    """Give the files that the page of the last run links to, where nothing else tells of them."""
    return {f"{FOLDER}/{name}" for name in re.findall(_LINKED, _read(docs / INDEX))}


def _read(path: Path) -> str:
    try:
        return read_ordinary(path).decode()
    except (OSError, UnicodeDecodeError):
        return ""


def _hold_all(
    settings: Settings, taxonomy: Taxonomy, papers: Sequence[ListedPaper], prints: Sequence[str]
) -> tuple[str, list[Holding]]:
    """Give what the page about the files is made from, and which papers each file holds."""
    entries = to_entries(papers, settings)
    told = to_prints(entries, prints)
    about = fingerprint(
        _MADE,
        repr((settings.site_url, settings.site_name, settings.site_description)),
        repr(settings.is_directory_urls),
        *(repr((t.id, t.name, t.description, t.parent)) for t in taxonomy.topics),
    )
    held = {"": list(range(len(entries))), **hold(taxonomy, entries)}
    holdings: list[Holding] = []
    for name, numbers in held.items():
        made_from = fingerprint(about, name, *(told[number] for number in numbers))
        mine = [entries[number] for number in numbers]
        holdings.append(Holding(to_scope(settings, taxonomy, name), mine, made_from))
    return fingerprint(about, *(each.made_from for each in holdings)), holdings


def hold(taxonomy: Taxonomy, entries: Sequence[Entry]) -> dict[str, list[int]]:
    """Give for each topic the numbers of its papers: its own and those of its sub-topics."""
    held: dict[str, list[int]] = {topic.id: [] for topic in taxonomy.topics}
    for number, entry in enumerate(entries):
        for topic in taxonomy.with_ancestors(entry.topics) or [UNSORTED]:
            held.setdefault(topic, []).append(number)
    return held


def to_scope(settings: Settings, taxonomy: Taxonomy, name: str) -> Scope:
    """Say what the files of a topic, or of the whole list, say of themselves."""
    end = "/" if settings.is_directory_urls else ".html"
    topic = taxonomy.by_id.get(name)
    label = topic.name if topic else "Not yet sorted"
    return Scope(
        title=f"{label} – {settings.site_name}" if name else settings.site_name,
        description=(topic.description if topic else "") if name else settings.site_description,
        path=f"topics/{name}{end}" if name else "",
        name=name,
        site_url=settings.site_url,
        site_name=settings.site_name,
        up="../../" if name else "../",
        most=MOST_IN_TOPIC if name else MOST_PAPERS,
        topic_names={each.id: each.name for each in taxonomy.topics},
    )


def _write_papers(stage: Stage, holdings: Sequence[Holding]) -> None:
    """Write files, form by form, so that each form of a paper is made once for all of them."""
    from shelflist.exports.forms import FORMS  # here: most runs write none

    for form in FORMS.values():
        made: dict[str, str] = {}
        for holding in holdings:
            name = holding.scope.name
            parts = form.write(holding.entries, holding.scope, made)
            if not name:
                files = _cut(f"{FOLDER}/papers", form.suffix, parts, form.is_cut)
            elif form.has_topics:
                files = iter([(f"{TOPICS}/{name}.{form.suffix}", parts)])
            else:
                continue
            for path, text in files:
                stage.write(holding.made_from, path, text)


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


def _write_about(
    stage: Stage, group: str, settings: Settings, taxonomy: Taxonomy, holdings: Sequence[Holding]
) -> None:
    """Write the files that tell of the others."""
    from shelflist.exports.feeds import write_opml
    from shelflist.exports.taking import keep_notes, render_taking
    from shelflist.formats.papers_json import render_papers_schema

    schema = "papers.schema.json"
    address = f"{settings.site_url}{FOLDER}/{schema}" if settings.site_url else ""
    counts = {each.scope.name: len(each.entries) for each in holdings}
    page = render_taking(settings, taxonomy, counts, stage.names)
    old = _read(stage.docs / INDEX)
    stage.write(group, f"{FOLDER}/.gitignore", [_IGNORE])
    stage.write(group, f"{FOLDER}/{schema}", [render_papers_schema(address)])
    stage.write(group, f"{FOLDER}/feeds.opml", write_opml([each.scope for each in holdings]))
    stage.write(group, INDEX, [keep_notes(page, old)])
