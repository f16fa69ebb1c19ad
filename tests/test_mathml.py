import re
import xml.etree.ElementTree as etree

import markdown
import pytest

from shelflist.mathml import to_mathml


def render(source: str) -> str:
    extensions = ["shelflist.mathml", "pymdownx.superfences"]
    return str(markdown.markdown(source, extensions=extensions))


@pytest.mark.parametrize("source", ["$x_1*y*z_2$", r"\(x_1*y*z_2\)"])
def test_inline_formulas_are_drawn(source: str) -> None:
    page = render(f"a {source} b")
    assert '<math display="inline" alttext="x_1*y*z_2">' in page
    assert "<em>" not in page
    assert page.startswith("<p>a ")


@pytest.mark.parametrize("source", ["$$x^2$$", r"\[x^2\]"])
def test_display_formulas_are_drawn(source: str) -> None:
    assert 'display="block"' in render(source)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (r"\$x$ and \\$y$", None),
        ("`$x$`", "<code>$x$</code>"),
        ("$5 and $10", "<p>$5 and $10</p>"),
        ("$ x $", "<p>$ x $</p>"),
        (r"costs \$5", "<p>costs $5</p>"),
    ],
)
def test_dollars_that_are_not_mathematics(source: str, expected: str | None) -> None:
    page = render(source)
    if expected is None:
        assert page.startswith("<p>$x$ and \\<math")
    else:
        assert expected in page
        assert "<math" not in page


def test_code_blocks_are_left_alone() -> None:
    assert "<math" not in render("```\n$x$\n```\n")


@pytest.mark.parametrize(
    "latex",
    ["<script>alert(1)</script>", r"\text{<img onerror=1>}", r"\href{javascript:x}{y}",
     r"\style{color:red}{x}", "&lt;script&gt;", r'\text{" onload="x}'],
)  # fmt: skip
def test_nothing_can_be_injected(latex: str) -> None:
    drawn = to_mathml(latex)
    etree.fromstring(drawn)
    assert not re.search(r"<(?!/?(?:math|m[a-z]+|code)\b)", drawn)
    assert not re.search(r"<[^>]*\s(?:href|style|on\w+)=[^>]*>", re.sub(r'"[^"]*"', '""', drawn))


@pytest.mark.parametrize("latex", [r"\foo x", "{", r"\left( x", "x\\", "{" * 5000])
def test_what_cannot_be_drawn_is_shown_as_its_source(latex: str) -> None:
    assert to_mathml(latex).startswith('<code class="math">')


def test_relations_are_characters() -> None:
    assert "<mo>&lt;</mo>" in to_mathml("a < b")
    assert "xmlns" not in to_mathml("a")
