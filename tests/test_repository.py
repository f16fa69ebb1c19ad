"""What is committed, whoever's list it holds."""

from __future__ import annotations

import re
import subprocess

import pytest

from lists import ROOT

OF_THE_LIST = ("seeds/", "docs/", ".shelflist/")


def test_nothing_names_a_machine() -> None:
    command = ["git", "ls-files", "-z"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    if done.returncode:
        pytest.skip("not a git checkout")
    machine = re.compile(rb"(?:/home/|/Users/|/root/|/tmp/|/work/)\w|[A-Z]:\\\\Users")
    found = []
    for name in done.stdout.decode().split("\0"):
        path = ROOT / name
        if path.is_file() and not name.startswith(("tests/", *OF_THE_LIST)):
            hit = machine.search(path.read_bytes())
            if hit:
                found.append(f"{name}: {hit[0]!r}")
    assert found == []
