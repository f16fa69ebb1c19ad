"""Building a list's site and serving it, for the tests that look at it in a browser."""

from __future__ import annotations

import functools
import http.server
import os
import re
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import Literal
from urllib.parse import unquote, urlsplit

from playwright.sync_api import Page

OpenPage = Callable[..., Page]
"""Opens a page: `open_page(width=1280, scheme="light", java_script=True, permissions=())`."""
Scheme = Literal["light", "dark"]

ROOT = Path(__file__).parents[2]
SAMPLE = Path(__file__).parent / "sample"


@dataclass(frozen=True)
class Site:
    """A built site.

    Attributes:
        folder: Where its files are.
        base: Its address, with a slash at the end.
        directory_urls: Whether pages have addresses such as `papers/lora/`.
    """

    folder: Path
    base: str
    directory_urls: bool

    def url(self, page: str) -> str:
        """Give the address of a page named as in the built folder (`papers/lora/index.html`)."""
        return self.base + (page.removesuffix("index.html") if self.directory_urls else page)

    def pages(self) -> list[str]:
        """Give every page, as paths in the folder."""
        return sorted(
            path.relative_to(self.folder).as_posix() for path in self.folder.rglob("*.html")
        )

    def text(self, page: str) -> str:
        """Give the HTML of a page."""
        return (self.folder / page).read_text(encoding="utf-8")

    def find(self, folder: str, contains: str = "") -> str | None:
        """Give the first page in a folder, other than its index, that contains some HTML."""
        for page in self.pages():
            inside = page.removeprefix(f"{folder}/")
            if inside != page and inside != "index.html" and contains in self.text(page):
                return page
        return None

    def kinds(self) -> dict[str, str]:
        """Give one page of each kind that this site has."""
        suffix = "/index.html" if self.directory_urls else ".html"
        guides = {f"guide {page}": page for page in self.pages() if page.startswith("guide/")}
        found = {
            "home": "index.html",
            "papers": "papers/index.html",
            "paper": self.find("papers", 'class="sl-authors"'),
            "paper with mathematics": self.find("papers", "<math"),
            "provisional paper": self.find("papers", "sl-provisional"),
            "topics": "topics/index.html",
            "topic": self.find("topics"),
            "references": "references/index.html",
            "reference": self.find("references"),
            "authors": "authors/index.html",
            "author": self.find("authors"),
            "about": f"about{suffix}",
            **guides,
            "not found": "404.html",
        }
        return {
            kind: page for kind, page in found.items() if page and (self.folder / page).exists()
        }


def build(config: Path, folder: Path, directory_urls: bool) -> None:
    """Build a list with plain MkDocs, strictly.

    Raises:
        AssertionError: MkDocs warned or failed; the message is what it said.
    """
    settings = {
        "SHELFLIST_DIRECTORY_URLS": "true" if directory_urls else "false",
    }
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "-f", str(config)]
    result = subprocess.run(
        [*command, "-d", str(folder)],
        env=os.environ | settings,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert result.returncode == 0, result.stdout + result.stderr


class _Handler(http.server.SimpleHTTPRequestHandler):
    """Serves a folder below the path that `site_url` names, with the site's own 404 page."""

    prefix = "/"

    def translate_path(self, path: str) -> str:
        return super().translate_path("/" + path.removeprefix(self.prefix))

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory) / "404.html"
        if code != 404 or not page.exists():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Keep quiet."""


@contextmanager
def serve(folder: Path, config: Path) -> Iterator[Site]:
    """Serve a built folder on a free port, under the path of its `site_url`."""
    match = re.search(r"^site_url:\s*(\S+)", config.read_text(encoding="utf-8"), re.M)
    prefix = urlsplit(match[1]).path if match else "/"
    handler = type("Handler", (_Handler,), {"prefix": prefix})
    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(handler, directory=str(folder))
    )
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield Site(folder, f"http://127.0.0.1:{server.server_port}{prefix}", True)
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class Anchors(HTMLParser):
    """Collects what a page links to and what may be linked in it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: set[str] = {"", "top"}
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.ids.update(value for name in ("id", "name") if (value := values.get(name)))
        links = (value for name in ("href", "src") if (value := values.get(name)))
        # A canonical address and an alternative name the published site, not this folder.
        if not (tag == "link" and values.get("rel") in ("canonical", "alternate")):
            self.links.extend(links)


def broken_links(site: Site) -> list[str]:
    """Say which internal links and fragments of a site lead nowhere."""
    anchors = {page: Anchors(site.text(page)) for page in site.pages()}
    broken = []
    for page, found in anchors.items():
        for link in found.links:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc or (page == "404.html" and link.startswith("/")):
                continue
            target = page if not parts.path else _resolve(page, unquote(parts.path))
            if target not in anchors:
                if not (site.folder / target).is_file():
                    broken.append(f"{page}: {link}")
            elif unquote(parts.fragment) not in anchors[target].ids:
                broken.append(f"{page}: {link} (no such place in the page)")
    return broken


def _resolve(page: str, path: str) -> str:
    target = os.path.normpath(Path(page).parent / path).replace(os.sep, "/")
    is_folder = path.endswith("/") or path.rsplit("/", 1)[-1] in (".", "..")
    return os.path.normpath(f"{target}/index.html") if is_folder else target
