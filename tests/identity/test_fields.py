"""The better value of each field, where it came from, and what it was chosen against."""

from __future__ import annotations

from dataclasses import fields, replace
from itertools import permutations

import pytest

from shelflist.identity.fields import (
    FIELD_RULES,
    HINTS_RULE,
    LINKS_RULE,
    OTHER_IDS_RULE,
    merge_records,
)
from shelflist.model import Kind, Link, Name, Place, Record

PLACES = {kind: Place(f"seeds/{kind}.txt", 1, 1) for kind in Kind}


def say(kind: Kind, **values: object) -> Record:
    return replace(Record(kind=kind, place=PLACES[kind]), **values)  # type: ignore[arg-type]


def names(*written: str) -> tuple[Name, ...]:
    return tuple(
        Name(given=given, family=family)
        for given, _, family in (name.rpartition(" ") for name in written)
    )


WORDS = " ".join(f"word{n}" for n in range(60))

CHOICES: dict[str, tuple[str, list[tuple[Kind, object]], object]] = {
    "title of the checked facts": (
        "title",
        [
            (Kind.CITATION, "Lora: Low-rank adaptation"),
            (Kind.LISTING, "LORA: Low-Rank Adaptation"),
            (Kind.ENTRY, "LoRA: Low-Rank Adaptation"),
        ],
        "LoRA: Low-Rank Adaptation",
    ),
    "title of the page": (
        "title",
        [(Kind.ENTRY, "LoRA: Low-Rank Adaptation"), (Kind.PAGE, "LoRA")],
        "LoRA",
    ),
    "listing's abstract before a longer one": (
        "abstract",
        [(Kind.ABSTRACT, WORDS + " and more"), (Kind.LISTING, WORDS)],
        WORDS,
    ),
    "abstract that is not cut off": (
        "abstract",
        [(Kind.LISTING, WORDS[:90] + " …"), (Kind.ENTRY, WORDS)],
        WORDS,
    ),
    "year of the checked facts": (
        "year",
        [(Kind.CITATION, 2022), (Kind.ENTRY, 2021)],
        2021,
    ),
    "published venue": (
        "venue",
        [(Kind.ENTRY, "arXiv preprint"), (Kind.CITATION, "ICLR 2023")],
        "ICLR 2023",
    ),
    "published DOI": (
        "doi",
        [(Kind.ENTRY, "10.1101/2020.01.02.3"), (Kind.CITATION, "10.1038/s1")],
        "10.1038/s1",
    ),
    "complete authors": (
        "authors",
        [(Kind.ENTRY, names("E. Hu")), (Kind.CITATION, names("Edward Hu", "Yelong Shen"))],
        names("Edward Hu", "Yelong Shen"),
    ),
    "full given names": (
        "authors",
        [(Kind.ENTRY, names("E. J. Hu", "Y. Shen")), (Kind.LISTING, names("Edward Hu", "Y. Shen"))],
        names("Edward Hu", "Y. Shen"),
    ),
    "other people are not better for being more": (
        "authors",
        [(Kind.ENTRY, names("Edward Hu")), (Kind.LISTING, names("Kai Lv", "Yelong Shen"))],
        names("Edward Hu"),
    ),
    "page's authors stand": (
        "authors",
        [(Kind.PAGE, names("E. Hu")), (Kind.ENTRY, names("Edward Hu", "Yelong Shen"))],
        names("E. Hu"),
    ),
    "all links once, the telling word for each": (
        "links",
        [
            (Kind.LISTING, (Link("link", "https://github.com/a/b"),)),
            (
                Kind.ENTRY,
                (Link("code", "http://www.github.com/A/B/"), Link("project", "https://a.org")),
            ),
        ],
        (Link("code", "https://github.com/a/b"), Link("project", "https://a.org")),
    ),
    "all hints once": (
        "hints",
        [(Kind.TABLE_ROW, ("Efficiency",)), (Kind.CITATION, ("efficiency", "Vision"))],
        ("Efficiency", "Vision"),
    ),
}


@pytest.mark.parametrize(("field", "said", "expected"), CHOICES.values(), ids=CHOICES.keys())
def test_better_value(field: str, said: list[tuple[Kind, object]], expected: object) -> None:
    records = [say(kind, **{field: value}) for kind, value in said]
    for order in permutations(records):
        assert getattr(merge_records(order).record, field) == expected


def test_et_al_gives_way_to_a_complete_list_of_a_less_trusted_kind() -> None:
    work = merge_records(
        [
            say(Kind.ENTRY, authors=names("Edward Hu", "Yelong Shen"), more_authors=True),
            say(Kind.CITATION, authors=names("E. Hu", "Y. Shen", "P. Wallis")),
        ]
    )
    assert work.record.authors == names("E. Hu", "Y. Shen", "P. Wallis")
    assert work.record.more_authors is False
    assert work.origins["authors"] == PLACES[Kind.CITATION]
    assert work.conflicts == ()


SPELLINGS = [
    ("LoRa", "LoRA: Low-Rank Adaptation", None, "LoRA"),
    ("LLaVa", "Visual Instruction Tuning", "We call it LLaVA. LLaVA sees.", "LLaVA"),
    ("LLaVa", "Visual Instruction Tuning", "LLaVA, not Llava.", "LLaVa"),
    ("LOMO", "Full Parameter Fine-tuning", None, "LOMO"),
    ("PROP", "B-PROPS and more", None, "PROP"),
    ("C++", "On c++ compilers", None, "c++"),
]


