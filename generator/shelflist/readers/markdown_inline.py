"""The inside of a Markdown line: words with their links and emphasis, everything else gone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from shelflist.readers.markdown_facts import find_date, find_venue
from shelflist.readers.markdown_links import find_label

_LONGEST = 20_000
"""Characters of one entry that are looked at; a longer line is no entry of a list."""
_TARGET = r"\(\s*<?(?P<{0}>(?:[^()\s<>]|\([^()\s]*\))*)>?(?:\s+(?:\"[^\"]*\"|'[^']*'))?\s*\)"
_WORDS = r"\[(?P<{0}>(?:[^\[\]\\]|\\.|\[[^\[\]]*\])*)\]"
_TOKEN = re.compile(
    rf"\[\s*!\[(?P<badge>[^\[\]]*)\]\((?P<shown>[^()\s]*)[^()]*\)\s*\]{_TARGET.format('to')}"
    r"|!\[[^\[\]]*\](?:\((?P<image>[^()\s]*)[^()]*\)|\[[^\[\]]*\])"
    rf"|{_WORDS.format('words')}{_TARGET.format('target')}"
    r"|<a\s[^<>]{0,500}?href\s*=\s*[\"'](?P<href>[^\"'<>]*)[\"'][^<>]{0,500}>(?P<linked>.{0,1000}?)</a\s*>"
    r"|<(?P<auto>https?://[^\s<>]+)>"
    r"|(?P<bare>https?://[^\s<>\[\]|\"]+)"
    r"|(?<![\w/.:-])(?P<file>(?:[\w-]+/){1,6}[\w.-]+\.(?:pdf|ps)\b)"
    r"|`(?P<named>[^`<>]{2,400}?)(?:\s|<br>)*<(?P<leads>https?://[^\s<>]+)>`_{1,2}"
    r"|(?P<stop><br\s*/?>|</?(?:p|div|li|tr|td|th|details|summary|ul|ol|hr)\b[^<>]*>)"
    r"|(?P<tag></?(?:b|strong)\s*>)"
    r"|(?P<slant></?(?:i|em)\s*>)"
    r"|(?P<markup></?[A-Za-z][^<>]{0,500}>|<!--.{0,2000}?-->)"
    r"|(?P<code>`+)(?P<inside>[^`]+)(?P=code)"
    r"|\\(?P<escaped>[!-/:-@\[-`{-~])"
    r"|(?P<bold>\*\*|__(?=\S)|(?<=\S)__)"
    r"|(?P<italic>\*(?=\S)|(?<=\S)\*|(?<!\w)_(?=\S)|(?<=\S)_(?!\w))"
    r"|(?P<emoji>:[a-z0-9_+-]{2,40}:(?!//))",
    re.DOTALL,
)
_WORD_BEFORE = re.compile(
    r"(?:\b(?:a|an|and|are|by|does|for|from|in|into|is|of|on|or|the|to|using|via|vs\.?|with)"
    r"|(?<=\w):) $",
    re.IGNORECASE,
)
_WORD_BEHIND = re.compile(r"[?!:]| ?[-–—]?\w")
_SMALL_BEHIND = re.compile(r" (?!et\b|and\b|by\b|in\b)[a-z]+ \w")
_CLOSING_STAR = re.compile(r"(?<=[^\s*])\*(?:\*\*)?(?!\*)")
_LONGEST_EMPHASIS = 3_000
_MARK = re.compile(r"[\[\]<>`*_\\:/]")
"""Without any of these a line is plain words."""
_MARKS = re.compile(r"\*\*|__|</?[A-Za-z][^<>]*>|!\[[^\]]*\]\([^)]*\)|`|(?<!\w)_|_(?!\w)")
_EMPHASIS = re.compile(r"(?<![*\w])\*(?=\S)([^*]+)(?<=\S)\*(?![*\w])")
_HIDDEN = 0xE100
_SHOWN = re.compile("[\ue100-\ue17f]")
"""Signs behind a backslash, moved where no mark is looked for."""
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_BADGE_KIND = re.compile(
    r"conf(?:erence)?|venue|publish(?:ed)?|publication|journal|year|date|accepted|paper",
    re.IGNORECASE,
)
_PICTURES = re.compile(
    "[\U0001f000-\U0001faff\u2600-\u27bf\u2b00-\u2bff\ufe0f\u200d\U000e0020-\U000e007f]+"
)


@dataclass(frozen=True, slots=True)
class Span:
    """A run of words.

    Attributes:
        text: The words, without marks; a picture gives none.
        url: Where they lead; empty if nowhere.
        is_bold, is_italic, is_code: How they are set.
        is_break: A break within the entry (`<br>`, a new line of a block); no words.
    """

    text: str
    url: str = ""
    is_bold: bool = False
    is_italic: bool = False
    is_code: bool = False
    is_break: bool = False


def parse_inline(text: str) -> list[Span]:
    """Give the runs of words of a line, in order."""
    if not _MARK.search(text, 0, _LONGEST):
        return [Span(_PICTURES.sub(" ", text[:_LONGEST]))] if text else []
    return list(_join(_parse(text[:_LONGEST])))


def _parse(text: str) -> Iterator[Span]:
    is_bold = is_italic = False
    position = 0
    closed = _find_last_star(text)
    for token in _TOKEN.finditer(text):
        if token.start() > position:
            yield Span(text[position : token.start()], "", is_bold, is_italic)
        position = token.end()
        kind, said = token.lastgroup, token[0]
        if kind == "bold":
            is_bold = not is_bold
        elif kind == "tag":
            is_bold = not said.startswith("</")
        elif said == "*" and not is_italic and not _is_opened(text, position, closed):
            yield Span("*", "", is_bold, is_italic)
        elif kind == "italic":
            is_italic = not is_italic
        elif kind == "slant":
            is_italic = not said.startswith("</")
        elif kind == "escaped":
            yield Span(said[1:], "", is_bold, is_italic)
        elif token["inside"] is not None:
            is_tag = not _is_worded(text, token.start(), position, token["inside"])
            yield Span(token["inside"], "", is_bold, is_italic, is_code=is_tag)
        elif kind == "stop":
            yield Span("", is_break=True)
        elif kind not in ("markup", "emoji"):
            yield from _parse_link(token.groupdict(), is_bold, is_italic)
    if position < len(text):
        yield Span(text[position:], "", is_bold, is_italic)


def _is_worded(text: str, start: int, end: int, inside: str) -> bool:
    """Say whether words set as code belong to the sentence around them: ``What is `attention`?``.

    A tag, a venue or a date stands behind a title or is parted from it.
    """
    before = text[max(start - 30, 0) : start]
    is_led = _WORD_BEFORE.search(before) is not None
    is_followed = _WORD_BEHIND.match(text, end) is not None
    if _SMALL_BEHIND.match(text, end):
        is_led = before[-1:] == " " and before[-2:-1].isalnum()
    is_said = find_label(inside) is not None or find_date(inside) or find_venue(inside)
    return is_led and is_followed and not is_said


def _find_last_star(text: str) -> int:
    """Find the last star that can close emphasis, so that none is looked for behind it."""
    last = text.rfind("*")
    while last > 0 and not _CLOSING_STAR.match(text, last):
        last = text.rfind("*", 0, last)
    return last


def _is_opened(text: str, position: int, last: int) -> bool:
    """Say whether a star opens emphasis: another star closes it (`V*: a planner` has none).

    Nor does one between a word and a comma, which marks a name (`Ada Lovelace*, Alan Turing`).
    """
    before, behind = text[max(position - 2, 0) : position - 1], text[position : position + 1]
    if last < position or not behind.strip() or (before.isalnum() and behind in ",;:.)]!?-"):
        return False
    return _CLOSING_STAR.search(text, position, position + _LONGEST_EMPHASIS) is not None


def _parse_link(found: dict[str, str | None], is_bold: bool, is_italic: bool) -> Iterator[Span]:
    if found["words"] is not None:
        words = found["words"]
        if not found["target"]:
            return  # a link that its writer has still to fill in
        bold = is_bold or words.strip().startswith(("**", "__", "<b>", "<strong>"))
        italic = is_italic or (not bold and words.strip().startswith(("*", "_", "<i>", "<em>")))
        yield Span(to_plain(words), found["target"] or "", bold, italic)
    elif found["href"] is not None:
        linked = found["linked"] or ""
        bold = is_bold or linked.strip().startswith(("<b>", "<strong>", "**"))
        yield Span(to_plain(linked), found["href"], bold, is_italic)
    elif found["to"] is not None:
        label, said = _read_badge(found["shown"] or "")
        if said and find_label(said) is None:
            yield Span(said, "", is_code=True)
        yield Span(found["badge"] or label or said, found["to"], is_code=True)
    elif found["image"]:
        yield Span(_read_badge(found["image"])[1], "", is_code=True)
    elif found["named"]:
        yield Span(to_plain(found["named"]), found["leads"] or "")
    elif found["file"]:
        yield Span("", found["file"])
    elif found["auto"] or found["bare"]:
        url = (found["auto"] or found["bare"] or "").rstrip(".,;:!?*_'")
        yield Span("", url.rstrip(")") if url.count("(") < url.count(")") else url)


def _read_badge(address: str) -> tuple[str, str]:
    """Give the left and the right words of a badge from its address.

    `…/badge/NeurIPS-2023-blue` says NeurIPS 2023, `…/badge/Conference-ICML'23-blue` ICML'23.
    """
    drawn = re.search(r"shields\.io/badge/([^?/]+)", address)
    if not drawn:
        return "", ""
    parts = re.split(r"(?<!-)-(?!-)", drawn[1].removesuffix(".svg"))[:-1]
    words = [
        unquote(part.replace("__", "\0").replace("_", " ").replace("\0", "_")) for part in parts
    ]
    is_kind = len(words) > 1 and _BADGE_KIND.fullmatch(words[0])
    return (words[0] if len(words) > 1 else ""), " ".join(words[1:] if is_kind else words)


def to_plain(text: str) -> str:
    """Give words without Markdown's marks."""
    hidden = _ESCAPED.sub(lambda found: chr(_HIDDEN + ord(found[1])), text)
    bare = _EMPHASIS.sub(r"\1", _MARKS.sub("", hidden)).lstrip("* ")
    return " ".join(_SHOWN.sub(lambda found: chr(ord(found[0]) - _HIDDEN), bare).split())


def _join(spans: Iterator[Span]) -> Iterator[Span]:
    """Put neighbours of one kind together and take pictures out."""
    last: Span | None = None
    for span in spans:
        plain = Span(
            _PICTURES.sub(" ", span.text),
            span.url,
            span.is_bold,
            span.is_italic,
            span.is_code,
            span.is_break,
        )
        if last and _is_like(last, plain):
            last = Span(last.text + plain.text, "", plain.is_bold, plain.is_italic, plain.is_code)
            continue
        if last:
            yield last
        last = plain
    if last:
        yield last


def _is_like(one: Span, other: Span) -> bool:
    return (
        not (one.url or other.url or one.is_break or other.is_break)
        and not (one.is_code or other.is_code)
        and (one.is_bold, one.is_italic) == (other.is_bold, other.is_italic)
    )
