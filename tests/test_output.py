"""Writing: each file is the old or the new one, and a full disk changes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from shelflist.output import check_folder, hold_lock, remove_leftovers, write_files
from shelflist.problems import PageError


def tree(root: Path) -> dict[str, bytes]:
    found = sorted(path for path in root.rglob("*") if path.is_file())
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in found}


def test_texts_are_written_byte_for_byte(tmp_path: Path) -> None:
    (tmp_path / "gone.md").write_bytes(b"old")
    contents = {"a/b.md": "é\r\n\u2028", "c.md": "", "gone.md": None, "never.md": None}
    write_files(tmp_path, {"lock": "1"}, contents, {"lock": "2"})
    assert tree(tmp_path) == {"a/b.md": "é\r\n\u2028".encode(), "c.md": b"", "lock": b"2"}


def test_first_comes_first_and_last_comes_last(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    order: list[str] = []
    real_replace, real_unlink = Path.replace, Path.unlink

    def replace(self: Path, target: Path) -> Path:
        order.append(target.name)
        return real_replace(self, target)

    def unlink(self: Path, missing_ok: bool = False) -> None:
        order.append(f"-{self.name}")
        real_unlink(self, missing_ok=missing_ok)

    (tmp_path / "gone").write_bytes(b"")
    monkeypatch.setattr(Path, "replace", replace)
    monkeypatch.setattr(Path, "unlink", unlink)
    write_files(tmp_path, {"first": "1"}, {"b": "", "gone": None, "a": ""}, {"last": "2"})
    assert order == ["first", "b", "a", "-gone", "last"]


def test_what_cannot_be_written_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"not a folder")
    before = tree(tmp_path)
    with pytest.raises(PageError, match="cannot be written"):
        write_files(tmp_path, {"lock": "1"}, {"a": "x", "file/b": "y"}, {"lock": "2"})
    assert tree(tmp_path) == before


def test_leftovers_of_a_killed_run_go(tmp_path: Path) -> None:
    (tmp_path / ".shelflist-tmp-2-17").write_bytes(b"half")
    (tmp_path / "page.md").write_bytes(b"whole")
    remove_leftovers([tmp_path, tmp_path / "missing"])
    assert tree(tmp_path) == {"page.md": b"whole"}


def test_a_lock_is_held_by_one(tmp_path: Path) -> None:
    with (
        hold_lock(tmp_path, "deep/running"),
        pytest.raises(PageError, match="another shelflist is at work"),
        hold_lock(tmp_path, "deep/running"),
    ):
        raise AssertionError("both hold it")
    with hold_lock(tmp_path, "deep/running"):
        pass


@pytest.mark.parametrize("name", ["docs", "docs/papers"])
def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path, name: str) -> None:
    (tmp_path / "docs").write_bytes(b"x")
    [problem] = check_folder(tmp_path, name)
    assert (problem.location.file, problem.rule) == (name, "unwritable")


def test_a_folder_that_is_not_there_yet_is_fine(tmp_path: Path) -> None:
    assert check_folder(tmp_path, "docs/papers") == []
    assert list(tmp_path.iterdir()) == []
