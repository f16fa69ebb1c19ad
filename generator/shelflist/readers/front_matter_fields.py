"""What the front matter of a paper's page says, under the names that site generators use.

Source:
    The fields of HugoBlox (Wowchemy, Academic) publications, of academicpages, al-folio and
    ml4code, of Quarto's `citation`, and of our own pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from shelflist.formats.dates import find_month
from shelflist.formats.drafts import Draft, find_year
from shelflist.formats.front_matter_values import Value
from shelflist.model import Link
from shelflist.readers.front_matter_people import find_people
from shelflist.readers.front_matter_text import to_plain
from shelflist.readers.markdown_links import find_label, find_rel, is_certain_paper
from shelflist.text.addresses import find_arxiv

Fields = Mapping[str, Value]

TITLE = ("title", "paper_title")
VENUE = (
    *("venue", "journal", "booktitle", "conference", "container_title", "publication"),
    *("journal_title", "journal_name", "proceedings", "published_in", "prevenue", "pub"),
    *("publication_short", "venue_short", "in"),
)
AUTHORS = ("authors", "author", "author_list", "paper_authors", "creators")
DOI = ("doi", "doi_url", "paper_doi")
ARXIV = ("arxiv", "arxiv_id", "arxivid", "arxiv_url", "url_arxiv", "eprint")
ABSTRACT = ("abstract", "paper_abstract")
YEAR = ("year", "pub_year", "publication_year")
DATE = ("date", "pub_date", "publication_date", "published", "issued", "pubdate")
_TEXTS: dict[str, tuple[str, ...]] = {
    "short_name": ("short_name", "acronym", "short_title"),
    "volume": ("volume", "journal_volume"),
    "issue": ("issue", "number", "journal_issue"),
    "page": ("pages", "page", "page_range"),
    "publisher": ("publisher",),
    "publisher_place": ("publisher_place", "publisher-place", "place"),
    "edition": ("edition",),
    "isbn": ("isbn", "ISBN"),
    "issn": ("issn", "ISSN"),
    "genre": ("genre", "thesis_type", "report_type"),
    "note": ("note", "award", "awards", "honor"),
    "key": ("bibkey", "citation_key", "citekey", "cite_key", "bibtex_key"),
}
"""What a draft has as text -> the fields that say it, the best first."""

_OWN_ADDRESSES = (
    *("url", "paperurl", "paper_url", "url_paper", "paper_link", "paperlink", "external_link"),
    *(
        "link",
        "source",
        "source_url",
        "publisher_url",
        "html",
        "openreview",
        "url_preprint",
        "preprint_url",
        "preprint",
    ),
    *("url_pdf", "pdf", "pdf_url", "pdfurl", "pdflink", "paper", "fulltext"),
)
_LINKS: dict[str, tuple[str, ...]] = {
    "code": ("code", "url_code", "codeurl", "code_url", "github", "repo", "repository", "git"),
    "data": ("data", "dataset", "datasets", "url_dataset", "url_data", "dataurl", "data_url"),
    "project": (
        *("project", "url_project", "project_page", "projectpage", "project_url", "website"),
        *("homepage", "web", "url_website"),
    ),
    "model": ("model", "models", "url_model"),
    "link": (
        *("url_slides", "slides", "slidesurl", "url_poster", "poster", "url_video", "video"),
        *("url_source", "demo", "url_demo", "supplement", "url_supplement", "blog", "talk"),
    ),
}
_LINK_LISTS = ("links", "additional_links", "urls", "resources", "buttons", "other_links")
_HINTS = (
    *("tags", "keywords", "categories", "topics", "topic", "subjects", "research_area"),
    *("research_areas", "areas", "themes"),
)
_TYPES = {
    "1": "paper-conference", "2": "article-journal", "4": "report", "5": "book", "6": "chapter",
    "7": "thesis", "article-journal": "article-journal", "journal": "article-journal",
    "journal-article": "article-journal", "manuscripts": "article-journal",
    "paper-conference": "paper-conference", "conference": "paper-conference",
    "conference-paper": "paper-conference", "inproceedings": "paper-conference",
    "conferences": "paper-conference", "proceedings": "paper-conference", "book": "book",
    "books": "book", "chapter": "chapter", "book-chapter": "chapter", "incollection": "chapter",
    "book-section": "chapter", "inbook": "chapter", "thesis": "thesis", "phdthesis": "thesis",
    "dissertation": "thesis", "report": "report", "techreport": "report",
    "technical-report": "report",
}  # fmt: skip
"""HugoBlox's numbers and the words of others -> CSL type; a preprint has none."""
_TYPE_FIELDS = ("publication_types", "publication_type", "pub_type", "type", "category")

