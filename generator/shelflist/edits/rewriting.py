"""One field of a page written anew around what a person wrote in it.

PyYAML's marks say where the value and the entries of a list stand. Only these are
replaced, added or taken out; comments, quotes, indents and line breaks stay, and the
comments of an entry go where it goes. Those of an entry or field that is taken out stay
as lines of their own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from shelflist.model import FieldValue
from shelflist.strict_yaml import yaml_loader

if TYPE_CHECKING:  # PyYAML is loaded by the first field that is written anew
    import yaml

_COMMENT = re.compile(r"#.*")
_GAP = re.compile(
    r"(?P<comma>[ \t]*,)?(?P<behind>[ \t]*(?:#.*)?(?=\n))?"
    r"(?P<above>(?:\n[ \t]*(?:#.*)?(?=\n))*)(?P<space>\n?[ \t]*,?[ \t]*)"
)
"""Between two entries: what ends one, the comment behind it, lines of comment above the other."""
_START = re.compile(r"(?P<dash>-[ \t]*|)(?:[|>][-+\d]*[ \t]+|)(?P<comment>#.*|)")
"""How an entry begins: its dash, and a comment before a text that begins on the next line."""

Write = Callable[[str], str]


@dataclass(slots=True)
class _Entry:
    """An entry of a list; `above` and `behind` are its comments with the blanks before them."""

    text: str
    above: str = ""
    behind: str = ""

    def replace(self, value: str) -> None:
        """Put another value at its place."""
        start = _START.match(self.text)
        dash, comment = (start["dash"], start["comment"]) if start else ("", "")
        self.text = f"{dash.rstrip() + ' ' if dash == '-' else dash}{value}"
        self.behind = f"  {comment}{self.behind}" if comment else self.behind

    def comments(self, indent: str) -> str:
        """Give what stays of an entry that goes, as lines above the next one."""
        self.replace("")
        behind = self.behind.strip()
        return (self.above if "#" in self.above else "") + (f"\n{indent}{behind}" if behind else "")


def rewrite_field(
    block: Sequence[str], old: FieldValue, new: FieldValue | None, write: Write
) -> str | None:
    """Write a field anew around the comments in it and the entries that stay.

    Args:
        block: The field's lines with their line ends.
        old: Its value on the page.
        new: Its value to be; `None` takes the field out.
        write: Writes one text as a YAML scalar.

    Returns:
        The new lines with plain line feeds; what YAML makes of them is for the caller to
        look at. `None` where a text becomes a list or a list a text.
    """
    import yaml

    text = "".join(block).replace("\r\n", "\n")
    if new is None:
        return find_comments(block)
    root = yaml.compose(text, Loader=yaml_loader())
    node = root.value[0][1] if isinstance(root, yaml.MappingNode) else None
    if isinstance(node, yaml.ScalarNode) and isinstance(new, str):
        start, end = node.start_mark.index, node.end_mark.index
        entry = _Entry(text[start:end].rstrip())
        rest = text[start + len(entry.text) :]
        entry.replace(write(new))
        return f"{text[:start].rstrip(' ')} {entry.text}{entry.behind}{rest}"
    if isinstance(node, yaml.SequenceNode) and isinstance(old, tuple) and isinstance(new, tuple):
        return _List(text, node).rewrite(list(old), new, write)
    return None


def find_comments(block: Sequence[str]) -> str:
    """Give the comments in a field's lines, each as a line of its own."""
    import yaml

    text = "".join(block).replace("\r\n", "\n")
    outside, at = "", 0
    for token in yaml.scan(text, Loader=yaml_loader()):
        if isinstance(token, yaml.ScalarToken):
            outside += text[at : token.start_mark.index]
            at = token.end_mark.index
            if token.style in ("|", ">"):
                outside += text[token.start_mark.index : at].partition("\n")[0] + "\n"
    return "".join(f"{comment.rstrip()}\n" for comment in _COMMENT.findall(outside + text[at:]))


class _List:
    """A list cut into entries and what separates them.

    The comma and the blanks before each entry belong to its place, comments to the entry;
    an empty entry stands for the end of the list.
    """

    def __init__(self, text: str, node: yaml.SequenceNode) -> None:
        self.is_flow = bool(node.flow_style)
        dash = "\n" + " " * node.start_mark.column + "-"
        start = node.start_mark.index + 1 if node.flow_style else text.index(":") + 1
        end = node.end_mark.index - 1 if node.flow_style else len(text)
        self.head, self.tail = text[:start], text[end:]
        self.entries: list[_Entry] = []
        self.separators: list[tuple[str, str]] = []
        at = start
        for item in node.value:
            begin, stop = item.start_mark.index, item.end_mark.index
            if not self.is_flow:
                begin = text.index(dash, at) + len(dash) - 1
            self._add(text[at:begin], text[begin:stop].rstrip())
            at = begin + len(self.entries[-1].text)
        self._add(text[at:end], "")
        breaks = (space.rpartition("\n")[2] for _, space in self.separators if "\n" in space)
        self.indent = next(breaks, "  ").partition(",")[0]

    def _add(self, gap: str, text: str) -> None:
        said = _GAP.fullmatch(gap)
        comma, behind, above, space = said.groups("") if said else ("", "", "", gap)
        self.separators.append((comma, space))
        if self.entries:
            self.entries[-1].behind = behind
        else:
            self.head += behind
        self.entries.append(_Entry(text, above))

    def rewrite(self, old: Sequence[str], new: Sequence[str], write: Write) -> str:
        """Make the list say something else and give the whole field."""
        order = list(range(len(self.entries)))
        stay = [place for place, value in enumerate(old) if value in new]
        for place, source in zip(stay, sorted(stay, key=lambda p: new.index(old[p])), strict=True):
            order[place] = source
        self.entries = [self.entries[place] for place in order]
        ordered = [old[place] for place in order[:-1]]
        changes = SequenceMatcher(None, ordered, new, autojunk=False).get_opcodes()
        for kind, start, end, first, last in reversed(changes):
            if kind == "equal":
                continue
            both = start + min(end - start, last - first)
            for entry, value in zip(self.entries[start:both], new[first:last], strict=False):
                entry.replace(write(value))
            for place in reversed(range(both, end)):
                self._remove(place)
            for value in reversed(new[first + both - start : last]):
                self._insert(both, write(value))
        return self._render()

    def _remove(self, place: int) -> None:
        gone = self.entries.pop(place)
        heir = self.entries[place]
        heir.above = gone.comments(self.indent) + heir.above
        before, behind = (space for _, space in self.separators[place : place + 2])
        is_only_break = "\n" in before and "\n" not in behind and heir is not self.entries[-1]
        self.separators.pop(place + 1 if is_only_break or not place else place)

    def _insert(self, place: int, value: str) -> None:
        known = len(self.entries) - 1
        separator = self.separators[min(max(place, 1), known - 1) if known > 1 else 0]
        if known == 1 and self.is_flow:
            separator = (",", separator[1] if "\n" in separator[1] else " ")
        self.separators.insert(max(place, 1) if known else 0, separator)
        self.entries.insert(place, _Entry(value if self.is_flow else f"- {value}"))

    def _render(self) -> str:
        text, behind = self.head, ""
        for entry, (comma, space) in zip(self.entries, self.separators, strict=True):
            if (behind + entry.above).strip() and "\n" not in space:
                space = f"\n{self.indent}"
            text += f"{comma}{behind}{entry.above}{space}{entry.text}"
            behind = entry.behind
        return text + self.tail
