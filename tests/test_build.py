"""What a run of `generate` leaves alone, brings up to date, adds and removes."""

from __future__ import annotations

import contextlib
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import IO, Any

import pytest

from lists import (
    FIVE,
    GPTQ,
    GPTQ_MEMORY,
    GPTQ_PAGE,
    LENS,
    TREES,
    PaperList,
    copy_reading_list,
    new_list,
    to_csl,
)
from shelflist.build import Account, make_plan
from shelflist.edits.pagefile import digest
from shelflist.problems import PageError

LENS_PAGE = "docs/papers/lens-every-image.md"
TREES_PAGE = "docs/papers/pruning-trees-winter.md"
BETTER = GPTQ | {
    "issued": {"date-parts": [[2023]]},
    "container-title": "ICLR",
    "author": [
        {"family": "Frantar", "given": "Elias"},
        {"family": "Ashkboos", "given": "Saleh"},
        {"family": "Alistarh", "given": "Dan"},
    ],
    "abstract": "We quantize huge networks to two bits. Quantization now loses nothing at all.",
}


def rules(account: Account) -> set[str]:
    return {problem.rule for problem in account.problems}


def messages(account: Account) -> str:
    return "\n".join(map(str, account.problems))


def test_a_run_without_changes_writes_nothing(small: PaperList) -> None:
    first = small.generate()
    before, times = small.tree(), small.times()
    second = small.generate()
    assert (first.new, second.new, second.changed, second.unchanged) == (3, 0, 0, 3)
    assert second.files_written == 0
    assert small.tree() == before
    assert small.times() == times


def test_the_cache_may_go_at_any_time(small: PaperList) -> None:
    small.generate()
    before = small.tree()
    for path in small.path(".cache/shelflist").glob("*.json"):
        path.write_text("{damaged", encoding="utf-8")
    assert small.generate().files_written == 0
    for path in small.path(".cache/shelflist").glob("*.json"):
        path.unlink()
    assert small.generate().files_written == 0
    assert small.tree() == before


def test_names_and_order_of_seeds_change_no_paper(tmp_path: Path) -> None:
    one = new_list(tmp_path / "one", GPTQ, LENS)
    one.write("seeds/zz.json", to_csl(TREES, GPTQ))
    two = new_list(tmp_path / "two", TREES, GPTQ)
    two.write("seeds/aa.json", to_csl(LENS, GPTQ))
    one.generate()
    two.generate()

    def without_seeds(made: PaperList) -> dict[str, list[str]]:
        return {
            slug: [
                line for line in text.splitlines() if line not in {"  - papers", "  - zz", "  - aa"}
            ]
            for slug, text in made.papers().items()
        }

    assert without_seeds(one) == without_seeds(two)


def test_names_of_the_real_seeds_change_no_paper(tmp_path: Path) -> None:
    made = copy_reading_list(tmp_path)
    made.generate()
    before = made.papers()
    for name in FIVE:
        made.path(f"seeds/{name}").rename(made.path(f"seeds/{9 - int(name[2])}{name}"))
    settings = made.text("seeds/seeds.yml")
    for name in FIVE:
        settings = settings.replace(f"{name}:", f"{9 - int(name[2])}{name}:")
    made.write("seeds/seeds.yml", settings)
    for path in sorted(made.path("docs").rglob("*.md")):
        path.unlink()
    made.lose_memory()
    made.generate()
    assert {slug: sorted(text.splitlines()) for slug, text in made.papers().items()} == {
        slug: sorted(text.splitlines()) for slug, text in before.items()
    }


def test_a_new_seed_adds_its_papers_and_leaves_the_others(tmp_path: Path) -> None:
    made = new_list(tmp_path, GPTQ, LENS)
    made.generate()
    before = made.papers()
    made.write("seeds/more.json", to_csl(TREES))
    account = made.generate()
    assert account.new == 1
    after = made.papers()
    assert after.keys() - before.keys() == {"pruning-trees-winter"}
    for slug, text in before.items():
        assert after[slug] == text
    assert "pruning-trees-winter.md" in made.text("docs/topics/compression.md")
    assert "- Dan Alistarh\n" in made.text("docs/authors/index.md")


def test_what_nobody_touched_follows_the_seeds(small: PaperList) -> None:
    small.generate()
    small.write("seeds/papers.json", to_csl(BETTER, LENS, TREES))
    account = small.generate()
    text = small.text(GPTQ_PAGE)
    assert account.changed == 1
    assert "year: 2023\n" in text
    assert "venue: ICLR\n" in text
    assert "  - Elias Frantar\n  - Saleh Ashkboos\n  - Dan Alistarh\n" in text
    assert "to two bits" in text
    assert "to three bits" not in text


