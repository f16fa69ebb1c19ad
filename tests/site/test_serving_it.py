"""MkDocs' own commands with the plugin: build, serve and gh-deploy, and what it refuses."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

import pytest

from gitlists import NOBODY, git, start
from lists import GPTQ, GPTQ_PAGE, LENS, TREES, PaperList, new_list
from shelflist.publishing import MARK

pytestmark = pytest.mark.site

POLICY = "Content-Security-Policy"
PAPER = "papers/gptq-accurate-quantization/"
PATIENCE = 60
"""Seconds after which a server is taken for broken."""


@pytest.fixture
def made(tmp_path: Path) -> PaperList:
    """A generated list whose site was never built."""
    made = new_list(tmp_path / "list", GPTQ, LENS, TREES)
    made.generate()
    return made


def mkdocs(made: PaperList, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run MkDocs in a list."""
    return subprocess.run(
        [sys.executable, "-m", "mkdocs", *arguments],
        cwd=made.root,
        capture_output=True,
        text=True,
        check=False,
    )


def test_mkdocs_build_makes_the_whole_site(made: PaperList) -> None:
    for _ in range(2):  # the second one takes the place of a site that is marked
        done = mkdocs(made, "build", "--strict")
        assert done.returncode == 0, done.stderr
        assert made.path(f"site/{MARK}").is_file()
    html = made.text(f"site/{PAPER}index.html")
    assert POLICY in html and "GPTQ: Accurate Quantization" in html
    for name in ("exports/papers.bib", "search/index.js", "llms.txt", "authors/names-a/index.html"):
        assert made.path(f"site/{name}").is_file(), name


@contextmanager
def serving(made: PaperList) -> Iterator[str]:
    """Run `mkdocs serve`; give the address of the site."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "mkdocs", "serve", "--livereload"]
    server = subprocess.Popen(
        [*command, "--dev-addr", f"127.0.0.1:{port}"],
        cwd=made.root,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield f"http://127.0.0.1:{port}/"
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(PATIENCE)


def wait_for(address: str, words: str) -> str:
    """Ask for a page until it says something."""
    end = time.monotonic() + PATIENCE
    html = ""
    while words not in html:
        assert time.monotonic() < end, html or "it does not answer"
        try:
            html = urlopen(address).read().decode()
        except OSError:
            time.sleep(0.2)
    return html


def test_an_edit_shows_while_mkdocs_serves(made: PaperList) -> None:
    with serving(made) as address:
        html = wait_for(address + PAPER, "GPTQ: Accurate Quantization")
        assert "livereload" in html and POLICY not in html
        made.change(GPTQ_PAGE, '"GPTQ: Accurate Quantization"', "Three bits are enough")
        html = wait_for(address + PAPER, "<h1>Three bits are enough</h1>")
        assert POLICY not in html
        # So do the lists, of which no file has changed.
        assert "Three bits are enough" in wait_for(f"{address}papers/", "Three bits")
        wait_for(f"{address}topics/compression/", "Three bits are enough")
    assert not made.path("site").exists()


def test_gh_deploy_publishes_the_site(made: PaperList, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in NOBODY.items():
        monkeypatch.setenv(name, value)
    remote = made.root.parent / "remote.git"
    git(made.root.parent, "init", "--quiet", "--bare", str(remote))
    start(made)
    git(made.root, "remote", "add", "origin", str(remote))
    done = mkdocs(made, "gh-deploy", "--strict", "--no-history")
    assert done.returncode == 0, done.stderr
    names = set(git(remote, "ls-tree", "-r", "--name-only", "gh-pages").split("\n"))
    assert {f"{PAPER}index.html", "index.html", ".nojekyll", "exports/papers.ris"} <= names
    assert POLICY in git(remote, "show", f"gh-pages:{PAPER}index.html")


def test_links_out_of_the_list_are_refused(made: PaperList) -> None:
    (made.root.parent / "private").mkdir()
    (made.root.parent / "private/diary.md").write_text("Mine.", encoding="utf-8")
    made.path("docs/notes").symlink_to(made.root.parent / "private")
    made.path("docs/papers/diary.md").symlink_to(made.root.parent / "private/diary.md")
    done = mkdocs(made, "build")
    assert done.returncode == 1
    for name in ("docs/notes", "docs/papers/diary.md"):
        assert f"{name}: is a link that leads out of the list [link-out]" in done.stderr
    assert not made.path("site").exists()


def test_a_folder_with_something_else_in_it_is_not_emptied(made: PaperList) -> None:
    made.write("site/thesis.tex", "Mine.")
    done = mkdocs(made, "build")
    assert done.returncode == 1
    assert "holds files and not the mark of Shelflist" in done.stderr
    assert made.path("site/thesis.tex").read_text() == "Mine."
    assert [path.name for path in made.path("site").iterdir()] == ["thesis.tex"]


def test_errors_of_several_pages_are_named_at_once(made: PaperList) -> None:
    made.change(GPTQ_PAGE, "title: ", "title: [")
    page = next(f"docs/papers/{slug}.md" for slug in made.papers() if "lens" in slug)
    made.change(page, "title: ", 'note: "never closed\ntitle: ')
    done = mkdocs(made, "build")
    assert done.returncode == 1
    found = re.findall(r"(docs/papers/[a-z-]+\.md):\d+:\d+: ", done.stderr)
    assert {*found} == {GPTQ_PAGE, page}, done.stderr
    assert not list(made.path("site").rglob("*.html"))
    assert "Traceback" not in done.stderr


def test_another_theme_is_told_what_to_write(made: PaperList) -> None:
    made.change("mkdocs.yml", "theme: shelflist", "theme: material")
    done = mkdocs(made, "build")
    assert done.returncode == 1
    assert 'mkdocs.yml: theme "material" cannot show' in done.stderr
    assert "theme: shelflist" in done.stderr
