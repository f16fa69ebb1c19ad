"""RIS, read: what databases and reference managers export, in all the ways they misspell it.

Source:
    Research Information Systems, "RIS Format Specifications" (2001 and 2011), and what
    Scopus, Web of Science, IEEE Xplore, EndNote, Zotero, Mendeley, EBSCO, ProQuest, Ovid
    and SpringerLink write, who differ from it and from each other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from shelflist.formats.dates import find_month
from shelflist.formats.drafts import (
    Draft,
    Parsed,
    find_year,
    is_doi,
    is_named,
    says_retracted,
    to_record,
)
from shelflist.formats.left_out import RIS, report_left_out
from shelflist.formats.own_words import TAG, apply_words, parse_words, restore_paragraphs
from shelflist.formats.ris_reports import check_record, group_problems, to_refusal
from shelflist.formats.ris_types import (
    ARTICLES,
    BOOKS,
    DOIS,
    EDITORS,
    EDITORS_OF_PARTS,
    KEYS,
    NO_PAPERS,
    PERIODICALS,
    TAGS,
    TITLES_OF_BOOKS,
    TRANSLATED,
    TYPES,
    YEARS,
)
from shelflist.formats.serials import find_serials
from shelflist.formats.tagged import Dialect, TaggedRecord, find_furniture, scan_tagged
from shelflist.model import Place, Record
from shelflist.problems import Problem, Refusal
from shelflist.text.addresses import find_arxiv

_PERSON = re.compile(r"[^,;]{1,60},[^,;]{1,60}")
_PARTS = frozenset({"CHAP", "ECHAP", "CONF", "CPAPER"})

_TITLES = ("TI", "T1", "CT", "ST")
_VENUES = ("JF", "T2", "JO", "BT", "C3", "JA", "J2", "J1")
_PART_VENUES = ("BT", "T2", "JF", "JO", "C3", "T3", "JA", "J2", "J1")
_BOOK_VENUES = ("T2", "T3", "JF", "JO")
_ID_FIELDS = ("L3", "M3", "N1", "AN", "M1", "M2", "C1", "C2", "C3", "C5", "C6", "C7", "C8", "ID")
_NOTES = ("N1", "RN")
_ARXIV_FIELDS = frozenset({"AN", "M1", "M3", "C1", "C2", "C7", "N1", "U1"})
_ADDRESSES = ("UR", "L2", "L1", "LK", "L4")

_TY = r"(?P<TY>[Tt][Yy])[ \t\xa0]{0,4}-[ \t\xa0]*(?P<type>[A-Za-z]{2,10})?[ \t\xa0.]*$"
_ER = r"(?P<ER>[Ee][Rr])[ \t\xa0]{0,4}-[ \t\xa0]*$"
_DIALECT = Dialect(
    re.compile(r"\s*(?P<tag>[A-Z][A-Z0-9])(?:[ \t\xa0]{2}|\t+)-[ \t\xa0]?(?P<value>.*)$"),
    "TY",
    "ER",
)
_LOOSE = re.compile(
    rf"\s*(?P<tag>(?i:{'|'.join(sorted(TAGS))}))[ \t\xa0]{{0,4}}-[ \t\xa0]*(?P<value>.*)$"
)
_FIELD = re.compile(r"\s*(?!TY|ER)[A-Z][A-Z0-9](?:[ \t\xa0]{2}|\t+)-")
_TY_LINE = re.compile(rf"\s*{_TY}")
_ER_LINE = re.compile(rf"\s*{_ER}")

_NOTES_OF_DATABASES = re.compile(
    r"(?:export date|cover date|isi document|cited by|correspondence|funding"
    r"|accession number|date (?:of )?\w+|copyright"
    r"|last updated|coden|conference code|references?|source info|language of|number of|m[13]\s*:"
    r"|issue id|publication type|document type|subject|isbn|issn|doi|from duplicate|times cited"
    r"|export|name - |nr |tp |\w+ - (?:copyright|united states))\b.*",
    re.IGNORECASE | re.DOTALL,
)
_COPYRIGHT = re.compile(r"(?:copyright of|©|\(c\) copyright)\b.{0,2000}", re.IGNORECASE | re.DOTALL)
_LONGEST_NOTE = 300
_LONGEST_ISSUE = 12
_GROUP = re.compile(r"\b(?:consorti\w*|collaborat\w*|team|group|investigators|network)\b", re.I)
_RANGE = re.compile(r"[A-Za-z]?\d+\s*[-–]+\s*[A-Za-z]?\d+")
_KEYWORDS_PARTED = re.compile(r"\s*;\s*")


def count_ris(lines: Sequence[str]) -> tuple[int, int]:
    """Count the records, and their non-blank lines.

    A record has a line that begins it, or one that ends it and a title.
    """
    records = [
        record
        for record in _scan(lines)
        if record.is_begun or (record.is_ended and record.texts(*TITLES_OF_BOOKS))
    ]
    size = sum(1 for record in records for n in range(record.first, record.last + 1) if lines[n])
    return len(records), size


def parse_ris(lines: Sequence[str], file: str) -> Parsed:
    """Read RIS.

    A record that lacks its `ER` is read up to the next `TY`, with a warning. A record
    that names no paper is refused.

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
        draft, words = _to_draft(tagged), parse_words(tagged.entries(TAG))
        draft.abstract = restore_paragraphs(draft.abstract, words)
        record = to_record(draft, place, "\n".join(lines[tagged.first : place.end_line]))
        if not words:
            tagged.asked.discard(TAG)  # somebody's own, not ours
        else:
            people = (tagged.entries(*tags) for tags in (("AU", "A1"), ("ED",), ("A4",)))
            record = apply_words(record, words, *people)
        if is_named(record) and tagged.first_text("TY") not in NO_PAPERS:
            records.append(record)
            left_out += tagged.find_left_out(RIS, _find_taken(tagged, draft, record.arxiv))
            problems += check_record(tagged, record)
        else:
            refused.append(to_refusal(tagged))
    furniture = tuple(find_furniture(lines, found))
    problems = [*group_problems(problems), *report_left_out(left_out, file)]
    return Parsed(tuple(records), tuple(problems), tuple(refused), furniture)


