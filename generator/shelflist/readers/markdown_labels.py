"""What an entry calls by its name: `**Authors**: A. Lovelace`, `- Publisher: ICLR 2022`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from shelflist.readers.citation_authors import find_authors
from shelflist.readers.markdown_abstracts import to_abstract
from shelflist.readers.markdown_facts import find_date, find_people, find_venue
from shelflist.readers.markdown_inline import Span
from shelflist.readers.markdown_said import Facts

_NAMES: tuple[tuple[str, str], ...] = (
    ("title", r"(?:paper |article )?title|(?:论文)?标题|论文题目|题目|论文名称?"),
    ("authors", r"(?:first |main )?authors?(?:\(s\))?|作者|研究者"),
    (
        "venue",
        r"venue|conference(?:/journal)?|journal(?:/conference)?|publication|publisher|published in"
        r"|published at|accepted (?:by|at|to)|会议|期刊|出处|来源|发表于?|发表会议",
    ),
    (
        "other",
        r"(?:论文)?链接|地址|论文|代码|项目(?:主页)?|主页|机构|单位"
        r"|paper(?: link)?|links?|pdf"
        r"|arxiv|codes?|project(?: page)?|doi|url|github|affiliations?"
        r"|institutions?|notes?|tasks?|data ?sets?",
    ),
    ("abstract", r"abstract|摘要"),
    ("aside", r"tl;?\s?dr|(?:one[- ]sentence )?summary|keywords?|keys?|关键词|总结"),
    ("date", r"year|date|publication date|publish date|published(?: on)?|时间|年份|日期|发表时间"),
)
_LABELS = {f"n{number}": name for number, (name, _) in enumerate(_NAMES)}
_ANY = "|".join(f"(?P<n{number}>{words})" for number, (_, words) in enumerate(_NAMES))
_WHOLE = re.compile(rf"\W*(?:{_ANY})\s*(?P<colon>[:：])?\s*", re.IGNORECASE)
_INSIDE = re.compile(rf"(?:^\W*|[,;.|，；。｜]\s*)(?:{_ANY})\s*[:：]\s*", re.IGNORECASE)
_MOST_WORDS = 12


@dataclass(slots=True)
class Labelled:
    """An entry with the values of its labels taken out.

    Attributes:
        title: What is called the title.
        rest: The other runs of words, and every link.
    """

    title: str = ""
    rest: list[Span] = field(default_factory=list)


def cut_labelled(spans: Sequence[Span], facts: Facts) -> Labelled:
    """Take what labels name out of an entry and note it; what is no such value stays."""
    labelled = Labelled()
    current, value = "", list[Span]()
    for name, span in _walk(spans):
        if name is not None or span.is_break:
            _close(current, value, labelled, facts)
            current, value = name or "", []
        if span.is_break or not current:
            labelled.rest.append(span)
        else:
            value.append(span)
    _close(current, value, labelled, facts)
    return labelled


def _walk(spans: Sequence[Span]) -> Iterator[tuple[str | None, Span]]:
    """Give each run of words with the label that begins with it; the label itself is gone."""
    pending = ""
    for number, span in enumerate(spans):
        text = span.text
        if span.url or span.is_break or span.is_code:
            yield (pending or None), span
            pending = ""
            continue
        after = spans[number + 1].text if number + 1 < len(spans) else ""
        whole = _WHOLE.fullmatch(text)
        if whole and (whole["colon"] or after.lstrip().startswith((":", "："))):
            pending = _LABELS[_named(whole)]
            if pending == "other":
                yield pending, span
                pending = ""
            continue
        for name, part in _cut(text.lstrip(" :：") if pending else text):
            yield (name or pending or None), replace(span, text=part)
            pending = ""


def _named(match: re.Match[str]) -> str:
    return next(key for key, words in match.groupdict().items() if words and key != "colon")


def _cut(text: str) -> Iterator[tuple[str, str]]:
    """Cut words before each label in them: `Title: X. Authors: Y`."""
    begin, name = 0, ""
    for found in _INSIDE.finditer(text):
        if found.start() > begin or name:
            yield name, text[begin : found.start()]
        name = _LABELS[_named(found)]
        begin = found.start() if name == "other" else found.end()
    yield name, text[begin:]


def _close(name: str, value: Sequence[Span], labelled: Labelled, facts: Facts) -> None:
    """Note a label's value, or put it back where it does not say what its label promises."""
    words = " ".join("".join(span.text for span in value).split()).strip(" ,;|，；")
    if _note(name, words, labelled, facts):
        labelled.rest += [span for span in value if span.url]
    else:
        labelled.rest += value


def _note(name: str, words: str, labelled: Labelled, facts: Facts) -> bool:
    if name == "title" and words and not labelled.title:
        labelled.title = words.strip(" .。")
        return True
    if name == "authors" and not facts.authors:
        found = find_people(words) or find_authors(re.sub(r"[*†‡]+", "", words))
        facts.authors, facts.more = found or ((), False)
        return found is not None
    if name == "aside":
        return bool(words)
    if name == "abstract" and (abstract := to_abstract(words)):
        facts.abstract = facts.abstract or abstract
        return True
    if name == "date" and (year := find_date(words)):
        facts.year = facts.year or year
        return True
    if name == "venue" and words:
        venue, year = find_venue(words), find_date(words)
        if venue or year:
            facts.note_source(words)
            return True
        if not facts.venue and len(words.split()) <= _MOST_WORDS and words[0].isupper():
            facts.venue = words
            return True
    return False
