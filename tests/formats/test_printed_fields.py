"""What styles print of theses, reports and books: kept from every form in to every form out."""

from __future__ import annotations

import json

import pytest

from shelflist.formats.biblatex import to_biblatex
from shelflist.formats.bibtex import to_bibtex
from shelflist.formats.csl_json import to_csl_json
from shelflist.formats.dates import find_month, parse_month
from shelflist.formats.front_matter import to_front_matter
from shelflist.formats.ris_writing import to_ris
from shelflist.formats.serials import find_serials, sort_serials
from shelflist.model import Kind, Name, Place, Record
from shelflist.readers.table import read_seed

THESIS = {"type": "thesis", "genre": "Master's thesis", "publisher_place": "Oslo", "month": 5}
BOOK = {
    "type": "book",
    "edition": "2nd",
    "isbn": "978-0-262-03561-3",
    "publisher_place": "Cambridge, MA",
    "translators": ["Edith Grossman"],
}
ARTICLE = {"type": "article-journal", "issn": "0028-0836", "month": 11}
RIS = "TY  - %s\nTI  - Ponds\nAU  - Reed, Ann\nPY  - 2020\n%s\nER  - \n"
ENDNOTE = "%%0 %s\n%%T Ponds\n%%A Reed, Ann\n%%D 2020\n%s\n"
XML = (
    '<xml><records><record><ref-type name="%s">1</ref-type><contributors><authors><author>Reed, Ann'
    "</author></authors>%s</contributors><titles><title>Ponds</title></titles>%s</record>"
    "</records></xml>"
)


def csl(**fields: object) -> str:
    return json.dumps([{"id": "a", "title": "Ponds", **fields}])


def zotero(**fields: object) -> str:
    return json.dumps(
        [{"key": "A", "itemType": "book", "title": "Ponds", "creators": [], **fields}]
    )


def crossref(**fields: object) -> str:
    work = {"title": ["Ponds"], "DOI": "10.1000/x", **fields}
    return json.dumps({"status": "ok", "message-type": "work", "message": work})


