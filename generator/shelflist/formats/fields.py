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
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from shelflist.model import Link, Record


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
    TextField("publisher_place", "publisher-place", "address"),
    TextField("edition", "edition", "edition", is_number=True),
    TextField("isbn", "ISBN", "isbn", is_number=True),
    TextField("issn", "ISSN", "issn"),
    TextField("genre", "genre", "type"),
    TextField("doi", "DOI", "doi"),
    TextField("url", "URL", "url"),
    TextField("abstract", "abstract", "abstract"),
    TextField("note", "note", "note"),
)

BIBTEX_MISC = ("misc", "howpublished")
"""What BibTeX and BibLaTeX make of a type that they do not know."""

BIBTEX_TYPES = {
    "article-journal": ("article", "journal"),
    "article-magazine": ("article", "journal"),
    "article-newspaper": ("article", "journal"),
    "review": ("article", "journal"),
    "review-book": ("article", "journal"),
    "paper-conference": ("inproceedings", "booktitle"),
    "book": ("book", "series"),
    "classic": ("book", "series"),
    "chapter": ("incollection", "booktitle"),
    "entry": ("incollection", "booktitle"),
    "entry-dictionary": ("incollection", "booktitle"),
    "entry-encyclopedia": ("incollection", "booktitle"),
    "thesis": ("phdthesis", "school"),
    "report": ("techreport", "institution"),
    "standard": ("manual", "series"),
    "pamphlet": ("booklet", "howpublished"),
    "manuscript": ("unpublished", "howpublished"),
}
"""For a CSL type, the BibTeX entry type and the field that holds the venue; else `misc`."""

BIBTEX_KINDS = {"thesis": "Thesis", "report": "Report"}
"""`type` of an entry: BibTeX would print "PhD thesis" for one of which that is not known."""

BIBLATEX_TYPES = {
    "article-journal": ("article", "journaltitle"),
    "article-magazine": ("article", "journaltitle"),
    "article-newspaper": ("article", "journaltitle"),
    "review": ("review", "journaltitle"),
    "review-book": ("review", "journaltitle"),
    "paper-conference": ("inproceedings", "booktitle"),
    "book": ("book", "series"),
    "classic": ("book", "series"),
    "chapter": ("incollection", "booktitle"),
    "entry": ("inreference", "booktitle"),
    "entry-dictionary": ("inreference", "booktitle"),
    "entry-encyclopedia": ("inreference", "booktitle"),
    "thesis": ("thesis", "institution"),
    "report": ("report", "institution"),
    "standard": ("standard", "howpublished"),
    "pamphlet": ("booklet", "howpublished"),
    "manuscript": ("unpublished", "howpublished"),
    "webpage": ("online", "howpublished"),
    "post": ("online", "howpublished"),
    "post-weblog": ("online", "howpublished"),
    "software": ("software", "howpublished"),
    "dataset": ("dataset", "howpublished"),
    "patent": ("patent", "howpublished"),
    "periodical": ("periodical", "series"),
    "legal_case": ("jurisdiction", "howpublished"),
    "legislation": ("legislation", "howpublished"),
    "bill": ("legislation", "howpublished"),
    "regulation": ("legislation", "howpublished"),
    "treaty": ("legislation", "howpublished"),
    "personal_communication": ("letter", "howpublished"),
    "motion_picture": ("video", "howpublished"),
    "broadcast": ("video", "howpublished"),
    "song": ("audio", "howpublished"),
    "graphic": ("image", "howpublished"),
    "figure": ("image", "howpublished"),
    "map": ("image", "howpublished"),
}
"""The same for BibLaTeX."""

PLAIN_TYPES = {
    "article": "article-journal",
    "inproceedings": "paper-conference",
    "book": "book",
    "incollection": "chapter",
    "phdthesis": "thesis",
    "thesis": "thesis",
    "techreport": "report",
    "report": "report",
    "review": "review",
    "inreference": "entry-encyclopedia",
    "standard": "standard",
    "booklet": "pamphlet",
    "unpublished": "manuscript",
    "online": "webpage",
    "software": "software",
    "dataset": "dataset",
    "patent": "patent",
    "jurisdiction": "legal_case",
    "legislation": "legislation",
    "letter": "personal_communication",
    "video": "motion_picture",
    "audio": "song",
    "image": "graphic",
    "misc": "document",
}
"""The CSL type that each entry type shows by itself; any other is said in `entrysubtype`."""

SUBTYPES = {"article-magazine": "magazine", "article-newspaper": "newspaper"}
"""BibLaTeX's own words for `entrysubtype`; for other types it is the CSL type."""

