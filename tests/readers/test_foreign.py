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
