"""The same list builds with the forks of MkDocs and Material, strictly, to the same site.

MaterialX has the module `material` as well, so `run.py` installs it into a folder of its own.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from lists import ROOT, PaperList, copy_reading_list

pytestmark = pytest.mark.site

MATERIALX = ROOT / ".venv/materialx"
STYLES = re.compile(r"assets/stylesheets/main\.[0-9a-f]+\.min\.css")
BOXED = """\
# A page with a box

!!! note

    Only Material's whole style sheet can show it.

See the [papers](papers/index.md)[^1].

[^1]: And the footnotes.
"""


@pytest.fixture(scope="module")
def boxed(tmp_path_factory: pytest.TempPathFactory) -> PaperList:
    """The real list, with a page that needs a style sheet of Material."""
    made = copy_reading_list(tmp_path_factory.mktemp("ways") / "list")
    made.generate()
    made.write("docs/boxed.md", BOXED)
    return made


@pytest.fixture(scope="module")
def usual(boxed: PaperList) -> dict[str, bytes]:
    """The site as MkDocs and Material make it."""
    return build(boxed, "mkdocs")


def build(made: PaperList, builder: str, *, first: Path | None = None) -> dict[str, bytes]:
    """Build a list and read its site; `first` is a folder whose modules go before others."""
    site = made.root.parent / f"{builder}-{first.name if first else 'material'}"
    path = os.pathsep.join(filter(None, (str(first or ""), os.environ.get("PYTHONPATH", ""))))
    command = [sys.executable, "-m", builder, "build", "--strict", "-f", "mkdocs.yml"]
    done = subprocess.run(
        [*command, "--site-dir", str(site)],
        cwd=made.root,
        env=os.environ | {"PYTHONPATH": path, "SOURCE_DATE_EPOCH": "1700000000"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "WARNING" not in done.stdout + done.stderr
    return {p.relative_to(site).as_posix(): p.read_bytes() for p in site.rglob("*") if p.is_file()}


def find_styles(folder: Path) -> dict[str, bytes]:
    """Give the main style sheets of a package, by their paths in a site."""
    found = folder.glob("material/templates/assets/stylesheets/main.*.css")
    return {f"assets/stylesheets/{path.name}": path.read_bytes() for path in found}


def without_styles(site: dict[str, bytes]) -> dict[str, bytes]:
    """Give a site as if Material's style sheet had the same name and content everywhere."""
    return {
        name: STYLES.sub("assets/stylesheets/main.css", data.decode()).encode()
        if name.endswith(".html")
        else data
        for name, data in site.items()
        if not STYLES.fullmatch(name)
    }


def assert_same(found: dict[str, bytes], usual: dict[str, bytes]) -> None:
    """Compare two sites but for the style sheets of Material."""
    ours, theirs = without_styles(found), without_styles(usual)
    assert ours.keys() == theirs.keys()
    assert [name for name, data in ours.items() if data != theirs[name]] == []


def test_properdocs_builds_the_same_site(boxed: PaperList, usual: dict[str, bytes]) -> None:
    found = build(boxed, "properdocs")
    assert found.keys() == usual.keys()
    assert [name for name, data in found.items() if data != usual[name]] == []


@pytest.mark.parametrize("builder", ["mkdocs", "properdocs"])
def test_materialx_gives_the_site_its_style_sheets(
    boxed: PaperList, usual: dict[str, bytes], builder: str
) -> None:
    theirs = find_styles(MATERIALX)
    assert theirs, "run.py setup installs mkdocs-materialx into .venv/materialx/"
    found = build(boxed, builder, first=MATERIALX)
    assert {name: data for name, data in found.items() if STYLES.fullmatch(name)} == theirs
    (name,) = STYLES.findall(found["boxed/index.html"].decode())
    assert name in theirs
    assert name not in usual  # it is not by chance that of Material
    assert_same(found, usual)


def test_the_theme_warns_of_no_end(boxed: PaperList) -> None:
    """Material's own theme tells every builder of its end; ours loads its style sheets alone."""
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--site-dir", str(boxed.root.parent / "quiet")],
        cwd=boxed.root,
        capture_output=True,
        text=True,
        check=True,
    )
    lines = [line for line in (done.stdout + done.stderr).splitlines() if line.strip()]
    assert [line for line in lines if not line.startswith("INFO ")] == []
