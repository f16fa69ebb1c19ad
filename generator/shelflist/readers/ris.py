"""RIS, PubMed's `.nbib` and Web of Science's plain text as seeds."""

from __future__ import annotations

import re

from shelflist.formats.medline import parse_pubmed, parse_web_of_science
from shelflist.formats.ris import count_ris, parse_ris
from shelflist.readers.document import Document
from shelflist.readers.parsed import to_reading
from shelflist.readers.reading import Reading

_PUBMED = re.compile(r"(?:PMID- ?\d+|OWN - [A-Z]+)\s*$")
_PUBMED_TAG = re.compile(r"(?:[A-Z]{2,4}) {0,2}- ")
_WOS_BEGIN = re.compile(r"PT [JBSPC]\s*$")
_WOS_TAG = re.compile(r"(?:AU|AF|TI|SO|UT|PY|DT|AB) \S")
_LEAST_SHARE = 0.2
"""So much of the text must be records: a page that only shows one as a sample has another form."""


def recognise_ris(document: Document) -> float:
    """Say whether records from `TY` to `ER` make up the document or a good part of it."""
    lines = document.lines
    if not any(line[:40].lstrip("\ufeff \t")[:2].upper() in ("TY", "ER") for line in lines):
        return 0.0
    count, size = count_ris(lines)
    filled = sum(1 for line in lines if line.strip())
    return 1.0 if count and size >= max(3, filled * _LEAST_SHARE) else 0.0


def recognise_pubmed(document: Document) -> float:
    """Say whether there are records that begin with `PMID-` and go on with other tags."""
    begun = sum(1 for line in document.lines if _PUBMED.match(line))
    tagged = sum(1 for line in document.lines if _PUBMED_TAG.match(line))
    return 1.0 if begun and tagged >= 2 * begun else 0.0


def recognise_web_of_science(document: Document) -> float:
    """Say whether there are records that begin with `PT J` and go on with other tags."""
    begun = sum(1 for line in document.lines if _WOS_BEGIN.match(line))
    tagged = sum(1 for line in document.lines if _WOS_TAG.match(line))
    return 1.0 if begun and tagged >= 2 * begun else 0.0


def read_ris(document: Document) -> Reading:
    """Read every record from `TY` to `ER`."""
    return to_reading(document, "ris", parse_ris(document.lines, document.name))


def read_pubmed(document: Document) -> Reading:
    """Read every record that begins with `PMID-`."""
    return to_reading(document, "pubmed", parse_pubmed(document.lines, document.name))


def read_web_of_science(document: Document) -> Reading:
    """Read every record from `PT` to `ER`."""
    parsed = parse_web_of_science(document.lines, document.name)
    return to_reading(document, "web-of-science", parsed)
