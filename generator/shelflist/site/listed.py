"""What a page lists: found in its links, so that a page by hand is as good as a generated one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from posixpath import dirname, normpath

from markupsafe import Markup
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url

from shelflist.edits.following import is_paper
from shelflist.formats.json_items import Json
from shelflist.site.navigation import Addresses, to_folder
from shelflist.site.views.lists import Download
from shelflist.site.views.page import Feed, to_json_ld

_HREF = re.compile(r' href="([^"#]*)')
_LISTED_BY_NAME = 100
"""JSON-LD names the papers of lists up to this length; of longer ones it has the addresses."""
_FORMS = (
    ("BibTeX", "bib"), ("BibLaTeX", "biblatex.bib"), ("RIS", "ris"), ("CSL-JSON", "csl.json"),
    ("Atom", "atom.xml"), ("JSON Feed", "feed.json"),
)  # fmt: skip
_CUT = ("bib", "biblatex.bib", "ris")
"""Suffixes of files that a long list has in pieces."""


@dataclass(frozen=True, slots=True)
class Listed:
    """What a page links to, in its order: papers, and other pages of its folder."""

    papers: Sequence[Page]
    members: Sequence[Page]


def find_listed(page: Page, html: str, by_url: Mapping[str, Page]) -> Listed:
    """Find what a page lists.

    Args:
        page: The page.
        html: Its body.
        by_url: Every page by its path in the site, without a slash at its end.
    """
    found: dict[str, Page] = {}
    folder, here = dirname(page.url), to_folder(page.file)
    for href in dict.fromkeys(_HREF.findall(html)):
        if href and ":" not in href:
            other = by_url.get(normpath(f"{folder}/{href}" if folder else href))
            if other is not None:
                found.setdefault(other.file.src_uri, other)
    papers = [each for uri, each in found.items() if is_paper(uri)]
    others = (each for uri, each in found.items() if not is_paper(uri) and each is not page)
    return Listed(papers, [each for each in others if here and to_folder(each.file) == here])


def describe_list(
    page: Page, title: str, description: str, listed: Listed, to_title: Callable[[Page], str]
) -> Iterator[Markup]:
    """Describe a page that lists papers or pages, and the site on its home page, in JSON-LD."""
    pages = listed.papers or listed.members
    is_ours = to_folder(page.file) in ("papers", "topics", "authors", "references")
    if not page.is_homepage and not (pages and (len(listed.papers) > 1 or is_ours)):
        return
    about: dict[str, Json] = {"@context": "https://schema.org"}
    about |= {"name": title, "description": description}
    about |= {"url": page.canonical_url} if page.canonical_url else {}
    if page.is_homepage:
        yield to_json_ld({**about, "@type": "WebSite"})
    if pages:
        has_names = len(pages) <= _LISTED_BY_NAME
        items: list[Json] = [
            _to_item(number, each, page, to_title(each) if has_names else "")
            for number, each in enumerate(pages, 1)
        ]
        whole: dict[str, Json] = {"@type": "ItemList", "numberOfItems": len(pages)}
        whole["itemListElement"] = items
        yield to_json_ld({**about, "@type": "CollectionPage", "mainEntity": whole})


def _to_item(number: int, page: Page, here: Page, name: str) -> Json:
    url = page.canonical_url or get_relative_url(page.url, here.url)
    item: dict[str, Json] = {"@type": "ListItem", "position": number, "url": url}
    return item | ({"name": name} if name else {})


def to_downloads(files: str, to_url: Addresses) -> Iterator[Download]:
    """Give the files with the papers of a list; `files` is their path without a suffix."""
    is_topic = "/topics/" in files
    for label, suffix in _FORMS:
        if is_topic or suffix not in _CUT:
            is_file = "feed" not in suffix and "atom" not in suffix
            yield Download(label, to_url.to(f"{files}.{suffix}"), is_file)
    yield Download("More" if is_topic else "All forms", to_url("exports/index"), False)


def to_feeds(files: str, title: str, to_url: Addresses) -> Iterator[Feed]:
    """Give the feeds of the papers of a list."""
    yield Feed("application/atom+xml", f"{title} (Atom)", to_url.to(f"{files}.atom.xml"))
    yield Feed("application/feed+json", f"{title} (JSON Feed)", to_url.to(f"{files}.feed.json"))
