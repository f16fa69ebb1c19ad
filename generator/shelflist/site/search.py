"""What the search of the site knows: one entry a page, and what each says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from jinja2.utils import htmlsafe_json_dumps
from mkdocs.structure.pages import Page

from shelflist.library.papers import ListedPaper
from shelflist.site.pages import SitePages
from shelflist.site.papers import to_texts
from shelflist.site.views.text import strip_tags

_KINDS = {"topics": "Topic", "authors": "Author", "references": "References", "papers": "Papers"}


def write_search(pages: SitePages, site_dir: Path) -> None:
    """Write the two files that a browser loads when somebody searches.

    Everything in them is ASCII and has no `<`. Lists repeat what papers say; searching them
    too would bury the papers.
    """
    found = [page for page in pages.pages if not _is_excluded(page.meta)]
    folder = site_dir / "search"
    folder.mkdir(parents=True, exist_ok=True)
    for name, variable, lines in (
        ("index.js", "shelflistIndex", (_to_entry(page, pages) for page in found)),
        ("text.js", "shelflistText", (_to_text(page, pages) for page in found)),
    ):
        text = "".join(f"{htmlsafe_json_dumps(line)},\n" for line in lines)
        (folder / name).write_text(f"globalThis.{variable} = [\n{text}];\n", encoding="utf-8")


def _is_excluded(meta: Mapping[str, object]) -> bool:
    said = meta.get("search")
    return isinstance(said, Mapping) and bool(said.get("exclude"))


def _to_entry(page: Page, pages: SitePages) -> list[object]:
    """Give address, title, authors, year, venue, topics, kind and ids."""
    paper = pages.find_paper(page)
    if paper is None:
        title = str(page.meta.get("title") or page.title or "")
        return [page.file.url, title, "", "", "", [], _to_kind(page), ""]
    mark = " (retracted)" if paper.record.retracted else ""
    names = ", ".join(map(str, paper.record.authors))
    year = str(paper.fields.get("year", ""))
    venue, ids = paper.record.venue or "", " ".join(_each_id(paper))
    return [page.file.url, paper.title + mark, names, year, venue, [*paper.topics], "paper", ids]


def _each_id(paper: ListedPaper) -> Iterator[str]:
    record, key = paper.record, paper.fields.get("citation_key")
    said = (record.short_name, record.arxiv, record.doi, key if isinstance(key, str) else "")
    yield from filter(None, said)
    for other in to_texts(paper.fields.get("other_ids")):
        yield other.removeprefix("doi:").removeprefix("arxiv:")


def _to_kind(page: Page) -> str:
    return _KINDS.get(page.file.src_uri.split("/")[0], "Page")


def _to_text(page: Page, pages: SitePages) -> str:
    is_searched = pages.find_paper(page) is not None or _to_kind(page) == "Page"
    return (strip_tags(page.content or "") or pages.describe(page)) if is_searched else ""
