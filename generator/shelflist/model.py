r"""The words of the project as frozen values. The model parses, exports and knows nothing.

Field names are CSL variables in snake case where CSL has one (`title`, `abstract`,
`container_title` …), and the words a contributor would guess where front matter
needs them (`venue`, `arxiv`, `code`).

Text in a record is *clean text*: plain Unicode, no LaTeX and no Markdown, in which
only `$…$` means something (inline mathematics in LaTeX; a literal dollar that could
be taken for one is written `\$`).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

FieldValue = str | tuple[str, ...]
"""A front-matter value as text: a scalar as typed, or the entries of a list."""


class Kind(StrEnum):
    """What one place in a seed says of a paper."""

    LISTING = "listing"
    """A title with its abstract."""
    ABSTRACT = "abstract"
    """An abstract without a title."""
    CITATION = "citation"
    """A bibliographic reference in running text."""
    TABLE_ROW = "table-row"
    """A row of a table that speaks of a paper."""
    ENTRY = "entry"
    """An entry of a bibliography in a standard format such as CSL-JSON."""
    PAGE = "page"
    """What a page in `docs/papers/` says; a person may have written it."""


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where in a seed something stands.

    Attributes:
        file: The seed's path relative to the list's folder, such as `seeds/001.txt`.
        line: First line, from 1.
        end_line: Last line, inclusive.
    """

    file: str
    line: int
    end_line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


@dataclass(frozen=True, slots=True, order=True)
class Name:
    """A person's name, or an institution's as `literal`.

    Attributes:
        family: Family name with its particles (`van der Maaten`, `Tachet des Combes`).
        given: Given names or initials as the source has them.
        suffix: `Jr.`, `III`.
        literal: The whole name where it cannot be split (institutions, mononyms).
    """

    family: str = ""
    given: str = ""
    suffix: str = ""
    literal: str = ""

    @property
    def is_family_first(self) -> bool:
        """Whether it is in Chinese, Japanese or Korean letters, which are said family first."""
        text = self.literal or self.family + self.given
        return not text.isascii() and all("\u2e80" <= sign <= "\ud7af" for sign in text)

    def __str__(self) -> str:
        """Give the name in reading order: `Edward J. Hu`, `Hans Müller, Jr.`, `王小明`."""
        if self.literal:
            return self.literal
        if self.is_family_first:
            return self.family + self.given
        natural = f"{self.given} {self.family}".strip()
        return f"{natural}, {self.suffix}" if self.suffix else natural


@dataclass(frozen=True, slots=True, order=True)
class Link:
    """An address that belongs to a paper.

    Attributes:
        rel: `code`, `project`, `model`, `data` or `link`.
        url: Absolute, `http` or `https`.
    """

    rel: str
    url: str


@dataclass(frozen=True, slots=True)
class Record:
    """What one place in a seed says of one paper. What it does not say is `None` or empty.

    Attributes:
        kind: What sort of place this is.
        place: Where it stands.
        raw: The seed's own wording of the whole place, untouched.
        title: Clean text.
        provisional_title: A working title from the abstract's own words, where there
            is an abstract but no title.
        short_name: What people call the paper or its method (`LoRA`).
        authors: In order, as far as the place names them.
        more_authors: Whether the place says that there are others (`et al.`).
        year: Year of first publication as far as the place knows.
        venue: Journal, conference or book, with its year where that differs from
            `year` (`ICLR 2023`).
        month: Of the publication that is cited, 1 to 12; of the preprint if there is no other.
        volume, issue, page: As CSL; empty when not given.
        publisher, publisher_place: As CSL.
        edition: As the place has it: `2`, `2nd`, `Second`.
        isbn, issn: As the place has them; several are parted by commas.
        genre: What kind of thesis, report or other work in words: `PhD thesis`.
        editors: Of the book, proceedings or issue, in order.
        translators: In order.
        preprint: The server or series where a paper with a venue appeared first
            (`bioRxiv`); an arXiv id says this by itself.
        other_ids: Further ids of the same paper, such as its preprint's DOI, as
            `doi:10.1101/2020.01.01` or `arxiv:2304.08485`.
        preprint_title: What the preprint was called, where the publication has another title.
        type: CSL type (`article-journal`, `paper-conference`, `book`, `thesis`) or `None`.
        doi: Lower case, without a resolver.
        arxiv: Without a version: `2304.08485` or `hep-th/9901001`.
        url: An address of the paper itself, other than its DOI and arXiv pages.
        abstract: Clean text.
        links: Code, project and other addresses.
        hints: What the seed says about the subject (research area, section, keyword).
        note: What else the place says of the paper in a few words
            (`Causal reasoning ability study`).
        cites: For a table row: the place of the record in the same seed that it
            speaks of, when that is certain.
        source: Where the facts were checked, as the seed says it.
        key: What the seed itself calls the entry (a BibTeX key), exactly as it stands there.
        retracted: Whether the place says that the paper was retracted.
    """

    kind: Kind
    place: Place
    raw: str = ""
    title: str | None = None
    provisional_title: str | None = None
    short_name: str | None = None
    authors: tuple[Name, ...] = ()
    more_authors: bool = False
    year: int | None = None
    venue: str | None = None
    volume: str | None = None
    issue: str | None = None
    page: str | None = None
    publisher: str | None = None
    type: str | None = None
    doi: str | None = None
    arxiv: str | None = None
    url: str | None = None
    abstract: str | None = None
    links: tuple[Link, ...] = ()
    hints: tuple[str, ...] = ()
    note: str | None = None
    cites: Place | None = None
    source: str | None = None
    key: str | None = None
    retracted: bool = False
    editors: tuple[Name, ...] = ()
    preprint: str | None = None
    preprint_title: str | None = None
    other_ids: tuple[str, ...] = ()
    genre: str | None = None
    edition: str | None = None
    isbn: str | None = None
    issn: str | None = None
    publisher_place: str | None = None
    month: int | None = None
    translators: tuple[Name, ...] = ()

    def __hash__(self) -> int:
        """Hash the place and the title alone: few records share both, and the rest is long."""
        return hash((self.place.file, self.place.line, self.title))


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two places that say different things of the same paper.

    Attributes:
        field: The record field.
        kept: The value that the field rule prefers, as text.
        kept_at: Where it stands.
        other: The value passed over, as text.
        other_at: Where that stands.
    """

    field: str
    kept: str
    kept_at: Place
    other: str
    other_at: Place


@dataclass(frozen=True, slots=True)
class Work:
    """One paper, joined from every record that speaks of it, before it has a page.

    Attributes:
        record: The best value of each field, as one record; its `kind` and `place`
            are those of the first of `records`.
        records: Every record that speaks of the paper, in the order of their places.
        origins: For each field of `record` that is set, the place it came from.
        conflicts: What was passed over and differs in substance.
    """

    record: Record
    records: tuple[Record, ...]
    origins: dict[str, Place]
    conflicts: tuple[Conflict, ...] = ()