def _scan(lines: Sequence[str]) -> list[TaggedRecord]:
    found: list[TaggedRecord] = []
    for record in scan_tagged(_to_standard(lines), _DIALECT):
        if found and not record.is_begun and not record.peek(*TITLES_OF_BOOKS, *DOIS):
            # Ovid writes some fields below the end of their record.
            found[-1].fields += record.fields
            found[-1].last = record.last
        else:
            found.append(record)
    return found


def _to_standard(lines: Sequence[str]) -> list[str]:
    """Write every tag as the standard does, each record by its own way of writing them.

    Where a record has its two blanks, a wrapped line such as `UV - visible spectra` is no tag.
    """
    found = [line.lstrip("\ufeff") for line in lines]
    begins = [0]
    for index, line in enumerate(found):
        if match := _TY_LINE.match(line):
            found[index] = f"TY  - {(match['type'] or '').upper()}"
            begins.append(index)
        elif _ER_LINE.match(line):
            found[index] = "ER  - "
    for first, end in zip(begins, [*begins, len(found)][1:], strict=True):
        loose = [
            (n, match)
            for n in range(first, end)
            if not _DIALECT.tag.match(found[n]) and (match := _LOOSE.match(found[n]))
        ]
        if len(loose) * 2 > sum(1 for n in range(first, end) if _FIELD.match(found[n])):
            for n, match in loose:
                found[n] = f"{match['tag'].upper()}  - {match['value']}"
    return found


def _to_draft(record: TaggedRecord) -> Draft:
    ris_type = record.first_text("TY")
    is_book, is_part = ris_type in BOOKS, ris_type in _PARTS
    draft = Draft(
        title=record.first_text(*(TITLES_OF_BOOKS if is_book else _TITLES)),
        short_name=record.first_text("ST"),
        abstract=_find_abstract(record),
        venue=record.first_text(
            *(_BOOK_VENUES if is_book else _PART_VENUES if is_part else _VENUES)
        ),
        volume=record.first_text("VL", "VO"),
        issue=record.first_text("IS") or _find_issue(record),
        page="" if is_book and not _is_part_of_book(record) else _find_pages(record),
        publisher=record.first_text("PB", "PU"),
        publisher_place=record.first_text("CY", "PP"),
        edition="" if ris_type in ARTICLES else record.first_text("ET"),
        genre="" if ris_type in ARTICLES else _find_genre(record),
        note=_find_note(record),
        type=TYPES.get(ris_type),
        year=find_year(*record.texts(*YEARS)),
        first_year=find_year(*record.texts("OP")),
        dois=record.texts(*DOIS),
        identifiers=list(_find_identifiers(record)),
        addresses=[
            part
            for tag in _ADDRESSES
            for text in record.entries(tag)
            for part in _split_addresses(text)
        ],
        hints=[
            word.strip("* ")
            for text in record.entries("KW")
            for word in _KEYWORDS_PARTED.split(text)
        ],
        key=record.first_text(*KEYS) or None,
        is_retracted=any(
            text.casefold() in ("retracted", "retracted article", "retracted publication")
            for text in record.texts("M3", "TY", "PT")
        ),
    )
    if draft.type == "manuscript" and any(find_arxiv(text) for text in draft.addresses):
        draft.type = None  # a preprint, which the standard has no type for
    draft.month = find_month(draft.year, *record.texts(*YEARS))
    draft.isbn, draft.issn = find_serials(record.texts("SN"))
    draft.add_authors(_find_authors(record))
    _add_editors(draft, record)
    draft.add_translators(record.entries("A4") if ris_type in TRANSLATED else ())
    return draft


