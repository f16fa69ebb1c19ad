"""One BibTeX entry becomes a record."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from shelflist.formats import bibtex_types as types
from shelflist.formats.arxiv_marks import is_arxiv_id_alone, is_arxiv_itself
from shelflist.formats.bibtex_identifiers import (
    DOI,
    WEB,
    find_paper_addresses,
    find_paper_arxiv,
    find_paper_doi,
    find_paper_versions,
)
from shelflist.formats.bibtex_names import NameReader
from shelflist.formats.bibtex_own import apply_own_fields
from shelflist.formats.bibtex_scanner import Entry
from shelflist.formats.bibtex_values import drop_hidden, to_clean_text, to_clean_title
from shelflist.formats.dates import find_month
from shelflist.formats.draft_texts import find_edition
from shelflist.formats.drafts import (
    says_retracted,
    strip_retracted,
    with_working_title,
)
from shelflist.formats.fields import PREPRINT_TYPE, from_house, to_venue
from shelflist.formats.genres import find_genre
from shelflist.formats.notices import follow_notice
from shelflist.formats.serials import sort_serials
from shelflist.model import Kind, Link, Name, Place, Record
from shelflist.text.addresses import find_arxiv, find_links

_YEAR = re.compile(r"(?<![0-9])(?:1[5-9]|20)[0-9]{2}(?![0-9])")
_RANGE = re.compile(r" ?-{1,3} ?| ?[–—] ?")
_BEFORE_ADDRESS = re.compile(
    r"[\s:;,.(\[]*(?:(?:available|accessed|retrieved|online|from|at|url|website|web page|see)\b"
    r"[\s:;,.]*)*$",
    re.IGNORECASE,
)
_LIST = re.compile(r"[;\n]")
_COMMA_LIST = re.compile(r"[,;]")
_ABSTRACT_LABEL = re.compile(r"\s*(?:abstract|summary)\s*[:.–—]\s*", re.IGNORECASE)
_HINT_NAMES = frozenset(types.HINTS)
_SHORT = 300
"""So long a value at most is kept, to be found again."""
_PERHAPS = frozenset({*(n for names in types.CONTAINERS.values() for n in names), "organization"})
_NO_YEAR = re.compile(r"[^\W\d_]{3}")


class RecordReader:
    """Turns entries into records; values that come again, in any file, are cleaned once."""

    def __init__(self) -> None:
        self._names = NameReader()

    def read(self, entry: Entry, place: Place, raw: str) -> Record:
        """Give the entry as a record; what it does not say is `None` or empty.

        Args:
            entry: With what it takes over from others and all macros expanded.
            place: Where it stands.
            raw: Its text as it stands.
        """
        fields = entry.fields
        get = fields.get
        csl_type = types.CSL_TYPES.get(entry.type)
        authors, others = self._names.read(fields["author"]) if get("author") else ((), False)
        issued, first = find_year(get("date"), get("year")), None
        title = self._find_title(entry)
        abstract = _find_abstract(get("abstract"))
        arxiv = find_paper_arxiv(fields)
        container, is_arxiv = self._find_container(fields, csl_type)
        publisher = self._find_publisher(fields, container)
        container, publisher = from_house(csl_type, container, publisher)
        if "origyear" in fields or "origdate" in fields:
            first = _find_first_year(fields, issued, container)
        doi = find_paper_doi(fields)
        other_ids, server = find_paper_versions(fields, doi, arxiv)
        url, links = find_paper_addresses(fields)
        isbn, issn = self._find_serials(fields)
        record = Record(
            kind=Kind.ENTRY,
            place=place,
            raw=raw,
            title=strip_retracted(title),
            short_name=self._find_short_name(get("shorttitle"), title),
            authors=authors,
            more_authors=others,
            year=first or issued,
            venue=to_venue(container, issued, first),
            volume=self._find_number(get("volume"), arxiv),
            issue=self._find_number(get("number") or get("issue"), arxiv),
            page=self._find_page(fields, arxiv),
            publisher=publisher,
            publisher_place=self._find_text(fields, *types.PLACES),
            edition=find_edition(self._find_text(fields, "edition") or ""),
            isbn=isbn,
            issn=issn,
            genre=find_genre(self._find_text(fields, "type") or "", entry.type),
            month=find_month(issued, get("month"), get("date"), get("year")),
            type=_settle_type(csl_type, container, arxiv, is_arxiv=is_arxiv),
            doi=doi,
            arxiv=arxiv,
            url=url,
            abstract=abstract,
            links=_unite(links, find_links(abstract) if abstract else (), url),
            hints=self._find_hints(fields),
            note=self._find_note(entry, has_year=bool(issued)),
            key=entry.key or None,
            retracted=says_retracted(title or "") or says_retracted(get("note", "")),
            editors=self._find_editors(fields),
            translators=self._find_translators(fields),
            preprint=server,
            other_ids=other_ids,
        )
        record = apply_own_fields(record, fields, self._clean)
        return follow_notice(record if title else with_working_title(record))

    def _find_serials(self, fields: dict[str, str]) -> tuple[str | None, str | None]:
        """Give ISBN and ISSN, whichever field each stands in; few entries have any."""
        if "isbn" not in fields and "issn" not in fields:
            return None, None
        return sort_serials(self._find_text(fields, "isbn"), self._find_text(fields, "issn"))

    def find_unused(self, entry: Entry, record: Record) -> Iterator[str]:
        """Find the fields that may hold a venue and of which nothing is in the record."""
        for name in _PERHAPS.intersection(entry.fields):
            text = self._clean(entry.fields[name])
            if text in (record.venue or "") or is_arxiv_itself(text) or WEB.search(text):
                continue
            if text not in (record.publisher or "") and text not in (record.note or ""):
                yield name
        for name in types.FIRST_YEARS:
            if name in entry.fields and find_year(entry.fields[name]) != record.year:
                yield name

    def _clean(self, value: str) -> str:
        """Clean a value that other entries are likely to have as well."""
        if value.isalnum() and value.isascii():
            return value
        return _clean_known(value) if len(value) < _SHORT else _clean_line(value)

    def _find_title(self, entry: Entry) -> str | None:
        title = entry.fields.get("title", "")
        if not title.strip() and entry.type in types.VOLUMES:
            title = entry.fields.get("booktitle", "")
        found = to_clean_title(title)
        subtitle = entry.fields.get("subtitle")
        if subtitle and (subtitle := to_clean_title(subtitle)):
            separator = " " if found.endswith(("?", "!", ":")) else ": "
            found = f"{found}{separator}{subtitle}" if found else subtitle
        is_text = found[:1].isalnum() or any(sign.isalnum() for sign in found)
        return found if is_text else None

    def _find_short_name(self, value: str | None, title: str | None) -> str | None:
        short = to_clean_title(value) if value else ""
        return short if short and short.casefold() != (title or "").casefold() else None

    def _find_container(
        self, fields: dict[str, str], csl_type: str | None
    ) -> tuple[str | None, bool]:
        """Give the venue, and whether arXiv itself stands where a venue would."""
        is_arxiv = False
        for name in types.CONTAINERS.get(csl_type, types.CONTAINERS[None]):
            value = fields.get(name)
            if not value or not value.strip():
                continue
            text = self._clean(value)
            if name == "howpublished":
                text = _without_address(text)
            if is_arxiv_itself(text):
                is_arxiv = True
            elif any(sign.isalpha() for sign in text):
                if name == "booktitle" and fields.get("booksubtitle"):
                    text = f"{text}: {self._clean(fields['booksubtitle'])}"
                return text, is_arxiv
        return None, is_arxiv

    def _find_editors(self, fields: dict[str, str]) -> tuple[Name, ...]:
        """Give the editors; translators and the like, who may stand in the field, are none."""
        value = fields.get("editor", "")
        if not value.strip() or fields.get("editortype", "editor") not in types.EDITORS:
            return ()
        return self._names.read(value)[0]

    def _find_translators(self, fields: dict[str, str]) -> tuple[Name, ...]:
        value = fields.get("translator", "")
        if fields.get("editortype", "").strip().lower() == "translator":
            value = value or fields.get("editor", "")
        return self._names.read(value)[0] if value.strip() else ()

    def _find_text(self, fields: dict[str, str], *names: str) -> str | None:
        for name in names:
            if (value := fields.get(name)) and (text := self._clean(value)):
                return text
        return None

    def _find_publisher(self, fields: dict[str, str], container: str | None) -> str | None:
        for name in ("publisher", "organization"):
            text = self._clean(fields.get(name, ""))
            if text and text != container and not is_arxiv_itself(text):
                return text
        return None

    def _find_number(self, value: str | None, arxiv: str | None) -> str | None:
        if not value:
            return None
        text = self._clean(value)
        is_id = arxiv is not None and (is_arxiv_itself(text) or arxiv in text)
        return None if is_id else text or None

    def _find_page(self, fields: dict[str, str], arxiv: str | None) -> str | None:
        for name in ("pages", "eid", "articleno", "article-number"):
            value = fields.get(name)
            if not value or not value.strip():
                continue
            if not value.replace("-", "").isalnum():
                value = to_clean_text(value)
            text = _RANGE.sub("–", " ".join(value.split())).strip("–")
            if text and not (arxiv and (is_arxiv_itself(text) or arxiv in text)):
                return text
        return None

    def _find_hints(self, fields: dict[str, str]) -> tuple[str, ...]:
        found: dict[str, str] = {}
        if _HINT_NAMES.isdisjoint(fields):
            return ()
        for name in types.HINTS:
            value = fields.get(name)
            if not value:
                continue
            pattern = _LIST if ";" in value.replace("\\;", "") else _COMMA_LIST
            for word in _split_list(value, pattern):
                cleaned = self._clean(word).strip(" .")
                if cleaned:
                    found.setdefault(cleaned.casefold(), cleaned)
        return tuple(found.values())

    def _find_note(self, entry: Entry, *, has_year: bool) -> str | None:
        fields = entry.fields
        parts = [self._clean(fields[name]) for name in types.NOTES if fields.get(name)]
        parts = [part for part in parts if part and not _is_identifier(part)]
        said = fields.get("year", "") or fields.get("date", "")
        if not has_year and _NO_YEAR.search(said):
            parts.append(self._clean(said))
        if entry.type not in types.CSL_TYPES and entry.type not in types.WITHOUT_TYPE:
            parts.append(f"BibTeX type: {entry.type}")
        return "; ".join(dict.fromkeys(parts)) or None


def _clean_line(value: str) -> str:
    return " ".join(to_clean_text(value).split())


_clean_known = lru_cache(maxsize=50_000)(_clean_line)


def find_year(*values: str | None) -> int | None:
    """Find the first year from 1500 to 2099 in a date, `[2020]`, `2021--2022`, `c. 1999`."""
    for value in values:
        if value and (found := _YEAR.search(drop_hidden(value))):
            return int(found[0])
    return None


def _find_first_year(
    fields: dict[str, str], issued: int | None, container: str | None
) -> int | None:
    """Give the year of first publication.

    A record without a venue has one year alone: that of the edition in hand, which is cited.
    """
    return None if issued and not container else find_year(*map(fields.get, types.FIRST_YEARS))


def _settle_type(
    csl_type: str | None, container: str | None, arxiv: str | None, *, is_arxiv: bool
) -> str:
    """Give the type; what has no venue but arXiv is a preprint, whatever it is called."""
    if csl_type == "article-journal" and not container and (arxiv or is_arxiv):
        return PREPRINT_TYPE
    if csl_type is None:
        return PREPRINT_TYPE if arxiv and not container else "document"
    return csl_type


def _find_abstract(value: str | None) -> str | None:
    if not value or not value.strip():
        return None
    text = to_clean_text(value)
    label = _ABSTRACT_LABEL.match(text)
    return (text[label.end() :] if label else text) or None


def _unite(links: tuple[Link, ...], others: tuple[Link, ...], url: str | None) -> tuple[Link, ...]:
    if not links and not others:
        return ()
    found: dict[str, Link] = {}
    for link in (*links, *others):
        found.setdefault(link.url.rstrip("/").casefold(), link)
    found.pop((url or "").rstrip("/").casefold(), None)
    return tuple(found.values())


def _without_address(text: str) -> str:
    """Give what `howpublished` says besides an address: `Blog post, https://…` → `Blog post`."""
    match = WEB.search(text)
    if match is None:
        return text
    return _BEFORE_ADDRESS.sub("", text[: match.start()]).strip(" ,;:.([")


def _is_identifier(text: str) -> bool:
    """Say whether a note is an identifier or an address alone, which have fields of their own."""
    is_id = is_arxiv_itself(text) and find_arxiv(text) is not None
    return is_id or is_arxiv_id_alone(text) or bool(WEB.fullmatch(text) or DOI.fullmatch(text))


def _split_list(value: str, pattern: re.Pattern[str]) -> list[str]:
    if "{" not in value:
        return pattern.split(value)
    parts: list[str] = []
    for piece in pattern.split(value):
        # A separator inside braces belongs to the word.
        if parts and parts[-1].count("{") > parts[-1].count("}"):
            parts[-1] = f"{parts[-1]}, {piece}"
        else:
            parts.append(piece)
    return parts
