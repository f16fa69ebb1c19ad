"""A full disk changes nothing, names the file, and the next run finishes the work."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from contract_runs import run_generate

from lists import GPTQ, GPTQ_PAGE, LENS, TREES, PaperList, new_list, to_csl

LONG = GPTQ | {"abstract": "We quantize large networks to three bits. " * 2_000}


def assert_refused(made: PaperList, done: subprocess.CompletedProcess[str]) -> None:
    assert done.returncode == 1, done.stderr
    assert "cannot be written" in done.stderr
    assert "nothing was changed" in done.stderr
    assert "Traceback" not in done.stderr
    assert made.leftovers() == []


@pytest.mark.parametrize("is_first", [True, False])
def test_a_file_that_may_not_grow_so_far(tmp_path: Path, is_first: bool) -> None:
    """The system refuses to write beyond a size: the write itself fails, half done."""
    made = new_list(tmp_path / "list", GPTQ, LENS, TREES)
    if not is_first:
        made.generate()
    made.write("seeds/papers.json", to_csl(LONG, LENS, TREES))
    before = made.tree()
    done = run_generate(made.root, file_size=20_000)
    assert_refused(made, done)
    assert done.stderr.startswith(GPTQ_PAGE)
    assert made.tree() == before
    assert run_generate(made.root).returncode == 0
    undisturbed = new_list(tmp_path / "other", GPTQ, LENS, TREES)
    if not is_first:
        undisturbed.generate()
    undisturbed.write("seeds/papers.json", to_csl(LONG, LENS, TREES))
    undisturbed.generate()
    assert made.tree() == undisturbed.tree()


@contextmanager
def small_disk(folder: Path, kilobytes: int) -> Iterator[bool]:
    """Mount a small disk where the system lets us; says whether it did."""
    folder.mkdir()
    options = ("-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", str(folder))
    try:
        is_mounted = not subprocess.run(["mount", *options], capture_output=True).returncode
    except OSError:
        is_mounted = False
    try:
        yield is_mounted
    finally:
        if is_mounted:
            subprocess.run(["umount", "-l", str(folder)], check=True)


def test_a_small_disk_that_is_full(tmp_path: Path) -> None:
    """On a real full disk; where none may be mounted, files that may not grow stand for it."""
    with small_disk(tmp_path / "disk", 3_000) as is_mounted:
        made = new_list(tmp_path / "disk", GPTQ, LENS, TREES)
        made.generate()
        made.write("seeds/papers.json", to_csl(LONG, LENS, TREES))
        before = made.tree()
        if is_mounted:
            _fill(made.path("ballast"))
        done = run_generate(made.root, file_size=None if is_mounted else 20_000)
        assert_refused(made, done)
        made.path("ballast").unlink(missing_ok=True)
        assert made.tree() == before
        assert run_generate(made.root).returncode == 0
        assert made.text(GPTQ_PAGE).count("three bits") == 2_000
        assert made.generate().files_written == 0


def _fill(path: Path) -> None:
    with path.open("wb", buffering=0) as file:
        for size in (4096, 1):
            while True:
                try:
                    file.write(b"x" * size)
                except OSError:
                    break


@pytest.mark.parametrize("kind", ["a file", "full"])
def test_a_cache_that_cannot_be_written_changes_nothing(tmp_path: Path, kind: str) -> None:
    expected = new_list(tmp_path / "expected", GPTQ, LENS)
    expected.generate()
    made = new_list(tmp_path / "list", GPTQ, LENS)
    if kind == "a file":
        made.write(".cache", "not a folder")
    else:
        made.path(".cache/shelflist").mkdir(parents=True)
        for name in ("pages", "parsed", "readings", "topics"):
            made.path(f".cache/shelflist/{name}.tmp").symlink_to("/dev/full")
    for _ in range(2):
        done = run_generate(made.root)
        assert done.returncode == 0, done.stderr
        found = {name: data for name, data in made.tree().items() if name != ".cache"}
        assert found == expected.tree()
