"""What the generator last wrote, as short hashes: `shelflist.lock`.

One line a page, sorted, so that git merges it line by line; where a merge leaves two
lines for a page, both count. A line holds the page, the keys that say which paper it is
(after `@`) and, for each field, the hashes of the values last written:

    papers/gptq.md @arxiv:2210.17323,title:5c0e… title=1b2a3c4d5e authors=…,… topics=…

A unit whose present hash is remembered is untouched and follows the seeds; anything
else is a person's. A `?` after the page means that a run was about to create it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from shelflist.config import read_text
from shelflist.edits.pagefile import digest
from shelflist.model import FieldValue
from shelflist.problems import ConfigError, Location, Problem

LOCK_FILE = "shelflist.lock"
VERSION = 1
_HEADER = (
    f"# shelflist.lock {VERSION} - what the generator last wrote, as short hashes;"
    " after a merge keep the lines of both sides"
)


@dataclass(frozen=True, slots=True)
class PageMemory:
    """What is remembered of one page.

    Attributes:
        keys: Which paper it is.
        fields: The hashes last written, by field; those of a list are its entries'.
        is_pending: Whether a run that did not finish was about to create the page.
    """

    keys: frozenset[str] = frozenset()
    fields: Mapping[str, frozenset[str]] = field(default_factory=dict)
    is_pending: bool = False

    def merged(self, other: PageMemory) -> PageMemory:
        """Give what both remember."""
        names = [*self.fields, *(name for name in other.fields if name not in self.fields)]
        none: frozenset[str] = frozenset()
        fields = {n: self.fields.get(n, none) | other.fields.get(n, none) for n in names}
        return PageMemory(self.keys | other.keys, fields, self.is_pending and other.is_pending)

    def to_line(self, page: str) -> str:
        """Write the line of this page."""
        parts = [page, *(["?"] if self.is_pending else [])]
        if self.keys:
            parts.append("@" + ",".join(sorted(self.keys)))
        parts += [f"{name}={','.join(sorted(h))}" for name, h in sorted(self.fields.items())]
        return " ".join(parts)


def hashes(value: FieldValue) -> frozenset[str]:
    """Give the hashes of a value: one for a text, one an entry for a list."""
    return frozenset(map(digest, value)) if isinstance(value, tuple) else frozenset({digest(value)})


def read_memory(root: Path) -> dict[str, PageMemory]:
    """Read `shelflist.lock`; a missing file remembers nothing.

    Raises:
        ConfigError: The file is of a newer version or a line of it cannot be read.
    """
    path = root / LOCK_FILE
    if not path.exists():
        return {}
    pages: dict[str, PageMemory] = {}
    problems: list[Problem] = []
    for number, line in enumerate(read_text(path, LOCK_FILE).splitlines(), 1):
        if line.startswith("# shelflist.lock "):
            problems += _check_version(line, number)
        elif line.startswith(("<<<<<<< ", ">>>>>>> ", "=======", "#")) or not line.strip():
            continue  # both sides of a merge count, so its markers need no settling
        else:
            page, memory = _parse_line(line)
            if memory is None:
                message = f'cannot be read: "{line[:60]}"'
                mend = "Take the line out; what stands on that page then counts as a person's."
                problems.append(Problem(Location(LOCK_FILE, number), "memory", message, mend))
            else:
                pages[page] = pages[page].merged(memory) if page in pages else memory
    if problems:
        raise ConfigError(*problems)
    return pages


def _check_version(header: str, number: int) -> list[Problem]:
    version = header.split()[2]
    if version.isdecimal() and int(version) <= VERSION:
        return []
    message = f'written by a newer Shelflist (version "{version}" of the file)'
    mend = "Install that Shelflist, or take the file out of version control's last good state."
    return [Problem(Location(LOCK_FILE, number), "memory", message, mend)]


def _parse_line(line: str) -> tuple[str, PageMemory | None]:
    page, *parts = line.split()
    keys: frozenset[str] = frozenset()
    fields: dict[str, frozenset[str]] = {}
    pending = False
    for part in parts:
        name, equals, values = part.partition("=")
        if part == "?":
            pending = True
        elif part.startswith("@"):
            keys = frozenset(part[1:].split(","))
        elif equals:
            fields[name] = frozenset(values.split(",")) - {""}
        else:
            return page, None
    return page, PageMemory(keys, fields, pending) if page.endswith(".md") else None


def to_lock(pages: Mapping[str, PageMemory]) -> str:
    """Write the whole file."""
    return "\n".join([_HEADER, *(pages[page].to_line(page) for page in sorted(pages))]) + "\n"
