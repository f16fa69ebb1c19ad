"""The real list: what its five documents and the file of facts give."""

from __future__ import annotations

import json
import re

import pytest

from lists import FIVE, PaperList, copy_reading_list
from shelflist.build import Account


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> tuple[PaperList, Account]:
    """Generate from the five documents alone: no facts, no pages, no memory."""
    made = copy_reading_list(tmp_path_factory.mktemp("bare"))
    made.path("seeds/facts.json").unlink()
    settings = made.text("seeds/seeds.yml")
    made.write("seeds/seeds.yml", settings.partition("facts.json:")[0])
    return made, made.generate()


def test_the_five_documents_give_152_papers(bare: tuple[PaperList, Account]) -> None:
    made, account = bare
    assert account.papers == account.new == 152
    assert account.unexplained == 0
    assert len(made.papers()) == 152
    # 17 of 004 are also in 002, one citation stands twice, and one abstract is in three.
    assert account.duplicates_joined == 75 + 67 + 11 + 3 + 15 - 152


def test_what_is_not_known_is_not_there(bare: tuple[PaperList, Account]) -> None:
    made, _ = bare
    for slug, text in made.papers().items():
        front = text.partition("\n---\n")[0]
        if "generative-models-wiki" not in front:
            assert "\nauthors:" not in front, slug
            assert "\nyear:" not in front, slug
            assert "\nvenue:" not in front, slug
    untitled = [text for text in made.papers().values() if "provisional_title: true" in text]
    assert len(untitled) == 11 + 2


def test_facts_add_no_paper(reading_list: PaperList) -> None:
    papers = reading_list.papers().values()
    assert len(papers) == 152
    assert (
        sum("\nauthors:" in text and "\nyear:" in text for text in papers) >= 135
    )  # all but the papers without a title


def test_the_site_speaks_of_every_seed(bare: tuple[PaperList, Account]) -> None:
    made, _ = bare
    pages = sorted(made.path("docs/references").glob("*.md"))
    text = "\n".join(page.read_text(encoding="utf-8") for page in pages)
    assert all(f"seeds/{name}" in text for name in FIVE)
    wiki = made.text("docs/references/generative-models-wiki.md")
    assert "Multi-step reasoning analysis" in wiki
    assert "speaks of no paper" in wiki


def test_exports_hold_every_paper(bare: tuple[PaperList, Account]) -> None:
    made, _ = bare
    made.export()
    items = json.loads(made.text("taken/references/references.json"))
    assert len(items) == len({item["id"] for item in items}) == 152
    keys = re.findall(r"^@\w+\{([^,]+),", made.text("taken/references/references.bib"), re.M)
    assert len(keys) == len({key.lower() for key in keys}) == 152


def test_no_page_names_the_machine(reading_list: PaperList) -> None:
    here = str(reading_list.root).encode()
    assert [name for name, data in reading_list.tree().items() if here in data] == []


def test_addresses_are_fit_for_every_file_system(reading_list: PaperList) -> None:
    slugs = list(reading_list.papers())
    assert len({slug.lower() for slug in slugs}) == len(slugs)
    assert all(re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", slug) for slug in slugs)
    assert max(map(len, slugs)) <= 60
