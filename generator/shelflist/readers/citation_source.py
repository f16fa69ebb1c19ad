"""Where a cited paper appeared: the part of a citation after its title.

`PATTERNS` is the table of the orders in which styles give volume, issue, pages and year.
What a pattern matches is replaced by a cut; the venue stands before the first cut.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from shelflist.formats.fields import from_house
from shelflist.readers.citation_contributors import NOBODY, Contributors, take_contributors
from shelflist.readers.citation_kinds import part_school, take_edition, take_kind, to_type
from shelflist.readers.citation_venue import CUT, find_place, find_type, find_venue
from shelflist.text.patterns import LazyPattern

MONTH = (
    r"(?:(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?"
    r"(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?|Spring|Summer|Fall|Autumn|Winter)\b\.?"
    r"(?:\s*[/–-]\s*[A-Z][a-z]{2,8}\.?)?)"
)
_YEAR = r"(?P<year>1[89]\d\d|20\d\d)[a-z]?"
_DAY = r"\d{1,2}(?:\s*[-–]\s*\d{1,2})?"
_DATE_IN = rf"(?:\d{{1,2}}\s+)?(?:{MONTH},?\s*(?:\d{{1,2}},?\s*)?)?{_YEAR}"
_NUMBER = r"[A-Za-z]{0,3}\d[\w.]*"
_PAGES = rf"(?P<page>(?:{_NUMBER}(?::{_NUMBER})?)(?:\s*[-–—]{{1,2}}\s*{_NUMBER}(?::{_NUMBER})?)?)"
_NO_YEAR = r"(?!(?:1[89]|20)\d\d(?:\b|[a-z]\b)(?![-–]))"
_VOLUME = r"(?P<volume>\d{1,5}(?:[-–][IVXA-Z]{1,3}\b|/\d{1,4}|[A-Za-z])?)"
_RANGE = r"(?P<page>[A-Za-z]?\d+(?::\d+)?\s*[-–—]{1,2}\s*[A-Za-z]?\d+(?::\d+)?)"
_ISSUE = r"(?P<issue>(?!\s*pp?\.)[\w. –/-]{1,20}?)"
_END_OR_PUBLISHER = r"(?=[.,;]?\s*(?:$|\x1f)|\.\s+[A-Z])"
_END = r"(?=[.,;]?\s*(?:$|\x1f))"

PATTERNS: tuple[tuple[str, LazyPattern], ...] = tuple(
    (style, LazyPattern(pattern))
    for style, pattern in (
        ("Emerald", rf"(?<!\(),?\s*\b[Vv]ol\.?\s*{_VOLUME}"
                    r"(?:,?\s+(?:[Nn]os?|[Ii]ss(?:ue)?)\b\.?\s*(?P<issue>\d[\w/–-]{0,11}))?"
                    rf",\s*pp?\.\s*{_PAGES}"),
        ("Emerald without pages", rf"(?<!\(),?\s*\b[Vv]ol\.?\s*{_VOLUME}\s+"
                                  r"(?:[Nn]os?|[Ii]ss(?:ue)?)\b\.?\s*(?P<issue>\d[\w/–-]{0,11})(?=[.,;:\s\x1f]|$)"),
        ("Vancouver", rf"[.,]?\s*{_YEAR}(?:\s+{MONTH}(?:\s*\d{{1,2}})?)?\s*;\s*"
                      rf"(?!\d{{6}}){_VOLUME}?"
                      rf"(?:\s*\({_ISSUE}\))?(?:\s*:\s*{_PAGES})?"),
        ("year and pages", rf"[.,;]?\s*{_YEAR}\s*[:;]\s*{_PAGES}"),
        ("Nature", rf"\s{_VOLUME},\s*{_RANGE}\s*\({_DATE_IN}\)"),
        ("Nature, article", rf"\s{_VOLUME},\s*(?P<page>[a-z]?\d[\w.]*)\s*\({_DATE_IN}\)"
                            r"(?=[.\s]*$)"),
        ("Nature, conference", rf"(?<!p\.)(?<!pp)\s{_RANGE}(?=\s*\([^()]{{0,120}}\d{{4}}\))"),
        ("DIN", rf",?\s(?:Bd|Jg)\.\s*{_VOLUME}(?:\s*\({_DATE_IN}\))?"
                r"(?:,\s*(?:Nr|H)\.\s*(?P<issue>[\w/–-]{1,12}))?"),
        ("Chicago", rf"[\s,]\s?{_VOLUME},\s*no\.\s*{_ISSUE}\s*\({_DATE_IN}\)"
                    rf"(?:\s*:\s*{_PAGES})?"),
        ("Elsevier", rf"(?<!,)\s{_VOLUME}\s*\({_DATE_IN}\)[.,]?\s+{_NO_YEAR}{_PAGES}" + _END),
        ("MLA", rf"(?<![,.])\s{_VOLUME}(?:\.(?P<issue>\d+(?:[-–]\d+)?))?\s*\({_DATE_IN}\)"
                rf"(?:\s*:\s*{_PAGES})?"),
        ("ACM", rf"\s{_VOLUME},\s*(?:(?:Article\s+)?{_ISSUE}\s*)?\({_DATE_IN}\)"
                rf"(?:,\s*(?:\d+\s+pages|{_PAGES}))?"),
        ("ACS", rf"\s{_YEAR},\s*{_NO_YEAR}{_VOLUME}(?:\s*\({_ISSUE}\))?(?:,\s*{_PAGES})?" + _END),
        ("plain BibTeX", rf",?\s{_VOLUME}\s*(?:\({_ISSUE}\))?\s*:\s*{_PAGES},\s*{_DATE_IN}"),
        ("Chicago author-date", rf",?\s{_VOLUME}\s*\({_ISSUE}\)\s*:\s*{_PAGES}"),
        ("Chicago, no.", rf",?\s(?:[Vv]ol\.\s*)?{_NO_YEAR}{_VOLUME},\s*no\.\s*"
                         r"(?P<issue>[\w–-]{1,12})"
                         rf"(?:,\s*{_DATE_IN})?(?:\s*:\s*{_PAGES})?"),
        ("MLA 8", rf",?\s*\bvol\.\s*{_VOLUME},\s*no\.\s*{_ISSUE},(?:\s*{_DATE_IN})?"),
        ("volume in brackets", rf"\(Vol\.\s*{_VOLUME}(?:,\s*pp?\.\s*{_PAGES})?\)"),
        ("APA", rf",\s*{_NO_YEAR}{_VOLUME}\s*(?:\({_ISSUE}\))?,\s*(?:pp?\.\s*|Article\s+)?"
                rf"{_NO_YEAR}{_PAGES}" + _END_OR_PUBLISHER),
        ("Cell", rf"\s{_NO_YEAR}{_VOLUME}(?:\s*\({_ISSUE}\))?,\s*(?:(?:S|pp)\.\s*)?"
                 rf"{_NO_YEAR}{_PAGES}" + _END),
        ("APA without pages", rf"[,\s]\s*{_NO_YEAR}{_VOLUME}\s*(?:\({_ISSUE}\))"
                              r"(?=[.,;]?\s*(?:$|\x1f|(?:19|20)\d\d\b))"),
        ("Springer", rf"\s{_NO_YEAR}{_VOLUME}(?:\s*\({_ISSUE}\))?:\s*{_PAGES}" + _END),
        ("article number alone", r"(?:,\s*|\s(?=\d{6}))(?P<page>e?\d{5,8})" + _END),
        ("APA, volume alone", rf",\s*{_NO_YEAR}{_VOLUME}(?=\.?\s*$|,\s(?:19|20)\d\d\.?\s*$)"),
        ("IEEE volume", rf",?\s*\b[Vv]ol(?:ume|s?\.)?\s+{_VOLUME}"),
        ("IEEE volume, glued", rf",?\s*\b[Vv]ol\.{_VOLUME}"),
        ("IEEE issue", r",?\s*\(?\b(?:no\.|[Ii]ssues?(?: no\.)?|[Nn]umber|nos\.)\s*"
                       r"(?P<issue>[\w–-]{1,12})\)?"),
        ("article", r",?\s*\b(?:[Aa]rticle(?: [Nn]o\.| ID| [Nn]umber)?|[Aa]rt\.(?: no\.)?)\s*"
                    r"(?P<page>[A-Za-z]?\d[\w.-]*)"),
        ("pages", rf",?\s*\(?\b(?:pp?\.?|[Pp]ages?:?|S\.)\s*{_PAGES}\)?"),
        ("Harvard", rf",\s*{_NO_YEAR}{_VOLUME}(?:\s*\({_ISSUE}\))?" + _END),
        ("number after a colon", r"(?<!\d):\s*(?P<page>[A-Za-z]?\d{4,8}(?::\d+[–-]\d+)?)" + _END),
        ("days of a conference", rf"[,.(\s]\s*(?:{_DAY}\s*(?:of\s+)?{MONTH}|{MONTH}\s*{_DAY}"
                                 rf"(?:\s*[-–]\s*{MONTH}\s*\d{{1,2}})?),?\s*{_YEAR}\)?"),
        ("days without a year", rf",\s*(?:\d{{1,2}}\s*[-–]\s*\d{{1,2}}\s+{MONTH}|{MONTH}\s+"
                                r"\d{1,2}\s*[-–]\s*\d{1,2})(?=[.,;\x1f]|\s*$)"),
        ("pages after a colon", r"(?<!\d)\s*:\s*(?P<page>\d+\s*[-–—]{1,2}\s*\d+)"),
        ("range of pages", r",\s*(?P<page>\d+\s*[-–—]{1,2}\s*\d+)"
                           r"(?=[.,]?\s*(?:$|\x1f|\d{4}|[A-Z]))"),
        ("year in brackets", rf",?\s*\((?:[^()]{{0,40}}?,\s)??{_DATE_IN}\)"),
        ("range at the end", rf"(?:^|[\s.,;\x1f]){_RANGE}" + _END),
        ("year between", rf"[,.;:]\s*(?:{MONTH}\s*)?{_YEAR}(?=[.,;:\x1f]|\s*$)"),
    )
)  # fmt: skip
"""A style's order; each pattern is tried once and what it matches is cut out."""

