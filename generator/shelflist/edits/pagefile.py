"""A Markdown page as units: front-matter fields, marked passages, and the rest.

A passage is what stands between `<!-- shelflist: NAME HASH -->` and `<!-- /shelflist -->`,
each on a line of its own. The hash is that of what the generator last wrote there, so
that a passage tells by itself whether a person has changed it. To change one unit, its
own lines are rewritten and no others: order, comments and quoting stay as they were.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from shelflist.edits.quoting import Misread, find_misread, may_be_misread
from shelflist.edits.rewriting import find_comments, rewrite_field
from shelflist.model import FieldValue
from shelflist.problems import ConfigError, Location, PageError, Problem
from shelflist.strict_yaml import Node, iter_texts, parse_yaml

_FENCE = re.compile(r"(?:---|\.\.\.)[ \t]*")
_MARK = re.compile(r"<!-- shelflist: (?P<name>[a-z-]+)(?: (?P<hash>[0-9a-f]+))? -->[ \t]*")
_END = re.compile(r"<!-- /shelflist -->[ \t]*")
_CONFLICT = re.compile(r"(?:<{7} |={7}$|>{7} )")
_SAFE_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:[ _./-][A-Za-z0-9]+)*")
_UNPRINTABLE = (*range(0x7F, 0xA0), 0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF)
_YAML_BREAKS = {code: f"\\u{code:04x}" for code in _UNPRINTABLE}
_NOT_TEXT = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null", "none"})
_NULLS = frozenset({"~", "null", "Null", "NULL"})
END_MARK = "<!-- /shelflist -->"


@dataclass(frozen=True, slots=True)
class Passage:
    """One marked passage: its content, the hash in its mark and its lines (from 0, end excluded).

    `start` is the line of the opening mark, `end` the line after the closing one.
    """

    content: str
    written: str
    start: int
    end: int

    def is_untouched(self) -> bool:
        """Say whether the content is what the generator last wrote."""
        return self.written == digest(self.content)


@dataclass(frozen=True, slots=True)
class PageFile:
    """One page of `docs/`, taken apart.

    Attributes:
        file: Path to name in problems.
        lines: The page's lines with their line ends.
        fields: Front-matter values by name; what is neither text nor a list of texts is
            kept as JSON text and never rewritten.
        spans: For each field its lines, from 0, end excluded.
        front_end: The line of the closing fence; 0 when there is no front matter.
        passages: Marked passages by name.
        misread: Values of text fields that plain YAML takes for something else.
    """

    file: str
    lines: tuple[str, ...]
    fields: dict[str, FieldValue]
    spans: dict[str, tuple[int, int]]
    front_end: int
    passages: dict[str, Passage]
    misread: tuple[Misread, ...] = ()

    @property
    def text(self) -> str:
        """The whole page."""
        return "".join(self.lines)

    @property
    def newline(self) -> str:
        """The line end that the page uses."""
        return "\r\n" if self.lines and self.lines[0].endswith("\r\n") else "\n"

    def line_of(self, name: str) -> int:
        """Give the line of a field or passage, from 1."""
        if name in self.spans:
            return self.spans[name][0] + 1
        return self.passages[name].start + 1 if name in self.passages else 1

    def notes(self) -> str:
        """Give what people wrote: the body without marked passages."""
        kept = list(self.lines[self.front_end + 1 if self.front_end else 0 :])
        shift = len(self.lines) - len(kept)
        for passage in sorted(self.passages.values(), key=lambda p: p.start, reverse=True):
            del kept[passage.start - shift : passage.end - shift]
        return "".join(kept)


@cache
def digest(text: str) -> str:
    """Give a short stable hash of a unit's text, blind to line ends and outer blanks."""
    folded = "\n".join(text.strip().splitlines())
    return hashlib.blake2b(folded.encode(), digest_size=5).hexdigest()


def parse_page(text: str, file: str) -> PageFile:
    """Take a page apart.

    Raises:
        PageError: Front matter that cannot be read, conflict markers, marks that do not
            pair; every problem of the page at once.
    """
    lines = split_lines(text)
    problems = [*_conflict_markers(lines, file)]
    fields: dict[str, FieldValue] = {}
    spans: dict[str, tuple[int, int]] = {}
    front_end = _find_front_end(lines)
    misread: tuple[Misread, ...] = ()
    if front_end:
        try:
            front_matter = "".join(lines[1:front_end])
            root = parse_yaml(front_matter, file, first_line=2)
            fields, spans = _read_fields(root, lines, front_end)
            if may_be_misread(root):
                misread = find_misread(front_matter, first_line=2)
                fields |= _read_nulls(misread, root)
        except ConfigError as error:
            if not problems:
                problems.extend(error.problems)
        except ValueError as error:
            mend = "Write one  name: value  a line between the two --- lines."
            problems.append(Problem(Location(file, 2), "front-matter", str(error), mend))
    elif lines and _FENCE.fullmatch(lines[0].strip("\ufeff\r\n")):
        mend = "Close it with a line of three hyphens."
        message = "the front matter is never closed"
        problems.append(Problem(Location(file, 1), "front-matter", message, mend))
    passages = _read_passages(lines, file, problems)
    if problems:
        raise PageError(*problems)
    return PageFile(file, lines, fields, spans, front_end, passages, misread)


