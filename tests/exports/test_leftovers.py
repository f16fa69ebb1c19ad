"""What earlier versions wrote into `docs/` for the site goes, and what is a person's stays."""

from __future__ import annotations

from lists import PaperList

PAGE = """\
---
title: Take this list with you
---

<!-- shelflist: exports -->
[BibTeX](papers.bib){: download } [RIS](papers-2.ris) [a](topics/vision.feed.json)
<!-- /shelflist -->
"""
OURS = ("index.md", ".gitignore", "papers.bib", "papers-2.ris", "topics/vision.feed.json")
THEIRS = ("mine.bib", "topics/mine.bib", "papers.txt")


def leave(made: PaperList) -> None:
    for name in (*OURS, *THEIRS, "feeds.opml", "papers.schema.json"):
        made.write(f"docs/exports/{name}", "x")
    made.write("docs/exports/index.md", PAGE)
    made.write("docs/exports/.gitignore", "*\n")


def test_files_that_the_page_of_exports_named_go(small: PaperList) -> None:
    small.generate()
    before = small.tree()
    leave(small)
    small.generate()
    after = small.tree()
    assert after.keys() - before.keys() == {f"docs/exports/{name}" for name in THEIRS}
    assert small.generate().files_written == 0


def test_an_empty_folder_goes_and_notes_stay(small: PaperList) -> None:
    small.generate()
    leave(small)
    for name in THEIRS:
        small.path(f"docs/exports/{name}").unlink()
    small.write("docs/exports/index.md", PAGE + "\nMy note.\n")
    small.generate()
    assert [path.name for path in small.path("docs/exports").iterdir()] == ["index.md"]
    small.write("docs/exports/index.md", PAGE)
    small.generate()
    assert not small.path("docs/exports").exists()


def test_a_file_that_no_page_of_ours_named_is_a_persons(small: PaperList) -> None:
    small.write("docs/exports/papers.bib", "mine")
    small.write("docs/references/references.bib", "mine")
    small.generate()
    small.generate()
    assert small.text("docs/exports/papers.bib") == "mine"
    assert small.text("docs/references/references.bib") == "mine"
