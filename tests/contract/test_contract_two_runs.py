"""Two runs at once: the second says who is at work, and touches nothing."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from contract_runs import run_generate

from lists import GPTQ, PaperList, to_csl

RUNNING = ".cache/shelflist/running"

# Takes the lock as a run does, says so, and keeps it.
_HOLDER = """
import sys, time; from pathlib import Path; from shelflist.output import hold_lock
with hold_lock(Path(sys.argv[1]), ".cache/shelflist/running"):
    print("held", flush=True)
    sys.stdin.read()
"""


@contextmanager
def someone_at_work(made: PaperList) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-c", _HOLDER, str(made.root)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout and process.stdin
        assert process.stdout.readline() == "held\n"
        yield process
        process.stdin.close()


def test_the_second_run_says_who_holds_the_lock_and_changes_nothing(small: PaperList) -> None:
    small.generate()
    small.write("seeds/papers.json", to_csl(GPTQ))
    before = small.tree()
    with someone_at_work(small) as holder:
        done = run_generate(small.root)
        assert done.returncode == 1
        assert f"another shelflist is at work on this list (process {holder.pid})" in done.stderr
        assert small.tree() == before
        again = run_generate(small.root)
        assert again.stderr == done.stderr  # the first refusal did not hide the holder
    assert run_generate(small.root).returncode == 0
    assert small.tree() != before


def test_the_lock_of_a_dead_process_is_taken_over(small: PaperList) -> None:
    with someone_at_work(small) as holder:
        os.kill(holder.pid, signal.SIGKILL)
        holder.wait()
        assert small.text(RUNNING) == str(holder.pid)
        assert run_generate(small.root).returncode == 0
    assert len(small.papers()) == 3


def test_a_lock_holds_when_the_cache_is_removed_meanwhile(small: PaperList) -> None:
    small.generate()
    before = small.tree()
    with someone_at_work(small):
        shutil.rmtree(small.path(".cache"))
        small.write("seeds/papers.json", to_csl(GPTQ))
        done = run_generate(small.root)
        assert done.returncode == 1, done.stderr
        assert "another shelflist is at work on this list (process unknown)" in done.stderr
        small.write("seeds/papers.json", before["seeds/papers.json"])
        assert small.tree() == before
    assert run_generate(small.root).returncode == 0
