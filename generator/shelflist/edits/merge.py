"""Which value of each field stands: the person's, the seeds', or what was there.

    page, then seeds    same as written        changed
    untouched           stays                  follows the seeds
    changed by person   the person's           the person's; the difference is reported
    removed by person   stays away             stays away; the difference is reported

The entries of a list are units of their own. A page of which nothing is remembered is
wholly a person's, and what the seeds say by then counts as passed over: they bring only
what they learn later. Of a page that a person wrote they also fill in the fields it lacks.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from shelflist.edits.memory import NOTHING, ORDER, SEEN, PageMemory, hashes, known_hashes
from shelflist.edits.pagefile import Passage, digest
from shelflist.model import FieldValue

_PEOPLE = frozenset({"authors", "editors", "translators"})
"""Lists that stay whole on a page by hand: two ways to write a person are not two people."""


@dataclass(frozen=True, slots=True)
class Difference:
    """The seeds say something else of a field that a person changed.

    Attributes:
        field: The field.
        on_page: What stands on the page; `None` when a person removed the field.
        in_seeds: What the seeds now say; `None` when they no longer say anything.
    """

    field: str
    on_page: FieldValue | None
    in_seeds: FieldValue | None


@dataclass(frozen=True, slots=True)
class Merged:
    """The outcome for one page.

    Attributes:
        fields: The value of each field that stands, in the order of the page.
        memory: What to remember of each field.
        differences: What to report.
        by_person: Fields whose value is a person's, wholly or in part.
    """

    fields: dict[str, FieldValue]
    memory: dict[str, frozenset[str]]
    differences: tuple[Difference, ...]
    by_person: frozenset[str]


def merge_fields(
    page: Mapping[str, FieldValue] | None,
    proposed: Mapping[str, FieldValue],
    memory: PageMemory | None,
    *,
    is_handmade: bool = False,
) -> Merged:
    """Decide the value of each field of one page.

    Args:
        page: What stands on the page; `None` when there is no page yet.
        proposed: What the seeds say, in the order in which a new page has it.
        memory: What the generator last wrote; `None` when that is not known.
        is_handmade: Whether a person wrote the page, so that fields of which nothing is
            known may be missing only because nobody has filled them in yet.
    """
    if page is None:
        return Merged(dict(proposed), {n: hashes(v) for n, v in proposed.items()}, (), frozenset())
    remembered = memory.fields if memory else {}
    fields: dict[str, FieldValue] = {}
    kept: dict[str, frozenset[str]] = {}
    differences: list[Difference] = []
    by_person: set[str] = set()
    for name in dict.fromkeys([*page, *proposed, *remembered]):
        here, said = page.get(name), proposed.get(name)
        if memory is None and not (is_handmade and here is None):
            outcome = _keep_unknown(here, said)
        else:
            is_whole = is_handmade and name in _PEOPLE
            outcome = _merge_field(here, said, remembered.get(name), is_whole)
        if outcome.value is not None:
            fields[name] = outcome.value
        if outcome.remember:
            kept[name] = outcome.remember
        if outcome.is_reported:
            differences.append(Difference(name, here, said))
        if outcome.is_persons:
            by_person.add(name)
    return Merged(fields, kept, tuple(differences), frozenset(by_person))


@dataclass(frozen=True, slots=True)
class _Outcome:
    value: FieldValue | None
    remember: frozenset[str]
    is_persons: bool = False
    is_reported: bool = False


def _keep_unknown(page: FieldValue | None, seeds: FieldValue | None) -> _Outcome:
    """Keep what stands where nothing is remembered; what the seeds say else is passed over."""
    here = hashes(page) if page is not None else frozenset()
    said = hashes(seeds) if seeds is not None else frozenset()
    remember = frozenset(SEEN + each if each in here else each for each in said)
    return _Outcome(page, remember, is_persons=page is not None or seeds is not None)


def _merge_field(
    page: FieldValue | None,
    seeds: FieldValue | None,
    written: frozenset[str] | None,
    is_whole: bool,
) -> _Outcome:
    old = written or frozenset()
    is_new = seeds is not None and seeds != page and not hashes(seeds) <= known_hashes(old)
    if page is None:
        return _merge_missing(seeds, written, is_new)
    if page == ():  # a person emptied the list, and nothing shall come into it
        return _Outcome(page, old, is_persons=True, is_reported=is_new)
    is_whole = is_whole and all(each.startswith(SEEN) for each in old)
    if isinstance(page, tuple) and not isinstance(seeds, str) and not is_whole:
        return _merge_entries(page, seeds or (), old)
    if hashes(page) <= old:
        return _Outcome(seeds, _written(seeds))
    return _Outcome(page, old, is_persons=True, is_reported=is_new)


def _written(value: FieldValue | None) -> frozenset[str]:
    return hashes(value) if value is not None else frozenset({NOTHING})


def _merge_missing(
    seeds: FieldValue | None, written: frozenset[str] | None, is_new: bool
) -> _Outcome:
    """Decide a field that the page lacks: nobody had it yet, we took it out, or a person."""
    old = written or frozenset()
    if seeds is None:
        return _Outcome(None, old)
    if NOTHING in old and isinstance(seeds, tuple):
        return _merge_entries((), seeds, old)
    if written is None or NOTHING in old:
        return _Outcome(seeds, hashes(seeds))
    return _Outcome(None, old, is_persons=True, is_reported=is_new)


def _merge_entries(page: tuple[str, ...], seeds: tuple[str, ...], old: frozenset[str]) -> _Outcome:
    """Merge a list entry by entry; the order is the page's unless nobody touched it."""
    seen = frozenset(h for h in old if h.startswith(SEEN))
    orders = frozenset(h for h in old if h.startswith(ORDER))
    old = old - orders - seen - {NOTHING}
    here = {digest(entry): entry for entry in page}
    proposed = {digest(entry): entry for entry in seeds}
    removed = old - here.keys()
    own = here.keys() - old
    is_reordered = bool(orders) and len(page) > 1 and not hashes(page) & orders
    if not (removed or own or seen or is_reordered):
        return _Outcome(seeds or None, _written(seeds or None))
    kept = [entry for entry in page if digest(entry) in own or digest(entry) in proposed]
    kept_hashes = {digest(entry) for entry in kept}
    known = known_hashes(old | seen) | kept_hashes
    added = [e for h, e in proposed.items() if h not in known]
    for entry in added:
        kept.insert(_place_for(entry, seeds, kept), entry)
    remember = {*(old & proposed.keys()), *removed, *seen, *map(digest, added)}
    if removed or own or len(kept) > 1:  # the order of a single entry is nobody's
        remember |= orders
    if not kept:
        remember.add(NOTHING)
    return _Outcome(tuple(kept) or None, frozenset(remember), is_persons=True)


