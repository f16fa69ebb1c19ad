"""What a person types without quotes is what the page says, for us and for the builder."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from lists import GPTQ_PAGE, PaperList, new_list
from shelflist.cli import main
from shelflist.problems import Severity
from shelflist.site.building import build_site

PAGE = "docs/papers/mine.md"
WORDS = [
    *("2301.00010", "no", "Yes", "ON", "off", "true", "null", "Null", "~", "0123", "1_000"),
    *("2023-01-02", "2023-01-02 10:00:00", "1:30", "190:20:30", "0x1F", "0b11", "0o14", "1e3"),
    *(".5", "5.", "1.10", "1.0e+3", "+12", "-0", ".inf", ".NaN", "=", "<<", "12", "1.5", "1-10"),
]


def page_with(line: str) -> str:
    return f"---\ntitle: A page of mine\n{line}\n---\n\nMine.\n"


def meta(made: PaperList, name: str) -> dict[str, object]:
    found: dict[str, object] = yaml.safe_load(made.text(name).split("---\n")[1])
    return found


@pytest.mark.parametrize("word", WORDS)
def test_the_builder_reads_what_was_typed(tmp_path: Path, word: str) -> None:
    made = new_list(tmp_path)
    made.write(PAGE, page_with(f"venue:   {word}   # typed so"))
    made.generate()
    assert str(meta(made, PAGE)["venue"]) == word
    line = made.text(PAGE).splitlines()[2]
    assert line in (f"venue:   {word}   # typed so", f'venue:   "{word}"   # typed so')
    assert made.generate().files_written == 0


@pytest.mark.parametrize(
    ("typed", "stands"),
    [
        ("authors: [Ada, Null , no]", 'authors: [Ada, "Null" , "no"]'),
        (
            "authors:\n- no  # really\n- 'yes'\n- Ada",
            "authors:\n- \"no\"  # really\n- 'yes'\n- Ada",
        ),
        ("topics: [\n  no, # one\n  2.50\n]", 'topics: [\n  "no", # one\n  "2.50"\n]'),
        ("keywords: [1:30, 1-30]", 'keywords: ["1:30", 1-30]'),
        ("topics: [no]", 'topics: ["no"]'),
        ("title2: 中文 🧪\ntopics: [🧪, no ,~]", 'topics: [🧪, "no" ,"~"]'),
        ("arxiv: 2301.00010", 'arxiv: "2301.00010"'),
        ("doi:", "doi:"),
        ("year: 2023", "year: 2023"),
        ("read: no\nrating: 4.50", "read: no\nrating: 4.50"),
        ("note: |\n  no", "note: |\n  no"),
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_only_those_characters_change(
    tmp_path: Path, typed: str, stands: str, newline: str
) -> None:
    made = new_list(tmp_path)
    made.write(PAGE, page_with(typed).replace("\n", newline))
    made.generate()
    assert f"{newline}{stands}{newline}".replace("\n", newline).replace("\r\r", "\r") in (
        made.text(PAGE)
    ) or stands.replace("\n", newline) in made.text(PAGE)
    assert made.generate().files_written == 0


def test_a_run_names_what_it_quoted(small: PaperList, capsys: pytest.CaptureFixture[str]) -> None:
    small.generate()
    small.change(GPTQ_PAGE, "year: 2022\n", "year: 2022\narxiv: 2301.00010\n")
    line = small.text(GPTQ_PAGE).splitlines().index("arxiv: 2301.00010") + 1
    before = small.tree()
    root = str(small.root)
    assert main(["-C", root, "check"]) == 0
    said = capsys.readouterr().out
    assert f"{GPTQ_PAGE}:{line}:8: warning: arxiv: plain YAML does not read 2301.00010" in said
    assert small.tree() == before
    assert main(["-C", root, "generate"]) == 0
    said = capsys.readouterr().err
    assert f"{GPTQ_PAGE}:{line}:8: notice: arxiv: plain YAML does not read 2301.00010" in said
    assert 'arxiv: "2301.00010"\n' in small.text(GPTQ_PAGE)
    assert main(["-C", root, "check"]) == 0
    assert "quoted-scalar" not in capsys.readouterr().out


def test_a_quoted_field_stays_a_persons(small: PaperList) -> None:
    small.generate()
    small.change(GPTQ_PAGE, 'title: "GPTQ: Accurate Quantization"', "title: 1.10")
    account = small.generate()
    assert [p.severity for p in account.problems if p.rule == "quoted-scalar"] == [Severity.NOTICE]
    assert 'title: "1.10"\n' in small.text(GPTQ_PAGE)
    small.generate()
    assert 'title: "1.10"\n' in small.text(GPTQ_PAGE)
    small.lose_memory()
    small.generate()
    assert 'title: "1.10"\n' in small.text(GPTQ_PAGE)


def test_the_built_page_shows_what_was_typed(small: PaperList) -> None:
    small.write(
        PAGE, "---\ntitle: no\nauthors: [Ada Null, null]\narxiv: 2301.00010\nvenue: 1:30\n---\n"
    )
    small.generate()
    small.path("mkdocs.yml").unlink()
    build_site(small.root, "site")
    html = (small.root / "site/papers/mine/index.html").read_text(encoding="utf-8")
    assert "https://arxiv.org/abs/2301.00010" in html
    assert not re.search(r"2301\.0001\b", html)
    assert re.search(r"<h1[^>]*>\s*no\s*<", html)
    assert "1:30" in html
    assert "null" in html
