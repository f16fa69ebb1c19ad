"""Documents that hold no papers: nothing may be read into them."""

from pathlib import Path

import pytest

from shelflist.readers.reading import LineClass
from shelflist.readers.table import read_seed

DOCUMENTS = sorted((Path(__file__).parent / "nothing").glob("*.txt"))


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_no_paper_is_guessed(path: Path) -> None:
    reading = read_seed(f"seeds/{path.name}", path.read_bytes())
    assert reading.records == ()
    assert reading.lines.count(LineClass.RECORD) == 0
    explained = {LineClass.UNEXPLAINED, LineClass.PROSE, LineClass.BLANK}
    assert set(reading.lines.classes) <= explained
    assert [problem.rule for problem in reading.problems] == ["unrecognised-seed"]


def test_there_are_many_of_them() -> None:
    assert len(DOCUMENTS) >= 12


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('{"message": "Not Found", "status": "404"}', "with 'message', 'status'"),
        ("[" * 100_000, "nested too deeply"),
        ("[{'id': 'a', 'title': 'A'}]", "begins like JSON and is none"),
        ('// mine\n[{"id": "a", "title": "A"}]', "JSON with comments"),
        ("<h1>Not Found</h1><p>The page was not found.</p>", "a piece of a web page"),
        ("404: Not Found", "'404: Not Found'"),
    ],
)
def test_what_it_looks_like_is_told(text: str, says: str) -> None:
    reading = read_seed("seeds/x.json", text.encode())
    assert not reading.records
    (problem,) = reading.problems
    assert says in problem.message
