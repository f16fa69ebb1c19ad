"""The list as a bibliography: plain lines, in order."""

from __future__ import annotations

from collections.abc import Sequence

from shelflist.library import ListedPaper
from shelflist.pages.listing import to_byline
from shelflist.pages.names import first_letter, to_key
from shelflist.pages.parts import Entry, to_letter_key
from shelflist.pages.render import to_inline, to_label


def reference_head(paper: ListedPaper) -> str:
    """Give what a reference is sorted by: the first author's family name, else the title."""
    for name in paper.record.authors[:1]:
        return to_key(name.family or name.literal) or name.family or name.literal
    return to_key(paper.title) or paper.title


def sort_references(papers: Sequence[ListedPaper]) -> list[ListedPaper]:
    """Give the papers in the order of the bibliography."""
    return sorted(papers, key=lambda p: (reference_head(p), p.record.year or 0, p.slug))


def to_reference(paper: ListedPaper) -> Entry:
    """Show a paper as a plain line of the bibliography."""
    record, head = paper.record, reference_head(paper)
    byline = to_inline(to_byline(record.authors, record.more_authors))
    year = f" ({record.year})" if record.year else ""
    found = f"doi:{record.doi}" if record.doi else f"arXiv:{record.arxiv}" if record.arxiv else ""
    rest = "".join(f" {to_inline(part)}." for part in (record.venue, found) if part)
    mark = " **(retracted)**" if record.retracted else ""
    who, when = (f"{byline}{year}. ", "") if byline else ("", year)
    return Entry(
        key=to_letter_key(f"{head}-{to_key(paper.title)}"),  # a family may be a long list
        heading=first_letter(head),
        before=f"{who}[{to_label(paper.title)}](",
        target=paper.link,
        after=f"){when}.{rest}{mark}",
    )
