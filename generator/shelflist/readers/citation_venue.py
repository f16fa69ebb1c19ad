"""The name of a journal, a conference or a publisher in what is left of a citation's source."""

from __future__ import annotations

import re

from shelflist.text.patterns import LazyPattern

CUT = "\x1f"
"""Stands where numbers were taken out; it never goes through a venue's name."""

_PUBLISHER_NAMES = (
    r"(?:ACM(?: Press)?|IEEE(?: Press| Computer Society)?|ICST / IEEE|IEEE / ACM|ACM / IEEE"
    r"|ACM ?/ ?Springer|PMLR|JMLR(?:\.org| Workshop[\w ,&.]{0,40})?|Springer[\w ,&-]*"
    r"|Elsevier[\w .]*|(?:John )?Wiley[\w &,.-]*|(?:The )?MIT [Pp]ress"
    r"|Curran Associates(?:,? Inc\.?)?"
    r"|AAAI(?: Press)?|[Aa]ssociation for (?:[Cc]omputational [Ll]inguistics|[Cc]omputing"
    r" [Mm]achinery|the [Aa]dvancement[\w ]+)|Institute of Electrical[\w ,&]*(?:\(IEEE\))?"
    r"|OpenReview(?:\.net)?|USENIX(?: Association)?|Morgan Kaufmann[\w ]*"
    r"|(?:[A-Z]\w+ ){0,3}University Press|University of [A-Z]\w+ Press|[A-Z]\w+(?: [A-Z]\w+)? Press"
    r"|CRC [Pp]ress|Oxford|Nature Publishing Group|SIAM|O['’]Reilly[\w ]*|Addison[- ]Wesley[\w ]*"
    r"|Prentice[- ]Hall|Academic Press|ISCA|IJCAI(?:\.org)?|ELRA|European Language Resources"
    r" Association[\w ()]*|World Scientific|Now Publishers[\w ,.]*|McGraw[- ]Hill[\w ]*"
    r"|International Committee on Computational Linguistics|CEUR-WS(?:\.org)?|SciTePress|Citeseer"
    r"|Gesellschaft für Informatik[\w .]*|GI|Routledge|Taylor (?:&|and) Francis|SAGE[\w ]*"
    r"|(?:Walter )?[Dd]e Gruyter[\w ]*|IOS Press|Kluwer[\w ]*|Birkh[äa]user|Chapman (?:&|and) Hall"
    r"(?:/CRC)?|Emerald[\w ]*|MDPI|Hindawi|IGI Global|Palgrave Macmillan|John Benjamins[\w ]*"
    r"|Frontiers Media[\w ]*|VLDB Endowment|Eurographics Association|BMVA Press|Dagstuhl[\w ]*"
    r"|Schloss Dagstuhl[\w ,–-]*|Python Software Foundation|Packt[\w ]*|Manning|Apress"
    r"|No Starch Press|W\. ?W\. Norton[\w &]*|Penguin[\w ]*|Random House|HarperCollins"
    r"|(?:[A-Z][\w.-]*\s){0,4}(?:University|Universität|Universit[ée]|Universidad(?:e)?"
    r"|Institute of Technology)(?:\s(?:of|de|di|du|[A-Z][\w-]*)){0,4}"
    r"|Macmillan[\w ]*|Pearson[\w ]*|Cengage[\w ]*|Thieme|Karger|Lippincott[\w ,&]*)"
)
_NAME_OF_PUBLISHER = LazyPattern(_PUBLISHER_NAMES)
_PUBLISHER = LazyPattern(
    rf"(?:^|\x1f\s*[.,;:(]*\s*|(?<!Commun)(?<!J)(?<!Trans)(?<!Proc)[.,:;(]\s*)"
    r"(?P<publisher>(?:[A-Z][\w. -]{2,30}(?:, [A-Z][\w.]{1,12}){0,2}:\s*)?"
    rf"{_PUBLISHER_NAMES})"
    r"(?=[.,;:)\x1f]|\s*$|\s+\d)"
)
_IMPRINT = LazyPattern(
    r"(?:^|\x1f\s*[.,;:(]*\s*|\.\s+)"
    r"(?P<publisher>(?!In\b)[A-Z][\w.’' /&;-]{1,40}(?:, [A-Z][\w.]{1,14}){0,2}"
    r": [^\W\d_a-z][\w.,’' &/-]{1,60}?)(?=[.,;)]*\s*(?:\x1f|$))"
)
"""`Place: Name`, as only books have it."""
_PLACE_AFTER = LazyPattern(
    r",\s+(?P<place>(?!Inc\b|Ltd|LLC|Co\b|Corp|Department|Dept|Institut|Facult|School|Tech)"
    r"[A-Z][\w’' -]{1,30}(?:,\s+[A-Z][\w. -]{1,20}){0,2})(?=[\s.,;)]*(?:\x1f|$))"
)
_CONFERENCE = LazyPattern(
    r"\b(?:proceedings|proc\.|conference|conf\.|workshops?|symposium|symp\.|advances in neural"
    r"|meeting|congress|colloquium|findings of|lecture notes|tagung|jahrestagung|conférence"
    r"|congreso|AAAI|ACL|EMNLP|NAACL|EACL|COLING|NeurIPS|NIPS|ICML|ICLR|CVPR|ICCV|ECCV|WACV|IJCAI"
    r"|KDD|SIGIR|WWW|CIKM|WSDM|ICASSP|Interspeech|INTERSPEECH|AISTATS|UAI|COLT|CoRL|ICRA|IROS|RSS"
    r"|ASE|ICSE|FSE|SIGMOD|VLDB|OSDI|SOSP|NSDI|CHI|UIST|MICCAI|BMVC|LREC|CoNLL|3DV|ISCAS|ICIP"
    r"|ACM Multimedia|MM|SIGGRAPH|ICPR|ICDM|ECML|PKDD|DATE|DAC|ISCA)\b",
    re.IGNORECASE,
)
_PROCEEDINGS_JOURNAL = LazyPattern(
    r"(?:Proc(?:eedings|\.) of (?:the )?(?:IEEE$|VLDB|ACM on|National Academy|Royal Society|PVLDB"
    r"|London Math|American Math)|Proc\. (?:IEEE$|VLDB|Natl|ACM )|PVLDB|PACM|PNAS)",
    re.IGNORECASE,
)
_THESIS = LazyPattern(r"\b(?:ph\.?\s?d\.?|doctoral|master'?s?|diss|dissertação|tesis|thèse)\b"
                     r".{0,20}(?:thesis|dissertation|diss)?|\bdissertation\b"
                     r"|\b(?:Bachelor|Master|Diplom)arbeit\b", re.IGNORECASE)  # fmt: skip
