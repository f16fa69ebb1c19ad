"""Fetch again what others wrote and this repository keeps: `python generator/vendor.py`.

`vendor.json` beside this file is the one list of it: package, version, licence, and for each
file where it is from, where it lies and its SHA-256. Without arguments every file is fetched
in the version that stands there; `NAME@VERSION` changes a version first. It asks npm and pip
and nothing else; run it in the environment of `python3 run.py setup` and review the diff.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from pathlib import Path
from xml.etree import ElementTree

from shelflist.citations.browser import find_locales, to_script

ROOT = Path(__file__).resolve().parents[1]
MANIFEST = Path(__file__).with_name("vendor.json")


def main(arguments: list[str]) -> None:
    """Fetch every package and write its files and the manifest."""
    packages = json.loads(MANIFEST.read_text(encoding="utf-8"))
    wanted = dict(argument.rsplit("@", 1) for argument in arguments)
    if unknown := wanted.keys() - {package["name"] for package in packages}:
        sys.exit(f"not in {MANIFEST.name}: {', '.join(sorted(unknown))}")
    for package in packages:
        package["version"] = wanted.get(package["name"], package["version"])
        fetch = fetch_npm if package["registry"] == "npm" else fetch_pypi
        contents = fetch(package["name"], package["version"])
        for file in package["files"]:
            write(file, contents[file["from"]])
    MANIFEST.write_text(json.dumps(packages, indent=2) + "\n", encoding="utf-8")


def fetch_npm(name: str, version: str) -> dict[str, bytes]:
    """Give the files of an npm package by their paths in it."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["npm", "pack", "--silent", f"{name}@{version}"], cwd=folder, check=True)
        with tarfile.open(next(Path(folder).glob("*.tgz"))) as archive:
            opened = {entry.name: archive.extractfile(entry) for entry in archive}
            return {n.removeprefix("package/"): file.read() for n, file in opened.items() if file}


def fetch_pypi(name: str, version: str) -> dict[str, bytes]:
    """Give the files of a wheel by their paths in it."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
        subprocess.run(
            [*command, "--only-binary=:all:", "-d", folder, f"{name}=={version}"], check=True
        )
        with zipfile.ZipFile(next(Path(folder).glob("*.whl"))) as archive:
            return {entry: archive.read(entry) for entry in archive.namelist()}


def write(file: dict[str, str], data: bytes) -> None:
    """Write one file as it came, as a script for the browser, or both; note its sum."""
    file["sha256"] = hashlib.sha256(data).hexdigest()
    if "to" in file:
        (ROOT / file["to"]).write_bytes(data)
    if "script" in file:
        (ROOT / file["script"]).write_text(wrap(file["from"], data), encoding="utf-8")


def wrap(path: str, data: bytes) -> str:
    """Give a style or a locale as a script."""
    text = data.decode()
    name, extension = Path(path).stem, Path(path).suffix
    if extension == ".csl":
        return to_script(name, text, find_locales(ElementTree.fromstring(data)))
    return to_script("", "", {name.removeprefix("locales-"): text})


if __name__ == "__main__":
    main(sys.argv[1:])
