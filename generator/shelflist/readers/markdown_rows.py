"""A row of a table read by the names of its columns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import groupby

from shelflist.model import Name
from shelflist.readers.citation_authors import find_authors
from shelflist.readers.citation_styles import Citation, parse_citation
from shelflist.readers.markdown_abstracts import to_abstract
from shelflist.readers.markdown_blocks import Entry
from shelflist.readers.markdown_cuts import cut_plain, cut_prefix, is_title
from shelflist.readers.markdown_facts import find_date, find_people, find_venue
from shelflist.readers.markdown_inline import Span, to_plain
from shelflist.readers.markdown_links import find_rel_in, is_paper_address
from shelflist.readers.markdown_said import PART, Facts
from shelflist.readers.markdown_titles import is_label

_COLUMNS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(words, re.IGNORECASE))
    for name, words in (
        ("title", r"(?:paper |article )?titles?|.*\btitle\b.*|.*(?:标题|题目).*"),
        ("authors", r"authors?(?: list)?|authors?\(s\)|by|first author|作者"),
        ("venue",
            r"venue|conf(?:erence)?(?:/journal)?|journal.*|publication|published(?: in)?"
            r"|publisher|where|source|venue ?/ ?year|会议|期刊|发表.*|pub\.?"),
        ("date",
            r"(?:publish(?:ed)?|release|submission|submitted|arxiv)? ?dates?|years?|time|month"
            r"|published on|released?|when|日期|时间|年份"),
        ("code", r".*\b(?:codes?|github|repo|implementation)\b.*|代码"),
        ("data", r"data ?sets?"),
        ("project", r"(?:project|web ?site|home ?page|page|demo).*"),
        ("paper",
            r"papers?|pdf|links?|url|arxiv|papers? ?[/&+(] ?.*|references?|article|论文"
            r"|publications?|paper id|arxiv id|doi"),
        ("abstract", r"abstracts?|摘要"),
        ("name",
            r"models?|methods?|names?|abbr.*|acronym|short.*|algorithm|approach|framework|system"
            r"|名字|名称|模型|方法"),
    )
)  # fmt: skip
_TITLE_COLUMNS = ("title", "paper", "name", "")
_LABEL_COLUMNS = ("code", "data", "project")
_DESCRIPTION = re.compile(r"\s{2,}(?=\S)")
"""Two blanks part a title from the sentences that say what the paper does."""
_CALLED = re.compile(r"^\s*(?:paper|title|论文|标题)\s*[:：]\s*", re.IGNORECASE)
_NUMBER = re.compile(r"^\s*\d{1,3}[.)]\s+")
_ASIDE = re.compile(r"[(\[（]([^()\[\]（）]{2,60})[)\]）]")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_LIKE_CITATION = re.compile(r"[.,?!]\s.*[.,?!\"”]\s|et al", re.DOTALL)
_LONGEST_CITATION = 1_000
_NOTHING = frozenset({"-", "n/a", "na", "none", "null", "tba", "tbd", "coming soon", "paper"})


def is_table_of_papers(entry: Entry) -> bool:
    """Say whether a row stands in a table of titles that says by whom, where or when."""
    names = {_find_column(name) for name in entry.header}
    return "title" in names and bool(names & {"authors", "venue", "date"})


def has_title_column(entry: Entry) -> bool:
    """Say whether the table of a row calls a column the title."""
    return any(_find_column(name) == "title" for name in entry.header)


def read_row(entry: Entry, parsed: Sequence[Sequence[Span]], facts: Facts) -> str | None:
    """Give the title of a row and note what its other cells say, taken apart as they are."""
    names = [_find_column(name) for name in entry.header]
    names += [""] * (len(entry.cells) - len(names))
    title, at = _find_row_title(parsed, names, entry.header)
    cited_at, cited = _find_row_citation(parsed, names)
    if cited is not None:
        title, at = cited.title, cited_at
        _note_cited(cited, facts)
    for number, spans in enumerate(parsed):
        label = names[number] if names[number] in _LABEL_COLUMNS else None
        for span in spans:
            if span.url and (names[number] != "authors" or is_paper_address(span.url)):
                is_own = number == at and not is_label(span)
                facts.links.append(
                    (find_rel_in(span.url, span.text, label, is_title=is_own), span.url)
                )
        is_unknown = not names[number] and number < len(entry.header) and entry.header[number] != ""
        if names[number] == "abstract" and not facts.abstract:
            facts.abstract = to_abstract("".join(s.text for s in spans if not is_label(s)))
        elif number == at and cited is None:
            _note_around(spans, title or "", facts)
        elif number != at and names[number] in ("", "authors", "venue", "date"):
            _note_cell(spans, names[number], facts, is_unknown=is_unknown)
    facts.links = [link for link in facts.links if link[0]]
    return title


def _find_row_title(
    parsed: Sequence[Sequence[Span]], names: Sequence[str], header: Sequence[str]
) -> tuple[str | None, int]:
    for wanted in _TITLE_COLUMNS:
        for number, spans in enumerate(parsed):
            if names[number] != wanted:
                continue
            is_named = wanted in ("title", "paper")
            found = _find_cell_title(spans, is_named=is_named, is_called=wanted == "title")
            is_known = bool(wanted) or number >= len(header) or not header[number]
            if found and (is_known or _is_set(spans)):
                return found, number
    return None, -1


def _find_row_citation(
    parsed: Sequence[Sequence[Span]], names: Sequence[str]
) -> tuple[int, Citation | None]:
    """Find the cell of a row that holds a whole citation, and what it says."""
    for wanted in _TITLE_COLUMNS:
        for number, spans in enumerate(parsed):
            if names[number] == wanted and (cited := _find_cited(spans)):
                return number, cited
    return -1, None


def _find_cited(spans: Sequence[Span]) -> Citation | None:
    """Read a cell that holds a whole citation: `Wu, Y., and L. Zhang. "Pc-fairness." …`."""
    words = " ".join("".join(s.text for s in spans if not is_label(s)).split())
    if not _LIKE_CITATION.search(words) or len(words) > _LONGEST_CITATION:
        return None
    try:
        cited = parse_citation(words)
    except ValueError:
        return None
    return cited if cited.authors and len(cited.title) < len(words) else None


def _note_cited(cited: Citation, facts: Facts) -> None:
    """Note what a citation says."""
    facts.authors, facts.more = cited.authors, cited.more_authors
    facts.venue, facts.year = cited.source.venue, cited.source.year
    facts.is_cited = True
    if known := cited.arxiv:
        facts.links.append(("paper", f"https://arxiv.org/abs/{known}"))


def _is_set(spans: Sequence[Span]) -> bool:
    """Say whether words of a column with another name are marked as a title."""
    return any(span.is_bold or is_paper_address(span.url) for span in spans)


def _note_around(spans: Sequence[Span], title: str, facts: Facts) -> None:
    """Note what stands beside the title in its cell: authors behind a break, badges, a venue."""
    is_past = False
    words: list[str] = []
    for span in spans:
        if not is_past and title and title in span.text:
            _, _, after = span.text.partition(title)
            is_past = True
            words += [PART, after]
        elif span.is_break or span.is_code:
            words += [PART, span.text if not is_label(span) else "", PART]
        elif not span.url:
            words.append(span.text)
    for run in "".join(words).split(PART):
        whole = " ".join(run.split()).strip(" ,;:-–—")
        if facts.note_source(whole.strip("()[] ")):
            continue
        if not facts.authors and (found := find_people(whole)):
            facts.authors, facts.more = found
        elif aside := _ASIDE.match(whole):
            facts.note_source(aside[1])


def _note_cell(spans: Sequence[Span], name: str, facts: Facts, *, is_unknown: bool) -> None:
    said = [span.text for span in spans if not (span.url and (not name or is_label(span)))]
    words = " ".join(" ".join(said).split())
    if is_unknown:
        if find_date(words) or find_venue(words):
            facts.note_source(words)
    elif name == "authors" and not facts.authors and words.casefold() not in _NOTHING:
        facts.authors, facts.more = _find_cell_people(spans, words) or ((), False)
    elif name == "venue" and not (facts.venue or find_venue(words) or find_date(words)):
        _note_unknown_venue(words, facts)
    else:
        facts.note_words(words)


def _find_cell_people(spans: Sequence[Span], words: str) -> tuple[tuple[Name, ...], bool] | None:
    """Find the people of a column of authors, each on a line of the cell or all in one."""
    lines = "".join("\n" if span.is_break else span.text for span in spans).split("\n")
    lines = [bare for line in lines if (bare := " ".join(line.split()).strip(" ,;"))]
    if len(lines) > 1:
        each = [_find_named(line) for line in lines]
        if all(each):
            names = tuple(name for found in each if found for name in found[0])
            return names, any(found[1] for found in each if found)
    return _find_named(words)


def _find_named(words: str) -> tuple[tuple[Name, ...], bool] | None:
    found = find_people(words) or find_authors(re.sub(r"[*†‡]+", "", words))
    is_places = found is not None and len(found[0]) == 1 and _is_place(found[0][0], words)
    return None if is_places else found


def _is_place(name: Name, words: str) -> bool:
    """Say whether a family name and its given names are rather two places: `Stanford, MIT`."""
    is_short = len(name.given) > 2 and name.given.isalpha() and name.given.isupper()
    return is_short and f"{name.family}, {name.given}" in words


def _note_unknown_venue(words: str, facts: Facts) -> None:
    """Take the words of a column for venues as they stand, without the year."""
    name = _YEAR.sub("", words).strip(" ,.'’()-–")
    is_name = name and (name[0].isupper() or name[0] > "\u2e80") and len(name.split()) <= 8
    is_name = is_name and not re.search(r"[:/\d]|arxiv", name, re.IGNORECASE)
    if is_name and name.casefold() not in _NOTHING:
        facts.venue, facts.is_unknown_venue = name, True
        found = _YEAR.search(words)
        facts.year = facts.year or (int(found[0]) if found else None)


@lru_cache(maxsize=512)
def _find_column(name: str) -> str:
    plain = to_plain(name).strip(" :")
    return next((column for column, words in _COLUMNS if words.fullmatch(plain)), "")


def _find_cell_title(spans: Sequence[Span], *, is_named: bool, is_called: bool) -> str | None:
    """Find the title in a cell: its link's words, what is bold, or what stands first.

    Args:
        spans: The cell.
        is_named: Whether its column is the paper's or the title's.
        is_called: Whether its column is the title's beyond doubt.
    """
    linked = [s.text for s in spans if s.url and s.text.strip() and not is_label(s)]
    runs = groupby(spans, key=lambda s: s.is_bold and not s.url and not s.is_break)
    bold = [
        text for is_bold, run in runs if is_bold and (text := "".join(s.text for s in run).strip())
    ]
    words = [s.text for s in spans if not s.is_code and not s.url and s.text.strip(" -–—,.|()[]")]
    plain = [_DESCRIPTION.split(_NUMBER.sub("", text.strip()), maxsplit=1)[0] for text in words[:1]]
    plain = [text if is_called and not linked else cut_plain(text)[0] for text in plain]
    found = [*linked, *bold, *plain]
    title = cut_prefix(_NUMBER.sub("", _CALLED.sub("", found[0])))[1].strip() if found else ""
    is_sure = title and is_title(title, may_be_names=is_named or bool(linked), is_called=is_called)
    return title if is_sure and title.casefold() not in _NOTHING else None
