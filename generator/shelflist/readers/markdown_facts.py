"""Who, where and when, in the few words that lists give: `NeurIPS'19`, `2023/05`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from shelflist.formats.preprints import find_server
from shelflist.model import Name
from shelflist.readers.citation_authors import find_authors, is_person_like

_LONGEST_NAMES = 5_000
_FEW = 5
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*\.?"
_YEAR = r"(?:19[5-9]\d|20[0-4]\d)"
_DATE = re.compile(
    rf"(?:(?:published|posted|submitted|updated)?(?: ?(?:on|in|:))? ?)?"
    rf"(?:({_YEAR})(?:[-/.年 ]\s?(?:\d{{1,2}}|{_MONTH})月?(?:[-/. ]?\d{{1,2}}日?)?|年)?"
    rf"|(?:\d{{1,2}} )?{_MONTH},? (?:\d{{1,2}}(?:st|nd|rd|th)?,? )?({_YEAR})"
    rf"|\d{{1,2}}[-/.](?:\d{{1,2}}[-/.])?({_YEAR})|(?:early |late |mid[- ])({_YEAR}))",
    re.IGNORECASE,
)
_NO_NAME = re.compile(
    r"\b(?:Adversarial|Agents?|Algorithms?|Analysis|Applications?|Approach(?:es)?|Architectures?"
    r"|Attacks?|Attention|Augmentation|Bayesian|Benchmark(?:s|ing)?|Classification|Cod(?:e|ing)"
    r"|Comput(?:ing|ation|ational|er|ers)|Convolution(?:al)?|Data(?:sets?|bases?)?|Deep Learning"
    r"|Detection|Diffusion|Distributed|Efficient|Embeddings?|Estimation|Evaluat(?:ion|ing)|Features?"
    r"|Federated|Frameworks?|Generat(?:ion|ive|ing)|Graphs?|Images?|Implications|Inference"
    r"|Information|Intelligence|Interaction|Knowledge|Languages?|Learning|Methods?|Models?|Modeling"
    r"|Multimodal|Networks?|Neural|Objects?|Optimi[sz]ation|Perception|Planning|Prediction|Processing"
    r"|Programming|Reasoning|Recognition|Recurrent|Reinforcement|Representations?|Retrieval|Robots?"
    r"|Search|Segmentation|Semantic|Sequences?|Sparse|Structured?|Supervised|Surveys?|Synthesis"
    r"|Systems?|Tasks?|Their|Theory|Towards?|Training|Transfer|Transformers?|Translation"
    r"|Tutorial|Understanding|Unsupervised|Using|Video|Vision|Visual|Visualizing|Workshops?)\b"
)
"""Words of titles that are no part of people's names."""
_ET_AL = re.compile(r",?\s*\(?\bet\.?\s?al\b\.?\)?\.?", re.IGNORECASE)
_NOTE_SIGNS = re.compile(r"[*†‡§¹²³#]+")
_FAMILY = r"[A-Z][a-zà-öø-ÿ]*(?:['’-][A-Z][a-zà-öø-ÿ]+)?[a-zà-öø-ÿ]"
_FAMILIES = re.compile(
    rf"{_FAMILY}(?:, {_FAMILY}){{1,8}},? (?:and|&) {_FAMILY}|{_FAMILY}(?:, {_FAMILY}){{2,8}}"
    rf"|{_FAMILY}(?:, {_FAMILY}){{2,8}},? et al\."
)
"""Family names alone: three or more with an `and`, or with an `et al.`."""
_TWO_FAMILIES = re.compile(rf"{_FAMILY} (?:and|&) {_FAMILY}")
"""Too few to be told from other words, unless a `by` stands before them."""
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
    "|SIGDIAL|ISBI|ICONIP|AAMAS|CogSci|NLPCC|IJCB|BTAS|ACSAC|RAID|ESORICS|EuroS&P|SaTML|SANER"
    "|ICSME|ICPC|ICCP|IJCAI-ECAI|IAAI|PETS|DSN|ICDCS|SoCC|HotOS|CIDR|EDBT"
    "|VLDB|PVLDB|WACV|WSDM|WWW|3DV|ITSC|HotNets|EC|CPAL|TREC|SemEval|BlackboxNLP|RepL4NLP|WMT"
)
_JOURNALS = (
    "TPAMI|T-PAMI|IJCV|TIP|TNNLS|TMLR|JMLR|TACL|TKDE|TOIS|TIST|TOG|TVCG|TMM|TCSVT|TMI|TITS|T-ITS"
    "|RA-L|RAL|PAMI|TCI|TPDS|TOCS|TACO|TIFS|TDSC|TNSM|TWC|TSP|TGRS|ISPRS|JBHI|TBME"
    "|T-RO|TRO|TASLP|TSE|TOSEM|TODS|TCYB|JAIR|AIJ|MIA|PR|PRL|CVIU|PNAS|Nature(?: [A-Z]\\w+){0,3}"
    "|Science(?: [A-Z]\\w+){0,2}"
    "|Cell|PLoS ONE|PLOS ONE|IEEE Access|Neurocomputing|Bioinformatics|CACM|CSUR"
    "|ACM Computing Surveys|TCSS"
    "|Findings(?: of (?:the )?[A-Z]+)?|Sensors|Remote Sensing|Neural Networks"
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
    rf"(?:arxiv|ar ?xiv preprint|arxiv preprint|preprints?|corr|openreview"
    rf"|under review|tech(?:nical)?\.? report"
    rf"|(?P<server>(?:bio|med|chem|psy|soc|tech|engr|earth)a?rxiv|ssrn|research ?square"
    rf"|preprints\.org|osf preprints)(?: preprints?)?)"
    rf"(?:[\s,:'’(-]*(?:{_MONTH}[\s,]*)?(?P<year>{_YEAR})(?:[-/.]\d{{1,2}})*|[\s'’]*(?P<short>\d\d)(?!\d)"
    rf"|[\s:]*\d{{4}}\.\d{{4,5}}(?:v\d)?)?[)\s]*",
    re.IGNORECASE,
)
_LONG = re.compile(
    rf"(?P<name>(?:[A-Z][\w&.’'-]*|of|the|on|in|and|for|&|IEEE|ACM)(?:\s+(?:[A-Z][\w&.’'-]*|of"
    rf"|the|on|in|and|for|&)){{0,11}}?)"
    rf"\s*,?\s*\(?(?P<year>{_YEAR})\)?"
)
_NAME_FIRST = re.compile(r"[A-Z][\w'’-]+ [A-Z]{1,3}\.? (?=[A-Z])")
"""`Ren F. International Conference on …`: a person before the venue."""
_LONG_WORDS = re.compile(
    r"\b(?:Journal|Transactions|Conference|Proceedings|Workshop|Symposium|Letters|Review|Magazine"
    r"|Annals"
    r"|Advances in|International|Press|Nature|Lecture Notes)\b"
)

