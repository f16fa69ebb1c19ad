"""The front matter of papers: fields that cannot mean what stands there."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from difflib import get_close_matches

from shelflist.checks.common import cut
from shelflist.formats.dates import parse_month
from shelflist.formats.page_fields import (
    ADDRESS,
    COMMON_TYPES,
    FIRST_YEAR,
    FLAG_WORDS,
    KEY,
    LAST_YEAR,
    MEANT,
    OTHER_NAMES,
    PAGE_FIELDS,
    TYPES,
    Form,
)
from shelflist.inputs import Inputs
from shelflist.library import Library
from shelflist.model import FieldValue
from shelflist.problems import Location, Problem, Severity
from shelflist.text.addresses import find_arxiv, find_doi

RULE = "page-field"
_NEAR_ENOUGH = 0.8
_Finding = tuple[str, str, Severity]
"""What is wrong, how to mend it, and how much it matters."""


def check_fields(inputs: Inputs, library: Library) -> Iterator[Problem]:
    """Fields whose value nobody can read, and names that look like slips."""
    for paper in library.papers:
        page = paper.page
        if page is None:
            continue
        for name, value in page.fields.items():
            field = PAGE_FIELDS.get(name)
            rule, found = (
                (RULE, _find_wrong(field.form, value))
                if field
                else ("field-name", _find_slip(name, page.fields))
            )
            for message, mend, severity in found:
                place = Location(page.file, page.line_of(name))
                yield Problem(place, rule, f"{name}: {message}", mend, severity)
        if not page.fields.get("title"):
            mend = "Write  title:  and the paper's title between the --- lines."
            place = Location(page.file, page.line_of("title"))
            yield Problem(place, RULE, "the page has no title", mend, Severity.WARNING)


def _find_wrong(form: Form, value: FieldValue) -> Iterable[_Finding]:
    """Say what is wrong with a value; what `front_matter` takes is right."""
    if is_nested(value):
        what = "a list of texts" if form.is_list else "one text"
        yield "expected " + what + ", found values with names of their own", _LIST_MEND, _ERROR
        return
    if isinstance(value, tuple) and not form.is_list:
        message = f"expected {form.value}, found a list of {len(value)}"
        yield message, "Write one value after the colon.", _ERROR
        return
    for entry in value if isinstance(value, tuple) else (value,):
        text = entry.strip()
        if text and form in _FINDERS:
            yield from _FINDERS[form](text)


_ERROR, _WARNING, _NOTICE = Severity.ERROR, Severity.WARNING, Severity.NOTICE
_LIST_MEND = "Write one text an entry, in quotes where it holds a colon and a blank."


def is_nested(value: FieldValue) -> bool:
    """Say whether a value is a mapping, or a list that holds more than texts, kept as JSON."""
    if not isinstance(value, str) or not value.startswith(("{", "[")):
        return False
    try:
        return isinstance(json.loads(value), (dict, list))
    except ValueError:
        return False


def _check_year(text: str) -> Iterator[_Finding]:
    if not (text.isascii() and text.isdigit() and FIRST_YEAR <= int(text[:9]) <= LAST_YEAR):
        message = f'"{cut(text)}" is no year, so the page shows none'
        yield message, "Write the four digits of one year, as in  year: 2023", _ERROR
    elif int(text) > time.localtime().tm_year + 1:
        yield f"{text} is still to come", "Correct the year.", _WARNING


def _check_month(text: str) -> Iterator[_Finding]:
    try:
        parse_month(text)
    except ValueError:
        yield f'"{cut(text)}" is no month', "Write it as a number, as in  month: 5", _ERROR


def _check_flag(text: str) -> Iterator[_Finding]:
    if text.lower() not in FLAG_WORDS:
        message = f'"{cut(text)}" is neither true nor false, and counts as false'
        yield message, "Write true, or take the line out.", _ERROR


def _check_doi(text: str) -> Iterator[_Finding]:
    if not find_doi(text):
        mend = "Write it as in  doi: 10.1000/xyz123  or take the line out."
        yield f'"{cut(text)}" is no DOI', mend, _ERROR


def _check_arxiv(text: str) -> Iterator[_Finding]:
    if not (find_arxiv(f"arXiv:{text}") or find_arxiv(text)):
        mend = 'Write it as in  arxiv: "2305.14314"  or take the line out.'
        yield f'"{cut(text)}" is no arXiv id', mend, _ERROR


def _check_address(text: str) -> Iterator[_Finding]:
    if not ADDRESS.fullmatch(text):
        mend = "Write a whole address that begins with https:// or http://"
        yield f'"{cut(text)}" is no address', mend, _ERROR


def _check_type(text: str) -> Iterator[_Finding]:
    if text not in TYPES:
        near = get_close_matches(text.lower(), TYPES, n=3) or COMMON_TYPES
        mend = f"Known are {', '.join(near)}, and the other types of CSL."
        yield f'"{cut(text)}" is not a known kind', mend, _NOTICE


def _check_day(text: str) -> Iterator[_Finding]:
    try:
        is_day = len(text) == len("2026-03-21") and bool(date.fromisoformat(text))
    except ValueError:
        is_day = False
    if not is_day:
        yield f'"{cut(text)}" is no day', 'Write it as in  added: "2026-03-21" .', _ERROR


def _check_key(text: str) -> Iterator[_Finding]:
    if not KEY.fullmatch(text):
        message = f'"{cut(text)}" holds signs that BibTeX takes for its own'
        yield message, "Use letters, digits and  - _ : . +  only.", _ERROR


def _check_name(text: str) -> Iterator[_Finding]:
    names = [part.split() for part in text.replace("; ", " and ").split(" and ")]
    if len(names) > 1 and all(len(name) > 1 for name in names):
        message = f'"{cut(text)}" looks like several names and counts as one'
        yield message, "Write one name an entry, each on a line of its own.", _NOTICE


_FINDERS: Mapping[Form, Callable[[str], Iterable[_Finding]]] = {
    Form.YEAR: _check_year,
    Form.MONTH: _check_month,
    Form.FLAG: _check_flag,
    Form.DOI: _check_doi,
    Form.ARXIV: _check_arxiv,
    Form.ADDRESS: _check_address,
    Form.ADDRESSES: _check_address,
    Form.TYPE: _check_type,
    Form.KEY: _check_key,
    Form.DAY: _check_day,
    Form.NAMES: _check_name,
}


def _find_slip(name: str, fields: Mapping[str, FieldValue]) -> Iterator[_Finding]:
    """Find which of our names a person probably meant; other names are theirs."""
    folded = name.lower().replace("-", "_").replace(" ", "_")
    meant = folded if folded in PAGE_FIELDS else MEANT.get(folded)
    if folded in OTHER_NAMES or (meant in fields and folded in MEANT and folded != "author"):
        return
    if meant is None:
        near = get_close_matches(folded, PAGE_FIELDS, 1, _NEAR_ENOUGH)
        meant = near[0] if near else None
    if meant:
        mend = f'Did you mean "{meant}"? A field of your own may stay as it is.'
        yield "nothing reads a field of this name", mend, _NOTICE
