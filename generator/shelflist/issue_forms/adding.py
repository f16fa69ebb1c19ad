"""The form "Add a paper": a page as a person writes it, of a paper that is not on the list."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from shelflist.edits.following import PAPERS, to_slug, to_uri
from shelflist.edits.pagefile import END_MARK, to_field
from shelflist.formats.front_matter import to_front_matter, to_record
from shelflist.formats.page_fields import PAGE_FIELDS
from shelflist.identity.fields import merge_records
from shelflist.identity.keys import identity_keys
from shelflist.identity.slugs import choose_slugs, citation_key
from shelflist.inputs import Inputs
from shelflist.issue_forms.boxes import ABSTRACT, BIBTEX, BOXES, Issue, check_unseen, cut
from shelflist.issue_forms.outcome import (
    NOT_A_FIELD,
    Change,
    Outcome,
    check_written,
    join,
    parse_boxes,
    show,
    to_passage_content,
)
from shelflist.issue_forms.values import InvalidValueError, parse_field
from shelflist.library import Library
from shelflist.model import FieldValue, Place, Record
from shelflist.problems import PageError, Problem, Severity, ShelflistError
from shelflist.readers.table import read_seed
from shelflist.redirects.table import to_slugs
from shelflist.text.addresses import find_arxiv, find_doi
from shelflist.topics import assign_topics

_IDS = ("arxiv", "doi", "url")


def add(issue: Issue, inputs: Inputs, library: Library) -> Outcome:
    """Make a page of the boxes of an issue and of its BibTeX entry; the boxes go first.

    Raises:
        PageError: With all that is wrong, also that the paper is on the list already.
    """
    wrong: list[Problem] = []
    record = _read_bibtex(issue, wrong) if BIBTEX in issue.texts else None
    names = [name for name in issue.texts if name not in NOT_A_FIELD]
    values = parse_boxes(issue, inputs, names, wrong)
    fields = {**_to_fields(issue, inputs, record, wrong), **_sort_address(issue, values, wrong)}
    if not record and not any(issue.texts.get(name) for name in _IDS):
        message = "there is neither address nor DOI nor arXiv id nor BibTeX"
        wrong.append(issue.problem("url", message, "Fill in one of them."))
    if not fields.get("title") and "title" not in issue.texts:
        wrong.append(issue.problem("title", "is missing", "Write the paper's title."))
    said = fields.pop(ABSTRACT, "")
    abstract = said if isinstance(said, str) else ""
    found = to_record(fields, abstract or None, Place(issue.file, 1, 1))
    wrong += _find_same(issue, found, inputs, library)
    if wrong:
        raise PageError(*wrong)
    slug = _choose_slug(found, inputs, library)
    page = f"{inputs.settings.docs_dir}/{to_uri(slug)}"
    fields = _order(fields | _to_own_fields(fields, found, inputs, library))
    text = _render(fields, abstract)
    check_written(issue, text, page, fields)
    told = [Change(name, "", show(value)) for name, value in fields.items()]
    told += [Change(ABSTRACT, "", cut(abstract))] if abstract else []
    return Outcome(slug, page, text, True, tuple(told))


def _read_bibtex(issue: Issue, wrong: list[Problem]) -> Record | None:
    """Read the one entry that an issue may hold."""
    try:
        reading = read_seed("issue.bib", issue.texts[BIBTEX].encode(), "bibtex")
    except ShelflistError as error:
        wrong += [issue.problem(BIBTEX, p.message, p.mend) for p in error.problems]
        return None
    for refused in reading.refused:
        message = f'"{cut(refused.what)}" was not taken: {refused.reason}'
        wrong.append(issue.problem(BIBTEX, message, refused.mend))
    if len(reading.records) != 1 and not reading.refused:
        message = f"holds {len(reading.records)} entries"
        wrong.append(issue.problem(BIBTEX, message, "Write one entry, of one paper."))
    return reading.records[0] if len(reading.records) == 1 else None


def _to_fields(
    issue: Issue, inputs: Inputs, record: Record | None, wrong: list[Problem]
) -> dict[str, FieldValue]:
    """Give the fields of a BibTeX entry, each checked as if it had been typed into its box."""
    if record is None:
        return {}
    fields = to_front_matter(record)
    if record.abstract:
        fields[ABSTRACT] = record.abstract
    for name, value in fields.items():
        unseen = check_unseen(issue, BIBTEX, join(value))
        wrong += [problem for problem in unseen if problem.severity is Severity.ERROR]
        box = BOXES.get(name)
        try:
            if box and len(join(value)) > box.longest:
                raise InvalidValueError(f"{name} is too long", "Shorten it.")
            for entry in value if isinstance(value, tuple) else (value,):
                form = "url" if _is_address(name) else name
                parse_field(form, entry, inputs.taxonomy)
        except InvalidValueError as error:
            wrong.append(issue.problem(BIBTEX, f"{name}: {error}", error.mend))
    return fields


def _is_address(name: str) -> bool:
    known = PAGE_FIELDS.get(name)
    return known is not None and "address" in known.form.value


def _sort_address(
    issue: Issue, values: Mapping[str, FieldValue], wrong: list[Problem]
) -> dict[str, FieldValue]:
    """Take an address of arXiv or doi.org for the id that it is."""
    fields = dict(values)
    url = fields.get("url")
    if not isinstance(url, str):
        return fields
    doi = find_doi(url) if "doi.org/" in url.lower() else None
    for name, found in (("arxiv", find_arxiv(url)), ("doi", doi)):
        if not found:
            continue
        fields.pop("url", None)
        if fields.setdefault(name, found) != found:
            message = f'"{cut(url)}" is of another paper than "{cut(join(fields[name]))}"'
            wrong.append(issue.problem("url", message, "Correct one of the two."))
        break
    return fields


def _find_same(issue: Issue, record: Record, inputs: Inputs, library: Library) -> Iterator[Problem]:
    """Find the paper that is on the list already, by id or title."""
    keys = {key for key in identity_keys(record) if not key.startswith("abstract:")}
    name = next((n for n in ("arxiv", "doi") if n in issue.texts), "title")
    for paper in library.papers:
        if keys & {*identity_keys(paper.record), *paper.memory.keys}:
            page = f"{inputs.settings.docs_dir}/{paper.src_uri}"
            message = f'the paper is on the list: {page} ("{cut(paper.title)}")'
            mend = "Correct that page with the form Fix this page, or edit it."
            yield issue.problem(name, message, mend)
            return
    for uri, memory in library.deleted.items():
        if keys & memory.keys:
            message = f"the paper was on the list, and somebody deleted {uri}"
            yield issue.problem(name, message, "Ask why; bring the page back from git.")
            return


def _choose_slug(record: Record, inputs: Inputs, library: Library) -> str:
    taken = {*library.by_slug, *to_slugs(inputs.redirects)}
    taken |= {to_slug(uri) for uri in (*inputs.pages, *inputs.memory) if uri.startswith(PAPERS)}
    return choose_slugs([merge_records([record])], taken)[0]


def _to_own_fields(
    fields: Mapping[str, FieldValue], record: Record, inputs: Inputs, library: Library
) -> dict[str, FieldValue]:
    """Give the fields that the generator would add, and topics by the rules if none is named."""
    keys = {str(p.fields.get("citation_key", "")).lower() for p in library.papers}
    own: dict[str, FieldValue] = {"citation_key": citation_key(record, keys)}
    topics = tuple(each.topic for each in assign_topics(inputs.taxonomy, record))
    return own | ({"topics": topics} if topics and "topics" not in fields else {})


def _order(fields: Mapping[str, FieldValue]) -> dict[str, FieldValue]:
    return {name: fields[name] for name in PAGE_FIELDS if fields.get(name)}


def _render(fields: Mapping[str, FieldValue], abstract: str) -> str:
    """Write a page as a person would."""
    front = "".join(to_field(name, value) for name, value in fields.items())
    content = f"{to_passage_content(abstract)}\n" if abstract else ""
    opening = f"<!-- shelflist: {ABSTRACT} -->"
    return f"---\n{front}---\n\n{opening}\n{content}{END_MARK}\n"
