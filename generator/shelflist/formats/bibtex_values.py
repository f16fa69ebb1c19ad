r"""A value as LaTeX becomes clean text.

Unlike a pasted text, a BibTeX value *is* LaTeX: its braces group, `~` is a blank, `\%`
a per cent sign. So it is read as that first, in one pass; `clean_text` sees only what
then still needs a closer look.
"""

from __future__ import annotations

import re
import unicodedata

from shelflist.formats.csl_values import strip_tags
from shelflist.text.clean import clean_text, clean_title
from shelflist.text.latex import unescape_address, unwrap_addresses
from shelflist.text.math import DOLLAR, escape_dollars, is_formula, to_trivial_text
from shelflist.text.symbols import (
    ACCENTS,
    FONT_COMMANDS,
    FONT_SWITCHES,
    LETTERS,
    SUBSCRIPTS,
    SUPERSCRIPTS,
    SYMBOLS,
)

_KEPT = "\ue000"
"""Stands for mathematics while the text around it is read; taken out of all input."""

_MORE_ACCENTS = ACCENTS | {"t": "\u0361", "G": "\u030f", "U": "\u030e", "h": "\u0309"}
_MORE_SYMBOLS = {
    "textbackslash": "\\", "backslash": "\\", "textbraceleft": "{", "textbraceright": "}",
    "lbrace": "{", "rbrace": "}", "textasciicircum": "^", "textdollar": "\\$",
    "textquotesingle": "'", "textquotedbl": '"', "textasciigrave": "`",
    "guillemotleft": "«", "guillemotright": "»", "guilsinglleft": "‹", "guilsinglright": "›",
    "quotedblbase": "„", "quotesinglbase": "‚", "textperiodcentered": "·",
    "textordfeminine": "ª", "textordmasculine": "º", "textexclamdown": "¡",
    "textquestiondown": "¿", "textpercent": "%", "textampersand": "&", "textsection": "§",
    "textparagraph": "¶", "texteuro": "€", "textsterling": "£", "textyen": "¥",
    "textonehalf": "½", "textonequarter": "¼", "textthreequarters": "¾", "texttwosuperior": "²",
    "textthreesuperior": "³", "textonesuperior": "¹", "textminus": "−", "textdiv": "÷",
    "textnumero": "№", "textprime": "′", "textalpha": "α", "textbeta": "β", "textgamma": "γ",
    "textdelta": "δ", "textquotestraightdblbase": '"', "textendash": "–", "textemdash": "—",
    "IJ": "Ĳ", "ij": "ĳ", "textcommabelow": "", "textschwa": "ə", "textturna": "ɐ",
    "nobreakspace": " ", "space": " ", "allowbreak": "", "bibrangedash": "–", "hyphen": "-",
    "sp": "^", "sb": "_", "AND": "&", "and": "&", "textbullet": "•", "lq": "‘", "rq": "’",
    "lbrack": "[", "rbrack": "]", "null": "", "relax": "", "ignorespaces": "", "unskip": "",
    "penalty": "", "Dash": "—", "dash": "–", "psqq": "ff.", "psq": "f.",
    "cprime": "ʹ", "break": "", "nolinebreak": "", "textcompwordmark": "", "-": "",
}  # fmt: skip
_TIGHT = frozenset((
    "textbackslash", "textbraceleft", "textbraceright", "textasciitilde", "textasciicircum",
    "textendash", "textemdash", "textquoteleft", "textquoteright", "textquotedblleft",
    "textquotedblright", "lbrace", "rbrace", "guillemotleft", "guilsinglleft", "quotedblbase",
))  # fmt: skip
"""Signs whose command is ended by a blank that is not printed; after others people mean it."""

