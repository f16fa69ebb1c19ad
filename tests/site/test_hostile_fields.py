"""Nothing that front matter holds becomes markup, on whatever page it is shown."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pytest
from drawing_pages import Seen, draw_paper
from hypothesis import given, settings
from hypothesis import strategies as st

from lists import GPTQ, LENS, TREES, new_list
from shelflist.formats.page_fields import PAGE_FIELDS
from shelflist.site.building import build_site

SIGNS = (
    "</script>", "</title>", "</code></pre>", "</textarea>", "<!--", "-->", "<x-evil a='", '">',
    "' onclick=alert(1) ",
    '" onclick="alert(1)', "<img src=x onerror=alert(1)>", "<b>", "&lt;b&gt;",
    "{{ 7*7 }}", "{% raw %}", "javascript:alert(1)", "data:text/html,<b>", "[a](javascript:b)",
    "`", "\\", "\n", "$x$", "$<b>$", "]]>", "{: onclick=b }", "\u2028",
)  # fmt: skip
TEXT = st.lists(st.sampled_from(SIGNS), min_size=1, max_size=4).map("".join)
TEXTS = [name for name in sorted(PAGE_FIELDS) if name not in ("template", "search")]


def check_markup(page: str) -> None:
    """Make sure that every element of a page is one of the theme's."""
    seen = Seen(page)
    assert not {"x-evil", "img", "b", "i", "iframe", "textarea"} & {*seen.elements}
    assert not [name for _, name, _ in seen.attributes if name.startswith("on")]
    for _, name, value in seen.attributes:
        assert name not in ("href", "src") or not re.match(r"\s*(?:javascript|data):", value, re.I)
    counts = Counter(seen.elements)
    assert (counts["html"], counts["head"], counts["body"], counts["title"]) == (1, 1, 1, 1)
    assert counts["h1"] == 1
    scripts = re.findall(r"<script([^>]*)>(.*?)</script>", page, re.DOTALL)
    assert len(scripts) == counts["script"]
    for attributes, text in scripts:
        assert json.loads(text) if "ld+json" in attributes else not text


@settings(max_examples=120, deadline=None)
@given(st.dictionaries(st.sampled_from(TEXTS), TEXT | st.lists(TEXT, max_size=2), max_size=6))
def test_no_field_of_a_paper_becomes_markup(fields: dict[str, object]) -> None:
    page = draw_paper(json.dumps(fields))
    check_markup(page)
    assert len(re.findall(r"<code id=", page)) == page.count("</code></pre>") == 4


EVIL = "E </script></title></code></pre>--><x-evil onclick='a' b=\"c\"><b>x</b>{{ 7*7 }} end"
LIST = {
    "docs/papers/evil.md": {
        name: [EVIL, f"{EVIL} 2"]
        if name in ("authors", "editors", "translators", "keywords", "links", "other_ids")
        else f"{name} {EVIL}"
        for name in TEXTS
        if name not in ("year", "month", "type", "topics", "found_in", "provisional_title")
    }
    | {"topics": ["evil"], "found_in": ["evil"], "year": 2024, "added": "2024-01-02"},
    "docs/papers/second.md": {"title": f"Second {EVIL}", "authors": [EVIL], "topics": [EVIL]},
    "docs/topics/evil.md": {"title": f"Topic {EVIL}", "description": f"About {EVIL}"},
    "docs/references/evil.md": {"title": f"Seed {EVIL}", "date": EVIL},
    "docs/own.md": {"title": f"Own {EVIL}", "description": f"Mine {EVIL}", "made_from": EVIL},
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build a list in which every text is hostile."""
    made = new_list(tmp_path_factory.mktemp("hostile"), GPTQ, LENS, TREES)
    made.generate()
    settings_text = {
        "site_name": f"Site {EVIL}",
        "site_description": f"Of {EVIL}",
        "theme": "shelflist",
        "plugins": ["shelflist"],
        "site_url": "https://example.org/list/",
        "validation": {"nav": {"omitted_files": "ignore"}},
    }
    made.write("mkdocs.yml", json.dumps(settings_text))
    for name, fields in LIST.items():
        body = "\n<!-- shelflist: papers -->\n<!-- /shelflist -->\n" if "topics/" in name else ""
        made.write(name, f"---\n{json.dumps(fields)}\n---\n{body}\nWords.\n")
    return build_site(made.root, "site")


def test_no_page_of_a_site_has_markup_from_front_matter(site: Path) -> None:
    pages = sorted(site.rglob("*.html"))
    assert len(pages) > 12
    for page in pages:
        check_markup(page.read_text(encoding="utf-8"))


SHOWN = {
    "index.html": ("Site E <", "Of E <", "title E <", "Topic E <"),
    "papers/index.html": ("title E <", "Second E <", "venue E <"),
    "papers/evil/index.html": ("title E <", "venue E <", "note E <", "Topic E <", "Seed E <"),
    "papers/second/index.html": ("Second E <",),
    "topics/index.html": ("Topic E <", "About E <"),
    "topics/evil/index.html": ("Topic E <", "title E <"),
    "authors/index.html": ("E </script>",),
    "references/index.html": ("Seed E <", "title E <"),
    "own/index.html": ("Own E <",),
}


@pytest.mark.parametrize("page", SHOWN)
def test_it_is_shown_as_it_was_typed(site: Path, page: str) -> None:
    words = " ".join(Seen((site / page).read_text(encoding="utf-8")).words.split())
    for text in SHOWN[page]:
        assert text in words


def test_what_scripts_load_stays_data(site: Path) -> None:
    for path in site.glob("search/*.js"):
        text = path.read_text(encoding="utf-8")
        assert "x-evil" in text
        assert "<" not in text
        for line in text.splitlines()[1:-1]:
            assert json.loads(line.removesuffix(",")) is not None
