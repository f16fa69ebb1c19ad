"""What people and seeds have done to a list, kept apart from the list itself.

The model knows nothing of hashes, locks or merging: only who last set a unit, to what,
and what the seeds said of it by then.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from contract_pages import Value

SCALARS = ("title", "year", "venue", "url", "doi")
LISTS = ("authors", "keywords")


@dataclass
class Unit:
    """One field or passage of a page.

    Attributes:
        value: What stands on the page; `None` when it is not there.
        is_persons: Whether a person set it (or, of a list, an entry of it).
        seen: What the seeds said when generator or person last dealt with it. More than
            one after a merge, or when it cannot be known.
        added, removed: The entries of a list that a person put there and took away.
        is_ours: Whether the generator itself once wrote what was `seen`.
        is_whole: Whether it is people on a page by hand, to whom the seeds add nobody.
        is_unsure: After a merge in which both sides touched a list: of the seeds' part
            only that nothing of a person's is lost can be said.
    """

    value: Value | None = None
    is_persons: bool = False
    seen: set[Value | None] = field(default_factory=set)
    added: set[str] = field(default_factory=set)
    removed: set[str] = field(default_factory=set)
    is_unsure: bool = False
    is_ours: bool = False
    is_whole: bool = False


@dataclass
class Fate:
    """What became of one paper's page.

    Attributes:
        name: The page's file without `.md`.
        units: Its fields, and its passages under `<name>`.
        is_deleted: Whether a person deleted the page.
        is_by_hand: Whether a person wrote it.
        is_unknown: Whether the memory was lost, so that nobody knows where it came from.
        is_met: Whether the generator ever saw the page.
    """

    name: str
    units: dict[str, Unit] = field(default_factory=dict)
    is_deleted: bool = False
    is_by_hand: bool = False
    is_unknown: bool = False
    is_met: bool = False

    def unit(self, name: str) -> Unit:
        """Give a unit, made on first use."""
        return self.units.setdefault(name, Unit())


def merge_fates(base: Fate | None, ours: Fate, theirs: Fate) -> Fate:
    """Say what a page is after git has merged two versions of it without a conflict."""
    if ours == base:
        return theirs
    if theirs == base or ours == theirs or base is None:
        return ours
    merged = Fate(
        theirs.name if ours.name == base.name else ours.name,
        is_deleted=ours.is_deleted or theirs.is_deleted,
        is_by_hand=ours.is_by_hand,
    )
    for name in {*ours.units, *theirs.units}:
        mine, other, old = ours.unit(name), theirs.unit(name), base.unit(name)
        merged.units[name] = _merge_units(old, mine, other)
    return merged


def _merge_units(base: Unit, ours: Unit, theirs: Unit) -> Unit:
    if ours in (base, theirs):
        return theirs
    if theirs == base:
        return ours
    return Unit(
        ours.value if theirs.value == base.value else theirs.value,
        ours.is_persons or theirs.is_persons,
        ours.seen | theirs.seen,
        ours.added | theirs.added,
        ours.removed | theirs.removed,
        True,
    )