_PREPRINT = LazyPattern(
    r"\b(?:\d{4}\.\d{4,5}|[a-z-]+/\d{7})(?:v\d+)?[.,]\s*arXiv\b[.,]?"
    r"|(?:\bIn:?\s+)?(?:\barXiv(?:\.org)?(?:\s+(?:pre-?prints?|e-?prints?))?|\bCoRR)\b[\s,:]*"
    r"(?:\(?(?:arXiv\s*:\s*|abs/|,?\s*id\s*\.?)?\s*(?:\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})"
    r"(?:v\d+)?(?:\s*\[[\w.,\s-]+\])?\)?)?(?:\s*\[[\w.-]+\])?"
    r"|\b[Pp]reprint at\b",
    re.IGNORECASE,
)
_ASIDE = LazyPattern(
    r"\[?\b(?:Online|Internet)\b\]?[.;]?|\[?(?:Accessed|Retrieved|Available|Epub|PMID|PMCID"
    r"|ISBN|ISSN|doi|DOI|cited|Located at"
    r"|Accepted|Disponible|Verfügbar|Zugriff|URL)\b\]?"
    r"(?:\s*\(?(?:on|from|at|ahead of print))?\s*[:.]?[^.;]{0,60}(?:[.;\]]|$)"
)
SEEN = LazyPattern(
    r"[\[(]?\b(?:last )?(?:accessed|retrieved|visited|viewed|cited|zugriff|abgerufen|consult[ée]e?"
    r"|consultado|acesso|acessado|geraadpleegd)\b(?:\s+(?:on|am|le|el|em|op))?\s*:?\s*"
    r"(?:(?:\d{1,2}(?:st|nd|rd|th)?|[^\W\d_]{3,10})[.,/-]{0,2}\s*){0,3}(?<!\d)20\d\d"
    r"(?:(?:[-/.]|\s)(?:\d{1,2}\b|[^\W\d_]{3,9}\b\.?)){0,2}[.,;\])]*",
    re.IGNORECASE,
)
"""When somebody looked at a web page; that is no year of publication."""
_NOTES = LazyPattern(
    r"\((?:Original work published|[Aa]ccessed|[Cc]ited|[Vv]isited|[Ll]ast|Epub|Preprint"
    r"|in press)[^()]{0,60}\)"
    r"|,?\s\(?[Aa]vailable (?:at|from|online(?: at)?)\s?:?\s*(?:www\.[^\s,;]+)?"
    r"|\b(?:(?:[Pp]ublished|(?:Preprint )?[Pp]osted) online|[Ii]n press|[Ff]orthcoming"
    r"|[Aa]head of print|[Tt]o appear)\b[:,]?"
)
_PLACE = LazyPattern(r"(?P<place>[^\W\d_a-z][^:]{1,60}?)\s?:\s+(?P<name>\S.*)")
_PLACE_AFTER = LazyPattern(
    r"(?P<name>[^,:]+), (?P<place>(?!Inc|Ltd|LLC|Co\b|Corp)[A-Z][\w.’' -]+(?:, [A-Z][\w. -]+){0,2})"
)
_OLD_YEAR = LazyPattern(r"(?:^|[\s(])(1[4-7]\d\d)\)?[.\s]*$")
_BARE_YEAR = LazyPattern(
    rf"(?:^|(?<=[\s,.;(’'\x1f-]))(?:{MONTH}\s*(?:\d{{1,2}}(?:[-–]\d{{1,2}})?,?\s*)?)?"
    r"(1[89]\d\d|20\d\d)[a-z]?(?=[\s,.;:)\x1f]|$)"
)


