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
