"""References: the style's wording, in Markdown that shows the text and nothing else."""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping
from multiprocessing import active_children
from pathlib import Path

import markdown
import pytest

from shelflist.citations import read_style, render_bibliography
from shelflist.citations.styles import FOLDER
from shelflist.config import CITATION_STYLES
from shelflist.formats.json_items import Json
from shelflist.problems import ConfigError

GPTQ: Mapping[str, Json] = {
    "type": "paper-conference",
    "title": "GPTQ: Accurate Post-Training Quantization",
    "author": [
        {"family": "Frantar", "given": "Elias"},
        {"family": "Hoefler", "given": "Torsten"},
    ],
    "issued": {"date-parts": [[2023]]},
    "original-date": {"date-parts": [[2022]]},
    "container-title": "ICLR",
    "archive": "arXiv",
    "archive_location": "2210.17323",
    "URL": "https://arxiv.org/abs/2210.17323",
}


def render(item: Mapping[str, Json], style: str = "ieee") -> str:
    return render_bibliography([("key", item)], style)["key"]


def test_a_worker_that_dies_costs_no_reference(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shelflist.citations.rendering._ALONE", 400)
    items = [(str(number), titled(f"Paper {number}")) for number in range(450)]

    def kill_one() -> None:
        while not (workers := active_children()):
            time.sleep(0.01)
        workers[0].kill()

    killing = threading.Thread(target=kill_one)
    killing.start()
    found = render_bibliography(items, "ieee")
    killing.join()
    assert list(found) == [key for key, _ in items]
    assert all(f"Paper {key}" in reference for key, reference in found.items())


def titled(title: str) -> dict[str, Json]:
    return {"type": "article", "title": title}


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        (
            "ieee",
            "E. Frantar and T. Hoefler, “GPTQ: Accurate Post-Training Quantization”, in *ICLR*, "
            "2023. [Online]. Available: <https://arxiv.org/abs/2210.17323>",
        ),
        (
            "apa",
            "Frantar, E., & Hoefler, T. (2023). GPTQ: Accurate Post-Training Quantization. "
            "*ICLR*. <https://arxiv.org/abs/2210.17323>",
        ),
        (
            "acm-sig-proceedings",
            "Frantar, E. and Hoefler, T. 2023. GPTQ: Accurate Post-Training Quantization. "
            "*ICLR* (2023).",
        ),
        (
            "nlm-citation-sequence",
            "Frantar E, Hoefler T. GPTQ: Accurate Post-Training Quantization. In: ICLR "
            "[Internet]. 2023. Available from: <https://arxiv.org/abs/2210.17323>",
        ),
    ],
)
def test_each_style_gives_its_own_form_without_a_number(style: str, expected: str) -> None:
    assert render(GPTQ, style) == expected


ELM = {"family": "Elm", "given": "Lee"}
ASH = {"family": "Ash", "given": "Jo"}
OAK = {"family": "Oak", "given": "Mary"}
BOOK: Mapping[str, Json] = {"type": "book", "title": "Trees", "issued": {"date-parts": [[2018]]}}
CHAPTER: Mapping[str, Json] = {
    **BOOK,
    "type": "chapter",
    "container-title": "The book",
    "author": [OAK],
    "editor": [ELM, ASH],
}
THESIS: Mapping[str, Json] = {
    **BOOK,
    "type": "thesis",
    "author": [OAK],
    "genre": "PhD thesis",
    "publisher": "MIT",
}


@pytest.mark.parametrize(
    ("style", "item", "expected"),
    [
        ("ieee", CHAPTER, "M. Oak, “Trees”, in *The book*, L. Elm and J. Ash, Eds., 2018."),
        ("apa", CHAPTER, "Oak, M. (2018). Trees. In L. Elm & J. Ash (Eds.), *The book*."),
        ("acm-sig-proceedings", CHAPTER,
         "Oak, M. 2018. Trees. *The book*. L. Elm and J. Ash, eds."),
        ("nlm-citation-sequence", CHAPTER,
         "Oak M. Trees. In: Elm L, Ash J, editors. The book. 2018."),
        ("ieee", {**BOOK, "editor": [ELM, ASH]}, "L. Elm and J. Ash, Eds., *Trees*. 2018."),
        ("apa", {**BOOK, "editor": [ELM, ASH]}, "Elm, L., & Ash, J. (Eds.). (2018). *Trees*."),
        ("acm-sig-proceedings", {**BOOK, "editor": [ELM]}, "Elm, L. ed. 2018. *Trees*."),
        ("nlm-citation-sequence", {**BOOK, "editor": [ELM, ASH]},
         "Elm L, Ash J, editors. Trees. 2018."),
        (str(FOLDER / "chicago-author-date.csl"), {**BOOK, "editor": [ELM]},
         "L. Elm. 2018. *Trees*."),
        ("apa", {**BOOK, "author": [OAK], "translator": [ASH]},
         "Oak, M. (2018). *Trees* (J. Ash, Trans.)."),
        (str(FOLDER / "modern-language-association.csl"),
         {**BOOK, "author": [OAK], "translator": [ASH]},
         "Oak, M. *Trees*. Translated by J. Ash, 2018."),
        ("ieee", THESIS, "M. Oak, “Trees”, PhD thesis, MIT, 2018."),
        ("apa", THESIS, "Oak, M. (2018). *Trees* [PhD thesis]. MIT."),
        ("apa", {**THESIS, "number": "7"},
         "Oak, M. (2018). *Trees* (Publication No. 7) [PhD thesis]. MIT."),
    ],
)  # fmt: skip
def test_editors_translators_and_theses(
    style: str, item: Mapping[str, Json], expected: str
) -> None:
    assert render(item, style) == expected


