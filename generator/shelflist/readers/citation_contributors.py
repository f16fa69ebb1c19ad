"""Who else a citation names: editors and translators, also in the place of the authors."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from shelflist.model import Name
from shelflist.readers.citation_authors import ROLE_WORDS, find_authors
from shelflist.readers.citation_venue import CUT
from shelflist.text.patterns import LazyPattern


class Role(StrEnum):
    """What somebody who is named did."""

    EDITOR = "editor"
    TRANSLATOR = "translator"


_EDITOR = (
    r"[Ee]ds?\b|[Ee]dited\b|[Ee]ditors?\b|EDS?\b|H(?:rs)?g\b|[éÉ]ds?\b|[Cc]oords?\b|[Dd]irs?\b"
)
_TRANSLATOR = r"[Tt]rans(?:l|lated|lators?|)\b|[Üü]bers\b|[Tt]rad\b"
_ROLES = (
    (Role.EDITOR, LazyPattern(rf"(?<!\w)(?:{_EDITOR})(?!\s+[A-Z][a-z]+$)")),
    (Role.TRANSLATOR, LazyPattern(rf"(?<!\w)(?:{_TRANSLATOR})")),
)
_ROLE_AT_END = LazyPattern(rf",?\s*[(\[]?\b(?P<role>{ROLE_WORDS})[)\]]?[.,:]?\s*$")
_ROLE_WITHIN = LazyPattern(rf"\s*\((?:{ROLE_WORDS})\)")
_NAME = r"[A-Z](?:\.|[\w’'-]+)(?:[ -](?:[A-Z](?:\.|[\w’'-]+)|(?:van|von|de|der|la|du|di)\b)){1,4}"
_NAMES = rf"{_NAME}(?:(?:, {_NAME}){{0,6}},? (?:and|&) {_NAME})?(?: et al)?"
_MARK = r"(?:[Ee]ds?\.?(?: & [Tt]rans\.)?|[Tt]rans\.|[Hh]rsg\.|[Hh]g\.)"
_INITIALS_FIRST = (
    r"(?:[A-Z]\.\s?(?:-?[A-Z]\.\s?)*[^\W\d_][\w'’-]+(?: [A-Z][\w'’-]+)?(?:,? and |, | & )?){1,12}"
)
_FAMILY_FIRST = r"[^\W\d_a-z][\w'’-]+(?: [A-Z][\w'’-]+)?, (?:[A-Z]\.[ -]?){1,4}"

_IN_SOURCE = tuple(
    LazyPattern(pattern)
    for pattern in (
        # `edited by Jane Doe and Ann Roe`, `Trans. Emily Wilson`
        r"(?:(?:^|[.,;]|\x1f)\s*(?P<role>[Ee]d(?:ited|s?\.)|[Tt]rans(?:lated|\.)|[Ii]llustrated"
        r"|[Ii]ntroduction|[Ff]oreword|[Aa]fterword|[Pp]reface|[Nn]otes)"
        r"(?P<and> (?:and|&) [a-z]+\.?)? by"
        r"|(?:^|\.|\x1f)\s*(?P<short>Eds?\.|Trans\.)(?P<also> (?:and|&) (?:eds?|trans)\.)?) "
        rf"(?P<names>{_NAMES})(?=[.,;]|\s*$|\x1f)",
        # `Roe, A., Poe, E., Eds.;` of ACS
        rf"(?:^|[;,.]|\x1f)\s*(?P<names>{_FAMILY_FIRST}(?:[;,]\s(?:and )?{_FAMILY_FIRST}){{0,12}})"
        r"[,;]?\s(?P<role>Eds?\.|Translators?|Trans\.)(?:[;,]|(?=\s*$))",
        # `In A. Jones & B. Brown (Eds.), Book`
        rf"^\s*(?:[Ii]n:?\s+)?(?P<names>[^()]{{2,300}}?)\s?\((?P<role>{_MARK})\),?:?\s*",
        # `In: Roe A, Poe E, editors. Book`
        r"^\s*[Ii]n:?\s+(?P<names>[^()]{2,300}?)(?:, |\. )(?P<role>[Ee]ditors?)[.,]\s+",
        # `Book (ed. Jane Doe)`
        rf"\s*\((?P<role>{_MARK}) (?P<names>[^()]{{2,400}})\)",
        # `Book, J. Doe and A. Roe, Eds.`
        rf"[.,]\s+(?P<names>{_INITIALS_FIRST}),?\s+(?P<role>[Ee]ds?)\.,?",
        # `Book, edited by Jane Doe and Ann Roe, vol. 2`
        r"[,.]\s+(?P<role>edited by|[Ee]d\. by|[Ee]ds?\.?) "
        r"(?P<names>[^,.\d]*?(?:(?:\.| and |, )[^,.\d]{0,60}?){0,6})"
        r"(?=[,.]\s+(?:vol\.|\d|[A-Z][\w &]+ (?:Press|Publish)|\d{4})|[,.]\s*$)",
        r"[.,]\s+(?P<role>edited by|[Ee]d\. by) (?P<names>[^,.\d]{2,60}"
        r"(?:[,.] [^,.\d]{2,60}){0,8}?)\.(?=\s+\D)",
    )
)
"""Where styles name editors and translators after the title; each is tried in this order."""
_IN_TITLE = tuple(
    LazyPattern(pattern)
    for pattern in (
        r"\s*\((?P<role>[Ee]ds?\b\.?|[Tt]rans\.) (?P<names>[^()]*)\)[.,]?$",
        r"\s*\((?P<names>[^()]*?),? (?P<role>(?:[Ee]ds?\.? (?:&|and) )?[Tt]rans\.|[Ee]ds?\.)"
        r"(?: (?:&|and) (?P<and>[Tt]rans|[Ee]ds?)\.)?\)[.,]?$",
    )
)
_IS_CERTAIN = LazyPattern(r"\bby\b|[(]")
_LEAD = LazyPattern(r"^(?:[Ii]n:?\s+|(?:edited|translated) by\s+|[Bb]y\s+)")


@dataclass(frozen=True, slots=True)
class Contributors:
    """Those who are not the authors; the attributes are those of `Record`."""

    editors: tuple[Name, ...] = ()
    translators: tuple[Name, ...] = ()

    def __or__(self, others: Contributors) -> Contributors:
        """Give these, and others where there are none."""
        return Contributors(self.editors or others.editors, self.translators or others.translators)


NOBODY = Contributors()


def find_role(names: str) -> Role | None:
    """Find what stands after the names at the head of a citation: `(Eds.)`, `, translator`."""
    match = _ROLE_AT_END.search(names)
    return next(iter(_to_roles(match["role"])), None) if match else None


def take_contributors(text: str) -> tuple[str, Contributors]:
    """Cut editors, translators and those who wrote a preface out of a citation's source."""
    return _take(text, _IN_SOURCE)


