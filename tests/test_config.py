"""Settings: what is there, what is missing, what is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from shelflist.config import SeedEntry, Settings, decode_text, nearest, read_settings
from shelflist.problems import ConfigError


def write(root: Path, mkdocs: str = "", seeds: str = "") -> Path:
    (root / "seeds").mkdir()
    (root / "mkdocs.yml").write_text(mkdocs, encoding="utf-8")
    (root / "seeds/seeds.yml").write_text(seeds, encoding="utf-8")
    return root


def test_everything_may_be_missing(tmp_path: Path) -> None:
    assert read_settings(tmp_path) == Settings()
    assert read_settings(write(tmp_path)) == Settings()


def test_what_is_set_is_read(tmp_path: Path) -> None:
    mkdocs = (
        "site_name: no\nsite_description: 'A: b'\ndocs_dir: pages\nsite_dir: out\n"
        "use_directory_urls: !ENV [X, true]\nplugins: []\n"
        "extra:\n  shelflist:\n    citation_style: ieee\n    related: 0\n    newest: 100\n"
    )
    seeds = "x.txt:\n  name: a-1\n  date: 2023-01-01\n  source: https://example.org\ny.txt:\n"
    settings = read_settings(write(tmp_path, mkdocs, seeds))
    assert settings == Settings(
        site_name="no",
        site_description="A: b",
        docs_dir="pages",
        site_dir="out",
        citation_style="ieee",
        related=0,
        newest=100,
        seeds={
            "x.txt": SeedEntry(name="a-1", date="2023-01-01", source="https://example.org"),
            "y.txt": SeedEntry(),
        },
    )


OWN = "extra:\n  shelflist:\n    "
WRONG = [
    (f"{OWN}related: 21\n", "", "mkdocs.yml:3", "from 0 to 20"),
    (f"{OWN}newest: -1\n", "", "mkdocs.yml:3", "from 0 to 100"),
    (f"{OWN}related: ²\n", "", "mkdocs.yml:3", "whole number"),
    (f"{OWN}citation_stile: apa\n", "", "mkdocs.yml:3", "citation_stile"),
    *(
        (f"{OWN}services: {{doi: '{address}'}}\n", "", "mkdocs.yml:3", "is not an address")
        for address in ("ftp://a.org", "https://ada:secret@a.org", "http://a:99999", "http://[::1")
    ),
    *(
        (f'{OWN}hosts: ["{host}"]\n', "", "mkdocs.yml:3", "is not a host")
        for host in ("cdn.example.org", "https://a.org/x", "https://a.org; script-src *", "*")
    ),
    (f"{OWN}hosts: https://a.org\n", "", "mkdocs.yml:3", "hosts"),
    ("extra: 3\n", "", "mkdocs.yml:1", "expected a mapping"),
    ("site_name: {a: b}\n", "", "mkdocs.yml:1", "site_name"),
    ("docs_dir: a/../../b\n", "", "mkdocs.yml:1", "leads out"),
    ("", "x.txt:\n  name: index\n", "seeds/seeds.yml:2", "cannot be an address"),
    ("", "x.txt:\n  name: Ä\n", "seeds/seeds.yml:2", "cannot be an address"),
    ("", "x.txt:\n  name: a\ny.txt:\n  name: a\n", "seeds/seeds.yml:4", "also that of x.txt"),
    ("", "x.txt:\n  name: [a]\n", "seeds/seeds.yml:2", "found a list"),
    ("", "x.txt: {nam: a}\n", "seeds/seeds.yml:1", "nam"),
]


@pytest.mark.parametrize(("mkdocs", "seeds", "place", "said"), WRONG)
def test_what_is_wrong_is_named(
    tmp_path: Path, mkdocs: str, seeds: str, place: str, said: str
) -> None:
    with pytest.raises(ConfigError) as raised:
        read_settings(write(tmp_path, mkdocs, seeds))
    [problem] = raised.value.problems
    assert str(problem.location) == place
    assert said in problem.message
    assert problem.mend


def test_both_files_are_looked_at_before_anything_is_said(tmp_path: Path) -> None:
    write(
        tmp_path, f"docs_dir: ../x\n{OWN}related: x\n    newst: 3\n", "x:\n  nam: y\n  format: [\n"
    )
    with pytest.raises(ConfigError) as raised:
        read_settings(tmp_path)
    files = [problem.location.file for problem in raised.value.problems]
    assert files.count("mkdocs.yml") == 3
    assert files.count("seeds/seeds.yml") == 1


def test_a_byte_order_mark_is_no_text() -> None:
    assert decode_text(b"\xef\xbb\xbfa", "x") == "a"


@pytest.mark.parametrize(
    ("data", "line"), [(b"\xff", 1), (b"a\nb\r\n\xe4\n", 3), (b"\n\xed\xa0\x80", 2)]
)
def test_the_line_of_a_bad_byte_is_named(data: bytes, line: int) -> None:
    with pytest.raises(ConfigError) as raised:
        decode_text(data, "x.txt")
    assert raised.value.problems[0].location.line == line


def test_the_nearest_name_is_offered() -> None:
    assert nearest("relatd", ["related", "newest"]) == 'Did you mean "related"?'
    assert nearest("zzz", ["related", "newest"]) == "Known are: related, newest."
