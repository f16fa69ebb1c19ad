"""A build that is killed, stopped or out of room shows the old site or the new one, whole.

The test suite does so with a few pages and moments; with a thousand pages and fifty moments of each
kind:  SHELFLIST_MANY=1 pytest tests/contract/test_contract_build.py
"""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pytest
from contract_moments import Kind
from contract_runs import Nursery, open_nursery, write_list

from lists import MKDOCS, PaperList

pytestmark = pytest.mark.site
PAPERS, MOMENTS = (1_000, 50) if os.environ.get("SHELFLIST_MANY") else (5, 5)
NEXT = (("generate",), ("check",), ("explain", "paper-1-many-919"), ("export",))
"""Commands of which each finishes what a build left."""


@dataclass
class Turn:
    """A list whose site was built before half of its papers changed.

    Attributes:
        made: The list, as it is after.
        options: Of `shelflist build`.
        before, after: The files of the site, and of a zip of it.
        folders: Both without the zip.
        moments: What a build does, in order.
    """

    made: PaperList
    nursery: Nursery
    options: tuple[str, ...]
    before: dict[str, bytes]
    after: dict[str, bytes]
    folders: list[dict[str, bytes]]
    moments: list[str]

    def run(self, *command: str, kind: Kind = "nothing", at: int = 0) -> int:
        """Run a command of shelflist to its end."""
        self.nursery.start(self.made.root, *command, kind=kind, at=at)
        return self.nursery.wait()

    def build(self, kind: Kind = "nothing", at: int = 0) -> int:
        """Build once more, and let something befall it."""
        return self.run("build", *self.options, kind=kind, at=at)

    def reset(self) -> None:
        """Have the site of before."""
        _clear(self.made)
        for name, data in self.before.items():
            self.made.write(name, data)

    def renames(self) -> list[int]:
        """Give the moments at which something takes its place."""
        return [n for n, name in enumerate(self.moments, 1) if name in ("rename", "replace")]


def read_site(made: PaperList) -> dict[str, bytes]:
    """Read everything but the list itself: sites, and what builds leave."""
    kept = ("docs/", "seeds/", "mkdocs.yml", ".shelflist/")
    return {name: data for name, data in made.tree().items() if not name.startswith(kept)}


def read_folder(made: PaperList) -> dict[str, bytes]:
    """Read the folder of the site that stands there, if one does."""
    return {
        name: data
        for name, data in read_site(made).items()
        if name.startswith("site") and "/" in name
    }


def differing(turn: Turn, expected: dict[str, bytes]) -> list[str]:
    """Name the files that are not as they should be."""
    found = read_site(turn.made)
    return sorted(n for n in {*found, *expected} if found.get(n) != expected.get(n))


def _clear(made: PaperList) -> None:
    for path in made.root.glob("*site*"):
        shutil.rmtree(path) if path.is_dir() else path.unlink()


@pytest.fixture(scope="module")
def nursery() -> Iterator[Nursery]:
    with open_nursery() as nursery:
        yield nursery


@pytest.fixture(scope="module", params=[(), ("--offline",)], ids=["site", "offline"])
def turn(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, nursery: Nursery
) -> Turn:
    made = PaperList(tmp_path_factory.mktemp("many"))
    note = made.root.parent / f"{made.root.name}.moments"
    sites, folders = [], []
    for year in (2001, 2002):
        write_list(made.root, PAPERS, year)
        made.write("mkdocs.yml", f"{MKDOCS}extra: {{shelflist: {{related: 0}}}}\n")
        nursery.start(made.root, "build", *request.param)
        assert nursery.wait() == 0
        sites.append(read_site(made))
        folders.append(read_folder(made))
    before, after = sites
    assert before.keys() == after.keys()
    assert before != after
    turn = Turn(made, nursery, request.param, before, after, folders, [])
    turn.reset()
    # Builds of pages that were built before find the costly things in the cache: fewer moments.
    nursery.start(made.root, "build", *request.param, note=str(note))
    assert nursery.wait() == 0
    turn.moments = note.read_text().split()
    return turn


def choose(moments: Sequence[int], always: Sequence[int]) -> list[int]:
    """Choose as many moments as are wanted, those among them that must not be missed."""
    others = sorted(set(moments) - set(always))
    chance = random.Random(20240311)
    return sorted({*always, *chance.sample(others, max(0, MOMENTS - len(always)))})


def test_killed_at_any_moment(turn: Turn) -> None:
    renames = turn.renames()
    found = set()
    moments = choose(range(1, len(turn.moments) + 1), [*renames, renames[-1] + 1])
    for number, at in enumerate(moments):
        turn.reset()
        assert turn.build("kill", at) == -9, at
        shown = read_folder(turn.made)
        is_committed = at > renames[0]
        assert shown in ({}, *turn.folders), at
        assert is_committed or shown == turn.folders[0], at
        found.add((is_committed, "whole" if shown else "absent"))
        assert turn.run(*NEXT[number % len(NEXT)]) == 0, at
        assert not differing(turn, turn.after if is_committed else turn.before), at
    assert found == {(False, "whole"), (True, "whole"), (True, "absent")}
    assert turn.build() == 0
    assert not differing(turn, turn.after)


@pytest.mark.parametrize("turn", [()], ids=["site"], indirect=True)
@pytest.mark.parametrize("kind", ["full", "stop"])
def test_a_full_disk_and_a_person_who_stops_it(turn: Turn, kind: Kind) -> None:
    growing = [n for n, name in enumerate(turn.moments, 1) if name in ("open", "mkdir")]
    renames = turn.renames()
    moments = choose(growing, growing[:3]) if kind == "full" else choose(growing, renames)
    for at in moments:
        turn.reset()
        assert turn.build(kind, at) == (1 if kind == "full" else 130), at
        assert read_site(turn.made) in (turn.before, turn.after), at
    assert turn.build() == 0
    assert not differing(turn, turn.after)
