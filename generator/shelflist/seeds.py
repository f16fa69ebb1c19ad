"""The files in `seeds/`: each is a source of its own, those of one sub-folder are one together.

A folder is read file by file, each by the reader that recognises it. Whatever lies beside
papers there (pictures, PDFs, a README) is passed over and named once.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from shelflist.config import RESERVED_IN_SEEDS, SeedEntry
from shelflist.output import read_ordinary
from shelflist.problems import ConfigError, Location, Problem, Severity, ShelflistError
from shelflist.readers.reading import NO_PAPER, UNRECOGNISED, USER_NAME, Reading

ReadSeed = Callable[[str, bytes, str | None], Reading]
"""What turns a seed's path, bytes and format into a reading."""

SEEDS = "seeds"
_LISTS = frozenset(
    "bib bibtex biblatex ris nbib medline enw ciw isi json jsonl ndjson csljson xml"
    " atom rss txt text md markdown mkd qmd rmd yml yaml toml csv tsv abs tex"
    " bbl org rst".split()
)
"""Endings of files in which people keep papers: one that is no text is an error."""

_DATA = frozenset("json jsonl ndjson xml yml yaml toml csv tsv tex org rst".split())
"""Those that are as often something else: one that no reader knows is passed over."""

_NOT_TEXT = frozenset({"not-text", "not-utf-8", "binary-seed", "empty-seed", "unrecognised-seed"})
_BESIDE = frozenset("readme license licence changelog contributing code_of_conduct".split())
"""Names of files that say something of a folder; one is read only if it is a list of papers."""

_PASSED = "passed-over"
_TOLD_ONCE = {
    _PASSED: (
        "passed over: no list of papers",
        "Nothing to do. To have one read, put it into seeds/ itself.",
    ),
    NO_PAPER: (
        "passed over: a page, but of no paper",
        "Nothing to do, unless it is one of a paper: then give it its authors and a venue.",
    ),
    USER_NAME: (
        "with an author who is named by a word of the site, not by name",
        "Write the names themselves; these lists of authors are not whole without.",
    ),
}
"""Rule of a notice -> what it says of the files of a folder together, and what to do."""

_HEAD = 4_096
_MOST_WAITING = 64
_MOST_BYTES_WAITING = 4_000_000
"""So much is read before its turn comes."""

_SHOWN = 5


@dataclass(frozen=True, slots=True)
class _File:
    """What lies in a folder: where it is, what places call it, its own name in lower case."""

    path: str
    name: str
    stem: str = ""
    ending: str = ""
    is_folder: bool = False


def find_seeds(root: Path) -> Iterator[Path]:
    """Find the seeds: files and folders in `seeds/` that are neither ours nor hidden."""
    folder = root / SEEDS
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.name not in RESERVED_IN_SEEDS and not path.name.startswith("."):
            yield path


def find_source(file: str) -> str:
    """Give the key in `seeds.yml` of the source that a file belongs to.

    `seeds/papers.bib` is `papers.bib`, `seeds/lib/deep/a.bib` is `lib`.
    """
    return file.removeprefix(f"{SEEDS}/").partition("/")[0]


def is_in_folder(file: str) -> bool:
    """Say whether a seed's file lies in a sub-folder."""
    return "/" in file.removeprefix(f"{SEEDS}/")


def read_bytes(path: Path, name: str) -> bytes:
    """Read a seed's bytes.

    Raises:
        ConfigError: It is a folder or cannot be read.
    """
    try:
        return read_ordinary(path)
    except IsADirectoryError:
        message, mend = "is a folder", "Put the file itself there."
    except OSError as error:
        message = f"cannot be read: {error.strerror or error}"
        mend = "Make it an ordinary file that you may read."
    raise ConfigError(Problem(Location(name), "unreadable", message, mend)) from None


def read_seeds(
    root: Path, entries: dict[str, SeedEntry], read: ReadSeed, problems: list[Problem]
) -> Iterator[Reading]:
    """Read every seed of a list, one file after another.

    Args:
        root: The list's folder.
        entries: What `seeds.yml` says, by file or folder.
        read: Reads one file.
        problems: Gets what is wrong with files that were not read; errors stop the work.

    Yields:
        One reading a file.
    """
    for path in find_seeds(root):
        name, format = f"{SEEDS}/{path.name}", entries.get(path.name, SeedEntry()).format
        if path.is_dir():
            yield from read_folder(path, name, read, format or None, problems, root)
            continue
        try:
            yield read(name, read_bytes(path, name), format or None)
        except ShelflistError as error:
            problems.extend(error.problems)


