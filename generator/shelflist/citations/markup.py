"""What the CSL processor writes, turned into Markdown.

The processor is given text in which nothing looks like markup, and a formatter that
marks italics and bold with characters of Unicode's private area, so that text and
markup cannot be mixed up.
"""

from __future__ import annotations

import re

from shelflist.text.markdown import to_markdown

_LESS = "\ue100"
_ITALIC = ("\ue101", "\ue102")
_BOLD = ("\ue103", "\ue104")
_OURS = re.compile("[\ue100-\ue104]")
_MARK = re.compile("([\ue101-\ue104])")
_STARS = {_ITALIC: "*", _BOLD: "**"}
_MATH = re.compile(r"(?<!\\)\$(?=\S)(?:\\.|[^$\\])*?(?<=\S)\$(?!\d)", re.DOTALL)


class MarkFormatter:
    """The processor's formatter: its methods have the names that citeproc-py calls."""

    @staticmethod
    def preformat(text: object) -> str:
        """Leave text as it is."""
        return str(text)

    @staticmethod
    def Italic(text: str) -> str:
        """Mark italics."""
        return f"{_ITALIC[0]}{text}{_ITALIC[1]}"

    @staticmethod
    def Bold(text: str) -> str:
        """Mark bold."""
        return f"{_BOLD[0]}{text}{_BOLD[1]}"

    Oblique = Italic
    Light = Underline = Superscript = Subscript = SmallCaps = preformat


def to_safe_text(clean: str) -> str:
    """Write clean text for the processor: no tags, and mathematics that keeps its case."""
    safe = _OURS.sub("\ufffd", clean).replace("<", _LESS)
    return _MATH.sub(lambda math: f'<span class="nocase">{math[0]}</span>', safe)


def to_reference(marked: str) -> str:
    """Turn what the processor wrote with a `MarkFormatter` into one line of Markdown."""
    text = " ".join(marked.split())
    written: list[str] = []
    depth = dict.fromkeys(_STARS, 0)
    for part in _MARK.split(text):
        mark = next((mark for mark in _STARS if part in mark), None) if part else None
        if mark is not None:
            depth[mark] += 1 if part == mark[0] else -1
        elif part:
            stars = "".join(_STARS[mark] for mark in _STARS if depth[mark] > 0)
            written.append(_emphasise(part.replace(_LESS, "<"), stars, is_start=not written))
    return "".join(written)


def _emphasise(text: str, stars: str, *, is_start: bool) -> str:
    core = text.strip()
    if not core:
        return text
    before, after = text[: text.index(core)], text[text.index(core) + len(core) :]
    # A number and a full stop begin a list only at the start of the reference.
    markdown = to_markdown(core) if is_start else to_markdown(f"x {core}")[2:]
    return f"{before}{stars}{markdown}{stars[::-1]}{after}"
