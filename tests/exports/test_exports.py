"""The files that take a list away: read by other programs, the same on every run."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import xml.etree.ElementTree as ElementTree
from pathlib import Path
from typing import Any

import feedparser
import jsonschema
import pytest
import rispy
from pybtex.database import parse_string

from lists import GPTQ, LENS, TOPICS, TREES, PaperList, new_list
from shelflist.exports import written
from shelflist.exports.written import usual_names

HOSTILE = {
    "id": "hostile",
    "type": "article",
    "title": '=1+1 <b>"&amp;" ]]> $x<y$ {{ 7*7 }} \u0007 quantization',
    "author": [{"family": "O'Neill & Söhne", "given": '"Bob" <i>'}],
    "DOI": "10.1000/hostile",
    "abstract": "@sum \u0000\ufffe </summary><script>alert(1)</script> & more.",
}
FIRST, SECOND = "taken/exports/", "taken/exports/topics/"
SITE = "site_name: Test & List\nsite_url: https://example.org/list/\n"


@pytest.fixture
def made(tmp_path: Path) -> PaperList:
    made = new_list(tmp_path / "list", GPTQ, LENS, TREES, HOSTILE)
    made.write("seeds/topics.yml", TOPICS)
    made.write("mkdocs.yml", SITE)
    made.generate()
    made.export()
    return made


def test_every_form_holds_every_paper(made: PaperList) -> None:
    bib = parse_string(made.text(f"{FIRST}papers.bib"), "bibtex")
    assert len(bib.entries) == 4
    assert parse_string(made.text(f"{FIRST}papers.biblatex.bib"), "bibtex").entries.keys() == (
        bib.entries.keys()
    )
    ris = rispy.loads(made.text(f"{FIRST}papers.ris"))
    assert {item["id"] for item in ris} == set(bib.entries)
    csl = json.loads(made.text(f"{FIRST}papers.csl.json"))
    assert {item["id"] for item in csl} == set(bib.entries)
    rows = list(csv.DictReader(io.StringIO(made.text(f"{FIRST}papers.csv"))))
    assert {row["citation_key"] for row in rows} == set(bib.entries)
    assert not [cell for row in rows for cell in row.values() if cell.startswith(tuple("=+-@"))]


def test_the_data_hold_to_their_schema(made: PaperList) -> None:
    schema = json.loads(made.text(f"{FIRST}papers.schema.json"))
    data = json.loads(made.text(f"{FIRST}papers.json"))
    jsonschema.validate(data, schema)
    assert data["version"] == 1
    assert [paper["slug"] for paper in data["papers"]] == sorted(p["slug"] for p in data["papers"])
    assert data["papers"][-1]["address"].startswith("https://example.org/list/papers/")


def test_a_topic_has_its_own_files(made: PaperList) -> None:
    for suffix in ("bib", "biblatex.bib", "ris", "csl.json", "atom.xml", "feed.json"):
        assert made.path(f"{SECOND}vision.{suffix}").is_file()
    titles = {item["title"] for item in json.loads(made.text(f"{SECOND}vision.csl.json"))}
    assert titles == {"A Lens for Every Image"}


JSON_FEED: dict[str, Any] = {
    "type": "object",
    "required": ["version", "title", "items"],
    "properties": {
        "version": {"const": "https://jsonfeed.org/version/1.1"},
        "home_page_url": {"type": "string", "pattern": "^https?://"},
        "feed_url": {"type": "string", "pattern": "^https?://"},
        "items": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["id", "content_text", "date_published"],
                "properties": {
                    "id": {"type": "string"},
                    "url": {"type": "string", "pattern": "^https?://"},
                    "external_url": {"type": "string", "pattern": "^https?://"},
                    "date_published": {"pattern": r"^\d{4}-\d\d-\d\dT00:00:00Z$"},
                    "authors": {"items": {"required": ["name"]}},
                    "tags": {"items": {"type": "string"}},
                },
            },
        },
    },
}
"""jsonfeed.org, version 1.1, as far as we use it."""


def test_feeds_are_valid_and_say_the_same(made: PaperList) -> None:
    feed = feedparser.parse(made.path(f"{FIRST}papers.atom.xml").read_bytes())
    assert not feed.bozo
    assert feed.version == "atom10"
    items = json.loads(made.text(f"{FIRST}papers.feed.json"))
    jsonschema.validate(items, JSON_FEED)
    assert [entry.id for entry in feed.entries] == [item["id"] for item in items["items"]]
    assert [entry.title for entry in feed.entries] == [
        "Pruning Trees in Winter",
        "GPTQ: Accurate Quantization",
        "A Lens for Every Image",
    ]  # the newest first; one without any date is in no feed
    assert feed.entries[0].link == "https://example.org/list/papers/pruning-trees-winter/"
    assert feed.entries[0].updated == "2023-01-01T00:00:00Z"
    assert feed.feed.updated == feed.entries[0].updated
    root = ElementTree.fromstring(made.text(f"{FIRST}feeds.opml"))
    addresses = [outline.get("xmlUrl") for outline in root.iter("outline") if outline.get("xmlUrl")]
    assert addresses[0] == "https://example.org/list/exports/papers.atom.xml"
    assert "https://example.org/list/exports/topics/vision.atom.xml" in addresses


def test_hostile_text_stays_text_in_feeds(tmp_path: Path) -> None:
    made = new_list(tmp_path, HOSTILE | {"issued": {"date-parts": [[2020]]}})
    made.export()
    feed = feedparser.parse(made.path(f"{FIRST}papers.atom.xml").read_bytes())
    assert not feed.bozo
    assert "x<y" in feed.entries[0].title.replace("&lt;", "<")
    assert feed.entries[0].summary_detail.type == "text/plain"
    assert "</summary>" in feed.entries[0].summary


def test_ids_in_feeds_survive_a_move_of_the_site(made: PaperList) -> None:
    def ids() -> list[str]:
        feed = feedparser.parse(made.path(f"{FIRST}papers.atom.xml").read_bytes())
        return [entry.id for entry in feed.entries]

    before = ids()
    made.write("mkdocs.yml", "site_name: Another\n")
    made.export()
    assert ids() == before
    link = feedparser.parse(made.path(f"{FIRST}papers.atom.xml").read_bytes()).entries[0].link
    assert link == "../papers/pruning-trees-winter/"


def git(root: Path, *arguments: str) -> str:
    command = ["git", "-c", "user.name=A", "-c", "user.email=a@example.org", *arguments]
    done = subprocess.run(command, cwd=root, check=True, capture_output=True, text=True)
    return done.stdout


def kept(made: PaperList) -> dict[str, bytes]:
    return {name: data for name, data in made.tree().items() if not name.startswith(".git/")}


def commit(root: Path, day: str) -> None:
    git(root, "add", "-A")
    git(root, "commit", "-qm", "x", f"--date={day}T12:00:00")


def added(made: PaperList, page: str) -> str:
    lines = made.text(f"docs/papers/{page}.md").splitlines()
    return next((line for line in lines if line.startswith("added:")), "")


def test_a_paper_is_dated_once_by_the_commit_that_brought_its_seed(tmp_path: Path) -> None:
    made = new_list(tmp_path, GPTQ)
    git(tmp_path, "init", "-q")
    commit(tmp_path, "2024-02-03")
    made.generate()
    assert added(made, "gptq-accurate-quantization") == 'added: "2024-02-03"'
    made.write("seeds/more.json", json.dumps([LENS]))
    commit(tmp_path, "2024-03-04")
    made.write("seeds/uncommitted.json", json.dumps([TREES]))
    made.write("seeds/seeds.yml", 'more.json:\n  date: "2020-01-02"\n')
    made.generate()
    assert added(made, "lens-every-image") == 'added: "2020-01-02"'
    assert added(made, "pruning-trees-winter") == 'added: "2024-03-04"'
    before = kept(made)
    commit(tmp_path, "2025-05-05")
    made.generate()
    assert kept(made) == before


def test_a_page_without_a_day_gets_none_later(small: PaperList) -> None:
    small.generate()
    git(small.root, "init", "-q")
    commit(small.root, "2024-02-03")
    before = kept(small)
    small.generate()
    assert kept(small) == before


def test_the_same_papers_give_the_same_files(made: PaperList) -> None:
    before = made.tree()
    made.export()
    assert made.tree() == before


def test_the_short_files_hold_every_paper_a_line_or_three(made: PaperList) -> None:
    bib, short = made.text(f"{FIRST}papers.bib"), made.text("taken/references/references.bib")
    assert parse_string(short, "bibtex").entries == parse_string(bib, "bibtex").entries
    assert len(short.splitlines()) == 3 * 4
    lines = made.text("taken/references/references.json").splitlines()
    assert len(lines) == 4 + 2
    assert json.loads("\n".join(lines)) == json.loads(made.text(f"{FIRST}papers.csl.json"))


def test_a_long_list_comes_in_pieces(made: PaperList, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = parse_string(made.text(f"{FIRST}papers.bib"), "bibtex").entries.keys()
    monkeypatch.setattr(written, "MOST_BYTES", 700)
    made.export()
    pieces = sorted(made.path(FIRST).glob("papers-*.bib"))
    pieces = [piece for piece in pieces if "biblatex" not in piece.name]
    assert len(pieces) > 1
    found = [key for p in pieces for key in parse_string(p.read_text("utf-8"), "bibtex").entries]
    assert sorted(found) == sorted(whole)
    page = made.text(f"{FIRST}index.md")
    assert all(f"({piece.name})" in page for piece in pieces)


def test_the_page_about_them_names_files_that_there_are(made: PaperList) -> None:
    text = made.text(f"{FIRST}index.md")
    names = [part.split(")")[0] for part in text.split("](")[1:]]
    assert len(names) > 15
    for name in names:
        folder = "docs/exports/" if name.endswith(".md") else FIRST
        assert Path(os.path.normpath(made.path(folder) / name)).is_file(), name
    there = {
        path.relative_to(made.path(FIRST)).as_posix() for path in made.path(FIRST).rglob("*.*")
    }
    assert there - {*names} == {"index.md"}
    assert {
        name.removeprefix("exports/") for name in usual_names(["vision", "compression"])
    } >= there


def test_old_dois_are_whole_and_keys_of_people_stop_nothing(tmp_path: Path) -> None:
    doi = "10.1002/(sici)1097-0258(19980815/30)17:15/16<1661::aid-sim968>3.0.co;2-2"
    title = "A Title that Ends with a Backslash \\"
    made = new_list(tmp_path, LENS | {"DOI": doi, "title": title})
    made.generate()
    (page,) = made.papers()
    text = made.text(f"docs/papers/{page}.md")
    key = next(line for line in text.splitlines() if line.startswith("citation_key:"))
    made.change(f"docs/papers/{page}.md", key, 'citation_key: "Bad Key, {x}%#"')
    made.generate()
    made.export()
    (item,) = json.loads(made.text(f"{FIRST}papers.csl.json"))
    assert (item["DOI"], item["id"]) == (doi, "BadKeyx")
    assert "Backslash \\\\](" in made.text("docs/papers/index.md")
