"""What a page with front matter is about: a paper, or a person, a talk, a course, a site."""

from __future__ import annotations

import re
from collections.abc import Callable

from shelflist.formats.drafts import is_doi
from shelflist.readers.front_matter_fields import (
    ABSTRACT,
    ARXIV,
    AUTHORS,
    DOI,
    VENUE,
    YEAR,
    Fields,
    find_text,
    find_title,
    find_words,
)
from shelflist.readers.front_matter_people import find_people
from shelflist.readers.markdown_links import is_certain_paper
from shelflist.text.addresses import find_arxiv

_KINDS = ("layout", "collection", "template", "type", "kind", "content_type", "page_type")
_PAPER = re.compile(r"(?:research-)?(?:publications?|papers?|pubs?|preprints?)(?:-page)?")
_OTHER = re.compile(
    r"(?:talks?|teaching|posts?|blogs?|news|people|person|members?|team|authors?|profiles?|projects?"
    r"|portfolio|courses?|events?|home|slides|tutorials?|widget-page|landing|archives?.*|about"
    r"|gallery|jobs?|software|tools?|services?|presentations?|invited-talks?|workshops?|seminars?"
    r"|lectures?|books-list|splash|redirect|splash.*|cv|resume|contact|faq|search|tags?|categories"
    r"|undergraduate-course|graduate-course|authors-archive|recipes?|docs?|documentation)"
)
_MARKS_OF_OTHERS = frozenset(
    "superuser user_groups bio education interests organizations event event_url date_end all_day"
    " sections widget headless cms_exclude view redirect_to author_profile_page job_title"
    " office_hours mentors instructor semester syllabus".split()
)
"""Fields of pages of people, talks, courses and of a site's own furniture."""

_TEMPLATE = re.compile(
    r"\W*(?:insert|your|the|add|my|a)?\W*(?:paper|publication|article)?\W*title\W*"
    r"(?:of (?:the|your) (?:paper|publication|article))?\W*(?:goes)?\W*(?:here|number \d+)?\W*"
    r"|an example (?:conference|journal|preprint)\b.{0,40}|example (?:paper|publication)"
    r"|lorem ipsum.*",
    re.IGNORECASE,
)
"""A title that a template has in the place of one."""
_LONGEST_TEMPLATE = 60
_PAPER_ADDRESSES = ("paperurl", "paper_url", "url_pdf", "url_paper", "pdf", "paper_link")
_KEYS_OF_PAPERS = ("bibkey", "citation", "bibtex", "citation_key", "publication_types", "paperurl")


def is_paper(fields: Fields, holds_list: Callable[[], bool]) -> bool:
    """Say whether the fields speak of a paper.

    A page says so itself, or it has an identifier, or authors and what only papers have.

    Args:
        fields: As `flatten` gives them.
        holds_list: Says whether the text below is a list of papers.
    """
    title = find_title(fields)
    kinds = set(find_words(fields, _KINDS))
    has_title, has_authors = bool(title), any(find_people(fields, AUTHORS))
    has_venue, has_id = bool(find_text(fields, VENUE)), _has_id(fields)
    has_abstract = bool(find_text(fields, ABSTRACT))
    facts = sum((has_authors, has_venue, has_id, has_abstract))
    if is_other(fields):
        return has_title and has_authors and has_venue and has_id and "event" not in fields
    if any(map(_PAPER.fullmatch, kinds)) or fields.get("publication_types"):
        has_key = any(find_text(fields, (name,)) for name in _KEYS_OF_PAPERS)
        is_said = facts > 0 or has_key or _has_date(fields)
        return is_said and (facts > 1 or has_key or not holds_list())
    if has_id and (has_title or has_authors):
        return facts > 1 or bool(find_text(fields, YEAR))
    if not (has_title and has_authors):
        return False
    has_address = any(fields.get(name) for name in _PAPER_ADDRESSES)
    has_year = bool(find_text(fields, YEAR))
    return has_venue or (has_year and (has_abstract or has_address)) or is_ours(fields)


def has_placeholder(fields: Fields) -> bool:
    """Say whether the title is what a template has in the place of one."""
    title = find_title(fields)
    return len(title) < _LONGEST_TEMPLATE and _TEMPLATE.fullmatch(title) is not None


def is_other(fields: Fields) -> bool:
    """Say whether a page speaks of a person, a talk, a course or of its site."""
    kinds = set(find_words(fields, _KINDS))
    if any(map(_PAPER.fullmatch, kinds)):
        return False
    is_hugoblox = isinstance(image := fields.get("image"), dict) and "focal_point" in image
    is_marked = is_hugoblox or bool(_MARKS_OF_OTHERS & fields.keys())
    return not fields.get("publication_types") and (is_marked or any(map(_OTHER.fullmatch, kinds)))


def is_ours(fields: Fields) -> bool:
    """Say whether a page is one of a list like this."""
    return "found_in" in fields and "topics" in fields


def _has_id(fields: Fields) -> bool:
    dois = (text.strip() for text in _to_texts(fields, DOI))
    arxiv = (find_arxiv(text) for text in _to_texts(fields, (*ARXIV, *DOI)))
    clipped = map(is_certain_paper, _to_texts(fields, ("source", "source_url")))
    return any(map(is_doi, dois)) or any(arxiv) or any(clipped)


def _to_texts(fields: Fields, names: tuple[str, ...]) -> list[str]:
    return [value for name in names if isinstance(value := fields.get(name), str)]


def _has_date(fields: Fields) -> bool:
    return bool(find_text(fields, YEAR)) or ("date" in fields and "collection" in fields)
