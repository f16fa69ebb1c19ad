"""Working titles for abstracts that have none."""

from __future__ import annotations

import re

from shelflist.text.titles import STOP_WORDS

_SENTENCE_END = re.compile(
    r"(?<=[.!?])(?<!e\.g\.)(?<!E\.g\.)(?<!i\.e\.)(?<!I\.e\.)(?<! al\.)(?<!resp\.)(?<!vs\.)(?<!cf\.)"
    r"(?<!Fig\.)\s+(?=[A-Z0-9(“‘$])"
)
_MAX_WORDS = 14
_MIN_WORDS = 4
_GOOD_WORDS = 8

_WHO = (
    r"(?:we|I|th(?:is|e(?:se)?) (?:present )?(?:\w+ )?(?:paper|work|article|study|thesis|report|"
    r"survey|dissertation|chapter|book|letter)s?(?: \w+ly)?)"
    r"(?:,? ?(?:therefore|thus|hence|also|then|further|here|first|instead|\w+ly),?)?"
)
_IS = r"(?:(?:has|have) been|is|are|was|were)"
_CALLING = r"(?:called|named|termed|dubbed)"
_PROPOSED = r"(?:proposed|introduced|presented|developed)"
_PROPOSE = r"(?:propos(?:e|es|ed)|introduc(?:e|es|ed)|present(?:s|ed)?)"
_MAKE = (
    r"(?:develop(?:s|ed)?|design(?:s|ed)?|describ(?:e|es|ed)|build|releas(?:e|es|ed)|"
    r"creat(?:e|es|ed)|offers?|provid(?:e|es|ed))"
)
_STUDY = (
    r"(?:stud(?:y|ies|ied)|investigat(?:e|es|ed)|explor(?:e|es|ed)|examin(?:e|es|ed)|"
    r"review(?:s|ed)?|survey(?:s|ed)?|analy[sz](?:e|es|ed)|discuss(?:es|ed)?|address(?:es|ed)?|"
    r"considers?|reports? on|compares?|covers?)"
)
_TRIGGERS: tuple[re.Pattern[str], ...] = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?:^|[,;:] )(?P<what>an? [^,;:]+? {_CALLING} .+?) {_IS} {_PROPOSED}",
        rf"\b{_WHO} (?:is concerned with|focus(?:es|ed)? on|deals? with) (?P<what>.+)",
        rf"\b{_WHO} {_PROPOSE} (?P<what>.+)",
        rf"(?:^|[,;:] )(?P<what>an? [^,;:]+? (?:is|are) {_CALLING} [^,;:.]+)",
        rf"(?:^|[,;:] )(?P<what>an? [^,;:]+?) {_IS} {_PROPOSED}",
        rf"\b{_WHO} {_MAKE} (?P<what>.+)",
        rf"\b{_WHO} {_STUDY} (?P<what>.+)",
        r"^(?P<what>[A-Z][\w+-]*(?: [A-Z][\w+-]*){0,4}(?: \([\w+-]+\))?) is an? .+",
    )
)
"""What announces the contribution, the surest first."""

_LEAD = re.compile(
    r"^(?:an?|the|our|one|some|several|and|firstly|to)\s+(?:(?:novel|new)(?:,| and| yet)?\s+)?"
    r"(?:simple (?:but|yet) \w+\s+)?|^(?:novel|new)\s+",
    re.IGNORECASE,
)
_CALLED = re.compile(
    r"^(?:\w+[- ])?(?:method|model|solution|framework|approach|algorithm|system|technique|"
    r"architecture|network|paradigm|strategy|scheme|benchmark|dataset|tool)s?,? (?:is )?"
    rf"(?:{_CALLING}|namely)\s+(?=(?:\S+\s+){{3}})",
    re.IGNORECASE,
)
_REJECTED = re.compile(
    r"^(?:not\b|that\b|it\b|them\b|th(?:is|ese|ose)\b|its?\b|their\b|for the first\b|how they|"
    r"results?\b|experiment|extensive|\d|both\b|an? (?:extensive|comprehensive|thorough) "
    r"(?:experiment|evaluation))|\b(?:those|these)\b",
    re.IGNORECASE,
)
_CUTS = re.compile(
    r"[;:](?=\s)|,? (?:which|whereby|thereby|where|while|so that|and (?:show|demonstrate|evaluate|"
    r"find|then|thus|is|are|has|can))\b|, (?!(?:an?|the|\w+ and|[\w-]+, and)\b)|\s–\s|—|\.$|\.\s"
)
_UNFINISHED_ENDINGS = ("-based", "-level", "-aware", "-scale", "-free", "-driven", "-specific")
_UNFINISHED = re.compile(r"\b(?:an?|the) [\w-]+$", re.IGNORECASE)
_OPENING_CLAUSE = re.compile(
    r"^(?:With|Despite|Recently|Due to|As|In|To|While|Although|Given|Since|Motivated by|"
    r"Inspired by|However|Nowadays|Currently|Traditionally|For|When|Over)\b[^,]{0,160},\s+",
)


def provisional_title(abstract: str) -> str:
    """Make a working title of an abstract's own words, 4 to 14 of them where it has as many.

    The best is the fragment that names the contribution (`we propose …`); failing that
    the first words of the first sentence. Empty only for an abstract without words.
    """
    text = " ".join(abstract.split())[:20_000]
    sentences = [sentence for sentence in _SENTENCE_END.split(text) if sentence]
    for trigger in _TRIGGERS:
        for sentence in sentences:
            match = trigger.search(sentence[:1000])
            title = _find_title(match["what"]) if match else None
            if title:
                return title
    return _to_first_words(sentences[0]) if sentences else ""


def _find_title(what: str) -> str | None:
    """Cut what is announced down to a title; `None` if that is no title."""
    what = _LEAD.sub("", what, count=1)
    if _REJECTED.search(what):
        return None
    what = _CALLED.sub("", what, count=1)
    cuts = (match.start() for match in _CUTS.finditer(what))
    end = next((cut for cut in cuts if _is_whole(what[:cut])), len(what))
    title = _trim(what[:end].split())
    return title if len(title.split()) >= _MIN_WORDS else None


def _is_whole(head: str) -> bool:
    """Say whether a fragment is long enough and does not stop between an article and its noun."""
    return len(head.split()) >= _MIN_WORDS and not _UNFINISHED.search(head)


def _to_first_words(sentence: str) -> str:
    rest = _OPENING_CLAUSE.sub("", sentence, count=1)
    words = rest.split() if len(rest.split()) >= _MIN_WORDS else sentence.split()
    return _trim(words) or _trim(sentence.split()) or " ".join(sentence.split()[:_MAX_WORDS])


def _trim(words: list[str]) -> str:
    """Keep at most 14 words that end well: no stop word, no adverb, no open bracket or formula."""
    if len(words) > _MAX_WORDS:
        words = words[:_MAX_WORDS]
        if words[-1].endswith(_UNFINISHED_ENDINGS):
            words.pop()
    while words:
        joined = " ".join(words)
        last = re.sub(r"[\W_]+$", "", words[-1]).casefold()
        is_open = joined.count("(") > joined.count(")") or joined.replace("\\$", "").count("$") % 2
        is_open = is_open or joined.count("“") > joined.count("”")
        is_weak = last in STOP_WORDS or (last.endswith("ly") and len(words) > _GOOD_WORDS)
        if last and not is_open and not is_weak:
            break
        words = words[:-1]
    title = " ".join(words).strip(" ,;:–—")
    title = title[:-1] if title.endswith(".") and not title.endswith("..") else title
    return title[:1].upper() + title[1:]
