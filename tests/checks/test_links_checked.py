"""Links that lead nowhere in what people wrote."""

from __future__ import annotations

import pytest

from lists import GPTQ_PAGE, PaperList
from shelflist.build import Caches, find_changes, make_plan
from shelflist.checks.links import check_links
from shelflist.checks.prose import find_ids, find_links
from shelflist.commands.check import make_tree
from shelflist.problems import Problem, Severity

LENS_PAGE = "docs/papers/lens-every-image.md"


def check(made: PaperList) -> list[Problem]:
    caches = Caches(made.root)
    plan = make_plan(made.root, caches, lambda _: None)
    tree = make_tree(made.root, plan, find_changes(made.root, plan))
    return list(check_links(plan.inputs, tree))


def add(made: PaperList, text: str, file: str = GPTQ_PAGE) -> None:
    made.write(file, made.text(file) + text)


@pytest.fixture
def written(small: PaperList) -> PaperList:
    small.generate()
    small.write("docs/guide.md", "# The guide\n\n## How *to* read\n\nText.\n")
    small.write("docs/image.png", b"png")
    return small


@pytest.mark.parametrize(
    "link",
    [
        "[a](lens-every-image.md)",
        "[a](<lens-every-image.md>)",
        '[a](lens-every-image.md "Title (here)")',
        "[a](../guide.md#how-to-read)",
        "[a](../guide.md?x=1)",
        "[a](lens-every-image.md#cite)",
        "[a][b]\n\n[b]: ../guide.md",
        "![a](../image.png)",
        "[a](https://example.org/nothing.md)",
        "[a](mailto:a@example.org)",
        "[a](//example.org/x.md)",
        "[a](#)",
        "[a](../lens-every-image/)",
        "[a](../../topics/vision/)",
        "[a](/papers/lens-every-image/)",
        "[a](../topics/vision.md)",
        "[a](../references/references.bib)",
        "[a](../authors/dan-alistarh.md)",
        "[a](../exports/topics/vision.bib)",
        "`[a](nowhere.md)`",
        "``[a](nowhere.md) ` ``",
        "```\n[a](nowhere.md)\n```",
        "~~~~\n```\n[a](nowhere.md)\n~~~~",
        "- an entry\n\n    ```md\n    [a](nowhere.md)\n    ```",
        "Text.\n\n    [a](nowhere.md)",
        "<!-- [a](nowhere.md) -->",
        "<!--\n\n[a](nowhere.md)\n-->",
        "$f[x](y.z)$",
        "$$\nf[x](y.z)\n$$",
        r"\[a\](nowhere.md)",
        "[^1]: nowhere.md",
        "a [list](https://example.org/a_(b)) of (things) [1]",
    ],
)
def test_these_lead_somewhere_or_are_no_links(written: PaperList, link: str) -> None:
    add(written, f"\n{link}\n")
    assert check(written) == []


@pytest.mark.parametrize(
    ("link", "target"),
    [
        ("[a](nowhere.md)", "nowhere.md"),
        ("![a](../nothing.png)", "../nothing.png"),
        ("[a][b]\n\n[b]: ../nowhere.md", "../nowhere.md"),
        ("- one\n\n    [a](nowhere.md)", "nowhere.md"),
        ("!!! note\n\n    [a](nowhere.md)", "nowhere.md"),
        ("[a](lens%20x.md)", "lens%20x.md"),
        ("[a](../../README.md)", "../../README.md"),
        ("a `b` c [a](nowhere.md) `d`", "nowhere.md"),
    ],
)
def test_these_lead_nowhere(written: PaperList, link: str, target: str) -> None:
    start = len(written.text(GPTQ_PAGE).splitlines())
    add(written, f"\n{link}\n")
    [problem] = check(written)
    assert (problem.rule, problem.severity) == ("broken-link", Severity.ERROR)
    assert f'"{target}"' in problem.message
    line = written.text(GPTQ_PAGE).splitlines()[problem.location.line - 1]
    assert target in line
    assert problem.location.file == GPTQ_PAGE
    assert problem.location.line > start


def test_the_nearest_page_is_offered_as_it_is_to_be_written(written: PaperList) -> None:
    add(written, "\n[a](papers/lens-every-imgae.md)\n", "docs/guide.md")
    [problem] = check(written)
    assert "papers/lens-every-image.md" in problem.mend


def test_a_page_that_was_renamed_is_said_to_be_elsewhere(written: PaperList) -> None:
    add(written, "\n[a](papers/lens-every-image.md)\n", "docs/guide.md")
    written.path(LENS_PAGE).rename(written.path("docs/papers/glass.md"))
    for _ in range(2):  # before and after the generator has run
        [problem] = check(written)
        assert "The page is now elsewhere: write  papers/glass.md" in problem.mend
        written.generate()


def test_a_place_that_is_not_there_is_a_warning(written: PaperList) -> None:
    add(written, "\n[a](../guide.md#how-to-write)\n")
    [problem] = check(written)
    assert (problem.rule, problem.severity) == ("broken-anchor", Severity.WARNING)


def test_an_address_that_only_a_browser_could_follow_is_a_warning(written: PaperList) -> None:
    add(written, "\n[a](../nowhere/)\n")
    [problem] = check(written)
    assert (problem.rule, problem.severity) == ("broken-link", Severity.WARNING)


def test_generated_passages_are_the_generators_business(written: PaperList) -> None:
    written.path(LENS_PAGE).unlink()  # topics and authors still name it until the next run
    assert check(written) == []


def test_a_passage_that_a_person_changed_is_theirs(written: PaperList) -> None:
    written.change(GPTQ_PAGE, "We quantize", "We [quantize](nowhere.md)")
    [problem] = check(written)
    assert "nowhere.md" in problem.message


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("# One two\n", {"one-two"}),
        ("## `Code` and **bold** {#own}\n", {"own"}),
        ("Under\n=====\n", {"under"}),
        ("# Same\n\n# Same\n", {"same", "same_1"}),
        ('<a id="x"></a>\n', {"x"}),
        ("```\n# not a heading\n```\n", set()),
        ("# [A link](x.md)\n", {"a-link"}),
    ],
)
def test_places_of_a_page(text: str, ids: set[str]) -> None:
    assert find_ids(text.splitlines(keepends=True)) == (ids, True)


def test_lines_are_counted_across_what_is_passed_over() -> None:
    text = "```\na\n```\n<!-- b\nc -->\n`d\ne` [f](g)\n"
    assert [(link.target, link.line) for link in find_links(text.splitlines(True))] == [("g", 7)]
