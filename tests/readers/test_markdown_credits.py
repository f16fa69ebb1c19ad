"""Who wrote a paper of a list, in the many ways lists say it, and titles with odd signs."""

import pytest

from shelflist.model import Record
from shelflist.readers.table import read_seed

A = "https://arxiv.org/abs/"
PAPERS = "".join(f"- [Some paper on things {n}]({A}2001.0000{n})\n" for n in range(3))


def read_one(line: str) -> Record:
    reading = read_seed("seeds/list.md", f"# List\n\n- {line}\n{PAPERS}".encode())
    assert reading.format == "markdown-list"
    assert len(reading.records) == 4
    return reading.records[0]


def show(record: Record) -> tuple[object, ...]:
    people = "; ".join(map(str, record.authors)) + (" +" if record.more_authors else "")
    return people, record.venue, record.year


T = f"[Leaves in Old Gardens]({A}2101.00001)"
CREDITS = (
    (f"{T} - Ada Rossi, 2020", "Ada Rossi", None, 2020),
    (f"{T}, Moe and Rossi, 2022", "Moe; Rossi", None, 2022),
    (f"{T} by Ada Rossi", "Ada Rossi", None, None),
    (f"{T} (Ada Rossi, 2020)", "Ada Rossi", None, 2020),
    (f"{T} (Ada J. Rossi, ICML 2020)", "Ada J. Rossi", "ICML", 2020),
    (f"{T}, Moe & Rossi, OSDI '04", "Moe; Rossi", "OSDI", 2004),
    (f"{T}. Ada Rossi. 2001.", "Ada Rossi", None, 2001),
    (f"{T} (Moe and Rossi, NIPS 2012)", "Moe; Rossi", "NIPS", 2012),
    (f"Moe, Rossi: {T}. ICML 2019", "Moe; Rossi", "ICML", 2019),
    (f"{T} - **Acme Research**, 2020", "", None, 2020),
    (f"{T} - Stanford University, 2020", "", None, 2020),
    (f"{T} - Best Paper, 2020", "", None, 2020),
    (f"{T}. China Communications, 2021", "", "China Communications", 2021),
    (f"{T}. Political Behavior, 2021", "", None, 2021),
    (f"Leaves in Old Gardens. [Rossi & Moe (1974)]({A}2101.00001)", "Rossi; Moe", None, 1974),
    (f"Leaves in Old Gardens. [Rossi et al (2004)]({A}2101.00001)", "Rossi +", None, 2004),
    (f"Leaves in Old Gardens. [Rossi et al., 2004]({A}2101.00001)", "Rossi +", None, 2004),
)  # fmt: skip


@pytest.mark.parametrize(("line", "people", "venue", "year"), CREDITS)
def test_people_behind_or_before_a_title(
    line: str, people: str, venue: str | None, year: int
) -> None:
    record = read_one(line)
    assert record.title == "Leaves in Old Gardens"
    assert show(record) == (people, venue, year)


TITLES = (
    ("What is `self-attention`? An Empirical Study [[paper]({})]",
     "What is self-attention? An Empirical Study"),
    ("Something About Nothing: `Null` Models. _A. Rossi et al._ [[paper]({})]",
     "Something About Nothing: Null Models"),
    ("Why `grow()` is Slow: A Study [[pdf]]({})", "Why grow() is Slow: A Study"),
    ("**Leaves in Old Gardens** `ICML 2020` [[paper]({})]", "Leaves in Old Gardens"),
    ("Leaf.int8(): 8-bit Leaves for Gardens at Scale [[paper]({})]",
     "Leaf.int8(): 8-bit Leaves for Gardens at Scale"),
    ("[[2101.00001] Another way to grow leaves]({})", "Another way to grow leaves"),
    ("[R*-tree: An Efficient Way to Grow]({})", "R*-tree: An Efficient Way to Grow"),
    ("R*-tree: An Efficient Way to Grow [[paper]({})]", "R*-tree: An Efficient Way to Grow"),
    (r"[A* Search and \_init\_ in C\*]({}), 2020", "A* Search and _init_ in C*"),
    ("[*Leaves* in **Old** Gardens]({})", "Leaves in Old Gardens"),
    ('"Why Should I Trust Leaves?": Explaining the Growth of Any Tree. Ada Rossi, Bo Lind. *KDD'
     " 2016*. [[paper]({})]",
     "“Why Should I Trust Leaves?”: Explaining the Growth of Any Tree"),
    ("Acme / Garden [[Paper]({})]\n  * Ada Rossi, Bo Lind, Kai Moe, Growing like a Child: Fast"
     " Novel Leaf Learning from Roots, arXiv:2101.00001",
     "Growing like a Child: Fast Novel Leaf Learning from Roots"),
)  # fmt: skip


