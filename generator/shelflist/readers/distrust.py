"""Records that a reader found and nobody should believe: refused by name, whatever the form.

A NUL byte stands where something was lost. A title with the label of another field
(`… authors: Mary Oak year: 2021`, `newblock …`, `2 authors]`) is one that was cut wrongly.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from shelflist.formats.drafts import Parsed
from shelflist.model import Record
from shelflist.problems import Location, Problem, Refusal, Severity
from shelflist.readers.foreign_tables import find_meaning
from shelflist.readers.furniture import is_furniture
from shelflist.readers.parsed import to_refusal_problems
from shelflist.readers.reading import LineAccount, LineClass, Reading

_LABEL = re.compile(
    r"(?:^[\W_]*|(?<=[\s“”\"'(\[,;.|]))(?P<name>[^\W\d_]{2,}(?:[-_][^\W\d_]+)*)[\s*]*[:：=]\s*(?P<value>\S?)"
)
_SURE = re.compile(
    r"\b(?:newblock|bibitem)\b|\\(?:begin|end)\{|^author information\b|\bindexed for medline\b"
    r"|\b(?:doi|pmid|pmcid|issn|isbn)\s*[:：]",
    re.IGNORECASE,
)
_SHORT = 4
"""Names of fields that are not longer may be acronyms: `SO: …`, `DATE: …`."""
_QUOTED = 120


def find_label(title: str) -> str:
    """Find the label of a field in what should be a title alone; empty if it has none.

    One label is enough at the beginning, or where names stand behind `authors:`; elsewhere a
    title may say `the source: a study`, and it takes two.
    """
    if sure := _SURE.search(title):
        return sure[0]
    bare = title.strip("[]() ")
    if re.search(r"\d", bare) and is_furniture(bare):
        return bare  # `12 authors]`
    found = [match for match in _LABEL.finditer(title) if _is_label(match)]
    for match in found:
        meaning, name = find_meaning(match["name"]), match["name"]
        is_first = match.start("name") == len(title) - len(title.lstrip("*_#- "))
        is_named = meaning == "authors" and name[0].islower() and match["value"].isupper()
        if is_named or (is_first and len(name) > _SHORT and meaning in ("authors", "abstract")):
            return f"{name}:"
    names = [match["name"] for match in found]
    return f"{names[1]}:" if len(names) > 1 else ""


def _is_label(match: re.Match[str]) -> bool:
    name = match["name"]
    is_key = name.islower() and re.search(r"[-_]", name) is not None
    is_acronym = name.isupper() and len(name) <= _SHORT
    return is_key or (find_meaning(name) is not None and not is_acronym)


def refuse_labelled(reading: Reading, *, is_free: bool) -> Reading:
    """Refuse the records whose title carries the label of another field.

    Args:
        reading: What was read.
        is_free: Whether the form has no field of its own for a title; where it has, a label in
            capitals may be meant (`Authors: who they are`), and so may a bare number.
    """

    def doubt(record: Record) -> str:
        label = find_label(record.title or "")
        is_doubtful = label and (is_free or label.islower())
        return f"its title carries {label!r}, which is no part of a title" if is_doubtful else ""

    mend = "Give its fields lines of their own, or write it as BibTeX, RIS or CSL-JSON."
    return _refuse(reading, doubt, mend)


def refuse_broken(reading: Reading, broken: tuple[int, ...]) -> Reading:
    """Refuse the records in which a NUL byte stood, and name the other lines with one."""
    inside: set[int] = set()

    def doubt(record: Record) -> str:
        lines = range(record.place.line, record.place.end_line + 1)
        found = [number for number in broken if number in lines]
        inside.update(found)
        return f"a NUL byte stands in line {found[0]}" if found else ""

    mend = "Write the line anew without it: something was lost there."
    reading = _refuse(reading, doubt, mend)
    message = "a NUL byte stands in this line"
    others = (
        Problem(Location(reading.file, number), "nul-byte", message, mend, Severity.WARNING)
        for number in broken
        if number not in inside
    )
    return replace(reading, problems=(*reading.problems, *others))


def _refuse(reading: Reading, doubt: Callable[[Record], str], mend: str) -> Reading:
    """Refuse the records of which there is a doubt; their lines count as not understood."""
    reasons = {record: reason for record in reading.records if (reason := doubt(record))}
    if not reasons:
        return reading
    classes = list(reading.lines.classes)
    for record in reasons:
        for line in range(record.place.line - 1, record.place.end_line):
            if classes[line] is not LineClass.BLANK:
                classes[line] = LineClass.UNEXPLAINED
    refused = tuple(
        Refusal(record.place.line, (record.title or record.key or "a record")[:_QUOTED], why, mend)
        for record, why in reasons.items()
    )
    told = to_refusal_problems(reading.file, Parsed((), refused=refused))
    return replace(
        reading,
        records=tuple(record for record in reading.records if record not in reasons),
        refused=tuple(sorted((*reading.refused, *refused), key=lambda refusal: refusal.line)),
        problems=(*reading.problems, *told),
        lines=LineAccount(tuple(classes)),
    )
