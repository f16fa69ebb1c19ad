"""Front matter of other people's pages: YAML between `---` or TOML between `+++`, as text.

Every scalar stays as it was typed: `2301.00010` is no number and `2020-04-01` no date.
What is broken costs its own field; the others are read one by one.

Source:
    Jekyll's and Hugo's own pages on front matter; YAML 1.1 as PyYAML reads it; TOML 1.0.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from shelflist.problems import ConfigError, Location, Problem, Severity
from shelflist.strict_yaml import Node, parse_yaml

Value: TypeAlias = "str | list[Value] | dict[str, Value]"

_FENCES = {"---": ("---", "..."), "+++": ("+++",)}
_YAML_KEY = re.compile(r"[\"']?([A-Za-z_][\w .-]{0,60}?)[\"']?[ \t]*:(?=\s|$)")
_TOML_KEY = re.compile(r"[\"']?([A-Za-z_][\w.-]{0,60})[\"']?[ \t]*=|\[\[?[ \t]*[\"']?([\w.-]+)")
_QUOTED = re.compile(r"([\"'])(.*)\1")
_NO_TEXT = {"YAML": "[{&*!|>%@`", "TOML": "[{0123456789tf"}
"""What a value that is no text begins with."""
_MOST_LINES = 5_000
_MOST_TOLD = 20


@dataclass(slots=True)
class FrontMatter:
    """The fields of a page.

    Attributes:
        first, last: The lines of its fences, from 0.
        fields: Values by name; names in lower case, their parts joined by underscores.
        lines: The line of each field, from 1.
        problems: What is broken.
    """

    first: int
    last: int
    fields: dict[str, Value] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def parse_front_matter(lines: Sequence[str], file: str) -> FrontMatter:
    """Read the front matter at the top of a page.

    Args:
        lines: The whole page.
        file: What problems call it.

    Raises:
        ValueError: There is none.
    """
    first = next((n for n, line in enumerate(lines[:_MOST_LINES]) if line.strip()), 0)
    fence = lines[first].rstrip() if lines else ""
    if fence not in _FENCES:
        raise ValueError("no front matter")
    inside = range(first + 1, min(len(lines), first + _MOST_LINES))
    last = next((n for n in inside if lines[n].rstrip() in _FENCES[fence]), 0)
    if not last:
        raise ValueError("the front matter has no end")
    found = FrontMatter(first, last)
    form = _YAML if fence == "---" else _TOML
    text = "\n".join(lines[first + 1 : last])
    try:
        _take(found, form, text, first + 2)
    except _Broken:
        _read_one_by_one(found, form, lines[first + 1 : last], first + 2, file)
    return found


class _Broken(Exception):
    """A text cannot be read: line (from 1, in the text) and reason."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(reason)
        self.line = line
        self.reason = reason


@dataclass(frozen=True, slots=True)
class _Form:
    """How one language is read.

    Attributes:
        name: For messages.
        parse: Gives the fields of a text; raises `_Broken`.
        key: The beginning of a field's first line.
    """

    name: str
    parse: Callable[[str], dict[str, Value]]
    key: re.Pattern[str]


def _parse_yaml(text: str) -> dict[str, Value]:
    try:
        node = parse_yaml(text, "")
        fields = node.mapping()
    except ConfigError as error:
        problem = error.problems[0]
        raise _Broken(problem.location.line, problem.message) from None
    except ValueError as error:
        raise _Broken(1, str(error)) from None
    return {name: _to_value(child) for name, child in fields.items()}


def _to_value(node: Node) -> Value:
    if isinstance(node.value, dict):
        return {_to_name(name): _to_value(child) for name, child in node.value.items()}
    if isinstance(node.value, list):
        return [_to_value(child) for child in node.value]
    return node.value or ""


