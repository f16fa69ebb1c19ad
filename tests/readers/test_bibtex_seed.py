"""BibTeX files as seeds: recognised, accounted for line by line, counted honestly."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from shelflist.problems import SeedError
from shelflist.readers.reading import LineClass, Reading
from shelflist.readers.table import read_seed

FOLDER = Path(__file__).parent / "bibtex"
FILES = sorted(FOLDER.glob("*.bib"))
ENTRY = "@article{a,\n  title = {A paper},\n  year = 2020,\n}\n"


def read(text: str, name: str = "seeds/x.bib") -> Reading:
    return read_seed(name, text.encode())


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_file_reads_as_before(path: Path, update_golden: bool) -> None:
    reading = read_seed(f"seeds/{path.name}", path.read_bytes())
    text = json.dumps(reading.to_dict(), indent=1, ensure_ascii=False) + "\n"
    golden = path.with_suffix(".json")
    if update_golden:
        golden.write_text(text, encoding="utf-8", newline="\n")
    assert reading.format == "bibtex"
    assert json.loads(text) == json.loads(golden.read_text(encoding="utf-8"))


def test_there_are_files() -> None:
    assert len(FILES) >= 2


@pytest.mark.parametrize(
    "text",
    [
        ENTRY,
        "\ufeff" + ENTRY.replace("\n", "\r\n"),
        "---\ntitle: Papers\n---\n\n" + ENTRY,
        "% Encoding: UTF-8\n\n" + ENTRY,
        "My publications, as of today.\nMail me at a@b.org about them.\n\n" + ENTRY,
        "\n".join(["Some prose about what follows here."] * 40) + "\n\n" + ENTRY,
        '@string{j = {Journal}}\n@preamble{"x"}\n' + ENTRY,
        "@ARTICLE(a, title = {A paper})\n",
        "@article{a\n  title = {A paper},\n}\n",
        "@book{ key,\n title = {A paper}}\n",
        "@article{a,\n  title = {A paper},\n  abstract = {cut off",
    ],
)
def test_it_is_bibtex(text: str) -> None:
    reading = read(text)
    assert reading.format == "bibtex"
    assert [record.title for record in reading.records] == ["A paper"]
    assert not reading.lines.unexplained


@pytest.mark.parametrize(
    "text",
    [
        "# A tool\n\nInstall it.\n\n" + "It does much.\n\n" * 8 + f"```bibtex\n{ENTRY}```\n",
        "@media (max-width: 10px) {\n  a { color: red }\n}\n@import url(x.css);\n",
        "import x\n\n@decorator(name='x')\ndef f():\n    return {'a': 1}\n",
        "From: a@b.org\nTo: c@d.org\n\nHello @jane (and all),\n\nsee you = soon.\n",
        "@param {string} name = the name\n@returns {number}\n",
        "class A:\n    @property\n    def x(self): ...\n",
    ],
)
def test_it_is_no_bibtex(text: str) -> None:
    assert read(text).format != "bibtex"


def test_every_line_has_a_class() -> None:
    reading = read(
        "Words before.\n% a comment\n@string{x = {y}}\n" + ENTRY + "}\n\n"
        "@article{b, author = {Doe, J.}}\n  year = {2020},\n@xdata{c, publisher = {P}}\n"
    )
    wanted = "prose boilerplate boilerplate record record record record boilerplate blank"
    assert [each.value for each in reading.lines.classes] == [
        *wanted.split(),
        *("unexplained", "unexplained", "boilerplate"),
    ]
    assert [(each.line, each.what) for each in reading.refused] == [(10, "b"), (12, "c")]
    rules = [(p.rule, p.location.line, p.severity.value) for p in reading.problems]
    assert ("refused-record", 10, "warning") in rules
    assert ("refused-record", 12, "notice") in rules


def test_a_format_named_for_a_file_without_entries_says_so() -> None:
    reading = read_seed("x", b"Nothing here.\n", "bibtex")
    assert [problem.rule for problem in reading.problems] == ["no-entries"]
    assert reading.lines.classes == (LineClass.PROSE,)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (ENTRY.encode("utf-16"), "UTF-16"),
        (ENTRY.encode("utf-16-le"), "UTF-16"),
        (ENTRY.replace("paper", "Müller").encode("latin-1"), "latin-1"),
        (b"%PDF-1.5 " + ENTRY.encode(), "a PDF"),
        (b"\x1f\x8b\x08" + ENTRY.encode(), "gzip"),
        (b"<!DOCTYPE html>\n<html>404</html>", "HTML"),
    ],
)
def test_what_is_no_text_is_named_for_what_it_is(data: bytes, said: str) -> None:
    with pytest.raises(SeedError, match=said):
        read_seed("papers.bib", data)


def test_imported_and_refused_are_all_that_is_there() -> None:
    good = [f"@misc{{k{n}, title = {{T{n}}}}}" for n in range(30)]
    bad = ["@misc{b, year = 1}", "@misc{c, title = {cut", '@misc{d, title = "cut', "@misc{e,}"]
    mixed = [entry for pair in zip(good, bad * 8, strict=False) for entry in pair]
    reading = read("\n".join(mixed) + "\n")
    assert len(reading.records) == 30
    assert len(reading.records) + len(reading.refused) == len(mixed)
