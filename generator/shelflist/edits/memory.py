"""What the generator last wrote, as short hashes: `shelflist.lock`.

One line a page, sorted, so that git merges it line by line; where a merge leaves two
lines for a page, both count. A line holds the page, the keys that say which paper it is
(after `@`) and, for each field, the hashes of the values last written:

    papers/gptq.md @arxiv:2210.17323,title:5c0e… title=1b2a3c4d5e authors=…,… topics=…

A unit whose present hash is remembered is untouched and follows the seeds; anything
else is a person's. A line with `?` and a hash after the page was written by a run that
was about to write the page: it counts alone if the page stands so, else not at all.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, unquote

from shelflist.config import read_text
from shelflist.edits.pagefile import digest
from shelflist.model import FieldValue
from shelflist.problems import ConfigError, Location, Problem

LOCK_FILE = "shelflist.lock"
VERSION = 1
ORDER = "~"
"""What the hash of a list's order begins with."""
_UNFIT = re.compile(r"[%?@#\s]")
_HEADER = (
    f"# shelflist.lock {VERSION} - what the generator last wrote, as short hashes;"
    " after a merge keep the lines of both sides"
)


@dataclass(frozen=True, slots=True)
class PageMemory:
    """What is remembered of one page.

    Attributes:
        keys: Which paper it is.
        fields: The hashes last written, by field; those of a list are its entries' and,
            after `~`, that of their order.
    """

    keys: frozenset[str] = frozenset()
    fields: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def merged(self, other: PageMemory) -> PageMemory:
        """Give what both remember."""
        names = [*self.fields, *(name for name in other.fields if name not in self.fields)]
        none: frozenset[str] = frozenset()
        fields = {n: self.fields.get(n, none) | other.fields.get(n, none) for n in names}
        return PageMemory(self.keys | other.keys, fields)

    def to_line(self, page: str, pending: str = "") -> str:
        """Write the line of this page; `pending` is the hash of a text not yet written."""
        parts = [_fold(page), *([f"?{pending}"] if pending else [])]
        if self.keys:
            parts.append("@" + ",".join(sorted(self.keys)))
        parts += [f"{name}={','.join(sorted(h))}" for name, h in sorted(self.fields.items())]
        return " ".join(parts)


def _fold(page: str) -> str:
    """Write the path of a page without blanks, which part the words of a line."""
    return _UNFIT.sub(lambda sign: quote(sign[0]), page)


def hashes(value: FieldValue) -> frozenset[str]:
    """Give the hashes of a value: one for a text; for a list one an entry and its order's."""
    if not isinstance(value, tuple):
        return frozenset({digest(value)})
    order = [ORDER + digest("\n".join(value))] if len(value) > 1 else []
    return frozenset([*map(digest, value), *order])


def read_memory(
    root: Path, find_text: Callable[[str], str | None] = lambda _: None
) -> dict[str, PageMemory]:
    """Read `shelflist.lock`; a missing file remembers nothing.

    Args:
        root: The list's folder.
        find_text: Gives the text of a page as it stands.

    Raises:
        ConfigError: The file is of a newer version or a line of it cannot be read.
    """
    path = root / LOCK_FILE
    if not path.exists():
        return {}
    pages: dict[str, PageMemory] = {}
    finished: dict[str, PageMemory] = {}
    problems: list[Problem] = []
    for number, line in enumerate(read_text(path, LOCK_FILE).splitlines(), 1):
        if line.startswith("# shelflist.lock "):
            problems += _check_version(line, number)
        elif (
            line.startswith(("<<<<<<< ", "||||||| ", ">>>>>>> ", "=======", "#"))
            or not line.strip()
        ):
            continue  # both sides of a merge count, so its markers need no settling
        else:
            page, pending, memory = _parse_line(line)
            if memory is None:
                message = f'cannot be read: "{line[:60]}"'
                mend = "Take the line out; what stands on that page then counts as a person's."
                problems.append(Problem(Location(LOCK_FILE, number), "memory", message, mend))
            elif not pending:
                pages[page] = pages[page].merged(memory) if page in pages else memory
            elif digest(find_text(page) or "") == pending:
                finished[page] = memory
    if problems:
        raise ConfigError(*problems)
    return pages | finished


def _check_version(header: str, number: int) -> list[Problem]:
    version = header.split()[2]
    if version.isdecimal() and int(version) <= VERSION:
        return []
    message = f'written by a newer Shelflist (version "{version}" of the file)'
    mend = "Install that Shelflist, or take the file out of version control's last good state."
    return [Problem(Location(LOCK_FILE, number), "memory", message, mend)]


def _parse_line(line: str) -> tuple[str, str, PageMemory | None]:
    """Give the page, the hash of a text that was pending, and what is remembered."""
    page, *parts = line.split()
    page = unquote(page)
    keys: frozenset[str] = frozenset()
    fields: dict[str, frozenset[str]] = {}
    pending = ""
    for part in parts:
        name, equals, values = part.partition("=")
        if part.startswith("?"):
            pending = part[1:]
        elif part.startswith("@"):
            keys = frozenset(part[1:].split(","))
        elif equals:
            fields[name] = frozenset(values.split(",")) - {""}
        else:
            return page, pending, None
    return page, pending, PageMemory(keys, fields) if page.endswith(".md") else None


def to_lock(
    pages: Mapping[str, PageMemory], pending: Mapping[str, tuple[str, PageMemory]] | None = None
) -> str:
    """Write the whole file.

    Args:
        pages: What is remembered.
        pending: For pages that are about to be written, the text and what is to be
            remembered once it stands.
    """
    lines = [memory.to_line(page) for page, memory in pages.items()]
    for page, (text, memory) in (pending or {}).items():
        lines.append(memory.to_line(page, digest(text)))
    return "\n".join([_HEADER, *sorted(lines)]) + "\n"
