"""The names of authors: what counts as one, their order, and what their pages are called."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import cache

from slugify import slugify

from shelflist.library import ListedPaper
from shelflist.text.markdown import from_markdown

_SIMPLE = re.compile(r"[A-Za-z .:?()-]*")


@cache  # a name is asked for in many lists
def to_key(text: str) -> str:
    """Give a text in small letters without accents, words between hyphens."""
    if _SIMPLE.fullmatch(text):  # as slugify does it, without its many steps
        return "-".join(text.lower().replace(".", " ").replace("-", " ").split())
    return slugify(text)


def first_letter(text: str) -> str:
    """Give the letter under which a name or title is listed; `#` for what has none."""
    for character in unicodedata.normalize("NFKD", text):
        if character.isalpha():
            return character.upper()
    return "#"


class AuthorNames:
    """The authors; names that differ in case or accents only are one, known by its key.

    Attributes:
        papers: The papers of each name.
        names: Its most frequent spelling.
        families: The family name.
    """

    def __init__(self, papers: Iterable[ListedPaper]) -> None:
        self.papers: dict[str, list[ListedPaper]] = defaultdict(list)
        spellings: dict[str, Counter[str]] = defaultdict(Counter)
        self.families: dict[str, str] = {}
        for paper in papers:
            for name in dict.fromkeys(paper.record.authors):
                key = to_key(str(name)) or str(name)
                if not self.papers[key] or self.papers[key][-1] is not paper:
                    self.papers[key].append(paper)
                spellings[key][str(name)] += 1
                self.families.setdefault(key, name.family or name.literal)
        self.names = {k: min(c, key=lambda n: (-c[n], n)) for k, c in spellings.items()}

    @property
    def frequent(self) -> list[str]:
        """The names with two papers or more, in order."""
        return sorted((key for key in self.names if len(self.papers[key]) > 1), key=self.order)

    def order(self, key: str) -> tuple[str, str]:
        """Give what names are sorted by: the family's, then the whole."""
        return (to_key(self.families[key]), key)

    def by_letter(self) -> dict[str, list[str]]:
        """Give all names by the first letter of the family's, in order."""
        groups: dict[str, list[str]] = defaultdict(list)
        for key in sorted(self.names, key=self.order):
            groups[first_letter(to_key(self.families[key]))].append(key)
        return dict(sorted(groups.items()))

    def has_page(self, key: str) -> bool:
        """Say whether a name has a page of its own on the site."""
        return len(self.papers[key]) > 1 and key.isascii()

    def letter_pages(self) -> dict[str, str]:
        """Give for what the page of each name is called the page of its letter."""
        letters = self.by_letter().items()
        return {
            to_page_name(key): to_letter_page(letter) for letter, keys in letters for key in keys
        }

    def page_names(self) -> Iterator[str]:
        """Name the pages of `authors/` that the site draws: each name's, and each letter's."""
        yield from (to_page_name(key) for key in self.names if self.has_page(key))
        yield from map(to_letter_page, self.by_letter())


def read_page_names(texts: Iterable[str]) -> set[str]:
    """Give what the site calls the pages of names that lists of authors in `docs/` name."""
    lines = (line for text in texts for line in text.splitlines())
    said = (from_markdown(line[2:]) for line in lines if line.startswith("- "))
    keys = (to_key(name) for name in said)
    return {to_page_name(key) for key in keys if key and key.isascii()}


def to_page_name(key: str) -> str:
    """Give what the page of a name is called on the site."""
    return f"{key}-author" if key == "index" or key.startswith("names-") else key


def to_letter_page(letter: str) -> str:
    """Give what the page of all names under a letter is called on the site."""
    return f"names-{letter.lower()}" if letter.isalpha() else "names-other"