def read_folder(
    folder: Path,
    name: str,
    read: ReadSeed,
    format: str | None,
    problems: list[Problem],
    home: Path | None = None,
) -> Iterator[Reading]:
    """Read the files of a folder and of those in it, in the order of their paths.

    A file that is one of a list but cannot be read is a problem, and its neighbours are read.

    Args:
        folder: The folder.
        name: What places call it.
        read: Reads one file.
        format: The form of every file, if it shall not be recognised.
        problems: Gets what is wrong with files that were not read, and what was passed over.
        home: The folder that links must not lead out of; the folder itself if none is named.
    """
    told: dict[str, list[str]] = {rule: [] for rule in _TOLD_ONCE}
    count = 0
    files = _find_files(folder, name, (home or folder).resolve(), problems)
    for file, data in _read_ahead(files):
        try:
            reading = _read_file(file, data, read, format)
        except ShelflistError as error:
            problems.extend(error.problems)
            continue
        if reading is None:
            told[_PASSED].append(file.name)
            continue
        rules = {problem.rule for problem in reading.problems}
        for rule in rules & told.keys():
            told[rule].append(file.name)
        others = tuple(each for each in reading.problems if each.rule not in told)
        if NO_PAPER in rules:
            problems += others
        else:
            count += 1
            yield replace(reading, problems=others) if rules & told.keys() else reading
    problems += _tell_once(name, told)
    if not count and not any(p.location.file.startswith(name) for p in problems):
        message, mend = "there is no list of papers in this folder", "Put one there or remove it."
        problems.append(_problem(name, "empty-folder", message, mend, Severity.WARNING))


def _find_files(folder: Path, name: str, home: Path, problems: list[Problem]) -> Iterator[_File]:
    """Walk through a folder; what is hidden is left alone, links must stay inside."""
    waiting = [_File(str(folder), name, is_folder=True)]
    while waiting:
        file = waiting.pop()
        if file.is_folder:
            waiting += reversed(list(_list_folder(file, home, problems)))
        else:
            yield file


def _list_folder(folder: _File, home: Path, problems: list[Problem]) -> Iterator[_File]:
    try:
        with os.scandir(folder.path) as found:
            entries = sorted(found, key=lambda entry: entry.name)
    except OSError as error:
        message = f"cannot be read: {error.strerror or error}"
        mend = "Make it a folder that you may read."
        problems.append(_problem(folder.name, "unreadable", message, mend))
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        name = f"{folder.name}/{entry.name}"
        if entry.is_symlink() and not Path(os.path.realpath(entry.path)).is_relative_to(home):
            problems.append(_refuse_link(name, "is a link that leads out of the folder"))
        elif entry.is_symlink() and Path(entry.path).is_dir():
            problems.append(_refuse_link(name, "is a link to a folder"))
        else:
            stem, _, ending = entry.name.lower().rpartition(".")
            is_dir = Path(entry.path).is_dir() if entry.is_symlink() else entry.is_dir()
            yield _File(entry.path, name, stem or ending, ending if stem else "", is_dir)


def _read_ahead(files: Iterable[_File]) -> Iterator[tuple[_File, bytes | None]]:
    """Give the bytes of lists, some read at once: small files come in faster so.

    What is no list by its name or cannot be read comes without its bytes.
    """
    waiting: list[tuple[_File, bytes | None]] = []
    size = 0
    for file in files:
        data = _read_early(file) if file.ending in _LISTS else None
        waiting.append((file, data))
        size += len(data or b"")
        if len(waiting) >= _MOST_WAITING or size >= _MOST_BYTES_WAITING:
            yield from waiting
            waiting, size = [], 0
    yield from waiting


def _read_early(file: _File) -> bytes | None:
    try:
        return read_ordinary(file.path)
    except OSError:
        return None  # `read_bytes` says what is wrong with it


def _read_file(
    file: _File, data: bytes | None, read: ReadSeed, format: str | None
) -> Reading | None:
    """Read one file of a folder; `None` for what only lies beside the papers.

    Raises:
        ShelflistError: It is one of a list by its name, and no text or unreadable.
    """
    is_list = file.ending in _LISTS
    is_beside = file.stem in _BESIDE
    if not is_list and b"\0" in _read_head(file):
        return None
    try:
        if data is None:
            data = read_bytes(Path(file.path), file.name)
        reading = read(file.name, data, format)
    except ShelflistError as error:
        if (is_beside or not is_list) and all(p.rule in _NOT_TEXT for p in error.problems):
            return None
        raise
    is_known = reading.format != UNRECOGNISED
    if is_beside:  # a list of papers is often called so, and says of itself what it is
        return reading if reading.format == "markdown-list" and reading.records else None
    is_sure = is_known or bool(reading.refused)  # a list of papers, if in a form that is not read
    return reading if is_sure or (is_list and file.ending not in _DATA) else None


def _read_head(file: _File) -> bytes:
    try:
        with Path(file.path).open("rb") as opened:
            return opened.read(_HEAD)
    except OSError:
        return b""  # `read_bytes` says what is wrong with it


def _tell_once(name: str, told: Mapping[str, Sequence[str]]) -> Iterator[Problem]:
    """Name once what holds of several files of a folder."""
    for rule, files in told.items():
        if files:
            message, mend = _TOLD_ONCE[rule]
            count = f"{len(files)} file{'s' * (len(files) > 1)} {message}: "
            yield _problem(name, rule, count + _enumerate(name, files), mend, Severity.NOTICE)


def _enumerate(folder: str, names: Sequence[str]) -> str:
    shown = ", ".join(name.removeprefix(f"{folder}/") for name in names[:_SHOWN])
    return f"{shown} and {len(names) - _SHOWN} more" if len(names) > _SHOWN else shown


def _refuse_link(name: str, message: str) -> Problem:
    return _problem(name, "link-out", message, "Put what it leads to there itself.")


def _problem(
    file: str, rule: str, message: str, mend: str, severity: Severity = Severity.ERROR
) -> Problem:
    return Problem(Location(file), rule, message, mend, severity)
