"""BibTeX: what authors paste into LaTeX.

Source:
    btxdoc (1988) for entry types and names; biblatex's manual, 3.14.7, for `eprint`.
    Unicode is kept: every engine since TeX Live 2018 reads UTF-8.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import accumulate

from shelflist.formats.fields import (
    BIBTEX_MISC,
    BIBTEX_TYPES,
    TEXT_FIELDS,
    find_type,
    to_arxiv_address,
    to_publication,
)
from shelflist.model import Name, Record

_MATH = re.compile(r"(?<!\\)(\$(?=\S)(?:\\.|[^$\\])*?(?<=\S)\$)(?!\d)", re.DOTALL)
_SPECIALS = {
    "\\": r"\textbackslash{}",
    "{": "\ue200",
    "}": "\ue201",
    "&": r"\&",
    "%": r"\%",
    "$": r"\$",
    "#": r"\#",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}
_SPECIAL = re.compile(r"\\\$|[\\{}&%$#_~^]")
_PROTECTED = re.compile(r"[^\s:;,.?!()\"“”]*[^\W_][^\s:;,.?!()\"“”]*")
_PAIRED_BRACES = {"\ue200": r"\{", "\ue201": r"\}"}
_LONE_BRACES = {"\ue200": r"\textbraceleft{}", "\ue201": r"\textbraceright{}"}
_NAMED_BRACES = {"{": r"\lbrace ", "}": r"\rbrace "}
_VERBATIM = frozenset({"doi", "url"})
_ADDRESS_ESCAPES = {"{": "%7B", "}": "%7D", "\\": "%5C", " ": "%20"}
_NOT_IN_KEY = re.compile(r"[\s\"#%'(),={}~\\]")
_COPIED = ("volume", "issue", "page", "publisher", "doi", "url", "abstract", "note")


def to_bibtex(record: Record, citation_key: str) -> str:
    """Give a record as one BibTeX entry that prefers the published version.

    Args:
        record: Any record.
        citation_key: Letters, digits and `-_:./+`.

    Returns:
        The entry, one field a line, ending in a line end.

    Raises:
        ValueError: The key is empty or has a character that BibTeX would stop at.
    """
    if not citation_key or _NOT_IN_KEY.search(citation_key):
        raise ValueError(f"not a BibTeX key: {citation_key!r}")
    entry_type, _ = BIBTEX_TYPES.get(find_type(record), BIBTEX_MISC)
    fields = [(name, value) for name, value in _to_fields(record) if value]
    width = max((len(name) for name, _ in fields), default=0)
    lines = [f"  {name:<{width}} = {{{value}}},\n" for name, value in fields]
    return f"@{entry_type}{{{citation_key},\n{''.join(lines)}}}\n"


def _to_fields(record: Record) -> Iterator[tuple[str, str]]:
    publication = to_publication(record)
    _, container = BIBTEX_TYPES.get(find_type(record), BIBTEX_MISC)
    yield "title", _protect_capitals(record.title or record.provisional_title or "")
    yield "shorttitle", _protect_capitals(record.short_name or "")
    yield "author", _to_authors(record)
    yield "year", str(publication.year or "")
    yield "origyear", str(publication.first_year or "")
    yield container, escape_latex(publication.container or "")
    for field in TEXT_FIELDS:
        if field.name in _COPIED:
            yield field.bibtex, _to_value(field.bibtex, getattr(record, field.name) or "")
    if record.arxiv:
        yield "eprint", record.arxiv
        yield "archiveprefix", "arXiv"
        if not (record.url or record.doi):
            yield "url", to_arxiv_address(record.arxiv)
    yield "keywords", escape_latex(", ".join(record.hints))


def _to_value(name: str, value: str) -> str:
    if name in _VERBATIM:
        # Styles typeset these with \url or \href, which want the characters as they are.
        return "".join(_ADDRESS_ESCAPES.get(sign, sign) for sign in value)
    if name == "pages":
        value = re.sub(r"(?<=\d)\s*[-–]\s*(?=\d)", "--", value)
    return escape_latex(value)


def escape_latex(text: str) -> str:
    """Write clean text as LaTeX, on one line; its mathematics stays as it is."""
    return _settle_braces("".join(_write_spans(text, _escape_plain)))


def _write_spans(text: str, write: Callable[[str], str]) -> Iterator[str]:
    """Give the parts of a text in turn, each plain one written as LaTeX."""
    for index, part in enumerate(_MATH.split(" ".join(text.split()))):
        math = _balance(part) if index % 2 else None
        yield write(part) if math is None else math


def _escape_plain(text: str) -> str:
    return _SPECIAL.sub(lambda sign: _SPECIALS.get(sign[0], r"\$"), text)


def _settle_braces(escaped: str) -> str:
    """Write the literal braces of a value.

    BibTeX counts braces without looking for a backslash, so one that has no partner
    must be written by its name.
    """
    paired = re.sub("[\ue200\ue201]", lambda brace: _PAIRED_BRACES[brace[0]], escaped)
    if _is_balanced(paired):
        return paired
    return re.sub("[\ue200\ue201]", lambda brace: _LONE_BRACES[brace[0]], escaped)


def _balance(math: str) -> str | None:
    """Give mathematics with braces that BibTeX can count; `None` if there is no such."""
    if _is_balanced(math):
        return math
    named = re.sub(r"\\([{}])", lambda brace: _NAMED_BRACES[brace[1]], math)
    return named if _is_balanced(named) else None


def _is_balanced(text: str) -> bool:
    if "{" not in text and "}" not in text:
        return True
    depths = list(accumulate((sign == "{") - (sign == "}") for sign in text))
    return depths[-1] == 0 and min(depths) == 0


def _protect_capitals(title: str) -> str:
    """Escape a title and put braces around words whose capitals a style would lose."""
    return _settle_braces("".join(_write_spans(title, _protect_plain)))


def _protect_plain(text: str) -> str:
    written: list[str] = []
    at = 0
    for word in _PROTECTED.finditer(text):
        written.append(_escape_plain(text[at : word.start()]))
        written.append(_protect_word(word[0]))
        at = word.end()
    return "".join([*written, _escape_plain(text[at:])])


def _protect_word(word: str) -> str:
    escaped = _escape_plain(word)
    letters = [sign for sign in word if sign.isalpha()]
    has_inner = any(sign.isupper() for part in word.split("-") for sign in part[1:])
    is_lone = len(letters) == 1 and letters[0].isupper() and letters[0] != "A"
    return f"{{{escaped}}}" if has_inner or is_lone else escaped


def _to_authors(record: Record) -> str:
    names = [_to_author(name) for name in record.authors]
    if record.more_authors and names:
        names.append("others")
    return " and ".join(names)


def _to_author(name: Name) -> str:
    if name.literal:
        # Braces keep an institution in one piece, with its commas and its `and`.
        return f"{{{escape_latex(name.literal)}}}"
    parts = [name.family, name.suffix, name.given] if name.suffix else [name.family, name.given]
    return ", ".join(_to_name_part(part) for part in parts if part)


def _to_name_part(part: str) -> str:
    escaped = escape_latex(part)
    has_separator = "," in part or re.search(r"(?i)\band\b", part)
    return f"{{{escaped}}}" if has_separator else escaped
