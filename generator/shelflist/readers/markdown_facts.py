"""Who, where and when, in the few words that lists give: `NeurIPS'19`, `2023/05`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from shelflist.model import Name
from shelflist.readers.citation_authors import find_authors, is_person_like

_LONGEST_NAMES = 5_000
_FEW = 5
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*\.?"
_YEAR = r"(?:19[5-9]\d|20[0-4]\d)"
_DATE = re.compile(
    rf"(?:(?:published|posted|submitted|updated)?(?: ?(?:on|in|:))? ?)?"
    rf"(?:({_YEAR})(?:[-/.年 ]\s?(?:\d{{1,2}}|{_MONTH})月?(?:[-/. ]\d{{1,2}}日?)?)?"
    rf"|(?:\d{{1,2}} )?{_MONTH},? (?:\d{{1,2}}(?:st|nd|rd|th)?,? )?({_YEAR})"
    rf"|\d{{1,2}}[-/.](?:\d{{1,2}}[-/.])?({_YEAR})|(?:early |late |mid[- ])({_YEAR}))",
    re.IGNORECASE,
)
_SENTENCE_START = re.compile(
    r"\W*[^\W\d_]\w*(?: [^\W\d_]\w*){0,3} (?:for|with|using|via|from|on|in|is|are|to|based)\b"
)
"""Words that stand between no names; looked for first because it costs little."""
_MEETINGS = (
    "AAAI|AACL|ACCV|ACL|ACM MM|ACMMM|AISTATS|ALT|ASE|ASPLOS|ASRU|ATC|BMVC|CAV|CCS|CHI|CIKM|CoLLAs"
    "|COLING"
    "|COLM|COLT|CoNLL|CoRL|CSCW|CVPR|CVPRW|DAC|DATE|EACL|ECAI|ECCV|ECCVW|ECIR|ECML(?:[- ]PKDD)?"
    "|EMNLP"
    "|Eurographics|EuroSys|FAccT|FAST|FOCS|FPGA|FSE|Globecom|GECCO|HPCA|HRI|ICASSP|ICC|ICCAD|ICCV"
    "|ICCVW"
    "|ICDAR|ICDE|ICDM|ICIP|ICLR|ICML|ICMR|ICPR|ICRA|ICSE|IJCAI|IJCNLP|IJCNN|IMC|INFOCOM|INLG"
    "|Interspeech|IROS|ISCA|ISMIR|ISSTA|IUI|IV|KDD|L4DC|LREC(?:-COLING)?|MICCAI|MICRO|MIDL|MLSys"
    "|MM"
    "|MobiCom|MSR|NAACL(?:-HLT)?|NDSS|NeurIPS|NIPS|NSDI|OOPSLA|OSDI|PLDI|PODC|PODS|POPL|PPoPP"
    "|RecSys|RSS"
    "|SC|SDM|SIGCOMM|SIGGRAPH(?: Asia)?|SIGIR|SIGMOD|SODA|SOSP|S&P|STOC|TheWebConf|UAI|UIST"
    "|USENIX(?: Security)?"
    "|VLDB|PVLDB|WACV|WSDM|WWW|3DV|ITSC|HotNets|EC|CPAL|TREC|SemEval|BlackboxNLP|RepL4NLP|WMT"
)
_JOURNALS = (
    "TPAMI|T-PAMI|IJCV|TIP|TNNLS|TMLR|JMLR|TACL|TKDE|TOIS|TIST|TOG|TVCG|TMM|TCSVT|TMI|TITS|T-ITS"
    "|RA-L|RAL"
    "|T-RO|TRO|TASLP|TSE|TOSEM|TODS|TCYB|JAIR|AIJ|MIA|PR|PRL|CVIU|PNAS|Nature(?: [A-Z]\\w+){0,3}"
    "|Science(?: [A-Z]\\w+){0,2}"
    "|Cell|PLoS ONE|PLOS ONE|IEEE Access|Neurocomputing|Bioinformatics|CACM|CSUR"
    "|ACM Computing Surveys|TCSS"
    "|TechRxiv|Findings(?: of (?:the )?[A-Z]+)?|Sensors|Remote Sensing|Neural Networks"
    "|Pattern Recognition"
    "|Information Fusion|Medical Image Analysis|Artificial Intelligence|Neural Computation"
    "|Nat(?:ure)? Mach(?:ine)? Intell(?:igence)?"
)
_SHORT = re.compile(
    rf"(?P<lead>(?:in |at |to appear (?:in|at) |accepted (?:by|at|to|in) "
    rf"|proc(?:eedings)?\.? (?:of )?)?(?:the )?(?:IEEE(?:/CVF)? |ACM )?)"
    rf"(?P<name>(?:{_MEETINGS}|{_JOURNALS})(?:[-/ ](?:{_MEETINGS}|Findings|Workshops?|W|Industry"
    rf"|Demos?|Datasets?(?: and Benchmarks)?(?: Track)?))?(?: [Ff]indings| [Ww]orkshops?"
    rf"| [Dd]emos?)?)"
    rf"\s*[,\-_]?\s*(?:(?P<year>{_YEAR})|['’`]\s?(?P<short>\d\d)|(?P<bare>\d\d)(?!\d))?"
    rf"(?P<more>[\s,(]*(?:oral|spotlight|poster|best paper.*|long|short|under review|highlight"
    rf"|workshops?|w|findings|main|journal|submission|award|industry(?: track)?|demo|notable.*"
    rf"|top.*|outstanding.*|datasets? and benchmarks?(?: track)?)[\s)]*)?",
    re.IGNORECASE,
)
_PREPRINT = re.compile(
    rf"(?:arxiv|ar ?xiv preprint|arxiv preprint|preprints?|biorxiv|medrxiv|ssrn|corr|openreview"
    rf"|under review|tech(?:nical)?\.? report)"
    rf"(?:[\s,:'’(-]*(?P<year>{_YEAR})(?:[-/.]\d{{1,2}})*|[\s'’]*(?P<short>\d\d)(?!\d)"
    rf"|[\s:]*\d{{4}}\.\d{{4,5}}(?:v\d)?)?[)\s]*",
    re.IGNORECASE,
)
_LONG = re.compile(
    rf"(?P<name>(?:[A-Z][\w&.’'-]*|of|the|on|in|and|for|&|IEEE|ACM)(?:\s+(?:[A-Z][\w&.’'-]*|of"
    rf"|the|on|in|and|for|&)){{0,11}}?)"
    rf"\s*,?\s*\(?(?P<year>{_YEAR})\)?"
)
_LONG_WORDS = re.compile(
    r"\b(?:Journal|Transactions|Conference|Proceedings|Workshop|Symposium|Letters|Review|Magazine"
    r"|Annals"
    r"|Advances in|International|Press|Nature|Lecture Notes)\b"
)


@dataclass(frozen=True, slots=True)
class Venue:
    """Where a paper appeared; `name` is empty for a preprint."""

    name: str
    year: int | None


def find_date(text: str) -> int | None:
    """Give the year of words that are a date and nothing else."""
    found = _DATE.fullmatch(text.strip(" .,;()[]"))
    return int(next(filter(None, found.groups()))) if found else None


def find_venue(text: str) -> Venue | None:
    """Give where a paper appeared, of words that say nothing else."""
    text = " ".join(text.split()).strip(" .,;*_")
    if not 2 <= len(text) <= 160:
        return None
    if found := _PREPRINT.fullmatch(text):
        return Venue("", _to_year(found["year"], found["short"]))
    if found := _SHORT.fullmatch(text):
        name = found["name"]
        is_small = name.islower() and not found["year"]
        bare = found["short"] or found["bare"]
        return None if is_small else Venue(name, _to_year(found["year"], bare))
    if found := _LONG.fullmatch(text):
        if _LONG_WORDS.search(found["name"]) or len(found["name"].split()) <= 2:
            return Venue(found["name"].strip(" ,"), int(found["year"]))
        return None
    is_journal = _LONG_WORDS.match(text) and 2 <= len(text.split()) <= 12 and text[0].isupper()
    return Venue(text, None) if is_journal else None


def _to_year(year: str | None, short: str | None) -> int | None:
    if year:
        return int(year)
    if short:
        return (1900 if int(short) > 60 else 2000) + int(short)
    return None


def find_people(text: str) -> tuple[tuple[Name, ...], bool] | None:
    """Find names and nothing else; one name alone is none unless it has initials."""
    if len(text) > _LONGEST_NAMES or _SENTENCE_START.match(text):
        return None
    first = text[:300].split()
    if len(first) > _FEW and sum(word[0].islower() for word in first) * 2 > len(first):
        return None
    text = re.sub(r"^(?:by|authors?:?)\s+", "", text.strip(), flags=re.IGNORECASE)
    found = find_authors(re.sub(r"[*†‡§¹²³#]+", "", text))
    if found is None or not is_person_like(*found):
        return None
    names, more = found
    is_person = all(
        bool(n.family and n.given) and len(n.given.split()) <= 3 for n in names if not n.literal
    )
    has_names = sum(bool(n.family and n.given) for n in names)
    return (names, more) if is_person and (has_names or more) else None
