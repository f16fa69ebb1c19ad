"""People of a list whose names lead to their own pages: `[Ada Lovelace](…), [Alan Turing](…)`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from shelflist.readers.markdown_facts import find_people
from shelflist.readers.markdown_inline import Span
from shelflist.readers.markdown_links import is_paper_address

_NAME = re.compile(
    r"[*†‡\s]*[^\W\d_][\w.'’-]*(?:\s(?:[A-Z][\w.'’-]*|de|van|von|der|den|la|le|di|da)){1,4}[\s\d,*†‡]*"
)
_BEFORE = re.compile(r"(?:[,;&:]|\b(?:and|by))\s*$")
_BEHIND = re.compile(r"\s*[\d*†‡]*\s*(?:[,;&]|and\b)")


def find_linked_people(spans: Sequence[Span], title: int | None) -> frozenset[int]:
    """Find the links of an entry that are names of people, at least two of them in a row."""
    named = [n for n, span in enumerate(spans) if n != title and _is_name(span)]
    joined = [n for n in named if _is_joined(spans, n)]
    words = ", ".join(" ".join(spans[n].text.split()).strip(" ,*†‡0123456789") for n in joined)
    is_people = len(joined) > 1 and find_people(words) is not None
    return frozenset(joined) if is_people else frozenset()


def _is_name(span: Span) -> bool:
    return bool(span.url) and not is_paper_address(span.url) and bool(_NAME.fullmatch(span.text))


def _is_joined(spans: Sequence[Span], at: int) -> bool:
    """Say whether a link is one of several: a comma or an `and` joins it to what is around it."""
    before = spans[at - 1].text if at else ""
    behind = spans[at + 1].text if at + 1 < len(spans) else ""
    return bool(_BEFORE.search(before[-20:]) or _BEHIND.match(behind))
