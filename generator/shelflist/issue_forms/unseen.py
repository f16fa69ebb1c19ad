"""Signs that nobody sees: what they are called, behind what they stand, and which may stay.

Text can be hidden in them, and two values that look alike can differ by one.

Source:
    Unicode's Default_Ignorable_Code_Point (DerivedCoreProperties.txt), with the categories that
    draw nothing and the few letters and symbols that are drawn as a gap.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_IGNORABLE = frozenset(
    {0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, *range(0x180B, 0x1810), 0x3164, 0xFFA0}
)
_GAPS = frozenset({0x2800, 0x1D159, 0xFFFC})
_SELECTORS = frozenset({*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)})
_JOINERS = frozenset({0x200C, 0x200D})
_FIRST_JOINED = 0x0590
"""Scripts whose letters joiners part and join come behind Latin, Greek and Cyrillic."""
_AROUND = 20


@dataclass(frozen=True, slots=True)
class Unseen:
    """A sign that cannot be seen.

    Attributes:
        text: What a person is told: its number, its name and what stands before it.
        is_needed: Whether the script or the sign before it is written with it.
    """

    text: str
    is_needed: bool


def find_unseen(text: str) -> Iterator[Unseen]:
    """Find signs that cannot be seen, each once, and where it is not needed if anywhere."""
    found: dict[str, Unseen] = {}
    for at, sign in enumerate(text):
        if not is_unseen(sign) or (sign in found and not found[sign].is_needed):
            continue
        is_needed = _is_needed(text, at)
        if sign not in found or not is_needed:
            found[sign] = Unseen(_describe(text, at), is_needed)
    yield from found.values()


def is_unseen(sign: str) -> bool:
    """Say whether a sign is drawn as nothing; a line's end and a tab are not meant."""
    number = ord(sign)
    if number < 0x7F and sign not in "\n\t":
        return number < 0x20
    known = number in _IGNORABLE or number in _GAPS or number in _SELECTORS
    return sign not in "\n\t" and (known or unicodedata.category(sign) in _CATEGORIES)


def _is_needed(text: str, at: int) -> bool:
    """Say whether a joiner stands within a word that has such, or one selector behind a sign."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if ord(text[at]) in _SELECTORS:
        return (
            bool(before) and not before.isspace() and not before.isascii() and not is_unseen(before)
        )
    return ord(text[at]) in _JOINERS and all(
        sign and ord(sign) >= _FIRST_JOINED and unicodedata.category(sign)[0] in "LM"
        for sign in (before, after)
    )


def _describe(text: str, at: int) -> str:
    seen = "".join(" " if sign.isspace() else sign for sign in text[:at] if not is_unseen(sign))
    name = unicodedata.name(text[at], "")
    place = f'behind "{seen[-_AROUND:].lstrip()}"' if seen.strip() else "at the beginning"
    return f"U+{ord(text[at]):04X}{f' ({name})' if name else ''} {place}"
