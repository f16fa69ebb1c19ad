"""One entry of a Markdown list judged: a paper with what is said of it, or none.

An entry is a paper when one of its links leads to a paper, or when it names authors and
says where or when the paper appeared. Tools, courses, videos and repositories alone are
no papers, however much they look like one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from shelflist.model import Kind, Link, Name, Place, Record
from shelflist.problems import Refusal
from shelflist.readers.citation_styles import parse_citation
from shelflist.readers.markdown_blocks import Entry
from shelflist.readers.markdown_facts import find_date, find_people, find_venue
from shelflist.readers.markdown_inline import Span, parse_inline, to_plain
from shelflist.readers.markdown_links import (
    find_label,
    find_rel,
    is_certain_paper,
    is_elsewhere,
    is_paper_address,
    leads_to_no_paper,
)
from shelflist.readers.markdown_titles import (
    FEW_WORDS,
    LONG_SENTENCE,
    cut_plain,
    cut_title,
    find_title,
    is_label,
    is_title,
    weigh,
)
from shelflist.text.addresses import find_arxiv, find_doi
from shelflist.text.clean import clean_text, clean_title

_CUTS = re.compile(
    r"[()\[\]{}|;•·\n\ue010]|\s[-–—:]\s|^[-–—:,.\s]+|[-–—:\s]+$|,?\s+\bin\s+(?=[A-Z])"
)
_LONGEST_PIECE = 5_000
_JOINT = re.compile(r"[.,:]\s+")
_ID = re.compile(r"arxiv[:\s]*(\d{4}\.\d{4,5})", re.IGNORECASE)
_COLUMNS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(words, re.IGNORECASE))
    for name, words in (
        ("title", r"(?:paper |article )?titles?|.*\btitle\b.*|标题|题目"),
        ("authors", r"authors?(?: list)?|by|first author|作者"),
        ("venue",
            r"venue|conf(?:erence)?(?:/journal)?|journal.*|publication|published(?: in)?"
            r"|publisher|where|source|会议|pub\.?"),
        ("date", r"dates?|years?|time|month|published on|release(?:d| date)?|when|日期|时间|年份"),
        ("code", r".*\b(?:codes?|github|repo|implementation)\b.*|代码"),
        ("data", r"data ?sets?"),
        ("project", r"(?:project|web ?site|home ?page|page|demo).*"),
        ("paper",
            r"papers?|pdf|links?|url|arxiv|papers? ?[/&+(] ?.*|references?|article|论文"
            r"|publications?"),
        ("name",
            r"models?|methods?|names?|abbr.*|acronym|short.*|algorithm|approach|framework|system"),
    )
)  # fmt: skip
_TITLE_COLUMNS = ("title", "paper", "name", "")


@dataclass(slots=True)
class _Facts:
    """What an entry says, gathered."""

    authors: tuple[Name, ...] = ()
    more: bool = False
    year: int | None = None
    venue: str | None = None
    links: list[tuple[str, str]] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)

    def note(self, piece: str) -> None:
        """Take what a piece of text says of authors, venue or date."""
        people = re.sub(r"\s+[.,;]+$", "", piece.strip(" ,:;-–—*_"))
        piece = people.strip(". ")
        if not piece or len(piece) > _LONGEST_PIECE:
            return
        year, venue = find_date(piece), find_venue(piece)
        if year and not self.year:
            self.year = year
        elif venue and not self.venue:
            self.venue, self.year = venue.name or self.venue, self.year or venue.year
        elif not self.authors and (found := find_people(people)):
            self.authors, self.more = found
        else:
            self._note_halves(piece)

    def _note_halves(self, piece: str) -> None:
        """Part `authors, venue 2020` where each half is something."""
        for joint in list(_JOINT.finditer(piece))[-6:]:
            head, tail = piece[: joint.start()], piece[joint.end() :]
            people = None if self.authors else find_people(head)
            venue, year = find_venue(tail), find_date(tail)
            if people and (venue or year):
                self.authors, self.more = people
                self.note(tail)
                return
            if (venue or year) and len(head.split()) < LONG_SENTENCE:
                self.note(tail)
                self.note(head)
                return
        self.texts.append(piece)


def judge(entry: Entry, file: str, raw: str, hints: tuple[str, ...]) -> Record | Refusal | None:
    """Say what an entry is: a paper, a paper that cannot be taken, or something else."""
    facts = _Facts()
    if entry.cells:
        title, is_named = _read_row(entry, facts)
    else:
        title, is_named = _read_spans(parse_inline(entry.text), facts, is_block=not entry.is_item)
    is_paper = any(rel == "paper" for rel, _ in facts.links)
    said = find_arxiv(raw) or find_doi(raw) if not is_paper else None
    is_dated = bool(facts.authors and (facts.venue or facts.year)) or bool(
        facts.venue and facts.year and title and len(title.split()) > FEW_WORDS
    )
    is_tool = bool(facts.links) and not is_paper and is_elsewhere(facts.links[0][1])
    is_tool |= not is_paper and leads_to_no_paper(raw, bool(facts.authors), facts.venue)
    if not (is_paper or said or (is_dated and not is_tool)):
        return None
    if title is None and not entry.cells:
        return _as_citation(entry, file, raw, hints) or _refuse(entry, facts, is_paper)
    if title is None or not is_named:
        return _refuse(entry, facts, is_paper)
    return _to_record(entry, file, raw, hints, title, facts)


def _refuse(entry: Entry, facts: _Facts, is_paper: bool) -> Refusal | None:
    address = next((url for rel, url in facts.links if rel == "paper"), "")
    if not is_paper or not is_certain_paper(address):
        return None
    return Refusal(
        entry.first + 1,
        address,
        "the entry links to a paper but does not say its title",
        "Write the paper's title into the entry, as the words of the link.",
    )


def _as_citation(entry: Entry, file: str, raw: str, hints: tuple[str, ...]) -> Record | None:
    """Read an entry that is a citation in a common style."""
    spans = parse_inline(_MARK.sub("", entry.text))
    said = "".join(_to_cited(span) for span in spans)
    try:
        cited = parse_citation(_ASIDE.sub("", " ".join(said.split())).strip())
    except ValueError:
        return None
    source = cited.source
    papers = " ".join(span.url for span in spans if is_paper_address(span.url))
    doi = cited.doi or find_doi(papers)
    return Record(
        kind=Kind.CITATION,
        place=Place(file, entry.first + 1, entry.last + 1),
        raw=raw,
        title=cited.title,
        authors=cited.authors,
        more_authors=cited.more_authors,
        year=source.year,
        venue=source.venue,
        volume=source.volume,
        issue=source.issue,
        page=source.page,
        publisher=source.publisher,
        type=source.type,
        doi=doi if not (doi or "").startswith("10.48550/arxiv") else None,
        arxiv=cited.arxiv or find_arxiv(papers),
        url=cited.url or next((url for url in papers.split() if _is_own(url)), None),
        links=cited.links or _find_kept(spans),
        hints=hints,
    )


def _is_own(url: str) -> bool:
    return not find_arxiv(url) and not find_doi(url)


def _find_kept(spans: Sequence[Span]) -> tuple[Link, ...]:
    found = ((find_rel(span.url, find_label(span.text)), span.url) for span in spans if span.url)
    return tuple(dict.fromkeys(Link(rel, url) for rel, url in found if rel in _KEPT))


def _to_cited(span: Span) -> str:
    """Give the words of a citation without labels and without remarks in brackets and bold."""
    is_remark = span.is_bold and span.text.strip()[:1] in ("(", "[")
    return "" if is_label(span) or is_remark or span.is_code else span.text


_MARK = re.compile(r"^\W*\[[A-Za-z]{0,8}\d{1,4}[a-z]?\]\W*\s")
"""`**[12]** ` before a citation."""
_ASIDE = re.compile(r"[\s\[\](),;]*$|\s*\[\s*\]")


def _to_record(
    entry: Entry, file: str, raw: str, hints: tuple[str, ...], title: str, facts: _Facts
) -> Record:
    papers = [url for rel, url in facts.links if rel == "paper"]
    arxiv = next((found for url in papers if (found := find_arxiv(url))), None)
    doi = next((found for url in papers if (found := find_doi(url))), None)
    own = [url for url in papers if not find_arxiv(url) and not find_doi(url)]
    links = tuple(dict.fromkeys(Link(rel, url) for rel, url in facts.links if rel in _KEPT))
    if arxiv is None and (said := _ID.search(to_plain(entry.text))):
        arxiv = said[1]
    return Record(
        kind=Kind.CITATION,
        place=Place(file, entry.first + 1, entry.last + 1),
        raw=raw,
        title=clean_title(title),
        authors=facts.authors,
        more_authors=facts.more,
        year=facts.year,
        venue=clean_text(facts.venue) if facts.venue else None,
        doi=doi if not (doi or "").startswith("10.48550/arxiv") else None,
        arxiv=arxiv,
        url=own[0] if own else None,
        links=links,
        hints=hints,
    )


_KEPT = frozenset({"code", "project", "model", "data"})


def _read_row(entry: Entry, facts: _Facts) -> tuple[str | None, bool]:
    """Read the row of a table by the names of its columns."""
    names = [_find_column(name) for name in entry.header]
    names += [""] * (len(entry.cells) - len(names))
    parsed = [parse_inline(cell) for cell in entry.cells]
    title, at = None, -1
    for wanted in _TITLE_COLUMNS:
        for number, spans in enumerate(parsed):
            if (
                title is None
                and names[number] == wanted
                and (found := _find_cell_title(spans, is_named=wanted in ("title", "paper")))
            ):
                title, at = found, number
    for number, spans in enumerate(parsed):
        words = " ".join(span.text for span in spans if not span.url).strip()
        label = names[number] if names[number] in ("code", "data", "project") else None
        for span in spans:
            if span.url:
                facts.links.append((_find_rel_in(span, label, is_title=number == at), span.url))
        if number != at and names[number] in ("", "authors", "venue", "date"):
            linked = " ".join(span.text for span in spans if span.url and not is_label(span))
            _note_pieces(f"{words} {linked}" if names[number] else words, facts)
    facts.links = [link for link in facts.links if link[0]]
    return title, title is not None


def _find_column(name: str) -> str:
    plain = to_plain(name)
    return next((column for column, words in _COLUMNS if words.fullmatch(plain)), "")


def _find_cell_title(spans: Sequence[Span], *, is_named: bool) -> str | None:
    """Find the title in a cell: its link's words, what is bold, or what stands first."""
    linked = [s.text for s in spans if s.url and s.text.strip() and not is_label(s)]
    bold = [s.text for s in spans if s.is_bold and s.text.strip() and not s.url]
    words = [s.text for s in spans if not s.is_code and not s.url and s.text.strip(" -–—,.|()[]")]
    plain = [_DESCRIPTION.split(_NUMBER.sub("", text.strip()), maxsplit=1)[0] for text in words[:1]]
    found = [*linked, *bold, *(cut_plain(text)[0] for text in plain)]
    title = _NUMBER.sub("", found[0]).strip() if found else ""
    is_sure = title and is_title(title, may_be_names=is_named or bool(linked))
    return title if is_sure and title.casefold() not in _NOTHING else None


