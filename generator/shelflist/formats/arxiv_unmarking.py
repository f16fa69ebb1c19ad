"""Markdown taken off the lines of arXiv's pages, as programs that convert pages write it."""

from __future__ import annotations

import re

_MARKDOWN_LINK = re.compile(
    r"\[((?:[^\[\]]|\[[^\[\]]{0,100}\])*)\]\((?:[^()\s]|\([^()\s]{0,100}\))*\)"
)
_MARKDOWN_MARK = re.compile(
    r"^\s*(?:[>#]+\s+)+|^\s*[*+-]\s+(?=\[?\d|arXiv)|\*\*|^\s*\|\s*|\s*\|\s*$|\\(?=[\[\]])"
)
_MARKED = re.compile(r"\]\(|\*\*|\\\[|^\s*[>#|*+-]")
_RULE = re.compile(r"\s*(?:\|[\s|:-]+\||={3,}|-{3,})\s*$")
_OF_CONVERTER = re.compile(r"\s*(?:URL Source|Markdown Content|Published Time)\s*:")
"""What a program that turns a page into Markdown writes above it."""


def unmark(line: str) -> str:
    """Take Markdown off a line of a page."""
    if not _MARKED.search(line):
        return line
    if _RULE.match(line):
        return ""
    bare = _MARKDOWN_MARK.sub(
        "", _MARKDOWN_LINK.sub(r"\1", line.replace("\\[", "[").replace("\\]", "]"))
    )
    return re.sub(r"\s*\|\s*", " ", bare) if line.lstrip().startswith("|") else bare


def is_of_converter(line: str) -> bool:
    """Say whether a line is the program's own, above the page."""
    return _OF_CONVERTER.match(line) is not None
