"""What a person named: a DOI, an arXiv id, or an address that holds one of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import unquote, urlsplit

from shelflist.formats.drafts import is_doi, parse_doi
from shelflist.text.addresses import find_arxiv, find_doi, undo_proxies


class IdKind(StrEnum):
    """Which service knows an id best."""

    ARXIV = "arXiv"
    DOI = "DOI"
    OPENALEX = "OpenAlex"
    DBLP = "DBLP"


@dataclass(frozen=True, slots=True)
class Wanted:
    """A paper by its id: an arXiv id without version, a DOI in lower case, `W…`, a DBLP key."""

    kind: IdKind
    id: str

    def __str__(self) -> str:
        return f"{self.kind.value} {self.id}"


_SPACED = re.compile(r"^(arxiv|doi)(?:\s*:\s*|\s+)(?=\S)", re.IGNORECASE)
_WEB = re.compile(r"https?://\S+", re.IGNORECASE)
_OPENALEX = re.compile(
    r"(?:https?://(?:api\.)?openalex\.org/(?:works/)?)?(W\d{4,12})(?:[?#].*)?", re.I
)
_DBLP = re.compile(
    r"https?://(?:[\w.-]*\.)?dblp\.(?:org|uni-trier\.de|dagstuhl\.de)/rec/(?:bibtex/|html/)?"
    r"([\w./:-]+?)(?:\.(?:html|bib|xml|rdf|ris|nt|ttl|json))?(?:[?#].*)?",
    re.IGNORECASE,
)
_DBLP_KEY = re.compile(r"(?:dblp:)((?:conf|journals|phd|books|series|reference)/[\w./-]+)", re.I)
_PUBLISHERS: tuple[tuple[re.Pattern[str], str], ...] = (
    (
        re.compile(r"https?://(?:www\.)?aclanthology\.org/([\w.-]+?)(?:\.pdf|\.bib)?/?", re.I),
        "10.18653/v1/{}",
    ),
    (
        re.compile(r"https?://(?:www\.)?nature\.com/articles/(s?[\w.-]+?)(?:\.pdf)?", re.I),
        "10.1038/{}",
    ),
)
"""Publishers whose addresses hold the end of a DOI; both say so in their own help pages."""
_ENDS = re.compile(r"/(?:full|abstract|pdf|epdf|fulltext|meta|html)/?$|\.pdf$|v\d+\.full.*$", re.I)


def parse_wanted(text: str) -> Wanted:
    """Read what a person named.

    Args:
        text: `2304.08485`, `arXiv:2304.08485v2`, `10.1145/3292500`, `doi:…`, `W2741809807`, or
            an address of arXiv, Hugging Face papers, doi.org, OpenAlex, DBLP, or of a
            publisher whose addresses hold the DOI.

    Raises:
        ValueError: It names no paper.
    """
    text = _SPACED.sub(r"\1:", text.strip().strip("<>\"'"))
    text = undo_proxies(f"https://{text}" if text.lower().startswith("www.") else text)
    if arxiv := find_arxiv(text):
        return Wanted(IdKind.ARXIV, arxiv)
    for pattern, kind in ((_OPENALEX, IdKind.OPENALEX), (_DBLP, IdKind.DBLP)):
        if match := pattern.fullmatch(text):
            return Wanted(kind, match[1])
    if match := _DBLP_KEY.fullmatch(text):
        return Wanted(IdKind.DBLP, match[1])
    if is_doi(text):
        return Wanted(IdKind.DOI, parse_doi(text))
    if not _WEB.fullmatch(text):
        raise ValueError("it is neither a file nor a DOI, an arXiv id or an address")
    for pattern, doi in _PUBLISHERS:
        if match := pattern.fullmatch(text):
            return Wanted(IdKind.DOI, doi.format(match[1]).lower())
    path = unquote(urlsplit(text).path)
    if found := find_doi(_ENDS.sub("", path)):
        return Wanted(IdKind.DOI, found)
    raise ValueError("this address holds no DOI and no arXiv id")
