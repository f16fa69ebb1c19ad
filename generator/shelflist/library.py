"""The library: every paper with its page, what the seeds say of it and what people made of it.

Records are joined into works, works are matched with the pages in `docs/papers/`, and for
each field it is decided whose value stands. Everything after this reads papers only.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
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
from shelflist.edits.memory import PageMemory, hashes
from shelflist.edits.merge import (
    Difference,
    Merged,
    MergedPassage,
    merge_fields,
    merge_passage,
)
from shelflist.edits.pagefile import PageFile
from shelflist.formats.front_matter import to_front_matter, to_record
from shelflist.identity.fields import merge_records
from shelflist.identity.joining import Joining, join_records
from shelflist.identity.keys import identity_keys
from shelflist.identity.slugs import choose_slugs, citation_key, find_returned
from shelflist.model import FieldValue, Kind, Place, Record, Work
from shelflist.text.markdown import from_markdown, to_markdown
from shelflist.topics import Assignment

TEMPLATE = "paper.html"
ABSTRACT = "abstract"
_IN_LINKS = {ord(sign): f"%{ord(sign):02X}" for sign in " %()<>#?\"'\\"}
OWN_FIELDS = frozenset({"topics", "found_in", "added", "citation_key", "template"})
"""Front-matter fields that come from us and not from a seed."""


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper of the list.

    Attributes:
        slug: Its page is `papers/<slug>.md`.
        record: What stands on the page, whoever wrote it.
        fields: The page's front matter as it shall be.
        page: The page as it is; `None` when it is new.
        work: What the seeds say; `None` when no seed speaks of the paper.
        assignments: Topics by the rules, with their reasons.
        topics: Topics as they stand, which a person may have changed.
        memory: What to remember of the page's fields.
        differences: Where the seeds say something else than a person.
        by_person: Fields that a person changed.
        proposed: What seeds and rules say of each field; without the abstract.
    """

    slug: str
    record: Record
    fields: dict[str, FieldValue]
    page: PageFile | None
    work: Work | None
    assignments: tuple[Assignment, ...]
    topics: tuple[str, ...]
    memory: PageMemory
    differences: tuple[Difference, ...]
    by_person: frozenset[str]
    proposed: Mapping[str, FieldValue]

    @property
    def title(self) -> str:
        """The title, or the working title, or the slug."""
        return self.record.title or self.record.provisional_title or self.slug

    @property
    def is_provisional(self) -> bool:
        """Whether the title is a working title from the abstract's own words."""
        return self.record.title is None

    @property
    def citable(self) -> Record:
        """The record with a title in any case; a working title is said to be one."""
        if not self.is_provisional:
            return self.record
        return replace(self.record, title=self.title, note="working title")

    @property
    def src_uri(self) -> str:
        """Path of the page in `docs_dir`."""
        return to_uri(self.slug)

    @property
    def link(self) -> str:
        """The same as the target of a link in Markdown, for names that people chose."""
        return self.src_uri.translate(_IN_LINKS)


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


Join = Callable[[Sequence[Record], Mapping[str, Collection[str]]], Joining]
"""What joins records; a cache may stand in for `join_records`."""

Assign = Callable[[Record], tuple[Assignment, ...]]
"""What gives a paper its topics; a cache may stand in for `assign_topics`."""

FindDay = Callable[[Sequence[Record]], str]
"""What finds the day on which records came into the list, `2026-03-21`, or the empty text."""

