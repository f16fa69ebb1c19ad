"""Which words of an entry are the paper's title."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from shelflist.readers.markdown_facts import find_date, find_people, find_venue
from shelflist.readers.markdown_inline import Span
from shelflist.readers.markdown_links import find_label, is_paper_address

MOST_WORDS, FEW_WORDS, LONG_SENTENCE = 45, 3, 25
"""A title has at most so many words; so few may be a tool's name; so many are a sentence."""
_QUOTED = re.compile(r"[\"“«]([^\"”»]{8,300}?)[,.]?[\"”»]")
_MOST_JOINTS = 40
_JOINT = re.compile(r"[.,:]\s+")


def find_title(spans: Sequence[Span]) -> int | None:
    """Find the title: the words of a paper's link, what is bold, or what stands first."""
    best: tuple[int, int] | None = None
    has_label = any(is_label(span) for span in spans)
    for number, span in enumerate(spans):
        worth = weigh(span, is_first=not any(s.text.strip(" ,.:;-–—()[]") for s in spans[:number]))
        if worth and span.url and not is_paper_address(span.url):
            worth -= 1 if has_label else 0
        if worth and (best is None or worth > best[0]):
            best = (worth, number)
    return best[1] if best else None


def weigh(span: Span, *, is_first: bool) -> int:
    """Say how much a run of words looks like a title, 0 for not at all."""
    text = span.text.strip()
    if span.is_break or span.is_code or is_label(span) or span.url.startswith("#"):
        return 0
    if _QUOTED.search(text) and not span.url and not span.is_bold:
        return 4 if len(_QUOTED.search(text)[1].split()) >= FEW_WORDS else 0  # type: ignore[index]
    if not is_title(_leading(span)):
        return 0
    count = len(text.split())
    if span.url:
        return (6 if is_paper_address(span.url) else 3) + (count > 1)
    if span.is_bold:
        return 4 + (count > 2)
    if span.is_italic:
        return 3 if count > FEW_WORDS and not find_people(text) else 0
    return 2 if is_first or count > FEW_WORDS else 0


def _leading(span: Span) -> str:
    """Give the part of plain words that may be a title: up to the first bracket or dash."""
    if span.url or span.is_bold or span.is_italic:
        return span.text
    return cut_plain(span.text)[0]


def cut_title(spans: Sequence[Span], at: int) -> tuple[str | None, str]:
    """Give the title and what stands behind it in the same run of words."""
    span = spans[at]
    text = span.text.strip()
    quoted = _QUOTED.search(text)
    if quoted and not span.url and not span.is_bold:
        before = re.sub(r"[,.:]\s*$", "", text[: quoted.start()])
        return quoted[1].strip(), f"\ue011{before}\ue011{text[quoted.end() :]}"
    if span.url or span.is_bold or span.is_italic:
        dated = re.search(r"\s*\(((?:19|20)\d\d)\)$", text)
        title = text[: dated.start()] if dated else text
        return _unquote(title.strip(" ,;:|")), f"\ue011{dated[1]}\ue011" if dated else "\ue011"
    title, rest = cut_plain(text)
    return title or None, f"\ue011{rest}"


def _unquote(title: str) -> str:
    quoted = re.fullmatch(r"[\"“«‘](.+)[\"”»’]", title)
    return quoted[1] if quoted else title


def cut_plain(text: str) -> tuple[str, str]:
    """Cut a title off the words that follow it: a bracket, a dash, or where it appeared."""
    text = re.sub(
        r"^[\s\W]*(?:\[[\d./-]{4,10}\]|\([\d./-]{4,10}\)|[\d./-]{6,10}[:,]?)\s*", "", text
    ).lstrip(" )]}:,.;-–—")
    end = len(text)
    if bracket := re.search(r"\s*[\[|(]|\s[–—]\s|\s-\s", text[8:]):
        end = bracket.start() + 8
    for joint in islice(re.finditer(r"[.,]\s+", text[:end]), _MOST_JOINTS):
        tail = text[joint.end() : end]
        if joint.start() > 15 and (find_venue(tail) or find_date(tail) or find_people(tail)):
            return text[: joint.start()].strip(), text[joint.end() :]
        cut = _JOINT.split(tail, maxsplit=1)[0]
        if joint.start() > 15 and (find_people(cut) or find_venue(cut)):
            return text[: joint.start()].strip(), text[joint.end() :]
    return text[:end].strip(" ,.:;*_"), text[end:]


def is_title(text: str) -> bool:
    """Say whether words may be a title: not a place, a date, a list of names or a sentence."""
    text = " ".join(text.split()).strip(" *_")
    count = len(text.split())
    if not re.search(r"[^\W\d_]{2}", text) or count > MOST_WORDS or len(text) > 400:
        return False
    if find_label(text) is not None or find_date(text) or re.fullmatch(r"https?://\S+", text):
        return False
    venue = find_venue(text)
    if venue and (venue.year or count <= 2):
        return False
    is_sentence = count > LONG_SENTENCE and text.rstrip().endswith(".")
    return not is_sentence and not (count > 1 and find_people(text))


def is_label(span: Span) -> bool:
    """Say whether a run of words is a link that only names its kind: `[pdf]`."""
    return bool(span.url) and find_label(span.text) is not None
