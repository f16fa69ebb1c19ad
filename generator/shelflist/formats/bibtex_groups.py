r"""Groups that reference managers keep in comments of a BibTeX file: JabRef's and BibDesk's.

An entry that a group names, or whose keywords it asks for, gets the group's name as one
of its own `groups`. Groups that are searches with operators or patterns say nothing here.

Source:
    JabRef's `grouping` and its older `groupstree` (also written by Better BibTeX for the
    collections of Zotero); BibDesk's "Static Groups".
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from shelflist.formats.bibtex_scanner import Entry

_JABREF = re.compile(
    r"@comment\s*\{\s*jabref-meta:\s*(?:grouping|groupstree)\s*:(?P<tree>.*)\}\s*",
    re.IGNORECASE | re.DOTALL,
)
_BIBDESK = re.compile(r"@comment\s*\{\s*bibdesk (?:static )?groups\s*\{", re.IGNORECASE)
_GROUP = re.compile(r"\s*\d{1,4} (?P<kind>\w+Group):(?P<rest>.*)")
_SEPARATOR = re.compile(r"\\;")
_ESCAPED = re.compile(r"\\(.)")
_PLIST = re.compile(r"<key>(group name|keys)</key>\s*+<string>([^<]*+)</string>", re.IGNORECASE)
_WORDS = re.compile(r"[;,\n]")
_KEYS_FROM = 2
"""Of an explicit group's parts, the name and how it stands to its parent come first."""


@dataclass(frozen=True, slots=True)
class Group:
    """One group.

    Attributes:
        name: As people called it.
        keys: Of the entries in it.
        field: The field that it asks, in lower case; empty where it names keys.
        word: The keyword that this field must hold, without case.
    """

    name: str
    keys: tuple[str, ...] = ()
    field: str = ""
    word: str = ""


def find_groups(comment: str) -> Iterator[Group]:
    """Give the groups that a `@comment` describes; any other comment has none."""
    if match := _JABREF.fullmatch(comment):
        yield from _find_jabref_groups(match["tree"])
    elif match := _BIBDESK.match(comment):
        yield from _find_bibdesk_groups(comment[match.end() :])


def assign_groups(groups: Sequence[Group], entries: Sequence[Entry]) -> None:
    """Write the names of its groups into the `groups` field of each entry."""
    by_key: dict[str, list[str]] = {}
    by_word: dict[str, dict[str, list[str]]] = {}
    for group in groups:
        for key in group.keys:
            by_key.setdefault(key, []).append(group.name)
        if group.field:
            by_word.setdefault(group.field, {}).setdefault(group.word, []).append(group.name)
    if not by_key and not by_word:
        return
    for entry in entries:
        names = list(by_key.get(entry.key, ()))
        for field, words in by_word.items():
            for word in _WORDS.split(entry.fields.get(field, "")):
                names += words.get(" ".join(word.split()).casefold(), ())
        if names:
            own = entry.fields.get("groups", "")
            # Braces keep a name with a comma in one piece.
            added = ", ".join(f"{{{name}}}" for name in dict.fromkeys(names))
            entry.fields["groups"] = f"{own}, {added}" if own.strip() else added


def _find_jabref_groups(tree: str) -> Iterator[Group]:
    for line in _unwrap(tree):
        match = _GROUP.fullmatch(line)
        if match is None:
            continue
        parts = [_ESCAPED.sub(r"\1", part) for part in _SEPARATOR.split(match["rest"])]
        name = " ".join(parts[0].split())
        if match["kind"] == "ExplicitGroup" and name:
            yield Group(_without_braces(name), tuple(filter(None, parts[_KEYS_FROM:-1])))
        elif match["kind"] in ("KeywordGroup", "WordKeywordGroup") and len(parts) > 3 and name:
            word = " ".join(parts[3].split()).casefold()
            yield Group(_without_braces(name), field=parts[2].strip().lower(), word=word)


def _unwrap(tree: str) -> Iterator[str]:
    """Give one group a line: JabRef up to 3.8 breaks a line anywhere, also inside a key."""
    lines: list[str] = []
    for line in tree.split("\n"):
        if _GROUP.match(line) and lines:
            yield "".join(lines)
            lines = []
        lines.append(line)
    yield "".join(lines)


def _find_bibdesk_groups(plist: str) -> Iterator[Group]:
    for part in plist.split("<dict>"):
        found = {key.lower(): html.unescape(text) for key, text in _PLIST.findall(part)}
        name = " ".join(found.get("group name", "").split())
        keys = tuple(key.strip() for key in found.get("keys", "").split(",") if key.strip())
        if name and keys:
            yield Group(_without_braces(name), keys)


def _without_braces(name: str) -> str:
    return name.replace("{", "").replace("}", "")
