"""What others wrote is as it came, and `generator/vendor.json` says from where."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from shelflist.citations.browser import find_locales, to_script
from shelflist.config import CITATION_STYLES, PAGE_STYLES

ROOT = Path(__file__).parents[1]
PACKAGES = json.loads((ROOT / "generator/vendor.json").read_text(encoding="utf-8"))
FILES = [file for package in PACKAGES for file in package["files"]]
SCRIPTS = ROOT / "generator/shelflist/theme/assets/citations"


def test_each_package_says_what_it_is() -> None:
    for package in PACKAGES:
        assert set(package) == {"name", "registry", "version", "licence", "files"}
        assert all(package.values())


@pytest.mark.parametrize("file", [file for file in FILES if "to" in file], ids=lambda f: f["to"])
def test_each_file_is_as_it_came(file: dict[str, str]) -> None:
    assert hashlib.sha256((ROOT / file["to"]).read_bytes()).hexdigest() == file["sha256"]


@pytest.mark.parametrize("name", PAGE_STYLES)
def test_each_script_holds_its_style(name: str) -> None:
    style = (ROOT / f"generator/shelflist/citations/csl/{name}.csl").read_text(encoding="utf-8")
    locales = find_locales(ElementTree.fromstring(style.encode()))
    script = (SCRIPTS / f"{name}.js").read_text(encoding="utf-8")
    assert script == to_script(name, style, locales)


def test_the_locale_is_the_one_that_came() -> None:
    script = (SCRIPTS / "locale-en-US.js").read_text(encoding="utf-8")
    (file,) = (file for file in FILES if file.get("script", "").endswith("locale-en-US.js"))
    locale = json.loads(script.partition(" = ")[2].rstrip(";\n"))
    assert hashlib.sha256(locale.encode()).hexdigest() == file["sha256"]


def test_there_is_nothing_else() -> None:
    listed = {file[key] for file in FILES for key in ("to", "script") if key in file}
    folders = (SCRIPTS, ROOT / "generator/shelflist/citations/csl", ROOT / "tests/browser/vendor")
    there = {path.relative_to(ROOT).as_posix() for folder in folders for path in folder.iterdir()}
    assert there == listed


def test_every_style_of_the_settings_is_there() -> None:
    names = {Path(file["to"]).stem for file in FILES if file.get("to", "").endswith(".csl")}
    assert names == set(PAGE_STYLES)
    assert names >= set(CITATION_STYLES)
