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

from shelflist.formats.bibtex_salvage import Broken, salvage
from shelflist.formats.bibtex_types import MACROS

BLOCK = r"@[ \t]*+(?P<type>[A-Za-z][\w.:+*-]*+)\s*+(?P<open>[{(])"
_START = re.compile(BLOCK)
_LINE_START = re.compile(rf"\n[ \t]*+(?={BLOCK})")
_FIELD = re.compile(
    r"""[\s,]*+(?P<name>[^\s=,{}"\#%()@\\']++)\s*+=\s*+(?:
          \{(?P<braced>(?:[^{}]++|\{(?:[^{}]++|\{[^{}]*+\})*+\})*+)\}
        | "(?P<quoted>[^"{}]*+(?:\{(?:[^{}]++|\{[^{}]*+\})*+\}[^"{}]*+)*+)"
        | (?P<bare>[^\s,{}"\#%()=@]++)
        )\s*+(?P<next>[,})\#]?)""",
    re.VERBOSE,
)
_NAME = re.compile(r"(?P<name>[^\s=,{}\"#%()@\\']++)\s*+=\s*+")
_GAP = re.compile(r"(?:[\s,]++|%[^\n]*+)*+")
_BLANK = re.compile(r"(?:\s++|%[^\n]*+)*+")
_BARE = re.compile(r"[^\s,{}\"#%()=@]++")
_BARE_LINE = re.compile(r"[^,{}\"#=@\n]++(?=\s*+[,})\n])")
_BRACE = re.compile(r"[{}]")
_ESCAPED_BRACE = re.compile(r"\\[{}]|[{}]")
_QUOTE = re.compile(r"[{}\"]")
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


