"""Problems and changes as text for GitHub: nothing in them may do anything there."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown import markdown

from shelflist.comparing import Changes, FieldChange, PaperChange
from shelflist.problems import Location, Problem, Severity
from shelflist.reporting import (
    MOST_CHARACTERS,
    by_severity,
    changes_to_markdown,
    escape,
    to_github,
    to_markdown,
)

HOSTILE = [
    "@everyone look",
    "see #1 and owner/name#2",
    "<img src=x onerror=alert(1)>",
    "[click](javascript:alert(1))",
    "![x](https://evil.example.org/pixel.png)",
    "https://evil.example.org",
    "www.evil.example.org",
    "`code` and **bold**",
    "</details><script>alert(1)</script>",
    "a\n\n# heading\n- item",
    "a | b",
    "~~gone~~",
    "GH-1 and 1a2b3c4d5e6f7a8b",
    "HTTPS://evil.example.org",
    "$x$ and $$y$$",
    ":smile:",
    "a\u202eb\u200b",
    "&lt;b&gt; &#64;everyone",
]


def problem(message: str, severity: Severity = Severity.ERROR, line: int = 3) -> Problem:
    return Problem(Location("docs/a.md", line), "rule", message, "Mend it.", severity)


@pytest.mark.parametrize("text", HOSTILE)
def test_text_in_a_comment_is_only_text(text: str) -> None:
    escaped = escape(text)
    assert "\n" not in escaped
    html = markdown(escaped, extensions=["tables"])
    assert not any(
        tag in html for tag in ("<img", "<a ", "<script", "<h1", "<li", "<code", "<strong")
    )
    assert "@everyone" not in html and "https://evil" not in html and "www.evil" not in html
    assert "#1" not in html and "#2" not in html
    assert not any(sign in html for sign in ("GH-1", "1a2b3c4", "HTTPS://", ":smile", "\u202e"))
    assert "$x" not in escaped and "$y" not in escaped


def test_commands_for_github_cannot_be_broken_out_of() -> None:
    (line,) = to_github([problem("100%\n::error::x\r::warning::y, a:b")])
    assert line == (
        "::error file=docs/a.md,line=3,title=rule::100%25%0A::error::x ::warning::y, a:b%0AMend it."
    )
    place = Problem(Location("docs/a,b:c\n::error.md", 1), "rule", "m", "", Severity.NOTICE)
    (line,) = to_github([place])
    assert line.startswith("::notice file=docs/a%2Cb%3Ac %3A%3Aerror.md,line=1,title=rule::")


@given(st.text())
def test_a_command_is_one_line(text: str) -> None:
    (line,) = to_github([problem(text)])
    assert len(line.splitlines()) == 1


def test_what_fails_comes_first() -> None:
    problems = [problem("c", Severity.NOTICE, 1), problem("b", Severity.WARNING, 2), problem("a")]
    assert [p.message for p in by_severity(problems)] == ["a", "b", "c"]


def test_a_comment_fits_and_says_what_was_left_out() -> None:
    text = to_markdown("Check", [problem("x" * 150, line=n) for n in range(1, 2000)])
    assert len(text) < MOST_CHARACTERS
    assert "<details>" in text and "</details>" in text
    assert "more lines did not fit" in text
    told = sum(line.startswith("- ") for line in text.splitlines())
    assert f"{1999 - told} more lines did not fit" in text
    assert "Nothing to report" in to_markdown("Check", [])


@pytest.mark.parametrize("text", HOSTILE)
def test_titles_of_strangers_are_text_in_the_report_of_a_change(text: str) -> None:
    change = PaperChange("slug", text, fields=(FieldChange("title", "Old", text),))
    report = changes_to_markdown(Changes("main", changed=(change,)))
    html = markdown(report)
    assert not any(tag in html for tag in ("<img", "<a ", "<script", "<h1"))
    assert "@everyone" not in html


def test_a_report_of_many_changes_fits_with_its_folds_whole() -> None:
    fields = tuple(FieldChange(f"f{n}", "@" * 150, "#" * 150) for n in range(3))
    papers = tuple(PaperChange(f"p{n}", "*" * 150, fields=fields) for n in range(500))
    text = changes_to_markdown(Changes("main", added=papers, changed=papers))
    assert len(text) < MOST_CHARACTERS
    assert text.count("<details>") == text.count("</details>") == 2
    assert "more lines did not fit" in text


def test_files_are_named_from_the_top_of_the_repository() -> None:
    (line,) = to_github([problem("x")], "lists/mine/")
    assert line.startswith("::error file=lists/mine/docs/a.md,line=3")
