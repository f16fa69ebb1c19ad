"""Writing files so that each is the old or the new one, whole, whatever happens.

Every new content is first written beside its target under another name; only when all
are there are they renamed, one by one. A full disk therefore changes nothing, and a run
that is killed leaves each file old or new. What is written is not forced onto the disk
(`fsync`): that would cost minutes at 10,000 pages and helps only against a power cut, after
which git knows what there was.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from shelflist.problems import Location, PageError, Problem

TEMPORARY = ".shelflist-tmp-"
"""How the names of files begin that a run has not yet put in their place."""
_READING = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_SMALL = 65_536


@contextlib.contextmanager
def hold_lock(root: Path, running: str) -> Iterator[None]:
    """Let one run at a time change the list; the lock of a dead process falls open.

    The system holds the lock, and forgets it with the process. Where it can, it locks the
    list's folder itself, which nobody removes meanwhile as they may the cache.

    Args:
        root: The list's folder.
        running: The file in it that says which process is at work; a run goes on without
            when it cannot be written.

    Raises:
        PageError: Another process holds the lock, and which; or its folder is a link to elsewhere.
    """
    note = root / running
    if note.parent.resolve() != (root.resolve() / running).parent:
        place = Location(running.rpartition("/")[0])
        message, mend = "is a link that leads out of the list", "Remove it; a folder comes there."
        raise PageError(Problem(place, "link-out", message, mend))
    with contextlib.ExitStack() as held:
        try:
            _lock(root, note, held)
        except (BlockingIOError, PermissionError):
            holder = _read_holder(note)
            message = f"another shelflist is at work on this list (process {holder})"
            mend = "Wait until it has finished, or end it."
            raise PageError(Problem(Location(running), "locked", message, mend)) from None
        with contextlib.suppress(OSError):
            note.parent.mkdir(parents=True, exist_ok=True)
            note.write_text(str(os.getpid()), encoding="ascii")
        yield


def _read_holder(note: Path) -> str:
    try:
        return note.read_text(encoding="ascii", errors="replace").strip() or "unknown"
    except OSError:
        return "unknown"


if sys.platform == "win32":
    import msvcrt

    def _lock(root: Path, note: Path, held: contextlib.ExitStack) -> None:
        """Lock a file beside the note; Windows lets nobody remove it while it is open."""
        path = note.with_suffix(".lock")
        path.parent.mkdir(parents=True, exist_ok=True)
        file = held.enter_context(path.open("a"))
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(root: Path, note: Path, held: contextlib.ExitStack) -> None:
        descriptor = os.open(root, os.O_RDONLY)
        held.callback(os.close, descriptor)
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


def check_folder(root: Path, name: str, *, is_tried: bool = True) -> list[Problem]:
    """Say why files could not be written below a folder of the list, before any is.

    Args:
        root: The list's folder.
        name: The folder in it.
        is_tried: Whether to try it with a file; else only its place is looked at.
    """
    folder = root / name
    nearest = next((p for p in (folder, *folder.parents) if p.exists()), root)
    mend = f"Make {name}/ a folder that you may write to."
    if not nearest.is_dir():
        return [Problem(Location(name), "unwritable", f"{nearest.name} is not a folder", mend)]
    if not is_tried:
        return []
    probe = nearest / f"{TEMPORARY}probe"
    try:
        probe.write_bytes(b"")
        probe.unlink()
    except OSError as error:
        message = f"cannot be written: {error.strerror or error}"
        return [Problem(Location(name), "unwritable", message, mend)]
    return []


def read_ordinary(path: Path | str) -> bytes:
    """Read an ordinary file; a pipe or a device would keep us waiting for ever.

    Raises:
        OSError: It is something else or cannot be read.
    """
    # One call each to open, look, read and close: a folder may hold 70,000 small files.
    descriptor = os.open(path, _READING)
    try:
        status = os.fstat(descriptor)
        if stat.S_ISDIR(status.st_mode):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
        if not stat.S_ISREG(status.st_mode):
            raise OSError(errno.EINVAL, "is not an ordinary file", str(path))
        if status.st_size < _SMALL and len(data := os.read(descriptor, _SMALL)) == status.st_size:
            return data
        os.lseek(descriptor, 0, os.SEEK_SET)
        with open(descriptor, "rb", closefd=False) as file:
            return file.read()
    finally:
        os.close(descriptor)


def check_target(root: Path, home: Path, name: str) -> Problem | None:
    """Say why a file must not be replaced: it is a link to elsewhere, or no file at all."""
    path = root / name
    try:
        mode = path.lstat().st_mode
    except OSError:
        mode = stat.S_IFREG  # not there yet
    message = "is not an ordinary file"
    mend = "Move it away; a file is written there."
    if stat.S_ISLNK(mode) or not path.parent.resolve().is_relative_to(home):
        if path.exists() and path.resolve().is_relative_to(home):
            return None
        message = "is a link that leads out of the list"
    elif stat.S_ISREG(mode):
        return None
    return Problem(Location(name), "unwritable", message, mend)


def write_files(root: Path, *steps: Mapping[str, str | None]) -> None:
    """Write files step by step, each file whole.

    Args:
        root: The list's folder; names are relative to it, with forward slashes.
        steps: New texts, `None` to remove a file. What is in one step is in place before
            anything of the next.

    Raises:
        PageError: Something could not be written; then nothing was changed.
    """
    home = root.resolve()
    checked = {check_target(root, home, name) for step in steps for name in step}
    if problems := {problem for problem in checked if problem}:
        raise PageError(*sorted(problems))
    beside: list[list[tuple[Path, Path]]] = []
    name = ""
    try:
        for number, step in enumerate(steps):
            beside.append([])
            for place, (name, text) in enumerate(step.items()):
                if text is not None:
                    written = write_beside(root / name, f"{number}-{place}", [text])
                    beside[-1].append((written, root / name))
    except OSError as error:
        for written, _ in (pair for pairs in beside for pair in pairs):
            written.unlink(missing_ok=True)
        message = f"cannot be written: {error.strerror or error}"
        mend = "Make room on the disk or allow writing there; nothing was changed."
        raise PageError(Problem(Location(name), "unwritable", message, mend)) from None
    for step, pairs in zip(steps, beside, strict=True):
        for written, path in pairs:
            written.replace(path)
        for name, text in step.items():
            if text is None:
                (root / name).unlink(missing_ok=True)


def remove_leftovers(folders: Iterable[Path]) -> None:
    """Remove temporary files that a run which was killed left in these folders."""
    for folder in folders:
        if folder.is_dir():
            for path in folder.glob(f"{TEMPORARY}*"):
                path.unlink(missing_ok=True)


def write_beside(path: Path, number: str, parts: Iterable[str]) -> Path:
    """Write a text beside the place where it shall stand, under a name that no run takes for real.

    Args:
        path: Where it shall stand.
        number: What tells it from others of this run.
        parts: The text in turn.

    Raises:
        OSError: It cannot be written; then nothing of it stays.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f"{TEMPORARY}{number}")
    try:
        with beside.open("wb") as file:
            for part in parts:
                file.write(part.encode("utf-8"))
    except OSError:
        beside.unlink(missing_ok=True)
        raise
    return beside
