"""Everything a run needs, read from the list's folder before anything is decided."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

from slugify import slugify

from shelflist.config import (
    SEEDS_FILE,
    TOPICS_FILE,
    SeedEntry,
    Settings,
    decode_text,
    read_settings,
    read_text,
)
from shelflist.edits.conflicts import Settler
from shelflist.edits.following import is_paper, to_slug
from shelflist.edits.memory import PageMemory
from shelflist.edits.memory_files import FOLDER as MEMORY
from shelflist.edits.memory_files import Remembered, read_remembered
from shelflist.edits.old_lock import OLD_LOCK
from shelflist.edits.pagefile import PageFile, parse_page
from shelflist.edits.quoting import quote
from shelflist.formats.notices import settle_notices
from shelflist.links import check_links
from shelflist.output import check_folder
from shelflist.problems import (
    ConfigError,
    Location,
    MisuseError,
    Problem,
    Severity,
    ShelflistError,
)
from shelflist.readers.reading import Reading
from shelflist.redirects import REDIRECTS_FILE
from shelflist.seeds import SEEDS, ReadSeed, find_source, is_in_folder, read_seeds
from shelflist.seeds import read_bytes as read_bytes
from shelflist.strict_yaml import ParseYaml, parse_yaml
from shelflist.topics import Taxonomy, parse_taxonomy

_T = TypeVar("_T")
FOLDERS = ("", "papers", "topics", "references", "authors", "years")
"""The folders of `docs_dir` that the generator writes to, and to folders in them."""
_NAMED = 5
ParsePage = Callable[[str, str], PageFile]
"""What takes a page's text apart; a cache may stand in for `parse_page`."""


@dataclass(frozen=True, slots=True)
class Inputs:
    """What was read.

    Attributes:
        settings: The list's settings.
        readings: Each file of a seed as a reader understood it, in the order of their paths.
        seed_names: For each such path (`seeds/x.txt`) the name of its reference page; the
            files of one folder share one.
        pages: Every Markdown page that the generator may touch, by path in `docs_dir`.
        memory: What the generator last wrote.
        taxonomy: The topics.
        taxonomy_text: The file they were read from.
        problems: What does not stop the work.
        redirects: The file of redirects.
        on_disk: Pages that are other than they stand on the disk, as they stand there.
        remembered: The memory as it stands there.
    """

    settings: Settings
    readings: tuple[Reading, ...]
    seed_names: dict[str, str]
    pages: dict[str, PageFile]
    memory: dict[str, PageMemory]
    taxonomy: Taxonomy
    taxonomy_text: str
    problems: tuple[Problem, ...]
    redirects: str = ""
    on_disk: Mapping[str, PageFile] = field(default_factory=dict)
    remembered: Remembered = field(default_factory=Remembered)

    def amended(
        self, pages: Mapping[str, str | None], memory: Mapping[str, PageMemory | None]
    ) -> Inputs:
        """Give the inputs as if some pages and lines of the memory were others.

        Args:
            pages: New texts by path in `docs_dir`; `None` for a page that is gone.
            memory: What is remembered of pages; `None` for nothing.
        """
        now = {
            src_uri: parse_page(text, self.pages[src_uri].file)
            for src_uri, text in pages.items()
            if text is not None
        }
        return replace(
            self,
            pages={s: p for s, p in self.pages.items() if s not in pages} | now,
            memory={s: m for s, m in self.memory.items() if s not in memory}
            | {s: m for s, m in memory.items() if m is not None},
            on_disk={s: self.pages[s] for s in pages} | dict(self.on_disk),
        )

    @property
    def papers(self) -> dict[str, PageFile]:
        """The pages of papers, by slug."""
        return {to_slug(src_uri): page for src_uri, page in self.pages.items() if is_paper(src_uri)}

    def entry(self, reading: Reading) -> SeedEntry:
        """Give what `seeds.yml` says of the seed that a file belongs to."""
        return self.settings.seeds.get(find_source(reading.file), SeedEntry())

    @property
    def sources(self) -> dict[str, tuple[Reading, ...]]:
        """The readings of each seed, by the name of its reference page."""
        found: dict[str, list[Reading]] = {}
        for reading in self.readings:
            found.setdefault(self.seed_names[reading.file], []).append(reading)
        return {name: tuple(readings) for name, readings in found.items()}


def check_list(root: Path) -> None:
    """Say whether a folder holds a list.

    Raises:
        MisuseError: It does not.
    """
    if not root.is_dir():
        mend = "Name the folder of a list after -C."
        raise MisuseError(Problem(Location(str(root)), "no-list", "is not a folder", mend))
    if not (root / "seeds").is_dir():
        mend = "Run the command in a list's folder, or name it:  shelflist -C DIR …"
        message = "there is no seeds/ folder here"
        raise MisuseError(Problem(Location(str(root)), "no-list", message, mend))


