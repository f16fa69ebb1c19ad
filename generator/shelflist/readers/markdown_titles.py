"""Which words of an entry are the paper's title."""

from __future__ import annotations

import re
from collections.abc import Sequence

from shelflist.model import Name
from shelflist.readers.markdown_cuts import (
    BRACKETED,
    FEW_WORDS,
    SPACE,
    cut_people,
    cut_plain,
    cut_prefix,
    cut_source,
    is_title,
    says_when,
)
from shelflist.readers.markdown_facts import find_people, find_venue
from shelflist.readers.markdown_inline import Span
from shelflist.readers.markdown_links import find_label, is_paper_address
from shelflist.readers.markdown_said import PART

_QUOTED = re.compile(r"[\"“«](?P<words>[^\"”»]{8,300}?)[,.]?[\"”»]|《(?P<book>[^《》]{2,300})》")
_CREDIT = re.compile(r"(?P<names>[^()\[\]]{2,80}?),? [(\[]?(?P<year>(?:19|20)\d\d)[)\]]?")
"""`Ritchie, Thompson (1974)`: a link that gives its paper's authors for its title."""
_WORTH_OF_PLAIN, _WORTH_OF_LINE, _WORTH_OF_QUOTED, _WORTH_OF_LABELLED = 2, 3, 4, 5


def find_title(spans: Sequence[Span]) -> int | None:
    """Find the title: the words of a paper's link, what is bold, or what stands first."""
    worth, best = _find_best(spans)
    likely = _find_likely(spans) if worth <= _WORTH_OF_PLAIN else None
    return best if likely is None else likely


def _find_likely(spans: Sequence[Span]) -> int | None:
    """Find the title among words that might be names too: the only link to a paper, or bold first.

    `Banach Wasserstein GAN` and `Listen, Think, and Understand` look like lists of names.
    """
    named = [n for n, span in enumerate(spans) if _is_named_paper(span)]
    linked = [n for n in named if not is_boxed(spans, n)]
    if linked:
        return linked[0]
    said = [n for n, span in enumerate(spans) if not (_is_aside(span) or is_boxed(spans, n))]
    if not said or not (_is_named(spans[said[0]]) or _is_named_by_label(spans, said[0])):
        return None
    return said[0] if spans[said[0]].is_bold or _is_named_by_label(spans, said[0]) else None


def _is_named_by_label(spans: Sequence[Span], at: int) -> bool:
    """Say whether plain words stand right before `[[pdf](…)]`, so that they are no names."""
    if at + 1 >= len(spans) or spans[at].url or spans[at].is_code:
        return False
    follows = spans[at + 1]
    is_led = is_paper_address(follows.url) and (is_label(follows) or is_boxed(spans, at + 1))
    words = cut_plain(spans[at].text)[0]
    return is_led and len(words.split()) >= FEW_WORDS and is_title(words, may_be_names=True)


def _is_aside(span: Span) -> bool:
    """Say whether words before a title only date it, or tag it: `(2012 ICML)`, `[DCN]`."""
    bare = span.text.strip(" ,.:;-–—()[]【】（）")
    is_tag = BRACKETED.fullmatch(span.text.strip()) is not None
    return not span.url and (not bare or is_tag or says_when(bare))


def _is_named_paper(span: Span) -> bool:
    return is_paper_address(span.url) and not is_credit(span.text) and _is_named(span)


def _is_named(span: Span) -> bool:
    return not is_label(span) and is_title(span.text, may_be_names=True)


def _find_best(spans: Sequence[Span]) -> tuple[int, int | None]:
    best: tuple[int, int] | None = None
    has_label = any(is_label(span) for span in spans)
    is_first = True
    for number, span in enumerate(spans):
        worth = weigh(span, is_first=is_first)
        is_led = is_first and worth and _is_named_by_label(spans, number)
        if is_led and not _is_cited_below(spans, number):
            worth = max(worth, _WORTH_OF_LABELLED)
        is_first = is_first and (_is_aside(span) or is_boxed(spans, number))
        if worth and span.url and not is_paper_address(span.url):
            worth -= 1 if has_label else 0
        if worth and is_boxed(spans, number):
            worth = 0
        elif worth and _is_title_line(spans, number):
            worth += _WORTH_OF_LINE
        if worth and (best is None or worth > best[0] or _is_behind_name(spans, best[1], number)):
            best = (worth, number)
    return best or (0, None)


