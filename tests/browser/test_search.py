from __future__ import annotations

import json
import re
import statistics
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from sites import OpenPage, Site

FIELD = "input.md-search__input"
RESULT = "ol.md-search-result__list > li.md-search-result__item > a.md-search-result__link"


@pytest.fixture(params=["http", "file"])
def home(request: pytest.FixtureRequest, open_page: OpenPage) -> Page:
    site: Site = request.getfixturevalue("site" if request.param == "http" else "offline")
    page = open_page()
    page.goto(site.url("index.html"))
    return page


def read_index(site: Site) -> list[list[str]]:
    index: list[list[str]] = read_data(site, "index")
    return index


def read_texts(site: Site) -> list[str]:
    texts: list[str] = read_data(site, "text")
    return texts


def read_data(site: Site, name: str) -> Any:
    text = (site.folder / "search" / f"{name}.js").read_text(encoding="utf-8")
    return json.loads(re.sub(r",\s*\]", "]", text[text.index("=") + 1 :].rstrip().rstrip(";")))


def rare_word(site: Site) -> tuple[str, str]:
    """A word that stands in one abstract alone, and the title of its paper."""
    index, texts = read_index(site), read_texts(site)
    rest = [" ".join(map(str, entry)).lower() for entry in index]
    for at, text in enumerate(texts):
        if index[at][6] != "paper":
            continue
        for word in re.findall(r"\b[a-z]{8,}\b", text):
            others = (other.lower() for i, other in enumerate(texts) if i != at)
            if not any(word in other for other in others) and not any(word in r for r in rest):
                return word, index[at][1]
    raise AssertionError("no abstract has a word of its own")


def test_a_word_of_an_abstract_finds_its_paper(home: Page, site: Site) -> None:
    word, title = rare_word(site)
    home.locator(FIELD).fill(word)
    first = home.locator(RESULT).first
    expect(first).to_contain_text(title)
    expect(first.locator(".sl-results__text mark").first).to_have_text(re.compile(word, re.I))
    expect(home.locator("[role=status]", has_text="1 result")).to_be_visible()
    first.click()
    expect(home.locator("h1")).to_have_text(title)


def test_an_author_finds_the_papers(home: Page, site: Site) -> None:
    entry = next(e for e in read_index(site) if e[6] == "paper" and "," in e[2])
    author = entry[2].split(", ")[0]
    home.locator(FIELD).fill(author)
    expect(home.locator(RESULT, has_text=entry[1])).to_be_visible()


def test_every_word_must_be_there_and_accents_do_not_matter(
    sample: Site, open_page: OpenPage
) -> None:
    page = open_page()
    page.goto(sample.base)
    for query, expected in {
        "elan": 1,
        "ÉLAN": 1,
        "quantization frantar": 1,
        "quantiz": 1,
        "quantization zzzz": 0,
        "gptq 2023": 1,
        "2301.00010": 1,
        "博士": 1,
        "!!": 0,
    }.items():
        page.locator(FIELD).fill(query)
        expect(page.locator(".sl-results__count")).to_have_text(
            "1 result" if expected else "Nothing found"
        )
        assert page.locator(RESULT).count() == expected, query


def test_titles_of_related_papers_are_not_what_a_paper_says(
    sample: Site, open_page: OpenPage
) -> None:
    page = open_page()
    page.goto(f"{sample.base}papers/gptq/")
    expect(page.locator(".sl-related")).to_contain_text("More in Compression and pruning")
    assert "More in" not in (sample.folder / "search/text.js").read_text(encoding="utf-8")
    page.locator(FIELD).fill("person's note")
    expect(page.locator(RESULT)).to_have_count(1)


def test_title_comes_before_author_before_text(sample: Site, open_page: OpenPage) -> None:
    page = open_page()
    page.goto(sample.base)
    page.locator(FIELD).fill("ranking")
    expect(page.locator(RESULT)).to_have_count(3)
    titles = page.locator(".sl-results__title").all_inner_texts()
    assert titles == ["Ranking by title", "Found by its author", "Found by its text"]


@pytest.mark.parametrize("key", ["/", "s", "Control+k", "Meta+k"])
def test_the_keyboard_is_enough(sample: Site, open_page: OpenPage, key: str) -> None:
    page = open_page()
    page.goto(sample.base)
    page.keyboard.press(key)
    expect(page.locator(FIELD)).to_be_focused()
    page.keyboard.type("ranking")
    expect(page.locator(RESULT)).to_have_count(3)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(page.locator(RESULT).nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(page.locator(FIELD)).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#sl-results")).to_be_hidden()
    expect(page.locator(FIELD)).to_be_focused()
    page.keyboard.type("x")
    page.keyboard.press("Backspace")
    expect(page.locator(RESULT)).to_have_count(3)
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Ranking by title")


def test_a_slash_in_a_field_is_a_slash(sample: Site, open_page: OpenPage) -> None:
    page = open_page()
    page.goto(sample.base)
    page.locator(FIELD).fill("")
    page.keyboard.type("a/s")
    expect(page.locator(FIELD)).to_have_value("a/s")


def test_the_address_may_ask(sample: Site, open_page: OpenPage) -> None:
    page = open_page()
    page.goto(f"{sample.base}?q=ranking")
    expect(page.locator(RESULT)).to_have_count(3)


def test_search_waits_until_somebody_searches(sample: Site, open_page: OpenPage) -> None:
    page = open_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(sample.base)
    assert not [url for url in asked if "/search/" in url]


def test_ten_thousand_papers_answer_in_a_tenth_of_a_second(
    sample: Site, open_page: OpenPage
) -> None:
    words = [
        f"{a}{b}"
        for a in ("neur", "vis", "lang", "proto", "meta")
        for b in ("al", "ion", "uage", "col")
    ]
    index = [
        [
            f"p{i}/",
            f"A {words[i % 20]} paper {i}",
            f"Author {i % 97}",
            "2023",
            "",
            [],
            "paper",
            f"id{i}",
        ]
        for i in range(10_000)
    ]
    texts = [" ".join(words[(i * k) % 20] for k in range(1, 200)) for i in range(10_000)]
    page = open_page()
    bodies = {
        "index": f"globalThis.shelflistIndex={json.dumps(index)}",
        "text": f"globalThis.shelflistText={json.dumps(texts)}",
    }
    for name, body in bodies.items():
        page.route(
            f"**/search/{name}.js",
            lambda route, _, body=body: route.fulfill(body=body, content_type="text/javascript"),
        )
    page.goto(sample.base)
    page.locator(FIELD).fill("metacol")
    expect(page.locator(".sl-results__count")).to_contain_text("results")
    page.wait_for_timeout(2500)  # the texts are folded in small steps
    times = page.evaluate(
        """() => ["n", "ne", "neural", "vision 77", "author 96 lang", "nothing"].map((query) => {
            const field = document.querySelector("input.md-search__input");
            field.value = query;
            const start = performance.now();
            field.dispatchEvent(new Event("input"));
            return performance.now() - start;
        })"""
    )
    print("milliseconds:", times)
    assert statistics.median(times) <= 100, times
