"""What a list was at a git revision, read without touching the working tree.

Git is asked for the bytes that were committed and for nothing else: no checkout, so no
filter, hook or attribute of the repository runs anything.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path, PurePosixPath

from shelflist.build import Caches, Progress, read_library
from shelflist.config import MKDOCS_FILE, Settings, read_settings
from shelflist.edits.memory import LOCK_FILE
from shelflist.inputs import Inputs
from shelflist.library import Library
from shelflist.problems import Location, MisuseError, Problem, ShelflistError
from shelflist.redirects import REDIRECTS_FILE

_READING = {"GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}
_SYMLINK, _COMMIT = b"120000", b"160000"


def _git(root: Path, *arguments: str, given: bytes = b"") -> bytes | None:
    """Run a git command; `None` if it fails.

    Raises:
        MisuseError: There is no git on this machine.
    """
    command = ["git", "-c", "core.quotepath=off", "-c", "core.fsmonitor=false", *arguments]
    try:
        done = subprocess.run(
            command,
            cwd=root,
            env=os.environ | _READING,
            input=given,
            capture_output=True,
            check=False,
        )
    except OSError:
        message, mend = "git is needed to look at a revision", "Install git."
        raise MisuseError(Problem(Location(str(root)), "git", message, mend)) from None
    return done.stdout if done.returncode == 0 else None


def find_revision(root: Path, ref: str) -> str:
    """Give the commit that a revision names.

    Args:
        root: The list's folder, in a git repository or in a folder of one.
        ref: A branch, a tag, a hash, `HEAD~1`, …

    Raises:
        MisuseError: The folder is in no repository, or there is no such revision.
    """
    if _git(root, "rev-parse", "--git-dir") is None:
        mend = "Run it in a clone of the list's repository."
        message = "is in no git repository, so there is no revision to compare with"
        raise MisuseError(Problem(Location(str(root)), "git", message, mend))
    found = None
    if ref and not ref.startswith("-") and "\0" not in ref:
        found = _git(root, "rev-parse", "--verify", "--quiet", f"{ref}^{{commit}}")
    if not found:
        shallow = _git(root, "rev-parse", "--is-shallow-repository") == b"true\n"
        mend = (
            "This clone is shallow: fetch more of it with  git fetch --unshallow"
            if shallow
            else "Name a branch, a tag or a commit; git fetch brings what is only elsewhere."
        )
        raise MisuseError(Problem(Location(ref), "revision", f'no revision "{ref}"', mend))
    return found.decode().strip()


@contextmanager
def read_revision(root: Path, commit: str, names: Iterable[str]) -> Iterator[Path]:
    """Give a folder that holds files of the list as they were; it is removed afterwards.

    Args:
        root: The list's folder.
        commit: As `find_revision` gives it.
        names: Files and folders of the list, relative to `root`.
    """
    with tempfile.TemporaryDirectory(prefix="shelflist-") as folder:
        made = Path(folder)
        add_files(root, commit, names, made)
        yield made


def read_base(root: Path, ref: str, commit: str, progress: Progress) -> tuple[Inputs, Library]:
    """Read the list as it was at a revision.

    Args:
        root: The list's folder; what its cache knows serves here too.
        ref: How the revision was named, for messages.
        commit: As `find_revision` gives it.
        progress: Told each stage.

    Raises:
        ShelflistError: The list of then cannot be read; every problem of it.
    """
    with read_revision(root, commit, (MKDOCS_FILE, "seeds", LOCK_FILE)) as folder:
        add_files(root, commit, (_read_settings(folder).docs_dir,), folder)
        try:
            return read_library(folder, Caches(root), progress)
        except ShelflistError as error:
            raise ShelflistError(*(_at(ref, problem) for problem in error.problems)) from None


def _at(ref: str, problem: Problem) -> Problem:
    place = replace(problem.location, file=f"{ref}:{problem.location.file}")
    mend = f"Compare with a later revision than {ref}, one where this is mended."
    return replace(problem, location=place, mend=mend)


def _read_settings(folder: Path) -> Settings:
    try:
        return read_settings(folder)
    except ShelflistError:
        return Settings()


def find_published(root: Path, commit: str) -> tuple[list[str], str]:
    """Give the files of `docs_dir` at a revision and the text of its redirects."""
    with read_revision(root, commit, (MKDOCS_FILE,)) as folder:
        docs_dir = _read_settings(folder).docs_dir
        add_files(root, commit, (f"{docs_dir}/{REDIRECTS_FILE}",), folder)
        file = folder / docs_dir / REDIRECTS_FILE
        redirects = file.read_text(encoding="utf-8", errors="replace") if file.exists() else ""
    listing = _git(root, "ls-tree", "-r", "-z", "--name-only", commit, "--", docs_dir) or b""
    names = (os.fsdecode(name) for name in listing.split(b"\0") if name)
    return [name.removeprefix(f"{docs_dir}/") for name in names], redirects


def add_files(root: Path, commit: str, names: Iterable[str], target: Path) -> None:
    """Write files of a revision below a folder; links and submodules are left out."""
    listing = _git(root, "ls-tree", "-r", "-z", commit, "--", *names) or b""
    entries: list[tuple[str, bytes]] = []
    for line in filter(None, listing.split(b"\0")):
        head, _, name = line.partition(b"\t")
        mode, _, object_id = head.split(b" ")[:3]
        if mode not in (_SYMLINK, _COMMIT):
            entries.append((os.fsdecode(name), object_id))
    asked = b"".join(object_id + b"\n" for _, object_id in entries)
    answer = _git(root, "cat-file", "--batch", given=asked) or b""
    position = 0
    for path_name, _ in entries:
        end = answer.index(b"\n", position)
        size = int(answer[position:end].split(b" ")[2])
        if ".." not in PurePosixPath(path_name).parts:
            path = target / path_name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(answer[end + 1 : end + 1 + size])
        position = end + size + 2
