"""What a list's `mkdocs.yml` need not say, and that what it says wins."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from drawing_pages import Seen

from lists import GPTQ, LENS, MKDOCS, PaperList, new_list
from shelflist.cli import main
from shelflist.problems import ShelflistError
from shelflist.site.building import build_site

pytestmark = pytest.mark.site


@pytest.fixture
def made(tmp_path: Path) -> PaperList:
    """Make a list whose settings name nothing but theme and plugin."""
    made = new_list(tmp_path, GPTQ, LENS)
    made.generate()
    return made


def build(made: PaperList) -> Path:
    return build_site(made.root, "site")


def read_tabs(site: Path, page: str = "index.html") -> dict[str, str]:
    html = (site / page).read_text(encoding="utf-8")
    nav = html.partition('<nav class="sl-nav"')[2].partition("</nav>")[0]
    return {title: url for url, title in re.findall(r'<a href="([^"]*)"[^>]*>([^<]*)</a>', nav)}


def test_the_menu_has_the_pages_that_there_are(made: PaperList) -> None:
    made.write("docs/reading-in-order.md", "# Reading in order\n")
    made.write("docs/how-we/choose.md", "# How we choose\n")
    made.write("docs/how-we/count.md", "# How we count\n")
    site = build(made)
    assert list(read_tabs(site).items()) == [
        ("Home", "."),
        ("Papers", "papers/"),
        ("Topics", "topics/"),
        ("Authors", "authors/"),
        ("References", "references/"),
        ("Reading in order", "reading-in-order/"),
        ("How we", "how-we/choose/"),
        ("About", "about/"),
    ]
    page = Seen((site / "how-we/choose/index.html").read_text(encoding="utf-8"))
    assert "../count/" in page.values("a", "href")


def test_a_page_that_is_gone_is_gone_from_the_menu(made: PaperList) -> None:
    made.path("docs/about.md").unlink()
    assert "About" not in read_tabs(build(made))


def test_a_lists_own_menu_wins(made: PaperList) -> None:
    made.write("mkdocs.yml", f"{MKDOCS}nav:\n  - Start: index.md\n  - Read: papers/index.md\n")
    made.path("docs/about.md").unlink()
    assert read_tabs(build(made)) == {"Start": ".", "Read": "papers/"}


def test_a_page_that_a_lists_own_menu_forgets_is_told(made: PaperList) -> None:
    made.write("mkdocs.yml", f"{MKDOCS}nav: [index.md, about.md]\n")
    made.write("docs/forgotten.md", "# Forgotten\n")
    with pytest.raises(ShelflistError) as refused:
        build(made)
    said = str(refused.value.problems[0])
    assert "forgotten.md" in said
    assert "papers/" not in said  # papers stand in no menu


PAGE = """\
# Ours

!!! note
    A box.

<div markdown="1">
*Inside.*
</div>

| a | b |
|---|---|
| c | d |

Words[^1] and $x^2$ {: .ours }

[^1]: Note.
"""


def test_pages_may_use_the_usual_extensions(made: PaperList) -> None:
    made.write("docs/ours.md", PAGE)
    page = (build(made) / "ours/index.html").read_text(encoding="utf-8")
    elements = Seen(page).elements
    assert {"em", "table", "math", "sup"} <= {*elements}
    assert 'class="admonition note"' in page
    assert 'title="Link to this section"' in page


def test_a_lists_own_extensions_come_on_top_and_their_settings_win(made: PaperList) -> None:
    own = "markdown_extensions:\n  - abbr\n  - toc: {permalink: false}\n"
    made.write("mkdocs.yml", MKDOCS + own)
    made.write("docs/ours.md", f"{PAGE}\n## Below\n\nHTML\n\n*[HTML]: Hypertext\n")
    page = (build(made) / "ours/index.html").read_text(encoding="utf-8")
    body = page.partition("<article")[2]
    assert '<abbr title="Hypertext">' in body
    assert 'class="headerlink"' not in body
    assert 'class="admonition note"' in body


BROKEN = "[far](/papers/)\n\n[place](index.md#nowhere)\n"


def test_links_are_checked_unless_a_list_says_otherwise(made: PaperList) -> None:
    made.write("docs/ours.md", BROKEN)
    with pytest.raises(ShelflistError) as refused:
        build(made)
    said = " ".join(str(problem) for problem in refused.value.problems)
    assert "/papers/" in said
    assert "#nowhere" in said
    own = "validation: {links: {anchors: ignore, absolute_links: ignore}}\n"
    made.write("mkdocs.yml", MKDOCS + own)
    assert (build(made) / "ours/index.html").is_file()


def test_what_a_file_inherits_is_the_lists_own(made: PaperList) -> None:
    made.write("base.yml", "validation: {links: {anchors: ignore, absolute_links: ignore}}\n")
    made.write("mkdocs.yml", f"INHERIT: base.yml\n{MKDOCS}")
    made.write("docs/ours.md", BROKEN)
    assert (build(made) / "ours/index.html").is_file()


def test_another_theme_is_told_with_the_mend(
    made: PaperList, capsys: pytest.CaptureFixture[str]
) -> None:
    made.write("mkdocs.yml", MKDOCS.replace("theme: shelflist", "theme: readthedocs"))
    assert main(["-C", str(made.root), "build"]) == 1
    assert "theme: shelflist" in capsys.readouterr().err
