"""The list as it stood at a git revision, read without touching the working tree.

Git is asked for objects only (`ls-tree`, `cat-file`): nothing is checked out, so no filter,
hook or attribute of the repository runs. What is asked for never goes through a shell, and
a revision's name cannot become an option.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from posixpath import dirname, join, normpath

from shelflist.problems import Location, MisuseError, Problem

_FOREIGN = frozenset(
    "GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE GIT_PREFIX GIT_COMMON_DIR GIT_NAMESPACE "
    "GIT_EXTERNAL_DIFF GIT_CONFIG GIT_LITERAL_PATHSPECS GIT_GLOB_PATHSPECS".split()
)
"""What a hook sets for itself, and what changes the meaning of a command."""
_SAFE = (
    "core.fsmonitor=false",
    "core.hooksPath=/dev/null",
    "core.pager=cat",
    "log.showSignature=no",
)
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_LINK, _MODULE = "120000", "160000"
_MOST_LINKS = 5


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of a revision: the hash of its content, and whether it is a symbolic link."""

    blob: str
    is_link: bool


@dataclass(frozen=True, slots=True)
class Revision:
    """A revision of the repository that a list is in.

    Attributes:
        root: The list's folder.
        ref: How a person called it.
        commit: Its full hash.
        prefix: Path of the list in the repository, empty or with a slash at its end.
    """

    root: Path
    ref: str
    commit: str
    prefix: str

    def list_files(self, *paths: str) -> dict[str, Entry]:
        """Give the files at or below some paths of the list; all of them if none is named."""
        tree = f"{self.commit}:{self.prefix.rstrip('/')}"
        listed = _run(self.root, "ls-tree", "-r", "-z", "--full-tree", tree, missing_ok=True)
        wanted = [path.strip("/") for path in paths]
        found: dict[str, Entry] = {}
        for line in listed.split(b"\0"):
            head, _, name = line.partition(b"\t")
            if not name:
                continue
            mode, _, blob = head.decode().split()
            path = os.fsdecode(name)
            is_wanted = not wanted or any(
                path == each or path.startswith(f"{each}/") for each in wanted
            )
            if is_wanted and mode != _MODULE and _is_safe(path):
                found[path] = Entry(blob, mode == _LINK)
        return found

    def read(self, entries: Mapping[str, Entry]) -> Iterator[tuple[str, bytes]]:
        """Give the bytes of files; a link within the list as the file that it leads to."""
        names = list(entries)
        contents = _read_blobs(self.root, [entries[name].blob for name in names])
        links: dict[str, str] = {}
        texts: dict[str, bytes] = {}
        for name, data in zip(names, contents, strict=True):
            if entries[name].is_link:
                links[name] = normpath(join(dirname(name), os.fsdecode(data)))
            else:
                texts[name] = data
                yield name, data
        for name, target in links.items():
            for _ in range(_MOST_LINKS):
                target = links.get(target, target)
            if target in texts:
                yield name, texts[target]

    def read_text(self, path: str) -> str | None:
        """Give the text of one file, or `None` if the revision does not have it."""
        entries = {name: e for name, e in self.list_files(path).items() if name == path}
        return next((data.decode("utf-8", "replace") for _, data in self.read(entries)), None)

    def export(self, folder: Path, *paths: str) -> None:
        """Write the files at or below some paths of the list into a folder."""
        made: set[Path] = set()
        for name, data in self.read(self.list_files(*paths)):
            path = folder / name
            if path.parent not in made:
                path.parent.mkdir(parents=True, exist_ok=True)
                made.add(path.parent)
            path.write_bytes(data)


def find_revision(root: Path, ref: str) -> Revision:
    """Find a revision by the name of a branch or tag, a hash, `HEAD~1` and the like.

    Raises:
        MisuseError: There is no git, no repository or no such revision; says what to do.
    """
    prefix = os.fsdecode(_run(root, "rev-parse", "--show-prefix")).removesuffix("\n")
    if not ref.strip() or "\0" in ref:
        raise _misuse(f'no revision is called "{_cut(ref)}"', "Name one, such as  origin/main")
    arguments = ("rev-parse", "--verify", "--quiet", "--end-of-options", f"{ref}^{{commit}}")
    found = _run(root, *arguments, missing_ok=True).decode("ascii", "replace").split()
    if not found:
        raise _misuse(f'there is no revision "{_cut(ref)}" here', _how_to_get(root, ref))
    return Revision(root, ref, found[-1], prefix)