_DESCRIPTION = re.compile(r"\s{2,}(?=\S)")
"""Two blanks part a title from the sentences that say what the paper does."""
_NUMBER = re.compile(r"^\s*\d{1,3}[.)]\s+")
_NOTHING = frozenset({"-", "n/a", "na", "none", "tba", "tbd", "coming soon", "paper"})


def _read_spans(spans: list[Span], facts: _Facts, *, is_block: bool) -> tuple[str | None, bool]:
    """Read an entry of running words.

    Returns:
        The title, and whether it is certainly the paper's and not a tool's name.
    """
    at = find_title(spans)
    for number, span in enumerate(spans):
        if span.url and not span.url.startswith("#"):
            label = _find_said(spans[number - 1].text) if number and not span.text else None
            facts.links.append((_find_rel_in(span, label, is_title=number == at), span.url))
    title, rest = (None, "") if at is None else cut_title(spans, at)
    is_first = at is not None and not any(
        len(s.text.split()) > FEW_WORDS and not s.url for s in spans[:at]
    )
    own = spans[at].url if at is not None else ""
    count = len(title.split()) if title else 0
    is_tool = bool(own) and not is_paper_address(own) and count <= FEW_WORDS and is_elsewhere(own)
    said = [rest if n == at else _to_words(span) for n, span in enumerate(spans)]
    for run in "".join(said).split("\ue011"):
        _note_pieces(run, facts)
    facts.links = [link for link in facts.links if link[0]]
    if is_block and (not is_first or count < 2 or _is_prose(facts)):
        return None, False
    return title, not is_tool


