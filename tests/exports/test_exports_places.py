"""What stands in docs/exports/ already, and what a run may do with it."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import feedparser
import jsonschema
import pytest

from lists import GPTQ, LENS, TOPICS, TREES, PaperList, new_list, to_csl
from shelflist import arrivals
from shelflist.exports import written
from shelflist.problems import ShelflistError

FOLDER = "docs/exports"


OTHER = {"title": "Rivers at Night", "DOI": "10.1000/rivers", "abstract": "We look at rivers."}
ANOTHER = {"title": "Stones by Day", "DOI": "10.1000/stones", "abstract": "Stones are heavy."}


@pytest.fixture
def made(tmp_path: Path) -> PaperList:
    made = new_list(tmp_path / "list", GPTQ, LENS, TREES)
    made.generate()
    return made


def lead_out(path: Path) -> None:
    path.symlink_to(elsewhere(path))


def lead_nowhere(path: Path) -> None:
    path.symlink_to(path.with_name("nowhere") / "at all")


def elsewhere(path: Path) -> Path:
    """Give something outside the list that a link may lead to: a folder or a file."""
    outside = next(p for p in path.parents if p.name == "list").with_name("outside")
    outside.mkdir(exist_ok=True)
    if not path.suffix:
        return outside
    (outside / "mine").write_text("mine", encoding="utf-8")
    return outside / "mine"


WAYS: dict[str, Callable[[Path], None]] = {
    "a folder": lambda path: path.mkdir(),
    "a link out": lead_out,
    "a link to nowhere": lead_nowhere,
    "a pipe": lambda path: os.mkfifo(path),
}
FILES = ("papers.bib", "index.md", ".gitignore", "topics/vision.feed.json")


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", FILES)
def test_what_is_no_file_is_named_and_nothing_changes(made: PaperList, name: str, way: str) -> None:
    path = made.path(f"{FOLDER}/{name}")
    path.unlink()
    WAYS[way](path)
    made.change("seeds/topics.yml", "Seeing machines.", "Machines that see.")
    before = {p: d for p, d in made.tree().items() if p.startswith("docs/")}
    with pytest.raises(ShelflistError) as caught:
        made.generate()
    assert {str(problem.location.file) for problem in caught.value.problems} == {f"{FOLDER}/{name}"}
    assert {p: d for p, d in made.tree().items() if p.startswith("docs/")} == before
    assert made.leftovers() == []
    path.rmdir() if way == "a folder" else path.unlink()
    made.generate()
    assert path.is_file()


@pytest.mark.parametrize("name", [FOLDER, f"{FOLDER}/topics"])
@pytest.mark.parametrize("way", ["a link out", "a link to nowhere"])
def test_a_folder_that_leads_elsewhere_is_refused(made: PaperList, name: str, way: str) -> None:
    shutil.rmtree(made.path(name))
    WAYS[way](made.path(name))
    with pytest.raises(ShelflistError):
        made.generate()
    outside = made.root.with_name("outside")
    assert not outside.exists() or not list(outside.rglob("*"))


@pytest.mark.parametrize("is_known", [True, False])
def test_files_of_a_topic_that_is_gone_go_also_without_the_cache(
    made: PaperList, is_known: bool
) -> None:
    mine = {f"{FOLDER}/topics/{name}" for name in ("mine.bib", "vision.txt", "vision-old.bib")}
    for name in mine:
        made.write(name, "mine")
    made.write("seeds/topics.yml", TOPICS.replace("id: vision", "id: sight"))
    if not is_known:
        shutil.rmtree(made.path(".cache"))
    made.generate()
    there = {name for name in made.tree() if "vision" in name or "mine" in name}
    assert {name for name in there if name.startswith(FOLDER)} == mine


def test_pieces_that_are_too_many_go(made: PaperList, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = made.tree()
    shutil.rmtree(made.path(".cache"))
    monkeypatch.setattr(written, "MOST_BYTES", 600)
    made.path(f"{FOLDER}/papers.ris").unlink()
    made.generate()
    pieces = sorted(made.path(FOLDER).glob("papers-*.ris"))
    assert len(pieces) > 1
    assert all(0 < piece.stat().st_size < 600 for piece in pieces)
    assert all(piece.read_bytes().startswith(b"TY  - ") for piece in pieces)
    assert not made.path(f"{FOLDER}/papers.ris").exists()
    monkeypatch.undo()
    shutil.rmtree(made.path(".cache"))
    pieces[0].unlink()
    made.generate()
    assert made.tree() == whole


def test_git_is_asked_once_and_only_for_new_papers(
    made: PaperList, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def find_days(root: Path, folder: str) -> tuple[dict[str, str], str]:
        asked.append(folder)
        return {}, "2024-05-06"

    monkeypatch.setattr(arrivals, "find_days", find_days)
    made.generate()
    assert asked == []
    made.write("seeds/more.json", to_csl({**GPTQ, **OTHER}, {**LENS, **ANOTHER}))
    made.generate()
    assert len(asked) == 1
    assert sum('added: "2024-05-06"' in page for page in made.papers().values()) == 2


def dated(made: PaperList, name: str) -> str:
    feed = feedparser.parse(made.path(f"{FOLDER}/papers.atom.xml").read_bytes())
    return next((str(entry.updated) for entry in feed.entries if name in entry.title), "")


DATES: dict[str, tuple[dict[str, object], str, str]] = {
    "a day": ({}, "2024-02-29", "2024-02-29T00:00:00Z"),
    "no day of the calendar": ({}, "2023-02-29", "2022-01-01T00:00:00Z"),
    "no day at all": ({}, "someday", "2022-01-01T00:00:00Z"),
    "a year": ({}, "2024", "2022-01-01T00:00:00Z"),
    "an arXiv id": ({"DOI": "10.48550/arXiv.2210.17323"}, "", "2022-10-01T00:00:00Z"),
    "an old arXiv id": ({"DOI": "10.48550/arXiv.hep-th/9901001"}, "", "1999-01-01T00:00:00Z"),
    "a year alone": ({}, "", "2022-01-01T00:00:00Z"),
    "nothing": ({"issued": {}}, "", ""),
}


@pytest.mark.parametrize("name", DATES)
def test_a_paper_is_dated_by_what_is_known(tmp_path: Path, name: str) -> None:
    other, added, expected = DATES[name]
    made = new_list(tmp_path, {**GPTQ, **other})
    made.generate()
    (slug,) = made.papers()
    if added:
        made.change(f"docs/papers/{slug}.md", "template:", f"added: {added}\ntemplate:")
        made.generate()
    assert dated(made, "GPTQ") == expected
    data = json.loads(made.text(f"{FOLDER}/papers.json"))
    schema = json.loads(made.text(f"{FOLDER}/papers.schema.json"))
    jsonschema.validate(data, schema)
    assert ("added" in data["papers"][0]) == (name == "a day")


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Learning $O(n)$ Trees", "Learning O(n) Trees"),
        ("Trees for \\$5 at Most", "Trees for $5 at Most"),
        ("From \\$5 to \\$6 a Tree", "From $5 to $6 a Tree"),
    ],
)
def test_a_dollar_is_mathematics_or_money(tmp_path: Path, title: str, expected: str) -> None:
    made = new_list(tmp_path, {**GPTQ, "title": title})
    made.generate()
    (item,) = json.loads(made.text(f"{FOLDER}/papers.feed.json"))["items"]
    assert item["title"] == expected


def test_the_line_for_python_reads_every_paper(
    made: PaperList, monkeypatch: pytest.MonkeyPatch
) -> None:
    block = made.text(f"{FOLDER}/index.md").partition("```python\n")[2].partition("```")[0]
    monkeypatch.chdir(made.path(FOLDER))
    names: dict[str, list[dict[str, object]]] = {}
    exec(block, names)
    assert sorted(str(paper["title"]) for paper in names["papers"]) == [
        "A Lens for Every Image",
        "GPTQ: Accurate Quantization",
        "Pruning Trees in Winter",
    ]
