"""The files of `docs/exports/`: which there are, and writing those that are not as they should be.

They are made from the pages alone, so git does not keep them: the folder tells it so. One
paper more changes every file of its topics, which nobody wants to review.

That a file is as it should be is known without reading it: from what it was made from,
its size and its time, as the last run left them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
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
from shelflist.library import Paper
from shelflist.output import (
    check_folder,
    check_target,
    read_ordinary,
    remove_leftovers,
    write_beside,
)
from shelflist.problems import Location, PageError, Problem
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


Files = Iterator[tuple[str, Iterator[str]]]
"""Path in `docs_dir` of each file and the parts of its text."""

Writer = Callable[[Sequence[str]], Files]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A group of files that are made together.

    Attributes:
        name: Path in `docs_dir` of the one file, or of the first where there are pieces.
        made_from: Changes whenever what is written would.
        write: Gives each file's path and the parts of its text; told the paths of all
            files of the groups before it.
    """

    name: str
    made_from: str
    write: Writer


@dataclass(frozen=True, slots=True)
class Staged:
    """New files beside their places, to be put there once all else is written."""

    files: tuple[tuple[Path, Path], ...] = ()
    removed: tuple[Path, ...] = ()
    known: Mapping[str, list[str]] = field(default_factory=dict)
    docs: Path = Path()

    def put(self, cache: Cache) -> int:
        """Put the files in place; remember what they are. Gives how many changed."""
        for beside, path in self.files:
            beside.replace(path)
        for path in self.removed:
            path.unlink(missing_ok=True)
        if self.known:
            stats = {
                made: {name: _stat(self.docs / name) for name in names}
                for made, names in self.known.items()
            }
            cache.blob.keep(json.dumps(stats, sort_keys=True).encode())
        return len(self.files) + len(self.removed)

    def drop(self) -> None:
        """Forget the new files."""
        for beside, _ in self.files:
            beside.unlink(missing_ok=True)


