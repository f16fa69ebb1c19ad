"""The folder `.shelflist/`: a file of memory a page, at the page's own path.

A run that is about to write pages first says in a journal what is to be remembered of each
once it stands; the journal goes when all is written. Of a page that does not stand as the
journal says, its file counts, so that a run which was killed leaves nothing that looks like
a person's edit.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from shelflist.config import decode_text
from shelflist.edits.memory import PageMemory, parse_memory
from shelflist.edits.old_lock import OLD_LOCK, read_old_lock
from shelflist.edits.pagefile import digest
from shelflist.output import TEMPORARY, read_ordinary
from shelflist.problems import ConfigError, Location, Problem

FOLDER = ".shelflist"
JOURNAL = f"{FOLDER}/journal"
_README, _IGNORED = f"{FOLDER}/README.md", f"{FOLDER}/.gitignore"
_FORM = 2
_ABOUT = f"""\
# What the generator last wrote (form {_FORM})

One file a page, as short hashes: by them Shelflist knows what a person has changed and which
paper a page is of. Commit this folder with the pages. Delete the file of a page and
everything on that page counts as a person's; delete that of a page which is gone, and the
paper may come back.
"""
_SAID_FORM = re.compile(r"# .*\(form (\d+)\)")
_SUFFIX = ".txt"


@dataclass(frozen=True, slots=True)
class Remembered:
    """The memory as it stands on the disk.

    Attributes:
        pages: What is remembered, by the page's path in `docs_dir`.
        texts: Each file of the folder as it is, by its path in the list.
        pending: Of pages that a run was about to write: the text's hash and what it left.
    """

    pages: Mapping[str, PageMemory] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    pending: Mapping[str, tuple[str, PageMemory]] = field(default_factory=dict)

    def finished(
        self, pages: Mapping[str, PageMemory], find_text: Callable[[str], str | None]
    ) -> dict[str, PageMemory]:
        """Give what is remembered, of pages that a run had just written as that run left it.

        Args:
            pages: What is remembered else.
            find_text: Gives the text of a page as it stands.
        """
        finished = {
            page: memory
            for page, (expected, memory) in self.pending.items()
            if digest(find_text(page) or "") == expected
        }
        return {**pages, **finished}


def memory_file(page: str) -> str:
    """Give the path in the list of a page's file of memory."""
    return f"{FOLDER}/{page.removesuffix('.md')}{_SUFFIX}"


def read_remembered(root: Path) -> Remembered:
    """Read `.shelflist/`, or the one file that stood in its place before; none is no memory.

    Raises:
        ConfigError: A file is of a newer version, or has lines that cannot be read.
    """
    problems: list[Problem] = []
    texts = dict(_read_texts(root, problems))
    problems += _check_form(texts.get(_README, ""))
    pages, pending = read_old_lock(root, problems)
    if pages:
        texts[OLD_LOCK] = ""
    for name, text in texts.items():
        if name.endswith(_SUFFIX):
            memory, wrong = parse_memory(text)
            problems += [_unreadable(name, number, text) for number in wrong]
            page = f"{name[len(FOLDER) + 1 : -len(_SUFFIX)]}.md"
            pages[page] = pages[page].joined(memory) if page in pages else memory
    if problems:
        raise ConfigError(*problems)
    return Remembered(pages, texts, pending | _parse_journal(texts.get(JOURNAL, "")))


def _read_texts(root: Path, problems: list[Problem]) -> Iterator[tuple[str, str]]:
    for folder, names, files in os.walk(root / FOLDER):
        names.sort()
        here = Path(folder).relative_to(root).as_posix()
        for file in sorted(files):
            name = f"{here}/{file}"
            try:
                is_whole = not file.startswith(TEMPORARY)
                yield name, decode_text(read_ordinary(f"{folder}/{file}"), name) if is_whole else ""
            except OSError as error:
                message = f"cannot be read: {error.strerror or error}"
                mend = "Allow reading it, or take it away."
                problems.append(Problem(Location(name), "memory", message, mend))
            except ConfigError as error:
                problems += error.problems


def _check_form(about: str) -> Iterator[Problem]:
    said = _SAID_FORM.match(about)
    if said and int(said[1]) > _FORM:
        message = f"written by a newer Shelflist (form {said[1]} of the memory)"
        mend = "Install that Shelflist, or take the folder as it was before out of git."
        yield Problem(Location(_README, 1), "memory", message, mend)


def _unreadable(name: str, number: int, text: str) -> Problem:
    message = f'cannot be read: "{text.splitlines()[number - 1].strip()[:60]}"'
    mend = "Take the line out; what it spoke of then counts as a person's."
    return Problem(Location(name, number), "memory", message, mend)


def _parse_journal(text: str) -> dict[str, tuple[str, PageMemory]]:
    """Read the journal; one that was not written whole was never acted on."""
    try:
        said = json.loads(text or "{}")
        return {page: (print_, parse_memory(memory)[0]) for page, (print_, memory) in said.items()}
    except (ValueError, TypeError, AttributeError):
        return {}


def to_journal(pages: Mapping[str, tuple[str, PageMemory]]) -> str:
    """Write the journal for pages that are about to have these texts."""
    said = {page: [digest(text), memory.to_text()] for page, (text, memory) in pages.items()}
    return json.dumps(said, ensure_ascii=False, indent=0) + "\n"


def find_memory_changes(
    before: Remembered, after: Mapping[str, PageMemory]
) -> dict[str, str | None]:
    """Give the files of memory that change, `None` for those to remove; the old lock last."""
    wanted = {memory_file(page): memory.to_text() for page, memory in after.items()}
    if wanted:
        wanted |= {_README: _ABOUT, _IGNORED: f"/{Path(JOURNAL).name}\n"}
    changes: dict[str, str | None] = {
        name: text for name, text in wanted.items() if before.texts.get(name) != text
    }
    gone = before.texts.keys() - wanted.keys()
    return changes | dict.fromkeys(sorted(name for name in gone if _is_ours(name)))


def _is_ours(name: str) -> bool:
    return name.endswith(_SUFFIX) or name in (OLD_LOCK, JOURNAL)
