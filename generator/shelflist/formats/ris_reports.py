"""What is wrong in RIS: said of each record, each kind once, and of those that are not taken."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from shelflist.formats.drafts import is_doi
from shelflist.formats.ris_types import DOIS, KEYS, NO_PAPERS, TITLES_OF_BOOKS, TYPES, YEARS
from shelflist.formats.tagged import TaggedRecord
from shelflist.model import Record
from shelflist.problems import Location, Problem, Refusal, Severity
from shelflist.text.addresses import find_arxiv

_CHECKED = ("TY", *DOIS)
_MOST_ALIKE = 20
_GROUPED = {"missing-ty": "have no TY line", "missing-er": "are not ended by an ER line"}


def group_problems(problems: Sequence[Problem]) -> Iterator[Problem]:
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


def check_record(tagged: TaggedRecord, record: Record) -> Iterator[Problem]:
    """Tell what is wrong with a record that was taken."""
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
        elif each.tag in DOIS and text and not is_doi(text) and not find_arxiv(text):
            mend = "Write it as  10.1000/xyz ."
            yield _warn(record, each.line, "bad-doi", f"This is no DOI: {text[:80]!r}", mend)
    if record.year is not None:
        return
    if dates := [each for each in tagged.fields if each.tag in YEARS and each.text]:
        message = f"There is no year from 1500 to 2099 in {dates[0].text[:80]!r}"
        yield _warn(record, dates[0].line, "bad-date", message, "Write  PY  - 2023 .")


def _warn(record: Record, index: int, rule: str, message: str, mend: str) -> Problem:
    return Problem(Location(record.place.file, index + 1), rule, message, mend, Severity.WARNING)


def _name(tagged: TaggedRecord) -> str:
    text = tagged.first_text(*TITLES_OF_BOOKS, *KEYS, "AU", "A1", "T2")
    return f"The record {text[:80]!r}" if text else "This record"


def to_refusal(tagged: TaggedRecord) -> Refusal:
    """Name a record that is not taken: it names no paper, or hangs on one."""
    kind = NO_PAPERS.get(tagged.first_text("TY"))
    if kind:
        what = tagged.first_text(*TITLES_OF_BOOKS, "UR", "N1")
        reason = f"it is {kind} ({tagged.first_text('TY')}), not a paper"
        mend = "Take it out; or give it the type of a paper, such as  TY  - JOUR ."
    else:
        what = tagged.first_text(*KEYS, "AU", "A1", "T2", "JO", "UR")
        reason = "it has no title, abstract, DOI or arXiv id"
        mend = "Add a line  TI  - …  with the title."
    return Refusal(tagged.first + 1, what[:120] or "a record without a name", reason, mend)