_ACCENT = re.compile(
    r"\\(?:(?P<sign>[`'^\"~=.])\s*+|(?P<letter>[uvHcdkbrtGUh])(?:(?=\{)|\s++(?=[^\W\d_]|\\)))"
    r"(?:\{\s*+(?P<braced>\\[ij](?![A-Za-z])|\{?\\(?:ae|AE|oe|OE|aa|AA|o|O|l|L)(?![A-Za-z])\s*+\}?|"
    r"[^\W\d_])(?P<rest>[^{}\\]*+)\s*+\}"
    r"|(?P<dotless>\\[ij](?![A-Za-z]))\s*+(?:\{\})?|(?P<bare>[^\W\d_]))"
)
_MOST_NESTING = 4
_SLIP = re.compile(r"\\'(?<=[A-Za-z]\\')(?=(?:s|t|d|m|ll|re|ve)\b)")
"""An apostrophe that a program escaped: no language has an accent there."""

_COMMAND = (
    r"[\\{}~](?:(?<=\\)(?:(?P<name>[A-Za-z]++)\*?+(?P<blank>\s*+)(?P<empty>(?:\{\})?+)"
    r"|(?P<sign>[^A-Za-z]))|(?P<brace>(?<!\\)))"
)
_TOKEN = re.compile(_COMMAND)
_TOKEN_OR_ADDRESS = re.compile(
    r"(?P<url>https?://(?:[^\s{}\\<>\"$,]|\\[_%#&~$]|\{\\?[_%#&~]\}|,(?=\w))++)|" + _COMMAND
)
_BRACES = {"{": "", "}": "", "~": " "}
_SIGNS = {"\\": " ", ",": " ", ";": " ", ":": " ", ">": " ", "/": "", "!": "", "-": "", "@": "",
          "(": "(", ")": ")", "[": "[", "]": "]"}  # fmt: skip
_HIDDEN = re.compile(
    r"\\(?:noopsort|nosort|noop|[sS]ort[nN]oop|printfirst|switchargs|label|vspace|hspace|thanks)"
    r"\s*+\{[^{}]*+\}"
)
_QUOTED = re.compile(r"\\(?:enquote|mkbibquote)\*?\s*+\{((?:[^{}]|\{[^{}]*+\})*+)\}")
_ENSURED = re.compile(r"\\ensuremath\s*+\{((?:[^{}$]|\{[^{}$]*+\})*+)\}")
_RAISED = re.compile(r"\\text(super|sub)script\s*+\{([0-9+-]++)\}")
_DISPLAY = re.compile(
    r"\\\(((?:[^$\\]|\\(?![()]))*+)\\\)|\\\[((?:[^$\\]|\\(?![\[\]]))*+)\\\]|\$\$([^$]*+)\$\$"
)
_PAR = re.compile(r"\s*+(?:\\par(?![A-Za-z])\s*+(?:\{\}\s*+)?|\\ \\ )")
_LONE_BRACES = {"\\lbrace": "\\{", "\\rbrace": "\\}"}
_NAMED_BRACE = re.compile(r"\\([lr])brace(?:(\\relax)?\{\}|(?![A-Za-z\\]) ?|(?=\\))")
_PARAGRAPH = re.compile(r"\n[^\S\n]*+\n\s*+")
_PLAIN_SIGNS = ("\\", "$", "`", "~", "{", "}", "^", "&", '"', "_", "--", "''", "//", ":/", " - ")
_SUSPECTS = tuple(
    (word, re.compile(pattern))
    for word, pattern in (
        ("http", r"http"),
        ("times", r"times(?<=\dtimes)\b"),
        ("arrow", r"arrow\b"),
        ("mapsto", r"mapsto"),
        ("mathcal", r"mathcal"),
        ("gg", r"gg(?<!\wgg)\b"),
        ("circ", r"circ(?<!\wcirc)\b"),
        ("eq", r"eq(?<=[gln]eq)(?<!\w[gln]eq)\b"),
    )
)
_LIGATURE = re.compile("[ﬀﬁﬂﬃﬄﬅﬆ]")
_TITLE_SLIPS = re.compile(r"\bl(?=n|m|de)|\.$|[{}]")


