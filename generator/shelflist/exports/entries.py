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
from shelflist.topics import Taxonomy
from shelflist.topics.taxonomy import UNSORTED

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


def hold(taxonomy: Taxonomy, papers: Sequence[ListedPaper]) -> dict[str, list[int]]:
    """Give for each topic the numbers of its papers: its own and those of its sub-topics."""
    held: dict[str, list[int]] = {topic.id: [] for topic in taxonomy.topics}
    for number, paper in enumerate(papers):
        for topic in taxonomy.with_ancestors(paper.topics) or [UNSORTED]:
            held.setdefault(topic, []).append(number)
    return held


def to_scope(settings: Settings, taxonomy: Taxonomy, name: str) -> Scope:
    """Say what the files of a topic, or of the whole list, say of themselves."""
    end = "/" if settings.is_directory_urls else ".html"
    topic = taxonomy.by_id.get(name)
    label = topic.name if topic else "Not yet sorted"
    return Scope(
        title=f"{label} – {settings.site_name}" if name else settings.site_name,
        description=(topic.description if topic else "") if name else settings.site_description,
        path=f"topics/{name}{end}" if name else "",
        name=name,
        site_url=settings.site_url,
        site_name=settings.site_name,
        up="../../" if name else "../",
        most=MOST_IN_TOPIC if name else MOST_PAPERS,
        topic_names={each.id: each.name for each in taxonomy.topics},
    )