CAPITALS = re.compile(r"[A-Z&](?:[^\W\d_]|&|\d(?=[A-Z]))+")
"""Words that begin in capitals, without the year behind them: `ICML24`."""
VENUE_WORDS = frozenset(CAPITALS.findall(f"{_MEETINGS}|{_JOURNALS}|{_LONG_WORDS.pattern}|OSF"))
"""The words in capitals of which every name of a venue without a year has one."""
_ACRONYM = re.compile(r"([A-Z][A-Za-z]*[A-Z][A-Za-z]*)\s?['’]\s?(\d\d)")
_TRACK = re.compile(r"[\s,(:–-]*(?:[A-Z][\w&-]*|on|of|and|for|in|the)(?:\s+[\w&-]+){0,4}\)?")
"""`NeurIPS'24 ENLSP`, `ICLR 24 Tiny Paper`: a track behind the meeting."""
_YEAR_FIRST = re.compile(rf"({_YEAR})[\s,_-]+(?!(?:The|A|An) )(?=\D)(\S.{{1,80}})")
_PROPER = re.compile(r"[A-Z][\w&-]+(?: (?:[A-Z][\w&-]+|in|of|and|for|the|&)){0,4}")
_SUBJECT = re.compile(
    r"[A-Z]\S*[A-Z]|\b(?:Biolog|Medicin|Physic|Chemi|Network|System|Informatic|Bioinformatic|Comput"
    r"|Scien|Communication|Intelligence|Learning|Robotic|Vision|Graphic|Geno|Genetic|Method|Report"
    r"|Advance|Access|Mathematic|Statistic|Engineering|Neuro|Psycholog|Linguistic|Security|Software"
    r"|Analysis|Frontiers|Nucleic|Econom|Patterns|Trends|Protocols|Acta|Archiv|Notices)"
)
"""What names of journals and meetings have and people's names have not."""


def _is_proper(name: str) -> bool:
    return bool(_PROPER.fullmatch(name) and (_SUBJECT.search(name) or _LONG_WORDS.search(name)))


@dataclass(frozen=True, slots=True)
class Venue:
    """Where a paper appeared; `name` is empty for a preprint on arXiv or on no server."""

    name: str
    year: int | None
    is_preprint: bool = False


def find_date(text: str) -> int | None:
    """Give the year of words that are a date and nothing else."""
    found = _DATE.fullmatch(text.strip(" .,;()[]"))
    return int(next(filter(None, found.groups()))) if found else None


