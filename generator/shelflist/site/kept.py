"""Whole files of a site that one build leaves for the next, while nothing that they say changes."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from shelflist.cache import FOLDER

_NAMES = ".names"


class Kept:
    """Files in the list's cache, found by what they were made from; they may go at any time."""

    def __init__(self, root: Path, kind: str, key: str) -> None:
        """Name them.

        Args:
            root: The list's folder.
            kind: What they are.
            key: A hash of everything that they are made from, the program's code included.
        """
        self._folder = root / FOLDER / f"site-{kind}"
        self._files = self._folder / key

    def copy(self, site_dir: Path) -> list[str] | None:
        """Copy them into a site, and give their paths in it; `None` if they are not there."""
        try:
            names = (self._files / _NAMES).read_text(encoding="utf-8").splitlines()
            for name in names:
                _copy(self._files / name, site_dir / name)
        except (OSError, ValueError):
            return None
        return names

    def keep(self, site_dir: Path, names: Sequence[str]) -> None:
        """Keep files of a site, in place of those of the last build.

        Without them a build is slower and as right, so what cannot be written is left.
        """
        with suppress(OSError):
            if self._folder.is_symlink() or self._folder.parent.is_symlink():
                return  # a link that leads elsewhere is never followed
            shutil.rmtree(self._folder, ignore_errors=True)
            for name in names:
                _copy(site_dir / name, self._files / name)
            # Last, since without it there is nothing.
            (self._files / _NAMES).write_text("\n".join(names), encoding="utf-8")


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)
