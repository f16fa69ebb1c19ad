"""Lists of papers as the site shows them: by year, topic, author and reference."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from markdown.extensions.toc import slugify as to_heading_id
from markupsafe import Markup

from shelflist.config import TOPICS_FILE
from shelflist.exports.entries import hold
from shelflist.library import ListedPaper
from shelflist.pages.listing import PaperLine, by_year, count_years, newest
from shelflist.site.chart import render_chart
from shelflist.site.papers import SeedInfo
from shelflist.site.views.text import NOTHING, to_html
from shelflist.topics import Taxonomy, Topic
from shelflist.topics.taxonomy import UNSORTED


@dataclass(frozen=True, slots=True)
class Download:
    """A file to take papers away with; one that is no file is a feed or a page."""

    label: str
    url: str
    is_file: bool = True


_UNSORTED_NAME = "Not yet sorted"
_UNSORTED = "Papers that no rule of seeds/topics.yml fits."

ToUrl = Callable[[str], str]
"""Path in `docs_dir`, without its suffix -> address from the page."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading, its place in the page, and how deep it is."""

    id: str
    name: Markup
    level: int = 2


@dataclass(frozen=True, slots=True)
class PaperItem:
    """A paper in a list; `summary` is empty where the list shows none."""

    title: Markup
    url: str
    byline: str
    year: str
    venue: Markup
    summary: Markup
    is_provisional: bool
    is_retracted: bool


