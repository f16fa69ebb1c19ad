"""Lists as people keep them: many ways to say title, authors, venue and year of a paper."""

import pytest

from shelflist.model import Record
from shelflist.readers.reading import Reading
from shelflist.readers.table import read_seed

A = "https://arxiv.org/abs/"


def read(text: str, name: str = "seeds/list.md") -> Reading:
    reading = read_seed(name, text.encode())
    assert reading.format == "markdown-list"
    return reading


def show(record: Record) -> tuple[object, ...]:
    people = "; ".join(map(str, record.authors)) + (" +" if record.more_authors else "")
    return record.title, people, record.venue, record.year


BULLETS = [
    ('"Seeing Every Leaf" by Ada Rossi et al. (2017) {}', "Seeing Every Leaf", "Ada Rossi +",
     None, 2017),
    ("[Raft](https://a.example/raft.pdf) by Ada Rossi and Bo Lind, USENIX ATC 2014", "Raft",
     "Ada Rossi; Bo Lind", "USENIX ATC", 2014),
    ("Mastering Chess, Nature 2017, doi:10.1038/nature24270", "Mastering Chess", "", "Nature",
     2017),
    ("[Leaf Files]({}), Rossi, Lindgren and Moe, SOSP '03", "Leaf Files", "Rossi; Lindgren; Moe",
     "SOSP", 2003),
    ("[AcT]({}) Synergizing Pruning and Weeding in Old Gardens [[Page]](https://act.github.io)",
     "AcT: Synergizing Pruning and Weeding in Old Gardens", "", None, None),
    ("[AcT]({}) a family of robots by Acme", "AcT", "", None, None),
    ("[AcT]({}) Guo Li, Hana Moe, Hani Itan", "AcT", "Guo Li; Hana Moe; Hani Itan", None, None),
    ("**ZSP**: \"Leaves as Zero-Shot Planners\", *ICML, Jan 2022*. [[Paper]({})]",
     "Leaves as Zero-Shot Planners", "", "ICML", 2022),
    ("[2024/03] **Leaves: An Operating System.** *Kai Moe (Example University) et al. arXiv.*"
     " [[paper]({})]", "Leaves: An Operating System", "Kai Moe +", None, 2024),
    ("Leaves Made Simple - [paper]({}), [talk](https://www.youtube.com/watch?v=a)",
     "Leaves Made Simple", "", None, None),
    ("The Leaf Sharing System. [Rossi, Lindgren (1974)]({})", "The Leaf Sharing System",
     "Rossi; Lindgren", None, 1974),
    ("(2008 SemEval) **On Leaves and Roots.** _Ada Rossi, Bo Lind_. [[pdf]({})]",
     "On Leaves and Roots", "Ada Rossi; Bo Lind", "SemEval", 2008),
    ("[2023 Genome Biology] **Leaves read as text** [[paper]]({})", "Leaves read as text", "",
     "Genome Biology", 2023),
    ("Registration-Free Catheter and Leaf Modelling. [[PUB]({})]",
     "Registration-Free Catheter and Leaf Modelling", "", None, None),
    ("2020-06 | Leaves for Data-Driven Gardens | Justin Moe et.al. | [2004.07219]({}) | null",
     "Leaves for Data-Driven Gardens", "Justin Moe +", None, 2020),
    ("2024-05-06, **A Leaf Approach**, Kai Moe et.al., Paper: [{0}]({0})", "A Leaf Approach",
     "Kai Moe +", None, 2024),
    ("《Leaves with Deep Roots》 Ada Rossi 等, NIPS 2012 [[pdf]({})]", "Leaves with Deep Roots",
     "Ada Rossi +", "NIPS", 2012),
    ("【CVPR2023】LeafDet: Leaf Model for Gardens，[论文]({})，[代码](https://github.com/a/b)",
     "LeafDet: Leaf Model for Gardens", "", "CVPR", 2023),
    ("**Title**：Segment Leaves，**作者**：Ada Rossi 等，**链接**：{}", "Segment Leaves",
     "Ada Rossi +", None, None),
    ("标题：Swin Leaves；作者：Ze Moe 等；会议：ICCV 2021；链接：{}", "Swin Leaves", "Ze Moe +",
     "ICCV", 2021),
    ("Dean, Moe: LeafReduce: Simplified Weeding on Large Fields (OSDI 2004)",
     "LeafReduce: Simplified Weeding on Large Fields", "Dean; Moe", "OSDI", 2004),
    ("Rossi, Lindgren, Moe - Leaf to Leaf Learning of Plants (NIPS 2014)",
     "Leaf to Leaf Learning of Plants", "Rossi; Lindgren; Moe", "NIPS", 2014),
    ("[ ] [2003: The Leaf File System](https://a.example/leaf.pdf)", "The Leaf File System", "",
     None, 2003),
    ("SimHand: Mining Similar Hands. [\\[PDF\\]]({}) _[Ada Rossi](https://ada.github.io/)_",
     "SimHand: Mining Similar Hands", "", None, None),
    ("[**VoTr**] Voxel Leaves for Gardens [[paper]({})]", "Voxel Leaves for Gardens", "", None,
     None),
    ("![](https://img.shields.io/badge/Conference-NeurIPS'23%20Oral-blue) [Leaves on Trees]({})",
     "Leaves on Trees", "", "NeurIPS", 2023),
    ("[AFL: Steps of Fuzzing](https://usenix.org/conference/a) (WOOT '20) by Ada Rossi, Bo Lind",
     "AFL: Steps of Fuzzing", "Ada Rossi; Bo Lind", "WOOT", 2020),
    ("Moe, K., Rossi, A., & Lind, B. (2016). Deep leaves. In *CVPR* (pp. 770-778). [pdf]({})",
     "Deep leaves", "K. Moe; A. Rossi; B. Lind", "CVPR", 2016),
    ("[Learning Leaves]({}) A. Rossi, B. Lind. ICML 2020", "Learning Leaves", "A. Rossi; B. Lind",
     "ICML", 2020),
    ("[Serpent: Linear-Time Leaves]({}) Moe and Rossi, 2023", "Serpent: Linear-Time Leaves",
     "Moe; Rossi", None, 2023),
    ("[Playing with Leaves]({}) [Ada Rossi](https://a.io), [Bo Lind](https://github.com/bo). NIPS"
     " 2013.", "Playing with Leaves", "Ada Rossi; Bo Lind", "NIPS", 2013),
    ("Ada Rossi, Bo Lind and Kai Moe: Leaf Pyramids for Old Gardens. IJCNN 1998. [pdf]({})",
     "Leaf Pyramids for Old Gardens", "Ada Rossi; Bo Lind; Kai Moe", "IJCNN", 1998),
    ("Motion Leaves and Optical Roots: Qualitative Properties of Both [pdf]({})",
     "Motion Leaves and Optical Roots: Qualitative Properties of Both", "", None, None),
    ("[Leaf Design by Hand]({}). A. Rossi, B. Lind. *bioRxiv preprint*, 2022",
     "Leaf Design by Hand", "A. Rossi; B. Lind", "bioRxiv", 2022),
    ("[Leaves by Foot]({}). A. Rossi, B. Lind. *arXiv preprint*, 2022", "Leaves by Foot",
     "A. Rossi; B. Lind", None, 2022),
    ("**LFT:** Bin Yan, Kai Moe, Jo Kim.<br> \"Leaf Trees for Gardens.\" CVPR (2018). [pdf]({})",
     "Leaf Trees for Gardens", "Bin Yan; Kai Moe; Jo Kim", "CVPR", 2018),
    ("Ada Rossi, Bo Lind et al., Black-Box Search for Leaves (IROS 2017) [[pdf]({})]",
     "Black-Box Search for Leaves", "Ada Rossi; Bo Lind +", "IROS", 2017),
    ("[Deep Leakage from Leaves. 2016-02. NIPS 2019]({})", "Deep Leakage from Leaves", "", "NIPS",
     2016),
    ("[Leaf Minds at Work]({}) by Shao Kim*, Xi Moe*, Wen Rossi, 2024", "Leaf Minds at Work",
     "Shao Kim; Xi Moe; Wen Rossi", None, 2024),
    ("[Learning of Green Leaves]({}) by Moe Y, Kim M, Ren F. International Conference on Leaves,"
     " 2013.", "Learning of Green Leaves", "Y Moe; M Kim; F Ren",
     "International Conference on Leaves", 2013),
]  # fmt: skip


