"""What can still be read of an entry whose braces or quotes do not match.

Most people write a field a line. In an entry that does not close, each field therefore
goes from its name at the start of a line to the name that follows; a value counts only
if it is closed, so that no sentence is cut off and none runs into the next field.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_FIELD = re.compile(r"^[ \t,]*+(?P<name>[A-Za-z][\w+:.-]*+)\s*+=[ \t]*+", re.MULTILINE)
_BARE = re.compile(r"[^\s,{}\"#%()=@]++")
_SWALLOWED = re.compile(r"[},\"\n]\s*+[A-Za-z][\w+:.-]{0,40}\s*+=\s*+[{\"\d]")
"""A field inside a value: the value is not closed where it should be."""

_TAIL = " \t\r\n,"
_CLOSERS = {"{": "}", '"': '"'}


@dataclass(frozen=True, slots=True)
class Broken:
    """How an entry is broken.

    Attributes:
        lost: Names of the fields that could not be read.
    """

    lost: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SalvagedValue:
    """A value, and whether it is the name of a macro."""

    text: str
    is_macro: bool = False


def salvage(text: str, start: int, end: int) -> tuple[dict[str, SalvagedValue], Broken]:
    """Read the fields of a broken entry, each a line's beginning.

    Args:
        text: The file.
        start: Offset behind the key.
        end: Where the next block begins.

    Returns:
        The fields that are closed, by name in lower case, and what was lost.
    """
    names = list(_FIELD.finditer(text, start, end))
    if not names or text[start : names[0].start()].strip(_TAIL):
        names = [*_find_inline(text, start, names[0].start() if names else end), *names]
    fields: dict[str, SalvagedValue] = {}
    lost: list[str] = []
    for index, name in enumerate(names):
        is_last = index + 1 == len(names)
        value = text[name.end() : end if is_last else names[index + 1].start()]
        found = _read_value(value.strip(_TAIL), is_last=is_last)
        if found is None:
            lost.append(name["name"].lower())
        else:
            fields.setdefault(name["name"].lower(), found)
    return fields, Broken(tuple(lost))


def is_swallowing(value: str) -> bool:
    """Say whether a value holds a field, so that it is not closed where it should be."""
    return _SWALLOWED.search(value) is not None


def _find_inline(text: str, start: int, end: int) -> list[re.Match[str]]:
    """Find a first field that stands on the line of the key."""
    first = re.compile(r"[\s,]*+(?P<name>[A-Za-z][\w+:.-]*+)\s*+=\s*+").match(text, start, end)
    return [first] if first else []


def _read_value(value: str, *, is_last: bool) -> SalvagedValue | None:
    opener = value[:1]
    if opener in _CLOSERS:
        return _read_delimited(value, opener, is_last=is_last)
    bare = _BARE.match(value)
    if bare is None:
        return None
    return SalvagedValue(bare[0], is_macro=not bare[0].isdigit())


def _read_delimited(value: str, opener: str, *, is_last: bool) -> SalvagedValue | None:
    closer = _CLOSERS[opener]
    is_cut = is_last and not value.endswith((")", "}"))
    if is_last:
        # The entry's own closing brace, or what should have been the value's.
        value = _drop_entry_end(value, opener)
    closed = len(value) > 1 and value.endswith(closer)
    inner = value[1:-1] if closed else value[1:].strip(_TAIL)
    if (is_cut and not closed) or not inner.strip() or _SWALLOWED.search(inner):
        return None
    return SalvagedValue(_balance(inner))


def _drop_entry_end(value: str, opener: str) -> str:
    if not value.endswith((")", "}")):
        return value
    inner = value[:-1].rstrip(_TAIL)
    if opener == '"' or value.count("}") > value.count("{"):
        return inner
    return value


def _balance(value: str) -> str:
    """Take out the braces that have no partner, so that the rest can be read as LaTeX."""
    if value.count("{") == value.count("}"):
        return value
    kept: list[str] = []
    opened: list[int] = []
    for sign in value:
        if sign == "}":
            if not opened:
                continue
            opened.pop()
        elif sign == "{":
            opened.append(len(kept))
        kept.append(sign)
    for index in opened:
        kept[index] = ""
    return "".join(kept)