def _parse_toml(text: str) -> dict[str, Value]:
    try:
        fields = tomllib.loads(text, parse_float=str)
    except tomllib.TOMLDecodeError as error:
        place = re.search(r" \(at (?:line (\d+)|end of document).*\)$", str(error))
        line = int(place[1]) if place and place[1] else text.count("\n") + 1
        reason = str(error)[: place.start()] if place else str(error)
        raise _Broken(line, f"this is not valid TOML: {reason}") from None
    except RecursionError:
        raise _Broken(1, "values are nested too deeply") from None
    return {name: _from_toml(value) for name, value in fields.items()}


def _from_toml(value: object) -> Value:
    if isinstance(value, dict):
        return {_to_name(str(name)): _from_toml(child) for name, child in value.items()}
    if isinstance(value, list):
        return [_from_toml(child) for child in value]
    return str(value).lower() if isinstance(value, bool) else str(value)


_YAML = _Form("YAML", _parse_yaml, _YAML_KEY)
_TOML = _Form("TOML", _parse_toml, _TOML_KEY)


def _to_name(name: str) -> str:
    return re.sub(r"[\s.-]+", "_", name.strip().lower())


def _take(found: FrontMatter, form: _Form, text: str, line: int) -> None:
    """Read fields; one that stands twice keeps its last value that is not empty."""
    starts: dict[str, int] = {}
    for number, content in enumerate(text.split("\n"), line):
        if key := form.key.match(content):
            starts.setdefault(_to_name(key[1] or key[2]), number)
    for name, value in form.parse(text).items():
        plain = _to_name(name)
        if value or plain not in found.fields:
            found.fields[plain] = value
            found.lines[plain] = starts.get(plain, line)


def _read_one_by_one(
    found: FrontMatter, form: _Form, lines: Sequence[str], line: int, file: str
) -> None:
    """Read a broken front matter field by field, naming those that are broken."""
    broken = 0
    for start, block in _split(form, lines):
        try:
            _take(found, form, "\n".join(block), line + start)
            continue
        except _Broken as error:
            where, reason = line + start + error.line - 1, error.reason
        broken += 1
        what = "was taken as it is typed" if _mend(found, form, block, line + start) else "is lost"
        if broken <= _MOST_TOLD:
            _tell(found, form, Location(file, where), f"{reason}; the field {what}")
    if broken > _MOST_TOLD:
        message = f"{broken - _MOST_TOLD} more fields are broken"
        _tell(found, form, Location(file, line), message)


def _mend(found: FrontMatter, form: _Form, block: Sequence[str], line: int) -> bool:
    """Read a broken field as it is typed, or with blanks for its tabulators."""
    typed = _read_as_typed(form, block)
    if typed is not None:
        found.fields[typed[0]], found.lines[typed[0]] = typed[1], line
        return True
    try:
        _take(found, form, "\n".join(block).expandtabs(2), line)
    except _Broken:
        return False
    return True


def _tell(found: FrontMatter, form: _Form, place: Location, message: str) -> None:
    mend = f"Mend the {form.name} here; put text that holds ': ' or '#' in quotes."
    found.problems.append(Problem(place, "front-matter", message, mend, Severity.WARNING))


def _split(form: _Form, lines: Sequence[str]) -> Iterator[tuple[int, Sequence[str]]]:
    """Cut a front matter where a field begins."""
    starts = [number for number, line in enumerate(lines) if form.key.match(line)]
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        yield start, lines[start:end]


def _read_as_typed(form: _Form, block: Sequence[str]) -> tuple[str, str] | None:
    """Read a field of one line whose text was not put in quotes, or not rightly."""
    key = form.key.match(block[0])
    value = block[0][key.end() :].strip() if key else ""
    is_one_line = not any(line.strip() and not line.lstrip().startswith("#") for line in block[1:])
    if key is None or not key[1] or not is_one_line or value[:1] in _NO_TEXT[form.name]:
        return None
    quoted = _QUOTED.fullmatch(value)
    return _to_name(key[1]), quoted[2] if quoted else value.strip("\"'")
