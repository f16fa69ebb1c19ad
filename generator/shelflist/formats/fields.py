"""What the fields of a record are called in each form: the one table, and the rules beside it.

`title` … `note` are copied as text. Authors, dates, types and identifiers need more than
a name, so each form has a function for them; what both forms share about venues and
types is here.

Source:
    CSL 1.0.2, appendices III (types) and IV (variables); BibTeX's own manual
    (btxdoc, 1988) and biblatex's for `eprint`, `shorttitle` and `keywords`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from shelflist.model import Record


@dataclass(frozen=True, slots=True)
class TextField:
    """A record field that every form holds as plain text.

    Attributes:
        name: The attribute of `Record`.
        csl: The CSL variable.
        bibtex: The BibTeX field.
        is_number: Whether CSL also allows a number.
    """

    name: str
    csl: str
    bibtex: str
    is_number: bool = False


TEXT_FIELDS = (
    TextField("title", "title", "title"),
    TextField("short_name", "title-short", "shorttitle"),
    TextField("volume", "volume", "volume", is_number=True),
    TextField("issue", "issue", "number", is_number=True),
    TextField("page", "page", "pages", is_number=True),
    TextField("publisher", "publisher", "publisher"),
    TextField("doi", "DOI", "doi"),
    TextField("url", "URL", "url"),
    TextField("abstract", "abstract", "abstract"),
    TextField("note", "note", "note"),
)

BIBTEX_TYPES = {
    "article-journal": ("article", "journal"),
    "article-magazine": ("article", "journal"),
    "article-newspaper": ("article", "journal"),
    "review": ("article", "journal"),
    "paper-conference": ("inproceedings", "booktitle"),
    "book": ("book", "series"),
    "chapter": ("incollection", "booktitle"),
    "thesis": ("phdthesis", "school"),
    "report": ("techreport", "institution"),
}
"""For a CSL type, the BibTeX entry type and the field that holds the venue."""

BIBTEX_MISC = ("misc", "howpublished")
"""The same for every other type."""

PREPRINT_TYPE = "article"
"""CSL's own word for a preprint."""

_JOURNAL = re.compile(
    r"\b(?:journal|transactions|letters|review|reviews|magazine|annals|bulletin|quarterly"
    r"|frontiers|nature|science|PNAS|PLOS|TPAMI|TNNLS|TKDE|TMLR|JMLR|TACL|IJCV|AI Open)\b",
    re.IGNORECASE,
)
_DATED = re.compile(r"(?P<name>.*\S) (?P<year>(?:1[5-9]|20)\d\d)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Publication:
    """Where and when a paper was published, and when it first appeared.

    Attributes:
        container: Journal, proceedings or book, without the year of the edition.
        year: Year of the published version, which is the one to cite.
        first_year: Year of the preprint where it is another year.
    """

    container: str | None
    year: int | None
    first_year: int | None


def to_publication(record: Record) -> Publication:
    """Split `ICLR 2023` of a paper of 2022 into container, year and first year.

    A year that equals the paper's own stays part of the name: the source wrote it so.
    """
    dated = _DATED.fullmatch(record.venue or "")
    if dated and record.year is not None and int(dated["year"]) != record.year:
        return Publication(dated["name"], int(dated["year"]), record.year)
    return Publication(record.venue, record.year, None)


def to_venue(container: str | None, year: int | None, first_year: int | None) -> str | None:
    """Join what `to_publication` splits: `ICLR`, 2023, 2022 → `ICLR 2023`."""
    if container and year is not None and first_year is not None and year != first_year:
        return f"{container} {year}"
    return container


def find_type(record: Record) -> str:
    """Give the record's CSL type, or the one that its fields show.

    A venue without a type is a journal if there is a volume or its name says so, else
    a conference; without a venue the paper is a preprint.
    """
    if record.type:
        return record.type
    if not record.venue:
        return PREPRINT_TYPE
    is_journal = record.volume or _JOURNAL.search(record.venue)
    return "article-journal" if is_journal else "paper-conference"


def to_arxiv_address(arxiv: str) -> str:
    """Give the address of a paper's page on arXiv."""
    return f"https://arxiv.org/abs/{arxiv}"
