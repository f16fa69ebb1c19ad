r"""What other programs read in the files that we write: pybtex, bibtexparser, rispy, pandoc.

*The same text* is the same after `to_plain`: a program prints straight or curly quotes, a
hyphen or a dash, and any blank as it likes, and a brace that has no partner stands in
mathematics. Beyond that:

- pybtex prints some commands of LaTeX as they stand, so `_to_bare` takes those signs out.
- pandoc keeps the LaTeX of mathematics and raises `²` that stands alone with a tag.
- In RIS pandoc takes the last word of an institution for a family name, and `Jr.` for a
  given one, so rispy alone is asked for names there.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import cast

import bibtexparser
import pypandoc
import pytest
import rispy
from bibtexparser.middlewares import (
    LatexDecodingMiddleware,
    NameParts,
    SeparateCoAuthors,
    SplitNameParts,
)
from hypothesis import HealthCheck, Phase, given, settings
from pybtex.database import Person, parse_string
from pybtex.richtext import Text
from written import KEY, RECORD

from shelflist.formats.biblatex import to_biblatex
from shelflist.formats.bibtex import to_bibtex
from shelflist.formats.csl_json import to_csl_json
from shelflist.formats.dates import MONTHS
from shelflist.formats.fields import find_type, to_house, to_publication
from shelflist.formats.ris_writing import to_ris
from shelflist.formats.serials import order_serials
from shelflist.model import Kind, Link, Name, Place, Record

SETTINGS = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
Writer = Callable[[Record, str], str]
WRITERS: dict[str, Writer] = {"bibtex": to_bibtex, "biblatex": to_biblatex}

_SIGNS = str.maketrans('“”‘’`"–—−\u00a0\u2006ˆ', "''''''---\u0020\u0020^")
_RAISED = re.compile(r"</?su[bp]>")
_BRACES = {"l": "{", "r": "}"}
_NAMED = re.compile(r"(?P<open>\$)?\\(?P<side>[lr])brace(?P<raw>\\relax)?(?:\{\})?(?(open)\$)")


def to_plain(text: object) -> str:
    """Give a text without what a program may print in its own way."""
    plain = _NAMED.sub(lambda named: _BRACES[named["side"]], str(text))
    plain = (
        plain.replace("{{\\%}}", "%").replace("\\$", "$").replace("\\{", "{").replace("\\}", "}")
    )
    plain = _RAISED.sub("", plain.replace("…", "...").translate(_SIGNS))
    return " ".join(unicodedata.normalize("NFKC", plain).split())


def _to_bare(text: object) -> str:
    """Give a text without the signs that pybtex leaves as LaTeX, and the blanks around them."""
    plain = re.sub(r"\\(?:text\w+|ensuremath|[lr]brace|relax)", "", str(text))
    return re.sub(r"[\s{}^$\\]|--", "", to_plain(plain))


def to_names(names: Sequence[Name]) -> list[str]:
    """Give names as `Family Given Suffix`, in which nothing says which is which."""
    return [to_plain(n.literal or f"{n.family} {n.given} {n.suffix}") for n in names]


def _expected(record: Record) -> dict[str, str | None]:
    """Give the texts of a record under BibTeX's names."""
    publication = to_publication(record)
    return {
        "title": record.title,
        "shorttitle": record.short_name,
        "volume": record.volume,
        "number": record.issue,
        "publisher": record.publisher,
        "address": record.publisher_place,
        "edition": record.edition,
        "isbn": record.isbn,
        "issn": record.issn,
        "abstract": record.abstract,
        "note": record.note,
        "pages": record.page,
        "doi": record.doi,
        "eprint": record.arxiv,
        "year": str(publication.year) if publication.year else None,
        "preprint": record.preprint,
        "checkedwith": record.source,
    }


@pytest.mark.parametrize("form", WRITERS)
@SETTINGS
@given(record=RECORD)
def test_pybtex(form: str, record: Record) -> None:
    bibliography = parse_string(WRITERS[form](record, KEY), "bibtex")
    assert list(bibliography.entries) == [KEY]
    entry = bibliography.entries[KEY]
    assert entry.fields.get("month") == _find_month_name(form, record)
    for name, text in _expected(record).items():
        name, text = _to_biblatex(name, text, record) if form == "biblatex" else (name, text)
        read = entry.fields.get(name)
        if name in ("doi", "url"):
            assert read == text
        else:
            shown = None if read is None else _to_bare(Text.from_latex(read))
            assert shown == (None if text is None else _to_bare(text)), name
    people = entry.persons.get("author", [])
    others = ["others"] if record.more_authors else []
    assert [_to_bare(_to_text(person)) for person in people] == [
        _to_bare(name) for name in [*to_names(record.authors), *others]
    ]