def _read_nulls(misread: Sequence[Misread], root: Node) -> dict[str, FieldValue]:
    """Give the fields in which somebody typed `null` or `~` and meant the word."""
    words = {m.line: m.text for m in misread if m.text in _NULLS}
    found: dict[str, FieldValue] = {}
    for name in {m.field for m in misread if m.text in _NULLS}:
        node = root.mapping()[name]
        if node.value is None:
            found[name] = words[node.line]
        elif isinstance(node.value, list) and _is_flat(node.value):
            found[name] = tuple(
                item.text() if item.value is not None else words.get(item.line, "")
                for item in node.value
            )
    return found


def split_lines(text: str) -> tuple[str, ...]:
    """Split at line feeds only; `str.splitlines` would also split at form feeds and the like."""
    *whole, last = text.split("\n")
    return (*(f"{line}\n" for line in whole), *([last] if last else []))


def _find_front_end(lines: tuple[str, ...]) -> int:
    if not lines or lines[0].lstrip("\ufeff").rstrip() != "---":
        return 0
    for number, line in enumerate(lines[1:], 1):
        if _FENCE.fullmatch(line.rstrip("\r\n")):
            return number
    return 0


def _conflict_markers(lines: tuple[str, ...], file: str) -> list[Problem]:
    """Find what `git merge` leaves behind; `=======` alone may be a heading's underline."""
    marked = [n for n, line in enumerate(lines, 1) if line[0] in "<>" and _CONFLICT.match(line)]
    return [
        Problem(
            Location(file, number),
            "conflict-marker",
            f'a merge conflict is not settled: "{lines[number - 1].strip()[:60]}"',
            "Choose one side and remove the lines of <, = and >.",
        )
        for number in marked
    ]


def _read_fields(
    root: Node, lines: tuple[str, ...], front_end: int
) -> tuple[dict[str, FieldValue], dict[str, tuple[int, int]]]:
    fields: dict[str, FieldValue] = {}
    spans: dict[str, tuple[int, int]] = {}
    for (name, node), key_line in zip(root.mapping().items(), root.key_lines, strict=True):
        fields[name] = _to_value(node)
        start, end = key_line - 1, max(node.end_line, key_line)
        said = max((text.end_line for text in iter_texts(node)), default=0)
        while end > start + 1:
            line = lines[end - 1].strip(" \t\r\n")
            if line and not (line.startswith("#") and end > said):
                break
            end -= 1
        spans[name] = (start, min(end, front_end))
    return fields, spans


def _to_value(node: Node) -> FieldValue:
    if node.value is None:
        return ""
    if isinstance(node.value, str):
        return node.value
    if isinstance(node.value, list) and _is_flat(node.value):
        return tuple(item.text() for item in node.value)
    return json.dumps(_plain(node), ensure_ascii=False, sort_keys=True)


def _is_flat(items: Sequence[Node]) -> bool:
    """Say whether a list holds nothing but texts, some of them left empty."""
    return all(isinstance(item.value, str) or item.value is None for item in items)


def _plain(node: Node) -> object:
    if isinstance(node.value, dict):
        return {key: _plain(child) for key, child in node.value.items()}
    if isinstance(node.value, list):
        return [_plain(child) for child in node.value]
    return node.value


def _read_passages(
    lines: tuple[str, ...], file: str, problems: list[Problem]
) -> dict[str, Passage]:
    passages: dict[str, Passage] = {}
    opened: tuple[str, str, int] | None = None
    for number, line in enumerate(lines):
        if not line.startswith("<!-- "):
            continue
        stripped = line.rstrip("\r\n")
        if mark := _MARK.fullmatch(stripped):
            if opened:
                problems.append(_unpaired(file, opened[2], opened[0]))
            elif mark["name"] in passages:
                problems.append(_repeated(file, number, mark["name"]))
            opened = (mark["name"], mark["hash"] or "", number)
        elif _END.fullmatch(stripped) and opened:
            name, written, start = opened
            passages[name] = Passage("".join(lines[start + 1 : number]), written, start, number + 1)
            opened = None
    if opened:
        problems.append(_unpaired(file, opened[2], opened[0]))
    return passages


