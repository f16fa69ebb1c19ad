"""What must hold on every kind of page."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, Response, expect
from sites import OpenPage, Scheme, Site, broken_links

AXE = (Path(__file__).parent / "vendor/axe.min.js").read_text(encoding="utf-8")
RUN_AXE = """async () => (await axe.run()).violations.flatMap((rule) =>
  rule.nodes.map((node) => `${rule.id} (${rule.impact}): ${node.target} ${node.failureSummary}`))"""
MAX_PAGE = 250_000


def axe(page: Page) -> list[str]:
    page.evaluate(AXE)
    found: list[str] = page.evaluate(RUN_AXE)
    return found


@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_and_nothing_overflows(
    site: Site, open_page: OpenPage, width: int, scheme: Scheme
) -> None:
    page = open_page(width, scheme)
    found = []
    for kind, name in site.kinds().items():
        page.goto(site.url(name))
        found += [f"{kind}: {violation}" for violation in axe(page)]
        wide = page.evaluate("document.scrollingElement.scrollWidth")
        if wide > width:
            found.append(f"{kind}: {wide} pixels wide")
    assert found == []


@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_an_open_search_and_menu(
    site: Site, open_page: OpenPage, width: int, scheme: Scheme
) -> None:
    page = open_page(width, scheme)
    page.goto(site.base)
    page.locator("input.md-search__input").fill("model")
    expect(page.locator(".md-search-result__item").first).to_be_visible()
    assert axe(page) == []
    assert page.evaluate("document.scrollingElement.scrollWidth") <= width
    page.keyboard.press("Escape")
    if width == 320:
        page.locator(".sl-menu").click()
        assert axe(page) == []


@pytest.mark.parametrize(("width", "scheme"), [(1280, "dark"), (320, "light")])
def test_nor_in_what_people_may_write(
    sample: Site, open_page: OpenPage, width: int, scheme: Scheme
) -> None:
    page = open_page(width, scheme)
    for name in sample.pages():
        page.goto(sample.url(name))
        assert page.evaluate("document.scrollingElement.scrollWidth") <= width, name
        assert axe(page) == [], name


def test_no_page_weighs_too_much(site: Site, open_page: OpenPage) -> None:
    heavy = {}
    for kind, name in site.kinds().items():
        page = open_page()
        responses = weigh(page)
        page.goto(site.url(name), wait_until="networkidle")
        total = sum(len(response.body()) for response in responses)
        print(f"{kind:30} {total:8} bytes in {len(responses)} requests")
        if total > MAX_PAGE:
            heavy[kind] = total
        page.context.close()
    assert heavy == {}


def weigh(page: Page) -> list[Response]:
    responses: list[Response] = []
    page.on("response", lambda response: responses.append(response))
    return responses


def test_every_link_of_the_site_leads_somewhere(site: Site, offline: Site) -> None:
    assert broken_links(site) == []
    assert broken_links(offline) == []


def test_links_work_by_double_click(offline: Site, open_page: OpenPage) -> None:
    page = open_page()
    page.goto(offline.url("index.html"))
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Papers").click()
    link = page.locator("article li a[href$='.html']").first
    title = link.inner_text()
    link.click()
    expect(page.locator("h1")).to_contain_text(title)
    page.get_by_role("navigation", name="You are here").get_by_role("link", name="Home").click()
    assert page.url == offline.url("index.html")


def test_mathematics_is_drawn(site: Site, offline: Site, open_page: OpenPage) -> None:
    page = open_page()
    for each in (site, offline):
        name = each.find("papers", "<math")
        assert name, "no paper has mathematics"
        page.goto(each.url(name))
        box = page.locator("article math").first.bounding_box()
        assert box and box["width"] > 4 and box["height"] > 4


def test_a_wrong_address_gets_the_sites_own_page(site: Site, open_page: OpenPage) -> None:
    page = open_page()
    response = page.goto(f"{site.base}no/such/page/")
    assert response and response.status == 404
    expect(page.locator("h1")).to_have_text("Page not found")
    page.get_by_role("link", name="all papers").click()
    assert page.url == f"{site.base}papers/"


def test_the_menu_opens_by_keyboard(site: Site, open_page: OpenPage) -> None:
    page = open_page(320)
    page.goto(site.base)
    menu = page.get_by_role("button", name="Menu")
    nav = page.get_by_role("navigation", name="Main")
    expect(nav).to_be_hidden()
    menu.focus()
    page.keyboard.press("Enter")
    expect(menu).to_have_attribute("aria-expanded", "true")
    expect(nav).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    expect(menu).to_have_attribute("aria-expanded", "false")
    expect(menu).to_be_focused()


def test_the_colour_scheme_is_remembered(site: Site, open_page: OpenPage) -> None:
    page = open_page()
    page.goto(site.base)
    background = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(background)
    button = page.get_by_role("button", name="Colours")
    button.click()
    button.click()
    expect(button).to_have_accessible_name("Colours: dark")
    dark = page.evaluate(background)
    assert dark != light
    page.goto(site.url("papers/index.html"))
    assert page.evaluate(background) == dark
    button.click()
    assert page.evaluate(background) == light


def test_everything_but_search_works_without_script(site: Site, open_page: OpenPage) -> None:
    page = open_page(320, java_script=False)
    page.goto(site.base)
    expect(page.locator("input.md-search__input")).to_be_hidden()
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Topics").click()
    expect(page.locator("h1")).to_be_visible()