def _to_biblatex(name: str, text: str | None, record: Record) -> tuple[str, str | None]:
    """Give a field's name and text as BibLaTeX has them."""
    if name == "year" and text and record.month:
        text = f"{text}-{record.month:02}"
    return {"year": "date", "address": "location"}.get(name, name), text


def _find_month_name(form: str, record: Record) -> str | None:
    is_said = form == "bibtex" and record.month is not None
    return MONTHS[(record.month or 0) - 1].capitalize() if is_said else None


def _to_text(person: Person) -> str:
    parts = (person.prelast_names, person.last_names, person.first_names, person.middle_names)
    words = [word for part in (*parts, person.lineage_names) for word in part]
    return str(Text.from_latex(" ".join(words)))


@pytest.mark.parametrize("form", WRITERS)
@SETTINGS
@given(record=RECORD)
def test_bibtexparser(form: str, record: Record) -> None:
    text = WRITERS[form](record, KEY)
    as_written = bibtexparser.parse_string(text)
    decoded = bibtexparser.parse_string(text, append_middleware=[LatexDecodingMiddleware()])
    assert not as_written.failed_blocks and not decoded.failed_blocks
    assert [entry.key for entry in decoded.entries] == [KEY]
    raw = as_written.entries[0].fields_dict
    fields = decoded.entries[0].fields_dict
    assert (raw["url"].value if "url" in raw else None) == _find_address(record)
    for name, expected in _expected(record).items():
        if form == "biblatex":
            name, expected = _to_biblatex(name, expected, record)
        holder = raw if name == "doi" else fields
        read = holder[name].value if name in holder else None
        shown = None if read is None else to_plain(read)
        assert shown == (None if expected is None else to_plain(expected)), name


def _find_address(record: Record) -> str | None:
    if record.url or record.doi or not record.arxiv:
        return record.url
    return f"https://arxiv.org/abs/{record.arxiv}"


@SETTINGS
@given(record=RECORD)
def test_names_in_bibtexparser(record: Record) -> None:
    middleware = [SeparateCoAuthors(), SplitNameParts(), LatexDecodingMiddleware()]
    library = bibtexparser.parse_string(to_bibtex(record, KEY), append_middleware=middleware)
    assert not library.failed_blocks
    found = cast("list[NameParts]", library.entries[0].fields_dict["author"].value)
    others = ["others"] if record.more_authors else []
    shown = [" ".join((*n.von, *n.last, *n.first, *n.jr)) for n in found]
    expected = [*to_names(record.authors), *others]
    # It keeps the braces of a part that has some.
    assert [_to_bare(name) for name in shown] == [_to_bare(name) for name in expected]


@SETTINGS
@given(record=RECORD)
def test_rispy_gives_every_value_as_it_is(record: Record) -> None:
    text = to_ris(record, KEY)
    assert text.startswith("TY  - ") and text.endswith("\nER  - \n\n")
    (item,) = rispy.loads(text)
    publication = to_publication(record)
    first, _, last = ("" if "," in (record.page or "") else record.page or "").partition("–")
    assert item["id"] == KEY
    expected = {
        "title": record.title,
        "short_title": record.short_name,
        "authors": [_to_ris(name) for name in record.authors],
        "year": str(publication.year) if publication.year else None,
        "original_publication": str(publication.first_year) if publication.first_year else None,
        "secondary_title": to_house(record, publication)[0] or None,
        "volume": record.volume,
        "number": record.issue,
        "publisher": to_house(record, publication)[1] or None,
        "place_published": record.publisher_place,
        "edition": record.edition,
        "date": f"{publication.year}/{record.month:02}//" if record.month else None,
        "subsidiary_authors": [_to_ris(name) for name in record.translators] or None,
        "type_of_work": record.genre or ("Retracted Publication" if record.retracted else None),
        "issn": next(
            iter(order_serials(find_type(record), record.isbn or "", record.issn or "")), None
        ),
        "start_page": first or record.page,
        "end_page": last or None,
        "doi": record.doi,
        "accession_number": f"arXiv:{record.arxiv}" if record.arxiv else None,
        "abstract": " ".join(record.abstract.split()) if record.abstract else None,
        "keywords": list(record.hints) or None,
        "notes": [record.note] if record.note else None,
        "urls": [address] if (address := _find_address(record)) else None,
    }
    assert {name: item.get(name) for name in expected} == expected
    unknown = cast("Mapping[str, list[str]]", item.get("unknown_tag", {}))
    assert unknown.get("LK", []) == [link.url for link in record.links]
    assert unknown.get("ED", []) == [_to_ris(name) for name in record.editors]


