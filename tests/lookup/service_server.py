"""A server on this machine that answers as arXiv, Crossref, OpenAlex, DBLP and doi.org do."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

ANSWERS = Path(__file__).parent / "answers"
DOI = "10.1145/5550001.5550002"


@dataclass
class Asked:
    """One request as the server saw it."""

    path: str
    query: dict[str, list[str]]
    agent: str
    accept: str


Reply = tuple[int, dict[str, str], bytes]


@dataclass
class Server:
    """Answers by path; a test may put other answers before the saved ones."""

    address: str
    asked: list[Asked] = field(default_factory=list)
    before: list[Reply] = field(default_factory=list)

    def services(self) -> dict[str, str]:
        names = ("arxiv", "crossref", "openalex", "dblp", "doi")
        return {name: f"{self.address}/{name}" for name in names}

    def settings(self) -> str:
        lines = "".join(f"      {name}: {a}\n" for name, a in self.services().items())
        return f"extra:\n  shelflist:\n    contact: keeper@example.org\n    services:\n{lines}"


def _saved(name: str, media: str) -> Reply:
    return 200, {"Content-Type": media}, (ANSWERS / name).read_bytes()


MISSING: Reply = (404, {"Content-Type": "text/plain"}, b"Resource not found.")


def _answer(asked: Asked) -> Reply:
    path = unquote(asked.path)
    if path == "/arxiv/api/query":
        known = asked.query["id_list"] == ["2901.00017"]
        return _saved("arxiv.xml" if known else "arxiv-none.xml", "application/atom+xml")
    if path == "/dblp/search/publ/api":
        return _saved("dblp.json", "application/json")
    saved = {
        f"/crossref/works/{DOI}": ("crossref.json", "application/json"),
        f"/openalex/works/doi:{DOI}": ("openalex.json", "application/json"),
        "/openalex/works/W4000000017": ("openalex.json", "application/json"),
        "/dblp/rec/conf/jcdl/KeeperB30.bib": ("dblp.bib", "application/x-bibtex"),
        "/doi/10.5281/zenodo.5550003": ("datacite.json", "application/json"),
    }
    return _saved(*saved[path]) if path in saved else MISSING


def _make_handler(server: Server) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            url = urlsplit(self.path)
            head = self.headers
            asked = Asked(url.path, parse_qs(url.query), head["User-Agent"], head["Accept"])
            server.asked.append(asked)
            status, headers, body = server.before.pop(0) if server.before else _answer(asked)
            self.send_response(status)
            for name, value in {**headers, "Content-Length": str(len(body))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        log_message: Callable[..., None] = lambda *_: None

    return Handler


@pytest.fixture
def server() -> Iterator[Server]:
    made = Server("")
    with ThreadingHTTPServer(("127.0.0.1", 0), _make_handler(made)) as running:
        made.address = f"http://127.0.0.1:{running.server_address[1]}"
        Thread(target=running.serve_forever, daemon=True).start()
        yield made
        running.shutdown()
