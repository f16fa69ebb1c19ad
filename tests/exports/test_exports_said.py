"""What the files say of single papers: their dates, their titles; and reading them again."""

from __future__ import annotations

import json
from pathlib import Path

import feedparser
import jsonschema
import pytest

from lists import GPTQ, LENS, TREES, PaperList, new_list, to_csl
from shelflist import arrivals

FOLDER = "taken/exports"


OTHER = {"title": "Rivers at Night", "DOI": "10.1000/rivers", "abstract": "We look at rivers."}
ANOTHER = {"title": "Stones by Day", "DOI": "10.1000/stones", "abstract": "Stones are heavy."}


@pytest.fixture
def made(tmp_path: Path) -> PaperList:
    made = new_list(tmp_path / "list", GPTQ, LENS, TREES)
    made.generate()
    return made


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
    made.export()
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
        made.change(f"docs/papers/{slug}.md", "citation_key:", f"added: {added}\ncitation_key:")
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
    made.export()
    (item,) = json.loads(made.text(f"{FOLDER}/papers.feed.json"))["items"]
    assert item["title"] == expected


def test_the_line_for_python_reads_every_paper(
    made: PaperList, monkeypatch: pytest.MonkeyPatch
) -> None:
    made.export()
    block = made.text(f"{FOLDER}/index.md").partition("```python\n")[2].partition("```")[0]
    monkeypatch.chdir(made.path(FOLDER))
    names: dict[str, list[dict[str, object]]] = {}
    exec(block, names)
    assert sorted(str(paper["title"]) for paper in names["papers"]) == [
        "A Lens for Every Image",
        "GPTQ: Accurate Quantization",
        "Pruning Trees in Winter",
    ]
