"""What is no ordinary file of the list is refused before anything is written."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from lists import GPTQ, GPTQ_MEMORY, GPTQ_PAGE, LENS, PaperList, new_list, to_csl
from shelflist.problems import ShelflistError

FILES = (
    GPTQ_PAGE,
    "docs/index.md",
    "docs/about.md",
    "docs/papers/index.md",
    "docs/topics/compression.md",
    "docs/authors/index.md",
    "docs/references/index.md",
    "docs/redirects",
    GPTQ_MEMORY,
    ".shelflist/README.md",
)
FOLDERS = (
    ".shelflist",
    ".shelflist/papers",
    "docs",
    "docs/papers",
    "docs/topics",
    "docs/references",
    "docs/authors",
)
CHANGED = GPTQ | {"title": "GPTQ: Better", "author": [{"family": "New", "given": "Noor"}]}


def outside(made: PaperList) -> Path:
    return made.root.parent / "elsewhere"


@pytest.fixture
def made(tmp_path: Path) -> PaperList:
    """Make a list that has been generated, and of which everything is to change."""
    made = new_list(tmp_path / "list", GPTQ, LENS)
    (tmp_path / "elsewhere").mkdir()
    made.generate()
    made.write("seeds/papers.json", to_csl(CHANGED))
    return made


def refused(made: PaperList, name: str) -> None:
    """See that a run names the file and changes nothing, here or elsewhere."""
    folders = (made, PaperList(outside(made)))
    before = [folder.tree() for folder in folders]
    with pytest.raises(ShelflistError) as refusal:
        made.generate()
    assert name in {problem.location.file for problem in refusal.value.problems}
    assert [folder.tree() for folder in folders] == before
    assert made.leftovers() == []


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("is_dangling", [False, True])
def test_a_file_that_is_a_link_to_elsewhere(made: PaperList, name: str, is_dangling: bool) -> None:
    path, target = made.path(name), outside(made) / "target"
    if not is_dangling:
        target.write_bytes(path.read_bytes() if path.exists() else b"")
    path.unlink(missing_ok=True)
    path.symlink_to(target)
    refused(made, name)


@pytest.mark.parametrize("name", FOLDERS)
@pytest.mark.parametrize("is_dangling", [False, True])
def test_a_folder_that_is_a_link_to_elsewhere(
    made: PaperList, name: str, is_dangling: bool
) -> None:
    path, target = made.path(name), outside(made) / "target"
    path.rename(outside(made) / ("other" if is_dangling else "target"))
    path.symlink_to(target, target_is_directory=True)
    refused(made, name)


@pytest.mark.parametrize("name", [*FILES, "docs/papers/new.md", "seeds/new.txt", "mkdocs.yml"])
@pytest.mark.parametrize("kind", ["folder", "pipe"])
def test_what_is_no_file(made: PaperList, name: str, kind: str) -> None:
    path = made.path(name)
    path.unlink(missing_ok=True)
    if kind == "folder" and name.startswith("seeds/"):
        path.mkdir()  # a folder of seeds is one; a pipe in it is none
        name = f"{name}/paper.bib"
        os.mkfifo(made.path(name))
    elif kind == "folder":
        path.mkdir()
    else:
        os.mkfifo(path)
    refused(made, name)


@pytest.mark.parametrize("name", [".cache", ".cache/shelflist"])
@pytest.mark.parametrize("is_dangling", [False, True])
def test_a_cache_that_leads_elsewhere(made: PaperList, name: str, is_dangling: bool) -> None:
    path, target = made.path(name), outside(made) / "target"
    path.rename(outside(made) / ("other" if is_dangling else "target"))
    path.symlink_to(target, target_is_directory=True)
    refused(made, ".cache/shelflist")


def test_a_new_page_never_takes_a_name_that_differs_in_case_alone(made: PaperList) -> None:
    mine = '---\ntitle: Another Paper Altogether\ndoi: "10.1000/mine"\n---\nMine.\n'
    made.write("docs/papers/Winter-TREES-alone.md", mine)
    winter = GPTQ | {"title": "Winter Trees Alone", "DOI": "10.1000/winter", "abstract": "Cold."}
    made.write("seeds/winter.json", to_csl(winter))
    made.generate()
    slugs = list(made.papers())
    assert len({slug.lower() for slug in slugs}) == len(slugs) == 4
    assert "Another Paper Altogether" in made.text("docs/papers/Winter-TREES-alone.md")
