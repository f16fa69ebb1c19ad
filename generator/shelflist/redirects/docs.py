"""What is in `docs_dir`, and which of it was written for a redirect."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

MARK = "Written by shelflist from"
"""What the first lines say of a page that is ours: one without it is a person's."""
_STARTS = (f"---\n# {MARK} ".encode(), f"<!doctype html>\n<!-- {MARK} ".encode())


def read_docs(docs: Path) -> tuple[list[str], dict[str, str]]:
    """Read which files are in a `docs_dir`.

    Returns:
        The paths of all that are not ours, and the texts of the pages that an earlier run
        wrote for redirects, by path.
    """
    names: list[str] = []
    written: dict[str, str] = {}
    for folder, _, files in os.walk(docs):
        here = Path(folder).relative_to(docs).as_posix()
        for file in files:
            name = file if here == "." else f"{here}/{file}"
            is_candidate = file == "README.md" or file.endswith(".html")
            text = _read_written(docs / name) if is_candidate else None
            if text is None:
                names.append(name)
            else:
                written[name] = text
    return names, written


def _read_written(path: Path) -> str | None:
    """Read a page if we wrote it."""
    if not path.is_file():
        return None
    try:
        with path.open("rb") as file:
            if not file.read(200).replace(b"\r\n", b"\n").startswith(_STARTS):
                return None
        return path.read_bytes().decode("utf-8", errors="replace")
    except OSError:
        return None


def remove_empty_folders(docs: Path, removed: Iterable[str]) -> None:
    """Remove the folders of old addresses that hold nothing any more."""
    for name in removed:
        folder = (docs / name).parent
        if name.endswith("/README.md") and folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()
