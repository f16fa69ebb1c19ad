"""The library: every paper with its page, what the seeds say of it and what people made of it.

Records are joined into works, works are matched with the pages in `docs/papers/`, and for
each field it is decided whose value stands. Everything after this reads papers only.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
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
from shelflist.topics import Assignment, Taxonomy, assign_topics

PAPERS = "papers/"
TEMPLATE = "paper.html"


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


def build_library(
    records: Iterable[Record],
    pages: Mapping[str, PageFile],
    memory: Mapping[str, PageMemory],
    taxonomy: Taxonomy,
    seed_names: Mapping[str, str],
) -> Library:
    """Join the seeds' records with each other and with the pages.

    Args:
        records: What the seeds say.
        pages: The pages of `docs/papers/` by slug.
        memory: What the generator last wrote, by `papers/<slug>.md`.
        taxonomy: The topics and their rules.
        seed_names: For each seed's file the name of its reference page.
    """
    page_records = {
        slug: _page_record(page, memory.get(_uri(slug))) for slug, page in pages.items()
    }
    remembered = {
        pages[slug].file: memory[_uri(slug)].keys for slug in pages if _uri(slug) in memory
    }
    joining = join_records([*records, *page_records.values()], remembered)
    slugs, deleted = _match_pages(joining.works, page_records, memory)
    new = [work for work in joining.works if id(work) not in slugs]
    taken = {*pages, *(_slug(page) for page in memory if page.startswith(PAPERS))}
    slugs |= {id(work): slug for work, slug in zip(new, choose_slugs(new, taken), strict=True)}
    by_slug: dict[str, list[Record]] = {slug: [] for slug in pages}
    whole: dict[str, Work] = {}  # works that are the whole paper, with no page to set apart
    for work in joining.works:
        slug = slugs[id(work)]
        if _uri(slug) in deleted:
            continue
        if slug in by_slug:
            whole.pop(slug, None)
        else:
            whole[slug] = work
        seeds_say = [record for record in work.records if record.kind is not Kind.PAGE]
        by_slug.setdefault(slug, []).extend(seeds_say)
    memory = dict(memory) | _follow_renames(by_slug, memory)
    maker = _PaperMaker(pages, whole, memory, taxonomy, seed_names)
    papers = tuple(maker.make(slug, said) for slug, said in sorted(by_slug.items()))
    slug_of = {record: slug for slug, said in by_slug.items() for record in said}
    return Library(papers, joining, {page: memory[page] for page in deleted}, slug_of)


def _uri(slug: str) -> str:
    return f"{PAPERS}{slug}.md"


def _slug(page: str) -> str:
    return page.removeprefix(PAPERS).removesuffix(".md")


def _page_record(page: PageFile, memory: PageMemory | None) -> Record:
    """Read a page as a record; the keys remembered of it stand for an untouched abstract."""
    abstract = page.passages.get("abstract")
    is_known = memory and memory.keys and abstract and abstract.is_untouched()
    text = from_markdown(abstract.content) if abstract and not is_known else None
    return to_record(page.fields, text or None, Place(page.file, 1, 1))


def _match_pages(
    works: Sequence[Work], page_records: Mapping[str, Record], memory: Mapping[str, PageMemory]
) -> tuple[dict[int, str], set[str]]:
    """Say which page each work has: its own, or one that is remembered but not there.

    Returns:
        The slug for each work that has a page (by the work's `id`), and the pages that a
        person deleted.
    """
    slug_of = {record.place: slug for slug, record in page_records.items()}
    remembered = {
        key: page
        for page, known in sorted(memory.items(), reverse=True)
        for key in known.keys
        if page.startswith(PAPERS)
    }
    slugs: dict[int, str] = {}
    deleted: set[str] = set()
    for work in works:
        own = sorted(slug_of[r.place] for r in work.records if r.place in slug_of)
        if own:
            slugs[id(work)] = own[0]
            continue
        keys = [key for record in work.records for key in identity_keys(record)]
        page = next((remembered[key] for key in keys if key in remembered), None)
        if page is None:
            continue
        slugs[id(work)] = _slug(page)
        if _slug(page) not in page_records and not memory[page].is_pending:
            deleted.add(page)
    return slugs, deleted


def _follow_renames(
    by_slug: Mapping[str, Sequence[Record]], memory: Mapping[str, PageMemory]
) -> dict[str, PageMemory]:
    """Give a page that a person renamed what is remembered under its old name."""
    gone = {
        key: page
        for page, known in sorted(memory.items(), reverse=True)
        for key in known.keys
        if page.startswith(PAPERS) and _slug(page) not in by_slug
    }
    followed: dict[str, PageMemory] = {}
    for slug, records in by_slug.items():
        keys = (key for record in records for key in identity_keys(record))
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
        taxonomy: Taxonomy,
        seed_names: Mapping[str, str],
    ) -> None:
        self.pages = pages
        self.works = works
        self.memory = memory
        self.taxonomy = taxonomy
        self.seed_names = seed_names
        self.keys = {
            str(page.fields["citation_key"]).lower()
            for page in pages.values()
            if page.fields.get("citation_key")
        }

    def make(self, slug: str, said: Sequence[Record]) -> Paper:
        page, memory = self.pages.get(slug), self.memory.get(_uri(slug))
        work = self.works.get(slug) or (merge_records(said) if said else None)
        proposed = to_front_matter(work.record) if work else {}
        merged = merge_fields(page.fields if page else None, proposed, memory)
        record, abstract_differs = self._effective_record(slug, page, memory, work, merged)
        assignments = assign_topics(self.taxonomy, record)
        extra = self._own_fields(record, page, work, assignments)
        complete = merge_fields(page.fields if page else None, proposed | extra, memory)
        topics = complete.fields.get("topics", ())
        keys = {key for r in (*said, record) for key in identity_keys(r)}
        old_keys = memory.keys if memory else frozenset()
        return Paper(
            slug=slug,
            record=record,
            fields=complete.fields,
            page=page,
            work=work,
            assignments=assignments,
            topics=topics if isinstance(topics, tuple) else (topics,),
            memory=PageMemory(old_keys | keys, complete.memory),
            differences=complete.differences + abstract_differs,
            by_person=complete.by_person | {d.field for d in abstract_differs},
        )

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
            is_ours = passage and passage.is_untouched() and memory is not None
            if not is_ours or not abstract:
                proposed = digest(to_markdown(abstract)) if abstract else ""
                changed = passage and proposed not in ("", passage.written, digest(content))
                if changed and memory is not None:
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
            key = citation_key(record, self.keys)
            self.keys.add(key.lower())
        fields["citation_key"] = key
        fields["template"] = TEMPLATE
        return fields


def remember(fields: Mapping[str, FieldValue]) -> PageMemory:
    """Give what to remember of a page that is all ours."""
    return PageMemory(frozenset(), {name: hashes(value) for name, value in fields.items()})
