"""What a change of one paper changes elsewhere: little to read, and nothing left over."""

from __future__ import annotations

import difflib
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from lists import PaperList, to_csl

Item = dict[str, object]

WORDS = """attention graph patch token prompt audio speech protein image video code law query
retrieval compression pruning distillation detection robot planning molecule weather finance
music history chemistry proof kernel memory cache wavelet ocean bridge crystal neuron""".split()
PEOPLE = [f"{given} {family}" for given in ("Ada", "Kofi", "Mei") for family in WORDS[:30]]
TOPICS = """topics:
  - id: methods
    name: Methods
    description: About methods.
  - id: pruning
    name: Pruning
    description: About pruning.
    parent: methods
    rules:
      - {words: [pruning, compression]}
  - id: search
    name: Search
    description: About search.
    parent: methods
    rules:
      - {words: [retrieval, query]}
  - id: subjects
    name: Subjects
    description: About subjects.
  - id: nature
    name: Nature
    description: About nature.
    parent: subjects
    rules:
      - {words: [ocean, weather, protein]}
  - id: sound
    name: Sound
    description: About sound.
    parent: subjects
    rules:
      - {words: [audio, speech, music]}
"""
PAPERS = 200
MOST_FILES = 10
MOST_LINES = 5


def make_item(number: int, chance: random.Random, **other: object) -> Item:
    words = [chance.choice(WORDS) for _ in range(40)]
    authors = chance.sample(PEOPLE, chance.randint(1, 4))
    item: Item = {
        "id": f"n{number}",
        "type": "article",
        "title": f"{words[0].title()} {words[1]} for {words[2]} {number}",
        "author": [dict(zip(("given", "family"), name.split(), strict=True)) for name in authors],
        "issued": {"date-parts": [[2015 + number % 8]]},
        "abstract": f"We study {' '.join(words[:20])}. We show {' '.join(words[20:])}.",
    }
    return item | other


@pytest.fixture(scope="module")
def items() -> list[Item]:
    chance = random.Random(7)
    return [make_item(number, chance) for number in range(PAPERS)]


@pytest.fixture(scope="module")
def grown(items: list[Item], tmp_path_factory: pytest.TempPathFactory) -> PaperList:
    """A list with its pages; tests work on copies."""
    made = PaperList(tmp_path_factory.mktemp("grown") / "list")
    made.write("seeds/papers.json", to_csl(*items))
    made.write("seeds/topics.yml", TOPICS)
    made.generate()
    return made


@pytest.fixture
def a_list(grown: PaperList, tmp_path: Path) -> PaperList:
    shutil.copytree(grown.root, tmp_path / "list")
    return PaperList(tmp_path / "list")


def append(made: PaperList, items: list[Item], item: Item) -> None:
    made.write("seeds/papers.json", to_csl(*items, item))


def drop_in(made: PaperList, items: list[Item], item: Item) -> None:
    made.write("seeds/more.json", to_csl(item))


NEW = random.Random(11)
ADDED = {
    "ordinary": make_item(900, NEW),
    "by people who are here": make_item(901, NEW, author=[{"given": "Mei", "family": "code"}]),
    "by somebody new": make_item(902, NEW, author=[{"given": "Åse", "family": "Ångström"}]),
    "first of the alphabet": make_item(903, NEW, title="Aardvark attention"),
    "without abstract": make_item(904, NEW, abstract=""),
}


def count_lines(old: str, new: str) -> tuple[int, int]:
    lines = list(difflib.unified_diff(old.splitlines(), new.splitlines(), n=0))[2:]
    return (
        sum(line.startswith("+") for line in lines),
        sum(line.startswith("-") for line in lines),
    )


@pytest.mark.parametrize("way", [append, drop_in])
@pytest.mark.parametrize("name", ADDED)
def test_one_paper_more_is_a_small_change(
    a_list: PaperList,
    items: list[Item],
    name: str,
    way: Callable[[PaperList, list[Item], Item], None],
) -> None:
    before = a_list.tree()
    way(a_list, items, ADDED[name])
    a_list.generate()
    after = a_list.tree()
    changed = [
        path for path in before if before[path] != after.get(path) and not path.startswith("seeds/")
    ]
    assert len(changed) <= MOST_FILES
    counts = {p: count_lines(before[p].decode(), after[p].decode()) for p in changed}
    assert {p: n for p, n in counts.items() if max(n) > MOST_LINES} == {}


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


EDITS: dict[str, Callable[[Path], object]] = {
    "a note": lambda page: edit(page, "<!-- Write", "A note.\n\n<!-- Write"),
    "a title": lambda page: edit(page, "title: ", "title: Corrected "),
    "an abstract": lambda page: edit(page, "We study ", "We study the ocean and "),
    "a year": lambda page: edit(page, "year: 2", "year: 1"),
    "no authors": lambda page: edit(page, "authors:\n", "authors: []\nx:\n"),
    "a topic": lambda page: edit(page, "citation_key:", "note: mine\ncitation_key:"),
    "deleted": lambda page: page.unlink(),
    "renamed": lambda page: page.rename(page.with_name("another-name.md")),
}


def test_what_is_known_from_before_never_shows(a_list: PaperList) -> None:
    """Edit after edit, a run with its caches writes what one without them writes."""
    pages = sorted(path for path in a_list.path("docs/papers").glob("*.md"))
    chance = random.Random(5)
    for change in EDITS.values():
        change(chance.choice([page for page in pages if page.exists() and page.stem != "index"]))
        cold = PaperList(a_list.root.with_name("cold"))
        shutil.copytree(a_list.root, cold.root, ignore=shutil.ignore_patterns(".cache"))
        a_list.generate()
        cold.generate()
        assert a_list.tree() == cold.tree()
        shutil.rmtree(cold.root)
