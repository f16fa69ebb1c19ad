"""Where the title of a citation ends and its source begins."""

from __future__ import annotations

import re

SENTENCE = re.compile(
    r"(?<=[.?!])[\"”’)\]]*\s+(?=[^\W\d_a-z]|\d|[\"“'‘*(\[]"
    r"|arXiv|bioRxiv|medRxiv|npj\b|[a-z]{1,2}[A-Z][a-z]|in:? (?:the )?[A-Z\d(]"
    r"|[a-z][\w ]{2,80}[,.]?\s\(?\d)"
)
_ABBREVIATION = re.compile(
    r"(?:\b(?:vs|al|e\.g|i\.e|cf|st|dr|mr|mrs|no|vol|eq|fig|inc|approx|resp|ph\.d)|\b[A-Z])\.$",
    re.IGNORECASE,
)
_SOURCE_START = re.compile(
    r"(?:[Ii]n:?\s|arXiv|CoRR|Proceedings|Proc\.|Advances in|Transactions|IEEE|ACM|Journal"
    r"|PhD|Ph\.D|Master|Technical [Rr]eport|Retrieved|Available|Preprint|Published online|\(\D)"
)
_NOTE_START = re.compile(r"Retrieved|Available|Accessed")
_UNIVERSITY = re.compile(
    r"(?<=[\w?!)]{3}),\s+((?:[A-Z][\w.-]*\s){0,3}(?:University|Universität|Université"
    r"|Universidad|Institute of Technology)(?:\s(?:of|de|di|[A-Z][\w-]*)){0,4}"
    r"(?:,\s[A-Z]\w+)?)\.?\s*$"
)
"""The place of a thesis after its title: styles part them by nothing but a comma."""
_VENUE_LIKE = re.compile(
    r"(?:[\w-]*[A-Z]{2}[\w-]*\s?){1,3}[.,\s]|(?:[\w’'-]+ ){0,6}(?:Journal|Letters|Transactions"
    r"|Review|Reviews|Annals|Magazine|Bulletin|Conference|Symposium|Workshop|Proceedings|Congress)\b"
)
_HAS_NUMBERS = re.compile(r",\s*(?:vol\.\s*)?\d|\d{4}\s*;|\b(?:19|20)\d\d\b|\(\d+\)|\d\s*[-–]\s*\d")
_SHORT_VENUE = 4
"""Words; a subtitle is hardly ever as short."""
_NUMBER = re.compile(r"\(?\d")
_IN_AFTER_COMMA = re.compile(r",\s+in:\s+")
_YEAR_AT_END = re.compile(
    r"(?P<title>.*[^\s.,(])[.,]{0,2}\s+(?P<year>\(?(?:19|20)\d\d[a-z]?\)?[.,]?)\s*"
)
_JOURNAL_NUMBERS = re.compile(
    r"\s\d{1,5}[\w/–-]{0,6}\s*(?:\((?:19|20)\d\d\)|\(\d[\w–-]*\)\s*\((?:19|20)\d\d\))"
    r"|,\s*\((?:19|20)\d\d\)|\s\((?:19|20)\d\d\)"
)
_SEGMENT_OF_SOURCE = re.compile(
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
        if text[cut.start() - 1] in "?!" and not _HAS_NUMBERS.search(following):
            continue
        if not _goes_on(text, cuts[number + 1 :], following):
            break
    if chosen is None or _NOTE_START.match(text, chosen.end()):
        title, rest = (text, "") if chosen is None else _cut(text, chosen)
        where = _UNIVERSITY.search(title)
        return (title[: where.start()], f"{where[1]}. {rest}") if where else (title.strip(), rest)
    return _cut(text, chosen)


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
    title, source = split_title(text)
    if not source and (match := _YEAR_AT_END.fullmatch(title)):
        return match["title"], match["year"]
    return title, source


def split_at_comma(text: str) -> tuple[str, str]:
    """Part `Title, Journal 33 (2017) 1–10.`, as styles with commas throughout write it."""
    if match := _IN_AFTER_COMMA.search(text[:3000]):
        return text[: match.start()].strip(), "In: " + text[match.end() :].strip()
    numbers = _JOURNAL_NUMBERS.search(text[:3000])
    if numbers is None:
        return _split_at_source(text)
    head = text[: numbers.start()]
    commas = [match.start() for match in re.finditer(r",\s", head)]
    if numbers[0].startswith(",") or not commas:
        return head.strip(" ,"), text[numbers.start() :]
    while len(commas) > 1 and re.match(r",\s+(?:and|&)\s", text[commas[-1] :]):
        commas = commas[:-2] if len(commas) > 2 else commas[:1]
    return text[: commas[-1]].strip(), text[commas[-1] + 1 :].strip()


def _split_at_source(text: str) -> tuple[str, str]:
    for match in re.finditer(r"[,.]\s+", text[:3000]):
        if _SEGMENT_OF_SOURCE.match(text, match.end()):
            return text[: match.start()].strip(), text[match.end() :].strip()
    return split_undated(text)
