"""Items of Zotero's own JSON: answers of its interface, and exports of Better BibTeX.

Source:
    Zotero, "Web API" and its schema of item types and fields.
"""

from __future__ import annotations

import re

from shelflist.formats.dates import find_month
from shelflist.formats.drafts import Draft, find_year
from shelflist.formats.entry_names import find_name
from shelflist.formats.service_items import ServiceItem, fill
from shelflist.model import Name

TEXTS = {
    "title": ("title", "caseName", "nameOfAct", "subject"),
    "short_name": ("shortTitle",),
    "abstract": ("abstractNote",),
    "venue": (
        *("publicationTitle", "proceedingsTitle", "bookTitle", "conferenceName", "blogTitle"),
        *("websiteTitle", "encyclopediaTitle", "dictionaryTitle", "university", "institution"),
        *("repository", "meetingName", "journalAbbreviation"),
    ),
    "volume": ("volume",),
    "issue": ("issue", "reportNumber", "patentNumber"),
    "page": ("pages",),
    "publisher": ("publisher",),
    "publisher_place": ("place",),
    "edition": ("edition",),
    "isbn": ("ISBN",),
    "issn": ("ISSN",),
    "genre": (
        *("thesisType", "reportType", "manuscriptType", "presentationType", "mapType"),
        *("letterType", "postType", "websiteType", "genre"),
    ),
}
"""Draft field -> where it stands, the best first."""

TYPES = {
    "journalArticle": "article-journal", "conferencePaper": "paper-conference",
    "preprint": "article", "book": "book", "bookSection": "chapter", "thesis": "thesis",
    "report": "report", "magazineArticle": "article-magazine",
    "newspaperArticle": "article-newspaper", "manuscript": "manuscript", "webpage": "webpage",
    "blogPost": "post-weblog", "presentation": "speech", "computerProgram": "software",
    "dataset": "dataset", "standard": "standard", "patent": "patent", "document": "document",
    "encyclopediaArticle": "entry-encyclopedia", "dictionaryEntry": "entry-dictionary",
    "statute": "legislation", "case": "legal_case", "bill": "bill", "hearing": "hearing",
    "letter": "personal_communication", "interview": "interview", "map": "map",
    "artwork": "graphic", "film": "motion_picture", "videoRecording": "motion_picture",
    "podcast": "broadcast", "forumPost": "post",
}  # fmt: skip

_NO_WORKS = frozenset({"attachment", "note", "annotation"})
_EXTRA = re.compile(r"^(?P<name>[A-Za-z ]{2,30}):\s*(?P<value>\S.*)$", re.MULTILINE)
_EDITORS = frozenset({"editor", "bookEditor"})
_EXTRAS = frozenset({"citation key", "doi", "arxiv"})
_OTHERS = frozenset({"seriesEditor", "contributor", "reviewedAuthor", "recipient"})


def to_zotero_draft(item: ServiceItem) -> Draft:
    """Read one item; of an attachment or a note, which is no work, nothing is taken."""
    kind = item.text("itemType")
    if kind in _NO_WORKS:
        return Draft(key=f"{kind} {item.text('key')}".strip())
    draft = Draft(type=TYPES.get(kind), year=find_year(item.text("date", "dateDecided")))
    fill(draft, item, TEXTS)
    draft.month = find_month(draft.year, item.text("date", "dateDecided"))
    extra = _read_extra(item)
    draft.key = item.text("citationKey", "citekey") or extra.get("citation key") or item.text("key")
    draft.dois = [text for text in (item.text("DOI"), extra.get("doi", "")) if text]
    draft.identifiers = [item.text("archiveID")]
    if "arxiv" in extra:
        draft.identifiers.append(f"arXiv:{extra['arxiv']}")
    draft.addresses = item.texts("url")
    draft.hints = [item.inner_text(each, "tag", within="tags") for each in item.objects("tags")]
    for each in item.objects("creators"):
        _add_creator(
            draft,
            item,
            {
                key: item.inner_text(each, key, within="creators")
                for key in ("creatorType", "name", "firstName", "lastName")
            },
        )
    return draft


def _read_extra(item: ServiceItem) -> dict[str, str]:
    """Read the lines `Name: value` of the field "Extra"; whether others stand there is noted."""
    text = item.text("extra")
    found = {m["name"].casefold(): m["value"] for m in _EXTRA.finditer(text)}
    if found.keys() - _EXTRAS or _EXTRA.sub("", text).strip():
        item.left_out.append("extra")
    return found


def _add_creator(draft: Draft, item: ServiceItem, parts: dict[str, str]) -> None:
    kind = parts["creatorType"]
    if kind in _OTHERS:
        item.left_out.append(kind)
        return
    if parts["lastName"]:
        name = Name(family=parts["lastName"], given=parts["firstName"])
    elif parts["name"]:
        name = Name(literal=parts["name"])
    elif found := find_name(parts["firstName"]):
        name = found
    else:
        item.report("creators", "creators has an entry that is no name")
        return
    role = draft.translators if kind == "translator" else draft.authors
    (draft.editors if kind in _EDITORS else role).append(name)