def _find_authors(record: TaggedRecord) -> list[str]:
    """Take `AU` and `A1`; beside `AU`, a part's `A1` is who made the book (Web of Science)."""
    is_part = record.first_text("TY") in _PARTS or _is_part_of_book(record)
    if not (is_part and record.texts("AU")):
        return record.entries("AU") if _is_said_again(record) else record.entries("AU", "A1")
    groups = [name for name in record.entries("A1") if _GROUP.search(name)]
    record.asked.discard("A1")  # who made the book is not kept
    return [*record.entries("AU"), *groups]


def _is_said_again(record: TaggedRecord) -> bool:
    """Say whether `A1` says again whom `AU` names."""
    said, again = (
        {tuple(re.findall(r"\w+", name.casefold())) for name in record.entries(tag)}
        for tag in ("AU", "A1")
    )
    return bool(again) and again <= said


def _is_part_of_book(record: TaggedRecord) -> bool:
    """Say whether a `BOOK` is only some pages of one, as Web of Science has them."""
    first, last = record.peek("SP")[:1], record.peek("EP")[:1]
    return record.first_text("TY") == "BOOK" and bool(first and last) and first != last


def _find_issue(record: TaggedRecord) -> str:
    """Take `CP`, which is an issue or, in Web of Science, the name of a conference."""
    text = record.first_text("CP")
    return text if len(text) <= _LONGEST_ISSUE and any(map(str.isdigit, text)) else ""


def _find_genre(record: TaggedRecord) -> str:
    """Take the kind of work, not an id or the mark of a retraction in its place."""
    found = (text for text in record.texts("M3") if not says_retracted(text))
    return next((text for text in found if not (is_doi(text) or find_arxiv(text))), "")


def _add_editors(draft: Draft, record: TaggedRecord) -> None:
    """Take those of the book; in an edited book without authors `A2` can be nobody else."""
    tags = EDITORS.get(record.first_text("TY"), EDITORS_OF_PARTS)
    if record.first_text("TY") in PERIODICALS and not all(
        map(_PERSON.fullmatch, record.entries("A2"))
    ):
        tags = ("ED",)  # Ovid puts collaborators and cited names into `A2` there
        record.asked.discard("A2")
    names = record.entries(*tags)
    if not names and not draft.authors and record.first_text("TY") in BOOKS:
        names = record.entries("A2")
    draft.add_editors(names)
    if record.first_text("TY") == "EDBOOK" and not draft.editors:
        draft.turn_authors_into_editors()  # EndNote writes them as `AU` there


def _split_addresses(text: str) -> list[str]:
    return re.split(r"\s*;\s*(?=https?://)|\s+(?=https?://)", text)


def _find_abstract(record: TaggedRecord) -> str:
    """Take `AB`, or `N2`; EBSCO's second `AB` is only the copyright of the first."""
    parts = [text for text in record.texts("AB") if not _COPYRIGHT.fullmatch(text)]
    parts = parts or record.texts("N2")
    return "\n\n".join(dict.fromkeys(parts))


def _find_pages(record: TaggedRecord) -> str:
    start, end = record.first_text("SP"), record.first_text("EP")
    if not start:
        ranges = (text for text in record.texts("PG") if _RANGE.fullmatch(text))
        return next(ranges, "") or record.first_text("C7")
    if not end or end == start or "-" in start or "–" in start:
        return start
    return f"{start}–{end}"


def _find_note(record: TaggedRecord) -> str:
    """Take a short note that a person may have written, not what a database says of its record."""
    return next((text for text in record.peek(*_NOTES) if is_own_note(text)), "")


def _find_taken(record: TaggedRecord, draft: Draft, arxiv: str | None) -> Iterator[str]:
    """Give the note and the ids that were taken, and what a database says of its record."""
    yield draft.note
    yield from filter(_NOTES_OF_DATABASES.match, record.peek(*_NOTES))
    yield from (text for text in draft.identifiers if is_doi(text) or (arxiv and arxiv in text))


def is_own_note(text: str) -> bool:
    """Say whether a note may be a person's own words."""
    is_id = is_doi(text) or bool(find_arxiv(text))
    return len(text) <= _LONGEST_NOTE and not _NOTES_OF_DATABASES.match(text) and not is_id


def _find_identifiers(record: TaggedRecord) -> Iterator[str]:
    for each in record.fields:
        if each.tag in _ID_FIELDS:
            text = each.text
            if is_doi(text) or (each.tag in _ARXIV_FIELDS and len(text) < 60):
                yield text
