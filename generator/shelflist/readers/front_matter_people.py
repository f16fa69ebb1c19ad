"""The people of a page: a text with several names, a list of names, or of their parts."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from shelflist.formats.entry_names import find_names, parse_entry_of_names
from shelflist.formats.front_matter_values import Value
from shelflist.model import Name
from shelflist.readers.front_matter_text import to_plain
from shelflist.text.names import parse_names

_MARKS = re.compile(
    r"<sup>.{0,100}?</sup>|\\?\*+(?=\s*(?:,|;|$|and\b))|[†‡§¶∗*⁎✉#]|\^\S*", re.DOTALL
)
_BETWEEN = re.compile(r"\s*,\s*(?:and\s+|&\s*)?|\s+(?:and|&)\s+")
_INITIALS = re.compile(r"(?:[^\W\d_a-z]\.?[\s-]?){1,5}|others")
_USER = re.compile(r"[a-z][a-z0-9_-]*")


def find_people(fields: Mapping[str, Value], names: Sequence[str]) -> tuple[list[Name], bool]:
    """Give the people of the first field that names any, and whether there are others.

    HugoBlox writes `admin`, or the name of a folder, for people who have a page of their
    own: such a word is no name, so the list is one with others.
    """
    for name in names:
        value = fields.get(name)
        entries = value if isinstance(value, list) else [value] if value else []
        people, others = _read_people(entries)
        if people or others:
            return people, others
    return [], False


def find_users(value: Value | None) -> list[str]:
    """Give the authors that are named by a word for their page on the site."""
    entries = value if isinstance(value, list) else [value or ""]
    return [text for text in map(_to_name_text, entries) if _USER.fullmatch(text)]


def _read_people(entries: Sequence[Value]) -> tuple[list[Name], bool]:
    people: list[Name] = []
    others = False
    for entry in entries:
        text = _to_name_text(entry)
        if not any(character.isalnum() for character in text):
            continue
        if _USER.fullmatch(text):
            others = True
        elif pieces := _split_plain(text):
            people += find_names(pieces)
        elif len(entries) == 1 or ";" in text or text.count(",") > 1 or " and " in text:
            found, has_others = parse_names(text)
            people += found
            others |= has_others
        else:
            found, has_others = parse_entry_of_names(text)
            people += found
            others |= has_others
    return people, others


def _split_plain(text: str) -> list[str]:
    """Split names in reading order, such as `Di He, Le Song and Bin Lin`; none if they are not.

    Each has two words or more, so that no part of a name in the other order stands alone.
    """
    pieces = [piece.strip() for piece in _BETWEEN.split(text)]
    is_plain = all(len(p.split()) > 1 and not _INITIALS.fullmatch(p) for p in pieces)
    return pieces if len(pieces) > 1 and is_plain and " et al" not in text else []


def _to_name_text(entry: Value) -> str:
    """Give one entry of a list of authors as a name: a text, or parts under their names."""
    if isinstance(entry, dict):
        name = entry.get("name") or entry.get("literal") or entry.get("display_name") or ""
        parts = name if isinstance(name, dict) else entry
        if isinstance(name, str) and name:
            return _to_name_text(name)
        family, given = (
            next((v for n in names if isinstance(v := parts.get(n), str) and v), "")
            for names in (("family", "last", "last_name"), ("given", "first", "first_name"))
        )
        return _to_name_text(f"{family}, {given}" if family and given else family or given)
    if not isinstance(entry, str):
        return ""
    bare = _MARKS.sub("", entry.replace("\\*", "*").replace("[[", "").replace("]]", ""))
    return to_plain(bare).replace('"', "").strip(" ,")
