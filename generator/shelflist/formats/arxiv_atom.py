"""Answers of arXiv's interface and its feeds: Atom and RSS, read safely.

Documents that declare types or entities are refused, so that none can grow when read.

Source:
    RFC 4287; "arXiv API User's Manual"; arXiv's RSS 2.0 and Atom feeds of 2024.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

from shelflist.formats.arxiv_fields import add_authors, add_comment, add_journal, set_id
from shelflist.formats.drafts import Draft, Parsed, find_year, is_named, to_record
from shelflist.formats.entry_names import find_name
from shelflist.model import Place, Record
from shelflist.problems import Location, Problem, Refusal

START = re.compile(r"<\?xml\b|<feed\b|<rss\b|<rdf:RDF\b", re.IGNORECASE)
_END = re.compile(r"</(?:feed|rss|rdf:RDF)\s*>", re.IGNORECASE)
_ENTRIES = frozenset({"entry", "item"})
_ANNOUNCED = re.compile(r"\s*arXiv:\S+\s+Announce Type:\s*\S+\s+Abstract:\s*", re.IGNORECASE)
_TITLE_ID = re.compile(r"\s*\(arXiv:\S+\s+\[[\w.-]+\][^()]*\)\s*$")
_DEEPEST = 200
_DATES = ("published", "pubDate", "date", "updated")
"""The best first: arXiv writes the date of the newest version before that of the first."""


@dataclass(slots=True)
class _Element:
    name: str
    attributes: Mapping[str, str]
    texts: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Entry:
    line: int
    start: int
    values: list[tuple[str, str, Mapping[str, str]]] = field(default_factory=list)

    def texts(self, *names: str) -> list[str]:
        return [text for name, text, _ in self.values if name in names and text.strip()]

    def first(self, *names: str) -> str:
        return next(iter(self.texts(*names)), "")

    def attributes(self, name: str, key: str) -> list[str]:
        return [given[key] for found, _, given in self.values if found == name and given.get(key)]


class _Refused(Exception):
    """The document declares a type or an entity."""


class _Reader:
    """Gathers the elements of each entry; a name inside another is joined by a slash."""

    def __init__(self, file: str, first_line: int, data: bytes) -> None:
        self._file, self._first_line, self._data = file, first_line, data
        self._path: list[_Element] = []
        self._entry: _Entry | None = None
        self._depth = 0
        self.records: list[Record] = []
        self.refused: list[Refusal] = []
        parser = expat.ParserCreate("utf-8")
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._refuse
        parser.EntityDeclHandler = self._refuse
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._stop
        parser.CharacterDataHandler = self._text
        self._parser = parser

    def read(self) -> Problem | None:
        """Read all entries; give what stopped it, if anything did."""
        try:
            self._parser.Parse(self._data, True)
        except expat.ExpatError as error:
            message = f"This is not XML: {expat.ErrorString(error.code)}"
            where = Location(self._file, error.lineno + self._first_line, error.offset + 1)
            mend = "Save the answer again; entries after this place were not read."
            return self._stop_at(where, message, mend)
        except _Refused as error:
            where = Location(self._file, self._line())
            return self._stop_at(where, str(error), "Take the declaration out.")
        return None

    def _stop_at(self, where: Location, message: str, mend: str) -> Problem:
        if self._entry is not None:
            what = self._entry.first("title", "id") or "an entry"
            self.refused.append(Refusal(self._entry.line, what.strip()[:120], message, mend))
        return Problem(where, "bad-xml", message, mend)

    def _line(self) -> int:
        return self._parser.CurrentLineNumber + self._first_line

    def _refuse(self, *_: object) -> None:
        raise _Refused("The document declares a type or an entity, which no feed needs")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        if len(self._path) >= _DEEPEST:
            raise _Refused("Elements are nested too deeply")
        self._path.append(_Element(local, attributes))
        if local in _ENTRIES and self._entry is None:
            self._entry = _Entry(self._line(), self._parser.CurrentByteIndex)
            self._depth = len(self._path)

    def _text(self, text: str) -> None:
        if self._entry is not None:
            self._path[-1].texts.append(text)

    def _stop(self, name: str) -> None:
        element = self._path.pop()
        entry = self._entry
        if entry is None:
            return
        if len(self._path) < self._depth:
            self._entry = None
            end = self._data.find(b">", self._parser.CurrentByteIndex) + 1
            self._finish(entry, self._data[entry.start : end].decode("utf-8"))
            return
        inside = [each.name for each in self._path[self._depth :]]
        path = "/".join((*inside, element.name))
        entry.values.append((path, "".join(element.texts), element.attributes))

    def _finish(self, entry: _Entry, raw: str) -> None:
        summary = entry.first("summary", "description")
        if "api/errors" in entry.first("id"):
            what = entry.first("title").strip() or "an error"
            reason = f"arXiv answered with an error: {' '.join(summary.split())}"
            self.refused.append(
                Refusal(entry.line, what, reason, "Correct the query and ask again.")
            )
            return
        record = to_record(_to_draft(entry), Place(self._file, entry.line, self._line()), raw)
        if is_named(record):
            self.records.append(record)
        else:
            reason = "it has no title, abstract or id"
            self.refused.append(Refusal(entry.line, "an entry", reason, "Add its title."))


def parse_arxiv_atom(text: str, file: str) -> Parsed:
    """Read the entries of a feed; what stands before and after it is left alone.

    Args:
        text: The whole file.
        file: What places and problems call it.
    """
    found = START.search(text)
    start = found.start() if found else 0
    ends = list(_END.finditer(text, start))
    end = ends[-1].end() if ends else len(text)
    first_line = text.count("\n", 0, start)
    reader = _Reader(file, first_line, text[start:end].encode("utf-8", "replace"))
    problem = reader.read()
    last_line = text.count("\n", 0, end) + 1
    problems = () if problem is None else (problem,)
    furniture = ((first_line + 1, last_line),) if problem is None else ()
    return Parsed(tuple(reader.records), problems, tuple(reader.refused), furniture)


def _to_draft(entry: _Entry) -> Draft:
    draft = Draft(
        title=_TITLE_ID.sub("", entry.first("title")),
        abstract=_ANNOUNCED.sub("", entry.first("summary", "description")),
        year=find_year(*map(entry.first, _DATES)),
        dois=entry.texts("doi"),
        hints=list(dict.fromkeys(entry.attributes("category", "term") + entry.texts("category"))),
    )
    address = next(
        (text for text in entry.texts("id", "link", "guid") if "arxiv" in text.lower()), ""
    )
    links = entry.attributes("link", "href")
    if entry.texts("announce_type"):
        draft.year = None  # the date is the announcement's, which may be a replacement's
    set_id(draft, address.replace("oai:arXiv.org:", "arXiv:"))
    draft.addresses += [address, *links]
    for name in entry.texts("author/name"):
        if found := find_name(name):
            draft.authors.append(found)
    if not draft.authors:
        add_authors(draft, ", ".join(entry.texts("creator", "author")))
    add_comment(draft, entry.first("comment"))
    add_journal(draft, entry.first("journal_ref", "journal_reference"))
    draft.addresses = [each for each in draft.addresses if "arxiv.org/" not in each]
    return draft
