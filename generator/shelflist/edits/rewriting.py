"""One field of a page written anew around what a person wrote in it.

A comment stays even where the value before it changes or goes, and of a list only the
lines of entries that come or go are touched. What is written in an unusual way is given
up on (`None`): then the whole field is written as the generator writes it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from shelflist.model import FieldValue

_SCALAR = re.compile(
    r"""\s*?(?P<value>"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|(?!["'\[{|>&*!#])\S.*?|)(?P<comment>\s+\#.*|)\s*"""
)
_FLOW = re.compile(r"\s*\[(?P<inner>.*)\](?P<comment>\s+#.*|)\s*")
_FLOW_ENTRY = re.compile(r"""\s*("(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^,"'\[\]{}#]+?)\s*(?:,|$)""")
_ENTRY = re.compile(r"(?P<indent> *)-[ \t]+(?P<said>\S.*)")

Write = Callable[[str], str]


def rewrite_field(
    block: Sequence[str], name: str, old: FieldValue, new: FieldValue | None, write: Write
) -> str | None:
    """Write a field anew and keep the comments in it and the lines of entries that stay.

    Args:
        block: The field's lines with their line ends.
        name: The field.
        old: Its value on the page.
        new: Its value to be; `None` takes the field out.
        write: Writes one text as a YAML scalar.

    Returns:
        The new lines with plain line feeds, or `None` where the old ones are too unusual.
    """
    first, *others = [line.rstrip("\r\n") for line in block]
    said = first.partition(":")[2]
    if isinstance(old, tuple) and said.lstrip().startswith("["):
        return _rewrite_flow(said, name, old, new, write) if not others else None
    match = _SCALAR.fullmatch(said)
    if not match:
        return None
    comment = match["comment"].rstrip()
    if isinstance(old, tuple) and not match["value"]:
        return _rewrite_entries(others, name, comment, old, new, write)
    if others or isinstance(new, tuple):
        return None
    if new is None:
        return f"{comment.lstrip()}\n" if comment else ""
    return f"{name}: {write(new)}{comment}\n"


def _rewrite_flow(
    said: str, name: str, old: tuple[str, ...], new: FieldValue | None, write: Write
) -> str | None:
    match = _FLOW.fullmatch(said)
    texts = _FLOW_ENTRY.findall(match["inner"]) if match else []
    if not match or len(texts) != len(old) or isinstance(new, str):
        return None
    comment = match["comment"].rstrip()
    if new is None:
        return f"{comment.lstrip()}\n" if comment else ""
    known = dict(zip(old, texts, strict=True))
    entries = ", ".join(known.get(entry) or write(entry) for entry in new)
    return f"{name}: [{entries}]{comment}\n"


def _rewrite_entries(
    lines: Sequence[str],
    name: str,
    comment: str,
    old: tuple[str, ...],
    new: FieldValue | None,
    write: Write,
) -> str | None:
    """Write a list of one entry a line; comments above an entry go where it goes."""
    above: list[list[str]] = [[]]
    entries: list[str] = []
    for line in lines:
        if _ENTRY.fullmatch(line):
            entries.append(line)
            above.append([])
        elif not line.strip() or line.lstrip().startswith("#"):
            above[-1].append(line)
        else:
            return None
    if len(entries) != len(old) or isinstance(new, str) or len(set(old)) != len(old):
        return None
    indent = " " * (len(entries[0]) - len(entries[0].lstrip(" "))) if entries else "  "
    stays = set(new or ())
    kept = {
        entry: [*before, line]
        for entry, before, line in zip(old, above, entries, strict=False)
        if entry in stays
    }
    result = [] if new is None else [f"{name}:{comment}"]
    if new is None and comment:
        result.append(comment.lstrip())
    for entry in new or ():
        result += kept.get(entry) or [f"{indent}- {write(entry)}"]
    result += [*_comments_of_gone(old, above, entries, stays, indent), *above[-1]]
    return "".join(f"{line}\n" for line in result)


def _comments_of_gone(
    old: tuple[str, ...],
    above: Sequence[list[str]],
    entries: Sequence[str],
    stays: set[str],
    indent: str,
) -> Iterator[str]:
    """Give the comments above and behind entries that go, each as a line of its own."""
    for entry, before, line in zip(old, above, entries, strict=False):
        if entry not in stays:
            yield from before
            match = _ENTRY.fullmatch(line)
            said = _SCALAR.fullmatch(match["said"]) if match else None
            if said and said["comment"].strip():
                yield f"{indent}{said['comment'].strip()}"