READ = [
    pytest.param(
        "@mastersthesis{a, title={Ponds}, author={Reed, Ann}, school={UiO}, address={Oslo}, "
        "year=2020, month=may}",
        THESIS,
        id="bibtex, thesis",
    ),
    pytest.param(
        "@thesis{a, title={Ponds}, author={Reed, Ann}, type={mathesis}, institution={UiO}, "
        "location={Oslo}, date={2020-05-17}}",
        THESIS,
        id="biblatex, thesis",
    ),
    pytest.param(
        "@book{a, title={Ponds}, author={Reed, Ann}, edition={2nd}, isbn={978-0-262-03561-3}, "
        "address={Cambridge, MA}, translator={Grossman, Edith}, year=2020}",
        BOOK,
        id="bibtex, book",
    ),
    pytest.param(
        "@book{a, title={Ponds}, author={Reed, Ann}, edition={2nd}, isbn={978-0-262-03561-3}, "
        "location={Cambridge, MA}, editor={Edith Grossman}, editortype={translator}}",
        BOOK,
        id="biblatex, translator as editor",
    ),
    pytest.param(
        "@article{a, title={Ponds}, journal={Nature}, issn={0028-0836}, year=2020, "
        "month={11~} # nov, type={Article; Early Access}}",
        ARTICLE | {"genre": None},
        id="bibtex, article of a database",
    ),
    pytest.param(
        "@inproceedings{a, title={Ponds}, booktitle={Lakes}, location={Rome, Italy}, "
        "address={New York}, year=2020, month={June 11--15}}",
        {"publisher_place": "New York", "month": 6},
        id="bibtex of ACM: the publisher's place",
    ),
    pytest.param(
        "@phdthesis{a, title={Ponds}, school={UiO}, type={Dr. rer. nat. thesis}, year=2020}",
        {"genre": "Dr. rer. nat. thesis"},
        id="bibtex, another degree",
    ),
    pytest.param(
        "@techreport{a, title={Ponds}, institution={CERN}, number={12}, year={2020}, month={05}}",
        {"type": "report", "genre": "Technical report", "issue": "12", "month": 5},
        id="bibtex, report",
    ),
    pytest.param(
        "@incollection{a, title={Ponds}, crossref={b}}\n@book{b, title={Lakes}, edition={3}, "
        "isbn={0262035618}, address={Oslo}, year=2020, month=jan}",
        {"edition": "3", "isbn": "0262035618", "publisher_place": "Oslo", "month": 1},
        id="bibtex, taken over from the book",
    ),
    pytest.param(
        RIS % ("THES", "M3  - Master's thesis\nCY  - Oslo\nDA  - 2020/05//"),
        THESIS,
        id="ris, thesis",
    ),
    pytest.param(
        RIS
        % (
            "BOOK",
            "ET  - 2nd\nSN  - 978-0-262-03561-3\nCY  - Cambridge, MA\nA4  - Grossman, Edith",
        ),
        BOOK,
        id="ris, book",
    ),
    pytest.param(
        RIS
        % ("JOUR", "SN  - 0028-0836 (ISSN)\nDA  - 2020/11/03/\nET  - 2020/10/01\nM3  - Article"),
        ARTICLE | {"edition": None, "genre": None},
        id="ris, article of a database",
    ),
    pytest.param(
        RIS % ("RPRT", "A4  - Department of Ponds\nM3  - 10.1000/x"),
        {"translators": [], "genre": None, "doi": "10.1000/x"},
        id="ris, a department is no translator",
    ),
    pytest.param(
        ENDNOTE % ("Thesis", "%9 Master's thesis\n%C Oslo\n%8 May 17"), THESIS, id="endnote, thesis"
    ),
    pytest.param(
        ENDNOTE % ("Book", "%7 2nd\n%@ 978-0-262-03561-3\n%C Cambridge, MA\n%? Grossman, Edith"),
        BOOK,
        id="endnote, book",
    ),
    pytest.param(
        ENDNOTE % ("Journal Article", "%@ 0028-0836\n%8 November 3\n%7 2020/10/01"),
        ARTICLE | {"edition": None},
        id="endnote, article",
    ),
    pytest.param(
        XML
        % (
            "Book",
            "<subsidiary-authors><author>Grossman, Edith</author></subsidiary-authors>",
            "<edition>2nd</edition><pub-location>Cambridge, MA</pub-location>"
            "<isbn>978-0-262-03561-3</isbn>",
        ),
        BOOK,
        id="endnote xml, book",
    ),
    pytest.param(
        XML
        % (
            "Thesis",
            "",
            "<dates><year>2020</year><pub-dates><date>May</date></pub-dates></dates>"
            "<pub-location>Oslo</pub-location><work-type>Master's thesis</work-type>",
        ),
        THESIS,
        id="endnote xml, thesis",
    ),
    pytest.param(
        csl(
            type="thesis",
            genre="Master's thesis",
            issued={"date-parts": [[2020, 5, 17]]},
            **{"publisher-place": "Oslo"},
        ),
        THESIS,
        id="csl-json, thesis",
    ),
    pytest.param(
        csl(
            type="book",
            edition="2nd",
            ISBN="978-0-262-03561-3",
            translator=[{"family": "Grossman", "given": "Edith"}],
            **{"publisher-place": "Cambridge, MA"},
        ),
        BOOK,
        id="csl-json, book",
    ),
    pytest.param(
        csl(
            edition=2,
            ISBN=["http://www.worldcat.org/isbn/9780262035613"],
            issued={"raw": "May 2020"},
        ),
        {"edition": "2", "isbn": "9780262035613", "month": 5},
        id="csl-json, the answer of a DOI",
    ),
    pytest.param(
        "references:\n- id: a\n  title: Ponds\n  type: thesis\n  genre: Master's thesis\n"
        "  publisher-place: Oslo\n  issued:\n  - year: 2020\n    month: 5\n",
        THESIS,
        id="csl-yaml",
    ),
    pytest.param(
        "PMID- 1\nOWN - NLM\nIS  - 1476-4687 (Electronic)\n"
        "IS  - 0028-0836 (Linking)\n"
        "PL  - England\nDP  - 2020 Nov 3\nTI  - Ponds\nFAU - Reed, Ann\n"
        "JT  - Nature\nPT  - Journal Article\n",
        ARTICLE | {"publisher_place": None},
        id="pubmed, article",
    ),
    pytest.param(
        "PMID- 1\nOWN - NLM\nISBN- 9780262035613\nPL  - Oslo\nEN  - 2\nDP  - 2020\nBTI - Ponds\n"
        "FAU - Reed, Ann\nPT  - Book\n",
        {"isbn": "9780262035613", "publisher_place": "Oslo", "edition": "2"},
        id="pubmed, book",
    ),
    pytest.param(
        "FN Clarivate\nVR 1.0\nPT J\nAU Reed, A\nTI Ponds\nSO Nature\nPI LONDON\nSN 0028-0836\n"
        "PD NOV 3\nPY 2020\nER\n\nEF\n",
        ARTICLE | {"publisher_place": None},
        id="web of science, article",
    ),
    pytest.param(
        "FN Clarivate\nVR 1.0\nPT B\nAU Reed, A\nTI Ponds\nPI OSLO\nBN 978-0-262-03561-3\nPY 2020\n"
        "ER\n\nEF\n",
        {"publisher_place": "OSLO", "isbn": "978-0-262-03561-3"},
        id="web of science, book",
    ),
    pytest.param(
        zotero(itemType="thesis", thesisType="Master's thesis", place="Oslo", date="2020-05-17"),
        THESIS,
        id="zotero, thesis",
    ),
    pytest.param(
        zotero(
            edition="2nd",
            ISBN="978-0-262-03561-3",
            place="Cambridge, MA",
            creators=[
                {"creatorType": "author", "firstName": "Ann", "lastName": "Reed"},
                {"creatorType": "translator", "firstName": "Edith", "lastName": "Grossman"},
            ],
        ),
        BOOK,
        id="zotero, book",
    ),
    pytest.param(
        crossref(
            type="book",
            ISBN=["http://id.crossref.org/isbn/9780262035613"],
            issued={"date-parts": [[2020, 5]]},
            translator=[{"family": "Grossman", "given": "Edith"}],
            **{"publisher-location": "Oslo", "edition-number": "2"},
        ),
        {
            "isbn": "9780262035613",
            "month": 5,
            "publisher_place": "Oslo",
            "edition": "2",
            "translators": ["Edith Grossman"],
        },
        id="crossref, book",
    ),
    pytest.param(
        crossref(type="dissertation", degree=["PhD thesis"], created={"date-parts": [[2020, 5]]}),
        {"genre": "PhD thesis", "month": None},
        id="crossref: the day of its DOI is none of a thesis",
    ),
    pytest.param(
        "---\ntitle: Ponds\nauthors: [Ann Reed]\nyear: 2020\nmonth: May\ntype: thesis\n"
        "genre: Master's thesis\npublisher_place: Oslo\ntranslators: [Edith Grossman]\n"
        "isbn: 978-0-262-03561-3\nabstract: >\n  Ponds are small. Lakes are large.\n---\n",
        THESIS | {"translators": ["Edith Grossman"], "isbn": "978-0-262-03561-3"},
        id="front matter",
    ),
]


