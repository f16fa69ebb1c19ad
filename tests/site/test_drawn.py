"""Pages that the plugin draws by itself are what MkDocs would make of them, byte for byte."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import Markdown

from lists import ROOT, PaperList, copy_reading_list
from shelflist.site.defaults import EXTENSIONS
from shelflist.site.drawing import _convert_words

SAMPLE = ROOT / "tests/browser/sample"
HOOK = """\
from collections.abc import Callable
from pathlib import Path

def on_page_content(html, *, page, **_):
    with Path(__file__).with_name("seen.txt").open("a", encoding="utf-8") as file:
        file.write(page.file.src_uri + "\\n")
"""


def build(made: PaperList, name: str) -> dict[str, bytes]:
    """Build a list with plain MkDocs, strictly, and read its site."""
    site = made.root.parent / name
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(site)]
    done = subprocess.run(
        command,
        cwd=made.root,
        env=os.environ | {"SOURCE_DATE_EPOCH": "1700000000"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return {p.relative_to(site).as_posix(): p.read_bytes() for p in site.rglob("*") if p.is_file()}


def copy_sample(target: Path) -> PaperList:
    shutil.copytree(SAMPLE, target)
    return PaperList(target)


def make_reading_list(target: Path) -> PaperList:
    made = copy_reading_list(target)
    made.generate()
    # Beside the plain pages, some that need MkDocs.
    first, second, third = sorted(made.papers())[:3]
    made.write(
        "docs/authors/notes.md", "# Notes on names\n\nA name[^1].\n\n[^1]: It is a footnote.\n"
    )
    for slug, said in (
        (first, f"See [another](./{second}.md) and $x^2$.\n"),
        (second, "## A heading\n\n!!! note\n\n    With a box.\n"),
        (third, "Words alone, *and* a list:\n\n- one\n- two\n"),
    ):
        made.write(f"docs/papers/{slug}.md", f"{made.text(f'docs/papers/{slug}.md')}\n{said}")
    return made


@pytest.mark.site
@pytest.mark.parametrize("make", [make_reading_list, copy_sample], ids=["reading list", "sample"])
def test_a_site_is_the_same_whoever_draws_its_pages(
    tmp_path: Path, make: Callable[[Path], PaperList]
) -> None:
    made = make(tmp_path / "list")
    ours = build(made, "ours")
    made.write("hooks/seen.py", HOOK)
    made.write("mkdocs.yml", f"{made.text('mkdocs.yml')}hooks: [hooks/seen.py]\n")
    theirs = build(made, "theirs")
    assert ours.keys() == theirs.keys()
    assert [name for name, data in ours.items() if theirs[name] != data] == []

    seen = made.text("hooks/seen.txt").split("\n")[:-1]
    assert len(seen) == len(set(seen))
    docs = {p.relative_to(made.path("docs")).as_posix() for p in made.path("docs").rglob("*.md")}
    parts = {name for name in docs if "\npart_of:" in made.text(f"docs/{name}")}
    assert {*seen} >= docs - parts
    pages = {name for name in theirs if name.endswith(".html") and name != "404.html"}
    assert {to_page(name) for name in seen} == pages


def to_page(src_uri: str) -> str:
    stem = src_uri.removesuffix(".md")
    return f"{stem}.html" if stem.split("/")[-1] == "index" else f"{stem}/index.html"


WORDS = st.text("abXY é漢ʼ019 .,;:()%'\"’‘“”–—/+=-_*&<>$\\[]!`#|~^{}@\t", max_size=30)
MARKED = """\
- one
1. one
+ one
* one
Term
: its meaning
    code
> said
$x_1 < y$
$$a$$
x_1 and x_2
snake_case_name
a__b__c
# no
===
---
&amp; AT&T
[a](b)
[a]: b
http://a.example
a|b
-|-
[^1]
[^1]: x
<!-- a -- b -->
<b>bold</b>
ends in two\x20\x20
!!! note
{: .class }
word{: #id }
*[HTML]: text"""
PLAIN = (
    "",
    "A sentence. Another, longer one (2023).",
    "A–B — “so”: e.g. 3/4 = 75%",
    "<!-- shelflist: abstract 0123456789 -->",
    "<!-- /shelflist -->",
)
LINES = st.one_of(st.sampled_from(PLAIN), st.sampled_from(MARKED.split("\n")), WORDS)


@pytest.fixture(scope="module")
def markdown() -> Markdown:
    """Give the parser of a list that names no extensions."""
    return Markdown(
        extensions=["toc", "tables", "fenced_code", *EXTENSIONS],
        extension_configs={name: dict(options) for name, options in EXTENSIONS.items()},
    )


@settings(max_examples=600, deadline=None)
@given(st.lists(LINES, max_size=7).map("\n".join))
def test_words_need_no_parser(markdown: Markdown, body: str) -> None:
    assert _convert_words(body) in (None, markdown.reset().convert(body))


@pytest.mark.parametrize("count", range(1, 7))
def test_words_and_comments_in_every_order(markdown: Markdown, count: int) -> None:
    for lines in product(("Words, and (more) of them.", "<!-- A mark. -->", ""), repeat=count):
        body = "\n".join(lines)
        assert _convert_words(body) in (None, markdown.reset().convert(body)), body


def test_usual_abstracts_need_no_parser(markdown: Markdown) -> None:
    marked = "<!-- shelflist: abstract 0123456789 -->\nWords.\n<!-- /shelflist -->\n"
    for body in ("Words – “so”.\n", marked, f"{marked}\nMine.\n", f"{marked}\n<!-- Here. -->\n"):
        assert _convert_words(body) == markdown.reset().convert(body)
