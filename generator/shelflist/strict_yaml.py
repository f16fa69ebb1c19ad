"""YAML as a person means it: every scalar stays the text that was typed.

Plain YAML makes `2301.00010` a number (another paper) and `no` a truth value; it
lets a later key silently replace an earlier one, builds objects from tags and
multiplies aliases. Here scalars are text, and duplicate keys, tags and aliases are
problems with their line. The standard behind the syntax is YAML 1.1 as PyYAML reads it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, cast

from shelflist.problems import ConfigError, Location, Problem

if TYPE_CHECKING:  # PyYAML is loaded by the first document that is parsed, see `parse_yaml`
    import yaml

_PLAIN_TAGS = frozenset(
    f"tag:yaml.org,2002:{name}"
    for name in ("null", "bool", "int", "float", "timestamp", "str", "seq", "map", "merge", "value")
)
MAX_DEPTH = 50
_SAFE_DEPTH = 1_000
_BRACKET = re.compile(r"[\[\]{}]")
_DEEP = re.compile(r"(?:[-?:][ \t]+){500}|^ {1000}", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Node:
    """One value of a YAML document with its place.

    Attributes:
        value: The text as typed, `None` for an empty or null scalar, a list or a mapping.
        line: Where the value starts, from 1.
        end_line: The last line that the value stands on, inclusive.
        plain: Whether a scalar was written without quotes.
        key_lines: For a mapping: the line of each key.
    """

    value: str | list[Node] | dict[str, Node] | None
    line: int
    end_line: int
    plain: bool = False
    key_lines: tuple[int, ...] = ()

    def mapping(self) -> dict[str, Node]:
        """Give the keys and values of a mapping; an empty value is an empty mapping.

        Raises:
            ValueError: The value is of another type.
        """
        if self.value is None:
            return {}
        if not isinstance(self.value, dict):
            raise ValueError(f"expected a mapping of names to values, found {self.describe()}")
        return self.value

    def sequence(self) -> list[Node]:
        """Give the entries of a list; an empty value is an empty list.

        Raises:
            ValueError: The value is of another type.
        """
        if self.value is None:
            return []
        if not isinstance(self.value, list):
            raise ValueError(f"expected a list, found {self.describe()}")
        return self.value

    def text(self) -> str:
        """Give a scalar's text as typed; an empty value is the empty text.

        Raises:
            ValueError: The value is of another type.
        """
        if self.value is None:
            return ""
        if not isinstance(self.value, str):
            raise ValueError(f"expected a text, found {self.describe()}")
        return self.value

    def describe(self) -> str:
        """Name the value's type, quoting a text, for a message."""
        if isinstance(self.value, dict):
            return "a mapping"
        if isinstance(self.value, list):
            return "a list"
        return f'the text "{self.value}"' if self.value is not None else "nothing"


def yaml_loader() -> type[yaml.SafeLoader]:
    """Give PyYAML's faster loader where it was built with one; both give the same marks."""
    import yaml

    return getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class ParseYaml(Protocol):
    """What parses a document of the list; a cache may stand in for `parse_yaml`."""

    def __call__(self, text: str, file: str, *, own_tags: tuple[str, ...] = ()) -> Node:
        """Parse one document."""


def parse_yaml(
    text: str, file: str, *, first_line: int = 1, own_tags: tuple[str, ...] = ()
) -> Node:
    """Parse one YAML document.

    Args:
        text: The document.
        file: The path to name in problems.
        first_line: The line of `file` on which `text` begins.
        own_tags: Tags that are allowed (`!ENV` in `mkdocs.yml`); their scalars stay text.

    Raises:
        ConfigError: With every problem found, each at its line.
    """
    import yaml  # only now: a run that finds all its documents in the cache needs no parser

    shift = first_line - 1
    loader = yaml.SafeLoader if _may_be_deep(text) else yaml_loader()
    try:
        root = yaml.compose(text, Loader=loader)
    except yaml.YAMLError as error:
        raise ConfigError(_syntax_problem(error, file, shift)) from None
    except RecursionError:
        problem = _problem(file, first_line, "too-deep", "values are nested too deeply")
        raise ConfigError(problem) from None
    if root is None:
        return Node(None, first_line, first_line)
    reader = _Reader(file, shift, own_tags)
    node = reader.read(root, 0)
    if reader.problems:
        raise ConfigError(*reader.problems)
    return node


