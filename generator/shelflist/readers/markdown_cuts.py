"""Where a title begins and ends in plain words: what stands before it and behind it."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice

from shelflist.readers.markdown_facts import are_plainly_names, find_date, find_people, find_venue
from shelflist.readers.markdown_links import find_label
from shelflist.readers.markdown_said import IDS, LONG_SENTENCE, NAMED_YEAR, PART

MOST_WORDS, FEW_WORDS = 45, 3
"""A title has at most so many words; so few may be a tool's name."""
_PREFIX = re.compile(
    r"[\s\W]*?(?:(?P<tag>[\[(【（])(?P<inside>[^()\[\]【】（）]{2,40})[\])】）]|(?P<date>[\d./-]{6,10})"
    r"|(?P<year>(?:19|20)\d\d)(?=:\s))[\s:,.：，-]*(?=\S)"
)
"""`[2020/06]`, `【CVPR2023】`, `2003:` before a title."""
BRACKETED = re.compile(r"\[[^\[\]]{0,40}\]|\([^()]{0,40}\)")
"""`[DeepBox]`, `[ICCV' 20]` beside a title."""
IDS_ALONE = re.compile(r"(?:arxiv:\s*)?\d{4}\.\d{4,5}(?:v\d+)?", re.IGNORECASE)
_MOST_JOINTS = 40
_MOST_PEOPLE, _LONGEST_PEOPLE = 60, 2_500


def cut_prefix(text: str, *, is_plain: bool = False) -> tuple[str, str]:
    """Cut off what stands in brackets before a title and says where or when.

    Args:
        text: A title and perhaps what stands before it.
        is_plain: Whether a short tag in square brackets goes too (`[DeepBox] Learning …`).

    Returns:
        What was cut off, its parts set apart, and the rest.
    """
    said = ""
    while found := _PREFIX.match(text):
        inside = found["inside"] or found["date"] or found["year"]
        is_tag = is_plain and found["tag"] in ("[", "【") and len(inside.split()) <= FEW_WORDS
        if not (
            is_tag
            or find_date(inside)
            or find_venue(inside)
            or says_when(inside)
            or IDS_ALONE.fullmatch(inside)
        ):
            break
        said += f"{PART}{PART.join(SPACE.split(inside))}{PART}"
        text = text[found.end() :]
    return said, text


def cut_source(title: str) -> tuple[str, str]:
    """Cut off where and when behind a title that is set apart: `Title. 2016-02. ICML 2017`.

    Returns:
        The title, and what was cut off, its parts set apart.
    """
    said = ""
    for _ in range(FEW_WORDS):
        found = _SOURCE.search(title.rstrip(" ."))
        if found is None or len(title[: found.start()].split()) < FEW_WORDS:
            break
        venue = find_venue(found["said"])
        if not (find_date(found["said"]) or (venue and venue.year)):
            break
        said = f"{PART}{found['said']}{said}"
        title = title[: found.start()] + found["end"].replace(".", "")
    return title, said


_SOURCE = re.compile(r"(?P<end>[.?!])\s+(?P<said>[^.?!]{4,60}?)$")
SPACE = re.compile(r",\s+|(?<=\d{4})\s+(?=\D)")


def says_when(text: str) -> bool:
    """Say whether words are nothing but a year, a venue or both: `2017 ICCV`, `2014, SIGGRAPH`."""
    parts = SPACE.split(text)
    said = (find_date(part) or find_venue(part) or NAMED_YEAR.fullmatch(part) for part in parts)
    return all(each is not None for each in said)


_FAMILIES_FIRST = re.compile(
    r"([A-Z][a-zà-öø-ÿ'’-]+(?:, [A-Z][a-zà-öø-ÿ'’-]+){1,4}(?:,? (?:and|&) [A-Z][a-zà-öø-ÿ'’-]+)?"
    r"(?:,? et al\.?)?):\s+(?=[A-Z](?:\S+ ){3})"
)
"""`Dean, Ghemawat: MapReduce: …`, where a year follows the title."""
_NAMES_FIRST = re.compile(r"(?P<names>[A-Z][^:\[\]()]{4,300}):\s+(?=[A-Z](?:\S+ ){2})")
"""Names before a colon; two without initials look like two things: `Motion Field and Flow:`."""
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_AFTER_NAME = re.compile(r",\s+|\s[-–—]\s|(?<=[^\W\d_]{2})\.\s+")


@lru_cache(maxsize=256)
def cut_people(text: str) -> tuple[str, str]:
    """Cut off the names before a title: `Ada Lovelace, Alan Turing, Notes on Engines, ICML, 2015`.

    Returns:
        The names, empty if there are none or if nothing but names would be left, and the rest.
    """
    if (found := _FAMILIES_FIRST.match(text)) and _YEAR.search(text, found.end()):
        names = re.sub(r"^([^,]+), ([^,&]+)$", r"\1 & \2", found[1])
        return f"by {names}", text[found.end() :]
    if (found := _NAMES_FIRST.match(text)) and are_plainly_names(found["names"]):
        return found["names"], text[found.end() :]
    for joint in _find_ends_of_names(text[:_LONGEST_PEOPLE]):
        people = find_people(text[: joint.start()])
        is_set_apart = joint[0].strip() in ("-", "–", "—")
        if people and (is_set_apart or all(name.family and name.given for name in people[0])):
            rest = cut_plain(text[joint.end() :])[0]
            is_left = len(rest.split()) >= FEW_WORDS and not find_venue(rest) and is_title(rest)
            if is_left and not re.match(r"(?:and|&)\s", rest):
                return text[: joint.start()], text[joint.end() :]
    return "", text


