"""Results of costly pure steps, kept between runs in `.cache/shelflist/`.

An entry is found again by the hash of everything that it depends on, the program's own
code included, so a stale answer is impossible and the folder may be removed at any time.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import cache, cached_property
from pathlib import Path
from typing import TypeAlias

Json: TypeAlias = "str | int | float | bool | list[Json] | dict[str, Json] | None"

FOLDER = ".cache/shelflist"


def fingerprint(*parts: str | bytes) -> str:
    """Give a hash of some texts; different cuts of one text give different hashes."""
    state = hashlib.blake2b(digest_size=12)
    for part in parts:
        data = part if isinstance(part, bytes) else part.encode("utf-8", "surrogatepass")
        state.update(len(data).to_bytes(8, "little"))
        state.update(data)
    return state.hexdigest()


@cache
def code_version() -> str:
    """Give a hash that changes whenever a module, template or style of this package does."""
    package = Path(__file__).parent
    files = (path for kind in ("py", "j2", "csl") for path in sorted(package.rglob(f"*.{kind}")))
    stats = ((path, path.stat()) for path in files)
    return fingerprint(*(f"{path.name} {s.st_size} {s.st_mtime_ns}" for path, s in stats))


def _write(path: Path, data: bytes) -> None:
    """Write a file whole, or not at all: without a cache a run is slower and as right."""
    beside = path.with_suffix(".tmp")
    if path.parent.resolve() != path.parents[2].resolve() / FOLDER:
        return  # a link that leads elsewhere is never followed
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(data)
        beside.replace(path)
    except OSError:
        with suppress(OSError):
            beside.unlink()


class Blob:
    """What one step leaves for its next run in a form of its own: bytes."""

    def __init__(self, root: Path, kind: str) -> None:
        """Name the bytes of `kind` for the list in `root`."""
        self._path = root / FOLDER / f"{kind}.bin"
        self._new = b""

    def read(self) -> bytes:
        """Give what the last run left; nothing if there is nothing of this program's."""
        version = code_version().encode()
        try:
            data = self._path.read_bytes()
        except OSError:
            return b""
        return data.removeprefix(version) if data.startswith(version) else b""

    def keep(self, data: bytes) -> None:
        """Leave bytes for the next run; they are written by `save`."""
        self._new = data

    def save(self) -> None:
        """Write what was given to keep."""
        if not self._new:
            return
        _write(self._path, code_version().encode() + self._new)


class Cache:
    """Entries of one kind; those that a run did not ask for are forgotten at its end."""

    def __init__(self, root: Path, kind: str) -> None:
        """Open the entries of `kind` for the list in `root`."""
        self._path = root / FOLDER / f"{kind}.json"
        self.blob = Blob(root, kind)
        self._used: dict[str, Json] = {}

    @cached_property
    def _old(self) -> dict[str, Json]:
        """What earlier runs left, read when it is first asked for."""
        return self._read()

    def get(self, parts: Iterable[str | bytes], make: Callable[[], Json]) -> Json:
        """Give the entry for `parts`, making it when it is not there."""
        key = fingerprint(*parts)
        if key not in self._used:
            self._used[key] = self._old[key] if key in self._old else make()
        return self._used[key]

    def find(self, parts: Iterable[str | bytes]) -> Json:
        """Give the entry for `parts`, or `None`."""
        key = fingerprint(*parts)
        if key in self._old:
            self._used[key] = self._old[key]
        return self._used.get(key)

    def put(self, parts: Iterable[str | bytes], value: Json) -> None:
        """Keep an entry."""
        self._used[fingerprint(*parts)] = value

    def save(self) -> None:
        """Write the entries of this run, if it asked for any and they are others than before."""
        self.blob.save()
        if not self._used or self._used.keys() == self._old.keys():
            return
        text = json.dumps({"code": code_version(), "entries": self._used}, ensure_ascii=False)
        _write(self._path, text.encode("utf-8", "surrogatepass"))

    def _read(self) -> dict[str, Json]:
        try:
            text = self._path.read_text(encoding="utf-8", errors="surrogatepass")
            stored = json.loads(text)
            entries = stored["entries"]
            is_ours = stored["code"] == code_version() and isinstance(entries, dict)
        except (OSError, ValueError, KeyError, TypeError):
            return {}  # missing or damaged: the results are made again
        return entries if is_ours else {}
