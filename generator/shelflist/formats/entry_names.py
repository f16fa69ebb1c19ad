"""Names as the fields of a record hold them: one, or several on a line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress

from shelflist.model import Name
from shelflist.text.clean import clean_text
from shelflist.text.names import are_family_first, parse_name, parse_names, strip_others

OTHERS = re.compile(r"(?:and )?others|et(?:\.\s?|\s)al\.?|…|\.\.\.", re.IGNORECASE)
"""What says that there are others is no name."""


_SAYS_OTHERS = re.compile(
    r"[\s,;]et(?:\.\s?|\s+)al\b|(?:^|\s|,)(?:and|&)\s+others\b", re.IGNORECASE
)


def parse_entries_of_names(texts: Sequence[str]) -> tuple[tuple[Name, ...], bool]:
    """Read the names of a list of fields, and whether it says that there are others.

    Names without a comma are in reading order unless all of them look like `Zhang QY`.
    """
    named = [strip_others(text.strip(" ,"))[0] for text in texts]
    is_family_first = are_family_first([part for text in named for part in _part_people(text)])
    found = [parse_entry_of_names(text, is_family_first=is_family_first) for text in texts]
    names = tuple(name for each, _ in found for name in each)
    return names, any(others for _, others in found)


def parse_entry_of_names(
    text: str, *, is_family_first: bool = False
) -> tuple[tuple[Name, ...], bool]:
    """Read the names of one field, and whether it says that there are others.

    A comma at the end says, as in EndNote, that the name is an institution's.

    Args:
        text: One name, or several.
        is_family_first: Whether `Zhang QY` is a family name with initials.
    """
    text = " ".join(text.split())
    if OTHERS.fullmatch(text):
        return (), True
    if ";" in text or " and " in text.casefold():
        return parse_names(text)
    text, has_others = strip_others(text) if says_others(text) else (text, False)
    if len(_part_people(text)) > 1:
        return parse_names(text)[0], has_others
    if text.endswith(",") and text.count(",") == 1 and " " in text:
        return (Name(literal=clean_text(text.rstrip(", "))),), has_others
    name = find_name(text, is_family_first=is_family_first)
    return ((name,) if name else ()), has_others


def _part_people(text: str) -> list[str]:
    """Part `Smith J, Doe KA`; `Smith, J` is one name."""
    parts = [part.strip() for part in text.strip(" ,").split(",")]
    return parts if all(" " in part for part in parts) and are_family_first(parts) else [text]


def says_others(text: str) -> bool:
    """Say whether a name, or names, go on with `et al.` or `and others`."""
    return bool(_SAYS_OTHERS.search(text))


def find_names(texts: Sequence[str]) -> tuple[Name, ...]:
    """Read the names of a list that somebody wrote, in the order in which all of it is."""
    is_family_first = len(texts) > 1 and are_family_first(texts)
    found = (find_name(text, is_family_first=is_family_first) for text in texts)
    return tuple(filter(None, found))


def find_name(text: str, *, is_family_first: bool = False) -> Name | None:
    """Read one name; `None` for signs, or commands of LaTeX, that name nobody."""
    with suppress(ValueError):
        return parse_name(text, is_family_first=is_family_first)
    return None