@pytest.mark.parametrize(("text", "title", "people", "venue", "year"), BULLETS)
def test_a_bullet(text: str, title: str, people: str, venue: str | None, year: int | None) -> None:
    around = "".join(f"- [Some paper on things {n}]({A}2001.0000{n})\n" for n in range(3))
    reading = read(f"# Leaves\n\n{around}- {text.format(A + '2210.03629')}\n")
    assert show(reading.records[-1]) == (title, people, venue, year)
    assert len(reading.records) == 4 and not reading.refused


def test_a_plain_list_without_a_link() -> None:
    reading = read(
        "1) Deep Leaves for Image Gardens (Moe et al., CVPR 2016)\n"
        "2) Leaves Are All You Need (Rossi et al., NeurIPS 2017)\n"
        "3) buy milk\n",
        "seeds/list.txt",
    )
    assert [show(record) for record in reading.records] == [
        ("Deep Leaves for Image Gardens", "Moe +", "CVPR", 2016),
        ("Leaves Are All You Need", "Rossi +", "NeurIPS", 2017),
    ]


def test_a_citation_among_bullets_hides_no_other_bullet() -> None:
    reading = read(
        f'- "Leaves" Rossi et al. (2017) {A}1706.03762\n'
        f'- Moe, Kai, and Bo Lind. "Leaves in optimization." Journal of Leaves 3 (2014).\n'
        f"- [Roots](https://raft.example/raft.pdf) by Ada Rossi and Bo Lind, USENIX ATC 2014\n"
        "- Mastering Chess, Nature 2017, doi:10.1038/nature24270\n"
        "- doi:10.1038/nature14539\n"
    )
    assert [record.place.line for record in reading.records][1:] == [2, 3, 4]
    assert [refused.line for refused in reading.refused][-1] == 5
    assert len(reading.records) + len(reading.refused) == 5


