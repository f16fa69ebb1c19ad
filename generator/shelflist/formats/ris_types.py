"""What the types and tags of RIS mean: tables alone.

Source:
    Research Information Systems, "RIS Format Specifications" (2001 and 2011); the exports of
    EndNote and Zotero for editors.
"""

from __future__ import annotations

TYPES: dict[str, str | None] = {
    "ABST": "article-journal", "ADVS": "motion_picture", "AGGR": "dataset", "ANCIENT": "book",
    "ART": "graphic", "BILL": "bill", "BLOG": "post-weblog", "BOOK": "book",
    "CASE": "legal_case", "CHAP": "chapter", "CHART": "figure", "CLSWK": "classic",
    "COMP": "software", "CONF": "paper-conference", "CPAPER": "paper-conference",
    "CTLG": "book", "DATA": "dataset", "DBASE": "dataset", "DICT": "entry-dictionary",
    "EBOOK": "book", "ECHAP": "chapter", "EDBOOK": "book", "EJOUR": "article-journal",
    "ELEC": "webpage", "ENCYC": "entry-encyclopedia", "EQUA": "figure", "FIGURE": "figure",
    "GEN": None, "GENERIC": None, "GOVDOC": "report", "GRANT": "document", "GRNT": "document",
    "HEAR": "hearing", "ICOMM": "personal_communication", "INPR": "article-journal",
    "INTV": "interview", "JFULL": "periodical", "JOUR": "article-journal",
    "LEGAL": "legal_case", "MANSCPT": "manuscript", "MAP": "map", "MGZN": "article-magazine",
    "MPCT": "motion_picture", "MULTI": "document", "MUSIC": "song", "NEWS": "article-newspaper",
    "PAMP": "pamphlet", "PAT": "patent", "PCOMM": "personal_communication", "POD": "broadcast",
    "PREPRINT": "article", "PRESS": "article-newspaper", "RPRT": "report", "SER": "book",
    "SLIDE": "speech", "SOUND": "song", "STAND": "standard", "STAT": "legislation",
    "STD": "standard", "THES": "thesis", "UNBILL": "bill", "UNPB": "manuscript",
    "UNPD": "manuscript", "VIDEO": "motion_picture", "WEB": "webpage",
}  # fmt: skip
"""RIS type -> CSL type; `None` where it says nothing."""

TITLES_OF_BOOKS = ("TI", "T1", "CT", "BT", "ST")
YEARS = ("PY", "DA", "Y1", "YR")
DOIS = ("DO", "DI")
KEYS = ("ID", "AN", "LB")
"""Tags with one meaning, the best first."""

NO_PAPERS: dict[str, str] = {
    "ATTACH": "an attachment", "ATTACHMENT": "an attachment", "SNAPSHOT": "an attachment",
    "LINK": "an attachment", "FILE": "an attachment", "NOTE": "a note", "ANNOT": "a note",
    "ANNOTATION": "a note", "HIGHLIGHT": "a note",
}  # fmt: skip
"""Types that no standard has, of what hangs on a paper in a reference manager."""

BOOKS = frozenset({"BOOK", "EBOOK", "EDBOOK", "CLSWK", "SER", "THES"})
"""Types whose `SP` is a number of pages and whose `BT` is the title."""

_EDITORS_OF_BOOK = ("ED", "A3")
EDITORS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("BOOK", "EBOOK", "EDBOOK", "CLSWK"), _EDITORS_OF_BOOK),
    **dict.fromkeys(("RPRT", "THES", "PAT", "CASE", "BILL", "INTV", "SLIDE", "SOUND"), ("ED",)),
    **dict.fromkeys(("PCOMM", "ICOMM", "MPCT", "VIDEO", "MUSIC"), ("ED",)),
}
"""For a type, the tags that hold editors. `A2` is the editor of a part, but the series' editor
of a book and elsewhere a performer, an adviser or an addressee."""

EDITORS_OF_PARTS = ("ED", "A2")
"""The same for all other types."""

TRANSLATED = frozenset((
    "ANCIENT", "BLOG", "BOOK", "CHAP", "CLSWK", "DICT", "EBOOK", "ECHAP", "EDBOOK", "EJOUR",
    "ELEC", "ENCYC", "GEN", "JOUR", "MGZN", "NEWS", "PAMP", "SER", "THES", "UNPB",
))  # fmt: skip
"""Types whose `A4` holds translators; elsewhere it is a sponsor, a department, a performer."""

PERIODICALS = frozenset({"JOUR", "EJOUR", "ABST", "INPR", "MGZN", "NEWS"})
"""Types whose editors are those of an issue, and rare."""

ARTICLES = frozenset({*PERIODICALS, "CONF", "CPAPER"})
"""Types of which databases tell in `M3` what every article is, and in `ET` its first day online."""

TAGS = frozenset(
    """
    A1 A2 A3 A4 AB AD AN AU AV BT C1 C2 C3 C4 C5 C6 C7 C8 CA CN CP CT CY DA DB DI DO DP ED EP ER ET
    ID IS J1 J2 JA JF JO JP KW L1 L2 L3 L4 LA LB LK M1 M2 M3 N1 N2 NV OP PB PP PY RI RN RP SE SN SP
    ST T1 T2 T3 TA TI TT TY U1 U2 U3 U4 U5 UR VL VO WP WT WV Y1 Y2 YR
""".split()
)
