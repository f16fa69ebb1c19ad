"""Words that a line's end has broken, told from compounds whose hyphen stays.

A word is taken for broken in doubt: lines end within a word much more often than at the hyphen
of a compound. A compound is known by its first part, by its last, or by the document.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from shelflist.text.patterns import LazyPattern

SOFT_HYPHEN = "\u00ad"
_BROKEN = LazyPattern(r"(?<![\w-])(?P<whole>(?:\w+-)*(?P<left>[^\W\d_]*[a-zß-ÿ]{2}))-\s*$")
_GOES_ON = LazyPattern(r"\s*(?P<right>[a-zß-ÿ]{2,})(?P<more>-[a-z])?")
_WORD = LazyPattern(r"[^\W\d_]+(?:-[^\W\d_]+)*(?!-?\s*$)")
_ADDRESS = LazyPattern(r"(?:://|www\.|\b10\.\d{4,9}/)\S*$")
_ENDING = LazyPattern(
    r"(?:[a-z]{0,4}(?:cation|zation|sation|lation|mation|tation|ration|nition|sition)|[a-z]?(?:tion|sion)"
    r"|[bcdgklmnpqrtvz]?(?:ment|ity|ness|ance|ence|ture|ative|itive|ical|ically|ally|ics|ings?|ers?|ed|ly)"
    r"|(?:[bcdfglnprstv]?(?:gence|sive|tive|tic|tics|tional|vised|pervised|works?|rithms?|ples?|bles?)))s?"
)
"""The rest of a word that nobody writes alone."""
_REST_OF_PRE = LazyPattern(
    r"(?:dict|cis|sent|senc|serv|vious|fer|scri|vent|sum|ss|ci|lim|val|cur)\w*"
)
"""What goes on with `pre-` and is no word: `prediction`, `precision`."""
_WHOLE_PREFIXES = frozenset("anti cross few non quasi pseudo self semi zero".split())
"""First parts that are never the beginning of another word."""
_PREFIXES = frozenset(
    "deep fine full graph half hand hard high human image intra large long low"
    " machine meta mid multi neo off one open peer pre real short single"
    " small soft state task text three time top two ultra user video vice well word"
    " the of to and end question case point".split()
)
"""First parts of compounds; a word broken behind one of them keeps its hyphen in doubt."""
_LAST_PARTS = frozenset(
    "agnostic agent answering art augmented author authors aware axis based bit body box by"
    " centered centric class conditioned conditional consistent constrained context contrast"
    " dependent dimensional directional distribution domain driven effective efficient efficiency"
    " empirical encoder encoders end enhanced expert experts field fine first fold following form"
    " free friendly generated grade grained guided head hand hop hot house in independent informed"
    " instance intensive invariant jury label labeled layer lasting length level life like line"
    " linear link local loop making margin mining modal modality native norm objective off on one"
    " order oriented out pass performance person point powered precision preserving processing"
    " purpose quality range rank reaching regressive related resolution rich robust row run sample"
    " scale scene school search sensitive set shot side sized source space sparse specific split"
    " spread stage standing stakes state step structured style supervised supervision survey"
    " target task term theoretic time to token toend trained training tree tuned tuning turn type"
    " up variance view vocabulary wide wise world yield".split()
) - frozenset("form set standing art".split())
"""Last parts of compounds: `data-driven`, `long-term`."""
_HANGING = frozenset("and or und oder et ou y o e to vs".split())
"""What follows a hyphen that stands for a word, as in `pre- and post-processing`."""


def mark_broken(lines: Sequence[str]) -> tuple[str, ...]:
    """Put a soft hyphen where a word is broken at a line's end and no compound.

    What stands elsewhere in the document decides first; then `-driven` and the like are last
    parts of compounds, `self-` and the like first parts; all others are broken words.
    """
    words: Counter[str] | None = None
    marked = list(lines)
    for index, (line, after) in enumerate(pairwise(lines)):
        before, following = _BROKEN.search(line), _GOES_ON.match(after)
        if before is None or following is None or _ADDRESS.search(line[: before.end()].rstrip()):
            continue
        if words is None:
            words = Counter(word.lower() for each in lines for word in _WORD.findall(each))
        if _is_broken(before, following, words):
            marked[index] = f"{line.rstrip()[:-1]}{SOFT_HYPHEN}"
    return tuple(marked)


def join_marked(text: str) -> str:
    """Close the gaps at soft hyphens in a text of joined lines."""
    return re.sub(rf"{SOFT_HYPHEN}\s*", "", text) if SOFT_HYPHEN in text else text


def _is_broken(before: re.Match[str], after: re.Match[str], words: Counter[str]) -> bool:
    whole, left, right = before["whole"].lower(), before["left"].lower(), after["right"]
    if whole + right in words or left + right in words:
        return True
    if right in _HANGING or f"{whole}-{right}" in words or f"{left}-{right}" in words:
        return False
    if right in _LAST_PARTS or left in _WHOLE_PREFIXES or after["more"]:
        return False
    if _ENDING.fullmatch(right) or (left == "pre" and _REST_OF_PRE.match(right)):
        return True
    # The next line has the second part once in any case.
    are_words = words[left] > 0 and words[right] > 1
    return left not in _PREFIXES and not are_words
