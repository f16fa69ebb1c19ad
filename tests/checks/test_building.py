"""What a list's own mkdocs.yml must say for its site to show papers."""

from __future__ import annotations

from pathlib import Path

import pytest

from shelflist.checks.building import check_building
from shelflist.config import read_settings
from shelflist.problems import Severity

OURS = "theme: shelflist\nplugins: [shelflist]\n"


def check(root: Path, text: str) -> list[tuple[str, str, Severity]]:
    (root / "mkdocs.yml").write_text(text, encoding="utf-8")
    problems = check_building(root, read_settings(root))
    return [(str(p.location), p.message, p.severity) for p in problems]


@pytest.mark.parametrize(
    "text",
    [
        OURS,
        "theme: {name: shelflist, custom_dir: own}\nplugins: [search, shelflist]\n",
        "theme: !ENV [NO_SUCH_THEME, shelflist]\nplugins:\n  - shelflist: {exports: false}\n",
        "theme: shelflist\nplugins:\n  search: {}\n  shelflist: {}\n",
        "theme: shelflist\nplugins: !ENV [NO_SUCH_PLUGINS, [shelflist]]\n",
        f"{OURS}markdown_extensions:\n  pymdownx.emoji:\n"
        "    emoji_generator: !!python/name:material.extensions.emoji.to_svg\n",
    ],
)
def test_nothing_is_wrong(tmp_path: Path, text: str) -> None:
    assert check(tmp_path, f"site_name: Mine\n{text}") == []


def test_a_list_without_a_mkdocs_yml_has_nothing_to_mend(tmp_path: Path) -> None:
    assert list(check_building(tmp_path, read_settings(tmp_path))) == []


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ("plugins: [shelflist]", "mkdocs.yml:1", "names no theme"),
        ("plugins: [shelflist]\ntheme: readthedocs", "mkdocs.yml:3", '"readthedocs" cannot draw'),
        ("theme: {name: material}\nplugins: [shelflist]", "mkdocs.yml:2", '"material" cannot'),
        ("theme: {custom_dir: own}\nplugins: [shelflist]", "mkdocs.yml:2", "names no theme"),
        ("theme: shelflist", "mkdocs.yml:1", "names no plugin shelflist"),
        ("theme: shelflist\nplugins: [search]", "mkdocs.yml:3", "names no plugin shelflist"),
        ("theme: shelflist\nplugins: []", "mkdocs.yml:3", "names no plugin shelflist"),
    ],
)
def test_a_site_that_would_show_no_papers_is_an_error(
    tmp_path: Path, text: str, place: str, message: str
) -> None:
    [(where, said, severity)] = check(tmp_path, f"site_name: Mine\n{text}\n")
    assert (where, severity) == (place, Severity.ERROR)
    assert message in said


def test_theme_and_plugin_are_told_at_once(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text("site_name: Mine\n", encoding="utf-8")
    problems = list(check_building(tmp_path, read_settings(tmp_path)))
    assert [p.rule for p in problems] == ["theme", "plugin"]
    assert "theme: shelflist" in problems[0].mend
    assert "- shelflist" in problems[1].mend


def test_what_is_inherited_counts(tmp_path: Path) -> None:
    (tmp_path / "base.yml").write_text("theme: {name: shelflist}\nplugins: [shelflist]\n", "utf-8")
    assert check(tmp_path, "INHERIT: base.yml\nsite_name: Mine\ntheme: {language: de}\n") == []
    (tmp_path / "base.yml").write_text(f"docs_dir: pages\n{OURS}", "utf-8")
    [(where, said, _)] = check(tmp_path, "site_name: Mine\nINHERIT: base.yml\n")
    assert (where, said) == (
        "mkdocs.yml:2",
        'docs_dir is "pages" for MkDocs, and "docs" for Shelflist',
    )