def is_plain(text: str) -> bool:
    """Say whether `clean_text` would give a text of one line back as it is, without asking it.

    Args:
        text: Has no blanks at its ends and no two in a row.
    """
    if not text.isprintable():
        return False
    if not text.isascii() and (
        not unicodedata.is_normalized("NFC", text) or _LIGATURE.search(text)
    ):
        return False
    for sign in _PLAIN_SIGNS:  # a loop, since this is the innermost step of reading
        if sign in text:
            return False
    lowered = text.lower()
    for word, found in _SUSPECTS:  # noqa: SIM110 - as above
        if word in lowered and found.search(lowered):
            return False
    return True


def to_clean_text(value: str) -> str:
    """Read a value: LaTeX becomes what it prints, `$…$` stays mathematics."""
    if "\\" not in value and "$" not in value and "{" not in value and "<" not in value:
        # `~` is the only sign left that means something else in LaTeX.
        text = value.replace("~", " ") if "~" in value and "://" not in value else value
        line = " ".join(text.split())
        return line if is_plain(line) and not _has_paragraphs(text) else clean_text(text)
    return _clean_latex(value)


def to_clean_title(value: str) -> str:
    """Read a title; see `text.clean.clean_title`."""
    text = " ".join(to_clean_text(value).split())
    return clean_title(text) if _TITLE_SLIPS.search(text) else text


def to_clean_name(value: str) -> str:
    r"""Read a part of a name, in which `\'s` is a letter with an accent."""
    if value.isalpha() and value.isascii():
        return value
    if "\\" in value:
        value = _compose_accents(value)
    return " ".join(to_clean_text(value).split())


def to_plain_address(value: str) -> str:
    r"""Read an address or an identifier: without LaTeX's escapes and `\url{…}`."""
    if "\\" in value:
        value = unwrap_addresses(value)
        value = re.sub(r"\\textasciitilde\s*(?:\{\})?|\\~\s*\{\s*\}", "~", value)
        value = re.sub(r"\\(?:textunderscore|textunderline)\s*(?:\{\})?", "_", value)
        value = unescape_address(value.replace("{\\", "\\"))
        value = re.sub(r"\$\\(?:sim|tilde\{\s*\})\$", "~", value)
    return value.replace("{", "").replace("}", "").strip()


def _has_paragraphs(text: str) -> bool:
    return "\n" in text and _PARAGRAPH.search(text.strip()) is not None


def _clean_latex(value: str) -> str:
    if "</" in value:
        value = strip_tags(value)
    value = value.replace(_KEPT, "") if _KEPT in value else value
    if "\\" in value:
        value = _unfold_commands(value)
    kept: list[str] = []
    if "$" in value:
        value = _keep_math(value, kept)
    if "\\" in value:
        value = _compose_accents(_SLIP.sub("'", value))
    token = _TOKEN_OR_ADDRESS if "://" in value else _TOKEN
    text = token.sub(_print_token, value)
    line = " ".join(text.split())
    is_ready = not _has_paragraphs(text) and is_plain(line.replace(_KEPT, "x"))
    text = line if is_ready else text
    if kept:
        pieces = iter(kept)
        text = re.sub(_KEPT, lambda _: next(pieces), text)
    if not is_ready:
        return clean_text(text)
    return escape_dollars(text) if "\\$" in text else text


def _unfold_commands(value: str) -> str:
    if "\\par" in value or "\\ \\ " in value:
        value = _PAR.sub("\n\n", value)
    if "\\url" in value or "\\href" in value or "\\nolinkurl" in value:
        value = unwrap_addresses(value)
    value = _HIDDEN.sub("", value)
    if "quote" in value:
        value = _QUOTED.sub(r"“\1”", value)
    if "script" in value:
        value = _RAISED.sub(_raise, value)
    if "\\ensuremath" in value:
        value = _ENSURED.sub(r"$\1$", value)
    if "\\(" in value or "\\[" in value or "$$" in value:
        value = _DISPLAY.sub(lambda match: f"${(match[1] or match[2] or match[3]).strip()}$", value)
    return value


