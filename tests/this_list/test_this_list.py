"""The list that stands in this repository, whichever it is: nothing here knows its papers."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from lists import ROOT, PaperList
from shelflist.build import Account
from shelflist.cli import main

OTHER = shutil.ignore_patterns(
    *(".git", ".venv", "tests", "benchmarks", "site", "site-offline*", "node_modules"),
    *(".cache", ".*_cache", ".hypothesis"),
)
"""What is no part of the list; its settings may name anything else by a path of its own."""


@pytest.fixture(scope="module")
def this_list(tmp_path_factory: pytest.TempPathFactory) -> PaperList:
    """Copy it as it is committed."""
    root = tmp_path_factory.mktemp("this") / "list"

    def leave_out(folder: str, names: list[str]) -> set[str]:
        return OTHER(folder, names) if Path(folder) == ROOT else set()

    shutil.copytree(ROOT, root, ignore=leave_out)
    return PaperList(root)


@pytest.fixture(scope="module")
def generated(this_list: PaperList) -> tuple[Account, set[str]]:
    """Generate it again, and say which files that changed."""
    before = this_list.tree()
    account = this_list.generate()
    after = this_list.tree()
    changed = {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
    return account, changed


def test_what_is_committed_is_what_generate_makes(generated: tuple[Account, set[str]]) -> None:
    account, changed = generated
    assert changed == set()
    assert (account.new, account.changed, account.deleted) == (0, 0, 0)


def test_check_finds_no_error(
    this_list: PaperList, generated: object, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["-C", str(this_list.root), "check"]) == 0, capsys.readouterr().out


@pytest.mark.site
def test_it_builds_without_a_warning(
    this_list: PaperList, generated: object, capfd: pytest.CaptureFixture[str]
) -> None:
    assert main(["-C", str(this_list.root), "build"]) == 0, capfd.readouterr().err
