"""CSL-JSON, read: what citeproc, Zotero's exports and DOI look-ups give.

Source:
    CSL 1.0.2 and its `csl-data.json` schema.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace

from shelflist.formats.arxiv_marks import (
    find_arxiv_number,
    is_arxiv_id_alone,
    is_arxiv_itself,
)
from shelflist.formats.crossref import TYPES as CROSSREF_TYPES
from shelflist.formats.crossref import add_relations
from shelflist.formats.csl_custom import KEYS, apply_custom
from shelflist.formats.csl_values import ItemValues, strip_tags
from shelflist.formats.draft_texts import find_edition
from shelflist.formats.drafts import (
    Draft,
    Parsed,
    is_doi,
    parse_doi,
    says_retracted,
    strip_retracted,
)
from shelflist.formats.fields import NUMBERED, TEXT_FIELDS, TextField, from_house, to_venue
from shelflist.formats.genres import find_genre
from shelflist.formats.json_items import JsonItem, Lines, parse_items
from shelflist.formats.left_out import CSL, find_left_out, report_left_out
from shelflist.formats.notices import follow_notice
from shelflist.formats.other_ids import take_arxiv, to_other_ids
from shelflist.formats.serials import sort_serials
from shelflist.formats.service_items import ServiceItem
from shelflist.model import Kind, Place, Record
from shelflist.problems import Problem, Refusal
from shelflist.text.addresses import find_arxiv, find_doi, find_links
from shelflist.text.clean import clean_plain, clean_plain_title

_CONTAINERS = ("container-title", "event-title", "event", "collection-title")
_ARXIV_HOLDERS = (
    "DOI",
    "URL",
    "number",
    "eprint",
    "archive_location",
    "container-title",
    "volume",
    "note",
)
_ARXIV_SAYERS = ("archive", "publisher", "container-title")
_WEB = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
_RESOLVER = re.compile(r"https?://(?:dx\.)?doi\.org/", re.IGNORECASE)
_NUMBER = TextField("issue", "number", "number", is_number=True)
_NOT_ARXIV = ("publisher", "volume")
_TITLE = re.compile(r'"title"\s*:\s*\[?\s*"((?:[^"\\]|\\.)*)')
_LOOKED_AT = 20_000
_CLEANED = {"title": clean_plain_title, "short_name": clean_plain_title}


def parse_csl_json(text: str, file: str) -> tuple[list[Record], list[Problem]]:
    """Read CSL-JSON: an array, a lone object, or an array under `items` or `references`.

    What is wrong inside an item is a warning and costs that field; an item that names
    no paper is refused with a warning. A key given twice, and text that is not JSON, are
    errors. Nothing here costs a neighbour.

    Args:
        text: The whole file.
        file: What places and problems call it.

    Returns:
        One record an item, of kind `ENTRY`, in their order; and the problems.
    """
    parsed = read_csl_items(text, file)
    return list(parsed.records), list(parsed.problems)


def read_csl_items(text: str, file: str) -> Parsed:
    """Read CSL-JSON as `parse_csl_json` does, and name what was refused."""
    return read_items(parse_items(text), text, file)


def read_items(items: Iterator[JsonItem], text: str, file: str) -> Parsed:
    """Read items that stand in a text; those before a place that is no JSON are taken.

    Args:
        items: In their order; getting the next may raise `json.JSONDecodeError`.
        text: The whole file.
        file: What places and problems call it.
    """
    lines = Lines(text, file)
    records: list[Record] = []
    problems: list[Problem] = []
    refused: list[Refusal] = []
    left_out: list[str] = []
    try:
        for item in items:
            if item.error is not None:
                problems.append(bad_json(item.error, lines))
                refused += refuse_broken(item, text, lines)
                continue
            record, found = _to_record(item, text, file, lines, left_out)
            problems += found
            if record is not None:
                records.append(record)
            else:
                refused.append(_refuse(item, found[-1], lines))
    except json.JSONDecodeError as error:
        problems.append(bad_json(error, lines))
    problems += report_left_out(left_out, file)
    return Parsed(tuple(records), tuple(problems), tuple(refused))


def bad_json(error: json.JSONDecodeError, lines: Lines) -> Problem:
    """Say where a file stops being JSON."""
    return Problem(
        lines.location(error.pos),
        "bad-json",
        f"This is not JSON: {error.msg}",
        "Mend the file here; the entry at this place was not read.",
    )


def refuse_broken(item: JsonItem, text: str, lines: Lines) -> Iterator[Refusal]:
    """Name an item that is no JSON by the title that stands in it; nothing if it is empty."""
    if item.end > item.start and item.error is not None:
        head = text[item.start : min(item.end, item.start + _LOOKED_AT)]
        title = _TITLE.search(head)
        yield Refusal(
            lines.line(item.start),
            title[1][:120] if title else "an entry that is not JSON",
            f"it is not JSON: {item.error.msg} at {lines.location(item.error.pos)}",
            "Mend the brackets and commas there.",
        )


def _refuse(item: JsonItem, problem: Problem, lines: Lines) -> Refusal:
    value = item.value if isinstance(item.value, dict) else {}
    names = (value.get(key) for key in ("id", "citation-key", "author", "container-title"))
    what = next((str(name) for name in names if name), "an entry without a name")
    return Refusal(lines.line(item.start), what[:120], problem.message, problem.mend)


def _to_record(
    item: JsonItem, text: str, file: str, lines: Lines, left_out: list[str]
) -> tuple[Record | None, list[Problem]]:
    problems = [
        Problem(lines.location(at), "duplicate-key", f'"{key}" is given twice', "Keep one of them.")
        for key, at in item.repeated
    ]
    values = ItemValues(item, lines)
    if not isinstance(item.value, dict):
        values.report("", "not-an-entry", "This is not an entry", "Write an object in braces.")
        return None, problems + values.problems
    place = Place(file, lines.line(item.start), lines.line(item.end - 1))
    record = _read_record(values, place, text[item.start : item.end])
    relations = ServiceItem(item, lines)
    record = _add_relations(record, relations)
    custom = values.custom()
    record = apply_custom(record, custom, values.text("status"))
    if not (record.title or record.doi or record.arxiv):
        values.report("", "no-title", "This entry has no title, DOI or arXiv id", 'Add  "title".')
        return None, problems + values.problems
    asked = values.asked | relations.asked
    left_out += (
        key
        for key in find_left_out(item.value, asked, CSL)
        if not (record.arxiv and _is_of_arxiv(values.peek(key), record.arxiv))
    )
    left_out += (f"custom.{key}" for key in custom if key not in KEYS)
    return record, problems + values.problems


def _is_of_arxiv(text: str, number: str) -> bool:
    return number in text or is_arxiv_itself(text)


def _read_record(values: ItemValues, place: Place, raw: str) -> Record:
    authors, has_others = values.names("author")
    issued, first = values.year("issued"), values.year("original-date")
    texts = {field.name: _read_text(values, field) for field in TEXT_FIELDS}
    abstract = texts["abstract"]
    csl_type = _find_type(values)
    container, publisher = from_house(csl_type, _find_container(values), texts["publisher"])
    isbn, issn = sort_serials(texts["isbn"], texts["issn"])
    return Record(
        kind=Kind.ENTRY,
        place=place,
        raw=raw,
        title=strip_retracted(texts["title"]),
        short_name=texts["short_name"],
        authors=authors,
        more_authors=has_others,
        editors=values.names("editor")[0],
        translators=values.names("translator")[0],
        month=values.month("issued", issued),
        year=first if first is not None else issued,
        venue=to_venue(container, issued, first),
        volume=texts["volume"],
        issue=texts["issue"] or (_read_text(values, _NUMBER) if csl_type in NUMBERED else None),
        page=texts["page"],
        publisher=publisher,
        publisher_place=texts["publisher_place"],
        edition=find_edition(texts["edition"] or ""),
        isbn=isbn,
        issn=issn,
        genre=find_genre(texts["genre"] or ""),
        type=csl_type,
        doi=_find_doi(values),
        arxiv=next(_find_arxiv_ids(values), None),
        url=_find_url(values),
        abstract=abstract,
        links=find_links(abstract) if abstract else (),
        hints=values.words("keyword") + values.words("categories"),
        note=texts["note"],
        source=values.source(),
        key=values.text("citation-key", is_number=True) or values.text("id", is_number=True),
        retracted=says_retracted(texts["title"] or ""),
    )


def _add_relations(record: Record, item: ServiceItem) -> Record:
    """Add what Crossref says of other versions, and follow a notice of retraction."""
    draft = Draft()
    add_relations(draft, item)
    retracted = [parse_doi(text) for text in draft.retracts if is_doi(text)]
    if draft.other_ids or draft.is_retracted:
        others = to_other_ids(draft.other_ids, record.doi, record.arxiv)
        arxiv, others = take_arxiv(others, record.arxiv)
        is_retracted = record.retracted or draft.is_retracted
        record = replace(record, arxiv=arxiv, other_ids=others, retracted=is_retracted)
    return follow_notice(record, retracted)


def _read_text(values: ItemValues, field: TextField) -> str | None:
    text = values.text(field.csl, is_number=field.is_number)
    if not text:
        return None
    if (field.name in _NOT_ARXIV and is_arxiv_itself(text)) or _is_arxiv_note(field.name, text):
        return None
    return _CLEANED.get(field.name, clean_plain)(strip_tags(text)) or None


def _find_type(values: ItemValues) -> str | None:
    """Give the type; what a DOI's own answer says in Crossref's words is said in CSL's."""
    found = values.text("type")
    return CROSSREF_TYPES.get(found, found) if found else None


