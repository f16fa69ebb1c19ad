"""A list's own citation styles reach the site as scripts."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from shelflist.build import generate
from shelflist.citations.browser import render_scripts
from shelflist.config import read_settings
from shelflist.problems import ConfigError
from shelflist.site.building import build_site

STYLE = """<?xml version="1.0" encoding="utf-8"?>
<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="in-text"{}>
  <info><title>Mine &amp; </script></title><id>mine</id></info>
  <citation><layout><text variable="title"/></layout></citation>
</style>
""".replace("</script>", "&lt;/script&gt;")

DEPENDENT = """<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0">
  <info><title>A journal</title>
  <link href="http://www.zotero.org/styles/{}" rel="independent-parent"/></info>
</style>
"""


def write(root: Path, **styles: str) -> Path:
    """Write a list whose settings name these styles."""
    names = [f"{name}.csl" for name in styles]
    (root / "mkdocs.yml").write_text(
        "site_name: A list\ntheme: shelflist\nplugins: [shelflist]\n"
        f"extra: {json.dumps({'shelflist': {'citation_styles': names}})}\n"
    )
    for name, text in styles.items():
        (root / f"{name}.csl").write_text(text, encoding="utf-8")
    return root


def read(script: str) -> dict[str, str]:
    """Give what a script keeps, by name."""
    found = re.findall(
        r'^\(globalThis\.shelflist(\w+) \?\?= {}\)\["([^"]+)"\] = (.*);$', script, re.M
    )
    return {f"{kind}/{name}": json.loads(text) for kind, name, text in found}


def test_a_style_is_wrapped_with_the_locale_that_it_needs(tmp_path: Path) -> None:
    german = STYLE.format(' default-locale="de-DE"')
    write(
        tmp_path, mine=STYLE.format(""), deutsch=german, kurz=STYLE.format(' default-locale="fr"')
    )
    made = render_scripts(tmp_path, ["apa", "mine.csl", "deutsch.csl", "kurz.csl"])
    assert list(made) == [f"assets/citations/{name}.js" for name in ("mine", "deutsch", "kurz")]
    texts = [read(text) for text in made.values()]
    assert texts[0] == {"Styles/mine": STYLE.format("")}
    assert texts[1]["Styles/deutsch"] == german
    assert 'xml:lang="de-DE"' in texts[1]["Locales/de-DE"]
    assert 'xml:lang="fr-' in texts[2]["Locales/fr"]


def test_a_style_that_points_to_one_of_ours_is_that_one(tmp_path: Path) -> None:
    write(tmp_path, journal=DEPENDENT.format("ieee"))
    (script,) = render_scripts(tmp_path, ["journal.csl"]).values()
    assert "IEEE Reference Guide" in read(script)["Styles/journal"]


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        (DEPENDENT.format("unheard-of"), 1, 'points to another one, "unheard-of"'),
        ("<style>\n<a></style>", 2, "not XML"),
        ("<html/>", 1, "not a citation style"),
        ('<style xmlns="http://purl.org/net/xbiblio/csl"/>', 1, "does not say how"),
    ],
)
def test_what_is_no_style_is_named(tmp_path: Path, text: str, line: int, words: str) -> None:
    write(tmp_path, bad=text, good=STYLE.format(""))
    with pytest.raises(ConfigError) as raised:
        generate(tmp_path, lambda stage: None)
    (problem,) = raised.value.problems
    assert (problem.location.file, problem.location.line) == ("bad.csl", line)
    assert words in problem.message
    assert problem.mend
    assert not (tmp_path / "docs").exists()


@pytest.mark.site
def test_the_site_has_what_is_set_and_docs_no_more(tmp_path: Path) -> None:
    write(tmp_path, mine=STYLE.format(""))
    folder = tmp_path / "docs/assets/citations"
    folder.mkdir(parents=True)
    (folder / "a-persons.js").write_text("// mine")
    (folder / "old.js").write_text("// Written by `shelflist generate` from old.csl")
    (tmp_path / "docs/index.md").write_text("# A list\n")
    generate(tmp_path, lambda stage: None)
    assert [path.name for path in folder.iterdir()] == ["a-persons.js"]
    build_site(tmp_path, "site")
    made = tmp_path / "site/assets/citations"
    assert read((made / "mine.js").read_text(encoding="utf-8")) == {"Styles/mine": STYLE.format("")}
    assert (made / "a-persons.js").is_file()


@pytest.mark.parametrize(
    ("styles", "line", "words"),
    [
        ("[apa, apaa]", 3, 'Did you mean "apa"?'),
        ("\n      - apa\n      - mine.csl", 5, "Put it there"),
        ("[../mine.csl]", 3, "Put it there"),
        ("[apa, apa]", 3, "the same name"),
        ("{apa: 1}", 3, "guide/settings/"),
        ("[[apa]]", 3, "guide/settings/"),
    ],
)
def test_a_wrong_setting_is_named(tmp_path: Path, styles: str, line: int, words: str) -> None:
    (tmp_path / "mkdocs.yml").write_text(f"extra:\n  shelflist:\n    citation_styles: {styles}\n")
    with pytest.raises(ConfigError) as raised:
        read_settings(tmp_path)
    problem = raised.value.problems[0]
    assert problem.location.line == line
    assert words in problem.mend + problem.message


def test_the_settings_keep_their_order(tmp_path: Path) -> None:
    write(tmp_path, mine=STYLE)
    text = "extra: {shelflist: {citation_styles: [nature, mine.csl, apa]}}\n"
    (tmp_path / "mkdocs.yml").write_text(text)
    assert read_settings(tmp_path).citation_styles == ("nature", "mine.csl", "apa")
    (tmp_path / "mkdocs.yml").write_text("extra: {shelflist: {citation_styles: []}}\n")
    assert read_settings(tmp_path).citation_styles == ()
