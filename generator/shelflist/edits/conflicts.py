"""Conflicts that git left in what the generator wrote, settled where no person's line is touched.

A page has three parts that may differ on the two sides of a merge: front-matter fields,
marked passages, and the rest, which is a person's. Where the sides differ only in fields and
passages that nobody touched on either, ours is taken and the next step brings it up to date.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from shelflist.edits.memory import (
    NOTHING,
    PageMemory,
    from_lines,
    has_markers,
    hashes,
    parse_memory,
)
from shelflist.edits.memory_files import FOLDER, Remembered, memory_file
from shelflist.edits.pagefile import PageFile, parse_page, split_lines
from shelflist.problems import ShelflistError
from shelflist.revisions import Merge, find_merge

_START, _BASE, _MIDDLE, _END = (re.compile(rf"\{sign}{{7}}(?: |$)") for sign in "<|=>")
_SIDES = ("base", "ours", "theirs")
Sides = Mapping[str, str]
"""The text of a file on each side of a merge, by those names."""


def split_sides(text: str) -> tuple[str, str] | None:
    """Give a text as either side of a merge has it; `None` where no conflict is, or half a one."""
    sides: tuple[list[str], list[str]] = ([], [])
    where = ""
    for line in split_lines(text):
        bare = line.rstrip("\r\n")
        if _START.match(bare) and not where:
            where = "ours"
        elif _BASE.match(bare) and where == "ours":
            where = "base"
        elif _MIDDLE.match(bare) and where in ("ours", "base"):
            where = "theirs"
        elif _END.match(bare) and where == "theirs":
            where = ""
        elif _START.match(bare) or _END.match(bare):
            return None
        else:
            for side, name in zip(sides, ("ours", "theirs"), strict=True):
                if where in ("", name):
                    side.append(line)
    ours, theirs = ("".join(side) for side in sides)
    return (ours, theirs) if not where and ours != theirs else None


@dataclass
class Settler:
    """Settles the merge of two branches that each ran the generator, as far as it can.

    Attributes:
        root: The list's folder.
        docs_dir: Its folder of pages.
        remembered: The memory as it stands, where both sides of a conflict count.
        settled: The files whose conflicts were settled.
        pages: The pages among them, by path in `docs_dir`.
    """

    root: Path
    docs_dir: str
    remembered: Remembered
    settled: list[str] = field(default_factory=list)
    pages: list[str] = field(default_factory=list)

    @cached_property
    def _merge(self) -> Merge | None:
        return find_merge(self.root)

    @cached_property
    def _sides(self) -> dict[str, Mapping[str, PageMemory]]:
        """What each side remembered of the pages that both wrote, by the file of memory.

        Of a merge that is committed already, as long as the generator has not run since.
        """
        merge = self._merge
        if merge is None:
            return {}
        texts = self.remembered.texts
        found = merge.read(name for name in merge.find_changed(FOLDER) if name in texts)
        return {
            name: {side: parse_memory(sides.get(side, ""))[0] for side in _SIDES}
            for name, sides in found.items()
            if not merge.is_committed or sides.get("merged") == texts[name]
        }

    def settle_page(self, src_uri: str, text: str) -> str:
        """Give a page without its conflict if that can be settled, else as it is."""
        if not has_markers(text) or not self._merge:
            return text
        name, memory = f"{self.docs_dir}/{src_uri}", memory_file(src_uri)
        known = [self.remembered.pages.get(src_uri, PageMemory())]
        known += self._sides.get(memory, {}).values()
        both = from_lines(line for each in known for line in each.to_lines())
        done = settle_page(text, name, self._merge.read([name]).get(name, {}), both)
        if done is None:
            return text
        self.settled.append(name)
        self.pages.append(src_uri)
        return done

    def settle_memory(self, pages: Mapping[str, PageFile]) -> dict[str, PageMemory]:
        """Give all that is remembered, of what both sides wrote that which explains the page."""
        remembered = dict(self.remembered.pages)
        for page in remembered if self._sides else ():
            if sides := self._sides.get(memory_file(page)):
                remembered[page] = merge_memory(sides, pages.get(page))
        self.settled += [name for name, text in self.remembered.texts.items() if has_markers(text)]
        return remembered


def merge_memory(sides: Mapping[str, PageMemory], page: PageFile | None) -> PageMemory:
    """Merge what two sides remember of a page, as sets of lines, three ways.

    A field that stands as one side wrote it, whoever chose that, is as that side remembers it.
    """
    base, ours, theirs = (sides[name].to_lines() for name in _SIDES)
    merged = from_lines((ours & theirs) | (ours - base) | (theirs - base))
    if page is None:
        return merged
    fields = {}
    for name in {*sides["ours"].fields, *sides["theirs"].fields}:
        value = page.fields.get(name)
        written = hashes(value) if value is not None else frozenset()
        known = [sides[side].of(name) for side in ("ours", "theirs")]
        alike = [each for each in known if each - {NOTHING} == written]
        is_text = isinstance(value, str) and any(written <= each for each in known)
        fields[name] = alike[0] if alike else known[0] | known[1] if is_text else merged.of(name)
    return replace(merged, fields={**merged.fields, **fields})


def settle_page(text: str, file: str, sides: Sides, memory: PageMemory) -> str | None:
    """Settle a page, if the sides differ only in what the generator wrote.

    Args:
        text: The page with the markers of git.
        file: Its path, for problems.
        sides: The whole page on each side; they say whether a passage was touched there.
        memory: What is remembered of the page on both sides together.

    Returns:
        The page; `None` where a person has to decide.
    """
    split = split_sides(text)
    if not split:
        return None
    try:
        ours, theirs = (parse_page(side, file) for side in split)
        whole = [parse_page(sides[name], file) for name in _SIDES[1:] if name in sides]
        base = parse_page(sides.get("base", ""), file)
    except ShelflistError:
        return None
    names = {*ours.fields, *theirs.fields}
    fields = {name for name in names if ours.fields.get(name) != theirs.fields.get(name)}
    passages = {
        name
        for name in {*ours.passages, *theirs.passages}
        if _passage(ours, name) != _passage(theirs, name)
    }
    is_ours = (
        all(_is_written(name, (ours, theirs), base, memory) for name in fields)
        and all(_is_generated(name, whole) for name in passages)
        and _rest(ours, fields, passages) == _rest(theirs, fields, passages)
    )
    return _with_passages(ours, passages, whole[0] if whole else ours) if is_ours else None


def _is_written(
    name: str, sides: tuple[PageFile, PageFile], base: PageFile, memory: PageMemory
) -> bool:
    """Say whether the generator wrote a field on both sides, or took it out, or added it on one."""
    known = memory.of(name)
    said = [page.fields[name] for page in sides if name in page.fields]
    is_absent_by_us = len(said) == 2 or NOTHING in known or name not in base.fields
    return is_absent_by_us and all(hashes(value) <= known for value in said)


def _is_generated(name: str, whole: list[PageFile]) -> bool:
    """Say whether nobody touched a passage on either side; a mix of both has no true mark."""
    found = [page.passages.get(name) for page in whole]
    return len(found) == 2 and all(passage and passage.is_untouched() for passage in found)


def _passage(page: PageFile, name: str) -> str | None:
    passage = page.passages.get(name)
    return "".join(page.lines[passage.start : passage.end]) if passage else None


def _rest(page: PageFile, fields: set[str], passages: set[str]) -> str:
    """Give the lines of a page outside some of its units."""
    spans = [page.spans[name] for name in fields if name in page.spans]
    spans += [(p.start, p.end) for name in passages if (p := page.passages.get(name))]
    cut = {number for start, end in spans for number in range(start, end)}
    return "".join(line for number, line in enumerate(page.lines) if number not in cut)


def _with_passages(page: PageFile, names: set[str], source: PageFile) -> str:
    """Give a page with some passages as another version of it has them."""
    lines = list(page.lines)
    for name in sorted(names, key=lambda n: page.passages[n].start, reverse=True):
        passage = page.passages[name]
        lines[passage.start : passage.end] = [_passage(source, name) or ""]
    return "".join(lines)
