"""Reference links of Markdown: `[words][label]` here, `[label]: address` anywhere in the file.

Labels are compared as CommonMark says: without regard to capitals and to runs of blanks.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

_DEFINITION = re.compile(
    r"\s{0,3}\[(?P<label>[^\[\]^][^\[\]]{0,300})\]:\s+<?(?P<target>[^\s<>]*[/.#][^\s<>]*)>?"
    r"(?:\s+(?:\"[^\"]*\"|'[^']*'|\([^()]*\)))?\s*$"
)
_BRACKETED = re.compile(r"\[([^\[\]]{1,300})\]")
_NESTED = re.compile(
    r"\[(?P<words>(?:[^\[\]]|\[[^\[\]]*\](?:\([^()]*\)|\[[^\[\]]*\])?){1,1000})\]"
    r"\[(?P<label>[^\[\]]{1,300})\]"
)
_SIMPLE = re.compile(r"\[(?P<words>[^\[\]]{1,1000})\](?:\[(?P<label>[^\[\]]{0,300})\])?(?![(:\[])")


def find_definitions(lines: Sequence[str]) -> dict[str, str]:
    """Find the addresses that labels stand for; the first one of a label counts.

    A label that nothing refers to is none: its line may be all that is said of a paper.
    """
    found = [match for line in lines if "]:" in line and (match := _DEFINITION.match(line))]
    if not found:
        return {}
    said = (line for line in lines if "[" in line and not _DEFINITION.match(line))
    used = {_to_key(label) for line in said for label in _BRACKETED.findall(line)}
    named = ((_to_key(match["label"]), match["target"]) for match in reversed(found))
    return {label: target for label, target in named if label in used}


def is_definition(line: str, targets: Mapping[str, str]) -> bool:
    """Say whether a line says what one of these labels stands for."""
    found = _DEFINITION.match(line) if targets else None
    return found is not None and _to_key(found["label"]) in targets


def resolve(text: str, targets: Mapping[str, str]) -> str:
    """Write reference links as links with their addresses."""
    if not targets or "[" not in text:
        return text

    def link(found: re.Match[str]) -> str:
        target = targets.get(_to_key(found["label"] or found["words"]))
        return f"[{found['words']}]({target})" if target else found[0]

    return _SIMPLE.sub(link, _NESTED.sub(link, text))


def _to_key(label: str) -> str:
    return " ".join(label.split()).casefold()
