"""One build of each site and one browser for all tests of this folder."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Dialog, Page, sync_playwright
from sites import SAMPLE, OpenPage, Scheme, Site, build, serve

from lists import PaperList

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder needs a browser."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium: `CHROMIUM`, one that is installed, or Playwright's own."""
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def site(reading_list: PaperList, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The real list's site, served over HTTP."""
    folder = tmp_path_factory.mktemp("site")
    config = reading_list.path("mkdocs.yml")
    build(config, folder, directory_urls=True)
    with serve(folder, config) as served:
        yield served


@pytest.fixture(scope="session")
def offline(reading_list: PaperList, tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The real list's site as it opens by double click."""
    folder = tmp_path_factory.mktemp("offline")
    build(reading_list.path("mkdocs.yml"), folder, directory_urls=False)
    return Site(folder, folder.as_uri() + "/", False)


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A small list whose pages hold what people and attackers may write."""
    made, folder = tmp_path_factory.mktemp("list") / "list", tmp_path_factory.mktemp("sample")
    shutil.copytree(SAMPLE, made)  # a build leaves its cache beside what it read
    build(made / "mkdocs.yml", folder, directory_urls=True)
    with serve(folder, made / "mkdocs.yml") as served:
        yield served


@pytest.fixture
def open_page(browser: Browser) -> Iterator[OpenPage]:
    """Opens pages; at the end nothing may have gone wrong or been asked of another host."""
    contexts: list[BrowserContext] = []
    wrong: list[str] = []

    def refuse(dialog: Dialog) -> None:
        wrong.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def open_one(
        width: int = 1280,
        scheme: Scheme = "light",
        java_script: bool = True,
        permissions: Sequence[str] = (),
    ) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 800},
            color_scheme=scheme,
            java_script_enabled=java_script,
            permissions=permissions,
        )
        contexts.append(context)
        context.on("request", lambda request: _check_host(request.url, wrong))
        page = context.new_page()
        page.on("pageerror", lambda error: wrong.append(f"script error: {error}"))
        page.on("dialog", refuse)
        page.on("console", lambda message: _check_policy(message.text, wrong))
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert wrong == []


def _check_policy(said: str, wrong: list[str]) -> None:
    if "Content Security Policy" in said:
        wrong.append(said)


def _check_host(url: str, wrong: list[str]) -> None:
    if not url.startswith(("http://127.0.0.1:", "file:", "data:", "blob:")):
        wrong.append(f"request to {url}")
