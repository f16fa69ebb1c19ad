r"""A value as LaTeX becomes clean text.

Unlike a pasted text, a BibTeX value *is* LaTeX: its braces group, `~` is a blank, `\%`
a per cent sign. So it is read as that first, in one pass; `clean_latex` sees only what
then still needs a closer look.
"""

from __future__ import annotations

import re
import unicodedata

from shelflist.formats.bibtex_commands import (
    SLIP,
    compose_accents,
    drop_stand_ins,
    is_escaped_twice,
    print_commands,
    put_signs_back,
)
from shelflist.formats.csl_values import strip_tags
from shelflist.text.clean import clean_latex, to_title
from shelflist.text.latex import unescape_address, unwrap_addresses
from shelflist.text.math import DOLLAR, escape_dollars, is_formula, to_trivial_text
from shelflist.text.symbols import SUBSCRIPTS, SUPERSCRIPTS

_KEPT = "\ue000"
"""Stands for mathematics while the text around it is read; taken out of all input."""

_STANDS = re.compile("[\ue000-\ue006]")
"""What stands for mathematics or for a printed sign, and is as good as a letter."""

_ARGUMENT = r"\s*+\{((?:[^{}]|\{[^{}]*+\})*+)\}"
_PHANTOM = re.compile(r"\\[vh]?phantom\s*+(?:\{(?:[^{}\\]|\\.)*+\}|\\[{}])")
"""What takes room and is not printed: Better BibTeX balances a lone brace with its partner so."""
_HIDDEN = re.compile(
    rf"\\(?:[A-Za-z]*noop[A-Za-z]*|[A-Za-z]*nosort|sortkey|label|[vh]space\*?|thanks){_ARGUMENT}"
    r"|\\(?:[A-Za-z]*noop[A-Za-z]*|nosort)(?![A-Za-z])\s*+[^\s{}\\]?+",
    re.IGNORECASE,
)
"""What is not printed; the macros that only sort are called in as many ways as people type."""
_OF_TWO = re.compile(rf"\\(?:(?P<swap>switchargs)|printfirst){_ARGUMENT}{_ARGUMENT}")
"""Macros that BibTeX's own example file defines, and with it many others."""
_UNFOLDED = frozenset((
    "par", " ", "url", "href", "nolinkurl", "enquote", "mkbibquote", "textsuperscript",
    "textsubscript", "ensuremath", "phantom", "vphantom", "hphantom",
))  # fmt: skip
_WORD = re.compile(r"\\(?=([A-Za-z]++|.))", re.DOTALL)
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
_MATH_SIGNS = {
    "<": "<", ">": ">", "~": "~", "=": "=", "-": "-", "_": "_", "\\_": "_", "\\sim": "~",
    "\\tilde{}": "~", "\\tilde{ }": "~", "\\lt": "<", "\\gt": ">", "\\less": "<", "\\greater": ">",
    "\\langle": "<", "\\rangle": ">", "\\mathsemicolon": ";", "\\%": "%", "\\&": "&", "\\#": "#",
}  # fmt: skip
_SIGN_AS_MATH = re.compile(
    rf"\$\s*+({'|'.join(re.escape(s) for s in sorted(_MATH_SIGNS, reverse=True))})\s*+\$"
)
"""A sign of an address that somebody set as mathematics, for want of it in the text's font."""
_NAMED_SIGNS = {"textless": "<", "textgreater": ">", "textpercent": "%", "textampersand": "&"}
_NAMED_SIGN = re.compile(rf"\\({'|'.join(_NAMED_SIGNS)})(?![A-Za-z])\s*+(?:\{{\}})?+")
_PLAIN_SIGNS = ("\\", "$", "`", "~", "{", "}", "^", "&", "_")
_PLAIN_PAIRS = (("-", ("--",)), ("'", ("''",)), ("/", ("//", ":/")))
"""By the sign that is looked for first: one sign is found ten times as fast as two."""
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
_TITLE_SLIPS = re.compile(r"l(?<=\bl)(?=n|m|de)|\.$|[{}]")


def is_plain(text: str) -> bool:
    """Say whether `clean_latex` would give a text of one line back as it is, without asking it.

    Args:
        text: Has no blanks at its ends and no two in a row.
    """
    if not text.isprintable():
        return False
    if not text.isascii() and (
        not unicodedata.is_normalized("NFC", text) or _LIGATURE.search(text)
    ):
        return False
    for sign in _PLAIN_SIGNS:  # loops, since this is the innermost step of reading
        if sign in text:
            return False
    for sign, pairs in _PLAIN_PAIRS:
        if sign in text:
            for pair in pairs:
                if pair in text:
                    return False
    lowered = text.lower()
    for word, found in _SUSPECTS:  # noqa: SIM110 - as above
        if word in lowered and found.search(lowered):
            return False
    return True


