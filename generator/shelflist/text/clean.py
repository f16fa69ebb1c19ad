r"""A seed's text as a reader should see it.

Clean text is plain Unicode without LaTeX or Markdown; only `$…$` is mathematics, and
a dollar that could be taken for its beginning is written `\$`. What is not certain
stays as it was written; slips of the authors stay too.

How much is LaTeX depends on where a text comes from: `clean_text` is for what people
paste, `clean_latex` for forms that are LaTeX, `clean_plain` for those that are not.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from html import unescape

from shelflist.text.addresses import ADDRESS, mend_addresses
from shelflist.text.latex import to_text, unescape_address, unwrap_addresses
from shelflist.text.lost import restore_lost
from shelflist.text.math import DOLLAR, MATH, escape_dollars, is_formula, to_trivial_text
from shelflist.text.typography import (
    set_quotes_and_dashes,
    set_ties_and_powers,
    set_typography,
)

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
_CAPITALS = re.compile(
    r"(?<![\\\w^_])\{(?=[a-z\d-]{0,40}[A-Z])([\w-]{1,40})\}(?![{}])|(?<!\\)\{([A-Z]{1,3})\}(?=[a-z])"
)
"""Braces as BibTeX has them around capitals, left behind by programs that read it."""

_LATEX = re.compile(
    r"\\(?:[A-Za-z]{2,}|[a-zA-Z]\{|[`'^\"~=.][A-Za-z{\\]|[%&#_(\[])|\$\$|[\^_]\{"
    r"|\{\\|(?<!\w)(?:mathcal|mathbb|mathbf|mathrm|mathit|mathsf|mathfrak|textit|textbf)\{"
)
"""What no text but LaTeX holds: commands, accents, escaped signs, scripts in braces."""

_L_FOR_I = re.compile(
    r"\bl(?=nstruct|nteract|nterpret|nform|nfer|nput|mag(?:e|in)|mprov|ntegrat|ntellig|ncrement|"
    r"nvestigat|denti|mplicit|ntern|ntroduc|nvari|mitat|mpact|ndust)"
)


def strip_invisible(text: str) -> str:
    """Take out control characters and what else cannot be seen, joiners of emoji included."""
    return _INVISIBLE.sub("", text)


def clean_text(raw: str) -> str:
    """Make a seed's text fit for a reader.

    Args:
        raw: The seed's own wording. Blank lines part paragraphs.

    Returns:
        Clean text; paragraphs are parted by one blank line. Cleaning it again changes
        nothing.
    """
    return _repeat(raw, lambda text: _clean_once(text, set_typography))


def clean_latex(raw: str) -> str:
    """Clean what LaTeX prints of a text: a hyphen and a straight quote stay what they are."""
    return _repeat(raw, lambda text: _clean_once(text, _set_as_latex))


def clean_plain(raw: str) -> str:
    """Clean the text of a form that is no LaTeX: its signs stay, unless it holds LaTeX."""
    return _repeat(raw, _clean_plain_once)


def clean_title(raw: str) -> str:
    """Make a title fit for a reader: clean text on one line, without a final full stop.

    Braces that guard capitals in BibTeX go, and so does a lower-case L that stands for
    the capital I of a well-known word (`lnstruction`).
    """
    return to_title(clean_text(raw))


def clean_plain_title(raw: str) -> str:
    """Make a title that `clean_plain` reads fit for a reader; braces go around capitals alone."""
    return to_title(clean_plain(raw), _GUARDED if _LATEX.search(raw) else _CAPITALS)


def _repeat(raw: str, clean_once: Callable[[str], str]) -> str:
    text = _normalise(raw)
    for _ in range(_MAX_PASSES):
        if not _SUSPICIOUS.search(text):
            return text
        cleaned = _normalise(clean_once(text))
        if cleaned == text:
            return text
        text = cleaned
    return text


def to_title(clean: str, guarded: re.Pattern[str] = _GUARDED) -> str:
    """Make a title of clean text.

    Args:
        clean: As one of the functions above gives it.
        guarded: Finds words whose braces go.
    """
    text = " ".join(clean.split())
    text = guarded.sub(lambda match: match[1] or match[2], text)
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


def _set_as_latex(text: str) -> str:
    return set_ties_and_powers(set_quotes_and_dashes(text))


def _clean_plain_once(text: str) -> str:
    if _LATEX.search(text):
        return _clean_once(text, _set_as_latex)
    if "&" in text:
        text = _ENTITY.sub(_to_character, text)
    text, kept = _keep_plain_pieces(mend_addresses(text))
    return _finish(set_quotes_and_dashes(text), kept)


def _keep_plain_pieces(text: str) -> tuple[str, list[str]]:
    """Put mathematics as clean text has it, other dollars and addresses out of reach."""
    if "$" not in text and "://" not in text:
        return text, []
    kept: list[str] = []

    def keep(match: re.Match[str]) -> str:
        math = match["math"]
        if match["address"] or (math and is_formula(math[1:-1])):
            kept.append(match[0])
            return _KEPT
        kept.append("\\$")
        if math is None:
            return _KEPT
        kept.append("\\$")
        return f"{_KEPT}{math[1:-1]}{_KEPT}"

    return _PLAIN_PIECE.sub(keep, text), kept


def _clean_once(text: str, typeset: Callable[[str], str]) -> str:
    if "&" in text:
        text = _ENTITY.sub(_to_character, text)
    if "\\" in text:
        text = unwrap_addresses(text)
    text = mend_addresses(text)
    if "\\(" in text or "\\[" in text or "$$" in text:
        text = _DISPLAY.sub(lambda match: f"${(match[1] or match[2] or match[3]).strip()}$", text)
    text, kept = _keep_pieces(text)
    return _finish(typeset(to_text(restore_lost(text))), kept)


def _finish(text: str, kept: list[str]) -> str:
    """Put back what was kept."""
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

_PLAIN_PIECE = re.compile(
    rf"(?P<address>{ADDRESS.pattern})|(?P<math>{MATH.pattern})|\\?\$", re.IGNORECASE
)


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
