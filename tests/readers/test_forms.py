"""Every standard form: small files of each, read whole, beside what was read before.

`forms/` holds what databases, arXiv and services give; a file's name begins with its form.
"""

import json
from pathlib import Path

import pytest

from shelflist.readers.reading import LineClass, Reading
from shelflist.readers.table import READERS, read_seed

FORMS = Path(__file__).parent / "forms"
GOLDEN = FORMS / "expected"
FILES = sorted(path for path in FORMS.iterdir() if path.is_file())
TEXT_FILES = [path for path in FILES if path.suffix != ".json"]

PROSE_ABOVE = (
    "These are the papers that we read in the winter. Some of them are about lakes, and "
    "others are about reeds, which is where most of us work.\n\n"
)
PROSE_BELOW = "\n\nWe will meet again in the spring, when the ice is gone from the lakes.\n"


def name_of(path: Path) -> str:
    return path.name.partition("--")[0]


def read(path: Path, data: bytes | None = None, name: str = "") -> Reading:
    return read_seed(name or path.name, path.read_bytes() if data is None else data)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_it_reads_as_before(path: Path, update_golden: bool) -> None:
    reading = read(path)
    golden = GOLDEN / f"{path.name}.json"
    text = json.dumps(reading.to_dict(), indent=1, ensure_ascii=False) + "\n"
    if update_golden:
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(text, encoding="utf-8", newline="\n")
    assert json.loads(text) == json.loads(golden.read_text(encoding="utf-8"))
    assert reading.format == name_of(path)


def test_every_form_that_has_a_sample_is_in_the_table() -> None:
    assert {name_of(path) for path in FILES} <= {reader.name for reader in READERS}
    assert len(FILES) >= 20


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_only_refused_records_leave_lines_unexplained(path: Path) -> None:
    reading = read(path)
    starts = [refusal.line for refusal in reading.refused]
    taken = {n for r in reading.records for n in range(r.place.line, r.place.end_line + 1)}
    for line in reading.lines.unexplained:
        assert line not in taken
        assert any(start <= line <= start + 6 for start in starts)
    assert bool(reading.lines.unexplained) == bool(starts)


WAYS = {
    "named .txt": lambda data: data,
    "byte order mark": lambda data: b"\xef\xbb\xbf" + data,
    "CRLF": lambda data: data.replace(b"\n", b"\r\n"),
    "lone CR": lambda data: data.replace(b"\n", b"\r"),
    "blank lines around": lambda data: b"\n\n" + data + b"\n\n",
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_the_way_it_was_saved_changes_nothing(path: Path, way: str) -> None:
    plain, other = read(path), read(path, WAYS[way](path.read_bytes()), "seeds/papers.txt")
    assert other.format == plain.format
    assert [(r.title, r.authors, r.doi) for r in other.records] == [
        (r.title, r.authors, r.doi) for r in plain.records
    ]
    assert len(other.refused) == len(plain.refused)


@pytest.mark.parametrize("path", TEXT_FILES, ids=lambda path: path.name)
def test_prose_around_it_is_prose(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    plain, other = read(path), read(path, f"{PROSE_ABOVE}{text}{PROSE_BELOW}".encode())
    assert other.format == plain.format
    titles = [record.title for record in plain.records]
    assert [record.title for record in other.records] == titles
    assert [r.abstract for r in other.records[:-1]] == [r.abstract for r in plain.records[:-1]]
    assert other.lines.classes[0] in (LineClass.PROSE, LineClass.BOILERPLATE)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_the_form_can_be_named(path: Path) -> None:
    reading = read_seed(path.name, path.read_bytes(), format=name_of(path))
    assert reading.records == read(path).records


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_file_cut_off_anywhere_gives_no_error_of_ours(path: Path) -> None:
    data = path.read_bytes()
    whole = len(read(path).records) + len(read(path).refused)
    for size in range(0, len(data), max(1, len(data) // 40)):
        cut = data[:size].decode("utf-8", "ignore").encode()
        if cut.strip():
            reading = read_seed(path.name, cut, format=name_of(path))
            assert len(reading.records) + len(reading.refused) <= whole
