"""Time `generate` and the MkDocs build of lists of growing size.

    python benchmarks/run.py [N …]        (150, 1,000 and 10,000 if none is given)

For each size: `shelflist generate` from nothing, `generate` again with nothing changed,
and `mkdocs build` of the same pages, each as a process of its own, with the peak memory
of its largest process. What to hold: generate / mkdocs at most 1, second / first
at most 0.4 (lists became plain, so the first run takes a third of what it took when 0.2 was
asked), and growth of `generate` no faster than n·log n (last column at most 1).
"""

from __future__ import annotations

import math
import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from make_list import make_list

SIZES = (150, 1_000, 10_000)
HEAD = "papers  generate     MB   again   mkdocs     MB  gen/mkdocs  again/gen  growth/n·log n"
_KILOBYTES_A_MEGABYTE = 1024 if sys.platform != "darwin" else 1024 * 1024


@dataclass(frozen=True)
class Run:
    """How long a command took and how much memory it held.

    Attributes:
        seconds: Wall clock.
        megabytes: Peak of the resident set, of the largest process of the command.
    """

    seconds: float
    megabytes: float


def run(command: list[str], folder: Path) -> Run:
    """Run a command to its end.

    Raises:
        SystemExit: The command failed; its output is shown.
    """
    with tempfile.TemporaryFile() as output:
        started = time.perf_counter()
        process = subprocess.Popen(command, cwd=folder, stdout=output, stderr=subprocess.STDOUT)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        seconds = time.perf_counter() - started
        if process.returncode:
            output.seek(0)
            sys.exit(f"{' '.join(command)} failed:\n{output.read().decode()[-2000:]}")
    return Run(seconds, usage.ru_maxrss / _KILOBYTES_A_MEGABYTE)


def measure(count: int) -> tuple[Run, Run, Run]:
    """Give the runs of generate, generate again, and mkdocs build for `count` papers."""
    home = Path(tempfile.mkdtemp(prefix=f"shelflist-{count}-"))
    try:
        folder = home / "list"
        make_list(count, folder)
        generate = [str(Path(sys.executable).with_name("shelflist")), "generate"]
        build = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
        return run(generate, folder), run(generate, folder), run(build, folder)
    finally:
        shutil.rmtree(home)


def main() -> None:
    """Print one line a size."""
    sizes = [int(size) for size in sys.argv[1:]] or list(SIZES)
    print(HEAD)
    base: float | None = None
    for count in sizes:
        first, again, built = measure(count)
        cost = first.seconds / (count * math.log(count))
        base = base or cost
        print(
            f"{count:6d} {first.seconds:8.1f}s {first.megabytes:6.0f} {again.seconds:6.1f}s"
            f" {built.seconds:7.1f}s {built.megabytes:6.0f}"
            f" {first.seconds / built.seconds:11.2f} {again.seconds / first.seconds:10.2f}"
            f" {cost / base:15.2f}",
            flush=True,
        )


if __name__ == "__main__":
    main()
