"""What the words of an entry say beside its title: by whom, where, when, with which links."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from shelflist.model import Name
from shelflist.readers.markdown_facts import (
    find_date,
    find_people,
    find_person,
    find_venue,
)

LONG_SENTENCE = 25
"""So many words are a sentence and no venue."""
LABEL_HERE = "\ue010"
"""Stands for a link that only names its kind."""
PART = "\ue011"
"""Stands between runs of words that are set apart."""
_CUTS = re.compile(
    rf"[()\[\]{{}}|;•·\n（）【】；，。｜{LABEL_HERE}]|\s[-–—:]\s|^[-–—:,.\s]+|[-–—:：\s]+$"
    r"|,?\s+\bin\s+(?=[A-Z])"
)
_LONGEST_PIECE = 5_000
_JOINT = re.compile(r"[.,:]\s+")
_MOST_JOINTS = 6
_LED = re.compile(r"(?P<names>.{4,2000}?\bet\.? al\b\.?),?\s+(?=\S)")
"""`Ada Lovelace, et al. Science 364`: names that an `et al.` parts from what follows."""
_ASIDE = re.compile(r"\s*[(（][^()（）]{2,120}[)）]")
"""An affiliation or a year behind names."""
_LINKED = re.compile(
    r"(?P<name>[A-Z][\w&.’'-]*(?: (?:[A-Z][\w&.’'-]*|of|the|and|in|for|on|&|\d[\d.:–-]*,?)){0,9})"
    r"[.,]? ?\(?(?P<year>(?:19|20)\d\d)\)?"
)
_VOLUME = re.compile(r"[\s,]+\d[\d.:–\s-]*,?$")
_FAMILY = r"[A-Z][a-zà-öø-ÿ]+(?:['’-][A-Z]?[a-zà-öø-ÿ]+)?"
_NAME = rf"{_FAMILY}(?: [A-Z]\.){{0,2}}(?: (?:van|von|de|der|den|di|la|le))* {_FAMILY}"
_CREDITED = re.compile(
    rf"\(?(?:by )?(?P<names>{_FAMILY} (?:and|&) {_FAMILY}|{_NAME})[,.:]? \(?"
    r"(?P<said>[^()\[\]]{2,60}?)\)?\.?\)?"
)
"""`Gu and Dao, 2023`, `(Gu & Dao, OSDI '04)`, `Leslie Lamport. 2001.` behind a title."""
_LED_BY = re.compile(rf"\s*(?P<names>{_FAMILY}(?:, {_FAMILY}){{1,4}}):\s*")
"""`Dean, Ghemawat:` before a title that is linked."""
_BY = re.compile(rf"by (?P<names>{_NAME})\.?")
_NOBODY = re.compile(
    r"\b(?:Academy|Alibaba|Amazon|Anonymous|Apple|Award|Baidu|Berkeley|Best|Blog|Brain|Cambridge"
    r"|Carnegie|Center|Centre|College|Company|Computer|Conference|Corp|Deep|Department|Edition"
    r"|Face|Facebook|Foundation|Google|Group|Harvard|Honou?rable|Hugging|Institute|Journal|Labs?"
    r"|Laborator(?:y|ies)|Mellon|Mention|Meta|Microsoft|New|Outstanding|Oxford|Paper|Part|Preprint"
    r"|Press|Princeton|Project|Report|Research|School|Science|Sciences|Society|Stanford|Talk|Team"
    r"|Tech|Technical|Technology|Tencent|The|Thesis|Universit\w+|Version|Volume|Vol|White|January"
    r"|February|March|April|May|June|July|August|September|October|November|December|Behaviou?r|Communications|Fuzzing|Letters|Reviews|Journals|Others"
    r"|\w+(?:tions?|ology|ography|ics|ments?|ities|ity|\w{4}ing))\b|-[A-Z]\w+ [A-Z]\w+ing\b"
)
"""What stands where a name may stand and is an institution, a prize or a kind of text."""
NAMED_YEAR = re.compile(r"(?:[A-Z][\w&.-]*[\s,]+){1,2}((?:19|20)\d\d)")
"""`Autodesk 2017`, `Bishop, 2006`: no venue, but a year."""
IDS = re.compile(
    r"\b(?:doi\s*[:.]\s*)?10\.\d{4,9}/[^\s\"<>]+|\barxiv\s*:\s*(?:\d{4}\.\d{4,5}|[a-z-]+/\d{7})(?:v\d+)?",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Facts:
    """What an entry says, gathered.

    Attributes:
        authors, more: Its people, and whether there are more.
        year, venue: When and where it appeared.
        is_unknown_venue: Whether nothing but a column's name says that this is a venue.
        is_cited: Whether a citation in a common style says it.
        preprint: The server where it is a preprint, if that is not arXiv.
        abstract: What is called its abstract.
        links: What each link is to the paper, and its address.
        texts: Words that are none of these.
    """

    authors: tuple[Name, ...] = ()
    more: bool = False
    year: int | None = None
    venue: str | None = None
    is_unknown_venue: bool = False
    is_cited: bool = False
    preprint: str | None = None
    abstract: str = ""
    links: list[tuple[str, str]] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)

    def note_words(self, text: str) -> None:
        """Take what running words say; the first authors, venue and year stand."""
        text = IDS.sub(" ", text)
        whole = text.strip(f" ,:;-–—{LABEL_HERE}")
        if not self.authors and LABEL_HERE not in whole:
            if self._note_credited(whole.lstrip(". ")):
                return
            if (bare := _ASIDE.sub("", whole)) != whole and self._note_credits(bare):
                for aside in _ASIDE.findall(whole):
                    self.note_source(aside.strip(" ()（）"))
                return
            if self._note_people(whole):
                return
        for piece in _CUTS.split(text):
            if piece and piece.strip():
                self.note(piece)

    def note(self, piece: str) -> None:
        """Take what a piece of text says of authors, venue or date."""
        people = re.sub(r"\s+[.,;]+$", "", piece.strip(" ,:;-–—*_"))
        piece = people.strip(". ")
        if not piece or len(piece) > _LONGEST_PIECE:
            return
        if self.note_source(piece):
            return
        if self.authors or not self._note_people(people):
            led = None if self.authors else _LED.match(piece)
            if led and self._note_people(led["names"]):
                self.note(piece[led.end() :])
            else:
                self._note_halves(piece)

    def note_source(self, piece: str) -> bool:
        """Take a piece that is nothing but a date or a venue."""
        year, venue = find_date(piece), find_venue(piece)
        if year and not self.year:
            self.year = year
            return True
        if venue and venue.is_preprint and not (self.preprint and self.year):
            self.preprint = self.preprint or venue.name or None
            self.year = self.year or venue.year
            return True
        if venue and not self.venue:
            self.venue, self.year = venue.name or self.venue, self.year or venue.year
            return True
        if not self.year and (dated := NAMED_YEAR.fullmatch(piece)):
            self.year = int(dated[1])
            return True
        return False

    def note_linked(self, words: str) -> None:
        """Take where and when of a link to the paper: `[Cell Research (2024)](…)`."""
        found = _LINKED.fullmatch(words.strip())
        if found and not (self.venue or self.year):
            known = find_venue(f"{found['name']} {found['year']}")
            name = _VOLUME.sub("", found["name"])
            self.venue = (known.name or None) if known else name if " " in name else None
            self.year = int(found["year"])

    def _note_people(self, text: str) -> bool:
        found = find_people(text)
        if found is None or _is_acronym(found[0], text):
            return False
        self.authors, self.more = found
        return True

    def note_led(self, before: str) -> None:
        """Take families before a linked title: `Dean, Ghemawat:`; two may be one without a year."""
        led = _LED_BY.fullmatch(before) if self.year else None
        if led and (found := find_people(f"by {' & '.join(led['names'].rsplit(', ', 1))}")):
            self.authors, self.more = found

    def _note_credited(self, text: str) -> bool:
        """Take one or two names with where or when behind them, or with a `by` before them."""
        found = None if find_venue(text) else _CREDITED.fullmatch(text)
        is_said = found is not None and bool(find_date(found["said"]) or find_venue(found["said"]))
        if found is None or not is_said:
            found, is_said = _BY.fullmatch(text), False
        if found is None or _NOBODY.search(found["names"]) or find_venue(found["names"]):
            return False
        person = find_person(found["names"])
        people = ((person,), False) if person else find_people(f"by {found['names']}")
        if people is None:
            return False
        self.authors, self.more = people
        if is_said:
            self.note_source(found["said"])
        return True

    def _note_credits(self, text: str) -> bool:
        """Take `Kai Mei et al. arXiv.`: people whose affiliations are gone, and perhaps where."""
        bare = re.sub(r"(?:\s+|(?<=\.)\s*)\.+$", "", text.strip(" ,"))
        if self._note_people(bare) or self._note_people(bare.strip(" .")):
            return True
        for joint in list(_JOINT.finditer(text))[:_MOST_JOINTS]:
            tail = text[joint.end() :].strip(" .")
            if (find_venue(tail) or find_date(tail)) and self._note_people(text[: joint.start()]):
                self.note_source(tail)
                return True
        return False

    def _note_halves(self, piece: str) -> None:
        """Part `authors, venue 2020` where each half is something."""
        for joint in list(_JOINT.finditer(piece))[-_MOST_JOINTS:]:
            head, tail = piece[: joint.start()], piece[joint.end() :]
            people = None if self.authors else find_people(head)
            venue, year = find_venue(tail), find_date(tail)
            if people and (venue or year):
                self.authors, self.more = people
                self.note(tail)
                return
            if (venue or year) and len(head.split()) < LONG_SENTENCE:
                self.note(tail)
                self.note(head)
                return
        self.texts.append(piece)


def _is_acronym(names: tuple[Name, ...], text: str) -> bool:
    """Say whether a lone name with initials is rather a thing's: `GPQA Diamond`."""
    return len(names) == 1 and names[0].given.isupper() and "." not in text and "," not in text
