"""Clean text as Markdown that shows exactly that text, and back."""

from __future__ import annotations

import re
from html import unescape

from shelflist.text.addresses import ADDRESS, trim_address
from shelflist.text.math import MATH, escape_dollars, split_math, unescape_markdown

_KEPT = "\ue000"

_ENTITY_LIKE = re.compile(r"&(?=(?:#\d+|#[xX][0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]*);)")
_TAG_LIKE = re.compile(r"<(?=[A-Za-z/!?])")
_BACKSLASH = re.compile(r"\\(?=[\\`*_{}\[\]()>#+.!$|-])(?!\$)")
_UNDERSCORE = re.compile(r"(?<![^\W_])_(?!\s|$)|(?<=_)_")
_OUTER_UNDERSCORE = re.compile(r"^_|(?<!\\)_$")
_STAR = re.compile(r"\*(?!(?<=\s\*)\s)")
_LINK_LIKE = re.compile(r"\] ?[(\[:]|\[\^|\[TOC\]", re.IGNORECASE)
_TWO_DOLLARS = re.compile(r"\$\\?\$")
_UNSAFE_IN_AUTOLINK = re.compile(r"[\[\]\\]")
_LINE_START: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"(?=#)"), r"\\"),
    (re.compile(r"(?=>)"), r"\\"),
    (re.compile(r"(?=[-+*](?:\s|$))"), r"\\"),
    (re.compile(r"(?=(?:-\s?){3}|(?:\*\s?){3}|(?:_\s?){3})"), r"\\"),
    (re.compile(r"(\d+)(?=\.(?:\s|$))"), r"\1\\"),
    (re.compile(r"(?=!!!)"), r"\\"),
    (re.compile(r":(?=\s|$)"), "&#58;"),
    (re.compile(r"~(?=~~)"), "&#126;"),
    (re.compile(r"\?(?=\?\?)"), "&#63;"),
    (re.compile(r"=(?==)"), "&#61;"),
    (re.compile(r"/(?=//)"), "&#47;"),
)
"""What begins a block of its own at the start of a line, and how it is kept from doing so."""


def to_markdown(clean: str) -> str:
    """Write clean text as Markdown that shows exactly that text.

    Only what would act is escaped, so that the page stays pleasant to edit. Addresses
    become `<https://…>`; mathematics stays. Each paragraph is one line.
    """
    return "\n\n".join(_to_markdown_line(line) for line in clean.split("\n\n"))


def _to_markdown_line(line: str) -> str:
    has_links = bool(_LINK_LIKE.search(line))
    has_ticks = line.count("`") > 1
    has_stars = line.count("*") > 1

    def to_prose(text: str) -> str:
        text = _BACKSLASH.sub(r"\\\\", text)
        text = _ENTITY_LIKE.sub("&amp;", text)
        text = _TAG_LIKE.sub("&lt;", text)
        if has_links:
            text = text.replace("[", "\\[")
        if has_ticks:
            text = text.replace("`", "\\`")
        if has_stars:
            text = _STAR.sub(r"\\*", text)
        text = _UNDERSCORE.sub(r"\\_", text)
        if _TWO_DOLLARS.search(text):
            text = re.sub(r"\\?\$", r"\\$", text)
        return text

    parts: list[str] = []
    pieces = _split(line)
    for kind, piece in pieces:
        if kind == "math":
            parts.append(_to_markdown_math(piece))
        elif kind == "address":
            parts.append(f"<{_ENTITY_LIKE.sub('&amp;', piece)}>")
        else:
            follows_link = bool(parts) and piece.startswith("{")
            prose = to_prose(piece)
            if len(pieces) > 1:  # beside a formula an underscore could begin emphasis
                prose = _OUTER_UNDERSCORE.sub(r"\\_", prose)
            parts.append("\\" * follows_link + prose)
    text = "".join(parts)
    for pattern, replacement in _LINE_START:
        if pattern.match(text):
            return pattern.sub(replacement, text, count=1)
    return text


def _to_markdown_math(latex: str) -> str:
    latex = re.sub(r"&(?=(?:lt|gt|amp|#96);)", "&amp;", latex)
    return f"${_TAG_LIKE.sub('&lt;', latex).replace('`', '&#96;')}$"