_LONG = 25_000_000


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
    page_records = {
        slug: to_page_record(page)
        for slug, page in pages.items()
        if not is_as_written(page, memory.get(to_uri(slug)))
    }
    remembered = {
        pages[slug].file: memory[to_uri(slug)].keys
        for slug in page_records
        if to_uri(slug) in memory
    }
    joining = join([*records, *page_records.values()], remembered)
    slugs = match_pages(joining, page_records, memory, pages)
    deleted = {to_uri(slug) for slug in slugs if slug and slug not in pages}
    by_slug: dict[str, list[Record]] = {slug: [] for slug in pages}
    new: list[Work] = []
    for group, slug in zip(joining.groups, slugs, strict=True):
        if slug is None:
            new.append(merge_records(group))
        elif to_uri(slug) not in deleted:
            by_slug.setdefault(slug, []).extend(r for r in group if r.kind is not Kind.PAGE)
    taken = {*pages, *(to_slug(page) for page in memory if page.startswith(PAPERS))}
    # Pages that a person merged into one stay one, also when the memory is lost.
    lost = {old for old, to in redirected.items() if to in pages and to_uri(to) not in memory}
    returned = find_returned(new, taken, lost - taken)
    new = [work for work in new if not any(work is other for other in returned.values())]
    works = dict(zip(choose_slugs(new, {*taken, *redirected}), new, strict=True))
    by_slug |= {slug: list(work.records) for slug, work in works.items()}
    moved = find_moves(by_slug, page_records, memory, joining)
    memory = {**memory, **{new: memory[old] for old, new in moved.items()}}
    maker = _PaperMaker(pages, works, memory, seed_names, assign, joining.keys_of, find_day)
    papers = tuple(maker.make(slug, said) for slug, said in sorted(by_slug.items()))
    slug_of = {record: slug for slug, said in by_slug.items() for record in said}
    unsaid = find_unsaid(
        {page: known for page, known in memory.items() if page not in moved},
        {paper.src_uri: paper.memory for paper in papers},
    )
    kept = {page: memory[page] for page in deleted | unsaid} | {
        to_uri(slug): PageMemory(frozenset(k for r in work.records for k in joining.keys_of(r)))
        for slug, work in returned.items()
    }
    gone = [
        (s, g) for s, g in zip(slugs, joining.groups, strict=True) if s and to_uri(s) in deleted
    ]
    for slug, group in [*gone, *((slug, work.records) for slug, work in returned.items())]:
        if redirected.get(slug) in by_slug:
            slug_of |= dict.fromkeys(group, redirected[slug])
    return Library(papers, joining, kept, slug_of, renamed | moved)


