"""A seed's bytes as numbered lines, or a `SeedError` that names what the file is instead."""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from dataclasses import dataclass
from functools import cached_property

from shelflist.problems import Location, Problem, SeedError
from shelflist.readers.encodings import find_encoding
from shelflist.text.addresses import undo_proxies

_LINE_END = re.compile(r"\r\n|\n|\r")

_SIGNATURES: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF-", "a PDF", "Copy its text, or its reference list, into a text file."),
    (b"\x1f\x8b", "a gzip archive", "Unpack it first (`gunzip`)."),
    (b"PK\x03\x04", "a zip archive (or an Office file)", "Unpack it, or export it as text."),
    (b"\x89PNG", "a PNG image", "Paste the text that it shows into a text file."),
    (b"\xff\xd8\xff", "a JPEG image", "Paste the text that it shows into a text file."),
    (b"GIF8", "a GIF image", "Paste the text that it shows into a text file."),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive", "Unpack it first (`unzstd`)."),
    (b"BZh", "a bzip2 archive", "Unpack it first (`bunzip2`)."),
    (b"\xfd7zXZ\x00", "an xz archive", "Unpack it first (`unxz`)."),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", "Unpack it first."),
    (b"Rar!\x1a\x07", "a RAR archive", "Unpack it first."),
    (b"\xd0\xcf\x11\xe0", "an old Office file", "Save it as plain text."),
    (b"{\\rtf", "rich text (RTF)", "Save it as plain text."),
    (b"%!PS", "PostScript", "Copy its text, or its reference list, into a text file."),
    (b"SQLite format 3", "an SQLite database", "Export the list from the program that made it."),
    (b"AT&TFORM", "a DjVu document", "Copy its text into a text file."),
    (b"RIFF", "a picture or sound (RIFF)", "Paste the text that it holds into a text file."),
)
"""First bytes, what such a file is, how to mend it."""

_FIRST_BYTES = tuple(signature for signature, _, _ in _SIGNATURES)

_HTML = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}>\s*|<!--(?:(?!-->).){0,2000}-->\s*){0,3}"
    rb"(?:<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]|<meta\s|<title>)",
    re.IGNORECASE | re.DOTALL,
)
_PAGE_TITLE = re.compile(rb"<title[^>]{0,100}>([^<]{1,200})</title>", re.IGNORECASE)
_TAR = (257, b"ustar")
_MOST_BAD_BYTES = 20
_FEWEST_BYTES_A_NUL = 20
"""A text in which a disk or a program left a NUL has more beside it; a binary file has not."""
_QUOTED = 60


@dataclass(frozen=True, eq=False)
class Document:
    """A seed as text.

    Attributes:
        name: The path that messages show.
        lines: Without line ends; a final line end makes no further line.
        broken: The numbers (from 1) of lines in which a NUL byte stood. It is left out, so
            that the lines around it can be read; what it stood in is not to be believed.
    """

    name: str
    lines: tuple[str, ...]
    broken: tuple[int, ...] = ()

    @cached_property
    def text(self) -> str:
        """The whole text, its lines parted by a line feed."""
        return "\n".join(self.lines)

    def head(self, size: int) -> Document:
        """Give the document up to the first blank line at or after `size` lines."""
        if len(self.lines) <= size:
            return self
        end = size
        while end < len(self.lines) and self.lines[end].strip():
            end += 1
        return Document(self.name, self.lines[: min(end, 2 * size)])

    def raw(self, first: int, last: int) -> str:
        """Give the seed's own wording of the lines `first` to `last` (from 0, inclusive)."""
        return "\n".join(self.lines[first : last + 1])


def parse_document(name: str, data: bytes) -> Document:
    """Turn a seed's bytes into lines.

    A byte order mark and the line ends CR, LF and CRLF are accepted; addresses are given
    without a library's proxy, so that no reader needs to know of it.

    Raises:
        SeedError: The bytes are empty, binary, not UTF-8 or a web page; the problem
            says where and how to mend it.
    """
    _refuse_other_kinds(name, data)
    nuls = data.count(0)
    if nuls * _FEWEST_BYTES_A_NUL > len(data):
        raise _has_nul(name, data)
    try:
        text = data.decode("utf-8-sig" if data.startswith(BOM_UTF8) else "utf-8")
    except UnicodeDecodeError as error:
        raise (_has_nul(name, data) if nuls else _not_utf8(name, data, error.start)) from None
    if not text.strip():
        raise _refusal(name, 1, "empty-seed", "the seed is empty", "Put text in it or delete it.")
    text = undo_proxies(text)
    lines = _LINE_END.split(text) if "\r" in text else text.split("\n")
    if not lines[-1]:
        lines.pop()
    if not nuls:
        return Document(name, tuple(lines))
    broken = tuple(number for number, line in enumerate(lines, 1) if "\0" in line)
    return Document(name, tuple(line.replace("\0", "") for line in lines), broken)


