"""Semantic Scholar's papers, as its interface returns them.

Source:
    Semantic Scholar, "Academic Graph API" and "Recommendations API".
"""

from __future__ import annotations

from shelflist.formats.dblp import CORR_KEY
from shelflist.formats.drafts import Draft, find_year
from shelflist.formats.entry_names import find_name
from shelflist.formats.service_items import ServiceItem, fill

TEXTS = {
    "title": ("title",),
    "abstract": ("abstract",),
    "venue": ("publicationVenue.name", "venue", "journal.name"),
    "volume": ("journal.volume",),
    "page": ("journal.pages",),
}
"""Draft field -> where it stands, the best first."""

TYPES = {
    "JournalArticle": "article-journal", "Conference": "paper-conference", "Book": "book",
    "BookSection": "chapter", "Dataset": "dataset",
}  # fmt: skip


def to_semantic_scholar_draft(item: ServiceItem) -> Draft:
    """Read one paper."""
    draft = Draft(key=item.text("paperId") or None)
    fill(draft, item, TEXTS)
    types = item.texts("publicationTypes")
    draft.type = next((TYPES[each] for each in types if each in TYPES), None)
    if "JournalArticle" in types and "Conference" in types:
        draft.type = "paper-conference"
    draft.year = find_year(item.text("year"), item.text("publicationDate"))
    draft.dois = item.texts("externalIds.DOI") + item.texts("doi")
    arxiv = item.text("externalIds.ArXiv", "arxivId")
    draft.identifiers = [f"arXiv:{arxiv}"] if arxiv else []
    if match := CORR_KEY.fullmatch(item.text("externalIds.DBLP")):
        draft.identifiers.append(f"arXiv:{match[1].replace('-', '.')}")
    draft.addresses = item.texts("openAccessPdf.url")
    draft.links = item.texts("url")
    draft.hints = item.texts("fieldsOfStudy") + [
        item.inner_text(each, "category", within="s2FieldsOfStudy")
        for each in item.objects("s2FieldsOfStudy")
    ]
    for each in item.objects("authors"):
        name = item.inner_text(each, "name", within="authors")
        if found := find_name(name):
            draft.authors.append(found)
    return draft