EDITS = {
    "title": ('title: "GPTQ: Accurate Quantization"', "title: GPTQ, accurately"),
    "title in other quotes": ('"GPTQ: Accurate Quantization"', "'GPTQ: Accurate Quantization'"),
    "year": ("year: 2022", "year: 1999"),
    "author added": ("  - Dan Alistarh\n", "  - Dan Alistarh\n  - Eva Own\n"),
    "author removed": ("  - Elias Frantar\n", ""),
    "authors on one line": (
        "authors:\n  - Elias Frantar\n  - Dan Alistarh\n",
        "authors: [Elias Frantar, Eva Own]\n",
    ),
    "topic of one's own": ("  - compression\n", "  - vision\n"),
    "topics removed": ("topics:\n  - compression\n", ""),
    "doi removed": ('doi: "10.1000/gptq"\n', ""),
    "a field of one's own": ("year: 2022\n", "year: 2022\nread_by: Kim  # in May\n"),
    "a nested field": ("year: 2022\n", "year: 2022\nreview:\n  by: Kim\n  stars: [1, 2]\n"),
    "a comment above": ("year: 2022\n", "# checked twice\nyear: 2022\n"),
    "a comment beside": ("year: 2022\n", "year: 1999 # checked twice\n"),
    "notes at the end": ("never touches it. -->\n", "never touches it. -->\n\n## Mine\n\nGood.\n"),
    "no last line end": ("never touches it. -->\n", "never touches it. -->\nGood, no newline"),
    "notes above": ("---\n\n<!-- shelflist: abstract", "---\nMine.\n\n<!-- shelflist: abstract"),
    "notes between": (
        "\n<!-- Write below",
        "Between *them*.\n\n<!-- Write below",
    ),
    "abstract": ("large networks to three bits", "large networks to 3 bits"),
    "a blank line in front matter": ("year: 2022\n", "\nyear: 2022\n\n"),
}


@pytest.mark.parametrize(("old", "new"), EDITS.values(), ids=EDITS)
def test_a_persons_edit_stands(small: PaperList, old: str, new: str) -> None:
    small.generate()
    small.change(GPTQ_PAGE, old, new)
    edited = small.text(GPTQ_PAGE)
    small.generate()
    assert small.text(GPTQ_PAGE) == edited
    small.write("seeds/papers.json", to_csl(GPTQ | {"publisher": "Elsewhere"}, LENS, TREES))
    small.generate()
    text = small.text(GPTQ_PAGE)
    assert "publisher: Elsewhere\n" in text
    assert text.replace("publisher: Elsewhere\n", "") == edited
    assert small.generate().files_written == 0


@pytest.mark.parametrize(("old", "new"), EDITS.values(), ids=EDITS)
def test_a_persons_edit_stands_when_the_seeds_change_too(
    small: PaperList, old: str, new: str
) -> None:
    small.generate()
    small.change(GPTQ_PAGE, old, new)
    small.write("seeds/papers.json", to_csl(BETTER, LENS, TREES))
    first = small.generate()
    text = small.text(GPTQ_PAGE)
    own = [line for line in new.splitlines() if line not in old.splitlines()]
    lost = [line for line in own if line not in text]
    # A list that both changed is written anew, entry by entry.
    assert lost == (["authors: [Elias Frantar, Eva Own]"] if "Eva Own]" in new else [])
    assert "venue: ICLR\n" in text
    second = small.generate()
    assert second.files_written == 0
    assert second.problems == first.problems


def test_removing_a_field_or_an_entry_lasts(small: PaperList) -> None:
    small.generate()
    small.change(GPTQ_PAGE, "  - Elias Frantar\n", "")
    small.change(GPTQ_PAGE, "year: 2022\n", "")
    small.write("seeds/papers.json", to_csl(BETTER, LENS, TREES))
    account = small.generate()
    text = small.text(GPTQ_PAGE)
    assert "Elias Frantar" not in text
    assert "year:" not in text
    assert "  - Saleh Ashkboos\n  - Dan Alistarh\n" in text
    assert 'year: the seeds now say "2023"' in messages(account)


