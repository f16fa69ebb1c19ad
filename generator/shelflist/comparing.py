"""What a change of the list means: papers, topics and addresses, not lines.

Two lists are compared as they stand on their pages, with what their seeds bring on the
next `generate`: so a change that only adds a seed shows the papers it will bring.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from shelflist.identity.keys import identity_keys
from shelflist.inputs import Inputs
from shelflist.library import Library, Paper
from shelflist.model import FieldValue
from shelflist.problems import Problem

_SENTENCE = re.compile(r"(?<=[.!?])\s+")


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of a paper that is another than before.

    Attributes:
        field: Its name in the front matter, `abstract` or `notes`.
        before, after: The values, `None` where there is none; of an abstract or of notes
            the sentences or lines that went and that came.
        removed, added: Of a list, the entries that went and that came.
    """

    field: str
    before: str | None
    after: str | None
    removed: tuple[str, ...] = ()
    added: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PaperChange:
    """One paper that is new, gone, renamed or other than before.

    Attributes:
        slug: Its page is `papers/<slug>.md`.
        title: Its title, the present one if there is one.
        was: Its slug before, if that is another.
        topics: Its topics.
        sources: The seeds that speak of it, by file.
        is_pending: Whether the next `generate` will write this.
        fields: What changed, in the order of the page.
        leads_to: For a paper that is gone, where its address leads now, if anywhere.
    """

    slug: str
    title: str
    was: str = ""
    topics: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    is_pending: bool = False
    fields: tuple[FieldChange, ...] = ()
    leads_to: str = ""


@dataclass(frozen=True, slots=True)
class TopicChange:
    """A topic that gained or lost papers.

    Attributes:
        topic: Its id.
        gained, lost: Slugs of papers.
        state: `new` or `removed` for a topic that the taxonomy gained or lost, else empty.
        before, after: How many papers had and have it.
    """

    topic: str
    gained: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
    state: str = ""
    before: int = 0
    after: int = 0


