"""The values of one CSL-JSON item, typed; what has the wrong type becomes a problem.

A value that cannot be read costs its field, never the item or its neighbours.
"""

from __future__ import annotations

import html
import re

from shelflist.formats.dates import find_month
from shelflist.formats.entry_names import find_name, parse_entry_of_names, says_others
from shelflist.formats.json_items import Json, JsonItem, Lines
from shelflist.model import Name
from shelflist.problems import Problem, Severity
from shelflist.text.clean import strip_invisible
from shelflist.text.names import strip_others, without_number

_OTHERS = re.compile(r"(?:and )?others|et(?:\.\s?|\s)al\.?|…|\.\.\.", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)")
_RICH = r"i|b|sub|sup|sc|span|p|br|em|strong|title|sec|list|list-item|inline-formula"
_TAG = re.compile(rf"</?(?:(?:jats|mml|m):[\w-]+|{_RICH})(?:\s[^<>]*)?/?>", re.IGNORECASE)
_HEADING = re.compile(
    r"<(?:jats:)?title>\s*(?:abstract|summary)\s*</(?:jats:)?title>", re.IGNORECASE
)
_LIKE_MARKUP = re.compile(rf"<(?={_TAG.pattern.removeprefix('<')})|&#?\w+;?")
_APART = "\x00"
_SURROGATE = re.compile("[\ud800-\udfff]")
_PARTICLES = ("dropping-particle", "non-dropping-particle")


def strip_tags(text: str) -> str:
    """Take out the tags that CSL and JATS allow in text, and resolve their entities.

    Other tags are not markup in these formats: `<script>` stays, as text. What a tag parts
    is no entity, so that `to_rich_text` can write signs that are only text.

    Source:
        CSL-JSON's rich text (`i b sub sup sc span`) and JATS as Crossref returns it.
    """
    if "<" in text:
        text = _TAG.sub(_to_space, _HEADING.sub(" ", text))
    return html.unescape(text).replace(_APART, "") if "&" in text else text.replace(_APART, "")


def to_rich_text(text: str) -> str:
    """Write plain text so that `strip_tags` and CSL processors give the same text back.

    CSL-JSON has tags but no way to write a sign that is none, and processors resolve no
    entities. A `<` or `&` that could be taken for the begin of one stands in a tag of its
    own, which changes nothing that is printed.
    """
    return _LIKE_MARKUP.sub(_hide, text) if "<" in text or "&" in text else text


def _hide(sign: re.Match[str]) -> str:
    if html.unescape(sign[0]) == sign[0] != "<":
        return sign[0]
    return f'<span class="nocase">{sign[0][0]}</span>{sign[0][1:]}'


def _to_space(tag: re.Match[str]) -> str:
    is_block = re.match(r"</?(?:jats:)?(?:p|br|title|sec|list)", tag[0], re.IGNORECASE)
    return " " if is_block else _APART


