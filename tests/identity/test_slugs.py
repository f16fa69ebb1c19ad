"""Addresses and citation keys that a reader can say aloud and a file system can hold."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from shelflist.identity.fields import merge_records
from shelflist.identity.slugs import (
    LONGEST_SLUG,
    RESERVED_SLUGS,
    choose_slug,
    choose_slugs,
    citation_key,
)
from shelflist.model import Kind, Name, Place, Record

SLUGS = [
    (
        "GPTQ: Accurate Post-Training Quantization for Generative Pre-trained Transformers",
        "gptq-accurate-post-training-quantization",
    ),
    ("LLaMA: Open and Efficient Foundation Language Models",
     "llama-open-efficient-foundation-language-models"),
    ("GPT-4V(ision) and the State of the Art", "gpt-4vision-state-art"),
    ("What's in a Name?", "whats-name"),
    ("It Is What It Is", "what"),
    ("The Who", "who"),
    ("To the Of", "to-the-of"),
    ("Über die Größe von Zahlen", "uber-die-grosse-von-zahlen"),
    ("深度学习", "shen-du-xue-xi"),
    ("Ωmega and λ-calculus", "omega-l-calculus"),
    ("$\\alpha$-divergence and $\\mathcal{O}(n)$ bounds", "alpha-divergence-o-n-bounds"),
    ("C++ and C# compared", "c-plus-plus-c-sharp-compared"),
    ("Text-to-Image: A Survey of Image-from-Text Work", "text-to-image-survey"),
    ("1984", "paper-1984"),
    ("Index", "paper-index"),
    ("CON", "paper-con"),
    ("404", "paper-404"),
    ("COM1: serial", "com1-serial"),
    ("com1", "paper-com1"),
]  # fmt: skip


@pytest.mark.parametrize(("title", "slug"), SLUGS)
def test_slug(title: str, slug: str) -> None:
    assert choose_slug(title, ()) == slug


def test_what_tells_two_papers_of_one_title_apart() -> None:
    taken: list[str] = []
    for _ in range(4):
        taken.append(
            choose_slug(
                "A Survey of Models",
                taken,
                year=2023,
                first_author=Name(family="Müller", given="H."),
                identity=f"arxiv:2301.0000{len(taken)}",
            )
        )
    assert taken[:3] == ["survey-models", "survey-models-muller", "survey-models-muller-2023"]
    assert re.fullmatch(r"survey-models-[0-9a-f]{6}", taken[3])


def test_case_makes_no_difference_to_what_is_taken() -> None:
    assert choose_slug("LoRA", ["LORA"], year=2021) == "lora-2021"


SCRIPTS = st.one_of(
    st.text(max_size=80),
    st.text("😀🎉👩‍🔬", min_size=1, max_size=20),
    st.text("אבגדהשלום عربي", max_size=40),
    st.text("abc -:$\\{}^_'\"().+#", max_size=60),
    st.sampled_from(sorted(RESERVED_SLUGS)).map(str.upper),
    st.integers(0, 10**60).map(str),
)


@settings(max_examples=200, deadline=None)
@given(SCRIPTS, st.lists(st.sampled_from(("paper", "lora", "a")), max_size=3), st.data())
@example("x" * 10_000, [], None)
@example("word " * 2_000, [], None)
@example("$" * 10_000, [], None)
@example("\\" * 10_000, [], None)
@example("é" * 10_000, [], None)
def test_any_title_gives_good_slugs_again_and_again(
    title: str, taken: list[str], data: st.DataObject | None
) -> None:
    year = data.draw(st.none() | st.integers(1, 9999)) if data else None
    author = Name(family=data.draw(SCRIPTS)) if data else None
    used = list(taken)
    for _ in range(8):
        slug = choose_slug(title, used, year=year, first_author=author)
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug)
        assert len(slug) <= LONGEST_SLUG
        assert slug not in used
        assert slug not in RESERVED_SLUGS
        assert not slug.replace("-", "").isdigit()
        used.append(slug)


def paper(line: int, title: str | None, **more: object) -> Record:
    plain = Record(Kind.LISTING, Place("seeds/a.txt", line, line), title=title)
    return replace(plain, **more)  # type: ignore[arg-type]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(("LoRA", "lora", "Index", None, "😀")),
            st.sampled_from((None, 2021, 2022)),
            st.sampled_from(((), (Name(family="Hu"),))),
        ),
        max_size=8,
    ),
    st.randoms(use_true_random=False),
)
def test_new_papers_get_the_same_slugs_in_any_order(
    said: list[tuple[str | None, int | None, tuple[Name, ...]]],
    rng: object,
) -> None:
    works = [
        merge_records([paper(n, title, year=year, authors=authors)])
        for n, (title, year, authors) in enumerate(said, 1)
    ]
    slugs = choose_slugs(works, ["LORA-HU"])
    assert len({*slugs, "lora-hu"}) == len(works) + 1
    backwards = choose_slugs(works[::-1], ["LORA-HU"])
    assert backwards == slugs[::-1]


def test_the_older_of_two_papers_of_one_title_gets_the_plain_slug() -> None:
    works = [
        merge_records([paper(1, "LoRA", year=2022, authors=(Name(family="Lv"),))]),
        merge_records([paper(2, "LoRA", year=2021, authors=(Name(family="Hu"),))]),
    ]
    assert choose_slugs(works) == ("lora-lv", "lora")


KEYS = [
    (paper(1, "GPTQ: Accurate …", year=2022, authors=(Name("Frantar"),)), "frantar2022gptq"),
    (paper(1, "The VL-GPT Model", year=2023, authors=(Name("de la Zhú"),)), "delazhu2023vlgpt"),
    (paper(1, "A Roadmap for Big Model", year=2022), "roadmap2022"),
    (paper(1, "On 3D Shapes", authors=(Name(literal="OpenAI"),)), "openai3d"),
    (paper(1, "1984"), "paper1984"),
    (paper(1, None), "paper"),
    (paper(1, None, provisional_title="Slow rivers", year=2020), "slow2020"),
]


@pytest.mark.parametrize(("record", "key"), KEYS)
def test_citation_key(record: Record, key: str) -> None:
    assert citation_key(record, ()) == key


@settings(max_examples=100, deadline=None)
@given(SCRIPTS, SCRIPTS, st.none() | st.integers(1, 9999))
def test_citation_keys_are_plain_and_unique(title: str, family: str, year: int | None) -> None:
    record = paper(1, title, year=year, authors=(Name(family=family),))
    taken: list[str] = []
    for _ in range(30):
        key = citation_key(record, taken)
        assert re.fullmatch(r"[a-z][a-z0-9]*", key)
        assert key not in taken
        taken.append(key)
    assert taken[0] + "b" == taken[1]
