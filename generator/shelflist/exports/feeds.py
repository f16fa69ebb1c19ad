"""Feeds of papers added: Atom, JSON Feed, and OPML of them all.

No date is the clock's: a paper's is the day on which it came into the list (`added` on its
page), else the month of its arXiv id, else its year; one without any is in no feed.

Source:
    RFC 4287 (Atom); jsonfeed.org, version 1.1; opml.org, version 2.0.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from uuid import NAMESPACE_URL, uuid5
from xml.sax.saxutils import escape, quoteattr

from shelflist.exports.entries import Entry, Scope
from shelflist.formats.fields import to_arxiv_address
from shelflist.formats.json_items import Json
from shelflist.model import Record
from shelflist.text.math import to_plain

_NEW_ARXIV = re.compile(r"(\d\d)(0[1-9]|1[0-2])\.\d{4,5}")
_OLD_ARXIV = re.compile(r"[^/]+/(\d\d)(0[1-9]|1[0-2])\d{3}")
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NO_DATE = "1970-01-01T00:00:00Z"
"""When a feed without papers was changed last: a feed must say something."""


def find_date(entry: Entry) -> str:
    """Find when a paper came, as RFC 3339; empty if nothing says it."""
    if entry.added:
        return f"{entry.added}T00:00:00Z"
    arxiv = entry.record.arxiv or ""
    if new := _NEW_ARXIV.match(arxiv):
        return f"20{new[1]}-{new[2]}-01T00:00:00Z"
    if old := _OLD_ARXIV.match(arxiv):
        century = "19" if old[1] >= "91" else "20"
        return f"{century}{old[1]}-{old[2]}-01T00:00:00Z"
    return f"{entry.record.year:04d}-01-01T00:00:00Z" if entry.record.year else ""


def choose_newest(entries: Sequence[Entry], most: int) -> list[tuple[str, Entry]]:
    """Give the papers that came last, each with its date; the same for the same papers."""
    dated = [(date, entry) for entry in entries if (date := find_date(entry))]
    dated.sort(key=lambda pair: pair[1].paper.slug)
    dated.sort(key=lambda pair: pair[0], reverse=True)
    return dated[:most]


def to_id(entry: Entry) -> str:
    """Give a paper's id in feeds: made from its slug, which never changes, and nothing else."""
    return f"urn:uuid:{uuid5(NAMESPACE_URL, f'shelflist:papers/{entry.paper.slug}')}"


def _to_feed_id(scope: Scope) -> str:
    whose = scope.site_url or scope.site_name
    return f"urn:uuid:{uuid5(NAMESPACE_URL, f'shelflist:feeds/{scope.name} of {whose}')}"


def write_atom(entries: Sequence[Entry], scope: Scope) -> Iterator[str]:
    """Write an Atom feed, one line an entry."""
    chosen = choose_newest(entries, scope.most)
    updated = chosen[0][0] if chosen else _NO_DATE
    yield '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">\n'
    yield f"<id>{_to_feed_id(scope)}</id>\n<title>{_xml(scope.title)}</title>\n"
    if scope.description:
        yield f"<subtitle>{_xml(scope.description)}</subtitle>\n"
    yield f"<updated>{updated}</updated>\n"
    yield f"<author><name>{_xml(scope.site_name)}</name></author>\n"
    yield f"<link href={_attribute(scope.to_link(scope.path))}/>\n"
    if scope.site_url:
        own = scope.to_link(to_feed_path(scope.name, "atom.xml"))
        yield f'<link rel="self" type="application/atom+xml" href={_attribute(own)}/>\n'
    for date, entry in chosen:
        yield _to_atom_entry(date, entry, scope)
    yield "</feed>\n"


def _to_atom_entry(date: str, entry: Entry, scope: Scope) -> str:
    record = entry.record
    names = "".join(f"<author><name>{_xml(str(name))}</name></author>" for name in record.authors)
    categories = "".join(
        f"<category term={_attribute(each)} label={_attribute(scope.topic_names.get(each, each))}/>"
        for each in entry.topics
    )
    summary = f"<summary>{_xml(to_plain(record.abstract))}</summary>" if record.abstract else ""
    return (
        f"<entry><id>{to_id(entry)}</id><title>{_xml(to_plain(record.title or ''))}</title>"
        f"<link href={_attribute(scope.to_link(entry.path))}/>"
        f"<published>{date}</published><updated>{date}</updated>{names}{categories}{summary}"
        "</entry>\n"
    )


def write_json_feed(entries: Sequence[Entry], scope: Scope) -> Iterator[str]:
    """Write a JSON Feed, one line an item."""
    head: dict[str, Json] = {"version": "https://jsonfeed.org/version/1.1", "title": scope.title}
    if scope.site_url:
        head["home_page_url"] = scope.to_link(scope.path)
        head["feed_url"] = scope.to_link(to_feed_path(scope.name, "feed.json"))
    if scope.description:
        head["description"] = scope.description
    yield _to_json(head)[:-1] + ', "items": [\n'
    for number, (date, entry) in enumerate(choose_newest(entries, scope.most)):
        yield ("" if number == 0 else ",\n") + _to_json(_to_item(date, entry, scope))
    yield "\n]}\n"


def _to_item(date: str, entry: Entry, scope: Scope) -> dict[str, Json]:
    record = entry.record
    item: dict[str, Json] = {"id": to_id(entry)}
    if scope.site_url:
        item["url"] = scope.to_link(entry.path)
    if external := _find_address(record):
        item["external_url"] = external
    item |= {
        "title": to_plain(record.title or ""),
        "content_text": to_plain(record.abstract or record.title or ""),
        "date_published": date,
    }
    if record.authors:
        item["authors"] = [{"name": str(name)} for name in record.authors]
    if entry.topics:
        item["tags"] = [scope.topic_names.get(topic, topic) for topic in entry.topics]
    return item


def _find_address(record: Record) -> str:
    """Give the address of the paper itself, elsewhere."""
    if record.doi:
        return f"https://doi.org/{record.doi}"
    return record.url or (to_arxiv_address(record.arxiv) if record.arxiv else "")


def to_feed_path(name: str, suffix: str) -> str:
    """Give the path in the site of a topic's feed, or of the whole list's."""
    return f"exports/topics/{name}.{suffix}" if name else f"exports/papers.{suffix}"


def write_opml(scopes: Sequence[Scope]) -> Iterator[str]:
    """Write OPML of all feeds: the whole list's first, then each topic's."""
    title = _attribute(scopes[0].title)
    yield '<?xml version="1.0" encoding="utf-8"?>\n<opml version="2.0">\n<head>'
    yield f"<title>{_xml(scopes[0].title)}</title></head>\n<body>\n<outline text={title}>\n"
    for scope in scopes:
        text = _attribute(scope.title)
        feed = to_feed_path(scope.name, "atom.xml")
        # Without the site's address a path beside this file is the best there is.
        xml = scope.to_link(feed) if scope.site_url else feed.removeprefix("exports/")
        html = scope.site_url and f" htmlUrl={_attribute(scope.to_link(scope.path))}"
        yield f'<outline type="rss" text={text} title={text} xmlUrl={_attribute(xml)}{html}/>\n'
    yield "</outline>\n</body>\n</opml>\n"


def _xml(text: str) -> str:
    return escape(_NOT_XML.sub("\ufffd", " ".join(text.split())))


def _attribute(text: str) -> str:
    return quoteattr(_NOT_XML.sub("\ufffd", " ".join(text.split())))


def _to_json(value: dict[str, Json]) -> str:
    return json.dumps(value, ensure_ascii=False)
