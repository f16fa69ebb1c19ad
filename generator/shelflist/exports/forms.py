"""FORMS: every form in which papers are taken away, from the site or by `shelflist export`."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from shelflist.exports.entries import Entry, Scope
from shelflist.exports.feeds import write_atom, write_json_feed
from shelflist.formats.biblatex import to_biblatex
from shelflist.formats.bibtex import to_bibtex
from shelflist.formats.csl_json import to_csl_json
from shelflist.formats.papers_json import VERSION, to_papers_item
from shelflist.formats.ris_writing import to_ris
from shelflist.formats.table_csv import CSV_HEADER, to_csv_row
from shelflist.model import Record

Made = dict[str, str]
"""Slug -> what one form says of the paper, for the next file that holds it."""

Write = Callable[[Sequence[Entry], Scope, Made], Iterator[str]]
"""Gives a file's text in parts, so that no long list is ever held whole."""


@dataclass(frozen=True, slots=True)
class Form:
    """One form.

    Attributes:
        suffix: Of its files.
        label: What a reader calls it.
        write: Gives the text of a file.
        is_cut: Whether a long list is cut into pieces that are whole files each.
        has_topics: Whether there is a file for each topic.
    """

    suffix: str
    label: str
    write: Write
    is_cut: bool = False
    has_topics: bool = True


def _each(to_text: Callable[[Record, str], str]) -> Write:
    def write(entries: Sequence[Entry], scope: Scope, made: Made) -> Iterator[str]:
        for number, entry in enumerate(entries):
            text = _once(made, entry, to_text)
            yield text if number == 0 else f"\n{text}"

    return write


def _once(made: Made, entry: Entry, to_text: Callable[[Record, str], str]) -> str:
    slug = entry.paper.slug
    if slug not in made:
        made[slug] = to_text(entry.record, entry.key)
    return made[slug]


def _to_csl(record: Record, key: str) -> str:
    return json.dumps(to_csl_json(record, key), ensure_ascii=False)


def _write_csl(entries: Sequence[Entry], scope: Scope, made: Made) -> Iterator[str]:
    for number, entry in enumerate(entries):
        item = _once(made, entry, _to_csl)
        yield f"[\n{item}" if number == 0 else f",\n{item}"
    yield "\n]\n" if entries else "[]\n"


def _write_papers(entries: Sequence[Entry], scope: Scope, made: Made) -> Iterator[str]:
    yield f'{{"version": {VERSION}, "papers": ['
    for number, entry in enumerate(entries):
        item = to_papers_item(
            entry.record,
            slug=entry.paper.slug,
            citation_key=entry.key,
            topics=entry.topics,
            address=entry.address,
            added=entry.added,
        )
        yield ("\n" if number == 0 else ",\n") + json.dumps(item, ensure_ascii=False)
    yield "\n]}\n"


def _write_csv(entries: Sequence[Entry], scope: Scope, made: Made) -> Iterator[str]:
    yield CSV_HEADER
    for entry in entries:
        yield to_csv_row(
            entry.record,
            slug=entry.paper.slug,
            citation_key=entry.key,
            topics=entry.topics,
            address=entry.address,
            added=entry.added,
        )


def _feed(write_feed: Callable[[Sequence[Entry], Scope], Iterator[str]]) -> Write:
    # Links in it depend on the file's place, so no two files share an entry.
    return lambda entries, scope, made: write_feed(entries, scope)


def _write_short_bibtex(entries: Sequence[Entry], scope: Scope, made: Made) -> Iterator[str]:
    """Write BibTeX with all fields of an entry on one line."""
    for entry in entries:
        head, *fields, _ = _once(made, entry, to_bibtex).splitlines()
        named = (field.partition("=") for field in fields)
        line = " ".join(f"{name.strip()} = {value.strip()}" for name, _, value in named)
        yield f"{head}\n  {line}\n}}\n"


FORMS: dict[str, Form] = {
    "bibtex": Form("bib", "BibTeX", _each(to_bibtex), is_cut=True),
    "biblatex": Form("biblatex.bib", "BibLaTeX", _each(to_biblatex), is_cut=True),
    "ris": Form("ris", "RIS", _each(to_ris), is_cut=True),
    "csl-json": Form("csl.json", "CSL-JSON", _write_csl),
    "csv": Form("csv", "CSV", _write_csv, has_topics=False),
    "papers-json": Form("json", "JSON", _write_papers, has_topics=False),
    "atom": Form("atom.xml", "Atom", _feed(write_atom)),
    "json-feed": Form("feed.json", "JSON Feed", _feed(write_json_feed)),
}
"""What `shelflist export --format` calls a form -> the form."""

REFERENCES: dict[str, tuple[str, Write]] = {
    "references/references.bib": ("bibtex", _write_short_bibtex),
    "references/references.json": ("csl-json", _write_csl),
}
"""Path in the site of a file of the whole list in short -> the form it is made of, and how."""
