r"""BibTeX as text becomes entries with their places; what is broken costs no neighbour.

A file is looked at once from its start to its end. Each entry is read strictly inside
the window that ends where the next line begins with `@word{`; one that does not close
there goes to `bibtex_salvage`. So no entry can swallow others, and no file takes more
than a few passes over its text.

Source:
    btxdoc and btxhak (1988) for the language; biber's btparse for `%` and `@comment`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from shelflist.formats.bibtex_body import ESCAPED_BRACE, Body, BodyReader, join_pieces
from shelflist.formats.bibtex_salvage import Broken, is_swallowing, salvage
from shelflist.formats.bibtex_types import ALL_TYPES, MACROS

BLOCK = r"@[ \t]*+(?P<type>[A-Za-z][\w.:+*-]*+)\s*+(?P<open>[{(])"
_START = re.compile(BLOCK)
_HEAD = r"(?=\s*+[^\s,{}=\"]++\s*+,\s*+[A-Za-z][\w+:.-]*+\s*+=\s*+[{\"\w])"
_DAMAGED = re.compile(rf"@(?P<type>[^\n]{{1,40}}?)(?P<open>[{{(]){_HEAD}")
"""An entry with a sign too many in its type, known by its key and first field."""
_UNOPENED = re.compile(
    rf"@(?P<type>{'|'.join(sorted(ALL_TYPES, reverse=True))})(?P<open>[ \t]*+){_HEAD}",
    re.IGNORECASE,
)
"""The same for one whose opening brace is missing."""
_LETTERS = re.compile(r"[^A-Za-z]+")
_LINE_START = re.compile(rf"\n[ \t]*+(?={BLOCK})")
_KEYS = tuple(
    re.compile(pattern)
    for pattern in (
        r"\s*+(?P<key>[^\s,{}=\"]*+)\s*+,",
        r"\s*+(?P<key>)(?=[A-Za-z][\w+:.-]*+\s*+=\s*+[{\"\w])",
        r"\s*+(?P<key>[^\s,{}=\"]++)\s++(?=[A-Za-z][\w+:.-]*+\s*+=)",
        r"\s*+(?P<key>[^,{}=\n\"]++),",
        r"\s*+(?P<key>[^\s,=]++),",
        r"\s*+(?P<key>[^\s,{}=()\"]*+)\s*+(?=[)}])",
    )
)
"""What may stand before the fields: a key and a comma, no key, a key without comma, a key
with blanks, with braces, and a key alone."""

_AGAIN = re.compile(r"\s*+,?\s*+[A-Za-z][\w+:.-]*+\s*+=\s*+[{\"\d]")
_INLINE = re.compile(
    r"(?<![\w.@%])@(?:article|book|booklet|collection|conference|dataset|inbook|incollection|"
    r"inproceedings|manual|mastersthesis|misc|online|phdthesis|proceedings|report|software|"
    r"techreport|thesis|unpublished)\s*+[{(][^\s,{}=\"@]*+,",
    re.IGNORECASE,
)
_CLOSERS = {"{": "}", "(": ")"}
_WORDY = frozenset({"abstract", "note", "annote", "annotation", "comment", "bibtex", "review"})
"""Fields in which a line may begin with `@word{` and mean nothing by it."""

_MOST_EXTENSIONS = 8
_WIDEST_INDENT = 200
_COMMENT = re.compile(rf"[ \t]{{0,{_WIDEST_INDENT}}}+%")


@dataclass(slots=True)
class Entry:
    """One entry as it stands.

    Attributes:
        type: In lower case.
        key: As it stands; may be empty.
        fields: Name in lower case to the value without its delimiters, macros expanded.
        start: Offset of its `@`.
        end: Offset behind it.
        repeated: Names of fields that are given twice with different values.
        lacks_comma: Whether a comma between its parts is missing.
        broken: How it is broken, if it is.
    """

    type: str
    key: str
    fields: dict[str, str]
    start: int
    end: int
    repeated: list[str] = field(default_factory=list)
    lacks_comma: bool = False
    broken: Broken | None = None
    pending: dict[str, list[tuple[bool, str]]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Furniture:
    """What is no entry: `@string`, `@preamble`, `@comment`.

    Attributes:
        type: In lower case.
        start, end: Offsets.
        is_broken: Whether it is not closed.
    """

    type: str
    start: int
    end: int
    is_broken: bool = False


class Scanner:
    """Reads one file.

    Args:
        text: The whole file; its lines end in a line feed.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts = [match.end() for match in _LINE_START.finditer(text)]
        self._distrusted = 0
        self._is_unbalanced = False
        self.macros: dict[str, str] = dict(MACROS)
        self._bodies = BodyReader(text, self.macros)

    def blocks(self) -> Iterator[Entry | Furniture]:
        """Give every block in order; macros are expanded as far as they are known by then."""
        text, position, line_start = self._text, 0, 0
        while (at := text.find("@", position)) >= 0:
            line_start = max(line_start, text.rfind("\n", position, at) + 1)
            match = _START.match(text, at) or self._find_damaged(at, line_start)
            if match is None or not self._is_start(match, line_start):
                position = at + 1
                continue
            if _COMMENT.match(text, line_start):
                end = text.find("\n", at)
                position = len(text) if end < 0 else end
                continue
            block = self._read(match)
            if block is None:
                position = match.end()
                continue
            yield block
            position = max(block.end, at + 1)

    def _find_damaged(self, at: int, line_start: int) -> re.Match[str] | None:
        if at - line_start < _WIDEST_INDENT and not self._text[line_start:at].strip():
            return _DAMAGED.match(self._text, at) or _UNOPENED.match(self._text, at)
        return None

    def _is_start(self, match: re.Match[str], line_start: int) -> bool:
        """Tell an entry from the sign in an email or in prose."""
        text, at = self._text, match.start()
        if at - line_start < _WIDEST_INDENT and not text[line_start:at].strip():
            return True
        before = text[at - 1 : at]
        if before.isalnum() or before in "._@":
            return False
        return any(key.match(text, match.end()) for key in _KEYS[:2])

    def _limit(self, start: int) -> int:
        """Say where the window of the block that begins here ends."""
        index = bisect_right(self._starts, start)
        limit = self._starts[index] if index < len(self._starts) else len(self._text)
        if start < self._distrusted:
            inline = _INLINE.search(self._text, start + 1, limit)
            return inline.start() if inline else limit
        return limit

    def _read(self, match: re.Match[str]) -> Entry | Furniture | None:
        if match.re is not _START:
            entry = self._read_entry(_LETTERS.sub("", match["type"]).lower(), match)
            if entry is not None:
                entry.broken = entry.broken or Broken()
            return entry
        kind = match["type"].lower()
        if kind in ("comment", "preamble"):
            return self._read_passage(kind, match)
        if kind == "string":
            return self._read_macros(match)
        return self._read_entry(kind, match)

    def _read_passage(self, kind: str, match: re.Match[str]) -> Furniture:
        start, limit = match.start(), self._limit(match.start())
        end = self._bodies.close_braces(match.end() - 1, limit)
        if end is None and match["open"] == "{" and not self._is_unbalanced:
            # Whole entries may stand inside; after one look to the end in vain there is no other.
            end = self._bodies.close_braces(match.end() - 1, len(self._text))
            self._is_unbalanced = end is None
        if match["open"] == "(":
            closing = self._text.find(")", match.end(), limit)
            end = closing + 1 if closing >= 0 else None
        return Furniture(kind, start, limit if end is None else end, end is None)

    def _read_macros(self, match: re.Match[str]) -> Furniture:
        start, limit = match.start(), self._limit(match.start())
        body = self._bodies.read(match.end(), limit, _CLOSERS[match["open"]])
        for name, pieces in body.pending.items():
            parts = [
                self.macros.get(text.lower(), text) if is_macro else text
                for is_macro, text in pieces
            ]
            self.macros[name] = join_pieces(pieces, parts)
        self.macros |= body.fields
        return Furniture("string", start, body.end or limit, body.end is None)

    def _read_entry(self, kind: str, match: re.Match[str]) -> Entry | None:
        text, start, limit = self._text, match.start(), self._limit(match.start())
        closer = _CLOSERS.get(match["open"], "}")
        key = _KEYS[0].match(text, match.end(), limit)
        if key is None:
            found = (pattern.match(text, match.end(), limit) for pattern in _KEYS[1:])
            key = next((each for each in found if each), None)
        if key is None:
            return self._read_broken(kind, "", match.end(), start, limit, Body())
        body = self._bodies.read(key.end(), limit, closer)
        if body.end is None:
            body = self._read_further(body, key.end(), limit, closer)
        if body.end is None or _AGAIN.match(text, body.end, limit):
            return self._read_broken(kind, key["key"].strip(), key.end(), start, limit, body)
        return Entry(
            kind,
            key["key"].strip(),
            body.fields,
            start,
            body.end,
            body.repeated,
            body.lacks_comma or (bool(body.fields) and not key[0].endswith(",")),
            pending=body.pending,
        )

    def _read_further(self, body: Body, start: int, limit: int, closer: str) -> Body:
        """Try what else an entry may mean that does not close in its window."""
        again = self._bodies.read(start, limit, closer, ESCAPED_BRACE)
        if again.end is not None or body.open_field not in _WORDY:
            return again
        first = bisect_right(self._starts, limit - 1)
        for index in range(first + 1, first + 1 + _MOST_EXTENSIONS):
            if index > len(self._starts):
                break
            end = self._starts[index] if index < len(self._starts) else len(self._text)
            longer = self._bodies.read(start, end, closer)
            if longer.end is not None:
                return longer
        return again

    def _read_broken(
        self, kind: str, key: str, at: int, start: int, limit: int, body: Body
    ) -> Entry | None:
        inline = _INLINE.search(self._text, start + 1, limit)
        self._distrusted = max(self._distrusted, limit)
        end = inline.start() if inline else limit
        fields, broken = salvage(self._text, at, end)
        if not fields and not key and kind not in ALL_TYPES:
            return None
        end = at + len(self._text[at:end].rstrip())
        # What was closed before the break is sure, unless it holds another field.
        expanded = {name: text for name, text in body.fields.items() if not is_swallowing(text)}
        pending = body.pending
        for name, value in fields.items():
            is_longer = value.text.startswith(expanded.get(name, "\0"))
            if name in pending or (name in expanded and not is_longer):
                continue
            if value.is_macro:
                pending[name] = [(True, value.text)]
            else:
                expanded[name] = value.text
        broken = Broken(tuple(name for name in broken.lost if name not in expanded))
        end = max(end, start + 1)
        return Entry(kind, key, expanded, start, end, broken=broken, pending=pending)


def count_blocks(text: str, block: Furniture) -> int:
    """Count the entries that stand inside a comment."""
    inside = _LINE_START.finditer(text, block.start + 1, block.end)
    return sum(1 for _ in inside) if block.type == "comment" else 0
