"""Serving while you write: seeds are read again when they change, pages reload by MkDocs."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from shelflist.console import print_problems
from shelflist.links import LINK_OUT
from shelflist.problems import ShelflistError
from shelflist.site.building import serving

PAUSE = 0.5
"""Seconds between two looks at the files."""


def serve(root: Path, address: str, generate: Callable[[], object]) -> None:
    """Serve the site until interrupted; generate again whenever an input is saved.

    Args:
        root: The list's folder.
        address: `HOST:PORT` to listen on.
        generate: Writes `docs/`; what it raises is shown and serving goes on.

    Raises:
        ShelflistError: A link was made that leads out of the list.
    """
    with serving(root, address) as server:
        seen = snapshot(root)
        while server.poll() is None:
            time.sleep(PAUSE)
            now = snapshot(root)
            if now == seen:
                continue
            try:
                generate()
            except ShelflistError as error:
                if any(problem.rule == LINK_OUT for problem in error.problems):
                    raise  # MkDocs follows links: it must not go on
                print_problems(error.problems)
            seen = snapshot(root)


def snapshot(root: Path) -> dict[str, tuple[int, int]]:
    """Give size and time of every file that `generate` reads, its own templates included."""
    folders = (root / "seeds", root / "docs", Path(__file__).parents[1] / "pages" / "templates")
    found: dict[str, tuple[int, int]] = {}
    for folder in folders:
        for path in folder.rglob("*") if folder.is_dir() else ():
            if path.name.startswith("."):
                continue
            try:
                status = path.stat()
            except OSError:  # removed between listing and looking
                continue
            found[str(path)] = (status.st_size, status.st_mtime_ns)
    return found
