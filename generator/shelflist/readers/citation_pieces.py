"""A citation cut at its joints, and how far to believe that it is one."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import IntEnum
from itertools import pairwise

from shelflist.formats.fields import from_house
from shelflist.model import Kind, Link, Name, Place, Record
from shelflist.readers.citation_authors import find_authors, is_person_like
from shelflist.readers.citation_contributors import (
    NOBODY,
    Contributors,
    Role,
    take_from_title,
    to_contributors,
)
from shelflist.readers.citation_imprints import split_imprint
from shelflist.readers.citation_kinds import find_kind, take_edition_of_title, to_type
from shelflist.readers.citation_source import SEEN, Source, parse_source
from shelflist.text.addresses import find_arxiv, find_doi, find_links
from shelflist.text.clean import clean_text, clean_title
from shelflist.text.patterns import LazyPattern

_URL = LazyPattern(r"(?:\bURL:?\s+)?(?:<|\()?https?://[^\s<>\"”]+(?:>|\))?", re.IGNORECASE)
_DOI = LazyPattern(r"(?:\bdoi\s*[:.]?\s*)?\b10\.\d{4,9}/[^\s\"<>”]+", re.IGNORECASE)
_BACK_REFERENCES = LazyPattern(
    r"(?P<closed>(?:\b(?:1[5-9]|20)\d\d[a-z]?\)?|\d\s?[-–—]{1,2}\s?\d+|\d{4}\.\d{4,5}(?:v\d+)?"
    r"|\bInc)(?:\s*\.)+)\s+(?P<pages>[1-9]\d{0,2}(?:(?:,\s|\s?[-–]\s?)[1-9]\d{0,2})*)\s*$"
    r"|\s*(?:↑|[\[(]?\b[Cc]ited (?:on|in|at) p(?:ages?|p?\.))[\s:]*\d[\d, –-]*(?:(?:and|&) \d+)?"
    r"[.\])]*\s*$"
)
"""The pages of the citing paper that its list of references puts behind an entry."""
_NAMED_APART = LazyPattern(
    r"((?:(?:[^\W\d_a-z](?:[^\W\d_]|[.'’-])*+|[a-z]{1,3}(?!\w))[\s,;&]++)++)0\d{3}(?=[\s,;:.])"
)
"""`Wei Wang 0001, Jane Roe 0002: …` as DBLP tells people of one name apart."""
_EMPHASIS = LazyPattern(r"(?<![\w*_])([*_]{1,3})(?=\S)([^*_]{1,400}?)(?<=\S)\1(?![\w*_])")
_SINGLE_QUOTED = LazyPattern(r"(?<=\)\s)'(?=\w)([^“”\"]{3,400}?)'(?=[,.]\s)")
"""A title in straight single quotes after the year in brackets, as Harvard has it."""
_WORD = LazyPattern(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{1,2}|[^\W\d_]{2,}")
"""A word; of a script without blanks one or two signs."""
_MOST_WORDS = 80
_FORM = LazyPattern(
    r":\s*arXiv:\S+$|\s*[\[(](?:Preprint|arXiv[\s:][^\])]*|Internet|Computer software|Data ?set"
    r"|Online|Version [^\])]*|Tech(?:nical|\.) Rep[^\])]*)[\])]\.?\s*$"
    r"|\s*\[[^\[\]]{0,60}\b(?:thesis|dissertation|report|paper|film|video|software|poster|book"
    r"|presentation|podcast|web(?:site| ?page)|blog post|lecture|manuscript)\b[^\[\]]{0,60}"
    r"\]\.?\s*$"
    r"|\s*(?:\([^()]{0,40}\b(?:thesis|dissertation|report)\b[^()]{0,40}\)"
    r"|[,:;]\s(?:ph\.?\s?d\.?|doctoral|master['’]?s|technical|research) (?:thesis|dissertation"
    r"|report))\.?\s*$",
    re.IGNORECASE,
)
"""What a style says of the form of a work after its title."""
_HOUSE_OF_FORM = LazyPattern(
    r"(?:thesis|dissertation|report), ([^\[\]()]{4,80})[\])]", re.IGNORECASE
)
_NO_TITLE = LazyPattern(
    r"(?:in|In:) [A-Z].*|(?:ph\.?\s?d\.?|master['’]?s|[Pp]h\.?D\.?|Master['’]?s) thesis"
)
"""What stands where chemists leave the title out."""
_NAME_OF_WORK = LazyPattern(r"[^\W\d_a-z][\w.+-]{2,}|[a-z]+[A-Z][\w.+-]*")
_JOURNAL = LazyPattern(
    r"\b(?:Journal|Reviews?|Letters|Transactions|Annals|Bulletin|Magazine|Quarterly|Studies"
    r"|Proceedings|Science|Nature|Cell|PNAS|Cognition|Times)\b"
)


class Certainty(IntEnum):
    """How far a text is to be believed to be a citation."""

    POSSIBLE = 0
    """In a list of references it is one."""
    LIKELY = 1
    """Beside another one it is one."""
    CERTAIN = 2


@dataclass(frozen=True, slots=True)
class Citation:
    """What a citation says; the attributes are those of `Record` with the same names.

    `people` are those who are not the authors.
    """

    authors: tuple[Name, ...]
    more_authors: bool
    title: str
    source: Source
    arxiv: str | None
    doi: str | None
    url: str | None
    links: tuple[Link, ...]
    people: Contributors = NOBODY
    certainty: Certainty = Certainty.CERTAIN

    def to_record(self, kind: Kind, place: Place, raw: str = "") -> Record:
        """Give what the citation says as the record of one place."""
        source = self.source
        return Record(
            kind=kind,
            place=place,
            raw=raw,
            title=self.title,
            authors=self.authors,
            more_authors=self.more_authors,
            year=source.year,
            venue=source.venue,
            volume=source.volume,
            issue=source.issue,
            page=source.page,
            publisher=source.publisher,
            publisher_place=source.publisher_place,
            edition=source.edition,
            genre=source.genre,
            type=source.type,
            editors=self.people.editors,
            translators=self.people.translators,
            doi=self.doi,
            arxiv=self.arxiv,
            url=self.url,
            links=self.links,
        )


@dataclass(frozen=True, slots=True)
class Pieces:
    """A citation cut at its joints, before it is judged.

    Attributes:
        authors: The names.
        more: Whether there are others.
        title: What should be the title.
        source: What stands after it.
        year: Where the style has it before the title.
        is_quoted: Whether the title stood in quotes.
        is_undated: Whether the style says that there is no year.
        is_loose: Whether no certain sign parts names and title.
        is_doubtful: Whether the names may be any words in capitals.
        is_book: Whether the style writes only books so: `Family, Given. Title. Name, 1999.`
        parsed: The source, where the style reads it itself.
        role: What the people at the head did, if they are not the authors.
        people: Who is named beside them.
    """

    authors: tuple[Name, ...]
    more: bool
    title: str
    source: str
    year: int | None = None
    is_quoted: bool = False
    is_undated: bool = False
    is_loose: bool = False
    is_doubtful: bool = False
    is_book: bool = False
    parsed: Source | None = None
    role: Role | None = None
    people: Contributors = NOBODY


def to_words(raw: str) -> str:
    """Take addresses and emphasis out and undo LaTeX, so that only words are left."""
    text = _DOI.sub(" ", _URL.sub(" ", raw))
    text = _EMPHASIS.sub(r"\2", text)
    text = _SINGLE_QUOTED.sub(r"“\1”", text)
    if "\\" in text or "{" in text or "~" in text or "&amp" in text:
        text = clean_text(text)
    while " 0" in text and (match := _NAMED_APART.match(text)):
        text = match[1].rstrip() + text[match.end() :]
    return _strip_back_references(" ".join(text.split()))


def _strip_back_references(text: str) -> str:
    """Take `6, 7` off `In CVPR, 2016. 6, 7`: numbers that rise, behind an entry that has ended."""
    match = _BACK_REFERENCES.search(text)
    if match is None:
        return text
    pages = [int(page) for page in re.findall(r"\d+", match["pages"] or "")]
    is_rising = all(first < second for first, second in pairwise(pages))
    return text[: match.start()] + (match["closed"] or "") if is_rising else text


def judge(pieces: Pieces, raw: str) -> Citation | None:
    """Make a citation of its pieces, or nothing if they cannot be one.

    Args:
        pieces: Where a style cut it.
        raw: The whole citation with its addresses.
    """
    source = pieces.parsed or parse_source(pieces.source)
    certainty = _weigh(pieces, source, is_identified=bool(find_arxiv(raw) or find_doi(raw)))
    if pieces.is_book and source.venue and not source.is_certain and _is_imprint(source.venue):
        source = replace(source, venue=None, publisher=source.venue, type="book")
    title, source, people = _take_from_title(pieces, source)
    arxiv, doi, links = find_arxiv(raw), find_doi(raw), find_links(raw)
    year = pieces.year or source.year
    if not (year or arxiv or doi or pieces.is_undated or SEEN.search(raw)):
        return None
    is_broken = "[[" in title or title.count("[") != title.count("]")
    has_people = bool(pieces.authors) and is_person_like(pieces.authors, pieces.more)
    is_sure = pieces.is_quoted or pieces.is_book or has_people
    is_missing = not pieces.is_quoted and (
        _NO_TITLE.fullmatch(title) or (people.editors and title.startswith("In "))
    )
    if is_broken or is_missing or (not is_sure and _cannot_be_title(title)):
        return None
    count = len(_WORD.findall(title))
    if not 1 <= count <= _MOST_WORDS or (
        count == 1 and not _may_be_one_word(pieces, source, title)
    ):
        return None
    venue = re.sub(r"\bUniv$", "Univ.", clean_title(source.venue)) if source.venue else None
    if pieces.role:
        people = to_contributors(pieces.authors, pieces.role) | people
    return Citation(
        () if pieces.role else pieces.authors,
        pieces.more and not pieces.role,
        title,
        replace(source, year=year, venue=venue),
        arxiv,
        None if doi and doi.startswith("10.48550/") else doi,
        next((link.url for link in links if link.rel == "link"), None),
        tuple(link for link in links if link.rel != "link"),
        people,
        certainty,
    )


def _take_from_title(pieces: Pieces, source: Source) -> tuple[str, Source, Contributors]:
    """Take what styles put behind a title off it: publisher, form, editors, edition."""
    title = pieces.title.strip(" ,")
    has_numbers = source.volume or source.page or source.is_preprint or pieces.is_quoted
    if not (source.venue or source.publisher or has_numbers):
        title, house = split_imprint(title)
        if house:
            source = replace(source, publisher=house, type=source.type or "book")
    whole, title = title, _FORM.sub("", title).strip(" ,")
    source = _with_form(source, whole[len(title) :])
    title, others = take_from_title(title)
    title, edition = take_edition_of_title(title)
    people = pieces.people | others | source.people
    source = replace(source, edition=edition or source.edition)
    says_book = (edition or people.translators or pieces.role) and source.type is None
    if says_book and not source.publisher and _is_imprint(source.venue or ""):
        source = replace(source, venue=None, publisher=source.venue, type="book")
    if pieces.role and source.type == "article-journal":
        source = replace(source, type="book")  # the volume of a series
    return clean_title(title.strip(" ,")), source, people


def _with_form(source: Source, form: str) -> Source:
    """Let `[Doctoral dissertation, MIT]` behind a title say what the work is."""
    kind = None if source.genre else find_kind(form)
    if kind is None:
        return source
    venue, publisher = from_house(to_type(kind), source.venue, source.publisher)
    within = _HOUSE_OF_FORM.search(form)
    return replace(
        source,
        genre=kind,
        type=to_type(kind),
        venue=within[1] if within else venue,
        publisher=publisher,
    )


def _cannot_be_title(text: str) -> bool:
    """Say whether what stands after doubtful names is other names, or a list's links."""
    names, more = find_authors(text) or ((), False)
    return (
        text[:1] in ("[", "(", "*")
        or more
        or (len(names) > 1 and "," in text)
        or re.search(r"\bet al\b", text) is not None
    )