@pytest.mark.parametrize(("text", "expected"), READ)
def test_they_are_read(text: str, expected: dict[str, object]) -> None:
    (record,) = read_seed("seeds/x", text.encode()).records
    found = {name: getattr(record, name) for name in expected}
    if "translators" in found:
        found["translators"] = [str(name) for name in record.translators]
    assert found == expected


RECORD = Record(
    kind=Kind.ENTRY,
    place=Place("x", 1, 1),
    title="Ponds",
    authors=(Name("Reed", "Ann"),),
    year=2020,
    month=5,
    venue="UiO",
    type="thesis",
    genre="Master's thesis",
    publisher_place="Oslo",
    edition="2",
    isbn="0262035618",
    issn="0028-0836",
    translators=(Name("Grossman", "Edith"),),
)


def test_bibtex_has_the_degree_in_the_type_of_the_entry_and_a_macro_for_the_month() -> None:
    assert to_bibtex(RECORD, "a") == (
        "@mastersthesis{a,\n"
        "  title      = {Ponds},\n"
        "  author     = {Reed, Ann},\n"
        "  translator = {Grossman, Edith},\n"
        "  year       = {2020},\n"
        "  month      = may,\n"
        "  school     = {UiO},\n"
        "  address    = {Oslo},\n"
        "  edition    = {2},\n"
        "  isbn       = {0262035618},\n"
        "  issn       = {0028-0836},\n"
        "}\n"
    )


