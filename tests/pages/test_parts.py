"""Long lists in parts: small enough, whole, with bounds that stay."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lists import PaperList, to_csl
from shelflist.pages import parts
from shelflist.pages.parts import Entry, list_entries, to_letter_key, to_year_key

WORDS = st.text("abcdefghijklmnopqrstuvwxyz0-", max_size=12)
YEARS = st.integers(0, 2047)
MOST = 700


@pytest.fixture(autouse=True)
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "MOST_BYTES", MOST)


def to_entry(year: int, title: str) -> Entry:
    target = f"papers/{title}-{year}.md"
    return Entry(to_year_key(year, title), str(year), f"[{title}](", target, ")")


def to_parts(papers: list[tuple[int, str]]) -> dict[str, set[str]]:
    """Give the lines of each part, or of the page itself."""
    entries = [to_entry(*paper) for paper in sorted(papers, key=lambda p: (-p[0], p[1]))]
    listing, made = list_entries(entries, "papers/index.md", "All", "years", by_year=True)
    assert bool(listing.sections) != bool(made) or not papers
    assert [link.target for link in listing.parts] == [f"../{path}" for path in made]
    pages = {path: part.sections for path, part in made.items()} or {"": listing.sections}
    return {path: {line for s in found for line in s.lines} for path, found in pages.items()}


@given(st.lists(st.tuples(YEARS, WORDS), unique=True, max_size=60))
def test_every_paper_stands_in_one_part(papers: list[tuple[int, str]]) -> None:
    found = to_parts(papers)
    lines = [line for part in found.values() for line in part]
    assert sorted(lines) == sorted(to_entry(*paper).to_line("../") for paper in papers)


@given(st.lists(st.tuples(YEARS, WORDS), unique=True, min_size=1, max_size=60))
def test_one_paper_more_touches_one_part_or_what_it_is_cut_into(
    papers: list[tuple[int, str]],
) -> None:
    *few, new = papers
    before, after = to_parts(few), to_parts(papers)
    changed = {name for name in before if before[name] != after.get(name)}
    assert len(changed) <= 1
    line = to_entry(*new).to_line("../")
    come = [after[name] for name in after if before.get(name) != after[name]]
    gone = [before[name] for name in changed]
    assert set().union(*come) == set().union(*gone, {line})


@pytest.mark.parametrize(
    ("papers", "names"),
    [
        ([(2000, "a"), (2020, "b")], [""]),
        (
            [(y, f"{t}{n}") for y in (0, 1999, 2017, 2023, 2025) for t in "az" for n in range(9)],
            ["2024-2031", "2020-2023", "2016-2019", "1984-2015", "undated"],
        ),
        ([(2024, f"{t}{n}") for t in "bcz" for n in range(15)], ["2024-b", "2024-c", "2024-p-z"]),
    ],
)
def test_parts_are_called_by_their_bounds(papers: list[tuple[int, str]], names: list[str]) -> None:
    found = [name.removeprefix("years/").removesuffix(".md") for name in to_parts(papers)]
    assert found == names


def test_letters_alone_part_a_list_by_name() -> None:
    entries = [
        Entry(to_letter_key(name), name[0], f"[{name}](", f"papers/{name}.md", ")")
        for name in sorted(f"{first}{n}" for first in ("li", "lo", "m") for n in range(20))
    ]
    page, folder = "references/index.md", "references/by-name"
    listing, made = list_entries(entries, page, "References", folder, by_year=False)
    assert [link.title for link in listing.parts] == ["LH–LK", "LL–LO", "M"]
    assert [*made] == [f"{folder}/{name}.md" for name in ("lh-lk", "ll-lo", "m")]
    assert made[f"{folder}/m.md"].sections[0].lines[0] == "- [m0](../../papers/m0.md)"


def make_items(count: int) -> list[dict[str, object]]:
    return [
        {
            "id": f"n{number}",
            "type": "article",
            "title": f"{'abcdefghijklm'[number % 13]}{number} image",
            "author": [{"family": f"{'abcdefg'[number % 7]}oak", "given": "Ann"}],
            "issued": {"date-parts": [[2015 + number % 9]]},
        }
        for number in range(count)
    ]


def test_a_long_list_links_to_its_parts_and_they_go_with_it(small: PaperList) -> None:
    items = make_items(60)
    small.write("seeds/papers.json", to_csl(*items))
    small.generate()
    for page, folder in (
        ("papers/index.md", "years"),
        ("topics/vision.md", "topics/vision"),
        ("references/index.md", "references/by-name"),
    ):
        text = small.text(f"docs/{page}")
        names = [p for p in small.tree() if re.match(rf"docs/{folder}/[\w-]+\.md", p)]
        assert len(names) > 2
        up = "../" * page.count("/")
        assert all(f"]({up}{name.removeprefix('docs/')})" in text for name in names)
        assert "](../papers/" not in text
        parted = [small.text(name) for name in names]
        assert all(f"\npart_of: {page}\n" in part or f'"{page}"' in part for part in parted)
        assert sum(part.count("papers/") - part.count("papers/index") for part in parted) == 60
        assert all(len(part) < MOST + 400 for part in parted)
    assert small.generate().files_written == 0
    [part, *_] = [name for name in small.tree() if name.startswith("docs/years/")]
    small.write(part, small.text(part) + "\nMy note.\n")
    for page in small.path("docs/papers").glob("[!i]*.md"):
        if page.stem[1:] not in {f"{number}-image" for number in range(5)}:
            page.unlink()
    account = small.generate()
    left = [
        n for n in small.tree() if re.match(r"docs/(?:years|topics/vision|references/by-name)/", n)
    ]
    assert left == [part]
    assert "obsolete-page" in {problem.rule for problem in account.problems}
    moved = [line for line in small.text("docs/redirects").splitlines() if line[:1] != "#"]
    assert all(line.startswith("authors/") for line in moved if line)  # parts were no addresses