def _refuse_other_kinds(name: str, data: bytes) -> None:
    for signature, kind, mend in _SIGNATURES if data.startswith(_FIRST_BYTES) else ():
        if data.startswith(signature):
            shown = data[: len(signature)].decode("latin-1")
            raise _refusal(
                name, 1, "not-text", f"this is {kind}, not text (it starts with {shown!r})", mend
            )
    if data.lstrip()[:5] == b"%PDF-":  # programs find the mark below blank lines, too
        mend = "Copy its text, or its reference list, into a text file."
        raise _refusal(name, 1, "not-text", "this is a PDF, not text", mend)
    if data[_TAR[0] : _TAR[0] + len(_TAR[1])] == _TAR[1]:
        raise _refusal(name, 1, "not-text", "this is a tar archive, not text", "Unpack it first.")
    if _HTML.match(data):
        title = _PAGE_TITLE.search(data[:20_000])
        first = title[1].strip() if title else data.lstrip()[:_QUOTED]
        shown = repr(" ".join(first.decode("utf-8", "replace").split())[:_QUOTED])
        mend = "Open it in a browser, select the text and save that."
        raise _refusal(name, 1, "not-text", f"this is an HTML page ({shown}), not text", mend)
    if data.startswith((b"\xff\xfe", b"\xfe\xff", b"\0\0\xfe\xff")):
        shown = _excerpt(data, 0)
        kind = "UTF-32" if data.startswith((b"\xff\xfe\0\0", b"\0\0\xfe\xff")) else "UTF-16"
        message = f"this is text in {kind} ({shown})"
        raise _refusal(name, 1, "not-utf-8", message, "Save it again as UTF-8.")


def _has_nul(name: str, data: bytes) -> SeedError:
    head = data[:4096]
    if max(head[0::2].count(0), head[1::2].count(0)) * 4 >= len(head):
        message, mend = "this looks like text in UTF-16", "Save it again as UTF-8."
        return _refusal(name, 1, "not-utf-8", f"{message} ({_excerpt(head, 0)})", mend)
    position = data.index(b"\x00")
    return _refusal(
        name,
        _line_of(data, position),
        "binary-seed",
        f"a NUL byte, so this is not text ({_excerpt(data, position)})",
        "Save the content as UTF-8 text.",
    )


def _not_utf8(name: str, data: bytes, position: int) -> SeedError:
    shown = f"byte 0x{data[position]:02x} in {_excerpt(data, position)}"
    return _refusal(
        name,
        _line_of(data, position),
        "not-utf-8",
        f"not UTF-8; {_guess_encoding(data)}: {shown}",
        "Save it again as UTF-8.",
    )


def _guess_encoding(data: bytes) -> str:
    """Tell UTF-8 with a few broken bytes from text in another encoding."""
    marks = len(re.findall(rb"[\xc3-\xf4][\x80-\xbf]+", data[:1_000_000]))
    broken = data[:1_000_000].decode("utf-8", "replace").count("\ufffd")
    if marks > 4 * broken and broken <= _MOST_BAD_BYTES:
        return f"it looks like UTF-8 with {broken} broken byte{'s' * (broken > 1)}"
    return f"the encoding may be {find_encoding(data) or 'latin-1 (Windows-1252)'}"


def _line_of(data: bytes, position: int) -> int:
    before = data[:position]
    return before.count(b"\n") + before.count(b"\r") - before.count(b"\r\n") + 1


def _excerpt(data: bytes, position: int) -> str:
    start = max(0, position - _QUOTED // 2)
    around = data[start : position + _QUOTED // 2]
    return repr(around.decode("latin-1"))


def _refusal(name: str, line: int, rule: str, message: str, mend: str) -> SeedError:
    return SeedError(Problem(Location(name, line), rule, message, mend))
