"""EndNote's tagged export (`%0 Journal Article`), and refer's, from which it comes.

Source:
    EndNote's "Refer/BibIX" export style and its table of reference types; refer(1).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from shelflist.formats.dates import find_month
from shelflist.formats.drafts import (
    Draft,
    Parsed,
    check_dois,
    find_year,
    is_doi,
    is_named,
    to_record,
)
from shelflist.formats.left_out import ENDNOTE, report_left_out
from shelflist.formats.serials import find_serials
from shelflist.formats.tagged import Dialect, TaggedRecord, find_furniture, scan_tagged
from shelflist.model import Place, Record
from shelflist.problems import Problem, Refusal

TYPES: dict[str, str | None] = {
    "aggregated database": "dataset", "ancient text": "book", "artwork": "graphic",
    "audiovisual material": "motion_picture", "bill": "bill", "blog": "post-weblog",
    "book": "book", "book section": "chapter", "case": "legal_case", "catalog": "book",
    "chart or table": "figure", "classical work": "classic", "computer program": "software",
    "conference paper": "paper-conference", "conference proceedings": "paper-conference",
    "dataset": "dataset", "dictionary": "entry-dictionary", "edited book": "book",
    "electronic article": "article-journal", "electronic book": "book",
    "electronic book section": "chapter", "encyclopedia": "entry-encyclopedia",
    "figure": "figure", "film or broadcast": "motion_picture", "generic": None,
    "government document": "report", "grant": "document", "hearing": "hearing",
    "interview": "interview", "journal article": "article-journal", "legal rule": "legislation",
    "magazine article": "article-magazine", "manuscript": "manuscript", "map": "map",
    "music": "song", "newspaper article": "article-newspaper", "online database": "dataset",
    "online multimedia": "motion_picture", "pamphlet": "pamphlet", "patent": "patent",
    "personal communication": "personal_communication", "podcast": "broadcast",
    "press release": "article-newspaper", "report": "report", "serial": "book",
    "standard": "standard", "statute": "legislation", "thesis": "thesis",
    "unpublished work": "manuscript", "web page": "webpage",
}  # fmt: skip
"""Reference type in lower case -> CSL type; `None` where it says nothing."""

BOOKS = frozenset({"book", "edited book", "electronic book", "classical work", "thesis"})
"""Types whose secondary title is the series, and whose pages are their number."""

ARTICLES = frozenset(
    {"journal article", "magazine article", "newspaper article", "electronic article"}
    | {"conference paper", "conference proceedings"}
)
"""Types of which databases tell what every article is, and its first day online for an edition."""

TRANSLATED = frozenset(
    {*BOOKS, "ancient text", "book section", "dictionary", "electronic book section"}
    | {"encyclopedia", "generic", "journal article", "pamphlet", "serial"}
)
"""Types whose subsidiary authors are translators; elsewhere they are sponsors or performers."""

EDITED = "edited book"
"""In this one EndNote writes the editors where authors stand."""

_TAG = r"%(?P<tag>[0-9A-Z@!#$&()*+,./:;<=>?\[\]^~|-])(?:[ \t\xa0]+(?P<value>.*)|$)"
_DIALECT = Dialect(re.compile(rf"\ufeff?{_TAG}"), "0")
_BEGIN = re.compile(r"\ufeff?%0(?:\s|$)")
_KEYWORDS = re.compile(r"\s*;\s*|\s*,\s+")
_LONGEST_NOTE = 300


def count_endnote(lines: Sequence[str]) -> tuple[int, int]:
    """Count the records, and the lines that begin with a tag."""
    tagged = sum(1 for line in lines if _DIALECT.tag.match(line))
    return len(_scan(lines)), tagged


def parse_endnote(lines: Sequence[str], file: str) -> Parsed:
    """Read records that begin with `%0`, or that a blank line parts where none has it.

    Args:
        lines: The whole file.
        file: What places and problems call it.
    """
    found = _scan(lines)
    records: list[Record] = []
    problems: list[Problem] = []
    refused: list[Refusal] = []
    left_out: list[str] = []
    for tagged in found:
        place = Place(file, tagged.first + 1, tagged.last + 1)
        raw = "\n".join(lines[tagged.first : place.end_line])
        draft = _to_draft(tagged)
        record = to_record(draft, place, raw)
        if is_named(record):
            records.append(record)
            taken = (draft.note, *draft.identifiers)
            left_out += (f"%{tag}" for tag in tagged.find_left_out(ENDNOTE, taken))
            problems += check_dois(draft, place)
        else:
            refused.append(_refuse(tagged))
    problems += report_left_out(left_out, file)
    furniture = tuple(find_furniture(lines, found))
    return Parsed(tuple(records), tuple(problems), tuple(refused), furniture)


def to_kind(name: str) -> str:
    """Give the reference type as the table has it: `Journal Article` -> `journal article`."""
    return " ".join(name.split()).casefold()


def _scan(lines: Sequence[str]) -> list[TaggedRecord]:
    if any(_BEGIN.match(line) for line in lines):
        return scan_tagged(lines, _DIALECT)
    found: list[TaggedRecord] = []
    for first, end in _find_blocks(lines):
        for record in scan_tagged(lines[first:end], _DIALECT):
            record.first, record.last = record.first + first, record.last + first
            found.append(record)
    return found


def _find_blocks(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Give the first line and the end of what blank lines part."""
    first = None
    for index, line in enumerate([*lines, ""]):
        if line.strip():
            first = index if first is None else first
        elif first is not None:
            yield first, index
            first = None


def _to_draft(record: TaggedRecord) -> Draft:
    kind = to_kind(record.first_text("0"))
    is_book = kind in BOOKS
    notes = [text for text in record.peek("Z", "O") if len(text) <= _LONGEST_NOTE]
    draft = Draft(
        title=record.first_text("T", "Q") or (record.first_text("B") if is_book else ""),
        short_name=record.first_text("!"),
        abstract=record.first_text("X"),
        venue=record.first_text("S") if is_book else record.first_text("J", "B"),
        volume=record.first_text("V"),
        issue=record.first_text("N"),
        page="" if is_book else record.first_text("P"),
        publisher=record.first_text("I"),
        publisher_place=record.first_text("C"),
        edition="" if kind in ARTICLES else record.first_text("7"),
        genre="" if kind in ARTICLES else record.first_text("9"),
        note=next((text for text in notes if not is_doi(text)), ""),
        type=TYPES.get(kind),
        year=find_year(*record.texts("D", "8")),
        dois=record.texts("R"),
        identifiers=[text for text in record.peek("M", "O") if is_doi(text)],
        addresses=record.entries("U", ">"),
        hints=[word for text in record.entries("K") for word in _KEYWORDS.split(text)],
        key=record.first_text("F", "M") or None,
    )
    draft.month = find_month(draft.year, *record.texts("8", "D"))
    draft.isbn, draft.issn = find_serials(record.texts("@"))
    draft.add_authors(record.entries("A"))
    draft.add_editors(record.entries("E"))
    draft.add_translators(record.entries("?") if kind in TRANSLATED else ())
    if kind == EDITED and not draft.editors:
        draft.turn_authors_into_editors()
    return draft


def _refuse(tagged: TaggedRecord) -> Refusal:
    what = tagged.first_text("F", "A", "E", "J", "B", "0") or "a record without a name"
    reason = "it has no title, abstract, DOI or arXiv id"
    return Refusal(tagged.first + 1, what[:120], reason, "Add a line  %T …  with the title.")
