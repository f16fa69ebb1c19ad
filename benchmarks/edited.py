"""Time `generate` after one page was edited, as a ratio to one with nothing changed.

    python benchmarks/edited.py [N …]        (1,000 and 10,000 if none is given)

Processor time of the whole process, children included: it is steadier than the clock.
What to hold at 10,000 papers: at most 1.5 for every kind of edit.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from make_list import make_list

SIZES = (1_000, 10_000)
NOTHING = "nothing"


def _replace(pattern: str, new: str) -> Callable[[Path], object]:
    def edit(page: Path) -> None:
        text, count = re.subn(pattern, new, page.read_text("utf-8"), count=1, flags=re.M)
        if not count:
            sys.exit(f"{page}: nothing matches {pattern}")
        page.write_text(text, "utf-8")

    return edit


EDITS: dict[str, Callable[[Path], object]] = {
    NOTHING: lambda page: None,
    "note": _replace(r"\Z", "\nA note.\n"),
    "title": _replace(r'^title: ("?)', r"title: \1Corrected "),
    "topic": _replace(r"^topics:\n", "topics:\n  - surveys\n"),
    "abstract": _replace(r"^(<!-- shelflist: abstract .*-->\n)", r"\1Attention is edited. "),
    "year": _replace(r"^year: \d+", "year: 2014"),
    "author": _replace(r"^(authors:\n  - \"?)", r"\1Xaver "),
    "deleted": lambda page: page.unlink(),
    "renamed": lambda page: page.rename(page.with_name("a-name-of-its-own.md")),
}


def measure(folder: Path) -> float:
    """Give the processor seconds of one `generate`."""
    command = [str(Path(sys.executable).with_name("shelflist")), "generate"]
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"generate failed in {folder}")
    return usage.ru_utime + usage.ru_stime


def main() -> None:
    """Print one line a size."""
    print("papers  unchanged  " + "  ".join(name for name in EDITS if name != NOTHING))
    for count in [int(size) for size in sys.argv[1:]] or list(SIZES):
        with tempfile.TemporaryDirectory(prefix="shelflist-") as home:
            folder = Path(home) / "list"
            make_list(count, folder)
            measure(folder)
            pages = sorted((folder / "docs" / "papers").glob("*-*.md"))
            seconds: dict[str, float] = {}
            for number, (name, edit) in enumerate(EDITS.items()):
                edit(pages[7 + 31 * number])
                seconds[name] = measure(folder)
                measure(folder)  # so that the next edit finds everything settled
        ratios = (
            f"{value / seconds[NOTHING]:>{len(name)}.2f}"
            for name, value in seconds.items()
            if name != NOTHING
        )
        print(f"{count:6d} {seconds[NOTHING]:9.2f}s  {'  '.join(ratios)}", flush=True)


if __name__ == "__main__":
    main()
