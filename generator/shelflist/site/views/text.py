"""Clean text and drawn HTML as what a page prints: titles, descriptions, labels."""

from __future__ import annotations

from functools import lru_cache
from html import escape
from urllib.parse import quote

from markupsafe import Markup

from shelflist.mathml import to_mathml
from shelflist.text.math import split_math, to_plain

NOTHING = Markup()
_DESCRIPTION = 155
_LEEWAY = 5


@lru_cache(maxsize=65536)  # a title stands in a dozen lists
def to_html(text: str) -> Markup:
    """Give clean text on one line as HTML, formulas drawn."""
    line = " ".join(text.split())
    if "$" not in line:
        return Markup(escape(line, quote=False))
    pieces = (
        to_mathml(piece) if is_math else escape(piece.replace("\\$", "$"), quote=False)
        for is_math, piece in split_math(line)
    )
    return Markup("".join(pieces))


def strip_tags(html: str) -> str:
    """Give the text of HTML on one line, without the marks of links to headings."""
    return str(Markup(html).striptags()).replace("¶", "").strip()


def shorten(text: str) -> str:
    """Cut a text to what a search engine shows of it, at a blank."""
    if len(text) <= _DESCRIPTION + _LEEWAY:
        return text
    return text[: _DESCRIPTION - 1].rsplit(" ", 1)[0] + "…"


def to_query(text: str) -> str:
    """Write a text into an address; half of a surrogate pair, which none can hold, is a `?`."""
    return quote(text.encode("utf-8", "replace"))


__all__ = ["NOTHING", "shorten", "strip_tags", "to_html", "to_plain", "to_query"]
