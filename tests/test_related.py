"""Related papers: by what they are about, with reasons that are true, the same every time."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shelflist.related import Related, Text, find_related, to_reason

PAPERS = {
    "prop": Text(
        "PROP: Pre-training with Representative Words Prediction for Ad-hoc Retrieval",
        "Pre-training for ad-hoc retrieval samples representative words of a document by a "
        "unigram language model and predicts which word set is more representative.",
        ("retrieval",),
    ),
    "b-prop": Text(
        "B-PROP: Bootstrapped Pre-training with Representative Words Prediction for Retrieval",
        "We bootstrap representative words prediction for ad-hoc retrieval with BERT instead of "
        "a unigram language model, and sample representative word sets by attention.",
        ("retrieval", "pretraining"),
    ),
    "satellite": Text(
        "Masked Autoencoders for Satellite Imagery",
        "Multi-spectral satellite images have many scales. We reconstruct masked patches of "
        "remote sensing scenes at several resolutions.",
        ("earth",),
    ),
    "spectral": Text(
        "A Spectral Foundation Model for Remote Sensing",
        "Spectral satellite imagery needs its own foundation model: we mask patches of "
        "multi-spectral remote sensing scenes and reconstruct them.",
        ("earth",),
    ),
    "law": Text(
        "Reading Court Judgments",
        "Legal documents are long. We propose a method for judgments of courts, and our "
        "results show that performance improves over previous models.",
        ("law",),
    ),
    "backbone": Text(
        "Convolutions in a Vision Backbone",
        "A backbone for images with convolutions in each block. Convolution brings "
        "locality, and image classification improves on ImageNet.",
        ("vision",),
    ),
    "graph": Text(
        "Heterogeneous Graph Convolution",
        "Convolution over the typed edges of a heterogeneous graph learns node embeddings "
        "from meta-paths of an information network.",
        ("graphs",),
    ),
}
WITHOUT_TOPICS = {slug: replace(text, topics=()) for slug, text in PAPERS.items()}


def neighbours(texts: dict[str, Text], limit: int = 5) -> dict[str, tuple[str, ...]]:
    return {
        slug: tuple(each.slug for each in near) for slug, near in find_related(texts, limit).items()
    }


@pytest.mark.parametrize("texts", [PAPERS, WITHOUT_TOPICS], ids=["topics", "none"])
def test_papers_about_the_same_thing_find_each_other(texts: dict[str, Text]) -> None:
    related = neighbours(texts)
    assert related["prop"] == ("b-prop",)
    assert related["b-prop"] == ("prop",)
    assert related["satellite"] == ("spectral",)
    assert related["spectral"] == ("satellite",)


def test_word_alikes_of_other_topics_and_words_of_every_paper_do_not_relate() -> None:
    related = neighbours(PAPERS)
    assert related["backbone"] == related["graph"] == related["law"] == ()


def test_a_topic_alone_is_no_relation() -> None:
    law = Text("Tenancy and Rent", "Who pays for a broken window.", ("law",))
    assert neighbours({**PAPERS, "rent": law})["rent"] == ()


def test_of_two_papers_that_say_the_same_that_of_the_same_topic_comes_first() -> None:
    title, abstract = "Sensing Fields from Orbit", "Satellite imagery of remote sensing scenes."
    others = {
        "a-field": Text(title, abstract, ("farming",)),
        "z-field": Text(title, abstract, ("earth",)),
    }
    near = neighbours({**PAPERS, **others})["satellite"]
    assert next(slug for slug in near if slug in others) == "z-field"


def test_the_reason_is_words_and_topics_that_stand_in_both() -> None:
    near = find_related(PAPERS)
    assert near["satellite"] == (
        Related("spectral", ("spectral", "remote sensing", "satellite"), ("earth",)),
    )
    for slug, others in near.items():
        for each in others:
            mine, theirs = (
                f"{PAPERS[one].title} {PAPERS[one].abstract}".lower() for one in (slug, each.slug)
            )
            for words in each.words:
                assert words.lower() in mine
                assert all(word[:5].lower() in theirs for word in words.split())


def test_words_stand_as_people_write_them() -> None:
    texts = {
        "a": Text("Post-Training Quantization with GPTQ", "The quantization of GPT weights."),
        "b": Text("Quantized Weights", "Quantized GPT in pre-trained form, as GPTQ has it."),
        **PAPERS,
    }
    words = find_related(texts)["a"][0].words
    assert set(words) <= {"quantization", "GPTQ", "GPT", "weights", "GPT weights"}
    assert "quantization" in words


def test_formulas_and_addresses_are_no_words() -> None:
    noise = "$\\mathcal{L}_{kl}$ is at https://example.org/repository/shared."
    texts = {
        "a": Text("Tides in Teacups", noise),
        "b": Text("Lamps without Oil", noise),
        **PAPERS,
    }
    assert neighbours(texts)["a"] == ()


def test_a_reason_is_told_with_the_topic_where_it_has_a_name() -> None:
    related = Related("gptq", ("quantization", "weights"), ("unnamed", "compression"))
    assert to_reason(related, {"compression": "Model compression"}) == (
        "also in Model compression: quantization, weights"
    )
    assert to_reason(related, {}) == "both on quantization, weights"


def test_a_list_is_never_longer_than_the_limit() -> None:
    texts = {**PAPERS, **{f"copy-{n}": PAPERS["satellite"] for n in range(9)}}
    assert len(neighbours(texts, 3)["copy-8"]) == 3
    assert neighbours(texts)["copy-8"] == ("copy-0", "copy-1", "copy-2", "copy-3", "copy-4")
    assert neighbours(texts, 0) == dict.fromkeys(texts, ())


def test_lists_of_no_words_have_no_relatives() -> None:
    assert find_related({}) == {}
    assert find_related({"a": Text("Title")}) == {"a": ()}
    assert find_related({"a": Text(""), "b": Text("的", "!", ("x",))}) == {"a": (), "b": ()}


WORDS = "mask patch token prompt graph code audio law image speech protein query".split()
words = st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join)
topics = st.lists(st.sampled_from("xyz"), max_size=2, unique=True).map(tuple)
papers = st.dictionaries(
    st.sampled_from("abcdefghijklmnop"), st.builds(Text, words, words, topics), max_size=16
)


@given(papers, st.randoms())
@settings(max_examples=100, deadline=None)
def test_the_order_of_papers_changes_nothing_and_relatives_know_each_other(
    texts: dict[str, Text], chance: random.Random
) -> None:
    related = find_related(texts)
    shuffled = list(texts.items())
    chance.shuffle(shuffled)
    assert find_related(dict(shuffled)) == related
    for slug, others in related.items():
        assert slug not in {each.slug for each in others}
        for each in others:
            assert each.words
            assert set(each.topics) == set(texts[slug].topics) & set(texts[each.slug].topics)
