"""The fields of a paper's page: what each holds, said once for checks, editors and people.

The names are those that `front_matter` reads and writes; a test holds the two together.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from shelflist.formats.fields import CSL_TYPES
from shelflist.formats.front_matter import TRUE


class Form(StrEnum):
    """What the value of a field may be."""

    TEXT = "one text"
    COUNT = "one text, often a number"
    NAMES = "a list of names"
    TEXTS = "a list of texts"
    TOPICS = "a list of ids of topics"
    YEAR = "a year"
    MONTH = "a month"
    FLAG = "true or false"
    DOI = "a DOI"
    ARXIV = "an arXiv id"
    ADDRESS = "an address"
    ADDRESSES = "a list of addresses"
    TYPE = "a kind of publication"
    KEY = "a citation key"
    DAY = "a day, as in 2026-03-21"

    @property
    def is_list(self) -> bool:
        """Whether a list is meant; a single text counts as a list of one."""
        return self in _LISTS


_LISTS = frozenset({Form.NAMES, Form.TEXTS, Form.TOPICS, Form.ADDRESSES})


@dataclass(frozen=True, slots=True)
class PageField:
    """One field: its form, what it holds in a sentence, and how it can look."""

    form: Form
    description: str
    example: str = ""


FIRST_YEAR, LAST_YEAR = 1500, 2099
COMMON_TYPES = ("article-journal", "paper-conference", "book", "chapter", "thesis", "report")
"""What most publications are."""
TYPES = (*COMMON_TYPES, *sorted(CSL_TYPES.difference(COMMON_TYPES)))
"""What kind of publication it is, in CSL's words; the usual ones first."""
FALSE = frozenset({"false", "no", "off", "n", "0", ""})
FLAG_WORDS = TRUE | FALSE
"""What may stand where true or false is meant, in small letters."""
ARXIV_ID = r"(?:\d{4}\.\d{4,5}|[A-Za-z-]+(?:\.[A-Z]{2})?/\d{7})(?:v\d+)?"
DOI_NAME = r"10\.\d{4,9}/\S+"
ADDRESS = re.compile(r"https?://[^\s/?#<>\"\\]+[^\s<>\"\\]*", re.IGNORECASE)
KEY = re.compile(r"[^\s,{}()\[\]\"'\\%#~=@]+")
"""BibTeX takes these signs for its own."""