def _raise(match: re.Match[str]) -> str:
    return match[2].translate(SUPERSCRIPTS if match[1] == "super" else SUBSCRIPTS)


def _keep_math(value: str, kept: list[str]) -> str:
    """Put mathematics and literal dollars out of reach; what is no formula is text."""
    parts: list[str] = []
    position = 0
    while (dollar := value.find("$", position)) >= 0:
        is_escaped = dollar > position and value[dollar - 1] == "\\"
        match = DOLLAR.match(value, dollar - is_escaped)
        if match is None:
            break
        parts.append(value[position : match.start()])
        position = match.end()
        content = match["math"] or match["sign"]
        trivial = None if content is None else to_trivial_text(content)
        if trivial is not None:
            parts.append(trivial)
            continue
        if content in _LONE_BRACES:
            parts.append(_LONE_BRACES[content])
            continue
        if match["math"] and is_formula(match["math"]):
            math = " ".join(match["math"].split())
            math = math.replace("{{\\%}}", "%")
            if "brace" in math:
                math = _NAMED_BRACE.sub(_to_brace, math)
            kept.append(f"${math}$")
        else:
            kept.append("\\$")
            position = match.start() + (2 if match[0].startswith("\\") else 1)
        parts.append(_KEPT)
    parts.append(value[position:])
    return "".join(parts)


def _to_brace(match: re.Match[str]) -> str:
    r"""Give a brace that is printed; with `\relax` behind it, as we write it, one that groups."""
    return ("" if match[2] else "\\") + ("{" if match[1] == "l" else "}")


def _compose_accents(value: str) -> str:
    """Put accents over their letters, the innermost first."""
    for _ in range(_MOST_NESTING):
        composed = _ACCENT.sub(_to_accented, value)
        if composed == value:
            break
        value = composed
    return value


def _to_accented(match: re.Match[str]) -> str:
    base = match["braced"] or match["dotless"] or match["bare"]
    if base.startswith(("\\", "{")):
        name = base.strip("{}\\ ")
        base = {"i": "i", "j": "j"}.get(name) or LETTERS[name]
    mark = _MORE_ACCENTS[match["sign"] or match["letter"]]
    return unicodedata.normalize("NFC", base + mark) + (match["rest"] or "")


def _print_token(match: re.Match[str]) -> str:
    token = match[0]
    if token in _BRACES:
        return _BRACES[token]
    if match["name"]:
        return _print_command(match)
    if sign := match["sign"]:
        return _print_sign(sign)
    return unescape_address(token.replace("{", "").replace("}", ""))


def _print_sign(sign: str) -> str:
    if sign.isspace():
        return " "
    return _SIGNS.get(sign, f"\\{sign}" if sign.isdigit() else sign)


def _print_command(match: re.Match[str]) -> str:
    name, blank = match["name"], match["blank"]
    if name in LETTERS:
        return LETTERS[name]
    symbol = _MORE_SYMBOLS.get(name, SYMBOLS.get(name))
    if symbol is not None:
        has_blank = blank and not match["empty"] and name not in _TIGHT and symbol
        return symbol + " " * bool(has_blank)
    if name in FONT_SWITCHES or name in FONT_COMMANDS:
        return ""
    text, end = match.string, match.end()
    if text.startswith("{", end) or (blank and text[match.start() - 1 : match.start()] == "{"):
        return ""  # a command with its argument, or one for the rest of a group
    is_word = match.start() == 0 or text[match.start() - 1] in " \n({“\"'-–/"
    return (name if is_word and len(name) > 1 else f"\\{name}") + blank
