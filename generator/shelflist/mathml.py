r"""Mathematics drawn when the site is built: `$…$` in Markdown becomes MathML, without a script.

A Python-Markdown extension, named `shelflist.mathml` in `mkdocs.yml`. `$…$` follows
Pandoc's rule, `$$…$$`, `\(…\)` and `\[…\]` are read too, and `\$` is a dollar. Code is
left alone. A formula that cannot be drawn is shown as its source.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from collections.abc import Mapping
from functools import lru_cache
from html import unescape

from latex2mathml.converter import convert_to_element
from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor

from shelflist.text.math import unescape_markdown

_MAX_LENGTH = 2000
_MAX_DEPTH = 40
_PRIORITY = 185
"""After code spans (190), before backslash escapes (180), links and emphasis."""

_PATTERN = r"""(?xs)
    \$\$(?!\s*\$)(?P<display>(?:[^$\\]|\\.){1,2000}?)\$\$
  | \$(?=[^\s$])(?P<inline>(?:[^$\\]|\\.){1,2000}?)(?<![\s\\])\$(?!\d)
  | \\\[(?P<bracket>(?:[^\\]|\\[^\]]){1,2000}?)\\\]
  | \\\((?P<paren>(?:[^\\]|\\[^)]){1,2000}?)\\\)
  | \\.
"""
"""The last alternative steps over an escape, so that `\\$` and `\\\\(` open nothing."""

_TAGS = frozenset((
    "math", "mrow", "mi", "mn", "mo", "mtext", "mspace", "ms", "mfrac", "msqrt", "mroot",
    "mstyle", "merror", "mpadded", "mphantom", "menclose", "msub", "msup", "msubsup", "munder",
    "mover", "munderover", "mmultiscripts", "mtable", "mtr", "mtd", "mlabeledtr",
))  # fmt: skip
_ATTRIBUTES = frozenset((
    "display", "displaystyle", "stretchy", "fence", "separator", "form", "lspace", "rspace",
    "largeop", "movablelimits", "minsize", "maxsize", "linethickness", "mathvariant",
    "mathcolor", "mathbackground", "accent", "accentunder", "width", "height", "depth",
    "columnalign", "rowspacing", "columnspacing", "rowlines", "columnlines", "notation",
    "scriptlevel", "mathsize", "columnspan",
))  # fmt: skip
_SAFE_VALUE = re.compile(r"[\w#.%+ -]*")
_TOO_DEEP = re.compile(r"[{^_]")


@lru_cache(maxsize=4096)
def to_mathml(latex: str, block: bool = False) -> str:
    """Draw a formula.

    Args:
        latex: What stands between the dollars.
        block: Whether it stands on a line of its own.

    Returns:
        A `<math>` element as HTML, or `<code class="math">` with the source where the
        formula is broken, too long or uses a command that is not known.
    """
    source = " ".join(latex.split())
    element = _find_drawing(source, block)
    if element is None:
        element = etree.Element("code", {"class": "math"})
        element.text = source
    return etree.tostring(element, encoding="unicode", short_empty_elements=False)


def _find_drawing(source: str, block: bool) -> etree.Element | None:
    if not source or len(source) > _MAX_LENGTH or len(_TOO_DEEP.findall(source)) > 10 * _MAX_DEPTH:
        return None
    try:
        drawn: etree.Element = convert_to_element(source)
        copy = _to_safe(drawn, 0)
    except Exception:  # the library raises whatever it stumbles over; the source is shown instead
        return None
    if copy is None or copy.tag != "math":
        return None
    return _with_attributes(copy, {"display": "block" if block else "inline", "alttext": source})


def _with_attributes(element: etree.Element, attributes: Mapping[str, str]) -> etree.Element:
    for name, value in attributes.items():
        element.set(name, value)
    return element


def _to_safe(element: etree.Element, depth: int) -> etree.Element | None:
    """Copy a drawing with known elements and attributes only; `None` if it is not understood.

    The library writes characters as `&#x0003C;` in the text of its tree, and would let
    a tag through; here they become characters, which are escaped when printed.
    """
    if element.tag not in _TAGS or depth > _MAX_DEPTH:
        return None
    copy = etree.Element(element.tag)
    for name, value in element.attrib.items():
        if name in _ATTRIBUTES and _SAFE_VALUE.fullmatch(value):
            copy.set(name, value)
    text = re.sub(r"&#x[0-9A-Fa-f]{1,6};", lambda match: unescape(match[0]), element.text or "")
    if "\\" in text:
        return None
    copy.text = text
    for child in element:
        child_copy = _to_safe(child, depth + 1)
        if child_copy is None:
            return None
        copy.append(child_copy)
    return copy


class _MathProcessor(InlineProcessor):  # type: ignore[misc]
    """Puts drawn formulas in the stash, where no later pattern sees them."""

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[str | None, int | None, int | None]:
        """Draw one match; step over escapes."""
        latex = m["display"] or m["inline"] or m["bracket"] or m["paren"]
        if not latex or not latex.strip():
            return None, None, None
        is_block = bool(m["display"] or m["bracket"])
        html = to_mathml(unescape_markdown(self.unescape(latex)), is_block)
        return self.md.htmlStash.store(html), m.start(), m.end()


class MathExtension(Extension):  # type: ignore[misc]
    """Draws formulas as MathML."""

    def extendMarkdown(self, md: Markdown) -> None:
        r"""Add the pattern; let `\$` be an escape and `<math>` stand inside a paragraph."""
        md.ESCAPED_CHARS = [*md.ESCAPED_CHARS, "$"]
        md.block_level_elements = [tag for tag in md.block_level_elements if tag != "math"]
        md.inlinePatterns.register(_MathProcessor(_PATTERN, md), "shelflist-math", _PRIORITY)


def makeExtension(**options: object) -> MathExtension:
    """Make the extension, as Python-Markdown asks for it by module name."""
    return MathExtension(**options)
