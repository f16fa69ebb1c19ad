"""Where the title of a citation ends and its source begins."""

from __future__ import annotations

import re

from shelflist.readers.citation_imprints import split_book
from shelflist.readers.citation_venue import find_venue
from shelflist.text.patterns import LazyPattern

SENTENCE = LazyPattern(
    r"(?<=[.?!])[\"”’)\]]*\s+(?=[^\W\d_a-z]|\d|[\"“'‘*(\[]"
    r"|arXiv|bioRxiv|medRxiv|npj\b|[a-z]{1,2}[A-Z][a-z]|in:? (?:the )?[A-Z\d(]"
    r"|(?:technical|research) report\b|(?:[Pp]h\.?\s?[Dd]\.?|doctoral|master['’]?s) (?:thesis|diss)"
    r"|[a-z][\w ]{2,80}[,.]?\s\(?\d)"
)
_ABBREVIATION = LazyPattern(
    r"(?:\b(?:vs|al|e\.g|i\.e|cf|st|dr|mr|mrs|no|vol|eq|fig|inc|approx|resp|ph\.d)|(?<!['’])\b[A-Z])\.$",
    re.IGNORECASE,
)
_SOURCE_START = LazyPattern(
    r"(?:[Ii]n:?\s|arXiv|CoRR|Proceedings|Proc\.|Advances in|Transactions|IEEE|ACM|Journal"
    r"|PhD|Ph\.D|[Mm]aster|[Dd]octoral|[Tt]echnical [Rr]eport|Retrieved|Available|Preprint"
    r"|Published online|\(\D|(?:\d{1,2}(?:st|nd|rd|th)|[Rr]ev(?:ised|\.)) [Ee]d"
    r"|[Tt]rans(?:lated|\.) by|Edited (?:and translated )?by)"
)
_NOTE_START = LazyPattern(r"Retrieved|Available|Accessed")
_UNIVERSITY = LazyPattern(
    r"(?<=[\w?!)]{3}),\s+((?:[A-Z][\w.-]*\s){0,3}(?:University|Universität|Université"
    r"|Universidad|Institute of Technology)(?:\s(?:of|de|di|[A-Z][\w-]*)){0,4}"
    r"(?:,\s[A-Z]\w+)?)\.?\s*$"
)
"""The place of a thesis after its title: styles part them by nothing but a comma."""
_VENUE_LIKE = LazyPattern(
    r"(?:[\w-]*[A-Z]{2}[\w-]*\s?){1,3}[.,\s]|(?:[\w’'-]+ ){0,6}(?:Journal|Letters|Transactions"
    r"|Review|Reviews|Annals|Magazine|Bulletin|Conference|Symposium|Workshop|Proceedings|Congress)\b"
)
_HAS_NUMBERS = LazyPattern(
    r",\s*(?:vol\.\s*)?\d|\d{4}\s*;|\b(?:19|20)\d\d\b|\(\d+\)|\d\s*[-–]\s*\d"
)
_SHORT_VENUE = 4
"""Words; a subtitle is hardly ever as short."""
_NUMBER = LazyPattern(r"\(?\d")
_IN_AFTER_COMMA = LazyPattern(r"\.?,\s+in:\s+|\.,\s+in\s+(?=[A-Z])")
_YEAR_AT_END = LazyPattern(
    r"(?P<title>.*[^\s.,(])[.,]{0,2}\s+(?P<year>\(?(?:19|20)\d\d[a-z]?\)?[.,]?)\s*"
)
_MONTH_AT_END = LazyPattern(
    r",\s+(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?(?:\s\d{1,2},?)?$"
)
_PAGES_BEFORE_YEAR = LazyPattern(r"\s\d{1,5},\s[a-z]?\d[\w–-]*\s\((?:19|20)\d\d\)")
_JOURNAL_NUMBERS = LazyPattern(
    rf"{_PAGES_BEFORE_YEAR.pattern}"
    r"|\s\d{1,5}[\w/–-]{0,6}\s*(?:\((?:19|20)\d\d\)|\(\d[\w–-]*\)\s*\((?:19|20)\d\d\))"
    r"|,\s*\((?:19|20)\d\d\)|\s\((?:19|20)\d\d\)"
)
_IN_PROCEEDINGS = LazyPattern(r"\sin\s+(?=Proceedings|Proc\.|Advances in|(?:\w+ ){0,4}Conference)")
_BOOK_IN_BRACKETS = LazyPattern(
    r"(?P<title>[^()]+(?:\([^()]*\)[^()]*)?)\((?P<imprint>[^()\d]{2,80},\s(?:1[5-9]|20)\d\d)\)\.?\s*"
)
"""`Title (Publisher, 1999).`"""
_IN_BRACKETS_AT_END = LazyPattern(r"(.+\S)\s\(([^()]{3,100})\)\.?\s*")
_VENUE_AND_YEAR = LazyPattern(
    r",\s+(?!(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\b)"
    r"[A-Z][\w’'& -]{1,90}[\s,]\s?(?:['’]\d\d|(?:19|20)\d\d)[.,]?(?=\s*$|,?\s*(?:pp?\.|\d))"
)
_SEGMENT_OF_SOURCE = LazyPattern(
    r"(?:Ph\.?D\.?|Master|Doctoral|Diploma|Dissertation|Technical|arXiv|CoRR|Springer|ACM|IEEE|MIT"
    r"|Cambridge|Oxford|Elsevier|Wiley|[A-Z]\w+ (?:University )?Press|University)"
)