@pytest.mark.parametrize(("line", "title"), TITLES)
def test_signs_within_a_title(line: str, title: str) -> None:
    assert read_one(line.format(f"{A}2101.00001")).title == title


CELLS = (
    ("Ada Rossi<br>Bo Lind", "Ada Rossi; Bo Lind"),
    ("Ada Rossi,<br/>Bo Lind <br> Kai Moe", "Ada Rossi; Bo Lind; Kai Moe"),
    ("Rossi, A.<br>Lind, B.", "A. Rossi; B. Lind"),
    ("Ada Rossi, Bo Lind,<br>Kai Moe", "Ada Rossi; Bo Lind; Kai Moe"),
    ("Stanford, MIT", ""),
)


@pytest.mark.parametrize(("cell", "people"), CELLS)
def test_people_in_a_cell(cell: str, people: str) -> None:
    rows = f"| [Leaves in Old Gardens]({A}2101.00001) | {cell} | ICML | 2020 |\n" * 2
    text = f"| Title | Authors | Venue | Year |\n|---|---|---|---|\n{rows}"
    record = read_seed("seeds/list.md", text.encode()).records[0]
    assert show(record) == (people, "ICML", 2020)


@pytest.mark.parametrize(
    ("badge", "venue", "year"),
    (("ICML'23%20Oral", "ICML", 2023), ("EMNLP'24%20Findings", "EMNLP", 2024)),
)
def test_a_badge_says_where_and_no_author(badge: str, venue: str, year: int) -> None:
    cell = (
        f"[![Publish](https://img.shields.io/badge/Conference-{badge}-blue)]()<br>"
        f"[Leaves in Old Gardens]({A}2101.00001) <br> Ada Rossi, Bo Lind"
    )
    text = f"| Title & Authors | Introduction |\n|--|--|\n| {cell} | <img src='x.png'> |\n"
    record = read_seed("seeds/list.md", text.encode()).records[0]
    assert record.title == "Leaves in Old Gardens"
    assert show(record) == ("Ada Rossi; Bo Lind", venue, year)


def test_the_summary_of_a_folded_list_is_no_title() -> None:
    text = (
        f"# List\n\n{PAPERS}\n<details>\n<summary><b>Hidden section (2)</b></summary>\n\n"
        f'- **[arXiv 2020]** Leaves in Old Gardens <br> *Ada Rossi* <br> <a href="{A}2006.11239">'
        "paper</a>\n- Roots in Old Gardens <br> *Bo Lind* <br>"
        f' <a href="{A}2006.11240">paper</a>\n\n'
        "</details>\n"
    )
    titles = [r.title for r in read_seed("seeds/list.md", text.encode()).records[3:]]
    assert titles == ["Leaves in Old Gardens", "Roots in Old Gardens"]


def test_a_cited_book_of_a_list_keeps_its_editors_and_its_edition() -> None:
    line = (
        "Rossi, A., & Moe, K. (2016). Deep leaves. In B. Lind (Ed.), Handbook of gardens (2nd ed.,"
        " pp. 1-9). Springer."
    )
    record = read_one(line)
    assert record.title == "Deep leaves"
    assert [str(name) for name in record.editors] == ["B. Lind"]
    assert record.edition == "2nd"
