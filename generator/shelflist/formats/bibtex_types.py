"""What the entry types and fields of BibTeX and BibLaTeX mean in a record: tables alone.

Source:
    btxdoc (1988); biblatex's manual 3.21, sections 2.1 and 2.2; the exports of JabRef,
    Zotero, Mendeley, DBLP, arXiv and al-folio for the names beside them.
"""

from __future__ import annotations

CSL_TYPES: dict[str, str] = {
    "article": "article-journal", "suppperiodical": "article-journal",
    "inproceedings": "paper-conference", "conference": "paper-conference",
    "paper": "paper-conference",
    "book": "book", "mvbook": "book", "bookinbook": "book", "collection": "book",
    "mvcollection": "book", "proceedings": "book", "mvproceedings": "book", "reference": "book",
    "mvreference": "book", "manual": "book", "periodical": "book", "booklet": "pamphlet",
    "inbook": "chapter", "suppbook": "chapter", "incollection": "chapter",
    "suppcollection": "chapter", "inreference": "entry-encyclopedia",
    "phdthesis": "thesis", "mastersthesis": "thesis", "bachelorsthesis": "thesis",
    "thesis": "thesis", "masterthesis": "thesis", "dissertation": "thesis",
    "techreport": "report", "report": "report", "whitepaper": "report",
    "unpublished": "manuscript", "online": "webpage", "electronic": "webpage", "www": "webpage",
    "webpage": "webpage", "software": "software", "dataset": "dataset", "data": "dataset",
    "patent": "patent", "standard": "standard", "preprint": "article",
    "review": "review", "newspaper": "article-newspaper", "letter": "personal_communication",
    "video": "motion_picture", "movie": "motion_picture", "audio": "song", "image": "graphic",
    "artwork": "graphic", "legislation": "legislation", "jurisdiction": "legal_case",
    "legal": "legislation", "presentation": "speech", "talk": "speech",
}  # fmt: skip
"""The CSL type of each entry type; `misc` has one only if its fields show it."""

WITHOUT_TYPE = frozenset({"misc", "other", "unknown", "generic"})
"""Types that say nothing; those in neither table are named in the note."""

VOLUMES = frozenset((
    "proceedings", "mvproceedings", "collection", "mvcollection", "periodical", "book", "mvbook",
    "reference", "mvreference",
))  # fmt: skip
"""Types whose entries hold papers: one that others take over from is no paper itself."""

DATA = {"xdata": "data that other entries take over", "set": "a set of other entries"}
"""Types whose entries are no works at all, and what they are."""

EDITORS = frozenset({"", "editor", "compiler"})
"""What `editortype` calls those who put a book together."""

ALL_TYPES = frozenset({*CSL_TYPES, *WITHOUT_TYPE, *VOLUMES, *DATA})
"""Every type that is known."""

_ANY = ("journal", "journaltitle", "booktitle", "eventtitle", "howpublished", "venue",
        "journal_ref", "journalref", "journal-ref", "shortjournal")  # fmt: skip
CONTAINERS: dict[str | None, tuple[str, ...]] = {
    "article-journal": _ANY,
    "paper-conference": ("booktitle", "eventtitle", *_ANY, "series", "organization"),
    "chapter": ("booktitle", "maintitle", *_ANY),
    "book": ("series",),
    "thesis": ("school", "institution", "university"),
    "report": ("institution", "organization", "howpublished", "series"),
    None: ("howpublished", *_ANY),
}
"""For a CSL type, the fields that hold the venue, the best first; `None` is for all others."""

PLACES = ("address", "location")
"""Where the publisher is; ACM's `location` beside an `address` is where people met."""

ADDRESSES = ("url", "link", "ee", "howpublished", "bdsk-url-1", "bdsk-url-2", "html", "uri",
             "adsurl", "opturl")  # fmt: skip
"""Fields that may hold the paper's address, the best first."""

LINKS = {
    "code": "code", "github": "code", "codeurl": "code", "code_url": "code",
    "project": "project", "project_page": "project", "projectpage": "project",
    "website": "project", "homepage": "project", "demo": "project",
    "data": "data", "dataset": "data", "dataurl": "data", "model": "model",
    "pdf": "link", "eprinturl": "link", "video": "link", "slides": "link", "poster": "link",
    "supp": "link", "supplementary": "link", "blog": "link", "talk": "link", "attachment": "link",
}  # fmt: skip
"""Fields that hold other addresses, and what such an address is."""

ARXIV_HOLDERS = ("arxiv", "arxivid", "arxiv_id", "eprint", "doi", "url", "pdf", "journal",
                 "journaltitle", "ee", "number", "volume", "howpublished", "note", "booktitle",
                 "pages", "publisher")  # fmt: skip
"""Fields that may hold an arXiv id, the surest first."""

HINTS = ("keywords", "keyword", "tags", "groups", "mendeley-groups", "mendeley-tags",
         "categories", "topics", "topic", "subject", "primaryclass", "eprintclass")  # fmt: skip

FIRST_YEARS = ("origdate", "origyear")
"""Fields that name the year of first publication."""

NOTES = ("note", "addendum", "pubstate")

TAKEN = frozenset((
    "title", "subtitle", "shorttitle", "author", "editor", "editortype", "year", "date", "month",
    *FIRST_YEARS, "translator", "edition", "isbn", "issn", "type", *PLACES,
    "volume", "number", "issue", "pages", "eid", "articleno", "article-number", "publisher",
    "organization", "doi", "abstract", "archiveprefix", "eprinttype", "crossref", "xdata",
    "booksubtitle", "maintitle", "entrysubtype", "links", "preprint", "otherids", "retracted",
    "checkedwith", "related", "relatedtype", *ADDRESSES, *LINKS,
    *ARXIV_HOLDERS, *HINTS, *NOTES,
    *(name for names in CONTAINERS.values() for name in names),
))  # fmt: skip
"""Every field that a record may be made of; the others are counted and stay in the seed."""

MACROS = {
    **{name[:3]: name for name in (
        "January", "February", "March", "April", "May", "June", "July", "August", "September",
        "October", "November", "December",
    )},
    "sept": "September",
    "acmcs": "ACM Computing Surveys", "acta": "Acta Informatica",
    "cacm": "Communications of the ACM", "ibmjrd": "IBM Journal of Research and Development",
    "ibmsj": "IBM Systems Journal", "ieeese": "IEEE Transactions on Software Engineering",
    "ieeetc": "IEEE Transactions on Computers",
    "ieeetcad": "IEEE Transactions on Computer-Aided Design of Integrated Circuits",
    "ipl": "Information Processing Letters", "jacm": "Journal of the ACM",
    "jcss": "Journal of Computer and System Sciences", "scp": "Science of Computer Programming",
    "sicomp": "SIAM Journal on Computing", "tocs": "ACM Transactions on Computer Systems",
    "tods": "ACM Transactions on Database Systems", "tog": "ACM Transactions on Graphics",
    "toms": "ACM Transactions on Mathematical Software",
    "toois": "ACM Transactions on Office Information Systems",
    "toplas": "ACM Transactions on Programming Languages and Systems",
    "tcs": "Theoretical Computer Science",
}  # fmt: skip
"""Macros that every style defines: months, and the journals of BibTeX's own styles."""

MACROS = {name.lower(): text for name, text in MACROS.items()}
