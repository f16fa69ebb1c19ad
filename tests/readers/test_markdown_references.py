"""Links of a list: reference links, several papers in one line, and what is no paper's address."""

import pytest

from shelflist.readers.reading import Reading
from shelflist.readers.table import read_seed

A = "https://arxiv.org/abs/"
PAPERS = "".join(f"- [Some paper on things {n}]({A}2001.0000{n})\n" for n in range(3))


def read(text: str) -> Reading:
    reading = read_seed("seeds/list.md", text.encode())
    assert reading.format == "markdown-list"
    return reading


def read_first(line: str, heading: str = "Papers") -> Reading:
    """Read a line that stands in a list above other papers."""
    return read(f"# List\n\n## {heading}\n\n{line}\n\n## More papers\n\n{PAPERS}")


REFERENCES = (
    ("[Leaves in Old Gardens][1] Rossi et al. ICLR 2023", "[1]: {}"),
    ("[Leaves in Old Gardens][Leaf  NAME]. Ada Rossi, Bo Lind. 2024.", "[leaf name]: <{}>"),
    ("[Leaves in Old Gardens][]", "[leaves in old gardens]: {} 'A title'"),
    ("[Leaves in Old Gardens]", "[Leaves in Old Gardens]: {}"),
    ("Leaves in Old Gardens [[paper][p]]", "[p]: {}"),
    ("Leaves in Old Gardens [![arxiv][badge]][p]",
     "[badge]: https://img.shields.io/badge/arXiv-2001-red.svg\n[p]: {}"),
)  # fmt: skip


@pytest.mark.parametrize(("line", "definitions"), REFERENCES)
def test_a_reference_link_leads_where_its_label_says(line: str, definitions: str) -> None:
    said = definitions.format(f"{A}2101.00009")
    reading = read(f"# List\n\n- {line}\n{PAPERS}\n{said}\n")
    assert [r.title for r in reading.records][:2] == [
        "Leaves in Old Gardens",
        "Some paper on things 0",
    ]
    assert reading.records[0].arxiv == "2101.00009"
    assert len(reading.records) == 4
    assert reading.refused == ()


def test_a_reference_link_in_a_table() -> None:
    reading = read(
        "| Title | Authors | Year |\n|---|---|---|\n"
        "| [Leaves in Old Gardens][a] | Ada Rossi, Bo Lind | 2020 |\n"
        f"| [Roots in Old Gardens][b] | Kai Moe, Bo Lind | 2021 |\n\n[a]: {A}2101.00001\n"
        f"[b]: {A}2101.00002\n"
    )
    assert [(r.title, r.arxiv) for r in reading.records] == [
        ("Leaves in Old Gardens", "2101.00001"),
        ("Roots in Old Gardens", "2101.00002"),
    ]


def test_a_label_that_nothing_refers_to_is_no_furniture() -> None:
    reading = read(f"# List\n\n{PAPERS}\n[Leaves in Old Gardens]: {A}2101.00001\n")
    ids = [*(r.arxiv for r in reading.records), *(refused.what for refused in reading.refused)]
    assert any("2101.00001" in (each or "") for each in ids)


SEVERAL = (
    ("[Leaves of Old]({A}2001.00013), [Roots of Old]({A}2001.00014)",
     ["Leaves of Old", "Roots of Old"]),
    ("See: [Leaves]({A}2001.00013), [Roots and All]({A}2001.00014), and [Stems]({A}2001.00015)",
     ["Leaves", "Roots and All", "Stems"]),
    ("[Growing Leaves Fast]({A}2001.00013) and its follow-up [Growing Roots Fast]({A}2001.00014)",
     ["Growing Leaves Fast", "Growing Roots Fast"]),
    ("[Growing Leaves Fast]({A}2001.00013) / [code](https://github.com/a/b) / [Growing Roots Now]"
     "({A}2001.00014)", ["Growing Leaves Fast", "Growing Roots Now"]),
    ("[Leaves of Old]({A}2001.00013), [PMLR](https://proceedings.mlr.press/v9/rossi.html)",
     ["Leaves of Old"]),
    ("[Leaves of Old]({A}2001.00013), [ICML version](https://proceedings.mlr.press/v9/rossi.html)",
     ["Leaves of Old"]),
    ("[Leaves of Old]({A}2001.00013), [Journal Version](https://doi.org/10.1109/TPAMI.2020.1)",
     ["Leaves of Old"]),
    ("[Leaves of Old]({A}2001.00013), [pdf](https://arxiv.org/pdf/2001.00013v2)",
     ["Leaves of Old"]),
)  # fmt: skip


@pytest.mark.parametrize(("line", "titles"), SEVERAL)
def test_papers_linked_in_one_line_are_so_many_records(line: str, titles: list[str]) -> None:
    reading = read_first(f"- {line.format(A=A)}")
    found = {r.title: r.arxiv for r in reading.records[: len(titles)]}
    assert found == {title: f"2001.0001{3 + n}" for n, title in enumerate(titles)}
    assert len(reading.records) == len(titles) + 3


def test_no_paper_has_the_id_of_another_in_its_line() -> None:
    line = f"- [Growing Leaves Fast](https://doi.org/10.1145/1.2), [Growing Roots]({A}2001.00014)"
    first, second, *_ = read_first(line).records
    assert (first.doi, first.arxiv) == ("10.1145/1.2", None)
    assert (second.doi, second.arxiv) == (None, "2001.00014")


def test_the_name_of_a_model_is_no_title_of_its_paper() -> None:
    line = f"- [Hugging Face model](https://huggingface.co/leaf) paper: {A}1810.04805"
    reading = read_first(line)
    assert len(reading.records) == 3
    assert [refused.what for refused in reading.refused] == [f"{A}1810.04805"]


@pytest.mark.parametrize(
    "line",
    (
        "[arXiv Paper Repository](http://arxiv.org/)",
        "[alphaXiv](https://www.alphaxiv.org/) (adds a place to talk)",
        "[NIPS Proceedings](http://papers.nips.cc/) - NIPS papers on the web",
        "[Cheat sheet](https://a.example/cheat.pdf)",
        "[Leaf School 2021 Tutorial (slides)](https://a.example/slides.pdf)",
        "[Workshop at the Garden Fair](https://a.example/workshop.pdf)",
    ),
)
def test_a_front_page_or_a_hand_out_is_no_paper(line: str) -> None:
    reading = read_first(f"- {line}")
    assert len(reading.records) == 3
    assert reading.refused == ()


def test_homepages_of_conferences_are_no_papers() -> None:
    line = "- [Conference on Leaf Learning](https://a.example/cfp.pdf)"
    assert len(read_first(line, "Machine Learning Conferences").records) == 3
    kept = f"- [Leaves in Old Gardens]({A}2101.00001)"
    assert len(read_first(kept, "Machine Learning Conferences").records) == 4
