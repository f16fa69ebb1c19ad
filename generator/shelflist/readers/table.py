"""Every form in which people keep papers, each one reader in the table `READERS`.

A new form is one module with a `recognise_` and a `read_` function and one line here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from shelflist.problems import Location, Problem, SeedError, Severity
from shelflist.readers.arxiv import (
    read_arxiv_atom,
    read_arxiv_entries,
    read_arxiv_listing,
    read_arxiv_pages,
    read_identifiers,
    recognise_arxiv_atom,
    recognise_arxiv_entries,
    recognise_arxiv_listing,
    recognise_arxiv_pages,
    recognise_identifiers,
)
from shelflist.readers.bibtex import read_bibtex, recognise_bibtex
from shelflist.readers.csl import read_csl, read_csl_yaml, recognise_csl, recognise_csl_yaml
from shelflist.readers.distrust import refuse_broken, refuse_labelled
from shelflist.readers.document import Document, parse_document
from shelflist.readers.endnote import (
    read_endnote,
    read_endnote_xml,
    recognise_endnote,
    recognise_endnote_xml,
)
from shelflist.readers.foreign import (
    describe_unknown,
    find_foreign,
    find_foreign_data,
    refuse_foreign,
)
from shelflist.readers.front_matter import read_front_matter, recognise_front_matter
from shelflist.readers.markdown_list import read_markdown_list, recognise_markdown_list
from shelflist.readers.page import (
    read_citations,
    read_wiki,
    recognise_citations,
    recognise_wiki,
)
from shelflist.readers.papers import (
    read_abstracts,
    read_arxiv_abstracts,
    read_listing,
    recognise_abstracts,
    recognise_arxiv_abstracts,
    recognise_listing,
)
from shelflist.readers.papers_page import read_papers_page, recognise_papers_page
from shelflist.readers.reading import UNRECOGNISED, Ledger, Reading
from shelflist.readers.ris import (
    read_pubmed,
    read_ris,
    read_web_of_science,
    recognise_pubmed,
    recognise_ris,
    recognise_web_of_science,
)
from shelflist.readers.services import SERVICE_FORMS, make_reader, make_recogniser
from shelflist.readers.thebibliography import unfold_bibliography
from shelflist.readers.wrapped_links import join_links


@dataclass(frozen=True, slots=True)
class Reader:
    """One form in which people keep papers.

    Attributes:
        name: As `seeds.yml` names it.
        title_for_people: What to call such a document on a page.
        recognise: How far a document has this form, from 0 (not at all) to 1.
        read: Reads it.
    """

    name: str
    title_for_people: str
    recognise: Callable[[Document], float]
    read: Callable[[Document], Reading]


READERS: tuple[Reader, ...] = (
    Reader("paper-page", "a page of a paper", recognise_front_matter, read_front_matter),
    Reader("bibtex", "a bibliography in BibTeX", recognise_bibtex, read_bibtex),
    Reader("ris", "a list in RIS", recognise_ris, read_ris),
    Reader("pubmed", "a list from PubMed", recognise_pubmed, read_pubmed),
    Reader(
        "web-of-science",
        "a list from Web of Science",
        recognise_web_of_science,
        read_web_of_science,
    ),
    Reader("arxiv-atom", "a feed of arXiv", recognise_arxiv_atom, read_arxiv_atom),
    Reader(
        "arxiv-listing",
        "a listing of arXiv",
        recognise_arxiv_listing,
        read_arxiv_listing,
    ),
    Reader(
        "arxiv-entries",
        "a page of arXiv",
        recognise_arxiv_entries,
        read_arxiv_entries,
    ),
    Reader("arxiv-pages", "abstracts' pages on arXiv", recognise_arxiv_pages, read_arxiv_pages),
    Reader("identifiers", "a list of ids", recognise_identifiers, read_identifiers),
    *(
        Reader(service.name, title, make_recogniser(service), make_reader(service))
        for service, title in SERVICE_FORMS
    ),
    Reader("csl-json", "a list in CSL-JSON", recognise_csl, read_csl),
    Reader("csl-yaml", "a list in CSL-YAML", recognise_csl_yaml, read_csl_yaml),
    Reader("endnote", "a list from EndNote", recognise_endnote, read_endnote),
    Reader("endnote-xml", "a list from EndNote (XML)", recognise_endnote_xml, read_endnote_xml),
    Reader(
        "hugging-face", "a page of Hugging Face papers", recognise_papers_page, read_papers_page
    ),
    Reader(
        "markdown-list",
        "a list of papers in Markdown",
        recognise_markdown_list,
        read_markdown_list,
    ),
    Reader("wiki", "a wiki page with tables and citations", recognise_wiki, read_wiki),
    Reader("citations", "a list of references", recognise_citations, read_citations),
    Reader("listing", "a page of papers with abstracts", recognise_listing, read_listing),
    Reader(
        "arxiv-abstracts",
        "abstracts from arXiv",
        recognise_arxiv_abstracts,
        read_arxiv_abstracts,
    ),
    Reader("abstracts", "abstracts without titles", recognise_abstracts, read_abstracts),
)
"""Every form. The highest `recognise` wins; of equals the first."""

_FORMS_IN_DOUBT = frozenset({"citations", "markdown-list"})
"""Forms of free text, which may be in a file that is not recognised."""
_FREE_TEXT = _FORMS_IN_DOUBT | {"wiki", "listing", "arxiv-abstracts", "abstracts", "hugging-face"}
"""Forms in which a reader itself finds out where a title begins and ends."""
_MAY_BE_DATA = _FREE_TEXT | {"csl-json"}
"""Forms so open that data of other people's making may look like them."""