@dataclass(frozen=True, slots=True)
class Merge:
    """The merge that is under way, or that the last commit made; each side as a revision.

    Attributes:
        root: The list's folder.
        sides: The revision that each side began with: `base`, `ours`, `theirs`.
        is_committed: Whether it is a commit already.
    """

    root: Path
    sides: Mapping[str, str]
    is_committed: bool

    def find_changed(self, folder: str) -> list[str]:
        """Find the files below a folder of the list that both sides changed."""
        changed = [
            set(self._run("diff", "--name-only", "-z", "--relative", base, side, "--", folder))
            for base, side in ((self.sides["base"], self.sides[at]) for at in ("ours", "theirs"))
        ]
        return sorted(changed[0] & changed[1])

    def read(self, paths: Iterable[str]) -> dict[str, dict[str, str]]:
        """Give for each file its text on each side, and as `merged`, as far as git has it."""
        places = [("base", ":1"), ("ours", ":2"), ("theirs", ":3"), *self.sides.items()]
        asked = [
            (name, side, f"{at}:./{name}")
            for name in paths
            for side, at in (*places, ("merged", "HEAD"))
        ]
        given = "".join(f"{name}\n" for _, _, name in asked).encode("utf-8", "surrogateescape")
        data = _run(self.root, "cat-file", "--batch", given=given, missing_ok=True)
        found: dict[str, dict[str, str]] = {}
        start = 0
        for name, side, _ in asked if data else ():
            end = data.index(b"\n", start)
            last = data[start:end].split()[-1]
            start = end + 1
            if last != b"missing":
                text = data[start : start + int(last)].decode("utf-8", "replace")
                found.setdefault(name, {}).setdefault(side, text)
                start += int(last) + 1
        return found

    def _run(self, *arguments: str) -> list[str]:
        return os.fsdecode(_run(self.root, *arguments, missing_ok=True)).split("\0")[:-1]


def find_merge(root: Path) -> Merge | None:
    """Find the merge that is under way in the list's repository, or that the last commit made."""
    for theirs, ours in (("MERGE_HEAD", "HEAD"), ("HEAD^2", "HEAD^1")):
        try:
            base = _run(root, "merge-base", ours, theirs, missing_ok=True).decode().split()
        except MisuseError:
            return None
        if base:
            sides = {"base": base[0], "ours": ours, "theirs": theirs}
            return Merge(root, sides, ours != "HEAD")
    return None


def find_prefix(root: Path) -> str:
    """Find the path of a list in its repository, empty or ending in a slash, without git."""
    here = root.resolve()
    for folder in (here, *here.parents):
        if (folder / ".git").exists():
            path = here.relative_to(folder).as_posix()
            return "" if path == "." else f"{path}/"
    return ""


def _how_to_get(root: Path, ref: str) -> str:
    """Say how to come by a revision that is not there."""
    if _run(root, "rev-parse", "--is-shallow-repository", missing_ok=True).strip() == b"true":
        return (
            "This clone holds only the latest commits: run  git fetch --unshallow  or, on "
            "GitHub, give actions/checkout  fetch-depth: 0"
        )
    command = (
        "for-each-ref",
        "--format=%(refname:short)",
        "refs/heads",
        "refs/tags",
        "refs/remotes",
    )
    known = os.fsdecode(_run(root, *command, missing_ok=True)).split()
    if not known:
        return "Make a first commit; until then there is nothing to compare with."
    near = get_close_matches(ref, known, 1, 0.6)
    ends = [name for name in known if name.rpartition("/")[2] == ref]
    if near or ends:
        return f'Did you mean "{(ends or near)[0]}"?'
    shown = ", ".join(known[:8]) + (" …" if len(known) > 8 else "")
    return f"Branches and tags are: {shown}. Run  git fetch  if it is a newer one."


