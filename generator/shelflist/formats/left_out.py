"""What stands in a seed beyond the fields of a record: said in one notice a file.

What a reader asks a record for shows what it takes; the rest is named here, but for what
the exporting program writes for itself. Answers of services (Crossref and the like) hold
hundreds of such fields, so nothing is said of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set

from shelflist.formats.json_items import Json
from shelflist.problems import Location, Problem, Severity

_MOST_NAMED = 10

RIS = frozenset("AN AV CN DB DP ET ID J1 J2 J9 JA JI JO LA LB M3 PA PG PI RP UT WE Y2".split())
"""Keys and numbers of databases, shelf marks, language, day of access, number of pages, short
forms of the journal, where its publisher is; `ET` and `M3` only of articles, of which they say
nothing (elsewhere they are read)."""

PUBMED = frozenset(
    """
    CRDT CTDT DA DCOM DRDT EDAT JID LA LR MHDA MID OABL OTO OWN PHST PL PMCR PST RF SB SFM SO STAT
    TA
""".split()
)
"""Days and states of PubMed's own work, the journal's number, country and short form, the
citation made of the other fields."""

WEB_OF_SCIENCE = frozenset("AN DA EI GA HC HP J9 JI LA NR OA PA PG PI TC U1 U2 UT WE Z9".split())
"""Counts of citations, pages and uses, numbers of orders, where a journal's publisher is, short
forms of the journal, its second ISSN."""

ENDNOTE = frozenset("0 7 9 F G L M W [ ~".split())
"""Keys, shelf mark, database, language, day of access; `7` and `9` as `ET` and `M3` in RIS."""

ENDNOTE_XML = frozenset(
    """
    abbr-1 abbr-2 abbr-3 access-date accession-num added-date call-num database edition full-title
    key label language last-updated-date modified-date rec-number ref-type remote-database-name
    remote-database-provider source-app work-type
""".split()
)
"""The same in the words of the XML."""

CSL = frozenset(
    """
    accessed call-number citation-key citation-label container-title-short id journalAbbreviation
    language source
""".split()
)
"""Keys, shelf mark, database, language, day of access, short forms of the journal."""

ZOTERO = frozenset(
    """
    accessDate attachments callNumber citationKey citekey collections dateAdded dateModified deleted
    inPublications itemID itemKey journalAbbreviation key language libraryCatalog libraryID
    parentItem relations select uri version
""".split()
)
"""The same, and what Zotero counts its items by; files and collections stand elsewhere."""

_OF_CROSSREF = frozenset("content-domain deposited indexed reference-count".split())
"""Keys of an answer that Crossref gave to a DOI, in its own words where CSL has none."""


def report_left_out(names: Iterable[str], file: str) -> Iterator[Problem]:
    """Name the fields that no record of a file has anything of, the commonest first.

    Args:
        names: One for each time that a field was left out.
        file: What problems call it.
    """
    left = Counter(names).most_common()
    if left:
        named = ", ".join(f"{name} ({count})" for name, count in left[:_MOST_NAMED])
        more = f" and {len(left) - _MOST_NAMED} others" if len(left) > _MOST_NAMED else ""
        yield Problem(
            Location(file, 1),
            "fields-left-out",
            f"these fields say nothing that a page shows: {named}{more}",
            "Nothing to do: they stay in the seed.",
            Severity.NOTICE,
        )


def find_left_out(
    fields: Mapping[str, Json], asked: Set[str], bookkeeping: frozenset[str]
) -> Sequence[str]:
    """Find the fields of a JSON object that nobody asked for.

    Empty ones say nothing, and so do those with the text of one that was asked for.

    Args:
        fields: Of one item.
        asked: Keys that the reader looked at.
        bookkeeping: Keys that only matter to the program that wrote the file.
    """
    left = [key for key in fields if key not in asked and key not in bookkeeping]
    if not left or not _OF_CROSSREF.isdisjoint(left):
        return ()
    known = {value for key in asked if isinstance(value := fields.get(key), str)}
    return [key for key in left if _says_more(fields[key], known)]


def has_letters(text: str) -> bool:
    """Say whether a text is more than a number, which may mean two things in two fields."""
    return any(map(str.isalpha, text))


def _says_more(value: Json, known: set[str]) -> bool:
    if isinstance(value, str):
        return bool(value.strip()) and not (value in known and has_letters(value))
    return value not in (None, False, [], {})
