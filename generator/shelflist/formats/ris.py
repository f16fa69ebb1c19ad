"""RIS, read: what databases and reference managers export, in all the ways they misspell it.

Source:
    Research Information Systems, "RIS Format Specifications" (2001 and 2011), and what
    Scopus, Web of Science, IEEE Xplore, EndNote, Zotero, Mendeley, EBSCO, ProQuest, Ovid
    and SpringerLink write, who differ from it and from each other.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from shelflist.formats.drafts import (
    Draft,
    Parsed,
    find_year,
    is_doi,
    is_named,
    to_record,
)
from shelflist.formats.own_words import TAG, apply_words, parse_words, restore_paragraphs
from shelflist.formats.ris_types import BOOKS, EDITORS, EDITORS_OF_PARTS, PERIODICALS, TAGS, TYPES
from shelflist.formats.tagged import Dialect, TaggedRecord, find_furniture, scan_tagged
from shelflist.model import Place, Record
from shelflist.problems import Location, Problem, Refusal, Severity
from shelflist.text.addresses import find_arxiv

_PERSON = re.compile(r"[^,;]{1,60},[^,;]{1,60}")
_PARTS = frozenset({"CHAP", "ECHAP", "CONF", "CPAPER"})

_TITLES = ("TI", "T1", "CT", "ST")
_BOOK_TITLES = ("TI", "T1", "CT", "BT", "ST")
_VENUES = ("JF", "T2", "JO", "BT", "C3", "JA", "J2", "J1")
_PART_VENUES = ("BT", "T2", "JF", "JO", "C3", "T3", "JA", "J2", "J1")
_BOOK_VENUES = ("T2", "T3", "JF", "JO")
_YEARS = ("PY", "DA", "Y1", "YR")
_DOI_FIELDS = ("DO", "DI")
_CHECKED = ("TY", *_DOI_FIELDS)
_ID_FIELDS = ("L3", "M3", "N1", "AN", "M1", "M2", "C1", "C2", "C3", "C5", "C6", "C7", "C8", "ID")
_ARXIV_FIELDS = frozenset({"AN", "M1", "M3", "C1", "C2", "C7", "N1", "U1"})
_ADDRESSES = ("UR", "L2", "L1", "LK", "L4")
_KEYS = ("ID", "AN", "LB")

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
    r"(?:export date|cited by|correspondence|funding|accession number|date (?:of )?\w+|copyright"
    r"|last updated|coden|conference code|references?|source info|language of|number of|m[13]\s*:"
    r"|issue id|publication type|document type|subject|isbn|issn|doi|from duplicate|times cited"
    r"|export|name - |nr |tp |\w+ - (?:copyright|united states))\b.*",
    re.IGNORECASE | re.DOTALL,
)
_COPYRIGHT = re.compile(r"(?:copyright of|©|\(c\) copyright)\b.{0,2000}", re.IGNORECASE | re.DOTALL)
_MOST_ALIKE = 20
_GROUPED = {"missing-ty": "have no TY line", "missing-er": "are not ended by an ER line"}
_LONGEST_NOTE = 300
_KEYWORDS_PARTED = re.compile(r"\s*;\s*")


def count_ris(lines: Sequence[str]) -> tuple[int, int]:
    """Count the records, and their non-blank lines.

    A record has a line that begins it, or one that ends it and a title.
    """
    records = [
        record
        for record in _scan(lines)
        if record.is_begun or (record.is_ended and record.texts(*_BOOK_TITLES))
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
    for tagged in found:
        place = Place(file, tagged.first + 1, tagged.last + 1)
        draft, words = _to_draft(tagged), parse_words(tagged.entries(TAG))
        draft.abstract = restore_paragraphs(draft.abstract, words)
        record = to_record(draft, place, "\n".join(lines[tagged.first : place.end_line]))
        if words:
            people = (tagged.entries("AU", "A1"), tagged.entries("ED"))
            record = apply_words(record, words, *people)
        if is_named(record):
            records.append(record)
            problems += _check(tagged, record)
        else:
            refused.append(_refuse(tagged))
    furniture = tuple(find_furniture(lines, found))
    return Parsed(tuple(records), tuple(_group(problems)), tuple(refused), furniture)


def _group(problems: Sequence[Problem]) -> Iterator[Problem]:
    """Say once what is wrong with many records of a file in the same way."""
    counts = Counter(each.rule for each in problems)
    said: set[str] = set()
    for each in problems:
        count = counts[each.rule]
        if each.rule not in _GROUPED or count <= _MOST_ALIKE:
            yield each
        elif each.rule not in said:
            said.add(each.rule)
            yield replace(each, message=f"{count} records {_GROUPED[each.rule]}, the first here")


def _scan(lines: Sequence[str]) -> list[TaggedRecord]:
    found: list[TaggedRecord] = []
    for record in scan_tagged(_to_standard(lines), _DIALECT):
        if found and not record.is_begun and not record.texts(*_BOOK_TITLES, *_DOI_FIELDS):
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
        title=record.first_text(*(_BOOK_TITLES if is_book else _TITLES)),
        short_name=record.first_text("ST"),
        abstract=_find_abstract(record),
        venue=record.first_text(
            *(_BOOK_VENUES if is_book else _PART_VENUES if is_part else _VENUES)
        ),
        volume=record.first_text("VL", "VO"),
        issue=record.first_text("IS", "CP"),
        page="" if is_book else _find_pages(record),
        publisher=record.first_text("PB"),
        note=_find_note(record),
        type=TYPES.get(ris_type),
        year=find_year(*record.texts(*_YEARS)),
        first_year=find_year(*record.texts("OP")),
        dois=record.texts(*_DOI_FIELDS),
        identifiers=list(_find_identifiers(record)),
        addresses=[part for text in record.entries(*_ADDRESSES) for part in _split_addresses(text)],
        hints=[
            word.strip("* ")
            for text in record.entries("KW")
            for word in _KEYWORDS_PARTED.split(text)
        ],
        key=record.first_text(*_KEYS) or None,
        is_retracted=any(
            text.casefold() in ("retracted", "retracted article", "retracted publication")
            for text in record.texts("M3", "TY", "PT")
        ),
    )
    if draft.type == "manuscript" and any(find_arxiv(text) for text in draft.addresses):
        draft.type = None  # a preprint, which the standard has no type for
    for name in record.entries("AU", "A1"):
        draft.add_author(name)
    _add_editors(draft, record)
    return draft


def _add_editors(draft: Draft, record: TaggedRecord) -> None:
    """Take those of the book; in an edited book without authors `A2` can be nobody else."""
    tags = EDITORS.get(record.first_text("TY"), EDITORS_OF_PARTS)
    if record.first_text("TY") in PERIODICALS and not all(
        map(_PERSON.fullmatch, record.entries("A2"))
    ):
        tags = ("ED",)  # Ovid puts collaborators and cited names into `A2` there
    names = record.entries(*tags)
    if not names and not draft.authors and record.first_text("TY") in BOOKS:
        names = record.entries("A2")
    for name in names:
        draft.add_editor(name)
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
        return record.first_text("C7")
    if not end or end == start or "-" in start or "–" in start:
        return start
    return f"{start}–{end}"


def _find_note(record: TaggedRecord) -> str:
    """Take a short note that a person may have written, not what a database says of its record."""
    return next((text for text in record.texts("N1", "RN") if is_own_note(text)), "")


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


def _check(tagged: TaggedRecord, record: Record) -> Iterator[Problem]:
    what = _name(tagged)
    if not tagged.is_begun:
        yield _warn(
            record, tagged.first, "missing-ty", f"{what} has no TY line", "Add  TY  - JOUR ."
        )
    if not tagged.is_ended:
        message = f"{what} is not ended by an ER line before the next record or the end"
        yield _warn(record, tagged.last, "missing-er", message, "Add  ER  -  as its last line.")
    for each in tagged.fields:
        if each.tag not in _CHECKED:
            continue
        text = each.text
        if each.tag == "TY" and text and text not in TYPES:
            message = f"{what} has a type that RIS does not know: {text!r}"
            yield _warn(record, each.line, "unknown-type", message, "Use a type such as JOUR.")
        elif each.tag in _DOI_FIELDS and text and not is_doi(text) and not find_arxiv(text):
            mend = "Write it as  10.1000/xyz ."
            yield _warn(record, each.line, "bad-doi", f"This is no DOI: {text[:80]!r}", mend)
    if record.year is not None:
        return
    if dates := [each for each in tagged.fields if each.tag in _YEARS and each.text]:
        message = f"There is no year from 1500 to 2099 in {dates[0].text[:80]!r}"
        yield _warn(record, dates[0].line, "bad-date", message, "Write  PY  - 2023 .")


def _warn(record: Record, index: int, rule: str, message: str, mend: str) -> Problem:
    return Problem(Location(record.place.file, index + 1), rule, message, mend, Severity.WARNING)


def _name(tagged: TaggedRecord) -> str:
    text = tagged.first_text(*_BOOK_TITLES, *_KEYS, "AU", "A1", "T2")
    return f"The record {text[:80]!r}" if text else "This record"


def _refuse(tagged: TaggedRecord) -> Refusal:
    what = tagged.first_text(*_KEYS, "AU", "A1", "T2", "JO", "UR") or "a record without a name"
    return Refusal(
        tagged.first + 1,
        what[:120],
        "it has no title, abstract, DOI or arXiv id",
        "Add a line  TI  - …  with the title.",
    )
