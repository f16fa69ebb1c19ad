"""EndNote's exports as seeds: tagged text and XML."""

from __future__ import annotations

from shelflist.formats.endnote import count_endnote, parse_endnote
from shelflist.formats.endnote_xml import START, parse_endnote_xml
from shelflist.readers.document import Document
from shelflist.readers.parsed import to_reading
from shelflist.readers.reading import Reading

_LEAST_SHARE = 0.3
_HEAD = 4_000


def recognise_endnote(document: Document) -> float:
    """Say whether lines that begin with `%0`, `%T` and the like make up a good part of it."""
    lines = document.lines
    if not any(line.startswith(("%0", "%T ", "\ufeff%0")) for line in lines):
        return 0.0
    filled = sum(1 for line in lines if line.strip())
    count, tagged = count_endnote(lines)
    is_titled = any(line.startswith("%T ") for line in lines)
    return 1.0 if count and tagged >= filled * _LEAST_SHARE and (is_titled or tagged > 1) else 0.0


def read_endnote(document: Document) -> Reading:
    """Read every record that begins with `%0`."""
    return to_reading(document, "endnote", parse_endnote(document.lines, document.name))


def recognise_endnote_xml(document: Document) -> float:
    """Say whether EndNote's XML begins in the first lines."""
    return 1.0 if START.search(document.text[:_HEAD]) else 0.0


def read_endnote_xml(document: Document) -> Reading:
    """Read every record; the lines between them are the form's own."""
    parsed = parse_endnote_xml(document.text, document.name)
    return to_reading(document, "endnote-xml", parsed)
