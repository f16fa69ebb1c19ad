"""Where a cited paper appeared: the part of a citation after its title.

`PATTERNS` is the table of the orders in which styles give volume, issue, pages and year.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_MONTH = (
    r"(?:(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec|January|February|March|April|June"
    r"|July|August|September|October|November|December|Spring|Summer|Fall|Autumn|Winter)\.?"
    r"(?:\s*[/–-]\s*[A-Z][a-z]{2,8}\.?)?)"
)
_YEAR = r"(?P<year>1[89]\d\d|20\d\d)[a-z]?"
_DATE_IN = rf"(?:\d{{1,2}}\s+)?(?:{_MONTH}\s*(?:\d{{1,2}},?\s*)?)?{_YEAR}"
_NUMBER = r"[A-Za-z]{0,3}\d[\w.]*"
_PAGES = rf"(?P<page>(?:{_NUMBER}(?::{_NUMBER})?)(?:\s*[-–—]{{1,2}}\s*{_NUMBER}(?::{_NUMBER})?)?)"
_VOLUME = r"(?P<volume>\d{1,5}[A-Za-z]?)"
_NO_YEAR = r"(?!(?:1[89]|20)\d\d(?:\b|[a-z]\b))"
_RANGE = r"(?P<page>\w?\d+\s*[-–—]{1,2}\s*\w?\d+)"
_ISSUE = r"(?P<issue>[\w. –/-]{1,20}?)"

PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (style, re.compile(pattern))
    for style, pattern in (
        ("Vancouver", rf"[.,]?\s*{_YEAR}(?:\s+{_MONTH}(?:\s*\d{{1,2}})?)?\s*;\s*{_VOLUME}?"
                      rf"(?:\s*\({_ISSUE}\))?(?:\s*:\s*{_PAGES})?"),
        ("Nature", rf"\s{_VOLUME},\s*{_RANGE}\s*\({_DATE_IN}\)"),
        ("MLA", rf"(?<![,.])\s{_VOLUME}(?:\.(?P<issue>\d+(?:[-–]\d+)?))?\s*\({_DATE_IN}\)"
                rf"(?:\s*:\s*{_PAGES})?"),
        ("Chicago", rf"\s{_VOLUME},\s*no\.\s*{_ISSUE}\s*\({_DATE_IN}\)(?:\s*:\s*{_PAGES})?"),
        ("ACM", rf"\s{_VOLUME},\s*(?:Article\s+)?{_ISSUE}\s*\({_DATE_IN}\)"
                rf"(?:,\s*(?:\d+\s+pages|{_PAGES}))?"),
        ("plain BibTeX", rf",?\s{_VOLUME}\s*(?:\({_ISSUE}\))?\s*:\s*{_PAGES},\s*{_DATE_IN}"),
        ("Chicago author-date", rf"\s{_VOLUME}\s*\({_ISSUE}\)\s*:\s*{_PAGES}"),
        ("MLA 8", rf",?\s*\bvol\.\s*{_VOLUME},\s*no\.\s*{_ISSUE},(?:\s*{_DATE_IN})?"),
        ("volume in brackets", rf"\(Vol\.\s*{_VOLUME}(?:,\s*pp?\.\s*{_PAGES})?\)"),
        ("APA", rf",\s*{_NO_YEAR}{_VOLUME}\s*(?:\({_ISSUE}\))?,\s*(?:pp?\.\s*|Article\s+)?{_PAGES}"
                r"(?=[.,]?\s*$)"),
        ("APA without pages", rf",\s*{_NO_YEAR}{_VOLUME}\s*(?:\({_ISSUE}\))(?=[.,]?\s*$)"),
        ("APA, volume alone", rf",\s*{_NO_YEAR}{_VOLUME}(?=\.?\s*$)"),
        ("IEEE volume", rf",?\s*\b[Vv]ol(?:ume|\.)?\s*{_VOLUME}"),
        ("IEEE issue", r",?\s*\b(?:no\.|[Ii]ssue|[Nn]umber)\s*(?P<issue>[\w–-]{1,12})"),
        ("pages", rf",?\s*\(?\b(?:pp?\.|[Pp]ages?)\s*{_PAGES}\)?(?P<cut>,?)"),
        ("pages after a colon", r"\s*:\s*(?P<page>\d+\s*[-–—]{1,2}\s*\d+)"),
        ("range of pages", r",\s*(?P<page>\d+\s*[-–—]{1,2}\s*\d+)(?=[.,]?\s*(?:$|\d{4}|[A-Z]))"),
        ("year in brackets", rf",?\s*\((?:[^()]{{0,40}}[\s,])??{_DATE_IN}\)"),
    )
)  # fmt: skip
"""A style's order; each pattern is tried once and what it matches is taken out."""

