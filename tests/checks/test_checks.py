"""What `check` tells a maintainer, with the place and the mend."""

from __future__ import annotations

from pathlib import Path

import pytest

from lists import GPTQ, GPTQ_PAGE, LENS, TREES, PaperList, new_list, to_csl
from shelflist.build import Caches, make_plan
from shelflist.cli import main
from shelflist.problems import Problem, Severity, count_errors


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


@pytest.mark.parametrize(
    ("name", "text", "severity"),
    [
        ("a.bib", "Not one entry, but words.\n", Severity.ERROR),
        ("a.bib", '@string{jal = "Journal of All"}\n', Severity.ERROR),
        ("a.BIB", "@article{only-a-head, note = {x}}\n", Severity.ERROR),
        ("a.ris", "TY  - JOUR\nAU  - Elm, Ada\nER  - \n", Severity.ERROR),
        ("a.nbib", "PMID- 1\nAU  - Elm A\n", Severity.ERROR),
        ("a.json", "[]\n", Severity.ERROR),
        ("a.json", '[{"id": "a", "type": "article"}]\n', Severity.ERROR),
        ("a.json", "[{", Severity.ERROR),
        ("a.yaml", "references:\n- id: a\n  type: article\n", Severity.ERROR),
        ("lib/a.bib", "words\n", Severity.ERROR),
        ("a.txt", "TY  - JOUR\nAU  - Elm, Ada\nER  - \n", Severity.ERROR),
        ("a.txt", "Some words about how we work here.\n", Severity.WARNING),
        ("a.md", "# Notes\n\nSome words about how we work here.\n", Severity.WARNING),
        ("a.md", "---\ntitle: About us\n---\n\nWe read papers.\n", Severity.WARNING),
    ],
)
def test_a_seed_that_gives_nothing_is_told(
    small: PaperList, name: str, text: str, severity: Severity
) -> None:
    small.write(f"seeds/{name}", text)
    found = [p for p in small.generate().problems if p.location.file.startswith("seeds/")]
    assert max(problem.severity is Severity.ERROR for problem in found) is (
        severity is Severity.ERROR
    )
    assert any(problem.severity is severity for problem in found)


def test_one_empty_file_beside_others_of_a_folder_is_no_error(small: PaperList) -> None:
    small.write("seeds/lib/names.bib", '@string{jal = "Journal of All"}\n')
    small.write("seeds/lib/papers.json", to_csl(GPTQ))
    assert not count_errors(small.generate().problems)


def test_a_list_without_papers_is_told_what_to_do(tmp_path: Path) -> None:
    [problem] = new_list(tmp_path).generate().problems
    assert (problem.rule, problem.severity) == ("no-papers", Severity.WARNING)
    assert "shelflist add" in problem.mend


LOSSES = {
    "a.bib": "@article{a, title={A Whole Paper}, year=2020}\n@misc{b, note={x}}\n",
    "a.txt": "qwerty\n\nzxcvb 42\n",
}


@pytest.mark.parametrize("name", LOSSES)
@pytest.mark.parametrize("command", ["generate", "check", "build"])
def test_strictly_nothing_may_be_lost(small: PaperList, command: str, name: str) -> None:
    assert main(["-C", str(small.root), command, "--strict"]) == 0
    small.write(f"seeds/{name}", LOSSES[name])
    assert main(["-C", str(small.root), command]) == 0
    site = small.path("site").stat().st_mtime_ns if command == "build" else 0
    assert main(["-C", str(small.root), command, "--strict"]) == 1
    assert not site or small.path("site").stat().st_mtime_ns == site