def test_both_changed_the_persons_stands_and_it_is_said(small: PaperList) -> None:
    small.generate()
    small.change(GPTQ_PAGE, "year: 2022", "year: 1999")
    assert "seeds-differ" not in rules(small.generate())
    small.write("seeds/papers.json", to_csl(BETTER, LENS, TREES))
    for _ in range(2):
        account = small.generate()
        assert "year: 1999\n" in small.text(GPTQ_PAGE)
        found = [p for p in account.problems if p.rule == "seeds-differ"]
        line = small.text(GPTQ_PAGE).splitlines().index("year: 1999") + 1
        assert [(p.location.file, p.location.line) for p in found] == [(GPTQ_PAGE, line)]
        assert '"2023"' in found[0].message


def test_an_edited_abstract_stands_and_the_difference_is_said(small: PaperList) -> None:
    small.generate()
    small.change(GPTQ_PAGE, "to three bits", "to *three* whole bits")
    small.write("seeds/papers.json", to_csl(BETTER, LENS, TREES))
    for _ in range(2):
        account = small.generate()
        assert "to *three* whole bits" in small.text(GPTQ_PAGE)
        assert "two bits" not in small.text(GPTQ_PAGE)
        assert "abstract: the seeds now say" in messages(account)
    assert "year: 2023" in small.text(GPTQ_PAGE)


def test_an_edited_title_is_used_on_every_other_page(small: PaperList) -> None:
    small.generate()
    small.change(GPTQ_PAGE, "GPTQ: Accurate Quantization", "Renamed by hand")
    small.generate()
    assert small.path(GPTQ_PAGE).exists()
    for name in ("papers/index.md", "topics/compression.md", "references/index.md"):
        assert "Renamed by hand" in small.text(f"docs/{name}"), name


@pytest.mark.parametrize("newline", ["\r\n", "\n"])
@pytest.mark.parametrize("mark", ["\ufeff", ""])
@pytest.mark.parametrize("end", [True, False])
def test_line_ends_and_byte_order_mark_stay(
    small: PaperList, newline: str, mark: str, end: bool
) -> None:
    small.generate()
    text = small.text(GPTQ_PAGE) + "My note.\n"
    edited = mark + (text if end else text.rstrip("\n")).replace("\n", newline)
    small.write(GPTQ_PAGE, edited)
    account = small.generate()
    assert account.changed == 0
    assert small.text(GPTQ_PAGE) == edited
    small.write("seeds/papers.json", to_csl(BETTER, LENS, TREES))
    assert small.generate().changed == 1
    after = small.text(GPTQ_PAGE)
    assert after.startswith(f"{mark}---{newline}")
    assert after.count("\n") == after.count(newline)
    assert f"year: 2023{newline}" in after
    assert "to two bits" in after
    assert after.endswith(f"My note.{newline if end else ''}")
    assert small.generate().files_written == 0


def test_a_deleted_page_stays_deleted(small: PaperList) -> None:
    small.generate()
    small.path(GPTQ_PAGE).unlink()
    first = small.generate()
    assert (first.papers, first.deleted) == (2, 1)
    small.write("seeds/papers.json", to_csl(BETTER, LENS, TREES))
    for _ in range(2):
        small.generate()
        assert not small.path(GPTQ_PAGE).exists()
        linking = [
            name
            for name, data in small.tree().items()
            if name.startswith("docs/") and b"gptq-accurate" in data
        ]
        assert linking == []
    small.path("seeds/papers.json").rename(small.path("seeds/other.json"))
    assert small.generate().papers == 2


@pytest.mark.parametrize("memory", ["kept", "a field changed too"])
def test_a_renamed_page_is_followed(small: PaperList, memory: str) -> None:
    small.generate()
    renamed = "docs/papers/quantize.md"
    small.path(GPTQ_PAGE).rename(small.path(renamed))
    if memory != "kept":
        small.change(renamed, "GPTQ: Accurate Quantization", "Renamed by hand")
    account = small.generate()
    assert (account.papers, account.new) == (3, 0)
    assert not small.path(GPTQ_PAGE).exists()
    assert "../papers/quantize.md" in small.text("docs/topics/compression.md")
    small.write("seeds/papers.json", to_csl(BETTER, LENS, TREES))
    account = small.generate()
    assert "year: 2023" in small.text(renamed)
    assert not small.path(GPTQ_PAGE).exists()
    assert small.generate().files_written == 0


HAND = """\
---
title: Written by hand
authors: [Eva Own]
year: 2020
topics: [vision]
---
This paper is in *no* seed.
"""


