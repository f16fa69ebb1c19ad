"""JSON whose values know where they stand, so that a problem can name line and column.

The `json` module forgets positions once it has parsed. Here the outer shape (an array
of objects, a lone object, or an object that wraps the array) is walked by hand with
`raw_decode` for every value, which keeps the speed and gives the offset of each.

Source:
    RFC 8259. Raw control characters inside strings are let through, because people paste.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Collection, Generator, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from shelflist.formats.json_ends import Ends
from shelflist.problems import Location

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"

Path: TypeAlias = tuple[str, ...]

WRAPPERS: tuple[Path, ...] = (("items",), ("references",))
"""Keys under which Zotero's service and Pandoc put the array."""

_BLANK = re.compile(r"[ \t\r\n]*")
_LONGEST_INTEGER = 18
_MOST_REPAIRS = 500
"""So many places are tried as the next item's beginning before the rest is given up."""


@dataclass(frozen=True, slots=True)
class JsonItem:
    """One item of the array, or the lone object.

    Attributes:
        value: The parsed value.
        start: Offset of its first character.
        end: Offset after its last character.
        offsets: For an object, where the value of each key begins.
        repeated: Keys given twice in one object, with the offset of the later value.
        error: What is wrong where this is no JSON; `value` is then `None`.
    """

    value: Json
    start: int
    end: int
    offsets: dict[str, int] = field(default_factory=dict)
    repeated: tuple[tuple[str, int], ...] = ()
    error: json.JSONDecodeError | None = None


class Lines:
    """Turns offsets in a text into lines and columns, both from 1."""

    def __init__(self, text: str, file: str) -> None:
        self._file = file
        self._starts = [0, *(found.end() for found in re.finditer(r"\r\n|\r|\n", text))]

    def line(self, offset: int) -> int:
        """Give the line on which an offset lies."""
        return bisect_right(self._starts, offset)

    def location(self, offset: int) -> Location:
        """Give file, line and column of an offset."""
        line = self.line(offset)
        return Location(self._file, line, offset - self._starts[line - 1] + 1)


def parse_items(
    text: str,
    wrappers: Sequence[Path] = WRAPPERS,
    marks: Collection[str] = ("title",),
) -> Iterator[JsonItem]:
    """Give the items of a JSON text one by one.

    An item that is broken is given with its `error`; the next object after it that has
    one of the keys `marks` is taken for the next item.

    Args:
        text: An array, a lone object, an object with the array inside, or several of
            these one after another (JSON Lines).
        wrappers: Where in an object the array (or the lone item) may be, the surest first.
        marks: Keys by which an item is known.

    Raises:
        json.JSONDecodeError: The text is not JSON; items before the place were given.
    """
    return _Walker(text, wrappers, marks).items()


def find_inner(text: str, item: JsonItem, key: str) -> JsonItem | None:
    """Find an object inside an item, with the places of its own keys."""
    if not isinstance(item.value, dict) or not isinstance(item.value.get(key), dict):
        return None
    return _Walker(text, (), ()).item_at(item.offsets[key])