HEAD = 1_000
"""So many lines tell what a long document is; the others are looked at if they do not."""


def recognise(document: Document) -> Reader | None:
    """Find the reader for a document by its content; `None` when none knows it."""
    for part in dict.fromkeys((document.head(HEAD), document)):
        found, best = None, 0.0
        for reader in READERS:
            score = reader.recognise(part)
            if score > best:
                found, best = reader, score
            if best >= 1:
                break  # none can be surer, and some take long to look
        if found is not None:
            return found
    return None


def read_seed(name: str, data: bytes, format: str | None = None) -> Reading:
    """Read one seed.

    Args:
        name: The path that messages and places show.
        data: The file's bytes.
        format: The name of the reader to use instead of recognising one.

    Returns:
        The reading. A document that no reader knows has no record, every non-blank
        line of it is unexplained, and one problem says so.

    Raises:
        SeedError: The bytes are not text, or `format` names no reader.
    """
    document = join_links(unfold_bibliography(parse_document(name, data)))
    if format is None and (foreign := find_foreign(document)):
        return refuse_foreign(document, foreign)
    reader = recognise(document) if format is None else _find_reader(name, format)
    is_open = format is None and (reader is None or reader.name in _MAY_BE_DATA)
    if is_open and (foreign := find_foreign_data(document)):
        return refuse_foreign(document, foreign)
    if reader is None:
        return _read_nothing(document)
    reading = replace(reader.read(document), title=reader.title_for_people)
    reading = refuse_labelled(reading, is_free=reader.name in _FREE_TEXT)
    return refuse_broken(reading, document.broken) if document.broken else reading


def _find_reader(name: str, format: str) -> Reader:
    for reader in READERS:
        if reader.name == format:
            return reader
    known = ", ".join(reader.name for reader in READERS)
    raise SeedError(
        Problem(
            Location(name),
            "unknown-format",
            f"no reader is called {format!r}",
            f"Use one of: {known}.",
        )
    )


def _mend_unknown(document: Document) -> str:
    """Say what to do with a document that no reader knows; a form is named only if it fits."""
    readers = [each for each in READERS if each.name in _FORMS_IN_DOUBT]
    small = document.head(HEAD)
    fitting = [f"format: {each.name}" for each in readers if each.read(small).records]
    mends = [
        "Save or export the list as BibTeX, RIS or CSL-JSON, or put one DOI or arXiv id a line."
    ]
    if document.name.startswith("seeds/"):
        mends += [f"Or write {' or '.join(fitting)} for it in seeds/seeds.yml."] if fitting else []
        mends.append("If the file holds no papers, move it out of seeds/.")
    return " ".join(mends)


def _read_nothing(document: Document) -> Reading:
    what = describe_unknown(document)
    said = f" ({what})" if what else ""
    problem = Problem(
        Location(document.name),
        "unrecognised-seed",
        f"no reader knows this form, so nothing was taken from it{said}",
        _mend_unknown(document),
        Severity.WARNING,
    )
    return Reading(document.name, UNRECOGNISED, (), Ledger(document).close(), (problem,))
