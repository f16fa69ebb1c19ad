"""What carries the label of another field is no title, in whatever form it was found."""

import pytest

from shelflist.readers.distrust import find_label
from shelflist.readers.table import read_seed


@pytest.mark.parametrize(
    ("title", "label"),
    [
        ("“Trees in a file” authors: Mary Oak venue: ICML year: 2021 url", "authors:"),
        ("Trees in a file Authors: Mary Oak Year: 2021", "Year:"),
        ("title: Trees in a file year: 2021", "year:"),
        ("family-names: Oak given-names: Mary", "given-names:"),
        ("Trees authors: Mary Oak", "authors:"),
        ("Authors: Mary Oak, Lee Elm", "Authors:"),
        ("**Abstract**: We show", "Abstract:"),
        ("Keywords: trees, leaves", "Keywords:"),
        ("DOI: 10.1000/a", "DOI:"),
        ("newblock Actions for trees", "newblock"),
        ("Author information", "Author information"),
        ("2 authors]", "2 authors"),
        ("12 Autoren]", "12 Autoren"),
        ("SO: a study of trees", ""),
        ("DATE: dual attentive trees", ""),
        ("Back to the source: a study of trees", ""),
        ("About the authors: a study of names", ""),
        ("Publication bias: the author effect", ""),
        ("Two authors and 2 trees", ""),
        ("10 authors in search of a tree", ""),
        ("From f: X to Y and g: Y to Z", ""),
    ],
)
def test_labels(title: str, label: str) -> None:
    assert find_label(title) == label


def test_an_entry_whose_title_was_cut_wrongly_is_refused_by_name() -> None:
    text = (
        "# Papers\n\n"
        "- [Trees of old](https://arxiv.org/abs/2101.00001), Mary Oak, 2021\n"
        "- paper = Trees of now; authors = Lee Elm; link = https://arxiv.org/abs/2101.00002\n"
        "- [Abstract: we show trees](https://arxiv.org/abs/2101.00003)\n"
    )
    reading = read_seed("seeds/x.md", text.encode())
    assert [record.title for record in reading.records] == ["Trees of old"]
    assert {refusal.line for refusal in reading.refused} >= {5}
    assert 5 in reading.lines.unexplained


def test_papers_as_mappings_on_one_line_are_no_titles() -> None:
    rows = "".join(
        f'- {{title: "{title}", authors: "Mary Oak", url: "https://arxiv.org/abs/2101.0002{n}"}}\n'
        for n, title in enumerate(("Trees kept", "Leaves kept"))
    )
    reading = read_seed("seeds/d.yml", f"2021:\n{rows}".encode())
    assert reading.records == ()
    assert [refusal.line for refusal in reading.refused] == [2, 3]


@pytest.mark.parametrize("title", ["authors: Mary Oak", "newblock Trees", "2 authors]"])
def test_no_form_takes_a_label_for_a_title(title: str) -> None:
    entry = f"@article{{a, title={{{title}}}, year=2020}}\n"
    other = "@article{b, title={Authors: Who They Are}, year=2020}\n"
    reading = read_seed("seeds/a.bib", f"{entry}{other}".encode())
    assert [record.title for record in reading.records] == ["Authors: Who They Are"]
    assert [refusal.line for refusal in reading.refused] == [1]
