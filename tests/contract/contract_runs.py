"""Runs of the generator in processes of their own, which may be killed at any moment."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from contract_moments import Kind

GENERATE = (sys.executable, "-m", "shelflist.cli", "generate")

# Loads the program once and then forks a process for each line that it reads, so that a
# run takes no time to start. Says the process's number, and what became of it.
_NURSERY = """
import json, os, sys
import mkdocs.commands.build, mkdocs.config, shelflist.pages.render, shelflist.readers.table
import shelflist.commands.build, shelflist.commands.check
from contract_moments import strike
from shelflist.cli import main
for line in sys.stdin:
    arguments, moment = json.loads(line)
    child = os.fork()
    if child == 0:
        sys.stdout = sys.stderr = open(os.devnull, "w")
        code = 1
        with strike(*moment):
            code = main(arguments)
        os._exit(code)
    print(child, flush=True)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""


@dataclass
class Nursery:
    """A process that runs the generator in children."""

    process: subprocess.Popen[str]

    def start(
        self, root: Path, *command: str, kind: Kind = "nothing", at: int = 0, note: str = ""
    ) -> int:
        """Start a run, and give its process; see `contract_moments.strike`."""
        assert self.process.stdin and self.process.stdout
        arguments = ["-C", str(root), *(command or ("generate",))]
        self.process.stdin.write(json.dumps([arguments, [kind, at, note]]) + "\n")
        self.process.stdin.flush()
        return int(self.process.stdout.readline())

    def wait(self) -> int:
        """Wait for the run's end; gives its exit code, less than 0 for a signal."""
        assert self.process.stdout
        return int(self.process.stdout.readline())

    def kill(self, process: int) -> int:
        """Kill the run as it is, and wait for its end."""
        with suppress(ProcessLookupError):  # it may have ended by itself
            os.kill(process, signal.SIGKILL)
        return self.wait()


@contextmanager
def open_nursery() -> Iterator[Nursery]:
    """Have a nursery for a while."""
    command = [sys.executable, "-c", _NURSERY]
    path = os.pathsep.join((str(Path(__file__).parent), os.environ.get("PYTHONPATH", "")))
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": path},
    ) as process:
        yield Nursery(process)
        assert process.stdin
        process.stdin.close()


def run_generate(root: Path, *, file_size: int | None = None) -> subprocess.CompletedProcess[str]:
    """Run `shelflist generate`; `file_size` is the most bytes that a file may grow to."""

    def limit() -> None:
        import resource

        if file_size is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (file_size, file_size))

    return subprocess.run(
        GENERATE, cwd=root, capture_output=True, text=True, check=False, preexec_fn=limit
    )


def to_items(count: int, year: int) -> list[dict[str, object]]:
    """Give papers with next to nothing in them; every fourth one was printed in `year`."""
    return [
        {
            "id": f"p{number}",
            "type": "article",
            "title": f"Paper {number} of Many {number * 7919 % 1000}",
            "DOI": f"10.1000/p{number}",
            "author": [{"family": f"Author{number % 37}", "given": "Ada"}],
            "issued": {"date-parts": [[2001 if number % 4 else year]]},
            "abstract": f"Short words {number}.",
        }
        for number in range(count)
    ]


def write_list(root: Path, count: int, year: int) -> None:
    """Write a list of many short papers, or its seed anew."""
    settings = "site_name: Many\nextra:\n  shelflist:\n    related: 0\n"
    (root / "seeds").mkdir(parents=True, exist_ok=True)
    (root / "mkdocs.yml").write_text(settings)
    (root / "seeds/papers.json").write_text(json.dumps(to_items(count, year)))
