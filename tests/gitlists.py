"""Lists in real git repositories, for the tests that compare with a revision."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from lists import PaperList

NOBODY = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
    "GIT_AUTHOR_NAME": "A",
    "GIT_AUTHOR_EMAIL": "a@example.org",
    "GIT_COMMITTER_NAME": "A",
    "GIT_COMMITTER_EMAIL": "a@example.org",
}


def git(folder: Path, *arguments: str) -> str:
    """Run git as nobody in particular and give what it says."""
    done = subprocess.run(
        ["git", *arguments],
        cwd=folder,
        env=os.environ | NOBODY,
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout


def commit(made: PaperList, message: str = "x") -> None:
    """Commit everything of a list."""
    git(made.root, "add", "--all")
    git(made.root, "commit", "--quiet", "--allow-empty", "--message", message)


def start(made: PaperList) -> PaperList:
    """Generate a list and commit it as `base`."""
    git(made.root, "init", "--quiet", "--initial-branch=main")
    made.write(".gitignore", ".cache/\n")
    made.generate()
    commit(made)
    git(made.root, "tag", "base")
    return made
