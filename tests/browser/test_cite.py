"""The part 'Cite' of a paper's page: every form and every style, shown, copied and saved."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from sites import OpenPage, Scheme, Site, build

from lists import MKDOCS
from shelflist.build import generate
from shelflist.config import PAGE_STYLES, Settings

AXE = (Path(__file__).parent / "vendor/axe.min.js").read_text(encoding="utf-8")
STYLES = Settings().citation_styles
FORMS = {
    "BibTeX": ("bibtex", "gptq.bib", "@inproceedings{frantar2022gptq,"),
    "BibLaTeX": ("biblatex", "gptq.bib", "date "),
    "RIS": ("ris", "gptq.ris", "TY  - CONF"),
    "CSL-JSON": ("csl", "gptq.json", '"type": "paper-conference"'),
}


def choose(page: Page, name: str) -> None:
    page.get_by_label("As", exact=True).select_option(label=name)


def cite(page: Page, name: str) -> str:
    """Choose a style and give the citation that is shown."""
    choose(page, name)
    expect(page.get_by_role("button", name="Copy")).to_be_enabled(timeout=15000)
    return page.locator(".sl-citation p").inner_text()


@pytest.mark.parametrize("name", FORMS)
def test_each_form_is_shown_copied_and_saved(sample: Site, open_page: OpenPage, name: str) -> None:
    block, file, words = FORMS[name]
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    page.goto(f"{sample.base}papers/gptq/")
    choose(page, name)
    expect(page.locator(f"#{block}")).to_be_visible()
    assert page.locator(".sl-form code:visible").count() == 1
    shown = page.locator(f"#{block}").text_content() or ""
    assert words in shown
    page.get_by_role("button", name="Copy").click()
    expect(page.locator(".sl-cite [role=status]")).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == shown
    with page.expect_download() as saved:
        page.get_by_role("button", name=f"Save .{file.rpartition('.')[2]}").click()
    assert saved.value.suggested_filename == file.replace("gptq", "frantar2022gptq")
    assert saved.value.path().read_text(encoding="utf-8") == f"{shown}\n"


@pytest.mark.parametrize("style", STYLES)
def test_each_style_gives_a_citation(sample: Site, open_page: OpenPage, style: str) -> None:
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    page.goto(f"{sample.base}papers/gptq/")
    said = cite(page, PAGE_STYLES[style])
    assert "Frantar" in said
    assert "2023" in said
    assert "GPTQ: Accurate Post-Training Quantization" in said
    assert not re.match(r"[\[(]?1[\]).]", said)
    assert page.get_by_role("button", name="Save").count() == 0
    page.get_by_role("button", name="Copy").click()
    expect(page.locator(".sl-cite [role=status]")).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == said


def test_citations_work_by_double_click(offline: Site, open_page: OpenPage) -> None:
    name = offline.find("papers", 'class="sl-authors"')
    assert name
    page = open_page()
    page.goto(offline.url(name))
    author = page.locator(".sl-authors li").first.inner_text().split()[-1]
    for style in STYLES:
        assert author in cite(page, PAGE_STYLES[style])
    choose(page, "RIS")
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save .ris").click()
    assert saved.value.path().read_text(encoding="utf-8").startswith("TY  - ")


def test_nothing_is_loaded_before_a_style_is_chosen(sample: Site, open_page: OpenPage) -> None:
    page = open_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.removeprefix(sample.base)))
    page.goto(f"{sample.base}papers/gptq/")
    choose(page, "RIS")
    assert not any("cit" in url for url in asked)
    cite(page, "APA")
    cite(page, "MLA")
    cite(page, "APA")
    assert sorted(url for url in asked if "cit" in url) == [
        "assets/citations/apa.js",
        "assets/citations/citeproc.js",
        "assets/citations/locale-en-US.js",
        "assets/citations/modern-language-association.js",
        "assets/cite.js",
    ]


def test_the_last_choice_is_shown_however_long_another_takes(
    sample: Site, open_page: OpenPage
) -> None:
    page = open_page()
    page.goto(f"{sample.base}papers/gptq/")
    choose(page, "Chicago")
    assert cite(page, "Vancouver").startswith("Frantar E, Ashkboos S")
    choose(page, "Chicago")
    choose(page, "RIS")
    expect(page.locator("#ris")).to_be_visible()
    expect(page.locator(".sl-citation")).to_be_hidden()
    expect(page.get_by_role("button", name="Copy")).to_be_enabled()


@pytest.mark.parametrize("style", STYLES)
def test_a_hostile_title_stays_text(sample: Site, open_page: OpenPage, style: str) -> None:
    page = open_page()
    page.goto(f"{sample.base}papers/hostile/")
    said = cite(page, PAGE_STYLES[style])
    assert "<script>alert(1)</script>" in said.lower()
    assert "<img src=x onerror=alert(2)>" in said.lower()
    tags = page.locator(".sl-citation p").evaluate(
        "p => [...p.querySelectorAll('*')].map((e) => e.tagName + e.attributes.length)"
    )
    assert set(tags) <= {"I0", "B0", "SUP0", "SUB0"}


def test_mathematics_keeps_its_letters_in_a_style_of_capitals(
    sample: Site, open_page: OpenPage
) -> None:
    page = open_page()
    page.goto(f"{sample.base}papers/provisional/")
    assert "Learning to Prompt for O(n^2) Vision" in cite(page, "MLA")
    assert "Learning to prompt for O(n^2) vision" in cite(page, "APA")
    assert "Zhou" in page.locator(".sl-citation").inner_text()


def test_a_style_that_cannot_be_loaded_says_so(sample: Site, open_page: OpenPage) -> None:
    page = open_page()
    page.route("**/apa.js", lambda route: route.abort())
    page.goto(f"{sample.base}papers/gptq/")
    choose(page, "APA")
    expect(page.locator(".sl-citation")).to_have_text("This style could not be loaded.")
    expect(page.get_by_role("button", name="Copy")).to_be_disabled()
    page.unroute("**/apa.js")
    cite(page, "IEEE")
    assert "Frantar, E." in cite(page, "APA")


def test_without_a_script_every_form_is_there(sample: Site, open_page: OpenPage) -> None:
    page = open_page(java_script=False)
    page.goto(f"{sample.base}papers/gptq/")
    assert page.locator(".sl-cite__bar").is_hidden()
    for name, (block, _, words) in FORMS.items():
        if name != "BibTeX":
            page.locator("summary", has_text=name).click()
        expect(page.locator(f"#{block}")).to_be_visible()
        expect(page.locator(f"#{block}")).to_contain_text(words)


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_is_accessible(sample: Site, open_page: OpenPage, width: int, scheme: Scheme) -> None:
    page = open_page(width=width, scheme=scheme)
    page.goto(f"{sample.base}papers/gptq/")
    for name in ("CSL-JSON", "APA"):
        cite(page, name) if name == "APA" else choose(page, name)
        page.evaluate(AXE)
        found = page.evaluate("axe.run('.sl-cite').then((result) => result.violations)")
        assert [(each["id"], each["help"]) for each in found] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_keyboard_reaches_everything(sample: Site, open_page: OpenPage) -> None:
    page = open_page()
    page.goto(f"{sample.base}papers/gptq/")
    page.locator("#sl-form").focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator("#biblatex")).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Copy")).to_be_focused()
    page.keyboard.press("Tab")
    with page.expect_download():
        page.keyboard.press("Enter")
    expect(page.locator(".sl-cite [role=status]")).to_have_text("Saved")
    expect(page.get_by_role("button", name="Saved")).to_be_focused()


STYLE = """<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="{}"
  default-locale="de-DE"><info><title>Own</title><id>own</id></info>
  {}
