"""Saved answers of Crossref, OpenAlex, Semantic Scholar, DBLP and Zotero as seeds."""

from __future__ import annotations

from collections.abc import Callable

from shelflist.formats.services import SERVICES, Service, find_service, parse_service
from shelflist.readers.csl import mark_refused_lines
from shelflist.readers.document import Document
from shelflist.readers.parsed import to_refusal_problems
from shelflist.readers.reading import Ledger, LineClass, Reading

_TITLES = {
    "crossref": "a saved answer of Crossref",
    "openalex": "a saved answer of OpenAlex",
    "semantic-scholar": "a saved answer of Semantic Scholar",
    "dblp": "a saved answer of DBLP",
    "hugging-face-json": "a saved answer of Hugging Face",
    "zotero": "a list in Zotero's own JSON",
}

SERVICE_FORMS = tuple((service, _TITLES[service.name]) for service in SERVICES)
"""Each service and what to call its answers on a page."""


def make_recogniser(service: Service) -> Callable[[Document], float]:
    """Make the function that says whether a document is an answer of this service."""
    return lambda document: 1.0 if find_service(document.text) is service else 0.0


def make_reader(service: Service) -> Callable[[Document], Reading]:
    """Make the function that reads answers of this service."""
    return lambda document: _read(service, document)


def _read(service: Service, document: Document) -> Reading:
    parsed = parse_service(service, document.text, document.name)
    ledger = Ledger(document)
    last = len(document.lines) - 1
    if parsed.records:
        ledger.mark(0, last, LineClass.BOILERPLATE)
    for record in parsed.records:
        ledger.mark(record.place.line - 1, min(record.place.end_line - 1, last), LineClass.RECORD)
    mark_refused_lines(parsed, list(parsed.records), last, ledger)
    return Reading(
        file=document.name,
        format=service.name,
        records=parsed.records,
        lines=ledger.close(),
        problems=(*parsed.problems, *to_refusal_problems(document.name, parsed)),
        refused=parsed.refused,
    )
