"""The tool's guide is a site of its own beside the list's, at the addresses it always had."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from mkdocs.config import load_config

from lists import ROOT
from shelflist.problems import GUIDE

CONFIG = ROOT / "generator/guide/mkdocs.yml"
ADDRESSES = """
addresses architecture checking citations commands dependencies editing identity offline pages
reviewing seeds settings story taking topics
""".split()


@pytest.fixture(scope="module")
def guide(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("guide")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "-f", str(CONFIG)]
    done = subprocess.run(
        [*command, "-d", str(folder)], capture_output=True, text=True, check=False, timeout=100
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


def test_every_address_of_the_guide_is_kept(guide: Path) -> None:
    assert (guide / "index.html").is_file()
    assert [name for name in ADDRESSES if not (guide / name / "index.html").is_file()] == []


def test_the_guide_is_published_below_the_list() -> None:
    config = load_config(str(CONFIG))
    assert Path(config.site_dir) == ROOT / "site/guide"
    assert config.site_url == GUIDE


def test_pages_that_messages_name_are_there(guide: Path) -> None:
    sources = (ROOT / "generator/shelflist").rglob("*.py")
    named = {n for p in sources for n in re.findall(r"\{GUIDE\}(\w+)/", p.read_text("utf-8"))}
    assert named and named <= set(ADDRESSES)


def test_the_guide_is_searched_by_itself_and_asks_no_other_host(guide: Path) -> None:
    index = json.loads((guide / "search/search_index.json").read_text(encoding="utf-8"))
    assert {doc["location"].partition("/")[0].partition("#")[0] for doc in index["docs"]} == {
        "",
        *ADDRESSES,
    }
    for page in guide.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        assert not re.search(r'<script[^>]* src="https?:|<link rel="stylesheet" href="http', text)
        assert 'data-md-component="source"' not in text
