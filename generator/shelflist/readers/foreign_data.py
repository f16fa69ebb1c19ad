"""Lists of papers as data with names of fields that somebody chose: YAML, JSON, TOML, CFF."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from shelflist.formats.fields import TEXT_FIELDS
from shelflist.readers.foreign_tables import find_meaning

_JSON = re.compile(r"\s*(?:\{\s*\"|\[\s*\{)")
_JSON_KEY = re.compile(r'"([^"\\\n]{1,40})"\s*:[ \t]*("(?:[^"\\\n]|\\.)*"|)')
_KEY = re.compile(
    r"^(?P<place>[ \t]*(?:-[ \t]+)?)[\"']?(?P<name>[^\W\d][\w .-]{0,30}?)[\"']?"
    r"[ \t]*(?::(?=\s|$)|=)[ \t]*(?P<value>.*)$"
)
_STRUCTURE = re.compile(r"[ \t]|-(?:[ \t]|$)|[\[\]{}]|#|---|\.\.\.|\d+:\s*$|$")
"""How a line of YAML or TOML begins that is no field: indented, an entry, a bracket, a number."""
_FLOW = re.compile(r"[ \t]*(?:-[ \t]+)?\{.*\}[ \t]*$")
_FLOW_KEY = re.compile(
    r"[{,]\s*[\"']?(?P<name>[^\W\d][\w .-]{0,30}?)[\"']?\s*:\s+(?P<value>\"[^\"]*\"|'[^']*'|[^,}]*)"
)
"""The fields of a mapping on one line of YAML."""
_TABLE = re.compile(r"^\[\[?[\w.\"-]+\]\]?[ \t]*$", re.MULTILINE)
_CFF = re.compile(r"^cff-version[ \t]*:", re.MULTILINE)
_CSL = re.compile(r'"(?:author|editor|issued|DOI|URL|container-title|citation-key)"\s*:')
_CSL_NAMES = {field.csl for field in TEXT_FIELDS} - {"title"} | {"source", "PMID"}
"""What CSL calls its variables says of JSON nothing; `authors`, `year` and `url` do."""
_MOST_PROSE = 0.1
"""So many of the lines may be neither keys nor within what a key holds."""


@dataclass(frozen=True, slots=True)
class PapersData:
    """Papers as data.

    Attributes:
        what: What people call it.
        rows: The line (from 1) and the title of each paper.
    """

    what: str
    rows: tuple[tuple[int, str], ...]


def find_papers_data(text: str) -> PapersData | None:
    """Find a list of papers as data: fields called `title` and, say, `authors`, entry by entry."""
    if _JSON.match(text):
        form, keys = "JSON", [] if _CSL.search(text) else list(_read_json(text))
    else:
        is_cff = _CFF.search(text) is not None
        form = "CFF" if is_cff else "TOML" if _TABLE.search(text) else "YAML"
        keys = list(_read_lines(text, is_nested=form == "YAML"))
    meanings = {find_meaning(name) for _, name, _ in keys} - {None}
    if "title" not in meanings or len(meanings) == 1:
        return None
    rows = ((n, said.strip("\"', ")) for n, name, said in keys if find_meaning(name) == "title")
    what = "a CITATION.cff (CFF)" if form == "CFF" else f"a list of papers as data ({form})"
    return PapersData(what, tuple(rows))


def _read_json(text: str) -> Iterator[tuple[int, str, str]]:
    """Give the line, the name and the text of each field."""
    line, position = 1, 0
    for match in _JSON_KEY.finditer(text):
        line += text.count("\n", position, match.start())
        position = match.start()
        if match[1] not in _CSL_NAMES:
            yield line, match[1], match[2]


def _read_lines(text: str, *, is_nested: bool) -> Iterator[tuple[int, str, str]]:
    """Give the same of YAML or TOML; nothing where too much is prose.

    In Markdown, too, an entry may begin with `- Title: …`; there its other fields have a
    bullet of their own.
    """
    found: list[tuple[int, str, str]] = []
    count = prose = below = 0
    for number, line in enumerate(text.split("\n"), 1):
        count += bool(line.strip())
        if _FLOW.match(line):
            fields = list(_FLOW_KEY.finditer(line))
            found += [(number, key["name"], key["value"]) for key in fields]
            below += len(fields) > 1
        elif key := _KEY.match(line):
            found.append((number, key["name"], key["value"]))
            is_below = key["place"].isspace() and find_meaning(key["name"]) not in (None, "title")
            below += is_below
        elif not _STRUCTURE.match(line):
            prose += 1
    if prose <= _MOST_PROSE * count and (below or not is_nested):
        yield from found
