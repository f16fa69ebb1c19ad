"""Folders in `seeds/`: one source each, read file by file, whatever else lies in them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from lists import GPTQ, PaperList, new_list, to_csl
from shelflist.cli import main
from shelflist.inputs import Inputs, read_inputs
from shelflist.pages.seed_views import LISTED
from shelflist.problems import Problem, ShelflistError
from shelflist.readers.table import read_seed

Out = pytest.CaptureFixture[str]

BARK = "@article{bark,\n  title = {On Bark},\n  author = {Elm, Lena},\n  year = 2020,\n}\n"
MOSS = "@article{moss,\n  title = {On Moss},\n  author = {Birch, Jo},\n  year = 2021,\n}\n"
SAP = "TY  - JOUR\nTI  - On Sap\nAU  - Elm, Lena\nPY  - 2019\nER  - \n"
TWIG = "---\nlayout: publication\ntitle: On Twigs\nauthors: Jo Birch\nyear: 2018\n---\n"
PERSON = "---\ntitle: Lena Elm\nsuperuser: true\nbio: A gardener.\n---\n"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00"


@pytest.fixture
def made(tmp_path: Path) -> PaperList:
    made = new_list(tmp_path, GPTQ)
    made.write("seeds/lib/bark.bib", f"% mine\n\n{BARK}{MOSS}")
    made.write("seeds/lib/deep/er/sap.ris", SAP)
    made.write("seeds/lib/pages/twig.md", TWIG)
    return made


def read(made: PaperList) -> Inputs:
    return read_inputs(made.root, read_seed)


def tell(made: PaperList) -> dict[str, Problem]:
    return {p.rule: p for p in read(made).problems}


def test_every_file_is_read_by_the_reader_that_knows_it(made: PaperList) -> None:
    readings = read(made).readings
    assert [(r.file, r.format, len(r.records)) for r in readings] == [
        ("seeds/lib/bark.bib", "bibtex", 2),
        ("seeds/lib/deep/er/sap.ris", "ris", 1),
        ("seeds/lib/pages/twig.md", "paper-page", 1),
        ("seeds/papers.json", "csl-json", 1),
    ]
    places = [str(record.place) for r in readings for record in r.records]
    assert places[:3] == ["seeds/lib/bark.bib:3", "seeds/lib/bark.bib:8", places[2]]


def test_a_folder_is_one_source_with_one_page(made: PaperList) -> None:
    made.write(
        "seeds/seeds.yml",
        "lib:\n  name: my-library\n  title: My library\n  source: A shelf\n  date: 2023\n",
    )
    made.generate()
    pages = sorted(p.name for p in made.path("docs/references").glob("*.md"))
    assert pages == ["index.md", "my-library.md", "papers.md"]
    page = made.text("docs/references/my-library.md")
    assert "# My library" in page
    assert "- Source: A shelf" in page
    assert "4 records of 4 papers" in page
    headings = ["### bark.bib", "### deep/er/sap.ris", "### pages/twig.md"]
    assert [line for line in page.splitlines() if line.startswith("###")] == headings
    assert "- Line 8, bibliography entry: [On Moss](../papers/moss.md)" in page
    assert "- my-library" in made.text("docs/papers/moss.md")
    assert "[My library](my-library.md), 2023" in made.text("docs/references/index.md")


def test_a_folder_without_an_entry_is_named_after_itself(made: PaperList) -> None:
    made.write("seeds/lib.bib", BARK.replace("Bark", "Ivy"))
    made.write("seeds/v1.2/a.bib", BARK.replace("Bark", "Fern"))
    names = read(made).seed_names
    assert names["seeds/lib/bark.bib"] == "lib"
    assert names["seeds/lib/deep/er/sap.ris"] == "lib"
    assert names["seeds/lib.bib"] == "lib-2"
    assert names["seeds/v1.2/a.bib"] == "v1-2"


def test_files_of_one_record_are_listed_by_their_names(tmp_path: Path) -> None:
    made = new_list(tmp_path, GPTQ)
    made.write("seeds/lib/a.bib", BARK)
    made.write("seeds/lib/b/c.bib", MOSS)
    made.generate()
    page = made.text("docs/references/lib.md")
    assert "- a.bib, line 1, bibliography entry: [On Bark]" in page
    assert "- b/c.bib, line 1, bibliography entry: [On Moss]" in page
    assert "###" not in page


def test_a_page_lists_what_it_can_hold_and_counts_the_rest(tmp_path: Path) -> None:
    made = new_list(tmp_path)
    many = "\n".join(f"@misc{{k{n},\n title = {{Tree number {n}}},\n}}" for n in range(620))
    made.write("seeds/lib/many.bib", many)
    made.write("seeds/lib/one.bib", BARK)
    made.generate()
    page = made.text("docs/references/lib.md")
    assert page.count("- Line ") == LISTED
    assert "621 records of" in page
    assert f"{620 - LISTED} records are not listed here" in page


def test_nothing_changes_when_it_is_generated_again(made: PaperList) -> None:
    made.generate()
    before = made.tree()
    assert made.generate().files_written == 0
    assert made.tree() == before


def test_one_file_more_is_one_line_more(made: PaperList) -> None:
    made.generate()
    before = made.text("docs/references/lib.md").splitlines()
    made.write("seeds/lib/fern.bib", BARK.replace("Bark", "Ferns").replace("bark", "fern"))
    made.generate()
    after = made.text("docs/references/lib.md").splitlines()
    kept = [line for line in before if line in after]
    assert len(kept) >= len(before) - 4


def test_what_lies_beside_papers_is_named_once(made: PaperList) -> None:
    made.write("seeds/lib/README.md", "# My library\n\nWhat I read in winter.\n")
    made.write("seeds/lib/pictures/a.png", PNG)
    made.write("seeds/lib/pictures/b.pdf", b"%PDF-1.4\n\x00")
    made.write("seeds/lib/people/lena.md", PERSON)
    made.write("seeds/lib/.git/config", "[core]\n")
    made.write("seeds/lib/_config.yml", "title: My site\nmarkdown: kramdown\n")
    made.write("seeds/lib/.hidden.bib", BARK)
    inputs = read(made)
    assert len(inputs.readings) == 4
    found = {p.rule: p for p in inputs.problems}
    assert found.keys() == {"passed-over", "no-paper"}
    assert found["passed-over"].location.file == "seeds/lib"
    assert found["passed-over"].severity == "notice"
    assert "4 files" in found["passed-over"].message
    for name in ("README.md", "_config.yml", "pictures/a.png", "pictures/b.pdf"):
        assert name in found["passed-over"].message
    assert "people/lena.md" in found["no-paper"].message


def test_a_readme_that_is_a_list_of_papers_is_read(made: PaperList) -> None:
    made.write(
        "seeds/awesome/README.md",
        "# Awesome trees\n\n"
        + "".join(
            f"- [Seeing {tree} Trees](https://arxiv.org/abs/2301.0000{n}) - *L. Elm*\n"
            for n, tree in enumerate(["Tall", "Small", "Old", "Young"])
        ),
    )
    [reading] = [r for r in read(made).readings if "awesome" in r.file]
    assert len(reading.records) == 4


def test_every_bad_file_is_an_error_and_nothing_is_written(made: PaperList) -> None:
    made.write("seeds/lib/bad.bib", b"@misc{a,\n title = {M\xfcller}}\n")
    made.write("seeds/lib/deep/zip.bib", b"\x1f\x8b\x08\x00\x00")
    made.write("seeds/lib/empty.ris", "")
    with pytest.raises(ShelflistError) as raised:
        made.generate()
    places = [str(p.location) for p in raised.value.problems]
    assert places == ["seeds/lib/bad.bib:2", "seeds/lib/deep/zip.bib:1", "seeds/lib/empty.ris:1"]
    assert not made.path("docs").exists()


@pytest.mark.parametrize("kind", ["file", "folder", "top"])
def test_links_that_lead_out_are_refused(
    made: PaperList, kind: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("outside")
    (outside / "x.bib").write_text(MOSS, encoding="utf-8")
    link = made.path("seeds/out" if kind == "top" else "seeds/lib/out")
    link.symlink_to(outside / "x.bib" if kind == "file" else outside)
    with pytest.raises(ShelflistError) as raised:
        read(made)
    [problem] = raised.value.problems
    assert problem.rule == "link-out"
    assert problem.location.file == link.relative_to(made.root).as_posix()


def test_links_inside_may_lead_to_files_but_make_no_rings(made: PaperList) -> None:
    made.path("seeds/lib/again.bib").symlink_to(made.path("seeds/lib/bark.bib"))
    assert "seeds/lib/again.bib" in {r.file for r in read(made).readings}
    made.path("seeds/lib/deep/ring").symlink_to(made.path("seeds/lib"))
    with pytest.raises(ShelflistError, match=r"seeds/lib/deep/ring: is a link to a folder"):
        read(made)


def test_an_empty_folder_is_warned_of(made: PaperList) -> None:
    made.path("seeds/nothing/in").mkdir(parents=True)
    assert tell(made)["empty-folder"].location.file == "seeds/nothing"


def test_the_format_of_a_folder_is_that_of_its_files(made: PaperList) -> None:
    made.write("seeds/ids/a.txt", "2301.00001 and some words\n")
    made.write(
        "seeds/seeds.yml", "ids:\n  format: identifiers\nlib:\n  title: L\ngone:\n  title: x\n"
    )
    inputs = read(made)
    assert {r.file: r.format for r in inputs.readings}["seeds/ids/a.txt"] == "identifiers"
    assert [p.message for p in inputs.problems if "seeds/" in p.message] == [
        '"gone" is not in seeds/'
    ]


def test_read_takes_a_folder_anywhere(made: PaperList, capsys: Out) -> None:
    made.write("seeds/lib/bad.bib", b"@misc{a,\n title = {M\xfcller}}\n")
    made.write("seeds/lib/x.png", PNG)
    assert main(["read", "--json", str(made.path("seeds/lib"))]) == 1
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [Path(line["file"]).name for line in lines] == ["bark.bib", "sap.ris", "twig.md", "lib"]
    assert [record["title"] for record in lines[0]["records"]] == ["On Bark", "On Moss"]
    assert sorted(p["rule"] for p in lines[-1]["problems"]) == ["not-utf-8", "passed-over"]


def test_read_shows_a_folder_to_a_person(made: PaperList, capsys: Out) -> None:
    assert main(["read", str(made.path("seeds/lib")), str(made.path("seeds/papers.json"))]) == 0
    out = capsys.readouterr().out
    for words in ("bark.bib: bibtex, 2 records", "sap.ris: ris", "papers.json: csl-json"):
        assert words in out


@pytest.mark.parametrize("name", ["papers.json", "lib/bark.bib"])
def test_json_is_the_reading_whole(made: PaperList, capsys: Out, name: str) -> None:
    path = made.path(f"seeds/{name}")
    main(["read", "--json", str(path)])
    shown = json.loads(capsys.readouterr().out)
    assert shown == json.loads(json.dumps(read_seed(path.as_posix(), path.read_bytes()).to_dict()))


def test_a_paper_in_a_folder_and_beside_it_is_one(made: PaperList) -> None:
    made.write("seeds/lib/more.json", to_csl(GPTQ))
    account = made.generate()
    assert account.papers == 5
    assert account.duplicates_joined == 1
