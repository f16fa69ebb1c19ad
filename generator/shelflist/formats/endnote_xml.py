"""EndNote's XML export, read safely.

What declares types or entities above the list is left out, so that none can grow when read.

Source:
    EndNote's own XML export (`<xml><records><record>`) and its document type of 2005.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from dataclasses import dataclass, field
from xml.parsers import expat

from shelflist.formats.dates import find_month
from shelflist.formats.drafts import Draft, Parsed, check_dois, find_year, is_named, to_record
from shelflist.formats.endnote import ARTICLES, BOOKS, EDITED, TRANSLATED, TYPES, to_kind
from shelflist.formats.left_out import ENDNOTE_XML, has_letters, report_left_out
from shelflist.formats.serials import find_serials
from shelflist.model import Place, Record
from shelflist.problems import Location, Problem, Refusal

START = re.compile(r"<xml>\s*<records(?:\s[^>]{0,200})?>")
_END = re.compile(r"</xml\s*>")
_RECORD = re.compile(r"<record[\s>]")
_TITLE = re.compile(r"<title>(.{0,300}?)</title>", re.DOTALL)
_TAG = re.compile(r"<[^<>]*>")
_DEEPEST = 100
_LOOKED_AT = 5_000


@dataclass(slots=True)
class _Tagged:
    """One record: its first line and offset, the texts below each path, and the paths asked for."""

    line: int
    start: int
    kind: str = ""
    values: dict[str, list[str]] = field(default_factory=dict)
    asked: set[str] = field(default_factory=set)

    def texts(self, *paths: str) -> list[str]:
        self.asked.update(paths)
        return [text for path in paths for text in self.values.get(path, ())]

    def first(self, *paths: str) -> str:
        path = next((path for path in paths if path in self.values), "")
        return next(iter(self.texts(path)), "")

    def find_left_out(self) -> Iterator[str]:
        """Find the elements that say something that nobody asked for, once for each."""
        known = {text for path in self.asked for text in self.values.get(path, ())}
        for path in self.values:
            name = path.removesuffix("/author").rpartition("/")[2]
            if path not in self.asked and name not in ENDNOTE_XML:
                yield from (
                    name for text in self.values[path] if not (text in known and has_letters(text))
                )


class _Refused(Exception):
    """The document is nested too deeply."""


class _Reader:
    def __init__(self, data: bytes, file: str) -> None:
        self._data, self._file = data, file
        self._path: list[str] = []
        self._text: list[str] = []
        self._current: _Tagged | None = None
        self.records: list[Record] = []
        self.problems: list[Problem] = []
        self.refused: list[Refusal] = []
        self.left_out: list[str] = []
        self.end = 0
        self._parser = expat.ParserCreate("utf-8")
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._stop
        self._parser.CharacterDataHandler = self._text_found

    def read(self) -> Problem | None:
        """Read all records; give what stopped it, if anything did."""
        try:
            self._parser.Parse(self._data, True)
        except expat.ExpatError as error:
            mend = "Export the list from EndNote again; what follows was not read."
            message = f"This is not XML: {expat.ErrorString(error.code)}"
            return Problem(Location(self._file, error.lineno), "bad-xml", message, mend)
        except _Refused:
            where = Location(self._file, self._parser.CurrentLineNumber)
            message = "The file is nested more deeply than EndNote does it"
            return Problem(where, "bad-xml", message, "Export the list from EndNote again.")
        return None

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if len(self._path) > _DEEPEST:
            raise _Refused
        if name == "record" and self._current is None:
            line, start = self._parser.CurrentLineNumber, self._parser.CurrentByteIndex
            self._current, self._path = _Tagged(line, start), []
            return
        if name == "style" or self._current is None:
            return  # EndNote wraps every text in its font
        self._path.append(name)
        self._text = []
        if name == "ref-type":
            self._current.kind = to_kind(attributes.get("name", ""))

    def _text_found(self, text: str) -> None:
        self._text.append(text)

    def _stop(self, name: str) -> None:
        if self._current is None or name == "style":
            return
        if name == "record" and not self._path:
            self._close(self._current)
            return
        path, text = "/".join(self._path), "".join(self._text).replace("\r", "\n").strip()
        if text:
            self._current.values.setdefault(path, []).append(text)
        if self._path:
            self._path.pop()
        self._text = []

    def _close(self, tagged: _Tagged) -> None:
        self._current = None
        self.end = self._parser.CurrentByteIndex + len("</record>")
        raw = self._data[tagged.start : self.end].decode("utf-8", "replace")
        place = Place(self._file, tagged.line, self._parser.CurrentLineNumber)
        draft = _to_draft(tagged)
        record = to_record(draft, place, raw)
        if is_named(record):
            self.records.append(record)
            self.problems += check_dois(draft, place)
            self.left_out += tagged.find_left_out()
        else:
            what = tagged.first("rec-number", "contributors/authors/author") or "a record"
            reason = "it has no title, abstract, DOI or arXiv id"
            self.refused.append(Refusal(tagged.line, what[:120], reason, "Add its title."))


def parse_endnote_xml(text: str, file: str) -> Parsed:
    """Read the records of an export; those behind a place that is no XML are refused.

    Args:
        text: The whole file.
        file: What places and problems call it.
    """
    start, end = START.search(text), _END.search(text)
    first = start.start() if start else 0
    last = end.end() if end and end.start() > first else len(text)
    # Blank lines in the place of what stands above keep the lines' numbers.
    data = ("\n" * text.count("\n", 0, first) + text[first:last]).encode("utf-8", "replace")
    reader = _Reader(data, file)
    problem = reader.read()
    span = text.count("\n", 0, first) + 1, text.count("\n", 0, last) + 1
    if text[:first].lstrip().startswith("<?xml"):
        span = text[:first].count("\n", 0, text.index("<?xml")) + 1, span[1]
    problems = (*reader.problems, *report_left_out(reader.left_out, file))
    if problem is not None:
        problems = (*problems, problem)
        _refuse_rest(reader, data, problem)
    furniture = _without({each.line for each in reader.refused}, span)
    return Parsed(tuple(reader.records), problems, tuple(reader.refused), tuple(furniture))


def _without(lines: Set[int], span: tuple[int, int]) -> Iterator[tuple[int, int]]:
    """Give the parts of a span between some of its lines."""
    first = span[0]
    for line in (*sorted(lines), span[1] + 1):
        if line > first:
            yield first, line - 1
        first = line + 1


def _refuse_rest(reader: _Reader, data: bytes, problem: Problem) -> None:
    """Name the records behind the last that was read."""
    rest = data[reader.end :].decode("utf-8", "replace")
    line = data[: reader.end].count(b"\n") + 1
    for match in _RECORD.finditer(rest):
        title = _TITLE.search(rest, match.start(), match.start() + _LOOKED_AT)
        what = _TAG.sub("", title[1]).strip() if title else ""
        number = line + rest.count("\n", 0, match.start())
        reason = f"the file is not XML from line {problem.location.line} on"
        reader.refused.append(Refusal(number, what or "a record", reason, problem.mend))


def _to_draft(record: _Tagged) -> Draft:
    is_book = record.kind in BOOKS
    venues = ("titles/secondary-title", "periodical/full-title", "alt-periodical/full-title")
    addresses = record.texts("urls/related-urls/url", "urls/web-urls/url", "urls/pdf-urls/url")
    draft = Draft(
        title=record.first("titles/title"),
        short_name=record.first("titles/short-title"),
        abstract=record.first("abstract"),
        venue=record.first(*(venues[:1] if is_book else venues)),
        volume=record.first("volume"),
        issue=record.first("number", "issue"),
        page="" if is_book else record.first("pages"),
        publisher=record.first("publisher"),
        publisher_place=record.first("pub-location"),
        edition="" if record.kind in ARTICLES else record.first("edition"),
        genre="" if record.kind in ARTICLES else record.first("work-type"),
        type=TYPES.get(record.kind),
        year=find_year(*record.texts("dates/year", "dates/pub-dates/date")),
        dois=record.texts("electronic-resource-num"),
        addresses=[part for text in addresses for part in text.split()],
        hints=[
            word for text in record.texts("keywords/keyword") for word in re.split(r"[\n;]", text)
        ],
        key=record.first("label", "accession-num", "rec-number") or None,
    )
    draft.month = find_month(draft.year, *record.texts("dates/pub-dates/date", "dates/year"))
    draft.isbn, draft.issn = find_serials(record.texts("isbn", "issn"))
    draft.add_authors(record.texts("contributors/authors/author"))
    editors = "contributors/tertiary-authors/author" if is_book else ""
    draft.add_editors(record.texts(editors or "contributors/secondary-authors/author"))
    translators = "contributors/subsidiary-authors/author" if record.kind in TRANSLATED else ""
    draft.add_translators(
        record.texts(translators) + record.texts("contributors/translated-authors/author")
    )
    if record.kind == EDITED and not draft.editors:
        draft.turn_authors_into_editors()
    return draft
