"""What people copy from arXiv: ids of both styles, authors with affiliations, safe XML."""

from __future__ import annotations

import pytest

from shelflist.formats.arxiv_atom import parse_arxiv_atom
from shelflist.formats.arxiv_fields import add_authors, add_journal, find_year_of_id, strip_brackets
from shelflist.formats.arxiv_listing import parse_arxiv_listing
from shelflist.formats.arxiv_pages import parse_arxiv_entries
from shelflist.formats.drafts import Draft
from shelflist.formats.identifiers import is_identifier_list, parse_identifiers


@pytest.mark.parametrize(
    ("text", "names", "more"),
    [
        ("A. Lazarian", ["A. Lazarian"], False),
        ("A.Alpha, B.Beta and C.Gamma", ["A. Alpha", "B. Beta", "C. Gamma"], False),
        ("J.-P. Serre", ["J.-P. Serre"], False),
        ("J. Navarro (Univ. of Victoria) and M. Stein", ["J. Navarro", "M. Stein"], False),
        (
            "T. App (1), S. Sel (1 and 3) ((1) Yale, (3) Washington U., St. Louis)",
            ["T. App", "S. Sel"],
            False,
        ),
        ("G. Qiao (PKU & Dept., PKU)", ["G. Qiao"], False),
        ("Bohdan Paczy\\'nski, and Tsvi Piran", ["Bohdan Paczyński", "Tsvi Piran"], False),
        ("John Doe, Jr., Jane Roe", ["John Doe, Jr.", "Jane Roe"], False),
        ("A. One, B. Two et al.", ["A. One", "B. Two"], True),
        ("A. One, et al", ["A. One"], True),
        (
            "The ABC Collaboration: A. One, B. Two",
            ["ABC Collaboration", "A. One", "B. Two"],
            False,
        ),
        (
            "The LIGO Scientific Collaboration and the Virgo Collaboration: A. Abbott, et al.",
            ["LIGO Scientific Collaboration", "Virgo Collaboration", "A. Abbott"],
            True,
        ),
        ("for the D0 Collaboration: A. One", ["D0 Collaboration", "A. One"], False),
        (
            "The CDF and D0 Collaborations: A. One",
            ["CDF Collaboration", "D0 Collaboration", "A. One"],
            False,
        ),
        ("Z. Zed, ABC Collaboration: A. One", ["Z. Zed", "ABC Collaboration", "A. One"], False),
        ("A. One (Univ", ["A. One"], False),
    ],
)
def test_authors(text: str, names: list[str], more: bool) -> None:
    draft = Draft()
    add_authors(draft, text)
    assert ([str(name) for name in draft.authors], draft.more_authors) == (names, more)


def test_brackets_are_taken_out_however_deep() -> None:
    assert strip_brackets("a (b (c) d) e) f") == "a e) f"
    assert strip_brackets("(" * 100_000) == ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Phys.Rev.Lett. 68 (1992) 3718-3720", ("Phys.Rev.Lett.", "68", "3718-3720", 1992)),
        ("Nucl.Phys. B498 (1997) 467-491", ("Nucl.Phys. B", "498", "467-491", 1997)),
        ("Phys.Lett.B379:245-251,1996", ("Phys.Lett. B", "379", "245-251", 1996)),
        ("Astrophys.J.540:825-851,2000", ("Astrophys.J.", "540", "825-851", 2000)),
        ("JHEP12(2001)001", ("JHEP", "12", "001", 2001)),
        ("Science, 370, eabc1234 (2020)", ("Science", "370", "eabc1234", 2020)),
        (
            "Scientific Reports 9, Article number: 12 (2019)",
            ("Scientific Reports", "9", "12", 2019),
        ),
        ("IEEE Trans. X, vol. 65, no. 2, pp. 1-9, Feb. 2019", ("IEEE Trans. X", "65", "1-9", 2019)),
        ("PLoS ONE 12(3): e0173456 (2017)", ("PLoS ONE", "12", "e0173456", 2017)),
        ("Mon.Not.Roy. 447 (2015) 1, 48-60", ("Mon.Not.Roy.", "447", "48-60", 2015)),
        ("A. Math. 123 (1989), no. 2, 177-254", ("A. Math.", "123", "177-254", 1989)),
        (
            "Phys. Rev. B 95, 15 (2017); Erratum ibid. 96, 1 (2018)",
            ("Phys. Rev. B", "95", "15", 2017),
        ),
        (
            "In Proc. of a Workshop, 1999, pp. 1-12",
            ("In Proc. of a Workshop, 1999, pp. 1-12", "", "", 1999),
        ),
        ("Phys. Rev. D 103, 103025 (2021)", ("Phys. Rev. D", "103", "103025", 2021)),
        ("J Low Temp Phys 209, 667-676 (2022)", ("J Low Temp Phys", "209", "667-676", 2022)),
        ("Proceedings of ICML 2023", ("Proceedings of ICML 2023", "", "", 2023)),
    ],
)
def test_journal_references(text: str, expected: tuple[str, str, str, int | None]) -> None:
    draft = Draft()
    add_journal(draft, text)
    assert (draft.venue, draft.volume, draft.page, draft.year) == expected


