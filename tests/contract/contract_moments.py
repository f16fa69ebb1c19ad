"""Moments of a build at which it is killed, stopped or finds the disk full, counted and not timed.

A moment is a change of the disk from when a site is begun: a file opened for writing, a folder
made, anything renamed or removed.
"""

from __future__ import annotations

import builtins
import errno
import io
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

Kind = Literal["nothing", "kill", "stop", "full"]
_CHANGES = ("mkdir", "rename", "replace", "unlink", "rmdir")
_GROWING = ("open", "mkdir")
"""Changes that need room on the disk."""


@contextmanager
def strike(kind: Kind, at: int, note: str) -> Iterator[None]:
    """Let something befall this process for good.

    Args:
        kind: What: killed, stopped by Ctrl-C, or the disk is full from then on.
        at: At which moment, from 1.
        note: A file to write the name of each moment to; empty for none.
    """
    seen: list[str] = []

    def before(name: str, target: object) -> None:
        if not seen and not (name == "mkdir" and Path(str(target)).name.startswith(".site")):
            return
        seen.append(name)
        if kind == "kill" and len(seen) == at:
            os.kill(os.getpid(), signal.SIGKILL)
        if kind == "stop" and len(seen) == at:
            signal.raise_signal(signal.SIGINT)
        if kind == "full" and len(seen) >= at and name in _GROWING:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(target))

    def wrap(name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def change(*given: Any, **named: Any) -> Any:
            before(name, given[0])
            return real(*given, **named)

        return change

    real_open = builtins.open

    def change_open(file: Any, mode: str = "r", *given: Any, **named: Any) -> Any:
        if set(mode) & set("wax"):
            before("open", file)
        return real_open(file, mode, *given, **named)

    for name in _CHANGES:
        setattr(os, name, wrap(name, getattr(os, name)))
    builtins.open = io.open = change_open  # type: ignore[assignment]
    yield
    if note:
        Path(note).write_text("\n".join(list(seen)), encoding="ascii")
