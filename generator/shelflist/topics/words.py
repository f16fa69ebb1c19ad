"""Finding many words and phrases in a text in one pass.

Words are compared the way a reader would: case, hyphens, spaces, plurals and British or
American spelling make no difference. So `pre-training`, `Pretraining` and `pre training`
are one phrase, and `quantisation` is `quantization`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

_TOKEN = re.compile(r"[^\W_]+(?:['’]s\b)?")
_ENDINGS = (
    (re.compile(r"['’]s$"), ""),
    (re.compile(r"is(?=(?:ation|ations|ing|ed|e|es|er|ers)$)"), "iz"),
    (re.compile(r"ll(?=(?:ing|ings|ed|er|ers)$)"), "l"),
    (re.compile(r"(?<=[a-z]{2})ies$"), "y"),
    (re.compile(r"(?<=ss|sh|ch|.x|.z)es$"), ""),
    (re.compile(r"(?<=[^\W\d_]{2}[^su\W\d_])s$"), ""),
)


@lru_cache(maxsize=1 << 16)
def to_stem(token: str) -> str:
    """Give the form in which one word is compared: `Models` -> `model`."""
    stem = unicodedata.normalize("NFKC", token).casefold()
    for pattern, ending in _ENDINGS:
        stem = pattern.sub(ending, stem)
    return stem


def to_key(phrase: str) -> str:
    """Give the form in which a phrase is compared; empty if it has no letter or digit."""
    return "".join(to_stem(token) for token in _TOKEN.findall(phrase))


def has_token(phrase: str) -> bool:
    """Say whether a phrase has a letter or digit to compare by."""
    return _TOKEN.search(phrase) is not None


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase found in a text.

    Attributes:
        key: The phrase as compared.
        found: The words as they stand in the text.
    """

    key: str
    found: str


class Lexicon:
    """A set of phrases to look for together.

    A text is split into words once; from each word on, words are joined as long as some
    phrase begins like that. The longest phrase wins, and what stands inside it is not
    found again: `vision-language model` hides `language model`.
    """

    def __init__(self, phrases: Iterable[str]) -> None:
        self._keys = frozenset(key for key in map(to_key, phrases) if key)
        self._beginnings = frozenset(
            key[:end] for key in self._keys for end in range(1, len(key) + 1)
        )

    def find(self, text: str) -> Iterator[Hit]:
        """Give the phrases that stand in a text, in order, without overlaps."""
        tokens = list(_TOKEN.finditer(text))
        stems = [to_stem(token[0]) for token in tokens]
        at = 0
        while at < len(stems):
            last = self._longest(stems, at)
            if last is None:
                at += 1
                continue
            found = text[tokens[at].start() : tokens[last].end()]
            yield Hit("".join(stems[at : last + 1]), found)
            at = last + 1

    def _longest(self, stems: list[str], at: int) -> int | None:
        joined, last = "", None
        for index in range(at, len(stems)):
            joined += stems[index]
            if joined not in self._beginnings:
                break
            if joined in self._keys:
                last = index
        return last


def invert(phrases: Mapping[int, Iterable[str]]) -> dict[str, tuple[int, ...]]:
    """Turn `number -> phrases` into `compared phrase -> numbers`, numbers ascending."""
    table: dict[str, set[int]] = {}
    for number, several in phrases.items():
        for phrase in several:
            table.setdefault(to_key(phrase), set()).add(number)
    return {key: tuple(sorted(numbers)) for key, numbers in table.items()}
