r"""Where mathematics stands in a text, and mathematics so small that it is text.

The rule for `$…$` is Pandoc's: the opening dollar is followed by a non-blank, the
closing one preceded by a non-blank and not followed by a digit; `\$` is a dollar.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from shelflist.text.symbols import OPERATORS, SUBSCRIPTS, SUPERSCRIPTS

MATH = re.compile(r"(?<!\\)\$(?=[^\s$])((?:[^$\\\n]|\\[^\n]|\n(?!\n))+?)(?<![\s\\])\$(?!\d)")
"""One formula in clean text; group 1 is its LaTeX."""

DOLLAR = re.compile(
    r"\\\$|\$(?P<sign>\s?(?:\\[A-Za-z]+|[<>=±])\s?)\$(?=\d)|\$(?P<math>(?:[^$\\\n]|\\[^\n]|\n(?!\n)){1,1000})\$(?!\d)|\$(?!\$)|\$"
)
"""A dollar in a seed's text: escaped, the bounds of something, or alone."""

_COMMAND = re.compile(
    r"\\(?:text|mathrm|mathit|mbox|operatorname|textit|textbf)\s?\{[^{}]*\}|\\[A-Za-z]+"
)
_CERTAIN = re.compile(r"\\[A-Za-z]|[_^=]|^\s*[A-Za-z]\s*$")
"""What shows that blanks beside the dollars are a slip and a formula is meant."""

_MONEY = re.compile(r"^\s?\d[\d.,]*\s?(?:[KMB]\b)?.*[^\W\d_]{2,}", re.DOTALL)
_PROSE = re.compile(r"[^\W\d_]{3,}[,;]? [^\W\d_]{2,}[,;]? [^\W\d_]{2,}|[^\W\d_]{2,}[.;:] ")


def split_math(text: str) -> Iterator[tuple[bool, str]]:
    """Give the pieces of clean text in order: whether it is mathematics, and what it says."""
    position = 0
    for match in MATH.finditer(text):
        if match.start() > position:
            yield False, text[position : match.start()]
        yield True, match[1]
        position = match.end()
    if position < len(text):
        yield False, text[position:]


def to_plain(text: str) -> str:
    """Give clean text without the dollars around mathematics."""
    return MATH.sub(r"\1", text).replace("\\$", "$") if "$" in text else text


def is_formula(content: str) -> bool:
    """Say whether what stands between two dollars can be a formula, not money or prose."""
    if content != content.strip() and not _CERTAIN.search(content):
        return False
    bare = _COMMAND.sub("", content)
    return bool(bare.strip() or content.strip()) and not (_MONEY.match(bare) or _PROSE.search(bare))


_OPENING = re.compile(r"(?!\\?\$)\S")
_ANY_DOLLAR = re.compile(rf"{MATH.pattern}|\\?\$")


def escape_dollars(text: str) -> str:
    r"""Write `\$` for each literal dollar that could open mathematics, `$` for the others.

    A dollar that is to stay literal comes in as `\$`; the rest is mathematics.
    """
    if "\\$" not in text:
        return text
    return "\n\n".join(_escape_in_paragraph(paragraph) for paragraph in text.split("\n\n"))


def _escape_in_paragraph(text: str) -> str:
    tokens = list(_ANY_DOLLAR.finditer(text))
    last_closing = formula = -1
    needed: list[bool] = []
    for match in reversed(tokens):
        opens = _OPENING.match(text, match.end()) is not None
        # Before a formula a bare dollar would make `$$`, which opens one on a line of its own.
        needed.append(
            match[1] is None and (match.end() == formula or (opens and last_closing >= 0))
        )
        formula = match.start() if match[1] is not None else -1
        before = text[match.start() - 1 : match.start()]
        if match[1] is not None or (
            before.strip() and not text[match.end() : match.end() + 1].isdigit()
        ):
            last_closing = match.start()
    parts: list[str] = []
    position = 0
    for match, is_needed in zip(tokens, reversed(needed), strict=True):
        parts.append(text[position : match.start()])
        parts.append(match[0] if match[1] is not None else "\\$" if is_needed else "$")
        position = match.end()
    parts.append(text[position:])
    return "".join(parts)


_TRIVIAL_TOKEN = re.compile(
    r"\s*(?:\\(?P<name>[A-Za-z]+)|\\(?P<escaped>[%&#$_,;:! ])|"
    r"(?P<script>[\^_])\s?(?:\{\s?(?P<braced>[-+]?\d+|\\circ|\\dagger|\\ddagger|\*)\s?\}|"
    r"(?P<single>\d|\\circ|\\dagger|\\ddagger|\*))|"
    r"(?P<plain>\d+(?:[.,]\d+)*|[-+<>=/:%.,()\[\]|*~&#×±→←≈≤≥°·]))"
)
_TRIVIAL_OPERATORS = {name: sign for name, sign in OPERATORS.items() if name not in {"ell", "hbar"}}
_RAISED = {"\\circ": "°", "\\dagger": "†", "\\ddagger": "‡", "*": "*"}


def to_trivial_text(latex: str) -> str | None:
    """Give a formula of nothing but numbers and signs as plain text, anything else as `None`."""
    parts: list[str] = []
    position = 0
    end = len(latex.rstrip())
    if end > 60:
        return None
    while position < end:
        match = _TRIVIAL_TOKEN.match(latex, position)
        piece = _to_trivial_piece(match) if match else None
        if piece is None or match is None:
            return None
        parts.append(piece)
        position = match.end()
    return "".join(parts).replace(",", ", ") if "(" in latex or "[" in latex else "".join(parts)


def _to_trivial_piece(match: re.Match[str]) -> str | None:
    if match["name"]:
        return _TRIVIAL_OPERATORS.get(match["name"])
    if match["escaped"]:
        return (
            match["escaped"]
            if match["escaped"] in "%&#_"
            else (None if match["escaped"] == "$" else "")
        )
    if match["script"]:
        digits = match["braced"] or match["single"]
        if digits in _RAISED:
            return _RAISED[digits] if match["script"] == "^" else None
        return digits.translate(SUPERSCRIPTS if match["script"] == "^" else SUBSCRIPTS)
    return match["plain"]


def unescape_markdown(latex: str) -> str:
    """Undo what Markdown makes people write for `<`, `>`, `&` and a backtick in a formula."""
    return re.sub(r"&(?:lt|gt|amp|#96);", lambda match: unescape(match[0]), latex)