@pytest.mark.parametrize(
    ("arxiv", "year"),
    [
        ("2301.00001", 2023),
        ("0704.0001", 2007),
        ("hep-th/9301001", 1993),
        ("math/0001001", 2000),
        ("astro-ph/0312345", 2003),
        ("9913.00001", None),
        ("", None),
    ],
)
def test_an_id_says_the_year(arxiv: str, year: int | None) -> None:
    assert find_year_of_id(arxiv) == year


RULE = "-" * 78


def test_an_entry_of_a_mail_ends_where_the_next_begins_even_without_its_marks() -> None:
    text = f"{RULE}\n\\\\\narXiv:2301.00001\nTitle: One\n{RULE}\n\\\\\narXiv:2301.00002\nTitle: Two"
    parsed = parse_arxiv_listing(text.split("\n"), "x")
    assert [(r.title, r.arxiv) for r in parsed.records] == [
        ("One", "2301.00001"),
        ("Two", "2301.00002"),
    ]
    assert parsed.records[0].place.end_line == 4


def test_an_id_that_arxiv_does_not_give_is_told() -> None:
    parsed = parse_arxiv_listing(["\\\\", "Paper: 2103.888", "Title: A", "\\\\"], "x")
    assert [record.arxiv for record in parsed.records] == [None]
    assert [p.rule for p in parsed.problems] == ["bad-arxiv-id"]
    refused = parse_arxiv_listing(["\\\\", "Paper: 2103.888", "\\\\"], "x").refused
    assert [refusal.what for refusal in refused] == ["2103.888"]


def test_the_first_date_is_the_papers() -> None:
    lines = ["\\\\", "arXiv:math/0001001", "Date: Thu, 30 Dec 1999 09:00:00 GMT   (9kb)"]
    lines += ["Date (revised v2): Tue, 4 Jan 2000 21:59:55 GMT   (9kb)", "Title: A", "\\\\"]
    assert parse_arxiv_listing(lines, "x").records[0].year == 1999


@pytest.mark.parametrize(
    "header",
    [
        "[1] arXiv:2301.00001 [pdf, html, other]",
        "[1]  arXiv:2301.00001 (cross-list from cs.DS) [pdf, ps, other]",
        "arXiv:2301.00001 (replaced) [pdf, other]",
        "1. arXiv:2301.00001v2 [abs, src]:",
        "[1]\narXiv:2301.00001\n[pdf, other]",
        "* [1] [arXiv:2301.00001](https://arxiv.org/abs/2301.00001) \\[[pdf](/pdf/2301.00001)\\]",
        "[[1]](javascript:;) [arXiv:2301.00001](/abs/2301.00001) [[pdf](/pdf/2301.00001), other]",
        "2301.00001",
    ],
)
@pytest.mark.parametrize(
    "body",
    [
        "Title: A Title\nAuthors: Jane Roe, John Doe\nSubjects: Optics (physics.optics)",
        "Title:\nA Title\nAuthors:\nJane Roe, John Doe\nSubjects:\nOptics (physics.optics)",
        "Title: A\n  Title\nAuthors: Jane Roe,\n  John Doe\nSubjects: Optics (physics.optics)",
        "Title: A Title\nJane Roe, John Doe\nSubjects: Optics (physics.optics)",
        "Title: A\nTitle\nJane Roe, John Doe\nSubjects: Optics (physics.optics)",
    ],
)
def test_entries_of_a_page(header: str, body: str) -> None:
    lines = f"{header}\n{body}\n{header}\n{body}".split("\n")
    parsed = parse_arxiv_entries(lines, "x")
    assert [(r.arxiv, r.title, r.hints) for r in parsed.records] == [
        ("2301.00001", "A Title", ("Optics",))
    ] * 2
    assert [str(name) for name in parsed.records[0].authors] == ["Jane Roe", "John Doe"]


