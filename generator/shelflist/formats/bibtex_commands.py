r"""LaTeX's commands, accents and signs as the text that they print.

A sign that is printed (`\textbackslash`, `\{`, `\_`, `\^{}`) is no LaTeX any more. Until the
value is clean, another character stands for it, so that no later step takes it for some.
"""

from __future__ import annotations

import re
import unicodedata

from shelflist.text.latex import unescape_address
from shelflist.text.symbols import (
    ACCENTS,
    FONT_COMMANDS,
    FONT_SWITCHES,
    GREEK,
    LETTERS,
    OPERATORS,
    SYMBOLS,
)

_LITERALS = dict(zip("\\{}~^_", "\ue001\ue002\ue003\ue004\ue005\ue006", strict=True))
"""A sign that is printed -> what stands for it meanwhile."""

_STAND_INS = re.compile("[\ue000-\ue006]")
_BACKSLASH = _LITERALS["\\"]
_MORE_ACCENTS = ACCENTS | {"t": "\u0361", "G": "\u030f", "U": "\u030e", "h": "\u0309"}
_MORE_SYMBOLS = {
    "textlangle": "⟨", "textrangle": "⟩", "textinterrobang": "‽", "textinterrobangdown": "⸘",
    "textbrokenbar": "¦", "textcent": "¢", "textcurrency": "¤", "textdagger": "†",
    "textdaggerdbl": "‡", "textasteriskcentered": "∗", "textbardbl": "‖", "textohm": "Ω",
    "textmho": "℧", "textopenbullet": "◦", "textperthousand": "‰", "textpertenthousand": "‱",
    "textreferencemark": "※", "textservicemark": "℠", "textsurd": "√", "textuparrow": "↑",
    "textdownarrow": "↓", "textwon": "₩", "textbaht": "฿", "textcelsius": "℃", "textdong": "₫",
    "textestimated": "℮", "textflorin": "ƒ", "textfractionsolidus": "⁄", "textlbrackdbl": "⟦",
    "textrbrackdbl": "⟧", "textlira": "₤", "textlnot": "¬", "textnaira": "₦", "textpeso": "₱",
    "textrecipe": "℞", "textmusicalnote": "♪", "textcopyleft": "🄯", "textasciiacute": "´",
    "textasciidieresis": "¨", "textasciimacron": "¯", "textasciicaron": "ˇ",
    "textasciibreve": "˘", "texttildelow": "˷", "textdiscount": "⁒", "textdied": "†",
    "textleaf": "❧", "texttwelveudash": "‒", "textthreequartersemdash": "—",
    "textdollar": "\\$",
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
    "penalty": "", "string": "", "Dash": "—", "dash": "–", "psqq": "ff.", "psq": "f.",
    "cprime": "ʹ", "break": "", "nolinebreak": "", "textcompwordmark": "", "-": "",
}  # fmt: skip
_MORE_SYMBOLS |= {
    name: _LITERALS[sign]
    for name, sign in {
        "textbackslash": "\\", "backslash": "\\", "textbraceleft": "{", "textbraceright": "}",
        "lbrace": "{", "rbrace": "}", "textasciicircum": "^", "textasciitilde": "~",
        "textunderscore": "_",
    }.items()
}  # fmt: skip
_TIGHT = frozenset((
    "textbackslash", "textbraceleft", "textbraceright", "textasciitilde", "textasciicircum",
    "textendash", "textemdash", "textquoteleft", "textquoteright", "textquotedblleft",
    "textquotedblright", "lbrace", "rbrace", "guillemotleft", "guilsinglleft", "quotedblbase",
    "hyphen", "textlangle", "textquestiondown", "textexclamdown",
))  # fmt: skip
"""Signs whose command is ended by a blank that is not printed; after others people mean it."""

_ACCENT = re.compile(
    r"\\(?:(?P<sign>[`'^\"~=.])\s*+|(?P<letter>[uvHcdkbrtGUh])(?:(?=\{)|\s++(?=[^\W\d_]|\\)))"
    r"(?:\{\s*+(?P<braced>\\[ij](?![A-Za-z])|\{?\\(?:ae|AE|oe|OE|aa|AA|o|O|l|L)(?![A-Za-z])\s*+\}?|"
    r"[^\W\d_])(?P<rest>[^{}\\]*+)\s*+\}"
    r"|(?P<dotless>\\[ij](?![A-Za-z]))\s*+(?:\{\})?|(?P<bare>[^\W\d_]))"
)
_IN_TABLES = re.compile(r"\\a(?=['`=])")
"""In a table `\\a'` is the accent `\\'`, which means something else there."""
_EMPTY_ACCENT = re.compile(
    r"\\(?:(?P<sign>[`'\"=.])|(?P<letter>[uvHcdkbrtGUh]))\s*+\{\s*+\}(?P<next>[^\W\d_]?)"
)
"""An accent whose letter stands behind the braces, or was lost."""
_WITH_CEDILLA = frozenset("cCsStTgGkKlLnNrR")
_MOST_NESTING = 4
SLIP = re.compile(r"\\'(?<=[A-Za-z]\\')(?=(?:s|t|d|m|ll|re|ve)\b)")
"""An apostrophe that a program escaped: no language has an accent there."""

