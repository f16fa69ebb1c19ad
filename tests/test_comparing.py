"""What a change means, told paper by paper: two lists compared in all the ways they differ."""

from __future__ import annotations

import json

import pytest

from gitlists import commit, start
from lists import GPTQ, GPTQ_PAGE, LENS, TREES, PaperList, to_csl
from shelflist.cli import main

LENS_PAGE = "docs/papers/lens-every-image.md"
Change = dict[str, object]


@pytest.fixture
def listed(small: PaperList) -> PaperList:
    """Make a list of three papers, generated and committed as `base`."""
    return start(small)


class Asked:
    """What `shelflist diff` answers in its forms."""

    def __init__(self, made: PaperList, capsys: pytest.CaptureFixture[str]) -> None:
        self.made = made
        self.capsys = capsys
        self.code = 0

    def in_form(self, form: str, ref: str = "base") -> str:
        self.capsys.readouterr()
        self.code = main(["-C", str(self.made.root), "diff", ref, "--format", form])
        return self.capsys.readouterr().out

    def changes(self, ref: str = "base") -> dict[str, list[dict[str, object]]]:
        return dict(json.loads(self.in_form("json", ref)))

    def fields(self) -> dict[object, dict[str, object]]:
        [changed] = self.changes()["changed"]
        fields = changed["fields"]
        assert isinstance(fields, list)
        return {field["field"]: field for field in fields}


@pytest.fixture
def asked(listed: PaperList, capsys: pytest.CaptureFixture[str]) -> Asked:
    return Asked(listed, capsys)


@pytest.mark.parametrize(
    ("old", "new", "field", "text"),
    [
        ("year: 2022", "year: 2020", "year", "year: 2022 -> 2020"),
        ("year: 2022\n", "", "year", "year: 2022 -> (none)"),
        ("year: 2022", "year: 2022\nvenue: ICLR", "venue", "venue: (none) -> ICLR"),
        ("  - Dan Alistarh", "  - Dan Alistarh\n  - Ada Rossi", "authors", "authors: + Ada Rossi"),
        (
            "  - Elias Frantar\n  - Dan Alistarh",
            "  - Dan Alistarh\n  - Elias Frantar",
            "authors",
            "authors: another order, Dan Alistarh; Elias Frantar",
        ),
        ("three bits", "two bits", "abstract", "networks to [three -> two] bits"),
        ("year: 2022", "year: 2022\nrating: '5'", "rating", "rating: (none) -> 5"),
    ],
)
def test_each_field_is_told(
    listed: PaperList, asked: Asked, old: str, new: str, field: str, text: str
) -> None:
    listed.change(GPTQ_PAGE, old, new)
    assert asked.fields().keys() == {field}
    assert text in asked.in_form("text")
    assert asked.code == 0


def test_line_ends_quotes_and_comments_mean_nothing(listed: PaperList, asked: Asked) -> None:
    text = listed.text(GPTQ_PAGE).replace("year: 2022", 'year: "2022"  # checked')
    listed.write(GPTQ_PAGE, text.replace("\n", "\r\n"))
    assert asked.in_form("text") == "Nothing changed since base.\n"


def test_a_topic_that_is_renamed_counts_its_papers(listed: PaperList, asked: Asked) -> None:
    listed.change("seeds/topics.yml", "id: vision", "id: seeing")
    topics = {topic["topic"]: topic for topic in asked.changes()["topics"]}
    assert topics["seeing"]["state"] == "new"
    assert topics["vision"]["state"] == "removed"
    assert (topics["seeing"]["before"], topics["seeing"]["after"]) == (0, 1)
    assert topics["vision"]["lost"] == ["lens-every-image"]
    assert "seeing (new) +1 = 1" in asked.in_form("text")


def test_a_possible_duplicate_of_a_new_paper_is_told(listed: PaperList, asked: Asked) -> None:
    near = {**TREES, "id": "x", "title": "Pruning Trees in the Winters"}
    del near["DOI"]
    listed.write("seeds/new.json", to_csl(near))
    [problem] = asked.changes()["problems"]
    assert problem["rule"] == "possible-duplicate"
    assert asked.code == 0
    commit(listed)
    assert asked.changes("HEAD")["problems"] == []  # it is no news any more


def test_unknown_topics_of_the_base_are_no_news(listed: PaperList, asked: Asked) -> None:
    listed.change(GPTQ_PAGE, "  - compression", "  - compresion")
    assert [p["rule"] for p in asked.changes()["problems"]] == ["unknown-topic"]
    assert asked.code == 1
    commit(listed)
    assert asked.changes("HEAD")["problems"] == []
    assert asked.code == 0


def test_a_new_conflict_with_the_seeds_is_told(listed: PaperList, asked: Asked) -> None:
    listed.change(GPTQ_PAGE, "year: 2022", "year: 2021")
    commit(listed)
    listed.write(
        "seeds/papers.json", to_csl(GPTQ | {"issued": {"date-parts": [[2023]]}}, LENS, TREES)
    )
    [problem] = asked.changes("HEAD")["problems"]
    assert (problem["rule"], problem["file"]) == ("seeds-differ", GPTQ_PAGE)
    assert asked.changes("HEAD")["changed"] == []  # the person's year stands


def test_two_pages_that_became_one(listed: PaperList, asked: Asked) -> None:
    listed.path(GPTQ_PAGE).unlink()
    listed.write("docs/redirects", "papers/gptq-accurate-quantization papers/lens-every-image\n")
    [removed] = asked.changes()["removed"]
    assert (removed["slug"], removed["leads_to"]) == (
        "gptq-accurate-quantization",
        "papers/lens-every-image/",
    )
    assert "(now papers/lens-every-image/)" in asked.in_form("text")
    assert asked.code == 0


def test_a_renamed_and_edited_page_before_and_after_generating(
    listed: PaperList, asked: Asked
) -> None:
    text = listed.text(LENS_PAGE).replace("year: 2021", "year: 2020")
    listed.path(LENS_PAGE).unlink()
    listed.write("docs/papers/glass.md", text)
    for _ in range(2):
        changes = asked.changes()
        [renamed] = changes["renamed"]
        assert (renamed["was"], renamed["slug"]) == ("lens-every-image", "glass")
        assert [field["field"] for field in renamed["fields"]] == ["year"]  # type: ignore[attr-defined]
        assert changes["added"] == changes["removed"] == changes["problems"] == []
        assert asked.code == 0
        listed.generate()


def test_a_page_that_a_person_writes_is_new(listed: PaperList, asked: Asked) -> None:
    listed.write("docs/papers/own.md", "---\ntitle: My own paper\ntopics: [vision]\n---\n")
    [added] = asked.changes()["added"]
    assert (added["slug"], added["title"], added["sources"]) == ("own", "My own paper", [])


def test_the_same_is_told_in_every_form(listed: PaperList, asked: Asked) -> None:
    listed.write("docs/papers/own.md", '---\ntitle: "Ours @you #1"\ntopics: [visoin]\n---\n')
    assert "own: Ours @you #1" in asked.in_form("text")
    assert asked.code == 1
    markdown = asked.in_form("markdown")
    assert "1 paper added" in markdown and "@you" not in markdown and "#1" not in markdown
    assert asked.code == 1
    first, second = asked.in_form("github").splitlines()
    assert first.startswith("::notice title=shelflist diff::Since base: 1 paper added")
    assert second.startswith("::error file=docs/papers/own.md,line=3,title=unknown-topic::")
    assert asked.code == 1
    assert main(["-C", str(listed.root), "diff", "base", "--json"]) == 1
    assert asked.changes()["ref"] == "base"
