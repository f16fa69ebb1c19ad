"""What is remembered of pages: written, merged by git, read again."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shelflist.edits.memory import PageMemory, parse_memory
from shelflist.edits.memory_files import (
    JOURNAL,
    find_memory_changes,
    memory_file,
    read_remembered,
    to_journal,
)
from shelflist.problems import ConfigError

some_hashes = st.frozensets(st.sampled_from(["0a", "+1b", "~2c3d", "-"]), min_size=1)
memories = st.builds(
    PageMemory,
    st.frozensets(st.sampled_from(["doi:10.1/x=y,z", "title:5c0e", "arxiv:2210.17323"])),
    st.dictionaries(st.sampled_from(["title", "authors", "year"]), some_hashes),
    st.frozensets(st.sampled_from(["ee", "ff"])),
)


def write(root: Path, **memory: str) -> None:
    for page, text in memory.items():
        path = root / memory_file(f"papers/{page}.md")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


@given(memories)
@settings(deadline=None)
def test_what_is_written_is_read(memory: PageMemory) -> None:
    assert parse_memory(memory.to_text()) == (memory, [])


def test_a_file_for_each_page_at_its_own_path(tmp_path: Path) -> None:
    pages = {"papers/2023/a b.md": PageMemory(frozenset({"doi:10.1/a"})), "index.md": PageMemory()}
    changes = find_memory_changes(read_remembered(tmp_path), pages)
    for name, text in changes.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text or "", encoding="utf-8")
    assert {".shelflist/papers/2023/a b.txt", ".shelflist/index.txt"} <= changes.keys()
    found = read_remembered(tmp_path)
    assert found.pages == pages
    assert find_memory_changes(found, pages) == {}
    assert find_memory_changes(found, {}) == {
        ".shelflist/index.txt": None,
        ".shelflist/papers/2023/a b.txt": None,
    }


def test_a_field_more_is_a_line_and_leaves_all_others() -> None:
    before = PageMemory(fields={"title": frozenset({"aa"}), "year": frozenset({"bb"})})
    after = PageMemory(fields={**before.fields, "venue": frozenset({"cc"})})
    assert before.to_text() == "title aa\n\nyear bb\n"
    assert after.to_text() == "title aa\n\nvenue cc\n\nyear bb\n"


def test_a_missing_folder_remembers_nothing(tmp_path: Path) -> None:
    assert read_remembered(tmp_path).pages == {}


def test_both_sides_of_a_merge_count() -> None:
    text = "@ k:1\n<<<<<<< HEAD\nt aa\n||||||| base\nt 00\n=======\nt bb\nu cc\n>>>>>>> other\n"
    memory, wrong = parse_memory(text)
    assert wrong == []
    assert memory.keys == {"k:1"}
    assert {"aa", "bb"} <= memory.fields["t"]
    assert memory.fields["u"] == {"cc"}


@pytest.mark.parametrize(("text", "year"), [("new text", "bb"), ("old text", "aa"), (None, "aa")])
def test_a_page_about_to_be_written_counts_once_it_stands(
    tmp_path: Path, text: str | None, year: str
) -> None:
    old = PageMemory(frozenset({"k:1"}), {"year": frozenset({"aa"}), "venue": frozenset({"cc"})})
    new = PageMemory(frozenset({"k:2"}), {"year": frozenset({"bb"})})
    write(tmp_path, a=old.to_text())
    (tmp_path / JOURNAL).write_text(to_journal({"papers/a.md": ("new text", new)}))
    found = read_remembered(tmp_path)
    [memory] = found.finished(found.pages, lambda _: text).values()
    assert memory == (new if year == "bb" else old)


@pytest.mark.parametrize("journal", ["", "{", "[]", '{"papers/a.md": 1}'])
def test_a_damaged_journal_was_never_acted_on(tmp_path: Path, journal: str) -> None:
    write(tmp_path, a="t aa\n")
    (tmp_path / JOURNAL).write_text(journal)
    found = read_remembered(tmp_path)
    assert found.finished(found.pages, lambda _: "text") == {
        "papers/a.md": PageMemory(fields={"t": {"aa"}})
    }


@pytest.mark.parametrize("line", ["title", "+words", "- title"])
def test_a_damaged_line_is_named(tmp_path: Path, line: str) -> None:
    write(tmp_path, a=f"@ k:1\n\n{line}\n")
    with pytest.raises(ConfigError, match=r"\.shelflist/papers/a\.txt:3: cannot be read"):
        read_remembered(tmp_path)


def test_a_newer_form_is_refused(tmp_path: Path) -> None:
    write(tmp_path, a="t aa\n")
    (tmp_path / ".shelflist/README.md").write_text("# What the generator last wrote (form 3)\n")
    with pytest.raises(ConfigError, match="newer Shelflist"):
        read_remembered(tmp_path)


def test_the_one_file_of_before_is_read(tmp_path: Path) -> None:
    (tmp_path / "shelflist.lock").write_text(
        "# shelflist.lock 1 - x\n<<<<<<< HEAD\np.md @doi:10.1/a t=aa,~bb\n=======\n"
        "p.md @title:5c t=cc\n>>>>>>> other\npapers/a%20b.md ?0011 u=dd\n"
    )
    found = read_remembered(tmp_path)
    assert found.pages["p.md"].keys == {"doi:10.1/a", "title:5c"}
    assert found.pages["p.md"].fields == {"t": {"aa", "~bb", "cc"}}
    assert found.pending["papers/a b.md"][0] == "0011"
    assert find_memory_changes(found, {})["shelflist.lock"] is None
