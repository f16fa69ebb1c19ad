r"""A seed's text as a reader should see it.

Clean text is plain Unicode without LaTeX or Markdown; only `$…$` is mathematics, and
a dollar that could be taken for its beginning is written `\$`. What is not certain
stays as it was written; slips of the authors stay too.
"""

from __future__ import annotations

import re
import unicodedata
from html import unescape

from shelflist.text.addresses import ADDRESS, mend_addresses
from shelflist.text.latex import to_text, unescape_address, unwrap_addresses
from shelflist.text.lost import restore_lost
from shelflist.text.math import DOLLAR, escape_dollars, is_formula, to_trivial_text
from shelflist.text.typography import set_typography

_MAX_PASSES = 6
"""Text cleaned once rarely changes again; the second pass shows that it does not."""

_INVISIBLE = re.compile(
    "[\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f\u00ad\u200b-\u200f\u202a-\u202e"
    "\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb\ue000\ud800-\udfff]"
)
_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
)
_UNTIDY = re.compile(r"[^\S ]|  ")
_PARAGRAPH = re.compile(r"\n[^\S\n]*\n\s*")
_SUSPICIOUS = re.compile(
    r"[\\$`~{}^&\"]|--|''|\s- |//|https?[;: /]|:/|\dtimes\b|arrow\b|mapsto|mathcal|"
    r"\b(?:[gln]eq|gg|circ)\b|_[{A-Z]",
    re.IGNORECASE,
)
_ENTITY = re.compile(
    r"&(?:(?:amp|AMP|#0*38|#[xX]0*26);)*"
    r"(?:(?P<name>[A-Za-z]{2,8}\d{0,2}|\#\d{1,7}|\#[xX][0-9a-fA-F]{1,6});)?"
)
_KEPT = "\ue000"
"""Stands for a piece that is out of reach of the steps between; removed from all input."""

_DISPLAY = re.compile(
    r"\\\(([^$]{1,2000}?)\\\)|\\\[([^$]{1,2000}?)\\\]|\$\$([^$\n]{1,2000})\$\$", re.DOTALL
)
_GUARDED = re.compile(
    r"(?<![\w{^_\\}])\{([\w-]{1,40})\}(?![{}])|(?<![{^_\\}])\{([A-Z]{1,3})\}(?=[a-z])"
)
_L_FOR_I = re.compile(
    r"\bl(?=nstruct|nteract|nterpret|nform|nfer|nput|mag(?:e|in)|mprov|ntegrat|ntellig|ncrement|"
    r"nvestigat|denti|mplicit|ntern|ntroduc|nvari|mitat|mpact|ndust)"
)


def clean_text(raw: str) -> str:
    """Make a seed's text fit for a reader.

    Args:
        raw: The seed's own wording. Blank lines part paragraphs.

    Returns:
        Clean text; paragraphs are parted by one blank line. Cleaning it again changes
        nothing.
    """
    text = _normalise(raw)
    for _ in range(_MAX_PASSES):
        if not _SUSPICIOUS.search(text):
            return text
        cleaned = _normalise(_clean_once(text))
        if cleaned == text:
            return text
        text = cleaned
    return text


def clean_title(raw: str) -> str:
    """Make a title fit for a reader: clean text on one line, without a final full stop.

    Braces that guard capitals in BibTeX go, and so does a lower-case L that stands for
    the capital I of a well-known word (`lnstruction`).
    """
    text = " ".join(clean_text(raw).split())
    text = _GUARDED.sub(lambda match: match[1] or match[2], text)
    text = _L_FOR_I.sub("I", text)
    ends_in_stop = text.endswith(".") and not text.endswith(("..", " etc.", " al."))
    return text[:-1].rstrip() if ends_in_stop else text


def _normalise(text: str) -> str:
    if _INVISIBLE.search(text):
        text = _INVISIBLE.sub("", text)
    if not text.isascii():
        text = unicodedata.normalize("NFC", text.translate(_LIGATURES))
    if _UNTIDY.search(text):
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        paragraphs = (" ".join(part.split()) for part in _PARAGRAPH.split(text))
        text = "\n\n".join(paragraph for paragraph in paragraphs if paragraph)
    return text.strip()


def _clean_once(text: str) -> str:
    if "&" in text:
        text = _ENTITY.sub(_to_character, text)
    if "\\" in text:
        text = unwrap_addresses(text)
    text = mend_addresses(text)
    if "\\(" in text or "\\[" in text or "$$" in text:
        text = _DISPLAY.sub(lambda match: f"${(match[1] or match[2] or match[3]).strip()}$", text)
    text, kept = _keep_pieces(text)
    text = set_typography(to_text(restore_lost(text)))
    if kept:
        pieces = iter(kept)
        text = re.sub(_KEPT, lambda _: next(pieces), text)
    return escape_dollars(text) if "$" in text else text


def _to_character(match: re.Match[str]) -> str:
    name = match["name"]
    if name is None:
        return "&"
    character = unescape(f"&{name};")
    return match[0] if len(character) > 2 or character in {_KEPT, "\x00"} else character


_PIECE = re.compile(rf"(?P<address>{ADDRESS.pattern})|{DOLLAR.pattern}", re.IGNORECASE)


def _keep_pieces(text: str) -> tuple[str, list[str]]:
    """Put mathematics, dollars and addresses out of reach of the steps that follow."""
    if "$" not in text and "://" not in text:
        return text, []
    kept: list[str] = []
    parts: list[str] = []
    position = 0
    while match := _PIECE.search(text, position):
        parts.append(text[position : match.start()])
        position = match.end()
        if match["address"]:
            kept.append(unescape_address(match["address"]))
            parts.append(_KEPT)
            continue
        content = match["math"] or match["sign"]
        trivial = None if content is None else to_trivial_text(content)
        if trivial is not None:
            parts.append(trivial)
        elif match["math"] and is_formula(match["math"]):
            kept.append(f"${match['math'].strip()}$")
            parts.append(_KEPT)
        else:
            kept.append("\\$")
            parts.append(_KEPT)
            position = match.start() + (2 if match[0].startswith("\\") else 1)
    parts.append(text[position:])
    return "".join(parts), kept
