"""Groups of JabRef and BibDesk, and collections of Zotero, become hints of the entries in them."""

import pytest

from shelflist.formats.bibtex_reading import parse_bibtex

ENTRIES = (
    "@article{reed2001, title = {Reeds}, keywords = {lakes, growth}}\n"
    "@article{oak2002, title = {Oaks}, keywords = {woods}}\n"
    "@article{Oak2002, title = {Other oaks}, groups = {Mine}}\n"
)


def read_hints(comment: str) -> dict[str, tuple[str, ...]]:
    found = parse_bibtex(ENTRIES + comment, "x.bib")
    return {record.key or "": record.hints for record in found.records}


OWN = {"reed2001": ("lakes", "growth"), "oak2002": ("woods",), "Oak2002": ("Mine",)}


@pytest.mark.parametrize(
    ("comment", "added"),
    [
        pytest.param(
            "@comment{jabref-meta: groupstree:\n0 AllEntriesGroup:;\n"
            "1 ExplicitGroup:Field work\\;0\\;reed2001\\;oak2002\\;;\n}\n",
            {"reed2001": ("Field work",), "oak2002": ("Field work",)},
            id="explicit group with keys",
        ),
        pytest.param(
            "@Comment{jabref-meta: grouping:\n0 AllEntriesGroup:;\n"
            "1 KeywordGroup:Water\\;0\\;keywords\\;Lakes\\;0\\;0\\;1\\;\\;\\;\\;;\n}\n",
            {"reed2001": ("Water",)},
            id="keyword group",
        ),
        pytest.param(
            "@comment{jabref-meta: groupstree:\n0 AllEntriesGroup:;\n"
            "1 ExplicitGroup:A name that is so long that JabRef wraps it in the m\n"
            "iddle\\;0\\;reed2\n001\\;;\n2 ExplicitGroup:Below\\;0\\;oak2002\\;;\n}\n",
            {
                "reed2001": ("A name that is so long that JabRef wraps it in the middle",),
                "oak2002": ("Below",),
            },
            id="lines broken anywhere",
        ),
        pytest.param(
            "@comment{jabref-meta: grouping:\n1 ExplicitGroup:Big, old\\;0\\;Oak2002\\;;\n}\n",
            {"Oak2002": ("Big, old",)},
            id="a comma in the name, beside a group of the entry's own",
        ),
        pytest.param(
            "@comment{BibDesk Static Groups{\n<plist><array><dict>\n<key>group name</key>\n"
            "<string>Ponds &amp; reeds</string>\n<key>keys</key>\n"
            "<string>reed2001,oak2002</string>\n</dict></array></plist>\n}}\n",
            {"reed2001": ("Ponds & reeds",), "oak2002": ("Ponds & reeds",)},
            id="BibDesk",
        ),
        pytest.param(
            "@comment{jabref-meta: grouping:\n"
            "1 SearchGroup:Unread\\;0\\;readstatus !=~ .+\\;0\\;1\\;1\\;\\;\\;\\;;\n"
            "1 StaticGroup:Mine\\;0\\;1\\;\\;\\;\\;;\n1 ExplicitGroup:Gone\\;0\\;missing\\;;\n}\n",
            {},
            id="searches and missing keys say nothing",
        ),
        pytest.param("@comment{groupstree of ours: reed2001}\n", {}, id="some other comment"),
        pytest.param("@comment{jabref-meta: grouping:\n1 ExplicitGroup:}\n", {}, id="no name"),
    ],
)
def test_groups_are_hints(comment: str, added: dict[str, tuple[str, ...]]) -> None:
    expected = {key: (*own, *added.get(key, ())) for key, own in OWN.items()}
    assert read_hints(comment) == expected


def test_groups_of_mendeley_and_of_the_entry_itself_are_hints() -> None:
    text = (
        "@article{a, title = {T}, mendeley-groups = {Lakes/Reeds,Woods}, groups = {Field work}}\n"
    )
    (record,) = parse_bibtex(text, "x.bib").records
    assert record.hints == ("Field work", "Lakes/Reeds", "Woods")


def test_a_quality_report_of_better_bibtex_is_a_comment() -> None:
    text = (
        ENTRIES + "\n% == BibTeX quality report for reed2001:\n% Missing required field 'author'\n"
    )
    found = parse_bibtex(text, "x.bib")
    assert len(found.records) == 3
    assert not [problem for problem in found.problems if problem.rule == "broken-entry"]