def test_a_file_beside_the_list_is_a_paper_that_must_show_that_it_is_one() -> None:
    reading = read(
        "- [Leaves in Large Gardens](papers/leaves.pdf) (1997): all about leaves\n"
        "- [Paper](roots.pdf)\n- papers/stems.pdf\n"
        f"- [Some paper on things]({A}2001.00001)\n"
    )
    assert [record.place.line for record in reading.records] == [1, 4]
    assert [record.url for record in reading.records] == [None, None]
    assert {refused.line for refused in reading.refused} == {2, 3}


def test_two_papers_in_one_bullet() -> None:
    reading = read(
        f"- [The First Paper of Two]({A}2001.00001) (1981) and"
        f" [The Second Paper of Two]({A}2001.00002) (1990): both good\n"
    )
    found = [(record.title, record.year, record.arxiv) for record in reading.records]
    assert found == [
        ("The First Paper of Two", 1981, "2001.00001"),
        ("The Second Paper of Two", 1990, "2001.00002"),
    ]


def test_a_row_without_a_link() -> None:
    reading = read(
        "| Title | Authors | Venue |\n|---|---|---|\n"
        "| Leaves: A Global Database | Rossi et al. | OSDI 2012 |\n"
        "| Leaves Made Live | | |\n"
        f"| [Leaves Again]({A}2001.00001) | A. Rossi, B. Lind | Journal of Nowhere |\n"
        f"| V*: Leaves, Roots, and Stems | K. Moe | [2001.00002]({A}2001.00002) |\n"
    )
    assert [show(record) for record in reading.records] == [
        ("Leaves: A Global Database", "Rossi +", "OSDI", 2012),
        ("Leaves Again", "A. Rossi; B. Lind", "Journal of Nowhere", None),
        ("V*: Leaves, Roots, and Stems", "K. Moe", None, None),
    ]
    assert [(refused.line, refused.what) for refused in reading.refused] == [
        (4, "Leaves Made Live")
    ]