class _PaperMaker:
    """Decides field by field what stands, one paper at a time."""

    def __init__(
        self,
        pages: Mapping[str, PageFile],
        works: Mapping[str, Work],
        memory: Mapping[str, PageMemory],
        seed_names: Mapping[str, str],
        assign: Assign,
        keys_of: Callable[[Record], tuple[str, ...]],
        find_day: FindDay,
    ) -> None:
        self.keys_of = keys_of
        self.find_day = find_day
        self.pages = pages
        self.works = works
        self.memory = memory
        self.assign = assign
        self.seed_names = seed_names
        self.taken = {
            str(page.fields["citation_key"]).lower()
            for page in pages.values()
            if page.fields.get("citation_key")
        }

    def make(self, slug: str, said: Sequence[Record]) -> Paper:
        page, memory = self.pages.get(slug), self.memory.get(to_uri(slug))
        work = self.works.get(slug) or (merge_records(said) if said else None)
        merged = self._merge(page, _propose(page, work), memory, False)
        abstract = self._merge_abstract(page, memory, work)
        record = self._effective_record(slug, page, work, merged, abstract.is_persons)
        assignments = self.assign(record)
        ours = self._own_fields(record, page, work, assignments)
        own = self._merge(page, ours, memory, True)
        written = {ABSTRACT: abstract.memory} if abstract.memory else {}
        differs = _differ_in_abstract(page, work) if abstract.is_reported else ()
        order = dict.fromkeys([*(page.fields if page else ()), *merged.fields, *own.fields])
        values = merged.fields | own.fields
        fields = {name: values[name] for name in order if name in values}
        topics = fields.get("topics", ())
        return Paper(
            slug=slug,
            record=record,
            fields=fields,
            page=page,
            work=work,
            assignments=assignments,
            topics=topics if isinstance(topics, tuple) else (topics,),
            memory=PageMemory(
                self._keys(said, record, work, memory),
                {**merged.memory, **own.memory, **written},
            ),
            differences=merged.differences + own.differences + differs,
            by_person=merged.by_person
            | own.by_person
            | ({ABSTRACT} if abstract.is_persons else frozenset()),
            proposed={**to_front_matter(work.record), **ours} if work else ours,
        )

    def _merge(
        self,
        page: PageFile | None,
        proposed: Mapping[str, FieldValue],
        memory: PageMemory | None,
        is_own: bool,
    ) -> Merged:
        """Merge the fields that come from us (`is_own`), or those that come from seeds."""
        if page is None:
            return merge_fields(None, proposed, memory)
        fields = {name: v for name, v in page.fields.items() if (name in OWN_FIELDS) == is_own}
        if memory:
            remembered = memory.fields.items()
            known = {n: h for n, h in remembered if (n in OWN_FIELDS) == is_own and n != ABSTRACT}
            memory = replace(memory, fields=known)
        return merge_fields(fields, proposed, memory, is_handmade=not page.passages)

    def _keys(
        self,
        said: Sequence[Record],
        record: Record,
        work: Work | None,
        memory: PageMemory | None,
    ) -> frozenset[str]:
        """Give all by which the page may be found again, old keys included."""
        keys = {key for each in said for key in self.keys_of(each)}
        if work and work.record.abstract == record.abstract:
            record = replace(record, abstract=None)  # the seeds' records have its key
        return frozenset(keys.union(identity_keys(record), memory.keys if memory else ()))

    def _effective_record(
        self,
        slug: str,
        page: PageFile | None,
        work: Work | None,
        merged: Merged,
        is_abstract_persons: bool,
    ) -> Record:
        """Read what stands on the page, or will stand there."""
        abstract = work.record.abstract if work else None
        if page and (is_abstract_persons or not abstract or ABSTRACT not in page.passages):
            content = _abstract_on(page)
            abstract = from_markdown(content) if content else None
        place = Place(page.file if page else f"docs/{to_uri(slug)}", 1, 1)
        return replace(to_record(merged.fields, abstract, place), kind=Kind.PAGE)

    def _merge_abstract(
        self, page: PageFile | None, memory: PageMemory | None, work: Work | None
    ) -> MergedPassage:
        if page is None:
            return MergedPassage(frozenset())
        remembered = memory.fields.get(ABSTRACT, frozenset()) if memory else frozenset()
        return merge_passage(page.passages.get(ABSTRACT), remembered, lambda: say_abstract(work))

    def _own_fields(
        self,
        record: Record,
        page: PageFile | None,
        work: Work | None,
        assignments: Sequence[Assignment],
    ) -> dict[str, FieldValue]:
        """Give the fields that come from us and not from a seed."""
        fields: dict[str, FieldValue] = {}
        if assignments:
            fields["topics"] = tuple(assignment.topic for assignment in assignments)
        if work:
            names = {self.seed_names[r.place.file]: None for r in work.records}
            fields["found_in"] = tuple(names)
        day = self.find_day(work.records) if work and page is None else ""
        if page:
            # Chosen once: a page that has none gets none later.
            day = str(page.fields.get("added", ""))
        if day:
            fields["added"] = day
        key = str(page.fields["citation_key"]) if page and "citation_key" in page.fields else ""
        if not key:
            key = citation_key(record, self.taken)
            self.taken.add(key.lower())
        fields["citation_key"] = key
        fields["template"] = TEMPLATE
        return fields


def is_long(papers: Sequence[Paper]) -> bool:
    """Say whether the whole list may be too much for one file that people and git like to take."""
    size = sum(600 + len(p.record.abstract or "") + 20 * len(p.record.authors) for p in papers)
    return size > _LONG


def say_abstract(work: Work | None) -> str:
    """Give the seeds' abstract as Markdown; the empty text when they have none."""
    return to_markdown(work.record.abstract) if work and work.record.abstract else ""


def _abstract_on(page: PageFile) -> str:
    return page.passages[ABSTRACT].content.strip() if ABSTRACT in page.passages else ""


def _differ_in_abstract(page: PageFile | None, work: Work | None) -> tuple[Difference, ...]:
    on_page = _abstract_on(page) if page and ABSTRACT in page.passages else None
    return (Difference(ABSTRACT, on_page, work.record.abstract if work else None),)


def _propose(page: PageFile | None, work: Work | None) -> dict[str, FieldValue]:
    """Give the fields that the seeds have; of a paper gone from them, those of its page."""
    if work:
        return to_front_matter(work.record)
    return {n: v for n, v in page.fields.items() if n not in OWN_FIELDS} if page else {}


def remember(fields: Mapping[str, FieldValue]) -> PageMemory:
    """Give what to remember of a page that is all ours."""
    return PageMemory(frozenset(), {name: hashes(value) for name, value in fields.items()})
