"""Ctrl+C, wherever it comes: while modules are loaded, in the midst of work, at the end."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Timer, current_thread, main_thread
from types import FrameType, TracebackType
from typing import Any, NoReturn, Protocol

from shelflist.starting import leave

_AGAIN = 0.01
"""Seconds until an interruption that got lost is made once more."""


def _interrupt(number: int, frame: FrameType | None) -> NoReturn:
    signal.signal(signal.SIGINT, leave)  # whoever presses twice does not want to wait
    raise KeyboardInterrupt


class _Unraisable(Protocol):
    exc_type: type[BaseException]
    exc_value: BaseException | None
    exc_traceback: TracebackType | None


@contextmanager
def interruptible() -> Iterator[None]:
    """Let Ctrl+C raise `KeyboardInterrupt` once, also where Python would lose it with a traceback.

    That is in callbacks, such as those of importing and of collecting garbage.
    """
    handler: Any = signal.getsignal(signal.SIGINT)
    if handler not in (leave, signal.default_int_handler) or current_thread() != main_thread():
        yield
        return
    hook = sys.unraisablehook

    def catch(lost: _Unraisable) -> None:
        if not issubclass(lost.exc_type, KeyboardInterrupt):
            hook(lost)  # type: ignore[arg-type]  # what `sys` calls UnraisableHookArgs
            return
        signal.signal(signal.SIGINT, _interrupt)
        Timer(_AGAIN, signal.raise_signal, [signal.SIGINT]).start()

    try:
        sys.unraisablehook = catch
        signal.signal(signal.SIGINT, _interrupt)
        yield
    finally:
        signal.signal(signal.SIGINT, handler)
        sys.unraisablehook = hook


@contextmanager
def unheard() -> Iterator[None]:
    """Start processes within it that do not hear Ctrl+C: who started them ends them."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
