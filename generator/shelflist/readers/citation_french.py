"""Citations as French books have them: family names in capitals, commas between all parts."""

from __future__ import annotations

import re

from shelflist.model import Name
from shelflist.readers.citation_authors import lower_capitals
from shelflist.readers.citation_contributors import find_role
from shelflist.readers.citation_imprints import split_book
from shelflist.readers.citation_pieces import Pieces
from shelflist.text.patterns import LazyPattern

_CAPITAL = r"[^\W\d_a-zß-ÿ]"
_GIVEN = rf"{_CAPITAL}(?:[a-zß-ÿ]+|\.)"
_PARTICLE = r"(?:(?:de|du|d['’]|von|van|DE|LE|LA|DU)\s?)?"
_NAME = LazyPattern(
    rf"(?P<family>{_PARTICLE}{_CAPITAL}{{2,}}(?:[ '’-]{_CAPITAL}{{2,}})*)"
    rf"\s(?P<given>{_GIVEN}(?:[ -]{_GIVEN})?)(?!\w)"
)
_ONE = re.sub(r"\?P<\w+>", "?:", _NAME.pattern)
_NAMES = rf"(?P<names>{_ONE}(?:(?:, | et | & |; ){_ONE}){{0,9}})(?P<more> et al\.)?"
_HEAD = LazyPattern(
    rf"{_NAMES}(?P<role>,? \((?:dir|éd|eds?|coord|trad)s?\.?\))?(?:,| :|\.)\s+(?=\S)"
)
_ONLY_NAMES = LazyPattern(rf"{_NAMES}[\s,.:]*")


def find_french_names(text: str) -> tuple[tuple[Name, ...], bool] | None:
    """Find names as `DURAND Jean et MARTIN Anne`, if there is nothing else.

    Returns:
        The names in order and whether there are more.
    """
    match = _ONLY_NAMES.fullmatch(text)
    return (_to_names(match["names"]), bool(match["more"])) if match else None


def parse_french(text: str) -> Pieces | None:
    """Read a book as `NOM Prénom, Titre, Lieu, Éditeur, 1980`."""
    head = _HEAD.match(text)
    book = split_book(text[head.end() :][:3000], is_place_first=True) if head else None
    if head is None or book is None:
        return None
    role = find_role(head["names"] + (head["role"] or ""))
    names = _to_names(head["names"])
    return Pieces(names, bool(head["more"]), *book, role=role, is_book=True)


def _to_names(text: str) -> tuple[Name, ...]:
    found = _NAME.finditer(text)
    return lower_capitals(
        tuple(Name(family=match["family"], given=match["given"]) for match in found)
    )