_WEB = re.compile(r"https?://[^\s<>\"{}]+", re.IGNORECASE)
_LONGEST_SERVER = 80
_PREPRINT = re.compile(
    r"\W*(?:(?:pre-?print|arxiv|e-?print|corr|on|available)\W*)+[\d./v]*\W*", re.I
)
_CLIPPED = re.compile(r"\[\d{4}\.\d{4,5}\]\s*")
"""What the title of arXiv's page begins with."""
_IN = re.compile(r"in:?\s+(?=\S)", re.IGNORECASE)
_EMPHASIS = re.compile(r"(?<![\w*_])([*_]{1,3})(?=\S)([^*_]{4,}?)(?<=\S)\1(?![\w*_])")
_PAGES = re.compile(r"\b(?:pp?|pages)\b\.?\s*(\w*\d+(?:\s*[-–—]+\s*\w*\d+)?)", re.IGNORECASE)
_NUMBERS = re.compile(
    r",\s*(?:vol(?:ume|\.)?\s*)?(\d{1,4})(?:\s*\(([\w–-]{1,10})\))?(?=\s*(?:[,.:]|$))"
)
_GENERAL = re.compile(
    r"(?:(?:selected|research|academic|all|my|our|recent)\s+)?(?:publications?|papers?|articles?"
    r"|research|preprints?|pubs?|conferences?|journals?|manuscripts?|workshops?|books?|theses"
    r"|featured|published|clippings?|peer[- ]reviewed|conference papers?|journal articles?"
    r"|journal papers?)",
    re.IGNORECASE,
)
_NESTED = ("params", "hugoblox", "ids", "identifiers", "citation", "csl")


def flatten(fields: Fields) -> dict[str, Value]:
    """Bring up what Hugo's `params`, HugoBlox's `ids` and Quarto's `citation` hold."""
    found = {name: value for name, value in fields.items() if name not in _NESTED or value}
    for name in _NESTED:
        nested = found.get(name)
        if isinstance(nested, dict):
            for inner, value in nested.items():
                if not find_text(found, (inner,)):
                    found[inner] = value
    return found


def to_draft(fields: Fields) -> Draft:
    """Read the fields of a page as a draft; links have a list of their own (`to_links`)."""
    draft = Draft(title=find_title(fields), abstract=find_text(fields, ABSTRACT, is_long=True))
    for name, sources in _TEXTS.items():
        setattr(draft, name, find_text(fields, sources))
    draft.type = next((t for t in map(_TYPES.get, find_words(fields, _TYPE_FIELDS)) if t), None)
    draft.year = find_year(find_text(fields, YEAR), find_text(fields, DATE))
    draft.month = find_month(draft.year, find_text(fields, ("month",)))  # `date` often has 01-01
    draft.translators = list(find_people(fields, ("translators", "translator"))[0])
    draft.authors, draft.more_authors = find_people(fields, AUTHORS)
    draft.more_authors |= find_text(fields, ("more_authors",)).lower() == "true"
    draft.is_retracted = find_text(fields, ("retracted",)).lower() == "true"
    draft.dois = [text.replace("\\", "") for text in _find_texts(fields, DOI)]
    draft.identifiers = [to_arxiv_mark(text) for text in _find_texts(fields, ARXIV)]
    _add_venue(draft, fields)
    draft.addresses = [url for name in _OWN_ADDRESSES for url in _find_addresses(fields.get(name))]
    listed = list(_list_links(fields))
    draft.addresses += [link.url for link in listed if link.rel == "paper"]
    draft.identifiers += [link.url for link in listed if link.rel == "id"]
    draft.hints = list(_find_hints(fields))
    return draft


def to_arxiv_mark(text: str) -> str:
    """Write a bare arXiv id so that it is known for one."""
    return text if find_arxiv(text) is None else f"arXiv:{find_arxiv(text)}"


def to_links(fields: Fields) -> tuple[Link, ...]:
    """Give the addresses of code, data, slides and the like, each once."""
    found: dict[str, Link] = {}
    named = (
        Link(rel, url)
        for rel, names in _LINKS.items()
        for name in names
        for url in _find_addresses(fields.get(name))
    )
    others = (link for link in _list_links(fields) if link.rel not in ("paper", "id"))
    for link in (*named, *others):
        if not find_arxiv(link.url):
            found.setdefault(link.url.rstrip("/").casefold(), link)
    return tuple(found.values())