_REPORT = LazyPattern(r"\b(?:technical|tech\.|research) rep(?:ort\b|\.)", re.IGNORECASE)
_LEAD = LazyPattern(
    r"^(?:[\s.,;:()\]]+|(?:1[89]|20)\d\d[a-z]?[.,]\s+(?=[A-Z])|[Ii]n:?\s+(?=\S)"
    r"|[Pp]resented at(?: the)?\s+|\[?Internet\]?[.;]?"
    r"|In(?=Proceedings|Advances|International|European|IEEE|ACM|AAAI|Conference|Findings))"
)
_COUNTRY = (
    r"(?:USA|U\.S\.A\.?|United States|UK|U\.K\.|United Kingdom|England|Scotland|Canada"
    r"|(?:P\. ?R\. )?China|Germany|Deutschland|France|Italy|Spain|Japan|(?:South |Republic of )?"
    r"Korea|Australia|New Zealand|Austria|India|Israel|Sweden|Switzerland|Singapore"
    r"|(?:The )?Netherlands|Portugal|Greece|Ireland|Denmark|Norway|Finland|Iceland|Belgium|Brazil"
    r"|Mexico|Argentina|Chile|Colombia|Thailand|Vietnam|Malaysia|Indonesia|Philippines|Taiwan"
    r"|Hong Kong|Macau|Morocco|Egypt|Tunisia|South Africa|Kenya|Rwanda|Ethiopia|Poland|Malta"
    r"|Czech Republic|Czechia|Slovakia|Slovenia|Croatia|Serbia|Hungary|Romania|Bulgaria|Estonia"
    r"|Latvia|Lithuania|Ukraine|Russia|Turkey|Cyprus|UAE|United Arab Emirates|Qatar|Saudi Arabia"
    r"|Dominican Republic|Puerto Rico|Virtual(?: Event| Conference)?|Online)"
)
_ABROAD = LazyPattern(
    r"(?:(?<!\bUniv)(?<!\bDept)(?<!\bInst)(?<!\bTech)[,.]\s+[A-Z][\w.’' -]{1,40}){0,3}"
    rf",\s+{_COUNTRY}$"
)
_SERIES = LazyPattern(r",\s+ser\.\s.*$|\.\s+\(?Lecture Notes in .*$|\s*\((?:LNCS|LNAI|CCIS)\)$")
_FINAL_YEAR = LazyPattern(r"[\s(]+(?:1[89]\d\d|20\d\d)[a-z]?\)?[\s.,]*$")
_SENTENCE_IN_VENUE = LazyPattern(r"(?<=[a-z)]{4})\.\s+(?=[A-Z])")
_NO_NAME = LazyPattern(
    r"(?:in|vol|no|pp?|ser|eds?|edited|editors?|article|pages?|issues?|n\.p|s\.l|s\.n|nos?|and"
    r"|ahead of print|published online|available"
    r"|(?:technical |tech\. |research )?rep(?:ort|\.)?|from|at|doi|report|preprint|book review)?"
    r"[\s.,;:()\[\]/#]*",
    re.IGNORECASE,
)


