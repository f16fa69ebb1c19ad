"""Links in Markdown whose words a program broke over lines, put on one line for every reader."""

from __future__ import annotations

import re
from dataclasses import replace

from shelflist.readers.document import Document

_BROKEN = re.compile(
    r"\[(?P<words>[^\[\]\n]*\n(?:[^\[\]\n]*\n){0,2}?[^\[\]\n]*)\](?P<address>\(https?://[^()\s]+\)[^\n]*)"
)
_PARAGRAPH = re.compile(r"\S[ \t]*\n[ \t]*\n[ \t]*\S")


def join_links(document: Document) -> Document:
    """Put the words of a link onto its first line, and leave its other lines blank."""
    if "](http" not in document.text:
        return document
    return replace(document, lines=tuple(_BROKEN.sub(_join, document.text).split("\n")))


def _join(match: re.Match[str]) -> str:
    words = match["words"]
    if _PARAGRAPH.search(words):  # two paragraphs are no words of one link
        return match[0]
    return f"[{' '.join(words.split())}]{match['address']}" + "\n" * words.count("\n")
