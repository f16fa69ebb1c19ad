"""What each kind of page shows, as typed values that the templates read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from shelflist.config import Settings
from shelflist.library import ListedPaper, Paper
from shelflist.model import FieldValue
from shelflist.pages.bibliography import sort_references, to_reference
from shelflist.pages.listing import to_entries
from shelflist.pages.names import AuthorNames, first_letter, to_key
from shelflist.pages.parts import Entry, Listing, PartPage, list_entries, to_letter_key
from shelflist.pages.render import to_inline
from shelflist.pages.seed_views import SeedLine
from shelflist.text.markdown import to_markdown
from shelflist.topics import Taxonomy, Topic
from shelflist.topics.taxonomy import UNSORTED

Parts = Mapping[str, PartPage]
"""The parts of a list, by their path in `docs_dir`."""


@dataclass(frozen=True, slots=True)
class PaperPage:
    """One paper: its front matter, and its abstract as Markdown."""

    fields: Mapping[str, FieldValue]
    abstract: str


@dataclass(frozen=True, slots=True)
class TopicLine:
    """A topic in a list; `depth` counts the topics above it."""

    id: str
    name: str
    description: str
    depth: int


@dataclass(frozen=True, slots=True)
class TopicsPage:
    """All topics, each followed by those below it."""

    topics: tuple[TopicLine, ...]
    has_unsorted: bool


@dataclass(frozen=True, slots=True)
class TopicPage:
    """One topic: its sub-topics, and the papers that name itself."""

    id: str
    name: str
    description: str
    parent: Topic | None
    children: tuple[Topic, ...]
    listing: Listing


@dataclass(frozen=True, slots=True)
class HomePage:
    """What the list is; nothing here changes with a paper."""

    site_name: str
    description: str
    topics: tuple[TopicLine, ...]


@dataclass(frozen=True, slots=True)
class ReferencesPage:
    """Where the papers come from, and all of them as a bibliography."""

    seeds: tuple[SeedLine, ...]
    listing: Listing


def to_paper_page(paper: Paper) -> PaperPage:
    """View one paper; what a person made of the abstract is left as it stands."""
    passage = paper.page.passages.get("abstract") if paper.page else None
    if passage and (not passage.is_untouched() or "abstract" in paper.by_person):
        abstract = passage.content.strip("\n")
    else:
        abstract = to_markdown(paper.record.abstract) if paper.record.abstract else ""
    return PaperPage(paper.fields, abstract)


def list_papers(papers: Sequence[ListedPaper]) -> tuple[Listing, Parts]:
    """List all papers by year."""
    entries = to_entries(papers)
    return list_entries(entries, "papers/index.md", "All papers", "years", by_year=True)


def list_authors(names: AuthorNames) -> tuple[Listing, Parts]:
    """List the names with two papers or more.

    Their papers stand on the site: a paper more would change a file for each of its authors.
    """
    entries = [
        Entry(
            key=to_letter_key("-".join(names.order(key))),
            heading=first_letter(to_key(names.families[key])),
            before=to_inline(names.names[key]),
        )
        for key in names.frequent
    ]
    return list_entries(entries, "authors/index.md", "Authors", "authors/names", by_year=False)


def to_references_page(
    papers: Sequence[ListedPaper], seeds: Sequence[SeedLine]
) -> tuple[ReferencesPage, Parts]:
    """View the bibliography."""
    entries = list(map(to_reference, sort_references(papers)))
    listing, parts = list_entries(
        entries, "references/index.md", "References", "references/by-name", by_year=False
    )
    return ReferencesPage(tuple(seeds), listing), parts


def to_home_page(settings: Settings, taxonomy: Taxonomy) -> HomePage:
    """View the list as a whole."""
    description = settings.site_description or "A reading list of papers."
    return HomePage(settings.site_name, description, tuple(_to_lines(taxonomy)))


def _to_lines(taxonomy: Taxonomy, below: str | None = None, depth: int = 0) -> Iterator[TopicLine]:
    for topic in taxonomy.children(below):
        yield TopicLine(topic.id, topic.name, topic.description, depth)
        yield from _to_lines(taxonomy, topic.id, depth + 1)


class TopicViews:
    """Views of the topics; a list without any has no page of them."""

    def __init__(self, taxonomy: Taxonomy, papers: Sequence[ListedPaper]) -> None:
        self.taxonomy = taxonomy
        self.held: dict[str, list[ListedPaper]] = {topic.id: [] for topic in taxonomy.topics}
        for paper in papers:
            known = [topic for topic in dict.fromkeys(paper.topics) if topic in taxonomy.by_id]
            for topic in known or [UNSORTED]:
                self.held.setdefault(topic, []).append(paper)

    def index(self) -> TopicsPage:
        """View all topics."""
        return TopicsPage(tuple(_to_lines(self.taxonomy)), UNSORTED in self.held)

    def pages(self) -> Iterator[tuple[TopicPage, Parts]]:
        """View each topic, and last the papers without one."""
        for topic in self.taxonomy.topics:
            above = self.taxonomy.ancestors(topic.id)
            yield self._view(topic, above[0] if above else None)
        if UNSORTED in self.held:
            description = "Papers that no rule of seeds/topics.yml fits."
            yield self._view(Topic(UNSORTED, "Not yet sorted", description), None)

    def _view(self, topic: Topic, parent: Topic | None) -> tuple[TopicPage, Parts]:
        page, entries = f"topics/{topic.id}.md", to_entries(self.held[topic.id])
        listing, parts = list_entries(entries, page, topic.name, f"topics/{topic.id}", by_year=True)
        children = self.taxonomy.children(topic.id)
        view = TopicPage(topic.id, topic.name, topic.description, parent, children, listing)
        return view, parts
