"""A server that does not behave: what is told of it, and after how many tries."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from threading import Thread

import pytest

from shelflist.lookup import web
from shelflist.lookup.web import LookupFailedError, Pace, Web

Tries = list[bytes]
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 999\r\n\r\n"


@pytest.fixture
def serve() -> Iterator[Callable[[bytes | None], tuple[str, Tries]]]:
    """Start a server that sends the given bytes and hangs up, or for `None` says nothing."""
    opened: list[socket.socket] = []

    def start(answer: bytes | None) -> tuple[str, Tries]:
        listening = socket.create_server(("127.0.0.1", 0))
        opened.append(listening)
        tries: Tries = []

        def answer_all() -> None:
            while True:
                try:
                    made, _ = listening.accept()
                except OSError:
                    return
                tries.append(made.recv(4096))
                if answer is None:
                    opened.append(made)
                    continue
                with closing(made):
                    made.sendall(answer)

        Thread(target=answer_all, daemon=True).start()
        return f"http://127.0.0.1:{listening.getsockname()[1]}", tries

    yield start
    for each in opened:
        each.close()


@pytest.mark.parametrize(
    ("answer", "says", "tries"),
    [
        (None, "gave no answer in time", 2),
        (b"", "broke the connection off", 2),
        (HEAD + b'{"a"', "broke its answer off", 1),
        (b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n", "answers 403 Forbidden", 1),
    ],
)
def test_what_is_told_of_a_server_that_does_not_behave(
    serve: Callable[[bytes | None], tuple[str, Tries]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    answer: bytes | None,
    says: str,
    tries: int,
) -> None:
    monkeypatch.setattr(web, "TIMEOUT", (1.0, 0.2))
    address, asked = serve(answer)
    with (
        Web(tmp_path / "answers.sqlite", "", {address: Pace(50, 1)}) as asking,
        pytest.raises(LookupFailedError) as caught,
    ):
        asking.get(f"{address}/works/x", {}, "application/json")
    assert says in caught.value.problems[0].message
    assert len(asked) == tries
