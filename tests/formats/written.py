"""Records that are hard to write: what the tests of the writers draw from."""

from __future__ import annotations

import dataclasses

from hypothesis import strategies as st

from shelflist.formats.fields import CSL_TYPES, HOUSES
from shelflist.model import Kind, Link, Name, Place, Record
from shelflist.text.clean import clean_plain, clean_plain_title

KEY = "doe2023naïve:a+b"

_WORDS = (
    r"Müller naïve Łódź Ελένη محمد 王小明 Þór A&B R&D 50% C_1 snake_case {x} {GPT} { } }{ "
    r"@article{foo @home #3 ~ ~tilde 10^3 ^ \ C:\dir back\slash "
    r"\" “so” it's 'q' `code` and , ; 1,5 GPT-4 mBERT — – … € ² <b <3 a<x>c <script> |x| a/b x=1 "
    r"(y) [z] ! ? - \" {mBERT} {a-b} "
    r"$x_1^2$ $\frac{a}{b}$ $\{x$ $a<b$ \$5 $5 \$x$ 100% ﬁne -- ''q'' <<x>> ,, ?` other"
).split()
_WORD = st.sampled_from(_WORDS) | st.text(
    st.characters(categories=("L", "N", "P", "S"), exclude_characters="\ue000"),
    min_size=1,
    max_size=6,
)


def _clean(text: str) -> str:
    return " ".join(clean_plain(text).split())


def _is_stable(text: str) -> bool:
    return any(sign.isalnum() for sign in text) and _clean(text) == text


LINE = (
    st.lists(_WORD, min_size=1, max_size=8)
    .map(lambda words: _clean(f"On {' '.join(words)} models"))
    .filter(_is_stable)
)
"""Clean text of one line, in which any sign may stand."""

TITLE = LINE.map(clean_plain_title).filter(lambda text: clean_plain_title(text) == text)
ABSTRACT = (
    st.lists(LINE, min_size=1, max_size=3).map("\n\n".join).filter(lambda t: clean_plain(t) == t)
)
_FAMILIES = (
    "Hu", "van der Maaten", "García Márquez", "O'Neil", "Łukasz", "Ó Súilleabháin", "Nguyễn",
    "Black & White", "A and B", "Smith, Jones", "Иванов", "Tachet des Combes", "de la Cruz-Ruiz",
)  # fmt: skip
_GIVEN = ("J. K.", "Ana", "Jean-Luc", "R. & S.", "Edward J.", "И. П.", "Th.")
_SUFFIXES = ("", "", "", "Jr.", "III", "S.J.")
_LITERALS = (
    "王小明", "OpenAI", "Black and White, Inc.", "Black Forest", "The {x} Team", "R&D 50% Lab",
    "Foo; Bar", "Team @home #1", "ATLAS Collaboration", "Madonna", "a_b group",
)  # fmt: skip
NAME = st.builds(
    Name, st.sampled_from(_FAMILIES), st.sampled_from(_GIVEN), st.sampled_from(_SUFFIXES)
) | st.sampled_from(_LITERALS).map(lambda literal: Name(literal=literal))
NAMES = st.lists(NAME, min_size=1, max_size=6, unique=True).map(tuple)

_HINT = st.sampled_from(
    ("large language models", "C++", "Vision, Computer", "R&D", "50%", "naïve Bayes", "{x}", "a_b")
)
_LINKS = (
    Link("code", "https://github.com/doe/naive_code"),
    Link("code", "https://code.example.org/a~b"),
    Link("project", "https://doe.example.org/50%25/?a=1&b=2#c"),
    Link("model", "https://huggingface.co/doe/model"),
    Link("data", "https://zenodo.org/records/1"),
    Link("link", "https://github.com/other/fork"),
    Link("link", "https://example.org/talk_(1)"),
)
_GENRES = (
    "PhD thesis", "Master's thesis", "Technical report", "M.Sc. & {x} thesis", "Computer software"
)  # fmt: skip
_PLACES = (None, "ICLR", "NeurIPS 2024", "Journal of {x} & Y_Z", "Springer LNCS 50%", "ACM")


def _optional(strategy: st.SearchStrategy[str]) -> st.SearchStrategy[str | None]:
    return st.none() | strategy


def _to_usual(record: Record) -> Record:
    """Leave out what no reader gives: a month of no year, a thesis with a publisher alone."""
    has_house = record.type in HOUSES and not record.venue
    return dataclasses.replace(
        record,
        month=record.month if record.year else None,
        publisher=None if has_house else record.publisher,
    )


RECORD = st.builds(
    Record,
    kind=st.just(Kind.ENTRY),
    place=st.just(Place("x", 1, 1)),
    title=TITLE,
    short_name=_optional(st.sampled_from(("LoRA", "R&D_1", "50%"))),
    authors=NAMES,
    more_authors=st.booleans(),
    year=st.none() | st.integers(1500, 2099),
    venue=st.sampled_from(_PLACES),
    volume=_optional(st.sampled_from(("12", "A_1"))),
    issue=_optional(st.sampled_from(("3", "3–4"))),
    page=_optional(st.sampled_from(("1–24", "7", "e1014", "A1–A9", "12, 15–17"))),
    publisher=_optional(st.sampled_from(("MIT Press", "Wiley & Sons", "{P}"))),
    type=st.none() | st.sampled_from(sorted(CSL_TYPES)),
    doi=_optional(st.sampled_from(("10.1000/a_b(c)<d>;e", "10.18653/v1/n19-1423"))),
    arxiv=_optional(st.sampled_from(("2210.17323", "hep-th/9901001"))),
    url=_optional(
        st.sampled_from(("https://ex.org/a_b%20c~d?x=1&y=#z", "https://github.com/doe/paper"))
    ),
    abstract=_optional(ABSTRACT),
    links=st.sets(st.sampled_from(_LINKS)).map(
        lambda found: tuple(link for link in _LINKS if link in found)
    ),
    hints=st.lists(_HINT, max_size=4, unique=True).map(tuple),
    note=_optional(st.just("Best paper & 50% of {votes}_1") | st.just("Cited by many")),
    source=_optional(st.just("DBLP & proceedings")),
    retracted=st.booleans(),
    editors=st.just(()) | NAMES,
    translators=st.just(()) | NAMES,
    genre=_optional(st.sampled_from(_GENRES)),
    edition=_optional(st.sampled_from(("2", "Second & last", "3rd"))),
    isbn=_optional(st.sampled_from(("978-0-262-03561-3", "0262035618", "978-1"))),
    issn=_optional(st.sampled_from(("0028-0836", "0028-0836, 1476-468X"))),
    publisher_place=_optional(st.sampled_from(("Cambridge, MA", "Łódź & {x}_1"))),
    month=st.none() | st.integers(1, 12),
    preprint=_optional(st.sampled_from(("bioRxiv", "SSRN"))),
    other_ids=st.sets(st.sampled_from(("doi:10.1101/2020.01.01.123456", "arxiv:1706.03762"))).map(
        lambda found: tuple(sorted(found))
    ),
).map(_to_usual)
"""A record with any of its fields; all of its text is clean."""