RIS_TYPES = {
    "article": "UNPB", "article-journal": "JOUR", "article-magazine": "MGZN",
    "article-newspaper": "NEWS", "bill": "BILL", "book": "BOOK", "broadcast": "VIDEO",
    "chapter": "CHAP", "classic": "CLSWK", "dataset": "DATA", "entry": "ENCYC",
    "entry-dictionary": "DICT", "entry-encyclopedia": "ENCYC", "figure": "FIGURE",
    "graphic": "ART", "hearing": "HEAR", "interview": "PCOMM", "legal_case": "CASE",
    "legislation": "STAT", "manuscript": "UNPB", "map": "MAP", "motion_picture": "MPCT",
    "musical_score": "MUSIC", "pamphlet": "PAMP", "paper-conference": "CONF", "patent": "PAT",
    "periodical": "JFULL", "personal_communication": "PCOMM", "post": "BLOG",
    "post-weblog": "BLOG", "regulation": "STAT", "report": "RPRT", "review": "JOUR",
    "review-book": "JOUR", "software": "COMP", "song": "SOUND", "speech": "SLIDE",
    "standard": "STAND", "thesis": "THES", "treaty": "STAT", "webpage": "ELEC",
}  # fmt: skip
"""For a CSL type the `TY` of RIS; else `GEN`."""

CSL_TYPES = frozenset({*RIS_TYPES, "collection", "document", "event", "performance"})
"""Every type that CSL knows."""

NUMBERED = frozenset({"report", "patent", "standard"})
"""Types whose issue CSL calls their number."""

HOUSES = frozenset({"thesis", "report"})
"""Types whose venue is a school or an institution: CSL and RIS call it the publisher."""

LINK_FIELDS = {
    "code": "code", "project": "project", "model": "model", "data": "data", "link": "links",
}  # fmt: skip
"""Kind of address -> its field in BibTeX and BibLaTeX; addresses are parted by blanks."""

NOT_IN_KEY = re.compile(r"[\s\"#%'(),={}~\\]")
"""Signs at which BibTeX or biber would stop within a citation key."""

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


def to_house(record: Record, publication: Publication) -> tuple[str, str]:
    """Give container and publisher as CSL and RIS have them; what is not known is empty."""
    container, publisher = publication.container or "", record.publisher or ""
    is_house = find_type(record) in HOUSES and not publisher
    return ("", container) if is_house else (container, publisher)


def from_house(
    csl_type: str | None, container: str | None, publisher: str | None
) -> tuple[str | None, str | None]:
    """Take what `to_house` gave, or another program, as container and publisher of a record."""
    is_house = csl_type in HOUSES and not container
    return (publisher, None) if is_house else (container, publisher)


def to_venue(container: str | None, year: int | None, first_year: int | None) -> str | None:
    """Join what `to_publication` splits: `ICLR`, 2023, 2022 → `ICLR 2023`.

    A year that the name begins with (`2023 IEEE/CVF Conference …`) is not said twice.
    """
    if container and year is not None and first_year is not None and year != first_year:
        return f"{container.removeprefix(f'{year} ')} {year}"
    return container


def find_type(record: Record) -> str:
    """Give the record's CSL type, or the one that its fields show where it has none of CSL's.

    A venue without a type is a journal if there is a volume or its name says so, else
    a conference; without a venue the paper is a preprint.
    """
    if record.type in CSL_TYPES:
        return record.type
    if not record.venue:
        return PREPRINT_TYPE
    is_journal = record.volume or _JOURNAL.search(record.venue)
    return "article-journal" if is_journal else "paper-conference"


def is_serial(csl_type: str) -> bool:
    """Say whether works of a type stand in a serial, which has an ISSN."""
    return csl_type.startswith(("article", "review", "periodical"))


def to_arxiv_address(arxiv: str) -> str:
    """Give the address of a paper's page on arXiv."""
    return f"https://arxiv.org/abs/{arxiv}"


def find_subtype(record: Record, types: Mapping[str, tuple[str, str]]) -> str:
    """Give the `entrysubtype` that says what the entry type alone does not; empty if it does.

    Args:
        record: One without a type of its own has no subtype either.
        types: `BIBTEX_TYPES` or `BIBLATEX_TYPES`.
    """
    if record.type not in CSL_TYPES:
        return ""
    entry_type, _ = types.get(record.type, BIBTEX_MISC)
    # Of an entry of arXiv without a venue every reader thinks that it is a preprint.
    looks_like_preprint = bool(record.arxiv) and not record.venue
    shown = PLAIN_TYPES.get(entry_type)
    if looks_like_preprint and entry_type in ("article", "misc"):
        shown = PREPRINT_TYPE
    return "" if shown == record.type else SUBTYPES.get(record.type, record.type)


def to_link_fields(links: Sequence[Link]) -> Iterator[tuple[str, list[str]]]:
    """Give the addresses of each kind, by the name of their field."""
    for rel, name in LINK_FIELDS.items():
        found = [link.url for link in links if link.rel == rel]
        if found:
            yield name, found
