"""How the command starts and ends, without a traceback: Ctrl+C, a reader that goes, a full disk.

Loads nothing that Python has not loaded by itself, `signal` neither, so that Ctrl+C is listened
for as soon as can be.
"""

from __future__ import annotations

import _signal  # type: ignore[import-not-found]  # without what `signal` itself loads
import errno
import io
import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import NoReturn, TextIO

    from _typeshed import ReadableBuffer

STOPPED, UNREAD = 130, 141
"""Exit codes as shells give them: after Ctrl+C, and when a reader went away (`SIGPIPE`)."""


def leave(number: int = 0, frame: object = None) -> NoReturn:
    """Leave at once and without a word: nothing has begun, or somebody presses twice."""
    os._exit(STOPPED)


class OutputError(OSError):
    """Standard output cannot be written."""


class _Output(io.FileIO):
    """Standard output, whose errors are told from those of any other file."""

    def write(self, data: ReadableBuffer, /) -> int:
        try:
            return super().write(data)
        except OSError as error:
            raise OutputError(error.errno, error.strerror) from None


class _Messages(io.FileIO):
    """Standard error: that nobody can be told anything is no reason to stop the work."""

    def write(self, data: ReadableBuffer, /) -> int:
        try:
            return super().write(data)
        except OSError:
            return memoryview(data).nbytes


def start(load: Callable[[], Callable[[], int]]) -> int:
    """Run the command that this process was started for, and give its exit code.

    Args:
        load: Loads what runs it and gives that; Ctrl+C may come meanwhile.
    """
    if _signal.getsignal(_signal.SIGINT) is _signal.default_int_handler:
        _signal.signal(_signal.SIGINT, leave)
    _open_streams()
    try:
        code = _run(load)
    except OutputError as error:
        code = _tell(error)
    if code == STOPPED:
        leave()  # Python itself would end some of these by the signal
    _signal.signal(_signal.SIGINT, _signal.SIG_IGN)  # all is done
    return code


def _run(load: Callable[[], Callable[[], int]]) -> int:
    try:
        return load()()
    finally:
        sys.stdout.flush()


def _tell(error: OutputError) -> int:
    """Say that standard output cannot be written, unless who read it went away."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # for what is left unwritten
    if error.errno == errno.EPIPE:
        return UNREAD
    print(f"standard output: cannot be written: {error.strerror} [unwritable]", file=sys.stderr)
    print("    Make room there, or write it elsewhere.", file=sys.stderr)
    return 1


def _open_streams() -> None:
    """Open what is closed, so that no file takes its number, and listen for errors of writing."""
    while (number := os.open(os.devnull, os.O_RDWR)) <= 2:
        pass
    os.close(number)
    sys.stdin = sys.stdin or io.TextIOWrapper(io.BufferedReader(io.FileIO(0, closefd=False)))
    sys.stdout = _reopen(sys.stdout, _Output(1, "w", closefd=False))
    sys.stderr = _reopen(sys.stderr, _Messages(2, "w", closefd=False))


def _reopen(stream: TextIO | None, file: io.FileIO) -> TextIO:
    """Give a stream that writes by a file of ours; a terminal is neither full nor goes."""
    if stream and stream.isatty():
        return stream
    encoding = stream.encoding if stream else "utf-8"
    is_told_at_once = file.fileno() == 2
    buffer = io.BufferedWriter(file)
    return io.TextIOWrapper(buffer, encoding, "backslashreplace", line_buffering=is_told_at_once)