def test_a_page_without_a_seed_is_as_good_as_any(small: PaperList) -> None:
    small.write("docs/papers/by-hand.md", HAND)
    account = small.generate()
    assert account.papers == 4
    text = small.text("docs/papers/by-hand.md")
    assert set(HAND.splitlines()) <= set(text.splitlines())
    assert text.endswith("This paper is in *no* seed.\n")
    for name in ("papers/index.md", "topics/vision.md", "references/index.md"):
        assert "Written by hand" in small.text(f"docs/{name}"), name
    added = [line for line in text.splitlines() if line not in HAND.splitlines()]
    assert [line.partition(":")[0] for line in added] == ["citation_key"]
    assert small.generate().files_written == 0
    small.path("docs/papers/by-hand.md").unlink()
    assert small.generate().papers == 3
    assert "Written by hand" not in small.text("docs/papers/index.md")


def test_a_page_in_the_way_of_a_new_paper_is_not_overwritten(small: PaperList) -> None:
    small.write(GPTQ_PAGE, "---\ntitle: Something else entirely\n---\nMine.\n")
    account = small.generate()
    assert account.papers == 4
    assert "Something else entirely" in small.text(GPTQ_PAGE)
    assert small.text(GPTQ_PAGE).endswith("Mine.\n")


def test_a_hand_written_page_about_a_paper_of_the_seeds_is_its_page(small: PaperList) -> None:
    small.write("docs/papers/mine.md", "---\ntitle: My words\ndoi: 10.1000/gptq\n---\nMine.\n")
    account = small.generate()
    assert account.papers == 3
    text = small.text("docs/papers/mine.md")
    assert "title: My words\ndoi: 10.1000/gptq\n" in text
    assert "year: 2022" in text
    assert not small.path(GPTQ_PAGE).exists()


@pytest.mark.parametrize(("old", "new"), EDITS.values(), ids=EDITS)
def test_without_memory_no_page_changes(small: PaperList, old: str, new: str) -> None:
    small.generate()
    small.change(GPTQ_PAGE, old, new)
    small.generate()
    before = small.tree()
    small.lose_memory()
    for _ in range(3):
        small.generate()
        after = small.tree()
        assert any(name.startswith(".shelflist/") for name in after)
        assert without_memory(after) == without_memory(before)


def without_memory(tree: dict[str, bytes]) -> dict[str, bytes]:
    return {name: data for name, data in tree.items() if not name.startswith(".shelflist/")}


def test_without_memory_everything_on_a_page_counts_as_a_persons(small: PaperList) -> None:
    small.generate()
    small.change(GPTQ_PAGE, "  - Elias Frantar\n", "")
    small.lose_memory()
    small.write("seeds/papers.json", to_csl(BETTER | {"publisher": "New"}, LENS, TREES))
    first = small.generate()
    before = small.tree()
    assert small.generate().problems == first.problems
    assert small.tree() == before
    text = small.text(GPTQ_PAGE)
    assert "year: 2022" in text
    assert "Elias Frantar" not in text


def test_memory_merged_by_git_counts_for_both_sides(small: PaperList) -> None:
    small.generate()
    mine = f"year {digest('2022')}\n"
    other = f"year {digest('2021')}\n"
    small.change(GPTQ_MEMORY, mine, f"<<<<<<< ours\n{mine}=======\n{other}>>>>>>> theirs\n")
    small.write("seeds/papers.json", to_csl(BETTER, LENS, TREES))
    small.generate()
    assert "year: 2023" in small.text(GPTQ_PAGE)
    assert "<<<" not in small.text(GPTQ_MEMORY)


@pytest.mark.parametrize(
    ("file", "text", "said"),
    [
        (".shelflist/README.md", "# What the generator last wrote (form 3)\n", "newer Shelflist"),
        (GPTQ_MEMORY, "title\n", "cannot be read"),
        ("shelflist.lock", "nonsense\n", "cannot be read"),
    ],
)
def test_memory_that_cannot_be_read_is_refused(
    small: PaperList, file: str, text: str, said: str
) -> None:
    small.generate()
    small.write(file, text)
    before = small.tree()
    with pytest.raises(Exception, match=rf"{re.escape(file)}:1: .*{said}"):
        small.generate()
    assert small.tree() == before


