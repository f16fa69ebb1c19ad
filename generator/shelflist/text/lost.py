r"""LaTeX that has lost its backslash, restored only where nothing else can be meant.

`times` after a digit, `mathcal{…}`, arrows; Greek letters and relations only in a text
that shows by other traces (`C_Phi`, `mathcal{`) that its formulas lost their backslashes.
"""

from __future__ import annotations

import re

from shelflist.text.symbols import GREEK, OPERATORS

_TIMES = re.compile(
    r"(?<![\w.])(?:(\d[\d.,]*)\s?[-–]\s?)?(\d[\d.,]*)(?:times\b|(?<=\d)(?:\\times)(?![A-Za-z]))(?=[^\w]|$)"
)
_ARROWS = re.compile(
    r"(?:(?<=\s)|^)((?:long)?(?:left|right|leftright)arrow|Rightarrow|Leftrightarrow|mapsto)(?=\s|$)"
)
_GREEK_NAMES = "|".join(sorted((name for name in GREEK if len(name) > 1), key=len, reverse=True))
_CAPITALS = "|".join(name for name in GREEK if name[0].isupper())
_EVIDENCE = re.compile(rf"(?<![\\\w])mathcal\{{|\b[A-Za-z]_\{{?(?:{_GREEK_NAMES})(?![a-z])")
_EVIDENT_GREEK = re.compile(
    rf"_\{{?({_GREEK_NAMES})(?![a-z])|({_GREEK_NAMES}) ?circ|circ ({_GREEK_NAMES})\b"
)
_CIRC = re.compile(rf"\b({_GREEK_NAMES}) ?circ ({_GREEK_NAMES})(?![A-Za-z])")
_SURE_RELATION = re.compile(r"(?<![\w\\])([A-Za-z]|\d+) (gg|leq|geq|neq) ([A-Za-z]|\d+)(?![\w'’])")
_CALLIGRAPHIC = re.compile(r"(?<![\\\w])(?=(?:mathcal|mathbb|mathbf|mathrm|mathfrak|boldsymbol)\{)")
_AMOUNT = re.compile(r"(?<![\\\w])\\(?=\d{1,3}(?:,\d{3})+(?!\d)|\d{2,}(?![\w,]))")
_PARALLEL = re.compile(
    r"(?<![\w$.,])(?=\d[\d,.]* (?:and|or|to|versus|vs\.) \\\d[\d,.]*\d "
    r"(?:each|apiece|respectively)\b)"
)
_TRACE = re.compile(
    r"\dtimes\b|arrow\b|mapsto|mathcal|\b(?:[gln]eq|gg)\b|_\{?[A-Za-z]|\\\d|\\times", re.IGNORECASE
)


def restore_lost(text: str) -> str:
    """Restore backslashes and dollars that were lost on the way into the seed."""
    if not _TRACE.search(text):
        return text
    if "times" in text:
        text = _TIMES.sub(_to_multiple, text)
    text = _ARROWS.sub(lambda match: OPERATORS[match[1]], text)
    text = _SURE_RELATION.sub(lambda match: f"{match[1]} {OPERATORS[match[2]]} {match[3]}", text)
    if "\\" in text:
        text = _PARALLEL.sub("$", text)
        text = _AMOUNT.sub("$", text)
    if _EVIDENCE.search(text):
        text = _restore_formulas(text)
    return text


def _to_multiple(match: re.Match[str]) -> str:
    return f"{match[1]}–{match[2]}×" if match[1] else f"{match[2]}×"


def _restore_formulas(text: str) -> str:
    names = {name for groups in _EVIDENT_GREEK.findall(text) for name in groups if name}
    text = _CIRC.sub(lambda match: f"{GREEK[match[1]]}∘{GREEK[match[2]]}", text)
    if names:
        alternatives = "|".join(sorted(names, key=len, reverse=True))
        alone = re.compile(rf"(?<![A-Za-z\\])({alternatives})(?![A-Za-z]|-\d)")
        text = alone.sub(lambda match: GREEK[match[1]], text)
    return _CALLIGRAPHIC.sub(lambda _: "\\", text)
