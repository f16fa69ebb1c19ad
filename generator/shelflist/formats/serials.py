"""ISBN and ISSN, which some forms keep in one field.

Source:
    ISO 2108 (10 or 13 digits) and ISO 3297 (8); the last of a short one may be `X`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from shelflist.formats.fields import is_serial

_PARTS = re.compile(r"[;,()\[\]\n|]+")
_LABEL = re.compile(r"^.*?\be?IS[BS]N(?:-1[03])?[:/\s]*", re.IGNORECASE)
_NUMBER = re.compile(r"[\dXx](?:[\d\s\u2010-\u2015-]*[\dXx])?")
_ISSN_LENGTH, _ISBN_LENGTHS = 8, (10, 13)


def find_serials(texts: Iterable[str]) -> tuple[str, str]:
    """Sort numbers into ISBNs and ISSNs, as they are written, several with commas between."""
    isbns: dict[str, None] = {}
    issns: dict[str, None] = {}
    for text in texts:
        for part in _PARTS.split(text):
            for number, length in _find_numbers(_LABEL.sub("", part).strip()):
                (issns if length == _ISSN_LENGTH else isbns).setdefault(number)
    return ", ".join(isbns), ", ".join(issns)


def _find_numbers(part: str) -> Iterator[tuple[str, int]]:
    """Give what a part holds: one number with blanks in it, or several."""
    for candidates in ([part], part.split()):
        found = [
            (text, length)
            for text in candidates
            if _NUMBER.fullmatch(text)
            and (length := sum(sign.isalnum() for sign in text)) in (_ISSN_LENGTH, *_ISBN_LENGTHS)
        ]
        if found:
            yield from found
            return


def sort_serials(isbn: str | None, issn: str | None) -> tuple[str | None, str | None]:
    """Give both as they should be: many a file has the one in the field of the other.

    A text in which there is no such number stays as it is.
    """
    of_isbn, of_issn = (find_serials([text or ""]) for text in (isbn, issn))
    return (
        of_isbn[0] or of_issn[0] or (None if any(of_isbn) else isbn),
        of_issn[1] or of_isbn[1] or (None if any(of_issn) else issn),
    )


def isbn_keys(text: str) -> frozenset[str]:
    """Give the ISBNs in a text for comparison: those of 10 and of 13 digits are one.

    Source:
        ISO 2108: 978, nine digits and a check digit name what the nine and another one did.
    """
    keys = set()
    for number in find_serials([text])[0].split(", "):
        signs = "".join(filter(str.isalnum, number))
        keys.add(signs.removeprefix("978")[:9] if signs[:3] != "979" or len(signs) < 13 else signs)
    return frozenset(keys - {""})


def is_isbn(text: str) -> bool:
    """Say whether `find_serials` finds a text again as ISBNs, and nothing else in it."""
    return all(_is_number(number, _ISBN_LENGTHS) for number in text.split(", "))


def is_issn(text: str) -> bool:
    """Say the same of ISSNs."""
    return all(_is_number(number, (_ISSN_LENGTH,)) for number in text.split(", "))


def _is_number(text: str, lengths: tuple[int, ...]) -> bool:
    signs = text.replace("-", "").replace(" ", "")
    is_number = signs.isascii() and signs[:-1].isdecimal() and signs[-1:] in "0123456789Xx"
    return is_number and len(signs) in lengths and text[0].isalnum() and text[-1].isalnum()


def order_serials(csl_type: str, isbn: str, issn: str) -> tuple[str, ...]:
    """Give the numbers that are there, first that of the kind of work: many readers take one."""
    both = (issn, isbn) if is_serial(csl_type) else (isbn, issn)
    return tuple(filter(None, both))
