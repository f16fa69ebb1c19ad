"""The links of a paper's page, in the order in which a reader wants them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from shelflist.formats.fields import to_arxiv_address
from shelflist.library.papers import ListedPaper
from shelflist.site.papers import find_typed_doi, to_texts
from shelflist.site.views.text import to_query

_LABELS = {
    "pdf": "PDF", "url": "Paper", "code": "Code", "project": "Project page", "model": "Model",
    "data": "Data",
}  # fmt: skip
_SERVERS = (
    *("10.1101/", "10.64898/", "10.2139/", "10.21203/", "10.26434/", "10.20944/", "10.312"),
    *("10.36227/", "10.22541/", "10.35542/", "10.32942/", "10.5281/", "10.6084/", "10.13140/"),
    *("10.7287/", "10.33774/"),
)
"""How DOIs of servers of preprints begin: such a link bears the server's name."""


@dataclass(frozen=True, slots=True)
class LinkView:
    """A link; what is no address of the web has no `url` and is shown as text."""

    label: str
    url: str
    detail: str = ""


def to_links(paper: ListedPaper) -> list[LinkView]:
    """Give the links of a paper, each address once."""
    links = list(_each_id(paper))
    seen: set[str] = set()
    for rel, url in _each_address(paper):
        if url not in seen:
            seen.add(url)
            links.append(_to_link(rel, url))
    return links


def _each_id(paper: ListedPaper) -> Iterator[LinkView]:
    record = paper.record
    if record.arxiv:
        yield _to_arxiv(record.arxiv)
        if not paper.fields.get("pdf"):
            yield LinkView("PDF", f"https://arxiv.org/pdf/{to_query(record.arxiv)}")
    if record.doi:
        yield _to_doi(find_typed_doi(paper))
    for other in record.other_ids:
        if other[:6].lower() == "arxiv:":
            yield _to_arxiv(other[6:].strip())
        elif "10." in other:
            doi = "10." + other.split("10.", 1)[1]
            is_server = record.preprint and doi.startswith(_SERVERS)
            yield _to_doi(doi, record.preprint if is_server and record.preprint else "DOI")
        else:
            yield LinkView("Id", "", other.strip())


def _to_arxiv(arxiv: str) -> LinkView:
    return LinkView("arXiv", to_arxiv_address(to_query(arxiv)), arxiv)


def _to_doi(doi: str, label: str = "DOI") -> LinkView:
    return LinkView(label, f"https://doi.org/{to_query(doi)}", doi)


def _each_address(paper: ListedPaper) -> Iterator[tuple[str, str]]:
    for rel in _LABELS:
        yield from ((rel, url) for url in to_texts(paper.fields.get(rel)))
    yield from (("link", url) for url in to_texts(paper.fields.get("links")))


def _to_link(rel: str, url: str) -> LinkView:
    is_web = url.lower().startswith(("https://", "http://"))
    label = _LABELS.get(rel) or (_find_host(url) if is_web else "") or "Link"
    return LinkView(label, url if is_web else "", "" if is_web else url)


def _find_host(url: str) -> str:
    try:
        return urlsplit(url).netloc.removeprefix("www.")
    except ValueError:  # a bracket that is never closed
        return ""
