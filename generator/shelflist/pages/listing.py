"""One paper as a line of a list, and lists of papers by year."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from shelflist.library import ListedPaper
from shelflist.model import Name, Record
from shelflist.pages.names import to_key
from shelflist.pages.parts import Entry, to_year_key
from shelflist.pages.render import to_inline, to_label

SUMMARY_LENGTH = 160
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z(“\"])")
_ABBREVIATIONS = frozenset(
    {"e.g.", "i.e.", "resp.", "al.", "vs.", "cf.", "Fig.", "Eq.", "approx.", "etc."}
)
_TELLS = re.compile(
    r"\b(?:we (?:introduce|propose|present|study|show|develop|describe|investigate)"
    r"|this (?:paper|work|survey|study|article|thesis|book|report)"
    r"|in this (?:paper|work|survey|study|article|report))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A paper in a list.

    Attributes:
        src_uri: The paper's page in `docs_dir`, as the target of a link.
        title: Clean text.
        byline: First author, as in `Frantar et al.`; empty when no author is known.
        year: Empty when not known.
        venue: Empty when not known.
        summary: The sentence of the abstract that says what the paper does, cut to a line.
        is_provisional: Whether the title is a working title.
        is_retracted: Whether the paper was retracted.
    """

    src_uri: str
    title: str
    byline: str
    year: str
    venue: str
    summary: str
    is_provisional: bool
    is_retracted: bool = False


@dataclass(frozen=True, slots=True)
class YearGroup:
    """The papers of one year; `year` is empty for papers without one."""

    year: str
    papers: tuple[PaperLine, ...]


def to_line(paper: ListedPaper) -> PaperLine:
    """Show a paper as a line."""
    return _to_line(paper.link, paper.title, paper.record)


@cache  # a paper stands in a dozen lists
def _to_line(src_uri: str, title: str, record: Record) -> PaperLine:
    return PaperLine(
        src_uri=src_uri,
        title=title,
        byline=to_byline(record.authors, record.more_authors),
        year=str(record.year or ""),
        venue=record.venue or "",
        summary=summarise(record.abstract or ""),
        is_provisional=record.title is None,
        is_retracted=record.retracted,
    )


def to_byline(authors: Sequence[Name], more: bool) -> str:
    """Name the authors in a few words: `Ge`, `Ge and Jin`, `Ge et al.`."""
    families = [str(n) if n.is_family_first else n.family or n.literal for n in authors]
    if not families:
        return ""
    if len(families) == 1:
        return f"{families[0]} et al." if more else families[0]
    if len(families) == 2 and not more:
        return f"{families[0]} and {families[1]}"
    return f"{families[0]} et al."


def summarise(abstract: str) -> str:
    """Choose the sentence that says what the paper does, else the first, cut to one line."""
    sentences = _split_sentences(abstract)
    told = next((s for s in sentences if _TELLS.search(s)), sentences[0] if sentences else "")
    if len(told) <= SUMMARY_LENGTH:
        return told
    cut = told[:SUMMARY_LENGTH].rsplit(" ", 1)[0].rstrip(",;:–(")
    if cut.count("$") % 2:  # never cut through a formula
        cut = cut[: cut.rindex("$")].rstrip()
    return f"{cut} …"


def _split_sentences(text: str) -> list[str]:
    sentences: list[str] = []
    for part in _SENTENCE.split(" ".join(text.split())):
        if sentences and _ends_in_abbreviation(sentences[-1]):
            sentences[-1] += f" {part}"
        elif part:
            sentences.append(part)
    return sentences


def _ends_in_abbreviation(sentence: str) -> bool:
    last = sentence.rpartition(" ")[2].lstrip("(")
    return last in _ABBREVIATIONS or (len(last) == 2 and last[0].isupper())


def sort_key(paper: ListedPaper) -> tuple[str, str]:
    """Order papers by title, blind to case and leading marks."""
    return (re.sub(r"^\W+", "", paper.title).casefold(), paper.slug)


def by_year(papers: Iterable[ListedPaper]) -> tuple[YearGroup, ...]:
    """Group papers by year, the latest first, those without a year last."""
    groups: dict[int, list[ListedPaper]] = defaultdict(list)
    for paper in papers:
        groups[paper.record.year or 0].append(paper)
    return tuple(
        YearGroup(str(year or ""), tuple(map(to_line, sorted(groups[year], key=sort_key))))
        for year in sorted(groups, reverse=True)
    )


def to_entries(papers: Iterable[ListedPaper]) -> list[Entry]:
    """Show papers as plain lines, the latest year first, those without a year last."""
    ordered = sorted(papers, key=lambda paper: (-(paper.record.year or 0), *sort_key(paper)))
    return [_to_entry(paper.link, paper.title, paper.record) for paper in ordered]


@cache
def _to_entry(target: str, title: str, record: Record) -> Entry:
    marks = " *(working title)*" if record.title is None else ""
    marks += " **(retracted)**" if record.retracted else ""
    byline = to_byline(record.authors, record.more_authors)
    known = (byline, record.venue or "", str(record.year or ""))
    said = ", ".join(to_inline(part) for part in known if part)
    return Entry(
        key=to_year_key(record.year or 0, to_key(title)),
        heading=str(record.year or "Year not known"),
        target=target,
        before=f"[{to_label(title)}](",
        after=f"){marks} – {said}" if said else f"){marks}",
    )


def count_years(papers: Iterable[ListedPaper]) -> dict[int, int]:
    """Count the papers of each year."""
    return dict(Counter(paper.record.year for paper in papers if paper.record.year))


def newest(papers: Iterable[ListedPaper], limit: int) -> tuple[PaperLine, ...]:
    """Give the latest papers: by year, then by arXiv id, which counts months and numbers."""

    def age(paper: ListedPaper) -> tuple[int, str, str]:
        return (paper.record.year or 0, paper.record.arxiv or "", paper.slug)

    dated = (paper for paper in papers if paper.record.year)
    return tuple(map(to_line, sorted(dated, key=age, reverse=True)[:limit]))