</style>"""
LAYOUT = """<layout><names variable="author"><name and="text"/></names>
  <text variable="title" prefix=": " font-weight="bold" font-variant="small-caps"/></layout>"""


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A list with citation styles of its own, from its settings to its site."""
    root = tmp_path_factory.mktemp("own")
    (root / "docs/papers").mkdir(parents=True)
    (root / "docs/papers/one.md").write_text(
        "---\ntitle: One paper\nauthors: [Ann Lee, Bo Roe]\nyear: 2020\nvenue: Nature\n---\n"
    )
    (root / "own-style.csl").write_text(
        STYLE.format(
            "in-text", f"<citation>{LAYOUT}</citation><bibliography>{LAYOUT}</bibliography>"
        )
    )
    (root / "notes.csl").write_text(STYLE.format("note", f"<citation>{LAYOUT}</citation>"))
    styles = {"shelflist": {"citation_styles": ["nature", "own-style.csl", "notes.csl"]}}
    (root / "mkdocs.yml").write_text(
        f"{MKDOCS}use_directory_urls: false\nextra: {json.dumps(styles)}\n"
    )
    generate(root, lambda stage: None)
    build(root / "mkdocs.yml", root / "site", directory_urls=False)
    return Site(root / "site", f"{(root / 'site').as_uri()}/", False)


def test_the_settings_say_which_styles_there_are(own: Site, open_page: OpenPage) -> None:
    page = open_page()
    page.goto(own.url("papers/one.html"))
    names = page.locator("#sl-form optgroup").nth(1).locator("option").all_inner_texts()
    assert names == ["Nature", "Own style", "Notes"]
    assert cite(page, "Nature") == "Lee, A. & Roe, B. One paper. Nature (2020)."


@pytest.mark.parametrize("name", ["Own style", "Notes"])
def test_a_style_of_ones_own_speaks_its_language(own: Site, open_page: OpenPage, name: str) -> None:
    page = open_page()
    page.goto(own.url("papers/one.html"))
    assert cite(page, name).lower() == "ann lee und bo roe: one paper"
    expect(page.locator(".sl-citation .sl-caps")).to_have_count(1)
    expect(page.locator(".sl-citation b")).to_have_text("One paper")
