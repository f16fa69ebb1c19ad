"""What entries take over from others: `crossref` and `xdata`.

Only what a volume shares with its papers is handed down. biblatex hands down everything
else as well, which would give each paper its volume's DOI and abstract.

Source:
    btxdoc (1988), section 2.3; biblatex's manual 3.21, appendix B (inheritance setup).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from shelflist.formats.bibtex_scanner import Entry

_SHARED = (
    *("booktitle", "booksubtitle", "maintitle", "eventtitle", "journal", "journaltitle"),
    *("year", "date", "month", "publisher", "series", "volume", "organization", "institution"),
    *("school", "origyear", "origdate", "editor", "editortype"),
    *("address", "location", "edition", "isbn", "issn"),
)
_PARTS = frozenset((
    "inproceedings", "conference", "incollection", "inbook", "suppbook", "suppcollection",
    "bookinbook", "inreference", "paper",
))  # fmt: skip
_IN_AUTHORS_BOOK = frozenset({"inbook", "bookinbook", "suppbook"})
_OF_ONE_ENTRY = frozenset({"crossref", "xdata", "ids", "xref", "entryset", "options", "label"})


@dataclass(slots=True)
class Heritage:
    """What came of following the references between entries.

    Attributes:
        parents: Which entries (as numbers in their order) others take over from.
        missing: A key that no entry has, to the first entry that names it.
        rings: Entries that are their own parents.
    """

    parents: set[int] = field(default_factory=set)
    missing: dict[str, int] = field(default_factory=dict)
    rings: list[int] = field(default_factory=list)


def inherit(entries: Sequence[Entry]) -> Heritage:
    """Give every entry what its parents hand down, parents' parents first.

    The entries' `fields` are filled; what an entry says itself stays.
    """
    heritage = Heritage()
    if not any("crossref" in entry.fields or "xdata" in entry.fields for entry in entries):
        return heritage
    by_key: dict[str, int] = {}
    for number, entry in enumerate(entries):
        by_key.setdefault(entry.key, number)
    for number, entry in enumerate(entries):
        by_key.setdefault(entry.key.lower(), number)
    state: dict[int, bool] = {}
    for number in range(len(entries)):
        _inherit_one(number, entries, by_key, state, heritage)
    return heritage


def _inherit_one(
    first: int,
    entries: Sequence[Entry],
    by_key: dict[str, int],
    state: dict[int, bool],
    heritage: Heritage,
) -> None:
    """Walk up from one entry; a chain may be longer than Python's stack."""
    stack = [first]
    while stack:
        number = stack[-1]
        entry = entries[number]
        if state.get(number):
            stack.pop()
            continue
        parents = _find_parents(entry, number, by_key, heritage)
        if number not in state:
            state[number] = False
            waiting = [parent for parent, _ in parents if parent not in state]
            rings = [parent for parent, _ in parents if state.get(parent) is False]
            if rings:
                heritage.rings.append(number)
            stack += waiting
            if waiting:
                continue
        for parent, is_data in parents:
            heritage.parents.add(parent)
            if state.get(parent):
                _hand_down(entries[parent], entry, is_data=is_data)
        state[number] = True
        stack.pop()


def _find_parents(
    entry: Entry, number: int, by_key: dict[str, int], heritage: Heritage
) -> list[tuple[int, bool]]:
    """Give the parents, and whether each is mere data (`xdata`)."""
    if "crossref" not in entry.fields and "xdata" not in entry.fields:
        return []
    names = [(key, True) for key in entry.fields.get("xdata", "").split(",")]
    names.append((entry.fields.get("crossref", ""), False))
    found: list[tuple[int, bool]] = []
    for raw, is_data in names:
        key = raw.strip()
        if not key:
            continue
        parent = by_key.get(key, by_key.get(key.lower()))
        if parent is None:
            heritage.missing.setdefault(key, number)
        else:
            found.append((parent, is_data))
    return found


def _hand_down(parent: Entry, child: Entry, *, is_data: bool) -> None:
    mine, theirs = child.fields, parent.fields
    if is_data:
        for name, value in theirs.items():
            if name not in _OF_ONE_ENTRY:
                mine.setdefault(name, value)
        return
    is_dated = "year" in mine or "date" in mine
    if child.type in _PARTS and "booktitle" not in mine and "title" in theirs:
        # A book's own title is the book title of its parts, whatever else it has.
        mine["booktitle"] = theirs.get("booktitle") or theirs["title"]
        if "subtitle" in theirs and "booktitle" not in theirs:
            mine.setdefault("booksubtitle", theirs["subtitle"])
    elif child.type == "article" and parent.type == "periodical" and "title" in theirs:
        mine.setdefault("journaltitle", theirs["title"])
    for name in _SHARED:
        if name in theirs and not (is_dated and name in ("year", "date", "month")):
            mine.setdefault(name, theirs[name])
    if child.type in _IN_AUTHORS_BOOK and "author" in theirs:
        mine.setdefault("author", theirs["author"])
