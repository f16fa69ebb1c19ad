"""`shelflist export`: the site's own files from the command line, whole or in part."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from lists import GPTQ, LENS, TOPICS, TREES, PaperList, new_list
from shelflist.citations.styles import FOLDER
from shelflist.cli import main
from shelflist.config import CITATION_STYLES, PAGE_STYLES
from shelflist.problems import GUIDE

FILES = {
    "bibtex": "bib",
    "biblatex": "biblatex.bib",
    "ris": "ris",
    "csl-json": "csl.json",
    "csv": "csv",
    "papers-json": "json",
    "atom": "atom.xml",
    "json-feed": "feed.json",
}


@pytest.fixture
def made(tmp_path: Path) -> PaperList:
    made = new_list(tmp_path / "list", GPTQ, LENS, TREES)
    made.write("seeds/topics.yml", TOPICS)
    made.generate()
    made.export()
    return made


def export(made: PaperList, *arguments: str) -> int:
    return main(["-C", str(made.root), "export", *arguments])


@pytest.mark.parametrize("name", FILES)
def test_it_writes_what_the_site_has(
    made: PaperList, name: str, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert export(made, "--format", name) == 0
    assert capfdbinary.readouterr().out == (
        made.path(f"taken/exports/papers.{FILES[name]}").read_bytes()
    )


def test_a_topic_and_a_status_choose(
    made: PaperList, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    made.change(
        "docs/papers/pruning-trees-winter.md", "citation_key:", "status: to-read\ncitation_key:"
    )
    assert export(made, "--format", "csl-json", "--topic", "compression") == 0
    assert len(json.loads(capfdbinary.readouterr().out)) == 2
    assert export(made, "--format", "csl-json", "--status", "to-read") == 0
    (item,) = json.loads(capfdbinary.readouterr().out)
    assert item["title"] == "Pruning Trees in Winter"
    both = ("--topic", "vision", "--status", "to-read")
    assert export(made, "--format", "csl-json", *both) == 0
    shown = capfdbinary.readouterr()
    assert json.loads(shown.out) == []
    assert b"No paper is chosen" in shown.err


def test_references_in_a_style(made: PaperList, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert export(made, "--format", "citations", "--style", "apa", "--topic", "vision") == 0
    text = capfdbinary.readouterr().out.decode()
    assert text.startswith("Rossi, A. (2021).")
    assert text.count("\n") == 1


@pytest.mark.parametrize("style", sorted({*PAGE_STYLES} - {*CITATION_STYLES}))
def test_a_style_of_the_pages_alone_says_why(
    made: PaperList, style: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert export(made, "--format", "citations", "--style", style) == 2
    said = capsys.readouterr().err
    assert f'"{style}" is a style of the pages alone' in said
    assert f"{GUIDE}citations/" in said


def test_a_style_of_the_list_is_named_as_its_pages_name_it(
    made: PaperList, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    made.write("styles/our-journal.csl", (FOLDER / "apa.csl").read_bytes())
    made.change(
        "mkdocs.yml",
        "site_name: Small",
        "site_name: Small\nextra: {shelflist: {citation_styles: [styles/our-journal.csl]}}",
    )
    for style in ("our-journal", "styles/our-journal.csl", str(FOLDER / "apa.csl")):
        assert export(made, "--format", "citations", "--style", style, "--topic", "vision") == 0
        assert capfdbinary.readouterr().out.startswith(b"Rossi, A. (2021).")


def test_into_a_file(made: PaperList, tmp_path: Path) -> None:
    target = tmp_path / "out.bib"
    assert export(made, "-o", str(target)) == 0
    assert target.read_bytes() == made.path("taken/exports/papers.bib").read_bytes()
    assert export(made, "-o", str(target / "below-a-file.bib")) == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--topic", "visoin"), 'Did you mean "vision"?'),
        (("--format", "bibtxe"), 'Did you mean "bibtex"?'),
        (("--status", "retractd"), 'Did you mean "retracted"?'),
        (("--topic", "Vision"), 'Did you mean "vision"?'),
        (("--format", "citations", "--style", "nonsense"), 'there is no citation style "nonsense"'),
        (("--style", "apa"), "--format citations"),
    ],
)
def test_a_slip_is_told_with_the_nearest_name(
    made: PaperList, arguments: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert export(made, *arguments) == 2
    assert said in capsys.readouterr().err


def test_a_dash_is_standard_output(
    made: PaperList, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    before = made.tree()
    assert export(made, "-o", "-") == 0
    assert capfdbinary.readouterr().out == made.path("taken/exports/papers.bib").read_bytes()
    assert made.tree() == before


def test_a_pipe_stays_a_pipe(made: PaperList, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    assert export(made, "--format", "csl-json", "--topic", "vision", "-o", str(pipe)) == 0
    assert len(json.loads(os.read(reader, 65536))) == 1
    os.close(reader)
    assert pipe.is_fifo()


def test_no_folder_is_made_for_a_slip(
    made: PaperList, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert export(made, "-o", str(tmp_path / "nowhere" / "out.bib")) == 1
    assert "cannot be written" in capsys.readouterr().err
    assert not (tmp_path / "nowhere").exists()