@pytest.mark.parametrize(("name", "title", "abstract", "expected"), SPELLINGS)
def test_short_name_is_spelt_as_the_paper_spells_it(
    name: str, title: str, abstract: str | None, expected: str
) -> None:
    row = say(Kind.TABLE_ROW, short_name=name)
    work = merge_records([row, say(Kind.LISTING, title=title, abstract=abstract)])
    assert work.record.short_name == expected
    assert work.origins["short_name"] == row.place


def test_provisional_title_goes_when_a_title_is_known() -> None:
    abstract = say(Kind.ABSTRACT, abstract=WORDS, provisional_title="Word0 word1")
    alone = merge_records([abstract])
    assert (alone.record.title, alone.record.provisional_title) == (None, "Word0 word1")
    joined = merge_records([abstract, say(Kind.ENTRY, title="Words")])
    assert (joined.record.title, joined.record.provisional_title) == ("Words", None)
    assert "provisional_title" not in joined.origins


def test_volume_and_pages_are_those_of_the_chosen_venue() -> None:
    work = merge_records(
        [
            say(Kind.ENTRY, venue="Journal of Cards"),
            say(Kind.CITATION, venue="Proceedings of Rivers", volume="7", page="1-9"),
            say(Kind.LISTING, venue="J. Cards", volume="3"),
        ]
    )
    assert (work.record.venue, work.record.volume, work.record.page) == (
        "Journal of Cards",
        "3",
        None,
    )


def test_arxiv_doi_is_an_arxiv_id() -> None:
    work = merge_records([say(Kind.ENTRY, doi="10.48550/arXiv.2304.08485")])
    assert (work.record.doi, work.record.arxiv) == (None, "2304.08485")


CONFLICTS: list[tuple[str, object, object, bool]] = [
    ("year", 2021, 2022, True),
    ("title", "LoRA: Low-Rank", "Lora: low rank!", False),
    ("title", "LoRA: Low-Rank", "LoRA: High-Rank", True),
    ("venue", "ICLR 2023", "International Conference on Learning Representations", False),
    ("venue", "NeurIPS", "Advances in Neural Information Processing Systems 36", False),
    (
        "venue",
        "CVPR",
        "Proceedings of the IEEE/CVF Conference on Computer Vision and Pattern Recognition",
        False,
    ),
    ("venue", "ICLR 2023", "ICLR", False),
    ("venue", "ICLR 2023", "arXiv preprint arXiv:2106.09685", False),
    ("venue", "ICLR", "Journal of Biomedical Informatics", True),
    ("arxiv", "2106.09685", "2106.09686", True),
    ("doi", "10.1038/s1", "10.1101/2020.1", False),
    ("doi", "10.1038/s1", "10.1038/s2", True),
    ("authors", names("Edward Hu", "Hans Müller"), names("E. Hu", "H. Mueller"), False),
    ("authors", names("Edward Hu"), names("Kai Lv"), True),
    ("abstract", WORDS, WORDS.upper() + "!", False),
    ("abstract", WORDS, WORDS.replace("word3", "other3"), True),
    ("url", "https://a.org/1", "https://b.org/2", False),
]


@pytest.mark.parametrize(("field", "kept", "other", "is_conflict"), CONFLICTS)
def test_only_differences_of_substance_are_conflicts(
    field: str, kept: object, other: object, is_conflict: bool
) -> None:
    work = merge_records([say(Kind.ENTRY, **{field: kept}), say(Kind.CITATION, **{field: other})])
    assert [c.field for c in work.conflicts] == [field] * is_conflict
    if is_conflict:
        [conflict] = work.conflicts
        assert conflict.kept_at == work.origins[field] == PLACES[Kind.ENTRY]
        assert conflict.other_at == PLACES[Kind.CITATION]
        assert conflict.kept != conflict.other


def test_et_al_of_the_same_people_is_no_conflict() -> None:
    work = merge_records(
        [
            say(Kind.ENTRY, authors=names("Edward Hu", "Yelong Shen")),
            say(Kind.CITATION, authors=names("Edward J. Hu"), more_authors=True),
        ]
    )
    assert work.conflicts == ()


def test_every_field_of_a_paper_has_a_rule_and_a_reason() -> None:
    ruled = [rule.field for rule in (*FIELD_RULES, LINKS_RULE, HINTS_RULE, OTHER_IDS_RULE)]
    about_the_place = {"kind", "place", "raw", "cites", "more_authors"}
    assert sorted(ruled) == sorted({f.name for f in fields(Record)} - about_the_place)
    for rule in (*FIELD_RULES, LINKS_RULE, HINTS_RULE, OTHER_IDS_RULE):
        assert rule.why
        assert sorted(rule.order) == sorted(Kind)


def test_a_work_keeps_every_place_in_order_and_names_the_origin_of_every_field() -> None:
    records = [
        say(Kind.LISTING, title="LoRA", abstract=WORDS, hints=("a",)),
        say(Kind.ENTRY, title="LoRA", year=2021, authors=names("Edward Hu")),
        say(Kind.CITATION, venue="ICLR", links=(Link("code", "https://a.org"),)),
    ]
    for order in permutations(records):
        work = merge_records(order)
        assert [r.kind for r in work.records] == [Kind.CITATION, Kind.ENTRY, Kind.LISTING]
        assert (work.record.kind, work.record.place) == (Kind.CITATION, PLACES[Kind.CITATION])
        assert work.origins == {
            "title": PLACES[Kind.ENTRY],
            "year": PLACES[Kind.ENTRY],
            "authors": PLACES[Kind.ENTRY],
            "abstract": PLACES[Kind.LISTING],
            "hints": PLACES[Kind.LISTING],
            "venue": PLACES[Kind.CITATION],
            "links": PLACES[Kind.CITATION],
        }


def test_a_work_needs_a_record() -> None:
    with pytest.raises(ValueError, match="at least one record"):
        merge_records([])
