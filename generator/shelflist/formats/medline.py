"""PubMed's `.nbib` (MEDLINE) and Web of Science's plain text, read.

Source:
    NLM, "MEDLINE/PubMed Data Element (Field) Descriptions"; Clarivate, "Web of Science
    Core Collection Field Tags".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from shelflist.formats.dates import find_month
from shelflist.formats.drafts import (
    Draft,
    Parsed,
    check_dois,
    find_year,
    is_doi,
    is_named,
    parse_doi,
    publish,
    to_record,
)
from shelflist.formats.left_out import PUBMED as PUBMEDS_OWN
from shelflist.formats.left_out import WEB_OF_SCIENCE as WOS_OWN
from shelflist.formats.left_out import report_left_out
from shelflist.formats.preprints import is_preprint_doi
from shelflist.formats.serials import find_serials
from shelflist.formats.tagged import (
    Dialect,
    TaggedRecord,
    find_furniture,
    scan_tagged,
)
from shelflist.model import Name, Place, Record
from shelflist.problems import Location, Problem, Refusal, Severity
from shelflist.text.addresses import find_doi
from shelflist.text.clean import clean_text

PUBMED = Dialect(
    re.compile(r"(?P<tag>PMID|[A-Z][A-Z0-9]{1,3}) {0,2}-(?:(?: |(?<=PMID-))(?P<value>.*)|$)"),
    "PMID",
    needs_indent=True,
)
WEB_OF_SCIENCE = Dialect(
    re.compile(r"(?P<tag>(?!FN|VR|EF)[A-Z][A-Z0-9])(?: (?P<value>.*)|$)"),
    "PT",
    "ER",
    needs_indent=True,
)

_PUBMED_TYPES = (
    ("preprint", "article"),
    ("book chapter", "chapter"),
    ("book", "book"),
    ("academic dissertation", "thesis"),
    ("technical report", "report"),
    ("dataset", "dataset"),
    ("newspaper article", "article-newspaper"),
    ("journal article", "article-journal"),
    ("review", "article-journal"),
)
"""Publication type in lower case -> CSL type, the surest first."""

_WOS_TYPES = {
    "J": "article-journal",
    "B": "book",
    "S": "chapter",
    "P": "patent",
    "C": "paper-conference",
}
_WOS_OWN = re.compile(r"(?:FN|VR|EF)\b")
_BRACKETED = re.compile(r"\[(.*)\]\.?", re.DOTALL)
_MARKED = re.compile(r"(\S+)\s+\[(\w+)\]")
_RETRACTED = "retracted publication"
_NAMES = ("FAU", "AU", "CN", "FED", "ED")


@dataclass(frozen=True, slots=True)
class _Form:
    dialect: Dialect
    draft: Callable[[TaggedRecord], Draft]
    keys: tuple[str, ...]
    bookkeeping: frozenset[str]
    own: re.Pattern[str] | None = None


def parse_pubmed(lines: Sequence[str], file: str) -> Parsed:
    """Read records that begin with `PMID-`, or with `OWN -` where none has such an id."""
    dialect = PUBMED
    if not any(line.startswith("PMID") for line in lines):
        dialect = replace(PUBMED, begin="OWN")
    return _parse(lines, file, _Form(dialect, _to_pubmed_draft, ("PMID", "OID"), PUBMEDS_OWN))


def parse_web_of_science(lines: Sequence[str], file: str) -> Parsed:
    """Read records from `PT` to `ER`."""
    form = _Form(WEB_OF_SCIENCE, _to_wos_draft, ("UT", "AN", "AU"), WOS_OWN, _WOS_OWN)
    return _parse(lines, file, form)


def _parse(lines: Sequence[str], file: str, form: _Form) -> Parsed:
    found = [each for each in scan_tagged(lines, form.dialect) if each.is_begun]
    records: list[Record] = []
    problems: list[Problem] = []
    refused: list[Refusal] = []
    left_out: list[str] = []
    for tagged in found:
        place = Place(file, tagged.first + 1, tagged.last + 1)
        raw = "\n".join(lines[tagged.first : place.end_line])
        draft = form.draft(tagged)
        record = to_record(draft, place, raw)
        if not is_named(record):
            what = tagged.first_text(*form.keys) or "a record without a name"
            reason = "it has no title, abstract, DOI or arXiv id"
            refused.append(Refusal(place.line, what, reason, "Add the title as a TI line."))
            continue
        records.append(record)
        left_out += tagged.find_left_out(form.bookkeeping, draft.identifiers)
        problems += [*_check(tagged, record), *check_dois(draft, place)]
    problems += report_left_out(left_out, file)
    furniture = tuple(find_furniture(lines, found, form.own))
    return Parsed(tuple(records), tuple(problems), tuple(refused), furniture)


def _check(tagged: TaggedRecord, record: Record) -> Iterator[Problem]:
    if not tagged.is_ended:
        yield Problem(
            Location(record.place.file, tagged.last + 1),
            "missing-er",
            f"The record {record.title or record.key!r} is not ended by an ER line",
            "Add  ER  as its last line.",
            Severity.WARNING,
        )


def _to_pubmed_draft(record: TaggedRecord) -> Draft:
    title, book = record.first_text("TI"), record.first_text("BTI")
    types = [text.casefold() for text in record.texts("PT")]
    marked = [
        match.groups() for text in record.texts("LID", "AID") if (match := _MARKED.match(text))
    ]
    pmid = record.first_text("PMID")
    draft = Draft(
        title=_BRACKETED.sub(r"\1", title or book or record.first_text("TT")),
        abstract="\n\n".join(record.texts("AB")),
        venue=(book if title else "") or record.first_text("JT", "TA", "CTI"),
        volume=record.first_text("VI"),
        issue=record.first_text("IP"),
        page=record.first_text("PG"),
        publisher=record.first_text("PB"),
        publisher_place=record.first_text("PL") if book else "",  # of a journal it is a country
        edition=record.first_text("EN"),
        type=next((csl for name, csl in _PUBMED_TYPES if name in types), None),
        year=find_year(*record.texts("DP", "DEP", "EDAT", "CRDT")),
        dois=[text for text, mark in marked if mark == "doi"],
        identifiers=[text for text, mark in marked if mark != "doi"],
        addresses=_find_pubmed_addresses(record, pmid),
        hints=[word.replace("*", "") for word in record.texts("OT", "MH")],
        key=pmid or record.first_text("OID"),
        is_retracted=bool(record.texts("RIN")) or _RETRACTED in types,
        retracts=_find_dois(record, "ROF"),
    )
    draft.month = find_month(draft.year, *record.texts("DP"))
    draft.isbn, draft.issn = find_serials(_find_pubmed_numbers(record))
    _add_version(draft, _find_dois(record, "UIN", "UOF"))
    if draft.type == "article-journal" and book:
        draft.type = "chapter"
    _add_pubmed_names(draft, record)
    return draft


def _find_dois(record: TaggedRecord, *tags: str) -> list[str]:
    """Give the DOIs in fields that cite another record."""
    return [doi for text in record.texts(*tags) if (doi := find_doi(text))]


def _add_version(draft: Draft, related: list[str]) -> None:
    """Tell a preprint and its publication from a review and its update, which are two papers."""
    own = next((parse_doi(text) for text in draft.dois if is_doi(text)), "")
    others = [doi for doi in related if is_preprint_doi(doi) != is_preprint_doi(own)]
    if is_preprint_doi(own):
        publish(draft, others)
    elif own:
        draft.other_ids = others


def _find_pubmed_numbers(record: TaggedRecord) -> list[str]:
    """Give the ISBNs, and the ISSN that links the printed journal and the one online."""
    linking = [text for text in record.texts("IS") if "linking" in text.casefold()]
    return record.texts("ISBN") + (linking or record.texts("IS")[:1])


def _find_pubmed_addresses(record: TaggedRecord, pmid: str) -> list[str]:
    """Give PubMed's page of the paper, or what ERIC has in its place."""
    if pmid.isdecimal():
        return [f"https://pubmed.ncbi.nlm.nih.gov/{pmid}/"]
    return record.texts("AID", "LID")