def _find_said(before: str) -> str | None:
    """Give the kind of link that the words before a bare address name: `Paper: https://…`."""
    found = re.search(r"([^\W\d_][\w -]{0,30}?)(?: ?\([^()]*\))?\s*[:：]\s*$", before[-80:])
    return find_label(found[1]) if found else None


def _is_prose(facts: _Facts) -> bool:
    """Say whether a block speaks in sentences, so that what it links to is not its subject."""
    has_label = any(rel == "paper" for rel, _ in facts.links)
    return not has_label and sum(len(text.split()) for text in facts.texts) > LONG_SENTENCE


def _to_words(span: Span) -> str:
    """Give what a run of words may say of the paper; emphasis stands for itself."""
    if span.is_break:
        return "\ue011"
    if span.url:
        return " \ue010 " if is_label(span) else f"\ue010{span.text}\ue010"
    if span.is_italic or span.is_code or span.is_bold:
        return f"\ue011{span.text}\ue011"
    return span.text


def _note_pieces(text: str, facts: _Facts) -> None:
    whole = text.strip(" ,:;-–—\ue010")
    if not facts.authors and "\ue010" not in whole and (found := find_people(whole)):
        facts.authors, facts.more = found
        return
    for piece in _CUTS.split(text):
        if piece and piece.strip():
            facts.note(piece)


