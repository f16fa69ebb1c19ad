"""Bytes that are no seed, and those that are although they look odd."""

import gzip
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shelflist.problems import SeedError
from shelflist.readers.reading import LineClass
from shelflist.readers.table import read_seed

REFUSED = {
    "empty": (b"", 1, "empty-seed", "empty"),
    "blank": (b" \n\n", 1, "empty-seed", "empty"),
    "latin-1": ("one\ntwo\nMüller\n".encode("latin-1"), 3, "not-utf-8", "Müller"),
    "latin-1 with CR": ("one\rtwo\rMüller\r".encode("latin-1"), 3, "not-utf-8", "0xfc"),
    "UTF-16": ("text".encode("utf-16"), 1, "not-utf-8", "UTF-16"),
    "UTF-16 without mark": ("some plain text".encode("utf-16-le"), 1, "not-utf-8", "UTF-16"),
    "NUL": (b"one\ntwo\x00\n", 2, "binary-seed", "NUL"),
    "PDF": (b"%PDF-1.7\n\xe2\xe3", 1, "not-text", "PDF"),
    "PDF below a blank line": (b"\n%PDF-1.7\n", 1, "not-text", "PDF"),
    "UTF-32": ("text".encode("utf-32"), 1, "not-utf-8", "UTF-32"),
    "gzip": (gzip.compress(b"text"), 1, "not-text", "gzip"),
    "zip": (b"PK\x03\x04\x14\x00", 1, "not-text", "zip"),
    "PNG": (b"\x89PNG\r\n\x1a\n", 1, "not-text", "PNG"),
    "HTML": (b"\n<!DOCTYPE html>\n<html>", 1, "not-text", "HTML"),
    "HTML with a mark": (b"\xef\xbb\xbf<!DOCTYPE html>", 1, "not-text", "HTML"),
    "an error page": (
        b"<html><head><title>404 Not\nFound</title></head><body>nginx</body></html>",
        1,
        "not-text",
        "'404 Not Found'",
    ),
    "HTML after a comment": (b"<!-- saved -->\n<html lang='en'>", 1, "not-text", "HTML"),
    "xz": (b"\xfd7zXZ\x00\x00\x04", 1, "not-text", "xz"),
    "tar": (b"a.txt".ljust(257, b"\x00") + b"ustar\x0000", 1, "not-text", "tar"),
    "RTF": (b"{\\rtf1\\ansi}", 1, "not-text", "rich text"),
    "Word": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 1, "not-text", "Office"),
    "broken UTF-8": (
        "Müller, Møller, Nuñez, Ærø, Łukasz\n".encode() + b"\xff\n",
        2,
        "not-utf-8",
        "1 broken byte",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_refused(case: str) -> None:
    data, line, rule, says = REFUSED[case]
    with pytest.raises(SeedError) as caught:
        read_seed("seeds/x.txt", data)
    (problem,) = caught.value.problems
    assert (problem.location.file, problem.location.line) == ("seeds/x.txt", line)
    assert says in problem.message
    assert problem.rule == rule
    assert problem.mend


def test_unknown_format_names_the_known_ones() -> None:
    with pytest.raises(SeedError, match="listing"):
        read_seed("seeds/x.txt", b"text", format="listings")


def test_format_can_be_named() -> None:
    assert read_seed("seeds/x.txt", b"some words", format="abstracts").format == "abstracts"


CITATION = 'Turing, Alan M. "Computing machinery and intelligence." Mind 59.236 (1950): 433-460.'


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", ""])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_line_ends_and_byte_order_mark(end: str, mark: bytes) -> None:
    reading = read_seed("x", mark + f"References{end or chr(10)}{CITATION}{end}".encode())
    assert [record.place.line for record in reading.records] == [2]
    assert len(reading.lines.classes) == 2


BROKEN = {
    "bibtex": (
        "@article{a, title={A first paper of trees}, author={Oak, Mary}, note={a\0b}}\n"
        "@article{b, title={A second paper of trees}, author={Elm, Lee}}\n"
    ),
    "ris": (
        "TY  - JOUR\0\nTI  - A first paper of trees\nER  - \n"
        "TY  - JOUR\nTI  - A second paper of trees\nER  - \n"
    ),
    "csl-json": (
        '[{"type": "book", "title": "A first paper of \0trees"},\n'
        '{"type": "book", "title": "A second paper of trees"}]'
    ),
    "markdown-list": (
        "- [A first paper of\0 trees](https://arxiv.org/abs/2101.00001), Mary Oak, 2019\n"
        "- [A second paper of trees](https://arxiv.org/abs/2101.00002), Lee Elm, 2019\n"
    ),
}


@pytest.mark.parametrize("form", BROKEN)
def test_a_nul_byte_costs_its_entry_alone(form: str) -> None:
    reading = read_seed("x", BROKEN[form].encode())
    assert reading.format == form
    assert [record.title for record in reading.records] == ["A second paper of trees"]
    assert [refusal.what for refusal in reading.refused] == ["A first paper of trees"]
    (problem,) = reading.problems
    assert (problem.location.line, "NUL byte" in problem.message) == (1, True)
    assert 1 in reading.lines.unexplained


def test_a_nul_byte_outside_entries_is_named() -> None:
    reading = read_seed("x", f"% \0\n{BROKEN['bibtex'].replace(chr(0), '')}".encode())
    assert len(reading.records) == 2
    assert [(p.location.line, p.rule) for p in reading.problems] == [(1, "nul-byte")]


PIECES = st.sampled_from(
    ["Hu, E. J.", " (2021). ", '"', "“", "- ", "[1] ", "|", "---|---|\n", "\n", "\n\n", " et al.",
     "Abstract: ", "We propose a model. ", "arXiv:2106.09685", "In Proc. ICLR", "\t", "\\", "$",
     "{",     "https://", "doi: 10.1/x", "A Title of Some Paper", "\x0b", "\u2028", "é", "1-10",
     "References",     "Title | Authors | Year\n", "[{", '"title":', "# "]
)  # fmt: skip


@settings(max_examples=80, deadline=None)
@given(st.lists(PIECES | st.text(max_size=12), min_size=1, max_size=25).map("".join))
def test_every_line_has_one_class_and_nothing_else_is_raised(text: str) -> None:
    try:
        reading = read_seed("x", text.encode("utf-8", "surrogatepass"))
    except SeedError:
        return
    counts = {line_class: reading.lines.count(line_class) for line_class in LineClass}
    assert sum(counts.values()) == len(reading.lines.classes)
    for record in reading.records:
        assert 1 <= record.place.line <= record.place.end_line <= len(reading.lines.classes)
    lines = [record.place for record in reading.records]
    assert lines == sorted(lines)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=80))
