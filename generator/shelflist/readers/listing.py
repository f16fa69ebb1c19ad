"""Listings and lists of abstracts: page furniture, titles, abstracts.

`listing` is a page of titles with their abstracts (Hugging Face papers pages and the
like), `arxiv-abstracts` has `Abstract:` before each, `abstracts` has nothing but them.
All three are one walk over the paragraphs; what differs is what was found.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import Enum, auto

from shelflist.readers.bylines import is_byline
from shelflist.readers.document import Document
from shelflist.readers.furniture import is_furniture
from shelflist.readers.paragraphs import Paragraph, find_paragraphs
from shelflist.readers.shapes import (
    LONG,
    can_be_abstract,
    can_be_title,
    capital_share,
    is_independent,
    says_contribution,
)

_LABEL = re.compile(
    r"(?:[*_#]{0,4}\s*)(?:abstract|ABSTRACT|Abstract|summary|Summary)(?:[*_]{0,2})"
    r"(?:\s*[:.—–]+[*_]{0,2}\s*|\s*--?-?\s+|\s*[*_]{2}\s*|\s*$)|ABSTRACT\s+(?=[A-Z])"
)
_TITLE_LABEL = re.compile(r"(?:[*_]{0,2})title(?:[*_]{0,2})\s*:\s*(?:[*_]{0,2})", re.IGNORECASE)
_AUTHOR_LABEL = re.compile(r"(?:[*_]{0,2})authors?(?:\(s\))?(?:[*_]{0,2})\s*:\s*", re.IGNORECASE)
_DETAIL = re.compile(
    r"(?:https?://\S+|(?:www\.)?(?:arxiv\.org|doi\.org|huggingface\.co|github\.com)/\S+|(?:project|code|github|arxiv|paper|pdf|demo|data(?:set)?s?|models?|website"
    r"|web ?page|home ?page|links?|repo(?:sitory)?|url|doi|source)(?:\s\w+)?\s*:\s*\S+.{0,80}"
    r"|arXiv:\S+(?:\s*\[[\w.-]+\])?|10\.\d{4,}/\S+)",
    re.IGNORECASE,
)
_MARKER = re.compile(r"(?:#{1,6}\s+|\[\d{1,4}\]\s+|\(\d{1,4}\)\s+|\d{1,4}[.)]\s+|[-*•–]\s+)")
_CONNECTING = re.compile(
    r"(?:[:,–—-]|\b(?:a|an|and|as|at|by|for|from|in|of|on|or|the|to|using|via|with))$",
    re.IGNORECASE,
)


_FURTHEST = 30
_LONGEST_ABSTRACT = 2000
"""arXiv takes no abstract above 1,920 characters; longer than this is two of them."""


class Role(Enum):
    """What a paragraph is in a listing."""

    FURNITURE = auto()
    DETAIL = auto()
    BYLINE = auto()
    TITLE = auto()
    ABSTRACT = auto()
    EITHER = auto()
    LABEL = auto()
    OTHER = auto()


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph with its role; `text` is without markers and labels."""

    paragraph: Paragraph
    role: Role
    text: str
    labelled: bool = False


@dataclass(slots=True)
class Entry:
    """A paper of a listing while it is put together."""

    titles: list[Part] = field(default_factory=list)
    abstract: list[Part] = field(default_factory=list)
    details: list[Part] = field(default_factory=list)

    @property
    def parts(self) -> list[Part]:
        """Everything that belongs to the paper, in the order of the lines."""
        return sorted(
            [*self.titles, *self.abstract, *self.details], key=lambda part: part.paragraph.first
        )

    @property
    def text(self) -> str:
        """The abstract's paragraphs, a blank line between them."""
        return "\n\n".join(part.text for part in self.abstract)


def find_parts(document: Document) -> list[Part]:
    """Give every paragraph its role, looking at neighbours where its own shape is not enough."""
    parts = [_judge(paragraph) for paragraph in find_paragraphs(document)]
    return [_settle(parts, index) for index in range(len(parts))]


