"""Files of a known form that is not read: named for what they are, every record in them named."""

import pytest

from shelflist.readers.table import read_seed

HEAD = '<?xml version="1.0"?>\n'


@pytest.mark.parametrize(
    ("text", "name", "titles"),
    [
        pytest.param(
            '<rdf:RDF xmlns:rdf="x" xmlns:z="http://www.zotero.org/namespaces/export#">\n'
            '<bib:Article rdf:about="#1"><dc:title>Ponds</dc:title></bib:Article>\n'
            '<bib:Journal rdf:about="#2"><dc:title>Water</dc:title></bib:Journal>\n'
            '<bib:Book rdf:about="#3"><dc:title>Lakes</dc:title></bib:Book>\n</rdf:RDF>\n',
            "Zotero RDF",
            ["Ponds", "Lakes"],
            id="zotero rdf",
        ),
        pytest.param(
            '<modsCollection xmlns="http://www.loc.gov/mods/v3">\n'
            "<mods><titleInfo><title>Ponds</title></titleInfo></mods>\n</modsCollection>\n",
            "MODS",
            ["Ponds"],
            id="mods",
        ),
        pytest.param(
            "<PubmedArticleSet>\n<PubmedArticle><ArticleTitle>Ponds <i>and</i> reeds</ArticleTitle>"
            "</PubmedArticle>\n<PubmedArticle></PubmedArticle></PubmedArticleSet>\n",
            "PubMed's XML",
            ["Ponds and reeds", "a record"],
            id="pubmed",
        ),
        pytest.param(
            '<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/">\n<ListRecords><record><title>'
            "Ponds</title></record></ListRecords>\n</OAI-PMH>\n",
            "OAI-PMH",
            ["Ponds"],
            id="oai-pmh",
        ),
        pytest.param(
            '<b:Sources xmlns:b="x">\n<b:Source><b:Title>Ponds</b:Title></b:Source></b:Sources>\n',
            "Word's bibliography",
            ["Ponds"],
            id="word",
        ),
        pytest.param("<list><paper>Ponds</paper></list>\n", "XML of a form", [], id="any other"),
    ],
)
def test_it_is_named_and_nothing_is_lost(text: str, name: str, titles: list[str]) -> None:
    reading = read_seed("seeds/x.xml", (HEAD + text).encode())
    assert reading.records == ()
    assert [refusal.what for refusal in reading.refused] == titles
    (problem,) = reading.problems
    assert name in problem.message
    assert problem.mend
    for refusal in reading.refused:
        assert HEAD.count("\n") < refusal.line <= (HEAD + text).count("\n")
        assert refusal.mend == problem.mend


def test_feeds_and_xml_that_is_read_are_not_foreign() -> None:
    xml = (
        HEAD
        + "<xml><records><record><titles><title>Ponds</title></titles></record></records></xml>"
    )
    assert read_seed("seeds/x.xml", xml.encode()).format == "endnote-xml"


@pytest.mark.parametrize(
    ("text", "named", "rows"),
    [
        pytest.param(
            'Title,Authors,Year,DOI\n"A paper, one","Doe, J.; Roe, R.",2001,10.1/1\nB,"X",2002,\n',
            "CSV",
            [(2, "A paper, one"), (3, "B")],
            id="plain",
        ),
        pytest.param(
            '"Key","Publication Year","Author","Title","Publication Title"\n'
            '"A1","2015","Doe, J","Ponds\nand reeds","Nature"\n"B2","2016","Roe","Moss","Cell"\n',
            "CSV",
            [(2, "Ponds and reeds"), (4, "Moss")],
            id="a line break in a cell",
        ),
        pytest.param(
            "\ufeffAutor;Titel;Jahr\nDoe;Teiche;2001\nRoe;Moose;2002\n",
            "CSV with semicolons",
            [(2, "Teiche"), (3, "Moose")],
            id="German, semicolons",
        ),
        pytest.param(
            "PT\tAU\tTI\tSO\tPY\nJ\tDoe, J\tPonds\tNature\t2001\n",
            "parted by tabs",
            [(2, "Ponds")],
            id="Web of Science, tabs",
        ),
        pytest.param(
            '"Exported on 2024-01-01"\nRank,Title,Authors,Source title\n1,Ponds,Doe J,Nature\n',
            "CSV",
            [(3, "Ponds")],
            id="a line above the header",
        ),
        pytest.param(
            "Record #1 of 2\nID: CN-1\nAU: Smith J\nTI: A trial of tea\n\n"
            "Record #2 of 2\nID: CN-2\nTI: A trial of reeds\n",
            "Cochrane",
            [(1, "A trial of tea"), (6, "A trial of reeds")],
            id="Cochrane",
        ),
    ],
)
def test_tables_and_exports_in_text_are_named_and_counted(text, named, rows) -> None:
    reading = read_seed("seeds/x.csv", text.encode())
    assert reading.records == ()
    assert [(refusal.line, refusal.what) for refusal in reading.refused] == rows
    (problem,) = reading.problems
    assert named in problem.message
    assert "RIS" in problem.mend


@pytest.mark.parametrize(
    "text",
    [
        "Title, Authors, Year\n\nDoe J. Ponds of the north. Nature. 2001;3:4-5.\n",
        "id,name,colour\n1,pond,green\n2,reed,brown\n",
        "Title,Year\nnot,a,table,of,cells\nat,all,but,words\nin,a,row,of,words\n",
    ],
)
def test_other_lines_with_commas_are_no_table_of_papers(text: str) -> None:
    assert all(
        each.rule != "foreign-form" for each in read_seed("seeds/x.txt", text.encode()).problems
    )


def test_a_form_is_not_named_where_none_fits() -> None:
    text = b"hello there\n\nthis is a note about lunch\n"
    for name, is_seed in [("seeds/x.txt", True), ("standard input", False)]:
        (problem,) = read_seed(name, text).problems
        assert "seeds.yml" not in problem.mend
        assert ("seeds/" in problem.mend) is is_seed
        assert "BibTeX" in problem.mend
