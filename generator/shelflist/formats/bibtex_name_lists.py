"""Where a list of BibTeX's names parts, and what in it says that there are others.

Source:
    btxdoc (1988), section 4: ` and ` outside braces parts names, `others` stands for more;
    the other words and signs are what people and programs write instead.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from shelflist.formats.bibtex_values import to_clean_name

_AND = re.compile(" and ", re.IGNORECASE)
_OTHERS = re.compile(
    r"(?:(?:and|with|et|y|e|und|&) )?(?:(?:\d+|many|several|some) )?(?:more )?"
    r"(?:others|more|colleagues|co-?workers|co-?authors|weitere|andere|autres|otros|outros)\.?"
    r"|et ?\.? ?al(?:\.|ii|iae|ia)?\.?|et coll\.?|etal\.?|al\.|alii|…|\.\.\.|\\l?dots(?:\{\})?"
    r"|u\. ?a\.|mfl\.?|i in\.|и др\.?|等",
    re.IGNORECASE,
)
"""`many more` is a name of nobody, a lone `more` could be one."""
_INVERTED = re.compile(r"(?:(al\.?)|(.+?)), ?(et|and)\.?", re.IGNORECASE)
"""`al, et`: what a program makes of `et al.`, which it takes for a name."""
_MARKUP = (
    r"(?:[\s~,{}]|\\(?:em|it|sl|sc|bf|rm|emph|itshape|slshape|textit|textsl|textbf|textrm|text|mbox)"
    r"(?![A-Za-z]))"
)
_AND_OTHERS = re.compile(
    rf"(?:^|(?=[\s~,{{\\])){_MARKUP}{{0,30}}+"
    r"(?:and (?:\d+ |many )?(?:others|more)|[&+] others|[ye] (?:otros|outros)|und andere"
    r"|u\. ?a(?=\.)"
    r"|et(?:\.|[\s~]|\\[ ,])++al(?:ii|iae|ia)?\b|\\etal(?![A-Za-z])|…|\.\.\.|\\l?dots(?![A-Za-z]))"
    r"(?:[.\s~,{}]|\\[/ ,])*+$",
    re.IGNORECASE,
)
"""That there are others, set in italics or not, at the end of what is a name or nothing."""
_ET_AL = r"et(?:\.|[\s~])++al(?:ii|iae|ia)?\b\.?"
_OTHERS_FIRST = re.compile(
    rf"{_MARKUP}{{0,30}}+(?:{_ET_AL}|and others\b|\.\.\.|…)[\s~}}]*+[,;]"
    rf"{_MARKUP}{{0,30}}+(?=\S)",
    re.IGNORECASE,
)
"""The same in front of a name: `{et al., Jane Doe}`."""
_OTHERS_BETWEEN = re.compile(rf",\s*+\{{?{_ET_AL}\}}?\s*+(?=,)", re.IGNORECASE)
_MARKS = re.compile(
    r"\s*(?:\$\s*\^\s*(?:\{[^{}$]{0,30}\}|[^${}])\s*\$|\\textsuperscript\s*\{[^{}]{0,30}\}"
    r"|[*∗†‡§¶]{1,5}(?=[\s,}]|$))"
)
"""Signs of footnotes behind a name: who contributed equally, whose address is where."""
_COMMENT = re.compile(r"(?<![^\s,{}])%[^\n]*+\n")
"""What TeX passes over to the end of a line."""
_WORD = r"[^\W\d_a-z][^\W\d_]+(?:[-'’][^\W\d_]+)*"
_FULL_NAME = re.compile(rf"{_WORD}(?: [^\W\d_]\.)* {_WORD}")
"""A given name and a family name, both written out, perhaps with initials between them."""
COMPANY = re.compile(r"(?:Inc|Ltd|LLC|LLP|GmbH|Corp|Co|AG|S\.?A|PLC|Limited)\.?", re.IGNORECASE)


def split_list(value: str) -> Iterable[str]:
    """Part a field's names at `and`; comments go, and braces around the whole list."""
    if "%" in value:
        value = _COMMENT.sub("\n", value)
    parts = list(_split_names(_unwrap(" ".join(value.split()))))
    return _part_comma_list(parts) or parts


def find_comma_list(value: str) -> str | None:
    """Find a list whose names commas part, though BibTeX takes the commas for parts of names."""
    if "," not in value or " and " not in value:
        return None
    text = " ".join(value.split())
    return text if _part_comma_list(list(_split_names(text))) else None


