"""OpenAlex's works, as its interface returns them.

Source:
    OpenAlex, "Work object".
"""

from __future__ import annotations

from shelflist.formats.drafts import Draft, find_year
from shelflist.formats.entry_names import find_name
from shelflist.formats.preprints import is_preprint_doi
from shelflist.formats.service_items import ServiceItem, fill
from shelflist.text.addresses import find_arxiv, find_doi

TEXTS = {
    "title": ("title", "display_name"),
    "volume": ("biblio.volume",),
    "issue": ("biblio.issue",),
}
"""Draft field -> where it stands, the best first."""

TYPES = {
    "article": None, "journal-article": "article-journal", "review": "article-journal",
    "proceedings-article": "paper-conference", "preprint": "article", "posted-content": "article",
    "book": "book", "monograph": "book", "book-chapter": "chapter", "dissertation": "thesis",
    "report": "report", "dataset": "dataset", "standard": "standard",
    "reference-entry": "entry-encyclopedia", "letter": "article-journal",
}  # fmt: skip

_SOURCES = {
    "journal": "article-journal",
    "conference": "paper-conference",
    "book series": "chapter",
}
"""Kind of source -> CSL type of an article in it; a repository is where it lies, no venue."""

_LONGEST_ABSTRACT = 20_000


def to_openalex_draft(item: ServiceItem) -> Draft:
    """Read one work."""
    draft = Draft(key=item.text("id").rpartition("/")[2] or None)
    fill(draft, item, TEXTS)
    draft.type = TYPES.get(item.text("type_crossref")) or TYPES.get(item.text("type"))
    draft.year = find_year(item.text("publication_year"), item.text("publication_date"))
    draft.abstract = _find_abstract(item)
    draft.dois = [*item.texts("doi"), *item.texts("ids.doi")]
    draft.is_retracted = item.flag("is_retracted")
    draft.more_authors = item.flag("is_authors_truncated")
    first, last = item.text("biblio.first_page"), item.text("biblio.last_page")
    draft.page = f"{first}-{last}" if first and last and first != last else first
    _add_places(draft, item)
    draft.hints = _find_hints(item)
    for each in item.objects("authorships"):
        name = item.inner_text(each, "author.display_name", within="authorships")
        name = name or item.inner_text(each, "raw_author_name", within="authorships")
        if found := find_name(name):
            draft.authors.append(found)
    return draft


def _add_places(draft: Draft, item: ServiceItem) -> None:
    """Take the first journal or conference as venue, and the addresses of all places."""
    for path in ("primary_location", "host_venue", "best_oa_location", "locations"):
        for each in item.objects(path):
            source = "source." if path != "host_venue" else ""
            kind = item.inner_text(each, f"{source}type", within=path)
            name = item.inner_text(each, f"{source}display_name", within=path)
            if not draft.venue and name and kind != "repository":
                draft.venue = name
                draft.type = draft.type or _SOURCES.get(kind)
                draft.publisher = item.inner_text(
                    each, f"{source}host_organization_name", within=path
                )
            for key in ("landing_page_url", "url", "pdf_url"):
                if address := item.inner_text(each, key, within=path):
                    draft.addresses.append(address)
    draft.other_ids = [
        each
        for each in draft.addresses
        if find_arxiv(each) or ("doi.org/" in each and is_preprint_doi(find_doi(each) or ""))
    ]
    draft.addresses = [each for each in draft.addresses if "doi.org/" not in each][:4]


def _find_abstract(item: ServiceItem) -> str:
    """Put an abstract together whose words are given with their places."""
    words: list[tuple[int, str]] = []
    for word, places in item.mapping("abstract_inverted_index").items():
        if not isinstance(places, list) or not all(isinstance(place, int) for place in places):
            item.report("abstract_inverted_index", f"The places of {word[:40]!r} are no numbers")
            continue
        words += [(place, word) for place in places if isinstance(place, int)]
        if len(words) > _LONGEST_ABSTRACT:
            return ""
    return " ".join(word for _, word in sorted(words))


def _find_hints(item: ServiceItem) -> list[str]:
    paths = ("keywords", "topics", "primary_topic")
    found = [
        item.inner_text(each, "display_name", within=path)
        or item.inner_text(each, "keyword", within=path)
        for path in paths
        for each in item.objects(path)
    ]
    return found or [
        item.inner_text(each, "display_name", within="concepts")
        for each in item.objects("concepts")
    ]
