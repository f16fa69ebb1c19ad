"""Refusing regular expressions that could take for ever on an unlucky text.

Python's `re` tries every way in which the repeats of a pattern can share out a text. The
number of ways is at most the product of how often each part may repeat and of how many
alternatives each group has, as long as no repeat stands inside another. So that is what
is checked: no repeat within a repeat, no choice within a repeat, and a bounded product.
"""

from __future__ import annotations

import re
import warnings

LONGEST_TEXT = 4000
"""Patterns are tried on this many characters of a title or an abstract."""
MOST_WAYS = 4 * LONGEST_TEXT
LONGEST_PATTERN = 300

_PART = re.compile(
    r"""
    (?P<escape>\\.)
  | (?P<set>\[\^?\]?(?:\\.|[^\]\\])*\])
  | (?P<open>\((?:\?(?:[:=!>]|<[=!]|P<\w+>|[a-z-]+:?))?)
  | (?P<close>\))
  | (?P<repeat>[*+?]|\{(?P<least>\d*)(?P<comma>,?)(?P<most>\d*)\})(?P<manner>[?+]?)
  | (?P<choice>\|)
  | (?P<plain>.)
    """,
    re.VERBOSE | re.DOTALL,
)


def parse_pattern(pattern: str) -> re.Pattern[str]:
    """Compile a pattern that ignores case and is certain to finish soon.

    Raises:
        ValueError: The pattern is not valid, is too long, matches nothing at all
            (the empty text) or may be slow; the message says which.
    """
    if len(pattern) > LONGEST_PATTERN:
        raise ValueError(f"it is longer than {LONGEST_PATTERN} characters")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")  # Python warns of what it will read otherwise one day
            compiled = re.compile(pattern, re.IGNORECASE)
    except (re.error, Warning, OverflowError, RecursionError) as error:
        raise ValueError(str(error)) from None
    _refuse_slow(pattern)
    if compiled.match("") is not None:
        raise ValueError("it matches the empty text, so it would match everywhere")
    return compiled


def _refuse_slow(pattern: str) -> None:
    ways = 1
    groups: list[_Group] = [_Group()]
    closed: _Group | None = None
    for part in _PART.finditer(pattern):
        last, closed = closed, None
        if part["open"]:
            groups.append(_Group())
        elif part["close"] and len(groups) > 1:
            closed = groups.pop()
            ways *= 1 + closed.choices
            groups[-1].varies |= closed.varies or closed.choices > 0
        elif part["choice"]:
            groups[-1].choices += 1
        elif part["repeat"]:
            least, most = _repeats(part)
            if last is not None and most > 1 and (last.varies or last.choices):
                raise ValueError("a repeat or a choice stands inside a repeat, which can be slow")
            groups[-1].varies |= least != most
            ways *= 1 + most - least
        elif (part["escape"] or "")[1:].isdigit():
            raise ValueError("it refers back to a group, which can be slow")
    if ways > MOST_WAYS:
        raise ValueError("it has too many repeats or choices, which can be slow")


class _Group:
    """What has been seen inside one pair of brackets."""

    def __init__(self) -> None:
        self.varies = False
        self.choices = 0


def _repeats(part: re.Match[str]) -> tuple[int, int]:
    """Give how often a part stands at least and at most."""
    fixed = {"*": (0, LONGEST_TEXT), "+": (1, LONGEST_TEXT), "?": (0, 1)}
    if part["repeat"] in fixed:
        return fixed[part["repeat"]]
    least = int(part["least"] or 0)
    most = int(part["most"]) if part["most"] else LONGEST_TEXT if part["comma"] else least
    return least, most
