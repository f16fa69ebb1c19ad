"""Which services are asked for an id, and how their answers become one record."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from shelflist.identity.agreement import is_preprint_venue
from shelflist.identity.fields import merge_records
from shelflist.identity.keys import family_keys
from shelflist.lookup.asking import Services
from shelflist.lookup.outside import LookupFailedError
from shelflist.lookup.wanted import IdKind, Wanted
from shelflist.lookup.web import NotThereError
from shelflist.model import Record
from shelflist.problems import Location, Problem, Severity, ShelflistError
from shelflist.text.titles import title_key


@dataclass(frozen=True, slots=True)
class Found:
    """What the services say of a paper.

    Attributes:
        record: All answers as one record; `source` names the addresses that were asked.
        problems: Services that should have been asked and could not be.
    """

    record: Record
    problems: tuple[Problem, ...] = ()


def find_paper(wanted: Wanted, services: Services) -> Found:
    """Look a paper up.

    Raises:
        ShelflistError: No service knows it, or none can be asked.
    """
    records, problems = [_ask_first(wanted, services)], []
    for ask in (_find_published, _find_registered, _find_abstract):
        known = _merge(records)
        try:
            more = ask(known, services)
        except NotThereError:
            continue
        except LookupFailedError as error:
            problems += [replace(p, severity=Severity.WARNING) for p in error.problems]
            continue
        records += [more] if more else []
    return Found(_merge(records), tuple(problems))


def _merge(records: list[Record]) -> Record:
    """Make one record of several answers about the same paper."""
    record = merge_records(records, is_ordered=True).record
    sources = dict.fromkeys(each.source for each in records if each.source)
    return replace(record, source=" ".join(sources) or None)


_Ask = Callable[[str], Record]


def _ask_first(wanted: Wanted, services: Services) -> Record:
    """Ask the service that knows this kind of id; for a DOI, others if Crossref does not."""
    asked: dict[IdKind, tuple[_Ask, ...]] = {
        IdKind.ARXIV: (services.ask_arxiv,),
        IdKind.OPENALEX: (services.ask_openalex,),
        IdKind.DBLP: (services.ask_dblp,),
        IdKind.DOI: (
            services.ask_crossref,
            services.ask_doi,
            lambda doi: services.ask_openalex(f"doi:{doi}"),
        ),
    }
    failed: LookupFailedError | None = None
    for ask in asked[wanted.kind]:
        try:
            return ask(wanted.id)
        except NotThereError:
            continue
        except LookupFailedError as error:
            failed = failed or error
    if failed:
        raise failed
    mend = "Look at the id once more; or add a BibTeX entry or another text instead."
    raise ShelflistError(Problem(Location(str(wanted)), "look-up", "nobody knows it", mend))


def _find_published(known: Record, services: Services) -> Record | None:
    """Find in DBLP where a preprint was published: only under the very same title, by its people.

    DBLP is asked when nothing else says it; what it finds under another title, or by others,
    is another paper.
    """
    is_published = known.doi or (known.venue and not is_preprint_venue(known.venue))
    if is_published or not known.arxiv or not known.title or not known.authors:
        return None
    wanted, people = title_key(known.title), family_keys(known.authors)
    for record in services.search_dblp(known.title):
        is_same = title_key(record.title or "") == wanted and people <= family_keys(record.authors)
        if is_same and record.venue and not is_preprint_venue(record.venue):
            return record
    return None


def _find_registered(known: Record, services: Services) -> Record | None:
    """Ask Crossref for the published version that another service named by its DOI."""
    if not known.doi or "api.crossref.org" in (known.source or ""):
        return None
    if "https://doi.org/" in (known.source or ""):
        return None
    return services.ask_crossref(known.doi)


def _find_abstract(known: Record, services: Services) -> Record | None:
    """Ask OpenAlex for the abstract that Crossref seldom has."""
    if known.abstract or not known.doi:
        return None
    found = services.ask_openalex(f"doi:{known.doi}")
    is_same = title_key(found.title or "") == title_key(known.title or "")
    return found if is_same and found.abstract else None
