"""Whose value of each field stands on a page: a person's, the seeds' or our own."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from shelflist.edits.following import ABSTRACT, find_marks, remembered_marks, to_uri
from shelflist.edits.memory import PageMemory, hashes
from shelflist.edits.merge import (
    Difference,
    Merged,
    MergedPassage,
    merge_fields,
    merge_passage,
)
from shelflist.edits.pagefile import PageFile, digest
from shelflist.formats.front_matter import to_front_matter, to_record
from shelflist.identity.fields import merge_records
from shelflist.identity.keys import identity_keys, remembered_keys
from shelflist.identity.slugs import citation_key, each_citation_key
from shelflist.library.papers import Paper
from shelflist.model import FieldValue, Kind, Place, Record, Work
from shelflist.text.markdown import from_markdown, to_markdown
from shelflist.topics import Assignment

OWN_FIELDS = frozenset({"topics", "found_in", "added", "citation_key"})
"""Front-matter fields that come from us and not from a seed."""
_FORMER = "template"
"""A field that every page once had from us. What nobody touched goes; another is a person's."""
_OURS = OWN_FIELDS | {_FORMER}

Assign = Callable[[Record], tuple[Assignment, ...]]
"""What gives a paper its topics; a cache may stand in for `assign_topics`."""

FindDay = Callable[[Sequence[Record]], str]
"""What finds the day on which records came into the list, `2026-03-21`, or the empty text."""


class PaperMaker:
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
        """Make the paper with this slug of what the seeds say of it."""
        page, memory = self.pages.get(slug), self.memory.get(to_uri(slug))
        work = self.works.get(slug)
        if said and work is None:
            work = merge_records(said, _find_listed(page, memory) if len(said) > 1 else None)
        merged = self._merge(page, _propose(page, work), memory, False)
        abstract = self._merge_abstract(page, memory, work)
        record = self._effective_record(slug, page, work, merged, abstract.is_persons)
        assignments = self.assign(record)
        ours = self._own_fields(record, page, work, assignments, memory)
        own = _pin_key(self._merge(page, ours, memory, True), ours["citation_key"])
        remembered = merged.memory | own.memory
        remembered.pop(_FORMER, None)
        if abstract.memory:
            remembered[ABSTRACT] = abstract.memory
        differs = _differ_in_abstract(page, work) if abstract.is_reported else ()
        fields = _in_order(page, merged.fields | own.fields)
        topics = fields.get("topics", ())
        keys = self._keys(said, record, work, memory)
        return Paper(
            slug=slug,
            record=record,
            fields=fields,
            page=page,
            work=work,
            assignments=assignments,
            topics=topics if isinstance(topics, tuple) else (topics,),
            memory=_with_standing(page, fields, PageMemory(keys, remembered)),
            differences=merged.differences + own.differences + differs,
            by_person=merged.by_person.union(
                own.by_person, {ABSTRACT} if abstract.is_persons else ()
            ),
            proposed={**to_front_matter(work.record), **ours} if work else ours,
            is_unknown=page is not None and memory is None,
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
        fields = {name: v for name, v in page.fields.items() if (name in _OURS) == is_own}
        if memory:
            remembered = memory.fields.items()
            known = {n: h for n, h in remembered if (n in _OURS) == is_own and n != ABSTRACT}
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
        keys = {key for each in said for key in remembered_keys(each, self.keys_of(each))}
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
        memory: PageMemory | None,
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
        fields["citation_key"] = self._find_key(record, page, memory)
        return fields

    def _find_key(
        self, record: Record, page: PageFile | None, memory: PageMemory | None
    ) -> FieldValue:
        """Give the citation key, chosen once; one that a person took out is found again."""
        key = page.fields.get("citation_key") if page else None
        if not key:
            written = memory.fields.get("citation_key", frozenset()) if memory else frozenset()
            known = (
                key
                for key in each_citation_key(record)
                if key not in self.taken and digest(key) in written
            )
            key = next(known, None) or citation_key(record, self.taken)
            self.taken.add(key.lower())
        return key


def _find_listed(page: PageFile | None, memory: PageMemory | None) -> Record | None:
    """Give what the generator wrote on a page and nobody has touched since."""
    if page is None or memory is None:
        return None
    fields = {n: value for n, value in page.fields.items() if hashes(value) <= memory.of(n)}
    abstract = page.passages.get(ABSTRACT)
    text = from_markdown(abstract.content) if abstract and abstract.is_untouched() else None
    return to_record(fields, text or None, Place(page.file, 1, 1))


def _with_standing(
    page: PageFile | None, fields: Mapping[str, FieldValue], memory: PageMemory
) -> PageMemory:
    """Remember also what a person wrote by which the page can be known again."""
    marks = find_marks(page, fields) - remembered_marks(memory) if page else frozenset()
    return replace(memory, standing=marks)


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
    return {n: v for n, v in page.fields.items() if n not in _OURS} if page else {}


def _pin_key(own: Merged, key: FieldValue) -> Merged:
    """Let a page have its citation key in any case: what cites it must go on working."""
    if own.fields.get("citation_key") == key:
        return own
    written = {"citation_key": hashes(key)}
    return replace(
        own, fields={**own.fields, "citation_key": key}, memory={**own.memory, **written}
    )


def _in_order(page: PageFile | None, fields: Mapping[str, FieldValue]) -> dict[str, FieldValue]:
    """Give the fields in the order of the page; new ones come last."""
    order = dict.fromkeys([*(page.fields if page else ()), *fields])
    return {name: fields[name] for name in order if name in fields}
