"""Lines that belong to a page and not to a paper: navigation, counts, dates, footers.

One table, by what the line is; a listing's reader asks it before anything else.
"""

from __future__ import annotations

import re

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,?\s+)"
_DATE = (
    rf"{_WEEKDAY}?(?:{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s+\d{{4}})?"
    rf"|\d{{1,2}}\.?\s+{_MONTH}(?:,?\s+\d{{4}})?|{_MONTH},?\s+\d{{4}}"
    r"|\d{4}-\d{2}-\d{2}|\d{1,2}[./]\d{1,2}[./]\d{2,4})"
)
_COUNT = r"[\d.,]+\s?[km]?\+?"
_COUNTED = (
    r"(?:authors?|comments?|up-?votes?|votes?|likes?|views?|papers?|results?|stars?|followers?"
    r"|autore[ns]|auteurs?|autori|autor(?:es|as)?|作者|位作者|著者|авторов|автора?|kommentare?"
    r"|commentaires?|comentarios?|commenti|stimmen|votos|citations?|models?|datasets?|spaces?"
    r"|collections?|replies|downloads?|shares?|points?)"
)
_NAVIGATION = (
    "about|abs|all|all papers|api|articles|arxiv|arxiv page|ask|back|back to top|blog|bookmark"
    "|browse|careers|changelog|chat|cite|close|code|collections?|comments?|community|company"
    "|contact|contact us|cookie policy|copy|create|daily|daily papers|datasets?|discuss"
    "|discussion|docs|documentation|download|enterprise|events|explore|export|feedback|feeds?"
    "|filters?|follow|forums?|github|help|home|hot|hub|hugging ?face|huggingface papers|huggingchat"
    "|jobs|join|join now|languages?|latest|learn|learn more|leaderboards?|legal|like|likes|links?"
    "|load more|log in|login|log out|main|menu|models?|monthly|more|most liked|my feed|new|newest"
    "|news|newsletter|next|next page|notifications|open|organi[sz]ations?|page|papers?"
    "|papers with code|pdf|popular|posts?|press|previous|previous page|prev|pricing|privacy"
    "|privacy policy|profile|project|project page|projects?|published|pull requests?|read|read more"
    "|recent|refresh|register|related|reply|report|reset|resources|rss|save|saved|search|see all"
    "|see more|settings|share|show all|show less|show more|sign in|sign up|signup|site map|sitemap"
    "|skip to (?:main )?content|solutions|sort|sort by.*|spaces?|star|stars|status|subscribe"
    "|subscribe now|support|system theme|tags?|tasks?|terms|terms of (?:service|use)|theme"
    "|today|top|topics|tos|trending|trending papers|twitter|unsubscribe|up-?vote|users?|view"
    "|view all|view arxiv page|view code|view more|view paper|view pdf|views?|vote|watch"
    "|website|weekly|yesterday|yesterday's papers|(?:this|last) (?:week|month|year)|abstract"
    "|[\\w.-]+@[\\w.-]+"
)

_TABLE: tuple[tuple[str, str], ...] = (
    ("navigation word", rf"(?:{_NAVIGATION})"),
    ("navigation words", rf"(?:{_NAVIGATION})(?:\s*[|·•/>»,]\s*(?:{_NAVIGATION}))+"),
    ("navigation with a count", rf"(?:{_NAVIGATION})[\s:·(]*{_COUNT}\)?"),
    ("count", rf"[▲△⇧↑+♥❤★☆⭐👍💬·•\s#-]*{_COUNT}[\s·•]*"),
    ("what is counted", rf"[·•\s+]*{_COUNT}\s+{_COUNTED}[\s·•]*(?:{_COUNT}\s+{_COUNTED})?"),
    ("count after a dot", r"[·•]\s*\d+\s*[^\W\d]{1,15}(?:\s[^\W\d]{1,15})?"),
    ("date", rf"[·•\s]*(?:published|updated|submitted|posted)?(?:\s+on)?:?\s*{_DATE}[\s·•]*"),
    (
        "age",
        r"[·•\s]*(?:(?:about|over|an?)\s+)?\d*\s*(?:minutes?|hours?|days?|weeks?|months?"
        r"|years?|[mhdwy])\s+ago[\s·•]*",
    ),
    ("repository", r"[\w.-]+/[\w.-]+|[\w-]+(?:-to-[\w-]+)?(?:\s*•\s*[^•]{1,40}){2,6}"),
    (
        "what refers to it",
        r"(?:browse \d+ )?(?:models?|datasets?|spaces?|collections?) (?:citing|including)"
        r" this paper",
    ),
    (
        "submitter",
        r"(?:[·•]\s*)?(?:submitted|posted|shared|added|curated|uploaded)\s+by:?(?:\s+.{1,40})?",
    ),
    ("byline of the page", r"by\s*@?[\w.-]{1,30} and the (?:research )?community"),
    ("byline of the site", r"by\s*@?[\w.-]{2,30}"),
    (
        "e-mail box",
        r"(?:get|receive|subscribe|sign up|join|stay)\b.{0,80}"
        r"\b(?:e-?mail|inbox|newsletter|updates|up to date)\b.{0,40}",
    ),
    ("cookies", r".{0,120}\b(?:cookies?|consent)\b.{0,120}"),
    ("rights", r".{0,40}(?:©|\(c\) ?\d{4}|copyright|all rights reserved).{0,120}"),
    (
        "pagination",
        r"(?:(?:page\s+)?\d+\s*(?:of|/)\s*\d+|[«‹<←]*\s*(?:prev(?:ious)?)?[\s\d.…·|-]*"
        r"(?:next)?\s*[»›>→]*|(?:showing\s+)?\d+\s*(?:-|–|to)\s*\d+\s+of\s+\d+.{0,20})",
    ),
    ("an organisation's picture and name", r"(?P<name>\S.{1,40}?) ?(?P=name)"),
    ("signs only", r"[\W_]+"),
    ("powered by", r"(?:powered|made|built|hosted)\s+(?:by|with|on|in)\b.{0,60}"),
    (
        "heading of a list",
        r"(?:(?:my|our|the|a|some|selected|recent|daily|weekly|trending|paper)\s+)*"
        r"(?:abstracts|reading list|papers?(?: list)?|paper abstracts"
        r"|list of (?:papers|abstracts)|papers of the (?:day|week|month)"
        r"|papers to read)(?:\s+to read)?\s*[:.]?",
    ),
)
"""What a line is, and the pattern that the whole line must match."""

_WHOLE = re.compile("|".join(f"(?:{pattern})" for _, pattern in _TABLE), re.IGNORECASE)
_LONGEST = 160


def is_furniture(line: str) -> bool:
    """Say whether a line is certainly part of a page around papers and not of a paper."""
    text = line.strip()
    return len(text) <= _LONGEST and _WHOLE.fullmatch(text) is not None
