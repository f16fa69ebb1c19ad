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


ABSTRACT = "Ponds hold water in many places, and we count how many of them there are in the north."


@pytest.mark.parametrize(
    ("first", "second", "reason"),
    [
        ("Attention is all you need", "Attenion is all you need", "one or two letters"),
        ("Attention is all you need", "Attentoin is all you need", "one or two letters"),
        ("Deep ponds", "Deep pnods", "one or two letters"),
        ("Survey of Pruning", "Survey of Prunings", "one or two letters"),
        ("Lerning of transformers by trees", "Learning of tranformers by trees", "two letters"),
        ("$\\beta$-VAE", "β-VAE", "spelled in another way"),
        ("beta-VAE", "𝛽-VAE", "spelled in another way"),
        ("On $\\mathrm{H}_2\\mathrm{O}$ ponds", "On H₂O ponds", "spelled in another way"),
    ],
)
def test_the_same_authors_and_nearly_the_same_title(
    small: PaperList, first: str, second: str, reason: str
) -> None:
    [message] = pairs(small, item(1, first), item(2, second))
    assert reason in message


@pytest.mark.parametrize("other", ["0-262-03561-8", "978-0-262-03561-3, 978-0-262-33737-0"])
def test_one_isbn_in_its_two_forms(small: PaperList, other: str) -> None:
    [message] = pairs(
        small,
        item(1, "Deep Ponds", type="book", ISBN="978 0262035613", author="Rossi"),
        item(2, "Ponds for All (Second Printing)", type="book", ISBN=other, author="Ng"),
    )
    assert "ISBN" in message


def test_a_lost_subtitle_and_nearly_the_same_abstract(small: PaperList) -> None:
    other = ABSTRACT.replace("count", "counted")
    title = "Ponds: Water in Many Places"
    [message] = pairs(
        small, item(1, "Ponds", abstract=ABSTRACT), item(2, title, abstract=other, author="")
    )
    assert "nearly the same abstract" in message
    assert pairs(small, item(1, "Ponds", abstract=ABSTRACT), item(2, title, author="")) == []


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
        (item(1, "Survey of Pruning", "Lee"), item(2, "Survey of Prunings", "Rossi")),
        (item(1, "Ponds"), item(2, "Pond")),
        (item(1, f"Symmetric {TITLE}"), item(2, f"Asymmetric {TITLE}")),
        (item(1, f"{TITLE} with GPT-2"), item(2, f"{TITLE} with GPT-3")),
        (item(1, f"{TITLE} V2"), item(2, f"{TITLE} V3")),
        (item(1, f"{TITLE} A"), item(2, f"{TITLE} B")),
        (item(1, "Growth of leaves in vivo"), item(2, "Growth of leaves in vitro")),
        (item(1, "Learning to Rank"), item(2, "Learning to Rank: A Survey", author="Lee")),
        (
            item(1, "Ponds", type="chapter", ISBN="9780262035613"),
            item(2, "Reeds", type="chapter", ISBN="9780262035613"),
        ),
        (
            item(1, "Ponds of the north", type="paper-conference", ISBN="9780262035613"),
            item(2, "Proceedings of the Pond Conference", type="book", ISBN="9780262035613"),
        ),
        (
            item(1, "The Craft of Ponds", type="book", ISBN="9780262035613", volume="1"),
            item(2, "The Art of Ponds", type="book", ISBN="9780262035613", volume="2"),
        ),
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