def _is_cited_below(spans: Sequence[Span], at: int) -> bool:
    """Say whether the paper is cited below a few words: `UCLA [[Paper](…)]`, then who and what."""
    if len(re.findall(r"\w+", spans[at].text)) > FEW_WORDS:
        return False
    below = (n for n, span in enumerate(spans) if n > at and span.is_break)
    return any(cut_people(span.text.strip())[0] for n in below for span in spans[n + 1 : n + 2])


def _is_title_line(spans: Sequence[Span], at: int) -> bool:
    """Say whether a bold title fills the first line, so that links below it lead from it."""
    is_long = spans[at].is_bold and len(spans[at].text.split()) >= FEW_WORDS
    return at == 0 and is_long and len(spans) > 1 and spans[1].is_break


def is_boxed(spans: Sequence[Span], at: int) -> bool:
    """Say whether a few words stand in brackets of their own: `[[PUB](…)]`, `[**VoTr**]`."""
    before = spans[at - 1].text if at else ""
    after = spans[at + 1].text if at + 1 < len(spans) else ""
    is_short = len(spans[at].text.split()) <= FEW_WORDS
    is_in = before.rstrip().endswith("[") and after.lstrip().startswith("]")
    return bool(spans[at].url or spans[at].is_bold) and is_short and is_in


def _is_behind_name(spans: Sequence[Span], name: int, at: int) -> bool:
    """Say whether a title in quotes stands behind its short name: `**ZSP**: "Language…"`.

    The authors may stand between the two.
    """
    is_name = spans[name].is_bold and not spans[name].url
    if not is_name or len(spans[name].text.split()) > FEW_WORDS:
        return False
    quoted = _QUOTED.search(spans[at].text)
    if quoted is None or weigh(spans[at], is_first=False) != _WORTH_OF_QUOTED:
        return False
    between = "".join(span.text for span in spans[name + 1 : at]) + spans[at].text[: quoted.start()]
    between = between.strip(" :-–—,")
    return not between or find_people(between) is not None


def is_credit(text: str) -> bool:
    """Say whether a link's words are its paper's authors and year and no title."""
    return find_credit(text) is not None


def find_credit(text: str) -> tuple[tuple[Name, ...], bool, int] | None:
    """Find authors, whether there are more, and the year in `Ritchie, Thompson (1974)`."""
    found = _CREDIT.fullmatch(" ".join(text.split()))
    names = re.split(r",\s*|\s+(?:and|&)\s+", found["names"]) if found else []
    if found is None or not all(map(_NAME.fullmatch, names)):
        return None
    if find_venue(f"{found['names'].strip()} {found['year']}"):
        return None
    families = [_ET_AL.sub("", name) for name in names]
    people = tuple(Name(family=family) for family in families if family)
    return people, families != names, int(found["year"])


_ET_AL = re.compile(r"\s*\bet al\.?$")
_NAME = re.compile(
    r"(?:(?:[Vv]an|[Vv]on|[Dd]e|[Dd]er) ){0,2}[A-Z][\w'’-]*[a-z][\w'’-]*(?: [A-Z][\w'’-]+)?"
    r"(?: et al\.?)?"
    r"|et al\.?"
)


def weigh(span: Span, *, is_first: bool) -> int:
    """Say how much a run of words looks like a title, 0 for not at all."""
    text = span.text.strip()
    if span.is_break or span.is_code or is_label(span) or span.url.startswith("#"):
        return 0
    quoted = None if span.url or span.is_bold else _QUOTED.search(text)
    if quoted:
        is_long = quoted["book"] or len(quoted["words"].split()) >= FEW_WORDS
        return _WORTH_OF_QUOTED if is_long else 0
    if span.url and is_credit(text):
        return 0
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
    text = span.text.strip().rstrip("-–— ")
    return cut_plain(cut_people(cut_prefix(text, is_plain=True)[1])[1])[0]