def test_daily_tables_and_the_day_of_their_update() -> None:
    reading = read(
        "## Updated on 2026.05.07\n\n## SLAM\n\n|Publish Date|Title|Authors|PDF|Code|\n"
        "|---|---|---|---|---|\n"
        f"|**2024-05-06**|**Leaves of View**|Kai Moe et.al.|[2405.03659]({A}2405.03659)|null|\n"
        f"|**2023-05-05**|**Blending Leaves**|Bao Yu, Cai Liu|[2305.02880]({A}2305.02880)"
        "|**[link](https://github.com/x/y)**|\n\n"
        f"- [Leaves without a Day]({A}2001.00001)\n"
    )
    assert [(*show(record), record.hints) for record in reading.records] == [
        ("Leaves of View", "Kai Moe +", None, 2024, ("SLAM",)),
        ("Blending Leaves", "Bao Yu; Cai Liu", None, 2023, ("SLAM",)),
        ("Leaves without a Day", "", None, None, ("SLAM",)),
    ]
    assert [link.rel for link in reading.records[1].links] == ["code"]


def test_a_heading_that_is_a_title() -> None:
    reading = read(
        "# Awesome leaves\n\n## 2024:\n\n### 1. 3D Leaves: A Splatting Approach\n"
        "**Authors**: Ada Rossi, Bo Lind\n\n<details span>\n<summary><b>Abstract</b></summary>\n"
        "Leaves are widely used, says Kai Moe in 1999.\n</details>\n\n"
        f"[📄 Paper (Low Resolution)]({A}2410.01647) | [🌐 Project Page](https://a.github.io/x/)\n\n"
        f"### 2. LeafSplat\n**Authors**: Kai Moe, et al.\n[📄 Paper]({A}2312.16084)\n\n"
        f"#### [2019 BMVC] Seeing Leaves. [\\[PDF\\]]({A}1912.00001)\n\n_Ada Rossi, Bo Lind_\n"
    )
    assert [show(record) for record in reading.records] == [
        ("3D Leaves: A Splatting Approach", "Ada Rossi; Bo Lind", None, 2024),
        ("LeafSplat", "Kai Moe +", None, 2024),
        ("Seeing Leaves", "Ada Rossi; Bo Lind", "BMVC", 2019),
    ]
    assert not reading.refused


def test_authors_and_badges_in_the_titles_cell() -> None:
    badge = "https://img.shields.io/badge/Conference-NeurIPS'23-blue"
    reading = read(
        "| Title & Authors | Introduction | Links |\n|:--|:--:|--:|\n"
        f"| [![Publish]({badge})]()<br>[Leaf Pruner]({A}2305.11627) <br> Ada Rossi, Bo Lind |"
        f" Kai Moe and Jo Kim like it | [Paper]({A}2305.11627) |\n"
        f"| **Sheared Leaves** <br> Ada Rossi, Bo Lind | | [Paper]({A}2310.06694) |\n"
    )
    assert [show(record) for record in reading.records] == [
        ("Leaf Pruner", "Ada Rossi; Bo Lind", "NeurIPS", 2023),
        ("Sheared Leaves", "Ada Rossi; Bo Lind", None, None),
    ]


