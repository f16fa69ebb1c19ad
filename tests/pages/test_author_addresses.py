"""Addresses of authors' pages, which the site draws and no file of docs/ is."""

from __future__ import annotations

import pytest

from gitlists import commit, start
from lists import GPTQ, LENS, TREES, PaperList, to_csl
from shelflist.cli import main

DAN = "authors/dan-alistarh"


def test_the_page_of_a_name_left_with_one_paper_leads_to_its_letter(small: PaperList) -> None:
    small.generate()
    assert not small.path("docs/redirects").exists()
    small.write("seeds/papers.json", to_csl(GPTQ, LENS))
    for page in small.path("docs/papers").glob("pruning-*.md"):
        page.unlink()
    small.generate()
    assert f"{DAN} authors/names-a" in small.text("docs/redirects")
    again = small.generate()
    assert again.files_written == 0
    assert f"{DAN} authors/names-a" in small.text("docs/redirects")


def test_a_page_that_comes_back_needs_no_redirect(small: PaperList) -> None:
    small.generate()
    small.write("seeds/papers.json", to_csl(GPTQ, LENS))
    pages = {p: p.read_bytes() for p in small.path("docs/papers").glob("pruning-*.md")}
    for page in pages:
        page.unlink()
    small.generate()
    small.write("seeds/papers.json", to_csl(GPTQ, LENS, TREES))
    for page, text in pages.items():
        page.write_bytes(text)
    small.generate()
    assert not small.path("docs/redirects").exists() or DAN not in small.text("docs/redirects")


def test_check_names_the_address_where_no_run_has_seen_to_it(
    small: PaperList, capsys: pytest.CaptureFixture[str]
) -> None:
    small.generate()
    start(small)
    commit(small)
    for page in small.path("docs/papers").glob("pruning-*.md"):
        page.unlink()
    small.write("seeds/papers.json", to_csl(GPTQ, LENS))
    small.generate()
    small.path("docs/redirects").unlink()
    assert main(["-C", str(small.root), "check", "--against", "HEAD"]) == 1
    assert f'"{DAN}/" was published at HEAD and leads nowhere now' in capsys.readouterr().out
