"""The citation of a paper in every form that its page shows."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from json.encoder import encode_basestring
from pathlib import PurePosixPath

from shelflist.config import PAGE_STYLES
from shelflist.exports.entries import find_key
from shelflist.formats.biblatex import to_biblatex
from shelflist.formats.bibtex import to_bibtex
from shelflist.formats.csl_json import to_csl_json
from shelflist.formats.json_items import Json
from shelflist.formats.ris_writing import to_ris
from shelflist.library.papers import ListedPaper


@dataclass(frozen=True, slots=True)
class CitationForm:
    """One form for programs: its id in the page, its name and its text."""

    id: str
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class CitationStyle:
    """One style in which a reader's browser writes the citation."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class CitationView:
    """The part 'Cite' of a paper's page; `key` is the citation key."""

    key: str
    forms: tuple[CitationForm, ...]
    styles: tuple[CitationStyle, ...]


def to_citation(paper: ListedPaper, styles: Sequence[str]) -> CitationView:
    """Cite a paper in every form.

    Args:
        paper: As its page has it.
        styles: `citation_styles` of the settings.
    """
    record, key = replace(paper.citable, abstract=None), find_key(paper)
    forms = (
        CitationForm("bibtex", "BibTeX", to_bibtex(record, key).rstrip("\n")),
        CitationForm("biblatex", "BibLaTeX", to_biblatex(record, key).rstrip("\n")),
        CitationForm("ris", "RIS", to_ris(record, key).rstrip("\n")),
        CitationForm("csl", "CSL-JSON", _to_text(to_csl_json(record, key))),
    )
    return CitationView(key, forms, tuple(map(_to_style, styles)))


def _to_style(style: str) -> CitationStyle:
    stem = PurePosixPath(style).name.removesuffix(".csl")
    return CitationStyle(stem, PAGE_STYLES.get(stem) or stem.replace("-", " ").capitalize())


def _to_text(item: dict[str, Json]) -> str:
    """Write a list of one item with one variable a line, and one person."""
    fields = (f'  "{name}": {_to_value(value)}' for name, value in item.items())
    return "[{\n" + ",\n".join(fields) + "\n}]"


def _to_value(value: Json) -> str:
    if isinstance(value, list) and value and all(isinstance(each, dict) for each in value):
        people = ",\n".join(f"    {json.dumps(each, ensure_ascii=False)}" for each in value)
        return f"[\n{people}\n  ]"
    if isinstance(value, str):
        return encode_basestring(value)
    return json.dumps(value, ensure_ascii=False)
