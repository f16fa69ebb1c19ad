"""The same ten papers as pandoc writes them in two dozen CSL styles, read back."""

import json
import re
import textwrap
import unicodedata
from pathlib import Path

import pytest

from shelflist.readers.table import read_seed

FOLDER = Path(__file__).parent / "citations"
PAPERS = json.loads((FOLDER / "papers.json").read_text(encoding="utf-8"))
STYLES = sorted(path.stem for path in FOLDER.glob("*.txt"))
BY_NUMBER = {path.stem for path in FOLDER.glob("*.txt") if path.read_text()[0] in "[(1"}


def fold(text: str | None) -> str:
    folded = unicodedata.normalize("NFKD", (text or "").casefold())
    return "".join(character for character in folded if character.isalnum())


def read(text: str) -> list:
    reading = read_seed("seeds/references.txt", text.encode())
    assert reading.format == "citations"
    assert reading.refused == ()
    assert reading.lines.unexplained == ()
    return list(reading.records)


def find_paper(record) -> dict:
    return next(paper for paper in PAPERS if fold(paper["title"]) == fold(record.title))


@pytest.mark.parametrize("style", STYLES)
def test_every_paper_is_found_under_its_title(style: str) -> None:
    records = read((FOLDER / f"{style}.txt").read_text(encoding="utf-8"))
    assert {fold(record.title) for record in records} == {fold(p["title"]) for p in PAPERS}


@pytest.mark.parametrize("style", STYLES)
def test_facts(style: str) -> None:
    text = (FOLDER / f"{style}.txt").read_text(encoding="utf-8")
    for record, line in zip(read(text), text.splitlines(), strict=True):
        paper = find_paper(record)
        assert record.year == paper["issued"]["date-parts"][0][0]
        assert fold(record.venue) == fold(paper.get("container-title"))
        if paper["type"] == "article-journal":
            assert record.volume == paper["volume"]
            assert fold(record.page).startswith(fold(paper["page"].split("-")[0]))
        if paper.get("DOI", "none") in line.lower():
            assert record.doi == paper["DOI"]
        if "2106.09685" in line:
            assert record.arxiv == "2106.09685"


@pytest.mark.parametrize("style", STYLES)
def test_authors(style: str) -> None:
    for record in read((FOLDER / f"{style}.txt").read_text(encoding="utf-8")):
        people = find_paper(record)["author"]
        assert len(record.authors) == len(people) or record.more_authors
        shown = people if not record.more_authors else people[:1]
        for name, person in zip(record.authors, shown, strict=False):
            family = f"{person.get('non-dropping-particle', '')} {person['family']}"
            # `José M. García Márquez` does not say where the family name begins.
            assert fold(family).endswith(fold(name.family))
            assert fold(name.given)[0] == fold(person["given"])[0]
            assert not re.search(r"\bal\b|others|等|др", str(name))


@pytest.mark.parametrize("style", sorted(BY_NUMBER))
def test_wrapped_lines_say_the_same(style: str) -> None:
    text = (FOLDER / f"{style}.txt").read_text(encoding="utf-8")
    wrapped = "\n".join(
        textwrap.fill(line, 76, break_long_words=False, break_on_hyphens=False)
        for line in text.splitlines()
    )
    facts = [(r.title, r.authors, r.year, r.venue, r.page, r.doi) for r in read(text)]
    assert [(r.title, r.authors, r.year, r.venue, r.page, r.doi) for r in read(wrapped)] == facts


def test_dashes_stand_for_the_authors_above() -> None:
    first, second = read(
        "Hinton, Geoffrey, and Yann LeCun. “Deep Nets.” Nature, vol. 1, no. 2, 2015, pp. 3–4.\n"
        "———. “Deeper Nets.” Nature, vol. 2, no. 1, 2016, pp. 5–6.\n"
    )
    assert second.authors == first.authors


def test_a_reference_that_cannot_be_taken_apart_is_refused() -> None:
    text = (FOLDER / "ieee.txt").read_text(encoding="utf-8")
    reading = read_seed("seeds/x.txt", f"{text}[11] lorem ipsum dolor sit amet, 2019\n".encode())
    assert len(reading.records) == len(PAPERS)
    assert [(each.line, each.what) for each in reading.refused] == [
        (11, "lorem ipsum dolor sit amet, 2019")
    ]


CHINESE = """\
[1] 张三丰, 李四光, 王五, 等. 基于深度学习的图像识别方法研究[J]. 计算机学报, 2020, 43(1): 1-20.
[2] 陈晓明. 面向大规模语言模型的训练方法[D]. 北京: 清华大学, 2021.
[3] 周志华. 机器学习[M]. 北京: 清华大学出版社, 2016: 23-45.
"""


def test_chinese_references() -> None:
    article, thesis, book = read(CHINESE)
    assert [str(name) for name in article.authors] == ["张三丰", "李四光", "王五"]
    assert article.more_authors
    assert article.title == "基于深度学习的图像识别方法研究"
    assert (article.venue, article.volume, article.issue, article.page) == (
        "计算机学报",
        "43",
        "1",
        "1–20",
    )
    assert (thesis.type, thesis.venue, thesis.year) == ("thesis", "清华大学", 2021)
    assert (book.type, book.publisher, book.title) == ("book", "清华大学出版社", "机器学习")


def test_russian_references() -> None:
    (record,) = read(
        "1. Иванов И. И., Петров П. П. Методы обучения нейронных сетей // Вестник МГУ. — 2019."
        " — Т. 3, № 2. — С. 12–20.\n"
    )
    assert [name.family for name in record.authors] == ["Иванов", "Петров"]
    assert record.title == "Методы обучения нейронных сетей"
    assert (record.venue, record.year, record.volume, record.issue, record.page) == (
        "Вестник МГУ",
        2019,
        "3",
        "2",
        "12–20",
    )