def read_inputs(
    root: Path,
    read: ReadSeed,
    parse: ParsePage = parse_page,
    parse_list: ParseYaml = parse_yaml,
    *,
    will_write: bool = False,
) -> Inputs:
    """Read the whole list.

    Args:
        root: The list's folder.
        read: Reads a seed.
        parse: Takes a page apart.
        parse_list: Parses settings and topics.
        will_write: Whether it must be possible to write, too.

    Raises:
        ShelflistError: With every problem that stops the work, of every file.
    """
    fatal: list[Problem] = []
    problems: list[Problem] = []
    settings = _collect(fatal, lambda: read_settings(root, parse_list), Settings())
    if links := [*check_links(root, (settings.docs_dir, SEEDS, MEMORY))]:
        raise ShelflistError(*sorted(fatal + links))  # before anything is read through them
    none = (Taxonomy(), "")
    found: list[Problem] = []
    readings = _settle_notices(tuple(read_seeds(root, settings.seeds, read, found)))
    fatal += [problem for problem in found if problem.severity is Severity.ERROR]
    problems += [problem for problem in found if problem.severity is not Severity.ERROR]
    taxonomy, topics_text = _collect(fatal, lambda: _read_taxonomy(root, parse_list, fatal), none)
    remembered = _collect(fatal, lambda: read_remembered(root), Remembered())
    settler = Settler(root, settings.docs_dir, remembered)
    pages = _read_pages(root, settings.docs_dir, parse, settler, fatal)
    memory = _recall(settler, pages)
    fatal += check_folder(root, settings.docs_dir, is_tried=will_write) or [
        problem
        for folder in (*(f"{settings.docs_dir}/{each}" for each in FOLDERS[1:]), MEMORY)
        for problem in check_folder(root, folder, is_tried=will_write)
    ]
    problems += [problem for reading in readings for problem in reading.problems]
    problems += _check_entries(settings, readings, found)
    problems += _tell_memory(settler)
    redirects = _collect(fatal, lambda: _read_redirects(root, settings, fatal), "")
    if fatal:
        raise ShelflistError(*sorted({*fatal, *problems}))
    names = _name_seeds(settings, readings)
    told = tuple(problems)
    inputs = Inputs(
        settings,
        readings,
        names,
        pages,
        memory,
        taxonomy,
        topics_text,
        told,
        redirects,
        {uri: pages[uri] for uri in settler.pages},
        remembered,
    )
    return _quote_misread(inputs)


def _quote_misread(inputs: Inputs) -> Inputs:
    """Put what plain YAML would misread on the pages of papers in quotes, and say so."""
    papers = (uri for uri in inputs.pages if uri.startswith("papers/"))
    misread = {uri: inputs.pages[uri].misread for uri in papers if inputs.pages[uri].misread}
    if not misread:
        return inputs
    problems = tuple(
        Problem(
            Location(inputs.pages[uri].file, each.line, each.start + 1),
            "quoted-scalar",
            f"{each.field}: plain YAML does not read {each.text} as the text that was typed",
            f'Put it in quotes: "{each.text}". The next  shelflist generate  does so.',
            Severity.WARNING,
        )
        for uri, found in misread.items()
        for each in found
    )
    texts = {uri: quote(inputs.pages[uri].lines, found) for uri, found in misread.items()}
    amended = inputs.amended(texts, {})
    return replace(amended, problems=inputs.problems + problems)


def _collect(problems: list[Problem], read: Callable[[], _T], default: _T) -> _T:
    try:
        return read()
    except ShelflistError as error:
        problems.extend(error.problems)
        return default


def _settle_notices(readings: tuple[Reading, ...]) -> tuple[Reading, ...]:
    """Let notices of retraction speak of the papers that they retract."""
    settled = settle_notices([reading.records for reading in readings])
    return tuple(
        reading if records == reading.records else replace(reading, records=records)
        for reading, records in zip(readings, settled, strict=True)
    )


def _read_taxonomy(root: Path, parse: ParseYaml, problems: list[Problem]) -> tuple[Taxonomy, str]:
    path = root / TOPICS_FILE
    if not path.exists():
        return Taxonomy(), ""
    text = read_text(path, TOPICS_FILE)
    taxonomy, found = parse_taxonomy(text, TOPICS_FILE, parse)
    problems.extend(found)
    return taxonomy, text


