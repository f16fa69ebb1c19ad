"""A paper's page: its citation, and what hostile front matter does to it (nothing)."""

from __future__ import annotations

import html
import re

import bibtexparser
import pytest
from playwright.sync_api import Page, expect
from sites import OpenPage, Site

GPTQ = """@inproceedings{frantar2022gptq,
  title         = {{GPTQ: Accurate Post-Training Quantization for Generative Pre-trained \
Transformers}},
  shorttitle    = {{GPTQ}},
  author        = {Frantar, Elias and Ashkboos, Saleh and Hoefler, Torsten and Alistarh, Dan},
  year          = {2023},
  origyear      = {2022},
  booktitle     = {{ICLR}},
  eprint        = {2210.17323},
  archiveprefix = {arXiv},
  url           = {https://arxiv.org/abs/2210.17323},
  code          = {https://github.com/IST-DASLab/gptq},
  links         = {https://example.org/project},
}"""

BIBTEX = {
    "papers/gptq/": GPTQ,
    "papers/provisional/": """@misc{provisional,
  title         = {{Learning to prompt for $O(n^2)$ vision}},
  author        = {Zhou, Kaiyang and others},
  year          = {2021},
  eprint        = {2301.00010},
  archiveprefix = {arXiv},
  url           = {https://arxiv.org/abs/2301.00010},
  note          = {working title},
  links         = {https://github.com/KaiyangZhou/CoOp},
}""",
    "papers/journal/": """@article{journal,
  title   = {{R\\&D for \\$5 at 100\\%: a\\_b \\#1 \\{x\\} \\textasciitilde{} \
\\textasciicircum{} \\textbackslash{}}},
  author  = {Müller, Jr., Hans and {Institute \\& Co}},
  year    = {2020},
  journal = {Journal of Systems Architecture},
  volume  = {12},
  pages   = {1--9},
  doi     = {10.1016/j.sysarc.2020.101},
}""",
}


@pytest.mark.parametrize("path", BIBTEX)
def test_bibtex_says_what_the_front_matter_says(
    sample: Site, open_page: OpenPage, path: str
) -> None:
    page = open_page()
    page.goto(sample.base + path)
    assert page.locator("#bibtex").text_content() == BIBTEX[path]


def test_pages_and_the_download_cite_alike(site: Site) -> None:
    """The page's citation is drawn by the theme, the download by the generator."""
    download = (site.folder / "references/references.bib").read_text(encoding="utf-8")
    blocks = [
        re.search(r'<code id="bibtex">(.*?)</code>', site.text(page), re.S) for page in site.pages()
    ]
    shown = "\n".join(html.unescape(block[1]) for block in blocks if block) + "\n"
    assert read_entries(shown) == read_entries(download)


def read_entries(bibtex: str) -> dict[str, dict[str, str]]:
    """Give the fields of each entry by its key; pages say the abstract elsewhere."""
    library = bibtexparser.parse_string(bibtex)
    assert not library.failed_blocks
    return {
        entry.key: {
            field.key: str(field.value) for field in entry.fields if field.key != "abstract"
        }
        | {"type": entry.entry_type}
        for entry in library.entries
    }


def copy_button(page: Page) -> None:
    page.locator(".sl-cite").get_by_role("button", name="Copy").click()
    expect(page.locator(".sl-cite [role=status]")).to_have_text("Copied")


def test_the_copy_button_copies_exactly(sample: Site, open_page: OpenPage) -> None:
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    page.goto(f"{sample.base}papers/gptq/")
    copy_button(page)
    assert page.evaluate("navigator.clipboard.readText()") == GPTQ


def test_the_copy_button_copies_without_the_clipboard_api(
    offline: Site, open_page: OpenPage
) -> None:
    page = open_page()
    page.add_init_script("delete Navigator.prototype.clipboard")
    name = offline.find("papers", 'id="bibtex"')
    assert name
    page.goto(offline.url(name))
    copy_button(page)
    expected = page.locator("#bibtex").text_content()
    page.evaluate("document.body.prepend(document.createElement('textarea'))")
    page.locator("body > textarea").focus()
    page.keyboard.press("Control+v")
    assert page.locator("body > textarea").input_value() == expected


def test_the_head_shows_what_the_front_matter_says(sample: Site, open_page: OpenPage) -> None:
    page = open_page()
    page.goto(f"{sample.base}papers/gptq/")
    assert page.locator(".sl-authors li").all_inner_texts()[1] == "Saleh Ashkboos"
    links = {a.inner_text(): a.get_attribute("href") for a in page.locator(".sl-links a").all()}
    assert links == {
        "arXiv 2210.17323": "https://arxiv.org/abs/2210.17323",
        "PDF": "https://arxiv.org/pdf/2210.17323",
        "Code": "https://github.com/IST-DASLab/gptq",
        "example.org": "https://example.org/project",
    }
    expect(page.get_by_role("link", name="Edit this page")).to_have_attribute(
        "href", re.compile(r"/edit/main/.*papers/gptq\.md$")
    )
    expect(page.get_by_role("link", name="Dan Alistarh")).to_have_attribute(
        "href", "../../authors/dan-alistarh/"
    )
    expect(page.get_by_role("link", name="The first seed")).to_be_visible()
    # The name is that of the topic's page, not made from its id.
    page.locator(".sl-topics").get_by_role("link", name="Compression and pruning").click()
    assert page.url == f"{sample.base}topics/model-compression/"


def test_the_head_carries_citation_tags(sample: Site) -> None:
    source = sample.text("papers/gptq/index.html")
    tags = re.findall(r'<meta name="(citation_\w+)" content="([^"]*)">', source)
    assert tags[0][1].startswith("GPTQ: Accurate Post-Training Quantization")
    assert [value for name, value in tags if name == "citation_author"][-1] == "Dan Alistarh"
    assert ("citation_publication_date", "2023") in tags  # of ICLR, as in BibTeX
    assert ("citation_pdf_url", "https://arxiv.org/pdf/2210.17323") in tags


def test_a_provisional_title_is_marked(sample: Site, open_page: OpenPage) -> None:
    page = open_page()
    page.goto(f"{sample.base}papers/provisional/")
    expect(page.get_by_text("Provisional title")).to_be_visible()
    expect(page.locator("h1")).to_have_text("Learning to prompt for O(n^2) vision")
    assert "and others" in page.locator(".sl-authors").inner_text()


def test_hostile_front_matter_is_text_everywhere(sample: Site, open_page: OpenPage) -> None:
    page = open_page()
    for path in ("", "papers/hostile/", "papers/"):
        page.goto(sample.base + path)
        page.locator("input.md-search__input").fill("hostile")
        expect(page.locator(".md-search-result__item").first).to_be_visible()
        assert (
            page.evaluate(
                "document.querySelectorAll('img, b[onmouseover], script:not([src], [type])').length"
            )
            == 0
        )
        assert page.locator("[href^='javascript:' i], [href^='data:' i]").count() == 0
    page.goto(f"{sample.base}papers/hostile/")
    expect(page.locator("h1")).to_contain_text("<script>alert(1)</script>")
    assert "<script>alert" not in sample.text("papers/hostile/index.html")
    assert "javascript:alert(8)" in page.locator(".sl-links").inner_text()