def _find_rel_in(span: Span, column: str | None, *, is_title: bool) -> str:
    label = None if is_title else (find_label(span.text) if span.text.strip() else None) or column
    return find_rel(span.url, label)


def merge_details(entries: Sequence[Entry]) -> Iterator[tuple[Entry, tuple[Entry, ...]]]:
    """Give each entry with those below it that only tell more of it."""
    group: list[Entry] = []
    for entry in entries:
        if group and _tells_more(group[0], entry):
            group.append(entry)
            continue
        if group:
            yield group[0], tuple(group[1:])
        group = [entry]
    if group:
        yield group[0], tuple(group[1:])


def _tells_more(head: Entry, entry: Entry) -> bool:
    """Say whether an entry has no title of its own: deeper than its head, or right below it."""
    if entry.cells or head.cells or entry.headings != head.headings:
        return False
    if not head.is_item and not _is_bare_title(head.text):
        return False
    if not head.is_item and entry.is_item and not _LABELLED.match(to_plain(entry.text)):
        return False
    if head.is_item and entry.depth <= head.depth:
        return False
    if not entry.is_item and _is_bare_title(entry.text):
        return False
    spans = parse_inline(entry.text)
    return not any(
        weigh(span, is_first=False) >= 4 and len(span.text.split()) > 2 for span in spans
    )


_LABELLED = re.compile(
    r"(?:(?:paper|code|project|data ?set|demo|home ?page|web ?site|web ?page|pdf|arxiv|link"
    r"|github|video|model|blog|论文|代码|主页|项目|数据集|中文解读|解读)s?\b[^:：]{0,30}[:：]|https?://|\[)",
    re.IGNORECASE,
)
"""`Paper: https://…` below a title."""


def _is_bare_title(text: str) -> bool:
    """Say whether a block is a title in bold and nothing else."""
    spans = [span for span in parse_inline(text) if span.text.strip()]
    return (
        len(spans) == 1
        and spans[0].is_bold
        and is_title(spans[0].text, may_be_names=not spans[0].url)
    )
