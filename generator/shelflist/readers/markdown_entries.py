"""One entry of a Markdown list judged: a paper with what is said of it, or none.

An entry is a paper when one of its links leads to a paper, or when it names authors and
says where or when the paper appeared. Tools, courses, videos, books and repositories alone
are no papers, however much they look like one. An entry that leads to a paper and does not
say its title is refused by name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from shelflist.model import Kind, Link, Place, Record
from shelflist.problems import Refusal
from shelflist.readers.markdown_abstracts import cut_abstract
from shelflist.readers.markdown_blocks import Entry
from shelflist.readers.markdown_cited import KEPT_LINKS, find_cited, is_like_citation
from shelflist.readers.markdown_cuts import FEW_WORDS
from shelflist.readers.markdown_headings import is_no_section_of_papers, is_section_of_meetings
from shelflist.readers.markdown_inline import Span, parse_inline, to_plain
from shelflist.readers.markdown_labels import cut_labelled
from shelflist.readers.markdown_links import (
    find_label,
    find_rel_in,
    is_book_address,
    is_certain_paper,
    is_elsewhere,
    is_own_file,
    is_paper_address,
    is_paper_host,
    leads_to_no_paper,
    to_doi,
)
from shelflist.readers.markdown_others import AROUND, find_others
from shelflist.readers.markdown_people import find_linked_people
from shelflist.readers.markdown_rows import has_title_column, is_table_of_papers, read_row
from shelflist.readers.markdown_said import LABEL_HERE, LONG_SENTENCE, PART, Facts
from shelflist.readers.markdown_titles import (
    cut_title,
    find_credit,
    find_subtitle,
    find_title,
    is_label,
)
from shelflist.text.addresses import find_arxiv, find_doi
from shelflist.text.clean import clean_text, clean_title

_CAPTION = re.compile(r"\W*(?:figure|fig\.?|table|图)\s*\d", re.IGNORECASE)
_BARS = re.compile(r"\s[|｜]\s")
_NO_PAPER = re.compile(
    r"\b(?:hand)?book$|\b(?:course|lectures?|tutorials?|documentation|docs|blog|podcast)$",
    re.IGNORECASE,
)
_THING = re.compile(
    r"\b(?:cheat ?-?sheets?|slides?|slide ?decks?|posters?|flyers?|syllab(?:us|i)|handouts?"
    r"|worksheets?|call for papers)\W*$|^\W*workshop (?:at|on|in)\b",
    re.IGNORECASE,
)
"""How names of files end that are no papers."""
_SHORTENED = re.compile(
    r"\s*(?:Nat|Mol|Molecular|Proc|Trans|Int|Adv|Curr|Annu|Am|Eur|Brief|Front|Genome|Protein|Nucleic"
    r"|Cell|Sci|Med|Chem|Phys|Comput|Biol|Bio\w*|ACS)\.? [A-Z]"
)
"""`Nat Biotechnol (2022)`: a journal where two names might stand."""
_LABEL_BEFORE = re.compile(
    r"(?:^|[\s,;|，；])(?:paper|code|pdf|project|arxiv|link|doi)s?\s*[:：]\s*$", re.I
)
_DATE_BEHIND = re.compile(r"\W{0,2}[(\[]((?:19|20)\d\d)[)\]]")
_NO_TITLE = (
    "the entry links to a paper but does not say its title",
    "Write the paper's title into the entry, as the words of the link.",
)
_NO_PROOF = (
    "the row names a title but neither authors, venue and year nor a link to the paper",
    "Add a link to the paper, its DOI or its arXiv id.",
)


@dataclass(frozen=True, slots=True)
class Judged:
    """What an entry gave."""

    records: tuple[Record, ...] = ()
    refused: tuple[Refusal, ...] = ()


@dataclass(slots=True)
class _Read:
    """An entry taken apart."""

    spans: list[Span]
    facts: Facts
    title: str | None = None
    is_named: bool = True
    at: int | None = None


def judge(entry: Entry, file: str, raw: str, hints: tuple[str, ...]) -> Judged:
    """Say what an entry is: papers, papers that cannot be taken, or something else."""
    read = _read(entry)
    papers = [url for rel, url in read.facts.links if rel == "paper"]
    is_strict = is_no_section_of_papers(entry.headings)
    if is_strict:
        papers = [url for url in papers if is_paper_host(url) and not is_book_address(url)]
    words = "" if papers else to_plain(" ".join(s.text for s in read.spans if not s.url))
    said = "" if papers else find_arxiv(words) or find_doi(words) or ""
    own_files = papers and all(map(is_own_file, papers))
    is_proven = _is_proven(entry, read, raw) and not is_strict
    if not (papers or said or is_proven):
        return _refuse_row(entry, read, is_strict=is_strict)
    if (not entry.cells and not is_strict) or papers or said:
        cited = find_cited(entry, read.spans, file, raw, hints) if _may_cite(entry, read) else None
        has_authors = bool(read.facts.authors)
        if cited and is_like_citation(read.spans, read.title, cited, has_authors=has_authors):
            return Judged((cited,))
    if _is_thing(entry, read, papers):
        return Judged()
    is_known = read.title is not None and read.is_named and not _CAPTION.match(_begin(read))
    if own_files and not (_says_something(read.facts) and is_known):
        return _refuse(entry, papers, said)
    if not is_known:
        return _refuse(entry, papers, said)
    others = find_others(read.spans, read.at)
    urls = {read.spans[number].url for number in others}
    read.facts.links = [link for link in read.facts.links if link[1] not in urls]
    further = tuple(_to_other(entry, read, number, file, raw, hints) for number in others)
    record = _to_record(entry, file, raw, hints, read)
    if said and not record.arxiv and not record.doi:
        record = replace(record, arxiv=find_arxiv(words), doi=to_doi(find_doi(words)))
    return Judged((record, *further))


def _is_thing(entry: Entry, read: _Read, papers: Sequence[str]) -> bool:
    """Say whether a file is slides, a poster or a meeting's own, and nobody's paper."""
    is_called = read.title is not None and _THING.search(read.title) is not None
    if not is_called and is_section_of_meetings(entry.headings):
        is_called = read.at is not None and read.spans[read.at].url in papers
    return is_called and not read.facts.authors and not any(map(is_paper_host, papers))


def _begin(read: _Read) -> str:
    """Give the first words of an entry."""
    return "".join(span.text for span in read.spans[:6]).strip()


def _read(entry: Entry) -> _Read:
    facts = Facts()
    if entry.cells:
        cut = [cut_abstract(cell) for cell in entry.cells]
        facts.abstract = next((abstract for _, abstract in cut if abstract), "")
        parsed = [parse_inline(cell) for cell, _ in cut]
        title = read_row(entry, parsed, facts)
        spans = [span for cell in parsed for span in cell]
        return _Read(spans, facts, title, title is not None)
    text, facts.abstract = cut_abstract(entry.text)
    spans = list(_part_at_bars(parse_inline(text)))
    labelled = cut_labelled(spans, facts)
    read = _Read(labelled.rest, facts)
    _read_spans(read, is_block=not entry.is_item)
    if labelled.title:
        read.title, read.is_named = labelled.title, True
    return read


def _part_at_bars(spans: Sequence[Span]) -> Iterator[Span]:
    """Part plain words at bars: `2020-06 | Title | Authors`."""
    for span in spans:
        if span.url or span.is_bold or span.is_code:
            yield span
            continue
        for number, part in enumerate(_BARS.split(span.text)):
            if number:
                yield Span("", is_break=True)
            yield replace(span, text=part)


def _read_spans(read: _Read, *, is_block: bool) -> None:
    """Read an entry of running words: its title, its links and what it says beside them."""
    spans, facts = read.spans, read.facts
    at = find_title(spans)
    people = find_linked_people(spans, at)
    spans = [replace(s, url="", is_bold=False) if n in people else s for n, s in enumerate(spans)]
    for number, span in enumerate(spans):
        if span.url and not span.url.startswith("#"):
            label = _find_said(spans[number - 1].text) if number and not span.text else None
            is_own = number == at
            facts.links.append((find_rel_in(span.url, span.text, label, is_title=is_own), span.url))
        is_behind = number > 0 and bool(spans[number - 1].text.strip())
        may_be_credit = span.url and is_behind and not facts.authors
        is_journal = _SHORTENED.match(span.text) is not None
        credit = find_credit(span.text) if may_be_credit and not is_journal else None
        if credit:
            facts.authors, facts.more, facts.year = credit
        elif is_paper_address(span.url) and number != at:
            facts.note_linked(span.text)
    facts.links = [link for link in facts.links if link[0]]
    title, rest = (None, "") if at is None else cut_title(spans, at)
    subtitle = find_subtitle(spans, at, title) if at is not None and title else ""
    words = [
        rest if n == at else _to_words(span, next(iter(spans[n + 1 : n + 2]), None))
        for n, span in enumerate(spans)
    ]
    if subtitle and at is not None:
        words[at + 1] = PART + words[at + 1].replace(subtitle, "", 1)
        title = f"{(title or '').rstrip(' :：')}: {subtitle}"
    for run in "".join(words).split(PART):
        facts.note_words(run)
    if at:
        facts.note_led(spans[at - 1].text)
    read.title, read.at = title, at
    own = spans[at].url if at is not None else ""
    count = len(title.split()) if title else 0
    is_tool = bool(own) and not is_paper_address(own) and count <= FEW_WORDS and is_elsewhere(own)
    read.is_named = title is not None and not is_tool
    is_short = count < 2 and not (facts.authors and (facts.venue or facts.year))
    if is_block and (is_short or _is_late(spans, at) or _is_prose(facts)):
        read.title, read.is_named = None, False


def _is_late(spans: Sequence[Span], at: int | None) -> bool:
    """Say whether a sentence stands before the title of a block, so that it is not its subject."""
    return at is None or any(len(s.text.split()) > FEW_WORDS and not s.url for s in spans[:at])


def _find_said(before: str) -> str | None:
    """Give the kind of link that the words before a bare address name: `Paper: https://…`."""
    found = re.search(r"([^\W\d_][\w -]{0,30}?)(?: ?\([^()]*\))?\s*[:：]\s*$", before[-80:])
    return find_label(found[1]) if found else None


def _is_prose(facts: Facts) -> bool:
    """Say whether a block speaks in sentences, so that what it links to is not its subject."""
    has_label = any(rel == "paper" for rel, _ in facts.links)
    return not has_label and sum(len(text.split()) for text in facts.texts) > LONG_SENTENCE


def _to_words(span: Span, following: Span | None) -> str:
    """Give what a run of words may say of the paper; emphasis stands for itself."""
    if following and following.url and (label := _LABEL_BEFORE.search(span.text)):
        span = replace(span, text=span.text[: label.start()])
    if span.is_break:
        return PART
    if span.url:
        return f" {LABEL_HERE} " if is_label(span) else f"{LABEL_HERE}{span.text}{LABEL_HERE}"
    if span.is_italic or span.is_code or span.is_bold:
        return f"{PART}{span.text}{PART}"
    return span.text


def _is_proven(entry: Entry, read: _Read, raw: str) -> bool:
    """Say whether people, place and time show that an entry without a link is a paper."""
    facts, title = read.facts, read.title
    if facts.is_cited and (facts.venue or facts.year):
        return True
    first = next((span.url for span in read.spans if span.url), "")
    if is_elsewhere(first) and not is_table_of_papers(entry):
        return False
    if leads_to_no_paper(raw, bool(facts.authors), facts.venue):
        return False
    if is_table_of_papers(entry) and not any(span.url for span in read.spans):
        return bool(title and _says_something(facts))
    if title and any(span.url for span in read.spans) and _NO_PAPER.search(title):
        return False
    venue = None if facts.is_unknown_venue else facts.venue
    is_dated = bool(facts.authors and (venue or facts.year))
    is_dated |= bool(is_table_of_papers(entry) and title and venue and facts.year)
    return is_dated or bool(venue and facts.year and title and len(title.split()) > FEW_WORDS)


def _says_something(facts: Facts) -> bool:
    return bool(facts.authors or facts.venue or facts.year)


def _may_cite(entry: Entry, read: _Read) -> bool:
    """Say whether an entry may be a citation: it begins with plain words, no title that is set."""
    first = next((s for s in read.spans if s.text.strip(" \t[](){}0123456789.*")), None)
    is_plain = first is not None and not (first.url or first.is_code or first.is_italic)
    return not entry.cells and is_plain and (read.title is None or not first.is_bold)  # type: ignore[union-attr]


def _refuse(entry: Entry, papers: Sequence[str], said: str) -> Judged:
    """Name each paper that the entry certainly leads to, or else the first that it may."""
    found = [url for url in papers if is_certain_paper(url)] or ([said] if said else [])
    if not found:
        is_own = entry.is_item or entry.cells or entry.is_heading
        found = [url for url in papers if (is_paper_address if is_own else is_paper_host)(url)][:1]
    papers_by_id = {find_arxiv(url) or find_doi(url) or url: url for url in reversed(found)}
    named = reversed(papers_by_id.values())
    return Judged(refused=tuple(Refusal(entry.first + 1, url, *_NO_TITLE) for url in named))


def _refuse_row(entry: Entry, read: _Read, *, is_strict: bool) -> Judged:
    """Refuse the row of a table of titles that does not show that it is a paper."""
    if is_strict or not entry.cells or not read.title or not is_table_of_papers(entry):
        return Judged()
    if any(span.url for span in read.spans) or not has_title_column(entry):
        return Judged()
    return Judged(refused=(Refusal(entry.first + 1, read.title, *_NO_PROOF),))


def _to_other(
    entry: Entry, read: _Read, number: int, file: str, raw: str, hints: tuple[str, ...]
) -> Record:
    """Give another paper of an entry; nothing but a year right behind it is said of it."""
    span = read.spans[number]
    behind = read.spans[number + 1].text if number + 1 < len(read.spans) else ""
    dated = _DATE_BEHIND.match(behind)
    facts = Facts(year=int(dated[1]) if dated else None, links=[("paper", span.url)])
    title = span.text.strip(AROUND)
    return _to_record(entry, file, raw, hints, _Read([span], facts, title, at=0))


def _to_record(entry: Entry, file: str, raw: str, hints: tuple[str, ...], read: _Read) -> Record:
    facts = read.facts
    papers = [url for rel, url in facts.links if rel == "paper"]
    arxiv = next((found for url in papers if (found := find_arxiv(url))), None)
    doi = next((found for url in papers if (found := to_doi(find_doi(url)))), None)
    own = [
        url
        for url in papers
        if not find_arxiv(url) and not to_doi(find_doi(url)) and not is_own_file(url)
    ]
    if arxiv is None and (said := _ID.search(to_plain(entry.text))):
        arxiv = said[1]
    title = _EMPTY.sub("", read.title or "").lstrip(" :;,|，；：").rstrip(" -–—:;,|，；：")
    return Record(
        kind=Kind.CITATION,
        place=Place(file, entry.first + 1, entry.last + 1),
        raw=raw,
        title=clean_title(title),
        authors=facts.authors,
        more_authors=facts.more,
        year=facts.year,
        venue=clean_text(facts.venue or facts.preprint or "") or None,
        preprint=facts.preprint if facts.venue else None,
        doi=doi,
        arxiv=arxiv,
        url=own[0] if own else None,
        abstract=facts.abstract or None,
        links=tuple(dict.fromkeys(Link(rel, url) for rel, url in facts.links if rel in KEPT_LINKS)),
        hints=hints,
    )


_EMPTY = re.compile(r"^\s*(?:\(\s*\)|\[\s*\])")
"""Brackets whose mark is gone: `(*) Think Locally, …`."""
_ID = re.compile(r"arxiv[:\s]*(\d{4}\.\d{4,5})", re.IGNORECASE)
