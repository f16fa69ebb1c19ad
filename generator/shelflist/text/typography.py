"""Quotes, dashes, ties and powers as they are set in print."""

from __future__ import annotations

import re

from shelflist.text.symbols import SUPERSCRIPTS

_DOUBLE = re.compile(r"(?<!`)``(?![`\s])([^`\n]{1,600}?)(?:''|(?<=[\w.,;!?)])\")(?!')")
_SINGLE = re.compile(r"(?<![`\w])`(?![`\s])((?:[^`'\n]|'(?=\w)){1,300})(?<!\s)'(?!['\w])")
_STRAIGHT = re.compile(
    r"(?:(?<=\s)|(?<=\s\()|^)\"(?=\w)([^\"<>=`{}\n]{0,400}?)(?<=[\w.,;:!?)…’%])\"(?=[\s.,;:!?)]|$)"
)
_EM = re.compile(r"(?<=[\w.,;:!?)”’%\ue000])(\s?)---(\s?)(?=[\w(“‘\"`\ue000])")
_SPACED_DASH = re.compile(r"(?<=\S)[ ~]--[ ~](?=\S)")
_JOINED_DASH = re.compile(r"(?<=[\w)\]’”%\ue000])--(?=[\w(\[“‘\ue000])")
_SPACED_HYPHEN = re.compile(r"(?<=[\w.,;:!?)”’%\"'\ue000]) - (?=[\w(“‘\"'\ue000])")
_TIE = re.compile(r"(?<=[^\s~(\[{/])~{1,2}(?=[^\s~/])|(?<=[^\s~(\[/])~(?=\s)")
_ABOUT = re.compile(r"\d~\d")
_POWER = re.compile(r"(?<![\w.^\\}])(\d+)\^(?:\{([-+]?\d{1,4})\}|([-+]?\d{1,4})(?![\w.]\w))(?!\^)")


def set_quotes_and_dashes(text: str) -> str:
    """Set what only TeX writes so: ``` ``quotes'' ``` and dashes of two or three hyphens."""
    if "`" in text:
        text = _DOUBLE.sub(r"“\1”", text)
        text = _SINGLE.sub(r"‘\1’", text)
    if "--" in text:
        text = _EM.sub(r"\1—\2", text)
        text = _SPACED_DASH.sub(" – ", text)
        text = _JOINED_DASH.sub("–", text)
    return text


def set_ties_and_powers(text: str) -> str:
    """Set TeX's ties as blanks, and `10^23` as it is printed."""
    if "~" in text:
        text = _TIE.sub(_untie, text)
    return _POWER.sub(_to_power, text) if "^" in text else text


def set_typography(text: str) -> str:
    """Set a pasted text as a reader expects it: TeX's signs, and straight quotes and hyphens.

    People who type a list make do with the signs of their keyboard; a form that programs
    write has the signs that its text has.
    """
    text = set_quotes_and_dashes(text)
    if '"' in text:
        text = _STRAIGHT.sub(r"“\1”", text)
    if " - " in text:
        text = _SPACED_HYPHEN.sub(_to_dash, text)
    return set_ties_and_powers(text)


def _untie(match: re.Match[str]) -> str:
    around = match.string[match.start() - 1 : match.end() + 1]
    return match[0] if _ABOUT.fullmatch(around) else " "


def _to_dash(match: re.Match[str]) -> str:
    text, start, end = match.string, match.start(), match.end()
    left = text[max(0, start - 2) : start]
    right = text[end : end + 2]
    is_formula = _is_operand(left[::-1]) and _is_operand(right)
    return match[0] if is_formula else " – "


def _is_operand(two: str) -> bool:
    """Say whether a hyphen's neighbour is a single letter, as in `x - y`, where it is a minus."""
    return two[:1].isalpha() and not two[1:2].isalnum()


def _to_power(match: re.Match[str]) -> str:
    exponent = match[2] or match[3]
    return match[1] + exponent.translate(SUPERSCRIPTS)
