"""Results of costly pure steps, kept between runs in `.cache/shelflist/`.

An entry is found again by the hash of everything that it depends on, the program's own
code included, so a stale answer is impossible and the folder may be removed at any time.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable
from functools import cache
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


class Cache:
    """Entries of one kind; those that a run did not ask for are forgotten at its end."""

    def __init__(self, root: Path, kind: str) -> None:
        """Open the entries of `kind` for the list in `root`."""
        self._path = root / FOLDER / f"{kind}.json"
        self._old: dict[str, Json] = self._read()
        self._used: dict[str, Json] = {}

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
        """Write the entries of this run, if they are others than before."""
        if self._used.keys() == self._old.keys():
            return
        self._path.parent.mkdir(parents=True, exist_ok=True)
        text = json.dumps({"code": code_version(), "entries": self._used}, ensure_ascii=False)
        beside = self._path.with_suffix(".tmp")
        beside.write_text(text, encoding="utf-8", errors="surrogatepass")
        beside.replace(self._path)

    def _read(self) -> dict[str, Json]:
        try:
            text = self._path.read_text(encoding="utf-8", errors="surrogatepass")
            stored = json.loads(text)
            entries = stored["entries"]
            is_ours = stored["code"] == code_version() and isinstance(entries, dict)
        except (OSError, ValueError, KeyError, TypeError):
            return {}  # missing or damaged: the results are made again
        return entries if is_ours else {}