def find_title(fields: Fields) -> str:
    """Give the title; one that its page marks as provisional is none."""
    if find_text(fields, ("provisional_title",)).lower() == "true":
        return ""
    return _CLIPPED.sub("", find_text(fields, TITLE))


def find_text(fields: Fields, names: Sequence[str], *, is_long: bool = False) -> str:
    """Give the first of some fields that has a text, as a reader of the page sees it.

    Args:
        fields: Of the page.
        names: The fields, the best first.
        is_long: Whether the text is Markdown in paragraphs.
    """
    return next((to_plain(text, is_long=is_long) for text in _find_texts(fields, names)), "")


def _find_texts(fields: Fields, names: Sequence[str]) -> Iterator[str]:
    for name in names:
        value = fields.get(name)
        if isinstance(value, dict):
            value = value.get("name") or value.get("title") or value.get("text")
        if isinstance(value, list):
            value = ", ".join(entry for entry in value if isinstance(entry, str))
        if isinstance(value, str) and any(character.isalnum() for character in value):
            yield value


def find_words(fields: Fields, names: Sequence[str]) -> Iterator[str]:
    """Give the words that fields of one word or a list of words have, with hyphens."""
    for name in names:
        value = fields.get(name, "")
        for word in value if isinstance(value, list) else [value]:
            if isinstance(word, str):
                yield "-".join(re.sub(r"[^\w]+", " ", word.lower().removesuffix(".html")).split())


def _add_venue(draft: Draft, fields: Fields) -> None:
    """Read where the paper appeared: `In *ICML*`, `*Journal of X*, 4(2), pp. 3-9`."""
    raw = next(_find_texts(fields, VENUE), "")
    emphasis = _EMPHASIS.search(raw)
    venue = to_plain(emphasis[2] if emphasis else raw)
    rest = to_plain(raw[emphasis.end() :]) if emphasis else ""
    draft.venue = _IN.sub("", venue, count=1) if _IN.match(venue) else venue
    if len(venue) < _LONGEST_SERVER and _PREPRINT.fullmatch(venue):
        draft.venue = ""
        draft.identifiers.append(venue)
    if pages := _PAGES.search(rest):
        draft.page = draft.page or pages[1]
    if numbers := _NUMBERS.match(rest):
        draft.volume = draft.volume or numbers[1]
        draft.issue = draft.issue or numbers[2] or ""


def _find_addresses(value: Value | None) -> Iterator[str]:
    for entry in value if isinstance(value, list) else [value]:
        if isinstance(entry, str) and "{{" not in entry and (found := _WEB.search(entry)):
            yield found[0]


def _list_links(fields: Fields) -> Iterator[Link]:
    """Read lists of links: `{name, url}`, `{type, url}`, `{type, provider, id}`, addresses."""
    for name in _LINK_LISTS:
        value = fields.get(name)
        entries = value if isinstance(value, list) else [value] if value else []
        for entry in entries:
            if isinstance(entry, str):
                entry = {"url": entry}
            if isinstance(entry, dict):
                yield from _read_link(entry)


def _read_link(entry: Mapping[str, Value]) -> Iterator[Link]:
    texts = {name: value for name, value in entry.items() if isinstance(value, str)}
    provider, number = texts.get("provider", "").lower(), texts.get("id", "")
    if provider == "arxiv" and find_arxiv(number):
        yield Link("id", f"arXiv:{find_arxiv(number)}")
        return
    if provider == "doi" and number:
        yield Link("id", number)
        return
    words = next((texts[n] for n in ("name", "label", "type", "title", "text") if texts.get(n)), "")
    for name, value in texts.items():
        for url in _find_addresses(value):
            is_pair = name not in ("url", "link", "href")
            label = find_label(name.replace("_", " ") if is_pair else to_plain(words))
            rel = "paper" if is_certain_paper(url) else find_rel(url, label)
            yield Link(rel or "link", url)


def _find_hints(fields: Fields) -> Iterator[str]:
    for name in _HINTS:
        value = fields.get(name, "")
        words = value if isinstance(value, list) else re.split(r"[;,]", str(value))
        for word in words:
            plain = to_plain(word) if isinstance(word, str) else ""
            if plain and not _GENERAL.fullmatch(plain) and not plain.isdecimal():
                yield plain
