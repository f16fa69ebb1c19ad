"""`prune`: pages go of papers that no seed speaks of and that nobody touched."""

from __future__ import annotations

import json

import pytest

from lists import GPTQ, GPTQ_PAGE, LENS, TREES, PaperList, to_csl
from shelflist.cli import main

TOUCHES = {
    "a field changed": ("year: 2022", "year: 1999"),
    "a field removed": ("year: 2022\n", ""),
    "a field added": ("year: 2022\n", "year: 2022\nread_by: Kim\n"),
    "an entry removed": ("  - Elias Frantar\n", ""),
    "a comment": ("year: 2022", "year: 2022  # checked"),
    "a comment above": ("year: 2022", "# checked\nyear: 2022"),
    "other quotes": ('"GPTQ: Accurate Quantization"', "'GPTQ: Accurate Quantization'"),
    "the abstract": ("three bits", "3 bits"),
    "notes": ("never touches it. -->\n", "never touches it. -->\n\nGood.\n"),
    "a passage of one's own": (
        "never touches it. -->\n",
        "never touches it. -->\n<!-- shelflist: mine -->\nx\n<!-- /shelflist -->\n",
    ),
}


def run(made: PaperList, *arguments: str) -> int:
    return main(["-C", str(made.root), "prune", *arguments])


def test_untouched_pages_go_and_come_back_with_their_seed(
    small: PaperList, capsys: pytest.CaptureFixture[str]
) -> None:
    small.generate()
    before = small.text(GPTQ_PAGE)
    small.write("docs/papers/mine.md", "---\ntitle: Mine alone\n---\nWords.\n")
    small.write("seeds/papers.json", to_csl(LENS, TREES))
    for _ in range(2):
        small.generate()
    tree = small.tree()
    assert run(small, "--dry-run") == 0
    assert f"would remove  {GPTQ_PAGE.removeprefix('docs/')}" in capsys.readouterr().out
    assert small.tree() == tree
    assert run(small) == 0
    said = capsys.readouterr().out
    assert "removed  papers/gptq-accurate-quantization.md" in said
    assert "docs/redirects" in said
    assert not small.path(GPTQ_PAGE).exists()
    assert b"gptq-accurate" not in b"".join(small.tree().values())
    assert small.path("docs/papers/mine.md").exists()
    assert small.generate().files_written == 0
    small.write("seeds/papers.json", to_csl(GPTQ, LENS, TREES))
    account = small.generate()
    assert (account.new, account.deleted) == (1, 0)
    assert (
        small.text(GPTQ_PAGE).partition("<!-- shelflist: rel")[0]
        == (before.partition("<!-- shelflist: rel")[0])
    )


@pytest.mark.parametrize(("old", "new"), TOUCHES.values(), ids=TOUCHES)
def test_a_page_that_somebody_touched_stays(
    small: PaperList, old: str, new: str, capsys: pytest.CaptureFixture[str]
) -> None:
    small.generate()
    small.change(GPTQ_PAGE, old, new)
    small.generate()
    small.write("seeds/papers.json", to_csl(LENS, TREES))
    small.generate()
    edited = small.text(GPTQ_PAGE)
    capsys.readouterr()
    assert run(small) == 0
    assert "kept  papers/gptq-accurate-quantization.md: " in capsys.readouterr().out
    assert small.text(GPTQ_PAGE) == edited


def test_a_page_that_people_link_to_stays(
    small: PaperList, capsys: pytest.CaptureFixture[str]
) -> None:
    small.generate()
    link = "never touches it. -->\nSee [it](gptq-accurate-quantization.md).\n"
    small.change("docs/papers/lens-every-image.md", "never touches it. -->\n", link)
    small.write("seeds/papers.json", to_csl(LENS, TREES))
    assert run(small, "--json") == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["removed"] == []
    assert answer["kept"] == [
        {
            "page": "papers/gptq-accurate-quantization.md",
            "reasons": ["docs/papers/lens-every-image.md links to it"],
        }
    ]


def test_without_memory_nothing_is_pruned(small: PaperList) -> None:
    small.generate()
    small.lose_memory()
    small.generate()
    small.write("seeds/papers.json", to_csl(LENS, TREES))
    small.generate()
    assert run(small) == 0
    assert small.path(GPTQ_PAGE).exists()


def test_nothing_to_prune_is_said(small: PaperList, capsys: pytest.CaptureFixture[str]) -> None:
    small.generate()
    before = small.tree()
    assert run(small) == 0
    assert "Nothing to remove" in capsys.readouterr().out
    assert small.tree() == before
