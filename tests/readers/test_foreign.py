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
        pytest.param(
            "1. Trees. 2021 Aug;596(7873):583-589.\n\nOf tall\ntrees.\n\nOak J(1).\n\n"
            "Author information:\n(1)Forest.\n\nTrees are tall.\n\n"
            "PMID: 300 [Indexed for MEDLINE]\n\n"
            "2. Ponds. 2022;1(2):3.\n\nOf ponds.\n\nElm L.\n\nPMID: 301\n",
            "PubMed's abstracts",
            [(1, "Of tall trees."), (15, "Of ponds.")],
            id="PubMed, abstracts",
        ),
    ],
)
def test_tables_and_exports_in_text_are_named_and_counted(text, named, rows) -> None:
    reading = read_seed("seeds/x.csv", text.encode())
    assert reading.records == ()
    assert [(refusal.line, refusal.what) for refusal in reading.refused] == rows
    (problem,) = reading.problems
    assert named in problem.message
    assert "RIS" in problem.mend or "PubMed" in problem.mend


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


DATA = {
    "YAML": """\
# papers of the group
- id: oak2021
  title: 'Trees: kept in a file'
  authors: Mary Oak, Lee Elm
  abstract: 'Trees are kept, and the
    leaves look real.'
  year: 2021
  paper: https://arxiv.org/abs/2101.00021
- title: Leaves: kept in a file
  authors:
    - Jo Ash
  links: {pdf: https://arxiv.org/pdf/2201.00022}
""",
    "YAML by key": """\
---
oak2021:
  Title: "Trees: kept in a file"
  Author: Mary Oak
  url: https://arxiv.org/abs/2101.00021
elm2022:
  Title: "Leaves: kept in a file"
""",
    "TOML": """\
[[paper]]
title = "Trees: kept in a file"
authors = ["Mary Oak"]
url = "https://arxiv.org/abs/2101.00021"

[[paper]]
title = "Leaves: kept in a file"
""",
    "JSON": """\
[{"title": "Trees: kept in a file", "authors": "Mary Oak", "year": 2021},
 {"title": "Leaves: kept in a file", "pdf": "https://arxiv.org/pdf/2201.00022"}]
""",
    "JSON a line": """\
{"title": "Trees: kept in a file", "url": "https://arxiv.org/abs/2101.00021"}
{"title": "Leaves: kept in a file", "venue": "ICML"}
""",
    "CFF": """\
message: If you use this, cite it.
title: "Trees: kept in a file"
authors:
  - family-names: Oak
preferred-citation:
  title: "Leaves: kept in a file"
  doi: 10.1000/cff1
cff-version: 1.2.0
""",
}


@pytest.mark.parametrize("form", DATA)
@pytest.mark.parametrize("name", ["seeds/x.yml", "seeds/x.md", "seeds/x.txt"])
def test_papers_as_data_are_named_and_never_titles(form: str, name: str) -> None:
    reading = read_seed(name, DATA[form].encode())
    assert reading.records == ()
    titles = ["Trees: kept in a file", "Leaves: kept in a file"]
    assert [refusal.what for refusal in reading.refused] == titles
    (problem,) = reading.problems
    assert (problem.rule, form.split()[0] in problem.message) == ("foreign-form", True)


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("references:\n- id: a\n  type: book\n  title: Trees\n  issued: 2021\n", "csl-yaml"),
        ('[{"type": "book", "title": "Trees", "abstract": "Of it.", "DOI": "10.1/a"}]', "csl-json"),
        ('[{"title": "Trees", "abstract": "Of trees.", "publisher": "P"}]', "csl-json"),
        ("---\ntitle: Trees\nauthors: [Mary Oak]\ndoi: 10.1000/a\n---\n\nOf.\n", "paper-page"),
        ("- [Trees of old](https://arxiv.org/abs/2101.00021), Mary Oak\n  - Year: 2021\n"
         "  - Code: https://github.com/a/b\n", "markdown-list"),
    ],
)  # fmt: skip
def test_what_is_read_is_no_foreign_data(text: str, form: str) -> None:
    reading = read_seed("seeds/x", text.encode())
    assert (reading.format, len(reading.records)) == (form, 1)


def test_a_form_is_not_named_where_none_fits() -> None:
    text = b"hello there\n\nthis is a note about lunch\n"
    for name, is_seed in [("seeds/x.txt", True), ("standard input", False)]:
        (problem,) = read_seed(name, text).problems
        assert "seeds.yml" not in problem.mend
        assert ("seeds/" in problem.mend) is is_seed
        assert "BibTeX" in problem.mend
