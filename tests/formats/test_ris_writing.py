"""RIS as we write it: its order, its tags and the lines of our own."""

from __future__ import annotations

import dataclasses

import pytest

from shelflist.formats.fields import CSL_TYPES, RIS_TYPES
from shelflist.formats.ris import parse_ris
from shelflist.formats.ris_types import TYPES
from shelflist.formats.ris_writing import to_ris
from shelflist.model import Kind, Link, Name, Place, Record

PAPER = Record(
    kind=Kind.ENTRY,
    place=Place("x", 1, 1),
    title="On Models",
    authors=(Name("van der Maaten", "Laurens"), Name("Doe", "J.", "Jr."), Name(literal="OpenAI")),
    year=2022,
    venue="ICLR 2023",
    page="1–24",
    type="paper-conference",
    arxiv="2210.17323",
    url="https://ex.org/paper.pdf",
    abstract="One.\n\nTwo.",
    links=(Link("code", "https://github.com/a/b"),),
    hints=("nlp", "R&D"),
)


def test_one_value_a_line_from_ty_to_er() -> None:
    assert to_ris(PAPER, "doe2022") == (
        "TY  - CONF\n"
        "ID  - doe2022\n"
        "TI  - On Models\n"
        "AU  - van der Maaten, Laurens\n"
        "AU  - Doe, J., Jr.\n"
        "AU  - OpenAI\n"
        "PY  - 2023\n"
        "OP  - 2022\n"
        "T2  - ICLR\n"
        "SP  - 1\n"
        "EP  - 24\n"
        "DB  - arXiv\n"
        "AN  - arXiv:2210.17323\n"
        "UR  - https://ex.org/paper.pdf\n"
        "L1  - https://ex.org/paper.pdf\n"
        "LK  - https://github.com/a/b\n"
        "AB  - One. Two.\n"
        "KW  - nlp\n"
        "KW  - R&D\n"
        "U1  - paragraphs: 1\n"
        "ER  - \n"
        "\n"
    )


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        ({"type": "report"}, "TY  - RPRT"),
        ({"type": "map"}, "TY  - MAP"),
        ({"type": "collection"}, "U1  - type: collection"),
        ({"type": None, "venue": None, "arxiv": None}, "TY  - GEN"),
        ({"type": None, "venue": "Nature"}, "TY  - JOUR"),
        ({"page": "12, 15–17"}, "SP  - 12, 15–17"),
        ({"authors": (Name(literal="Black Forest"),)}, "U1  - institution: Black Forest"),
        ({"authors": (Name("A, B", "C."),)}, "U1  - name: A, B|C."),
        ({"more_authors": True}, "U1  - more_authors: true"),
        ({"retracted": True}, "M3  - Retracted Publication"),
        ({"preprint": "SSRN"}, "U1  - preprint: SSRN"),
        ({"other_ids": ("doi:10.1/x",)}, "U1  - other_id: doi:10.1/x"),
        ({"editors": (Name("Roe", "R."),)}, "ED  - Roe, R."),
        ({"note": "10.1/x"}, "N1  - 10.1/x"),
        ({"links": (Link("project", "https://ex.org/a"),)}, "U1  - project: https://ex.org/a"),
        ({"url": None}, "UR  - https://arxiv.org/abs/2210.17323"),
    ],
)
def test_fields(changes: dict[str, object], line: str) -> None:
    record = dataclasses.replace(PAPER, **changes)  # type: ignore[arg-type]
    assert line in to_ris(record, "k").splitlines()


def test_nobody_is_called_et_al() -> None:
    record = dataclasses.replace(PAPER, more_authors=True)
    authors = [line for line in to_ris(record, "k").splitlines() if line.startswith("AU")]
    assert len(authors) == 3


def test_a_value_cannot_begin_a_line_of_its_own() -> None:
    record = dataclasses.replace(PAPER, title="One\nER  - \nTY  - BOOK\u2028TI  - Two")
    lines = to_ris(record, "a\nb").splitlines()
    assert [line[:2] for line in lines].count("TY") == 1
    assert lines[1:3] == ["ID  - a b", "TI  - One ER - TY - BOOK TI - Two"]


def test_types_are_those_that_the_reader_knows() -> None:
    assert set(RIS_TYPES) <= CSL_TYPES
    assert set(RIS_TYPES.values()) <= set(TYPES)


def test_seven_thousand_authors_come_back() -> None:
    authors = tuple(Name(f"Fam{n}", "A. B.") for n in range(7000))
    text = to_ris(dataclasses.replace(PAPER, authors=authors), "k")
    (record,) = parse_ris(text.splitlines(), "x").records
    assert record.authors == authors