@dataclass(frozen=True, slots=True)
class Source:
    """Where and when a paper appeared, as far as its citation says.

    The attributes are those of `Record` with the same names; `is_preprint` says that
    the citation names arXiv; `people` are those who are not the authors.
    """

    year: int | None = None
    venue: str | None = None
    volume: str | None = None
    issue: str | None = None
    page: str | None = None
    publisher: str | None = None
    publisher_place: str | None = None
    type: str | None = None
    is_preprint: bool = False
    genre: str | None = None
    edition: str | None = None
    people: Contributors = NOBODY

    @property
    def is_certain(self) -> bool:
        """Whether the text was certainly a source and not any words."""
        return bool(
            self.is_preprint
            or self.volume
            or self.page
            or self.publisher
            or self.type
            or self.people != NOBODY
        )


def parse_source(text: str) -> Source:
    """Take a source apart. What is not found is `None`; nothing makes this fail."""
    text = " " + text.strip()[:2000]
    rest = _PREPRINT.sub(CUT, text)
    is_preprint = rest != text
    rest = _NOTES.sub(" ", _ASIDE.sub(CUT, SEEN.sub(CUT, rest)))
    rest, people = take_contributors(rest)
    rest, edition = take_edition(rest)
    rest, genre, number = take_kind(rest)
    if genre and to_type(genre) == "thesis":
        rest = part_school(rest)
    rest, found = _take_numbers(rest)
    year = found.get("year") or _find_last_year(rest)
    is_journal = "volume" in found or "issue" in found
    venue, publisher = find_venue(rest, is_journal=is_journal)
    type_ = find_type(text, venue, publisher, is_journal=is_journal)
    type_ = to_type(genre) if genre and not is_journal else type_
    if venue and people.editors and "issue" not in found and type_ in (None, "article-journal"):
        type_ = "chapter"
    place, publisher = _part_place(publisher)
    if is_preprint and (not venue or len(venue) < 3 or venue.lower().startswith("cornell")):
        venue = None
    venue, publisher = from_house(type_, venue, publisher)
    return Source(
        year=int(year) if year else None,
        venue=venue,
        volume=found.get("volume"),
        issue=_tidy(found.get("issue") or number),
        page=_to_page(found.get("page")),
        publisher=publisher,
        publisher_place=place or find_place(rest, publisher or venue),
        type=type_,
        is_preprint=is_preprint,
        genre=genre,
        edition=edition,
        people=people,
    )


def _part_place(publisher: str | None) -> tuple[str | None, str | None]:
    """Part `New York: Penguin` and `Springer, Berlin`."""
    match = _PLACE.fullmatch(publisher or "") or _PLACE_AFTER.fullmatch(publisher or "")
    return (match["place"].strip(), match["name"]) if match else (None, publisher)


def _take_numbers(rest: str) -> tuple[str, dict[str, str]]:
    """Cut out volume, issue, pages and year; give what is left and what they are."""
    found: dict[str, str] = {}
    for style, pattern in PATTERNS:
        if match := pattern.search(rest):
            new = {key: value for key, value in match.groupdict().items() if value}
            if new and not set(new) - set(found) and not style.startswith("year"):
                continue
            found = new | found
            rest = rest[: match.start()] + CUT + rest[match.end() :]
    return rest, found


def _find_last_year(text: str) -> str | None:
    years = _BARE_YEAR.findall(text)
    if not years and (old := _OLD_YEAR.search(text)):
        return old[1]
    return years[-1] if years else None


def _tidy(value: str | None) -> str | None:
    return (value or "").strip(" .") or None


def _to_page(value: str | None) -> str | None:
    return re.sub(r"\s*[-–—]{1,2}\s*", "–", value.strip(" .")) if value else None