class _Walker:
    def __init__(self, text: str, wrappers: Sequence[Path], marks: Collection[str]) -> None:
        self._text = text
        self._wrappers = wrappers
        self._marks = marks
        self._repairs = 0
        self._ends = Ends(text)
        self._is_damaged = False
        self._repeated: list[str] = []
        self._decoder = json.JSONDecoder(
            object_pairs_hook=self._to_object,
            parse_int=_to_integer,
            parse_constant=str,
            strict=False,
        )

    def items(self) -> Iterator[JsonItem]:
        at = self._skip(1 if self._text.startswith("\ufeff") else 0)
        while True:
            end = yield from self._value(at)
            at = self._skip(end)
            if at == len(self._text):
                return
            if not self._has(at, "{"):
                raise self._error("Something follows the end of the list", at)

    def item_at(self, start: int) -> JsonItem:
        """Give the value that begins at an offset."""
        return self._item(start)

    def _value(self, start: int) -> Generator[JsonItem, None, int]:
        """Give the items of one value and return the offset after it."""
        if self._has(start, "["):
            return (yield from self._array(start))
        try:
            item = self._item(start)
        except json.JSONDecodeError:
            inside = self._find_array(start)
            if inside is None:
                raise
            yield from self._array(inside)
            return len(self._text)
        found = self._find_wrapped(item)
        if found is None:
            yield item
        elif self._has(found, "["):
            yield from self._array(found)
        else:
            yield self._item(found)
        return item.end

    def _find_array(self, start: int) -> int | None:
        """Find the array inside an object that is broken somewhere."""
        if not self._has(start, "{"):
            return None
        names = "|".join({re.escape(path[-1]) for path in self._wrappers})
        found = re.compile(rf'"(?:{names})"\s*:\s*(?=\[)').search(self._text, start)
        return found.end() if found else None

    def _find_wrapped(self, item: JsonItem) -> int | None:
        """Find the value at the first wrapper that there is; an item itself has a title."""
        if not isinstance(item.value, dict) or "title" in item.value:
            return None
        return next(
            (at for path in self._wrappers if (at := self._locate(item, path)) is not None), None
        )

    def _locate(self, item: JsonItem, path: Path) -> int | None:
        for depth, key in enumerate(path, 1):
            value = item.value.get(key) if isinstance(item.value, dict) else None
            if isinstance(value, list) and depth == len(path):
                return item.offsets[key]
            if not isinstance(value, dict):
                return None
            item = self._item(item.offsets[key])
        return item.start

    def _array(self, start: int) -> Generator[JsonItem, None, int]:
        """Give the items between brackets and return the offset after the closing one."""
        at = self._skip(start + 1)
        if self._has(at, "]"):
            return at + 1
        while True:
            end = self._ends.find(at) if self._is_damaged else None
            try:
                item = self._item(at) if end is None else self._item_alone(at, end)
            except json.JSONDecodeError as error:
                if self._has(at, "]"):
                    raise
                self._is_damaged = True
                end = end or self._ends.find(at)
                if end is None:
                    end = self._resume(max(error.pos, at + 1)) or self._resume(at + 1)
                yield JsonItem(None, at, end or len(self._text), error=error)
                if end is None or end >= len(self._text):
                    return len(self._text)
                at = self._skip(end)
                if self._has(at, "]"):
                    return at + 1
                at = self._skip(at + 1) if self._has(at, ",") else at
                continue
            yield item
            at = self._skip(item.end)
            if self._has(at, "]"):
                return at + 1
            if self._has(at, "{"):
                yield JsonItem(None, at, at, error=self._error("Expecting ','", at))
            else:
                at = self._after(at, ",")

    def _item_alone(self, start: int, end: int) -> JsonItem:
        """Give the item between two offsets; an error in a long text is slow to raise."""
        walker = _Walker(self._text[start:end], (), ())
        try:
            item = walker.item_at(0)
        except json.JSONDecodeError as error:
            error.pos += start
            raise
        return replace(
            item,
            start=start,
            end=start + item.end,
            offsets={key: start + at for key, at in item.offsets.items()},
            repeated=tuple((key, start + at) for key, at in item.repeated),
        )

    def _resume(self, start: int) -> int | None:
        """Find where the next whole item begins after a broken one."""
        while self._repairs < _MOST_REPAIRS:
            self._repairs += 1
            start = self._text.find("{", start)
            if start < 0:
                return None
            try:
                item = self._item(start)
            except json.JSONDecodeError:
                start += 1
                continue
            if isinstance(item.value, dict) and any(key in item.value for key in self._marks):
                return start
            start = item.end
        return None

    def _item(self, start: int) -> JsonItem:
        if not self._has(start, "{"):
            value, end = self._decode(start)
            return JsonItem(value, start, end, {}, self._take_repeated(start))
        fields: dict[str, Json] = {}
        offsets: dict[str, int] = {}
        repeated: list[tuple[str, int]] = []
        at = self._skip(start + 1)
        while not self._has(at, "}"):
            if fields:
                at = self._after(at, ",")
            key, at = self._key(at)
            at = self._after(self._skip(at), ":")
            value, end = self._decode(at)
            repeated += self._take_repeated(at)
            if key in fields:
                repeated.append((key, at))
            else:
                fields[key], offsets[key] = value, at
            at = self._skip(end)
        return JsonItem(fields, start, at + 1, offsets, tuple(repeated))

    def _key(self, at: int) -> tuple[str, int]:
        if not self._has(at, '"'):
            raise self._error("Expecting a key in double quotes", at)
        value, end = self._decode(at)
        return str(value), end

    def _decode(self, at: int) -> tuple[Json, int]:
        try:
            return self._decoder.raw_decode(self._text, at)
        except RecursionError:
            raise self._error("Brackets are nested too deeply", at) from None

    def _to_object(self, pairs: list[tuple[str, Json]]) -> dict[str, Json]:
        found: dict[str, Json] = {}
        for key, value in pairs:
            if key in found:
                self._repeated.append(key)
            else:
                found[key] = value
        return found

    def _take_repeated(self, offset: int) -> tuple[tuple[str, int], ...]:
        taken = tuple((key, offset) for key in self._repeated)
        self._repeated.clear()
        return taken

    def _has(self, at: int, mark: str) -> bool:
        return self._text.startswith(mark, at)

    def _skip(self, at: int) -> int:
        blank = _BLANK.match(self._text, at)
        return blank.end() if blank else at

    def _after(self, at: int, mark: str) -> int:
        """Give the offset of what follows a mark that must stand here."""
        if not self._has(at, mark):
            raise self._error(f"Expecting {mark!r}", at)
        return self._skip(at + 1)

    def _error(self, message: str, at: int) -> json.JSONDecodeError:
        return json.JSONDecodeError(message, self._text, at)


def _to_integer(digits: str) -> int | str:
    # Python refuses to convert thousands of digits; no field needs more than a few.
    return int(digits) if len(digits) <= _LONGEST_INTEGER else digits
