"""Sources in the national styles whose signs are their own: GB/T 7714 and GOST R 7.0.5.

Source:
    GB/T 7714-2015 (`[J]`, `[C]//` and the like after the title), GOST R 7.0.5-2008
    (`//` before the source, `Т.`, `№` and `С.` before volume, issue and pages).
"""

from __future__ import annotations

import re
from dataclasses import replace

from shelflist.readers.citation_contributors import NOBODY, Contributors
from shelflist.readers.citation_runs import find_run
from shelflist.readers.citation_source import Source, parse_source
from shelflist.readers.citation_venue import find_type, find_venue
from shelflist.text.patterns import LazyPattern

KIND_MARK = LazyPattern(
    r"\s?\[(?P<kind>J|C|M|D|R|N|P|S|A|Z|K|G|DB|CP|EB|DS)(?:/(?:OL|CD|DK|MT))?\]\s*"
)
"""What stands after a title in GB/T 7714."""

_KINDS = {
    "J": "article-journal",
    "C": "paper-conference",
    "M": "book",
    "D": "thesis",
    "R": "report",
}
_WIDE = str.maketrans("，：；（）．。", ",:;()..")
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_GBT = LazyPattern(
    rf",\s*{_YEAR}(?:,\s*(?P<volume>\d{{1,5}}[\w/-]*))?(?:\s*\((?P<issue>[\w/ –-]{{1,15}})\))?"
    r"(?:\s*:\s*(?P<page>[A-Za-z]?\d[\w.–—:-]*))?"
)
_DATE_OF_ACCESS = LazyPattern(
    r"\s*\[(?:19|20)\d\d[-./]\d{1,2}[-./]\d{1,2}\]|\((?:19|20)\d\d-\d\d-\d\d\)"
)
_VOLUME_OF_BOOK = LazyPattern(r":\s*(?:卷|第)\s*\d+\s*[卷册]?(?=\.|$)")
_EDITION = LazyPattern(r"(?:第\s?)?(\d{1,2})\s?版\s*[.,]\s*|(\d{1,2}(?:st|nd|rd|th)) ed\.?[.,]?\s*")
_VENUE_END = LazyPattern(
    r"[.,]\s*(?:[—–-]\s*)?(?=(?:М|СПб|Москва|Новосибирск|Казань|Минск|Киев)[.:,]|(?:19|20)\d\d\b"
    r"|Т\.|Vol\.|Вып\.|№|С\.|[PpСс]\.\s?\d)|\s+[—–]\s+"
)
_GOST_NUMBERS = (
    ("year", LazyPattern(r"\b((?:19|20)\d\d)\b")),
    ("volume", LazyPattern(r"(?:Т\.|Vol\.|Том)\s*([\w-]+)")),
    ("issue", LazyPattern(r"(?:№|N°|[Nn]o\.|Вып\.)\s*(\w+)")),
    ("page", LazyPattern(r"(?:С\.|[PpСс]\.)\s*([A-Za-z]?\d+(?:\s*[-–—]\s*\w?\d+)?)")),
)


def parse_gbt_source(kind: str, text: str) -> Source:
    """Read what stands after the mark of a GB/T 7714 reference.

    Args:
        kind: The letter in the mark.
        text: The rest of the reference.
    """
    text = _DATE_OF_ACCESS.sub("", text.translate(_WIDE)).strip(" .")
    numbered = _EDITION.match(text)
    text = text[numbered.end() :] if numbered else text
    type_ = _KINDS.get(kind)
    matches = list(_GBT.finditer(text))
    if not matches:
        return replace(parse_source(text), type=type_, edition=_to_edition(numbered))
    match = next((each for each in matches if each["page"] or each["volume"]), matches[-1])
    venue = text[: match.start()].strip(" ./")
    venue = "" if venue.lower() == "arxiv" else venue
    editors = find_run(venue) if text.startswith("//") else None
    if editors:
        venue = venue[editors.end :].strip(" .,")
    venue = _VOLUME_OF_BOOK.sub("", venue)
    publisher = ""
    if kind not in "JAE":
        venue, _, publisher = venue.partition(". ")
    if text.startswith("//"):
        type_ = "chapter" if kind == "M" else type_
    elif kind in "DMR":
        publisher, venue = (publisher or venue), ""
    place, _, publisher = publisher.rpartition(":")
    publisher = publisher.strip(" .")
    page = match["page"]
    return Source(
        year=int(match["year"]),
        venue=(publisher if kind == "D" else venue) or None,
        volume=match["volume"],
        issue=match["issue"],
        page=re.sub(r"[-–—]+", "–", page.rstrip(".")) if page else None,
        publisher=(None if kind == "D" else publisher) or None,
        publisher_place=place.strip(" .") or None,
        edition=_to_edition(numbered),
        people=Contributors(editors=editors.names) if editors else NOBODY,
        type=type_,
        is_preprint="arxiv" in text.lower(),
    )


def _to_edition(match: re.Match[str] | None) -> str | None:
    return match[1] or match[2] if match else None


def parse_gost_source(text: str) -> Source:
    """Read what stands after `//` in a reference of GOST R 7.0.5."""
    end = _VENUE_END.search(text)
    numbers = text[end.start() :] if end else ""
    found = {
        name: match[1] for name, pattern in _GOST_NUMBERS if (match := pattern.search(numbers))
    }
    venue, publisher = find_venue(text[: end.start()] if end else text)
    is_journal = "issue" in found or "volume" in found
    return Source(
        year=int(found["year"]) if "year" in found else None,
        venue=venue,
        publisher=publisher,
        volume=found.get("volume"),
        issue=found.get("issue"),
        page=re.sub(r"\s*[-–—]+\s*", "–", found["page"]) if "page" in found else None,
        type=find_type(text, venue, publisher, is_journal=is_journal),
    )