@pytest.mark.parametrize(
    "title",
    [
        "A & B",
        "<script>alert(1)</script>",
        "Many *stars* and __lines__",
        "Links [text](javascript:alert) stay",
        "`code` and {{ jinja }} and {% raw %}",
        "&copy; is an entity",
        "Cost-$5 models",
    ],
)
@pytest.mark.parametrize("style", CITATION_STYLES)
def test_a_title_is_shown_letter_by_letter(title: str, style: str) -> None:
    item = titled(title.replace("&copy;", "&amp;copy;"))
    item["title"] = str(item["title"]).replace("<", "&lt;")
    page = markdown.markdown(render(item, style))
    shown = "".join(_texts(page))
    assert title.casefold() in shown.casefold()
    assert "<script" not in page
    assert "href" not in page


def _texts(page: str) -> list[str]:
    from html.parser import HTMLParser

    found: list[str] = []
    parser = HTMLParser()
    parser.handle_data = found.append  # type: ignore[method-assign]
    parser.feed(page)
    parser.close()
    return found


def test_mathematics_keeps_its_letters() -> None:
    assert r"$\alpha_A < B$" in render(titled(r"On $\alpha_A < B$ and more"), "apa")


def test_others_are_named_as_the_source_names_them() -> None:
    item = dict(GPTQ, author=[{"family": "Yang", "given": "Jiarui"}, {"literal": "others"}])
    assert render(item).startswith("J. Yang and others, ")


@pytest.mark.parametrize(
    "author",
    [
        [{"literal": "The <b>Team</b>"}],
        [{"family": "Only"}],
        [{"family": "Doe", "given": "Jane", "suffix": "Jr."}],
        [],
    ],
)
@pytest.mark.parametrize("style", CITATION_STYLES)
def test_every_form_of_name_is_rendered(author: list[Json], style: str) -> None:
    assert "GPTQ" in render(dict(GPTQ, author=author), style)


def test_the_order_of_items_and_their_number_do_not_matter() -> None:
    items = [(f"k{n}", dict(GPTQ, title=f"Paper {n}")) for n in range(420)]
    many = render_bibliography(items, "acm-sig-proceedings")
    assert list(many) == [key for key, _ in items]
    few = render_bibliography(items[417:415:-1], "acm-sig-proceedings")
    assert all(many[key] == reference for key, reference in few.items())


def test_a_style_of_ones_own_is_a_path(tmp_path: Path) -> None:
    path = tmp_path / "mine.csl"
    path.write_bytes((FOLDER / "ieee.csl").read_bytes())
    assert render(GPTQ, str(path)) == render(GPTQ, "ieee")


@pytest.mark.parametrize("text", ["<style", "<style/>", "plain"])
def test_a_broken_style_says_how_to_mend_it(tmp_path: Path, text: str) -> None:
    path = tmp_path / "broken.csl"
    path.write_text(text)
    with pytest.raises(ConfigError) as raised:
        read_style(str(path))
    assert "ieee" in raised.value.problems[0].mend


def test_an_unknown_style_names_those_there_are() -> None:
    with pytest.raises(ConfigError, match="acm-sig-proceedings"):
        render(GPTQ, "apaa")


@pytest.mark.parametrize(
    ("family", "given", "written"),
    [
        ("王", "小明", "王小明"),
        ("כהן", "דוד", "דוד כהן"),
        ("ابن سينا", "علي", "علي ابن سينا"),
        ("Иванов", "Пётр", "П. Иванов"),
    ],
)
def test_names_in_letters_without_capitals_are_whole(family: str, given: str, written: str) -> None:
    item = dict(GPTQ, author=[{"family": family, "given": given}])
    assert render_bibliography([("a", item)], "ieee")["a"].startswith(f"{written}, ")
