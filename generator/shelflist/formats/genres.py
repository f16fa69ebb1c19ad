"""What kind of thesis or report a work is, in words: degrees in each form.

Source:
    biblatex's manual 3.21, section 4.9.2.13, for the keys of `type`; btxdoc (1988) for what
    BibTeX's styles print of an entry without one.
"""

from __future__ import annotations

from shelflist.formats.fields import BIBTEX_KINDS

MASTERS, PHD, REPORT = "Master's thesis", "PhD thesis", "Technical report"

BIBLATEX_KEYS: dict[str, str] = {
    PHD: "phdthesis", MASTERS: "mathesis", "Bachelor's thesis": "bathesis",
    "Candidate thesis": "candthesis", REPORT: "techreport", "Research report": "resreport",
    "Computer software": "software", "CD-ROM": "datacd", "Audio CD": "audiocd",
    "Patent": "patent", "U.S. patent": "patentus", "European patent": "patenteu",
    "German patent": "patentde", "French patent": "patentfr", "British patent": "patentuk",
    "Patent request": "patreq", "U.S. patent request": "patrequs",
    "European patent request": "patreqeu", "German patent request": "patreqde",
    "French patent request": "patreqfr", "British patent request": "patrequk",
}  # fmt: skip
"""Words -> what biblatex prints in the language of the document."""

_WORDS = {key: words for words, key in BIBLATEX_KEYS.items()} | {"mastersthesis": MASTERS}
_OF_ENTRIES = {
    "phdthesis": PHD, "mastersthesis": MASTERS, "masterthesis": MASTERS,
    "bachelorsthesis": "Bachelor's thesis", "techreport": REPORT,
}  # fmt: skip
"""What the entry types of BibTeX say without a field."""

_OF_DATABASES = frozenset({
    *(kind.casefold() for kind in BIBTEX_KINDS.values()),
    "article", "article in press", "article; early access", "book", "book chapter", "book review",
    "chapter", "conference", "conference paper", "conference proceedings", "conference review",
    "data paper", "dissertation/thesis", "doctype", "early access", "editorial",
    "editorial material", "erratum", "inproceedings", "journal", "journal article",
    "journal paper", "letter", "magazine article", "meeting", "meeting abstract", "misc",
    "newspaper article", "note", "original article", "original research", "paper", "preprint",
    "proceedings", "proceedings paper", "research article", "research paper", "research-article",
    "review", "review article", "scholarly journals", "serial", "short paper", "short survey",
    "text", "thesis or dissertation", "web page", "webpage",
})  # fmt: skip
"""Words that say no more than the type of the work does, in small letters."""


def find_genre(text: str, entry_type: str = "") -> str | None:
    """Find the kind of a work in the field of a form that holds it.

    Args:
        text: Clean; a key of biblatex counts as its words.
        entry_type: That of BibTeX, which may say it alone.

    Returns:
        `None` where the text says no more than the work's type.
    """
    if not text:
        return _OF_ENTRIES.get(entry_type)
    parts = [part.strip().casefold() for part in text.split(";")]
    return None if all(part in _OF_DATABASES for part in parts) else _WORDS.get(text, text)


def to_bibtex_kind(csl_type: str, entry_type: str, genre: str | None) -> tuple[str, str]:
    """Give the entry type and the field `type`, which styles print or replace by a word.

    Args:
        csl_type: Of the record.
        entry_type: What `BIBTEX_TYPES` has for it.
        genre: Of the record.
    """
    if csl_type == "thesis" and genre and "master" in genre.lower():
        entry_type = "mastersthesis"
    if genre and genre == _OF_ENTRIES.get(entry_type):
        return entry_type, ""
    return entry_type, genre or BIBTEX_KINDS.get(csl_type, "")
