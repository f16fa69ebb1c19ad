"""What `check` tells a maintainer, with the place and the mend."""

from __future__ import annotations

from lists import GPTQ, GPTQ_PAGE, LENS, TREES, PaperList, to_csl
from shelflist.build import Caches, make_plan
from shelflist.problems import Problem, Severity


def check(made: PaperList) -> dict[str, Problem]:
    plan = make_plan(made.root, Caches(made.root), lambda _: None)
    return {problem.rule: problem for problem in plan.problems}


def test_a_clean_list_has_no_problem(small: PaperList) -> None:
    small.generate()
    assert check(small) == {}


def test_unknown_topics_are_an_error_that_offers_the_nearest(small: PaperList) -> None:
    small.generate()
    small.change(GPTQ_PAGE, "  - compression", "  - Compresion")
    problem = check(small)["unknown-topic"]
    assert problem.severity is Severity.ERROR
    assert '"compression"' in problem.mend


def test_working_titles_are_told(small: PaperList) -> None:
    untitled = {key: value for key, value in LENS.items() if key != "title"}
    small.write("seeds/papers.json", to_csl(GPTQ, untitled, TREES))
    problem = check(small).get("provisional-title")
    assert problem is not None
    assert problem.severity is Severity.NOTICE
    account = small.generate()
    [again] = [p for p in account.problems if p.rule == "provisional-title"]
    text = small.text(again.location.file).splitlines()
    assert text[again.location.line - 1].startswith("title: ")
    assert "provisional_title: true" in text


def test_lines_that_nobody_understands_are_told(small: PaperList) -> None:
    small.write("seeds/odd.txt", "qwerty\n\nzxcvb 42\n")
    problem = check(small)["unexplained"]
    assert (problem.location.file, problem.location.line) == ("seeds/odd.txt", 1)
    assert problem.severity is Severity.WARNING
    assert "1, 3" in problem.message


def test_seeds_that_disagree_are_told_until_a_person_decides(small: PaperList) -> None:
    small.write("seeds/other.json", to_csl(GPTQ | {"issued": {"date-parts": [[2015]]}}))
    small.generate()
    problem = check(small)["conflict"]
    assert "2015" in problem.message
    assert "2022" in problem.message
    year = "year: 2022" if "year: 2022" in small.text(GPTQ_PAGE) else "year: 2015"
    small.change(GPTQ_PAGE, year, "year: 2021")
    assert "conflict" not in check(small)


def test_entries_for_missing_seeds_are_told(small: PaperList) -> None:
    small.write("seeds/seeds.yml", "paper.json:\n  name: x\n")
    problem = check(small)["missing-seed"]
    assert '"paper.json"' in problem.message


def test_papers_that_no_seed_knows_any_more_are_told(small: PaperList) -> None:
    small.generate()
    small.write("seeds/papers.json", to_csl(LENS, TREES))
    assert check(small)["orphan"].location.file == GPTQ_PAGE
