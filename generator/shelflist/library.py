"""The library: every paper with its page, what the seeds say of it and what people made of it.

Records are joined into works, works are matched with the pages in `docs/papers/`, and for
each field it is decided whose value stands. Everything after this reads papers only.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from shelflist.edits.memory import PageMemory, hashes
from shelflist.edits.merge import Difference, Merged, merge_fields
from shelflist.edits.pagefile import PageFile, digest
from shelflist.formats.front_matter import to_front_matter, to_record
from shelflist.identity.fields import merge_records
from shelflist.identity.joining import Joining, join_records
from shelflist.identity.keys import identity_keys
from shelflist.identity.slugs import choose_slugs, citation_key
from shelflist.model import FieldValue, Kind, Place, Record, Work
from shelflist.text.markdown import from_markdown, to_markdown
from shelflist.topics import Assignment

PAPERS = "papers/"
TEMPLATE = "paper.html"
IDENTITY_FIELDS = ("title", "provisional_title", "authors", "doi", "arxiv")
_KEY_ORDER = ("arxiv", "doi", "title", "abstract")
"""The kinds of identity keys, the strongest first."""
OWN_FIELDS = frozenset({"topics", "found_in", "citation_key", "template"})
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
        return f"{PAPERS}{self.slug}.md"


@dataclass(frozen=True, slots=True)
class Library:
    """Every paper, by slug, and what came of joining.

    Attributes:
        papers: Sorted by slug.
        joining: The joined records.
        deleted: Pages that a person deleted and that stay deleted, with their memory.
        slug_of: For each record of a seed, the slug of the paper that it speaks of.
    """

    papers: tuple[Paper, ...]
    joining: Joining
    deleted: Mapping[str, PageMemory]
    slug_of: Mapping[Record, str]

    @property
    def by_slug(self) -> dict[str, Paper]:
        """Papers by their slug."""
        return {paper.slug: paper for paper in self.papers}


Join = Callable[[Sequence[Record], Mapping[str, Collection[str]]], Joining]
"""What joins records; a cache may stand in for `join_records`."""

Assign = Callable[[Record], tuple[Assignment, ...]]
"""What gives a paper its topics; a cache may stand in for `assign_topics`."""


def build_library(
    records: Iterable[Record],
    pages: Mapping[str, PageFile],
    memory: Mapping[str, PageMemory],
    seed_names: Mapping[str, str],
    assign: Assign,
    join: Join = join_records,
) -> Library:
    """Join the seeds' records with each other and with the pages.

    Args:
        records: What the seeds say.
        pages: The pages of `docs/papers/` by slug.
        memory: What the generator last wrote, by `papers/<slug>.md`.
        seed_names: For each seed's file the name of its reference page.
        assign: Gives a paper its topics.
        join: Joins the records.
    """
    page_records = {
        slug: _page_record(page)
        for slug, page in pages.items()
        if not _is_as_written(page, memory.get(_uri(slug)))
    }
    remembered = {
        pages[slug].file: memory[_uri(slug)].keys for slug in page_records if _uri(slug) in memory
    }
    joining = join([*records, *page_records.values()], remembered)
    slugs = _match_pages(joining, page_records, memory)
    deleted = {_uri(slug) for slug in slugs if slug and slug not in pages}
    by_slug: dict[str, list[Record]] = {slug: [] for slug in pages}
    new: list[Work] = []
    for group, slug in zip(joining.groups, slugs, strict=True):
        if slug is None:
            new.append(merge_records(group))
        elif _uri(slug) not in deleted:
            by_slug.setdefault(slug, []).extend(r for r in group if r.kind is not Kind.PAGE)
    taken = {*pages, *(_slug(page) for page in memory if page.startswith(PAPERS))}
    works = dict(zip(choose_slugs(new, taken), new, strict=True))
    by_slug |= {slug: list(work.records) for slug, work in works.items()}
    memory = dict(memory) | _follow_renames(by_slug, memory, joining)
    maker = _PaperMaker(pages, works, memory, seed_names, assign, joining.keys_of)
    papers = tuple(maker.make(slug, said) for slug, said in sorted(by_slug.items()))
    slug_of = {record: slug for slug, said in by_slug.items() for record in said}
    return Library(papers, joining, {page: memory[page] for page in deleted}, slug_of)


def _uri(slug: str) -> str:
    return f"{PAPERS}{slug}.md"


def _slug(page: str) -> str:
    return page.removeprefix(PAPERS).removesuffix(".md")


def _is_as_written(page: PageFile, memory: PageMemory | None) -> bool:
    """Say whether nobody touched what says which paper a page is.

    Such a page is found again by the keys remembered of it and says nothing of its own.
    """
    abstract = page.passages.get("abstract")
    if not memory or not memory.keys or not abstract or not abstract.is_untouched():
        return False
    return all(
        (name in page.fields) == (name in memory.fields)
        and hashes(page.fields.get(name, ())) <= memory.fields.get(name, frozenset())
        for name in IDENTITY_FIELDS
    )


def _page_record(page: PageFile) -> Record:
    abstract = page.passages.get("abstract")
    text = from_markdown(abstract.content) if abstract else None
    return to_record(page.fields, text or None, Place(page.file, 1, 1))


def _match_pages(
    joining: Joining, page_records: Mapping[str, Record], memory: Mapping[str, PageMemory]
) -> list[str | None]:
    """Say which page each paper has: its own, or the one that is remembered by its keys.

    Returns:
        For each group the slug of its page, which may be gone; `None` when it needs a
        new one. No page goes to two groups.
    """
    slug_of = {record.place: slug for slug, record in page_records.items()}
    slugs: list[str | None] = [
        min((slug_of[record.place] for record in group if record.place in slug_of), default=None)
        for group in joining.groups
    ]
    pages_by_key: dict[str, list[str]] = defaultdict(list)
    for page, known in sorted(memory.items()):
        if page.startswith(PAPERS) and _slug(page) not in page_records:
            for key in known.keys:
                pages_by_key[key].append(page)
    claims = sorted(
        (_KEY_ORDER.index(key.partition(":")[0]), key, page, number)
        for number, group in enumerate(joining.groups)
        if slugs[number] is None and pages_by_key
        for record in group
        for key in joining.keys_of(record)
        for page in pages_by_key.get(key, ())
    )
    taken: set[str] = set()
    for _, _, page, number in claims:
        keys = {key for record in joining.groups[number] for key in joining.keys_of(record)}
        if slugs[number] is None and page not in taken and not _differ(keys, memory[page].keys):
            slugs[number] = _slug(page)
            taken.add(page)
    return slugs


def _differ(some: Collection[str], others: Collection[str]) -> bool:
    """Say whether two sets of keys name two papers: each has arXiv ids and none is shared."""
    mine, theirs = ({k for k in keys if k.startswith("arxiv:")} for keys in (some, others))
    return bool(mine and theirs and not mine & theirs)


def _follow_renames(
    by_slug: Mapping[str, Sequence[Record]], memory: Mapping[str, PageMemory], joining: Joining
) -> dict[str, PageMemory]:
    """Give a page that a person renamed what is remembered under its old name."""
    gone = {
        key: page
        for page, known in sorted(memory.items(), reverse=True)
        for key in known.keys
        if page.startswith(PAPERS) and _slug(page) not in by_slug
    }
    followed: dict[str, PageMemory] = {}
    for slug, records in by_slug.items() if gone else ():
        keys = (key for record in records for key in joining.keys_of(record))
        old = None if _uri(slug) in memory else next((gone[k] for k in keys if k in gone), None)
        if old:
            followed[_uri(slug)] = memory[old]
    return followed


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
    ) -> None:
        self.keys_of = keys_of
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
        page, memory = self.pages.get(slug), self.memory.get(_uri(slug))
        work = self.works.get(slug) or (merge_records(said) if said else None)
        merged = self._merge(page, _propose(page, work), memory, False)
        record, abstract_differs = self._effective_record(slug, page, memory, work, merged)
        assignments = self.assign(record)
        own = self._merge(page, self._own_fields(record, page, work, assignments), memory, True)
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
                self._keys(said, record, work, memory), {**merged.memory, **own.memory}
            ),
            differences=merged.differences + own.differences + abstract_differs,
            by_person=merged.by_person | own.by_person | {d.field for d in abstract_differs},
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
            known = {n: h for n, h in memory.fields.items() if (n in OWN_FIELDS) == is_own}
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
        memory: PageMemory | None,
        work: Work | None,
        merged: Merged,
    ) -> tuple[Record, tuple[Difference, ...]]:
        """Read what stands on the page, and how its abstract differs from the seeds'."""
        abstract = work.record.abstract if work else None
        differs: tuple[Difference, ...] = ()
        if page:
            passage = page.passages.get("abstract")
            content = passage.content if passage else ""
            is_ours = passage and passage.is_untouched()
            if not is_ours or not abstract:
                proposed = digest(to_markdown(abstract)) if abstract else ""
                changed = passage and proposed not in ("", passage.written, digest(content))
                if changed:
                    differs = (Difference("abstract", content.strip(), abstract),)
                abstract = from_markdown(content) if content.strip() else None
        place = Place(page.file if page else f"docs/{_uri(slug)}", 1, 1)
        return replace(to_record(merged.fields, abstract, place), kind=Kind.PAGE), differs

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
        key = str(page.fields["citation_key"]) if page and "citation_key" in page.fields else ""
        if not key:
            key = citation_key(record, self.taken)
            self.taken.add(key.lower())
        fields["citation_key"] = key
        fields["template"] = TEMPLATE
        return fields


def _propose(page: PageFile | None, work: Work | None) -> dict[str, FieldValue]:
    """Give the fields that the seeds have; of a paper gone from them, those of its page."""
    if work:
        return to_front_matter(work.record)
    return {n: v for n, v in page.fields.items() if n not in OWN_FIELDS} if page else {}


def remember(fields: Mapping[str, FieldValue]) -> PageMemory:
    """Give what to remember of a page that is all ours."""
    return PageMemory(frozenset(), {name: hashes(value) for name, value in fields.items()})
