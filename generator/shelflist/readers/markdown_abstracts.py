"""Abstracts that a list folds away beside its papers, and what is said in their stead."""

from __future__ import annotations

import re

from shelflist.readers.markdown_inline import parse_inline
from shelflist.text.clean import clean_text

_NAME = r"(?:\s|<[^<>]{0,100}>|[*_:])*(?P<name>abstract|摘要|tl;?\s?dr)\b[^<]{0,40}"
_OPENED = re.compile(
    rf"\s*<details[^<>]{{0,100}}>(?:\s|<br\s*/?>)*<summary[^<>]{{0,100}}>{_NAME}", re.IGNORECASE
)
_DETAILS = re.compile(
    rf"<details[^<>]{{0,100}}>(?:\s|<br\s*/?>)*<summary[^<>]{{0,100}}>{_NAME}"
    r"(?:<[^<>/]{0,100}>|</(?!details)[^<>]{0,100}>|\s)*"
    r"(?P<text>.*?)(?:</details\s*>|$)",
    re.IGNORECASE | re.DOTALL,
)
_SHORTEST = 60
"""Fewer characters are no abstract, but a link to one or a place that is still to be filled."""


def is_folded_abstract(text: str) -> bool:
    """Say whether words begin with an abstract, or a summary of it, that is folded away."""
    return _OPENED.match(text) is not None


def cut_abstract(text: str) -> tuple[str, str]:
    """Cut an abstract that is folded away out of an entry.

    A `TL;DR` in its place is cut out too: it is somebody's remark.

    Returns:
        The rest of the entry, and the abstract; empty if there is none.
    """
    if "<details" not in text.casefold():
        return text, ""
    found = ""
    for each in _DETAILS.finditer(text):
        if not found and not each["name"].casefold().startswith("tl"):
            found = to_abstract(each["text"])
    return _DETAILS.sub(" ", text), found


def to_abstract(text: str) -> str:
    """Give the words of an abstract without marks; empty if they are too few."""
    words = "".join(" " if span.is_break else span.text for span in parse_inline(text))
    plain = clean_text(" ".join(words.split()))
    return plain if len(plain) >= _SHORTEST else ""
