"""`shelflist.lock`: written, merged by git, read again."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shelflist.edits.memory import LOCK_FILE, PageMemory, read_memory, to_lock
from shelflist.edits.pagefile import digest
from shelflist.problems import ConfigError

some_hashes = st.frozensets(st.sampled_from(["0a", "1b", "2c3d"]))
memories = st.builds(
    PageMemory,
    st.frozensets(st.sampled_from(["doi:10.1/x=y", "title:5c0e", "arxiv:2210.17323"])),
    st.dictionaries(st.sampled_from(["title", "authors", "year"]), some_hashes),
)
pages = st.dictionaries(st.sampled_from(["papers/a.md", "papers/a-b.md", "index.md"]), memories)


@given(pages)
@settings(max_examples=100, deadline=None)
def test_what_is_written_is_read(
    tmp_path_factory: pytest.TempPathFactory, memory: dict[str, PageMemory]
) -> None:
    root = tmp_path_factory.getbasetemp()
    (root / LOCK_FILE).write_text(to_lock(memory), encoding="utf-8")
    assert read_memory(root) == memory


def test_lines_are_sorted_so_that_git_can_merge_them() -> None:
    made = to_lock({name: PageMemory() for name in ("papers/b.md", "about.md", "papers/a.md")})
    assert made.splitlines()[1:] == ["about.md", "papers/a.md", "papers/b.md"]


def test_a_missing_file_remembers_nothing(tmp_path: Path) -> None:
    assert read_memory(tmp_path) == {}


def test_both_sides_of_a_merge_count(tmp_path: Path) -> None:
    text = (
        "# shelflist.lock 1 - x\n<<<<<<< HEAD\np.md @k:1 t=aa\n||||||| base\np.md t=00\n"
        "=======\np.md @k:2 t=bb u=cc\n>>>>>>> other\n"
    )
    (tmp_path / LOCK_FILE).write_text(text, encoding="utf-8")
    memory = read_memory(tmp_path)["p.md"]
    assert memory.keys == {"k:1", "k:2"}
    assert {"aa", "bb"} <= memory.fields["t"]
    assert memory.fields["u"] == {"cc"}


@pytest.mark.parametrize(("text", "year"), [("new text", "bb"), ("old text", "aa"), (None, "aa")])
def test_a_page_about_to_be_written_counts_once_it_stands(
    tmp_path: Path, text: str | None, year: str
) -> None:
    old = PageMemory(frozenset({"k:1"}), {"year": frozenset({"aa"}), "venue": frozenset({"cc"})})
    new = PageMemory(frozenset({"k:2"}), {"year": frozenset({"bb"})})
    lock = to_lock({"papers/a.md": old}, {"papers/a.md": ("new text", new)})
    assert f"papers/a.md ?{digest('new text')} @k:2" in lock
    (tmp_path / LOCK_FILE).write_text(lock, encoding="utf-8")
    [memory] = read_memory(tmp_path, lambda _: text).values()
    assert memory == (new if year == "bb" else old)


@pytest.mark.parametrize("line", ["papers/a.md title", "words", "papers/a.md title=aa words"])
def test_a_damaged_line_is_named(tmp_path: Path, line: str) -> None:
    (tmp_path / LOCK_FILE).write_text(f"# shelflist.lock 1 - x\n\n{line}\n", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"shelflist\.lock:3: cannot be read"):
        read_memory(tmp_path)


@pytest.mark.parametrize("version", ["2", "10", "x"])
def test_a_newer_file_is_refused(tmp_path: Path, version: str) -> None:
    (tmp_path / LOCK_FILE).write_text(f"# shelflist.lock {version} - x\n", encoding="utf-8")
    with pytest.raises(ConfigError, match="newer Shelflist"):
        read_memory(tmp_path)
