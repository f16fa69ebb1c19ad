"""Sketches find near-identical abstracts, and are the same on every machine."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from shelflist.identity.keys import family_key, identity_keys
from shelflist.identity.similarity import (
    find_candidates,
    fold_words,
    likeness,
    sketch_abstract,
)
from shelflist.model import Kind, Name, Place, Record

WORDS = [f"w{n}" for n in range(3000)]


def test_words_are_folded_and_scripts_without_spaces_taken_apart() -> None:
    assert fold_words("Über-große Naïveté, $x$!") == ["uber", "grosse", "naivete", "x"]
    assert fold_words("深度 learning") == ["深", "度", "learning"]


def test_sketch_is_stable() -> None:
    sketch = sketch_abstract(" ".join(WORDS[:40]))
    assert sketch.length == 40
    assert sketch.sample[:2] == (26626624, 297405388)
    assert sketch.digest == "3368e6c4178ef292"
    assert sketch_abstract("Too short.").sample == ()


@settings(max_examples=60, deadline=None)
@given(st.integers(60, 300), st.integers())
def test_lightly_edited_abstracts_are_candidates(length: int, seed: int) -> None:
    rng = random.Random(seed)
    words = rng.choices(WORDS, k=length)
    edited = list(words)
    for _ in range(length // 50):
        edited[rng.randrange(length)] = "edited"
    texts = [" ".join(words), " ".join(edited)]
    others = [" ".join(rng.choices(WORDS, k=length)) for _ in range(20)]
    sketches = dict(enumerate(map(sketch_abstract, [*texts, *others])))
    assert find_candidates(sketches) == {(0, 1)}


def test_a_stock_phrase_makes_no_candidates() -> None:
    rng = random.Random(3)
    phrase = " ".join(WORDS[:12])
    texts = [f"{phrase} {' '.join(rng.choices(WORDS, k=150))}" for _ in range(400)]
    assert find_candidates(dict(enumerate(map(sketch_abstract, texts)))) == set()


def test_likeness() -> None:
    text = " ".join(WORDS[:80])
    assert likeness(text, text.upper() + ".") == 1
    assert likeness(text, " ".join(WORDS[:45])) == 1  # an excerpt
    assert likeness(text, " ".join(WORDS[40:120])) < 0.5
    assert likeness("", "") == 1
    assert likeness("one", "two") == 0


def test_families_are_compared_without_accents_and_particles() -> None:
    same = ("Müller", "Mueller", "MULLER", "von Müller")
    assert {family_key(Name(family=name)) for name in same} == {"muller"}
    assert family_key(Name(family="Sørensen")) == family_key(Name(family="Soerensen"))
    assert family_key(Name(literal="OpenAI")) == "openai"
    assert family_key(Name(family="O’Neil")) == family_key(Name(family="O'Neil")) == "oneil"


def test_a_paper_is_known_by_its_ids_title_and_abstract() -> None:
    record = Record(
        Kind.LISTING,
        Place("seeds/a.txt", 1, 1),
        title="LoRA: Low-Rank Adaptation",
        arxiv="2106.09685v2",
        doi="10.1/X",
        abstract=" ".join(WORDS[:40]),
    )
    assert identity_keys(record) == (
        "arxiv:2106.09685",
        "doi:10.1/x",
        identity_keys(Record(Kind.PAGE, record.place, title="Lora: low rank adaptation"))[0],
        "abstract:3368e6c4178ef292",
    )
    working = Record(Kind.ABSTRACT, record.place, provisional_title="LoRA", abstract="Short.")
    [only] = identity_keys(working)
    assert only.startswith("abstract:")
