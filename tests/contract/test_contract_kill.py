"""A run that is killed leaves each file old or new, and the next run finishes its work."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest
from contract_runs import GENERATE, Nursery, open_nursery, run_generate, write_list

from lists import PaperList

Wait = Callable[["Turn", int], None]
PAPERS = 1_000
KILLS = 50
JOURNAL = ".shelflist/journal"
FINISHED = range(1, KILLS, 8)
"""The kills after which the next run is let finish."""


@dataclass
class Turn:
    """A list before and after a run that changes every fourth page."""

    made: PaperList
    before: dict[str, bytes]
    after: dict[str, bytes]
    changing: frozenset[str]

    def reset(self, found: dict[str, bytes] | None = None) -> None:
        """Put everything back as it was before the run."""
        found = found or self.found()
        for name in found.keys() | self.changing:
            if found.get(name) != self.before.get(name):
                if name in self.before:
                    self.made.write(name, self.before[name])
                else:
                    self.made.path(name).unlink()

    def found(self) -> dict[str, bytes]:
        """Read what the run may have touched, and whatever it left behind."""
        left = [
            str(path.relative_to(self.made.root))
            for name in (".shelflist-tmp-*", "journal")
            for path in self.made.root.rglob(name)
        ]
        there = (name for name in {*self.changing, *left} if self.made.path(name).is_file())
        return {name: self.made.path(name).read_bytes() for name in there}


def _merge_caches(folder: Path, other: dict[str, str]) -> None:
    """Let the cache know both states of the list, so that each run is a quick one."""
    for name, text in other.items():
        ours, theirs = json.loads((folder / name).read_text()), json.loads(text)
        ours["entries"] |= theirs["entries"]
        (folder / name).write_text(json.dumps(ours))


@pytest.fixture(scope="module")
def turn(tmp_path_factory: pytest.TempPathFactory) -> Turn:
    made = PaperList(tmp_path_factory.mktemp("many"))
    cache = made.path(".cache/shelflist")
    write_list(made.root, PAPERS, 2001)
    made.generate()
    before = made.tree()
    known = {path.name: path.read_text() for path in cache.glob("*.json")}
    write_list(made.root, PAPERS, 2002)
    made.generate()
    after = made.tree()
    _merge_caches(cache, known)
    names = before.keys() | after.keys()
    changing = frozenset(name for name in names if after.get(name) != before.get(name))
    turn = Turn(made, before, after, changing - {"seeds/papers.json"})
    turn.reset()
    return turn


def test_killed_at_any_moment(turn: Turn) -> None:
    chance = random.Random(20240311)
    stages: set[str] = set()
    pages = {name for name in turn.changing if name.startswith("docs/papers/")}
    assert len(pages) > PAPERS // 4
    with open_nursery() as nursery:
        moments = _time_run(turn, nursery)
        for number in range(KILLS):
            wait, duration = moments[number % len(moments)]
            process = nursery.start(turn.made.root)
            wait(turn, process)
            time.sleep(chance.uniform(0, duration))
            nursery.kill(process)
            found: dict[str, bytes] | None = turn.found()
            assert found is not None
            stages.add(_stage(turn, found, pages))
            for name, data in found.items():
                is_left = ".shelflist-tmp-" in name
                assert is_left or name == JOURNAL or _is_whole(turn, name, data), name
            if number in FINISHED:
                nursery.start(turn.made.root)
                assert nursery.wait() == 0
                assert turn.made.tree() == turn.after
                found = None
            turn.reset(found)
    assert {"nothing yet", "in the midst"} <= stages, stages


def _time_run(turn: Turn, nursery: Nursery) -> list[tuple[Wait, float]]:
    """Say what to wait for, and how long it then takes to the next such moment."""
    turn.reset()
    times = [time.monotonic()]
    process = nursery.start(turn.made.root)
    for wait in (_wait_for_writing, _wait_for_renaming):
        wait(turn, process)
        times.append(time.monotonic())
    while turn.made.path(JOURNAL).exists() and _is_running(process):
        time.sleep(0.002)
    times.append(time.monotonic())
    assert nursery.wait() == 0
    assert turn.made.tree() == turn.after
    turn.reset()
    waits = (_wait_for_nothing, _wait_for_writing, _wait_for_renaming)
    return [(wait, b - a) for wait, (a, b) in zip(waits, pairwise(times), strict=True)]


def _wait_for_nothing(turn: Turn, process: int) -> None:
    """Begin at once."""


def _wait_for_writing(turn: Turn, process: int) -> None:
    """Wait until the first new file stands beside its old one."""
    while not any(turn.made.path(".shelflist").glob(".shelflist-tmp-*")) and _is_running(process):
        time.sleep(0.002)


def _wait_for_renaming(turn: Turn, process: int) -> None:
    """Wait until the first file has taken the place of the old one."""
    while not turn.made.path(JOURNAL).exists() and _is_running(process):
        time.sleep(0.002)


def _is_running(process: int) -> bool:
    """Say whether a process is there; one that has ended waits for its parent no longer."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def _is_whole(turn: Turn, name: str, data: bytes) -> bool:
    return data in (turn.before.get(name), turn.after.get(name))


def _stage(turn: Turn, found: dict[str, bytes], pages: set[str]) -> str:
    done = sum(found[name] == turn.after[name] for name in pages)
    return {0: "nothing yet", len(pages): "all done"}.get(done, "in the midst")


def test_a_person_who_stops_a_run_is_told_that_nothing_is_half_written(turn: Turn) -> None:
    with subprocess.Popen(
        GENERATE, cwd=turn.made.root, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        while turn.made.path(".cache/shelflist/running").read_text() != str(process.pid) and (
            process.poll() is None
        ):
            time.sleep(0.002)
        process.send_signal(signal.SIGINT)
        _, told = process.communicate()
    assert process.returncode == 130
    assert told.splitlines()[-1] == "Stopped; nothing is half-written."
    assert "Traceback" not in told
    found = turn.found()
    assert all(_is_whole(turn, name, data) for name, data in found.items()), list(found)
    assert run_generate(turn.made.root).returncode == 0
    assert turn.made.tree() == turn.after
    turn.reset()


def test_a_person_may_stop_a_run_while_it_writes(turn: Turn) -> None:
    """Stop a run from inside, at a rename, which no signal from outside could hit so well."""
    script = (
        "import signal, sys; from pathlib import Path; from shelflist.cli import main\n"
        "real, left = Path.replace, [int(sys.argv[1])]\n"
        "def replace(self, target):\n"
        "    left[0] -= 1\n"
        "    left[0] or signal.raise_signal(signal.SIGINT)\n"
        "    return real(self, target)\n"
        "Path.replace = replace\n"
        "sys.exit(main(['generate']))\n"
    )
    for renamed in (1, 150):
        command = [sys.executable, "-c", script, str(renamed)]
        done = subprocess.run(
            command, cwd=turn.made.root, capture_output=True, text=True, check=False
        )
        assert done.returncode == 130, done.stderr
        assert "Traceback" not in done.stderr
        assert run_generate(turn.made.root).returncode == 0
        assert turn.made.tree() == turn.after
        turn.reset()
