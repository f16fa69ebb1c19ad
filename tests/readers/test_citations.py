"""Lists of references in the common styles and layouts."""

import json
import textwrap
from pathlib import Path

import pytest

from shelflist.readers.table import read_seed

CITATIONS: list[tuple[str, str, dict[str, object]]] = [
    (case["style"], case["text"], case["expected"])
    for case in json.loads((Path(__file__).parent / "citations.json").read_text(encoding="utf-8"))
]
STYLES = [style for style, _, _ in CITATIONS]


def read_one(text: str):
    reading = read_seed("seeds/x.txt", text.encode())
    assert reading.format == "citations"
    assert len(reading.records) == 1
    return reading.records[0]


@pytest.mark.parametrize(("style", "text", "expected"), CITATIONS, ids=STYLES)
def test_style(style: str, text: str, expected: dict[str, object]) -> None:
    record = read_one(text)
    read = {name: getattr(record, name) for name in expected if name != "authors"}
    if "authors" in expected:
        read["authors"] = [str(name) for name in record.authors]
    assert read == expected


def wrap(text: str, first: str = "", rest: str = "") -> str:
    return "\n".join(
        textwrap.wrap(
            text,
            72,
            initial_indent=first,
            subsequent_indent=rest,
            break_long_words=False,
            break_on_hyphens=False,
        )
    )


LAYOUTS = {
    "a line each": lambda n, t: t + "\n",
    "blank lines between": lambda n, t: t + "\n\n",
    "hyphens": lambda n, t: f"- {t}\n",
    "stars": lambda n, t: f"* {t}\n",
    "bullets": lambda n, t: f"• {t}\n",
    "dashes": lambda n, t: f"– {t}\n",
    "[1]": lambda n, t: f"[{n}] {t}\n",
    "1.": lambda n, t: f"{n}. {t}\n",
    "1)": lambda n, t: f"{n}) {t}\n",
    "(1)": lambda n, t: f"({n}) {t}\n",
    "1. and a tab": lambda n, t: f"{n}.\t{t}\n",
    "keys": lambda n, t: f"[Abc{n + 10}] {t}\n",
    "wrapped, blank lines between": lambda n, t: wrap(t) + "\n\n",
    "wrapped, hanging": lambda n, t: wrap(t, "", "    ") + "\n",
    "wrapped [1]": lambda n, t: wrap(t, f"[{n}] ") + "\n",
    "wrapped 1., indented": lambda n, t: wrap(t, f"{n}. ", "   ") + "\n",
    "wrapped bullets": lambda n, t: wrap(t, "- ", "  ") + "\n",
}


def bare(text: str) -> str:
    return text.split("] ", 1)[1] if text.startswith("[") else text.removeprefix("(3) ")


@pytest.mark.parametrize("layout", LAYOUTS)
def test_layout(layout: str) -> None:
    texts = [bare(text) for _, text, _ in CITATIONS]
    alone = [read_one(text) for text in texts]
    head = "References\n\nThis is what we read in the spring term of the seminar on language.\n\n"
    body = "".join(LAYOUTS[layout](n, text) for n, text in enumerate(texts, 1))
    reading = read_seed("seeds/x.txt", (head + body).encode())
    for field in ("title", "authors", "year", "venue", "page", "doi", "arxiv"):
        assert [getattr(r, field) for r in reading.records] == [getattr(r, field) for r in alone]
    assert reading.lines.unexplained == ()
    assert reading.lines.to_dict()["prose"] == 1
    assert reading.lines.to_dict()["boilerplate"] == 1


REFERENCES = """\
# Efficiency

- Hu, Edward J., et al. "Lora: Low-rank adaptation of large language models." arXiv preprint \
arXiv:2106.09685 (2021).
- milk and eggs

# Multimodal

- Liu, Haotian, et al. "Visual instruction tuning." arXiv preprint arXiv:2304.08485 (2023).

Quantisation

- Dettmers, Tim, et al. "Qlora: Efficient finetuning of quantized llms." arXiv preprint \
arXiv:2305.14314 (2023).
"""


def test_headings_above_citations_are_hints() -> None:
    reading = read_seed("seeds/x.txt", REFERENCES.encode())
    assert [r.hints for r in reading.records] == [
        ("Efficiency",),
        ("Multimodal",),
        ("Quantisation",),
    ]


def test_what_is_no_citation_stays_unexplained() -> None:
    assert read_seed("seeds/x.txt", REFERENCES.encode()).lines.unexplained == (4,)


@pytest.mark.parametrize(
    "text",
    [
        "Smith, John. Bring the milk, 2023.",
        "In 2019, Smith and Jones walked to the sea. It was cold.",
        'He said, "I will come in 2020." Nobody believed him.',
        "Note: see the 2021 report (Miller, 2021) for more. It is on the shelf.",
        "Deep learning is a part of machine learning (2015). It has many uses.",
        "[1] 10:00:09 Epoch 1, loss 2.345, accuracy 0.12 (2024).",
        "1. Chop the onions and fry them in oil. Add the carrots. Serves 4. 2020.",
    ],
)
def test_never_guessed_into_a_paper(text: str) -> None:
    assert read_seed("seeds/x.txt", text.encode()).records == ()


def test_links_and_ids_come_from_anywhere_in_the_citation() -> None:
    record = read_one(
        "Touvron, H., & Lample, G. (2023). Llama: Open foundation models. "
        "https://arxiv.org/abs/2302.13971v1. Code: https://github.com/facebookresearch/llama"
    )
    assert record.arxiv == "2302.13971"
    assert record.url is None
    assert [(link.rel, link.url) for link in record.links] == [
        ("code", "https://github.com/facebookresearch/llama")
    ]


def test_references_without_numbers_that_cannot_be_taken_apart_are_refused_by_name() -> None:
    text = "\n\n".join(
        (
            "Smith, J. (2020). A study of lists. Journal of Lists, 12(3), 4–5.",
            "Doe, J., & Roe, R. (2021). Another study of lists. Journal of Lists, 13(1), 6–9.",
            "Large generative list models (arXiv:2406.05109). (2024). arXiv.",
            "Poe, E. (2022). A third study of lists. Journal of Lists, 14(2), 1–3.",
            "We thank everybody who helped us in 2022, 2023 and 2024, at home, and elsewhere.",
        )
    )
    reading = read_seed("x.txt", text.encode(), "citations")
    assert len(reading.records) == 3
    assert [(refused.line, refused.what[:22]) for refused in reading.refused] == [
        (5, "Large generative list ")
    ]


def test_harvard_puts_titles_into_single_quotes() -> None:
    text = "\n\n".join(
        (
            "Bower, J.L. and Christensen, C.M. (1995) 'Disruptive technologies: catching the wave',"
            " Harvard Business Review, 73(1), pp. 43-53.",
            "Roe, J. (1999) 'The reader's guide to lists', Journal of Lists, 3(2), pp. 4–5.",
        )
    )
    first, second = read_seed("x.txt", text.encode()).records
    assert first.title == "Disruptive technologies: catching the wave"
    assert (first.venue, first.volume, first.year) == ("Harvard Business Review", "73", 1995)
    assert second.title == "The reader's guide to lists"
