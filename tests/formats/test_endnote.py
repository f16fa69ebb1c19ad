"""EndNote's exports, tagged and in XML, and refer's files."""

import pytest

from shelflist.formats.endnote import parse_endnote
from shelflist.formats.endnote_xml import parse_endnote_xml
from shelflist.model import Record

TAGGED = """\
%0 Journal Article
%A Reed, Ann
%A Lake Society,
%T How ponds freeze
%J Journal of Water
%V 3
%N 2
%P 10-19
%D 2001
%R 10.1000/ponds
%U https://example.org/ponds
%X Ponds freeze from above.

They thaw from above as well.
%K ice; ponds
%F reed2001

%0 Book Section
%A Ben Oak
%E Elm, Cora
%T Reeds in winter
%B Lakes
%S Small Books
%I A Press
%D 2002
"""

XML = """\
<?xml version="1.0" encoding="UTF-8"?>
<xml><records>
<record><rec-number>1</rec-number><ref-type name="Journal Article">17</ref-type>
<contributors><authors>
<author><style face="normal">Reed, Ann</style></author></authors></contributors>
<titles><title><style>How ponds </style><style face="italic">freeze</style></title>
<secondary-title><style>Journal of Water</style></secondary-title></titles>
<pages>10-19</pages><volume>3</volume><dates><year><style>2001</style></year></dates>
<keywords><keyword>ice</keyword></keywords>
<electronic-resource-num>10.1000/ponds</electronic-resource-num></record>
<record><ref-type name="Edited Book">28</ref-type>
<contributors><authors><author>Elm, Cora</author></authors></contributors>
<titles><title>Lakes</title></titles></record>
</records></xml>
"""


def read(text: str) -> tuple[Record, ...]:
    return parse_endnote(text.split("\n"), "x.enw").records


def test_every_field_of_an_article() -> None:
    article = read(TAGGED)[0]
    assert [str(name) for name in article.authors] == ["Ann Reed", "Lake Society"]
    assert article.title == "How ponds freeze"
    assert (article.venue, article.volume, article.issue) == ("Journal of Water", "3", "2")
    assert (article.page, article.year, article.type) == ("10-19", 2001, "article-journal")
    assert (article.doi, article.url) == ("10.1000/ponds", "https://example.org/ponds")
    assert article.abstract == "Ponds freeze from above.\n\nThey thaw from above as well."
    assert article.hints == ("ice", "ponds")
    assert article.key == "reed2001"


def test_a_part_of_a_book_has_its_editor_and_book() -> None:
    part = read(TAGGED)[1]
    assert (part.venue, part.publisher, part.type) == ("Lakes", "A Press", "chapter")
    assert [str(name) for name in part.editors] == ["Cora Elm"]


def test_refer_parts_records_by_blank_lines() -> None:
    text = "%T How ponds freeze\n%A A. Reed\n%D 2001\n\n%A B. Oak\n%T Reeds\n"
    records = read(text)
    assert [record.title for record in records] == ["How ponds freeze", "Reeds"]
    assert [record.place.line for record in records] == [1, 5]


def test_a_record_that_names_no_paper_is_refused_and_its_neighbours_are_read() -> None:
    found = parse_endnote((TAGGED + "\n%0 Book\n%A Nobody\n\n" + TAGGED).split("\n"), "x.enw")
    assert len(found.records) == 4
    (refusal,) = found.refused
    assert refusal.what == "Nobody"
    assert refusal.line == TAGGED.count("\n") + 2


def test_xml() -> None:
    article, book = parse_endnote_xml(XML, "x.xml").records
    assert article.title == "How ponds freeze"
    assert [str(name) for name in article.authors] == ["Ann Reed"]
    assert (article.venue, article.volume, article.page) == ("Journal of Water", "3", "10-19")
    assert (article.year, article.doi, article.hints) == (2001, "10.1000/ponds", ("ice",))
    assert (article.place.line, article.place.end_line) == (3, 10)
    assert [str(name) for name in book.editors] == ["Cora Elm"]
    assert book.authors == ()


@pytest.mark.parametrize(
    ("text", "taken", "refused"),
    [
        pytest.param(XML[: XML.index("<titles><title>Lakes")], 1, ["a record"], id="cut off"),
        pytest.param(XML.replace("Cora</author>", "Cora</author"), 1, ["Lakes"], id="broken"),
        pytest.param(XML.replace("<title>Lakes</title>", ""), 1, ["Elm, Cora"], id="no title"),
        pytest.param(
            XML.replace("<xml>", '<!DOCTYPE xml [<!ENTITY a "aaa">]><xml>').replace("Lakes", "&a;"),
            1,
            ["&a;"],
            id="entities",
        ),
    ],
)
def test_what_is_there_is_taken_or_named(text: str, taken: int, refused: list[str]) -> None:
    found = parse_endnote_xml(text, "x.xml")
    assert len(found.records) == taken
    assert [refusal.what for refusal in found.refused] == refused
