"""DBLP's hits, as its search returns them.

Source:
    DBLP, "How to use the dblp search API".
"""

from __future__ import annotations

import re

from shelflist.formats.csl_values import strip_tags
from shelflist.formats.drafts import Draft, find_year
from shelflist.formats.entry_names import find_name
from shelflist.formats.service_items import ServiceItem, fill

TEXTS = {
    "title": ("title",),
    "venue": ("venue",),
    "volume": ("volume",),
    "issue": ("number",),
    "page": ("pages",),
    "publisher": ("publisher",),
    "isbn": ("isbn",),
}
"""Draft field -> where it stands."""

TYPES = {
    "Journal Articles": "article-journal",
    "Conference and Workshop Papers": "paper-conference",
    "Books and Theses": "book",
    "Parts in Books or Collections": "chapter",
    "Editorship": "book",
    "Data and Artifacts": "dataset",
}

CORR_KEY = re.compile(r"journals/corr/abs-(\d{4}-\d{4,5})")
"""DBLP's own key of what is on arXiv."""


def to_dblp_draft(item: ServiceItem) -> Draft:
    """Read the `info` of one hit."""
    draft = Draft(type=TYPES.get(item.text("type")), key=item.text("key") or None)
    fill(draft, item, TEXTS)
    draft.year = find_year(item.text("year"))
    draft.dois = item.texts("doi")
    draft.addresses = item.texts("ee")
    if match := CORR_KEY.fullmatch(item.text("key")):
        draft.identifiers = [f"arXiv:{match[1].replace('-', '.')}"]
    draft.links = item.texts("url")
    names = draft.editors if item.text("type") == "Editorship" else draft.authors
    for name in _find_names(item):
        if found := find_name(strip_tags(name)):
            names.append(found)
    return draft


def _find_names(item: ServiceItem) -> list[str]:
    """Give the names of `authors.author`: objects with `text`, plain texts, or one of them."""
    authors = item.mapping("authors").get("author")
    values = authors if isinstance(authors, list) else [authors]
    found: list[str] = []
    for each in values:
        if isinstance(each, str):
            found.append(each)
        elif isinstance(each, dict):
            found.append(item.inner_text(each, "text", within="authors"))
        elif each is not None:
            item.report("authors", "authors has an entry that is no name")
    return found
