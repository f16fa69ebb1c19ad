"""Files written beside their places, and put there together once all else is written.

That a file is as it should be is known without reading it: from what it was made from,
its size and its time, as the last run left them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from shelflist.cache import Cache
from shelflist.output import check_folder, check_target, remove_leftovers, write_beside
from shelflist.problems import Location, PageError, Problem

Known = dict[str, dict[str, list[int]]]
"""What a group was made from -> path in `docs_dir` -> size and time of each of its files."""


@dataclass(frozen=True, slots=True)
class Staged:
    """New files beside their places.

    Attributes:
        files: Where each is, and where it shall stand.
        removed: Files that shall go.
        known: What each group was made from -> paths in `docs` of its files.
        docs: The list's `docs_dir`.
    """

    files: tuple[tuple[Path, Path], ...] = ()
    removed: tuple[Path, ...] = ()
    known: Mapping[str, Sequence[str]] = field(default_factory=dict)
    docs: Path = Path()

    def put(self, cache: Cache) -> int:
        """Put the files in place; remember what they are. Gives how many changed."""
        for beside, path in self.files:
            beside.replace(path)
        for path in self.removed:
            path.unlink(missing_ok=True)
        if self.known:
            stats = {
                group: {name: _stat(self.docs / name) for name in names}
                for group, names in self.known.items()
            }
            cache.blob.keep(json.dumps(stats, sort_keys=True).encode())
        return len(self.files) + len(self.removed)

    def drop(self) -> None:
        """Forget the new files."""
        for beside, _ in self.files:
            beside.unlink(missing_ok=True)


class Stage:
    """Takes file after file; nothing that stands in the list is touched."""

    def __init__(self, root: Path, docs_dir: str, folders: Sequence[str]) -> None:
        """Begin.

        Args:
            root: The list's folder.
            docs_dir: Its folder of pages.
            folders: The folders in that where files will be.

        Raises:
            PageError: Nothing can be written there.
        """
        self.docs = root / docs_dir
        self._root, self._docs_dir, self._folders = root, docs_dir, folders
        self._files: list[tuple[Path, Path]] = []
        self._known: dict[str, list[str]] = {}
        names = [f"{docs_dir}/{folder}" for folder in folders]
        if problems := [problem for name in names for problem in check_folder(root, name)]:
            raise PageError(*problems)

    @property
    def names(self) -> list[str]:
        """Paths in `docs_dir` of all files so far, new ones and those that stay."""
        return [name for names in self._known.values() for name in names]

    def keep(self, group: str, names: Iterable[str]) -> None:
        """Take files of a group as they stand."""
        self._known.setdefault(group, []).extend(names)

    def write(self, group: str, name: str, parts: Iterable[str]) -> None:
        """Write a file beside its place, unless the same stands there.

        Args:
            group: What the file was made from.
            name: Its path in `docs_dir`.
            parts: Its text.

        Raises:
            PageError: It cannot be written; then nothing is left of any.
        """
        path = self.docs / name
        self.keep(group, [name])
        try:
            beside = write_beside(path, f"e-{len(self._files)}", parts)
            if _is_same(beside, path):
                beside.unlink()
            else:
                self._files.append((beside, path))
        except OSError as error:
            self.finish(()).drop()
            remove_leftovers(self.docs / folder for folder in self._folders)
            message = f"cannot be written: {error.strerror or error}"
            mend = "Make room on the disk or allow writing there; nothing was changed."
            place = Location(f"{self._docs_dir}/{name}")
            raise PageError(Problem(place, "unwritable", message, mend)) from None

    def finish(self, earlier: Iterable[str]) -> Staged:
        """Give what shall be put in place.

        Args:
            earlier: Paths in `docs_dir` of all files that earlier runs wrote.
        """
        gone = [self.docs / name for name in sorted({*earlier} - {*self.names})]
        gone = [path for path in gone if path.is_symlink() or path.is_file()]
        return Staged(tuple(self._files), tuple(gone), self._known, self.docs)

    def check(self) -> list[Problem]:
        """Say why files could not be put in place."""
        names = [path.relative_to(self._root).as_posix() for _, path in self._files]
        home = self._root.resolve()
        return list(filter(None, (check_target(self._root, home, name) for name in names)))


def read_known(cache: Cache) -> Known:
    """Read what the last run remembered."""
    try:
        known: Known = json.loads(cache.blob.read() or b"{}")
    except ValueError:
        return {}
    return known if isinstance(known, dict) else {}


def is_there(docs: Path, files: Mapping[str, list[int]] | None) -> bool:
    """Say whether the files of a group stand as the last run left them."""
    return files is not None and all(_stat(docs / n) == s for n, s in files.items())


def _is_same(one: Path, other: Path) -> bool:
    try:
        if not other.is_file() or one.stat().st_size != other.stat().st_size:
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