def to_clean_text(value: str) -> str:
    """Read a value: LaTeX becomes what it prints, `$…$` stays mathematics."""
    return put_signs_back(_clean(value))


def _clean(value: str) -> str:
    """Clean a value but for the signs for which others stand."""
    if "\\" not in value and "$" not in value and "<" not in value:
        # Braces and `~` are the only signs left that mean something else in LaTeX.
        text = value
        if "{" in value:
            if "://" in value:
                return _clean_latex(value)
            text = value.replace("{", "").replace("}", "")
        if "~" in value and "://" not in value:
            text = text.replace("~", " ")
        line = _to_line(text)
        return line if is_plain(line) and not _has_paragraphs(text) else clean_latex(text)
    return _clean_latex(value)


def _to_line(text: str) -> str:
    """Give a text on one line; of what else is no blank, `is_plain` knows."""
    if "\n" not in text and "  " not in text and text.isascii():
        return text.strip(" ")
    return " ".join(text.split())


def to_clean_title(value: str) -> str:
    """Read a title; see `text.clean.clean_title`."""
    text = _clean(value)
    if "\n" in text:
        text = " ".join(text.split())
    return put_signs_back(to_title(text) if _TITLE_SLIPS.search(text) else text)


def to_clean_name(value: str) -> str:
    r"""Read a part of a name, in which `\'s` is a letter with an accent."""
    if value.isalpha() and value.isascii():
        return value
    if "\\" in value:
        value = compose_accents(value)
    return " ".join(to_clean_text(value).split())


def to_plain_address(value: str) -> str:
    r"""Read an address or an identifier: without LaTeX's escapes and `\url{…}`."""
    if "$" in value:
        value = _SIGN_AS_MATH.sub(lambda match: _MATH_SIGNS[match[1]], value)
    if "\\" in value:
        value = unwrap_addresses(drop_hidden(value))
        value = re.sub(r"\\textasciitilde\s*(?:\{\})?|\\~\s*\{\s*\}", "~", value)
        value = re.sub(r"\\(?:textunderscore|textunderline)\s*(?:\{\})?", "_", value)
        value = _NAMED_SIGN.sub(lambda match: _NAMED_SIGNS[match[1]], value)
        value = unescape_address(value.replace("{\\", "\\"))
    return value.replace("{", "").replace("}", "").strip()


def _has_paragraphs(text: str) -> bool:
    return "\n" in text and _PARAGRAPH.search(text.strip()) is not None


def _clean_latex(value: str) -> str:
    if "</" in value:
        value = strip_tags(value)
    value = drop_stand_ins(value)
    if "\\" in value:
        value = _unfold_commands(value)
    kept: list[str] = []
    if "$" in value:
        value = _keep_math(value, kept)
    if "\\" in value:
        value = compose_accents(SLIP.sub("'", value))
    text = print_commands(value)
    if is_escaped_twice(text):
        return clean_latex(put_signs_back(_put_back(text, kept)).replace("\\$", "$"))
    line = _to_line(text)
    is_ready = not _has_paragraphs(text) and is_plain(_STANDS.sub("x", line))
    text = line if is_ready else text
    text = _put_back(text, kept)
    if not is_ready:
        return clean_latex(text)
    return escape_dollars(text) if "\\$" in text else text


def _put_back(text: str, kept: list[str]) -> str:
    if not kept:
        return text
    pieces = iter(kept)
    return re.sub(_KEPT, lambda _: next(pieces), text)


def _unfold_commands(value: str) -> str:
    value = drop_hidden(value)
    commands = set(_WORD.findall(value))
    if not _UNFOLDED.isdisjoint(commands):
        value = unwrap_addresses(_PAR.sub("\n\n", value))
        value = _PHANTOM.sub("", value)
        value = _QUOTED.sub(r"“\1”", value)
        value = _RAISED.sub(_raise, value)
        value = _ENSURED.sub(r"$\1$", value)
    if "(" in commands or "[" in commands or ("$" in value and "$$" in value):
        value = _DISPLAY.sub(lambda match: f"${(match[1] or match[2] or match[3]).strip()}$", value)
    return value


def drop_hidden(value: str) -> str:
    r"""Give a value without what LaTeX does not print, such as `\noopsort{1973b}`."""
    if "\\" not in value:
        return value
    return _OF_TWO.sub(_to_printed, _HIDDEN.sub("", value))


def _to_printed(match: re.Match[str]) -> str:
    return match[3] + match[2] if match["swap"] else match[2]


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