def _split(line: str) -> list[tuple[str, str]]:
    """Part a paragraph into `text`, `math` and `address` pieces."""
    pieces: list[tuple[str, str]] = []
    for is_math, piece in split_math(line):
        if is_math:
            pieces.append(("math", piece))
        else:
            pieces.extend(_split_addresses(piece))
    return pieces


def _split_addresses(text: str) -> list[tuple[str, str]]:
    pieces: list[tuple[str, str]] = []
    position = 0
    for match in ADDRESS.finditer(text):
        address = trim_address(match[0])
        if _UNSAFE_IN_AUTOLINK.search(address) or len(address) < len("http://a"):
            continue
        if match.start() > position:
            pieces.append(("text", text[position : match.start()]))
        pieces.append(("address", address))
        position = match.start() + len(address)
    if position < len(text):
        pieces.append(("text", text[position:]))
    return pieces


_TOKEN = re.compile(
    rf"""
    (?P<code>(?<!\\)(?P<ticks>`+)(?P<source>.+?)(?<!`)(?P=ticks)(?!`))
  | \\(?P<escaped>[\\`*_{{}}\[\]()>\#+.!$|-])
  | (?P<math>{MATH.pattern})
  | <(?P<address>https?://[^<>\s]+)>
  | (?P<comment><!--.{{0,1000}}?-->)
  | (?P<tag></?[A-Za-z][^<>]*>)
  | (?P<entity>&(?:\#\d{{1,7}}|\#[xX][0-9a-fA-F]{{1,6}}|[A-Za-z][A-Za-z0-9]{{1,31}});)
    """,
    re.VERBOSE,
)
_IMAGE_OR_LINK = re.compile(
    r"!?\[([^\[\]]*)\](?:\([^()\s]*(?:\s+\"[^\"]*\")?\)|\[[^\[\]]*\])(?:\{[^{}]*\})?"
)
_STRONG_OR_EM = re.compile(r"(\*{1,3})(?=[^\s*])([^*]+?)(?<=[^\s*])\1")
_UNDERLINED = re.compile(r"(?<!\w)(_{1,3})(?=[^\s_])(.+?)(?<=[^\s_])\1(?!\w)")
_BLOCK_MARK = re.compile(r"^(?:#{1,6}\s+|>\s?|[-+*]\s+|\d+\.\s+)")


def from_markdown(markdown: str) -> str:
    """Give the clean text that Markdown shows, also for Markdown that a person wrote.

    Links give their words, emphasis its text, `<https://…>` the address.
    """
    paragraphs = re.split(r"\n\s*\n", markdown.replace("\r\n", "\n").strip())
    lines = (_from_markdown_paragraph(paragraph) for paragraph in paragraphs)
    return "\n\n".join(line for line in lines if line)


def _from_markdown_paragraph(paragraph: str) -> str:
    lines = (_BLOCK_MARK.sub("", line.strip()) for line in paragraph.split("\n"))
    text = " ".join(" ".join(lines).replace(_KEPT, "").split())
    kept: list[str] = []

    def keep(match: re.Match[str]) -> str:
        piece = _to_kept(match)
        if piece:
            kept.append(piece)
        return _KEPT if piece else ""

    text = _TOKEN.sub(keep, text)
    text = _IMAGE_OR_LINK.sub(r"\1", text)
    text = _STRONG_OR_EM.sub(r"\2", text)
    text = _UNDERLINED.sub(r"\2", text)
    text = text.replace("$", "\\$")
    pieces = iter(kept)
    text = re.sub(_KEPT, lambda _: next(pieces), text)
    return escape_dollars(text).strip()


def _to_kept(match: re.Match[str]) -> str:
    """Give what one token shows, out of reach of the steps that follow."""
    if match["math"]:
        return unescape_markdown(match["math"])
    if match["code"]:
        return match["source"].strip().replace("$", "\\$")
    if match["escaped"]:
        return "\\$" if match["escaped"] == "$" else match["escaped"]
    if match["address"]:
        return unescape(match["address"])
    return unescape(match["entity"]) if match["entity"] else ""
