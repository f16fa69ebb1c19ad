"""One work a paper: what is joined, what never is, and that order does not matter."""

from __future__ import annotations

import random
import time
from collections.abc import Iterable
from dataclasses import replace
from itertools import chain, permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lists import SEEDS
from shelflist.identity.joining import Claim, Joining, join_records
from shelflist.identity.keys import identity_keys
from shelflist.model import Kind, Link, Name, Place, Record

ABSTRACT = (
    "We study how large libraries keep track of what they hold and show that a simple "
    "catalogue of cards, kept by people who care, finds more of the books that readers ask "
    "for than three systems built for the purpose, at a tenth of their cost and with fewer "
    "errors in the names of authors."
)
OTHER_ABSTRACT = (
    "Rivers carve valleys over thousands of years, yet most models of erosion look only at "
    "single floods. This paper follows one river through four centuries of maps, measures "
    "its banks in each, and finds that slow change between floods moves twice as much earth "
    "as the floods themselves ever did."
)


def listing(title: str | None, line: int = 1, file: str = "seeds/a.txt", **more: object) -> Record:
    return record(Kind.LISTING, title, line, file, **more)


def record(
    kind: Kind, title: str | None, line: int = 1, file: str = "seeds/a.txt", **more: object
) -> Record:
    plain = Record(kind=kind, place=Place(file, line, line), title=title)
    return replace(plain, **more)  # type: ignore[arg-type]


def people(*families: str) -> tuple[Name, ...]:
    return tuple(Name(family=family, given="A.") for family in families)


def groups(joining: Joining) -> list[list[int]]:
    """Give the lines that were joined, one list a work."""
    return [[r.place.line for r in work.records] for work in joining.works]


JOINED = {
    "same DOI": (
        listing("One title of the paper", 1, doi="10.1/x"),
        listing("Quite another title", 2, doi="10.1/X"),
    ),
    "same arXiv id": (
        listing("One title of the paper", 1, arxiv="hep-th/9901001"),
        record(Kind.CITATION, None, 2, arxiv="hep-th/9901001"),
    ),
    "DOI of arXiv": (
        listing(None, 1, doi="10.48550/arXiv.2304.08485"),
        listing(None, 2, arxiv="2304.08485"),
    ),
    "same title": (
        listing("Visual Instruction Tuning", 1, abstract=ABSTRACT),
        record(Kind.CITATION, "Visual instruction tuning", 2, authors=people("Liu")),
    ),
    "authors in another order, one venue in two forms": (
        listing("Graphs for All", 1, authors=people("Wang", "Li"), venue="NeurIPS", year=2020),
        listing(
            "Graphs for All",
            2,
            authors=people("Li", "Wang"),
            venue="Advances in Neural Information Processing Systems",
            year=2020,
        ),
    ),
    "other first author, but a preprint": (
        listing("Graphs for All", 1, authors=people("Wang", "Li"), venue="bioRxiv"),
        listing("Graphs for All", 2, authors=people("Li", "Wang"), venue="Cell"),
    ),
    "other first authors in other journals, but one abstract": (
        listing("Graphs", 1, authors=people("Wu", "Li"), venue="Cell", abstract=ABSTRACT),
        listing("Graphs", 2, authors=people("Li", "Wu"), venue="Nature", abstract=ABSTRACT),
    ),
    "l for I": (
        listing("GPT4Video for lnstruction-Followed Understanding", 1),
        record(Kind.ENTRY, "GPT4Video for Instruction-Followed Understanding", 2),
    ),
    "preprint and journal DOI": (
        listing("Slow rivers of the northern plain", 1, doi="10.1101/2020.01.02.3"),
        listing("Slow Rivers of the Northern Plain", 2, doi="10.1038/s1"),
    ),
    "two DOIs, one arXiv id": (
        listing("Slow rivers of the plain", 1, doi="10.1145/1", arxiv="2001.00001"),
        listing("Slow rivers of the plain", 2, doi="10.1038/s1", arxiv="2001.00001"),
    ),
    "hyphens, same first author": (
        listing("VL-GPT: Pre-trained Models", 1, authors=people("Zhu", "Ding")),
        listing("VLGPT: Pretrained Models", 2, authors=people("Zhu")),
    ),
    "hyphens, same abstract": (
        listing("Pre-trained Cards", 1, abstract=ABSTRACT),
        listing("Pretrained Cards", 2, abstract=ABSTRACT + " Indeed."),
    ),
    "umlauts": (
        listing("A History of Cards in Libraries", 1, authors=people("Müller")),
        listing("A history of cards in libraries", 2, authors=people("Mueller")),
    ),
    "abstract without title": (
        record(Kind.ABSTRACT, None, 1, abstract=ABSTRACT.replace("simple", "plain")),
        listing("A History of Cards", 2, abstract=ABSTRACT),
    ),
    "cut-off abstract without title": (
        record(Kind.ABSTRACT, None, 1, abstract=" ".join(ABSTRACT.split()[:42]) + " …"),
        listing("A History of Cards", 2, abstract=ABSTRACT),
    ),
    "title corrected, abstract kept": (
        listing("A History of Cards", 1, abstract=ABSTRACT),
        listing("Cards: A Short History of the Catalogue", 2, abstract=ABSTRACT),
    ),
    "short title, same abstract": (
        listing("Card catalogues", 1, abstract=ABSTRACT),
        listing("Card Catalogues", 2, abstract=ABSTRACT + " Indeed."),
    ),
    "short title, same author": (
        listing("Card catalogues", 1, authors=people("Hu")),
        listing("Card Catalogues", 2, authors=people("Hu", "Li")),
    ),
    "names in two scripts": (
        listing("A History of Cards in Libraries", 1, authors=people("Иванов")),
        listing("A history of cards in libraries", 2, authors=people("Ivanov")),
    ),
    "row of a table": (
        record(Kind.CITATION, "Scaling Transformer to 1M tokens", 7),
        record(Kind.TABLE_ROW, None, 2, short_name="RMT", cites=Place("seeds/a.txt", 7, 7)),
    ),
}


