"""Forms that are known and not read: what such a file is, what is in it, how to have it read."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import pairwise

from shelflist.problems import Location, Problem, Refusal, Severity
from shelflist.readers.document import Document
from shelflist.readers.foreign_data import find_papers_data
from shelflist.readers.foreign_tables import find_papers_table
from shelflist.readers.reading import FOREIGN_FORM, UNRECOGNISED, Ledger, Reading

_HEAD = 4_000
_LONGEST_TITLE = 120
_LOOKED_AT = 20_000
_LONGEST_MESSAGE = 120
_MOST_NAMES = 5
_TAGS = re.compile(r"<[^<>]*>")


@dataclass(frozen=True, slots=True)
class Foreign:
    """One form that is not read.

    Attributes:
        what: What people call it.
        sign: What its first lines have.
        find_records: Gives the line and the title of each record of a text.
        mend: What to do.
    """

    what: str
    sign: re.Pattern[str]
    find_records: Callable[[str], Iterator[tuple[int, str]]]
    mend: str


def _foreign(what: str, sign: str, record: str, title: str, mend: str) -> Foreign:
    within = re.compile(
        rf"<(?:\w+:)?{title}(?:\s[^>]{{0,200}})?>(.{{1,600}}?)</(?:\w+:)?{title.split()[0]}>",
        re.DOTALL,
    )
    find_records = partial(_find_records, record=re.compile(record), title=within)
    return Foreign(what, re.compile(sign, re.IGNORECASE), find_records, mend)


def _find_records(
    text: str, *, record: re.Pattern[str], title: re.Pattern[str]
) -> Iterator[tuple[int, str]]:
    line, position = 1, 0
    starts = [match.start() for match in record.finditer(text)]
    for start, end in pairwise([*starts, len(text)]):
        line += text.count("\n", position, start)
        position = start
        found = title.search(text, start, min(end, start + _LOOKED_AT))
        yield line, _TAGS.sub("", found[1]) if found else ""


_AGAIN = "Export the list from {} as BibTeX, RIS or CSL-JSON."
_TABLE_MEND = (
    "Export the list as BibTeX, RIS or CSL-JSON instead; a spreadsheet made by hand: import it into"
    " Zotero or JabRef first."
)
_DATA_MEND = (
    "Write or export the list as BibTeX, RIS or CSL-JSON, or put the papers' DOIs and arXiv ids"
    " into a text file, one a line: shelflist add looks them up."
)
_ANYTHING = re.compile("")
FORMS = (
    _foreign(
        "Zotero RDF",
        r"xmlns:(?:z|bib)=\"http://(?:www\.zotero\.org/namespaces/export|purl\.org/net/biblio)#",
        r"<(?:bib:(?!Journal\b|Series\b|Memo\b|Image\b)[A-Z]\w*|rdf:Description) rdf:about=",
        "title",
        _AGAIN.format("Zotero"),
    ),
    _foreign("MODS", r"<(?:\w+:)?mods(?:Collection)?[\s>]", r"<(?:\w+:)?mods[\s>]", "title",
             _AGAIN.format("the program that made it")),
    _foreign("MARCXML", r"<(?:\w+:)?collection\s[^>]*MARC21|xmlns=\"http://www\.loc\.gov/MARC21",
             r"<(?:\w+:)?record[\s>]", r"subfield code=\"a\"", _AGAIN.format("the library")),
    _foreign("PubMed's XML", r"<Pubmed(?:Book)?Article(?:Set)?\b|<MedlineCitationSet",
             r"<PubmedArticle[\s>]|<PubmedBookArticle[\s>]", "ArticleTitle",
             "Save the list on PubMed in the form 'PubMed' (an .nbib file)."),
    _foreign("JATS, the XML of journals", r"<article\s[^>]{0,600}(?:jats|dtd-version|article-type)",
             r"<article[\s>]", "article-title", "Look the article's DOI up with shelflist add."),
    _foreign("DBLP's XML", r"<dblp[\s>]|<dblpperson\b",
             r"<(?:article|(?:in)?proceedings|book|incollection|(?:phd|masters)thesis|data) ",
             "title", "Save the list on DBLP as BibTeX or JSON."),
    _foreign("Word's bibliography", r"<(?:b:)?Sources\b", r"<(?:b:)?Source>", "Title",
             "Export the list from the program that made it as BibTeX or RIS."),
    _foreign("RefWorks XML", r"<refworks\b", r"<reference>", "t1", _AGAIN.format("RefWorks")),
    _foreign("bibtexml", r"<(?:bibtex:)?file\s[^>]*bibtexml", r"<bibtex:entry[\s>]", "title",
             "Turn it into BibTeX."),
    _foreign("OAI-PMH", r"<OAI-PMH\b", r"<record[\s>]", "title",
             "List the papers' ids in a text file; shelflist add looks them up."),
    _foreign("XML of a form that is not known",
             r"^\s*<\?xml(?!(?s:.*)<(?:feed|rss|rdf:RDF|xml|OAI-PMH|html)\b)", r"(?!)", "title",
             "Save or export the list as BibTeX, RIS or CSL-JSON."),
)  # fmt: skip
"""The forms in XML, looked at from the top."""
COCHRANE = Foreign(
    "the Cochrane Library's own form",
    re.compile(r"\s*Record #1 of \d+\s*\n[A-Z]{2}: "),
    partial(
        _find_records,
        record=re.compile(r"^Record #\d+ of \d+", re.MULTILINE),
        title=re.compile(r"^TI: (.*)", re.MULTILINE),
    ),
    "Export the list from the Cochrane Library as RIS.",
)

PUBMED_TEXT = Foreign(
    "PubMed's abstracts as text",
    re.compile(r"\s*1\. [^\n]{3,200}\b\d{4}\b(?:.*\n)+?PMID: \d+"),
    partial(
        _find_records,
        record=re.compile(r"^\d+\. [^\n]+\b\d{4}\b[^\n]*$", re.MULTILINE),
        title=re.compile(r"\n\n((?:.+\n?)+)"),
    ),
    "Save the list on PubMed in the form 'PubMed' (an .nbib file).",
)


def find_foreign(document: Document) -> Foreign | None:
    """Find what a document is that no reader reads."""
    head = document.text[:_HEAD].lstrip("\ufeff \t\n")
    if head.startswith("<"):
        return next((each for each in FORMS if each.sign.search(head)), None)
    for each in (COCHRANE, PUBMED_TEXT):
        if each.sign.match(document.text[:_LOOKED_AT]):
            return each
    if table := find_papers_table(document.text):
        return Foreign(table.what, _ANYTHING, lambda _: iter(table.rows), _TABLE_MEND)
    return None


def find_foreign_data(document: Document) -> Foreign | None:
    """Find papers as data in a document that only a reader of free text would take, or none."""
    if data := find_papers_data(document.text):
        return Foreign(data.what, _ANYTHING, lambda _: iter(data.rows), _DATA_MEND)
    return None


def describe_unknown(document: Document) -> str:
    """Say what a document looks like that no reader knows; empty if it could be anything."""
    text = document.text.strip("\ufeff \t\n")
    if re.match(r"\{|\[\s*(?:[\[{\"]|$)", text):
        return _describe_json(text)
    if re.match(r"<[A-Za-z!/]", text):
        return "it looks like a piece of a web page"
    if re.match(r"(?://|/\*)[^\n]*\n\s*[\[{]", text):
        return "it looks like JSON with comments, which JSON does not allow"
    if len(text) <= _LONGEST_MESSAGE:
        return f"all that it says is {' '.join(text.split())!r}"
    return ""


def _describe_json(text: str) -> str:
    try:
        value = json.loads(text)
    except RecursionError:
        return "it is JSON that is nested too deeply"
    except ValueError as error:
        return f"it begins like JSON and is none: {error}"
    names = list(value)[:_MOST_NAMES] if isinstance(value, dict) else []
    held = f", with {', '.join(map(repr, names))}" if names else ""
    return f"it is JSON of no form that is known{held}"


def refuse_foreign(document: Document, foreign: Foreign) -> Reading:
    """Name the file for what it is, and every record in it as not taken."""
    refused = tuple(_refuse_records(document.text, foreign))
    many = f"{len(refused)} records in it were" if len(refused) > 1 else "the record in it was"
    count = f"; {many} not taken" if refused else ""
    message = f"this is {foreign.what}, which is not read{count}"
    where = Location(document.name, 1)
    problem = Problem(where, FOREIGN_FORM, message, foreign.mend, Severity.WARNING)
    lines = Ledger(document).close()
    return Reading(document.name, UNRECOGNISED, (), lines, (problem,), refused=refused)


def _refuse_records(text: str, foreign: Foreign) -> Iterator[Refusal]:
    for line, title in foreign.find_records(text):
        what = " ".join(title.split())[:_LONGEST_TITLE] or "a record"
        yield Refusal(line, what, f"{foreign.what} is not read", foreign.mend)
