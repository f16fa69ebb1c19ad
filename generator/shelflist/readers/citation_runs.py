"""Runs of names at the head of a citation, for styles that put no certain sign after them.

`SHAPES` is the table of the ways in which a style writes one name. A run is as many names of
one shape as follow each other; the title begins after it. Every name is looked for once, so
that the longest list takes time in proportion to its length.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from shelflist.model import Name
from shelflist.text.patterns import LazyPattern

_LETTER = r"[^\W\d_]"
_CAPITAL = r"[^\W\d_a-zà-öø-ÿа-яё]"
_EASTERN = LazyPattern(r"[\u3040-\u9fff\uac00-\ud7af]")
"""Letters that are no capitals; in `_CAPITAL` itself they would take long to compile."""
_PARTICLE = (
    r"(?:van|von|der|den|de|del|della|di|da|das|do|dos|du|des|la|le|los|ter|ten|te|het|'t|op|zu|zur"
    r"|af|av|el|al|bin|ibn|ben|Van|Von|Der|Den|De|Del|Della|Di|Da|Dos|Du|La|Le|El|Al|St\.)[ ]"
)
_WORD = rf"(?:[dDlLO]['’])?{_CAPITAL}{_LETTER}*(?:['’`‐\-]{_LETTER}+)*"
_FAMILY = rf"(?:{_PARTICLE}){{0,3}}{_WORD}(?: (?={_CAPITAL}{_LETTER}){_WORD}){{0,2}}?"
_INITIAL = rf"(?:{_CAPITAL}|Ch|Cs|Dz|Gy|Je|Ju|Kh|Lj|Nj|Ph|Sh|St|Sz|Th|Ts|Wm|Ya|Ye|Yu|Zh|Zs)\."
_INITIALS = rf"{_INITIAL}(?:\s?[-‐]?\s?{_INITIAL}){{0,4}}(?: (?:{_PARTICLE}){{0,2}}(?={_CAPITAL}))?"
_AFTER = rf"(?P<after> (?:{_PARTICLE.removesuffix('[ ]')})(?=[,.]| \d{{4}}| and ))?"
"""A particle after the initials, as in `Almeida EC de`."""
_SUFFIX = r"(?P<suffix>,? (?:Jr\.?|Sr\.?|II|III|IV))?"

_FAMILY_GROUP = rf"(?P<family>{_FAMILY})"
_PERIODS = rf"(?P<given>{_INITIALS})"

SHAPES: tuple[tuple[str, LazyPattern], ...] = tuple(
    (name, LazyPattern(pattern))
    for name, pattern in (
        (
            "Family, I. I.",
            rf"{_FAMILY_GROUP}, {_PERIODS}{_AFTER}{_SUFFIX}(?![^\W_])",
        ),
        (
            "I. I. Family",
            rf"{_PERIODS} ?{_FAMILY_GROUP}{_SUFFIX}(?=,|;|\.|:| and | et | &|$)",
        ),
        (
            "Family II",
            rf"{_FAMILY_GROUP} (?P<given>{_CAPITAL}{{1,4}}(?:-{_CAPITAL})?(?: {_CAPITAL}\b){{0,3}}"
            rf"|{_CAPITAL}[a-z]{_CAPITAL}){_AFTER}"
            r"(?P<suffix> (?:Jr|Sr|2nd|3rd))?"
            r"(?=[,;.:]| et | and | &|$)",
        ),
        (
            "Family I. I.",
            rf"{_FAMILY_GROUP} {_PERIODS}(?![^\W_])",
        ),
        (
            "FAMILY, Given",
            rf"(?P<family>(?:{_PARTICLE}){{0,3}}{_CAPITAL}"
            rf"(?:{_CAPITAL}|['’ -](?={_CAPITAL})){{1,30}})(?<![ '’]{_CAPITAL}), "
            rf"(?P<given>(?:{_INITIAL}|{_WORD})(?:[ -](?:{_INITIAL}|{_WORD})){{0,3}})"
            r"(?=,|;|\.|:| and | et | &|$)",
        ),
    )
)
"""The ways in which styles write one name."""

_BETWEEN = LazyPattern(r",? (?:and|&|und|et|y|e|и) |[;,] (?:and |& )?")
_OTHERS = LazyPattern(
    r"[,;]? ?(?:(?:and|&) )?(?:et al\.?|others\b|…|\.\.\.|等|и др\.?|и соавт\.?|u\. ?a\.)"
    r"(?![^\W\d_])"
)
_GOES_ON = LazyPattern(rf"\.? {_WORD}(?:,| and | &| et al\b|\.(?=\s))")
"""After `Edward J.`, which is no family name and its initial: the family name follows."""
_MOST_NAMES = 10_000


@dataclass(frozen=True, slots=True)
class Run:
    """The names that a citation begins with.

    Attributes:
        end: Where they end.
        names: In order.
        more: Whether `et al.` stands after them.
        shape: The name of their shape in `SHAPES`.
    """

    end: int
    names: tuple[Name, ...]
    more: bool
    shape: str


def find_run(text: str) -> Run | None:
    """Find the longest run of names of one shape at the beginning of a text."""
    runs = (_follow(text, shape, pattern) for shape, pattern in SHAPES)
    return max((run for run in runs if run), key=lambda run: run.end, default=None)


def _follow(text: str, shape: str, pattern: LazyPattern) -> Run | None:
    position = 0
    names: list[Name] = []
    while len(names) < _MOST_NAMES:
        between = _BETWEEN.match(text, position) if names else None
        if names and between is None:
            break
        match = pattern.match(text, between.end() if between else position)
        if match is None or _EASTERN.search(match[0]):
            break
        position = match.end()
        names.append(_to_name(match))
    if not names or (len(names) == 1 and "," not in shape and _GOES_ON.match(text, position)):
        return None
    if len(names) == 1 and names[0].given == "AI":
        return None  # `Meta AI`
    others = _OTHERS.match(text, position)
    return Run(others.end() if others else position, tuple(names), others is not None, shape)


def _to_name(match: re.Match[str]) -> Name:
    """Make a name; a particle after the initials (`Geus, E. de`) stands before the family."""
    suffix = match["suffix"] if "suffix" in match.re.groupindex else None
    words = match["given"].split()
    first = next((n for n, word in enumerate(words) if word[:1].islower()), len(words))
    after = (match["after"] or "") if "after" in match.re.groupindex else ""
    family = " ".join([*words[first:], *after.split(), match["family"]])
    return Name(family=family, given=" ".join(words[:first]), suffix=(suffix or "").strip(" ,"))
