"""One item of a service's answer, typed; what has the wrong type costs its field alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from shelflist.formats.drafts import Draft
from shelflist.formats.json_items import Json, JsonItem, Lines
from shelflist.formats.left_out import find_left_out
from shelflist.problems import Problem, Severity

_SURROGATE = re.compile("[\ud800-\udfff]")
_KINDS = {
    bool: "true or false",
    int: "a number",
    float: "a number",
    list: "a list",
    dict: "an object",
}


class ServiceItem:
    """Reads the fields of one item by dotted paths and gathers the problems on the way.

    Args:
        item: An item whose value is an object.
        lines: Says where offsets lie.

    Attributes:
        asked: Keys that were looked at so far.
        left_out: Names of what the reader found and does not keep.
        problems: What was wrong there.
    """

    def __init__(self, item: JsonItem, lines: Lines) -> None:
        self._fields = item.value if isinstance(item.value, dict) else {}
        self._item = item
        self._lines = lines
        self._reported: set[str] = set()
        self.asked: set[str] = set()
        self.left_out: list[str] = []
        self.problems: list[Problem] = []

    def text(self, *paths: str) -> str:
        """Give the first of some paths that holds text (or a number, or a list of text)."""
        for path in paths:
            if found := self.texts(path):
                return found[0]
        return ""

    def texts(self, path: str) -> list[str]:
        """Give the texts at a path: one, or a list of them; DBLP also wraps one in an object."""
        value = self._find_own(path)
        values = value if isinstance(value, list) else [value]
        found: list[str] = []
        for value in values:
            each = value.get("text", value) if isinstance(value, dict) else value
            if isinstance(each, str):
                found.append(_SURROGATE.sub("\ufffd", each).strip())
            elif isinstance(each, int | float) and not isinstance(each, bool):
                found.append(str(each))
            elif each is not None:
                self.report(path, f"{path} is {_kind(each)}, not text")
        return [text for text in found if text]

    def objects(self, path: str) -> list[dict[str, Json]]:
        """Give the objects of the list at a path, or the one object that stands in its place."""
        value = self._find_own(path)
        values = value if isinstance(value, list) else [value]
        for each in values:
            if each is not None and not isinstance(each, dict):
                self.report(path, f"{path} has {_kind(each)} where an object should be")
        return [each for each in values if isinstance(each, dict)]

    def inner_text(self, value: Mapping[str, Json], path: str, *, within: str) -> str:
        """Give the text at a path inside an object of a list."""
        found = self._find(dict(value), path, within)
        if isinstance(found, str):
            return _SURROGATE.sub("\ufffd", found).strip()
        if isinstance(found, int | float) and not isinstance(found, bool):
            return str(found)
        if found is not None:
            self.report(within, f"{within} has {_kind(found)} at {path}, not text")
        return ""

    def mapping(self, path: str) -> dict[str, Json]:
        """Give the object at a path, or an empty one."""
        value = self._find_own(path)
        if value is not None and not isinstance(value, dict):
            self.report(path, f"{path} is {_kind(value)}, not an object")
        return value if isinstance(value, dict) else {}

    def numbers(self, path: str) -> list[int]:
        """Give the numbers of a date in parts: `[[2021, 5]]` gives 2021 and 5."""
        value = self._find_own(path)
        first = value[0] if isinstance(value, list) and value else value
        values = first if isinstance(first, list) else [first]
        found = [int(str(each)) for each in values if str(each).isdecimal() and len(str(each)) < 6]
        if not found and any(each is not None for each in values):
            self.report(path, f"{path} holds no date")
        return found

    def flag(self, path: str) -> bool:
        """Say whether there is `true` at a path."""
        return self._find_own(path) is True

    def report(self, path: str, message: str) -> None:
        """Add a problem at the place of the path's first key, once for each key."""
        key = path.partition(".")[0]
        if key in self._reported:
            return
        self._reported.add(key)
        offset = self._item.offsets.get(key, self._item.start)
        where = self._lines.location(offset)
        mend = "Save the service's answer again, or correct it here."
        self.problems.append(Problem(where, "wrong-type", message, mend, Severity.WARNING))

    def find_left_out(self, bookkeeping: frozenset[str]) -> Iterator[str]:
        """Find the keys that say something that nobody asked for."""
        yield from find_left_out(self._fields, self.asked, bookkeeping)
        yield from self.left_out

    def _find_own(self, path: str) -> Json:
        self.asked.add(path.partition(".")[0])
        return self._find(self._fields, path, path)

    def _find(self, value: Json, path: str, reported: str) -> Json:
        for key in path.split("."):
            if value is None:
                return None
            if not isinstance(value, dict):
                self.report(reported, f"{path} stands in {_kind(value)}, not in an object")
                return None
            value = value.get(key)
        return value


def fill(draft: Draft, item: ServiceItem, texts: Mapping[str, tuple[str, ...]]) -> None:
    """Set the text fields of a draft from the paths of a table."""
    for name, paths in texts.items():
        setattr(draft, name, item.text(*paths))


def _kind(value: Json) -> str:
    return _KINDS.get(type(value), "text")
