import html
import re
from html.parser import HTMLParser

import markdown
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shelflist.text.clean import clean_text
from shelflist.text.markdown import from_markdown, to_markdown
from shelflist.text.math import split_math

EXTENSIONS = [
    "tables", "attr_list", "admonition", "footnotes", "def_list", "toc", "md_in_html",
    "pymdownx.superfences", "pymdownx.highlight", "shelflist.mathml",
]  # fmt: skip
PROCESSOR = markdown.Markdown(extensions=EXTENSIONS)

PIECES = [
    "$", "\\", "{", "}", "_", "*", "`", "[", "]", "(", ")", "<", ">", "&", "~", "#", "+", "-", ".",
    "!", "\\|", "\\",
    "|", ":", "^", " ", "\n\n", "a", "1", "word", "é", "https://a.org/b_c", "http://", "<b>",
    "</p>",
    "<script>", "<!-- shelflist: abstract -->", "&copy;", "```", "~~~", "!!! note", "1. ", "- ",
    "[TOC]", "[a]: x", "{: .x}", "{: onclick=x}", "$x$", "$a<b$", "$5", "\\$", "$$", "\\[",
    "<https://a.org>", "javascript:", "=", "?", "{{ x }}", "_x_", "**b**", "[^1]: n", "*[abbr]: y",
]  # fmt: skip
TEXTS = st.one_of(st.lists(st.sampled_from(PIECES), max_size=12).map("".join), st.text(max_size=40))


def render(source: str) -> str:
    return str(PROCESSOR.reset().convert(source))


def to_shown(page: str) -> str:
    page = re.sub(r"<math .*?</math>|<code class=\"math\">.*?</code>", "\ue001", page, flags=re.S)
    paragraphs = re.findall(r"<p>(.*?)</p>", page, re.S)
    return html.unescape(re.sub(r"<[^>]*>", "", "\n\n".join(paragraphs)))


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_markdown_gives_the_text_back(raw: str) -> None:
    clean = clean_text(raw)
    assert from_markdown(to_markdown(clean)) == clean


def attribute_names(page: str) -> list[str]:
    names: list[str] = []
    parser = HTMLParser()
    parser.handle_starttag = lambda _, attrs: names.extend(name for name, _ in attrs)  # type: ignore[method-assign]
    parser.feed(page)
    return names


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_a_page_shows_exactly_the_text(raw: str) -> None:
    clean = clean_text(raw)
    page = render(to_markdown(clean))
    without_math = re.sub(r"<math .*?</math>|<code class=\"math\">.*?</code>", "", page, flags=re.S)
    assert set(re.findall(r"<(/?\w+)", without_math)) <= {"p", "/p", "a", "/a"}
    assert not [name for name in attribute_names(page) if name.startswith("on")]
    expected = "".join("\ue001" if is_math else piece.replace("\\$", "$")
                       for is_math, piece in split_math(clean))  # fmt: skip
    assert to_shown(page) == expected


@pytest.mark.parametrize(
    "clean",
    [
        "BERT_BASE and BERT_LARGE, C_{x} > y, GPT-4V(ision), Theory&Interpretability, (1) foo",
        "5 * 3 = 15 - see [12] and f(x) | g, #spike and @Aiden at 50%!",
        "a < b and b > c, $x_i * y_j * z$ costs $5",
    ],
)
def test_ordinary_text_needs_no_escapes(clean: str) -> None:
    assert to_markdown(clean) == clean


@pytest.mark.parametrize(
    ("clean", "expected"),
    [
        ("see https://a.org/x_y?a=1&b=2*c.", "see <https://a.org/x_y?a=1&b=2*c>."),
        ("[x](javascript:alert(1))", "\\[x](javascript:alert(1))"),
        ("<!-- shelflist: abstract -->", "&lt;!-- shelflist: abstract -->"),
        ("1. one", "1\\. one"),
        ("# one", "\\# one"),
    ],
)
def test_what_would_act_is_escaped(clean: str, expected: str) -> None:
    assert to_markdown(clean) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("A [link](https://a.org) and *emphasis* and **strong** `code`",
         "A link and emphasis and strong code"),
        ("over\ntwo lines\n\nnext <https://a.org/x>", "over two lines\n\nnext https://a.org/x"),
        ("# Heading &amp; _more_ <b>bold</b>", "Heading & more bold"),
    ],
)  # fmt: skip
def test_reads_what_people_write(written: str, expected: str) -> None:
    assert from_markdown(written) == expected
