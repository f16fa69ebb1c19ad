"""Names as the fields of a record hold them: one, or several on a line."""

from __future__ import annotations

import re
from contextlib import suppress

from shelflist.model import Name
from shelflist.text.clean import clean_text
from shelflist.text.names import keep_order, parse_name, parse_names

OTHERS = re.compile(r"(?:and )?others|et(?:\.\s?|\s)al\.?|…|\.\.\.", re.IGNORECASE)
"""What says that there are others is no name."""


def parse_entry_of_names(text: str) -> tuple[tuple[Name, ...], bool]:
    """Read the names of one field, and whether it says that there are others.

    A comma at the end says, as in EndNote, that the name is an institution's.
    """
    text = " ".join(text.split())
    if OTHERS.fullmatch(text):
        return (), True
    if ";" in text or " and " in text.casefold():
        return parse_names(text)
    if text.endswith(",") and text.count(",") == 1 and " " in text:
        return (Name(literal=clean_text(text.rstrip(", "))),), False
    name = find_name(text)
    return ((keep_order(name),) if name else ()), False


def find_name(text: str) -> Name | None:
    """Read one name; `None` for signs, or commands of LaTeX, that name nobody."""
    with suppress(ValueError):
        return parse_name(text)
    return None
