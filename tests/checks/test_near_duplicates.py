"""Papers with nearly the same title: told where nothing says that they are two."""

from __future__ import annotations

import pytest

from lists import Item, PaperList, to_csl
from shelflist.build import Caches, read_library
from shelflist.checks.duplicates import check_near_duplicates, find_refused
from shelflist.problems import Severity

TITLE = "Learning to Prune Deep Networks for Efficient Inference"


def item(number: int, title: str, author: str = "Rossi", year: int = 2020, **more: object) -> Item:
    return {
        "id": f"i{number}",
        "type": "article",
        "title": title,
        "author": [{"family": author, "given": "Ada"}] if author else [],
        "issued": {"date-parts": [[year]]},
        **more,
    }


def pairs(made: PaperList, *items: Item) -> list[str]:
    made.write("seeds/papers.json", to_csl(*items))
    inputs, library = read_library(made.root, Caches(made.root), lambda _: None)
    problems = list(check_near_duplicates(inputs, library))
    assert all(p.rule == "possible-duplicate" for p in problems)
    assert all(p.severity is Severity.NOTICE for p in problems)
    return [problem.message for problem in problems]


@pytest.mark.parametrize(
    "other",
    [
        "Learning to Prune Deep Network for Efficient Inference",
        "Learning to Prune Deep Netwroks for Efficient Inference",
        "Learning to Prune the Deep Networks for an Efficient Inference",
        "Learning to Prunes Deep Networks for Efficient Inference",
        "Learning to Prune Deep Networks for Efficient Inference: A Study of Forests",
    ],
)
def test_nearly_the_same_title_is_told(small: PaperList, other: str) -> None:
    [message] = pairs(small, item(1, TITLE), item(2, other))
    assert "may be the same paper as" in message


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (item(1, TITLE), item(2, "Learning to Grow Deep Networks for Efficient Inference")),
        (item(1, TITLE), item(2, "Learning to Prune Deep Networks for Efficient Training")),
        (item(1, f"{TITLE} I"), item(2, f"{TITLE} II")),
        (item(1, f"{TITLE} in 2019"), item(2, f"{TITLE} in 2020")),
        (item(1, f"{TITLE}: Part One"), item(2, f"{TITLE}: Part Two")),
        (item(1, TITLE), item(2, TITLE.replace("Networks", "Network"), author="Lee")),
        (item(1, TITLE, year=2001), item(2, TITLE.replace("Networks", "Network"), year=2020)),
        (
            item(1, TITLE, DOI="10.1000/a"),
            item(2, TITLE.replace("Networks", "Network"), DOI="10.1000/b"),
        ),
        (item(1, "Survey of Pruning"), item(2, "Survey of Prunings")),
        (item(1, "Learning to Rank Images Fast"), item(2, "Learning to Rank Videos Fast")),
    ],
)
def test_two_papers_are_not_told(small: PaperList, first: Item, second: Item) -> None:
    assert pairs(small, first, second) == []


def test_what_joining_refused_is_not_told_twice(small: PaperList) -> None:
    same = TITLE.replace("Deep", "deep")
    items = item(1, TITLE, DOI="10.1000/a"), item(2, same, author="Lee", DOI="10.1000/b")
    assert pairs(small, *items) == []
    _, library = read_library(small.root, Caches(small.root), lambda _: None)
    [(pair, reason)] = find_refused(library).items()
    assert "same title" in reason
    assert set(pair) <= {paper.slug for paper in library.papers}


def test_a_page_of_a_person_is_compared_with_the_seeds(small: PaperList) -> None:
    small.write("seeds/papers.json", to_csl(item(1, TITLE)))
    small.generate()
    small.write(
        "docs/papers/own.md",
        f"---\ntitle: {TITLE.replace('Networks', 'Network')}\nauthors: [Ada Rossi]\n---\n",
    )
    inputs, library = read_library(small.root, Caches(small.root), lambda _: None)
    [problem] = check_near_duplicates(inputs, library)
    files = {problem.location.file, problem.message.partition("paper as ")[2].partition(":")[0]}
    assert files == {"docs/papers/own.md", f"docs/{library.papers[0].src_uri}"}
