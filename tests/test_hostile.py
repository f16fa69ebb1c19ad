"""Text in a seed is data: whatever it looks like, pages show it as plain text."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import markdown
import pytest
import yaml

from lists import GPTQ, LENS, PaperList, new_list, to_csl
from shelflist.edits.pagefile import parse_page

TITLES = [
    "No",
    "1e3",
    "2023-01-01",
    "0123",
    "A title: with a colon # and more",
    "--- three rules",
    "\"Quoted\" and 'single' and `code`",
    "Back\\slash and \\n not a line",
    "<script>alert(1)</script> in a title",
    "<img src=x onerror=alert(1)> Pictures",
    "*Stars* and _lines_ and [links](javascript:alert(1))",
    "{{ 7*7 }} and {% raw %} braces",
    "<!-- /shelflist --> closes",
    "<!-- shelflist: abstract --> opens",
    "&lt;entities&gt; &amp; &#60;b&#62;",
    "A | table | row",
    "# Not a heading",
    "1. Not a list",
    "- Not a list either",
    "> Not a quote",
    "![image](http://example.org/x.png)",
    "{: .class onclick=alert(1) }",
    "[^1]: a note",
    "!!! note",
    "Title with `` two ticks",
    "::: fences ~~~ ```",
    "<style>body{display:none}</style> styles",
    "</h1></div></body></html> closing",
    "${jndi} $(sh) %(format)s {0}",
    'https://example.org/x"onmouseover=alert(1)',
    "On $[0, 1)$ and closing] brackets",
    "Half [open and (half) closed) \\[more\\]",
    "See https://example.org/a_b_c*d* there",
    "](javascript:alert(7))",
    "a][b]: javascript:alert(8)",
]
ABSTRACT = """\
First sentence of it: <script>alert(2)</script> and <b onclick="alert(3)">bold</b>.

---

<!-- /shelflist -->
<!-- shelflist: related -->
{{ 7*7 }} {% include "x" %} [click](javascript:alert(4)) ![x](http://example.org/y.png)

# Heading

    code

```
fence
```

| a | b |
|---|---|

- item <javascript:alert(5)> &lt;i&gt; <iframe src="//example.org"></iframe>

[^1]: note

!!! warning
    text
"""
EXTENSIONS = [
    *("tables", "attr_list", "admonition", "footnotes", "def_list", "md_in_html", "toc"),
    *("pymdownx.superfences", "pymdownx.highlight", "shelflist.mathml"),
]
ALLOWED = {
    *("p", "h1", "h2", "h3", "ul", "ol", "li", "a", "em", "strong", "small", "br", "code", "div"),
    *("table", "thead", "tbody", "tr", "th", "td", "svg", "rect", "text", "figure", "span", "i"),
    *("msup", "msub", "mtext", "mspace", "mstyle"),
    "pre",
    *("math", "mrow", "mi", "mn", "mo", "semantics", "annotation"),
}


def items() -> list[dict[str, object]]:
    return [
        {
            **GPTQ,
            "id": f"x{number}",
            "DOI": f"10.1000/x{number}",
            "title": title,
            "container-title": title,
            "author": [{"literal": title}, {"family": title, "given": "Eve"}],
            "abstract": f"Paper number {number} says {title} in words. {ABSTRACT}",
            "URL": "javascript:alert(6)",
            "keyword": title,
            "note": title,
        }
        for number, title in enumerate(TITLES)
    ]


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> PaperList:
    made = new_list(tmp_path_factory.mktemp("hostile"), *items(), LENS)
    account = made.generate()
    assert account.papers == len(TITLES) + 1
    return made


class Tags(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.wrong: list[str] = []
        self.links: set[str] = set()
        self.open_links = 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.open_links += tag == "a"
        if self.open_links > 1:
            self.wrong.append("a link in a link")
        for name, value in attrs:
            address = (value or "").strip().lower()
            if name == "href":
                self.links.add(address)
            is_wrong = address.startswith(("javascript:", "data:", "vbscript:"))
            if name.startswith("on") or (name in ("href", "src") and is_wrong):
                self.wrong.append(f"{tag} {name}={value}")

    def handle_endtag(self, tag: str) -> None:
        self.open_links -= tag == "a"


def to_html(text: str) -> tuple[str, Tags]:
    body = re.sub(r"\A---\n.*?\n---\n", "", text, flags=re.S)
    html = markdown.markdown(body, extensions=EXTENSIONS)
    return html, Tags(html)


def test_every_page_holds_only_our_own_markup(hostile: PaperList) -> None:
    for path in sorted(hostile.path("docs").rglob("*.md")):
        _, found = to_html(path.read_text(encoding="utf-8"))
        assert found.wrong == [], path
        assert found.tags <= ALLOWED, path


def test_front_matter_means_the_same_to_us_and_to_the_builder(hostile: PaperList) -> None:
    titles = set()
    for slug, text in hostile.papers().items():
        page = parse_page(text, slug)
        front = yaml.safe_load(text.split("\n---\n")[0].removeprefix("---\n"))
        assert isinstance(front["title"], str)
        titles.add(front["title"])
        assert front["doi"] == page.fields["doi"]
        for name, value in page.fields.items():
            expected = list(value) if isinstance(value, tuple) else value
            found = front[name]
            if name in ("year", "more_authors", "provisional_title"):
                found = str(found).lower()
            assert found == expected, (slug, name)
        assert "javascript:alert(6)" not in (front.get("url"), *front.get("links", []))
        assert list(page.passages) == ["abstract"]
    words = {re.sub(r"\W+", " ", title).strip() for title in titles}
    for title in ("No", "1e3", "2023-01-01", "0123"):
        assert re.sub(r"\W+", " ", title) in words


def test_words_are_shown_as_they_are(hostile: PaperList) -> None:
    shown = {
        slug: unescape(re.sub(r"<[^>]+>", "", to_html(text)[0]))
        for slug, text in hostile.papers().items()
    }
    everything = "\n".join(shown.values())
    assert "{{ 7*7 }}" in everything
    assert "49" not in everything
    assert "alert(2)" in everything
    assert "[click](javascript:alert(4))" in everything


def test_every_list_links_to_every_page(hostile: PaperList) -> None:
    _, found = to_html(hostile.text("docs/papers/index.md"))
    assert {f"../papers/{slug}.md" for slug in hostile.papers()} <= found.links


def test_a_second_run_changes_nothing(hostile: PaperList) -> None:
    assert hostile.generate().files_written == 0


def test_hostile_names_of_seeds(tmp_path: Path) -> None:
    made = new_list(tmp_path, GPTQ)
    for name in (
        "<b>x</b>.json",
        "{{ 7*7 }}.json",
        "index.json",
        "INDEX.json",
        "a`b`.json",
        "é.json",
    ):
        made.write(f"seeds/{name.replace('/', '')}", to_csl(LENS))
    made.generate()
    assert made.generate().files_written == 0
    for path in sorted(made.path("docs").rglob("*.md")):
        _, found = to_html(path.read_text(encoding="utf-8"))
        assert found.wrong == [] and found.tags <= ALLOWED, path
    assert "# References" in made.text("docs/references/index.md")
