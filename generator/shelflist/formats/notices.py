"""Notices of retraction: publications that say of another paper that it is retracted."""

from __future__ import annotations

import re
from collections.abc import Sequence

from shelflist.model import Link, Record
from shelflist.text.addresses import find_doi

# Few runs meet a notice, so that these are compiled only when they are used.
_NOTICE = (
    r"(?is)\W{0,2}(?:(?:notice|statement) of )?(?:retraction|withdrawal)"
    r"(?:\s+(?:notice|note|statement))?(?:\s*[:.–—]|\s+-|\s+(?:to|of|for)\b\s*:?)\s*(?P<title>.+)"
)
"""`Retraction: Ponds`; `Retraction notice to "Ponds" [J. Water 12 (2010) 1-5]`."""
_RETRACTS = r"(?is)\b(?:retract|withdr)\w*\b.{0,250}?(?=\b10\.\d{4,9}/)"
_AUTHORS_FIRST = r"^[^,:]{1,60}\bet al\.,\s+"
_PLACE_BEHIND = r"\s?[\[(]([^\[\]]{1,200})[\])]\.?$"
_QUOTES = "\"'“”‘’«»„ "


def find_retracted_title(title: str) -> str | None:
    """Find what the paper is called that a notice of retraction is about.

    Returns:
        `None` if the title is not that of a notice.
    """
    lowered = title.lower()
    if "retract" not in lowered and "withdraw" not in lowered:
        return None  # nearly all, and the pattern takes long to say so
    match = re.fullmatch(_NOTICE, title.strip())
    if match is None:
        return None
    original = re.sub(_AUTHORS_FIRST, "", match["title"])
    behind = re.search(_PLACE_BEHIND, original)
    if behind and any(sign.isdigit() for sign in behind[1]):
        original = original[: behind.start()]
    return original.strip(_QUOTES) or None


def follow_notice(record: Record, retracts: Sequence[str] = ()) -> Record:
    """Turn the record of a notice that names a DOI into what it says of the paper there.

    A notice is no paper that anybody reads for itself; its page would only be taken for
    the paper's. One that names no DOI stays a publication of its own.

    Args:
        record: Of the notice, or of any paper, which stays as it is.
        retracts: DOIs that a field of its own says to be retracted by it.
    """
    title = find_retracted_title(record.title) if record.title else None
    named = next((doi for doi in retracts if doi), None)
    if named is None and title and (doi := _find_named(record)):
        named = doi
    if named is None or named == record.doi:
        return record
    notice = f"https://doi.org/{record.doi}" if record.doi else record.url
    return Record(
        kind=record.kind,
        place=record.place,
        raw=record.raw,
        provisional_title=title or f"doi:{named}",
        doi=named,
        links=(Link("link", notice),) if notice else (),
        key=record.key,
        retracted=True,
    )


def _find_named(record: Record) -> str | None:
    for text in (record.note, record.abstract):
        if text and (match := re.search(_RETRACTS, text)):
            return find_doi(text[match.end() :])
    return None