class ItemValues:
    """Reads the fields of one item and gathers the problems on the way.

    Args:
        item: An item whose value is an object.
        lines: Says where offsets lie.

    Attributes:
        asked: Keys that were looked at so far.
        problems: What was wrong there.
    """

    def __init__(self, item: JsonItem, lines: Lines) -> None:
        self._fields = item.value if isinstance(item.value, dict) else {}
        self._item = item
        self._lines = lines
        self.asked: set[str] = set()
        self.problems: list[Problem] = []

    def text(self, key: str, *, is_number: bool = False) -> str | None:
        """Give a field as text; `None` when it is absent, empty or not text.

        Crossref puts titles into lists: the first entry is the title.
        """
        self.asked.add(key)
        value = self._fields.get(key)
        if isinstance(value, list) and value and isinstance(value[0], str):
            value = value[0]
        if value is None or value == []:
            return None
        if is_number and isinstance(value, int | float) and not isinstance(value, bool):
            return str(value)
        if not isinstance(value, str):
            self.report(
                key, "wrong-type", f"{key} is {_kind(value)}, not text", "Put it in quotes."
            )
            return None
        if _SURROGATE.search(value):
            self.report(key, "not-unicode", f"{key} has half a character", "Mend its \\u… escapes.")
            value = _SURROGATE.sub("\ufffd", value)
        return value.strip() or None

    def peek(self, key: str) -> str:
        """Give a text or a number to who may take nothing of it: the key is not asked for."""
        value = self._fields.get(key)
        if isinstance(value, list) and value:
            value = value[0]
        if isinstance(value, str):
            return value.strip()
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        return str(value) if is_number else ""

    def words(self, key: str) -> tuple[str, ...]:
        """Give a field that lists words, as text with commas or semicolons or as an array."""
        value = self._find(key)
        if isinstance(value, list):
            found = [entry for entry in value if isinstance(entry, str)]
            if len(found) < len(value):
                self.report(key, "wrong-type", f"{key} has an entry that is not text", "Quote it.")
        else:
            found = re.split(r"[;,]", self.text(key) or "")
        return tuple(
            dict.fromkeys(
                strip_invisible(_SURROGATE.sub("\ufffd", word)).strip()
                for word in found
                if word.strip()
            )
        )

    def custom(self) -> dict[str, Json]:
        """Give what stands under `custom`: anything that a program puts there."""
        found = self._find("custom")
        return found if isinstance(found, dict) else {}

    def source(self) -> str | None:
        """Give `custom.source`: where the facts were checked."""
        found = self.custom().get("source")
        if found is not None and not isinstance(found, str):
            self.report(
                "custom", "wrong-type", f"custom.source is {_kind(found)}", "Put it in quotes."
            )
            return None
        return _SURROGATE.sub("\ufffd", found).strip() or None if found else None

    def year(self, key: str) -> int | None:
        """Give the year of a date in any of the forms that CSL knows."""
        value = self._find(key)
        if value is None:
            return None
        found = _find_year(value)
        if found is None and not _is_unknown(value):
            self.report(
                key,
                "bad-date",
                f"{key} has no year from 1500 to 2099: {_quote(value)}",
                'Write  {"date-parts": [[2023]]}.',
            )
        return found

    def month(self, key: str, year: int | None) -> int | None:
        """Give the month of a date, if it has one."""
        value = self._find(key)
        if isinstance(value, dict):
            parts = value.get("date-parts")
            first = parts[0] if isinstance(parts, list) and parts else None
            second = first[1] if isinstance(first, list) and len(first) > 1 else None
            value = second or value.get("raw") or value.get("literal")
        return find_month(year, str(value)) if isinstance(value, str | int) else None

    def names(self, key: str) -> tuple[tuple[Name, ...], bool]:
        """Give the names of a field, and whether the list says that there are others."""
        value = self._find(key)
        if value is None:
            return (), False
        if not isinstance(value, list):
            self.report(
                key, "wrong-type", f"{key} is {_kind(value)}, not a list", "Write a list of names."
            )
            return (), False
        names = [name for entry in value if (name := self._name(key, entry)) is not None]
        pairs = [_strip_others(name) for name in names]
        return tuple(name for name, _ in pairs if name), any(others for _, others in pairs)

    def _name(self, key: str, entry: Json) -> Name | None:
        mend = 'Write  {"family": "…", "given": "…"}.'
        if isinstance(entry, str) and entry.strip():
            self.report(key, "wrong-type", f"{key} has a name as plain text: {entry!r}", mend)
            return find_name(_SURROGATE.sub("\ufffd", entry))
        parts = entry if isinstance(entry, dict) else {}
        texts = {
            part: without_number(
                strip_invisible(_SURROGATE.sub("\ufffd", " ".join(value.split()))).strip()
            )
            for part, value in parts.items()
            if isinstance(value, str)
        }
        family = " ".join(
            filter(None, (*(texts.get(part) for part in _PARTICLES), texts.get("family")))
        )
        name = Name(
            family=family,
            given=texts.get("given", ""),
            suffix=texts.get("suffix", ""),
            literal="" if family else texts.get("literal", ""),
        )
        if name.family or name.literal:
            return name
        if name.given:
            return Name(literal=name.given)
        self.report(key, "wrong-type", f"{key} has an entry that is no name: {_quote(entry)}", mend)
        return None

    def _find(self, key: str) -> Json:
        self.asked.add(key)
        return self._fields.get(key)

    def report(self, key: str, rule: str, message: str, mend: str) -> None:
        """Add a problem at the value of a key, or at the item if it has no such key."""
        offset = self._item.offsets.get(key, self._item.start)
        where = self._lines.location(offset)
        self.problems.append(Problem(where, rule, message, mend, Severity.WARNING))


def _strip_others(name: Name) -> tuple[Name | None, bool]:
    """Give who is named in a name that may end in `et al.`, and whether it does.

    Who says that of a name told as one text has told a person's name, not an institution's.
    """
    if _OTHERS.fullmatch(str(name)) or _OTHERS.fullmatch(name.family):
        return None, True
    if not any(map(says_others, (name.literal, name.family, name.given))):
        return name, False
    if name.literal:
        names, _ = parse_entry_of_names(name.literal)
        return next(iter(names), None), True
    family, given = strip_others(name.family)[0], strip_others(name.given)[0]
    return (Name(family, given, name.suffix) if family else None), True


def _find_year(value: Json) -> int | None:
    """Look through `date-parts`, `raw` and `literal`, or a date written as one string."""
    if isinstance(value, dict):
        parts = value.get("date-parts")
        first = parts[0] if isinstance(parts, list) and parts else None
        start = first[0] if isinstance(first, list) and first else None
        places: list[Json] = [start, value.get("raw"), value.get("literal")]
    else:
        places = [value]
    for place in places:
        if isinstance(place, str | int) and not isinstance(place, bool):
            found = _YEAR.search(str(place))
            if found:
                return int(found[0])
    return None


def _is_unknown(value: Json) -> bool:
    """Say whether the date says that it is not known, as Crossref's `[[null]]` does."""
    return value in ({}, "") or (
        isinstance(value, dict) and value.get("date-parts") in ([], [[]], [[None]], [None])
    )


_KINDS = {
    bool: "true or false",
    int: "a number",
    float: "a number",
    list: "a list",
    dict: "an object",
}


def _kind(value: Json) -> str:
    return _KINDS.get(type(value), "text")


def _quote(value: Json) -> str:
    shown = repr(value)
    return shown if len(shown) <= 60 else f"{shown[:57]}…"
