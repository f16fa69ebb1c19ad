"""The five real seeds, read whole, beside what was read from them before."""

import json
from collections import Counter
from pathlib import Path

import pytest

from lists import FIVE, SEEDS
from shelflist.readers.reading import LineClass
from shelflist.readers.table import read_seed

GOLDEN = Path(__file__).parent / "golden"
DOCUMENTS = [SEEDS / name for name in FIVE]

EXPECTED = {
    "000": ("arxiv-abstracts", {"abstract": 3}),
    "001": ("wiki", {"citation": 15, "table-row": 12}),
    "002": ("listing", {"listing": 75}),
    "003": ("abstracts", {"abstract": 11}),
    "004": ("listing", {"listing": 67}),
}


def read(path: Path):
    return read_seed(f"seeds/{path.name}", path.read_bytes())


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem[:3])
def test_seed_reads_as_before(path: Path, update_golden: bool) -> None:
    golden = GOLDEN / f"{path.stem[:3]}.json"
    text = json.dumps(read(path).to_dict(), indent=1, ensure_ascii=False) + "\n"
    if update_golden:
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(text, encoding="utf-8", newline="\n")
    assert json.loads(text) == json.loads(golden.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem[:3])
def test_seed_gives_exactly_its_papers_and_leaves_no_line_unexplained(path: Path) -> None:
    reading = read(path)
    kinds = Counter(record.kind.value for record in reading.records)
    assert (reading.format, dict(kinds)) == EXPECTED[path.stem[:3]]
    assert reading.lines.unexplained == ()
    line_count = path.read_bytes().rstrip(b"\n").count(b"\n") + 1
    assert len(reading.lines.classes) == line_count
    counts = [reading.lines.count(line_class) for line_class in LineClass]
    assert sum(counts) == line_count


def test_five_seeds_are_there() -> None:
    assert len(DOCUMENTS) == 5


def test_table_of_the_wiki_page() -> None:
    reading = read(DOCUMENTS[1])
    rows = {r.place.line: r for r in reading.records if r.kind.value == "table-row"}
    assert {n: r.hints for n, r in rows.items()} == {
        **dict.fromkeys(range(9, 13), ("Efficiency",)),
        **dict.fromkeys(range(13, 19), ("Large Model Capabilities",)),
        **dict.fromkeys(range(19, 21), ("Multimodal Learning",)),
    }
    names = [r.short_name for r in rows.values() if r.short_name]
    assert names == ["LoRa", "LOMO", "SmoothQuant", "QLoRa", "LLaMA-Adapter", "LLaVa"]
    assert rows[13].note == "HumanEval dataset"
    assert str(rows[10].authors[0]) == "Kai Lv"
    assert rows[10].more_authors
    assert [n for n, r in rows.items() if r.cites is None] == [15]
    assert rows[20].cites is not None
    assert rows[20].cites.line == 27
    assert [(p.rule, p.location.line) for p in reading.problems] == [("row-without-paper", 15)]
    assert reading.properties == {
        "created": "2023-07-02",
        "updated": "2023-09-22",
        "author": "@Aiden",
        "tags": "#spike",
    }


def test_records_keep_the_seeds_own_wording() -> None:
    for path in DOCUMENTS:
        lines = path.read_text(encoding="utf-8").split("\n")
        for record in read(path).records:
            assert record.raw == "\n".join(lines[record.place.line - 1 : record.place.end_line])
