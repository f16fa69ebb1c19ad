"""`shelflist.lock`, the one file that remembered all pages before `.shelflist/`; read once.

One line a page: its path, `@` and its identity keys, and for each field its hashes. A line
with `?` and a hash after the page was written by a run that was about to write the page.
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from urllib.parse import unquote

from shelflist.config import read_text
from shelflist.edits.memory import PageMemory, from_lines
from shelflist.problems import Location, Problem

OLD_LOCK = "shelflist.lock"
_MARKERS = ("<<<<<<< ", "||||||| ", ">>>>>>> ", "=======", "#")


def read_old_lock(
    root: Path, problems: list[Problem]
) -> tuple[dict[str, PageMemory], dict[str, tuple[str, PageMemory]]]:
    """Read what the file remembers; where a merge left two lines for a page, both count.

    Returns:
        What is remembered by page; and of pages that a run was about to write, the hash of
        the text that was to stand there and what is to be remembered of that.
    """
    path = root / OLD_LOCK
    pages: dict[str, set[tuple[str, str]]] = defaultdict(set)
    pending: dict[str, tuple[str, PageMemory]] = {}
    lines = read_text(path, OLD_LOCK).splitlines() if path.exists() else []
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith(_MARKERS):
            continue
        page, *parts = line.split()
        pairs = {pair for part in parts for pair in _to_pairs(part)}
        if not page.endswith(".md") or not pairs:
            message = f'cannot be read: "{line[:60]}"'
            mend = "Take the line out; what stands on that page then counts as a person's."
            problems.append(Problem(Location(OLD_LOCK, number), "memory", message, mend))
        elif parts[0].startswith("?"):
            pending[unquote(page)] = (parts[0][1:], from_lines(pairs))
        else:
            pages[unquote(page)] |= pairs
    return {page: from_lines(pairs) for page, pairs in pages.items()}, pending


def _to_pairs(part: str) -> list[tuple[str, str]]:
    if part.startswith("@"):
        return [("@", key) for key in part[1:].split(",")]
    name, _, values = part.partition("=")
    return [(name, value) for value in values.split(",") if value]