def stage_exports(
    root: Path,
    settings: Settings,
    taxonomy: Taxonomy,
    papers: Sequence[Paper],
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
    old = _read_known(cache)
    wanted = list(_find_wanted(docs, settings, taxonomy, papers, prints))
    is_there = {each.made_from for each in wanted if _is_there(docs, old.get(each.made_from))}
    if len(is_there) == len(wanted) == len(old):
        return Staged()
    folders = (f"{settings.docs_dir}/{folder}" for folder in (FOLDER, TOPICS))
    if problems := [problem for folder in folders for problem in check_folder(root, folder)]:
        raise PageError(*problems)
    files: list[tuple[Path, Path]] = []
    known: dict[str, list[str]] = {}
    try:
        for each in wanted:
            if each.made_from in is_there:
                known[each.made_from] = [*old[each.made_from]]
                continue
            known[each.made_from] = []
            for name, parts in each.write([n for names in known.values() for n in names]):
                known[each.made_from].append(name)
                files += _stage(docs / name, len(files), parts)
    except OSError as error:
        for beside, _ in files:
            beside.unlink(missing_ok=True)
        remove_leftovers([docs / FOLDER, docs / TOPICS])
        place = Location(f"{settings.docs_dir}/{name}")
        message = f"cannot be written: {error.strerror or error}"
        mend = "Make room on the disk or allow writing there; nothing was changed."
        raise PageError(Problem(place, "unwritable", message, mend)) from None
    staged = Staged(tuple(files), tuple(_find_gone(docs, old, known)), known, docs)
    names = [path.relative_to(root).as_posix() for _, path in files]
    if problems := list(filter(None, (check_target(root, root.resolve(), n) for n in names))):
        staged.drop()
        raise PageError(*problems)
    return staged


def _find_gone(docs: Path, old: Known, known: Mapping[str, list[str]]) -> Iterator[Path]:
    """Give the files that an earlier run wrote and that nobody writes any more."""
    kept = {name for names in known.values() for name in names}
    earlier = {name for names in old.values() for name in names} or _read_linked(docs)
    for name in sorted(earlier - kept):
        if (docs / name).is_symlink() or (docs / name).is_file():
            yield docs / name


def _read_linked(docs: Path) -> set[str]:
    """Give the files that the page of the last run links to, where nothing else tells of them."""
    return {f"{FOLDER}/{name}" for name in re.findall(_LINKED, _read(docs / INDEX))}


def _stage(path: Path, number: int, parts: Iterator[str]) -> list[tuple[Path, Path]]:
    """Write a file beside its place, unless the same stands there."""
    beside = write_beside(path, f"e-{number}", parts)
    if _is_same(beside, path):
        beside.unlink()
        return []
    return [(beside, path)]


def _is_same(one: Path, other: Path) -> bool:
    try:
        if one.stat().st_size != other.stat().st_size:
            return False
        with one.open("rb") as first, other.open("rb") as second:
            while chunk := first.read(1 << 20):
                if chunk != second.read(1 << 20):
                    return False
    except OSError:
        return False
    return True


def _stat(path: Path) -> list[int]:
    """Give a file's size and time; nothing if it is not there."""
    with suppress(OSError):
        found = path.lstat()
        return [found.st_size, found.st_mtime_ns]
    return []


Known = dict[str, dict[str, list[int]]]
"""What each group was made from -> path in `docs_dir` and `_stat` of each of its files."""


def _read_known(cache: Cache) -> Known:
    try:
        known: Known = json.loads(cache.blob.read() or b"{}")
    except ValueError:
        return {}
    return known if isinstance(known, dict) else {}


def _is_there(docs: Path, files: Mapping[str, list[int]] | None) -> bool:
    return files is not None and all(_stat(docs / n) == s for n, s in files.items())


def _read(path: Path) -> str:
    try:
        return read_ordinary(path).decode()
    except (OSError, UnicodeDecodeError):
        return ""


def _find_wanted(
    docs: Path,
    settings: Settings,
    taxonomy: Taxonomy,
    papers: Sequence[Paper],
    prints: Sequence[str],
) -> Iterator[Wanted]:
    """Give all files; what they say is written only when somebody asks for it."""
    entries = to_entries(papers, settings)
    told = to_prints(entries, prints)
    about = fingerprint(
        _MADE,
        repr((settings.site_url, settings.site_name, settings.site_description)),
        repr(settings.is_directory_urls),
        *(f"{topic.id} {topic.name} {topic.description}" for topic in taxonomy.topics),
    )
    held = hold(taxonomy, entries)
    scopes = {name: to_scope(settings, taxonomy, name) for name in ("", *held)}
    for name, scope in scopes.items():
        numbers = range(len(entries)) if not name else held[name]
        made_from = fingerprint(about, name, *(told[number] for number in numbers))
        mine = [entries[number] for number in numbers]
        yield Wanted(f"{name} ", made_from, _writer(name, mine, scope))
    counts = {name: len(numbers) for name, numbers in held.items()}
    lists = fingerprint(about, "lists", repr(counts), *told)
    yield Wanted("index", lists, _list_writer(settings, taxonomy, scopes, counts, docs))


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


def _writer(name: str, entries: Sequence[Entry], scope: Scope) -> Writer:
    def write(_: Sequence[str]) -> Files:
        from shelflist.exports.forms import FORMS  # here: most runs write none

        for form in FORMS.values():
            stem = f"{TOPICS}/{name}" if name else f"{FOLDER}/papers"
            if name and not form.has_topics:
                continue
            if form.is_cut and not name:
                parts = form.write(entries, scope)
                yield from cut(stem, form.suffix, parts)
            else:
                yield f"{stem}.{form.suffix}", form.write(entries, scope)

    return write


def cut(stem: str, suffix: str, parts: Iterable[str]) -> Files:
    """Cut a file of entries into pieces, each smaller than `MOST_BYTES`; most need no cut.

    Gives:
        The path and the text of each piece: `papers.bib`, or `papers-1.bib`, `papers-2.bib` …
    """
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


def _list_writer(
    settings: Settings,
    taxonomy: Taxonomy,
    scopes: Mapping[str, Scope],
    counts: Mapping[str, int],
    docs: Path,
) -> Writer:
    def write(names: Sequence[str]) -> Files:
        from shelflist.exports.feeds import write_opml
        from shelflist.exports.taking import keep_notes, render_taking
        from shelflist.formats.papers_json import render_papers_schema

        schema = "papers.schema.json"
        address = f"{settings.site_url}{FOLDER}/{schema}" if settings.site_url else ""
        yield f"{FOLDER}/.gitignore", iter([_IGNORE])
        yield f"{FOLDER}/{schema}", iter([render_papers_schema(address)])
        yield f"{FOLDER}/feeds.opml", write_opml(list(scopes.values()))
        page = render_taking(settings, taxonomy, counts, names)
        yield INDEX, iter([keep_notes(page, _read(docs / INDEX))])

    return write
