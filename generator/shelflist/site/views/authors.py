"""The authors: an index by letter, and a page for each name with two papers or more."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from slugify import slugify

from shelflist.library.papers import ListedPaper
from shelflist.model import Name
from shelflist.site.views.lists import Entry, ListView, ToUrl, to_groups, to_heading
from shelflist.site.views.text import to_html

_SIMPLE = re.compile(r"[A-Za-z .:?()-]*")


@cache  # a name is asked for on many pages
def to_key(text: str) -> str:
    """Give what names that differ in case, accents or stops only have in common."""
    if _SIMPLE.fullmatch(text):  # as slugify does it, without its many steps
        return "-".join(text.lower().replace(".", " ").replace("-", " ").split())
    return slugify(text)


def first_letter(text: str) -> str:
    """Give the letter under which a name or title is listed; `#` for what has none."""
    for character in unicodedata.normalize("NFKD", text):
        if character.isalpha():
            return character.upper()
    return "#"


def reference_head(paper: ListedPaper) -> str:
    """Give what a reference is sorted by: the first author's family name, else the title."""
    for name in paper.record.authors[:1]:
        return to_key(name.family or name.literal) or name.family or name.literal
    return to_key(paper.title) or paper.title


@dataclass(frozen=True, slots=True)
class AuthorPage:
    """A page about names that no file of `docs/` has.

    Attributes:
        src: Its path in `docs_dir` without the suffix.
        title, description: Of its front matter.
    """

    src: str
    title: str
    description: str


class Authors:
    """Views of the authors."""

    def __init__(self, papers: Iterable[ListedPaper], pages: Mapping[str, str]) -> None:
        """Find out who wrote what.

        Args:
            papers: The list.
            pages: Paths in `docs_dir` of pages that people wrote about names, without their
                suffix, by their titles.
        """
        self.pages_by_hand = pages
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
        self.frequent = sorted(filter(self._has_page, self.names), key=self._order)
        self.letters: dict[str, list[str]] = defaultdict(list)
        for key, family in self.families.items():
            self.letters[first_letter(to_key(family))].append(key)
        self._keys = {_to_src(key): key for key in self.frequent}
        self._names = {_letter_src(letter): letter for letter in self.letters}

    def find_src(self, name: Name) -> str:
        """Give the path of a name's page in `docs_dir`, without its suffix; empty if none."""
        key = to_key(str(name)) or str(name)
        return _to_src(key) if self._has_page(key) else self.pages_by_hand.get(str(name), "")

    def has_page(self, src: str) -> bool:
        """Say whether a path in `docs_dir`, without its suffix, is that of a letter or a name."""
        return src in self._names or src in self._keys

    def pages(self) -> Iterator[AuthorPage]:
        """Give the pages of letters and names."""
        for src, letter in sorted(self._names.items()):
            about = f"Authors of this list whose family name begins with {letter}."
            yield AuthorPage(src, f"Authors: {letter}", about)
        for src, key in sorted(self._keys.items()):
            name = self.names[key]
            about = f"Papers of this list with an author named {name}."
            yield AuthorPage(src, name, about)

    def index(self, to_url: ToUrl) -> ListView:
        """View the letters, and the names with two papers or more."""
        letters = tuple(
            Entry(to_html(letter), to_url(_letter_src(letter))) for letter in sorted(self.letters)
        )
        heading = to_heading("Names with two papers or more")
        frequent = Entry(
            heading.name, "", below=self._to_entries(self.frequent, to_url), heading=heading
        )
        return ListView(
            template="authors",
            title=to_heading("Authors", 1),
            entries=letters,
            sections=(frequent,) if frequent.below else (),
        )

    def page(self, src: str, to_url: ToUrl) -> ListView | None:
        """View the names of a letter, or a name's papers; `None` if there are none."""
        if letter := self._names.get(src):
            keys = sorted(self.letters[letter], key=self._order)
            title = to_heading(f"Authors: {letter}", 1)
            return ListView("names", title, entries=self._to_entries(keys, to_url))
        key = self._keys.get(src)
        if key is None:
            return None
        papers = self.papers[key]
        groups = to_groups(papers, to_url)
        return ListView(
            template="author",
            title=to_heading(self.names[key], 1),
            groups=groups,
            count=len(papers),
        )

    def _to_entries(self, keys: Iterable[str], to_url: ToUrl) -> tuple[Entry, ...]:
        def target(key: str) -> str:
            return _to_src(key) if self._has_page(key) else f"papers/{self.papers[key][0].slug}"

        return tuple(Entry(to_html(self.names[key]), to_url(target(key))) for key in keys)

    def _has_page(self, key: str) -> bool:
        return len(self.papers.get(key, ())) > 1 and key.isascii()

    def _order(self, key: str) -> tuple[str, str]:
        return (to_key(self.families[key]), key)


def _to_src(key: str) -> str:
    is_taken = key == "index" or key.startswith("names-")
    return f"authors/{key}-author" if is_taken else f"authors/{key}"


def _letter_src(letter: str) -> str:
    return f"authors/names-{letter.lower()}" if letter.isalpha() else "authors/names-other"
