"""A paper as every export needs it, and the set of papers that a file holds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import quote

from shelflist.arrivals import is_day
from shelflist.config import Settings
from shelflist.formats.fields import NOT_IN_KEY
from shelflist.library import ListedPaper
from shelflist.model import Record

MOST_PAPERS = 100
"""So many papers stand in the feed of the whole list."""
MOST_IN_TOPIC = 50


@dataclass(frozen=True)
class Entry:
    """One paper to be written.

    Attributes:
        paper: As the list has it.
        key: Its citation key, pinned on its page.
        path: Of its page in the site, as in `papers/gptq/`.
        address: The same from the root of the web, or within the site if that is not known.
        topics: Ids of its topics.
        added: The day it came into the list, `2026-03-21`; empty if nobody says.
    """

    paper: ListedPaper
    key: str
    path: str
    address: str
    topics: tuple[str, ...]
    added: str

    @cached_property
    def record(self) -> Record:
        """What is written: with a title in any case."""
        return self.paper.citable


@dataclass(frozen=True, slots=True)
class Scope:
    """Which papers a file holds, and what it says of itself.

    Attributes:
        title: For a reader.
        description: In a sentence; may be empty.
        path: Of the page in the site that lists them, as in `topics/vision/`.
        name: What tells it from others for ever: a topic's id, empty for the whole list.
        site_url: Where the site is; empty if that is not known.
        site_name: What the list is called.
        up: From the file's folder to the root of the site, as in `../../`.
        most: So many papers stand in a feed.
        topic_names: What the ids of topics are called.
    """

    title: str
    description: str
    path: str
    name: str
    site_url: str
    site_name: str
    up: str
    most: int
    topic_names: dict[str, str]

    def to_link(self, path: str) -> str:
        """Give the address of something in the site: whole if the site's is known."""
        return f"{self.site_url or self.up}{path}"


def to_entries(papers: Iterable[ListedPaper], settings: Settings) -> list[Entry]:
    """Make papers ready to be written."""
    end = "/" if settings.is_directory_urls else ".html"
    entries: list[Entry] = []
    for paper in papers:
        path = f"papers/{quote(paper.slug)}{end}"
        added = paper.fields.get("added", "")
        entries.append(
            Entry(
                paper=paper,
                key=find_key(paper),
                path=path,
                address=f"{settings.site_url}{path}",
                topics=tuple(paper.topics),
                added=added if isinstance(added, str) and is_day(added) else "",
            )
        )
    return entries


def find_key(paper: ListedPaper) -> str:
    """Give the citation key that is pinned on the paper's page, without signs of BibTeX's own.

    `check` names a key that a person wrote with such signs; the page leaves them out as well.
    """
    key = paper.fields.get("citation_key", "")
    return (NOT_IN_KEY.sub("", key) if isinstance(key, str) else "") or paper.slug


def to_prints(entries: Sequence[Entry], prints: Sequence[str]) -> list[str]:
    """Give for each entry a text that changes when anything does that a file says of it.

    Args:
        entries: The papers.
        prints: The same for their records and keys alone.
    """
    return [
        f"{of_record} {','.join(entry.topics)} {entry.added}"
        for entry, of_record in zip(entries, prints, strict=True)
    ]
