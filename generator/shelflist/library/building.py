"""Records and pages become papers: which page each has, and what is left over."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from shelflist.edits.following import (
    ABSTRACT,
    PAPERS,
    carry,
    find_moved,
    is_from_seeds,
    to_slug,
    to_uri,
)
from shelflist.edits.memory import PageMemory, hashes
from shelflist.edits.owners import Owners
from shelflist.edits.pagefile import PageFile
from shelflist.formats.front_matter import to_record
from shelflist.identity.fields import merge_records
from shelflist.identity.joining import FindClaims, Joining, join_records
from shelflist.identity.slugs import choose_slugs, find_returned
from shelflist.library.deciding import Assign, FindDay, PaperMaker
from shelflist.library.papers import Paper
from shelflist.model import Kind, Place, Record, Work
from shelflist.text.markdown import from_markdown

Join = Callable[[Sequence[Record], FindClaims], Joining]
"""What joins records; a cache may stand in for `join_records`."""
_IDENTITY = ("title", "provisional_title", "authors", "doi", "arxiv", "other_ids")
"""Fields that say which paper a page is."""


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
    by_uri = {to_uri(slug): page for slug, page in pages.items()}
    moved = find_moved(by_uri, memory)
    memory = carry(memory, moved)
    speaking = (page for uri, page in by_uri.items() if _speaks(page, memory.get(uri)))
    owners = Owners(by_uri, memory)
    joining = join([*records, *map(to_page_record, speaking)], owners)
    slug_at = {page.file: slug for slug, page in pages.items()}
    slugs = [page and slug_at.get(page, to_slug(page)) for page in joining.pages]
    rewritten = _find_rewritten(joining, slugs, pages, memory, owners)
    memory = carry(memory, rewritten)
    shares = _share_out(joining, slugs, pages)
    new, returned = _name(shares.new, pages, memory, redirected)
    by_slug = shares.by_slug | {slug: list(work.records) for slug, work in new.items()}
    maker = PaperMaker(pages, new, memory, seed_names, assign, joining.keys_of, find_day)
    papers = tuple(maker.make(slug, said) for slug, said in sorted(by_slug.items()))
    unsaid = _find_unsaid(memory, {paper.src_uri: paper.memory for paper in papers})
    deleted = {page: memory[page] for page in unsaid.union(map(to_uri, shares.gone))}
    for slug, work in returned.items():
        keys = frozenset(key for record in work.records for key in joining.keys_of(record))
        deleted[to_uri(slug)] = PageMemory(keys)
    slug_of = {record: slug for slug, said in by_slug.items() for record in said}
    for slug, said in (shares.gone | {s: work.records for s, work in returned.items()}).items():
        if redirected.get(slug) in by_slug:
            slug_of |= dict.fromkeys(said, redirected[slug])
    return Library(papers, joining, deleted, slug_of, moved | rewritten)


def to_page_record(page: PageFile) -> Record:
    """Give what a page says of its paper."""
    abstract = page.passages.get(ABSTRACT)
    text = from_markdown(abstract.content) if abstract else None
    return to_record(page.fields, text or None, Place(page.file, 1, 1))


def _speaks(page: PageFile, memory: PageMemory | None) -> bool:
    """Say whether a person had a hand in what says which paper a page is.

    Any other page is found again by what is remembered and says nothing of its own.
    """
    abstract = page.passages.get(ABSTRACT)
    if memory is None or not is_from_seeds(memory) or (abstract and not abstract.is_untouched()):
        return True
    return any(
        not hashes(page.fields[name]) <= memory.of(name)
        for name in _IDENTITY
        if name in page.fields
    )


def _find_rewritten(
    joining: Joining,
    slugs: Sequence[str | None],
    pages: Mapping[str, PageFile],
    memory: Mapping[str, PageMemory],
    find_claims: FindClaims,
) -> dict[str, str]:
    """Find pages that took a paper over from one that is gone, and bear the generator's marks.

    Returns:
        Old path in `docs_dir` -> new.
    """
    found: dict[str, str] = {}
    for slug, group in zip(slugs, joining.groups, strict=True):
        if slug and slug in pages and to_uri(slug) not in memory and pages[slug].passages:
            said = (record for record in group if record.kind is not Kind.PAGE)
            claims = (c for r in said for c in find_claims(r, joining.keys_of(r)))
            if old := next((claim.page for claim in claims if not claim.is_there), None):
                found.setdefault(old, to_uri(slug))
    return found


def _find_unsaid(memory: Mapping[str, PageMemory], papers: Mapping[str, PageMemory]) -> set[str]:
    """Find pages that a person deleted and of which no seed speaks just now.

    They are remembered all the same: should a seed speak of them again, they stay deleted.

    Args:
        memory: What is remembered.
        papers: What is to be remembered of the pages that there are, by path.
    """
    pages = {page for page, known in memory.items() if page.startswith(PAPERS) and known.keys}
    gone = pages - papers.keys()  # an index in that folder has no keys
    there = {key for known in papers.values() for key in known.keys} if gone else set()
    return {page for page in gone if not memory[page].keys & there}


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
