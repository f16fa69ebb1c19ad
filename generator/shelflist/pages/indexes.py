"""Views of the pages about the whole list: authors, references, seeds, home and about."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from slugify import slugify

from shelflist.config import SEEDS_FILE, SeedEntry, Settings
from shelflist.library import Library, Paper
from shelflist.model import Record
from shelflist.pages.listing import PaperLine, YearGroup, by_year, newest
from shelflist.pages.views import TopicLine
from shelflist.readers.reading import LineClass, Reading


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
class SeedLine:
    """A seed in a list."""

    name: str
    title: str
    date: str
    papers: int


@dataclass(frozen=True, slots=True)
class ReferencesPage:
    """The whole list as a bibliography."""

    count: int
    style: str
    seeds: tuple[SeedLine, ...]
    groups: tuple[ReferenceGroup, ...]


@dataclass(frozen=True, slots=True)
class SeedRecord:
    """What one place of a seed says; `src_uri` is empty when it speaks of no paper."""

    line: int
    kind: str
    title: str
    src_uri: str
    remark: str


@dataclass(frozen=True, slots=True)
class SeedPage:
    """One seed document: what it is, what was read from it, and the account of its lines.

    `made_from` are the files that a person may want to see or edit.
    """

    made_from: tuple[str, ...]
    file: str
    title: str
    about: tuple[tuple[str, str], ...]
    entries: tuple[SeedRecord, ...]
    papers: int
    account: tuple[tuple[str, int], ...]
    unexplained: str


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


def reference_head(paper: Paper) -> str:
    """Give what a reference is sorted by: the first author's family name, else the title."""
    for name in paper.record.authors[:1]:
        return _to_key(name.family or name.literal) or name.family or name.literal
    return _to_key(paper.title) or paper.title


class AuthorViews:
    """Views of the authors; names that differ in case or accents only are one entry."""

    def __init__(self, papers: Iterable[Paper]) -> None:
        self.papers: dict[str, list[Paper]] = defaultdict(list)
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
        groups[first_letter(reference_head(papers[slug]))].append(
            Reference(markdown, papers[slug].link)
        )
    return ReferencesPage(
        len(references),
        style,
        tuple(seeds),
        tuple(ReferenceGroup(k, tuple(v)) for k, v in sorted(groups.items())),
    )


_KINDS = {
    "listing": "title and abstract",
    "abstract": "abstract",
    "citation": "citation",
    "table-row": "table row",
    "entry": "bibliography entry",
}


def to_seed_line(reading: Reading, name: str, entry: SeedEntry, library: Library) -> SeedLine:
    """Show a seed as a line."""
    return SeedLine(
        name, seed_title(reading, entry), _date(reading, entry), len(_slugs(reading, library))
    )


def seed_title(reading: Reading, entry: SeedEntry) -> str:
    """What a reader should call the seed."""
    return entry.title or reading.file.rpartition("/")[2]


def _date(reading: Reading, entry: SeedEntry) -> str:
    created, updated = (reading.properties.get(key, "") for key in ("created", "updated"))
    if entry.date or not created:
        return entry.date
    return f"{created}, updated {updated}" if updated else created


def _slugs(reading: Reading, library: Library) -> set[str]:
    found = (library.slug_of.get(record) for record in reading.records)
    return {slug for slug in found if slug}


def to_seed_page(reading: Reading, entry: SeedEntry, library: Library) -> SeedPage:
    """View one seed document."""
    lines = reading.lines
    about = {
        "Document": reading.file,
        "What it is": reading.title,
        "Source": entry.source,
        "Date": _date(reading, entry),
        "Made by": reading.properties.get("author", ""),
        "Tags": reading.properties.get("tags", ""),
        "Note": entry.note,
    }
    account = {
        "part of a record": lines.count(LineClass.RECORD),
        "boilerplate": lines.count(LineClass.BOILERPLATE),
        "prose": lines.count(LineClass.PROSE),
        "blank": lines.count(LineClass.BLANK),
        "not understood": len(lines.unexplained),
    }
    papers = library.by_slug
    return SeedPage(
        made_from=(reading.file, *([SEEDS_FILE] if entry != SeedEntry() else [])),
        file=reading.file,
        title=seed_title(reading, entry),
        about=tuple((name, value) for name, value in about.items() if value),
        entries=tuple(_to_seed_record(r, papers, library.slug_of) for r in reading.records),
        papers=len(_slugs(reading, library)),
        account=tuple(account.items()),
        unexplained=", ".join(f"line {number}" for number in lines.unexplained),
    )


def _to_seed_record(
    record: Record, papers: Mapping[str, Paper], slug_of: Mapping[Record, str]
) -> SeedRecord:
    paper = papers.get(slug_of.get(record, ""))
    own = record.title or record.provisional_title or record.short_name or record.note or ""
    said = [] if record.title else [record.short_name or "", record.note or ""]
    remark = ", ".join(part for part in (*said, *record.hints) if part)
    return SeedRecord(
        line=record.place.line,
        kind=_KINDS.get(record.kind.value, record.kind.value),
        title=paper.title if paper else own,
        src_uri=paper.link if paper else "",
        remark=remark if record.kind.value == "table-row" else "",
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
