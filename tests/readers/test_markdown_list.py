"""Lists of papers in Markdown: what is a paper, what is not, and what is said of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from shelflist.model import Record
from shelflist.readers.reading import LineClass, Reading
from shelflist.readers.table import read_seed

HERE = Path(__file__).parent / "markdown"


def read(text: str) -> Reading:
    return read_seed("list.md", text.encode())


def read_file(name: str) -> Reading:
    reading = read_seed(name, (HERE / name).read_bytes())
    assert reading.format == "markdown-list"
    return reading


def show(record: Record) -> tuple[object, ...]:
    return (
        record.place.line,
        record.title,
        "; ".join(map(str, record.authors)) + (" +" if record.more_authors else ""),
        record.venue,
        record.year,
        record.arxiv or record.doi or record.url,
        " ".join(link.rel for link in record.links),
        " / ".join(record.hints),
    )


BULLETS = [
    (13, "A Survey of Robots that Weed and Water", "Ada Rossi; Dan Alistarh; Jo Kim", "IROS", 2019,
     "1901.00012", "project", "Surveys"),
    (14, "How Gardens Change Machines", "G. Hill +", None, 2015,
     "http://papers.nips.cc/paper/5347-how-gardens-change.pdf", "", "Surveys"),
    (20, "Seeing Every Leaf: A Detector for Small Plants", "M. Oak; L. Elm", "CVPR", 2021,
     "https://openreview.net/forum?id=Ab12_c", "code", "Weeding / Vision"),
    (21, "LeafNet: Learning Where Plants End", "", None, 2023, "2305.00010", "project",
     "Weeding / Vision"),
    (22, "Grasping Stems without Breaking Them", "", "ICRA", 2022, "10.1109/icra.2022.001", "code",
     "Weeding / Vision"),
    (23, "Pruning by Policy: Reward Shaping in the Orchard", "", None, 2020, "2006.00123", "",
     "Weeding / Vision"),
    (24, "Roots and Routers: Planning below Ground", "", "RSS", 2018,
     "https://www.roboticsproceedings.org/rss14/p01.pdf", "", "Weeding / Vision"),
    (25, "Deep Soil Models", "Qi Li; Xiao Wu; Han Liu", "NeurIPS", 2020,
     "https://proceedings.neurips.cc/paper/2020/file/soil.pdf", "", "Weeding / Vision"),
    (29, "Water Where It Is Dry", "Pia Sand; Tom Dune", "Journal of Field Robotics", 2021,
     "10.1002/rob.001", "", "Weeding / Vision"),
    (36, "Compost as Computation", "", None, 2020, "2004.04567", "", "Weeding"),
]  # fmt: skip


def test_bullets() -> None:
    reading = read_file("bullets.md")
    assert [show(record) for record in reading.records] == BULLETS


def test_a_paper_without_a_title_is_refused_by_name() -> None:
    (refused,) = read_file("bullets.md").refused
    assert (refused.line, refused.what) == (32, "https://arxiv.org/abs/2301.09999")
    assert "title" in refused.reason and refused.mend


def test_tools_courses_videos_and_what_is_hidden_are_no_papers() -> None:
    reading = read_file("bullets.md")
    lines = {record.place.line for record in reading.records}
    text = (HERE / "bullets.md").read_text(encoding="utf-8").splitlines()
    start = text.index("## Tools")
    assert not lines & set(range(start, len(text) + 1))
    assert reading.lines.count(LineClass.UNEXPLAINED) == 1  # the refused one


def test_tables() -> None:
    assert [show(record) for record in read_file("tables.md").records] == [
        (5, "Sky: Kites that Steer Themselves", "", None, 2024, "2411.00951", "code", ""),
        (6, "String Theory for Beginners | A Note", "", "ACL", 2023,
         "https://aclanthology.org/2023.acl-long.1", "project", ""),
        (12, "Measuring Gusts with a Thread", "K. Ito; A. Brun", "Nature", 2019,
         "https://www.nature.com/articles/s41586-019-0001-1", "", "Wind"),
        (13, "Tailwind", "", None, None, "2402.01234", "", "Wind"),
        (18, "Kites in the Rain", "", None, 2018, "1801.00777", "", "Wind"),
    ]  # fmt: skip


def test_blocks_and_prose() -> None:
    assert [show(record) for record in read_file("blocks.md").records] == [
        (3, "Bread Rises Twice: Evidence from Two Ovens", "Ada Rossi; Jo Kim", None, None,
         "2203.00456", "code", ""),
        (10, "On the Crust", "Kim +", "KDD", 2020, "10.1145/3394486.3403370", "", ""),
        (12, "The Baker's Problem Is Hard", "", None, 2019,
         "https://eprint.iacr.org/2019/001.pdf", "", ""),
    ]  # fmt: skip


def test_one_paper_under_two_headings_is_said_twice_with_both() -> None:
    entry = "- [Two Places at Once](https://arxiv.org/abs/2201.00001)\n"
    reading = read(f"# L\n\n## Here\n{entry}\n## There\n{entry}\n## Else\n{entry}")
    assert [record.hints for record in reading.records] == [("Here",), ("There",), ("Else",)]
    assert {record.arxiv for record in reading.records} == {"2201.00001"}


@pytest.mark.parametrize(
    "text",
    [
        "- [numpy](https://numpy.org) - arrays\n- [scipy](https://github.com/scipy/scipy)\n",
        "Read [this](https://arxiv.org/abs/2201.00001) if you must.\n",
        "# Notes\n\nNothing here is a list, though (see https://arxiv.org) it has a link.\n",
    ],
)
def test_what_is_no_list_of_papers_gives_none(text: str) -> None:
    assert not [r for r in read(text).records if r.title]


@pytest.mark.parametrize(
    "text",
    [
        "- [" * 20_000,
        "- [a](" * 20_000,
        "- **" * 20_000,
        "|" * 50_000 + "\n|-|\n" + "|" * 50_000,
        "- <a href='" * 10_000,
        "- " + "word, " * 30_000,
        "- " + "(" * 30_000 + "[x](https://arxiv.org/abs/2201.00001)",
        "<!-- " * 10_000,
        "- [" + "a. B" * 5_000 + "](https://arxiv.org/abs/2201.00001)",
    ],
)
def test_nothing_makes_it_hang(text: str) -> None:
    listed = "\n- [One Paper of Many](https://arxiv.org/abs/2201.00002)" * 3
    assert len(read(text + "\n" + listed).records) <= 4


def test_courses_videos_and_books_are_no_papers_because_somebody_names_a_place_and_a_year() -> None:
    text = """# Awesome things
## Courses
- [Full Stack Deep Learning](https://fullstack.example.com/), Berkeley, 2022
- [CS224N: NLP with Deep Learning](https://web.stanford.edu/class/cs224n/) Stanford, 2023
## Videos
- [Attention is all you need, explained](https://www.youtube.com/watch?v=abc), Yannic Kilcher, 2017
## Books
- [Designing Machine Learning Systems](https://www.oreilly.com/library/x/1/) - Chip Huyen, 2022
## Papers
- [Hidden Technical Debt](https://papers.nips.cc/paper/5656.pdf), Sculley et al., NIPS 2015
- [A Paper on Somebody's Page](https://people.example.edu/paper.html), CVPR 2019
"""
    titles = [record.title for record in read_seed("list.md", text.encode()).records]
    assert titles == ["Hidden Technical Debt", "A Paper on Somebody's Page"]