_COMMAND = (
    r"[\\{}~](?:(?<=\\)(?:(?P<name>[A-Za-z]++)\*?+(?P<blank>\s*+)(?P<empty>(?:\{\})?+)"
    r"|(?P<sign>[^A-Za-z]))|(?P<brace>(?<!\\)))"
)
_TOKEN = re.compile(_COMMAND)
_COMMAND_ALONE = re.compile(
    r"\\(?:(?P<name>[A-Za-z]++)\*?+(?P<blank>\s*+)(?P<empty>)|(?P<sign>[^A-Za-z]))"
)
"""The same where there are no braces: found faster, since it begins with one sign."""
_TOKEN_OR_ADDRESS = re.compile(
    r"(?P<url>https?://(?:[^\s{}\\<>\"$,]|\\[_%#&~$]|\{\\?[_%#&~]\}|,(?=\w))++)|" + _COMMAND
)
_BRACES = {"{": "", "}": "", "~": " "}
_SIGNS = {"\\": " ", ",": " ", ";": " ", ":": " ", ">": " ", "/": "", "!": "", "-": "", "@": "",
          "(": "(", ")": ")", "[": "[", "]": "]",
          "{": _LITERALS["{"], "}": _LITERALS["}"], "^": _LITERALS["^"], "~": _LITERALS["~"],
          "_": _LITERALS["_"]}  # fmt: skip
_ALONE = "|".join(name for name in (*GREEK, *OPERATORS, *LETTERS) if len(name) > 1)
_TWICE = re.compile(
    rf"(?<![\w:\ue001])\ue001(?:{_ALONE}|text[a-z]+)(?![A-Za-z])|\ue001[A-Za-z]+\s?\ue002"
    "|\ue001[`'^\"~\ue004\ue005]\ue002?[A-Za-z]"
)
"""A command behind a backslash that is printed: a program escaped LaTeX as if it were none."""


def drop_stand_ins(value: str) -> str:
    """Take out what a value must not hold on its way: the characters that stand for signs."""
    return value if value.isascii() else _STAND_INS.sub("", value)


def put_signs_back(text: str) -> str:
    """Give a text with the signs themselves."""
    if text.isascii():
        return text
    for sign, stand_in in _LITERALS.items():
        if stand_in in text:
            text = text.replace(stand_in, sign)
    return text


def print_commands(value: str) -> str:
    """Print what stands in a value outside mathematics, with stand-ins for printed signs."""
    return _find_token(value).sub(_print_token, value)


def is_escaped_twice(text: str) -> bool:
    r"""Say whether a printed text is LaTeX itself, as exports write what a person typed as such.

    `\textbackslash{}alpha` was `\alpha` before a program took its backslash for a sign.
    """
    return _BACKSLASH in text and _TWICE.search(text) is not None


def _find_token(value: str) -> re.Pattern[str]:
    if "://" in value:
        return _TOKEN_OR_ADDRESS
    has_more = "{" in value or "}" in value or "~" in value
    return _TOKEN if has_more or "\\" not in value else _COMMAND_ALONE


def compose_accents(value: str) -> str:
    """Put accents over their letters, the innermost first."""
    value = _IN_TABLES.sub(r"\\", value)
    if "{" in value:
        value = _EMPTY_ACCENT.sub(_fill_accent, value)
    for _ in range(_MOST_NESTING):
        composed = _ACCENT.sub(_to_accented, value)
        if composed == value:
            break
        value = composed
    return value


def _fill_accent(match: re.Match[str]) -> str:
    r"""Put an accent over the letter behind it; `Fran\c{}ois` has lost the only one it can have."""
    letter = match["next"]
    mark = _MORE_ACCENTS[match["sign"] or match["letter"]]
    accented = unicodedata.normalize("NFC", letter + mark) if letter else ""
    is_cedilla = match["letter"] == "c"
    if len(accented) == 1 and (not is_cedilla or letter in _WITH_CEDILLA):
        return accented
    return ("ç" if is_cedilla else "") + letter


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