@pytest.mark.parametrize("pair", JOINED.values(), ids=JOINED.keys())
def test_one_paper(pair: tuple[Record, Record]) -> None:
    joining = join_records(pair)
    assert len(joining.works) == 1
    assert joining.possible_duplicates == ()


APART = {
    "PROP and B-PROP": (
        "PROP: Pre-training with Representative Words Prediction for Ad-hoc Retrieval",
        "B-PROP: Bootstrapped Pre-training with Representative Words Prediction for Ad-hoc "
        "Retrieval",
    ),
    "VL-GPT and VLGPT": (
        "VL-GPT: A Generative Pre-trained Transformer for Vision and Language Understanding",
        "VLGPT: A Generative Pre-trained Transformer for Vision and Language Understanding",
    ),
    "bare VL-GPT and VLGPT": ("VL-GPT", "VLGPT"),
    "surveys": (
        "A Survey of Large Language Models",
        "A Survey on Multimodal Large Language Models",
    ),
    "surveys of techniques": (
        "A Survey of Techniques for Optimizing Transformer Inference",
        "A Survey on Techniques for Optimizing Transformer Training",
    ),
    "parts": ("The Theory of Card Catalogues, Part I", "The Theory of Card Catalogues, Part II"),
    "versions": ("Swin Transformer", "Swin Transformer V2"),
    "plus": ("GraphRAG: Retrieval over Graphs", "GraphRAG+: Retrieval over Graphs"),
    "one word more": ("Emergent Abilities of Models", "Are Emergent Abilities of Models a Mirage?"),
    "reply": ("The Cost of Card Catalogues", "Reply to: The Cost of Card Catalogues"),
}


@pytest.mark.parametrize("titles", APART.values(), ids=APART.keys())
def test_titles_that_look_alike_are_two_papers(titles: tuple[str, str]) -> None:
    pair = [
        listing(titles[0], 1, abstract=ABSTRACT),
        listing(titles[1], 2, abstract=OTHER_ABSTRACT),
        record(Kind.CITATION, titles[0], 3),
        record(Kind.CITATION, titles[1], 4),
    ]
    for work in join_records(pair).works:
        assert len({r.title for r in work.records}) == 1