def _may_be_one_word(pieces: Pieces, source: Source, title: str) -> bool:
    """Say whether a single word may be the whole title: `Morrison, Toni. Beloved. Vintage`."""
    if pieces.is_quoted or (pieces.is_book and (source.publisher or source.venue)):
        return True
    is_work = pieces.year and len(pieces.authors) == 1 and _NAME_OF_WORK.fullmatch(title)
    if is_work and pieces.authors[0].literal and not pieces.is_doubtful:
        return True
    is_signed = not all(name.literal for name in pieces.authors) and not pieces.is_doubtful
    has_source = source.volume or source.publisher or (pieces.year and source.venue)
    return is_signed and len(title) > 2 and title.isalnum() and bool(has_source)


def _is_imprint(venue: str) -> bool:
    """Say whether a name may be a publisher's: in capitals and no journal's."""
    is_journal = _JOURNAL.search(venue) is not None
    return not is_journal and not re.search(
        r"(?<!^)\b(?!(?:and|of|the|for|und|et|y|de)\b)[a-zß-ÿ]{3}", venue
    )


def _weigh(pieces: Pieces, source: Source, *, is_identified: bool) -> Certainty:
    several = len(pieces.authors) + pieces.more > 1
    if pieces.is_doubtful:
        is_book = pieces.is_book and (source.is_certain or source.venue)
        is_likely = several or is_book or is_identified
        return Certainty.LIKELY if is_likely else Certainty.POSSIBLE
    if pieces.authors and (source.is_certain or is_identified):
        return Certainty.CERTAIN
    if all(name.literal for name in pieces.authors):
        return Certainty.POSSIBLE
    if several or not pieces.is_loose:
        is_sure = is_person_like(pieces.authors, pieces.more) or source.venue
        return Certainty.CERTAIN if is_sure else Certainty.POSSIBLE
    return Certainty.LIKELY if source.venue else Certainty.POSSIBLE
