"""The text of a paper's page: which part of it is the abstract, and which are notes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from shelflist.readers.front_matter_text import to_plain
from shelflist.readers.shapes import is_running_text, research_score, says_contribution

_OURS = re.compile(r"\s*<!-- shelflist: abstract\b.*-->\s*")
_OURS_END = re.compile(r"\s*<!-- /shelflist -->\s*")
_FENCE = re.compile(r"\s*(```|~~~)")
_HEADING = re.compile(
    r"\s*(?:#{1,6}\s+(?P<atx>.*?)\s*#*|<h[1-6][^<>]*>(?P<html>.*?)</h[1-6]>"
    r"|(?P<bold>\*\*[^*]{3,40}\*\*|__[^_]{3,40}__|<(?:b|strong)>[^<]{3,40}</(?:b|strong)>)\s*:?"
    r"|(?P<word>abstract)\s*:?)\s*",
    re.IGNORECASE,
)
_UNDERLINE = re.compile(r"\s*(?:={3,}|-{3,})\s*")
_ABSTRACT = re.compile(r"[\W_]*abstract[\W_]*", re.IGNORECASE)
_LEAD = re.compile(r"\s*[*_>]*\s*(?:<\w+>)?\s*abstract\s*(?:</\w+>)?[*_]*\s*[:.–—-]+[*_]*\s*", re.I)
_FURNITURE = re.compile(
    r"[\W_]*(?:bib ?tex|cit(?:e|ation|ing)|recommended citation|links?|resources?|downloads?|code"
    r"|data(?:sets?)?|videos?|slides?|posters?|materials?|supplement\w*|paper|pdf|full text|media"
    r"|acknowledge?ments?|figures?|references?|authors?|news|related|presentation|demo|poster"
    r"|results|more|project(?: page)?|talks?)\b.{0,30}",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r"[\W_]*(?:(?:\[|<a\b)?\s*(?:download|access|read|view|see|get|use|full[- ]text|available|paper"
    r"|link|click|pdf|doi|preprint|code)\b.{0,60}(?:\]\(|here|</a>|https?://)|recommended citation"
    r"|cite(?:d)? (?:as|this)|how to cite|bibtex|supplementary notes can be"
    r"|add the (?:publication|\W*full text)|create your slides|equal contribution"
    r"|correspond\w+ author|published in|keywords?:|authors?:|doi:)",
    re.IGNORECASE,
)
_LIST = re.compile(r"\s*(?:[-*+]|\d{1,3}[.)])\s+|\s*\|")
_HTML_BLOCK = re.compile(
    r"\s*</?(?:div|figure|figcaption|iframe|script|style|table|t[rdh]|img|video|ul|ol|li|hr|br|center"
    r"|details|summary|section|object|embed)\b[^<>]*>",
    re.IGNORECASE,
)
_SHORTCODE = re.compile(r"\s*\{\{[<%]\s*(/?)\s*([\w-]+)")
_PICTURE = re.compile(r"!\[[^\]]{0,300}\](?:\([^)]{0,500}\)|\[[^\]]{0,300}\])(?:\{[^}]{0,200}\})?")
_ATTRIBUTE = re.compile(r"\{:?[ \t]?[.#][^{}]{0,200}\}\s*$")
_LINK = re.compile(r"\[[^\]]{0,300}\]\([^)]{0,500}\)|https?://\S+|<a\b[^>]{0,500}>[^<]{0,300}</a>")
_SHORTEST, _LONGEST = 60, 12_000
_LONGEST_HEADING = 300
_MOST_LINES = 200
"""A shortcode that is not closed within so many lines is no pair."""
_ENOUGH = 2
_TELLING = 1_500
"""So many characters tell how a text speaks."""


@dataclass(frozen=True, slots=True)
class Abstract:
    """The abstract of a page: its Markdown and its lines, from 0, inclusive."""

    markdown: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class _Block:
    """Neighbouring lines: `text`, or a `heading` with its words, or something `other`."""

    kind: str
    text: str
    first: int
    last: int


def find_abstract(lines: Sequence[str], start: int) -> Abstract | None:
    """Find the abstract in the text of a page.

    It is what stands under a heading that says so, or else the whole text, if it is
    running text that speaks as an abstract does and nothing but links stands around it.

    Args:
        lines: The whole page.
        start: The first line below the front matter.
    """
    ours = next((n for n in range(start, len(lines)) if _OURS.fullmatch(lines[n])), None)
    if ours is not None:
        return _find_marked(lines, ours + 1)
    blocks = list(_find_blocks(lines, start))
    for number, block in enumerate(blocks):
        if block.kind == "heading" and _ABSTRACT.fullmatch(block.text):
            return _join(_take_texts(blocks[number + 1 :]), fewest=1)
    for number, block in enumerate(blocks):
        if block.kind == "text" and _LEAD.match(block.text):
            return _join(_take_texts(blocks[number:]), fewest=1)
    if any(b.kind == "heading" and not _FURNITURE.fullmatch(b.text) for b in blocks):
        return None
    body = [b for b in blocks if b.kind != "aside"]
    texts = _take_texts(body)
    rest = [b for b in body if b.kind == "other" and b.first < texts[-1].last] if texts else []
    found = _join(texts, fewest=_SHORTEST) if not rest else None
    return found if found and _speaks_as_one(found.markdown) else None


def _find_marked(lines: Sequence[str], first: int) -> Abstract | None:
    """Take what stands between our own marks."""
    inside = range(first, len(lines))
    end = next((n for n in inside if _OURS_END.fullmatch(lines[n])), len(lines))
    text = "\n".join(lines[first:end]).strip()
    return Abstract(text, first, max(first, end - 1)) if text else None


def _take_texts(blocks: Sequence[_Block]) -> list[_Block]:
    """Take the paragraphs up to the next heading; a picture or list between ends them."""
    found: list[_Block] = []
    for block in blocks:
        if block.kind == "text":
            found.append(block)
        elif block.kind == "heading" or found:
            break
    return found


def _join(texts: Sequence[_Block], fewest: int) -> Abstract | None:
    markdown = "\n\n".join(block.text for block in texts)
    lead = _LEAD.match(markdown)
    markdown = markdown[lead.end() :] if lead else markdown
    if not texts or not fewest <= len(markdown) <= _LONGEST:
        return None
    return Abstract(markdown, texts[0].first, texts[-1].last)


def _speaks_as_one(markdown: str) -> bool:
    text = to_plain(markdown, is_long=True)
    if not is_running_text(text):
        return False
    return says_contribution(text) or research_score(text[:_TELLING]) >= _ENOUGH


def _find_blocks(lines: Sequence[str], start: int) -> Iterator[_Block]:
    """Cut a page's text at blank lines, headings and whatever is no paragraph."""
    number = start
    while number < len(lines):
        line = lines[number]
        end = _find_end(lines, number)
        if end > number:
            yield _Block("other", "", number, end - 1)
            number = end
        elif not line.strip():
            number += 1
        elif heading := _find_heading(line):
            words = next((group for group in heading.groups() if group), "")
            is_underlined = number + 1 < len(lines) and _UNDERLINE.fullmatch(lines[number + 1])
            yield _Block("heading", to_plain(words), number, number)
            number += 2 if is_underlined else 1
        elif _UNDERLINE.fullmatch(line):
            yield _Block("heading", "", number, number)
            number += 1
        else:
            block = _read_paragraph(lines, number)
            yield block
            number = block.last + 1


