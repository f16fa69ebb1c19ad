"""What stands beside a paper of a list: its abstract, its two versions, a whole citation."""

import pytest

from shelflist.readers.table import read_seed

A = "https://arxiv.org/abs/"
ABSTRACT = (
    "We grow leaves in old gardens, and show in many trials that they grow better than before."
)
PAPERS = "".join(f"- [Some paper on things {n}]({A}2001.0000{n})\n" for n in range(3))
FOLDED = (
    f"- [Leaves at Last]({A}2101.00001)\n  <details><summary>Abstract</summary>{{}}</details>\n",
    f"- [Leaves at Last]({A}2101.00001)\n  <details>\n  <summary><b>Abstract</b></summary>\n\n"
    "  {}\n\n  </details>\n",
    f"- [Leaves at Last]({A}2101.00001)\n\n<details>\n<summary>Abstract</summary>\n\n{{}}\n\n"
    "</details>\n",
    f"- [Leaves at Last]({A}2101.00001)\n  - **Abstract**: {{}}\n",
    f"| Title | Abstract |\n|---|---|\n| [Leaves at Last]({A}2101.00001) | {{}} |\n",
    f"## Leaves at Last\n[![arXiv](https://a.example/b.svg)]({A}2101.00001)\n\n<details>"
    "<summary>Abstract</summary>{}</details>\n",
)


@pytest.mark.parametrize("form", FOLDED)
def test_an_abstract_that_is_called_so_is_kept(form: str) -> None:
    reading = read_seed("seeds/list.md", f"# L\n\n{PAPERS}\n{form.format(ABSTRACT)}".encode())
    assert [record.title for record in reading.records[3:]] == ["Leaves at Last"]
    assert reading.records[3].abstract == ABSTRACT
    assert all(record.abstract is None for record in reading.records[:3])


@pytest.mark.parametrize(
    "form", ("\n  - TL;DR: They grew, in ICML 2019.", "\n  <details><summary>TL;DR</summary>They"
    " grew (ICML 2019).</details>")
)  # fmt: skip
def test_a_remark_in_place_of_an_abstract_says_nothing_of_the_paper(form: str) -> None:
    text = f"# L\n\n{PAPERS}- [Leaves at Last]({A}2101.00001){form}\n"
    record = read_seed("seeds/list.md", text.encode()).records[3]
    assert (record.title, record.abstract, record.venue) == ("Leaves at Last", None, None)


def test_two_versions_below_one_heading_are_one_paper() -> None:
    badge = "[![arXiv](https://a.example/b.svg)]"
    text = f"# L\n\n## Leaves in Old Gardens\n{badge}({A}2101.00001) {badge}({A}2101.00002)\n"
    reading = read_seed("seeds/list.md", f"{text}\n# M\n{PAPERS}".encode())
    assert reading.records[0].title == "Leaves in Old Gardens"
    assert reading.records[0].arxiv == "2101.00001"
    assert not reading.refused


@pytest.mark.parametrize(
    "cell",
    (
        f'[Moe, Kai, and Ada Rossi. "Leaves at last." In NeurIPS, 2019.]({A}1901.00001)',
        'Moe, Kai, and Ada Rossi. "Leaves at last." In NeurIPS, 2019.',
    ),
)
def test_a_citation_in_a_cell(cell: str) -> None:
    rows = f"| Name | Paper | Code |\n|---|---|---|\n| LAL | {cell} | [c](https://github.com/a/b) |"
    record = read_seed("seeds/list.md", f"# L\n\n{PAPERS}\n{rows}\n".encode()).records[3]
    assert (record.title, record.venue, record.year) == ("Leaves at last", "NeurIPS", 2019)
    assert [name.family for name in record.authors] == ["Moe", "Rossi"]


def test_a_model_gives_its_name_only_where_nothing_better_stands() -> None:
    rows = (
        f"| Model | Paper |\n|---|---|\n| [LeafNet]({A}1810.00001) | Leaves as Deep Nets |\n"
        f"| RootNet | [pdf]({A}1810.00002) |\n"
    )
    reading = read_seed("seeds/list.md", f"# L\n\n{PAPERS}\n{rows}".encode())
    assert [record.title for record in reading.records[3:]] == ["Leaves as Deep Nets", "RootNet"]


def test_a_simple_table_of_restructured_text() -> None:
    rule = "=======================  ====  ======================================="
    text = (
        f"Leaves\n======\n\nTrees\n^^^^^\n\n{rule}\n"
        "Title                    Year  Link\n"
        f"{rule}\n"
        f"Learning of Leaves       2019  `pdf <{A}1905.00001>`_\n"
        f"Learning of Old Roots    2020  `pdf <{A}1905.00002>`__\n"
        "in new gardens\n"
        f"Learning of Bark         2021  `pdf <{A}1905.00003>`_\n"
        f"{rule}\n"
    )
    reading = read_seed("seeds/list.rst", text.encode())
    assert [(r.title, r.year, r.arxiv, r.hints) for r in reading.records] == [
        ("Learning of Leaves", 2019, "1905.00001", ("Trees",)),
        ("Learning of Old Roots in new gardens", 2020, "1905.00002", ("Trees",)),
        ("Learning of Bark", 2021, "1905.00003", ("Trees",)),
    ]
    assert not reading.refused


def test_a_preprint_beside_its_journal_keeps_its_server() -> None:
    text = f"# L\n\n{PAPERS}- [Leaves at Last]({A}2101.00001). Nature 2022. (bioRxiv 2020)\n"
    record = read_seed("seeds/list.md", text.encode()).records[3]
    assert (record.venue, record.preprint) == ("Nature", "bioRxiv")