def find_mark(text: str, name: str) -> str:
    """Find the hash in the opening mark of a passage; empty when there is none."""
    start = text.find(f"\n<!-- shelflist: {name} ")
    mark = _MARK.match(text, start + 1) if start >= 0 else None
    return (mark["hash"] or "") if mark else ""


def _unpaired(file: str, line: int, name: str) -> Problem:
    message = f'the passage "{name}" is never closed'
    mend = f"Put  {END_MARK}  on a line of its own after it."
    return Problem(Location(file, line + 1), "passage", message, mend)


def _repeated(file: str, line: int, name: str) -> Problem:
    message = f'the passage "{name}" stands twice'
    return Problem(Location(file, line + 1), "passage", message, "Remove one of the two.")


def to_field(name: str, value: FieldValue) -> str:
    """Write one front-matter field as YAML lines; a list has one entry a line."""
    if isinstance(value, tuple):
        return f"{name}:\n" + "".join(f"  - {to_scalar(entry)}\n" for entry in value)
    return f"{name}: {to_scalar(value) if name not in _BARE else value}\n"


_BARE = frozenset({"year", "month", "provisional_title", "more_authors", "retracted"})
"""Fields whose values the generator knows to be numbers, truth values or file names."""


def to_scalar(text: str) -> str:
    """Write a text as a YAML scalar: plain where no reader can misunderstand it, else quoted."""
    is_plain = _SAFE_PLAIN.fullmatch(text) and text.lower() not in _NOT_TEXT
    if is_plain:
        return text
    return json.dumps(text, ensure_ascii=False).translate(_YAML_BREAKS)


def to_passage(name: str, content: str) -> str:
    """Write a passage with its marks; the opening one carries the content's hash."""
    body = content.strip("\n")
    inner = f"{body}\n" if body else ""
    return f"<!-- shelflist: {name} {digest(inner)} -->\n{inner}{END_MARK}\n"


def _rewrite(page: PageFile, name: str, value: FieldValue | None) -> str:
    """Write a field around the comments in it, and make sure that it says what it shall."""
    plain = "" if value is None else to_field(name, value)
    if name not in page.spans:
        return plain
    start, end = page.spans[name]
    block, old = page.lines[start:end], page.fields[name]
    if "".join(block).replace("\r\n", "\n") == to_field(name, old):
        return plain
    text = rewrite_field(block, old, value, str if name in _BARE else to_scalar)
    if text is not None and _says(text, name, value):
        return text
    return plain + find_comments(block)


def _says(text: str, name: str, value: FieldValue | None) -> bool:
    try:
        node = parse_yaml(text, "").mapping().get(name)
    except (ConfigError, ValueError):
        return False
    return (_to_value(node) if node else None) == value


def replace_units(
    page: PageFile, fields: Mapping[str, FieldValue | None], passages: Mapping[str, str | None]
) -> str:
    """Give the page's text with some units rewritten and every other byte as it was.

    Args:
        page: The page.
        fields: New values; `None` removes the field; a field that the page lacks is added
            at the end of the front matter.
        passages: New contents of passages; `None` removes the passage, and a blank line that
            is then one too many. One that the page lacks is left out: a person removed it.
    """
    lines = list(page.lines)
    changes: list[tuple[int, int, str]] = []
    for name, value in fields.items():
        start, end = page.spans.get(name, (page.front_end, page.front_end))
        changes.append((start, end, _rewrite(page, name, value)))
    for name, content in passages.items():
        if name not in page.passages:
            continue
        start, end = page.passages[name].start, page.passages[name].end
        if content is not None:
            changes.append((start, end, to_passage(name, content)))
        else:
            is_apart = start > 0 and not lines[start - 1].strip()
            is_last = end == len(lines) or not lines[end].strip()
            changes.append((start - 1 if is_apart and is_last else start, end, ""))
    added = "".join(text for start, end, text in changes if start == end)
    changes = [change for change in changes if change[0] != change[1]]
    if added and page.front_end:
        changes.append((page.front_end, page.front_end, added))
    elif added:
        mark = "\ufeff" if lines and lines[0].startswith("\ufeff") else ""
        lines[:1] = [line.removeprefix(mark) for line in lines[:1]]
        changes.append((0, 0, f"{mark}---\n{added}---\n\n"))
    newline = page.newline
    for start, end, text in sorted(changes, reverse=True):
        is_last = end == len(lines) and end > start and not lines[end - 1].endswith("\n")
        text = text.replace("\n", newline)
        lines[start:end] = [text.removesuffix(newline) if is_last else text]
    return "".join(lines)