def test_a_title_in_bold_with_people_and_a_linked_venue_below_it() -> None:
    reading = read(
        "**Leaves via deep learning**\nAda Rossi, Bo Lind\n"
        "[Briefings in Leaves](https://academic.oup.com/bib/1) • 25 March 2022\n\n"
        f"**Leaves, Rebuilt**\nKai Moe, Jo Kim\n[arXiv:2310.09685]({A}2310.09685)\n\n"
        "**Leaves That Fold**\nKai Moe, Jo Kim\n"
        "[Leaf Research 12.3 (2024)](https://www.nature.com/articles/a)\n"
    )
    assert [(record.title, record.venue, record.year) for record in reading.records] == [
        ("Leaves via deep learning", None, 2022),
        ("Leaves, Rebuilt", None, None),
        ("Leaves That Fold", "Leaf Research", 2024),
    ]
    assert [len(record.authors) for record in reading.records] == [2, 2, 2]


def test_labels_below_a_bold_title() -> None:
    reading = read(
        f"**Imbalanced Leaves: A Review**\n\n- intro: under review\n- arXiv: <{A}1909.00169>\n\n"
        f"**《Leaves in the Age of Trees》**\n\n- intro: awesome\n- arXiv：<{A}1809.03193>\n"
    )
    assert [(record.title, record.arxiv) for record in reading.records] == [
        ("Imbalanced Leaves: A Review", "1909.00169"),
        ("Leaves in the Age of Trees", "1809.03193"),
    ]
    assert not reading.refused


def test_restructured_text() -> None:
    reading = read(
        "Leaves\n======\n\n`Deep Leaves: Learning of Social Plants\n"
        f"<{A}1403.6652>`_\n    | :authors:`Ada Rossi, Bo Lind`\n    | :venue:`KDD 2014`\n\n"
        f"`Large Leaves\n<{A}1503.03578>`_\n    | :authors:`Kai Moe, Jo Kim`\n"
    )
    assert [show(record) for record in reading.records] == [
        ("Deep Leaves: Learning of Social Plants", "Ada Rossi; Bo Lind", "KDD", 2014),
        ("Large Leaves", "Kai Moe; Jo Kim", None, None),
    ]


NO_PAPERS = (
    "## Books\n- [Leaf Control](https://link.springer.com/book/10.1007/978-3-030-1) Moe, 2020",
    "## Books\n- [Control of Leaves](https://a.example.edu/thesis.pdf), Kai Moe, PhD thesis, 2010",
    "- Leaves, second edition: [Book](https://a.example/book/leaves.pdf)",
    "- [The Leaf Group](https://leaf.example.org) in the news, [here](https://news.example/1)",
    "| Paper | Year |\n|---|---|\n<!-- | [Hidden Leaves](https://a.example/a.pdf) | 2020 | -->",
    "## Books\n- [Leaf Recognition](https://www.example.com/x.pdf) Bishop, 2006",
    "## Courses\n- [The Leaf Book](https://www.leafbook.org/) Goodwin et al., 2016",
    "- [How to write of leaves](https://www.slideshare.net/a/b) - SIGGRAPH 2011 Course",
    "- [Leaf Documentation](https://leaf.example.org/documentation/)",
    "- [Leaf Book](https://leafbook.example.org/) Zeller et al., 2019",
    "![x](a.png)\n**Figure 2.** Leaves feed tokens into a model.",
    "| Model | Date |\n|---|---|\n| Leaf 5 | 2025 |",
    "| Title | Venue | Date |\n|---|---|---|\n"
    "| [Introducing Leaf 5 in the Garden](https://leaf.example.com/5) | Leaf Inc | 2025-08-07 |",
)


@pytest.mark.parametrize("text", NO_PAPERS)
def test_what_is_no_paper(text: str) -> None:
    around = "".join(f"- [Some paper on things {n}]({A}2001.0000{n})\n" for n in range(3))
    reading = read(f"# L\n\n{around}\n{text}\n")
    assert len(reading.records) == 3 and not reading.refused


def test_a_doi_is_not_what_a_publisher_puts_behind_it() -> None:
    doi = "https://www.biorxiv.org/content/10.1101/2021.06.15.448542v2.full"
    assert (
        read(f"- [Leaves that embed things]({doi})\n").records[0].doi == "10.1101/2021.06.15.448542"
    )