def test_biblatex_has_the_degree_as_a_key() -> None:
    written = to_biblatex(RECORD, "a")
    assert "@thesis{a," in written
    for line in ("date        = {2020-05}", "location    = {Oslo}", "type        = {mathesis}"):
        assert line in written


def test_ris_has_a_tag_for_each() -> None:
    lines = to_ris(RECORD, "a").splitlines()
    for line in ("M3  - Master's thesis", "CY  - Oslo", "ET  - 2", "DA  - 2020/05//", "PY  - 2020"):
        assert line in lines
    assert "A4  - Grossman, Edith" in lines
    assert [line for line in lines if line.startswith(("SN", "U1"))] == [
        "SN  - 0262035618",
        "SN  - 0028-0836",
    ]


def test_csl_json_has_a_variable_for_each() -> None:
    item = to_csl_json(RECORD, "a")
    assert item["issued"] == {"date-parts": [[2020, 5]]}
    assert item["translator"] == [{"family": "Grossman", "given": "Edith"}]
    names = ("genre", "publisher-place", "edition", "ISBN", "ISSN")
    assert [item[name] for name in names] == [
        "Master's thesis",
        "Oslo",
        "2",
        "0262035618",
        "0028-0836",
    ]


def test_a_page_has_them_only_where_they_are_known() -> None:
    fields = to_front_matter(RECORD)
    assert (fields["month"], fields["genre"], fields["edition"]) == ("5", "Master's thesis", "2")
    assert fields["translators"] == ("Edith Grossman",)
    bare = to_front_matter(Record(kind=Kind.ENTRY, place=Place("x", 1, 1), title="Ponds"))
    assert list(bare) == ["title"]


@pytest.mark.parametrize(
    ("genre", "entry", "field"),
    [
        (None, "@phdthesis{", "type = {Thesis}"),
        ("PhD thesis", "@phdthesis{", ""),
        ("Ph.D. Thesis", "@phdthesis{", "type = {Ph.D. Thesis}"),
        ("Master of Science thesis", "@mastersthesis{", "type = {Master of Science thesis}"),
        ("Habilitation", "@phdthesis{", "type = {Habilitation}"),
    ],
)
def test_bibtex_prints_no_degree_that_nobody_gave(
    genre: str | None, entry: str, field: str
) -> None:
    record = Record(Kind.ENTRY, Place("x", 1, 1), title="Ponds", type="thesis", genre=genre)
    written = " ".join(to_bibtex(record, "a").split())
    assert written.startswith(entry)
    assert field in written if field else "type" not in written