def _find_ends_of_names(text: str) -> list[re.Match[str]]:
    """Find where the names at the head of a text may end, the likeliest first.

    That is before the first words that are no name, or a little earlier.
    """
    joints = list(islice(_AFTER_NAME.finditer(text), _MOST_PEOPLE))
    ends = [*(joint.start() for joint in joints[1:]), len(text)][: len(joints)]
    last = len(joints)
    for number, (joint, end) in enumerate(zip(joints, ends, strict=True)):
        if not _LIKE_NAME.fullmatch(text[joint.end() : end]):
            last = number + 1
            break
    return joints[max(0, last - FEW_WORDS) : last][::-1]


_LIKE_NAME = re.compile(
    r"(?:and |& )?(?:(?:[A-Z]|van|von|de|der|den|di|da|del|la|le|al|bin|el)[\w.'’‐-]*\s?){1,4}"
    r"(?:et al\.?)?(?:(?:,| and| &)\s.*)?|et al.*",
    re.DOTALL,
)


def cut_plain(text: str) -> tuple[str, str]:
    """Cut a title off the words that follow it: a bracket, a dash, or where it appeared."""
    text = _BEFORE.sub("", text).lstrip(" )]}:,.;-–—|｜")
    end = len(text)
    for bracket in islice(_BEHIND.finditer(text, _SHORTEST), FEW_WORDS):
        if not _SHORT_NAME.match(text, bracket.start()):
            end = bracket.start()
            break
    for joint in islice(_JOINT.finditer(text[:end]), _MOST_JOINTS):
        head = text[: joint.start()].strip()
        tail = text[joint.end() : end].strip()
        if len(head) < _SHORTEST or (len(head) <= _LONG_ENOUGH and len(head.split()) == 1):
            continue
        cut = re.split(r"[.,:，]\s*", tail, maxsplit=1)[0]
        is_by = joint[0].strip() == "by"
        names = (tail, cut, tail.partition(". ")[0])
        if len(head) > _LONG_ENOUGH and any(map(find_people, dict.fromkeys(names))):
            return head, text[joint.end() :]
        is_dated = find_date(tail) or _WORD_AND_YEAR.fullmatch(tail.rstrip(" ."))
        if not is_by and (find_venue(tail) or is_dated or find_venue(cut)):
            return head, text[joint.end() :]
    return text[:end].strip(" ,.:;*_，；："), text[end:]


_SHORTEST, _LONG_ENOUGH = 8, 15
_BEFORE = re.compile(r"^[\s\W]*(?:\[[\d./-]{4,10}\]|\([\d./-]{4,10}\)|[\d./-]{6,10}[:,]?)\s*")
_SHORT_NAME = re.compile(r"\s*\([A-Z][\w-]{0,11}\)\s+(?:[a-z]\S*|[A-Z]\S*)\s+\w")
"""`(XFFD) for registration`: an abbreviation within a title."""
_WORD_AND_YEAR = re.compile(r"[A-Z][a-z]+,? \(?(?:19|20)\d\d\)?")
"""`Humanoids, 2011` behind a title."""
_BEHIND = re.compile(r"\s*(?:[\[|（【｜]|\((?!\)))|\s[–—]\s|\s-\s")
_JOINT = re.compile(r"[.,]\s+|，\s*|\s+by\s+(?=[A-Z](?!\w*ing\b))")


def is_title(text: str, *, may_be_names: bool = False, is_called: bool = False) -> bool:
    """Say whether words may be a title: not a place, a date, a list of names or a sentence.

    Args:
        text: The words.
        may_be_names: Whether they may look like names of people.
        is_called: Whether somebody calls them the title; they may begin with a place then.
    """
    text = " ".join(IDS.sub(" ", text).split()).strip(" *_")
    count = len(text.split())
    if not re.search(r"[^\W\d_]{2}|[A-Z]\d[A-Z]", text) or count > MOST_WORDS or len(text) > 400:
        return False
    if (
        BRACKETED.fullmatch(text)
        or text.startswith(("(from ", "[from "))
        or text.casefold().startswith("figure ")
    ):
        return False
    if text[0] in "(（" and text[-1] in ")）":
        return False
    if find_label(text) is not None or find_date(text) or re.fullmatch(r"https?://\S+", text):
        return False
    venue = find_venue(text)
    if venue and (venue.year or count <= 2) and not (is_called and count > FEW_WORDS):
        return False
    is_sentence = count > LONG_SENTENCE and text.rstrip().endswith(".")
    return not is_sentence and (may_be_names or not (count > 1 and find_people(text)))
