"""Where a broken JSON object ends, so that those behind it can be read."""

from __future__ import annotations

import re

_BRACKETS = re.compile(r'"(?:[^"\\\n]|\\.)*+"|[{}\[\]]|\n[ \t]*\{')
"""Brackets outside strings, and a brace that begins a line; a string ends on its line."""

_PATIENCE = 8
"""So many times the length of the text is looked through altogether."""


class Ends:
    """Finds the ends of broken objects in one text.

    Args:
        text: The whole file.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._patience = _PATIENCE * len(text)

    def find(self, start: int) -> int | None:
        """Find the end of the object that begins here, by its brackets or by the next one.

        An object whose brackets do not match ends where a line begins with a brace that
        stands no deeper than its own, or with the text. `None` where its layout says nothing.
        """
        indent = start - self._text.rfind("\n", 0, start) - 1
        is_first = not self._text[start - indent : start].strip(" \t[")
        end = self._match(start, indent if is_first else -1)
        if end is None and is_first and start + self._patience >= len(self._text):
            end = len(self._text)
        self._patience -= (end or len(self._text)) - start
        return end

    def _match(self, start: int, indent: int) -> int | None:
        depth = 0
        limit = start + max(0, self._patience)
        for token in _BRACKETS.finditer(self._text, start, limit):
            sign = token[0]
            if sign in ("{", "["):
                depth += 1
            elif sign in ("}", "]"):
                depth -= 1
                if depth <= 0:
                    return token.end()
            elif sign[0] == "\n" and len(sign) - 2 <= indent:
                return token.end() - 1
        return None
