"""Writing files so that each is the old or the new one, whole, whatever happens.

Every new content is first written beside its target under another name; only when all
are on the disk are they renamed, one by one. A full disk therefore changes nothing.
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from shelflist.problems import Location, PageError, Problem

_TEMPORARY = ".shelflist-tmp-"


@contextlib.contextmanager
def hold_lock(path: Path) -> Iterator[None]:
    """Let one run at a time change the list; the lock of a dead process falls open.

    Raises:
        PageError: Another process holds the lock; says which.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+", encoding="ascii") as file:
        try:
            _lock(file.fileno())
        except OSError:
            file.seek(0)
            holder = file.read().strip() or "unknown"
            message = f"another shelflist is at work on this list (process {holder})"
            mend = "Wait until it has finished, or end it."
            raise PageError(Problem(Location(path.name), "locked", message, mend)) from None
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield


if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


def check_folder(root: Path, name: str) -> list[Problem]:
    """Say why files could not be written below a folder of the list, before any is."""
    folder = root / name
    nearest = next((p for p in (folder, *folder.parents) if p.exists()), root)
    mend = f"Make {name}/ a folder that you may write to."
    if not nearest.is_dir():
        return [Problem(Location(name), "unwritable", f"{nearest.name} is not a folder", mend)]
    if nearest == folder and not folder.resolve().is_relative_to(root.resolve()):
        message = "is a link that leads out of the list"
        return [Problem(Location(name), "unwritable", message, mend)]
    probe = nearest / f"{_TEMPORARY}probe"
    try:
        probe.write_bytes(b"")
        probe.unlink()
    except OSError as error:
        message = f"cannot be written: {error.strerror or error}"
        return [Problem(Location(name), "unwritable", message, mend)]
    return []


def write_files(
    root: Path,
    first: Mapping[str, str],
    contents: Mapping[str, str | None],
    last: Mapping[str, str],
) -> None:
    """Write files in three steps, each file whole.

    Args:
        root: The list's folder; names are relative to it, with forward slashes.
        first: What must be in place before any of `contents`.
        contents: New texts; `None` removes the file.
        last: What may only be in place after all of `contents`.

    Raises:
        PageError: Something could not be written; then nothing was changed.
    """
    batches: list[list[tuple[Path, Path]]] = []
    try:
        for batch in (first, {n: t for n, t in contents.items() if t is not None}, last):
            batches.append([])
            for number, (name, text) in enumerate(batch.items()):
                batches[-1].append(_write_beside(root / name, f"{len(batches)}-{number}", text))
    except OSError as error:
        for beside, _ in (pair for batch in batches for pair in batch):
            beside.unlink(missing_ok=True)
        place = str(error.filename or root)
        message = f"cannot be written: {error.strerror or error}"
        mend = "Make room on the disk or allow writing there; nothing was changed."
        raise PageError(Problem(Location(place), "unwritable", message, mend)) from None
    removed = [root / name for name, text in contents.items() if text is None]
    for pairs in batches[:2]:
        _rename(pairs)
    for path in removed:
        path.unlink(missing_ok=True)
    _rename(batches[2])


def remove_leftovers(folders: Iterable[Path]) -> None:
    """Remove temporary files that a run which was killed left in these folders."""
    for folder in folders:
        if folder.is_dir():
            for path in folder.glob(f"{_TEMPORARY}*"):
                path.unlink(missing_ok=True)


def _write_beside(path: Path, number: str, text: str) -> tuple[Path, Path]:
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f"{_TEMPORARY}{number}")
    try:
        beside.write_bytes(text.encode("utf-8"))
    except OSError:
        beside.unlink(missing_ok=True)
        raise
    return beside, path


def _rename(batch: Iterable[tuple[Path, Path]]) -> None:
    for beside, path in batch:
        beside.replace(path)
