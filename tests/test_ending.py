"""How commands end when nobody reads them, nothing can be written, or somebody presses Ctrl+C."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from lists import GPTQ, LENS, PaperList, new_list

COMMANDS = {
    "read seeds/papers.json": 0,
    "add --no-lookup --yes seeds/papers.json": 0,
    "generate": 0,
    "explain gptq-accurate-quantization": 0,
    "check": 0,
    "check --json": 0,
    "diff HEAD": 2,
    "prune": 0,
    "keep gptq-accurate-quantization year": 0,
    "export": 0,
    "export --format citations": 0,
    "apply-issue none.md": 2,
    "--help": 0,
    "--version": 0,
    "nonsense": 2,
}
"""A command -> its exit code in a list of two papers."""
FULL = Path("/dev/full")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> PaperList:
    found = new_list(tmp_path_factory.mktemp("ending"), GPTQ, LENS)
    found.generate()
    return found


def run(made: PaperList, command: str, redirected: str) -> tuple[int, str]:
    """Run a command by the shell; give its exit code, and what it said in the files named there."""
    program = f'"{sys.executable}" -m shelflist {command} {redirected}'
    done = subprocess.run(
        ["bash", "-c", f"{program}; exit ${{PIPESTATUS[0]}}"],
        cwd=made.root,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert "Traceback" not in done.stderr + done.stdout
    return done.returncode, done.stderr


@pytest.mark.parametrize("command", COMMANDS)
def test_nobody_reads(made: PaperList, command: str) -> None:
    code, said = run(made, command, "| true")
    assert code in (141, COMMANDS[command])
    assert "standard output" not in said


@pytest.mark.parametrize("closed", [">&-", "<&- >&- 2>&-"])
@pytest.mark.parametrize("command", COMMANDS)
def test_what_is_closed_is_not_missed(made: PaperList, command: str, closed: str) -> None:
    assert run(made, command, closed)[0] == COMMANDS[command]


@pytest.mark.parametrize("command", COMMANDS if FULL.exists() else ())
def test_nothing_can_be_written(made: PaperList, command: str) -> None:
    code, said = run(made, command, f"> {FULL}")
    assert (code, "standard output: cannot be written" in said) in ((1, True), (2, False))
    assert run(made, command, f"> /dev/null 2> {FULL}")[0] == COMMANDS[command]


def test_a_long_answer_is_no_other_matter(tmp_path: Path) -> None:
    made = new_list(tmp_path, GPTQ | {"abstract": "Many words. " * 30_000})
    made.generate()
    assert run(made, "export --format csl-json", "| head -c 10")[0] == 141
    assert run(made, "read --json seeds/papers.json", "| head -c 10")[0] == 141


@pytest.mark.parametrize("command", ["read seeds/papers.json", "generate", "build"])
def test_a_person_may_press_ctrl_c_at_any_moment(made: PaperList, command: str) -> None:
    started = time.monotonic()
    arguments = [sys.executable, "-m", "shelflist", *command.split()]
    subprocess.run(arguments, cwd=made.root, capture_output=True, check=True)
    longest = time.monotonic() - started
    for part in range(1, 9):
        with subprocess.Popen(
            arguments,
            cwd=made.root,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            process_group=0,
        ) as process:
            time.sleep(0.1 + longest * part / 9)
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGINT)
            _, told = process.communicate()
        assert process.returncode in (0, 130), told
        assert told in ("", "\nStopped; nothing is half-written.\n")
