"""Related papers: by what they are about, the same every time, and seldom stirred."""

from __future__ import annotations

import random
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shelflist.cache import Blob
from shelflist.related import find_related, nearest

Papers = dict[str, tuple[str, str]]

PAPERS = {
    "prop": (
        "PROP: Pre-training with Representative Words Prediction for Ad-hoc Retrieval",
        "Pre-training for ad-hoc retrieval samples representative words of a document by a "
        "unigram language model and predicts which word set is more representative.",
    ),
    "b-prop": (
        "B-PROP: Bootstrapped Pre-training with Representative Words Prediction for Retrieval",
        "We bootstrap representative words prediction for ad-hoc retrieval with BERT instead of "
        "a unigram language model, and sample representative word sets by attention.",
    ),
    "satellite": (
        "Masked Autoencoders for Satellite Imagery",
        "Multi-spectral satellite images have many scales. We reconstruct masked patches of "
        "remote sensing scenes at several resolutions.",
    ),
    "spectral": (
        "A Spectral Foundation Model for Remote Sensing",
        "Spectral satellite imagery needs its own foundation model: we mask patches of "
        "multi-spectral remote sensing scenes and reconstruct them.",
    ),
    "law": (
        "Reading Court Judgments",
        "Legal documents are long. We propose a method for judgments of courts, and our "
        "results show that performance improves over previous models.",
    ),
}
RECIPES = (
    "Baking Sourdough Bread",
    "Flour, water and salt ferment overnight before the oven is heated.",
)


def test_papers_about_the_same_thing_find_each_other() -> None:
    related = find_related(PAPERS)
    assert related["prop"] == ("b-prop",)
    assert related["b-prop"] == ("prop",)
    assert related["satellite"] == ("spectral",)
    assert related["spectral"] == ("satellite",)


def test_words_that_every_paper_uses_do_not_relate() -> None:
    assert find_related(PAPERS)["law"] == ()


def test_the_order_of_the_papers_changes_nothing() -> None:
    shuffled = list(PAPERS.items())
    random.Random(3).shuffle(shuffled)
    assert find_related(dict(shuffled)) == find_related(PAPERS)


def test_a_paper_about_something_else_changes_no_list() -> None:
    before = find_related(PAPERS)
    after = find_related({**PAPERS, "bread": RECIPES})
    assert after.pop("bread") == ()
    assert after == before


def test_a_second_text_of_the_same_paper_is_nearest() -> None:
    title, abstract = PAPERS["satellite"]
    related = find_related({**PAPERS, "copy": (title, abstract.replace("many", "several"))})
    assert related["satellite"][0] == "copy"
    assert related["copy"][0] == "satellite"


def test_relatives_know_each_other_or_have_five_nearer_ones() -> None:
    texts = {f"{slug}-{n}": text for slug, text in PAPERS.items() for n in range(4)}
    related = find_related(texts)
    for slug, others in related.items():
        assert slug not in others
        assert all(slug in related[other] or len(related[other]) == 5 for other in others)


def test_a_list_is_never_longer_than_the_limit() -> None:
    texts = {**PAPERS, **{f"copy-{n}": PAPERS["satellite"] for n in range(9)}}
    assert len(find_related(texts, limit=3)["copy-8"]) == 3
    assert find_related(texts)["copy-8"] == ("copy-0", "copy-1", "copy-2", "copy-3", "copy-4")


def test_lists_of_no_words_have_no_relatives() -> None:
    assert find_related({}) == {}
    assert find_related({"a": ("Title", "")}) == {"a": ()}
    assert find_related({"a": ("", ""), "b": ("的", "!")}) == {"a": (), "b": ()}


WORDS = "mask patch token prompt graph code audio law image speech protein query".split()
texts = st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join)
papers = st.dictionaries(st.sampled_from("abcdefghijklmnop"), st.tuples(texts, texts), max_size=16)


@given(st.lists(papers, min_size=2, max_size=4))
@settings(max_examples=150, deadline=None)
def test_what_is_brought_up_to_date_is_what_is_found_anew(lists: list[Papers]) -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        pytest.MonkeyPatch.context() as patch,
    ):
        patch.setattr(nearest, "MUTUAL", 3)  # lists that are full, of few papers
        patch.setattr("shelflist.related._MOST_CHANGED", 1.0)
        for each in lists:
            memory = Blob(Path(folder), "related")
            assert find_related(each, 2, memory) == find_related(each, 2)
            memory.save()


@given(st.lists(st.tuples(texts, texts), min_size=12, max_size=12), st.data())
@settings(max_examples=150, deadline=None)
def test_one_text_edited_removed_or_renamed_gives_what_is_found_anew(
    given_texts: list[tuple[str, str]], data: st.DataObject
) -> None:
    before = dict(zip("abcdefghijkl", given_texts, strict=True))
    after = dict(before)
    slug = data.draw(st.sampled_from(sorted(after)))
    text = after.pop(slug)
    match data.draw(st.sampled_from(["edit", "remove", "rename"])):
        case "edit":
            after[slug] = (text[0], data.draw(texts))
        case "rename":
            after[data.draw(st.sampled_from(["aa", "ff", "zz"]))] = text
    with (
        tempfile.TemporaryDirectory() as folder,
        pytest.MonkeyPatch.context() as patch,
    ):
        patch.setattr(nearest, "MUTUAL", 3)
        patch.setattr("shelflist.related._MOST_CHANGED", 1.0)
        memory = Blob(Path(folder), "related")
        find_related(before, 2, memory)
        memory.save()
        assert find_related(after, 2, memory) == find_related(after, 2)


def test_a_damaged_memory_is_passed_over(tmp_path: Path) -> None:
    memory = Blob(tmp_path, "related")
    for damage in (b"", b"not an archive", b"PK\x03\x04 cut short"):
        memory.keep(damage)
        memory.save()
        assert find_related(PAPERS, memory=memory) == find_related(PAPERS)
