"""Reading the taxonomy's file, and saying everything that is wrong with it at once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from difflib import get_close_matches
from typing import TypeVar

from shelflist.problems import ConfigError, Location, Problem
from shelflist.strict_yaml import Node, ParseYaml, parse_yaml
from shelflist.topics.patterns import parse_pattern
from shelflist.topics.taxonomy import ENOUGH, FIELDS, Rule, Taxonomy, Topic
from shelflist.topics.words import has_token

FILE_KEYS = ("enough", "scope", "topics")
TOPIC_KEYS = ("id", "name", "description", "parent", "rules", "papers")
RULE_KEYS = ("in", "words", "phrases", "patterns", "hints", "weight", "times")
RESERVED_IDS = frozenset({"index", "con", "prn", "aux", "nul"})
"""Names of pages that every list has, and of files that Windows cannot have."""
LONGEST_ID = 60
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_T = TypeVar("_T")


def parse_taxonomy(
    text: str, file: str, parse: ParseYaml = parse_yaml
) -> tuple[Taxonomy, list[Problem]]:
    """Parse `topics.yml`.

    Args:
        text: The whole file.
        file: Its path, for the problems.
        parse: Parses YAML.

    Returns:
        The topics that could be read, safe to use even if something is wrong, and every
        problem found, in the order of lines. A file that is not YAML gives no topics.
    """
    try:
        root = parse(text, file)
    except ConfigError as error:
        return Taxonomy(), list(error.problems)
    parser = _Parser(file)
    taxonomy = parser.parse_file(root)
    return taxonomy, sorted(parser.problems)


class _Parser:
    """Turns nodes into topics, collecting problems instead of stopping at the first."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []

    def parse_file(self, root: Node) -> Taxonomy:
        fields = self._fields(root, FILE_KEYS, "topics.yml")
        enough = self._number(fields.get("enough"), ENOUGH, 1, 1000)
        entries = self._value(fields.get("topics"), Node.sequence) or []
        topics = [topic for entry in entries if (topic := self._topic(entry)) is not None]
        scope = self._rules(fields.get("scope"))
        return Taxonomy(tuple(self._check_tree(self._check_ids(topics))), enough, scope)

    def _topic(self, node: Node) -> Topic | None:
        fields = self._fields(node, TOPIC_KEYS, "a topic")
        if not node.value:
            self._report(node, "empty-topic", "there is nothing here", "Delete the dash.")
        if not fields:
            return None
        topic_id = self._id(node, fields)
        name = self._text(fields.get("name"))
        if not name:
            at = fields.get("name", node)
            self._report(at, "no-name", f'the topic "{topic_id}" has no name', "Add  name: … .")
        return Topic(
            id=topic_id,
            name=name or topic_id,
            description=self._text(fields.get("description")),
            parent=self._text(fields.get("parent")) or None,
            rules=self._rules(fields.get("rules")),
            papers=tuple(self._texts(fields.get("papers"))),
            line=node.line,
        )

    def _id(self, node: Node, fields: dict[str, Node]) -> str:
        at = fields.get("id", node)
        topic_id = self._text(fields.get("id"))
        if topic_id in RESERVED_IDS:
            mend = "Choose another id; this one is the name of another page or file."
            self._report(at, "reserved-id", f'a topic cannot have the id "{topic_id}"', mend)
        elif len(topic_id) > LONGEST_ID or not _ID.fullmatch(topic_id):
            message = f'"{topic_id}" is not an id' if topic_id else "this topic has no id"
            mend = f"Use lower-case letters, digits and single hyphens, at most {LONGEST_ID}."
            self._report(at, "bad-id", message, mend)
        return topic_id

    def _rules(self, node: Node | None) -> tuple[Rule, ...]:
        entries = self._value(node, Node.sequence) or []
        return tuple(rule for entry in entries if (rule := self._rule(entry)) is not None)

    def _rule(self, node: Node) -> Rule | None:
        fields = self._fields(node, RULE_KEYS, "a rule")
        phrases = (*self._words(fields.get("words")), *self._words(fields.get("phrases")))
        rule = Rule(
            fields=self._in(fields.get("in")),
            words=phrases,
            patterns=tuple(self._patterns(fields.get("patterns"))),
            hints=self._words(fields.get("hints")),
            weight=self._number(fields.get("weight"), ENOUGH, -100, 100),
            times=self._number(fields.get("times"), 1, 1, 100),
            line=node.line,
        )
        if not fields.keys() & {"words", "phrases", "patterns", "hints"}:
            mend = "Add  words: […], patterns: […]  or  hints: […], or delete the rule."
            self._report(node, "empty-rule", "this rule has nothing to look for", mend)
            return None
        return rule

    def _in(self, node: Node | None) -> tuple[str, ...]:
        if node is None:
            return FIELDS
        given = self._texts(node)
        for name in given:
            if name not in FIELDS:
                mend = "Write  in: title,  in: abstract  or leave it out for both."
                self._report(node, "unknown-field", f'rules cannot look in "{name}"', mend)
        return tuple(field for field in FIELDS if field in given) or FIELDS

    def _words(self, node: Node | None) -> tuple[str, ...]:
        words = self._texts(node)
        for word in words:
            if node is not None and not has_token(word):
                mend = "Write at least one letter or digit; for signs use  patterns: [...] ."
                self._report(node, "bad-word", f'"{word}" has no letter or digit', mend)
        return tuple(word for word in words if has_token(word))

    def _patterns(self, node: Node | None) -> Iterable[str]:
        for pattern in self._texts(node):
            try:
                parse_pattern(pattern)
            except ValueError as error:
                mend = "Correct the pattern, split it in two, or use  words: [...]  instead."
                message = f'the pattern "{pattern}" cannot be used: {error}'
                if node is not None:
                    self._report(node, "bad-pattern", message, mend)
                continue
            yield pattern

    def _check_ids(self, topics: list[Topic]) -> list[Topic]:
        """Keep the first topic of each id."""
        first: dict[str, Topic] = {}
        for topic in topics:
            kept = first.setdefault(topic.id, topic)
            if kept is not topic and topic.id:
                message = f'the id "{topic.id}" is already used at line {kept.line}'
                self._report(topic, "duplicate-id", message, "Give one of them another id.")
        return list(first.values())

    def _check_tree(self, topics: list[Topic]) -> Iterable[Topic]:
        """Take away parents that do not exist or lead back to the topic."""
        parents = {topic.id: topic.parent for topic in topics}
        for topic in topics:
            if topic.parent is None:
                yield topic
                continue
            if topic.parent not in parents:
                message = f'the topic "{topic.id}" names the parent "{topic.parent}"'
                mend = _offer(topic.parent, parents) or "Add it as a topic, or delete the line."
                self._report(topic, "unknown-parent", f"{message}, which does not exist", mend)
            elif loop := _find_loop(topic.id, parents):
                message = f"the topic is above itself: {' < '.join(loop)}"
                self._report(topic, "parent-loop", message, "Give one of them another parent.")
            else:
                yield topic
                continue
            yield _without_parent(topic)

    def _fields(self, node: Node, known: tuple[str, ...], what: str) -> dict[str, Node]:
        fields = self._value(node, Node.mapping) or {}
        lines = dict(zip(fields, node.key_lines, strict=False))
        for key in fields.keys() - set(known):
            mend = _offer(key, known) or f"Known here: {', '.join(known)}."
            location = Location(self.file, lines.get(key, node.line))
            self.problems.append(Problem(location, "unknown-key", f'{what} has no "{key}"', mend))
        return {key: value for key, value in fields.items() if key in known}

    def _text(self, node: Node | None) -> str:
        return " ".join((self._value(node, Node.text) or "").split())

    def _texts(self, node: Node | None) -> list[str]:
        """Read a list of texts; a single text stands for a list of one."""
        if node is not None and isinstance(node.value, str):
            return [text] if (text := node.value.strip()) else []
        entries = self._value(node, Node.sequence) or []
        texts = (self._value(entry, Node.text) or "" for entry in entries)
        return [text.strip() for text in texts if text.strip()]

    def _number(self, node: Node | None, default: int, least: int, most: int) -> int:
        typed = self._text(node)
        if node is None:
            return default
        number = int(typed) if re.fullmatch(r"[-+]?[0-9]{1,4}", typed) else 0
        if number == 0 or not least <= number <= most:
            mend = f"Write a whole number from {least} to {most}, but not 0."
            self._report(node, "bad-number", f'"{typed}" cannot be used here', mend)
            return default
        return number

    def _value(self, node: Node | None, read: Callable[[Node], _T]) -> _T | None:
        if node is None:
            return None
        try:
            return read(node)
        except ValueError as error:
            mend = "See the notes at the top of the file for the form."
            self._report(node, "wrong-type", str(error), mend)
            return None

    def _report(self, at: Node | Topic, rule: str, message: str, mend: str) -> None:
        self.problems.append(Problem(Location(self.file, at.line), rule, message, mend))


def _offer(typed: str, known: Iterable[str]) -> str | None:
    """Offer the nearest known name, if there is one that is really near."""
    near = get_close_matches(typed.casefold(), list(known), 1, 0.7)
    return f'Did you mean "{near[0]}"?' if near else None


def _find_loop(start: str, parents: dict[str, str | None]) -> list[str]:
    """Follow the parents from a topic; give the way if it comes back to that topic."""
    way, at = [start], parents.get(start)
    while at is not None and at not in way:
        way.append(at)
        at = parents.get(at)
    return [*way, start] if at == start else []


def _without_parent(topic: Topic) -> Topic:
    return Topic(
        topic.id, topic.name, topic.description, None, topic.rules, topic.papers, topic.line
    )