def test_a_paper_gone_from_the_seeds_keeps_its_page(small: PaperList) -> None:
    small.generate()
    before = small.text(GPTQ_PAGE)
    small.write("seeds/papers.json", to_csl(LENS, TREES))
    account = small.generate()
    assert account.papers == 3
    assert [p.location.file for p in account.problems if p.rule == "orphan"] == [GPTQ_PAGE]
    after = small.text(GPTQ_PAGE)
    assert "GPTQ: Accurate Quantization" in after
    assert before.partition("<!-- shelflist: abs")[2] == after.partition("<!-- shelflist: abs")[2]
    assert small.generate().files_written == 0


def test_generated_pages_that_nothing_needs_any_more_go(small: PaperList) -> None:
    small.generate()
    assert small.path("docs/topics/vision.md").exists()
    small.change("docs/topics/compression.md", "<!-- /shelflist -->", "<!-- /shelflist -->\nMine.")
    small.write("seeds/topics.yml", "topics: []\n")
    account = small.generate()
    assert not small.path("docs/topics/vision.md").exists()
    assert "Mine." in small.text("docs/topics/compression.md")
    assert "obsolete-page" in rules(account)


def test_the_generator_leaves_other_pages_alone(small: PaperList) -> None:
    small.write("docs/guide/mine.md", "Guide.\n")
    small.write("docs/figures/mine.md", "---\nbroken: [\n---\n")
    small.write("docs/notes.md", "No front matter.\n")
    small.generate()
    assert small.text("docs/guide/mine.md") == "Guide.\n"
    assert small.text("docs/figures/mine.md") == "---\nbroken: [\n---\n"
    assert small.text("docs/notes.md") == "No front matter.\n"


