"""The site: `mkdocs build` over `docs/`, for a server or to carry away offline."""

from __future__ import annotations

import gc
import json
import logging
import os
import subprocess
import sys
import warnings
import zipfile
from collections.abc import Iterator
from contextlib import chdir, contextmanager
from pathlib import Path

from shelflist.cache import FOLDER
from shelflist.config import MKDOCS_FILE, OFFLINE_DIR, Settings
from shelflist.interrupts import unheard
from shelflist.output import hold_lock
from shelflist.problems import Location, Problem, ShelflistError
from shelflist.publishing import staged, to_target

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest date a zip can hold; the same site gives the same bytes."""


def find_config(root: Path) -> str:
    """Give the list's `mkdocs.yml`, or one made for a list that has none."""
    if (root / MKDOCS_FILE).exists():
        return str((root / MKDOCS_FILE).resolve())
    settings, package = Settings(), Path(__file__).parents[1]
    text = (package / "mkdocs-default.yml").read_text(encoding="utf-8")
    for name, value in {
        "site_name": settings.site_name,
        "docs_dir": str((root / settings.docs_dir).resolve()),
    }.items():
        text = text.replace(f"{{{name}}}", json.dumps(value))
    made = root / FOLDER / MKDOCS_FILE
    made.parent.mkdir(parents=True, exist_ok=True)
    made.write_text(text, encoding="utf-8")
    return str(made.resolve())


def build_site(root: Path, site_dir: str) -> Path:
    """Build the site with MkDocs, strictly, and let it take the place of the one before.

    Args:
        root: The list's folder.
        site_dir: Folder for the site, relative to `root`.

    Returns:
        The folder of the site.

    Raises:
        ShelflistError: It could not be made; what stands there is as it was.
    """
    with _making(root, site_dir) as folder:
        _run_mkdocs(root, folder)
    return root / site_dir


def build_offline(root: Path) -> tuple[Path, Path]:
    """Build the site to be opened by double click, as a folder and as a zip of it.

    Raises:
        ShelflistError: As `build_site`.
    """
    with _making(root, OFFLINE_DIR) as folder:
        _run_mkdocs(root, folder, use_directory_urls=False)
        _zip(folder, folder.with_name(f"{OFFLINE_DIR}.zip"))
    return root / OFFLINE_DIR, root / f"{OFFLINE_DIR}.zip"


@contextmanager
def _making(root: Path, name: str) -> Iterator[Path]:
    """Give the path of a folder to make a site in, which is then published."""
    try:
        with hold_lock(root, f"{FOLDER}/running"), staged(to_target(root, name)) as folder:
            yield folder
    except OSError as error:
        file = error.filename2 or error.filename
        said = f"{error.strerror or error}{f' ({file})' if file else ''}"
        mend = "Make room on the disk, or allow writing there, and build again."
        raise ShelflistError(
            Problem(Location(name), "unwritable", f"cannot be written: {said}", mend)
        ) from None


def _run_mkdocs(root: Path, folder: Path, *, use_directory_urls: bool | None = None) -> None:
    """Run MkDocs in this process: whatever ends it then ends MkDocs with it.

    Raises:
        OSError: Something cannot be read or written.
        ShelflistError: With what MkDocs said.
    """
    from mkdocs.commands.build import build  # here, since only a build needs it
    from mkdocs.config import load_config

    config_file = find_config(root)
    gc.freeze()
    gc.enable()  # MkDocs makes a parser for each page, which only this removes
    told = _Told()
    logger = logging.getLogger("mkdocs")
    logger.setLevel(logging.WARNING)
    logger.addHandler(told)
    try:
        with chdir(root), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            config = load_config(
                config_file,
                strict=True,
                site_dir=str(folder),
                use_directory_urls=use_directory_urls,
            )
            config.plugins.on_startup(command="build", dirty=False)
            try:
                build(config)
            finally:
                config.plugins.on_shutdown()
    except (Exception, SystemExit) as error:  # a theme, plugin or hook may raise anything
        if isinstance(error, OSError) and error.errno:  # Jinja's own have no number
            raise
        if isinstance(error.__cause__, KeyboardInterrupt):  # it came while a class was made
            raise
        told.add(f"mkdocs build did not finish: {type(error).__name__}: {error}")
        raise ShelflistError(*dict.fromkeys(told.problems)) from None
    finally:
        logger.removeHandler(told)


class _Told(logging.Handler):
    """What MkDocs says, as problems."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.problems: list[Problem] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.add(record.getMessage())

    def add(self, message: str) -> None:
        mend = "Mend what is named and build again;  mkdocs build --strict --verbose  says more."
        said = " ".join(message.split())
        self.problems.append(Problem(Location(MKDOCS_FILE), "mkdocs", said, mend))


def _zip(folder: Path, archive: Path) -> None:
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as file:
        for path in sorted(p for p in folder.rglob("*") if p.is_file()):
            entry = zipfile.ZipInfo(f"{folder.name}/{path.relative_to(folder).as_posix()}", _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            file.writestr(entry, path.read_bytes())


@contextmanager
def serving(root: Path, address: str) -> Iterator[subprocess.Popen[bytes]]:
    """Run `mkdocs serve`, which reloads the browser whenever `docs/` or the theme changes."""
    command = [sys.executable, "-m", "mkdocs", "serve", "--config-file", find_config(root)]
    command += ["--livereload", "--dev-addr", address, "--watch-theme"]
    environment = os.environ
    with unheard():
        server = subprocess.Popen(command, cwd=root, env=environment)
    try:
        yield server
    finally:
        server.terminate()
        server.wait(10)
