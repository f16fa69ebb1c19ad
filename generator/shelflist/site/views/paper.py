"""A paper's page: everything of it but the frame that all pages share."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from shelflist.library.papers import ListedPaper
from shelflist.model import Name
from shelflist.pages.listing import to_byline
from shelflist.related import Related
from shelflist.site.papers import to_texts
from shelflist.site.views.cite import CitationView, to_citation
from shelflist.site.views.links import LinkView, to_links
from shelflist.site.views.text import to_html, to_plain

_SHOWN, _MANY = 30, 40
"""Of more than so many authors so many are shown; the others are one click away."""


@dataclass(frozen=True, slots=True)
class Linked:
    """A name, and the address of its page from this one; empty if it has none."""

    name: str
    url: str


@dataclass(frozen=True, slots=True)
class RelatedView:
    """A paper near this one, and why it is."""

    title: Markup
    url: str
    byline: str
    year: str
    is_retracted: bool
    why: str


@dataclass(frozen=True, slots=True)
class PaperView:
    """What a paper's page shows.

    Attributes:
        title: As text, without the dollars of mathematics.
        provisional: Why the title is a working title; empty if it is none.
        authors, hidden_authors: Names; of many the first alone are shown at once.
        has_others: Whether there are authors that nobody named.
        facts: Where and when it appeared, in pieces of one line.
        body: The page's own text.
        related: Papers near it.
        more_in: Topics in which to look on, where few papers are near.
    """

    title: str
    is_retracted: bool
    provisional: str
    authors: tuple[Linked, ...]
    hidden_authors: tuple[Linked, ...]
    hidden_count: str
    has_others: bool
    facts: tuple[str, ...]
    links: tuple[LinkView, ...]
    note: str
    topics: tuple[Linked, ...]
    found_in: tuple[Linked, ...]
    body: Markup
    related: tuple[RelatedView, ...]
    more_in: tuple[Linked, ...]
    citation: CitationView


@dataclass(frozen=True, slots=True)
class Known:
    """What a page may name and link to.

    Attributes:
        papers: By slug.
        urls: Path in `docs_dir` without its suffix -> path in the site.
        topics, seeds: What they are called.
        find_author: Path in `docs_dir` of a name's page, without its suffix; empty if none.
        related: Papers near each, by slug.
        reasons: Says why, in a few words.
    """

    papers: Mapping[str, ListedPaper]
    urls: Mapping[str, str]
    topics: Mapping[str, str]
    seeds: Mapping[str, str]
    find_author: Callable[[Name], str]
    related: Mapping[str, Sequence[Related]]
    reasons: Callable[[Related], str]
    most_related: int
    styles: Sequence[str]


def to_paper_view(
    paper: ListedPaper, body: str, known: Known, to_url: Callable[[str], str]
) -> PaperView:
    """View one paper.

    Args:
        paper: As its page has it.
        body: The page's own text as HTML.
        known: What it may name.
        to_url: Gives the address of a path in the site from this page.
    """
    record, fields = paper.record, paper.fields

    def link(name: str, src: str) -> Linked:
        url = known.urls.get(src)
        return Linked(name, "" if url is None else to_url(url))

    authors = tuple(link(str(name), known.find_author(name)) for name in record.authors)
    shown = _SHOWN if len(authors) > _MANY else len(authors)
    topics = tuple(
        link(known.topics.get(topic) or topic.replace("-", " ").capitalize(), f"topics/{topic}")
        for topic in paper.topics
    )
    related = tuple(
        _to_related(known.papers[near.slug], known.reasons(near), link)
        for near in known.related.get(paper.slug, ())
    )
    return PaperView(
        title=to_plain(paper.title),
        is_retracted=record.retracted,
        provisional=_say_provisional(paper),
        authors=authors[:shown],
        hidden_authors=authors[shown:],
        hidden_count=f"{len(authors) - shown:,}",
        has_others=record.more_authors,
        facts=tuple(_to_facts(paper)),
        links=tuple(to_links(paper)),
        note=record.note or next(iter(to_texts(fields.get("contribution"))), ""),
        topics=topics,
        found_in=tuple(
            link(known.seeds.get(name, name), f"references/{name}")
            for name in to_texts(fields.get("found_in"))
        ),
        body=Markup(body),
        related=related,
        more_in=tuple(t for t in topics if t.url) if len(related) < known.most_related else (),
        citation=to_citation(paper, known.styles),
    )


def _say_provisional(paper: ListedPaper) -> str:
    if not paper.record.provisional_title:
        return ""
    if paper.title.startswith(("arXiv:", "doi:")):
        return "The source names this paper by its id alone, until somebody adds its title."
    return (
        "The source gives this abstract without a title; these are its own words, "
        "until somebody adds the real one."
    )


def _to_facts(paper: ListedPaper) -> list[str]:
    """Say in one line what it is known as, where and when it appeared.

    The year of a venue may differ from that of the first version.
    """
    record, venue = paper.record, paper.record.venue or ""
    typed = paper.fields.get("year", "")
    year = typed if isinstance(typed, str) else ""
    is_dated, is_said = venue[-4:].isdigit(), year in venue
    facts = [f"Known as {record.short_name}" if record.short_name else "", venue]
    if year and not is_said:
        came_on_arxiv = record.arxiv and year[-2:] == record.arxiv.rpartition("/")[2][:2]
        server = record.preprint or ("arXiv" if came_on_arxiv else "")
        first = f"first published {year}" + (f" on {server}" if server else "")
        facts.append(first if is_dated else year)
    if record.preprint_title:
        facts.append(f"preprint: “{record.preprint_title}”")
    if record.preprint and (not is_dated or is_said):
        facts.append(f"preprint: {record.preprint}")
    return [fact for fact in facts if fact]


def _to_related(paper: ListedPaper, why: str, link: Callable[[str, str], Linked]) -> RelatedView:
    record = paper.record
    return RelatedView(
        title=to_html(paper.title),
        url=link("", f"papers/{paper.slug}").url,
        byline=to_byline(record.authors, record.more_authors),
        year=str(record.year or ""),
        is_retracted=record.retracted,
        why=why,
    )