@pytest.mark.parametrize(
    ("year", "text", "month"),
    [
        (2020, "2020-05-17", 5),
        (2020, "2020/05//", 5),
        (2020, "20200517", 5),
        (2020, "17 May 2020", 5),
        (2020, "Sept. 2020", 9),
        (2020, "05/2020", 5),
        (2020, "17.05.2020", 5),
        (2020, "05/17/2020", 5),
        (2020, "5/5/2020", 5),
        (2020, "05/06/2020", None),
        (2020, "JAN-FEB", 1),
        (2020, "2019-12-30", None),
        (2020, "2020", None),
        (2020, "2020-13", None),
        (2020, "2019/20", None),
        (2020, "Spring 2020", None),
        (2020, "Marburg 2020", None),
        (2020, "12", 12),
        (2020, "13", None),
        (None, "May", None),
    ],
)
def test_a_month_is_found_only_where_it_is_certain(
    year: int | None, text: str, month: int | None
) -> None:
    assert find_month(year, text) == month


@pytest.mark.parametrize("text", ["0", "13", "Mayhem", "Ma", "", "5.5", "٥", "2020-05"])
def test_no_month(text: str) -> None:
    with pytest.raises(ValueError, match="no month"):
        parse_month(text)


@pytest.mark.parametrize(
    ("texts", "isbn", "issn"),
    [
        (["978-0-262-03561-3"], "978-0-262-03561-3", ""),
        (["978 0 262 03561 3"], "978 0 262 03561 3", ""),
        (["0-8044-2957-X"], "0-8044-2957-X", ""),
        (["00280836 (ISSN)", "9780262035613 (ISBN)"], "9780262035613", "00280836"),
        (["1476-4687; 0028-0836"], "", "1476-4687, 0028-0836"),
        (["1476-4687 0028-0836"], "", "1476-4687, 0028-0836"),
        (["ISBN 978-0-262-03561-3 (pbk.)"], "978-0-262-03561-3", ""),
        (["n/a", "12345"], "", ""),
    ],
)
def test_numbers_in_one_field_are_sorted(texts: list[str], isbn: str, issn: str) -> None:
    assert find_serials(texts) == (isbn, issn)


@pytest.mark.parametrize(
    ("isbn", "issn", "sorted_"),
    [
        ("0022-3263", None, (None, "0022-3263")),
        (None, "978-3-030-66823-5", ("978-3-030-66823-5", None)),
        ("978-3-030-66823-5", "978-3-030-66823-6", ("978-3-030-66823-5", None)),
        ("0262035618", "0028-0836", ("0262035618", "0028-0836")),
        ("9780262035613 (hbk)", "ISSN: 0028-0836", ("9780262035613", "0028-0836")),
        ("0269-7491", "02697491", (None, "02697491")),
        ("http://www.worldcat.org/isbn/9780262035613", None, ("9780262035613", None)),
        ("n/a", None, ("n/a", None)),
    ],
)
def test_a_number_in_the_field_of_the_other_is_moved(
    isbn: str | None, issn: str | None, sorted_: tuple[str | None, str | None]
) -> None:
    assert sort_serials(isbn, issn) == sorted_


@pytest.mark.parametrize(
    ("text", "venue", "issue"),
    [
        (csl(type="thesis", publisher="UiO"), "UiO", None),
        (csl(type="report", publisher="CERN", number="12"), "CERN", "12"),
        (RIS % ("THES", "PB  - UiO"), "UiO", None),
        (ENDNOTE % ("Thesis", "%I UiO"), "UiO", None),
        (zotero(itemType="report", institution="CERN", reportNumber="12"), "CERN", "12"),
        (crossref(type="dissertation", publisher="UiO"), "UiO", None),
        ("@techreport{a, title={Ponds}, institution={CERN}, number={12}}", "CERN", "12"),
    ],
)
def test_the_school_and_the_number_are_where_styles_look_for_them(
    text: str, venue: str, issue: str | None
) -> None:
    (record,) = read_seed("seeds/x", text.encode()).records
    assert (record.venue, record.publisher, record.issue) == (venue, None, issue)
    item = to_csl_json(record, "a")
    assert (item["publisher"], item.get("number")) == (venue, issue)
    assert "container-title" not in item and "issue" not in item
    assert f"PB  - {venue}" in to_ris(record, "a").splitlines()
    assert venue in to_bibtex(record, "a")
