"""The site: `mkdocs build` over `docs/`, for a server or to carry away offline."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from shelflist.cache import FOLDER
from shelflist.config import MKDOCS_FILE, Settings
from shelflist.interrupts import unheard
from shelflist.problems import Location, Problem, ShelflistError

OFFLINE_DIR = "site-offline"
_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest date a zip can hold; the same site gives the same bytes."""


def find_config(root: Path) -> str:
    """Give the list's `mkdocs.yml`, or one made for a list that has none."""
    if (root / MKDOCS_FILE).exists():
        return str((root / MKDOCS_FILE).resolve())
    settings, package = Settings(), Path(__file__).parent
    text = (package / "mkdocs-default.yml").read_text(encoding="utf-8")
    for name, value in {
        "site_name": settings.site_name,
        "docs_dir": str((root / settings.docs_dir).resolve()),
        "theme": str(package / "theme"),
    }.items():
        text = text.replace(f"{{{name}}}", json.dumps(value))
    made = root / FOLDER / MKDOCS_FILE
    made.parent.mkdir(parents=True, exist_ok=True)
    made.write_text(text, encoding="utf-8")
    return str(made.resolve())


def build_site(root: Path, site_dir: str, *, is_offline: bool = False, is_quiet: bool) -> Path:
    """Build the site with `mkdocs build --strict`.

    Args:
        root: The list's folder.
        site_dir: Folder for the site, relative to `root`.
        is_offline: Whether addresses name files, so that a double click opens every page.
        is_quiet: Whether MkDocs says nothing but warnings.

    Returns:
        The folder of the site.

    Raises:
        ShelflistError: MkDocs failed; what it said has been printed by it.
    """
    target = root / site_dir
    command = [
        sys.executable,
        "-m",
        "mkdocs",
        "build",
        "--strict",
        "--config-file",
        find_config(root),
    ]
    command += ["--site-dir", str(target.resolve())]
    command += ["--no-directory-urls"] if is_offline else []
    finished = subprocess.run(
        command,
        cwd=root,
        env=_environment(is_offline),
        check=False,
        # With its own --quiet MkDocs does not count the warnings that --strict is about.
        stderr=subprocess.PIPE if is_quiet else None,
        encoding="utf-8",
        errors="replace",
    )
    sys.stderr.writelines(_without_chatter(finished.stderr or ""))
    if finished.returncode:
        message = "mkdocs build did not finish; its messages stand above"
        if finished.returncode < 0:
            message = f"mkdocs build was ended from outside (signal {-finished.returncode})"
        mend = "Mend what they name and build again."
        raise ShelflistError(Problem(Location(MKDOCS_FILE), "mkdocs", message, mend))
    return target


def _without_chatter(said: str) -> Iterator[str]:
    """Give what MkDocs said without its news and the lists that follow them."""
    is_news = False
    for line in said.splitlines(keepends=True):
        is_news = line.startswith(("INFO", "DEBUG")) or (is_news and line.startswith("  "))
        if not is_news:
            yield line


def build_offline(root: Path, *, is_quiet: bool) -> tuple[Path, Path]:
    """Build the site to be opened by double click, as a folder and as a zip of it."""
    folder = build_site(root, OFFLINE_DIR, is_offline=True, is_quiet=is_quiet)
    archive = folder.with_suffix(".zip")
    beside = archive.with_suffix(".zip.tmp")
    with zipfile.ZipFile(beside, "w", zipfile.ZIP_DEFLATED) as file:
        for path in sorted(p for p in folder.rglob("*") if p.is_file()):
            entry = zipfile.ZipInfo(f"{folder.name}/{path.relative_to(folder).as_posix()}", _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            file.writestr(entry, path.read_bytes())
    beside.replace(archive)
    return folder, archive


def _environment(is_offline: bool) -> dict[str, str]:
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    if is_offline:
        environment["SHELFLIST_DIRECTORY_URLS"] = "false"
    return environment


@contextmanager
def serving(root: Path, address: str) -> Iterator[subprocess.Popen[bytes]]:
    """Run `mkdocs serve`, which reloads the browser whenever `docs/` or the theme changes."""
    command = [sys.executable, "-m", "mkdocs", "serve", "--config-file", find_config(root)]
    command += ["--livereload", "--dev-addr", address, "--watch-theme"]
    with unheard():
        server = subprocess.Popen(command, cwd=root, env=_environment(False))
    try:
        yield server
    finally:
        server.terminate()
        server.wait(10)
