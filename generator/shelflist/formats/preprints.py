"""Preprint servers: their names, how their DOIs look, which versions are one preprint.

Source:
    The servers' own help pages on DOIs and versions; DOIs as Crossref and DataCite hold them.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple


class Server(NamedTuple):
    """A place where papers appear before, or beside, a journal.

    Attributes:
        name: As it writes itself.
        doi: Pattern of its DOIs in lower case from their beginning; empty when it gives none.
        venue: Pattern of its name where a venue would stand; by default its name.
    """

    name: str
    doi: str = ""
    venue: str = ""


SERVERS = (
    # Journals of Cold Spring Harbor share the prefix, but their DOIs begin with a word.
    Server("bioRxiv", r"10\.(?:1101|64898)/(?:\d{4}\.\d\d\.\d\d\.)?\d{6}(?!\d)"),
    Server("medRxiv", r"10\.(?:1101|64898)/(?:\d{4}\.\d\d\.\d\d\.)?\d{8}(?!\d)"),
    Server("ChemRxiv", r"10\.26434/chemrxiv"),
    Server("PsyArXiv", r"10\.31234/"),
    Server("SocArXiv", r"10\.31235/"),
    Server("engrXiv", r"10\.31224/"),
    Server("EarthArXiv", r"10\.31223/"),
    Server("MetaArXiv", r"10\.31222/"),
    Server("LawArXiv", r"10\.31228/"),
    Server("EdArXiv", r"10\.35542/"),
    Server("EcoEvoRxiv", r"10\.32942/"),
    Server("TechRxiv", r"10\.36227/techrxiv"),
    Server("OSF Preprints", r"10\.31219/", r"OSF(?: Preprints?)?|Open Science Framework"),
    Server("SSRN", r"10\.2139/ssrn", r"SSRN|Social Science Research Network"),
    Server("Research Square", r"10\.21203/rs", r"Research ?Square"),
    Server("Preprints.org", r"10\.20944/preprints", r"Preprints(?:\.org)?(?: \(Basel\))?(?!\s+\w)"),
    Server("PeerJ Preprints", r"10\.7287/peerj\.preprints"),
    Server("SciELO Preprints", r"10\.1590/scielopreprints"),
    Server("JMIR Preprints", r"10\.2196/preprints"),
    Server("ESS Open Archive", r"10\.(?:22541/essoar|1002/essoar)", r"ESS Open Archive|ESSOAr"),
    Server("Authorea", r"10\.22541/"),
    Server("Advance", r"10\.31124/advance", r"Advance: A SAGE Preprints Community"),
    Server("Cambridge Open Engage", r"10\.33774/coe"),
    Server("Qeios", r"10\.32388/"),
    Server("Zenodo", r"10\.5281/zenodo"),
    Server("Figshare", r"10\.6084/m9\.figshare"),
    Server("ResearchGate", r"10\.13140/rg", r"Research ?Gate"),
    Server("HAL", "", r"HAL(?:[ -](?:SHS|Inria|open science))?"),
    Server(
        "Cryptology ePrint Archive", "", r"(?:IACR )?(?:Cryptology )?ePrint Archive|IACR ePrint"
    ),
    Server("OpenReview", "", r"OpenReview(?:\.net)?"),
)
"""The table. A DOI is looked up from the top."""

# Most runs need none of these, so that they are compiled only when they are used.
_ARXIV = r"(?i)\s*(?:arxiv|corr)\b"
_LIKE_SERVER = (
    r"(?i)\b(?:\w*rxiv|corr|ssrn|preprints?(?! of\b)|e-?prints?|research ?square|openreview|"
    r"authorea|essoar|ess open archive|cambridge open engage|social science research network|"
    r"open science framework)\b"
)
_WHOLE = (
    r"(?i)\s*(?:HAL(?:[ -](?:SHS|Inria|open science))?|OSF|Zenodo|Figshare|Qeios|"
    r"Research ?Gate)\W*"
)
"""Names that other venues may have in theirs: alone they are servers."""
_SIGNS = ("rxiv", "corr", "ssrn", "print", "research", "open", "authorea", "essoar", "hal", "osf",
          "zenodo", "figshare", "qeios")  # fmt: skip
"""What a server's name has in any case."""
_VERSION = r"(?:[._/-]v\d{1,3}|(?<=\d)v\d{1,3}(?=[.\s]|$))(?:\.[a-z.-]+)?$"
_VERSION_APART = r"[._/-]v\d{1,3}$"


@cache  # compiled when it is needed: most runs have no use for it
def _doi_pattern() -> re.Pattern[str]:
    """Give what matches any preprint's DOI, also where it does not show the server."""
    known = (f"(?P<s{n}>{server.doi})" for n, server in enumerate(SERVERS) if server.doi)
    return re.compile("|".join((*known, r"10\.(?:1101|64898)/\d", r"10\.\d{4,9}/osf\.io/")))


@cache
def _venue_patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple(
        (
            re.compile(rf"(?:{each.venue or re.escape(each.name)})(?:[\s,:;(].*)?\.?", re.I),
            each.name,
        )
        for each in SERVERS
    )


def is_preprint_doi(doi: str) -> bool:
    """Say whether a DOI in lower case is that of a preprint server."""
    return _doi_pattern().match(doi) is not None


def find_server_of_doi(doi: str) -> str | None:
    """Find the name of the server that gave a DOI; `None` where the DOI does not show it."""
    match = _doi_pattern().match(doi)
    if match is None or match.lastgroup is None:
        return None
    return SERVERS[int(match.lastgroup[1:])].name


def strip_version(doi: str) -> str:
    """Give the DOI of a preprint without its version; the versions are one paper.

    Publishers' DOIs are left alone: `v2` may be part of a name there.
    """
    if "v" not in doi or not is_preprint_doi(doi):
        return doi
    glued = doi.startswith(("10.1101/", "10.64898/"))
    return re.sub(_VERSION if glued else _VERSION_APART, "", doi)


@lru_cache(maxsize=10_000)  # a list has few venues, each of many papers
def is_preprint_venue(venue: str) -> bool:
    """Say whether a venue is only the name of a preprint server."""
    folded = venue.casefold()
    if not any(sign in folded for sign in _SIGNS):
        return False
    return bool(re.search(_LIKE_SERVER, venue) or re.fullmatch(_WHOLE, venue))


def find_server(venue: str) -> str | None:
    """Find the name of the server that stands where a venue would; arXiv has a field of its own.

    A server that the table does not know keeps the name that it has there.
    """
    text = " ".join(venue.split())
    if not is_preprint_venue(text) or re.match(_ARXIV, text):
        return None
    return next((name for pattern, name in _venue_patterns() if pattern.fullmatch(text)), text)
