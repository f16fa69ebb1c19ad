"""The inside of a Markdown line: words with their links and emphasis, everything else gone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_LONGEST = 20_000
"""Characters of one entry that are looked at; a longer line is no entry of a list."""
_TARGET = r"\(\s*<?(?P<{0}>(?:[^()\s<>]|\([^()\s]*\))*)>?(?:\s+(?:\"[^\"]*\"|'[^']*'))?\s*\)"
_WORDS = r"\[(?P<{0}>(?:[^\[\]\\]|\\.|\[[^\[\]]*\])*)\]"
_TOKEN = re.compile(
    rf"\[\s*!\[(?P<badge>[^\[\]]*)\]\((?P<shown>[^()\s]*)[^()]*\)\s*\]{_TARGET.format('to')}"
    r"|!\[[^\[\]]*\](?:\((?P<image>[^()\s]*)[^()]*\)|\[[^\[\]]*\])"
    rf"|{_WORDS.format('words')}{_TARGET.format('target')}"
    r"|<a\s[^<>]{0,500}?href\s*=\s*[\"'](?P<href>[^\"'<>]*)[\"'][^<>]{0,500}>(?P<linked>.*?)</a\s*>"
    r"|<(?P<auto>https?://[^\s<>]+)>"
    r"|(?P<bare>https?://[^\s<>\[\]|\"]+)"
    r"|(?P<stop><br\s*/?>|</?(?:p|div|li|tr|td|th|details|summary|ul|ol|hr)\b[^<>]*>)"
    r"|(?P<tag></?(?:b|strong)\s*>)"
    r"|(?P<slant></?(?:i|em)\s*>)"
    r"|(?P<markup></?[A-Za-z][^<>]{0,500}>|<!--.*?-->)"
    r"|(?P<code>`+)(?P<inside>[^`]+)(?P=code)"
    r"|\\(?P<escaped>[!-/:-@\[-`{-~])"
    r"|(?P<bold>\*\*|__(?=\S)|(?<=\S)__)"
    r"|(?P<italic>\*(?=\S)|(?<=\S)\*|(?<!\w)_(?=\S)|(?<=\S)_(?!\w))"
    r"|(?P<emoji>:[a-z0-9_+-]{2,40}:(?!//))",
    re.DOTALL,
)
_MARKS = re.compile(r"\*\*|__|</?[A-Za-z][^<>]*>|!\[[^\]]*\]\([^)]*\)|`|(?<!\w)[*_]|[*_](?!\w)")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
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
    return list(_join(_parse(text[:_LONGEST])))


def _parse(text: str) -> Iterator[Span]:
    is_bold = is_italic = False
    position = 0
    for token in _TOKEN.finditer(text):
        if token.start() > position:
            yield Span(text[position : token.start()], "", is_bold, is_italic)
        position = token.end()
        kind = token.lastgroup
        found = token.groupdict()
        if found["bold"]:
            is_bold = not is_bold
        elif found["tag"]:
            is_bold = not found["tag"].startswith("</")
        elif found["italic"]:
            is_italic = not is_italic
        elif found["slant"]:
            is_italic = not found["slant"].startswith("</")
        elif kind == "escaped":
            yield Span(found["escaped"], "", is_bold, is_italic)
        elif found["inside"] is not None:
            yield Span(found["inside"], "", is_bold, is_italic, is_code=True)
        elif found["stop"]:
            yield Span("", is_break=True)
        else:
            yield from _parse_link(found, is_bold, is_italic)
    if position < len(text):
        yield Span(text[position:], "", is_bold, is_italic)


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
        yield Span(found["badge"] or _read_badge(found["shown"] or ""), found["to"], is_code=True)
    elif found["image"]:
        yield Span(_read_badge(found["image"]), "", is_code=True)
    elif found["auto"] or found["bare"]:
        url = (found["auto"] or found["bare"] or "").rstrip(".,;:!?*_'")
        yield Span("", url.rstrip(")") if url.count("(") < url.count(")") else url)


def _read_badge(address: str) -> str:
    """Give the words of a badge from its address: `…/badge/NeurIPS-2023-blue` is NeurIPS 2023."""
    drawn = re.search(r"shields\.io/badge/([^?/]+)", address)
    if not drawn:
        return ""
    parts = re.split(r"(?<!-)-(?!-)", drawn[1].removesuffix(".svg"))[:-1]
    return " ".join(part.replace("_", " ").replace("%20", " ") for part in parts)


def to_plain(text: str) -> str:
    """Give words without Markdown's marks."""
    return " ".join(_ESCAPED.sub(r"\1", _MARKS.sub("", text)).split())


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