def _is_safe(path: str) -> bool:
    """Refuse paths that a damaged or hostile tree could lead out of a folder with."""
    parts = path.replace("\\", "/").split("/")
    return not path.startswith("/") and not any(
        part in ("", ".", "..") or part.lower() == ".git" for part in parts
    )


def _environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in _FOREIGN}
    return kept | {
        "LC_ALL": "C",
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_NO_REPLACE_OBJECTS": "1",
        "GIT_PAGER": "cat",
    }


def _command(*arguments: str) -> list[str]:
    safe = (word for setting in _SAFE for word in ("-c", setting))
    return ["git", "--no-pager", *safe, *arguments]


def find_days(root: Path, folder: str) -> tuple[dict[str, str], str]:
    """Find on which day each file below a folder of the list was first committed.

    Args:
        root: The list's folder.
        folder: The folder in it.

    Returns:
        The day by path in the list, as in `2026-03-21`, and that of the newest commit; both
        empty where there is no git or no commit. The days are those that authors saw.
    """
    asked = ("log", "--format=%x00%as", "--name-only", "--diff-filter=AR", "-z", "--no-renames")
    try:
        newest = _run(root, "log", "-1", "--format=%as", missing_ok=True).decode().strip()
        prefix = _run(root, "rev-parse", "--show-prefix", missing_ok=True).decode().strip()
        told = _run(root, *asked, "--", f"./{folder}", missing_ok=True)
    except MisuseError:
        return {}, ""
    days: dict[str, str] = {}
    day = ""
    # Newest first: the last word on a file is that of the commit which brought it.
    for part in told.decode("utf-8", "surrogateescape").split("\0"):
        text = part.strip("\n")
        if _DAY.fullmatch(text):
            day = text
        elif text.startswith(prefix):
            days[text.removeprefix(prefix)] = day
    return days, newest


def _run(
    root: Path, *arguments: str, missing_ok: bool = False, given: bytes | None = None
) -> bytes:
    """Run git in the list's folder.

    Raises:
        MisuseError: There is no git, or it fails and `missing_ok` is not set.
    """
    try:
        done = subprocess.run(
            _command(*arguments),
            cwd=root,
            env=_environment(),
            input=given,
            stdin=subprocess.DEVNULL if given is None else None,
            capture_output=True,
            check=False,
        )
    except FileNotFoundError:
        mend = "Install git, or leave the revision out."
        raise _misuse(
            "git is needed to compare with a revision, and is not installed", mend
        ) from None
    if done.returncode and not missing_ok:
        raise _refusal(done.stderr.decode("utf-8", "replace"))
    return done.stdout if not done.returncode else b""


def _refusal(said: str) -> MisuseError:
    """Say why git does not look at the list's folder."""
    if "dubious ownership" in said:
        mend = "If you trust it:  git config --global --add safe.directory FOLDER"
        return _misuse("git does not read this repository, which another user owns", mend)
    if "not a git repository" in said:
        mend = "Run  git init  and commit the list, or leave the revision out."
        return _misuse("the list is in no git repository", mend)
    mend = "Mend the repository, or leave the revision out."
    return _misuse(f"git fails here: {_cut(' '.join(said.split()))}", mend)


def _read_blobs(root: Path, blobs: Iterable[str]) -> Iterator[bytes]:
    """Give the contents of blobs in their order."""
    names = list(blobs)
    if not names:
        return
    data = _run(root, "cat-file", "--batch", given="".join(f"{b}\n" for b in names).encode())
    start = 0
    for name in names:
        end = data.index(b"\n", start)
        words = data[start:end].split()
        if len(words) != 3:
            message = f"git does not have the object {name[:12]}"
            raise _misuse(message, "Fetch the whole history:  git fetch --refetch")
        size = int(words[2])
        yield data[end + 1 : end + 1 + size]
        start = end + 1 + size + 1


def _misuse(message: str, mend: str) -> MisuseError:
    return MisuseError(Problem(Location("git"), "revision", message, mend))


def _cut(text: str) -> str:
    return text if len(text) <= 120 else f"{text[:119]}…"