def _read_redirects(root: Path, settings: Settings, problems: list[Problem]) -> str:
    path, name = root / settings.docs_dir / REDIRECTS_FILE, f"{settings.docs_dir}/{REDIRECTS_FILE}"
    if not path.exists():
        return ""
    if path.is_dir():
        mend = "Name the folder differently: the old addresses of pages are written in this file."
        raise ConfigError(Problem(Location(name), "unreadable", "is a folder", mend))
    text = _decode(path, name)
    # Here, not above: most lists have no redirects.
    from shelflist.redirects.lines import parse_redirects

    problems.extend(parse_redirects(text, name, settings.site_url)[1])
    return text


def _read_pages(
    root: Path, docs_dir: str, parse: ParsePage, settler: Settler, problems: list[Problem]
) -> dict[str, PageFile]:
    """Read the pages in the folders that the generator writes to, and those at the top."""
    pages: dict[str, PageFile] = {}
    docs = root / docs_dir
    folders = [docs, *(docs / folder for folder in FOLDERS[1:])]
    for here in [*folders, *(sub for folder in folders[1:] for sub in _find_subfolders(folder))]:
        for path in sorted(here.glob("*.md")) if here.is_dir() else ():
            src_uri = path.relative_to(docs).as_posix()
            name = f"{docs_dir}/{src_uri}"
            try:
                pages[src_uri] = parse(settler.settle_page(src_uri, _decode(path, name)), name)
            except ShelflistError as error:
                problems.extend(error.problems)
    return pages


def _recall(settler: Settler, pages: Mapping[str, PageFile]) -> dict[str, PageMemory]:
    """Give what is remembered of the pages as they stand."""
    memory = settler.settle_memory(pages)
    return settler.remembered.finished(
        memory, lambda name: pages[name].text if name in pages else None
    )


def _tell_memory(settler: Settler) -> Iterator[Problem]:
    """Say what became of conflicts in it, and of the one file that it was before."""
    if OLD_LOCK in settler.remembered.texts:
        message = "what it remembers goes into .shelflist/, a small file a page, and this file goes"
        mend = "Commit  .shelflist/  with the pages; .gitattributes needs no line for this file."
        yield Problem(Location(OLD_LOCK), "moved-memory", message, mend, Severity.NOTICE)
    if files := settler.settled:
        more = f" and {len(files) - _NAMED} more" if len(files) > _NAMED else ""
        count = "1 conflict" if len(files) == 1 else f"{len(files)} conflicts"
        yield Problem(
            Location(files[0]),
            "settled-conflict",
            f"{count} of a merge lay wholly in what the generator writes, and no person's line: "
            f"{', '.join(files[:_NAMED])}{more}",
            "shelflist generate  settles them; look at the change, then  git add  these files.",
            Severity.NOTICE,
        )


def _find_subfolders(top: Path) -> Iterator[Path]:
    """Find the folders into which people moved papers, and those of parts of lists."""
    for folder, names, _ in os.walk(top):
        names[:] = sorted(name for name in names if not name.startswith("."))
        yield from (path for name in names if not (path := Path(folder, name)).is_symlink())


def _decode(path: Path, name: str) -> str:
    """Read a page's text with its byte-order mark and line ends as they are."""
    data = read_bytes(path, name)
    decode_text(data, name)
    return data.decode("utf-8")


def _check_entries(
    settings: Settings, readings: tuple[Reading, ...], found: Iterable[Problem]
) -> list[Problem]:
    """Say which entries of `seeds.yml` speak of a file or folder that is not there."""
    there = {find_source(reading.file) for reading in readings}
    there |= {find_source(problem.location.file) for problem in found}
    return [
        Problem(
            Location(SEEDS_FILE),
            "missing-seed",
            f'"{file}" is not in seeds/',
            "Correct the name or take the entry out.",
            Severity.WARNING,
        )
        for file in settings.seeds
        if file not in there
    ]


def _name_seeds(settings: Settings, readings: tuple[Reading, ...]) -> dict[str, str]:
    """Give each seed the name of its reference page, unique and never reserved."""
    names: dict[str, str] = {}
    given = {source: entry.name for source, entry in settings.seeds.items() if entry.name}
    taken = {"index", *given.values()}
    for reading in readings:
        source = find_source(reading.file)
        if source not in given:
            stem = "" if is_in_folder(reading.file) else source.rpartition(".")[0]
            base = slugify(stem or source, max_length=60) or "seed"
            given[source] = next(n for n in _numbered(base) if n not in taken)
            taken.add(given[source])
        names[reading.file] = given[source]
    return names


def _numbered(base: str) -> Iterator[str]:
    yield base
    number = 2
    while True:
        yield f"{base}-{number}"
        number += 1