@pytest.mark.parametrize(
    ("lines", "title", "authors"),
    [
        (["A Study of", "Frozen Ponds", "Jane Roe, John Doe"], "A Study of Frozen Ponds", 2),
        (
            ["Title With a", "Wrapped Line", "Jane Roe, John Doe, et al."],
            "Title With a Wrapped Line",
            2,
        ),
        (["Frozen Ponds", "Jane Roe, John Doe,", "Kurt Elm"], "Frozen Ponds", 3),
        (["Frozen Ponds", "Jane Roe"], "Frozen Ponds", 1),
    ],
)
def test_a_wrapped_title_above_names_without_a_label(
    lines: list[str], title: str, authors: int
) -> None:
    text = ["[1] arXiv:2301.00001 [pdf, html, other]", f"Title: {lines[0]}", *lines[1:]]
    (record,) = parse_arxiv_entries([*text, "Subjects: Optics (physics.optics)"], "x").records
    assert (record.title, len(record.authors)) == (title, authors)


def test_results_of_a_search() -> None:
    text = """\
Showing 1-2 of 2 results for all: ponds

arXiv:2405.12981 [pdf, other]

cs.LG cs.CL

doi 10.5555/1234567

How Ponds Freeze

Authors: Jane Roe, John Doe

Abstract: We study ponds. ▽ More

Submitted 21 May, 2024; originally announced May 2024.

Comments: 3 pages

arXiv:2405.12979 [pdf, other]

cs.CV

Counting Reeds

Authors: Kurt Elm

Abstract: We count.

Submitted 20 May, 2024; originally announced May 2024.
"""
    first, second = parse_arxiv_entries(text.split("\n"), "x").records
    assert (first.title, first.doi, first.note) == (
        "How Ponds Freeze",
        "10.5555/1234567",
        "3 pages",
    )
    assert (first.abstract, first.arxiv) == ("We study ponds.", "2405.12981")
    assert (second.title, second.abstract) == ("Counting Reeds", "We count.")


def test_titles_as_a_browser_shows_them_with_their_addresses() -> None:
    lines = ["[2301.00001] How Ponds Freeze", "https://arxiv.org/abs/2301.00001", "2301.00002"]
    assert is_identifier_list(lines)
    parsed = parse_identifiers(lines, "x")
    assert [(record.title, record.arxiv) for record in parsed.records] == [
        ("How Ponds Freeze", "2301.00001"),
        (None, "2301.00002"),
    ]


FEED = '<feed xmlns="http://www.w3.org/2005/Atom">{}</feed>'
ENTRY = "<entry><id>http://arxiv.org/abs/{}</id><title>{}</title></entry>"


@pytest.mark.parametrize("is_updated_first", [True, False])
def test_the_year_is_that_of_the_first_version(is_updated_first: bool) -> None:
    dates = [
        "<updated>2023-08-02T00:41:18Z</updated>",
        "<published>2017-06-12T00:00:00Z</published>",
    ]
    entry = "".join(dates if is_updated_first else dates[::-1]) + "<title>How Ponds Freeze</title>"
    (record,) = parse_arxiv_atom(FEED.format(f"<entry>{entry}</entry>"), "x.xml").records
    assert record.year == 2017


def test_a_feed_that_declares_entities_is_refused() -> None:
    text = '<!DOCTYPE f [<!ENTITY a "b">]>' + FEED.format(ENTRY.format("2301.00001v1", "&a;"))
    parsed = parse_arxiv_atom(f"<?xml version='1.0'?>\n{text}", "x.xml")
    assert not parsed.records
    assert [(str(p.location), p.rule) for p in parsed.problems] == [("x.xml:2", "bad-xml")]


def test_a_feed_that_is_cut_off_keeps_what_is_whole() -> None:
    whole = ENTRY.format("2301.00001v1", "One")
    text = FEED.format(f"{whole}\n<entry><title>Two</title>").removesuffix("</feed>")
    parsed = parse_arxiv_atom(text, "x.xml")
    assert [record.title for record in parsed.records] == ["One"]
    assert [(refusal.line, refusal.what) for refusal in parsed.refused] == [(2, "Two")]
    assert [p.rule for p in parsed.problems] == ["bad-xml"]


