"""Two branches that each ran the generator, merged: what nobody touched follows the seeds."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from lists import GPTQ, GPTQ_PAGE, LENS, TREES, PaperList, new_list, to_csl
from shelflist.problems import ShelflistError

Change = Callable[[PaperList], None]
FULL = GPTQ | {"container-title": "Venue One", "keyword": "bits, nets, weights", "publisher": "P"}


def git(made: PaperList, *arguments: str) -> str:
    options = ("-c", "user.name=A", "-c", "user.email=a@example.org")
    command = ["git", "-C", str(made.root), *options, *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout


def say(*lacking: str, **changes: object) -> Change:
    """Let the seed of the first paper say something else, on a branch of its own."""

    def change(made: PaperList) -> None:
        item = {name: value for name, value in (FULL | changes).items() if name not in lacking}
        made.write("seeds/gptq.json", to_csl(item))

    return change


def rename(made: PaperList) -> None:
    made.path(GPTQ_PAGE).rename(made.path("docs/papers/quantize.md"))


def edit(old: str, new: str) -> Change:
    return lambda made: made.change(GPTQ_PAGE, old, new)


def merge(made: PaperList, ours: Change, theirs: Change) -> None:
    """Make both changes on branches, generate on each, and merge."""
    made.path("seeds/papers.json").unlink()
    made.write(".gitignore", ".cache/\n")
    made.write(".gitattributes", "* -text\n")
    made.write("seeds/others.json", to_csl(LENS, TREES))
    say()(made)
    made.generate()
    git(made, "init", "-q", "-b", "main")
    for branch, change in (("main", None), ("side", theirs), ("main", ours)):
        git(made, "checkout", "-q", *(["-b"] if branch == "side" else []), branch)
        if change:
            change(made)
            made.generate()
        git(made, "add", "-A")
        git(made, "commit", "-q", "-m", branch)
    git(made, "merge", "-q", "--no-edit", "side")
    # The seed is people's: whoever merges writes what both mean.
    assert not [
        name for name in unmerged(made) if not name.startswith(("docs/", ".shelf", "seeds"))
    ]


def unmerged(made: PaperList) -> list[str]:
    return git(made, "diff", "--name-only", "--diff-filter=U").splitlines()


def finish(made: PaperList) -> None:
    git(made, "add", "-A")
    git(made, "commit", "-q", "-m", "merged")


@pytest.mark.parametrize(
    ("lacking", "changes", "text"),
    [
        (("container-title",), {}, "venue: Venue One\n"),
        ((), {"keyword": "bits, nets"}, "keywords:\n  - bits\n  - nets\n  - weights\n"),
        ((), {"keyword": "nets, weights"}, "keywords:\n  - bits\n  - nets\n  - weights\n"),
    ],
)
@pytest.mark.parametrize("is_ours", [True, False])
def test_what_one_side_dropped_comes_back_with_the_seeds(
    small: PaperList, lacking: tuple[str, ...], changes: dict[str, object], text: str, is_ours: bool
) -> None:
    drops, adds = say(*lacking, **changes), say(volume="7", issue="2")
    merge(small, *((drops, adds) if is_ours else (adds, drops)))
    say(*lacking, **changes, volume="7", issue="2")(small)
    account = small.generate()
    finish(small)
    assert text not in small.text(GPTQ_PAGE)
    assert 'volume: "7"\n' in small.text(GPTQ_PAGE)
    assert not [p for p in account.problems if p.rule == "seeds-differ"]
    say(volume="7", issue="2")(small)
    small.generate()
    assert text in small.text(GPTQ_PAGE)
    say("volume", "container-title", "keyword")(small)
    small.generate()
    assert not {"volume:", "venue:", "keywords:"} & {*small.text(GPTQ_PAGE).split()}


def test_a_page_renamed_here_and_changed_there_follows_the_seeds(small: PaperList) -> None:
    changes = say(**{"container-title": "Venue Two"})
    merge(small, rename, changes)
    changes(small)
    account = small.generate()
    page = small.text("docs/papers/quantize.md")
    assert "venue: Venue Two\n" in page
    assert not small.path(GPTQ_PAGE).exists()
    assert account.papers == 3
    say(**{"container-title": "Venue Three"})(small)
    small.generate()
    assert "venue: Venue Three\n" in small.text("docs/papers/quantize.md")


def test_both_sides_change_one_value_and_the_seeds_decide(small: PaperList) -> None:
    merge(small, say(publisher="Q"), say(publisher="R"))
    assert GPTQ_PAGE in unmerged(small)
    say(publisher="S")(small)
    account = small.generate()
    assert "publisher: S\n" in small.text(GPTQ_PAGE)
    assert [p.rule for p in account.problems].count("settled-conflict") == 1
    assert "<<<<<<<" not in "".join(t.decode() for t in small.tree().values() if b"<<<" in t[:9])
    assert small.generate().files_written == 0


def test_lists_of_topics_and_authors_in_conflict_are_drawn_anew(small: PaperList) -> None:
    def add(name: str) -> Change:
        item = GPTQ | {"id": name, "title": f"{name} of Quantization", "DOI": f"10.1000/{name}"}
        return lambda made: made.write(f"seeds/{name}.json", to_csl(item))

    merge(small, add("Aspects"), add("Zones"))
    assert {"docs/topics/compression.md", "docs/papers/index.md"} <= {*unmerged(small)}
    account = small.generate()
    assert account.papers == 5
    for name in ("topics/compression", "papers/index", "references/index"):
        text = small.text(f"docs/{name}.md")
        assert "<<<<<<<" not in text
        assert "Aspects" in text and "Zones" in text
    fresh = new_list(small.root.parent / "fresh", LENS, TREES)
    for path in small.path("seeds").iterdir():
        fresh.write(f"seeds/{path.name}", path.read_bytes())
    fresh.path("seeds/papers.json").unlink()
    fresh.generate()
    assert small.tree()["docs/topics/compression.md"] == fresh.tree()["docs/topics/compression.md"]


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (edit("year: 2022\n", "year: 1999\n"), say(issued={"date-parts": [[2023]]})),
        (edit("year: 2022\n", ""), say(issued={"date-parts": [[2023]]})),
        (edit("  - Dan Alistarh\n", "  - Dan A. Alistarh\n"), say(author=[{"literal": "Noor"}])),
        (edit("three bits", "four bits"), say(abstract="Another abstract altogether.")),
        (
            edit("touches it. -->\n", "touches it. -->\nMine.\n"),
            edit("it. -->\n", "it. -->\nYours.\n"),
        ),
    ],
)
def test_a_conflict_that_reaches_a_persons_line_is_refused(
    small: PaperList, ours: Change, theirs: Change
) -> None:
    merge(small, ours, theirs)
    before = small.tree()
    with pytest.raises(ShelflistError, match=r"conflict-marker"):
        small.generate()
    assert small.tree() == before


def test_without_git_a_conflict_in_a_list_is_a_persons_to_settle(tmp_path: Path) -> None:
    made = new_list(tmp_path, GPTQ, LENS)
    made.generate()
    made.change("docs/index.md", "# Small\n", "<<<<<<< a\n# Small\n=======\n# Smaller\n>>>>>>> b\n")
    with pytest.raises(ShelflistError, match=r"conflict-marker"):
        made.generate()