def _judge(paragraph: Paragraph) -> Part:
    text = paragraph.text
    if label := _LABEL.match(text):
        rest = text[label.end() :].strip()
        role = Role.ABSTRACT if rest else Role.LABEL
        return Part(paragraph, role, rest, labelled=True)
    if label := _TITLE_LABEL.match(text):
        return Part(paragraph, Role.TITLE, text[label.end() :].strip(" *_"), labelled=True)
    if label := _AUTHOR_LABEL.match(text):
        return Part(paragraph, Role.BYLINE, text[label.end() :].strip(" *_"), labelled=True)
    if is_furniture(text):
        return Part(paragraph, Role.FURNITURE, text)
    if len(text) <= LONG and _DETAIL.fullmatch(text):
        return Part(paragraph, Role.DETAIL, text)
    if len(text) <= LONG and is_byline(text):
        return Part(paragraph, Role.BYLINE, text)
    bare = _MARKER.sub("", text, count=1) if _MARKER.match(text) else text
    bare = bare.strip().strip("*").strip()
    return Part(paragraph, _role_of(bare), bare)


def _role_of(text: str) -> Role:
    if not text:
        return Role.OTHER
    titled, abstracted = can_be_title(text), can_be_abstract(text)
    if titled and abstracted:
        return Role.EITHER
    if titled:
        return Role.TITLE
    return Role.ABSTRACT if abstracted else Role.OTHER


def _settle(parts: list[Part], index: int) -> Part:
    """Decide whether a single sentence is a title or a short abstract by what stands around it."""
    part = parts[index]
    if index and _is_submitter(parts[index - 1], part):
        return Part(part.paragraph, Role.FURNITURE, part.text)
    if part.role not in (Role.EITHER, Role.BYLINE) or part.labelled:
        return part
    before = _neighbour(parts, index, -1)
    after = _neighbour(parts, index, +1)
    if part.role is Role.BYLINE:
        is_name = before is not None and before.role in (Role.TITLE, Role.EITHER)
        return part if is_name else Part(part.paragraph, Role.TITLE, part.text)
    after_title = before is not None and before.role is Role.TITLE
    before_abstract = after is not None and after.role is Role.ABSTRACT
    is_question = part.text.endswith(("?", "!"))
    is_title = before_abstract and (not after_title or is_question)
    role = Role.TITLE if is_title or not after_title else Role.ABSTRACT
    return Part(part.paragraph, role, part.text)


def _is_submitter(before: Part, part: Part) -> bool:
    """Say whether a single word is the user name that `Submitted by` announces."""
    announces = re.fullmatch(
        r"(?:submitted|posted|shared|added)\s+by:?", before.text, re.IGNORECASE
    )
    return announces is not None and len(part.text.split()) == 1


def _neighbour(parts: list[Part], index: int, step: int) -> Part | None:
    """Find the nearest part that is no furniture, within a distance that bounds the work."""
    for at in range(index + step, index + step * _FURTHEST, step):
        if not 0 <= at < len(parts):
            return None
        if parts[at].role not in (Role.FURNITURE, Role.DETAIL, Role.BYLINE):
            return parts[at]
    return None


def find_entries(parts: list[Part]) -> tuple[list[Entry], list[Part]]:
    """Put the parts together.

    Returns:
        The entries in order, and the parts that belong to none.
    """
    entries: list[Entry] = []
    waiting: list[Part] = []
    left: list[Part] = []
    layout = find_layout(parts)
    for part in parts:
        if part.role is not Role.ABSTRACT:
            waiting.append(part)
        elif entries and layout.continues(entries[-1], part, waiting):
            entries[-1].abstract.append(part)
            left += _take_details(entries[-1], waiting)
            waiting = []
        else:
            entry = Entry(abstract=[part])
            left += _divide(waiting, entries[-1] if entries else None, entry)
            entries.append(entry)
            waiting = []
    left += _divide(waiting, entries[-1] if entries else None, None)
    return entries, left


