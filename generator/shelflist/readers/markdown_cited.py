"""An entry of a list that is a citation in a common style, with its links."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from shelflist.model import Kind, Link, Place, Record
from shelflist.readers.citation_styles import Citation, parse_citation
from shelflist.readers.markdown_blocks import Entry
from shelflist.readers.markdown_facts import find_people
from shelflist.readers.markdown_inline import Span
from shelflist.readers.markdown_links import find_label, find_rel, is_paper_address, to_doi
from shelflist.readers.markdown_titles import is_label
from shelflist.text.addresses import find_arxiv, find_doi
from shelflist.text.titles import title_key

KEPT_LINKS = frozenset({"code", "project", "model", "data"})
"""The kinds of links that a record keeps; the paper's own are its ids or its address."""
_MARK = re.compile(r"^\W*\[[A-Za-z]{0,8}\d{1,4}[a-z]?\]\W*\s")
"""`**[12]** ` before a citation."""
_ASIDE = re.compile(r"[\s\[\](),;]*$|\s*\[\s*\]")
_LONGEST = 2_000


def find_cited(
    entry: Entry, spans: Sequence[Span], file: str, raw: str, hints: tuple[str, ...]
) -> Record | None:
    """Read an entry that begins with its authors, as a citation does."""
    cited = _parse(spans)
    if cited is None:
        return None
    papers = " ".join(span.url for span in spans if is_paper_address(span.url))
    record = cited.to_record(Kind.CITATION, Place(file, entry.first + 1, entry.last + 1), raw)
    return replace(
        record,
        doi=to_doi(cited.doi or find_doi(papers)),
        arxiv=cited.arxiv or find_arxiv(papers),
        url=cited.url or next((url for url in papers.split() if _is_own(url)), None),
        links=cited.links or _find_kept(spans),
        hints=hints,
    )


def is_like_citation(
    spans: Sequence[Span], title: str | None, record: Record, *, has_authors: bool
) -> bool:
    """Say whether a citation is the better reading of an entry.

    It is if it has the same title, or if without it there would be no title or no author.
    """
    linked = [s.text for s in spans if s.url and s.text.strip() and not is_label(s)]
    said = record.title or ""
    people = record.authors
    is_by_people = bool(people) and (
        record.more_authors or len(people) > 1 or not people[0].literal
    )
    if not is_by_people or find_people(said) or (title and has_authors):
        return False
    return not linked or (title is not None and title_key(title) == title_key(said))


def _parse(spans: Sequence[Span]) -> Citation | None:
    said = "".join(" " if span.is_break else _to_cited(span) for span in spans)
    said = _MARK.sub("", " ".join(said.split()))
    if len(said) > _LONGEST:
        return None
    try:
        return parse_citation(_ASIDE.sub("", said).strip())
    except ValueError:
        return None


def _to_cited(span: Span) -> str:
    """Give the words of a citation without labels and without remarks in brackets and bold."""
    is_remark = (
        span.is_bold and span.text.strip()[:1] in ("(", "[") and not span.text[1:2].isdigit()
    )
    if is_label(span) and is_paper_address(span.url):
        return f" {span.url} "
    return "" if is_label(span) or is_remark or span.is_code else span.text


def _is_own(url: str) -> bool:
    return url.startswith("http") and not find_arxiv(url) and not find_doi(url)


def _find_kept(spans: Sequence[Span]) -> tuple[Link, ...]:
    found = ((find_rel(span.url, find_label(span.text)), span.url) for span in spans if span.url)
    return tuple(dict.fromkeys(Link(rel, url) for rel, url in found if rel in KEPT_LINKS))