PAGE_FIELDS: dict[str, PageField] = {
    "title": PageField(
        Form.TEXT,
        "The title; mathematics between dollar signs.",
        "QLoRA: Efficient Finetuning of Quantized LLMs",
    ),
    "provisional_title": PageField(
        Form.FLAG, "True while the title is a working title made from the abstract."
    ),
    "retracted": PageField(Form.FLAG, "True if the paper was retracted."),
    "short_name": PageField(Form.TEXT, "What people call the paper or its method.", "QLoRA"),
    "authors": PageField(
        Form.NAMES, "The authors in order, one name an entry, in reading order.", "Edward J. Hu"
    ),
    "more_authors": PageField(Form.FLAG, "True where only the first authors are known."),
    "year": PageField(Form.YEAR, "Year of first publication, four digits.", "2023"),
    "month": PageField(
        Form.MONTH, "Month of the publication that is cited, from 1 to 12, or its name.", "5"
    ),
    "venue": PageField(
        Form.TEXT, "Journal, conference or book; with its year where that differs.", "ICLR 2023"
    ),
    "type": PageField(Form.TYPE, "What kind of publication it is.", "paper-conference"),
    "genre": PageField(
        Form.TEXT, "What kind of thesis or report it is, in words.", "Master's thesis"
    ),
    "volume": PageField(Form.COUNT, "Volume, as in the citation.", "12"),
    "issue": PageField(Form.COUNT, "Issue, as in the citation.", "3"),
    "pages": PageField(Form.COUNT, "First and last page, as in the citation.", "1–24"),
    "publisher": PageField(Form.TEXT, "Publisher, as in the citation.", "MIT Press"),
    "publisher_place": PageField(Form.TEXT, "Where the publisher is.", "Cambridge, MA"),
    "edition": PageField(Form.COUNT, "Edition of a book, as in the citation.", "2"),
    "editors": PageField(
        Form.NAMES, "The editors of the book or proceedings, as with authors.", "Jill Burstein"
    ),
    "translators": PageField(Form.NAMES, "The translators, as with authors.", "Edith Grossman"),
    "isbn": PageField(
        Form.TEXT, "The ISBN in quotes; commas between several.", "978-0-262-03561-3"
    ),
    "issn": PageField(Form.TEXT, "The ISSN; commas between several.", "0028-0836"),
    "preprint": PageField(Form.TEXT, "Where it appeared first, if not on arXiv.", "bioRxiv"),
    "preprint_title": PageField(
        Form.TEXT, "What the preprint was called, if its authors renamed it.", "Models that see"
    ),
    "doi": PageField(Form.DOI, "The DOI without https://doi.org/.", "10.18653/v1/N19-1423"),
    "arxiv": PageField(Form.ARXIV, "The arXiv id in quotes, so that it stays text.", "2305.14314"),
    "other_ids": PageField(
        Form.TEXTS,
        "Further ids of the same paper, such as its preprint's, with doi: or arxiv: before them.",
        "doi:10.1101/2020.01.01.123456",
    ),
    "url": PageField(
        Form.ADDRESS,
        "An address of the paper itself, other than DOI and arXiv.",
        "https://example.org/paper.pdf",
    ),
    "code": PageField(Form.ADDRESS, "Address of the code.", "https://github.com/artidoro/qlora"),
    "project": PageField(Form.ADDRESS, "Address of the project.", "https://example.org/"),
    "model": PageField(Form.ADDRESS, "Address of the model.", "https://example.org/model"),
    "data": PageField(Form.ADDRESS, "Address of the data.", "https://example.org/data"),
    "links": PageField(Form.ADDRESSES, "Other addresses.", "https://example.org/talk"),
    "note": PageField(Form.TEXT, "A few words about the paper.", "Best paper award"),
    "keywords": PageField(
        Form.TEXTS, "Subjects; the rules for topics look at them as hints.", "quantization"
    ),
    "topics": PageField(Form.TOPICS, "Ids of topics from seeds/topics.yml."),
    "found_in": PageField(Form.TEXTS, "The seeds that speak of the paper, by their names."),
    "added": PageField(
        Form.DAY, "The day on which the paper came into the list; feeds say it.", "2026-03-21"
    ),
    "citation_key": PageField(
        Form.KEY,
        "The key in BibTeX; chosen once, and no two papers have the same.",
        "dettmers2023qlora",
    ),
}
"""Front-matter name -> what it holds, in the order in which a new page has them."""

MEANT: dict[str, str] = {
    "author": "authors",
    "tag": "topics",
    "tags": "topics",
    "category": "topics",
    "categories": "topics",
    "keyword": "keywords",
    "journal": "venue",
    "booktitle": "venue",
    "conference": "venue",
    "link": "url",
    "pdf": "url",
    "eprint": "arxiv",
    "arxiv_id": "arxiv",
    "arxivid": "arxiv",
    "github": "code",
    "repo": "code",
    "repository": "code",
    "dataset": "data",
    "website": "project",
    "homepage": "project",
    "number": "issue",
    "page": "pages",
    "editor": "editors",
    "translator": "translators",
    "bibtex_key": "citation_key",
}
"""What other programs call these fields -> our name."""

OTHER_NAMES = frozenset(
    "comments date description draft edit_url hide icon image lang made_from redirect search "
    "slug social status subtitle tagline template updated".split()
)
"""Names that MkDocs and its themes read, or that are a person's without doubt: no slips of ours."""
