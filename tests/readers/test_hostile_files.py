"""Files that are broken, huge in one place, or made to hurt: named, counted, neighbours kept.

The content is made here. Each case says how many records an honest count gives, and which
of the good ones must be there.
"""

import gzip
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from shelflist.problems import SeedError
from shelflist.readers.reading import Reading
from shelflist.readers.table import read_seed

MANY = 20_000


def entry(name: str) -> str:
    return f"@article{{{name},\n  title = {{The paper {name}}},\n  year = 2001,\n}}\n"


def ris(name: str) -> str:
    return f"TY  - JOUR\nTI  - The paper {name}\nPY  - 2001\nER  - \n\n"


def titles(reading: Reading) -> set[str]:
    return {record.title or "" for record in reading.records}


def ring(size: int) -> str:
    names = ((n, (n + 1) % size) for n in range(size))
    return "".join(f"@book{{r{a}, title = {{R{a}}}, xdata = {{r{b}}}}}\n" for a, b in names)


AUTHORS = " and ".join(f"Reed{n}, A." for n in range(7000))
DOUBLED = "".join(f"@string{{a{n + 1} = a{n} # a{n}}}\n" for n in range(12))
FIELDS = "".join(f"f{n} = {{v}},\n" for n in range(MANY))
TWINS = "@article{k, title = {A}}\n@article{k, title = {B}}\n@article{k, title = {B}}\n"
JSON_AUTHORS = ", ".join(['{"family": "Reed"}'] * 7000)


@dataclass(frozen=True)
class Case:
    """A broken middle between two good records."""

    name: str
    middle: str
    count: int


BIBTEX = (
    Case("braces that never close", "@article{x, title = {" + "{" * MANY + "\n", 1),
    Case("nested braces", f"@article{{x, title = {{{'{' * MANY}x{'}' * MANY}}}}}\n", 1),
    Case("quotes that never close", '@article{x, title = "open,\n  year = 1,\n}\n', 1),
    Case("nothing but the beginning", "@article{x", 0),
    Case("a cut entry", "@article{x,\n  title = {A title},\n  author = {Some\n", 1),
    Case("a brace too many", "@article{x, title = {A}}},\n  year = {2001},\n}\n", 1),
    Case("no comma anywhere", "@article{x\n  title = {A}\n  year = {2001}\n}\n", 1),
    Case("7,000 authors", f"@article{{x, title = {{A}}, author = {{{AUTHORS}}}}}\n", 1),
    Case("a field of megabytes", f"@book{{x, title = {{A}}, note = {{{'word ' * 400_000}}}}}\n", 1),
    Case("a ring of parents", ring(50), 50),
    Case("its own parent", "@inbook{x, title = {A}, crossref = {x}, xdata = {x}}\n", 1),
    Case("keys that differ in case", "@article{k, title = {A}}\n@article{K, title = {B}}\n", 2),
    Case("one key for several", TWINS, 3),
    Case("doubling", f"@string{{a0 = {{x}}}}\n{DOUBLED}@article{{x, title = a12}}\n", 1),
    Case("dollars", f"@article{{x, title = {{A {'$' * MANY}}}}}\n", 1),
    Case("backslashes", "@article{x, title = {A " + "\\" * MANY + " b}}\n", 1),
    Case("accents in accents", "@article{x, title = {A " + "\\'{" * MANY + "}" * MANY + "}}\n", 1),
    Case("commands", "@book{x, title = {A " + "\\emph{" * MANY + "}" * MANY + "}}\n", 1),
    Case("signs alone", "@ @@ @{ @( @article @comment\n", 0),
    Case("a comment that never closes", "@comment{ {{{ open\n", 0),
    Case("groups not closed", "@comment{jabref-meta: grouping:\n1 ExplicitGroup:a\\;0\\;a\n", 0),
    Case("many fields", f"@article{{x, title = {{A}},\n{FIELDS}}}\n", 1),
)  # fmt: skip


@pytest.mark.parametrize("case", BIBTEX, ids=lambda case: case.name)
def test_bibtex(case: Case) -> None:
    reading = read_seed("seeds/x.txt", (entry("a") + case.middle + entry("z")).encode())
    assert reading.format == "bibtex"
    assert {"The paper a", "The paper z"} <= titles(reading)
    assert len(reading.records) + len(reading.refused) == case.count + 2
    assert all(refusal.reason and refusal.mend for refusal in reading.refused)


RIS = (
    Case("no end", "TY  - JOUR\nTI  - A\n", 1),
    Case("no beginning", "TI  - A\nER  - \n", 1),
    Case("no title", "TY  - JOUR\nAU  - Reed, A.\nER  - \n", 1),
    Case("7,000 authors", "TY  - JOUR\nTI  - A\n" + "AU  - Reed, A.\n" * 7000 + "ER  - \n", 1),
    Case("a line of megabytes", f"TY  - JOUR\nTI  - A\nAB  - {'word ' * 400_000}\nER  - \n", 1),
    Case("blank lines inside", "TY  - JOUR\n" + "\n" * 2000 + "TI  - A\n\n\nER  - \n", 1),
    Case("beginnings alone", "TY  - JOUR\n" * 500, 500),
    Case("ends alone", "ER  - \n" * 500, 0),
)