@dataclass(slots=True)
class _Body:
    """The fields between two braces, as far as they could be read."""

    fields: dict[str, str] = field(default_factory=dict)
    pending: dict[str, list[tuple[bool, str]]] = field(default_factory=dict)
    repeated: list[str] = field(default_factory=list)
    lacks_comma: bool = False
    end: int | None = None
    open_field: str = ""


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

    def blocks(self) -> Iterator[Entry | Furniture]:
        """Give every block in order; macros are expanded as far as they are known by then."""
        text, position, line_start = self._text, 0, 0
        while (at := text.find("@", position)) >= 0:
            line_start = max(line_start, text.rfind("\n", position, at) + 1)
            match = _START.match(text, at)
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
        kind = match["type"].lower()
        if kind in ("comment", "preamble"):
            return self._read_passage(kind, match)
        if kind == "string":
            return self._read_macros(match)
        return self._read_entry(kind, match)

    def _read_passage(self, kind: str, match: re.Match[str]) -> Furniture:
        start, limit = match.start(), self._limit(match.start())
        end = self._close_braces(match.end() - 1, limit)
        if end is None and match["open"] == "{" and not self._is_unbalanced:
            # Whole entries may stand inside; after one look to the end in vain there is no other.
            end = self._close_braces(match.end() - 1, len(self._text))
            self._is_unbalanced = end is None
        if match["open"] == "(":
            closing = self._text.find(")", match.end(), limit)
            end = closing + 1 if closing >= 0 else None
        return Furniture(kind, start, limit if end is None else end, end is None)

    def _read_macros(self, match: re.Match[str]) -> Furniture:
        start, limit = match.start(), self._limit(match.start())
        body = self._read_body(match.end(), limit, _CLOSERS[match["open"]], _BRACE)
        for name, pieces in body.pending.items():
            self.macros[name] = "".join(
                self.macros.get(text.lower(), text) if is_macro else text
                for is_macro, text in pieces
            )
        self.macros |= body.fields
        return Furniture("string", start, body.end or limit, body.end is None)

    def _read_entry(self, kind: str, match: re.Match[str]) -> Entry | None:
        text, start, limit = self._text, match.start(), self._limit(match.start())
        closer = _CLOSERS[match["open"]]
        found = (pattern.match(text, match.end(), limit) for pattern in _KEYS)
        key = next((each for each in found if each), None)
        if key is None:
            return self._read_broken(kind, "", match.end(), start, limit)
        body = self._read_body(key.end(), limit, closer, _BRACE)
        if body.end is None:
            body = self._read_further(body, key.end(), limit, closer)
        if body.end is None or _AGAIN.match(text, body.end, limit):
            return self._read_broken(kind, key["key"].strip(), key.end(), start, limit)
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

    def _read_further(self, body: _Body, start: int, limit: int, closer: str) -> _Body:
        """Try what else an entry may mean that does not close in its window."""
        again = self._read_body(start, limit, closer, _ESCAPED_BRACE)
        if again.end is not None or body.open_field not in _WORDY:
            return again
        first = bisect_right(self._starts, limit - 1)
        for index in range(first + 1, first + 1 + _MOST_EXTENSIONS):
            if index > len(self._starts):
                break
            end = self._starts[index] if index < len(self._starts) else len(self._text)
            longer = self._read_body(start, end, closer, _BRACE)
            if longer.end is not None:
                return longer
        return again

    def _read_broken(self, kind: str, key: str, body: int, start: int, limit: int) -> Entry | None:
        inline = _INLINE.search(self._text, start + 1, limit)
        self._distrusted = max(self._distrusted, limit)
        end = inline.start() if inline else limit
        fields, broken = salvage(self._text, body, end)
        if not fields and not key and not _INLINE.match(self._text, start):
            return None
        end = body + len(self._text[body:end].rstrip())
        expanded: dict[str, str] = {}
        pending: dict[str, list[tuple[bool, str]]] = {}
        for name, value in fields.items():
            if value.is_macro:
                pending[name] = [(True, value.text)]
            else:
                expanded[name] = value.text
        end = max(end, start + 1)
        return Entry(kind, key, expanded, start, end, broken=broken, pending=pending)

    def _read_body(self, position: int, limit: int, closer: str, brace: re.Pattern[str]) -> _Body:
        text, body = self._text, _Body()
        is_first = True
        while True:
            match = _FIELD.match(text, position, limit) if brace is _BRACE else None
            if match is not None and match["next"] and match["next"] in (",", closer):
                bare = match["bare"]
                if bare is None:
                    quoted = match["quoted"]
                    self._add(body, match["name"], match["braced"] if quoted is None else quoted)
                else:
                    self._add_pieces(body, match["name"], [(not bare.isdigit(), bare)])
                position, is_first = match.end(), True
                if match["next"] == closer:
                    body.end = position
                    return body
                continue
            gap = _GAP.match(text, position, limit)
            after = gap.end() if gap else position
            if after >= limit:
                return body
            if text[after] == closer:
                body.end = after + 1
                return body
            name = _NAME.match(text, after, limit)
            if name is None:
                return body
            if not is_first and "," not in text[position:after]:
                body.lacks_comma = True
            body.open_field = name["name"].lower()
            value = self._read_value(name.end(), limit, brace)
            if value is None:
                return body
            pieces, position = value
            body.open_field = ""
            self._add_pieces(body, name["name"], pieces)
            is_first = False

    def _read_value(
        self, position: int, limit: int, brace: re.Pattern[str]
    ) -> tuple[list[tuple[bool, str]], int] | None:
        """Read pieces joined by `#`: for each whether it is a macro's name, and its text."""
        text = self._text
        pieces: list[tuple[bool, str]] = []
        while True:
            sign = text[position : position + 1] if position < limit else ""
            if sign == "{":
                end = self._close_braces(position, limit, brace)
            elif sign == '"':
                end = self._close_quotes(position, limit)
            elif sign in (",", "}", ")", ""):
                # `year = ,`: an empty value is none.
                return (pieces or [(False, "")], position) if sign else None
            else:
                bare = _BARE.match(text, position, limit)
                end = bare.end() if bare else None
            if end is None:
                return None
            is_delimited = sign in '{"'
            piece = text[position + 1 : end - 1] if is_delimited else text[position:end]
            pieces.append((not is_delimited and not piece.isdigit(), piece))
            blank = _BLANK.match(text, end, limit)
            after = blank.end() if blank else end
            if not text.startswith("#", after) or after >= limit:
                if is_delimited or text[after : after + 1] in (",", "}", ")"):
                    return pieces, end
                return self._read_bare_words(pieces, position, end, limit)
            blank = _BLANK.match(text, after + 1, limit)
            position = blank.end() if blank else after + 1

    def _read_bare_words(
        self, pieces: list[tuple[bool, str]], start: int, end: int, limit: int
    ) -> tuple[list[tuple[bool, str]], int]:
        """Read words without delimiters up to the comma or the end of the line."""
        words = _BARE_LINE.match(self._text, start, limit)
        if words is None or words.end() <= end or len(pieces) > 1:
            return pieces, end
        return [(False, words[0].strip())], words.end()

    def _close_braces(
        self, position: int, limit: int, brace: re.Pattern[str] = _BRACE
    ) -> int | None:
        depth = 0
        for match in brace.finditer(self._text, position, limit):
            if match[0] == "{":
                depth += 1
            elif match[0] == "}":
                depth -= 1
                if depth <= 0:
                    return match.end()
        return None

    def _close_quotes(self, position: int, limit: int) -> int | None:
        depth = 0
        for match in _QUOTE.finditer(self._text, position + 1, limit):
            if match[0] == "{":
                depth += 1
            elif match[0] == "}":
                depth -= 1
                if depth < 0:
                    return None
            elif depth == 0:
                return match.end()
        return None

    def _add(self, body: _Body, name: str, value: str) -> None:
        name = name.lower()
        earlier = body.fields.get(name)
        if earlier is None or not earlier.strip():
            body.fields[name] = value
        elif name in ("keywords", "keyword", "groups"):
            body.fields[name] = f"{earlier}; {value}"
        elif value.split() != earlier.split() and value.strip():
            body.repeated.append(name)

    def _add_pieces(self, body: _Body, name: str, pieces: list[tuple[bool, str]]) -> None:
        parts: list[str] = []
        for is_macro, text in pieces:
            known = self.macros.get(text.lower()) if is_macro else text
            if known is None:
                if name.lower() not in body.fields:
                    body.pending.setdefault(name.lower(), pieces)
                return
            parts.append(known)
        self._add(body, name, "".join(parts))


def count_blocks(text: str, block: Furniture) -> int:
    """Count the entries that stand inside a comment."""
    inside = _LINE_START.finditer(text, block.start + 1, block.end)
    return sum(1 for _ in inside) if block.type == "comment" else 0
