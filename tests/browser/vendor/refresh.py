"""Bring the vendored browser test tool up to a version: `python refresh.py 4.14.1`.

Needs npm. Writes `axe.min.js` and `vendor.json`; review both before committing.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
NAME = "axe-core"
FILE = "axe.min.js"


def fetch(version: str) -> tuple[bytes, str]:
    """Give the file of one version and its licence."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["npm", "pack", "--silent", f"{NAME}@{version}"], cwd=folder, check=True)
        with tarfile.open(next(Path(folder).glob("*.tgz"))) as archive:
            script = archive.extractfile(f"package/{FILE}")
            package = archive.extractfile("package/package.json")
            assert script is not None and package is not None
            return script.read(), str(json.loads(package.read())["license"])


def write(version: str) -> None:
    """Write the file and what is known of it."""
    data, licence = fetch(version)
    (HERE / FILE).write_bytes(data)
    entry = {
        "name": NAME,
        "version": version,
        "file": FILE,
        "licence": licence,
        "sha256": hashlib.sha256(data).hexdigest(),
    }
    (HERE / "vendor.json").write_text(json.dumps([entry], indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    write(sys.argv[1])
