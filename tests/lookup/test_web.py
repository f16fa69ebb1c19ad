"""Servers that do not behave: what is told of them, and where nobody is led by them."""

from __future__ import annotations

import gzip
import socket
import tracemalloc
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from threading import Thread
from time import sleep
from typing import Any

import pytest

from shelflist.lookup import outside, steps, web
from shelflist.lookup.outside import LookupFailedError, is_public
from shelflist.lookup.steps import Pace
from shelflist.lookup.web import Web

Tries = list[bytes]
Serve = Callable[..., tuple[str, Tries]]
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 999\r\n\r\n"
OPEN_END = b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n"


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Start a server that sends the given bytes and hangs up, or for `None` says nothing.

    Several answers are given in turn, the last of them again and again; with `drip` an answer
    comes byte by byte.
    """
    opened: list[socket.socket] = []

    def start(*answers: bytes | None, drip: float = 0) -> tuple[str, Tries]:
        listening = socket.create_server(("127.0.0.1", 0))
        opened.append(listening)
        tries: Tries = []

        def answer_one(made: socket.socket, answer: bytes) -> None:
            with closing(made):
                try:
                    for at in range(0, len(answer), 1 if drip else len(answer) or 1):
                        made.sendall(answer[at : at + 1] if drip else answer)
                        sleep(drip)
                except OSError:
                    pass  # it was enough for who asked

        def answer_all() -> None:
            while True:
                try:
                    made, _ = listening.accept()
                except OSError:
                    return
                tries.append(made.recv(4096))
                answer = answers[min(len(tries), len(answers)) - 1]
                if answer is None:
                    opened.append(made)
                else:
                    Thread(target=answer_one, args=(made, answer), daemon=True).start()

        Thread(target=answer_all, daemon=True).start()
        return f"http://127.0.0.1:{listening.getsockname()[1]}", tries

    yield start
    for each in opened:
        each.close()


def ask(tmp_path: Path, *named: str) -> web.Answer:
    """Ask the first of the addresses that a keeper named."""
    with Web(tmp_path / "answers.sqlite", "", dict.fromkeys(named, Pace(50, 1))) as asking:
        return asking.get(f"{named[0]}/works/x", {}, "application/json")


def refused(tmp_path: Path, *named: str) -> str:
    with pytest.raises(LookupFailedError) as caught:
        ask(tmp_path, *named)
    return str(caught.value.problems[0])


def leads_to(address: str, status: int = 302) -> bytes:
    body = b"Content-Length: 0\r\n\r\n"
    return f"HTTP/1.1 {status} Moved\r\nLocation: {address}\r\n".encode("latin-1") + body


def packed(body: bytes, packing: str = "gzip") -> bytes:
    head = f"HTTP/1.1 200 OK\r\nContent-Encoding: {packing}\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


@pytest.mark.parametrize(
    ("answer", "says", "tries"),
    [
        (None, "gave no answer in time", 2),
        (b"", "broke the connection off", 2),
        (HEAD + b'{"a"', "broke its answer off", 1),
        (packed(gzip.compress(b"x" * 999, mtime=0)[:-9]), "broke its answer off", 1),
        (packed(b"no gzip"), "broke its answer off", 1),
        (packed(b"{}", "br"), "broke its answer off", 1),
        (b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n", "answers 403 Forbidden", 1),
        (b"HTTP/1.1 429 No\r\nRetry-After: 99\r\n\r\n", "asks to wait 99 seconds", 1),
        (b"HTTP/1.1 503 Busy\r\nRetry-After: 0\r\n\r\n", "is too busy to answer: 503 Busy", 4),
        (leads_to("/works/x"), "leads from address to address", 1),
        (leads_to("http://[:::/"), "cannot be asked", 1),
        (leads_to("\xff"), "cannot be asked", 1),
    ],
)
def test_what_is_told_of_a_server_that_does_not_behave(
    serve: Serve,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    answer: bytes | None,
    says: str,
    tries: int,
) -> None:
    monkeypatch.setattr(web, "TIMEOUT", (1.0, 0.2))
    address, asked = serve(answer)
    assert says in refused(tmp_path, address)
    assert len(asked) == tries


@pytest.mark.parametrize("packing", ["gzip", "deflate"])
def test_a_packed_answer_is_unpacked(serve: Serve, tmp_path: Path, packing: str) -> None:
    body = gzip.compress(b"{}") if packing == "gzip" else zlib.compress(b"{}")
    assert ask(tmp_path, serve(packed(body, packing))[0]).body == b"{}"


@pytest.mark.parametrize(
    "answer",
    [
        OPEN_END + b"x" * 3_000_000,
        packed(gzip.compress(b"\0" * 200_000_000, 1)),
        packed(gzip.compress(gzip.compress(b"\0" * 50_000_000)), "gzip, gzip"),
        b"HTTP/1.1 302 On\r\nLocation: /\r\nConnection: close\r\n\r\n" + b"x" * 3_000_000,
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + b"1" * 3_000_000,
    ],
    ids=["endless", "packed", "packed twice", "on the way", "one line of a chunk"],
)
def test_too_much_is_never_held(
    serve: Serve, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: bytes
) -> None:
    monkeypatch.setattr(steps, "MOST_BYTES", 1_000_000)
    address, _ = serve(answer)
    tracemalloc.start()
    refused(tmp_path, address)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 12_000_000


@pytest.mark.parametrize(
    "answer",
    [
        HEAD + b"x" * 999,
        b"HTTP/1.1 100 Continue\r\n\r\n" * 99,
        b"HTTP/1.1 200 OK\r\nX: " + b"x" * 999,
    ],
    ids=["body", "before it begins", "head"],
)
def test_one_deadline_holds_for_all_of_an_answer(
    serve: Serve, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: bytes
) -> None:
    monkeypatch.setattr(web, "DEADLINE", 0.5)
    address, asked = serve(answer, drip=0.05)
    assert "gave no answer in time" in refused(tmp_path, address)
    assert len(asked) == 1


def test_waiting_and_following_count_too(
    serve: Serve, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(web, "DEADLINE", 2.0)
    address, asked = serve(leads_to("/on"), b"HTTP/1.1 503 Busy\r\nRetry-After: 3\r\n\r\n")
    assert "asks to wait 3 seconds" in refused(tmp_path, address)
    assert len(asked) == 2


def test_a_way_that_led_to_nothing_is_not_kept(serve: Serve, tmp_path: Path) -> None:
    address, _ = serve(leads_to("/sorry"), b"HTTP/1.1 403 No\r\n\r\n", OPEN_END + b"{}")
    assert "answers 403" in refused(tmp_path, address)
    assert ask(tmp_path, address).body == b"{}"


def test_an_answer_says_who_gave_it(serve: Serve, tmp_path: Path) -> None:
    there, _ = serve(OPEN_END + b"{}")
    here, asked = serve(leads_to(f"{there}/other?key=secret"))
    assert ask(tmp_path, here, there) == web.Answer(b"{}", f"{there}/other")
    assert ask(tmp_path, here, there) == web.Answer(b"{}", f"{there}/other")
    assert len(asked) == 1
    assert ask(tmp_path, there).by == ""


@pytest.mark.parametrize(
    "host",
    "127.0.0.1 2130706433 0x7f.1 0177.0.0.1 127.1 0 localhost [::1] [::ffff:127.0.0.1]".split(),
)
def test_nobody_is_led_into_a_private_network(serve: Serve, tmp_path: Path, host: str) -> None:
    inside, asked = serve(OPEN_END + b"{}")
    address, _ = serve(leads_to(f"http://{host}:{inside.rpartition(':')[2]}/"))
    assert "is a machine of a private network" in refused(tmp_path, address)
    assert not asked


def test_a_name_that_becomes_another_s_is_seen(
    serve: Serve, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside, asked = serve(OPEN_END + b"{}")
    port = int(inside.rpartition(":")[2])
    address, _ = serve(leads_to(f"http://rebound.example:{port}/"))
    real, told = socket.getaddrinfo, iter(["93.184.216.34", "127.0.0.1"])

    def resolve(host: str, *rest: Any, **options: Any) -> Any:
        return real(next(told) if host == "rebound.example" else host, *rest, **options)

    monkeypatch.setattr(outside.socket, "getaddrinfo", resolve)
    assert "rebound.example: is a machine of a private network" in refused(tmp_path, address)
    assert asked in ([], [b""])  # nothing was sent


@pytest.mark.parametrize(
    ("target", "says"),
    [
        ("file:///etc/passwd", 'leads to "file:"'),
        ("ftp://example.org/x", 'leads to "ftp:"'),
        ("data:,x", 'leads to "data:"'),
        ("https:///nowhere", "which is not the web"),
        ("https://ada:secret@example.org/", "example.org: is named with a user"),
    ],
)
def test_only_the_web_is_followed(serve: Serve, tmp_path: Path, target: str, says: str) -> None:
    said = refused(tmp_path, serve(leads_to(target))[0])
    assert says in said and "secret" not in said


@pytest.mark.parametrize(
    ("address", "is_open"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1::1", True),
        ("64:ff9b::5db8:d822", True),
        *(
            (each, False)
            for each in "0.0.0.0 10.1.2.3 100.64.0.1 169.254.169.254 172.16.0.1".split()
        ),
        *((each, False) for each in "192.168.1.1 224.0.0.1 240.0.0.1 255.255.255.255".split()),
        *((each, False) for each in ":: ::1 fe80::1%eth0 fc00::1 fec0::1 ff02::1".split()),
        *((each, False) for each in "::ffff:10.0.0.1 ::127.0.0.1 2002:7f00:1::1".split()),
        ("64:ff9b::7f00:1", False),
    ],
)
def test_which_machines_are_of_the_open_network(address: str, is_open: bool) -> None:
    assert is_public(address) is is_open
