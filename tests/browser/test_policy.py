"""What a page may load and run, and that a script that somebody wrote into one does not."""

from __future__ import annotations

import http.server
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from functools import partial
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser
from sites import Site

from lists import GPTQ, PaperList, new_list
from shelflist.cli import main
from shelflist.site.building import build_offline

POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]+)">')
STRANGER = """\
<img src="data:," onerror="document.title = 'taken'">
<script>document.title = 'taken'</script>
<base href="https://elsewhere.example/">
"""


class Scripts(HTMLParser):
    """The scripts of a page that stand in it, and handlers of events."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        is_data = (values.get("type") or "").endswith("json")
        if tag == "script" and "src" not in values and not is_data:
            self.found.append(str(self.get_starttag_text()))
        self.found += [name for name in values if name.startswith("on")]


@pytest.mark.parametrize("name", ["site", "offline", "sample"])
def test_every_page_has_a_policy_and_no_script_in_it(
    name: str, request: pytest.FixtureRequest
) -> None:
    site: Site = request.getfixturevalue(name)
    for page in site.pages():
        html = site.text(page)
        found = POLICY.search(html)
        assert found, page
        before = html[: found.start()]
        assert not re.search(r"<(?:script|link|style|img|base)\b", before), page
        policy = unescape(found[1])
        assert "unsafe-inline" not in re.sub(r"style-src[^;]*", "", policy), page
        assert "//" not in policy, page
        assert Scripts(html).found == [], page


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[str]:
    """Another host, with a script."""
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    (folder / "count.js").write_text("document.documentElement.dataset.counted = 'yes'")
    handler = partial(http.server.SimpleHTTPRequestHandler, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


def make(tmp_path: Path, settings: str) -> PaperList:
    made = new_list(tmp_path / "list", GPTQ)
    made.write("mkdocs.yml", made.text("mkdocs.yml") + settings)
    made.generate()
    made.write("docs/strange.md", f"# Strange\n\n{STRANGER}")
    return made


@pytest.mark.parametrize("is_named", [True, False])
def test_only_hosts_that_the_keeper_names_are_loaded_from(
    tmp_path: Path, elsewhere: str, browser: Browser, is_named: bool
) -> None:
    named = f"extra:\n  shelflist:\n    hosts: [{elsewhere}]\n" if is_named else ""
    made = make(tmp_path, f"extra_javascript: [{elsewhere}/count.js]\n{named}")
    folder, _ = build_offline(made.root)
    page = browser.new_page()
    page.goto((folder / "strange.html").as_uri(), wait_until="networkidle")
    assert page.evaluate("document.documentElement.dataset.counted") == (
        "yes" if is_named else None
    )
    assert page.title() == "Strange – Small"
    assert page.evaluate("document.baseURI") == page.url
    page.close()


def test_a_host_that_is_not_named_is_told(
    tmp_path: Path, elsewhere: str, capsys: pytest.CaptureFixture[str]
) -> None:
    made = make(tmp_path, f"extra_javascript:\n  - own.js\n  - path: {elsewhere}/count.js\n")
    made.write("docs/own.js", "")
    assert main(["-C", str(made.root), "check"]) == 0
    said = capsys.readouterr().out
    assert f'mkdocs.yml:4: warning: pages may load nothing from "{elsewhere}" [hosts]' in said
    made.write(
        "mkdocs.yml", f"{made.text('mkdocs.yml')}extra: {{shelflist: {{hosts: [{elsewhere}]}}}}\n"
    )
    assert main(["-C", str(made.root), "check"]) == 0
    assert "[hosts]" not in capsys.readouterr().out


def test_there_is_no_policy_while_serving(tmp_path: Path) -> None:
    made = make(tmp_path, "site_url: https://example.org/list/\n")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "shelflist.cli", "-C", str(made.root), "serve"]
    server = subprocess.Popen(
        [*command, "--address", f"127.0.0.1:{port}"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        html = ""
        while not html:
            assert server.poll() is None
            try:
                html = urlopen(f"http://127.0.0.1:{port}/list/").read().decode()
            except OSError:
                time.sleep(0.1)
        assert "livereload" in html and not POLICY.search(html)
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(10)
