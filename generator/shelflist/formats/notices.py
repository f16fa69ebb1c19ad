"""Notices of retraction: publications that say of other papers that they are retracted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from shelflist.model import Kind, Link, Record
from shelflist.text.addresses import find_doi
from shelflist.text.titles import title_key

# Few runs meet a notice, so that these are compiled only when they are used.
_NOTICE = (
    r"(?is)\W{0,2}(?:(?:notice|statement) of )?(?:retraction|withdrawal)"
    r"(?:\s+(?:notice|note|statement))?(?:\s*[:.–—]|\s+-|\s+(?:to|of|for)\b\s*:?)\s*(?P<title>.+)"
)
"""`Retraction: Ponds`; `Retraction notice to "Ponds" [J. Water 12 (2010) 1-5]`."""
_RETRACTS = r"(?is)\b(?:retract|withdr)\w*\b.{0,250}?(?=\b10\.\d{4,9}/)"
_AUTHORS_FIRST = r"^[^,:]{1,60}\bet al\.,\s+"
_PLACE_BEHIND = r"\s?[\[(]([^\[\]]{1,200})[\])]\.?$"
_BETWEEN = r"(?i)(?:[\s,;.&()]|and|doi:?|https?://(?:dx\.)?doi\.org/)*(?=10\.\d{4,9}/)"
RETRACTS = "retracts"
"""What a link of a notice is that leads to a further paper which it retracts."""

_RESOLVER = "https://doi.org/"
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
    named = [doi for doi in dict.fromkeys(retracts) if doi]
    if not named and title:
        named = _find_named(record)
    named = [doi for doi in named if doi != record.doi]
    if not named:
        return record
    notice = f"{_RESOLVER}{record.doi}" if record.doi else record.url
    return Record(
        kind=record.kind,
        place=record.place,
        raw=record.raw,
        provisional_title=(title if len(named) == 1 else None) or f"doi:{named[0]}",
        doi=named[0],
        links=(
            *((Link("link", notice),) if notice else ()),
            *(Link(RETRACTS, f"{_RESOLVER}{doi}") for doi in named[1:]),
        ),
        key=record.key,
        retracted=True,
    )


def _find_named(record: Record) -> list[str]:
    """Find the DOIs that a notice names behind the word, one after the other."""
    for text in (record.note, record.abstract):
        if text and (match := re.search(_RETRACTS, text)):
            found: list[str] = []
            position: int | None = match.end()
            while position is not None and (doi := find_doi(text[position:])):
                found.append(doi)
                behind = position + len(doi)
                next_one = re.match(_BETWEEN, text[behind:])
                position = behind + next_one.end() if next_one else None
            return found
    return []


def settle_notices(seeds: Sequence[Sequence[Record]]) -> list[tuple[Record, ...]]:
    """Give the records of each seed, those of notices as what they say of other papers.

    A notice of several papers becomes one record for each. One that names no DOI is of the
    one paper in the list that is called exactly as it says; if none is, or several are, it
    stays a publication of its own.

    Args:
        seeds: The records of each seed.
    """
    titles = {
        id(record): title_key(title)
        for records in seeds
        for record in records
        if record.kind is not Kind.PAGE
        and record.title
        and (title := find_retracted_title(record.title))
    }
    papers: dict[str, list[Record]] = {key: [] for key in titles.values() if key}
    for record in (each for records in seeds for each in records) if papers else ():
        if record.title and (key := title_key(record.title)) in papers and id(record) not in titles:
            papers[key].append(record)
    return [
        tuple(
            said
            for record in records
            for said in _settle(record, papers.get(titles.get(id(record), ""), ()))
        )
        for records in seeds
    ]


def _settle(record: Record, papers: Sequence[Record]) -> Iterator[Record]:
    """Give what a record says of each paper; `papers` are those that its title may mean."""
    if paper := _find_only(papers):
        notice = f"{_RESOLVER}{record.doi}" if record.doi else record.url
        yield Record(
            kind=record.kind,
            place=record.place,
            raw=record.raw,
            title=paper.title,
            authors=paper.authors,
            doi=paper.doi,
            arxiv=paper.arxiv,
            links=(Link("link", notice),) if notice else (),
            key=record.key,
            retracted=True,
        )
        return
    others = [link for link in record.links if link.rel == RETRACTS]
    if not others:
        yield record
        return
    own = replace(record, links=tuple(link for link in record.links if link.rel != RETRACTS))
    yield own
    for link in others:
        doi = link.url.removeprefix(_RESOLVER)
        yield replace(own, doi=doi, provisional_title=f"doi:{doi}")


def _find_only(papers: Iterable[Record]) -> Record | None:
    """Find the one paper that all these records speak of, by the record that says most of it."""
    found = sorted(papers, key=lambda each: (not each.doi, not each.arxiv, not each.authors))
    dois = {each.doi for each in found if each.doi}
    people = {each.authors[0].family or str(each.authors[0]) for each in found if each.authors}
    return found[0] if found and len(dois) < 2 and len(people) < 2 else None