def _find_container(values: ItemValues) -> str | None:
    found = (values.text(key) for key in _CONTAINERS)
    text = next((text for text in found if text), None)
    if text is None or is_arxiv_itself(text):
        return None
    return clean_plain(strip_tags(text)) or None


def _find_doi(values: ItemValues) -> str | None:
    """Give the DOI, also from a resolver's address; arXiv's own are no DOI of ours."""
    own = values.text("DOI") or ""
    if is_doi(own) and not find_arxiv(own):
        return parse_doi(own)
    if own and not (find_doi(own) or find_arxiv(own)):
        values.report("DOI", "bad-doi", f"This is no DOI: {own!r}", "Write it as  10.1000/xyz .")
    texts = [own, values.text("URL")]
    if texts[1] and not _RESOLVER.match(texts[1]):
        texts[1] = None
    return next(
        (found for text in texts if text and (found := find_doi(text)) and not find_arxiv(text)),
        None,
    )


def _find_url(values: ItemValues) -> str | None:
    """Give the paper's address unless it says no more than its DOI or arXiv id."""
    url = values.text("URL")
    if not url or _RESOLVER.match(url) or find_arxiv(url):
        return None
    if not _WEB.fullmatch(url):
        values.report("URL", "bad-url", f"This is no web address: {url!r}", "Write  https://… .")
        return None
    return url


def _is_arxiv_note(name: str, text: str) -> bool:
    """Say whether a note is only the paper's own id: others may name another paper."""
    return name == "note" and is_arxiv_id_alone(text)


def _find_arxiv_ids(values: ItemValues) -> Iterator[str]:
    is_arxiv = any(is_arxiv_itself(values.peek(key)) for key in _ARXIV_SAYERS)
    for key in _ARXIV_HOLDERS:
        text = values.peek(key)
        if key == "note" and not _is_arxiv_note(key, text):
            continue
        found = find_arxiv(text)
        if found is None and (is_arxiv or key == "eprint"):
            found = find_arxiv_number(text)
        if found:
            yield found