@lru_cache(maxsize=4096)
def find_venue(text: str) -> Venue | None:
    """Give where a paper appeared, of words that say nothing else."""
    text = " ".join(text.split()).strip(" .,;*_")
    if not 2 <= len(text) <= 160:
        return None
    if dated := _split_date(text):
        return dated
    if found := _PREPRINT.fullmatch(text):
        server = found["server"] and find_server(" ".join(found["server"].split()))
        return Venue(server or "", _to_year(found["year"], found["short"]), is_preprint=True)
    if found := _SHORT.fullmatch(text):
        name = found["name"]
        is_small = name.islower() and not found["year"]
        bare = found["short"] or found["bare"]
        return None if is_small else Venue(name, _to_year(found["year"], bare))
    if found := _ACRONYM.fullmatch(text):
        return Venue(found[1], _to_year(None, found[2]))
    begun = _SHORT.match(text)
    if begun and (begun["year"] or begun["short"]) and _TRACK.fullmatch(text[begun.end() :]):
        return Venue(begun["name"], _to_year(begun["year"], begun["short"]))
    if found := _LONG.fullmatch(text):
        name = found["name"].strip(" ,")
        if _NAME_FIRST.match(name):
            return None
        if _LONG_WORDS.search(name) or (len(name.split()) <= 2 and _is_proper(name)):
            return Venue(name, int(found["year"]))
        return None
    is_journal = _LONG_WORDS.match(text) and 2 <= len(text.split()) <= 12 and text[0].isupper()
    return Venue(text, None) if is_journal else None


def _split_date(text: str) -> Venue | None:
    """Read `2023 Nature Methods` and `NeurIPS, Feb 2022`: a venue and a date of its own."""
    if first := _YEAR_FIRST.fullmatch(text):
        return _find_venue_after(int(first[1]), first[2])
    if "," in text and (year := find_date(tail := text.partition(",")[2].strip())):
        found = None if find_date(text) else find_venue(text[: -len(tail)].rstrip(" ,"))
        return Venue(found.name, year) if found else None
    return None


def _find_venue_after(year: int, text: str) -> Venue | None:
    if found := find_venue(text):
        return Venue(found.name, year)
    return Venue(text, year) if _is_proper(text) else None


def _to_year(year: str | None, short: str | None) -> int | None:
    if year:
        return int(year)
    if short:
        return (1900 if int(short) > 60 else 2000) + int(short)
    return None


@lru_cache(maxsize=4096)
def find_people(text: str) -> tuple[tuple[Name, ...], bool] | None:
    """Find names and nothing else; one name alone is none unless it has initials."""
    if len(text) > _LONGEST_NAMES or _SENTENCE_START.match(text) or _NO_NAME.search(text):
        return None
    first = text[:300].split()
    if len(first) > _FEW and sum(word[0].islower() for word in first) * 2 > len(first):
        return None
    said = text.strip()
    text = re.sub(r"^(?:by|authors?:?)\s+", "", said, flags=re.IGNORECASE)
    is_said = text != said
    text = _ET_AL.sub(" et al.", _NOTE_SIGNS.sub("", text))
    if _FAMILIES.fullmatch(text) or (is_said and _TWO_FAMILIES.fullmatch(text)):
        return _to_families(text)
    found = find_authors(text)
    if found is None or not is_person_like(*found):
        return None
    names, more = found
    is_person = (more and len(names) == 1) or all(map(_is_whole, names))
    has_names = sum(bool(n.family and n.given) for n in names)
    return (names, more) if is_person and (has_names or more) else None


def find_person(text: str) -> Name | None:
    """Find one full name where its place says that it is a person's: `Jane Doe, 2020`."""
    if _NO_NAME.search(text) or (found := find_authors(text)) is None:
        return None
    names, more = found
    is_one = len(names) == 1 and not more
    return names[0] if is_one and names[0].given and _is_whole(names[0]) else None


_INITIALED = re.compile(rf"(?:[A-Z]\.[ -]?){{1,3}}{_FAMILY}")
_WHOLE_NAME = re.compile(rf"{_FAMILY}(?: [A-Z]\.)?(?:[ -]{_FAMILY}){{1,2}}")


_LAST_NAME = re.compile(r"(?:\band|&) [^,&]+$")
_AND = re.compile(r",\s*(?:(?:and|&)\s+)?|\s+(?:and|&)\s+")


def are_plainly_names(text: str) -> bool:
    """Say whether words can be nothing but people: with initials, or `A B, C D and E F`."""
    if _NO_NAME.search(text):
        return False
    names = _AND.split(text.strip(" ,"))
    is_closed = len(names) > 2 and _LAST_NAME.search(text) is not None
    return all(map(_INITIALED.fullmatch, names)) or (
        is_closed and all(map(_WHOLE_NAME.fullmatch, names))
    )


def _is_whole(name: Name) -> bool:
    """Say whether a name is a person's with both parts, or a group's: `OpenAI`, `张三`."""
    if name.literal:
        return not re.fullmatch(r"[A-Z][a-z]+", name.literal)
    return bool(name.family and name.given) and len(name.given.split()) <= 3


def _to_families(text: str) -> tuple[tuple[Name, ...], bool]:
    """Read `Ghemawat, Gobioff and Leung`: family names alone, as lists of systems papers do."""
    bare = text.removesuffix(" et al.")
    families = re.split(r",? and |,? & |, ", bare.strip(" ,"))
    return tuple(Name(family=family) for family in families), bare != text