REFUSED = {
    "different arXiv ids": (
        listing("A Survey of Large Models", 1, arxiv="2001.00001", abstract=ABSTRACT),
        listing("A Survey of Large Models", 2, arxiv="2001.00002", abstract=ABSTRACT),
        "different arXiv ids",
    ),
    "different DOIs": (
        listing("A Survey of Large Models", 1, doi="10.1/a"),
        listing("A Survey of Large Models", 2, doi="10.1/b"),
        "different DOIs",
    ),
    "other authors": (
        listing("A Survey of Large Models", 1, authors=people("Hu", "Li")),
        listing("A Survey of Large Models", 2, authors=people("Zhao")),
        "different authors",
    ),
    "other first authors in other journals": (
        listing(
            "Deep Learning for Graphs", 1, authors=people("Wang", "Li"), venue="Nature", year=2020
        ),
        listing(
            "Deep learning for graphs", 2, authors=people("Zhao", "Li"), venue="Cell", year=2020
        ),
        "different first authors and venues",
    ),
    "stock title": (
        listing("Introduction to the Special Issue", 1, abstract=ABSTRACT),
        listing("Introduction to the Special Issue", 2, abstract=OTHER_ABSTRACT),
        "many publications",
    ),
    "stock title, same editor, other year": (
        listing("Editorial", 1, authors=people("Hu"), year=2019),
        listing("Editorial", 2, authors=people("Hu"), year=2020),
        "many publications",
    ),
    "short title": (
        listing("Card catalogues", 1, abstract=ABSTRACT),
        listing("Card catalogues", 2, year=2020),
        "very short",
    ),
    "decades apart": (
        listing("Learning to rank documents", 1, year=1998),
        listing("Learning to rank documents", 2, year=2021),
        "far apart",
    ),
    "spaces and signs": (
        listing("VL-GPT: A Model", 1),
        listing("VLGPT: A Model", 2),
        "spaces and signs",
    ),
    "like abstracts, titles numbered": (
        listing("The Theory of Cards, Part I", 1, abstract=ABSTRACT),
        listing("The Theory of Cards, Part II", 2, abstract=ABSTRACT),
        "a number",
    ),
    "one DOI for a whole volume": (
        listing("Slow rivers of the plain", 1, doi="10.1/book", authors=people("Hu")),
        listing("Card catalogues kept by people", 2, doi="10.1/book", authors=people("Li")),
        "title and authors differ",
    ),
}


@pytest.mark.parametrize(("one", "other", "reason"), REFUSED.values(), ids=REFUSED.keys())
def test_what_was_not_joined_is_named(one: Record, other: Record, reason: str) -> None:
    joining = join_records([one, other])
    assert groups(joining) == [[1], [2]]
    [pair] = joining.possible_duplicates
    assert (pair.first, pair.second) == ((one,), (other,))
    assert reason in pair.reason


def test_untitled_abstract_does_not_bridge_two_titles() -> None:
    words = ABSTRACT.split()
    first = listing("Cards of the North", 1, abstract=" ".join(["Anew", *words[1:]]))
    between = record(Kind.ABSTRACT, None, 2, abstract=ABSTRACT)
    second = listing("Cards of the South", 3, abstract=" ".join([*words[:-6], "and more"]))
    joining = join_records([first, between, second])
    assert sorted(map(len, groups(joining))) == [1, 2]
    assert len(joining.possible_duplicates) == 1


def test_record_without_ids_does_not_bridge_two_ids() -> None:
    records = [
        listing("A Survey of Large Models", 1, arxiv="2001.00001"),
        listing("A Survey of Large Models", 2),
        listing("A Survey of Large Models", 3, arxiv="2001.00002"),
    ]
    results = [join_records(order) for order in permutations(records)]
    assert all(result == results[0] for result in results)
    assert len(results[0].works) == 2


def test_record_without_authors_does_not_bridge_two_authors() -> None:
    records = [
        listing("A Survey of Large Models", 1, authors=people("Hu")),
        listing("A Survey of Large Models", 2),
        listing("A Survey of Large Models", 3, authors=people("Zhao")),
    ]
    results = [join_records(order) for order in permutations(records)]
    assert all(result == results[0] for result in results)
    assert len(results[0].works) == 2


