"""A preprint and its publication are one paper with all ids; what is cited is the publication."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shelflist.formats.fields import to_publication
from shelflist.identity.fields import merge_records
from shelflist.identity.joining import join_records
from shelflist.identity.keys import identity_keys
from shelflist.model import Kind, Link, Name, Place, Record

TITLE = "Slow Rivers of the Northern Plain"
BIORXIV = "10.1101/2020.01.02.123456"
JOURNAL = "10.1038/s41586-021-00001-1"
ABSTRACT = (
    "Rivers carve valleys over thousands of years, yet most models of erosion look only at "
    "single floods. This paper follows one river through four centuries of maps, measures "
    "its banks in each, and finds that slow change between floods moves twice as much earth "
    "as the floods themselves ever did."
)


def people(*families: str) -> tuple[Name, ...]:
    return tuple(Name(family=family, given="A.") for family in families)


def say(
    line: int = 1, kind: Kind = Kind.ENTRY, file: str = "seeds/a.bib", **values: object
) -> Record:
    known = {"title": TITLE, "authors": people("Hu", "Li"), **values}
    return replace(Record(kind, Place(file, line, line)), **known)  # type: ignore[arg-type]


PREPRINT = say(
    1, doi=BIORXIV, venue="bioRxiv", year=2020, publisher="Cold Spring Harbor Laboratory"
)
ARTICLE = say(2, doi=JOURNAL, venue="Nature", year=2021, volume="590", type="article-journal")
ARXIV = say(3, arxiv="2210.17323", year=2022, type="article")
TALK = say(4, venue="ICLR", year=2023, type="paper-conference", publisher="OpenReview.net")


MERGED: dict[str, tuple[tuple[Record, ...], dict[str, object]]] = {
    "bioRxiv and journal": (
        (PREPRINT, ARTICLE),
        {
            "doi": JOURNAL,
            "venue": "Nature 2021",
            "year": 2020,
            "volume": "590",
            "publisher": None,
            "type": "article-journal",
            "preprint": "bioRxiv",
            "other_ids": (f"doi:{BIORXIV}",),
        },
    ),
    "arXiv and conference": (
        (ARXIV, TALK),
        {
            "arxiv": "2210.17323",
            "doi": None,
            "venue": "ICLR 2023",
            "year": 2022,
            "type": "paper-conference",
            "preprint": None,
            "other_ids": (),
        },
    ),
    "a conference whose name has the year": (
        (ARXIV, replace(TALK, venue="ICLR 2023")),
        {"venue": "ICLR 2023", "year": 2022},
    ),
    "a venue that is dated already": (
        (ARXIV, replace(TALK, venue="ICLR 2023", year=2022)),
        {"venue": "ICLR 2023", "year": 2022},
    ),
    "published and posted in one year": (
        (ARXIV, replace(TALK, year=2022)),
        {"venue": "ICLR", "year": 2022},
    ),
    "posted after it was published": (
        (ARXIV, replace(TALK, year=2021)),
        {"venue": "ICLR", "year": 2021},
    ),
    "three versions": (
        (PREPRINT, ARTICLE, replace(ARXIV, year=2020)),
        {
            "doi": JOURNAL,
            "arxiv": "2210.17323",
            "other_ids": (f"doi:{BIORXIV}",),
            "preprint": "bioRxiv",
            "year": 2020,
        },
    ),
    "two servers": (
        (PREPRINT, ARTICLE, say(5, doi="10.21203/rs.3.rs-77/v1", venue="Research Square")),
        {"doi": JOURNAL, "other_ids": (f"doi:{BIORXIV}", "doi:10.21203/rs.3.rs-77/v1")},
    ),
    "versions of a preprint": (
        (
            say(1, doi="10.21203/rs.3.rs-77/v1", venue="Research Square"),
            say(2, doi="10.21203/rs.3.rs-77/v2", venue="Research Square"),
        ),
        {"doi": "10.21203/rs.3.rs-77/v1", "other_ids": (), "venue": "Research Square"},
    ),
    "an article that names its preprint": (
        (replace(ARTICLE, other_ids=(f"doi:{BIORXIV}",)),),
        {"doi": JOURNAL, "venue": "Nature", "preprint": "bioRxiv", "year": 2021},
    ),
    "a DOI of arXiv among the further ids": (
        (replace(ARXIV, other_ids=("doi:10.48550/arXiv.2210.17323",)),),
        {"arxiv": "2210.17323", "other_ids": ()},
    ),
    "a journal's DOI without its name": (
        (PREPRINT, say(2, doi=JOURNAL, year=2021)),
        {"doi": JOURNAL, "venue": None, "preprint": "bioRxiv", "year": 2020},
    ),
    "a preprint alone": (
        (PREPRINT,),
        {"doi": BIORXIV, "venue": "bioRxiv", "preprint": None, "other_ids": ()},
    ),
    "a server that no table knows": (
        (replace(PREPRINT, doi=None, venue="AfricArXiv"), ARTICLE),
        {"preprint": "AfricArXiv", "venue": "Nature 2021"},
    ),
    "the address of the publication": (
        (
            replace(PREPRINT, url="https://www.biorxiv.org/content/x"),
            replace(ARTICLE, url="https://nature.com/x"),
        ),
        {"url": "https://nature.com/x"},
    ),
}


@pytest.mark.parametrize(("records", "expected"), MERGED.values(), ids=MERGED.keys())
def test_one_record_of_several_versions(
    records: tuple[Record, ...], expected: dict[str, object]
) -> None:
    for order in permutations(records):
        work = merge_records(order)
        assert {name: getattr(work.record, name) for name in expected} == expected
        assert {c.field for c in work.conflicts} <= {"year"}
        assert set(work.origins.values()) <= {record.place for record in records}


def test_the_citation_has_the_year_of_the_publication() -> None:
    found = to_publication(merge_records([ARXIV, TALK]).record)
    assert (found.container, found.year, found.first_year) == ("ICLR", 2023, 2022)
    assert merge_records([ARXIV, TALK]).conflicts == ()


def test_merging_what_was_merged_changes_nothing() -> None:
    for records, _ in MERGED.values():
        once = merge_records(records).record
        assert merge_records([once]).record == once


def test_years_that_nothing_explains_are_a_conflict() -> None:
    late = replace(TALK, place=Place("seeds/b.bib", 1, 1), year=2024)
    [conflict] = merge_records([ARXIV, TALK, late]).conflicts
    assert (conflict.field, conflict.kept, conflict.other) == ("year", "2022", "2024")


def test_a_doi_said_to_be_another_id_is_no_conflict() -> None:
    proceedings = say(1, doi="10.1145/1", arxiv="2210.17323")
    journal = say(2, doi="10.1145/2", arxiv="2210.17323")
    assert [c.field for c in merge_records([proceedings, journal]).conflicts] == ["doi"]
    told = replace(journal, other_ids=("doi:10.1145/2", "doi:10.1145/1"))
    work = merge_records([proceedings, told])
    assert work.conflicts == ()
    assert work.record.other_ids == ("doi:10.1145/2",)


JOINED: dict[str, tuple[Record, Record]] = {
    "title and authors": (PREPRINT, ARTICLE),
    "versions of one preprint": (
        say(1, title=None, doi="10.26434/chemrxiv-2022-abcde-v2"),
        say(2, title=None, doi="10.26434/chemrxiv-2022-abcde"),
    ),
    "versions on bioRxiv": (
        say(1, title="First", doi=f"{BIORXIV}v1"),
        say(2, title="Last", doi=f"{BIORXIV}v3.full.pdf"),
    ),
    "two servers, one title": (
        say(1, doi="10.2139/ssrn.1234"),
        say(2, doi="10.31234/osf.io/abcde"),
    ),
    "an id of the other": (
        say(1, title="Its first title", doi=BIORXIV),
        say(2, title="Quite another name", doi=JOURNAL, other_ids=(f"doi:{BIORXIV}",)),
    ),
    "an arXiv id of the other": (
        say(1, title="Its first title", arxiv="2210.17323v2"),
        say(2, title="Quite another name", doi=JOURNAL, other_ids=("arXiv:2210.17323",)),
    ),
    "the same further id, two DOIs": (
        say(1, doi="10.1145/1", other_ids=(f"doi:{BIORXIV}",)),
        say(2, doi="10.1145/2", other_ids=(f"DOI:{BIORXIV.upper()}",)),
    ),
    "an address as further id": (
        say(1, title="First", doi=BIORXIV),
        say(2, title="Last", other_ids=(f"https://doi.org/{BIORXIV}",)),
    ),
    "a DOI of arXiv": (
        say(1, title="First", doi="10.48550/arXiv.2210.17323"),
        say(2, title="Last", other_ids=("arxiv:2210.17323",)),
    ),
    "a page that names it": (
        say(1, title="First", doi=BIORXIV),
        say(1, Kind.PAGE, "docs/papers/x.md", title="Last", other_ids=(f"doi:{BIORXIV}",)),
    ),
    "a title changed a little, much of the abstract and all authors": (
        replace(PREPRINT, title="Slow Rivers in the North", abstract=ABSTRACT),
        replace(ARTICLE, abstract=ABSTRACT.replace("four centuries", "500 years")),
    ),
}


@pytest.mark.parametrize("pair", JOINED.values(), ids=JOINED.keys())
def test_versions_are_one_paper(pair: tuple[Record, Record]) -> None:
    for order in permutations(pair):
        joining = join_records(order)
        assert len(joining.groups) == 1
        assert joining.possible_duplicates == ()


APART: dict[str, tuple[tuple[Record, ...], str]] = {
    "conference and extended journal version": (
        (say(1, doi="10.1145/1", venue="ICML"), say(2, doi="10.1145/2", venue="Machine Learning")),
        "different DOIs",
    ),
    "two preprints of one server": (
        (say(1, doi="10.2139/ssrn.1234"), say(2, doi="10.2139/ssrn.9999")),
        "different DOIs",
    ),
    "a preprint between a conference and a journal": (
        (say(1, doi="10.1145/1"), say(2, arxiv="2210.17323"), say(3, doi="10.1145/2")),
        "different DOIs",
    ),
    "a journal of Cold Spring Harbor is no preprint server": (
        (say(1, doi="10.1101/gr.123456.118"), say(2, doi=JOURNAL)),
        "different DOIs",
    ),
    "a title and half the abstract, other people": (
        (
            replace(PREPRINT, title="Slow Rivers in the North", abstract=ABSTRACT),
            replace(
                ARTICLE,
                authors=people("Hu", "Zhao"),
                abstract=ABSTRACT.replace("four centuries", "500 years"),
            ),
        ),
        "like abstracts",
    ),
    "a notice with the paper's abstract": (
        (
            say(1, doi="10.5555/1", abstract=ABSTRACT),
            say(2, title=f"Retraction: {TITLE}", authors=(), abstract=ABSTRACT),
        ),
        "takes the other back",
    ),
}


@pytest.mark.parametrize(("records", "reason"), APART.values(), ids=APART.keys())
def test_what_only_looks_like_versions_stays_two_papers(
    records: tuple[Record, ...], reason: str
) -> None:
    joinings = [join_records(order) for order in permutations(records)]
    assert all(joining == joinings[0] for joining in joinings)
    assert len(joinings[0].groups) == 2
    assert any(reason in pair.reason for pair in joinings[0].possible_duplicates)


@pytest.mark.parametrize("years", [(2023, 2025), (2025, 2023)])
def test_a_preprint_goes_with_the_version_next_to_it(years: tuple[int, int]) -> None:
    first = say(1, doi="10.1145/1", venue="ICML", year=years[0])
    second = say(2, doi="10.1145/2", venue="Machine Learning", year=years[1])
    groups = join_records([first, second, replace(ARXIV, year=2022)]).groups
    [pair] = [group for group in groups if len(group) == 2]
    assert {record.year for record in pair} == {2022, 2023}


def test_either_id_is_a_key_and_a_version_makes_no_difference() -> None:
    record = say(doi=JOURNAL, other_ids=(f"doi:{BIORXIV}v2", "arXiv:2210.17323v3", "pmid:12"))
    assert identity_keys(record)[:3] == (
        f"doi:{JOURNAL}",
        f"doi:{BIORXIV}",
        "arxiv:2210.17323",
    )


def test_links_of_all_versions_stay() -> None:
    code = Link("code", "https://github.com/a/b")
    merged = merge_records([replace(PREPRINT, links=(code,)), ARTICLE]).record
    assert merged.links == (code,)


# --- whatever the seeds say ---------------------------------------------------------------

FAMILIES = ((), people("Hu"), people("Hu", "Li"), people("Zhao"))
DOIS = (None, None, BIORXIV, f"{BIORXIV}v2", JOURNAL, "10.1145/1", "10.2139/ssrn.12")
OTHERS = ((), (), (), (f"doi:{BIORXIV}",), ("arxiv:2210.17323",), (f"doi:{JOURNAL}",))


@st.composite
def versions(draw: st.DrawFn) -> list[Record]:
    return [
        Record(
            kind=draw(st.sampled_from((Kind.ENTRY, Kind.CITATION, Kind.LISTING))),
            place=Place("seeds/a.bib", line, line),
            title=draw(st.sampled_from((TITLE, TITLE.upper(), "Slow Rivers", None))),
            authors=draw(st.sampled_from(FAMILIES)),
            year=draw(st.sampled_from((None, 2020, 2021, 2022))),
            venue=draw(st.sampled_from((None, "bioRxiv", "Nature", "Nature 2022", "ICLR"))),
            abstract=draw(st.sampled_from((None, ABSTRACT))),
            doi=draw(st.sampled_from(DOIS)),
            arxiv=draw(st.sampled_from((None, None, "2210.17323", "2210.17323v2", "2001.00001"))),
            other_ids=draw(st.sampled_from(OTHERS)),
        )
        for line in range(1, draw(st.integers(2, 6)) + 1)
    ]


@settings(max_examples=120, deadline=None)
@given(versions(), st.randoms(use_true_random=False))
def test_order_changes_nothing_and_no_id_is_lost(records: list[Record], rng: random.Random) -> None:
    once = join_records(records)
    shuffled = [*records, *rng.sample(records, len(records) // 2)]
    rng.shuffle(shuffled)
    assert join_records(shuffled) == once
    again = join_records([record for group in once.groups for record in group])
    assert again.works == once.works
    for work in once.works:
        said = {
            key for r in work.records for key in identity_keys(r) if key[:4] in ("doi:", "arxi")
        }
        kept = {k for k in identity_keys(work.record) if k[:4] in ("doi:", "arxi")}
        assert kept == said
        assert merge_records([work.record]).record == work.record


RENAMED = {
    "named the fuller way": {"page": "2–3", "volume": "1"},
    "with next to nothing beside it": {},
}


@pytest.mark.parametrize("more", RENAMED.values(), ids=RENAMED)
@pytest.mark.parametrize("kind", [Kind.ENTRY, Kind.CITATION])
def test_what_is_published_is_cited_by_its_own_title(more: dict[str, object], kind: Kind) -> None:
    people = (Name("Ash", "Jo"), Name("Roe", "Ann"))
    preprint = Record(
        Kind.ENTRY,
        Place("seeds/a.bib", 1, 1),
        title="A first try at walking trees",
        authors=people,
        arxiv="2001.00020",
        year=2020,
        abstract=ABSTRACT,
    )
    published = Record(
        kind,
        Place("seeds/b.bib", 1, 1),
        title="Leaves move in the wild",
        authors=people,
        arxiv="2001.00020",
        venue="Nature",
        year=2021,
        **more,  # type: ignore[arg-type]
    )
    work = merge_records([preprint, published])
    assert work.record.title == "Leaves move in the wild"
    assert work.record.preprint_title == "A first try at walking trees"
    assert work.origins["title"] == published.place
    assert not [conflict for conflict in work.conflicts if conflict.field == "title"]
    mistyped = replace(published, kind=Kind.CITATION, title="A first try at walking tree")
    assert merge_records([preprint, mistyped]).record.title == preprint.title