def _part_comma_list(parts: list[str]) -> list[str]:
    """Part `John Smith, Jane Doe and Bob Roe`; empty if it is no such list.

    In a list as BibTeX wants it, either each name has a comma or none has.
    """
    if len(parts) != 2:
        return []
    first = [name.strip() for name in parts[0].strip(" ,").split(",")]
    names = [*first, parts[1].strip()]
    return names if len(first) == 2 and all(map(_FULL_NAME.fullmatch, names)) else []


def _unwrap(text: str) -> str:
    """Take off braces around a whole list: `{{Doe, Jane and Roe, Richard}}` is two people.

    Braces around `Black and White, Inc.` stay: a list has a comma in each of its names.
    """
    if not (text.startswith("{") and text.endswith("}") and " and " in text):
        return text
    inner = text[1:-1]
    if "{" in inner and closes_early(inner):
        return text
    parts = [trimmed for part in _split_names(inner) if (trimmed := _trim(part))]
    is_list = len(parts) > 1 and all(
        part.count(",") == 1 and not COMPANY.fullmatch(part.split(",")[1].strip())
        for part in parts
        if not _OTHERS.fullmatch(part)
    )
    return inner if is_list else text


def closes_early(inner: str) -> bool:
    """Say whether a brace closes within a text that was not opened there."""
    depth = 0
    for sign in inner:
        depth += (sign == "{") - (sign == "}")
        if depth < 0:
            return True
    return False


def _split_names(text: str) -> Iterable[str]:
    return split_outside(text, _AND.finditer) if "{" in text else _AND.split(text)


def split_part(part: str) -> tuple[list[str], bool]:
    """Give the names between two `and`, and say whether it is said there that there are others."""
    part = _trim(part.replace("\\,", " "))
    if not part:
        return [], False
    if _is_others(part):
        return [], True
    whole = part
    if match := _OTHERS_FIRST.match(part):
        part = _unbrace_end(part[match.end() :])
    part = _OTHERS_BETWEEN.sub("", part)
    if match := _AND_OTHERS.search(part):
        part = _unbrace(part[: match.start()])
    has_others = part != whole
    part = _MARKS.sub("", part)
    names = [each for piece in _split_names(part) for each in _part_lists(_trim(piece))]
    return names, has_others


def _is_others(part: str) -> bool:
    text = to_clean_name(part) if "\\" in part or "~" in part else part
    text = text.replace("{", "").replace("}", "").strip(" ,")
    if match := _INVERTED.fullmatch(text):
        return bool(match[1] or _OTHERS.fullmatch(match[2]))
    return text == "al" or (text.lower() != "more" and bool(_OTHERS.fullmatch(text)))


def _unbrace_end(part: str) -> str:
    """Take off the braces that were opened before what was cut off."""
    return (
        part[: len(part) - max(0, part.count("}") - part.count("{"))] if part[-1:] == "}" else part
    )


def _unbrace(part: str) -> str:
    """Take off the braces that were closed behind what was cut off."""
    return part.replace("{", "", max(0, part.count("{") - part.count("}")))


def _trim(part: str) -> str:
    """Take off commas and an `and` too many."""
    part = part.strip(" ,")
    while part[:4].lower() == "and ":
        part = part[4:].lstrip()
    if part.lower().endswith(" and"):
        part = part[:-4].rstrip(" ,")
    return "" if part.lower() == "and" else part


def split_outside(text: str, find: Callable[[str], Iterator[re.Match[str]]]) -> Iterator[str]:
    """Part a text at what is found outside braces."""
    start = position = depth = 0
    for match in find(text):
        if match.start() < start:
            continue
        depth += text.count("{", position, match.start()) - text.count("}", position, match.start())
        position = match.start()
        if depth <= 0:
            yield text[start : match.start()]
            start, depth = match.end(), 0
            position = start
    yield text[start:]


def _part_lists(part: str) -> Iterator[str]:
    """Part names that are joined by `;` or `&` instead of `and`."""
    if ";" not in part and "&" not in part:
        yield part
        return
    separators = re.compile(r"\s*;\s*|,?\s+(?:\\?&|\{\\&\})\s+")
    for each in split_outside(part, separators.finditer):
        if each.strip(" ,"):
            yield each.strip(" ,")