def test_row_that_speaks_of_nothing_known_founds_no_paper() -> None:
    row = record(Kind.TABLE_ROW, "Multi-step reasoning analysis", 15, authors=people("Wu"))
    lost = record(Kind.TABLE_ROW, None, 16, cites=Place("seeds/b.txt", 1, 1))
    empty = record(Kind.CITATION, None, 17, year=2020)
    joining = join_records([lost, listing("A Survey of Models", 1), empty, row])
    assert groups(joining) == [[1]]
    assert joining.unfounded == (row, lost, empty)


def test_citation_that_stands_twice_is_one_work_with_both_places() -> None:
    citation = record(Kind.CITATION, "Visual instruction tuning", 27, raw="- Liu …")
    again = replace(citation, place=Place("seeds/a.txt", 40, 40))
    row = record(Kind.TABLE_ROW, None, 20, short_name="LLaVA", cites=again.place)
    assert groups(join_records([again, row, citation])) == [[20, 27, 40]]


def page(file: str, title: str | None = "A Survey of Large Models", **more: object) -> Record:
    return record(Kind.PAGE, title, 1, f"docs/papers/{file}.md", **more)


def test_two_pages_stay_two() -> None:
    seed = listing("A Survey of Large Models", 1, abstract=ABSTRACT)
    alike = [page("a", abstract=ABSTRACT), page("b", abstract=ABSTRACT), seed]
    results = [join_records(order) for order in permutations(alike)]
    assert all(result == results[0] for result in results)
    assert sorted(len(work.records) for work in results[0].works) == [1, 2]
    assert any("page of its own" in d.reason for d in results[0].possible_duplicates)

    same_id = [page("a", arxiv="2001.00001"), page("b", "Another Title", arxiv="2001.00001")]
    assert len(join_records(same_id).works) == 2

    entry = record(Kind.ENTRY, None, 1, arxiv="2001.00001", doi="10.1/x")
    linked = [page("a", arxiv="2001.00001"), page("b", doi="10.1/x"), entry]
    assert len(join_records(linked).works) == 2


def test_page_is_found_by_what_it_was_called_before() -> None:
    before = listing("A Survey of Large Models", 1, arxiv="2001.00001")
    corrected = page("survey", "Large Models, Surveyed", arxiv="2002.00002")
    assert len(join_records([before, corrected]).works) == 2

    def claim(record: Record, keys: tuple[str, ...]) -> tuple[Claim, ...]:
        is_known = {*keys} & {*identity_keys(before)}
        return (Claim(corrected.place.file, (1,), True),) if is_known else ()

    [work] = join_records([before, corrected], claim).works
    assert work.record.title == "Large Models, Surveyed"
    assert work.record.arxiv == "2002.00002"
    assert {c.field for c in work.conflicts} == {"title", "arxiv"}

    by_title = replace(before, arxiv=None)
    assert len(join_records([by_title, corrected], claim).works) == 1


def read_seed_abstract(number: str, line: int) -> str:
    [path] = SEEDS.glob(f"{number}_*.txt")
    return path.read_text(encoding="utf-8").splitlines()[line - 1]


def test_artgpt4_of_three_seeds_is_one_paper() -> None:
    title = "ArtGPT-4: Artistic Vision-Language Understanding with Adapter-enhanced MiniGPT-4"
    records = [
        record(
            Kind.ABSTRACT,
            None,
            1,
            "seeds/000.txt",
            abstract=read_seed_abstract("000", 1).removeprefix("Abstract:"),
        ),
        listing(title, 207, "seeds/002.txt", abstract=read_seed_abstract("002", 209)),
        listing(title, 107, "seeds/004.txt", abstract=read_seed_abstract("004", 109)),
    ]
    [work] = join_records(records).works
    assert work.record.title == title
    assert [str(r.place) for r in work.records] == [
        "seeds/000.txt:1",
        "seeds/002.txt:207",
        "seeds/004.txt:107",
    ]


# --- whatever the seeds say ---------------------------------------------------------------

