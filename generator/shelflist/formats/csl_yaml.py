"""CSL in YAML, as pandoc and Better BibTeX write it: a list of items under `references`.

Each item is parsed by itself, strictly, so that a broken one costs no neighbour.

Source:
    Pandoc's manual, "Citations"; CSL 1.0.2 and its `csl-data.json` schema.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from shelflist.formats.csl_json_reading import read_items
from shelflist.formats.drafts import Parsed
from shelflist.formats.json_items import Json, JsonItem
from shelflist.problems import ConfigError, Location, Problem, Refusal
from shelflist.strict_yaml import Node, parse_yaml

_LIST = re.compile(r"references\s*:\s*(?:#.*)?")
_ITEM = re.compile(r"(?P<indent> *)- +(?P<key>[A-Za-z][\w-]*) *:(?: |$)")
_TITLE = re.compile(r"^ *(?:- )? *(?:title|id) *: *(\S.*)$", re.MULTILINE)
_KEYS = re.compile(r"^ *(?:- +)?(?:title|author|issued|container-title|DOI|type|id) *:")
_OWN_KEYS = re.compile(r" *(?:- +)?(?:issued|container-title|citation-key|DOI) *:")
_DATE_PARTS = ("year", "month", "day")
_STACKED = re.compile(r"(?:[-?:] +){50}")
_BRACKETS = re.compile(r"[\[\]{}]")
_DEEPEST = 500
_WIDEST_INDENT = 300


@dataclass(frozen=True, slots=True)
class _Block:
    """The lines of one item, from 0, the end exclusive."""

    first: int
    end: int


def count_csl_yaml(lines: Sequence[str]) -> tuple[int, int]:
    """Count the items, and the lines in them that begin with a key of CSL.

    A list that nothing but CSL has keys for counts; other lists in YAML have titles as well.
    """
    blocks = list(_find_blocks(lines))
    inside = [lines[n] for each in blocks for n in range(each.first, each.end)]
    if not any(_OWN_KEYS.match(line) for line in inside):
        return 0, 0
    return len(blocks), sum(1 for line in inside if _KEYS.match(line))


def parse_csl_yaml(lines: Sequence[str], file: str) -> Parsed:
    """Read the items; one that is no YAML is refused, what is wrong in it is said.

    Args:
        lines: The whole file.
        file: What places and problems call it.
    """
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    items: list[JsonItem] = []
    problems: list[Problem] = []
    refused: list[Refusal] = []
    for block in _find_blocks(lines):
        text = "\n".join(lines[block.first : block.end])
        try:
            node = _parse(text, file, block.first + 1)
        except ConfigError as error:
            problems += error.problems
            refused.append(_refuse(text, block, error.problems[0]))
            continue
        items.append(_to_item(node, starts, block))
    text = "\n".join(lines)
    parsed = read_items(iter(items), text, file)
    return replace(
        parsed,
        problems=tuple(sorted((*problems, *parsed.problems), key=lambda each: each.location)),
        refused=tuple(sorted((*refused, *parsed.refused), key=lambda each: each.line)),
    )


def _find_blocks(lines: Sequence[str]) -> Iterator[_Block]:
    """Give the items of the list: each begins at the column of the first."""
    first: int | None = None
    column = -1
    above = "---"
    for index, line in enumerate(lines):
        before, above = above, line if line.strip() else above
        if column >= 0 and first is not None and _is_behind(line, column):
            yield _Block(first, index)
            first = None
        match = _ITEM.match(line)
        if match is None or (column >= 0 and len(match["indent"]) != column):
            continue
        if column < 0 and not _begins_list(before.strip()):
            continue
        column = len(match["indent"])
        if first is not None:
            yield _Block(first, index)
        first = index
    if first is not None:
        yield _Block(first, len(lines))


def _begins_list(above: str) -> bool:
    """Say whether the list of items begins below a line: its name, or the document's mark."""
    return above == "---" or bool(_LIST.fullmatch(above))


def _is_behind(line: str, column: int) -> bool:
    """Say whether a line is no longer in the list: another key, or the document's end."""
    indent = len(line) - len(line.lstrip(" "))
    if not line.strip() or indent > column:
        return False
    return indent < column or not line.lstrip().startswith("- ")


def _parse(text: str, file: str, first_line: int) -> Node:
    depth = deepest = 0
    for match in _BRACKETS.finditer(text):
        depth += 1 if match[0] in "[{" else -1
        deepest = max(deepest, depth)
    is_wide = re.search(rf"^ {{{_WIDEST_INDENT}}}", text, re.MULTILINE)
    if deepest > _DEEPEST or is_wide or _STACKED.search(text):
        # The library that parses YAML may end the whole program at such.
        message = "values are nested too deeply"
        mend = "Flatten the value; nothing here needs so many levels."
        raise ConfigError(Problem(Location(file, first_line), "too-deep", message, mend))
    return parse_yaml(text, file, first_line=first_line)


def _to_item(node: Node, starts: Sequence[int], block: _Block) -> JsonItem:
    entry = node.value[0] if isinstance(node.value, list) and node.value else node
    fields = entry.value if isinstance(entry.value, dict) else {}
    offsets = {
        key: starts[line - 1] for key, line in zip(fields, entry.key_lines, strict=True)
    }  # the place of a key is its line
    value = {key: _to_value(each) for key, each in fields.items()}
    return JsonItem(value, starts[block.first], starts[block.end] - 1, offsets)


def _to_value(node: Node) -> Json:
    """Give a value as CSL-JSON has it; dates by name become dates in parts."""
    if isinstance(node.value, dict):
        return {key: _to_value(each) for key, each in node.value.items()}
    if not isinstance(node.value, list):
        return node.value
    dates = [each.value for each in node.value if isinstance(each.value, dict)]
    if dates and all("year" in each for each in dates):
        return {"date-parts": [_to_parts(each) for each in dates]}
    return [_to_value(each) for each in node.value]


def _to_parts(date: dict[str, Node]) -> list[Json]:
    parts = [date[name].value for name in _DATE_PARTS if name in date]
    return [part for part in parts if isinstance(part, str)]


def _refuse(text: str, block: _Block, problem: Problem) -> Refusal:
    title = _TITLE.search(text)
    what = title[1].strip("'\"")[:120] if title else "an entry that is not YAML"
    return Refusal(block.first + 1, what, problem.message, problem.mend)
