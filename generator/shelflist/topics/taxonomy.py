"""What a taxonomy is: topics under topics, each with the rules that give it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property

from shelflist.topics.patterns import parse_pattern
from shelflist.topics.words import Lexicon, invert, to_key

TITLE, ABSTRACT = "title", "abstract"
FIELDS = (TITLE, ABSTRACT)
ENOUGH = 5
NEAR_ENOUGH = 0.84
"""From 0 to 1, the ratio of `difflib`: below this a suggestion is more puzzling than helpful."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One reason to give, or with a negative weight not to give, a topic.

    Attributes:
        fields: Where words and patterns are looked for: `title`, `abstract` or both.
        words: Words and phrases.
        patterns: Regular expressions; case does not matter.
        hints: Words and phrases looked for in what a seed says of the subject.
        weight: Points for each finding; not 0.
        times: How many findings count at most.
        line: Where the rule stands in the file.
    """

    fields: tuple[str, ...] = FIELDS
    words: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()
    weight: int = ENOUGH
    times: int = 1
    line: int = 0


@dataclass(frozen=True, slots=True)
class Topic:
    """A subject that papers can be about.

    Attributes:
        id: Lower-case letters, digits and hyphens; part of the page's address.
        name: Plain text for people.
        description: One sentence, plain text.
        parent: Id of the topic above, if any.
        rules: What gives the topic.
        papers: arXiv ids, DOIs and titles of papers that have the topic whatever they say.
        line: Where the topic stands in the file.
    """

    id: str
    name: str
    description: str = ""
    parent: str | None = None
    rules: tuple[Rule, ...] = ()
    papers: tuple[str, ...] = ()
    line: int = 0


class RuleIndex:
    """All rules of all topics, arranged so that a text is looked through once.

    Attributes:
        rules: Every rule with the id of its topic; the other tables use its position here.
        lexicons: For each field, the phrases to look for.
        by_word: For each field, the rules that a phrase belongs to.
        patterns: For each field, rule and compiled pattern.
    """

    def __init__(self, topics: tuple[Topic, ...]) -> None:
        self.rules = tuple((topic.id, rule) for topic in topics for rule in topic.rules)
        numbered = tuple(enumerate(rule for _, rule in self.rules))
        self.by_word = {
            field: invert({n: rule.words for n, rule in numbered if field in rule.fields})
            for field in FIELDS
        }
        self.by_hint = invert({n: rule.hints for n, rule in numbered})
        self.lexicons = {field: Lexicon(self.by_word[field]) for field in FIELDS}
        self.hint_lexicon = Lexicon(self.by_hint)
        self.patterns: dict[str, tuple[tuple[int, re.Pattern[str]], ...]] = {
            field: tuple(
                (n, parse_pattern(pattern))
                for n, rule in numbered
                if field in rule.fields
                for pattern in rule.patterns
            )
            for field in FIELDS
        }


UNSORTED = "not-yet-sorted"
"""What the papers without a topic are listed as; a name of ours, not of a topic."""


@dataclass(frozen=True)
class Taxonomy:
    """Every topic, in the order of the file.

    Attributes:
        topics: With unique ids; every parent is one of them and no topic is its own ancestor.
        enough: Points from which a topic is given.
        scope: Rules of which one must find something before any other rule counts; if
            there are none, every paper is in scope.
    """

    topics: tuple[Topic, ...] = ()
    enough: int = ENOUGH
    scope: tuple[Rule, ...] = ()

    @cached_property
    def by_id(self) -> dict[str, Topic]:
        """Topics by their id."""
        return {topic.id: topic for topic in self.topics}

    @cached_property
    def index(self) -> RuleIndex:
        """The rules, arranged for looking through texts."""
        return RuleIndex(self.topics)

    @cached_property
    def scope_index(self) -> RuleIndex | None:
        """The rules of the scope, apart: a topic's longer phrase must not hide their words."""
        return RuleIndex((Topic("scope", "scope", rules=self.scope),)) if self.scope else None

    @cached_property
    def by_hint_name(self) -> dict[str, str]:
        """Ids of topics without sub-topics, by their compared id and name."""
        leaves = [topic for topic in self.topics if not self.children(topic.id)]
        names = {to_key(topic.name): topic.id for topic in leaves}
        return names | {to_key(topic.id): topic.id for topic in leaves}

    @cached_property
    def _children(self) -> dict[str | None, tuple[Topic, ...]]:
        table: dict[str | None, tuple[Topic, ...]] = {}
        for topic in self.topics:
            table[topic.parent] = (*table.get(topic.parent, ()), topic)
        return table

    def children(self, topic_id: str | None) -> tuple[Topic, ...]:
        """Give the topics directly below one, in the file's order; `None` is the top."""
        return self._children.get(topic_id, ())

    def ancestors(self, topic_id: str) -> tuple[Topic, ...]:
        """Give the topics above one, nearest first.

        Raises:
            KeyError: There is no such topic.
        """
        above: list[Topic] = []
        parent = self.by_id[topic_id].parent
        while parent is not None:
            above.append(self.by_id[parent])
            parent = above[-1].parent
        return tuple(above)

    def with_ancestors(self, topic_ids: Iterable[str]) -> tuple[str, ...]:
        """Give those of some topics that there are, and the topics above them, each once."""
        known = [topic for topic in topic_ids if topic in self.by_id]
        above = (topic.id for each in known for topic in self.ancestors(each))
        return tuple(dict.fromkeys([*known, *above]))


def nearest_topic(taxonomy: Taxonomy, name: str) -> str | None:
    """Find the topic that a person probably meant by a name.

    Args:
        taxonomy: The topics to choose from.
        name: An id or a name, perhaps misspelt.

    Returns:
        The id of the topic whose id or name is so, or nearly so; `None` if none is near.
        A name that is one of the words of a single topic counts as near (`compression`).
    """
    wanted = to_key(name)
    if not wanted:
        return None
    exact = {to_key(topic.name): topic.id for topic in taxonomy.topics}
    exact |= {to_key(topic.id): topic.id for topic in taxonomy.topics}
    if wanted in exact:
        return exact[wanted]
    if near := get_close_matches(wanted, exact, 1, NEAR_ENOUGH):
        return exact[near[0]]
    return _topic_with_word(taxonomy, wanted)


def _topic_with_word(taxonomy: Taxonomy, wanted: str) -> str | None:
    """Find the only topic that has a word nearly like the one wanted, of four letters or more."""
    if len(wanted) < 4:
        return None
    fitting = {
        topic.id
        for topic in taxonomy.topics
        for word in re.findall(r"[^\W_]+", f"{topic.id} {topic.name}")
        if len(word) >= 4 and get_close_matches(wanted, [to_key(word)], 1, NEAR_ENOUGH)
    }
    return fitting.pop() if len(fitting) == 1 else None