def find_venue(rest: str, *, is_journal: bool = False) -> tuple[str | None, str | None]:
    """Find venue and publisher in a source without its numbers.

    Args:
        rest: The source; `CUT` stands where numbers were.
        is_journal: Whether numbers as a journal's were found.
    """
    publisher = None
    text = rest.strip(" ,.")
    if match := _PUBLISHER.search(text) or _find_imprint(text, is_journal=is_journal):
        publisher = _FINAL_YEAR.sub("", match["publisher"]).strip(" .,")
        text = text[: match.start()] + CUT + text[match.end() :]
    place = match.start() if match else len(text)
    for found in re.finditer(rf"[^{CUT}]+", text):
        venue = _clean(found[0])
        # What stands after the publisher of a book is a place.
        if venue and (found.start() < place or is_journal or _CONFERENCE.search(venue)):
            return venue, publisher
    if publisher and _CONFERENCE.fullmatch(publisher):
        return publisher, None
    return None, publisher


def names_publisher(name: str) -> bool:
    """Say whether a name is that of a publisher that everybody knows."""
    return _NAME_OF_PUBLISHER.fullmatch(name) is not None


def is_conference(name: str) -> bool:
    """Say whether a name is that of a conference."""
    return _CONFERENCE.search(name) is not None


def find_place(rest: str, publisher: str | None) -> str | None:
    """Find the place after a publisher: `MIT Press, Cambridge, MA`."""
    match = (
        _PLACE_AFTER.match(rest.partition(publisher)[2].lstrip("." + CUT)) if publisher else None
    )
    return re.sub(r"(?<=\w\w)\.$", "", match["place"]) if match else None


def _find_imprint(text: str, *, is_journal: bool) -> re.Match[str] | None:
    match = None if is_journal else _IMPRINT.search(text)
    return match if match and not _CONFERENCE.search(match["publisher"]) else None


def _clean(segment: str) -> str | None:
    text = segment.strip()
    while (shorter := _LEAD.sub("", text)) != text:
        text = shorter
    text = re.sub(r"\(\s*[,.;]*\s*\)", "", text).strip(" ,.;:([/")
    if (cut := _SENTENCE_IN_VENUE.search(text)) and _CONFERENCE.search(text[: cut.start()]):
        text = text[: cut.start()]
    text = re.sub(r"\s*\[[^\[\]]*\]$", "", _SERIES.sub("", text))
    while (shorter := _ABROAD.sub("", text).strip(" ,.;:(")) != text:
        text = shorter
    if "," not in text and (shorter := _FINAL_YEAR.sub("", text)):
        text = shorter
    venue = " ".join(text.split()).strip(" ,.;:[")
    if venue.count("(") > venue.count(")"):
        venue = venue[: venue.rindex("(")].strip(" ,.")
    if venue.count("(") < venue.count(")"):
        venue = venue.rstrip(")")
    is_name = re.search(r"[^\W\d_]{2}", venue) and not _NO_NAME.fullmatch(venue)
    return venue if is_name else None


def find_type(
    text: str, venue: str | None, publisher: str | None, *, is_journal: bool
) -> str | None:
    """Find what kind of publication a source speaks of.

    Args:
        text: The whole source.
        venue: What `find_venue` found.
        publisher: Likewise.
        is_journal: Whether there is a volume or an issue.
    """
    if _THESIS.search(text):
        return "thesis"
    if _REPORT.search(text) and not is_journal:
        return "report"
    if venue and _CONFERENCE.search(venue):
        is_article = is_journal and _PROCEEDINGS_JOURNAL.match(venue)
        return "article-journal" if is_article else "paper-conference"
    if venue and is_journal:
        return "article-journal"
    if venue is None and publisher:
        return "book"
    return None
