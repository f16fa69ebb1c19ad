"""Tables of pipes, as wikis and Markdown write them, also where row spans were lost."""

from __future__ import annotations

import re
from dataclasses import dataclass

_SEPARATOR = re.compile(r"\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*")
_PIPE = re.compile(r"(?<!\\)\|")

COLUMN_WORDS: dict[str, str] = {
    "title": "title paper papers article publication|paper title|title of paper|publication title",
    "authors": "author authors contributor contributors team contributor/team by researchers"
    " researcher people person who lead leader creator creators group lab|first author|lead author"
    "|contributors/team|author(s)|contributor(s)|authors/team|team/authors|proposed by",
    "year": "year date published|publication year|publication date",
    "venue": "venue conference journal publisher|published in|venue/year|conference/journal",
    "link": "link url links pdf arxiv doi address|paper link|paper url|arxiv id",
    "code": "code github repo repository implementation project|code link|project page",
    "area": "area topic category field theme subject domain subfield direction tags keywords"
    " section aspect focus problem challenge task|research area|research areas"
    "|research direction|research field|research topic|research theme|problem area",
    "name": "contribution method model name approach proposal system technique work"
    " idea innovation algorithm architecture achievement contributions proposals"
    " contribution/proposal|short name|proposed method|contribution / proposal|key contribution"
    "|main contribution",
    "note": "note notes description comment comments summary remarks tl;dr|main idea|key idea"
    "|key points",
}
"""A column's meaning, and the header words that say it: single words, then `|` phrases."""

_MEANING: dict[str, str] = {
    word: meaning
    for meaning, spelling in COLUMN_WORDS.items()
    for group_number, group in enumerate(spelling.split("|"))
    for word in (group.split() if group_number == 0 else [group])
}

_PROPERTY_HEADS = {"property", "field", "key", "attribute", "metadata", "meta", "name", "item"}
_VALUE_HEADS = {"data", "value", "values", "content", "details", "info"}


@dataclass(frozen=True, slots=True)
class Row:
    """A table's row: its line (from 0) and its cells without blanks around them."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a document.

    Attributes:
        header: The cells of the header.
        meanings: For each column what it holds (a key of `COLUMN_WORDS`) or an empty text.
        first: The header's line, from 0.
        last: The last row's line.
        rows: Without header and separator.
    """

    header: tuple[str, ...]
    meanings: tuple[str, ...]
    first: int
    last: int
    rows: tuple[Row, ...]

    @property
    def is_properties(self) -> bool:
        """Whether the rows are properties of the document and not things of their own."""
        if len(self.header) != 2:
            return False
        left, right = (cell.lower().strip("*_ ") for cell in self.header)
        return left in _PROPERTY_HEADS and right in _VALUE_HEADS


def find_tables(lines: tuple[str, ...]) -> list[Table]:
    """Find the tables of a document; a header inside another table's rows begins a new one."""
    starts = [
        index
        for index in range(len(lines) - 1)
        if "|" in lines[index]
        and "|" in lines[index + 1]
        and _SEPARATOR.fullmatch(lines[index + 1][:2000])
        and not _SEPARATOR.fullmatch(lines[index][:2000])
    ]
    headers = set(starts)
    return [_read_table(lines, start, headers) for start in starts]


def _read_table(lines: tuple[str, ...], start: int, headers: set[int]) -> Table:
    has_edge = lines[start].lstrip().startswith("|")
    header = _split_row(lines[start], has_edge=has_edge)
    rows: list[Row] = []
    index = start + 2
    while index < len(lines) and "|" in lines[index] and index not in headers:
        rows.append(Row(index, _split_row(lines[index], has_edge=has_edge)))
        index += 1
    meanings = tuple(
        _MEANING.get(" ".join(cell.lower().strip("*_ :").split()), "") for cell in header
    )
    return Table(header, meanings, start, index - 1, tuple(rows))


def _split_row(line: str, *, has_edge: bool) -> tuple[str, ...]:
    text = line.strip()
    if has_edge and text.startswith("|"):
        text = text[1:]
    if text.endswith("|") and not text.endswith("\\|"):
        text = text[:-1]
    return tuple(cell.strip().replace("\\|", "|") for cell in _PIPE.split(text))


def to_full_rows(table: Table) -> list[dict[str, str]]:
    """Give each row's cells by meaning, with lost row spans restored.

    A row that is short at its end because its first cell spanned several rows has its
    cells moved to the right, and takes the first cell of the last full row. A row whose
    first cell names an area of its own stays as it is.
    """
    width = len(table.header)
    spanned = ""
    areas = {row.cells[0] for row in table.rows if _filled(row.cells) >= width and row.cells[0]}
    full: list[dict[str, str]] = []
    for row in table.rows:
        cells = list(row.cells[:width])
        if table.meanings[0] == "area":
            cells = _restore_span(cells, width, spanned, areas)
            spanned = cells[0] or spanned
        cells += [""] * (width - len(cells))
        pairs = zip(table.meanings, cells, strict=True)
        full.append({meaning: cell for meaning, cell in pairs if meaning and cell})
    return full


def _restore_span(cells: list[str], width: int, spanned: str, areas: set[str]) -> list[str]:
    if cells and not cells[0]:
        return [spanned, *cells[1:]]
    filled = _filled(tuple(cells))
    if not spanned or filled >= width or cells[0] in areas:
        return cells
    return [spanned] + [""] * (width - filled - 1) + cells[:filled]


def _filled(cells: tuple[str, ...]) -> int:
    """Say how many cells there are before the empty ones at the end."""
    count = len(cells)
    while count and not cells[count - 1]:
        count -= 1
    return count
