"""`shelflist export`: papers in a form of your choice, as the site's own files have them."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from shelflist.build import Caches, read_library
from shelflist.citations import render_bibliography
from shelflist.citations.styles import read_style
from shelflist.commands import CLEAN
from shelflist.config import CITATION_STYLES, PAGE_STYLES, Settings, nearest
from shelflist.exports.entries import Entry, hold, to_entries, to_scope
from shelflist.exports.forms import FORMS
from shelflist.formats.csl_json import to_csl_json
from shelflist.inputs import Inputs
from shelflist.output import write_beside
from shelflist.problems import GUIDE, ConfigError, Location, MisuseError, PageError, Problem
from shelflist.text.markdown import from_markdown
from shelflist.topics import nearest_topic

CITATIONS = "citations"
"""The form that is no data: references in a citation style, one a line."""

_OWN_STATES = ("retracted", "provisional")
"""What `--status` also takes: states that a page has without anybody's word."""


def run(options: argparse.Namespace) -> int:
    """Run `shelflist export`."""
    if options.format not in (*FORMS, CITATIONS):
        mend = nearest(options.format, (*FORMS, CITATIONS))
        raise _misuse("--format", f'there is no form "{options.format}"', mend)
    if options.style and options.format != CITATIONS:
        raise _misuse("--style", "no form but citations has a style", "Add  --format citations .")
    inputs, library = read_library(options.root, Caches(options.root), lambda _: None)
    entries = to_entries(library.papers, inputs.settings)
    chosen = _choose(options, inputs, entries)
    if not chosen:
        print("No paper is chosen by that, so nothing stands in what is written.", file=sys.stderr)
    topics = options.topic or []
    scope = to_scope(inputs.settings, inputs.taxonomy, topics[0] if len(topics) == 1 else "")
    if options.format == CITATIONS:
        parts = _cite(chosen, _find_style(options.style, options.root, inputs.settings))
    else:
        parts = FORMS[options.format].write(chosen, scope, {})
    _write(parts, options.output)
    return CLEAN


def _choose(options: argparse.Namespace, inputs: Inputs, entries: Sequence[Entry]) -> list[Entry]:
    """Keep the papers that are in one of the topics and have one of the states."""
    numbers = set(range(len(entries)))
    held = hold(inputs.taxonomy, [entry.paper for entry in entries])
    for topic in options.topic or ():
        if topic not in held:
            near = nearest_topic(inputs.taxonomy, topic)
            mend = f'Did you mean "{near}"?' if near else nearest(topic, held)
            raise _misuse("--topic", f'there is no topic "{topic}"', mend)
    if options.topic:
        numbers = {number for topic in options.topic for number in held[topic]}
    if options.status:
        states = [_find_states(entry) for entry in entries]
        known = {state for found in states for state in found} | {*_OWN_STATES}
        for status in options.status:
            if status not in known:
                message = f'no page has the status "{status}"'
                raise _misuse("--status", message, nearest(status, sorted(known)))
        numbers = {n for n in numbers if states[n] & {*options.status}}
    return [entry for number, entry in enumerate(entries) if number in numbers]


def _find_states(entry: Entry) -> set[str]:
    """Give the states of a paper: what its page says under `status`, and our own."""
    said = entry.paper.fields.get("status", "")
    states = {said} if isinstance(said, str) else {*said}
    if entry.paper.is_provisional:
        states.add("provisional")
    if entry.record.retracted:
        states.add("retracted")
    return states - {""}


def _find_style(named: str | None, root: Path, settings: Settings) -> str:
    """Find a style: one that comes with us, a file, or a file of the list by its name alone."""
    if not named:
        return settings.citation_style
    own = [style for style in settings.citation_styles if Path(style).stem == named]
    files = [str(root / style) for style in (named, *own) if style.endswith(".csl")]
    style = next((file for file in files if Path(file).is_file()), named)
    if style in PAGE_STYLES and style not in CITATION_STYLES:
        mend = (
            f"Take one of {', '.join(CITATION_STYLES)}, or an independent .csl file; or copy "
            f"the citation from a page of the site. {GUIDE}citations/ says what is wrong."
        )
        message = (
            f'"{style}" is a style of the pages alone: the processor of this command would '
            "write wrong references in it"
        )
        raise _misuse("--style", message, mend)
    try:
        read_style(style)
    except ConfigError as error:
        said = " ".join(problem.message for problem in error.problems)
        mends = " ".join(problem.mend for problem in error.problems)
        raise _misuse("--style", f'"{named}" cannot be used: {said}', mends) from None
    return style


def _cite(entries: Sequence[Entry], style: str) -> Iterator[str]:
    items = [(entry.paper.slug, to_csl_json(entry.record, entry.key)) for entry in entries]
    for reference in render_bibliography(items, style).values():
        yield f"{from_markdown(reference)}\n"


def _write(parts: Iterable[str], output: Path | None) -> None:
    if output is None or str(output) == "-":
        _copy(parts, sys.stdout.buffer)
        return
    try:
        if output.exists() and not output.is_file():
            # A pipe or a device: there is nothing to replace.
            with output.open("wb") as file:
                _copy(parts, file)
        else:
            target = output.resolve()
            target.parent.stat()
            write_beside(target, "export", parts).replace(target)
    except OSError as error:
        message = f"cannot be written: {error.strerror or error}"
        mend = "Name a file in a folder that is there and that you may write to."
        raise PageError(Problem(Location(str(output)), "unwritable", message, mend)) from None


def _copy(parts: Iterable[str], file: BinaryIO) -> None:
    for part in parts:
        file.write(part.encode("utf-8"))
    file.flush()


def _misuse(place: str, message: str, mend: str) -> MisuseError:
    return MisuseError(Problem(Location(place), "export", message, mend))