def _find_end(lines: Sequence[str], number: int) -> int:
    """Give the line after a block of code or a paired shortcode; the line itself for no such."""
    line = lines[number]
    if fence := _FENCE.match(line):
        inside = range(number + 1, len(lines))
        return next((n + 1 for n in inside if lines[n].strip().startswith(fence[1])), len(lines))
    if (code := _SHORTCODE.match(line)) and not code[1]:
        last = min(len(lines), number + _MOST_LINES)
        closing = re.compile(r"\{\{[<%]\s*/\s*" + re.escape(code[2]))
        return next((n + 1 for n in range(number, last) if closing.search(lines[n])), number + 1)
    return number


def _read_paragraph(lines: Sequence[str], first: int) -> _Block:
    last = first
    while last + 1 < len(lines) and lines[last + 1].strip() and not _begins(lines[last + 1]):
        last += 1
    if last + 1 < len(lines) and _UNDERLINE.fullmatch(lines[last + 1]) and last == first:
        return _Block("heading", to_plain(lines[first]), first, last + 1)
    text = _ATTRIBUTE.sub("", _PICTURE.sub("", "\n".join(lines[first : last + 1]))).strip()
    kind = "text"
    if _LIST.match(lines[first]):
        kind = "other"
    elif not text or _ASIDE.match(text) or _is_only_links(text):
        kind = "aside"
    elif _HTML_BLOCK.match(text):
        text = _HTML_BLOCK.sub("", text).strip()
        kind = "text" if is_running_text(to_plain(text)) else "aside"
    return _Block(kind, text, first, last)


def _is_only_links(text: str) -> bool:
    return not any(character.isalnum() for character in _LINK.sub("", text))


def _find_heading(line: str) -> re.Match[str] | None:
    return _HEADING.fullmatch(line) if len(line) <= _LONGEST_HEADING else None


def _begins(line: str) -> bool:
    """Say whether a line begins something else than a paragraph's next line."""
    return bool(_FENCE.match(line) or _find_heading(line) or _UNDERLINE.fullmatch(line))