def cut_title(spans: Sequence[Span], at: int) -> tuple[str | None, str]:
    """Give the title and what stands around it in the same run of words."""
    span = spans[at]
    text = span.text.strip()
    quoted = _QUOTED.search(text)
    if quoted and not span.url and not span.is_bold and not _begins_so(text, quoted):
        before = re.sub(r"[,.:]\s*$", "", text[: quoted.start()])
        title = quoted["words"] or quoted["book"]
        return title.strip(), f"{PART}{before}{PART}{text[quoted.end() :]}"
    if span.url or span.is_bold or span.is_italic:
        before, text = cut_prefix(text)
        dated = re.search(r"\s*[(\[（]([^()\[\]（）]{2,40})[)\]）]$", text)
        is_said = dated is not None and (says_when(dated[1]) or find_label(dated[1]) == "paper")
        title = text[: dated.start()] if dated and is_said else text
        rest = PART + PART.join(SPACE.split(dated[1])) if dated and is_said else ""
        title, said = cut_source(title)
        return _unquote(title.strip(" ,;:|，；：")), f"{before}{rest}{PART}{said}{PART}"
    before, text = cut_prefix(text, is_plain=True)
    people, text = cut_people(text)
    title, rest = cut_plain(text)
    return title or None, f"{before}{PART}{people}{PART}{rest}"


def _begins_so(text: str, quoted: re.Match[str]) -> bool:
    """Say whether a title goes on behind its quoted words: `"Why Trust You?": Explaining …`."""
    is_first = not re.search(r"\w", text[: quoted.start()])
    return is_first and re.match(r"\s?:\s+\w", text[quoted.end() :]) is not None


def find_subtitle(spans: Sequence[Span], at: int, title: str) -> str:
    """Find the rest of a title whose short name alone is linked or bold: `[ReAct](…) Synergizing…`.

    Only words in capitals as titles have them are taken; what tells of the paper is not.
    """
    if len(title.split()) > FEW_WORDS or at + 1 >= len(spans):
        return ""
    span = spans[at + 1]
    if span.url or span.is_break or span.is_bold or span.is_italic or span.is_code:
        return ""
    found = _SUBTITLE.match(span.text)
    words = cut_plain(found[1])[0] if found and not find_people(found[1]) else ""
    words = "" if find_people(f"by {words}") else words
    return words if _is_in_capitals(words) and is_title(words, may_be_names=True) else ""


_SUBTITLE = re.compile(
    r"[:：]?\s+([^()\[\]|;【（，。\n]{12,250}?)[.,:]?\s*(?:\s[-–—]\s.*|[(\[|【（，].*)?$", re.DOTALL
)
_SMALL = frozenset(
    "a an the and or for of in on with to from by via as at is are be it its not no into over under"
    " through without beyond between using than that this how when what why can do does we"
    " you".split()
)


def _is_in_capitals(text: str) -> bool:
    words = re.findall(r"[^\W\d_][\w'’-]*", text)
    large = [word for word in words if word.casefold() not in _SMALL]
    capitals = sum(word[0].isupper() for word in large)
    has_small = len(large) < len(words) or len(words) > 3
    is_begun = bool(words) and words[0][0].isupper()
    return (
        is_begun
        and len(words) >= FEW_WORDS
        and has_small
        and capitals >= len(large) * 0.8
        and ". " not in text
    )


def _unquote(title: str) -> str:
    quoted = re.fullmatch(r"[\"“«‘](.+)[\"”»’]|《([^《》]+)》", title)
    return quoted[1] or quoted[2] if quoted else title


def is_label(span: Span) -> bool:
    """Say whether a run of words is a link that only names its kind: `[pdf]`."""
    return bool(span.url) and find_label(span.text) is not None
