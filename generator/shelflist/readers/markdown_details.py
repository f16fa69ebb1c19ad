"""Which lines of a list tell more of one paper: deeper items, lines below a title or a heading."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from shelflist.readers.markdown_abstracts import is_folded_abstract
from shelflist.readers.markdown_blocks import Entry
from shelflist.readers.markdown_cuts import FEW_WORDS, is_title
from shelflist.readers.markdown_headings import (
    is_general,
    is_no_section_of_papers,
    is_section_of_meetings,
    to_words,
    without_number,
)
from shelflist.readers.markdown_inline import Span, parse_inline, to_plain
from shelflist.readers.markdown_links import find_label, is_paper_address
from shelflist.readers.markdown_titles import is_credit, is_label, weigh
from shelflist.text.addresses import find_arxiv, find_doi

_LABELLED = re.compile(
    r"[^\W\d_][\w /-]{0,30}(?:\s?[(（\"][^()（）\"]{0,60}[)）\"])*\s*[:：]|https?://|\[|<http",
)
"""`Paper: https://…` below a title."""
_COUNTED = re.compile(r"<summary\b.*\(\d+(?: papers?)?\)\s*(?:</|\*\*)", re.DOTALL)
"""A summary that says how many papers are folded away below it."""
_BOLD = re.compile(r"\*\*|__|<(?:b|strong)\b")
_SET = re.compile(r"[\[*_<\"“«《]|://|\.(?:pdf|ps)\b")
"""Words without any of these are neither linked, bold nor quoted."""
_QUOTES = re.compile(r"[\"“«《]")
_LABEL = re.compile(r"\s*([^:：]{1,30})[:：]")
_VERSIONS = 2
"""A heading's paper may have two versions, if both are linked in one line."""
_AUTHORS = re.compile(r"\W*(?:authors?|作者)\W{0,3}[:：]", re.IGNORECASE)


def gather_entries(entries: Sequence[Entry]) -> Iterator[Entry]:
    """Give each entry together with those below it that only tell more of it."""
    group: list[Entry] = []
    for entry in entries:
        if group and not _tells_more(group[0], entry):
            yield _to_one(group)
            group = []
        group.append(entry)
    if group:
        yield _to_one(group)


def gather_sections(entries: Sequence[Entry]) -> Iterator[list[Entry]]:
    """Give the neighbouring entries that stand below one heading."""
    section: list[Entry] = []
    for entry in entries:
        if section and (entry.is_heading or section[0].headings != entry.headings):
            yield section
            section = []
        section.append(entry)
    if section:
        yield section


def find_headed(section: Sequence[Entry]) -> Entry | None:
    """Find the one paper of a section whose heading is its title.

    Below such a heading stand links that only name their kind, or labels such as `Authors:`.
    """
    first = section[0]
    if not first.headings or any(entry.cells for entry in section):
        return None
    if is_section_of_meetings(first.headings) or is_no_section_of_papers(first.headings):
        return None
    name = to_words(first.headings[-1])
    title = without_number(name)
    spans = [parse_inline(entry.text) for entry in section]
    says_authors = any(_AUTHORS.match(to_plain(entry.text)) for entry in section)
    has_links = any(map(_is_links_alone, spans)) or len(section) == 1
    is_sure = says_authors or title != name or len(title.split()) >= FEW_WORDS
    if is_general(title) or not is_title(title, may_be_names=True) or not is_sure:
        return None
    if not (says_authors or has_links):
        return None
    is_one_line = sum(any(is_paper_address(s.url) for s in each) for each in spans) == 1
    if _count_papers(spans) != 1 and not (is_one_line and _count_papers(spans) == _VERSIONS):
        return None
    text = "<br>".join((f"**{title}**", *(entry.text for entry in section)))
    return replace(
        first,
        last=section[-1].last,
        text=text,
        headings=first.headings[:-1],
        is_item=True,
    )


def _count_papers(entries: Sequence[Sequence[Span]]) -> int:
    urls = [span.url for spans in entries for span in spans if is_paper_address(span.url)]
    named = {known for url in urls if (known := find_arxiv(url) or find_doi(url))}
    labelled = any(is_label(span) for spans in entries for span in spans)
    return len(named) or int(bool(urls) or labelled)


def _is_links_alone(spans: Sequence[Span]) -> bool:
    """Say whether an entry is links that name their kind and nothing else."""
    words = "".join(span.text for span in spans if not is_label(span) and not span.url)
    links = [span for span in spans if span.url]
    return bool(links) and len(words.split()) <= FEW_WORDS and all(map(is_label, links))


def _to_one(group: Sequence[Entry]) -> Entry:
    head = group[0]
    text = "<br>".join(entry.text for entry in group) if len(group) > 1 else head.text
    return replace(head, text=text, last=group[-1].last)


def _tells_more(head: Entry, entry: Entry) -> bool:
    """Say whether an entry has no title of its own: deeper than its head, or right below it."""
    if entry.cells or head.cells or entry.headings != head.headings:
        return False
    if is_folded_abstract(entry.text):
        return True
    if head.is_heading:
        return not (entry.is_item or entry.is_heading or _is_bare_title(entry.text))
    if head.is_item:
        if entry.depth <= head.depth:
            return False
    elif not _is_bare_title(head.text) or (
        entry.is_item and not _LABELLED.match(to_plain(entry.text))
    ):
        return False
    if not entry.is_item and _is_bare_title(entry.text):
        return False
    if not _SET.search(entry.text):
        return True
    spans = parse_inline(entry.text)
    if _is_plain_title(spans):
        return False
    return not any(
        _is_set(span) and weigh(span, is_first=False) >= 4 and len(span.text.split()) > 2
        for span in spans
    )


def _is_set(span: Span) -> bool:
    return bool(span.url or span.is_bold or _QUOTES.search(span.text))


def _is_plain_title(spans: Sequence[Span]) -> bool:
    """Say whether plain words are a title with a link right behind: `Title [pdf](…)`."""
    first = next((n for n, span in enumerate(spans) if span.text.strip()), None)
    if first is None or spans[first].url or first + 1 >= len(spans):
        return False
    follows = spans[first + 1]
    is_led = is_paper_address(follows.url) and (is_label(follows) or is_credit(follows.text))
    text = spans[first].text
    label = _LABEL.match(text)
    is_named = len(text.split()) >= FEW_WORDS and not (label and find_label(label[1]) is not None)
    return is_led and is_named and weigh(spans[first], is_first=True) > 0


def _is_bare_title(text: str) -> bool:
    """Say whether a block is a title in bold and nothing else."""
    if not _BOLD.search(text) or _COUNTED.search(text):
        return False
    spans = [span for span in parse_inline(text) if span.text.strip()]
    return (
        len(spans) == 1
        and spans[0].is_bold
        and is_title(spans[0].text, may_be_names=not spans[0].url)
    )
