"""Wiki pages: property tables, tables of papers, lost row spans."""

from shelflist.readers.table import read_seed

WIKI = """\
Property | Value |
---|---|
Created | 2024-01-01 |
Owner | @bob |

Topic | Method | Author |
---|---|---|
Vision | ViT | Alexey Dosovitskiy |
 | Swin | Ze Liu |
DeiT | Hugo Touvron | |
Audio | Whisper | Alec Radford |
Study of noise | Jane Roe |

1. Dosovitskiy, Alexey, et al. "An image is worth 16x16 words." arXiv preprint arXiv:2010.11929 \
(2020).
2. Liu, Ze, et al. "Swin transformer: Shifted windows." ICCV. 2021.
3. Radford, Alec, et al. "Robust speech recognition." ICML. PMLR, 2023.
4. Radford, Alec, et al. "Learning transferable visual models." ICML. PMLR, 2021.
"""

TABLE = """\
# My papers

| Title | Authors | Year | Venue | Code |
|---|---|---|---|---|
| [LoRA: Low-Rank Adaptation](https://arxiv.org/abs/2106.09685) | Edward J. Hu, Yelong Shen et al. \
| 2021 | ICLR 2022 | [code](https://github.com/microsoft/LoRA) |
| QLoRA | Tim Dettmers | 2023 | NeurIPS | |

Some closing words about this table, which was made by hand over a long weekend in May.
"""


def test_properties() -> None:
    reading = read_seed("seeds/x.txt", WIKI.encode())
    assert reading.format == "wiki"
    assert reading.properties == {"created": "2024-01-01", "owner": "@bob"}
    assert reading.lines.unexplained == ()


def test_lost_row_spans_are_restored() -> None:
    rows = [r for r in read_seed("x", WIKI.encode()).records if r.kind.value == "table-row"]
    assert [(r.hints[0], r.short_name, str(r.authors[0])) for r in rows] == [
        ("Vision", "ViT", "Alexey Dosovitskiy"),
        ("Vision", "Swin", "Ze Liu"),
        ("Vision", "DeiT", "Hugo Touvron"),
        ("Audio", "Whisper", "Alec Radford"),
        ("Audio", None, "Jane Roe"),
    ]
    assert rows[4].note == "Study of noise"
    assert all(row.title is None for row in rows)


def test_a_row_means_a_citation_only_when_that_is_certain() -> None:
    rows = [r for r in read_seed("x", WIKI.encode()).records if r.kind.value == "table-row"]
    # Alec Radford has two papers here, and no title says Whisper.
    assert [row.cites.line if row.cites else None for row in rows] == [14, 15, None, None, None]


def test_rows_with_a_title_are_papers() -> None:
    reading = read_seed("x", TABLE.encode())
    first, second = reading.records
    assert first.title == "LoRA: Low-Rank Adaptation"
    assert first.arxiv == "2106.09685"
    assert (first.year, first.venue, first.more_authors) == (2021, "ICLR", True)
    assert [str(name) for name in first.authors] == ["Edward J. Hu", "Yelong Shen"]
    assert [link.url for link in first.links] == ["https://github.com/microsoft/LoRA"]
    assert (second.title, second.year) == ("QLoRA", 2023)
    assert reading.lines.to_dict() == {
        "record": 2,
        "boilerplate": 3,
        "prose": 1,
        "blank": 2,
        "unexplained": [],
    }
