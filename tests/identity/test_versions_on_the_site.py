"""A preprint in one seed and its publication in another: one page, found by either id."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from lists import PaperList, new_list
from shelflist.cli import main

PREPRINT = "10.1101/2020.01.02.123456"
ARTICLE = "10.1038/s41586-021-00001-1"
NOTICE = "10.1038/s41586-022-00002-2"
SLUG = "slow-rivers-northern-plain"

POSTED = f"""@article{{hu2020, title = {{Slow Rivers of the Northern Plain}},
  author = {{Hu, Ada and Li, Feng}}, journal = {{bioRxiv}}, year = {{2020}}, doi = {{{PREPRINT}}}}}
"""
PUBLISHED = {
    "DOI": ARTICLE,
    "type": "journal-article",
    "title": ["Slow rivers of the northern plain"],
    "container-title": ["Nature"],
    "volume": "590",
    "issued": {"date-parts": [[2021, 2, 3]]},
    "author": [{"given": "Ada", "family": "Hu"}, {"given": "Feng", "family": "Li"}],
}
CORA = """@inproceedings{rossi, title = {A Lens for Every Image}, author = {Rossi, Ada},
  booktitle = {ICLR}, year = {2023}}
@misc{lens, title = {A Lens for every image}, author = {Rossi, A.}, year = {2022},
  eprint = {2210.17323}, archiveprefix = {arXiv}}
