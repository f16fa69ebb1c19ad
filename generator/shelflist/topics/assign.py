"""Giving topics to papers by the rules of a taxonomy."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from shelflist.model import Record
from shelflist.topics.patterns import LONGEST_TEXT
from shelflist.topics.taxonomy import ABSTRACT, TITLE, RuleIndex, Taxonomy, Topic
from shelflist.topics.words import to_key

MOST_TOPICS = 4
SHARE_OF_BEST = 0.55
"""A topic with fewer than this share of the best topic's points is by the way, not the subject."""

_PREFIX = re.compile(r"^(?:https?://(?:dx\.)?(?:doi\.org|arxiv\.org/abs)/|arxiv:|doi:)\s*")
_VERSION = re.compile(r"v\d+$")


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a paper was given points for a topic.

    Attributes:
        where: `title`, `abstract`, `hint` or `paper` (named in the taxonomy itself).
        found: The words as they stand there, each once, in order.
        points: What they brought, perhaps negative; 0 for `paper`, which needs no points.
        line: The line of the rule in the taxonomy's file; for `paper`, of the topic.
    """

    where: str
    found: tuple[str, ...]
    points: int
    line: int

    def __str__(self) -> str:
        """Say the reason in one line."""
        words = ", ".join(f'"{word}"' for word in self.found)
        if self.where == "paper":
            return f"named in the topic at line {self.line}: {words}"
        return f"{words} in the {self.where}: {self.points:+d} (rule at line {self.line})"


@dataclass(frozen=True, slots=True)
class Assignment:
    """A topic given to a paper.

    Attributes:
        topic: The topic's id.
        score: Points; at least the taxonomy's `enough`.
        reasons: Every rule that counted, in the order of the file.
    """

    topic: str
    score: int
    reasons: tuple[Reason, ...]


def assign_topics(taxonomy: Taxonomy, record: Record) -> tuple[Assignment, ...]:
    """Give a paper its topics.

    Args:
        taxonomy: The topics and their rules.
        record: What is known of the paper. Title or abstract alone are enough.

    Returns:
        At most four topics: those that name the paper, then those with most points; ties
        in the order of the file. Empty if no topic has enough points.
    """
    reasons = _collect(taxonomy, record)
    named = [
        Assignment(
            topic.id, max(_score(reasons[topic.id]), taxonomy.enough), (why, *reasons[topic.id])
        )
        for topic in taxonomy.topics
        if (why := _find_naming(topic, record)) is not None
    ]
    taken = {assignment.topic for assignment in named}
    scored = [
        Assignment(topic.id, score, tuple(reasons[topic.id]))
        for topic in taxonomy.topics
        if topic.id not in taken and (score := _score(reasons[topic.id])) >= taxonomy.enough
    ]
    scored.sort(key=lambda assignment: -assignment.score)
    least = SHARE_OF_BEST * max((a.score for a in scored), default=0)
    return (*named, *(a for a in scored if a.score >= least))[:MOST_TOPICS]


def _score(reasons: list[Reason]) -> int:
    return sum(reason.points for reason in reasons)


def _collect(taxonomy: Taxonomy, record: Record) -> defaultdict[str, list[Reason]]:
    """Give the reasons for each topic, in the order of the rules."""
    index = taxonomy.index
    left = [rule.times for _, rule in index.rules]
    findings: dict[tuple[int, str], list[str]] = {}
    for number, where, found in _find_all(index, record):
        if left[number]:
            left[number] -= 1
            findings.setdefault((number, where), []).append(found)
    reasons: defaultdict[str, list[Reason]] = defaultdict(list)
    for (number, where), found_there in sorted(findings.items(), key=lambda item: item[0][0]):
        topic_id, rule = index.rules[number]
        points = rule.weight * len(found_there)
        reasons[topic_id].append(
            Reason(where, tuple(dict.fromkeys(found_there)), points, rule.line)
        )
    scope = taxonomy.scope_index
    if reasons and scope is not None and next(_find_all(scope, record), None) is None:
        reasons.clear()
    for hint in record.hints:
        topic = taxonomy.by_hint_name.get(to_key(hint))
        if topic is not None:
            line = taxonomy.by_id[topic].line
            reasons[topic].append(Reason("hint", (hint,), taxonomy.enough, line))
    return reasons


def _find_all(index: RuleIndex, record: Record) -> Iterator[tuple[int, str, str]]:
    """Give every finding as rule number, where, and the words found."""
    for field, text in ((TITLE, record.title), (ABSTRACT, record.abstract)):
        if not text:
            continue
        for hit in index.lexicons[field].find(text):
            for number in index.by_word[field][hit.key]:
                yield number, field, hit.found
        for number, pattern in index.patterns[field]:
            for match in pattern.finditer(text[:LONGEST_TEXT]):
                yield number, field, match[0]
    for hint in record.hints:
        for hit in index.hint_lexicon.find(hint):
            for number in index.by_hint[hit.key]:
                yield number, "hint", hit.found


def _find_naming(topic: Topic, record: Record) -> Reason | None:
    """Find the entry of a topic's `papers` that names this paper."""
    if not topic.papers:
        return None
    numbers = {record.arxiv, record.doi} - {None}
    title = to_key(record.title or "")
    for entry in topic.papers:
        number = _PREFIX.sub("", entry.casefold())
        same_number = number in numbers or _VERSION.sub("", number) in numbers
        if same_number or (title and to_key(entry) == title):
            return Reason("paper", (entry,), 0, topic.line)
    return None