def _may_be_deep(text: str) -> bool:
    """Say whether a text may nest so deeply that libyaml runs out of stack and kills us.

    PyYAML's own loader is slower, and says so with an error.
    """
    if _DEEP.search(text):
        return True
    if text.count("[") + text.count("{") < _SAFE_DEPTH:
        return False
    depth = 0
    for bracket in _BRACKET.finditer(text):
        depth = depth + 1 if bracket[0] in "[{" else max(0, depth - 1)
        if depth > _SAFE_DEPTH:
            return True
    return False


class _Reader:
    """Turns PyYAML's node graph into a tree of `Node`, collecting problems."""

    def __init__(self, file: str, shift: int, own_tags: tuple[str, ...]) -> None:
        self.file = file
        self.shift = shift
        self.own_tags = own_tags
        self.problems: list[Problem] = []
        self._seen: set[int] = set()

    def read(self, node: yaml.Node, depth: int) -> Node:
        line = node.start_mark.line + 1 + self.shift
        end = _end_line(node) + self.shift
        if id(node) in self._seen:
            self._report(line, "alias", "an alias (*name) repeats another value")
            return Node(None, line, end)
        self._seen.add(id(node))
        if depth > MAX_DEPTH:
            self._report(line, "too-deep", "values are nested too deeply")
            return Node(None, line, end)
        if node.tag not in _PLAIN_TAGS and not node.tag.startswith(self.own_tags or ("\0",)):
            tag = node.tag.replace("tag:yaml.org,2002:", "!!")
            self._report(line, "tag", f'the tag "{tag}" is not allowed')
        kind = cast("yaml.ScalarNode", node).id
        if kind == "mapping":
            return self._read_mapping(cast("yaml.MappingNode", node), depth, line, end)
        if kind == "sequence":
            return Node([self.read(item, depth + 1) for item in node.value], line, end)
        plain = not cast("yaml.ScalarNode", node).style
        is_null = plain and node.tag.endswith(":null")
        return Node(None if is_null else str(node.value), line, end, plain)

    def _read_mapping(self, node: yaml.MappingNode, depth: int, line: int, end: int) -> Node:
        values: dict[str, Node] = {}
        lines: list[int] = []
        for key, value in node.value:
            key_line = key.start_mark.line + 1 + self.shift
            name = key.value if key.id == "scalar" else None
            if not isinstance(name, str):
                self._report(key_line, "key", "a key must be a word")
                continue
            if name in values:
                self._report(key_line, "duplicate-key", f'the key "{name}" stands twice')
            values[name] = self.read(value, depth + 1)
            lines.append(key_line)
        return Node(values, line, end, key_lines=tuple(lines))

    def _report(self, line: int, rule: str, message: str) -> None:
        self.problems.append(_problem(self.file, line, rule, message))


_MENDS = {
    "alias": "Write the value out where it is needed.",
    "duplicate-key": "Keep one of the two lines.",
    "key": "Write each key as a single word followed by a colon.",
    "tag": "Remove the tag and write the value as plain text.",
    "too-deep": "Flatten the value; nothing here needs so many levels.",
}


def _problem(file: str, line: int, rule: str, message: str) -> Problem:
    return Problem(Location(file, line), rule, message, _MENDS[rule])


def _syntax_problem(error: yaml.YAMLError, file: str, shift: int) -> Problem:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    line = mark.line + 1 + shift if mark else 1 + shift
    column = mark.column + 1 if mark else 0
    reason = " ".join(
        str(part) for part in (getattr(error, "context", ""), getattr(error, "problem", "")) if part
    )
    message = f"this is not valid YAML: {reason or str(error).splitlines()[0]}"
    mend = "Check quotes, colons and indentation here; put text that holds ': ' or '#' in quotes."
    return Problem(Location(file, line, column), "yaml", message, mend)


def _end_line(node: yaml.Node) -> int:
    """Give the last line of a node, from 1: block collections end where the next token starts."""
    end: int = node.end_mark.line + 1
    if node.end_mark.column == 0 and node.end_mark.line > node.start_mark.line:
        end -= 1
    return end


def iter_texts(node: Node) -> Iterator[Node]:
    """Give every scalar below a node, depth first."""
    if isinstance(node.value, dict):
        for child in node.value.values():
            yield from iter_texts(child)
    elif isinstance(node.value, list):
        for child in node.value:
            yield from iter_texts(child)
    else:
        yield node
