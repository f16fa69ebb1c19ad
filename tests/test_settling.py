"""`accept` and `keep`: a person settles where the page and the seeds differ."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from lists import GPTQ, GPTQ_PAGE, LENS, TREES, PaperList, to_csl
from shelflist.cli import main

BETTER = GPTQ | {
    "issued": {"date-parts": [[2023]]},
    "title": "GPTQ: Very Accurate Quantization",
    "abstract": "We quantize huge networks to two bits. Quantization now loses nothing at all.",
}
BEST = BETTER | {
    "issued": {"date-parts": [[2024]]},
    "title": "GPTQ: Utterly Accurate Quantization",
    "abstract": "We quantize every network to one bit. Quantization gains a little by now.",
}
SLUG = "gptq-accurate-quantization"
CHANGES = {
    "year": ("year: 2022", "year: 1999", "2023", "year: 2023\n"),
    "year removed": ("year: 2022\n", "", "2023", "year: 2023\n"),
    "title": (
        '"GPTQ: Accurate Quantization"',
        "Mine  # sure",
        "GPTQ: Very Accurate",
        '"GPTQ: Very Accurate Quantization"  # sure\n',
    ),
    "abstract": ("large networks", "*my* networks", "We quantize huge", "huge networks to two"),
    "authors": ("  - Dan Alistarh\n", "  - Dan Alistarh\n  - Eva Own\n", "", "  - Dan Alistarh\n"),
}


def run(made: PaperList, *arguments: str) -> int:
    return main(["-C", str(made.root), *arguments])


def differences(made: PaperList) -> list[str]:
    problems = made.generate().problems
    return [str(problem) for problem in problems if problem.rule == "seeds-differ"]


def seed(made: PaperList, item: dict[str, object]) -> None:
    made.write("seeds/papers.json", to_csl(item, LENS, TREES))


def edited(made: PaperList, name: str) -> str:
    made.generate()
    made.change(GPTQ_PAGE, *CHANGES[name][:2])
    made.generate()
    seed(made, BETTER)
    made.generate()
    return name.partition(" ")[0]


@pytest.mark.parametrize("name", [n for n in CHANGES if n != "authors"])
def test_accept_takes_what_the_seeds_say_and_the_field_follows_them(
    small: PaperList, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    field = edited(small, name)
    first = differences(small)
    assert len(first) == 1
    assert f"shelflist accept {SLUG} {field} " in first[0]
    assert first[0].endswith(f"shelflist keep {SLUG} {field}")
    assert differences(small) == first
    capsys.readouterr()
    assert run(small, "accept", SLUG, field) == 0
    assert f'{field}: took "{CHANGES[name][2]}' in capsys.readouterr().out
    assert CHANGES[name][3] in small.text(GPTQ_PAGE)
    assert small.generate().files_written == 0
    assert differences(small) == []
    seed(small, BEST)
    small.generate()
    follows = {"year": "2024", "title": "Utterly", "abstract": "every network to one bit"}
    assert follows[field] in small.text(GPTQ_PAGE)
    assert differences(small) == []


@pytest.mark.parametrize("name", [n for n in CHANGES if n != "authors"])
def test_keep_ends_the_reminder_until_the_seeds_change_again(small: PaperList, name: str) -> None:
    field = edited(small, name)
    before = small.text(GPTQ_PAGE)
    assert run(small, "keep", SLUG, field) == 0
    assert small.text(GPTQ_PAGE) == before
    assert differences(small) == []
    assert small.generate().files_written == 0
    seed(small, BEST)
    assert len(differences(small)) == 1
    assert small.text(GPTQ_PAGE).count("\n") == before.count("\n")
    assert run(small, "keep", SLUG, field) == 0
    assert differences(small) == []


def test_accept_makes_the_topic_pages_follow(small: PaperList) -> None:
    small.generate()
    small.change(GPTQ_PAGE, "  - compression\n", "  - vision\n")
    small.generate()
    assert "gptq" not in small.text("docs/topics/compression.md")
    assert run(small, "accept", SLUG, "topics") == 0
    assert "gptq" in small.text("docs/topics/compression.md")
    assert "gptq" not in small.text("docs/topics/vision.md")


def test_accept_takes_a_whole_list(small: PaperList) -> None:
    edited(small, "authors")
    assert "Eva Own" in small.text(GPTQ_PAGE)
    assert run(small, "accept", SLUG, "authors") == 0
    assert "Eva Own" not in small.text(GPTQ_PAGE)
    assert "  - Elias Frantar\n  - Dan Alistarh\n" in small.text(GPTQ_PAGE)


def test_a_removed_abstract_is_reminded_of_and_comes_back(small: PaperList) -> None:
    small.generate()
    text = small.text(GPTQ_PAGE)
    start, end = text.index("<!-- shelflist: abs"), text.index("<!-- Write")
    small.write(GPTQ_PAGE, text[:start] + "Mine.\n\n" + text[end:])
    assert differences(small) == []
    seed(small, BETTER)
    assert len(differences(small)) == 1
    assert "two bits" not in small.text(GPTQ_PAGE)
    assert run(small, "keep", SLUG, "abstract") == 0
    assert differences(small) == []
    seed(small, BEST)
    assert len(differences(small)) == 1
    assert run(small, "accept", SLUG, "abstract") == 0
    after = small.text(GPTQ_PAGE)
    assert "to one bit" in after
    assert "-->\n\nMine.\n\n<!-- Write" in after
    assert small.generate().files_written == 0
    seed(small, BETTER)
    small.generate()
    assert "two bits" in small.text(GPTQ_PAGE)


@pytest.mark.parametrize(
    "path", ["papers/x.md", "docs/papers/x.md", "x", "x.md", "./docs/papers/x.md"]
)
def test_a_paper_is_named_by_slug_or_path(small: PaperList, path: str) -> None:
    small.generate()
    small.path(GPTQ_PAGE).rename(small.path("docs/papers/x.md"))
    small.change("docs/papers/x.md", "year: 2022", "year: 1999")
    seed(small, BETTER)
    assert run(small, "accept", path, "year") == 0
    assert "year: 2023\n" in small.text("docs/papers/x.md")
    assert differences(small) == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("gptq-acurate-quantization", "year"), f'Did you mean "{SLUG}"?'),
        ((SLUG, "yaer"), 'Did you mean "year"?'),
        ((SLUG, "year", "absract"), 'Did you mean "abstract"?'),
    ],
)
@pytest.mark.parametrize("command", ["accept", "keep"])
def test_what_is_not_there_is_misuse(
    small: PaperList,
    command: str,
    arguments: tuple[str, ...],
    said: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    small.generate()
    before = small.tree()
    assert run(small, command, *arguments) == 2
    assert said in capsys.readouterr().err
    assert small.tree() == before


@pytest.mark.parametrize("command", ["accept", "keep"])
def test_nothing_to_settle_is_said(
    small: PaperList, command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    small.generate()
    before, times = small.tree(), small.times()
    assert run(small, command, SLUG, "year", "abstract") == 0
    assert capsys.readouterr().out.count("nothing to settle") == 2
    assert (small.tree(), small.times()) == (before, times)


def test_the_summary_and_explain_name_the_difference(
    small: PaperList, capsys: pytest.CaptureFixture[str]
) -> None:
    edited(small, "year")
    assert run(small, "generate") == 0
    assert "1 field differs from the seeds: see  shelflist check" in capsys.readouterr().out
    assert run(small, "explain", SLUG) == 0
    assert "A person's year stands; the seeds now say 2023" in capsys.readouterr().out


def test_settling_as_json(small: PaperList, capsys: pytest.CaptureFixture[str]) -> None:
    edited(small, "year")
    assert run(small, "accept", SLUG, "year", "title", "--json") == 0
    answer = json.loads(capsys.readouterr().out)
    assert [(f["field"], f["settled"]) for f in answer["fields"]] == [
        ("year", True),
        ("title", False),
    ]
    assert answer["slug"] == SLUG
    assert answer["account"]["changed"] == 1


def test_a_page_in_windows_line_ends_gets_its_abstract_in_them(small: PaperList) -> None:
    small.generate()
    text = small.text(GPTQ_PAGE)
    start = text.index("\n<!-- shelflist: abs")
    small.write(GPTQ_PAGE, "\ufeff" + text[:start].replace("\n", "\r\n"))
    small.generate()
    assert run(small, "accept", SLUG, "abstract") == 0
    after = small.text(GPTQ_PAGE)
    assert after.startswith("\ufeff---\r\n")
    assert after.count("\n") == after.count("\r\n")
    assert "to three bits" in after
    assert small.generate().files_written == 0


OTHERS = GPTQ | {"author": [{"family": "New", "given": "Ann"}]}
NAMES = "authors:\n  - Elias Frantar\n  - Dan Alistarh\n"


@pytest.mark.parametrize("typed", ["authors: []\n", "authors: Just Me\n", ""])
def test_a_list_that_a_person_emptied_or_replaced(small: PaperList, typed: str) -> None:
    small.generate()
    small.change(GPTQ_PAGE, NAMES, typed)
    edited = small.text(GPTQ_PAGE)
    assert differences(small) == []
    seed(small, OTHERS)
    assert len(differences(small)) == 1
    assert run(small, "keep", SLUG, "authors") == 0
    assert differences(small) == []
    assert small.text(GPTQ_PAGE) == edited
    seed(small, OTHERS | {"author": [{"family": "Newer", "given": "Bo"}]})
    assert len(differences(small)) == 1
    assert run(small, "accept", SLUG, "authors") == 0
    assert differences(small) == []
    seed(small, OTHERS)
    small.generate()
    assert "Ann New" in small.text(GPTQ_PAGE)
    assert "Bo Newer" not in small.text(GPTQ_PAGE)


@pytest.mark.parametrize("moment", [0, 1, 2, 5])
def test_a_killed_accept_is_whole_or_not_at_all(
    small: PaperList, monkeypatch: pytest.MonkeyPatch, moment: int
) -> None:
    edited(small, "year")
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
        assert run(small, "accept", SLUG, "year") in (0, 130)
    reminders = differences(small)
    if "year: 1999\n" in small.text(GPTQ_PAGE):
        assert len(reminders) == 1
    else:
        assert "year: 2023\n" in small.text(GPTQ_PAGE)
        assert reminders == []
    assert small.generate().files_written == 0
    assert small.leftovers() == []
    seed(small, BEST)
    small.generate()
    assert ("year: 2024\n" in small.text(GPTQ_PAGE)) is (not reminders)