@dataclass(frozen=True, slots=True)
class Group:
    """Papers under one heading."""

    heading: Heading
    papers: tuple[PaperItem, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A link with what belongs to it.

    Attributes:
        name: Of what it leads to.
        url: Address from the page.
        note: A line below it.
        count: Papers there.
        below: Entries that are parts of it.
        heading: Where the entry is one.
    """

    name: Markup
    url: str
    note: Markup = NOTHING
    count: int = 0
    below: tuple[Entry, ...] = ()
    heading: Heading | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """A paper as a reference in the list's style."""

    text: Markup
    url: str
    is_retracted: bool


@dataclass(frozen=True, slots=True)
class References:
    """References under one letter."""

    heading: Heading
    references: tuple[Reference, ...]


@dataclass(frozen=True, slots=True)
class ListView:
    """What the page of a list shows; `template` draws it and leaves out what is empty.

    Attributes:
        template: Name of its template in `theme/lists/`.
        title: The page's heading.
        intro: What is said below it.
        chart: Papers a year.
        count: Papers in all.
        parent: The topic above.
        entries: Pages that it leads to.
        sections: Entries that are headings, with those below them.
        counted, rest: Topics with their numbers, and the papers without one.
        numbers: Figures, each with the page about it.
        groups: Papers under their headings.
        files: What the bibliography can be taken away as.
        references: The bibliography.
        headings: Of the page, for its table of contents.
    """

    template: str
    title: Heading
    intro: Markup = NOTHING
    chart: Markup = NOTHING
    count: int = 0
    parent: Entry | None = None
    entries: tuple[Entry, ...] = ()
    sections: tuple[Entry, ...] = ()
    counted: tuple[Entry, ...] = ()
    rest: Entry | None = None
    numbers: tuple[Entry, ...] = ()
    groups: tuple[Group, ...] = ()
    files: tuple[Download, ...] = ()
    references: tuple[References, ...] = ()

    @property
    def headings(self) -> list[Heading]:
        """The headings below the title, in the order of the page."""
        sections = [section.heading for section in self.sections]
        groups = [group.heading for group in self.groups]
        others = [*groups, *(group.heading for group in self.references)]
        return [heading for heading in (*sections, *others) if heading]


@dataclass(frozen=True, slots=True)
class MadePage:
    """A page with a list that no file of `docs/` has.

    Attributes:
        src: Its path in `docs_dir` without the suffix.
        title, description: Of its front matter.
        passage: What the list in it is called.
        made_from: What a person edits to change it.
    """

    src: str
    title: str
    description: str
    passage: str
    made_from: str = "papers"


def to_heading(text: str, level: int = 2) -> Heading:
    """Give a heading with the id that Markdown gives it."""
    return Heading(to_heading_id(text, "-"), to_html(text), level)


def to_item(line: PaperLine, to_url: ToUrl, *, has_summary: bool = False) -> PaperItem:
    """Show a paper as an entry of a list."""
    return PaperItem(
        title=to_html(line.title),
        url=to_url(line.src_uri.removesuffix(".md")),
        byline=line.byline,
        year=line.year,
        venue=to_html(line.venue),
        summary=_to_summary(line.summary) if has_summary else Markup(),
        is_provisional=line.is_provisional,
        is_retracted=line.is_retracted,
    )


@lru_cache(maxsize=65536)
def _to_summary(text: str) -> Markup:
    return to_html(text)


def to_groups(
    papers: Iterable[ListedPaper], to_url: ToUrl, *, has_summary: bool = False
) -> tuple[Group, ...]:
    """Show papers by year, the latest first."""
    return tuple(
        Group(
            to_heading(group.year or "Year not known"),
            tuple(to_item(line, to_url, has_summary=has_summary) for line in group.papers),
        )
        for group in by_year(papers)
    )


def count_papers(count: int) -> str:
    """Say how many papers there are."""
    return "1 paper" if count == 1 else f"{count} papers"


def to_papers(papers: Sequence[ListedPaper], to_url: ToUrl) -> ListView:
    """View all papers."""
    provisional = sum(paper.is_provisional for paper in papers)
    only = f" {provisional} of them have only a working title." if provisional else ""
    caption = f"{count_papers(len(papers))}, the latest first.{only}"
    groups = to_groups(papers, to_url)
    return ListView(
        template="papers",
        title=to_heading("All papers", 1),
        groups=groups,
        chart=Markup(render_chart(count_years(papers), "Papers per year", caption)),
        count=len(papers),
    )


class Topics:
    """Views of the topics; a topic holds its own papers and those of its sub-topics."""

    def __init__(self, taxonomy: Taxonomy, papers: Sequence[ListedPaper]) -> None:
        self.taxonomy, self.known, self.papers = taxonomy, taxonomy.by_id, papers
        held = hold(taxonomy, papers)
        self.held = {id_: [papers[n] for n in numbers] for id_, numbers in held.items()}
        self.unsorted = self.held.pop(UNSORTED, [])

    def pages(self) -> Iterator[MadePage]:
        """Give the page of the papers without a topic, if there are any beside others."""
        if self.unsorted and self.known:
            src = f"topics/{UNSORTED}"
            yield MadePage(src, _UNSORTED_NAME, _UNSORTED, "papers", TOPICS_FILE)

    def _to_entry(self, topic: Topic, to_url: ToUrl, note: str = "") -> Entry:
        url, count = to_url(f"topics/{topic.id}"), len(self.held[topic.id])
        return Entry(to_html(topic.name), url, to_html(note), count)

    def _to_section(self, top: Topic, to_url: ToUrl) -> Entry:
        entry = self._to_entry(top, to_url, top.description)
        below = tuple(
            self._to_entry(t, to_url, t.description) for t in self.taxonomy.children(top.id)
        )
        return replace(entry, below=below, heading=to_heading(top.name))

    def _to_unsorted(self, to_url: ToUrl) -> Entry | None:
        if not self.unsorted or not self.known:
            return None
        url, heading = to_url(f"topics/{UNSORTED}"), to_heading(_UNSORTED_NAME)
        note = Markup("Papers that no rule fits.")
        return Entry(heading.name, url, note, len(self.unsorted), heading=heading)

    def index(self, to_url: ToUrl) -> ListView:
        """View all topics."""
        sections = [self._to_section(top, to_url) for top in self.taxonomy.children(None)]
        rest = self._to_unsorted(to_url)
        sections += [rest] if rest else []
        leaves = sum(not self.taxonomy.children(topic) for topic in self.known)
        return ListView(
            template="topics",
            title=to_heading("Topics", 1),
            intro=Markup(f"{count_papers(len(self.papers))} in {leaves} topics"),
            sections=tuple(sections),
            counted=tuple(each for top in sections if top != rest for each in top.below or (top,)),
            rest=rest,
        )

    def tops(self, to_url: ToUrl) -> tuple[Entry, ...]:
        """List the topics at the top, with those below them."""
        return tuple(
            Entry(
                to_html(top.name),
                to_url(f"topics/{top.id}"),
                count=len(self.held[top.id]),
                below=tuple(
                    self._to_entry(topic, to_url) for topic in self.taxonomy.children(top.id)
                ),
            )
            for top in self.taxonomy.children(None)
        )

    def page(self, id_: str, name: str, to_url: ToUrl) -> ListView | None:
        """View one topic, or the papers without one; `None` where there is no such topic."""
        topic = self.known.get(id_)
        if topic is None and id_ != UNSORTED:
            return None
        held = self.held[id_] if topic else self.unsorted
        parent = self.known.get(topic.parent or "") if topic else None
        counts = count_years(held) if topic else {}
        caption = f"{count_papers(len(held))}."
        groups = to_groups(held, to_url, has_summary=True)
        return ListView(
            template="topic",
            title=to_heading(topic.name if topic else name, 1),
            intro=to_html(topic.description if topic else _UNSORTED),
            entries=tuple(self._to_entry(each, to_url) for each in self.taxonomy.children(id_))
            if topic
            else (),
            groups=groups,
            chart=Markup(render_chart(counts, f"Papers per year in {name}", caption)),
            count=len(held),
            parent=self._to_entry(parent, to_url) if parent else None,
        )


def to_home(
    papers: Sequence[ListedPaper],
    site: tuple[str, str],
    numbers: Sequence[tuple[int, str, str]],
    topics: tuple[Entry, ...],
    most: int,
    to_url: ToUrl,
) -> ListView:
    """View the list as a whole.

    Args:
        papers: All papers.
        site: Its name and its description.
        numbers: Count, what is counted, and the page about it; what has none is left out.
        topics: Those at the top.
        most: So many new papers are shown.
        to_url: Gives addresses.
    """
    name, description = site
    latest = tuple(to_item(line, to_url) for line in newest(papers, most))
    heading = to_heading("Topics")
    return ListView(
        template="home",
        title=to_heading(name, 1),
        intro=to_html(description),
        numbers=tuple(
            Entry(to_html(what), to_url(src), count=count) for count, what, src in numbers if count
        ),
        sections=(Entry(heading.name, "", below=topics, heading=heading),) if topics else (),
        groups=(Group(to_heading("Newest papers"), latest),) if latest else (),
    )


def to_references(
    groups: Mapping[str, Sequence[tuple[ListedPaper, str]]],
    seeds: Sequence[SeedInfo],
    counts: Mapping[str, int],
    style: str,
    files: Sequence[Download],
    to_url: ToUrl,
) -> ListView:
    """View the bibliography.

    Args:
        groups: Under each letter, papers with their references as HTML.
        seeds: The seed documents.
        counts: Papers of each seed, by its name.
        style: Name of the citation style.
        files: What it can be taken away as.
        to_url: Gives addresses.
    """
    entries = tuple(_to_seed(seed, counts.get(seed.name, 0), to_url) for seed in seeds)
    sources = to_heading("Where the papers come from")
    return ListView(
        template="references",
        title=to_heading("References", 1),
        intro=to_html(style),
        files=tuple(files),
        sections=(Entry(sources.name, "", below=entries, heading=sources),) if entries else (),
        references=tuple(
            References(
                to_heading(letter),
                tuple(
                    Reference(Markup(html), to_url(f"papers/{paper.slug}"), paper.record.retracted)
                    for paper, html in groups[letter]
                ),
            )
            for letter in sorted(groups)
        ),
    )


def _to_seed(seed: SeedInfo, count: int, to_url: ToUrl) -> Entry:
    said = ", ".join(filter(None, (count_papers(count), seed.date)))
    return Entry(to_html(seed.title), to_url(f"references/{seed.name}"), to_html(said), count)