def take_from_title(title: str) -> tuple[str, Contributors]:
    """Cut `(R. Pevear & L. Volokhonsky, Trans.)` off a title."""
    rest, found = _take(title, _IN_TITLE)
    return rest.replace(CUT, "").strip(), found


def take_marked(names: str) -> tuple[str, Contributors]:
    """Take those out of `Homer ; Hercz, J. (Hrsg.) ; Schadewaldt, W. (Übers.)` who have a mark.

    If nobody would be left, the list stays whole: its role is that of all.
    """
    parts = re.split(r"\s+;\s+", names)
    marked = [(part, find_role(part)) for part in parts]
    left = [part for part, role in marked if role is None]
    if not left or len(left) == len(parts):
        return names, NOBODY
    found = {role: "; ".join(p for p, own in marked if own is role) for role in Role}
    people = {role: find_authors(_ROLE_WITHIN.sub("", text)) for role, text in found.items()}
    editors, translators = people[Role.EDITOR], people[Role.TRANSLATOR]
    return " ; ".join(left), Contributors(
        editors[0] if editors else (), translators[0] if translators else ()
    )


def to_contributors(names: tuple[Name, ...], role: Role) -> Contributors:
    """Give persons who did one thing."""
    return Contributors(
        names if role is Role.EDITOR else (), names if role is Role.TRANSLATOR else ()
    )


def _take(text: str, patterns: tuple[LazyPattern, ...]) -> tuple[str, Contributors]:
    found = NOBODY
    for pattern in patterns:
        while match := pattern.search(text):
            said = " ".join(value for key, value in _said(match).items() if key != "names")
            names = find_authors(_LEAD.sub("", match["names"].strip()))
            if names is None and not _IS_CERTAIN.search(match[0]):
                break
            for role in _to_roles(said) if names else ():
                found |= to_contributors(names[0] if names else (), role)
            # The editors of a book stand before its name, all others after it.
            is_before = not text[: match.start()].strip()
            text = text[: match.start()] + (" " if is_before else CUT) + text[match.end() :]
    return text, found


def _said(match: re.Match[str]) -> dict[str, str]:
    return {key: value for key, value in match.groupdict().items() if value}


def _to_roles(said: str) -> list[Role]:
    return [role for role, pattern in _ROLES if pattern.search(said)]
