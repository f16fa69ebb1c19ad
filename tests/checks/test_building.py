"""What a list's own mkdocs.yml must say for MkDocs to draw papers."""

from __future__ import annotations

from pathlib import Path

import pytest

from lists import ROOT
from shelflist.checks.building import check_building
from shelflist.config import read_settings
from shelflist.problems import Severity

OURS = f"custom_dir: {(ROOT / 'generator/shelflist/theme').as_posix()}"
EXTENSIONS = "markdown_extensions: [attr_list, shelflist.mathml]\nnav: [index.md]"


def check(root: Path, text: str) -> list[tuple[str, str, Severity]]:
    (root / "mkdocs.yml").write_text(text, encoding="utf-8")
    problems = check_building(root, read_settings(root))
    return [(str(p.location), p.message, p.severity) for p in problems]


@pytest.mark.parametrize(
    "text",
    [
        f"theme: shelflist\n{EXTENSIONS}\n",
        f"theme: {{name: shelflist, custom_dir: own}}\n{EXTENSIONS}\n",
        f"theme: !ENV [NO_SUCH_THEME, shelflist]\n{EXTENSIONS}\n",
        f"theme:\n  name: material\n  {OURS}\n  static_templates: [llms.txt, search/index.js, "
        "search/text.js, sitemap-1.xml, sitemap-2.xml, sitemap-3.xml, sitemap-4.xml]\n"
        "nav: [index.md]\nmarkdown_extensions:\n  - attr_list\n  - shelflist.mathml: {}\n",
        "theme: shelflist\nnav: [index.md]\n"
        "markdown_extensions:\n  attr_list: {}\n  shelflist.mathml:\n"
        "  pymdownx.emoji:\n    emoji_generator: !!python/name:material.extensions.emoji.to_svg\n",
    ],
)
def test_nothing_is_wrong(tmp_path: Path, text: str) -> None:
    assert check(tmp_path, f"site_name: Mine\n{text}") == []


def test_a_list_without_a_mkdocs_yml_has_nothing_to_mend(tmp_path: Path) -> None:
    assert list(check_building(tmp_path, read_settings(tmp_path))) == []


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ("", "mkdocs.yml:1", "names no theme"),
        ("\ntheme: readthedocs", "mkdocs.yml:3", 'the theme "readthedocs" cannot draw papers'),
        ("theme: {name: material}", "mkdocs.yml:2", 'the theme "material" cannot draw papers'),
        ("theme:\n  name: material\n  custom_dir: own", "mkdocs.yml:2", 'custom_dir: "own" has no'),
        (f"theme:\n  name: mkdocs\n  {OURS}", "mkdocs.yml:2", 'theme "mkdocs" is not the one'),
        (f"theme:\n  {OURS}", "mkdocs.yml:2", "names no theme beside custom_dir"),
    ],
)
def test_a_theme_that_draws_no_papers_is_an_error(
    tmp_path: Path, text: str, place: str, message: str
) -> None:
    [(where, said, severity)] = check(tmp_path, f"site_name: Mine\n{text}\n{EXTENSIONS}\n")
    assert (where, severity) == (place, Severity.ERROR)
    assert message in said


def test_what_works_by_halves_is_a_warning(tmp_path: Path) -> None:
    text = f"site_name: Mine\nmarkdown_extensions: [tables]\ntheme:\n  name: material\n  {OURS}\n"
    found = check(tmp_path, text)
    assert {severity for _, _, severity in found} == {Severity.WARNING}
    assert [place for place, _, _ in found] == [f"mkdocs.yml:{n}" for n in (3, 2, 2, 1)]
    assert "llms.txt, search/index.js" in found[0][1]
    assert "attr_list" in found[1][1]
    assert "shelflist.mathml" in found[2][1]
    assert "names no nav" in found[3][1]


def test_what_is_inherited_counts(tmp_path: Path) -> None:
    (tmp_path / "base.yml").write_text(f"theme: {{name: shelflist}}\n{EXTENSIONS}\n", "utf-8")
    assert check(tmp_path, "INHERIT: base.yml\nsite_name: Mine\ntheme: {language: de}\n") == []
    (tmp_path / "base.yml").write_text(
        f"theme: shelflist\ndocs_dir: pages\n{EXTENSIONS}\n", "utf-8"
    )
    [(where, said, _)] = check(tmp_path, "site_name: Mine\nINHERIT: base.yml\n")
    assert (where, said) == (
        "mkdocs.yml:2",
        'docs_dir is "pages" for MkDocs, and "docs" for Shelflist',
    )
