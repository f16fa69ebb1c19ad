"""Records and pages become papers: which page each has, and what is left over."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from shelflist.edits.following import (
    PAPERS,
    find_moves,
    find_renamed,
    find_unsaid,
    is_as_written,
    match_pages,
    to_page_record,
    to_slug,
    to_uri,
)
from shelflist.edits.memory import PageMemory
from shelflist.edits.pagefile import PageFile
from shelflist.identity.fields import merge_records
from shelflist.identity.joining import Joining, join_records
from shelflist.identity.slugs import choose_slugs, find_returned
from shelflist.library.deciding import Assign, FindDay, PaperMaker
from shelflist.library.papers import Paper
from shelflist.model import Kind, Record, Work

Join = Callable[[Sequence[Record], Mapping[str, Collection[str]]], Joining]
"""What joins records; a cache may stand in for `join_records`."""


@dataclass(frozen=True, slots=True)
class Library:
    """Every paper, by slug, and what came of joining.

    Attributes:
        papers: Sorted by slug.
        joining: The joined records.
        deleted: Pages that a person deleted and that stay deleted, with their memory.
        slug_of: For each record of a seed, the slug of the paper that it speaks of.
        moved: Pages that a person renamed, old path in `docs_dir` -> new.
    """

    papers: tuple[Paper, ...]
    joining: Joining
    deleted: Mapping[str, PageMemory]
    slug_of: Mapping[Record, str]
    moved: Mapping[str, str] = field(default_factory=dict)

    def find(self, name: str) -> Paper | None:
        """Find a paper by its slug, by the path of its page, or by the last part of either."""
        slug = name.replace("\\", "/").partition(PAPERS)[2] or name
        slug = slug.removesuffix(".md").strip("/")
        papers = self.by_slug
        ends = [s for s in papers if s.rpartition("/")[2] == slug.rpartition("/")[2]]
        return papers.get(slug) or (papers[ends[0]] if len(ends) == 1 and "/" not in slug else None)

    @property
    def by_slug(self) -> dict[str, Paper]:
        """Papers by their slug."""
        return {paper.slug: paper for paper in self.papers}


def build_library(
    records: Iterable[Record],
    pages: Mapping[str, PageFile],
    memory: Mapping[str, PageMemory],
    seed_names: Mapping[str, str],
    assign: Assign,
    join: Join = join_records,
    redirected: Mapping[str, str] = MappingProxyType({}),
    find_day: FindDay = lambda _: "",
) -> Library:
    """Join the seeds' records with each other and with the pages.

    Args:
        records: What the seeds say.
        pages: The pages of `docs/papers/` by slug.
        memory: What the generator last wrote, by `papers/<slug>.md`.
        seed_names: For each seed's file the name of its reference page.
        assign: Gives a paper its topics.
        join: Joins the records.
        redirected: Slugs whose address leads elsewhere, and the slug there if it is a paper's.
        find_day: Asked for papers that have no page yet.
    """
    renamed = find_renamed(pages, memory)
    memory = {renamed.get(page, page): known for page, known in memory.items()}
    on_pages = _find_changed(pages, memory)
    joining = join([*records, *on_pages.values()], _find_keys(on_pages, pages, memory))
    shares = _share_out(joining, match_pages(joining, on_pages, memory, pages), pages)
    new, returned = _name(shares.new, pages, memory, redirected)
    by_slug = shares.by_slug | {slug: list(work.records) for slug, work in new.items()}
    moved = find_moves(by_slug, on_pages, memory, joining)
    memory |= {to: memory[old] for old, to in moved.items()}
    maker = PaperMaker(pages, new, memory, seed_names, assign, joining.keys_of, find_day)
    papers = tuple(maker.make(slug, said) for slug, said in sorted(by_slug.items()))
    unsaid = find_unsaid(
        {page: known for page, known in memory.items() if page not in moved},
        {paper.src_uri: paper.memory for paper in papers},
    )
    deleted = {page: memory[page] for page in unsaid.union(map(to_uri, shares.gone))}
    for slug, work in returned.items():
        keys = frozenset(key for record in work.records for key in joining.keys_of(record))
        deleted[to_uri(slug)] = PageMemory(keys)
    slug_of = {record: slug for slug, said in by_slug.items() for record in said}
    for slug, said in (shares.gone | {s: work.records for s, work in returned.items()}).items():
        if redirected.get(slug) in by_slug:
            slug_of |= dict.fromkeys(said, redirected[slug])
    return Library(papers, joining, deleted, slug_of, renamed | moved)


def _find_changed(
    pages: Mapping[str, PageFile], memory: Mapping[str, PageMemory]
) -> dict[str, Record]:
    """Give what those pages say on which a person changed which paper they are, by slug."""
    return {
        slug: to_page_record(page)
        for slug, page in pages.items()
        if not is_as_written(page, memory.get(to_uri(slug)))
    }


def _find_keys(
    slugs: Iterable[str], pages: Mapping[str, PageFile], memory: Mapping[str, PageMemory]
) -> dict[str, Collection[str]]:
    """Give the keys that are remembered of pages, by their files."""
    known = {slug: memory[to_uri(slug)] for slug in slugs if to_uri(slug) in memory}
    return {pages[slug].file: each.keys for slug, each in known.items()}


@dataclass(frozen=True, slots=True)
class _Shares:
    """The seeds' records, shared out.

    Attributes:
        by_slug: For every page that there is, what the seeds say of it.
        gone: The same for pages that a person deleted.
        new: Works that have no page.
    """

    by_slug: dict[str, list[Record]]
    gone: dict[str, tuple[Record, ...]]
    new: list[Work]


def _share_out(joining: Joining, slugs: Iterable[str | None], pages: Iterable[str]) -> _Shares:
    """Give each page the records of its group; `slugs` has a slug or `None` for each group."""
    shares = _Shares({slug: [] for slug in pages}, {}, [])
    for slug, group in zip(slugs, joining.groups, strict=True):
        if slug is None:
            shares.new.append(merge_records(group))
        elif slug in shares.by_slug:
            shares.by_slug[slug].extend(r for r in group if r.kind is not Kind.PAGE)
        else:
            shares.gone[slug] = tuple(group)
    return shares


def _name(
    works: Sequence[Work],
    pages: Mapping[str, PageFile],
    memory: Mapping[str, PageMemory],
    redirected: Mapping[str, str],
) -> tuple[dict[str, Work], dict[str, Work]]:
    """Choose slugs for works without a page.

    Returns:
        New works by slug, and those that come back at an address that leads elsewhere by now.
    """
    taken = {*pages, *(to_slug(page) for page in memory if page.startswith(PAPERS))}
    # Pages that a person merged into one stay one, also when the memory is lost.
    lost = {old for old, to in redirected.items() if to in pages and to_uri(to) not in memory}
    returned = find_returned(works, taken, lost - taken)
    back = {id(work) for work in returned.values()}
    new = [work for work in works if id(work) not in back]
    return dict(zip(choose_slugs(new, {*taken, *redirected}), new, strict=True)), returned
