r"""Clean text, written as LaTeX: what the BibTeX and BibLaTeX writers share.

Each sign is written in the way that LaTeX prints and that pybtex, bibtexparser and
pandoc read as the same sign; where none is known to all of them, the way that loses
nothing. Unicode is kept: every engine since TeX Live 2018 reads UTF-8.

Source:
    The LaTeX Companion (third edition) for ligatures; btxdoc (1988) for names and for
    how BibTeX counts braces, which is without a look at the backslash before them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import accumulate

from shelflist.formats.fields import NOT_IN_KEY
from shelflist.model import Name
from shelflist.text.math import split_math

MONTH = "month"
"""The field whose value is the name of a macro, which has no braces around it."""

SPECIALS = {
    "\\": r"\textbackslash{}",
    "&": r"\&",
    "%": r"\%",
    "$": r"\$",
    "\\$": r"\$",
    "#": r"\#",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}
"""A sign of clean text -> the same in LaTeX."""

PAIRED_BRACES = {"{": r"\{", "}": r"\}"}
LONE_BRACES = {"{": r"{}\ensuremath{\lbrace}{}", "}": r"{}\ensuremath{\rbrace}{}"}
"""Braces of which one has no partner: BibTeX would read on to the end of the file.

`\\textbraceleft` is LaTeX's own word, but bibtexparser and pandoc read nothing there.
"""

PARAGRAPH = r"\ \ "
"""Where a paragraph ends: two blanks, which the reader takes for the end that they stand for.

After `\\par` pandoc 3.9 reads some words twice or joins them; pybtex prints other commands.
"""

MATH_PERCENT = r"{{\%}}"
"""A bare per cent sign in mathematics, which would begin a comment; the reader takes it back."""

_SPECIAL = re.compile(r"\\\$|[\\{}&%$#_~^]")
_LIGATURES = ("--", "''", "``", ",,", "<<", ">>", "!`", "?`")
_LIGATURE = re.compile(r"([-'`,<>])(?=\1)|[!?](?=`)")
_NAMED_BRACES = {
    "\\{": r"\lbrace{}",
    "\\}": r"\rbrace{}",
    "{": r"\lbrace\relax{}",
    "}": r"\rbrace\relax{}",
}
_ADDRESS_ESCAPES = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C"})
_UNSAFE = re.compile(r"[{}\\\s]")
_PERCENT = re.compile(r"(?<!\\)%")
_SUFFIX = re.compile(r"(?:Jr|Sr|Snr|Jnr)\.?|I{2,3}|IV|VI{0,3}")
_SEPARATOR = re.compile(r"[,;&=]|\b(?:and|AND|And)\b")
_SIMPLE = re.compile(r"(?!.*(?i:and))(?:[^\W\d_]++[.-]?+ ?+)++(?<! )")
"""A part of a name as nearly all are, in which nothing needs to be written otherwise."""


def to_entry(entry_type: str, citation_key: str, fields: Iterable[tuple[str, str]]) -> str:
    """Lay out an entry, one field a line; fields without a value are left out.

    Args:
        entry_type: Without the `@`.
        citation_key: Letters, digits and `-_:./+`.
        fields: Names, and values that are LaTeX already.

    Raises:
        ValueError: The key is empty or has a character that BibTeX would stop at.
    """
    if not citation_key or NOT_IN_KEY.search(citation_key):
        raise ValueError(f"not a BibTeX key: {citation_key!r}")
    kept = [(name, value) for name, value in fields if value]
    width = max((len(name) for name, _ in kept), default=0)
    lines = [
        f"  {name:<{width}} = {value if name == MONTH else f'{{{value}}}'},\n"
        for name, value in kept
    ]
    return f"@{entry_type}{{{citation_key},\n{''.join(lines)}}}\n"


def escape_latex(text: str) -> str:
    """Write clean text as LaTeX on one line; its mathematics stays as it is."""
    if text.isalnum() or not text:
        return text
    if "\n" in text:
        paragraphs = (" ".join(part.split()) for part in text.split("\n\n"))
        return PARAGRAPH.join(_escape_line(part) for part in paragraphs if part)
    return _escape_line(" ".join(text.split()))


def keep_capitals(text: str) -> str:
    """Write a title, in braces of its own if it has a capital behind its first sign.

    Styles and pandoc write titles in small letters; which capitals belong to a name no
    program can tell, so all stay as the authors wrote them.
    """
    written = escape_latex(text)
    return f"{{{written}}}" if text[1:] != text[1:].lower() else written


def to_verbatim(address: str) -> str:
    r"""Write a DOI or an address, which styles set with `\url`: escaped as addresses are."""
    if _UNSAFE.search(address):
        return "%20".join(address.split()).translate(_ADDRESS_ESCAPES)
    return address


def to_latex_names(names: Iterable[Name], *, has_others: bool = False) -> str:
    """Write names as `Family, Suffix, Given`; institutions in braces keep their commas."""
    written = [_to_latex_name(name) for name in names]
    if has_others and written:
        written.append("others")
    return " and ".join(written)


def _escape_line(text: str) -> str:
    if "$" not in text:
        is_paired = ("{" not in text and "}" not in text) or _is_balanced(text)
        return _escape_plain(text, PAIRED_BRACES if is_paired else LONE_BRACES)
    pieces = [_to_piece(is_math, piece) for is_math, piece in split_math(text)]
    is_paired = _is_balanced("".join(piece for is_math, piece in pieces if not is_math))
    braces = PAIRED_BRACES if is_paired else LONE_BRACES
    return "".join(
        f"${piece}$" if is_math else _escape_plain(piece, braces) for is_math, piece in pieces
    )


def _to_piece(is_math: bool, piece: str) -> tuple[bool, str]:
    return is_math, _PERCENT.sub(lambda _: MATH_PERCENT, _balance(piece)) if is_math else piece


def _escape_plain(text: str, braces: dict[str, str]) -> str:
    if _SPECIAL.search(text):
        text = _SPECIAL.sub(lambda sign: SPECIALS.get(sign[0]) or braces[sign[0]], text)
    return _LIGATURE.sub(r"\g<0>{}", text) if any(pair in text for pair in _LIGATURES) else text


def _balance(math: str) -> str:
    """Give mathematics with braces that BibTeX can count: named where they have no partner."""
    for pattern in (r"\\[{}]", r"[{}]"):
        if _is_balanced(math):
            break
        math = re.sub(pattern, lambda brace: _NAMED_BRACES[brace[0]], math)
    return math


def _is_balanced(text: str) -> bool:
    if "{" not in text and "}" not in text:
        return True
    depths = list(accumulate((sign == "{") - (sign == "}") for sign in text))
    return depths[-1] == 0 and min(depths) == 0


def _to_latex_name(name: Name) -> str:
    if name.literal:
        return f"{{{escape_latex(name.literal)}}}"
    family = _to_name_part(name.family, is_alone=not name.given and not name.suffix)
    if not name.suffix:
        return f"{family}, {_to_name_part(name.given)}" if name.given else family
    suffix = escape_latex(name.suffix)
    if not _SUFFIX.fullmatch(name.suffix):
        suffix = f"{{{suffix}}}"
    return (
        f"{family}, {suffix}, {_to_name_part(name.given)}" if name.given else f"{family}, {suffix}"
    )


def _to_name_part(part: str, *, is_alone: bool = False) -> str:
    if not is_alone and _SIMPLE.fullmatch(part):
        return part
    escaped = escape_latex(part)
    needs_braces = _SEPARATOR.search(part) or (is_alone and " " in part)
    return f"{{{escaped}}}" if needs_braces else escaped
