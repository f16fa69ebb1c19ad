r"""The links in a page's Markdown, with their lines; not those in code, comments or mathematics.

It is no Markdown parser: it knows what cannot hold a link and the few forms of links. Line
numbers stay true because what is passed over becomes blank lines, not less text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import unescape

from shelflist.text.math import MATH

_FENCE = re.compile(r"\s*(?:[-*+]\s+|\d+[.)]\s+)?(?P<fence>`{3,}(?=[^`]*$)|~{3,})")
_CONTAINER = re.compile(r"\s*(?:[-*+]\s|\d+[.)]\s|!!!|\?\?\?|===|:\s|\[\^)")
"""What may hold paragraphs that are indented and yet no code."""
_CODE_SPAN = re.compile(r"(?<![`\\])(`+)(?!`)((?:(?!\n[ \t]*\n).)+?)(?<!`)\1(?!`)", re.DOTALL)
_COMMENT_BLOCK = re.compile(r"^[ ]{0,3}<!--.*?(?:-->|\Z)", re.DOTALL | re.MULTILINE)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_DISPLAY = re.compile(r"\$\$(?:(?!\n[ \t]*\n).)+?\$\$", re.DOTALL)
_TARGET = r"<(?P<{0}a>[^<>\n]*)>|(?P<{0}b>[^\s()<>]*(?:\([^\s()]*\)[^\s()]*)*)"
_INLINE = re.compile(
    r"(?<!\\)\]\(\s*(?:" + _TARGET.format("i") + r")"
    r"(?:\s+(?:\"[^\"\n]*\"|'[^'\n]*'|\([^)\n]*\)))?\s*\)"
)
_DEFINED = re.compile(
    r"^ {0,3}\[(?!\^)[^\]\n]+\]:[ \t]*(?:" + _TARGET.format("d") + r")(?=\s|$)", re.MULTILINE
)
_HEADING = re.compile(r" {0,3}#{1,6}")
_UNDERLINE = re.compile(r" {0,3}(?:=+|-{2,})[ \t]*$")
_ATTRIBUTES = re.compile(r"\{:?[^{}\n]*?#(?P<id>[\w:.-]+)[^{}\n]*\}")
_HTML_ID = re.compile(r"<[^<>]*?\b(?:id|name)\s*=\s*[\"']?(?P<id>[^\s\"'<>]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Link:
    """One link: where it leads as it is written, and its line, from 1."""

    target: str
    line: int


def find_links(lines: Sequence[str]) -> Iterator[Link]:
    """Find the links in the lines of a page; blank ones stand for what is not looked at."""
    text = mask_code(lines)
    if "](" not in text and "]:" not in text:
        return
    text = MATH.sub(_blank, _DISPLAY.sub(_blank, text))
    starts = [0, *(match.end() for match in re.finditer("\n", text))]
    for pattern, name in ((_INLINE, "i"), (_DEFINED, "d")):
        for match in pattern.finditer(text):
            target = match[f"{name}a"] if match[f"{name}a"] is not None else match[f"{name}b"]
            if target:
                yield Link(unescape(target), bisect_right(starts, match.start()))


def mask_code(lines: Sequence[str]) -> str:
    """Give the text with code and comments blanked out, line for line."""
    text = "".join(line if line.endswith("\n") else f"{line}\n" for line in _mask_blocks(lines))
    has_comment = "<!--" in text
    if has_comment:  # a block of HTML goes before code, one within a paragraph after it
        text = _COMMENT_BLOCK.sub(_blank, text)
    if "`" in text:
        text = _CODE_SPAN.sub(_blank, text)
    return _COMMENT.sub(_blank, text) if has_comment else text


def _blank(match: re.Match[str]) -> str:
    return "".join("\n" if sign == "\n" else " " for sign in match[0])


def _mask_blocks(lines: Sequence[str]) -> Iterator[str]:
    """Blank out code that stands in lines of its own, fenced or indented."""
    fence = ""
    code_from = 4
    is_after_blank, is_code = True, False
    for line in lines:
        stripped = line.expandtabs(4).rstrip()
        indent = len(stripped) - len(stripped.lstrip())
        opening = _FENCE.match(stripped)
        if fence or opening:
            found = opening["fence"] if opening else ""
            is_end = bool(fence) and found.startswith(fence) and stripped.strip() == found
            fence = "" if is_end else fence or found
            yield "\n"
            continue
        if stripped:
            is_code = indent >= code_from and (is_after_blank or is_code)
            if not is_code and _CONTAINER.match(stripped):
                code_from = indent + 8
            elif not is_code and indent == 0:
                code_from = 4
        is_after_blank = not stripped
        yield "\n" if is_code else line


def find_ids(lines: Sequence[str]) -> tuple[set[str], bool]:
    """Find what a `#place` may name in a page.

    Returns:
        The ids of headings, of attribute lists and of HTML; and whether these are all: a
        heading with markup in it may get another id than is thought here.
    """
    from markdown.extensions.toc import slugify, unique

    ids: set[str] = set()
    is_sure = True
    masked = list(_mask_blocks(lines))
    for number, line in enumerate(masked):
        ids.update(match["id"] for match in _ATTRIBUTES.finditer(line))
        ids.update(match["id"] for match in _HTML_ID.finditer(line))
        heading = _HEADING.match(line.rstrip("\r\n"))
        text = line[heading.end() :].strip().rstrip("#").strip() if heading else None
        if text is None and number and line.strip() and _UNDERLINE.match(line.rstrip("\r\n")):
            text = masked[number - 1].strip()
        if not text or (text and _ATTRIBUTES.search(text)):
            continue
        is_sure = is_sure and not any(sign in text for sign in "$<&\\{")
        plain = re.sub(r"!?\[([^\]]*)\](?:\([^)]*\)|\[[^\]]*\])", r"\1", text)
        plain = re.sub(r"[`*]|(?<!\w)_|_(?!\w)", "", plain)
        unique(slugify(unescape(plain), "-"), ids)
    return ids, is_sure
