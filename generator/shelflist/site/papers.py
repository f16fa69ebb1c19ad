"""The papers of `docs/`, read once: what their pages say, as records and fields."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from shelflist.edits.following import is_paper, to_slug
from shelflist.edits.pagefile import PageFile
from shelflist.formats.front_matter import to_record
from shelflist.library.papers import ListedPaper
from shelflist.model import FieldValue, Name, Place
from shelflist.problems import PageError, Problem
from shelflist.text.markdown import from_markdown
from shelflist.text.names import spell_name
from shelflist.topics import Taxonomy, Topic
from shelflist.topics.taxonomy import UNSORTED

ParsePage = Callable[[str, str], PageFile]
"""Takes a page apart, given its text and its path; a cache may stand in for `parse_page`."""

_T = TypeVar("_T")
_PEOPLE = ("authors", "editors", "translators")
_NOTHING = ("null", "Null", "NULL", "~")
_WORDS = {"title", "short_name", *_PEOPLE}
"""Fields in which a bare `null` may be a word; elsewhere it says that there is nothing."""
_SIBLING = re.compile(r"\]\(([^()\s/]+)\.md\)")


@dataclass(frozen=True, slots=True)
class SeedInfo:
    """A seed as its page in `docs/references/` says it."""

    name: str
    title: str
    date: str


@dataclass(frozen=True, slots=True)
class Docs:
    """Everything that the site needs to know of `docs/`.

    Attributes:
        papers: In the order of their slugs.
        taxonomy: The topics without their rules, in the order of the page of all topics.
        seeds: In the order of the page of references.
        authors: Paths of pages about names, without their suffix, by their titles.
        parts: Paths of list files that stand in `docs/` only: parts of a page's list.
        pages: Every page taken apart, by path in `docs_dir`.
    """

    papers: tuple[ListedPaper, ...]
    taxonomy: Taxonomy
    seeds: tuple[SeedInfo, ...]
    authors: Mapping[str, str]
    parts: frozenset[str]
    pages: Mapping[str, PageFile]


def read_docs(texts: Iterable[tuple[str, str]], docs_dir: str, parse: ParsePage) -> Docs:
    """Read the pages of a list.

    Args:
        texts: Path in `docs_dir` and text of each page.
        docs_dir: What to call the folder in problems.
        parse: Takes a page apart.

    Raises:
        PageError: With every problem of every page.
    """
    pages: dict[str, PageFile] = {}
    problems: list[Problem] = []
    for src_uri, text in texts:
        try:
            pages[src_uri] = parse(text, f"{docs_dir}/{src_uri}")
        except PageError as error:
            problems += error.problems
    if problems:
        raise PageError(*problems)
    found = (_to_paper(uri, page) for uri, page in pages.items() if is_paper(uri))
    papers = sorted(found, key=lambda paper: paper.slug)
    parts = frozenset(uri for uri, page in pages.items() if page.fields.get("part_of"))
    seeds = {
        name: SeedInfo(name, _title(page), _text(page, "date"))
        for name, page in _each_in("references", pages)
    }
    authors = {_title(page): f"authors/{name}" for name, page in _each_in("authors", pages)}
    taxonomy = Taxonomy(tuple(_to_topics(pages)))
    ordered = _in_order("references", seeds, pages)
    return Docs(tuple(papers), taxonomy, tuple(ordered), authors, parts, pages)


def _to_paper(src_uri: str, page: PageFile) -> ListedPaper:
    nothing = {each.field for each in page.misread if each.text in _NOTHING} - _WORDS
    said = page.fields.items()
    fields = {name: _regular(name, value) for name, value in said if name not in nothing}
    passage = page.passages.get("abstract")
    abstract = from_markdown(passage.content) if passage else ""
    record = to_record(fields, abstract or None, Place(page.file, 1, 1))
    return ListedPaper(to_slug(src_uri), record, fields, to_texts(fields.get("topics")))


def to_texts(value: FieldValue | None) -> tuple[str, ...]:
    """Take a list, or a single text as a list of one; entries that say nothing are left out."""
    values = value if isinstance(value, tuple) else (value or "",)
    return tuple(text for text in values if text.strip())


def find_typed_doi(paper: ListedPaper) -> str:
    """Give a paper's DOI with its capitals as the page has them; empty if it has none."""
    doi, typed = paper.record.doi or "", paper.fields.get("doi", "")
    at = typed.lower().find(doi) if isinstance(typed, str) else -1
    return typed[at : at + len(doi)] if isinstance(typed, str) and at >= 0 else doi


def _regular(name: str, value: FieldValue) -> FieldValue:
    """Give people and addresses that somebody wrote as mappings in the words of other pages."""
    if not isinstance(value, str) or not value.startswith(("[{", "{", '["')):
        return value
    try:
        found = json.loads(value)
    except ValueError:
        return value
    entries = found if isinstance(found, list) else [found]
    if name in _PEOPLE and all(isinstance(entry, dict | str) for entry in entries):
        return tuple(filter(None, map(_to_spelling, entries)))
    if name == "links" and all(isinstance(entry, dict | str) for entry in entries):
        urls = (entry.get("url") if isinstance(entry, dict) else entry for entry in entries)
        return tuple(str(url) for url in urls if url)
    return value


def _to_spelling(entry: dict[str, object] | str) -> str:
    if isinstance(entry, str):
        return entry
    family, given, suffix, literal, name = (
        str(entry.get(part) or "").strip()
        for part in ("family", "given", "suffix", "literal", "name")
    )
    if literal or name:
        return f"{{{literal or name}}}"
    return spell_name(Name(family, given, suffix)) if family or given else ""


def _to_topics(pages: Mapping[str, PageFile]) -> list[Topic]:
    """Give the topics in the order of the page of all topics, where it names them."""
    found = {name: page for name, page in _each_in("topics", pages) if name != UNSORTED}
    above = {name: _text(page, "parent") for name, page in found.items()}
    above = {name: parent for name, parent in above.items() if parent in found}
    for name in found:
        if _is_in_ring(name, above):
            del above[name]
    return [
        Topic(name, _title(found[name]), _text(found[name], "description"), above.get(name))
        for name in _in_order("topics", {name: name for name in found}, pages)
    ]


def _in_order(folder: str, found: Mapping[str, _T], pages: Mapping[str, PageFile]) -> Iterator[_T]:
    """Give what the index of a folder names in the order of its links, then the others."""
    index = pages.get(f"{folder}/index.md")
    named = _SIBLING.findall(index.text) if index else []
    return (found[name] for name in dict.fromkeys([*named, *found]) if name in found)


def _is_in_ring(name: str, above: Mapping[str, str]) -> bool:
    here, steps = above.get(name), 0
    while here and here != name and steps < len(above):
        here, steps = above.get(here), steps + 1
    return here is not None


def _each_in(folder: str, pages: Mapping[str, PageFile]) -> Iterator[tuple[str, PageFile]]:
    """Give the pages of a folder that stand for something, by name: neither index nor part."""
    for src_uri, page in sorted(pages.items()):
        here, _, name = src_uri.removesuffix(".md").rpartition("/")
        if here == folder and name not in ("index", "README") and not page.fields.get("part_of"):
            yield name, page


def _text(page: PageFile, name: str) -> str:
    value = page.fields.get(name, "")
    return value if isinstance(value, str) else ""


def _title(page: PageFile) -> str:
    """Give what a page is called: its title, its first heading, or its name."""
    heading = next((line[2:].strip() for line in page.lines if line.startswith("# ")), "")
    name = page.file.rpartition("/")[2].removesuffix(".md")
    return _text(page, "title") or heading or name