def _to_ris(name: Name) -> str:
    return name.literal or ", ".join(filter(None, (name.family, name.given, name.suffix)))


GENRES = {"Technical report": "technical report", "Computer software": "computer software"}
"""What pandoc makes of BibLaTeX's keys, in the words of the document's language."""

PANDOC = (*WRITERS, "ris", "csljson")


def _draw(count: int) -> list[Record]:
    """Draw records as Hypothesis does, to hand them to another program all at once."""
    drawn: list[Record] = []

    @settings(
        max_examples=count,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(RECORD)
    def draw(record: Record) -> None:
        drawn.append(record)

    draw()
    return drawn


@pytest.mark.parametrize("form", PANDOC)
def test_pandoc(form: str) -> None:
    """One run of pandoc for all records: starting it takes longer than reading them."""
    records = _draw(80)
    read = _run_pandoc(form, records)
    assert list(read) == [f"{KEY}{n}" for n in range(len(records))]
    for record, item in zip(records, read.values(), strict=True):
        for names, text in _to_pandoc(record, form):
            found = _find(item, names)
            shown = None if found is None else to_plain(found)
            assert shown == (None if text is None else to_plain(text)), (names, item, record)
        if form != "ris":
            others = ["others"] if record.more_authors else []
            assert _to_people(item, "author") == [*to_names(record.authors), *others]
            assert _to_people(item, "editor") == to_names(record.editors)
            assert _to_people(item, "translator") == to_names(record.translators)


def _run_pandoc(form: str, records: Sequence[Record]) -> dict[str, dict[str, object]]:
    keyed = [(record, f"{KEY}{n}") for n, record in enumerate(records)]
    if form == "csljson":
        text = json.dumps([to_csl_json(record, key) for record, key in keyed])
    else:
        write = {**WRITERS, "ris": to_ris}[form]
        text = "\n".join(write(record, key) for record, key in keyed)
    found = json.loads(pypandoc.convert_text(text, "csljson", format=form))
    return {item["id"]: item for item in found}


def _to_pandoc(record: Record, form: str) -> Iterator[tuple[tuple[str, ...], str | None]]:
    """Give the CSL variables in which pandoc may put a text, and the text."""
    publication = to_publication(record)
    abstract = record.abstract
    yield ("title",), record.title
    yield ("volume",), record.volume
    if record.issue or form != "csljson":  # where `number` is that of a preprint
        yield ("issue", "number", "collection-number"), record.issue
    yield ("page",), record.page
    yield ("DOI",), record.doi
    yield ("abstract",), " ".join(abstract.split()) if abstract else None
    yield ("edition",), record.edition
    # Of RIS pandoc reads neither the month nor the tag of the place.
    has_month = record.month is not None and form != "ris"
    month = f"-{record.month}" if has_month else ""
    yield ("issued",), f"{publication.year}{month}" if publication.year else None
    if form != "ris":
        yield ("publisher-place",), record.publisher_place
        yield ("ISBN",), record.isbn
        yield ("ISSN",), record.issn
        if record.genre and form == "csljson":
            yield ("genre",), record.genre
        elif record.genre and form == "biblatex" and "&" not in record.genre:  # it reads no LaTeX
            yield ("genre",), GENRES.get(record.genre, record.genre)
        # Without one pandoc cuts the title at a question mark or colon.
        yield from ((("title-short",), record.short_name),) if record.short_name else ()
        yield ("original-date",), str(publication.first_year) if publication.first_year else None
        if record.type != "periodical":  # of which pandoc reads no note
            yield ("note",), record.note
    if form in ("ris", "csljson"):
        container, publisher = to_house(record, publication)
        yield ("container-title",), container or None
        yield from ((("publisher",), publisher),) if publisher else ()


def _find(item: Mapping[str, object], names: Sequence[str]) -> object:
    value = next((item[name] for name in names if name in item), None)
    if isinstance(value, dict):
        return "-".join(map(str, value["date-parts"][0]))
    return value


def _to_people(item: Mapping[str, object], role: str) -> list[str]:
    people = cast("list[dict[str, str]]", item.get(role, []))
    parts = ("dropping-particle", "non-dropping-particle", "family", "given", "suffix", "literal")
    return [to_plain(" ".join(person.get(part, "") for part in parts)) for person in people]


@pytest.mark.parametrize(
    "text",
    ["On <b>x</b> and y", "A <i> B", "&lt;b> and &amp; AT&amp;T", "a<sup>2</sup> <span>", "R&D"],
)
def test_what_looks_like_a_tag_is_text_for_pandoc(text: str) -> None:
    record = Record(Kind.ENTRY, Place("x", 1, 1), title=text, publisher=text)
    (item,) = _run_pandoc("csljson", [record]).values()
    assert (item["title"], item["publisher"]) == (text, text)


def test_seven_thousand_authors() -> None:
    authors = tuple(Name(f"van Family{n}", "A. B.", "Jr." * (n % 7 == 0)) for n in range(7000))
    record = Record(Kind.ENTRY, Place("x", 1, 1), title="Observation", authors=authors)
    names = to_names(authors)
    entry = parse_string(to_bibtex(record, KEY), "bibtex").entries[KEY]
    assert [_to_bare(_to_text(person)) for person in entry.persons["author"]] == [
        _to_bare(name) for name in names
    ]
    middleware = [SeparateCoAuthors()]
    library = bibtexparser.parse_string(to_biblatex(record, KEY), append_middleware=middleware)
    assert len(library.entries[0].fields_dict["author"].value) == 7000
    (item,) = rispy.loads(to_ris(record, KEY))
    assert item["authors"] == [_to_ris(name) for name in authors]
    for form in ("bibtex", "csljson"):
        (read,) = _run_pandoc(form, [record]).values()
        assert _to_people(read, "author") == names


def test_keys_survive() -> None:
    keys = ("a", "Doe2023a", "doe2023A", "DBLP:conf/nips/X_1", "smith+20.1-b", "müller2020")
    record = Record(Kind.ENTRY, Place("x", 1, 1), title="T")
    for write in WRITERS.values():
        text = "".join(write(record, key) for key in keys)
        assert [entry.key for entry in bibtexparser.parse_string(text).entries] == list(keys)
    assert [item["id"] for item in rispy.loads("".join(to_ris(record, k) for k in keys))] == list(
        keys
    )


@pytest.mark.parametrize(
    "text",
    [
        *("@article{x", "@article{x}, y = {z}", "a @string{foo = {b", "}", "}{", "\\", "\\\\", "$"),
        *("$$x$$", "a$$b$", "$\\", "x\\}", "% comment }", "a\u2028b\x85c", "$a%b$ {", '"', "#"),
        *("TY  - JOUR", "a\nER  - \nb", "\\begin{document}", "{" * 50),
    ],
)
def test_no_value_costs_a_neighbour(text: str) -> None:
    plain = Record(Kind.ENTRY, Place("x", 1, 1), title="T")
    hostile = Record(
        Kind.ENTRY,
        Place("x", 1, 1),
        **dict.fromkeys(("title", "abstract", "note", "venue", "publisher", "short_name"), text),
        **dict.fromkeys(("volume", "issue", "page", "doi", "url", "arxiv", "preprint"), text),
        authors=(Name(literal=text), Name(text, text, text)),
        hints=(text,),
        links=(Link("code", text),),
        other_ids=(text,),
    )
    for write in WRITERS.values():
        both = write(hostile, "a") + write(plain, "b")
        library = bibtexparser.parse_string(both)
        assert [entry.key for entry in library.entries] == ["a", "b"]
        assert not library.failed_blocks
        assert list(parse_string(both, "bibtex").entries) == ["a", "b"]
    both = to_ris(hostile, "a") + to_ris(plain, "b")
    assert [item["id"] for item in rispy.loads(both)] == ["a", "b"]
    assert all(line[2:6] == "  - " for line in both.splitlines() if line)
