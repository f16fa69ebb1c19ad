"""Which words of an entry are the paper's title."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import islice

from shelflist.readers.markdown_facts import find_date, find_people, find_venue
from shelflist.readers.markdown_inline import Span
from shelflist.readers.markdown_links import find_label, is_paper_address

MOST_WORDS, FEW_WORDS, LONG_SENTENCE = 45, 3, 25
"""A title has at most so many words; so few may be a tool's name; so many are a sentence."""
_QUOTED = re.compile(r"[\"“«]([^\"”»]{8,300}?)[,.]?[\"”»]")
_BRACKETED = re.compile(r"\[[^\[\]]{0,40}\]|\([^()]{0,40}\)")
"""`[DeepBox]`, `[ICCV' 20]` beside a title."""
_WORTH_OF_PLAIN = 2
_MOST_JOINTS = 40
_MOST_PEOPLE, _LONGEST_PEOPLE = 40, 1_500
_JOINT = re.compile(r"[.,:]\s+")


def find_title(spans: Sequence[Span]) -> int | None:
    """Find the title: the words of a paper's link, what is bold, or what stands first."""
    worth, best = _find_best(spans)
    likely = _find_likely(spans) if worth <= _WORTH_OF_PLAIN else None
    return best if likely is None else likely


def _find_likely(spans: Sequence[Span]) -> int | None:
    """Find the title among words that might be names too: the only link to a paper, or bold first.

    `Banach Wasserstein GAN` and `Listen, Think, and Understand` look like lists of names.
    """
    linked = [n for n, span in enumerate(spans) if is_paper_address(span.url) and _is_named(span)]
    if linked:
        return linked[0]
    said = [n for n, span in enumerate(spans) if span.text.strip(" ,.:;-–—()[]")]
    return said[0] if said and spans[said[0]].is_bold and _is_named(spans[said[0]]) else None


def _is_named(span: Span) -> bool:
    return not is_label(span) and is_title(span.text, may_be_names=True)


def _find_best(spans: Sequence[Span]) -> tuple[int, int | None]:
    best: tuple[int, int] | None = None
    has_label = any(is_label(span) for span in spans)
    for number, span in enumerate(spans):
        worth = weigh(span, is_first=not any(s.text.strip(" ,.:;-–—()[]") for s in spans[:number]))
        if worth and span.url and not is_paper_address(span.url):
            worth -= 1 if has_label else 0
        if worth and (best is None or worth > best[0]):
            best = (worth, number)
    return best or (0, None)


def weigh(span: Span, *, is_first: bool) -> int:
    """Say how much a run of words looks like a title, 0 for not at all."""
    text = span.text.strip()
    if span.is_break or span.is_code or is_label(span) or span.url.startswith("#"):
        return 0
    if _QUOTED.search(text) and not span.url and not span.is_bold:
        return 4 if len(_QUOTED.search(text)[1].split()) >= FEW_WORDS else 0  # type: ignore[index]
    count = len(text.split())
    is_linked = is_paper_address(span.url) and count > FEW_WORDS and "," not in text
    if not is_title(_leading(span), may_be_names=is_linked):
        return 0
    if span.url:
        return (6 if is_paper_address(span.url) else 3) + (count > 1)
    if span.is_bold:
        return 4 + (count > 2)
    if span.is_italic:
        return 3 if count > FEW_WORDS and not find_people(text) else 0
    if cut_people(text)[0]:
        return 3
    return 2 if is_first or count > FEW_WORDS else 0


def _leading(span: Span) -> str:
    """Give the part of plain words that may be a title: up to the first bracket or dash."""
    if span.url or span.is_bold or span.is_italic:
        return span.text
    return cut_plain(cut_people(span.text.strip())[1])[0]


def cut_title(spans: Sequence[Span], at: int) -> tuple[str | None, str]:
    """Give the title and what stands behind it in the same run of words."""
    span = spans[at]
    text = span.text.strip()
    quoted = _QUOTED.search(text)
    if quoted and not span.url and not span.is_bold:
        before = re.sub(r"[,.:]\s*$", "", text[: quoted.start()])
        return quoted[1].strip(), f"\ue011{before}\ue011{text[quoted.end() :]}"
    if span.url or span.is_bold or span.is_italic:
        dated = re.search(r"\s*[(\[]([^()\[\]]{2,40})[)\]]$", text)
        is_said = dated is not None and _says_when(dated[1])
        title = text[: dated.start()] if dated and is_said else text
        rest = "\ue011" + "\ue011".join(_SPACE.split(dated[1])) if dated and is_said else ""
        return _unquote(title.strip(" ,;:|")), f"{rest}\ue011"
    people, text = cut_people(text)
    title, rest = cut_plain(text)
    return title or None, f"\ue011{people}\ue011{rest}" if people else f"\ue011{rest}"


_SPACE = re.compile(r",\s+|(?<=\d{4})\s+(?=\D)")


def _says_when(text: str) -> bool:
    """Say whether words are nothing but a year, a venue or both: `2017 ICCV`, `2014, SIGGRAPH`."""
    parts = _SPACE.split(text)
    return all(find_date(part) is not None or find_venue(part) is not None for part in parts)


def _unquote(title: str) -> str:
    quoted = re.fullmatch(r"[\"“«‘](.+)[\"”»’]", title)
    return quoted[1] if quoted else title


@lru_cache(maxsize=256)
def cut_people(text: str) -> tuple[str, str]:
    """Cut off the names before a title: `Ada Lovelace, Alan Turing, Notes on Engines, ICML, 2015`.

    Returns:
        The names, empty if there are none or if nothing but names would be left, and the rest.
    """
    best = 0
    for comma in islice(re.finditer(r",\s+", text[:_LONGEST_PEOPLE]), _MOST_PEOPLE):
        people = find_people(text[: comma.start()])
        if people and all(name.family and name.given for name in people[0]):
            rest = cut_plain(text[comma.end() :])[0]
            is_left = len(rest.split()) >= FEW_WORDS and not find_venue(rest) and is_title(rest)
            is_left &= not re.match(r"(?:and|&)\s", rest)
            best = comma.end() if is_left else best
        elif best:
            break
    return text[:best].rstrip(", "), text[best:]


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


def is_title(text: str, *, may_be_names: bool = False) -> bool:
    """Say whether words may be a title: not a place, a date, a list of names or a sentence."""
    text = " ".join(text.split()).strip(" *_")
    count = len(text.split())
    if not re.search(r"[^\W\d_]{2}", text) or count > MOST_WORDS or len(text) > 400:
        return False
    if (
        _BRACKETED.fullmatch(text)
        or text.startswith(("(from ", "[from "))
        or text.casefold().startswith("figure ")
    ):
        return False
    if find_label(text) is not None or find_date(text) or re.fullmatch(r"https?://\S+", text):
        return False
    venue = find_venue(text)
    if venue and (venue.year or count <= 2):
        return False
    is_sentence = count > LONG_SENTENCE and text.rstrip().endswith(".")
    return not is_sentence and (may_be_names or not (count > 1 and find_people(text)))


def is_label(span: Span) -> bool:
    """Say whether a run of words is a link that only names its kind: `[pdf]`."""
    return bool(span.url) and find_label(span.text) is not None
