"""Papers that are nearly the same and of which nothing says that they are two.

Records are joined by ids, equal titles and like abstracts (`identity`), and what was
refused there is told. This looks at the papers that came of it: one ISBN, a slip of the
pen in a title, mathematics spelled in another way, a subtitle more.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from itertools import combinations, pairwise

from shelflist.checks.common import page_location
from shelflist.checks.slips import is_mistyped, is_number, spell_words
from shelflist.formats.serials import isbn_keys
from shelflist.identity.agreement import same_doi
from shelflist.identity.joining import PossibleDuplicate
from shelflist.identity.keys import family_key, family_keys
from shelflist.identity.publications import YEARS_TO_PUBLICATION
from shelflist.identity.similarity import CROWD, likeness, pairs_within
from shelflist.identity.ties import differ, is_stock_title
from shelflist.inputs import Inputs
from shelflist.library import Library, Paper
from shelflist.model import Kind, Record
from shelflist.problems import Problem, Severity

_FEWEST_WORDS = 4
"""Shorter titles are alike by chance."""
_FEWEST_LETTERS = 8
"""The same where the authors are the same and one or two letters are not."""
_ALIKE = 0.92
"""From 0 to 1, the ratio of `difflib`, where nothing else agrees."""
_ALIKE_AUTHORS = 0.85
"""The same where the authors agree."""
_SMALL = frozenset("a an and by for from in of on the to via with".split())
_ALIKE_ABSTRACTS = 0.6
"""From 0 to 1, the share of common wording where a subtitle was lost."""
_BOOKS = frozenset({"book", "classic", "collection", "report", "thesis", "standard", None})
"""Types of what has an ISBN of its own; chapters and talks share that of their book."""


@dataclass(frozen=True, slots=True)
class NearPair:
    """Two papers that may be one; `reason` completes the sentence "These two …"."""

    first: Paper
    second: Paper
    reason: str


@dataclass(frozen=True)
class _Title:
    """A paper made ready for comparison; `words` spell its title without mathematics."""

    paper: Paper
    words: tuple[str, ...]
    families: frozenset[str]
    isbns: frozenset[str]

    @cached_property
    def text(self) -> str:
        return " ".join(self.words)

    @cached_property
    def letters(self) -> str:
        return "".join(self.words)

    @cached_property
    def main(self) -> str:
        """The letters of the title without its subtitle."""
        return "".join(spell_words((self.paper.record.title or "").partition(":")[0]))


def check_near_duplicates(inputs: Inputs, library: Library) -> Iterator[Problem]:
    """Papers with nearly the same title, or one ISBN."""
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
    """Find papers that may be one and that joining has not named already."""
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
    record = paper.record
    title = record.title if record.title and not is_stock_title(record.title) else ""
    is_part = record.type not in _BOOKS or bool(record.page)
    isbns = frozenset[str]() if is_part else isbn_keys(record.isbn or "")
    if not title and not isbns:
        return None
    return _Title(paper, tuple(spell_words(title)), family_keys(record.authors), isbns)


def _find_candidates(titles: Sequence[_Title]) -> list[tuple[int, int]]:
    """Find the pairs worth comparing; their number stays linear in the list.

    They share two rare pairs of words, or all but one (a pair of words that many titles
    share is a reason for nothing), or one of the keys that `_keys` gives.
    """
    holders: dict[tuple[str, str], list[int]] = defaultdict(list)
    groups: dict[Hashable, list[int]] = defaultdict(list)
    for number, title in enumerate(titles):
        if len(title.words) >= _FEWEST_WORDS:
            for shingle in {*pairwise(title.words)}:
                holders[shingle].append(number)
        for key in set(_keys(title)):
            groups[key].append(number)
    shared: Counter[tuple[int, int]] = Counter()
    for group in holders.values():
        if 1 < len(group) <= CROWD:
            shared.update(combinations(group, 2))
    found = {pair for pair, count in shared.items() if count >= _needed(titles, pair)}
    for group in groups.values():
        if len(group) > 1:
            group.sort(key=lambda number: titles[number].letters)
            found |= {(min(pair), max(pair)) for pair in pairs_within(group)}
    return sorted(found)


def _keys(title: _Title) -> Iterator[Hashable]:
    """Give what papers that may be one have in common.

    One or two slips leave one third of a title as it is: the first, the last, or that
    between. One letter more or less moves where a third ends by one.
    """
    yield from (("isbn", isbn) for isbn in title.isbns)
    if not title.letters:
        return
    yield title.letters
    yield title.main
    first = next(map(family_key, title.paper.record.authors), "")
    if not first:
        return
    third = len(title.letters) // 3
    for size in (third, third - 1):
        yield first, "start", title.letters[:size]
        yield first, "end", title.letters[len(title.letters) - size :]
    words = title.words
    yield first, len(words), words[len(words) // 3 : -(len(words) // 3) or None]


def _needed(titles: Sequence[_Title], pair: tuple[int, int]) -> int:
    shortest = min(len(titles[number].words) for number in pair)
    return 2 if shortest > _FEWEST_WORDS else 1


def _compare(one: _Title, other: _Title) -> str:
    """Say why two papers may be one; empty when they are not alike or known to be two."""
    first, second = one.paper.record, other.paper.record
    is_other_volume = first.volume and second.volume and first.volume != second.volume
    if _has_other_id(first, second) or is_other_volume:
        return ""
    if one.isbns & other.isbns:
        return f"have the same ISBN ({first.isbn})"
    if not one.words or not other.words or differ(one.families, other.families):
        return ""
    if first.year and second.year and abs(first.year - second.year) > YEARS_TO_PUBLICATION:
        return ""
    odd = set(one.words) ^ set(other.words)
    if any(map(is_number, odd)):
        return ""  # part one and part two, version 2 and 3
    has_author = bool(one.families & other.families)
    is_long = min(len(one.words), len(other.words)) >= _FEWEST_WORDS
    if one.letters == other.letters and (has_author or is_long):
        return "have the same title, spelled in another way"
    if has_author and _is_mistyped(one, other):
        return "have the same authors, and titles that differ in one or two letters"
    if one.letters in (other.main, other.letters) or other.letters == one.main:
        return _compare_main(one, other, has_author=has_author and is_long)
    return _compare_spelling(one, other, odd, has_author=has_author) if is_long else ""


def _is_mistyped(one: _Title, other: _Title) -> bool:
    """Say whether the same people wrote both, or as many as are named, and one title is off."""
    is_same = one.families <= other.families or other.families <= one.families
    is_long = min(len(one.letters), len(other.letters)) >= _FEWEST_LETTERS
    return is_same and is_long and is_mistyped(one.words, other.words)


def _compare_main(one: _Title, other: _Title, *, has_author: bool) -> str:
    """Compare titles of which one is the other without its subtitle."""
    first, second = one.paper.record, other.paper.record
    begins = "the title of one begins with that of the other"
    alike = likeness(first.abstract or "", second.abstract or "")
    if first.abstract and second.abstract and alike >= _ALIKE_ABSTRACTS:
        return f"have nearly the same abstract, and {begins}"
    is_same_year = not (first.year and second.year) or first.year == second.year
    return f"have the same author, and {begins}" if has_author and is_same_year else ""


def _compare_spelling(one: _Title, other: _Title, odd: set[str], *, has_author: bool) -> str:
    """Compare titles of several words by how alike they are as a whole."""
    if odd <= _SMALL:
        return "have titles that differ only in small words"
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


def _differ_in_spelling(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Say whether the words that differ are forms of one another, not words of their own.

    "Learning to rank images" and "Learning to rank videos" are two papers.
    """
    only_one = [word for word in one if word not in other and word not in _SMALL]
    only_other = [word for word in other if word not in one and word not in _SMALL]
    if not only_one or not only_other:  # a word more is a slip only in a long title
        return len(only_one) + len(only_other) <= 1 and min(len(one), len(other)) >= 8
    joined = "".join(only_one), "".join(only_other)
    if joined[0].endswith(joined[1]) or joined[1].endswith(joined[0]):
        return False  # `symmetric` and `asymmetric`
    return SequenceMatcher(None, *joined, autojunk=False).ratio() >= 0.75