def test_any_bytes(data: bytes) -> None:
    try:
        read_seed("x", data)
    except SeedError as error:
        assert error.problems


HOSTILE = {
    "one long line": b"word " * 100_000,
    "one long citation": b"Smith, J., " * 100_000,
    "quotes": b'Hu, E. "a ' * 100_000,
    "brackets": b"(" * 1_000_000,
    "pipes": b"|" * 1_000_000,
    "short lines": b"Ab cd\n" * 5_000,
    "almost citations": b"Smith, John. 2019. Some words here\n" * 3_000,
    "bullets": b"- Smith, J. and\n" * 5_000,
    "separators": b"a|b\n---|---\n" * 3_000,
    "names": b"Ada Lovelace, Alan Turing\n" * 20_000,
    "labels": b"Abstract:\n" * 5_000,
    "wrapped": b"this is a line of ordinary wrapped text that goes on and on\n" * 3_000,
}


@pytest.mark.parametrize("case", HOSTILE)
def test_nothing_hangs(case: str) -> None:
    start = time.process_time()
    read_seed("x", HOSTILE[case])
    assert time.process_time() - start < 10


@pytest.mark.parametrize(
    ("encoding", "text", "said"),
    [
        ("gbk", "本文提出了一种新的方法，用于解决自然语言处理中的文本分类问题。", "GBK"),
        ("shift_jis", "この論文では新しい手法を提案する。実験の結果は良好であった。", "Shift JIS"),
        ("cp1251", "В статье рассматриваются новые методы обучения сетей.", "Windows-1251"),
        ("cp1252", "Daß die größten Bäume in Österreich wüchsen, überträfe alles.", "latin-1"),
        ("cp1252", "It’s a “Test”", "latin-1"),
        ("gbk", "中文维基", "may be GB 18030"),
        ("gbk", "张三 and 李四", "may be GB 18030"),
        ("shift_jis", "東京大学出版会", "may be Shift JIS"),
        ("euc_jp", "機械学習の研究", "EUC-JP or"),
        ("big5", "機器學習之研究與應用", "may be Big5"),
        ("cp1252", "Müller, Größe, naïveté – “ß”", "may be latin-1"),
        ("cp1250", "Łódź Žižek Dvořák", "may be latin-1"),
    ],
)
def test_an_encoding_is_named_for_what_it_is(encoding: str, text: str, said: str) -> None:
    data = f"@article{{a, title={{A Title}}, abstract={{{text}}}}}".encode(encoding)
    with pytest.raises(SeedError) as refusal:
        read_seed("x.bib", data)
    assert said in refusal.value.problems[0].message