"""


def answer(**fields: object) -> str:
    return json.dumps({"status": "ok", "message-type": "work", "message": fields})


def front_matter(page: str) -> dict[str, object]:
    found = yaml.safe_load(page.split("---\n")[1])
    assert isinstance(found, dict)
    return found


@pytest.fixture(scope="module")
def rivers(tmp_path_factory: pytest.TempPathFactory) -> tuple[PaperList, Path]:
    """Make and build a list of two papers, each in two versions."""
    made = new_list(tmp_path_factory.mktemp("rivers"))
    made.path("mkdocs.yml").unlink()  # the theme is the one that comes with the program
    made.write("seeds/papers.json", answer(**PUBLISHED))
    made.write("seeds/posted.bib", POSTED)
    made.write("seeds/other.bib", CORA)
    made.generate()
    site = made.root / "site"
    assert main(["-C", str(made.root), "build"]) == 0
    return made, site


def test_one_page_has_both_venues_and_all_ids(rivers: tuple[PaperList, Path]) -> None:
    papers = rivers[0].papers()
    assert sorted(papers) == ["lens-every-image", SLUG]
    page = front_matter(papers[SLUG])
    assert (page["year"], page["venue"], page["preprint"]) == (2020, "Nature 2021", "bioRxiv")
    assert (page["doi"], page["other_ids"]) == (ARTICLE, [f"doi:{PREPRINT}"])


def test_the_reference_is_to_the_publication(rivers: tuple[PaperList, Path]) -> None:
    bibtex = (rivers[1] / "references/references.bib").read_text(encoding="utf-8")
    entry = bibtex[bibtex.index("Slow") :].partition("\n}")[0]
    assert "journal = {Nature}" in entry
    assert "year = {2021}" in entry
    assert ARTICLE in entry
    items = json.loads((rivers[1] / "references/references.json").read_text("utf-8"))
    item = next(item for item in items if item.get("DOI") == ARTICLE)
    assert item["issued"] == {"date-parts": [[2021, 2]]}
    assert item["container-title"] == "Nature"


def test_the_head_of_the_page_names_both(rivers: tuple[PaperList, Path]) -> None:
    html = (rivers[1] / "papers" / SLUG / "index.html").read_text(encoding="utf-8")
    assert "<span>Nature 2021</span>" in html
    assert "<span>first published 2020 on bioRxiv</span>" in html
    assert f'<a href="https://doi.org/{PREPRINT}">bioRxiv <small>{PREPRINT}</small></a>' in html
    lens = (rivers[1] / "papers/lens-every-image/index.html").read_text(encoding="utf-8")
    assert "<span>first published 2022 on arXiv</span>" in lens
    assert "<span>ICLR 2023</span>" in lens


def test_the_search_knows_either_id(rivers: tuple[PaperList, Path]) -> None:
    index = (rivers[1] / "search/index.js").read_text(encoding="utf-8")
    [entry] = [line for line in index.splitlines() if f"papers/{SLUG}" in line]
    assert ARTICLE in entry
    assert PREPRINT in entry


NAMES = [
    SLUG,
    ARTICLE,
    PREPRINT,
    f"{PREPRINT}v2",
    f"doi:{PREPRINT}",
    f"https://doi.org/{ARTICLE.upper()}",
    f"https://www.biorxiv.org/content/{PREPRINT}v1.full",
]


@pytest.mark.parametrize("name", NAMES)
def test_explain_finds_it_by_either_id(
    rivers: tuple[PaperList, Path], name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["-C", str(rivers[0].root), "explain", "--json", name]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert shown["slug"] == SLUG
    assert [place["place"] for place in shown["places"]] == [
        "seeds/papers.json:1",
        "seeds/posted.bib:1",
    ]
    assert shown["conflicts"] == []


@pytest.mark.parametrize("name", ["arxiv:2210.17323", "arXiv:2210.17323v3", "2210.17323"])
def test_explain_finds_it_on_arxiv(
    rivers: tuple[PaperList, Path], name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["-C", str(rivers[0].root), "explain", "--json", name]) == 0
    assert json.loads(capsys.readouterr().out)["slug"] == "lens-every-image"


def test_an_id_that_no_paper_has_is_named(
    rivers: tuple[PaperList, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["-C", str(rivers[0].root), "explain", "10.5555/nobody"]) == 2
    assert "no paper has the id doi:10.5555/nobody" in capsys.readouterr().err


def test_a_second_run_changes_nothing_and_the_order_of_files_neither(tmp_path: Path) -> None:
    pages = []
    for first, second in (("a", "b"), ("b", "a")):
        made = new_list(tmp_path / first)
        made.write(f"seeds/{first}.json", answer(**PUBLISHED))
        made.write(f"seeds/{second}.bib", POSTED)
        made.generate()
        before = made.tree()
        made.generate()
        assert made.tree() == before
        [text] = made.papers().values()
        pages.append([line for line in text.splitlines() if "found_in" not in line])
    assert sorted(map(str.casefold, pages[0])) == sorted(map(str.casefold, pages[1]))


def test_a_persons_other_id_joins_a_seed(tmp_path: Path) -> None:
    made = new_list(tmp_path)
    made.write("seeds/papers.json", answer(**PUBLISHED))
    made.generate()
    [name] = made.papers()
    page = f"docs/papers/{name}.md"
    made.change(page, "\ncitation_key:", '\nother_ids: ["doi:10.5555/first"]\ncitation_key:')
    late = POSTED.replace(PREPRINT, "10.5555/first").replace("Slow Rivers", "Quick Brooks")
    made.write("seeds/late.bib", late)
    made.generate()
    assert list(made.papers()) == [name]
    assert '"doi:10.5555/first"' in made.text(page)


def test_a_notice_marks_the_page(tmp_path: Path) -> None:
    made = new_list(tmp_path)
    made.write("seeds/papers.json", answer(**PUBLISHED))
    notice = {
        "DOI": NOTICE,
        "type": "journal-article",
        "title": ["Retraction Note: Slow rivers of the northern plain"],
        "update-to": [{"DOI": ARTICLE, "type": "retraction", "label": "Retraction"}],
    }
    made.write("seeds/notice.json", answer(**notice))
    made.generate()
    [text] = made.papers().values()
    page = front_matter(text)
    assert page["retracted"] is True
    assert page["title"] == "Slow rivers of the northern plain"
    assert "provisional_title" not in page
    assert (page["doi"], page["year"]) == (ARTICLE, 2021)
    assert page["links"] == [f"https://doi.org/{NOTICE}"]


@pytest.mark.parametrize("is_preprint_first", [True, False])
def test_the_version_that_comes_later_goes_onto_the_same_page(
    tmp_path: Path, is_preprint_first: bool
) -> None:
    seeds = [("seeds/posted.bib", POSTED), ("seeds/papers.json", answer(**PUBLISHED))]
    made = new_list(tmp_path)
    for name, text in seeds if is_preprint_first else seeds[::-1]:
        made.write(name, text)
        made.generate()
    [(slug, page)] = made.papers().items()
    found = front_matter(page)
    assert slug == SLUG
    assert (found["doi"], found["other_ids"]) == (ARTICLE, [f"doi:{PREPRINT}"])
    assert (found["year"], found["venue"]) == (2020, "Nature 2021")
    assert found["citation_key"] == ("hu2020slow" if is_preprint_first else "hu2021slow")