_PREPRINT = re.compile(
    r"(?:\bIn:?\s+)?(?:\barXiv(?:\.org)?(?:\s+(?:preprints?|e-prints?))?|\bCoRR)\b[\s,:]*"
    r"(?:\(?(?:arXiv\s*:\s*|abs/|,?\s*id\s*\.?)?\s*(?:\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})"
    r"(?:v\d+)?(?:\s*\[[\w.,\s-]+\])?\)?)?(?:\s*\[[\w.-]+\])?",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r"\[?(?:Online|Accessed|Retrieved|Available|Epub|PMID|PMCID|ISBN|ISSN|doi|DOI)\b\]?"
    r"(?:\s*\(?(?:on|from|at|ahead of print))?\s*[:.]?[^.;]{0,60}(?:[.;]|$)"
)
_EDITORS = re.compile(r"^\s*(?:[Ii]n:?\s+)?[^()]{2,300}?\((?:[Ee]ds?\.)\),?\s*")
_BARE_YEAR = re.compile(
    rf"(?:^|(?<=[\s,.;(’']))(?:{_MONTH}\s*(?:\d{{1,2}}(?:[-–]\d{{1,2}})?,?\s*)?)?"
    r"(1[89]\d\d|20\d\d)[a-z]?(?=[\s,.;:)]|$)"
)
_FINAL_YEAR = re.compile(
    rf"[\s,.(]*(?:{_MONTH}\s*(?:\d{{1,2}}(?:[-–]\d{{1,2}})?,?\s*)?)?\b(?:1[89]\d\d|20\d\d)[a-z]?"
    rf"(?:\s+{_MONTH}(?:\s*\d{{1,2}})?)?[)\s.,]*$"
)
_PUBLISHER = re.compile(
    r"(?:^"
    r"|(?<!Commun)(?<!J)(?<!Trans)(?<!Proc)[.,:;]\s+)(?P<publisher>(?:[A-Z][\w. -]{2,30}:\s*)?"
    r"(?:ACM(?: Press)?|IEEE(?: Press"
    r"| Computer Society)?|PMLR|JMLR(?:\.org| Workshop.*)?|Springer[\w ,&-]*|Elsevier[\w .]*|Wiley"
    r"[\w -]*|MIT [Pp]ress|The MIT Press|Curran Associates(?:,? Inc\.?)?|AAAI Press|AAAI"
    r"|[Aa]ssociation for (?:[Cc]omputational [Ll]inguistics|[Cc]omputing [Mm]achinery|the"
    r" [Aa]dvancement[\w ]+)|OpenReview(?:\.net)?|USENIX(?: Association)?|Morgan Kaufmann[\w ]*"
    r"|[A-Z]\w+ University Press|[A-Z]\w+ Press|CRC [Pp]ress|Oxford|Nature Publishing Group|SIAM"
    r"|O'Reilly[\w ]*|Addison-Wesley|Prentice Hall|Academic Press|ISCA|IJCAI(?:\.org)?|ELRA"
    r"|European Language Resources Association[\w ()]*|World Scientific|Now Publishers[\w ,.]*"
    r"|McGraw[- ]Hill|International Committee on Computational Linguistics))"
    r"(?=[.,;:)]|\s*$|\s+\d)"
)
_CONFERENCE = re.compile(
    r"\b(?:proceedings|proc\.|conference|conf\.|workshops?|symposium|symp\.|advances in neural"
    r"|neurips|nips|iclr|icml|cvpr|iccv|eccv|acl|naacl|emnlp|eacl|coling|aaai|ijcai|kdd|sigir|www"
    r"|chi|uist|sosp|osdi|nsdi|icse|fse|ase|sigmod|vldb|icde|interspeech|icassp|icra|iros|corl"
    r"|wacv|bmvc|miccai|isca|micro|asplos|usenix|colt|aistats|uai|focs|stoc|soda|meeting of the)\b",
    re.IGNORECASE,
)
_PROCEEDINGS_JOURNAL = re.compile(
    r"(?:Proc(?:eedings|\.) of (?:the )?(?:IEEE$|VLDB|ACM on|National Academy|Royal Society|PVLDB"
    r"|London Math|American Math)|Proc\. (?:IEEE$|VLDB|Natl|ACM )|PVLDB|PACM|PNAS)",
    re.IGNORECASE,
)
_THESIS = re.compile(r"\b(?:ph\.?\s?d\.?|doctoral|master'?s?|diss)\b.{0,20}"
                     r"(?:thesis|dissertation|diss)?|\bdissertation\b", re.IGNORECASE)  # fmt: skip


