"""The words and phrases of a text: what they are counted under, and as they are written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from shelflist.text.titles import STOP_WORDS

TITLE_WEIGHT = 4
"""How many times a word of the title counts."""

_NO_PROSE = re.compile(r"\$[^$]*\$|://\S+|<[^>]*>|&#?\w+;")
_BREAK = re.compile(r"[^\w\s-]+")
_BETWEEN_LONG = re.compile(r"-(?<=[^\W_]{5}-)(?=[^\W_]{5})")
"""A hyphen between long words is as good as a blank; "pre-training" is one word."""

_LEAST_STEM = 4
_ENDINGS = (
    "ations ators ation ating ator ated ates ate ings ions ing ion ed es s e".split()
)  # the longest that fits is cut
_CONNECTIVES = frozenset(
    "achieve achieved achieves almost alone along already although always another approach"
    " approaches around back become becomes becoming beyond cannot demonstrate demonstrated"
    " demonstrates done due eight either else enough etc even ever every existing few find"
    " first five found four get give given go he hence http https however important increasing"
    " increasingly indeed instead itself last latter least less like made make many meanwhile"
    " method methods moreover much must namely neither never nevertheless next nine novel now"
    " often one others paper papers part performance propose proposed proposes proven provide"
    " provided provides rather recent recently relatively result results see seems seven"
    " several she show showed shown shows significant significantly since six something"
    " sometimes still take ten them themselves thereby therefore third though three throughout"
    " thus together toward towards two upon us various well what whatever wherein whether"
    " whole yet you your".split()
)
"""Words that hold sentences and abstracts together, besides `STOP_WORDS`."""


@dataclass(frozen=True, slots=True)
class Text:
    """What a paper says of itself.

    Attributes:
        title: May be empty.
        abstract: As Markdown; may be empty.
        topics: Ids of its topics, in the order of its page.
    """

    title: str
    abstract: str = ""
    topics: tuple[str, ...] = ()


def find_terms(text: Text) -> Iterator[tuple[str, str, int]]:
    """Give each word and phrase of a text: its term, as it is written, how often it counts.

    Spellings of one word have one term: its endings are cut. The term of a phrase is
    that of its two words, with a blank between.
    """
    yield from ((term, written, 1) for term, written in _read(text.abstract))
    yield from ((term, written, TITLE_WEIGHT) for term, written in _read(text.title))


def _read(prose: str) -> Iterator[tuple[str, str]]:
    prose = _NO_PROSE.sub(".", prose.replace("‐", "-").replace("‑", "-"))
    for clause in _BREAK.split(_BETWEEN_LONG.sub(" ", prose)):
        last = before = ""
        for word in clause.split():
            term = _to_term(word)
            if term:
                yield term, word
                if last:
                    yield f"{last} {term}", f"{before} {word}"
            last, before = term, word


@cache
def _to_term(word: str) -> str:
    """Cut the commonest English endings; the empty string for a word that says nothing."""
    word = word.casefold().replace("-", "").strip("_")
    if len(word) < 2 or word.isdigit() or word in STOP_WORDS or word in _CONNECTIVES:
        return ""
    if word.endswith("ss"):
        return word
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _LEAST_STEM:
            return word.removesuffix(ending)
    return word
