"""A paper for programs: `citation_*` tags, and a ScholarlyArticle of schema.org.

Source:
    scholar.google.com/intl/en/scholar/inclusion.html; Zotero's translators Embedded Metadata
    and RDF (zotero/translators); schema.org.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from shelflist.arrivals import is_day
from shelflist.formats.fields import find_type, to_publication
from shelflist.formats.json_items import Json
from shelflist.library.papers import ListedPaper
from shelflist.model import Name
from shelflist.site.papers import find_typed_doi
from shelflist.site.views.coins import split_pages, to_inverted
from shelflist.site.views.text import to_plain, to_query
from shelflist.text.names import is_institution


@dataclass(frozen=True, slots=True)
class _Kind:
    """What a CSL type is for programs.

    Attributes:
        tag: Of where it was published, which tells Scholar and Zotero what it is.
        zotero: Zotero's word for it, said where there is no such tag.
        additional: The type of schema.org beside ScholarlyArticle.
        whole: What it is a part of, for schema.org.
    """

    tag: str
    zotero: str
    additional: str
    whole: str


_KINDS = {
    "article-journal": _Kind("citation_journal_title", "journalArticle", "", "Periodical"),
    "article-magazine": _Kind("citation_journal_title", "magazineArticle", "", "Periodical"),
    "article-newspaper": _Kind("citation_journal_title", "newspaperArticle", "", "Periodical"),
    "review": _Kind("citation_journal_title", "journalArticle", "", "Periodical"),
    "paper-conference": _Kind(
        "citation_conference_title", "conferencePaper", "", "PublicationEvent"
    ),
    "chapter": _Kind("citation_inbook_title", "bookSection", "Chapter", "Book"),
    "thesis": _Kind("citation_dissertation_institution", "thesis", "Thesis", "Organization"),
    "report": _Kind("citation_technical_report_institution", "report", "Report", "Organization"),
    "book": _Kind("citation_series_title", "book", "Book", "BookSeries"),
}
_SERVERS = {"doi": ("DOI", "https://doi.org/"), "arxiv": ("arXiv", "https://arxiv.org/abs/")}


class Metadata:
    """What a paper's page says of it to programs."""

    def __init__(
        self,
        paper: ListedPaper,
        address: str,
        topic_names: Sequence[str],
        links: Sequence[tuple[str, str]],
    ) -> None:
        """Find out what both forms say.

        Args:
            paper: As its page has it.
            address: Of the page from the root of the web; empty if that is not known.
            topic_names: What its topics are called.
            links: Label and address of each of the paper's links.
        """
        record = paper.record
        self.paper, self.record, self.address, self.links = paper, record, address, links
        self.title = to_plain(paper.title)
        self.publication = to_publication(record)
        self.container = self.publication.container or ""
        csl_type = find_type(record)
        self.is_preprint = csl_type not in _KINDS and bool(record.arxiv or record.preprint)
        zotero = "preprint" if self.is_preprint else ""
        self.kind = _KINDS.get(csl_type, _Kind("", zotero, "", "CreativeWork"))
        self.is_unpublished = self.is_preprint and not self.container
        server = (record.preprint or "arXiv") if self.is_unpublished else ""
        self.publisher = record.publisher or server
        self.subjects = list(dict.fromkeys([*topic_names, *record.hints]))

    def to_tags(self, abstract: str) -> list[tuple[str, str]]:
        """Give the names and contents of `<meta>` elements.

        Args:
            abstract: As plain text; empty where it would lose its form.
        """
        return [(name, content) for name, content in self._each_tag(abstract) if name and content]

    def _each_tag(self, abstract: str) -> Iterator[tuple[str, str]]:
        record, kind = self.record, self.kind
        first, last = split_pages(record.page or "")
        yield "citation_title", self.title
        for tag, names in (
            ("citation_author", record.authors),
            ("citation_editor", record.editors),
        ):
            yield from ((tag, _to_creator(name, len(names) == 1)) for name in names)
        yield "citation_publication_date", str(self.publication.year or "")
        yield kind.tag, self.container
        yield "citation_volume", record.volume or ""
        yield "citation_issue", record.issue or ""
        yield "citation_firstpage", first
        yield "citation_lastpage", last
        yield "citation_publisher", self.publisher
        yield "citation_doi", find_typed_doi(self.paper)
        yield "citation_arxiv_id", record.arxiv or ""
        yield (
            "citation_pdf_url",
            next((url for label, url in self.links if _is_pdf(label, url)), ""),
        )
        yield "citation_abstract_html_url", self.address
        yield "citation_abstract", abstract
        yield "DC.type", "" if kind.tag and self.container else kind.zotero
        yield from (("citation_keywords", subject) for subject in self.subjects)

    def to_json_ld(self, description: str) -> dict[str, Json]:
        """Give the article as schema.org has it."""
        article: dict[str, Json] = {
            "@context": "https://schema.org",
            "@type": "ScholarlyArticle",
            "name": self.title,
            "headline": self.title,
            "description": description,
        }
        return article | {name: value for name, value in self._each_property() if value}

    def _each_property(self) -> Iterator[tuple[str, Json]]:
        record, kind, publication = self.record, self.kind, self.publication
        first, last = split_pages(record.page or "")
        yield "additionalType", f"https://schema.org/{kind.additional}" if kind.additional else ""
        yield "author", [_to_person(name) for name in record.authors]
        yield "editor", [_to_person(name) for name in record.editors]
        yield "datePublished", str(publication.year or "")
        yield "dateCreated", str(publication.first_year or "")
        updated = self.paper.fields.get("updated", "")
        yield "dateModified", updated if isinstance(updated, str) and is_day(updated) else ""
        yield "identifier", list(self._each_identifier())
        is_house = kind.whole == "Organization"
        yield ("sourceOrganization" if is_house else "isPartOf"), self._to_whole()
        yield "publisher", _named("Organization", self.publisher)
        yield "releasedEvent", _named("PublicationEvent", record.preprint or "")
        yield from (("pagination", record.page or ""), ("pageStart", first), ("pageEnd", last))
        yield "keywords", [*self.subjects]
        status = "Preprint" if self.is_unpublished else ""
        yield "creativeWorkStatus", "Retracted" if record.retracted else status
        yield "sameAs", [url for _, url in self.links if url]
        yield from (("mainEntityOfPage", self.address), ("url", self.address))

    def _each_identifier(self) -> Iterator[Json]:
        record = self.record
        own = (f"doi:{find_typed_doi(self.paper)}", f"arxiv:{record.arxiv or ''}")
        seen: set[tuple[str, str]] = set()
        for said in (*own, *record.other_ids):
            scheme, _, value = said.partition(":")
            name, server = _SERVERS.get(scheme.lower(), ("", ""))
            value = value.strip()
            if name and value and (name, value) not in seen:
                seen.add((name, value))
                yield {"@type": "PropertyValue", "propertyID": name, "value": value,
                       "url": server + to_query(value)}  # fmt: skip

    def _to_whole(self) -> dict[str, Json]:
        """Give what the paper is a part of: an issue of a volume of a journal, or a book."""
        whole = _named(self.kind.whole, self.container)
        if self.kind.whole != "Periodical":
            return whole
        for part, key, number in (
            ("PublicationVolume", "volumeNumber", self.record.volume),
            ("PublicationIssue", "issueNumber", self.record.issue),
        ):
            if number:
                whole = {"@type": part, key: number} | ({"isPartOf": whole} if whole else {})
        return whole


def _named(kind: str, name: str) -> dict[str, Json]:
    return {"@type": kind, "name": name} if name else {}


def _is_pdf(label: str, url: str) -> bool:
    path = url.partition("?")[0].lower()
    return bool(url) and (label == "PDF" or (label == "Paper" and path.endswith(".pdf")))


def _to_creator(name: Name, is_alone: bool) -> str:
    """Give a name as Zotero reads it right.

    It takes the last word for the family name, unless a comma says otherwise; of a single name
    with two words on both sides of the comma it makes two people.
    """
    is_split = is_alone and " " in name.family and " " in name.given and not name.suffix
    return f"{name.given} {name.family}" if is_split else to_inverted(name)


def _to_person(name: Name) -> Json:
    if name.literal:
        # A single word is what a person goes by alone, as far as anybody knows.
        is_group = " " in name.literal or is_institution(name.literal)
        return {**_named("Organization" if is_group else "Person", name.literal)}
    parts = {"givenName": name.given, "familyName": name.family}
    suffix = {"honorificSuffix": name.suffix} if name.suffix else {}
    return {"@type": "Person", "name": str(name), **parts, **suffix}