_LEAD = re.compile(
    r"^\s*(?:[Ii]n:?\s+(?=\S)|[Pp]resented at\s+"
    r"|In(?=Proceedings|Advances|International|European|IEEE|ACM|AAAI|Conference|Findings))"
)
_CUT = "\x1f"
"""Stands where pages were taken out before a comma: a place follows, not more of the venue."""

_ABROAD = re.compile(
    r"(?:,\s+[A-Z][\w.’' -]{1,30}){1,2},\s+(?:USA|U\.S\.A\.?|United States|UK|United Kingdom|Canada"
    r"|China|Germany|France|Italy|Spain|Japan|Korea|South Korea|Australia|Austria|India|Israel"
    r"|Sweden"
    r"|Switzerland|Singapore|Netherlands|The Netherlands|Portugal|Greece|Ireland|Denmark|Norway"
    r"|Finland|Belgium|Brazil|Mexico|Thailand|Taiwan|Hong Kong|Morocco|Rwanda|Ethiopia|Poland"
    r"|Czech Republic|Hungary|Turkey|UAE|Dominican Republic|Puerto Rico)$"
)


@dataclass(frozen=True, slots=True)
class Source:
    """Where and when a paper appeared, as far as its citation says.

    The attributes are those of `Record` with the same names; `is_preprint` says that
    the citation names arXiv.
    """

    year: int | None = None
    venue: str | None = None
    volume: str | None = None
    issue: str | None = None
    page: str | None = None
    publisher: str | None = None
    type: str | None = None
    is_preprint: bool = False

    @property
    def is_certain(self) -> bool:
        """Whether the text was certainly a source and not any words."""
        return bool(self.is_preprint or self.volume or self.page or self.publisher or self.type)


def parse_source(text: str) -> Source:
    """Take a source apart. What is not found is `None`; nothing makes this fail."""
    text = " " + text.strip()[:2000]
    rest = _PREPRINT.sub(" ", text)
    is_preprint = rest != text
    rest = _EDITORS.sub(" ", _ASIDE.sub("", rest))
    found: dict[str, str] = {}
    for _, pattern in PATTERNS:
        if match := pattern.search(rest):
            new = {key: value for key, value in match.groupdict().items() if value}
            if not set(new) - set(found):
                continue
            found = new | found
            rest = (
                rest[: match.start()] + (_CUT if found.pop("cut", "") else "") + rest[match.end() :]
            )
    year = found.get("year") or _find_last_year(rest)
    rest = rest.replace(f"{_CUT} .", ".")
    while (shorter := _FINAL_YEAR.sub("", rest)) != rest:
        rest = shorter
    venue, publisher = _split_venue(rest)
    if is_preprint and (not venue or len(venue) < 4 or venue.lower().startswith("cornell")):
        venue = None
    return Source(
        year=int(year) if year else None,
        venue=venue,
        volume=found.get("volume"),
        issue=_tidy(found.get("issue")),
        page=_to_page(found.get("page")),
        publisher=publisher,
        type=_find_type(text, venue, publisher, found),
        is_preprint=is_preprint,
    )


def _find_last_year(text: str) -> str | None:
    years = _BARE_YEAR.findall(text)
    return years[-1] if years else None


def _tidy(value: str | None) -> str | None:
    return (value or "").strip(" .") or None


def _to_page(value: str | None) -> str | None:
    return re.sub(r"\s*[-–—]{1,2}\s*", "–", value.strip(" .")) if value else None


def _split_venue(text: str) -> tuple[str | None, str | None]:
    publisher = None
    if match := _PUBLISHER.search(text.strip(" ,.")):
        text = text.strip(" ,.")
        publisher = match["publisher"].strip(" .,")
        text = text[: match.start()]
    text = re.sub(r"\(\s*[,.;]*\s*\)", "", text.split(_CUT)[0])
    text = _LEAD.sub("", text.strip(" ,.;:"))
    if (cut := re.search(r"(?<=[a-z)]{4})\.\s+(?=[A-Z])", text)) and _CONFERENCE.search(
        text[: cut.start()]
    ):
        text = text[: cut.start()]
    venue = _ABROAD.sub("", " ".join(text.split()).strip(" ,.;:"))
    if venue.count("(") < venue.count(")"):
        venue = venue.rstrip(")")
    return (venue if re.search(r"[^\W\d_]{2}", venue) else None), publisher


def _find_type(
    text: str, venue: str | None, publisher: str | None, found: dict[str, str]
) -> str | None:
    if _THESIS.search(text):
        return "thesis"
    if venue and _CONFERENCE.search(venue):
        is_journal = "volume" in found and _PROCEEDINGS_JOURNAL.match(venue)
        return "article-journal" if is_journal else "paper-conference"
    if venue and ("volume" in found or "issue" in found):
        return "article-journal"
    if venue is None and publisher:
        return "book"
    return None
