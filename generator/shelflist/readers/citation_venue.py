"""The name of a journal, a conference or a publisher in what is left of a citation's source."""

from __future__ import annotations

import re

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
_PUBLISHER = re.compile(
    rf"(?:^|\x1f\s*[.,;:(]*\s*|(?<!Commun)(?<!J)(?<!Trans)(?<!Proc)[.,:;(]\s*)"
    rf"(?P<publisher>(?:[A-Z][\w. -]{{2,30}}:\s*)?{_PUBLISHER_NAMES})"
    r"(?=[.,;:)\x1f]|\s*$|\s+\d)"
)
_CONFERENCE = re.compile(
    r"\b(?:proceedings|proc\.|conference|conf\.|workshops?|symposium|symp\.|advances in neural"
    r"|meeting|congress|colloquium|findings of|lecture notes|tagung|jahrestagung|conférence"
    r"|congreso|AAAI|ACL|EMNLP|NAACL|EACL|COLING|NeurIPS|NIPS|ICML|ICLR|CVPR|ICCV|ECCV|WACV|IJCAI"
    r"|KDD|SIGIR|WWW|CIKM|WSDM|ICASSP|Interspeech|INTERSPEECH|AISTATS|UAI|COLT|CoRL|ICRA|IROS|RSS"
    r"|ASE|ICSE|FSE|SIGMOD|VLDB|OSDI|SOSP|NSDI|CHI|UIST|MICCAI|BMVC|LREC|CoNLL|3DV|ISCAS|ICIP"
    r"|ACM Multimedia|MM|SIGGRAPH|ICPR|ICDM|ECML|PKDD|DATE|DAC|ISCA)\b",
    re.IGNORECASE,
)
_PROCEEDINGS_JOURNAL = re.compile(
    r"(?:Proc(?:eedings|\.) of (?:the )?(?:IEEE$|VLDB|ACM on|National Academy|Royal Society|PVLDB"
    r"|London Math|American Math)|Proc\. (?:IEEE$|VLDB|Natl|ACM )|PVLDB|PACM|PNAS)",
    re.IGNORECASE,
)
_THESIS = re.compile(r"\b(?:ph\.?\s?d\.?|doctoral|master'?s?|diss|dissertação|tesis|thèse)\b"
                     r".{0,20}(?:thesis|dissertation|diss)?|\bdissertation\b"
                     r"|\b(?:Bachelor|Master|Diplom)arbeit\b", re.IGNORECASE)  # fmt: skip
_LEAD = re.compile(
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
_ABROAD = re.compile(rf"(?:[,.]\s+[A-Z][\w.’' -]{{1,40}}){{0,3}},\s+{_COUNTRY}$")
_SERIES = re.compile(r",\s+ser\.\s.*$|\.\s+\(?Lecture Notes in .*$|\s*\((?:LNCS|LNAI|CCIS)\)$")
_FINAL_YEAR = re.compile(r"[\s(]+(?:1[89]\d\d|20\d\d)[a-z]?\)?[\s.,]*$")
_SENTENCE_IN_VENUE = re.compile(r"(?<=[a-z)]{4})\.\s+(?=[A-Z])")
_NO_NAME = re.compile(
    r"(?:in|vol|no|pp?|ser|eds?|edited|editors?|article|pages?|issues?|n\.p|s\.l|s\.n|nos?|and"
    r"|ahead of print|published online|available|from|at|doi|report|preprint|book review)?"
    r"[\s.,;:()\[\]/#]*",
    re.IGNORECASE,
)


def find_venue(rest: str) -> tuple[str | None, str | None]:
    """Find venue and publisher in a source without its numbers.

    Args:
        rest: The source; `CUT` stands where numbers were.
    """
    publisher = None
    text = rest.strip(" ,.")
    if match := _PUBLISHER.search(text):
        publisher = match["publisher"].strip(" .,")
        text = text[: match.start()] + CUT + text[match.end() :]
    for segment in text.split(CUT):
        if venue := _clean(segment):
            return venue, publisher
    if publisher and _CONFERENCE.fullmatch(publisher):
        return publisher, None
    return None, publisher


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
    if venue and _CONFERENCE.search(venue):
        is_article = is_journal and _PROCEEDINGS_JOURNAL.match(venue)
        return "article-journal" if is_article else "paper-conference"
    if venue and is_journal:
        return "article-journal"
    if venue is None and publisher:
        return "book"
    return None
