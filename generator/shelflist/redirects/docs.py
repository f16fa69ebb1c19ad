"""What is in `docs_dir`, and which of it earlier versions wrote for a redirect."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

_MARK = "Written by shelflist from"
_STARTS = (f"---\n# {_MARK} ".encode(), f"<!doctype html>\n<!-- {_MARK} ".encode())
"""What the first lines said of a page that was ours: one without it is a person's."""


def read_docs(docs: Path) -> tuple[list[str], list[str]]:
    """Read which files are in a `docs_dir`.

    Returns:
        The paths of all that are not ours, and of the pages that an earlier version wrote at
        old addresses, where the site draws them now.
    """
    names: list[str] = []
    written: list[str] = []
    for folder, _, files in os.walk(docs):
        here = Path(folder).relative_to(docs).as_posix()
        for file in files:
            name = file if here == "." else f"{here}/{file}"
            is_candidate = file == "README.md" or file.endswith(".html")
            is_ours = is_candidate and _is_written(docs / name)
            (written if is_ours else names).append(name)
    return names, written


def _is_written(path: Path) -> bool:
    if not path.is_file():
        return False
    try:
        with path.open("rb") as file:
            return file.read(200).replace(b"\r\n", b"\n").startswith(_STARTS)
    except OSError:
        return False


def remove_empty_folders(docs: Path, removed: Iterable[str]) -> None:
    """Remove the folders of files that were removed, where they hold nothing any more."""
    for name in removed:
        for folder in (docs / name).relative_to(docs).parents:
            here = docs / folder
            if here == docs or not here.is_dir() or any(here.iterdir()):
                break
            here.rmdir()
