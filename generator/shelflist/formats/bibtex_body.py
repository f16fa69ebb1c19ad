"""The inside of one BibTeX block: fields, values and their pieces.

Every pattern is possessive, so that no text makes it look twice at a place.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

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
BRACE = re.compile(r"[{}]")
ESCAPED_BRACE = re.compile(r"\\[{}]|[{}]")
_QUOTE = re.compile(r"[{}\"]")


_LONGEST_EXPANDED = 1_000_000
"""Macros that double each other would fill the memory; no value is that long."""


@dataclass(slots=True)
class Body:
    """The fields between two braces, as far as they could be read.

    Attributes:
        fields: Name in lower case to the value.
        pending: The pieces of a value with a macro that is not known yet.
        repeated: Names that are given twice with different values.
        lacks_comma: Whether a comma is missing.
        end: Offset behind the closing brace; `None` if there is none.
        open_field: The field that is not closed.
    """

    fields: dict[str, str] = field(default_factory=dict)
    pending: dict[str, list[tuple[bool, str]]] = field(default_factory=dict)
    repeated: list[str] = field(default_factory=list)
    lacks_comma: bool = False
    end: int | None = None
    open_field: str = ""


class BodyReader:
    """Reads the fields of blocks.

    Args:
        text: The whole file.
        macros: What is known by now; whoever gives it may add to it.
    """

    def __init__(self, text: str, macros: Mapping[str, str]) -> None:
        self._text = text
        self._macros = macros

    def read(self, position: int, limit: int, closer: str, brace: re.Pattern[str] = BRACE) -> Body:
        r"""Read fields up to the closing sign, or as far as they are sound.

        Args:
            position: Offset behind the key.
            limit: Where to stop at the latest.
            closer: `}` or `)`.
            brace: What counts as a brace: `BRACE`, or `ESCAPED_BRACE` to skip `\{`.
        """
        text, body = self._text, Body()
        is_first = True
        while True:
            match = _FIELD.match(text, position, limit) if brace is BRACE else None
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
                end = self.close_braces(position, limit, brace)
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

    def close_braces(self, position: int, limit: int, brace: re.Pattern[str] = BRACE) -> int | None:
        """Give the offset behind the brace that closes the one here, `None` without one."""
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

    def _add(self, body: Body, name: str, value: str) -> None:
        name = name.lower()
        earlier = body.fields.get(name)
        if earlier is None or not earlier.strip():
            body.fields[name] = value
        elif name in ("keywords", "keyword", "groups"):
            body.fields[name] = f"{earlier}; {value}"
        elif value.split() != earlier.split() and value.strip():
            body.repeated.append(name)

    def _add_pieces(self, body: Body, name: str, pieces: list[tuple[bool, str]]) -> None:
        parts: list[str] = []
        for is_macro, text in pieces:
            known = self._macros.get(text.lower()) if is_macro else text
            if known is None:
                if name.lower() not in body.fields:
                    body.pending.setdefault(name.lower(), pieces)
                return
            parts.append(known)
        self._add(body, name, join_pieces(pieces, parts))


def join_pieces(pieces: Sequence[tuple[bool, str]], parts: Sequence[str]) -> str:
    """Join the parts of a value, macros expanded unless they have grown out of all measure.

    Args:
        pieces: For each whether it is a macro, and its text or name.
        parts: The same with macros expanded.
    """
    if len(parts) == 1 or sum(map(len, parts)) <= _LONGEST_EXPANDED:
        return "".join(parts)
    return "".join(text for _, text in pieces)