@pytest.mark.parametrize("moment", [0, 1, 2, 4, 7, 11, 15])
@pytest.mark.parametrize("is_first_run", [True, False])
def test_after_a_kill_the_next_run_finishes_the_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moment: int, is_first_run: bool
) -> None:
    clean, killed = (new_list(tmp_path / name, GPTQ, LENS, TREES) for name in ("clean", "killed"))
    for made in (clean, killed):
        if not is_first_run:
            made.generate()
            made.change(GPTQ_PAGE, "  - Dan Alistarh\n", "  - Dan Alistarh\n  - Eva Own\n")
        made.write("seeds/papers.json", to_csl(BETTER, LENS, TREES))
    clean.generate()
    count = 0
    real = Path.replace

    def replace(self: Path, target: Path) -> Path:
        nonlocal count
        if ".cache" not in self.parts:
            if count == moment:
                raise KeyboardInterrupt
            count += 1
        return real(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", replace)
        with contextlib.suppress(KeyboardInterrupt):
            killed.generate()
    killed.generate()
    assert killed.tree() == clean.tree()
    assert killed.leftovers() == []


class FullDisk:
    """A file that takes ten bytes and no more."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file = file

    def __enter__(self) -> FullDisk:
        return self

    def __exit__(self, *_: object) -> None:
        self.file.close()

    def write(self, data: bytes) -> int:
        self.file.write(bytes(data[:10]))
        raise OSError(28, "No space left on device", self.file.name)


@pytest.mark.parametrize("allowed", [0, 1, 5])
def test_a_full_disk_changes_nothing(
    small: PaperList, monkeypatch: pytest.MonkeyPatch, allowed: int
) -> None:
    small.generate()
    small.write("seeds/papers.json", to_csl(BETTER, LENS))
    before = small.tree()
    count = 0
    real = Path.open

    def open_on_a_full_disk(self: Path, mode: str = "r", *more: Any, **named: Any) -> Any:
        nonlocal count
        file = real(self, mode, *more, **named)
        if "docs" in self.parts and "w" in mode and "shelflist-tmp-probe" not in self.name:
            count += 1
            if count > allowed:
                return FullDisk(file)
        return file

    with monkeypatch.context() as patch:
        patch.setattr(Path, "open", open_on_a_full_disk)
        with pytest.raises(PageError, match="No space left on device"):
            small.generate()
    assert small.tree() == before
    assert small.leftovers() == []


HOLD = """
import sys
from pathlib import Path
from shelflist.output import hold_lock
with hold_lock(Path(sys.argv[1]), ".cache/shelflist/running"):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_the_second_of_two_runs_says_so(small: PaperList) -> None:
    small.generate()
    before = small.tree()
    small.write("seeds/papers.json", to_csl(BETTER, LENS, TREES))
    command = [sys.executable, "-c", HOLD, str(small.root)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        assert other.stdout.readline().strip() == b"held"
        with pytest.raises(PageError, match=f"another shelflist is at work.*{other.pid}"):
            small.generate()
        other.kill()
    assert small.text(GPTQ_PAGE).encode() == before[GPTQ_PAGE]
    small.generate()  # the lock of a dead process is taken over
    assert "year: 2023" in small.text(GPTQ_PAGE)


def test_pages_without_front_matter_keep_their_words(small: PaperList) -> None:
    bodies = {"plain": "Mine.\n", "marked": "\ufeff# Mine\r\n\r\nText.", "rule": "Mine\n---\nx\n"}
    for slug, body in bodies.items():
        small.write(f"docs/papers/{slug}.md", body)
    small.write("docs/index.md", "# My own home\n")
    assert small.generate().papers == 6
    for slug, body in bodies.items():
        text = small.text(f"docs/papers/{slug}.md")
        assert text.startswith("\ufeff---" if slug == "marked" else "---")
        assert text.endswith(body.removeprefix("\ufeff"))
    assert small.text("docs/index.md") == "# My own home\n"
    assert small.generate().files_written == 0


def test_an_empty_page_is_a_page(small: PaperList) -> None:
    small.write("docs/papers/empty.md", "")
    assert small.generate().papers == 4
    assert small.generate().files_written == 0


def test_links_out_of_the_list_are_refused(small: PaperList, tmp_path: Path) -> None:
    small.generate()
    outside = tmp_path / "outside.md"
    outside.write_bytes(small.path(GPTQ_PAGE).read_bytes())
    other = new_list(tmp_path / "other", GPTQ)
    other.path("docs/papers").mkdir(parents=True)
    other.path(GPTQ_PAGE).symlink_to(outside)
    before = outside.read_bytes()
    with pytest.raises(Exception, match="link that leads out of the list"):
        other.generate()
    assert outside.read_bytes() == before


@pytest.mark.parametrize("folder", ["docs", "docs/papers", "docs/topics"])
def test_folders_that_lead_out_of_the_list_are_refused(tmp_path: Path, folder: str) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    made = new_list(tmp_path / "list", GPTQ)
    made.path(folder).parent.mkdir(parents=True, exist_ok=True)
    made.path(folder).symlink_to(outside, target_is_directory=True)
    with pytest.raises(Exception, match="leads out of the list"):
        made.generate()
    assert list(outside.iterdir()) == []


def test_a_plan_writes_nothing(small: PaperList) -> None:
    from shelflist.build import Caches

    before = small.tree()
    plan = make_plan(small.root, Caches(small.root), lambda _: None)
    assert len(plan.library.papers) == 3
    assert small.tree() == before
    assert not small.path(".cache").exists()


def test_no_generated_file_names_a_machine_or_a_time(small: PaperList) -> None:
    small.generate()
    text = b"\n".join(small.tree().values()).decode()
    assert str(small.root) not in text
    assert os.uname().nodename not in text


def test_an_order_that_a_person_chose_stands(small: PaperList) -> None:
    small.generate()
    both = "  - Elias Frantar\n  - Dan Alistarh\n"
    small.change(GPTQ_PAGE, both, "  - Dan Alistarh\n  - Elias Frantar\n")
    edited = small.text(GPTQ_PAGE)
    small.generate()
    assert small.text(GPTQ_PAGE) == edited
    small.write("seeds/papers.json", to_csl(BETTER, LENS, TREES))
    small.generate()
    order = "  - Dan Alistarh\n  - Elias Frantar\n  - Saleh Ashkboos\n"
    assert order in small.text(GPTQ_PAGE)
    assert small.generate().files_written == 0


def test_a_list_that_a_person_emptied_stays_empty(small: PaperList) -> None:
    small.generate()
    small.change(GPTQ_PAGE, "topics:\n  - compression\n", "topics: []\n")
    for _ in range(2):
        small.generate()
        assert "topics: []\n" in small.text(GPTQ_PAGE)
    assert "gptq-accurate" in small.text("docs/topics/not-yet-sorted.md")


def test_a_field_that_the_seeds_lose_comes_back_with_them(small: PaperList) -> None:
    small.write("seeds/papers.json", to_csl(BETTER, LENS, TREES))
    small.generate()
    for items, is_there in (((GPTQ, LENS, TREES), False), ((BETTER, LENS, TREES), True)):
        small.write("seeds/papers.json", to_csl(*items))
        small.generate()
        assert ("venue: ICLR\n" in small.text(GPTQ_PAGE)) is is_there
