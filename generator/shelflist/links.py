"""Links in the list's folders, of which none may lead out of the list.

MkDocs follows every link below `docs_dir` and publishes what it finds there: one that leads out
of the list would publish whatever the person who builds may read.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from shelflist.problems import Location, Problem

LINK_OUT = "link-out"
"""The rule's name."""
_MEND = "Remove it, or put what shall be there itself in its place."


def check_links(root: Path, folders: Iterable[str]) -> Iterator[Problem]:
    """Find links at or below some folders that lead out of the list, nowhere or in a ring.

    What a link inside the list leads to is looked through as well, as MkDocs does.

    Args:
        root: The list's folder.
        folders: Folders in it, as a person would write them.
    """
    home = _resolve(root)
    for folder in folders:
        top = root / folder
        if wrong := _find_wrong(home, top, ()):
            yield Problem(Location(folder), LINK_OUT, wrong, _MEND)
        else:
            yield from _check_below(home, folder, top)


def _check_below(home: Path, folder: str, top: Path) -> Iterator[Problem]:
    """Go through a folder and what links in it lead to, each real folder once."""
    seen: set[Path] = set()
    waiting: list[tuple[str, Path, tuple[Path, ...]]] = [(folder, top, ())]
    while waiting:
        name, path, through = waiting.pop()
        here = _resolve(path)
        if here in seen:
            continue
        seen.add(here)
        for entry in _list(path):
            below = Path(entry.path)
            if not entry.is_symlink():
                if entry.is_dir():
                    waiting.append((f"{name}/{entry.name}", below, through))
            elif wrong := _find_wrong(home, below, (*through, here)):
                yield Problem(Location(f"{name}/{entry.name}"), LINK_OUT, wrong, _MEND)
            elif below.is_dir():
                waiting.append((f"{name}/{entry.name}", below, (*through, here)))


def _list(folder: Path) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as found:
            return sorted(found, key=lambda entry: entry.name, reverse=True)
    except OSError:
        return []  # it is not there, or whoever reads it says what is wrong


def _find_wrong(home: Path, path: Path, through: tuple[Path, ...]) -> str:
    """Say what is wrong with a link; nothing for one that stays inside.

    Args:
        home: The list's folder.
        path: What may be a link.
        through: The folder that it lies in, and those of links that were followed to there.
    """
    target = _resolve(path)
    if not target.is_relative_to(home):
        return "is a link that leads out of the list"
    if path.is_symlink() and not path.exists():
        # Editors mark a file in work so; MkDocs publishes nothing that is hidden.
        return "" if path.name.startswith(".") else "is a link that leads nowhere"
    inside = target.relative_to(home).parts
    if path.is_symlink() and inside and inside[0].startswith("."):
        return f"is a link to {inside[0]}, which is no part of the list"
    if any(folder.is_relative_to(target) for folder in through):
        return "is a link to a folder that it lies in"
    return ""


def _resolve(path: Path) -> Path:
    """Follow all links; unlike `Path.resolve` this takes links that lead in a ring."""
    return Path(os.path.realpath(path))
