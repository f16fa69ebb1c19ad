"""Several papers in one entry: `[A](a.pdf) (1981) and [B](b.pdf)`, `[A](…), [B](…), [C](…)`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from shelflist.readers.markdown_cuts import FEW_WORDS, is_title
from shelflist.readers.markdown_inline import Span
from shelflist.readers.markdown_links import is_certain_paper, is_paper_address
from shelflist.readers.markdown_titles import is_credit, is_label
from shelflist.text.addresses import find_arxiv, find_doi

_ALONGSIDE = re.compile(r"\s*(?:[,;/&+]|and\b)\s*(?:(?:and|&)\s+)?")
"""What may part two titles that are told in one breath."""
AROUND = " .,:;-–—"
"""Signs around the words of a link that are no part of a title."""


def find_others(spans: Sequence[Span], at: int | None) -> list[int]:
    """Find the links of an entry that are other papers' titles, besides the one at `at`."""
    if at is None or not is_paper_address(spans[at].url):
        return []
    known = {_to_id(spans[at].url)}
    joined = _find_joined(spans, at)
    others = []
    for number, span in enumerate(spans):
        is_new = is_paper_address(span.url) and _to_id(span.url) not in known
        if is_new and (number > at or number in joined) and _is_other(span, number in joined):
            known.add(_to_id(span.url))
            others.append(number)
    return others


def _is_other(span: Span, is_joined: bool) -> bool:
    """Say whether a link's words are a title, however short if a comma joins it to another's."""
    title = span.text.strip(AROUND)
    if is_label(span) or is_credit(title) or not is_title(title, may_be_names=True):
        return False
    count = len(title.split()) + is_certain_paper(span.url)
    return count > (1 if is_joined else FEW_WORDS)


def _find_joined(spans: Sequence[Span], at: int) -> set[int]:
    """Find the links that nothing but commas or an `and` part from a title: `[A](…), [B](…)`."""
    joined = set[int]()
    for step in (1, -1):
        number = at + 2 * step
        while 0 <= number < len(spans) and spans[number].url:
            if not _ALONGSIDE.fullmatch(spans[number - step].text):
                break
            joined.add(number)
            number += 2 * step
    return joined


def _to_id(url: str) -> str:
    return find_arxiv(url) or find_doi(url) or url
