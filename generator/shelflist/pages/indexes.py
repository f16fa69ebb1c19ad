"""Views of the pages about the whole list: authors, references, home and about."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from slugify import slugify

from shelflist.config import Settings
from shelflist.library import Library, ListedPaper, is_long
from shelflist.pages.listing import PaperLine, YearGroup, by_year, newest
from shelflist.pages.seed_views import SeedLine
from shelflist.pages.views import TopicLine


@dataclass(frozen=True, slots=True)
class AuthorLine:
    """A name in the index; `target` is the name's page or that of its only paper."""

    name: str
    target: str
    count: int


@dataclass(frozen=True, slots=True)
class NamesPage:
    """All names under one letter; `name` is that of the page."""

    letter: str
    name: str
    authors: tuple[AuthorLine, ...]


@dataclass(frozen=True, slots=True)
class AuthorsPage:
    """The letters, and the names with two papers or more."""

    count: int
    letters: tuple[NamesPage, ...]
    authors: tuple[AuthorLine, ...]


@dataclass(frozen=True, slots=True)
class AuthorPage:
    """One name with two papers or more."""

    name: str
    count: int
    years: tuple[YearGroup, ...]


@dataclass(frozen=True, slots=True)
class Reference:
    """A paper as a reference in the list's style."""

    markdown: str
    src_uri: str


@dataclass(frozen=True, slots=True)
class ReferenceGroup:
    """References under one letter."""

    letter: str
    references: tuple[Reference, ...]


@dataclass(frozen=True, slots=True)
class ReferencesPage:
    """The whole list as a bibliography; `has_files` says that BibTeX and CSL-JSON are beside it."""

    count: int
    has_files: bool
    style: str
    seeds: tuple[SeedLine, ...]
    groups: tuple[ReferenceGroup, ...]


@dataclass(frozen=True, slots=True)
class Number:
    """A figure on the home page with the page that it leads to."""

    count: int
    name: str
    target: str


@dataclass(frozen=True, slots=True)
class HomePage:
    """What the list is."""

    site_name: str
    description: str
    numbers: tuple[Number, ...]
    topics: tuple[TopicLine, ...]
    newest: tuple[PaperLine, ...]


@cache  # a name is asked for on many pages
def _to_key(text: str) -> str:
    if _SIMPLE.fullmatch(text):  # as slugify does it, without its many steps
        return "-".join(text.lower().replace(".", " ").replace("-", " ").split())
    return slugify(text)


_SIMPLE = re.compile(r"[A-Za-z .:?()-]*")


def to_page_name(name: str) -> str:
    """Give what the page of an author's name is called, whether or not there is one."""
    return _name_page(_to_key(name))


def _name_page(key: str) -> str:
    return f"{key}-author" if key == "index" or key.startswith("names-") else key


def first_letter(text: str) -> str:
    """Give the letter under which a name or title is listed; `#` for what has none."""
    for character in unicodedata.normalize("NFKD", text):
        if character.isalpha():
            return character.upper()
    return "#"


def reference_head(paper: ListedPaper) -> str:
    """Give what a reference is sorted by: the first author's family name, else the title."""
    for name in paper.record.authors[:1]:
        return _to_key(name.family or name.literal) or name.family or name.literal
    return _to_key(paper.title) or paper.title


class AuthorViews:
    """Views of the authors; names that differ in case or accents only are one entry."""

    def __init__(self, papers: Iterable[ListedPaper]) -> None:
        self.papers: dict[str, list[ListedPaper]] = defaultdict(list)
        spellings: dict[str, Counter[str]] = defaultdict(Counter)
        families: dict[str, str] = {}
        for paper in papers:
            for name in dict.fromkeys(paper.record.authors):
                key = _to_key(str(name)) or str(name)
                if not self.papers[key] or self.papers[key][-1] is not paper:
                    self.papers[key].append(paper)
                spellings[key][str(name)] += 1
                families.setdefault(key, name.family or name.literal)
        self.names = {k: min(c, key=lambda n: (-c[n], n)) for k, c in spellings.items()}
        self.families = families

    def index(self) -> AuthorsPage:
        """View the letters, and the names with two papers or more."""
        groups: dict[str, list[str]] = defaultdict(list)
        for key, family in self.families.items():
            groups[first_letter(_to_key(family))].append(key)
        frequent = sorted(filter(self._has_page, self.names), key=self._order)
        return AuthorsPage(
            len(self.names),
            tuple(self._names(letter, keys) for letter, keys in sorted(groups.items())),
            tuple(map(self._line, frequent)),
        )

    def _names(self, letter: str, keys: Iterable[str]) -> NamesPage:
        name = f"names-{letter.lower()}" if letter.isalpha() else "names-other"
        return NamesPage(letter, name, tuple(map(self._line, sorted(keys, key=self._order))))

    def pages(self) -> dict[str, AuthorPage]:
        """View each name with two papers or more, by the page's name."""
        return {
            _name_page(key): AuthorPage(self.names[key], len(papers), by_year(papers))
            for key, papers in sorted(self.papers.items())
            if self._has_page(key)
        }

    def _has_page(self, key: str) -> bool:
        return len(self.papers[key]) > 1 and key.isascii()

    def _line(self, key: str) -> AuthorLine:
        papers = self.papers[key]
        own = f"{_name_page(key)}.md"
        target = own if self._has_page(key) else f"../{papers[0].link}"
        return AuthorLine(self.names[key], target, len(papers))

    def _order(self, key: str) -> tuple[str, str]:
        return (_to_key(self.families[key]), key)


def to_references_page(
    library: Library,
    references: Mapping[str, str],
    style: str,
    seeds: Sequence[SeedLine],
) -> ReferencesPage:
    """View the bibliography.

    Args:
        library: The papers.
        references: The reference of each paper as Markdown, by slug, in order.
        style: Name of the style.
        seeds: The seed documents.
    """
    papers = library.by_slug
    groups: dict[str, list[Reference]] = defaultdict(list)
    for slug, markdown in references.items():
        mark = " **(retracted)**" if papers[slug].record.retracted else ""
        groups[first_letter(reference_head(papers[slug]))].append(
            Reference(markdown + mark, papers[slug].link)
        )
    return ReferencesPage(
        len(references),
        not is_long(list(papers.values())),
        style,
        tuple(seeds),
        tuple(ReferenceGroup(k, tuple(v)) for k, v in sorted(groups.items())),
    )


def to_home_page(
    library: Library, settings: Settings, topics: Sequence[TopicLine], seeds: int, authors: int
) -> HomePage:
    """View the list as a whole."""
    description = settings.site_description or "A reading list of papers."
    numbers = (
        Number(len(library.papers), "papers", "papers/index.md"),
        Number(sum(topic.count > 0 for topic in topics), "fields", "topics/index.md"),
        Number(authors, "authors", "authors/index.md"),
        Number(seeds, "source documents", "references/index.md"),
    )
    return HomePage(
        settings.site_name,
        description,
        numbers,
        tuple(topics),
        newest(library.papers, settings.newest),
    )
