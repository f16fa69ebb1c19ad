"""Whose a site's folder is: only an empty one, or one of Shelflist's, gives way to a new site."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from lists import GPTQ, GPTQ_PAGE, LENS, MKDOCS, PaperList, new_list
from shelflist.cli import main
from shelflist.publishing import MARK, staged

Out = pytest.CaptureFixture[str]
OUT, OVER = "leads out of the list's folder", "holds it or lies in it"
FOREIGN = "holds files and not the mark of Shelflist"
SETTINGS = [
    ("site_dir: .", "own folder"),
    ('site_dir: ""', "own folder"),
    ("site_dir: ..", OUT),
    ("site_dir: /tmp/site", OUT),
    ("site_dir: ~/site", OUT),
    ("site_dir: 'C:\\site'", OUT),
    ("site_dir: '..\\site'", OUT),
    ("site_dir: seeds/../docs", OUT),
    ("site_dir: seeds", OVER),
    ("site_dir: ./Seeds/", OVER),
    ("site_dir: seeds/site", OVER),
    ("site_dir: docs", OVER),
    ("site_dir: DOCS/html", OVER),
    ("site_dir: to-seeds", OVER),
    ("site_dir: to-seeds/html", OVER),
    ("docs_dir: pages/md\nsite_dir: pages", OVER),
    ("site_dir: site-offline", OVER),
    ("docs_dir: seeds", OVER),
    ("docs_dir: .", "own folder"),
    ("docs_dir: site", OVER),
    ("site_dir: notes", FOREIGN),
    ("site_dir: away", "is a link that leads out of the list"),
    ("site_dir: away/html", "is a link that leads out of the list"),
    ("site_dir: ring", "is not a folder"),
    ("site_dir: mkdocs.yml", "is not a folder"),
]


@pytest.mark.parametrize("command", ["check", "build"])
@pytest.mark.parametrize(("settings", "said"), SETTINGS)
def test_a_folder_that_no_site_may_replace(
    tmp_path: Path, capsys: Out, settings: str, said: str, command: str
) -> None:
    made = new_list(tmp_path / "list", GPTQ)
    made.write("notes/thesis.tex", "Mine.")
    made.path("to-seeds").symlink_to("seeds")
    made.path("ring").symlink_to("ring")
    (tmp_path / "elsewhere").mkdir()
    made.path("away").symlink_to(tmp_path / "elsewhere")
    made.write("mkdocs.yml", f"{MKDOCS}{settings}\n")
    before = made.tree()
    assert main(["-C", str(made.root), command]) == 1
    shown = capsys.readouterr()
    line = MKDOCS.count("\n") + settings.count("\n") + 1
    [told] = [each for each in (shown.out + shown.err).splitlines() if said in each]
    assert told.startswith(f"mkdocs.yml:{line}: ")
    assert made.tree() == before


@pytest.mark.parametrize("folder", ["seeds", "notes", "..", "/tmp"])
@pytest.mark.parametrize("form", ["inherited", "variable"])
def test_a_folder_that_only_mkdocs_would_empty(
    tmp_path: Path, capsys: Out, folder: str, form: str
) -> None:
    made = new_list(tmp_path, GPTQ)
    made.write("notes/thesis.tex", "Mine.")
    made.write("base.yml", f"site_dir: {folder}\n")
    own = (
        f"site_dir: !ENV [NO_SUCH_FOLDER, {folder}]" if form == "variable" else "INHERIT: base.yml"
    )
    made.write("mkdocs.yml", f"{MKDOCS}{own}\n")
    assert main(["-C", str(tmp_path), "build"]) == 1
    line = MKDOCS.count("\n") + 1
    assert f'mkdocs.yml:{line}: the folder for the site, "{folder}",' in capsys.readouterr().err


def test_an_environment_in_the_list_is_no_place_for_a_site(tmp_path: Path) -> None:
    """What stands beside the generator is as dear as the generator."""
    made = new_list(tmp_path, GPTQ)
    script = "import sys; from shelflist.cli import main; sys.exit(main(['check']))"
    package = Path(__file__).parents[1] / "generator/shelflist"
    shutil.copytree(package, made.path("env/lib/shelflist"))
    for folder in ("env", "env/lib", "env/lib/other", "env/lib/shelflist/theme"):
        made.write("mkdocs.yml", f"{MKDOCS}site_dir: {folder}\n")
        done = subprocess.run(
            [sys.executable, "-c", script],
            cwd=tmp_path,
            env=os.environ | {"PYTHONPATH": str(made.path("env/lib"))},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 1
        assert "is the generator, holds it or lies in it" in done.stdout + done.stderr


@pytest.mark.parametrize("kind", ["of a person", "a link", "a file"])
def test_the_folders_that_no_setting_names(tmp_path: Path, capsys: Out, kind: str) -> None:
    made = new_list(tmp_path / "list", GPTQ)
    (tmp_path / "elsewhere").mkdir()
    for name in ("site", "site-offline"):
        if kind == "a link":
            made.path(name).symlink_to(tmp_path / "elsewhere")
        else:
            made.write(f"{name}/thesis.tex" if kind == "of a person" else name, "Mine.")
    made.path("mkdocs.yml").unlink()
    before = made.tree()
    for command in (["build"], ["build", "--offline"], ["check"]):
        assert main(["-C", str(made.root), *command]) == 1
        shown = capsys.readouterr()
        name = "site-offline" if "--offline" in command else "site"
        assert f'{name}: the folder for the site, "{name}",' in shown.out + shown.err
        assert "thesis" not in shown.err
    assert made.tree() == before
    assert list((tmp_path / "elsewhere").iterdir()) == []


@pytest.fixture
def built(tmp_path: Path) -> PaperList:
    """Make a list with a site."""
    made = new_list(tmp_path, GPTQ, LENS)
    assert main(["-C", str(tmp_path), "build"]) == 0
    return made


def site(made: PaperList) -> dict[str, bytes]:
    return {name: data for name, data in made.tree().items() if name.startswith("site/")}


@pytest.mark.site
def test_a_failing_build_leaves_the_site_as_it_is(built: PaperList, capsys: Out) -> None:
    before = site(built)
    for page in ("[broken](nowhere.md)\n", "---\ntemplate: nowhere.html\n---\n"):
        built.write("docs/own.md", page)
        assert main(["-C", str(built.root), "build"]) == 1
        shown = capsys.readouterr()
        assert "mkdocs build did not finish" in shown.err
        assert "nowhere" in shown.err
        assert "Traceback" not in shown.err
        assert site(built) == before
        assert {path.name for path in built.root.glob(".*")} == {".cache", ".shelflist"}


@pytest.mark.site
def test_what_a_failing_build_says_comes_as_json(built: PaperList, capsys: Out) -> None:
    built.write("docs/own.md", "[broken](nowhere.md)\n")
    capsys.readouterr()
    assert main(["-C", str(built.root), "build", "--json"]) == 1
    shown = capsys.readouterr()
    problems = json.loads(shown.out.splitlines()[-1])["problems"]
    assert any("nowhere.md" in problem["message"] for problem in problems)
    assert shown.err == ""


@pytest.mark.site
def test_a_site_without_the_mark_is_replaced_if_nothing_else_is_in_it(
    built: PaperList, capsys: Out
) -> None:
    """Plain MkDocs and earlier versions made such sites."""
    expected = site(built)
    built.path(f"site/{MARK}").unlink()
    page = built.text("site/papers/gptq-accurate-quantization/index.html")
    built.write("site/papers/gone/index.html", page)
    assert main(["-C", str(built.root), "check"]) == 0
    assert main(["-C", str(built.root), "build"]) == 0
    assert site(built) == expected
    for name in ("thesis.tex", "papers/mine.html", "assets/mine/x.png"):
        built.path(f"site/{MARK}").unlink()
        built.write(f"site/{name}", "Mine.")
        before = site(built)
        capsys.readouterr()
        assert main(["-C", str(built.root), "build"]) == 1
        assert f"holds {name}, which is not of this site" in capsys.readouterr().err
        assert site(built) == before
        built.path(f"site/{name}").unlink()
        built.write(f"site/{MARK}", "")


@pytest.mark.site
def test_what_is_hidden_in_a_site_stays(built: PaperList) -> None:
    """As with plain MkDocs: a site may be a checkout of the branch that it is published from."""
    expected = site(built) | {"site/.git/config": b"x", "site/.nojekyll": b""}
    built.write("site/.git/config", "x")
    built.write("site/.nojekyll", "")
    built.write("site/left.html", "gone with the next build")
    built.path("site").chmod(0o775)
    assert main(["-C", str(built.root), "build"]) == 0
    assert site(built) == expected
    assert built.path("site").stat().st_mode & 0o777 == 0o775


@pytest.mark.site
def test_a_site_behind_a_link_inside_the_list(built: PaperList) -> None:
    built.path("site").rename(built.path("public"))
    built.path("site").symlink_to("public")
    built.change(GPTQ_PAGE, "GPTQ: Accurate", "GPTQ: Very Accurate")
    assert main(["-C", str(built.root), "build"]) == 0
    assert built.path("site").is_symlink()
    text = built.text("public/papers/gptq-accurate-quantization/index.html")
    assert "Very Accurate" in text


def fill(folder: Path, text: str) -> None:
    (folder / "index.html").write_text(text, encoding="utf-8")


def test_a_folder_of_a_person_that_is_named_like_a_stage_is_left_alone(tmp_path: Path) -> None:
    mine = tmp_path / ".site.shelflist/new/site/mine.txt"
    mine.parent.mkdir(parents=True)
    mine.write_text("Mine.")
    with pytest.raises(FileExistsError), staged(tmp_path / "site") as folder:
        fill(folder, "new")
    assert mine.read_text() == "Mine."


def test_what_was_put_there_meanwhile_is_not_replaced(tmp_path: Path) -> None:
    target = tmp_path / "site"
    with staged(target) as folder:
        fill(folder, "old")
    shutil.rmtree(target)
    with pytest.raises(Exception, match="not of this site"), staged(target) as folder:
        fill(folder, "new")
        target.mkdir()
        (target / "mine.txt").write_text("Mine.")
    assert [path.name for path in tmp_path.rglob("*")] == ["site", "mine.txt"]
