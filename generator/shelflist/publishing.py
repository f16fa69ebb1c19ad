"""A site is published whole: made beside the one that stands, and put in its place by renames.

While `site` is made, `.site.shelflist` stands beside it. What its folder `new` holds may be half
a site. Renamed to `ready` it is a whole one that shall be published, by this run or, if that is
killed, by the next one. The folder that stood there before waits in `old` until it is removed.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from shelflist.cache import FOLDER
from shelflist.config import OFFLINE_DIR, find_wrong_folder, read_settings
from shelflist.output import hold_lock
from shelflist.problems import Location, PageError, Problem, ShelflistError

MARK = ".shelflist-site"
"""The file that says whose folder it is: only one that has it, or is empty, is replaced."""
_MARK_TEXT = "Made by shelflist build. The next one replaces everything in this folder.\n"
_INDEX = "search/index.js"
_INDEX_SIGN = b"globalThis.shelflistIndex"
_EXPORTS = "exports"
_PAGE_SIGN = b"assets/shelflist.css"
"""What our theme writes into every page: plain `mkdocs build` makes sites without the mark."""


def find_obstacle(root: Path, name: str, docs_dir: str) -> str:
    """Say why a site must not take the place of a folder; empty if it may.

    Args:
        root: The list's folder.
        name: The site's folder in it.
        docs_dir: The folder of the list's pages.
    """
    target = to_target(root, name)
    if wrong := find_wrong_folder(root, name, {docs_dir, OFFLINE_DIR} - {name}):
        return wrong
    if not target.is_relative_to(os.path.realpath(root)):
        return "is a link that leads out of the list"
    if target.is_symlink() or (target.exists() and not target.is_dir()):
        return "is not a folder"
    if os.path.ismount(target):
        return "is a disk of its own, so no other folder can take its place"
    if target.exists() and not is_ours(target) and not _is_drawn(target):
        return f"holds files and not the mark of Shelflist ({MARK}), so it is not replaced"
    return ""


def find_foreign(folder: Path) -> Problem | None:
    """Find why a builder must not empty a folder: it holds what is not a site of ours."""
    if not folder.exists() or is_ours(folder) or _is_drawn(folder):
        return None
    message = f"holds files and not the mark of Shelflist ({MARK}), so it is not replaced"
    mend = "Move away what you want to keep, remove the folder, and build again."
    return Problem(Location(str(folder)), "site-dir", message, mend)


def to_target(root: Path, name: str) -> Path:
    """Give the real path of a site's folder."""
    return Path(os.path.realpath(root / name))


def is_ours(folder: Path) -> bool:
    """Say whether everything in a folder may go: it bears our mark, or is empty."""
    with suppress(OSError):  # what cannot be looked into is not known to be ours
        is_folder = folder.is_dir() and not folder.is_symlink()
        return is_folder and ((folder / MARK).is_file() or not any(folder.iterdir()))
    return False


def mark(folder: Path) -> None:
    """Say in a folder that it is ours.

    Raises:
        OSError: It cannot be written.
    """
    (folder / MARK).write_text(_MARK_TEXT, encoding="utf-8", newline="\n")


@contextmanager
def staged(target: Path) -> Iterator[Path]:
    """Give a folder to make a site in, which is published unless something is raised.

    Args:
        target: The real path of the site's folder. What is made beside the folder given is put
            beside it.

    Raises:
        OSError: Something cannot be written.
        PageError: The folder that stands there is not ours to replace.
    """
    finish_publishing(target)
    stage = _to_stage(target)
    made = stage / "new" / target.name
    stage.mkdir(parents=True)
    try:
        mark(stage)
        (stage / ".gitignore").write_text("*\n", encoding="utf-8")
        made.mkdir(parents=True)
        mark(made)
        yield made
        _adopt(target, made)
        made.parent.rename(stage / "ready")
    except BaseException:
        with suppress(OSError):
            _remove(stage)
        raise
    try:
        finish_publishing(target)
    except KeyboardInterrupt:
        finish_publishing(target)
        raise


def finish_publishing(target: Path) -> bool:
    """Publish what a run has made and not put in place, and remove what it left.

    Returns:
        Whether there was something to publish.

    Raises:
        OSError: Something cannot be moved or removed; the next run tries again.
        PageError: The folder that stands there is not ours to replace.
    """
    stage = _to_stage(target)
    if not is_ours(stage):
        return False
    ready, old = stage / "ready", stage / "old"
    made, is_whole = ready / target.name, ready.exists()
    if made.is_dir():
        if target.exists() and not old.exists():
            if not is_ours(target):
                raise _refuse(target, "was made by somebody else while the site was")
            shutil.copymode(target, made)
            target.rename(old)
        for path in old.glob(".*"):  # such as .git; MkDocs leaves them alone as well
            if not (made / path.name).exists():
                path.rename(made / path.name)
        made.rename(target)
    for path in ready.glob("*"):
        path.replace(target.parent / path.name)
    _remove(stage)
    return is_whole


def finish_stopped_builds(root: Path) -> list[str]:
    """Publish what builds that were killed have made of a list, unless one is at work now.

    Returns:
        The folders that were put in place.
    """
    done: list[str] = []
    with suppress(ShelflistError, OSError):
        settings = read_settings(root)
        for name in (settings.site_dir, OFFLINE_DIR):
            target = to_target(root, name)
            if _to_stage(target).exists() and not find_obstacle(root, name, settings.docs_dir):
                with hold_lock(root, f"{FOLDER}/running"):
                    done += [name] if finish_publishing(target) else []
    return done


def _to_stage(target: Path) -> Path:
    return target.with_name(f".{target.name}.shelflist")


def _remove(stage: Path) -> None:
    """Remove a stage, its mark last: one that is killed meanwhile is still known as ours."""
    for path in stage.iterdir():
        if path.is_dir():
            shutil.rmtree(path)
        elif path.name != MARK:
            path.unlink()
    (stage / MARK).unlink(missing_ok=True)
    stage.rmdir()


def _is_drawn(folder: Path) -> bool:
    """Say whether a folder is a site that our theme has drawn."""
    try:
        with (folder / _INDEX).open("rb") as file:
            return file.read(len(_INDEX_SIGN)) == _INDEX_SIGN
    except OSError:
        return False


def _adopt(target: Path, made: Path) -> None:
    """Mark a site that plain MkDocs or an earlier version made, if nothing else is in it.

    What builds before this one wrote is a file that this one has as well, a page of our theme, or
    in the folder of exports.

    Raises:
        PageError: Something else is in it.
    """
    if not target.exists() or is_ours(target):
        return
    for path in target.rglob("*"):
        name = path.relative_to(target)
        is_made = name.parts[0] == _EXPORTS or (made / name).exists()
        if path.is_dir() or name.parts[0].startswith(".") or is_made:
            continue
        if path.suffix != ".html" or _PAGE_SIGN not in path.read_bytes():
            raise _refuse(target, f"holds {name}, which is not of this site")
    mark(target)


def _refuse(target: Path, message: str) -> PageError:
    mend = "Move away what you want to keep, remove the folder, and build again."
    return PageError(Problem(Location(target.name), "site-dir", message, mend))