def split_title(text: str) -> tuple[str, str]:
    """Part `Title. Source` at the full stop between them.

    A stop that closes an abbreviation does not count, nor does a question mark that
    the title goes on after.
    """
    if match := _IN_AFTER_COMMA.search(text[:3000]):
        return text[: match.start()].strip(), "In: " + text[match.end() :].strip()
    cuts = [
        match
        for match in SENTENCE.finditer(text[:3000])
        if _is_end(text, match) and _is_closed(text[: match.start()])
    ]
    chosen: re.Match[str] | None = None
    for number, cut in enumerate(cuts):
        chosen = cut
        following = text[cut.end() : cuts[number + 1].start() if number + 1 < len(cuts) else None]
        if _SOURCE_START.match(following) or number + 1 == len(cuts):
            break
        if _VENUE_LIKE.match(following + " ") or _NUMBER.match(text, cuts[number + 1].end()):
            break
        if text[cut.start() - 1] in "?!" and not _HAS_NUMBERS.search(_longer(text, cuts, number)):
            continue
        if not _goes_on(text, cuts[number + 1 :], following):
            break
    if chosen is None or _NOTE_START.match(text, chosen.end()):
        title, rest = (text, "") if chosen is None else _cut(text, chosen)
        where = _UNIVERSITY.search(title)
        if not rest and (inner := _IN_BRACKETS_AT_END.fullmatch(title)) and find_venue(inner[2])[1]:
            return inner[1], inner[2]
        return (title[: where.start()], f"{where[1]}. {rest}") if where else (title.strip(), rest)
    return _cut(text, chosen)


def _longer(text: str, cuts: list[re.Match[str]], number: int) -> str:
    """Give what follows a cut; `Commun. ACM 50` goes on behind its abbreviation."""
    for later in cuts[number + 1 :]:
        following = text[cuts[number].end() : later.start()]
        if " " in following:
            return following
    return text[cuts[number].end() :]


def _cut(text: str, at: re.Match[str]) -> tuple[str, str]:
    return text[: at.start()].strip(), text[at.end() :].strip()


def _is_end(text: str, cut: re.Match[str]) -> bool:
    """Say whether a stop is more than an abbreviation's."""
    is_abbreviation = _ABBREVIATION.search(text[max(0, cut.start() - 12) : cut.start()])
    return not is_abbreviation or _NOTE_START.match(text, cut.end()) is not None


def _is_closed(title: str) -> bool:
    """Say whether no bracket is open: a stop inside brackets ends no title."""
    return title.count("[") <= title.count("]") and title.count("(") <= title.count(")")


def _goes_on(text: str, later: list[re.Match[str]], following: str) -> bool:
    """Say whether a later `In …` or `arXiv …` shows that the title has a full stop inside."""
    if _HAS_NUMBERS.search(following) or len(following.split()) <= _SHORT_VENUE:
        return False
    return any(re.match(r"(?:[Ii]n:?\s|arXiv|CoRR)", text[cut.end() :]) for cut in later[:2])


def split_undated(text: str) -> tuple[str, str]:
    """Part title and source where no year has stood yet: `Title 2019.` has a source too."""
    book = _BOOK_IN_BRACKETS.fullmatch(text[:3000])
    if book and not SENTENCE.search(re.sub(r"\([^()]*\)", "", book["title"])):
        return book["title"], book["imprint"]
    title, source = split_title(text)
    if not source and (match := _YEAR_AT_END.fullmatch(title)):
        return _MONTH_AT_END.sub("", match["title"]), match["year"]
    return title, source


def split_at_comma(text: str) -> tuple[str, str]:
    """Part `Title, Journal 33 (2017) 1–10.`, as styles with commas throughout write it."""
    if match := _IN_AFTER_COMMA.search(text[:3000]) or _IN_PROCEEDINGS.search(text[:3000]):
        return text[: match.start()].strip(), "In: " + text[match.end() :].strip()
    if book := _BOOK_IN_BRACKETS.fullmatch(text[:3000]):
        return book["title"], book["imprint"]
    numbers = _JOURNAL_NUMBERS.search(text[:3000])
    if numbers is None:
        return _split_at_source(text)
    head = text[: numbers.start()]
    commas = [match.start() for match in re.finditer(r",\s", head)]
    if _PAGES_BEFORE_YEAR.match(numbers[0]) and _ends_at_stop(head, commas):
        return split_title(text)
    if numbers[0].startswith(",") or not commas:
        return head.strip(" ,"), text[numbers.start() :]
    while len(commas) > 1 and re.match(r",\s+(?:and|&)\s", text[commas[-1] :]):
        commas = commas[:-2] if len(commas) > 2 else commas[:1]
    return text[: commas[-1]].strip(), text[commas[-1] + 1 :].strip()


def _ends_at_stop(head: str, commas: list[int]) -> bool:
    """Say whether a full stop parts title and journal, and not the words of `Phys. Rev. B`."""
    last = head[commas[-1] + 1 :] if commas else head
    if not SENTENCE.search(last):
        return False
    return not commas or re.search(r"\b(?!of|and|the|for|de)[a-z]{2}", last) is not None


def _split_at_source(text: str) -> tuple[str, str]:
    if book := split_book(text[:3000]):
        return book
    for match in re.finditer(r"[,.]\s+", text[:3000]):
        if _SEGMENT_OF_SOURCE.match(text, match.end()):
            return text[: match.start()].strip(), text[match.end() :].strip()
    if venue := _VENUE_AND_YEAR.search(text[:3000]):
        return text[: venue.start()].strip(), text[venue.start() + 1 :].strip()
    return split_undated(text)
