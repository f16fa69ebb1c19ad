"""Files to take the list away with, written beside the pages and the same on every run.

An entry of a paper is a line or three, so that one paper more or less is as much in the
history, and so that the entries of papers that did not change are taken over from the
file as it stands.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from shelflist.cache import Cache, fingerprint
from shelflist.config import Settings
from shelflist.exports.entries import find_key
from shelflist.library import ListedPaper, is_long
from shelflist.output import read_ordinary
from shelflist.topics import Taxonomy

SCHEMA = "papers/schema.json"
"""Path in `docs_dir` of the JSON Schema of a paper's front matter."""


@dataclass(frozen=True, slots=True)
class Export:
    """A file of entries, one a paper, sorted by slug.

    Attributes:
        to_entry: Writes a paper's entry, in which `between` never stands.
        before, between, after: What stands around the entries.
        empty: What the file of a list without papers is.
    """

    to_entry: Callable[[ListedPaper], str]
    before: str
    between: str
    after: str
    empty: str

    def write(self, entries: Sequence[bytes]) -> bytes:
        """Give the file's text."""
        if not entries:
            return self.empty.encode()
        before, between, after = map(str.encode, (self.before, self.between, self.after))
        return b"".join((before, between.join(entries), after))

    def split(self, text: bytes) -> list[bytes]:
        """Give the entries of a text that `write` gave."""
        before, between, after = map(str.encode, (self.before, self.between, self.after))
        return text.removeprefix(before).removesuffix(after).split(between)


def to_prints(papers: Sequence[ListedPaper]) -> list[str]:
    """Give for each paper a hash of its record and its key."""
    return [fingerprint(find_key(paper), repr(paper.citable)) for paper in papers]


def render_exports(
    papers: Sequence[ListedPaper], prints: Sequence[str], folder: Path, cache: Cache
) -> dict[str, str | None]:
    """Give the exports that differ from what stands in `docs/`.

    Args:
        papers: The list.
        prints: What `to_prints` gives of them.
        folder: The list's `docs_dir`.
        cache: Knows for a file's hash which papers its entries were written from.

    Returns:
        New texts by path in `docs_dir`; `None` for a file to remove, because a long list has
        these in pieces elsewhere.
    """
    texts: dict[str, str | None] = {}
    if is_long(papers):
        return {path: None for path in EXPORTS if (folder / path).exists()}
    for path, export in EXPORTS.items():
        there = _read(folder / path)
        old = there or b""
        found = cache.find((path, fingerprint(old))) if there is not None else None
        known = str(found or "").split()
        if found is not None and known == prints:
            continue
        entry_of = dict(zip(known, export.split(old), strict=True)) if known else {}
        entries = [
            entry_of.get(print_) or export.to_entry(paper).encode()
            for print_, paper in zip(prints, papers, strict=True)
        ]
        text = export.write(entries)
        cache.put((path, fingerprint(text)), " ".join(prints))
        if text != there:
            texts[path] = text.decode()
    return texts


def render_page_schema(
    settings: Settings, taxonomy: Taxonomy, taxonomy_text: str, folder: Path, cache: Cache
) -> dict[str, str]:
    """Give the JSON Schema of the pages if it differs from what stands in `docs/`.

    Args:
        settings: The list's settings.
        taxonomy: The topics, which the schema names.
        taxonomy_text: The file they were read from.
        folder: The list's `docs_dir`.
        cache: Knows for a file's hash what it was written from.
    """
    old = _read(folder / SCHEMA) or b""
    made_from = (SCHEMA, settings.site_url, taxonomy_text)
    if cache.find((*made_from, fingerprint(old))):
        return {}
    # Here, not above: topics seldom change.
    from shelflist.exports.schema import render_schema

    text = render_schema(settings, taxonomy)
    cache.put((*made_from, fingerprint(text)), True)
    return {SCHEMA: text} if text.encode() != old else {}


def _read(path: Path) -> bytes | None:
    try:
        return read_ordinary(path)
    except OSError:
        return None


def to_bibtex_entry(paper: ListedPaper) -> str:
    """Give a paper as BibTeX with all fields on one line, without the signs around it."""
    from shelflist.formats.bibtex import to_bibtex  # here: most runs write none

    head, *fields, _ = to_bibtex(paper.citable, find_key(paper)).splitlines()
    named = (field.partition("=") for field in fields)
    line = " ".join(f"{name.strip()} = {value.strip()}" for name, _, value in named)
    return f"{head.removeprefix('@')}\n  {line}"


def to_csl_entry(paper: ListedPaper) -> str:
    """Give a paper as CSL-JSON on one line."""
    from shelflist.formats.csl_json import to_csl_json  # as above

    return json.dumps(to_csl_json(paper.citable, find_key(paper)), ensure_ascii=False)


EXPORTS: dict[str, Export] = {
    "references/references.bib": Export(to_bibtex_entry, "@", "\n}\n@", "\n}\n", ""),
    "references/references.json": Export(to_csl_entry, "[\n", ",\n", "\n]\n", "[]\n"),
}
"""Path in `docs_dir` -> how the file is written."""
