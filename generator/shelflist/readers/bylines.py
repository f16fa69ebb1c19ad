"""A line that is nothing but names of people, as it stands under a title."""

from __future__ import annotations

import re

from shelflist.formats.entry_names import find_names
from shelflist.model import Name

_NAME = re.compile(
    r"(?:[^\W\d_a-z][\w'’.-]*\.?)(?:\s+(?:[^\W\d_a-z][\w'’.-]*\.?|van|von|der|den|de|del|della|di"
    r"|da|dos|du|la|le|el|al|bin|ibn|ter|ten|zu)){1,4}"
)
_ET_AL = re.compile(r",?\s*(?:et al\.?|…|\.\.\.|\(?\+\s?\d+(?: (?:more|authors))?\)?)$")
_SEPARATOR = re.compile(r"\s*(?:,\s+and\s+|,|;|\s+and\s+|\s+&\s+|·)\s*")


def is_byline(text: str) -> bool:
    """Say whether a line holds two or more names and nothing else (one could be a title)."""
    pieces, more = _split(text)
    return len(pieces) >= (1 if more else 2) and all(_NAME.fullmatch(piece) for piece in pieces)


def find_byline(text: str) -> tuple[tuple[Name, ...], bool] | None:
    """Find the names in a line such as `Ada Lovelace, Alan Turing, Kurt Gödel`.

    Returns:
        The names, and whether the line says that there are more; `None` when the line
        is no byline.
    """
    if not is_byline(text):
        return None
    pieces, more = _split(text)
    return find_names(pieces), more


def _split(text: str) -> tuple[list[str], bool]:
    body = _ET_AL.sub("", text.strip())
    return [piece for piece in _SEPARATOR.split(body) if piece], body != text.strip()