def test_arxivs_own_error_is_named() -> None:
    text = FEED.format(
        "<entry><id>http://arxiv.org/api/errors#x</id><title>Error</title>"
        "<summary>incorrect id format for 1234</summary></entry>"
    )
    (refusal,) = parse_arxiv_atom(text, "x").refused
    assert "incorrect id format for 1234" in refusal.reason


def test_a_news_feed_of_arxiv() -> None:
    item = (
        "<item><title>One</title><link>https://arxiv.org/abs/2301.00001</link>"
        "<description>arXiv:2301.00001v2 Announce Type: replace \nAbstract: We do.</description>"
        "<guid>oai:arXiv.org:2301.00001v2</guid><category>cs.LG</category>"
        "<pubDate>Fri, 02 Aug 2024 00:00:00 -0400</pubDate>"
        "<arxiv:announce_type>replace</arxiv:announce_type>"
        "<dc:creator>Jane Roe, John Doe</dc:creator></item>"
    )
    (record,) = parse_arxiv_atom(f"<rss><channel>{item}</channel></rss>", "x").records
    assert (record.title, record.abstract, record.arxiv) == ("One", "We do.", "2301.00001")
    assert (record.year, record.hints) == (2023, ("cs.LG",))
    assert [str(name) for name in record.authors] == ["Jane Roe", "John Doe"]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("2301.00001", "arXiv:2301.00001"),
        ("arXiv:2301.00001v3 [cs.CL]".replace(" ", ""), "arXiv:2301.00001"),
        ("- [ ] https://arxiv.org/abs/2301.00001", "arXiv:2301.00001"),
        ("1. <https://arxiv.org/pdf/2301.00001v2.pdf>", "arXiv:2301.00001"),
        ("hep-th/9301001 # an old one", "arXiv:hep-th/9301001"),
        ("https://huggingface.co/papers/2301.00001", "arXiv:2301.00001"),
        ("https://doi.org/10.48550/arXiv.2301.00001", "arXiv:2301.00001"),
        ("doi:10.5555/ABC,", "doi:10.5555/abc"),
    ],
)
def test_a_line_that_is_an_id(line: str, expected: str) -> None:
    (record,) = parse_identifiers([line], "x").records
    assert (record.title, record.provisional_title) == (None, expected)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("2301.00001, hep-th/9301001v2", ["2301.00001", "hep-th/9301001"]),
        ("2301.00001 2301.00002\t2301.00003;2301.00004", [f"2301.0000{n}" for n in (1, 2, 3, 4)]),
        ("arXiv 2301.00001 | arXiv: 2301.00002", ["2301.00001", "2301.00002"]),
        ("[2301.00001](https://arxiv.org/abs/2301.00001)", ["2301.00001"]),
        ("https://www.alphaxiv.org/overview/2301.00001v1", ["2301.00001"]),
        ("https://ar5iv.labs.arxiv.org/html/2301.00001", ["2301.00001"]),
        ("hf.co/papers/2301.00001", ["2301.00001"]),
        ("arxiv.org/abs/cs/0112017#comment", ["cs/0112017"]),
        ("2301.00001\tA word about it", ["2301.00001"]),
    ],
)
def test_a_line_may_hold_several_ids(line: str, expected: list[str]) -> None:
    parsed = parse_identifiers([line], "x")
    assert [record.arxiv for record in parsed.records] == expected
    assert not parsed.refused


def test_of_a_line_of_ids_what_is_none_is_refused() -> None:
    parsed = parse_identifiers(["2301.00001, https://github.com/a/b"], "x")
    assert len(parsed.records) == 1
    assert [refusal.what for refusal in parsed.refused] == ["https://github.com/a/b"]


@pytest.mark.parametrize("line", ["https://github.com/a/b", "12.345/678"])
def test_a_line_without_an_id_is_refused(line: str) -> None:
    parsed = parse_identifiers(["2301.00001", line], "x")
    assert [(refusal.line, refusal.what) for refusal in parsed.refused] == [(2, line)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2301.00001", True),
        ("To read:\n2301.00001\n2301.00002\n# later\nhttps://github.com/a/b", True),
        ("A Title\nhttps://arxiv.org/abs/2301.00001\nB Title\nhttps://arxiv.org/abs/2301.2", False),
        ("We met.\nWe spoke.\n2301.00001", False),
        ("call 2301.00001 now", False),
    ],
)
def test_only_a_bare_list_is_one(text: str, expected: bool) -> None:
    assert is_identifier_list(text.split("\n")) is expected
