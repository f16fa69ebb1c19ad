"""BibTeX and BibLaTeX as seeds."""

from __future__ import annotations

import re
from functools import lru_cache

from shelflist.formats.bibtex_reading import BibtexFile, parse_bibtex
from shelflist.formats.bibtex_types import CSL_TYPES
from shelflist.problems import Location, Problem, Refusal, Severity
from shelflist.readers.document import Document
from shelflist.readers.reading import Ledger, LineClass, Reading

_ENTRY = re.compile(
    r"^[ \t]*+@[ \t]*+[A-Za-z][\w.:+-]*+\s*+[{(]"
    r"(?:\s*+[^\s,{}=\"]*+\s*+,|\s*+(?:[^\s,{}=\"]++\s++)?(?=[A-Za-z][\w+:.-]*+\s*+=)"
    r"|[^,{}=\n\"]{1,80}+,)"
    r"(?:\s++|%[^\n]*+)*+[A-Za-z][\w+:.-]*+\s*+=\s*+[{\"\w]",
    re.MULTILINE,
)
"""An entry that begins a line: its key, a field and the beginning of its value."""

_FURNITURE = re.compile(
    r"^[ \t]*+@(?:string\s*+[{(]\s*+[^\s=,]++\s*+=|preamble\s*+[{(]"
    r"|comment\s*+\{\s*+(?:jabref|bibdesk)"
    rf"|(?:{'|'.join(sorted(CSL_TYPES))})\s*+[{{(][^\s,{{}}=\"]*+\s*+,?\s*+[)}}])",
    re.MULTILINE | re.IGNORECASE,
)
"""What else nothing but BibTeX has: macros, its programs' comments, entries without fields."""

_MARKDOWN = re.compile(r"^(?:#{1,6} |```|~~~|[-*] \[|\|.*\|\s*$)", re.MULTILINE)
_FIELD = re.compile(r"\s*[A-Za-z][\w+:.-]{0,40}\s*=\s*[{\"\d]")
_CLOSERS = re.compile(r"[\s,})\"]*")
_LEAST_SHARE = 0.5
_HEAD = 200
"""So many lines tell what a long document is, if they are entries and nothing else."""


def recognise_bibtex(document: Document) -> float:
    """Say how far the document is BibTeX: entries make up the most of it.

    Prose or a front matter may stand before them. A page in Markdown that shows how to
    cite it is no list of papers.
    """
    head = document.head(_HEAD)
    if head is not document and _judge(head) == 1.0 and not _MARKDOWN.search(head.text):
        return 1.0
    return _judge(document)


def _judge(document: Document) -> float:
    text = document.text
    if "@" not in text:
        return 0.0
    entry = _ENTRY.search(text) or _FURNITURE.search(text)
    if entry is None:
        return 0.0
    found = _parse(document)
    spans = [(record.place.line, record.place.end_line) for record in found.records]
    spans += [*found.furniture, *found.unread]
    size = sum(end - first + 1 for first, end in spans)
    if size >= _LEAST_SHARE * len(document.lines) or size >= _LEAST_SHARE * _count_filled(document):
        return 1.0
    return 0.0 if _MARKDOWN.search(text) else 0.5


def _count_filled(document: Document) -> int:
    lines = (line.strip() for line in document.lines)
    return sum(1 for line in lines if line and line[0] != "%")


def read_bibtex(document: Document) -> Reading:
    """Read every entry; what stands outside entries is a comment, as BibTeX has it."""
    found = _parse(document)
    refused = tuple(sorted(found.refused, key=lambda refusal: refusal.line))
    problems = [*found.problems, *(_to_problem(document.name, each) for each in refused)]
    if not found.records and not refused:
        problems.append(_say_empty(document.name))
    problems.sort(key=lambda problem: problem.location)
    return Reading(
        file=document.name,
        format="bibtex",
        records=tuple(found.records),
        lines=_account(document, found).close(),
        problems=tuple(problems),
        refused=refused,
    )


@lru_cache(maxsize=1)
def _parse(document: Document) -> BibtexFile:
    """Parse a document; what was parsed to recognise it need not be once more to read it."""
    return parse_bibtex(document.text, document.name)


def _account(document: Document, found: BibtexFile) -> Ledger:
    ledger = Ledger(document)
    _mark_outside(document, found, ledger)
    for first, end in found.furniture:
        ledger.mark(first - 1, end - 1, LineClass.BOILERPLATE)
    for first, end in found.unread:
        ledger.mark(first - 1, end - 1, LineClass.UNEXPLAINED)
    for record in found.records:
        ledger.mark(record.place.line - 1, record.place.end_line - 1, LineClass.RECORD)
    return ledger


def _mark_outside(document: Document, found: BibtexFile, ledger: Ledger) -> None:
    """Mark what stands between entries; a field there has lost its entry."""
    position = 0
    spans = [(record.place.line, record.place.end_line) for record in found.records]
    ends = [*sorted([*spans, *found.furniture, *found.unread]), (len(document.lines) + 1, 0)]
    for first, end in ends:
        for index in range(position, first - 1):
            line = document.lines[index]
            if not line:
                continue
            if line.lstrip()[:1] == "%" or line.strip() == "---" or _CLOSERS.fullmatch(line):
                ledger.mark(index, index, LineClass.BOILERPLATE)
            elif not _FIELD.match(line):
                ledger.mark(index, index, LineClass.PROSE)
        position = max(position, end)


def _to_problem(name: str, refusal: Refusal) -> Problem:
    is_harmless = refusal.mend.startswith("Nothing to do")
    return Problem(
        Location(name, refusal.line),
        "refused-record",
        f"{refusal.what!r} was not taken: {refusal.reason}",
        refusal.mend,
        Severity.NOTICE if is_harmless else Severity.WARNING,
    )


def _say_empty(name: str) -> Problem:
    return Problem(
        Location(name, 1),
        "no-entries",
        "there is no BibTeX entry in this file",
        "Write entries as  @article{key, title = {…}}  or name another form in seeds.yml.",
        Severity.WARNING,
    )
