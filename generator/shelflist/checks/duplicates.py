"""Papers whose titles are nearly the same and of which nothing says that they are two.

Records are joined by ids, equal titles and like abstracts (`identity`), and what was
refused there is told. This looks at the papers that came of it: a slip of the pen in a
title, a subtitle more, a word in another form.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import combinations, pairwise

from shelflist.checks.common import page_location
from shelflist.identity.agreement import same_doi
from shelflist.identity.joining import PossibleDuplicate
from shelflist.identity.keys import family_keys
from shelflist.identity.publications import YEARS_TO_PUBLICATION
from shelflist.identity.similarity import CROWD, fold_words
from shelflist.identity.ties import differ, is_stock_title
from shelflist.inputs import Inputs
from shelflist.library import Library, Paper
from shelflist.model import Kind, Record
from shelflist.problems import Problem, Severity

_FEWEST_WORDS = 4
"""Shorter titles are alike by chance."""
_ALIKE = 0.92
"""From 0 to 1, the ratio of `difflib`, where nothing else agrees."""
_ALIKE_AUTHORS = 0.85
"""The same where the authors agree."""
_SMALL = frozenset("a an and by for from in of on the to via with".split())
_NUMBERS = frozenset("one two three four five first second third i ii iii iv v vi x part".split())


@dataclass(frozen=True, slots=True)
class NearPair:
    """Two papers that may be one; `reason` completes the sentence "These two …"."""

    first: Paper
    second: Paper
    reason: str


@dataclass(frozen=True, slots=True)
class _Title:
    """A paper's title made ready for comparison."""

    paper: Paper
    words: tuple[str, ...]
    families: frozenset[str]

    @property
    def text(self) -> str:
        return " ".join(self.words)


def check_near_duplicates(inputs: Inputs, library: Library) -> Iterator[Problem]:
    """Papers with nearly the same title."""
    for pair in find_near_duplicates(library):
        first, second = sorted((pair.first, pair.second), key=lambda p: (p.page is None, p.slug))
        where = page_location(inputs, first, "title").file
        yield Problem(
            page_location(inputs, second, "title"),
            "possible-duplicate",
            f"may be the same paper as {where}: these two {pair.reason}",
            "If they are one paper, give both the same DOI or arXiv id, or merge the pages; "
            "if they are two, give each its own.",
            Severity.NOTICE,
        )


def find_near_duplicates(library: Library) -> Iterator[NearPair]:
    """Find papers with nearly the same title that joining has not named already."""
    told = {frozenset(pair) for pair in find_refused(library)}
    titles = [title for paper in library.papers if (title := _read_title(paper))]
    for first, second in _find_candidates(titles):
        one, other = titles[first], titles[second]
        if frozenset((one.paper.slug, other.paper.slug)) not in told:
            reason = _compare(one, other)
            if reason:
                yield NearPair(one.paper, other.paper, reason)


def find_refused(library: Library) -> dict[tuple[str, str], str]:
    """Give the pairs that joining refused, by the slugs of their papers, with the reason."""
    at = {paper.page.file: paper.slug for paper in library.papers if paper.page}

    def slug_of(record: Record) -> str:
        if record.kind is Kind.PAGE:
            return at.get(record.place.file, "")
        return library.slug_of.get(record, "")

    def paper_of(pair: PossibleDuplicate) -> tuple[str, str]:
        first, second = (
            next((slug for record in group if (slug := slug_of(record))), "")
            for group in (pair.first, pair.second)
        )
        return first, second

    found: dict[tuple[str, str], str] = {}
    for pair in library.joining.possible_duplicates:
        slugs = paper_of(pair)
        if all(slugs):
            found.setdefault(slugs, pair.reason)
    return found


def _read_title(paper: Paper) -> _Title | None:
    title = paper.record.title
    if not title or is_stock_title(title):
        return None
    words = tuple(fold_words(title))
    if len(words) < _FEWEST_WORDS:
        return None
    return _Title(paper, words, family_keys(paper.record.authors))


def _find_candidates(titles: Sequence[_Title]) -> list[tuple[int, int]]:
    """Find the pairs worth comparing: those that share two rare pairs of words, or all but one.

    The number of pairs stays linear in the list, because a pair of words that many titles
    share is a reason for nothing.
    """
    holders: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, title in enumerate(titles):
        for shingle in {*pairwise(title.words)}:
            holders[shingle].append(number)
    shared: Counter[tuple[int, int]] = Counter()
    for group in holders.values():
        if 1 < len(group) <= CROWD:
            shared.update(combinations(group, 2))
    return sorted(pair for pair, count in shared.items() if count >= _needed(titles, pair))


def _needed(titles: Sequence[_Title], pair: tuple[int, int]) -> int:
    shortest = min(len(titles[number].words) for number in pair)
    return 2 if shortest > _FEWEST_WORDS else 1


def _compare(one: _Title, other: _Title) -> str:
    """Say why two papers may be one; empty when they are not alike or known to be two."""
    first, second = one.paper.record, other.paper.record
    if _has_other_id(first, second) or differ(one.families, other.families):
        return ""
    if first.year and second.year and abs(first.year - second.year) > YEARS_TO_PUBLICATION:
        return ""
    odd = set(one.words) ^ set(other.words)
    if any(word in _NUMBERS or any(sign.isdigit() for sign in word) for word in odd):
        return ""  # part one and part two, version 2 and 3
    has_author = bool(one.families & other.families)
    if odd <= _SMALL:
        return "have titles that differ only in small words"
    if has_author and _is_subtitle_more(one.words, other.words, first, second):
        return "have the same author, and the title of one begins with that of the other"
    needed = _ALIKE_AUTHORS if has_author else _ALIKE
    matcher = SequenceMatcher(None, one.text, other.text, autojunk=False)
    if matcher.real_quick_ratio() < needed or matcher.quick_ratio() < needed:
        return ""
    if matcher.ratio() < needed or not _differ_in_spelling(one.words, other.words):
        return ""
    return "have titles that are nearly the same"


def _has_other_id(one: Record, other: Record) -> bool:
    """Say whether each has an id of one kind and the two differ."""
    if one.arxiv and other.arxiv and one.arxiv != other.arxiv:
        return True
    return bool(one.doi and other.doi and not same_doi(one.doi, other.doi))


def _is_subtitle_more(
    one: tuple[str, ...], other: tuple[str, ...], first: Record, second: Record
) -> bool:
    """Say whether a title is the other's up to a colon or full stop, in the same year."""
    if len(one) > len(other):
        one, other, first, second = other, one, second, first
    if other[: len(one)] != one or (first.year and second.year and first.year != second.year):
        return False
    main = (second.title or "").partition(":")[0]
    return tuple(fold_words(main)) == one


def _differ_in_spelling(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Say whether the words that differ are forms of one another, not words of their own.

    "Learning to rank images" and "Learning to rank videos" are two papers.
    """
    only_one = [word for word in one if word not in other and word not in _SMALL]
    only_other = [word for word in other if word not in one and word not in _SMALL]
    if not only_one or not only_other:  # a word more is a slip only in a long title
        return len(only_one) + len(only_other) <= 1 and min(len(one), len(other)) >= 8
    joined = "".join(only_one), "".join(only_other)
    return SequenceMatcher(None, *joined, autojunk=False).ratio() >= 0.75
