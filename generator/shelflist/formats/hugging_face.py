"""Hugging Face's papers, as its interface returns them: a day's list, or one paper.

Source:
    Hugging Face Hub, "Hub API Endpoints": `/api/daily_papers` and `/api/papers/{id}`.
"""

from __future__ import annotations

from shelflist.formats.arxiv_fields import find_year_of_id
from shelflist.formats.drafts import Draft, find_year
from shelflist.formats.entry_names import find_name
from shelflist.formats.service_items import ServiceItem, fill
from shelflist.text.addresses import find_arxiv

TEXTS = {"title": ("title",), "abstract": ("summary",)}
"""Draft field -> where it stands; `ai_summary` is a machine's and no abstract."""


def to_hugging_face_draft(item: ServiceItem) -> Draft:
    """Read one paper."""
    draft = Draft()
    fill(draft, item, TEXTS)
    if arxiv := find_arxiv(item.text("id")):
        draft.identifiers = [f"arXiv:{arxiv}"]
    draft.year = find_year(item.text("publishedAt")) or find_year_of_id(arxiv)
    draft.addresses = [*item.texts("githubRepo"), *item.texts("projectPage")]
    for each in item.objects("authors"):
        if found := find_name(item.inner_text(each, "name", within="authors")):
            draft.authors.append(found)
    return draft
