"""The command `shelflist`, also as `python -m shelflist`."""

from __future__ import annotations

import sys

from shelflist.starting import start

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable


def run() -> int:
    """Run the command and give its exit code."""
    return start(_load)


def _load() -> Callable[[], int]:
    from shelflist.cli import main  # not above: Ctrl+C is listened for by now

    return main


if __name__ == "__main__":
    sys.exit(run())
