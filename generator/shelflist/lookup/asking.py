"""One question to one service; its answer is read by the reader of such answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import quote

from shelflist.config import SERVICES
from shelflist.lookup.outside import LookupFailedError
from shelflist.lookup.steps import Pace
from shelflist.lookup.web import NotThereError, Web
from shelflist.model import Kind, Record
from shelflist.problems import Location, Problem, ShelflistError, count_errors
from shelflist.readers.table import read_seed

PACES: Mapping[str, Pace] = {
    "arxiv": Pace(1, 3),
    "crossref": Pace(5, 1),
    "openalex": Pace(5, 1),
    "dblp": Pace(1, 1),
    "doi": Pace(2, 1),
}
"""How often each service of `SERVICES` is asked at most."""

_MOST_HITS = "10"
_LATER = "Try again later, or add a file or a text instead."


class Services:
    """Asks each service in its own words.

    Args:
        web: How it is asked.
        addresses: Where services are that are not at their own address.
    """

    def __init__(self, web: Web, addresses: Mapping[str, str]) -> None:
        self._web = web
        self._addresses = SERVICES | dict(addresses)

    @staticmethod
    def to_paces(addresses: Mapping[str, str]) -> dict[str, Pace]:
        """Give the pace of each service by its address."""
        return {(SERVICES | dict(addresses))[name]: pace for name, pace in PACES.items()}

    def ask_arxiv(self, arxiv: str) -> Record:
        """Ask arXiv's API for a paper by its id."""
        query = {"id_list": arxiv, "max_results": "1"}
        return self._one("arxiv", "/api/query", query, "application/atom+xml", "arxiv-atom")

    def ask_crossref(self, doi: str) -> Record:
        """Ask Crossref for a DOI that was registered there."""
        path = f"/works/{quote(doi, safe='')}"
        return self._one("crossref", path, self._mailto(), "application/json", "crossref")

    def ask_openalex(self, work: str) -> Record:
        """Ask OpenAlex for a work: its own id, or `doi:` and a DOI."""
        path = f"/works/{quote(work, safe=':/')}"
        return self._one("openalex", path, self._mailto(), "application/json", "openalex")

    def ask_doi(self, doi: str) -> Record:
        """Ask whoever registered a DOI (DataCite, mEDRA …) for its CSL-JSON."""
        accept = "application/vnd.citationstyles.csl+json"
        return self._one("doi", f"/{quote(doi, safe='/')}", {}, accept, "csl-json")

    def ask_dblp(self, key: str) -> Record:
        """Ask DBLP for the record with a key such as `conf/nips/VaswaniSPUJGKP17`."""
        path = f"/rec/{quote(key, safe='/')}.bib"
        return self._one("dblp", path, {}, "application/x-bibtex", "bibtex")

    def search_dblp(self, title: str) -> tuple[Record, ...]:
        """Search DBLP for a title; nobody says that what it finds is the paper."""
        query = {"q": title, "format": "json", "h": _MOST_HITS}
        return self._all("dblp", "/search/publ/api", query, "application/json", "dblp")

    def _mailto(self) -> dict[str, str]:
        return {"mailto": self._web.contact} if self._web.contact else {}

    def _one(
        self, service: str, path: str, query: Mapping[str, str], accept: str, form: str
    ) -> Record:
        records = self._all(service, path, query, accept, form)
        if not records:
            host = self._addresses[service].partition("://")[2]
            problem = Problem(
                Location(host), "look-up", "does not know it", "Look at the id once more."
            )
            raise NotThereError(problem)
        return records[0]

    def _all(
        self, service: str, path: str, query: Mapping[str, str], accept: str, form: str
    ) -> tuple[Record, ...]:
        """Ask, and read the answer; every record says where it is from."""
        base = self._addresses[service].rstrip("/")
        address = f"{base}{path}"
        answer = self._web.get(address, query, accept)
        host = base.partition("://")[2]
        try:
            reading = read_seed(host, answer.body, form)
        except ShelflistError as error:
            raise self._refuse(address, host, error.problems[0].message) from None
        if not reading.records and (reading.refused or count_errors(reading.problems)):
            reasons = [*(each.reason for each in reading.refused), *map(str, reading.problems)]
            raise self._refuse(address, host, reasons[0])
        source = address + (f" (answered by {answer.by})" if answer.by else "")
        return tuple(
            replace(record, kind=Kind.ENTRY, source=source, raw="", key=None)
            for record in reading.records
        )

    def _refuse(self, address: str, host: str, what: str) -> LookupFailedError:
        """Say why an answer is of no use; it is not kept, so the next question is new."""
        self._web.forget(address)
        message = f"gave an answer that cannot be read: {what}"
        return LookupFailedError(Problem(Location(host), "look-up", message, _LATER))
