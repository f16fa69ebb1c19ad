"""A publisher that no sign but a comma, a colon or a bracket parts from the title."""

from __future__ import annotations

import re

from shelflist.readers.citation_venue import is_conference, names_publisher
from shelflist.text.patterns import LazyPattern

_SMALL = (
    r"(?:and|of|the|for|at|in|und|der|für|et|de|du|des|la|le|les|y|e|di|del|della|da|do|van|von)"
)
_CAPITAL = r"(?:[^\W\d_a-zß-öø-ÿ]|[dDlL]['’](?=[A-ZÀ-Ö]))[\w.’'&/+-]*"
_NAME = LazyPattern(rf"{_CAPITAL}(?:(?:,?\s(?:{_SMALL}|&|{_CAPITAL})))*\.?")
_HOUSE = LazyPattern(
    r"\b(?:Press(?:es)?|Publish\w*|Publications?|Publisher|Verlag\w*|\w+verlag|Books|Universit\w+|UNIV"
    r"|College|Institut\w*|Department|Dept|Laborator\w+|[EÉ]ditions?|Editorial|Editor[ae]s?|Edizioni"
    r"|Edi[çc]ões|Editrice|Uitgeverij|Wydawnictwo|Inc|Ltd|GmbH|Sons|Media|House|Librairie|Presse)\b"
)
_JOURNAL = LazyPattern(
    r"\b(?:Journal|Reviews?|Letters|Transactions|Annals|Bulletin|Magazine|Quarterly|Proceedings"
    r"|Proc\.|Conference|Symposium|Workshop|Advances|Trans\.|J\.)(?=\s|$)"
)
_IN_BRACKETS = LazyPattern(r"(?P<title>.*[^\s(])\s\((?P<name>[^()]{2,90})\)\.?")
_AFTER_COLON = LazyPattern(r"(?P<title>.*\S)\s:\s(?P<name>[^:]{2,90})")
_AFTER_SEMICOLON = LazyPattern(r"(?P<title>[^;]*\S);\s(?P<name>[^;]{2,90})")
_NO_HOUSE = LazyPattern(
    r"\d|\b(?:Abstract|Edition|Version|Part|Volume|Revised|Draft|Paper|Poster|Demo|Extended|Invited"
    r"|Review|Reprint|Preprint|Student|Volumes?|Vols?|Eds?|Trans)\b",
    re.IGNORECASE,
)
_BOOK_WITH_COMMAS = LazyPattern(
    r"(?P<body>.*?\S),\s+c?"
    r"(?P<rest>(?:1[5-9]|20)\d\d[a-z]?\.?(?:,\s+(?:vol\.|pp?\.|\d+ p)[^,]*)?)\s*"
)
_EDITION = LazyPattern(
    r",?\s(?P<edition>\d{1,2}(?:st|nd|rd|th|e|è?me)?\.?\s(?:[Ee]d(?:ition|n)?\b|[éÉ]d\b)\.?)(?=,|$)"
)
_SENTENCE = LazyPattern(r"[a-zß-ÿ]{3}[.?!]\s+[^\W\d_a-zß-ÿ]|^[Ii]n[: ]|\b[Ee]ds?\b|“")
_LONGEST_NAME, _LONGEST_KNOWN = 9, 14
"""Words of a name, and of one that certainly is a publisher's or a university's."""


def split_imprint(title: str) -> tuple[str, str]:
    """Part a title and the publisher behind it: `Title (Nourry)`, `Title : Springer`.

    Returns:
        The title and the publisher, which is empty if there is none.
    """
    for pattern in (_AFTER_COLON, _AFTER_SEMICOLON, _IN_BRACKETS):
        match = pattern.fullmatch(title)
        if match is None or _NO_HOUSE.search(match["name"]):
            continue
        name = match["name"].strip(" .")
        if is_house(name) and not _abbreviates(name, match["title"]) and " " in match["title"]:
            return match["title"].rstrip(" ;,"), name
    return title, ""


def split_book(text: str, *, is_place_first: bool = False) -> tuple[str, str] | None:
    """Part `Title, Publisher, Place, 1909.`, of which only the year is certain.

    Args:
        text: What stands after the authors.
        is_place_first: Whether the style has the place before the publisher.

    Returns:
        The title and the source, as `Place: Publisher. 1909`; `None` if it is no book.
    """
    match = _BOOK_WITH_COMMAS.fullmatch(text)
    body, edition = match["body"] if match else "", ""
    if found := _EDITION.search(body):
        body, edition = body[: found.start()] + body[found.end() :], found["edition"] + ", "
    if match is None or _SENTENCE.search(body):
        return None
    parts = re.split(r",\s+(?!(?:Inc|Ltd|LLC|Mass|Calif|Conn)\b\.?)", body)
    start = _find_house(parts)
    if start is None or any(_JOURNAL.search(part) or is_conference(part) for part in parts[start:]):
        return None
    names = parts[start:]
    if is_place_first and len(names) > 1:
        names = [*names[1:], names[0]]
    publisher, places = names[0], ", ".join(names[1:])
    imprint = f"{places}: {publisher}" if places and not _HOUSE.search(places) else ", ".join(names)
    return ", ".join(parts[:start]), f"{edition}{imprint}. {match['rest']}"


def _find_house(parts: list[str]) -> int | None:
    """Find the part that begins the imprint: a publisher, or else names behind a sentence."""
    first = len(parts)
    while first > 1 and is_house(parts[first - 1]):
        first -= 1
    named = next((n for n in range(first, len(parts)) if _is_known(parts[n])), None)
    if named is not None:
        is_city = named - 1 == first and named > 1 and len(parts[first].split()) == 1
        return first if is_city and not _is_title_like(parts[first]) else named
    count = len(parts) - first
    is_sentence = re.search(r"\s(?!(?:and|of|the|for|in|et|de)\b)[a-zß-ÿ]{2,}", parts[first - 1])
    fits = 1 <= count <= 2 or (count > 0 and not is_sentence)
    return max(first, len(parts) - 2) if fits else None


def _is_title_like(part: str) -> bool:
    """Say whether one word is an abbreviation, as the title `Cache, DRAM, Disk` has them."""
    return part.isupper()


def _is_known(name: str) -> bool:
    return bool(_HOUSE.search(name)) or names_publisher(name)


def is_house(name: str) -> bool:
    """Say whether a name may be a publisher's or a city's: a few words in capitals."""
    most = _LONGEST_KNOWN if _HOUSE.search(name) else _LONGEST_NAME
    return len(name.split()) <= most and _NAME.fullmatch(name) is not None


def _abbreviates(name: str, title: str) -> bool:
    """Say whether `CNN` stands for words of the title."""
    initials = "".join(word[0] for word in re.findall(r"[^\W_]+", title)).upper()
    return name.isupper() and " " not in name and name in initials
