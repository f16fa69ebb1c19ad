"""Titles: keys to compare them by, and the words that say what a text is about."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

_LOOSE = re.compile(r"[\W_]+")
_LATIN = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "ß": "ss", "ð": "d", "þ": "th"}
)

STOP_WORDS = frozenset((
    "a", "an", "the", "of", "for", "in", "on", "at", "by", "to", "with", "from", "into", "onto",
    "over", "under", "via", "and", "or", "but", "nor", "as", "is", "are", "was", "were", "be",
    "been", "being", "that", "this", "these", "those", "which", "who", "whose", "it", "its",
    "their", "his", "her", "our", "we", "i", "they", "can", "could", "may", "might", "will",
    "would", "shall", "should", "do", "does", "did", "has", "have", "had", "not", "no", "than",
    "then", "so", "such", "also", "both", "each", "any", "all", "some", "more", "most", "other",
    "only", "own", "same", "too", "very", "just", "about", "between", "through", "during",
    "before", "after", "above", "below", "up", "down", "out", "off", "again", "further", "once",
    "here", "there", "when", "where", "why", "how", "if", "while", "because", "until",
    "against", "within", "without", "across", "among", "per", "based", "using", "used", "use",
))  # fmt: skip


@cache
def _fold(title: str) -> str:
    if title.isascii():
        return title.casefold()
    text = unicodedata.normalize("NFKD", title).casefold().translate(_LATIN)
    return "".join(character for character in text if not unicodedata.combining(character))


def title_key(title: str) -> str:
    """Give what two spellings of the same title have in common.

    Case and accents are folded, marks become one blank, `l` and `I` (which look alike
    and are mistaken in lists) become one letter. `VL-GPT` and `VLGPT` stay different.
    """
    return " ".join(_LOOSE.sub(" ", _fold(title)).split()).replace("l", "i")


def loose_title_key(title: str) -> str:
    """Give a title's letters and digits alone, for looking up candidates."""
    return _LOOSE.sub("", _fold(title)).replace("l", "i")


_WORD = re.compile(r"[^\W_][\w'’]*(?:[-–/.&+][\w]+)*\+*")


def content_words(text: str) -> tuple[str, ...]:
    """Give the words that say what a text is about, in lower case and in order."""
    return tuple(
        word
        for word in (match[0].casefold() for match in _WORD.finditer(text))
        if word not in STOP_WORDS
    )
