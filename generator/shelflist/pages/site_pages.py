"""Every page of `docs/` that is ours, rendered and fitted over what stands there.

A page that does not exist is written as rendered. Of one that exists only the fields and
passages that nobody touched are brought up to date; every other byte stays.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from shelflist.cache import Cache, fingerprint
from shelflist.edits.following import PAPERS
from shelflist.edits.memory import PageMemory
from shelflist.edits.merge import merge_fields
from shelflist.edits.pagefile import PageFile, digest, find_mark, parse_page, replace_units
from shelflist.inputs import Inputs
from shelflist.library import ABSTRACT, Library, Paper, remember
from shelflist.model import FieldValue
from shelflist.pages.names import AuthorNames
from shelflist.pages.parts import PartPage
from shelflist.pages.render import render_page
from shelflist.pages.seed_views import to_seed_line, to_seed_page
from shelflist.pages.successors import AUTHORS, find_lost_names, find_successor
from shelflist.pages.views import (
    TopicViews,
    list_authors,
    list_papers,
    to_home_page,
    to_paper_page,
    to_references_page,
)
from shelflist.problems import Location, Problem, Severity

_RELATED = "related"
"""A passage that pages of papers once had; the site draws it now."""

View = tuple[str, str, object]
"""Path in `docs_dir`, name of the template, and the view."""


@dataclass(slots=True)
class Rendered:
    """What is to be written.

    Attributes:
        pages: New texts by path in `docs_dir`, only of pages whose bytes change;
            `None` removes the page.
        memory: What to remember of every page.
        problems: What to report.
        successors: For each page that is removed the one that stands for it now.
        parts: The pages that hold a part of a list and stand in `docs/` only.
        drawn: Pages that the site has and `docs/` has not.
    """

    pages: dict[str, str | None] = field(default_factory=dict)
    memory: dict[str, PageMemory] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    successors: dict[str, str] = field(default_factory=dict)
    parts: set[str] = field(default_factory=set)
    drawn: set[str] = field(default_factory=set)

    @property
    def removed(self) -> list[str]:
        """The pages to be removed."""
        return [src_uri for src_uri, text in self.pages.items() if text is None]


def render_site(
    inputs: Inputs, library: Library, cache: Cache, progress: Callable[[str], None]
) -> Rendered:
    """Render every page and fit it over what stands in `docs/`.

    Args:
        inputs: What was read.
        library: The papers.
        cache: Knows for the facts of a page its hash.
        progress: Told each stage.
    """
    progress("Rendering pages")
    rendered = Rendered(memory=dict(library.deleted))
    for paper in library.papers:
        _fit_paper(paper, cache, rendered)
    names = AuthorNames(library.papers)
    rendered.drawn = {f"{AUTHORS}{name}.md" for name in names.page_names()}
    views = list(_index_views(inputs, library, names))
    for view in views:
        _fit_index(view, inputs, cache, rendered)
    uris = {src_uri for src_uri, *_ in views}
    rendered.parts = {src_uri for src_uri, _, view in views if isinstance(view, PartPage)}
    _remove_obsolete(inputs, uris, rendered)
    standing = {uri: page for uri, page in inputs.pages.items() if uri not in rendered.removed}
    ours = {uri for uri in inputs.memory if uri.startswith(AUTHORS)}
    rendered.successors |= find_lost_names(inputs.pages, ours, names, standing)
    for removed in rendered.removed:
        page = inputs.pages[removed]
        if "part_of" not in page.fields and not removed.startswith(AUTHORS):
            rendered.successors[removed] = find_successor(removed, page, views)
    return rendered


def _index_views(inputs: Inputs, library: Library, names: AuthorNames) -> Iterator[View]:
    """Give the view of every page about more than one paper."""
    settings, papers = inputs.settings, library.papers
    listing, parts = list_papers(papers)
    yield "papers/index.md", "papers", listing
    yield from _part_views(parts)
    listing, parts = list_authors(names)
    yield "authors/index.md", "authors", listing
    yield from _part_views(parts)
    if inputs.taxonomy.topics:
        topics = TopicViews(inputs.taxonomy, papers)
        yield "topics/index.md", "topics", topics.index()
        for topic_page, parts in topics.pages():
            yield f"topics/{topic_page.id}.md", "topic", topic_page
            yield from _part_views(parts)
    sources = inputs.sources.items()
    seeds = [to_seed_line(files, name, inputs.entry(files[0])) for name, files in sources]
    references, parts = to_references_page(papers, seeds)
    yield "references/index.md", "references", references
    yield from _part_views(parts)
    for name, files in sources:
        seed_page = to_seed_page(files, inputs.entry(files[0]), library)
        yield f"references/{name}.md", "reference", seed_page
    yield "index.md", "home", to_home_page(settings, inputs.taxonomy)
    yield "about.md", "about", None


def _part_views(parts: Mapping[str, PartPage]) -> Iterator[View]:
    return ((src_uri, "part", part) for src_uri, part in parts.items())


def _fit_paper(paper: Paper, cache: Cache, rendered: Rendered) -> None:
    """Bring a paper's page up to date; its fields were decided with the library.

    The cache knows the hash of the page that these facts gave the last time: one that
    still has it needs no rendering.
    """
    rendered.memory[paper.src_uri] = paper.memory
    page = paper.page
    old = "".join(page.lines) if page else ""
    facts = (repr(paper.fields), paper.record.abstract or "")
    if page and cache.find(facts) == fingerprint(old):
        return
    text = render_page("paper", to_paper_page(paper))
    if page is None:
        rendered.pages[paper.src_uri] = text
    elif old != text:
        passages = _changed_passages(page, parse_page(text, page.file))
        if _RELATED in page.passages and page.passages[_RELATED].is_untouched():
            passages[_RELATED] = None
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


def _changed_passages(page: PageFile, proposal: PageFile) -> dict[str, str | None]:
    """Give the passages that nobody touched and that now say something else."""
    return {
        name: passage.content
        for name, passage in proposal.passages.items()
        if name in page.passages
        and page.passages[name].is_untouched()
        and page.passages[name].written != passage.written
    }


def _remove_obsolete(inputs: Inputs, ours: set[str], rendered: Rendered) -> None:
    """Remove generated pages that are no longer needed; keep what people changed."""
    for src_uri, memory in inputs.memory.items():
        page = inputs.pages.get(src_uri)
        if src_uri in ours or src_uri in rendered.memory or src_uri.startswith(PAPERS):
            continue
        if page is None:
            continue
        if _is_untouched(page, memory):
            rendered.pages[src_uri] = None
            continue
        rendered.memory[src_uri] = memory
        if not src_uri.startswith(AUTHORS):
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
