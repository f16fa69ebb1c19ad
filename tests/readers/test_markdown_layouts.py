"""Ways of writing a list of papers in Markdown, each from a list that people keep."""

import pytest

from shelflist.readers.table import read_seed

ARXIV = "https://arxiv.org/abs/"


def read(text: str):
    reading = read_seed("seeds/list.md", text.encode())
    assert reading.format == "markdown-list"
    return reading


def test_a_bold_title_with_bare_addresses_below_it() -> None:
    reading = read(
        "# CVPR\n\n## 图像生成(Image Generation)\n\n"
        "**Tiled Diffusion**\n\n"
        "- Homepage: https://ada.github.io/tiled/\n"
        f"- Paper: {ARXIV}2412.15185\n"
        "- Code: https://github.com/ada/tiled\n\n"
        "**Omnidirectional Multi-Object Tracking**\n\n"
        f"- Paper:{ARXIV}2503.04565\n\n"
        "**Fast, Small, and Green Models**\n\n"
        f"- Paper(Oral): {ARXIV}2503.04566\n"
    )
    assert [(record.title, record.arxiv) for record in reading.records] == [
        ("Tiled Diffusion", "2412.15185"),
        ("Omnidirectional Multi-Object Tracking", "2503.04565"),
        ("Fast, Small, and Green Models", "2503.04566"),
    ]
    assert {link.rel for link in reading.records[0].links} == {"project", "code"}
    assert reading.records[0].hints == ("图像生成(Image Generation)",)
    assert reading.refused == ()


def test_citations_with_bold_numbers_stars_and_remarks() -> None:
    reading = read(
        '**[5]** Simonyan, Karen, and Andrew Zisserman. "**Very deep networks for recognition**."'
        f" arXiv preprint arXiv:1409.1556 (2014). [[pdf]]({ARXIV}1409.1556) **(VGGNet, very"
        " deep!)** :star::star:\n\n"
        '**[6]** Szegedy, Christian, et al. "**Going deeper with convolutions**." Proceedings of'
        " the IEEE Conference on Computer Vision and Pattern Recognition. 2015."
        " [[pdf]](http://www.cv-foundation.org/Szegedy_CVPR_paper.pdf) **(GoogLeNet)** :star:\n\n"
        f"- [Another paper about everything]({ARXIV}2001.00001)\n"
    )
    first, second, _ = reading.records
    assert first.title == "Very deep networks for recognition"
    assert [str(name) for name in first.authors] == ["Karen Simonyan", "Andrew Zisserman"]
    assert (first.arxiv, first.year) == ("1409.1556", 2014)
    assert second.more_authors
    assert second.url == "http://www.cv-foundation.org/Szegedy_CVPR_paper.pdf"


TITLES_LIKE_NAMES = (
    "Banach Wasserstein GAN",
    "Listen, Think, and Understand",
    "Latent Alignment and Variational Attention",
    "Learning Branched Fusion and Orthogonal Projection for Face-Voice Association",
)


@pytest.mark.parametrize("title", TITLES_LIKE_NAMES)
def test_titles_that_look_like_names(title: str) -> None:
    around = "".join(f"- [Some paper on things {n}]({ARXIV}2001.0000{n})\n" for n in range(3))
    for line in (
        f"- [{title}]({ARXIV}1806.06621) - code\n",
        f"- **{title}.** AAAI 2020. [paper]({ARXIV}1806.06621)\n",
        f"- Ada Lovelace, Alan M. Turing .[{title}]({ARXIV}1806.06621) [J]. 2018.\n",
    ):
        record = read(around + line).records[-1]
        assert (record.title, record.arxiv) == (title, "1806.06621")


def test_authors_before_a_title_without_marks() -> None:
    reading = read(
        "# Vision\n\n"
        "- N. Wang, D. Y. Yeung, Learning a Deep Compact Image Representation, NIPS, 2013."
        " [[Paper]](http://example.org/dlt.pdf)\n"
        f"- Toronto [[Paper]]({ARXIV}1411.2539)\n"
        "  - Ryan Kiros, Ruslan Salakhutdinov, Unifying Semantic Embeddings with Models,"
        " ICML, 2015\n"
        f"- [A third paper about it]({ARXIV}2001.00001)\n"
    )
    first, second, _ = reading.records
    assert first.title == "Learning a Deep Compact Image Representation"
    assert [name.family for name in first.authors] == ["Wang", "Yeung"]
    assert (first.venue, first.year) == ("NIPS", 2013)
    assert second.title == "Unifying Semantic Embeddings with Models"
    assert second.arxiv == "1411.2539"


def test_where_and_when_behind_a_title() -> None:
    rows = {
        "<b>PointGrid: A Network for Shapes (CVPR 2018)</b>": ("CVPR", 2018),
        "**PointGrid: A Network for Shapes (2017 ICCV)**": ("ICCV", 2017),
        "**[PG]** PointGrid: A Network for Shapes | **[NeurIPS' 19]** |": ("NeurIPS", 2019),
    }
    around = "".join(f"- [Some paper on things {n}]({ARXIV}2001.0000{n})\n" for n in range(3))
    for row, (venue, year) in rows.items():
        record = read(f"{around}- {row} [[Paper]]({ARXIV}1902.09777)\n").records[-1]
        assert (record.title, record.venue, record.year) == (
            "PointGrid: A Network for Shapes",
            venue,
            year,
        )


def test_a_heading_is_the_title_of_the_only_entry_below_it() -> None:
    reading = read(
        "# Papers\n\n## A Network That Sees Every Shape\n\n"
        f"- [[Paper]]({ARXIV}1902.00001) [[Code]](https://github.com/a/b)\n\n"
        f"## Another Network That Hears\n\n- [[Paper]]({ARXIV}1902.00002)\n\n"
        f"## The Last Network\n\n- [[Paper]]({ARXIV}1902.00003)\n"
    )
    assert [record.title for record in reading.records] == [
        "A Network That Sees Every Shape",
        "Another Network That Hears",
        "The Last Network",
    ]


def test_a_figures_caption_is_no_paper() -> None:
    reading = read(
        f"![shapes](a.png)\n(from Ada Lovelace, *Notes on Engines*, [here]({ARXIV}1506.01497))\n\n"
        + "".join(f"- [Some paper on things {n}]({ARXIV}2001.0000{n})\n" for n in range(3))
    )
    assert len(reading.records) == 3