@dataclass(frozen=True, slots=True)
class Changes:
    """What is other than at the revision compared with; everything is sorted.

    Attributes:
        ref: The revision, as it was named.
        added, removed, renamed, changed: Papers.
        topics: Topics.
        problems: What came with the change and wants looking at.
    """

    ref: str
    added: tuple[PaperChange, ...] = ()
    removed: tuple[PaperChange, ...] = ()
    renamed: tuple[PaperChange, ...] = ()
    changed: tuple[PaperChange, ...] = ()
    topics: tuple[TopicChange, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing changed and nothing wants looking at."""
        papers = (*self.added, *self.removed, *self.renamed, *self.changed)
        return not (papers or self.topics or self.problems)


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two lists that are compared.

    `resolve` says where an old address leads, `None` for one that leads nowhere.
    """

    inputs: Inputs
    library: Library
    resolve: Callable[[str], str | None] = lambda _: None


def compare(ref: str, base: Side, head: Side, problems: Iterable[Problem]) -> Changes:
    """Say what changed from one list to another.

    Args:
        ref: What the first list is called.
        base: The list as it was.
        head: The list as it is.
        problems: What came with the change and wants looking at.
    """
    before, after = base.library.by_slug, head.library.by_slug
    was = _match(before, after, head.library.moved)
    old_of = {new: old for old, new in was.items()}
    added = [_describe(p, head) for slug, p in after.items() if slug not in old_of]
    removed = [
        replace(_describe(p, base, is_gone=True), leads_to=head.resolve(p.src_uri) or "")
        for slug, p in before.items()
        if slug not in was
    ]
    renamed, changed = [], []
    for slug, old in sorted(old_of.items()):
        fields = tuple(_compare_papers(before[old], after[slug]))
        change = _describe(after[slug], head, was=old if old != slug else "", fields=fields)
        if old != slug:
            renamed.append(change)
        elif fields:
            changed.append(change)
    return Changes(
        ref,
        tuple(added),
        tuple(removed),
        tuple(renamed),
        tuple(changed),
        tuple(_compare_topics(base, head, was)),
        tuple(sorted(set(problems))),
    )


def _match(
    before: Mapping[str, Paper], after: Mapping[str, Paper], moved: Mapping[str, str]
) -> dict[str, str]:
    """Give the present slug of each paper that there was: the same, moved, or one by its ids."""
    found = {slug: slug for slug in before if slug in after}
    free = {slug: paper for slug, paper in after.items() if slug not in before}
    paths = {paper.src_uri: slug for slug, paper in free.items()}
    by_key = {key: slug for slug, p in free.items() for key in identity_keys(p.record)}
    for slug, paper in before.items():
        if slug in found:
            continue
        target = paths.get(moved.get(paper.src_uri, ""))
        keys = identity_keys(paper.record)
        target = target or next((by_key[key] for key in keys if key in by_key), None)
        if target and target in free:
            found[slug] = target
            del free[target]
    return found


def _describe(
    paper: Paper,
    side: Side,
    *,
    was: str = "",
    fields: tuple[FieldChange, ...] = (),
    is_gone: bool = False,
) -> PaperChange:
    sources = {record.place.file for record in paper.work.records} if paper.work else set()
    is_pending = not is_gone and (paper.page is None or paper.page.fields != paper.fields)
    return PaperChange(
        paper.slug, paper.title, was, paper.topics, tuple(sorted(sources)), is_pending, fields
    )


def _compare_papers(before: Paper, after: Paper) -> Iterable[FieldChange]:
    for name in dict.fromkeys((*before.fields, *after.fields)):
        old, new = before.fields.get(name), after.fields.get(name)
        if old != new:
            yield _compare_values(name, old, new)
    old_text, new_text = before.record.abstract or "", after.record.abstract or ""
    if old_text != new_text:
        yield _compare_texts("abstract", _SENTENCE.split(old_text), _SENTENCE.split(new_text))
    old_notes, new_notes = _notes(before), _notes(after)
    if old_notes != new_notes:
        yield _compare_texts("notes", old_notes, new_notes)


def _notes(paper: Paper) -> list[str]:
    """Give the lines that people wrote on a page, without what every new page has."""
    lines = paper.page.notes().splitlines() if paper.page else []
    return [line.strip() for line in lines if line.strip() and not line.startswith("<!-- ")]


def _compare_values(name: str, old: FieldValue | None, new: FieldValue | None) -> FieldChange:
    if isinstance(old, tuple) or isinstance(new, tuple):
        before, after = _to_entries(old), _to_entries(new)
        removed = tuple(entry for entry in before if entry not in after)
        added = tuple(entry for entry in after if entry not in before)
        return FieldChange(name, _join(before), _join(after), removed, added)
    return FieldChange(name, old, new)


def _to_entries(value: FieldValue | None) -> tuple[str, ...]:
    if value is None:
        return ()
    return value if isinstance(value, tuple) else (value,)


def _join(entries: tuple[str, ...]) -> str | None:
    return "; ".join(entries) or None


def _compare_texts(name: str, old: list[str], new: list[str]) -> FieldChange:
    """Give the parts of a text that went and that came."""
    removed: list[str] = []
    added: list[str] = []
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal":
            removed += filter(None, old[i1:i2])
            added += filter(None, new[j1:j2])
    return FieldChange(
        name, " ".join(removed) or None, " ".join(added) or None, tuple(removed), tuple(added)
    )


def _compare_topics(base: Side, head: Side, was: Mapping[str, str]) -> Iterable[TopicChange]:
    before, after = _papers_by_topic(base.library), _papers_by_topic(head.library)
    known_before, known_after = base.inputs.taxonomy.by_id, head.inputs.taxonomy.by_id
    for topic in sorted({*before, *after, *known_before, *known_after}):
        old = {was.get(slug, slug) for slug in before.get(topic, ())}
        new = after.get(topic, set())
        state = "new" if topic in known_after and topic not in known_before else ""
        state = "removed" if topic in known_before and topic not in known_after else state
        if old != new or state:
            gained, lost = tuple(sorted(new - old)), tuple(sorted(old - new))
            yield TopicChange(topic, gained, lost, state, len(old), len(new))


def _papers_by_topic(library: Library) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for paper in library.papers:
        for topic in paper.topics:
            found[topic].add(paper.slug)
    return found
