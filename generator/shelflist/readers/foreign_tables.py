"""Tables of papers as spreadsheets and databases save them: CSV, semicolons or tabs."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

_DELIMITERS = {",": "CSV", ";": "CSV with semicolons", "\t": "parted by tabs"}
_MOST_ABOVE = 4
"""Lines that a database may put above the names of the columns."""
_LONGEST_HEADER = 4_000
_MOST_ODD = 0.1
"""So many of the rows may have another number of cells."""
_MEANINGS = {
    "title": "title titles ti titel titre titulo titolo título título tytuł название заглавие 标题"
    " 题名 篇名 論文名 タイトル 제목|article title|document title|paper title|full title"
    "|primary title|item title|dc.title",
    "authors": "author authors au autor autoren auteur auteurs autores autori autore auteur(s)"
    " author(s) creator creators autorzy автор авторы 作者 著者 저자|author names|author full names"
    "|first author|authors/editors",
    "year": "year py jahr année annee año ano anno rok год 年 年份 出版年 연도 date datum fecha"
    " data|publication year|pub year|publication date|date published|year published|cover date"
    "|year of publication|published year|pubyear",
    "doi": "doi di pmid isbn issn url link|doi link|article doi|arxiv id|arxiv",
    "venue": "journal venue zeitschrift revue revista rivista so source publication publisher"
    " verlag 期刊 来源 刊名 journal/book|source title|journal title|publication name"
    "|container title|journal name",
    "abstract": "abstract abstracts zusammenfassung résumé resumen 摘要 keywords|abstract note",
}
"""The names of columns, folded; what has blanks stands between bars."""
_COLUMNS = {
    name: meaning
    for meaning, names in _MEANINGS.items()
    for name in (*names.split("|")[0].split(), *names.split("|")[1:])
}


@dataclass(frozen=True, slots=True)
class PapersTable:
    """A table with one paper a row.

    Attributes:
        what: What people call it.
        rows: The line (from 1) and the title of each.
    """

    what: str
    rows: tuple[tuple[int, str], ...]


def find_papers_table(text: str) -> PapersTable | None:
    """Find a table of papers: names of columns first, and below rows of as many cells."""
    lines = text.lstrip("\ufeff").split("\n", _MOST_ABOVE + 1)[: _MOST_ABOVE + 1]
    for above, line in enumerate(lines):
        for delimiter, what in _DELIMITERS.items():
            header = _read_header(line, delimiter)
            if _speaks_of_papers(header):
                below = text.lstrip("\ufeff").split("\n", above + 1)
                rows = list(_read_rows(below[-1] if len(below) > above + 1 else "", delimiter))
                return _to_table(what, header, rows, above + 2)
    return None


def _read_header(line: str, delimiter: str) -> list[str]:
    if delimiter not in line or len(line) > _LONGEST_HEADER:
        return []
    return next(csv.reader([line], delimiter=delimiter), [])


def find_meaning(name: str) -> str | None:
    """Find what somebody's name of a field means: `title`, `authors`, `year`, `doi`, …."""
    return _COLUMNS.get(re.sub(r"[\s_]+", " ", name).strip(" .:").casefold())


def _speaks_of_papers(header: list[str]) -> bool:
    """Say whether a title and something else of a paper stand among the columns."""
    meanings = set(map(find_meaning, header)) - {None}
    return "title" in meanings and len(meanings) > 1


def _read_rows(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Read rows with the index of their first line; what cannot be parted is one row."""
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    line = 0
    while True:
        try:
            cells = next(rows, None)
        except csv.Error:
            cells = ["a row that is too long"]
        if cells is None:
            return
        if any(map(str.strip, cells)):
            yield line, cells
        line = rows.line_num


def _to_table(
    what: str, header: list[str], rows: list[tuple[int, list[str]]], first: int
) -> PapersTable | None:
    odd = sum(1 for _, cells in rows if len(cells) != len(header))
    if odd > max(1, _MOST_ODD * len(rows)) or (rows and odd == len(rows)):
        return None
    column = next(n for n, name in enumerate(header) if find_meaning(name) == "title")
    titles = (
        (first + line, cells[column] if column < len(cells) else cells[0]) for line, cells in rows
    )
    return PapersTable(f"a table of papers ({what})", tuple(titles))
