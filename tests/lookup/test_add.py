"""`shelflist add`: what it understands, what it asks for, and what it writes."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest
from service_server import DOI, Server

from lists import PaperList, new_list
from shelflist.cli import main

ADDED = "seeds/added.json"
BIBTEX = """@article{ada2020lists, title={Lists Upon Lists}, author={Lovelace, Ada},
  journal={Annals of Lists}, year=2020, doi={10.1000/lists}}
"""


class Run:
    """One call of the command, as a script sees it."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err

    @property
    def answer(self) -> dict[str, Any]:
        return dict(json.loads(self.out))


class Adding:
    def __init__(self, made: PaperList, capsys: pytest.CaptureFixture[str], patch: Any) -> None:
        self.list, self._capsys, self._patch = made, capsys, patch

    def run(self, *arguments: str, stdin: str = "") -> Run:
        self._patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode())))
        self._capsys.readouterr()
        code = main(["-C", str(self.list.root), "add", *arguments])
        told = self._capsys.readouterr()
        return Run(code, told.out, told.err)

    @property
    def items(self) -> list[dict[str, Any]]:
        path = self.list.root / ADDED
        return list(json.loads(path.read_text(encoding="utf-8"))) if path.exists() else []


@pytest.fixture
def adding(
    tmp_path: Path,
    server: Server,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Adding:
    made = new_list(tmp_path)
    made.write("mkdocs.yml", f"site_name: Test\n{server.settings()}")
    return Adding(made, capsys, monkeypatch)


def test_a_preprint_is_found_with_the_venue_it_was_published_in(
    adding: Adding, server: Server
) -> None:
    run = adding.run("--yes", "https://arxiv.org/abs/2901.00017v2")
    assert run.code == 0, run.err
    (item,) = adding.items
    assert item["title"] == "Reading Lists That Keep Themselves"
    assert [each["family"] for each in item["author"]] == ["Keeper", "van der Berg"]
    assert (item["archive_location"], item["DOI"]) == ("2901.00017", DOI)
    assert "Digital Libraries" in item["container-title"] or "JCDL" in item["container-title"]
    assert item["issued"]["date-parts"] == [[2030, 6]]
    assert item["abstract"].startswith("We study lists of papers and show")
    assert "/api/query" in item["custom"]["source"]
    assert {each.path.split("/")[1] for each in server.asked} == {"arxiv", "dblp", "crossref"}
    assert adding.list.generate().papers == 1


def test_a_doi_is_asked_of_crossref_and_the_abstract_of_openalex(
    adding: Adding, server: Server
) -> None:
    assert adding.run("--yes", f"https://doi.org/{DOI.upper()}").code == 0
    (item,) = adding.items
    assert item["abstract"] == "We study lists of papers kept by many hands."
    assert item["page"] in ("12-19", "12–19")
    assert [each.path.split("/")[1] for each in server.asked] == ["crossref", "openalex"]


@pytest.mark.parametrize("name", ["W4000000017", "https://dblp.org/rec/conf/jcdl/KeeperB30.html"])
def test_the_ids_of_openalex_and_dblp_are_known(adding: Adding, name: str) -> None:
    assert adding.run("--yes", name).code == 0
    assert [item["DOI"] for item in adding.items] == [DOI]


def test_a_doi_that_crossref_does_not_know_is_asked_of_its_registrar(adding: Adding) -> None:
    assert adding.run("--yes", "10.5281/zenodo.5550003").code == 0
    assert adding.items[0]["title"] == "Lists of Papers"


def test_services_are_told_who_asks_and_are_not_asked_twice(adding: Adding, server: Server) -> None:
    adding.run("--yes", DOI)
    assert all("mailto:keeper@example.org" in each.agent for each in server.asked)
    assert server.asked[0].query == {"mailto": ["keeper@example.org"]}
    count = len(server.asked)
    run = adding.run("--yes", "--json", DOI)
    assert len(server.asked) == count
    assert run.answer["records"][0]["is_there"] is True
    assert len(adding.items) == 1


def test_the_seed_names_what_was_asked_and_who_answered(adding: Adding, server: Server) -> None:
    there = f"{server.address}/doi/10.5281/zenodo.5550003"
    server.before = [(404, {}, b""), (302, {"Location": f"{there}?signed=1"}, b"")]
    assert adding.run("--yes", "--json", "10.5281/zenodo.5550004").code == 0
    source = adding.items[0]["custom"]["source"]
    assert f"{server.address}/doi/10.5281/zenodo.5550004 (answered by {there})" in source


def test_a_busy_service_is_asked_again_when_it_says(adding: Adding, server: Server) -> None:
    server.before = [(429, {"Retry-After": "1"}, b""), (503, {"Retry-After": "0"}, b"")]
    assert adding.run("--yes", DOI).code == 0
    assert len(adding.items) == 1


def test_nobody_waits_an_hour(adding: Adding, server: Server) -> None:
    server.before = [(429, {"Retry-After": "3600"}, b"")]
    run = adding.run("--yes", "2901.00017")
    assert run.code == 1
    assert "asks to wait 3600 seconds" in run.err
    assert not adding.items


def test_without_a_network_one_line_says_so(adding: Adding) -> None:
    services = adding.list.text("mkdocs.yml").replace("127.0.0.1:", "127.0.0.1:1/")
    adding.list.write("mkdocs.yml", services)
    run = adding.run("--yes", "2901.00017", "2901.00018", "hep-th/9901001")
    assert run.code == 1
    assert run.err.count("cannot be reached") == 1
    assert not adding.items


def test_what_a_service_says_in_error_is_told_and_nothing_is_written(
    adding: Adding, server: Server
) -> None:
    server.before = [(200, {"Content-Type": "text/html"}, b"<html><title>Sorry</title></html>")]
    run = adding.run("--yes", "2901.00017")
    assert run.code == 1
    assert "cannot be read" in run.err
    assert not adding.items


def test_an_answer_that_cannot_be_read_is_not_kept(adding: Adding, server: Server) -> None:
    server.before = [(200, {"Content-Type": "text/html"}, b"<html><title>Log in</title></html>")]
    assert adding.run("--yes", "2901.00017").code == 1
    assert adding.run("--yes", "2901.00017").code == 0
    assert [item["title"] for item in adding.items] == ["Reading Lists That Keep Themselves"]


@pytest.mark.parametrize("body", [b'{"message": {"DOI": "10.11', b"", b"null"])
def test_a_broken_answer_costs_no_facts(adding: Adding, server: Server, body: bytes) -> None:
    server.before = [(200, {"Content-Type": "application/json"}, body)]
    assert adding.run("--yes", DOI).code == 0
    assert "Digital Libraries" in adding.items[0]["container-title"]


def test_an_address_without_an_id_is_told_what_to_copy(adding: Adding) -> None:
    run = adding.run("--yes", "https://openreview.net/forum?id=abc")
    assert run.code == 1
    assert "holds no DOI and no arXiv id" in run.err
    assert "Copy the DOI or the BibTeX entry from that page" in run.err


def test_an_id_of_a_list_that_nobody_knows_is_refused(adding: Adding) -> None:
    run = adding.run("--yes", "--json", stdin="2901.00017\n2901.99999\n")
    assert run.code == 1
    assert [item["archive_location"] for item in adding.items] == ["2901.00017"]
    assert [each["what"] for each in run.answer["refused"]] == ["arXiv 2901.99999"]


def test_an_id_that_nobody_knows_is_told(adding: Adding) -> None:
    run = adding.run("--yes", "2901.99999", "10.1000/nowhere", "no paper at all")
    assert run.code == 1
    assert run.err.count("nobody knows it") == 2
    assert "no paper at all: it is neither a file nor a DOI" in run.err
    assert not adding.items


def test_text_on_standard_input_is_shown_before_it_is_written(adding: Adding) -> None:
    shown = adding.run(stdin=BIBTEX)
    assert shown.code == 2
    assert "Lists Upon Lists" in shown.out
    assert "Say --yes" in shown.err
    assert not adding.items
    assert adding.run("--yes", "-", stdin=BIBTEX).code == 0
    (item,) = adding.items
    assert item["id"] == "ada2020lists"
    assert item["container-title"] == "Annals of Lists"


def test_a_list_of_ids_is_looked_up_unless_nobody_wants_it(adding: Adding, server: Server) -> None:
    assert adding.run("--yes", "--no-lookup", stdin="arXiv:2901.00017\n").code == 0
    assert not server.asked
    assert "title" not in adding.items[0]
    (adding.list.root / ADDED).unlink()
    assert adding.run("--yes", stdin="arXiv:2901.00017\n").code == 0
    assert adding.items[0]["title"] == "Reading Lists That Keep Themselves"


def test_what_stands_in_the_seed_stays_byte_for_byte(adding: Adding, tmp_path: Path) -> None:
    own = '[ {"id":"mine",   "title":"My Own", "type":"book"}\n\n ]\n'
    adding.list.write(ADDED, own)
    paper = tmp_path / "paper.bib"
    paper.write_text(BIBTEX, encoding="utf-8")
    assert adding.run("--yes", str(paper)).code == 0
    text = adding.list.text(ADDED)
    assert text.startswith(own.rstrip()[:-1].rstrip())
    assert [item["id"] for item in adding.items] == ["mine", "ada2020lists"]


@pytest.mark.parametrize("text", ['{"id": "x"}', "[{]", "not JSON"])
def test_a_seed_that_is_no_list_is_left_alone(adding: Adding, text: str) -> None:
    adding.list.write(ADDED, text)
    run = adding.run("--yes", "-", stdin=BIBTEX)
    assert run.code == 1
    assert f"{ADDED}:1" in run.err
    assert adding.list.text(ADDED) == text


def test_a_paper_of_the_list_is_named_and_gets_what_is_new(adding: Adding) -> None:
    adding.list.write("seeds/known.bib", BIBTEX)
    adding.list.generate()
    more = BIBTEX.replace("year=2020", "year=2020, abstract={Lists of lists of lists.}")
    run = adding.run("--yes", "--json", "-", stdin=more)
    assert run.answer["records"][0]["slug"] == "lists-lists"
    assert adding.list.generate().papers == 1
    assert "Lists of lists of lists." in adding.list.text("docs/papers/lists-lists.md")


def test_what_was_refused_is_named(adding: Adding) -> None:
    run = adding.run("--yes", "--json", "-", stdin=BIBTEX + "@misc{empty, note={x}}\n")
    assert run.code == 0
    assert [each["what"] for each in run.answer["refused"]] == ["empty"]
    assert len(adding.items) == 1


def test_a_folder_is_taken_file_by_file(adding: Adding, tmp_path: Path) -> None:
    folder = tmp_path / "library"
    folder.mkdir()
    (folder / "one.bib").write_text(BIBTEX, encoding="utf-8")
    (folder / "two.ris").write_text("TY  - JOUR\nTI  - Second\nER  - \n", encoding="utf-8")
    (folder / "photo.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    assert adding.run("--yes", str(folder)).code == 0
    assert {item["title"] for item in adding.items} == {"Lists Upon Lists", "Second"}
