import re

import pytest

from shelflist.text.titles import content_words, loose_title_key, title_key
from shelflist.text.working_titles import provisional_title


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("GPT4Video for lnstruction", "gpt4video for Instruction", True),
        ("LLaMA: Open and Efficient", "Llama - open and efficient.", True),
        ("Übung macht", "Ubung macht", True),
        ("VL-GPT", "VLGPT", False),
        ("PROP", "B-PROP", False),
    ],
)
def test_title_key(one: str, other: str, same: bool) -> None:
    assert (title_key(one) == title_key(other)) is same


def test_loose_key_is_letters_and_digits() -> None:
    assert loose_title_key("VL-GPT: A Test") == loose_title_key("VLGPT a test")


def test_content_words() -> None:
    assert content_words("A Survey of the Pre-trained Models") == (
        "survey",
        "pre-trained",
        "models",
    )


@pytest.mark.parametrize(
    ("abstract", "expected"),
    [
        (
            "CLIP is good. To address this, we propose Conditional Context Optimization (CoCoOp), "
            "which extends CoOp by more.",
            "Conditional Context Optimization (CoCoOp)",
        ),
        (
            "Models grow. This paper introduces patch-level training for LLMs, which reduces it.",
            "Patch-level training for LLMs",
        ),
        (
            "Old. A novel multimodal model called ArtGPT-4 has been proposed to address these.",
            "Multimodal model called ArtGPT-4",
        ),
        ("Cats sleep all day. Dogs do not.", "Cats sleep all day"),
        ("Short", "Short"),
        ("", ""),
    ],
)
def test_provisional_title(abstract: str, expected: str) -> None:
    assert provisional_title(abstract) == expected


def test_a_provisional_title_is_the_abstracts_own_words() -> None:
    abstract = (
        "With the rise of models (BMs), training gets hard, e.g. for us. In this paper, we thus "
        "present a new (very (nested thing and the others that go on and on without any end of it."
    )
    title = provisional_title(abstract)
    assert title.casefold() in abstract.casefold()
    assert len(re.findall(r"\S+", title)) <= 14
    assert title.count("(") <= title.count(")")
