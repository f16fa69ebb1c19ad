"""What each kind of page shows, as typed values that the templates read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from shelflist.config import TOPICS_FILE
from shelflist.library import Paper
from shelflist.model import FieldValue
from shelflist.site.chart import render_chart
from shelflist.pages.listing import PaperLine, YearGroup, by_year, count_years
from shelflist.pages.render import to_label
from shelflist.text.markdown import to_markdown
from shelflist.topics import Taxonomy, Topic
from shelflist.topics.taxonomy import UNSORTED


@dataclass(frozen=True, slots=True)
class PaperPage:
    """One paper: its front matter, its abstract as Markdown and its neighbours.

    `up` leads from the page to the folder of all papers.
    """

    fields: Mapping[str, FieldValue]
    abstract: str
    related: tuple[PaperLine, ...]
    up: str


@dataclass(frozen=True, slots=True)
class PapersPage:
    """All papers by year."""

    count: int
    chart: str
    years: tuple[YearGroup, ...]


@dataclass(frozen=True, slots=True)
class TopicLine:
    """A topic in a list; `children` names its sub-topics in one line."""

    id: str
    name: str
    description: str
    count: int
    children: str = ""


@dataclass(frozen=True, slots=True)
class TopicGroup:
    """A topic at the top with its sub-topics."""

    id: str
    name: str
    description: str
    count: int
    children: tuple[TopicLine, ...]


@dataclass(frozen=True, slots=True)
class TopicsPage:
    """All topics; `made_from` is what a person edits to change them."""

    made_from: str
    count: int
    leaves: int
    groups: tuple[TopicGroup, ...]
    unsorted: int


@dataclass(frozen=True, slots=True)
class TopicPage:
    """One topic with its papers and those of its sub-topics; `made_from` as for all topics."""

    made_from: str
    id: str
    name: str
    description: str
    count: int
    parent: TopicLine | None
    children: tuple[TopicLine, ...]
    chart: str
    years: tuple[YearGroup, ...]


def to_paper_page(paper: Paper, related: Sequence[PaperLine]) -> PaperPage:
    """View one paper; what a person made of the abstract is left as it stands."""
    passage = paper.page.passages.get("abstract") if paper.page else None
    if passage and (not passage.is_untouched() or "abstract" in paper.by_person):
        abstract = passage.content.strip("\n")
    else:
        abstract = to_markdown(paper.record.abstract) if paper.record.abstract else ""
    return PaperPage(paper.fields, abstract, tuple(related), "../" * paper.slug.count("/"))


def to_papers_page(papers: Sequence[Paper]) -> PapersPage:
    """View all papers."""
    provisional = sum(paper.is_provisional for paper in papers)
    only = f" {provisional} of them have only a working title." if provisional else ""
    caption = f"{len(papers)} papers, the latest first.{only}"
    return PapersPage(
        count=len(papers),
        chart=render_chart(count_years(papers), "Papers per year", caption),
        years=by_year(papers),
    )


def _count_papers(papers: Sequence[Paper]) -> str:
    return "1 paper." if len(papers) == 1 else f"{len(papers)} papers."


class TopicViews:
    """Views of the topics; a topic holds its own papers and those of its sub-topics."""

    def __init__(self, taxonomy: Taxonomy, papers: Sequence[Paper]) -> None:
        self.taxonomy = taxonomy
        self.made_from = TOPICS_FILE if taxonomy.topics else "papers"
        self.papers = papers
        self.held: dict[str, list[Paper]] = {topic.id: [] for topic in taxonomy.topics}
        for paper in papers:
            for topic_id in taxonomy.with_ancestors(paper.topics):
                self.held[topic_id].append(paper)
        self.unsorted = [p for p in papers if not taxonomy.with_ancestors(p.topics)]

    def index(self) -> TopicsPage:
        """View all topics."""
        groups = tuple(
            TopicGroup(
                top.id, top.name, top.description, len(self.held[top.id]), self._children(top)
            )
            for top in self.taxonomy.children(None)
        )
        leaves = sum(not self.taxonomy.children(topic.id) for topic in self.taxonomy.topics)
        return TopicsPage(self.made_from, len(self.papers), leaves, groups, len(self.unsorted))

    def tops(self) -> tuple[TopicLine, ...]:
        """List the topics at the top, with the names of those below them."""
        return tuple(
            TopicLine(
                top.id,
                top.name,
                top.description,
                len(self.held[top.id]),
                ", ".join(
                    f"[{to_label(child.name)}](topics/{child.id}.md)"
                    for child in self.taxonomy.children(top.id)
                ),
            )
            for top in self.taxonomy.children(None)
        )

    def pages(self) -> dict[str, TopicPage]:
        """View each topic, and the papers without one, by the page's name."""
        views = {topic.id: self._page(topic) for topic in self.taxonomy.topics}
        if self.unsorted:
            views[UNSORTED] = TopicPage(
                made_from=self.made_from,
                id=UNSORTED,
                name="Not yet sorted",
                description="Papers that no rule of seeds/topics.yml fits.",
                count=len(self.unsorted),
                parent=None,
                children=(),
                chart=render_chart({}, "", _count_papers(self.unsorted)),
                years=by_year(self.unsorted),
            )
        return views

    def _page(self, topic: Topic) -> TopicPage:
        held = self.held[topic.id]
        above = self.taxonomy.ancestors(topic.id)
        return TopicPage(
            made_from=self.made_from,
            id=topic.id,
            name=topic.name,
            description=topic.description,
            count=len(held),
            parent=self._line(above[0]) if above else None,
            children=self._children(topic),
            chart=render_chart(
                count_years(held), f"Papers per year in {topic.name}", _count_papers(held)
            ),
            years=by_year(held),
        )

    def _children(self, topic: Topic) -> tuple[TopicLine, ...]:
        return tuple(map(self._line, self.taxonomy.children(topic.id)))

    def _line(self, topic: Topic) -> TopicLine:
        return TopicLine(topic.id, topic.name, topic.description, len(self.held[topic.id]))