TITLES = (
    None,
    "VL-GPT: A Model",
    "VLGPT: A Model",
    "A Survey of Models",
    "A survey of models!",
    "Editorial",
    "Theory of Cards, Part I",
    "Theory of Cards, Part II",
)
ABSTRACTS = (
    None,
    ABSTRACT,
    ABSTRACT.replace("simple", "plain"),
    ABSTRACT + " Indeed, " + OTHER_ABSTRACT,
    OTHER_ABSTRACT,
    "Too short to count.",
)


@st.composite
def many_records(draw: st.DrawFn) -> list[Record]:
    made = []
    for line in range(1, draw(st.integers(1, 9)) + 1):
        kind = draw(st.sampled_from(Kind))
        cited = draw(st.integers(1, 9))
        is_row = kind is Kind.TABLE_ROW and draw(st.booleans())
        made.append(
            Record(
                kind=kind,
                place=Place(f"docs/{line}.md" if kind is Kind.PAGE else "seeds/a.txt", line, line),
                raw=draw(st.sampled_from(("", "raw"))),
                title=draw(st.sampled_from(TITLES)),
                abstract=draw(st.sampled_from(ABSTRACTS)),
                authors=draw(
                    st.sampled_from(((), people("Hu"), people("Hu", "Li"), people("Zhao")))
                ),
                year=draw(st.sampled_from((None, 2001, 2020, 2021))),
                doi=draw(
                    st.sampled_from((None, None, "10.1/a", "10.1/b", "10.48550/arXiv.2001.1"))
                ),
                arxiv=draw(st.sampled_from((None, None, None, "2001.1", "2001.2"))),
                links=draw(st.sampled_from(((), (Link("code", "https://github.com/a/b"),)))),
                cites=Place("seeds/a.txt", cited, cited) if is_row else None,
            )
        )
    return made


def flat(joining: Joining) -> Iterable[Record]:
    return chain.from_iterable(work.records for work in joining.works)


