"""Regular expressions that are compiled when they are first used.

The readers hold hundreds of them, and most runs need few: a list that has not changed
reads nothing. Compiling all of them on import would make every command wait.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cached_property


class LazyPattern:
    """A regular expression with the methods of `re.Pattern`, compiled by the first of them.

    A mistake in the expression therefore shows at its first use.
    """

    def __init__(self, pattern: str, flags: int = 0) -> None:
        """Keep an expression.

        Args:
            pattern: As for `re.compile`.
            flags: Likewise.
        """
        self.pattern = pattern
        self._flags = flags

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """The expression as `re` has it."""
        return re.compile(self.pattern, self._flags)

    def match(self, text: str, start: int = 0) -> re.Match[str] | None:
        """Match at one place of a text."""
        return self.compiled.match(text, start)

    def search(self, text: str, start: int = 0) -> re.Match[str] | None:
        """Find the first place that matches."""
        return self.compiled.search(text, start)

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """Match the whole text."""
        return self.compiled.fullmatch(text)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Find every place that matches."""
        return self.compiled.finditer(text)

    def findall(self, text: str) -> list[str]:
        """Give what matches, or the only group of it; an expression here has no more."""
        return self.compiled.findall(text)

    def sub(self, new: str | Callable[[re.Match[str]], str], text: str) -> str:
        """Put something else in each place that matches."""
        return self.compiled.sub(new, text)