@pytest.mark.parametrize("case", RIS, ids=lambda case: case.name)
def test_ris(case: Case) -> None:
    around = "".join(ris(str(n)) for n in range(600))
    reading = read_seed("seeds/x.bib", (ris("a") + case.middle + around).encode())
    assert reading.format == "ris"
    assert {"The paper a", "The paper 0", "The paper 599"} <= titles(reading)
    assert len(reading.records) + len(reading.refused) == case.count + 601


JSON = (
    Case("brackets that never close", '{"title": ' + "[" * MANY, 1),
    Case("brackets in brackets", f'{{"title": {"[" * MANY}{"]" * MANY}}}', 1),
    Case("objects in objects", "{\"x\": " * MANY + "1" + "}" * MANY, 1),
    Case("no JSON", '{"title": "A", oops}', 1),
    Case("a comma too many", '{"title": "A",}', 1),
    Case("a brace too few", '{\n  "title": "A", "x": {"y": 1\n  }', 1),
    Case("half a character", '{"title": "A \\ud800"}', 1),
    Case("nothing", "null", 1),
    Case("a word", '"oops"', 1),
    Case("7,000 authors", f'{{"title": "A", "author": [{JSON_AUTHORS}]}}', 1),
    Case("many that are broken", ",\n".join('{"title": "A", oops}' for _ in range(2000)), 2000),
)  # fmt: skip


@pytest.mark.parametrize("case", JSON, ids=lambda case: case.name)
def test_json(case: Case) -> None:
    text = f'[\n{{"title": "The paper a"}},\n{case.middle},\n{{"title": "The paper z"}}\n]\n'
    reading = read_seed("seeds/x.bib", text.encode())
    assert {"The paper a", "The paper z"} <= titles(reading)
    assert len(reading.records) + len(reading.refused) == case.count + 2


def test_the_ends_of_lines_and_marks_change_nothing() -> None:
    text = "".join(map(entry, "abc"))
    mixed = entry("a") + entry("b").replace("\n", "\r\n") + entry("c").replace("\n", "\r")
    for changed in (text.replace("\n", "\r"), mixed, "\ufeff" + text, text + "\n\n"):
        reading = read_seed("seeds/x.bib", changed.encode())
        assert [record.key for record in reading.records] == ["a", "b", "c"]
        assert reading.refused == ()


@pytest.mark.parametrize(
    ("make", "named"),
    [
        pytest.param(lambda text: b"%PDF-1.7\n" + text.encode(), "a PDF", id="pdf"),
        pytest.param(lambda text: gzip.compress(text.encode()), "a gzip archive", id="gzip"),
        pytest.param(
            lambda text: f"<!DOCTYPE html><title>404</title>{text}".encode(), "HTML", id="html"
        ),
        pytest.param(lambda text: text.encode("utf-16"), "UTF-16", id="utf-16"),
        pytest.param(lambda text: text.encode("utf-16-be"), "UTF-16", id="utf-16 without mark"),
        pytest.param(lambda text: (text + "é").encode("latin-1"), "latin-1", id="latin-1"),
        pytest.param(lambda text: text.encode() + bytes(len(text) // 8), "NUL", id="nul"),
        pytest.param(lambda text: text.encode() + b"\xed\xa0\x80", "UTF-8", id="surrogate"),
    ],
)
def test_another_kind_of_file_is_named(make: Callable[[str], bytes], named: str) -> None:
    with pytest.raises(SeedError) as caught:
        read_seed("seeds/x.bib", make(entry("a")))
    (problem,) = caught.value.problems
    assert named in problem.message
    assert problem.mend


@pytest.mark.parametrize(
    "sample",
    [
        "".join(entry(str(n)) for n in range(40)),
        "".join(ris(str(n)) for n in range(40)),
        "[" + ",\n".join(f'{{"title": "The paper {n}", "x": [1]}}' for n in range(40)) + "]",
        "".join(f"PMID- {n}\nTI  - The paper {n}\nDP  - 2001\n\n" for n in range(40)),
        "".join(f"%0 Book\n%T The paper {n}\n%D 2001\n\n" for n in range(40)),
    ],
    ids=["bibtex", "ris", "json", "pubmed", "endnote"],
)
def test_what_stands_before_a_cut_is_kept(sample: str) -> None:
    whole = [record.title for record in read_seed("seeds/x", sample.encode()).records]
    assert len(whole) == 40
    for size in range(len(sample) // 2, len(sample), 17):
        reading = read_seed("seeds/x", sample[:size].encode())
        found = [record.title for record in reading.records]
        ended = [title for title in whole if f"{title}" in sample[: size - 40]]
        assert found[: len(ended) - 1] == ended[:-1]
        assert len(found) + len(reading.refused) <= 40
