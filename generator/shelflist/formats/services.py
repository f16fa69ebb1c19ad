"""Answers of Crossref, OpenAlex, Semantic Scholar, DBLP and others: the table `SERVICES`."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection
from dataclasses import dataclass

from shelflist.formats.crossref import to_crossref_draft
from shelflist.formats.csl_json_reading import bad_json, refuse_broken
from shelflist.formats.dblp import to_dblp_draft
from shelflist.formats.drafts import Draft, Parsed, check_dois, is_named, to_record
from shelflist.formats.hugging_face import to_hugging_face_draft
from shelflist.formats.json_items import JsonItem, Lines, Path, find_inner, parse_items
from shelflist.formats.left_out import ZOTERO, report_left_out
from shelflist.formats.openalex import to_openalex_draft
from shelflist.formats.semantic_scholar import to_semantic_scholar_draft
from shelflist.formats.service_items import ServiceItem
from shelflist.formats.zotero_json import to_zotero_draft
from shelflist.model import Place, Record
from shelflist.problems import Problem, Refusal


@dataclass(frozen=True, slots=True)
class Service:
    """One service and the shape of its answers.

    Attributes:
        name: As `seeds.yml` names the form.
        signs: What shows, together, that an answer is this service's.
        wrappers: Where the list of items, or the one item, is.
        inner: Keys under which an item may hold the paper itself.
        marks: Keys by which an item is known.
        to_draft: Reads one item.
        bookkeeping: Keys that only matter to the program that wrote the file; `None` for
            services, of whose many keys nothing is said.
    """

    name: str
    signs: tuple[re.Pattern[str], ...]
    wrappers: tuple[Path, ...]
    inner: tuple[str, ...]
    marks: Collection[str]
    to_draft: Callable[[ServiceItem], Draft]
    bookkeeping: frozenset[str] | None = None


def _signs(*patterns: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern) for pattern in patterns)


SERVICES: tuple[Service, ...] = (
    Service(
        "crossref",
        _signs(
            r'"(?:message-type|is-referenced-by-count|references?-count)"\s*:|"message"\s*:\s*{',
            r'"title"\s*:\s*\[|"message-type"\s*:\s*"work',
        ),
        (("message", "items"), ("message",), ("items",)),
        (),
        ("title",),
        to_crossref_draft,
    ),
    Service(
        "openalex",
        _signs(r'"id"\s*:\s*"https?://openalex\.org/W\d+"|"abstract_inverted_index"\s*:'),
        (("results",),),
        (),
        ("title", "display_name"),
        to_openalex_draft,
    ),
    Service(
        "semantic-scholar",
        _signs(r'"(?:paperId|corpusId)"\s*:'),
        (
            ("data",),
            ("recommendedPapers",),
            ("papers",),
            ("results",),
            ("references",),
            ("citations",),
        ),
        ("citedPaper", "citingPaper", "paper"),
        ("paperId", "title"),
        to_semantic_scholar_draft,
    ),
    Service(
        "dblp",
        _signs(r'"hits?"\s*:', r'"info"\s*:|dblp'),
        (("result", "hits", "hit"), ("hits", "hit"), ("hit",)),
        ("info",),
        ("info",),
        to_dblp_draft,
    ),
    Service(
        "hugging-face-json",
        _signs(r'"summary"\s*:', r'"upvotes"\s*:', r'"id"\s*:\s*"\d{4}\.\d{4,5}"'),
        (("dailyPapers",), ("papers",)),
        ("paper",),
        ("paper", "summary"),
        to_hugging_face_draft,
    ),
    Service(
        "zotero",
        _signs(r'"itemType"\s*:', r'"(?:creators|key|itemID|dateModified)"\s*:'),
        (("items",),),
        ("data",),
        ("itemType",),
        to_zotero_draft,
        ZOTERO,
    ),
)

_LOOKED_AT = 60_000


def find_service(text: str) -> Service | None:
    """Find whose answer a JSON text is."""
    head = text[:_LOOKED_AT]
    if not re.match(r"\s*[\[{]", head):
        return None
    return next((each for each in SERVICES if all(sign.search(head) for sign in each.signs)), None)


def parse_service(service: Service, text: str, file: str) -> Parsed:
    """Read the papers of a saved answer.

    What is wrong inside an item is a warning and costs that field. An item that names no
    paper, or that the service gave as `null`, is refused.

    Args:
        service: Whose answer it is.
        text: The whole file: an answer, a list of items, or one answer a line.
        file: What places and problems call it.
    """
    lines = Lines(text, file)
    records: list[Record] = []
    problems: list[Problem] = []
    refused: list[Refusal] = []
    left_out: list[str] = []
    try:
        for item in parse_items(text, service.wrappers, service.marks):
            if item.error is not None:
                problems.append(bad_json(item.error, lines))
                refused += refuse_broken(item, text, lines)
                continue
            record, found = _to_record(service, item, text, file, lines, left_out)
            if record is None:
                refused.append(_refuse(item, _find_paper(service, item, text), lines))
            else:
                records.append(record)
                problems += found
    except json.JSONDecodeError as error:
        problems.append(bad_json(error, lines))
    problems += report_left_out(left_out, file)
    return Parsed(tuple(records), tuple(problems), tuple(refused))


def _to_record(
    service: Service, item: JsonItem, text: str, file: str, lines: Lines, left_out: list[str]
) -> tuple[Record | None, list[Problem]]:
    if not isinstance(item.value, dict):
        return None, []
    values = ServiceItem(_find_paper(service, item, text), lines)
    place = Place(file, lines.line(item.start), lines.line(item.end - 1))
    draft = service.to_draft(values)
    record = to_record(draft, place, text[item.start : item.end])
    if not is_named(record):
        return None, []
    if service.bookkeeping is not None:
        left_out += values.find_left_out(service.bookkeeping)
    return record, [*values.problems, *check_dois(draft, place)]


def _find_paper(service: Service, item: JsonItem, text: str) -> JsonItem:
    inner = (find_inner(text, item, key) for key in service.inner)
    return next((found for found in inner if found is not None), item)


def _refuse(item: JsonItem, paper: JsonItem, lines: Lines) -> Refusal:
    if item.value is None:
        reason, what = "the service found no paper here (null)", "null"
    else:
        value = paper.value if isinstance(paper.value, dict) else {}
        found = (
            value.get(key)
            for key in ("id", "key", "paperId", "itemType", "status", "message", "error")
        )
        what = str(next((each for each in found if each), "an entry without a name"))[:120]
        reason = "it has no title, abstract, DOI or arXiv id"
    return Refusal(lines.line(item.start), what, reason, "Look it up again, or take it out.")
