"""A page of one paper: its id, its title, its authors below a label, its abstract."""

from __future__ import annotations

import re
from dataclasses import dataclass

from shelflist.formats.entry_names import find_names
from shelflist.model import Link, Name
from shelflist.readers.page_lines import PageLine
from shelflist.readers.shapes import can_be_abstract, can_be_title, words
from shelflist.text.addresses import find_links

_ID = re.compile(r"ar[Xx]iv:\s?(\d{4}\.\d{4,5})(?:v\d+)?")
_SOURCE = re.compile(r"URL Source:\s*https?://(?:huggingface|hf)\.co/papers/(\d{4}\.\d{4,5})")
_HEAD = 3
"""Among so many first lines an address alone is the page's own."""
_AUTHORS = re.compile(
    r"(?:Authors?|Autor(?:en|es|as|i)?|Auteurs?|Авторы|Автори|作者|著者|저자|Yazarlar|Författare"
    r"|Autorzy|Autoři|Tekijät|Forfattere|Szerzők|Autori|Συγγραφείς|Tác giả|Penulis|ผู้เขียน"
    r"|المؤلفون|المؤلفين|نویسندگان|מחברים|लेखक)\s*[:：]\s*(?P<names>.*)",
    re.IGNORECASE,
)
_ABSTRACT = re.compile(
    r"(?:Abstract|Zusammenfassung|Kurzfassung|Abstrakt|R[ée]sum[ée]|Resumen?|Resumo|Sommario"
    r"|Riassunto|Samenvatting|Аннотация|Реферат|Абстракт|Анотація|摘要|抽象的|概要|要旨|要約|抽象|초록|요약"
    r"|추상적인|Özet|Streszczenie|Sammanfattning|Sammendrag|Tiivistelmä|Kivonat|Absztrakt|Περίληψη"
    r"|Tóm tắt|Abstrak|บทคัดย่อ|(?:ال)?ملخص|نبذة مختصرة|چکیده|תקציר|सार)\s*[:：]?",
    re.IGNORECASE,
)
_PAGE_OF = re.compile(
    r"(?:Paper page|(?:Papier|Paper|Artikel)-?seite|Seite (?:zum|des) (?:Papers?|Artikels?)"
    r"|Page (?:de l['’]article|du papier)|Página del (?:artículo|paper)|Página do artigo"
    r"|Pagina (?:del paper|dell['’]articolo)|论文页面|論文頁面|論文ページ|논문 페이지"
    r"|Страница (?:статьи|работы)|صفحة (?:الورقة|البحث))\s+[-–—|]\s+",
    re.IGNORECASE,
)
"""What the browser's title of such a page says before the paper's."""
_SUMMARY_MARK = re.compile(r"AI[- ]generated summary|.{0,20}\bAI\b.{0,20}", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
_MORE = re.compile(r"[,，、]?\s*(?:\bet al\b\.?|…|\.{3}|等人?|u\. ?a\.|他|外).{0,20}$")
_FARTHEST = 12
"""So many lines may stand between the id and the title."""
_MOST_AUTHORS = 2_000


@dataclass(frozen=True, slots=True)
class SinglePaper:
    """The paper of a page; lines from 0, inclusive.

    Attributes:
        summary: Lines of a summary that no author wrote.
    """

    first: int
    last: int
    title: str
    arxiv: str
    authors: tuple[Name, ...]
    year: int | None
    abstract: str | None
    links: tuple[Link, ...]
    summary: tuple[int, ...]


def find_single_papers(lines: list[PageLine]) -> list[SinglePaper]:
    """Find the papers of such pages, pasted one after another: each begins with its id."""
    ids = [
        (position, match[1])
        for position, line in enumerate(lines)
        if (match := _ID.fullmatch(line.text) or _SOURCE.fullmatch(line.text))
    ]
    if not ids and [line.index for line in lines if line.address][1:] == []:
        ids = [(n, line.address) for n, line in enumerate(lines[:_HEAD]) if line.address]
    if not ids:
        return []
    # A page may say its id twice, in the address and above the title: the later one counts.
    starts = [
        here for here, after in zip(ids, [*ids[1:], (0, "")], strict=True) if here[1] != after[1]
    ]
    ends = [position for position, _ in starts[1:]] + [len(lines)]
    found = (
        _find_paper(lines[:end], position, paper)
        for (position, paper), end in zip(starts, ends, strict=True)
    )
    papers = [paper for paper in found if paper is not None]
    return papers if len(papers) == len(starts) else []


def _find_paper(lines: list[PageLine], start: int, arxiv: str) -> SinglePaper | None:
    title = _find_title(lines, start)
    if title is None:
        return None
    following = lines[title + 1 :]
    authors_at = _find_first(following, _AUTHORS)
    abstract_at = _find_first(following, _ABSTRACT)
    if authors_at is None and abstract_at is None:
        return None
    if authors_at is not None and abstract_at is not None and authors_at > abstract_at:
        authors_at = None
    abstract, summary = _find_abstract(following, (abstract_at or authors_at or 0) + 1)
    ends = [lines[title].index, *(line.index for line in following[: (abstract_at or 0) + 1])]
    return SinglePaper(
        lines[title].index,
        abstract.index if abstract else max(ends),
        _PAGE_OF.sub("", lines[title].text, count=1),
        arxiv,
        _find_authors(following, authors_at, abstract_at),
        _find_year(following[: authors_at or abstract_at or 0]),
        abstract.text if abstract else None,
        find_own_links(following),
        summary,
    )


def _find_title(lines: list[PageLine], start: int) -> int | None:
    """Find the title; the browser's own, which other words stand before, only for lack of it."""
    inside = range(start + 1, min(start + 1 + _FARTHEST, len(lines)))
    found = [n for n in inside if set(lines[n].text) - set("=-") and _is_title(lines[n])]
    plain = [n for n in found[:2] if not _PAGE_OF.match(lines[n].text)]
    if not found or plain[:1] == found[:1]:
        return next(iter(found), None)
    wanted = _PAGE_OF.sub("", lines[found[0]].text, count=1)
    return next((n for n in plain if lines[n].text == wanted), found[0])


def _is_title(line: PageLine) -> bool:
    if line.text.lower().startswith(("markdown content", "url source")):
        return False
    return not line.is_furniture and can_be_title(line.text) and not _ID.fullmatch(line.text)


def _find_first(lines: list[PageLine], pattern: re.Pattern[str]) -> int | None:
    return next((n for n, line in enumerate(lines[:400]) if pattern.fullmatch(line.text)), None)


def _find_abstract(lines: list[PageLine], start: int) -> tuple[PageLine | None, tuple[int, ...]]:
    """Find the abstract; a summary that a machine wrote stands above it and says so."""
    found = [n for n in range(start, min(start + 40, len(lines))) if can_be_abstract(lines[n].text)]
    if not found:
        return None, ()
    mark = found[0] + 1
    is_machine = mark < len(lines) and _SUMMARY_MARK.fullmatch(lines[mark].text) is not None
    if is_machine and len(found) > 1:
        return lines[found[1]], (lines[found[0]].index, lines[mark].index)
    return lines[found[0]], ()


def _find_authors(lines: list[PageLine], start: int | None, end: int | None) -> tuple[Name, ...]:
    """Read the names below the label, one a line, the commas on lines of their own or not."""
    if start is None:
        return ()
    label = _AUTHORS.fullmatch(lines[start].text)
    texts = [label["names"] if label else ""]
    for line in lines[start + 1 : end if end is not None else start + 1]:
        texts.append(line.text)
    pieces = [piece.strip(" ,;") for text in texts for piece in re.split(r"[,;，、]", text)]
    names = [piece for piece in pieces[:_MOST_AUTHORS] if _is_name(piece)]
    return find_names(names)


def _is_name(piece: str) -> bool:
    return bool(words(piece)) and len(piece.split()) <= 6 and not re.search(r"\d|[:：]", piece)


def _find_year(lines: list[PageLine]) -> int | None:
    return next((int(match[1]) for line in lines if (match := _YEAR.search(line.text))), None)


def find_own_links(lines: list[PageLine]) -> tuple[Link, ...]:
    """Give the paper's own code and project pages among the links right below it."""
    addresses = "\n".join(
        url
        for line in lines[:120]
        for text, url in line.links
        if re.match(r"(?:project\b|git ?hub\b|code\b)", text, re.IGNORECASE)
    )
    return find_links(addresses)


def find_labelled_authors(
    lines: list[PageLine],
) -> tuple[tuple[Name, ...], bool, PageLine | None]:
    """Give the names behind a label on one line, whether it says there are more, and the line."""
    for line in lines:
        if (label := _AUTHORS.fullmatch(line.text)) and label["names"]:
            names = _MORE.sub("", label["names"])
            pieces = [piece.strip(" ,;") for piece in re.split(r"[,;，、]| and | & ", names)]
            found = find_names(list(filter(_is_name, pieces)))
            return found, names != label["names"], line
    return (), False, None
