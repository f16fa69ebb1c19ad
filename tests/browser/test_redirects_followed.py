"""A browser that asks for an old address lands on the new page, also without script."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect
from sites import OpenPage, Site, broken_links, build, serve

from lists import GPTQ, LENS, READING_LIST, TREES, new_list

AXE = (Path(__file__).parent / "vendor/axe.min.js").read_text(encoding="utf-8")
RUN_AXE = """async () => (await axe.run()).violations.flatMap((rule) =>
  rule.nodes.map((node) => `${rule.id} (${rule.impact}): ${node.target} ${node.failureSummary}`))"""
LINES = """\
papers/old papers/lens-every-image#cite
papers/older /papers/old.html
very/old/place papers/gptq-accurate-quantization.md
list papers/
start /
"""
OLD = {
    "papers/old": "A Lens for Every Image",
    "papers/older": "A Lens for Every Image",
    "very/old/place": "GPTQ: Accurate Quantization",
    "list": "All papers",
    "start": "Pre-trained models: a reading list",
    # What the generator wrote by itself when the page was renamed.
    "papers/pruning-trees-winter": "Pruning Trees in Winter",
}


@pytest.fixture(scope="module")
def config(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a list with old addresses."""
    made = new_list(tmp_path_factory.mktemp("moved"), GPTQ, LENS, TREES)
    made.write("mkdocs.yml", (READING_LIST / "mkdocs.yml").read_bytes())
    made.generate()
    papers = made.path("docs/papers")
    (papers / "pruning-trees-winter.md").rename(papers / "trees.md")
    made.write("docs/redirects", LINES)
    made.generate()
    return made.path("mkdocs.yml")


@pytest.fixture(scope="module")
def served(config: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The list served over HTTP below a path."""
    folder = tmp_path_factory.mktemp("moved-site")
    build(config, folder, directory_urls=True)
    with serve(folder, config) as site:
        yield site


@pytest.fixture(scope="module")
def opened(config: Path, tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The list as it opens by double click."""
    folder = tmp_path_factory.mktemp("moved-offline")
    build(config, folder, directory_urls=False)
    return Site(folder, folder.as_uri() + "/", False)


def follow(page: Page, site: Site, form: str) -> None:
    """Ask for every old address in one form."""
    for old, title in OLD.items():
        page.goto(f"{site.base}{form.format(old)}", wait_until="commit")
        expect(page.locator("article h1")).to_have_text(re.compile(f"^{re.escape(title)}"))
        assert page.url.startswith(site.base)
        assert old == "list" or f"/{old}" not in page.url.removeprefix(site.base.rstrip("/"))


@pytest.mark.parametrize("form", ["{}/", "{}", "{}/index.html", "{}.html"])
def test_over_http(served: Site, open_page: OpenPage, form: str) -> None:
    follow(open_page(java_script=False), served, form)


@pytest.mark.parametrize("form", ["{}.html", "{}/index.html"])
def test_by_double_click(opened: Site, open_page: OpenPage, form: str) -> None:
    follow(open_page(java_script=False), opened, form)


def test_a_place_in_the_new_page_is_reached(
    served: Site, opened: Site, open_page: OpenPage
) -> None:
    page = open_page()
    for site, old in ((served, "papers/older/"), (opened, "papers/older.html")):
        page.goto(f"{site.base}{old}", wait_until="commit")
        page.wait_for_url("**#cite")


def test_every_link_leads_somewhere(served: Site, opened: Site) -> None:
    assert broken_links(served) == []
    assert broken_links(opened) == []


def test_who_is_not_led_on_finds_the_link(served: Site, open_page: OpenPage) -> None:
    page = open_page()

    def stay(route: Route) -> None:
        name = route.request.url.removeprefix(served.base)
        html = re.sub(r'<meta http-equiv="refresh"[^>]*>', "", served.text(name))
        route.fulfill(body=html, content_type="text/html; charset=utf-8")

    page.route("**/papers/old.html", stay)
    page.route("**/papers/old/index.html", stay)
    for name in ("old.html", "old/index.html"):
        page.goto(f"{served.base}papers/{name}")
        page.evaluate(AXE)
        assert page.evaluate(RUN_AXE) == []
        expect(page.locator("h1")).to_have_text("This page has moved")
        page.get_by_role("link").click()
        expect(page.locator("article h1")).to_have_text(re.compile("^A Lens"))
