"""Every page of `docs/` that is ours, rendered and fitted over what stands there.

A page that does not exist is written as rendered. Of one that exists only the fields and
passages that nobody touched are brought up to date; every other byte stays.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from shelflist.cache import Cache, fingerprint
from shelflist.edits.memory import PageMemory
from shelflist.edits.merge import merge_fields
from shelflist.edits.pagefile import PageFile, digest, find_mark, parse_page, replace_units
from shelflist.inputs import Inputs
from shelflist.library import ABSTRACT, Library, Paper, remember
from shelflist.model import FieldValue
from shelflist.pages.indexes import AuthorViews, to_home_page, to_references_page
from shelflist.pages.listing import PaperLine, to_line
from shelflist.pages.neighbours import find_neighbours, render_references, style_title
from shelflist.pages.render import render_page
from shelflist.pages.seed_views import to_seed_line, to_seed_page
from shelflist.pages.successors import find_successor
from shelflist.pages.views import TopicViews, to_paper_page, to_papers_page
from shelflist.problems import Location, Problem, Severity

View = tuple[str, str, object]
"""Path in `docs_dir`, name of the template, and the view."""


class PageCaches(Protocol):
    """What is kept between runs for the pages.

    Attributes:
        related: Which papers are near which.
        references: References in the list's style.
        pages: For the facts of a paper the hash of its page.
    """

    related: Cache
    references: Cache
    pages: Cache


@dataclass(slots=True)
class Rendered:
    """What is to be written.

    Attributes:
        pages: New texts by path in `docs_dir`, only of pages whose bytes change;
            `None` removes the page.
        memory: What to remember of every page.
        problems: What to report.
        successors: For each page that is removed the one that stands for it now.
    """

    pages: dict[str, str | None] = field(default_factory=dict)
    memory: dict[str, PageMemory] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    successors: dict[str, str] = field(default_factory=dict)


def render_site(
    inputs: Inputs,
    library: Library,
    caches: PageCaches,
    progress: Callable[[str], None],
) -> Rendered:
    """Render every page and fit it over what stands in `docs/`.

    Args:
        inputs: What was read.
        library: The papers.
        caches: What is kept between runs.
        progress: Told each stage.
    """
    progress("Finding related papers")
    related = find_neighbours(library.papers, inputs.settings.related, caches.related)
    progress("Writing references")
    references = render_references(
        library.papers, inputs.settings.citation_style, caches.references
    )
    progress("Rendering pages")
    rendered = Rendered(memory=dict(library.deleted))
    by_slug = library.by_slug
    for paper in library.papers:
        near = [to_line(by_slug[slug]) for slug in related[paper.slug] if slug in by_slug]
        _fit_paper(paper, near, caches.pages, rendered)
    ours = {paper.src_uri for paper in library.papers}
    views = list(_index_views(inputs, library, references))
    for src_uri, template, index_view in views:
        ours.add(src_uri)
        _fit_index((src_uri, template, index_view), inputs, caches.pages, rendered)
    _remove_obsolete(inputs, ours, rendered)
    for removed in [src_uri for src_uri, text in rendered.pages.items() if text is None]:
        rendered.successors[removed] = find_successor(removed, inputs.pages[removed], views)
    return rendered


def _index_views(inputs: Inputs, library: Library, references: Mapping[str, str]) -> Iterator[View]:
    """Give the view of every page about more than one paper."""
    settings, papers = inputs.settings, library.papers
    topics, authors = TopicViews(inputs.taxonomy, papers), AuthorViews(papers)
    yield "papers/index.md", "papers", to_papers_page(papers)
    yield "topics/index.md", "topics", topics.index()
    for name, topic_page in topics.pages().items():
        yield f"topics/{name}.md", "topic", topic_page
    author_index = authors.index()
    yield "authors/index.md", "authors", author_index
    for names in author_index.letters:
        yield f"authors/{names.name}.md", "names", names
    for name, author_page in authors.pages().items():
        yield f"authors/{name}.md", "author", author_page
    sources = inputs.sources.items()
    seeds = [to_seed_line(files, name, inputs.entry(files[0]), library) for name, files in sources]
    style = style_title(settings.citation_style)
    yield "references/index.md", "references", to_references_page(library, references, style, seeds)
    for name, files in sources:
        seed_page = to_seed_page(files, inputs.entry(files[0]), library)
        yield f"references/{name}.md", "reference", seed_page
    home = to_home_page(library, settings, topics.tops(), len(seeds), author_index.count)
    yield "index.md", "home", home
    yield "about.md", "about", None


def _fit_paper(
    paper: Paper, related: Sequence[PaperLine], cache: Cache, rendered: Rendered
) -> None:
    """Bring a paper's page up to date; its fields were decided with the library.

    The cache knows the hash of the page that these facts gave the last time: one that
    still has it needs no rendering.
    """
    rendered.memory[paper.src_uri] = paper.memory
    page = paper.page
    old = "".join(page.lines) if page else ""
    up = "../" * paper.slug.count("/")
    facts = (repr(paper.fields), paper.record.abstract or "", repr(related), *([up] if up else []))
    if page and cache.find(facts) == fingerprint(old):
        return
    text = render_page("paper", to_paper_page(paper, related))
    if page is None:
        rendered.pages[paper.src_uri] = text
    elif old != text:
        passages = _changed_passages(page, parse_page(text, page.file))
        text = replace_units(page, _changed_fields(page, paper.fields), passages)
        if text != old:
            rendered.pages[paper.src_uri] = text
    cache.put(facts, fingerprint(text))
    if ABSTRACT not in paper.by_person and (mark := find_mark(text, ABSTRACT)):
        fields = {**paper.memory.fields, ABSTRACT: frozenset({mark})}
        rendered.memory[paper.src_uri] = replace(paper.memory, fields=fields)


def _fit_index(view: View, inputs: Inputs, cache: Cache, rendered: Rendered) -> None:
    """Bring a page about more than one paper up to date; the cache helps as for papers."""
    src_uri, template, page_view = view
    page, memory = inputs.pages.get(src_uri), inputs.memory.get(src_uri)
    if page and memory is None and not page.passages:
        return  # a person wrote it
    old = "".join(page.lines) if page else ""
    facts = (src_uri, repr(page_view))
    if page and memory and cache.find(facts) == fingerprint(old):
        rendered.memory[src_uri] = memory
        return
    text = render_page(template, page_view)
    proposal = parse_page(text, src_uri)
    if page is None:
        rendered.memory[src_uri] = remember(proposal.fields)
    else:
        merged = merge_fields(page.fields, proposal.fields, memory)
        rendered.memory[src_uri] = PageMemory(frozenset(), merged.memory)
        passages = _changed_passages(page, proposal)
        text = replace_units(page, _changed_fields(page, merged.fields), passages)
    if text != old:
        rendered.pages[src_uri] = text
    cache.put(facts, fingerprint(text))


def _changed_fields(
    page: PageFile, fields: Mapping[str, FieldValue]
) -> dict[str, FieldValue | None]:
    changed: dict[str, FieldValue | None] = {
        name: value for name, value in fields.items() if page.fields.get(name) != value
    }
    gone = page.fields.keys() - fields.keys()
    return changed | dict.fromkeys(sorted(gone))


def _changed_passages(page: PageFile, proposal: PageFile) -> dict[str, str]:
    """Give the passages that nobody touched and that now say something else."""
    return {
        name: passage.content
        for name, passage in proposal.passages.items()
        if name in page.passages
        and page.passages[name].is_untouched()
        and page.passages[name].written != passage.written
    }


def _remove_obsolete(inputs: Inputs, ours: set[str], rendered: Rendered) -> None:
    """Remove generated pages whose topic, author or seed is gone; keep what people changed."""
    for src_uri, memory in inputs.memory.items():
        page = inputs.pages.get(src_uri)
        if src_uri in ours or src_uri in rendered.memory or src_uri.startswith("papers/"):
            continue
        if page is None:
            continue
        if _is_untouched(page, memory):
            rendered.pages[src_uri] = None
        else:
            rendered.memory[src_uri] = memory
            message = "this generated page is no longer needed, but a person has changed it"
            mend = "Move what is worth keeping and delete the page."
            problem = Problem(Location(page.file), "obsolete-page", message, mend, Severity.WARNING)
            rendered.problems.append(problem)


def _is_untouched(page: PageFile, memory: PageMemory) -> bool:
    has_own_fields = any(
        digest(entry) not in memory.fields.get(name, ())
        for name, value in page.fields.items()
        for entry in _entries(value)
    )
    passages = page.passages.values()
    is_ours = all(passage.is_untouched() for passage in passages)
    return is_ours and not has_own_fields and not page.notes().strip()


def _entries(value: FieldValue) -> Sequence[str]:
    return value if isinstance(value, tuple) else (value,)