@settings(max_examples=150, deadline=None)
@given(many_records(), st.randoms(use_true_random=False))
def test_order_changes_nothing_and_joining_twice_equals_once(
    records: list[Record], rng: random.Random
) -> None:
    once = join_records(records)
    shuffled = [*records, *rng.sample(records, len(records) // 2)]
    rng.shuffle(shuffled)
    assert join_records(shuffled) == once

    again = join_records(flat(once))
    assert again.works == once.works
    assert again.possible_duplicates == once.possible_duplicates
    assert sorted(map(repr, [*flat(once), *once.unfounded])) == sorted(map(repr, records))


@settings(max_examples=100, deadline=None)
@given(many_records())
def test_no_work_has_two_ids_of_one_registry(records: list[Record]) -> None:
    for work in join_records(records).works:
        arxiv = {key for r in work.records for key in identity_keys(r) if key.startswith("arxiv:")}
        dois = {r.doi for r in work.records if r.doi and "arXiv" not in r.doi}
        assert len(arxiv) <= 1
        assert len(dois) <= 1 or arxiv
        assert set(work.origins.values()) <= {r.place for r in work.records}


@settings(max_examples=60, deadline=None)
@given(many_records())
def test_a_second_copy_of_a_seed_changes_only_places(records: list[Record]) -> None:
    copies = [
        replace(r, place=replace(r.place, file="seeds/z.txt"))
        for r in records
        if r.kind is not Kind.PAGE and r.cites is None
    ]
    once, twice = join_records(records), join_records([*records, *copies])
    firsts = [sorted(str(r.place) for r in w.records) for w in once.works]
    seconds = [
        sorted(str(r.place) for r in w.records if r.place.file != "seeds/z.txt")
        for w in twice.works
    ]
    assert firsts == seconds
    assert [w.record for w in once.works] == [w.record for w in twice.works]


def test_a_long_list_is_joined_in_reasonable_time() -> None:
    rng = random.Random(7)
    words = sorted({w.strip(".,") for w in (ABSTRACT + " " + OTHER_ABSTRACT).split()})
    stock = [" ".join(rng.choices(words, k=20)) + "." for _ in range(300)]

    def joined(size: int) -> float:
        records = [
            listing(" ".join(rng.choices(words, k=9)) + f" {n}", n, abstract=" ".join(parts))
            for n, parts in enumerate((rng.choices(stock, k=9) for _ in range(size)), 1)
        ]
        start = time.process_time()
        assert len(join_records(records).works) == size
        return time.process_time() - start

    joined(50)
    small, large = joined(300), joined(1800)
    assert large < 6 * 2.5 * max(small, 0.05)


def test_a_record_without_a_venue_bridges_no_two_publications() -> None:
    one = listing("Graphs for All", 1, authors=people("Wang", "Li"), venue="Nature", year=2020)
    other = listing("Graphs for All", 2, authors=people("Zhao", "Li"), venue="Cell", year=2020)
    bare = listing("Graphs for All", 3, year=2020)
    for order in permutations([one, other, bare]):
        joining = join_records(order)
        assert len(joining.groups) == 2
        assert joining.possible_duplicates


WONG, RUIZ, VEGA, SOTO = people("Wong", "Ruiz", "Vega", "Soto")
TITLE = "A Catalogue of Cards for Readers"
TWO_PUBLICATIONS = {
    "thesis and paper": (
        {"authors": (WONG,), "venue": "MIT", "type": "thesis", "year": 2018},
        {"authors": (WONG, SOTO), "venue": "ICML", "type": "paper-conference", "year": 2017},
        "only one is a thesis",
    ),
    "thesis and paper by the same": (
        {"authors": (WONG,), "publisher": "MIT", "type": "thesis", "year": 2017},
        {"authors": (WONG,), "venue": "Journal of Cards", "type": "article-journal", "year": 2017},
        "only one is a thesis",
    ),
    "conference and journal by more": (
        {"authors": (RUIZ, VEGA), "venue": "ICRA", "year": 2020},
        {"authors": (RUIZ, VEGA, SOTO), "venue": "IJRR", "year": 2022, "doi": "10.1177/1"},
        "different authors",
    ),
    "written out": (
        {"authors": (RUIZ, VEGA), "venue": "ICRA 2020", "year": 2020},
        {
            "authors": (RUIZ, VEGA, SOTO),
            "venue": "International Journal of Robotics Research",
            "year": 2022,
        },
        "different authors",
    ),
    "other volume and pages": (
        {"authors": (WONG,), "venue": "Q", "year": 2015, "volume": "3", "page": "1–10"},
        {"authors": (WONG,), "venue": "R", "year": 2016, "volume": "9", "page": "20–30"},
        "different years",
    ),
    "other pages only": (
        {"authors": (WONG,), "venue": "ICCV", "year": 2015, "page": "1-10"},
        {"authors": (WONG,), "venue": "Journal of Vision", "year": 2017, "page": "220-230"},
        "different years",
    ),
}


@pytest.mark.parametrize(
    ("one", "other", "reason"), TWO_PUBLICATIONS.values(), ids=TWO_PUBLICATIONS.keys()
)
def test_two_publications_of_one_title_stay_two(
    one: dict[str, object], other: dict[str, object], reason: str
) -> None:
    first, second = (record(Kind.ENTRY, TITLE, n, **each) for n, each in ((1, one), (2, other)))
    joining = join_records([first, second])
    assert groups(joining) == [[1], [2]]
    [pair] = joining.possible_duplicates
    assert reason in pair.reason


@pytest.mark.parametrize(
    ("one", "other", "_"), TWO_PUBLICATIONS.values(), ids=TWO_PUBLICATIONS.keys()
)
def test_a_preprint_goes_with_one_of_two_publications(
    one: dict[str, object], other: dict[str, object], _: str
) -> None:
    first, second = (record(Kind.ENTRY, TITLE, n, **each) for n, each in ((1, one), (2, other)))
    preprint = record(Kind.LISTING, TITLE, 3, arxiv="2001.00001", authors=one["authors"])
    found = {
        tuple(map(tuple, groups(join_records(o)))) for o in permutations([first, second, preprint])
    }
    assert len(found) == 1
    assert len(found.pop()) == 2


def test_each_page_of_two_publications_keeps_its_seed() -> None:
    for one, other, _ in TWO_PUBLICATIONS.values():
        seeds = [record(Kind.ENTRY, TITLE, n, **each) for n, each in ((1, one), (2, other))]
        pages = [
            replace(each, kind=Kind.PAGE, place=Place(f"docs/papers/{n}.md", n, n))
            for n, each in enumerate(seeds, start=1)
        ]
        for order in permutations([*seeds, *pages]):
            assert sorted(groups(join_records(order))) == [[1, 1], [2, 2]]


def test_a_person_may_correct_venue_and_authors_of_a_page() -> None:
    seed = record(Kind.ENTRY, TITLE, 1, authors=(RUIZ, VEGA), venue="ICRA", year=2020)
    page = record(Kind.PAGE, TITLE, 2, "docs/papers/a.md", authors=(RUIZ, VEGA, SOTO))
    page = replace(page, venue="International Journal of Robotics Research", year=2022)
    assert len(join_records([seed, page]).works) == 1


SAME_VENUES = [
    ("NeurIPS", "Advances in Neural Information Processing Systems 30"),
    ("Adv. Neural Inf. Process. Syst.", "NeurIPS 2017"),
    ("J. Mach. Learn. Res.", "Journal of Machine Learning Research"),
    ("Phys. Rev. Lett.", "Physical Review Letters"),
    ("N Engl J Med", "New England Journal of Medicine"),
    ("Proc. Natl. Acad. Sci. USA", "Proceedings of the National Academy of Sciences"),
    ("CVPR 2016", "2016 IEEE Conference on Computer Vision and Pattern Recognition (CVPR)"),
    ("ICML", "Proceedings of the 34th International Conference on Machine Learning"),
    ("AISTATS", "Artificial Intelligence and Statistics"),
    ("MLSys", "Proceedings of Machine Learning and Systems"),
    ("arXiv preprint arXiv:2001.00001", "Journal of Cards"),
]


@pytest.mark.parametrize(("venue", "where"), SAME_VENUES)
def test_one_publication_in_other_words_is_one_paper(venue: str, where: str) -> None:
    one = record(Kind.ENTRY, TITLE, 1, authors=(RUIZ, VEGA), venue=venue, year=2016, page="1-9")
    other = record(Kind.ENTRY, TITLE, 2, authors=(RUIZ, VEGA, SOTO), venue=where, year=2017)
    other = replace(other, page="5998–6008", volume="30")
    assert len(join_records([one, other]).works) == 1


@pytest.mark.parametrize(
    "said",
    [
        {"authors": (RUIZ, VEGA)},
        {"authors": (RUIZ,), "more_authors": True},
        {"authors": (RUIZ, VEGA), "year": 2020, "page": "3-9"},
        {"authors": ()},
    ],
)
def test_another_venue_alone_makes_no_other_paper(said: dict[str, object]) -> None:
    one = record(Kind.ENTRY, TITLE, 1, authors=(RUIZ, VEGA), venue="SIGMOD", year=2020, page="1-9")
    other = record(Kind.CITATION, TITLE, 2, venue="International Conference on Data", **said)
    assert len(join_records([one, other]).works) == 1


OAK, ELM, ASH, ROE = people("Oak", "Elm", "Ash", "Roe")
BOOK: dict[str, object] = {"authors": (OAK,), "type": "book", "publisher": "P", "year": 1997}
NUMBERS = {
    "another ISBN": (
        BOOK | {"isbn": "0-201-89683-4"},
        BOOK | {"isbn": "0-201-89684-2"},
        "different ISBNs",
    ),
    "another edition": (BOOK | {"edition": "2nd"}, BOOK | {"edition": "Third"}, "editions"),
    "another volume of a book": (BOOK | {"volume": "1"}, BOOK | {"volume": "2"}, "volumes"),
    "another number of a report": (
        {"authors": (OAK,), "type": "report", "venue": "IPC", "issue": "1", "year": 1990},
        {"authors": (OAK,), "type": "report", "venue": "IPC", "issue": "2", "year": 1992},
        "numbers of the report",
    ),
    "volume and pages of one journal": (
        {"authors": (OAK,), "venue": "Z. Phys.", "volume": "37", "page": "863–867"},
        {"authors": (OAK,), "venue": "Z. Phys.", "volume": "38", "page": "803–827"},
        "volumes and pages",
    ),
    "a book and a chapter, years apart": (
        BOOK | {"year": 1986},
        {"authors": (OAK, ELM), "type": "chapter", "venue": "Growth", "year": 1974},
        "only one is a chapter",
    ),
    "works of one author, years apart": (
        {"authors": (OAK,), "venue": "Growth", "year": 1986},
        {"authors": (OAK, ELM), "venue": "Growth", "year": 1974},
        "years",
    ),
    "volumes in Roman numerals": (BOOK | {"volume": "I"}, BOOK | {"volume": "II"}, "volumes"),
    "a preprint by others of one name": (
        {"authors": (OAK, ELM), "arxiv": "1901.00001", "year": 2019},
        {"authors": (OAK, ASH), "venue": "B", "year": 2020},
        "only one author",
    ),
    "one surname, others beside it": (
        {"authors": (OAK, ELM), "year": 2019},
        {"authors": (OAK, ASH, ROE), "year": 2019},
        "only one author",
    ),
}


@pytest.mark.parametrize(("one", "other", "reason"), NUMBERS.values(), ids=NUMBERS.keys())
def test_what_tells_works_of_one_title_apart(
    one: dict[str, object], other: dict[str, object], reason: str
) -> None:
    first, second = (record(Kind.ENTRY, TITLE, n, **each) for n, each in ((1, one), (2, other)))
    joining = join_records([first, second])
    assert groups(joining) == [[1], [2]]
    [pair] = joining.possible_duplicates
    assert reason in pair.reason
    # A reference that says less goes with one of the two, and makes them no one work.
    bare = record(Kind.CITATION, TITLE, 3, authors=(OAK,))
    for order in permutations([first, second, bare]):
        assert len(join_records(order).groups) == 2


SAME_WORK = {
    "ISBN of 10 and of 13 digits": (
        BOOK | {"isbn": "0-201-89683-4"},
        BOOK | {"isbn": "978-0-201-89683-1"},
    ),
    "an edition in words": (BOOK | {"edition": "Second"}, BOOK | {"edition": "2nd ed."}),
    "other pages of one volume": (
        {"authors": (OAK,), "venue": "Z. Phys.", "volume": "37", "page": "863"},
        {"authors": (OAK,), "venue": "Z. Phys.", "volume": "37", "page": "e12"},
    ),
    "a second name mistyped": (
        {"authors": (OAK, *people("Hawthorn"))},
        {"authors": (OAK, *people("Hawtorn"))},
    ),
    "a list cut short": ({"authors": (OAK,)}, {"authors": (OAK, ASH, ROE)}),
    "a preprint years before": (
        {"authors": (OAK, ELM), "arxiv": "1501.00001", "year": 2015},
        {"authors": (OAK, ELM), "venue": "Nature", "year": 2021},
    ),
}


@pytest.mark.parametrize(("one", "other"), SAME_WORK.values(), ids=SAME_WORK.keys())
def test_what_does_not_tell_them_apart(one: dict[str, object], other: dict[str, object]) -> None:
    pair = [record(Kind.ENTRY, TITLE, n, **each) for n, each in ((1, one), (2, other))]
    assert len(join_records(pair).works) == 1


def test_one_id_of_two_works_is_an_error_of_the_source() -> None:
    first = record(Kind.ENTRY, "Learning to Draw Edges", 1, authors=(OAK, ELM), arxiv="1810.00001")
    second = record(Kind.ENTRY, "Learning to Run Code", 2, authors=(ASH, ROE), arxiv="1810.00001")
    bare = record(Kind.CITATION, None, 3, arxiv="1810.00001")
    for order in permutations([first, second, bare]):
        joining = join_records(order)
        assert len(joining.groups) == 2
        assert any(pair.shares_id for pair in joining.possible_duplicates)
    renamed = replace(second, authors=(OAK, ELM))
    assert len(join_records([first, renamed]).works) == 1
