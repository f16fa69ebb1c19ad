"""Where names begin below a title, in pages of arXiv that label neither."""

from __future__ import annotations

import re
from collections.abc import Sequence

from shelflist.formats.arxiv_fields import strip_brackets


def count_title_lines(lines: Sequence[str]) -> int:
    """Count the lines that go on with a title, before names that have no label."""
    could_be = [bool(names := split_names(line)) and all(map(is_name, names)) for line in lines]
    for count, line in enumerate(lines):
        # Where names go on with the next line a comma stands at the end of this one.
        is_last = not any(could_be[count + 1 :]) or line.rstrip().endswith(",")
        if could_be[count] and is_last:
            return count
    return max(len(lines) - 1, 0)


def split_names(line: str) -> list[str]:
    """Give the names of a line, their affiliations in brackets left out."""
    names = (name.strip() for name in re.split(r",| and ", strip_brackets(line)))
    return [name for name in names if name and name.rstrip(".").lower() != "et al"]


def is_name(text: str) -> bool:
    """Say whether a text has the shape of a name."""
    words = text.split()
    return (
        2 <= len(words) <= 5
        and ":" not in text
        and words[0][:1].isupper()
        and words[-1][:1].isupper()
    )