def _add_pubmed_names(draft: Draft, record: TaggedRecord) -> None:
    """Take full names (`FAU`) before the short ones (`AU`) that follow each of them."""
    before = ""
    record.asked.update(_NAMES)
    for each in record.fields:
        if each.tag == "FAU" or (each.tag == "AU" and before != "FAU"):
            draft.add_author(each.text, is_family_first=True)
        elif each.tag == "FED" or (each.tag == "ED" and before != "FED"):
            draft.add_editors([each.text])
        elif each.tag == "CN" and each.text:
            draft.authors.append(Name(literal=clean_text(each.text)))
        if each.tag in _NAMES:
            before = each.tag


def _to_wos_draft(record: TaggedRecord) -> Draft:
    short, full = record.entries("AU"), record.entries("AF")
    kind = record.first_text("PT")
    types = record.first_text("DT").casefold()
    is_proceedings = "proceedings paper" in types
    draft = Draft(
        title=record.first_text("TI"),
        abstract=record.first_text("AB"),
        venue=record.first_text("SO"),
        volume=record.first_text("VL"),
        issue=record.first_text("IS"),
        page="-".join(dict.fromkeys(record.texts("BP") + record.texts("EP")))
        or record.first_text("PS", "AR"),
        publisher=record.first_text("PU"),
        publisher_place="" if kind == "J" else record.first_text("PI"),
        isbn=", ".join(record.texts("BN")),
        issn=record.first_text("SN", "EI"),
        type="paper-conference" if is_proceedings and kind != "J" else _WOS_TYPES.get(kind),
        year=find_year(*record.texts("PY", "PD", "EA")),
        dois=record.texts("DI"),  # `D2` is that of the book
        identifiers=[text for text in record.peek("AR") if "arxiv" in text.casefold()],
        hints=[word for text in record.texts("DE", "ID") for word in re.split(r"\s*;\s*", text)],
        key=record.first_text("UT", "AN") or None,
        is_retracted=_RETRACTED in types,
    )
    draft.month = find_month(draft.year, *record.texts("PD"))
    for name in full if len(full) >= len(short) else short:
        draft.add_author(re.sub(r"\s*\([^()]*@[^()]*\)", "", name), is_family_first=True)
    draft.add_editors(record.entries("BE") or record.entries("ED"))
    for name in record.entries("CA"):
        draft.authors.append(Name(literal=clean_text(name)))
    return draft