@dataclass(frozen=True, slots=True)
class Layout:
    """How this document sets its abstracts, as a rule.

    Attributes:
        is_labelled: They begin with a label such as `Abstract:`.
        is_titled: They stand under titles, and often have several paragraphs.
        inner_gap: The most blank lines there are between paragraphs of one abstract
            where the gaps tell; `None` where they do not.
    """

    is_labelled: bool
    is_titled: bool
    inner_gap: int | None

    def continues(self, entry: Entry, part: Part, waiting: list[Part]) -> bool:
        """Say whether a paragraph goes on with the abstract before it."""
        if part.labelled or any(p.role in (Role.TITLE, Role.LABEL) for p in waiting):
            return False
        if self.is_labelled:
            return True
        if any(p.role is Role.FURNITURE for p in waiting):
            return False
        if len(entry.text) + len(part.text) > _LONGEST_ABSTRACT:
            return False
        if self.inner_gap is not None:
            return part.paragraph.gap <= self.inner_gap
        if self.is_titled:
            return True
        both = says_contribution(entry.text) and says_contribution(part.text)
        return not (is_independent(part.text) and both)


def find_layout(parts: list[Part]) -> Layout:
    """Find how a document sets its abstracts, by what most of it does."""
    labels = sum(1 for part in parts if part.labelled and part.role in (Role.ABSTRACT, Role.LABEL))
    solid = [n for n, part in enumerate(parts) if part.role is Role.ABSTRACT]
    following = [n for n in solid if n > 0 and parts[n - 1].role is Role.ABSTRACT]
    titled = len(solid) - len(following)
    return Layout(
        is_labelled=labels * 2 >= len(solid) > 0,
        is_titled=titled >= 2 and titled <= 4 * len(following) and len(following) >= 2,
        inner_gap=_find_inner_gap([parts[n].paragraph.gap for n in following], len(solid)),
    )


def _find_inner_gap(gaps: list[int], count: int) -> int | None:
    """Find the smaller of two distances that both occur often between abstracts."""
    if len(gaps) * 10 < count * 8 or len(set(gaps)) < 2:
        return None
    smallest = min(gaps)
    share = gaps.count(smallest) / len(gaps)
    return smallest if 0.25 <= share <= 0.75 else None


def _take_details(entry: Entry, waiting: list[Part]) -> list[Part]:
    entry.details += [part for part in waiting if part.role in (Role.DETAIL, Role.BYLINE)]
    return [part for part in waiting if part.role not in (Role.DETAIL, Role.BYLINE)]


def _divide(waiting: list[Part], before: Entry | None, after: Entry | None) -> list[Part]:
    """Share what stands between two abstracts: the last title belongs to what follows."""
    titles = [n for n, part in enumerate(waiting) if part.role is Role.TITLE]
    cut = len(waiting)
    if after is not None and titles:
        cut = titles[-1]
        after.titles = [waiting[cut]]
        while cut > 0 and _is_one_title(waiting[cut - 1], waiting[cut]):
            cut -= 1
            after.titles.insert(0, waiting[cut])
    left: list[Part] = []
    for number, part in enumerate(waiting):
        taker = _taker(part, number, cut, before, after)
        if taker is not None:
            taker.details.append(part)
        elif after is None or part not in after.titles:
            left.append(part)
    return left


def _taker(
    part: Part, number: int, cut: int, before: Entry | None, after: Entry | None
) -> Entry | None:
    if part.role is Role.LABEL:
        return after
    if part.role not in (Role.DETAIL, Role.BYLINE):
        return None
    if number > cut:
        return after
    return before if part.role is Role.DETAIL else None


def _is_one_title(first: Part, second: Part) -> bool:
    """Say whether two lines are one title that was wrapped."""
    if first.role is not Role.TITLE or second.paragraph.gap > 0 or first.labelled:
        return False
    if second.labelled or len(first.text) + len(second.text) > LONG:
        return False
    if first.text.endswith((".", "?", "!")):
        return False
    return (
        _CONNECTING.search(first.text) is not None
        or second.text[0].islower()
        or (first.paragraph.gap > 0 and len(first.text) >= 30 and capital_share(first.text) > 0.5)
    )
