"""Unquoted values that plain YAML takes for something else than the text that was typed.

MkDocs reads front matter with plain YAML 1.1, where `2301.00010` is a number (another
paper), `no` a truth value, `1:30` ninety and `null` nothing at all. Our own reading keeps
the text; for the builder such a value is put in quotes, and nothing else on its line changes.

Source:
    YAML 1.1, "Language-Independent Types" (yaml.org/type), as PyYAML resolves them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from shelflist.formats.front_matter import LINK_FIELDS, TEXTS
from shelflist.strict_yaml import Node, yaml_loader

if TYPE_CHECKING:
    import yaml

TEXT_FIELDS = frozenset(
    {*TEXTS, *LINK_FIELDS, "authors", "links", "keywords", "topics", "found_in", "citation_key"}
) | {"aliases", "pdf", "description"}
"""Fields that hold text or lists of texts. Of others only their owner knows what is meant."""


_SUSPECT = re.compile(r"[-+.\d~=<]|(?:y|n|yes|no|on|off|true|false|null)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Misread:
    """One value that plain YAML reads as something else.

    Attributes:
        field: The field that it belongs to.
        line: From 1.
        start: Where on the line it begins, from 0.
        text: As typed.
    """

    field: str
    line: int
    start: int
    text: str


def may_be_misread(root: Node) -> bool:
    """Rule out most pages before the slower look of `find_misread`."""
    return any(
        scalar.plain and (not isinstance(scalar.value, str) or _SUSPECT.match(scalar.value))
        for name, node in root.mapping().items()
        if name in TEXT_FIELDS
        for scalar in (node.value if isinstance(node.value, list) else [node])
    )


def find_misread(front_matter: str, first_line: int) -> tuple[Misread, ...]:
    """Find the values of text fields that plain YAML reads as something else.

    Args:
        front_matter: Valid YAML.
        first_line: The line of the page on which it begins, from 1.
    """
    import yaml  # only now: pages that are known already need no parser

    root = yaml.compose(front_matter, Loader=yaml_loader())
    if not isinstance(root, yaml.MappingNode):
        return ()
    return tuple(
        Misread(key.value, node.start_mark.line + first_line, node.start_mark.column, node.value)
        for key, value in root.value
        if key.value in TEXT_FIELDS
        for node in _scalars(value)
        if not node.style and node.value and _is_misread(node)
    )


def _scalars(node: yaml.Node) -> Iterator[yaml.ScalarNode]:
    import yaml

    if isinstance(node, yaml.ScalarNode):
        yield node
    elif isinstance(node, yaml.SequenceNode):
        yield from (item for item in node.value if isinstance(item, yaml.ScalarNode))


def _is_misread(node: yaml.ScalarNode) -> bool:
    import yaml

    if node.tag == "tag:yaml.org,2002:str":
        return False
    try:
        value = yaml.safe_load(node.value)
    except (yaml.YAMLError, ValueError, OverflowError):
        return True
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return not is_number or str(value) != node.value


def quote(lines: Sequence[str], misread: Sequence[Misread]) -> str:
    """Put these values in quotes and leave every other byte as it is."""
    changed = list(lines)
    for each in sorted(misread, key=lambda m: (m.line, m.start), reverse=True):
        line, end = changed[each.line - 1], each.start + len(each.text)
        changed[each.line - 1] = f'{line[: each.start]}"{each.text}"{line[end:]}'
    return "".join(changed)