def _place_for(entry: str, seeds: tuple[str, ...], kept: list[str]) -> int:
    """Say where a new entry goes: beside the nearest one that stands before or after it."""
    position = seeds.index(entry)
    for earlier in reversed(seeds[:position]):
        if earlier in kept:
            return kept.index(earlier) + 1
    for later in seeds[position + 1 :]:
        if later in kept:
            return kept.index(later)
    return len(kept)


@dataclass(frozen=True, slots=True)
class MergedPassage:
    """The outcome for a passage that comes from the seeds.

    Attributes:
        memory: What to remember; empty when the page never had the passage.
        is_persons: Whether a person changed or removed it.
        is_reported: Whether the seeds now say something that they did not say before.
    """

    memory: frozenset[str]
    is_persons: bool = False
    is_reported: bool = False


def merge_passage(
    passage: Passage | None, remembered: frozenset[str], say: Callable[[], str]
) -> MergedPassage:
    """Decide whose a passage is.

    Args:
        passage: What stands on the page; its mark tells what the generator last wrote.
        remembered: What the memory has of it, without which a passage that is not there
            was never there.
        say: Gives what the seeds say as Markdown, or the empty text; only asked where it matters.
    """
    if passage and passage.is_untouched():
        return MergedPassage(frozenset({passage.written}))
    if passage is None and not remembered:
        return MergedPassage(frozenset())
    written = {passage.written} if passage and passage.written else set()
    here = digest(passage.content) if passage else ""
    said = say()
    is_new = bool(said) and digest(said) not in {*known_hashes(remembered), *written, here}
    return MergedPassage(remembered | written, True, is_new)
