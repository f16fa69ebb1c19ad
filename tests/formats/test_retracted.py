"""A paper that one place calls retracted is marked on its page and in every list."""

from __future__ import annotations

import pytest

from shelflist.formats.bibtex_reading import parse_bibtex
from shelflist.formats.drafts import Draft, says_retracted
from shelflist.formats.drafts import to_record as draft_to_record
from shelflist.formats.front_matter import to_front_matter, to_record
from shelflist.formats.notices import settle_notices
from shelflist.identity.fields import merge_records
from shelflist.identity.joining import join_records
from shelflist.model import Kind, Place, Record

PLACE = Place("seeds/x.ris", 1, 3)
OTHER = Place("seeds/y.bib", 1, 3)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("RETRACTED: Ponds", True),
        ("Retracted Article: Ponds", True),
        ("[Retracted] Ponds", True),
        ("WITHDRAWN: Ponds", True),
        ("RETRACTED ARTICLE: Ponds", True),
        ("Retraction notice to: Ponds", False),
        ("Retraction: Ponds", False),
        ("Retracted papers in biology", False),
        ("Withdrawn children: a study", False),
    ],
)
def test_a_title_may_say_it(title: str, expected: bool) -> None:
    assert says_retracted(title) is expected


def test_one_place_is_enough_and_is_the_origin() -> None:
    old = Record(Kind.ENTRY, OTHER, title="Ponds")
    new = Record(Kind.CITATION, PLACE, title="Ponds", retracted=True)
    work = merge_records([old, new])
    assert work.record.retracted
    assert work.origins["retracted"] == PLACE
    assert not merge_records([old]).record.retracted


def test_the_page_says_it_and_is_read_again() -> None:
    fields = to_front_matter(Record(Kind.ENTRY, PLACE, title="Ponds", retracted=True))
    assert fields["retracted"] == "true"
    assert to_record(fields, None, PLACE).retracted
    assert "retracted" not in to_front_matter(Record(Kind.ENTRY, PLACE, title="Ponds"))
    assert not to_record({"title": "Ponds", "retracted": "false"}, None, PLACE).retracted


def test_the_mark_is_no_part_of_the_title() -> None:
    text = "@article{a, title = {RETRACTED: On the Depth of Ponds}, author = {Lake, A.}}"
    (record,) = parse_bibtex(text, "x.bib").records
    assert (record.title, record.retracted) == ("On the Depth of Ponds", True)


POND = "@article{p, title = {On the Depth of Ponds}, author = {Lake, A.}, doi = {10.1000/p}}\n"
PLAIN_POND = "@article{q, title = {On the depth of ponds}, author = {Lake, Ann}, year = 2010}\n"


def mark(*entries: str) -> dict[str, bool]:
    """Read entries, a seed each; which papers there are and whether each is retracted."""
    seeds = [parse_bibtex(text, f"seeds/{n}.bib").records for n, text in enumerate(entries)]
    settled = settle_notices(seeds)
    works = join_records(record for records in settled for record in records).works
    return {w.record.title or w.record.provisional_title or "": w.record.retracted for w in works}


@pytest.mark.parametrize(
    "title",
    [
        "Retraction: On the Depth of Ponds",
        "Retraction notice to ``On the Depth of Ponds'' [J. Water 12 (2010) 1--5]",
        "Retraction of: On the depth of ponds.",
        "Withdrawal: On the Depth of Ponds",
    ],
)
@pytest.mark.parametrize("paper", [POND, PLAIN_POND])
def test_a_notice_marks_the_paper_that_its_title_names(title: str, paper: str) -> None:
    notice = f"@article{{n, title = {{{title}}}, author = {{Editors, The}}, doi = {{10.1000/n}}}}"
    (found,) = mark(paper, notice).items()
    assert (found[0].lower(), found[1]) == ("on the depth of ponds", True)


@pytest.mark.parametrize(
    ("papers", "title"),
    [
        ([POND], "Retraction: On the Depth of Lakes"),
        ([POND], "Retraction: On the Depth"),
        ([], "Retraction: On the Depth of Ponds"),
        ([POND, POND.replace("/p", "/other").replace("Lake", "Sea")],
         "Retraction: On the Depth of Ponds"),
    ],
)  # fmt: skip
def test_a_notice_of_no_paper_or_of_two_marks_none(papers: list[str], title: str) -> None:
    notice = f"@article{{n, title = {{{title}}}, doi = {{10.1000/n}}}}"
    found = mark(*papers, notice)
    assert title in found
    assert not any(found.values())


def test_a_notice_of_several_papers_marks_them_all() -> None:
    draft = Draft(title="Retraction notice", dois=["10.1000/n"])
    draft.retracts = ["10.1000/p", "10.1000/q", "10.1000/p"]
    record = draft_to_record(draft, PLACE, "")
    (settled,) = settle_notices([[record]])
    assert [(each.doi, each.retracted) for each in settled] == [
        ("10.1000/p", True),
        ("10.1000/q", True),
    ]
    text = (
        "Retracts the articles 10.1000/p, doi:10.1000/q and https://doi.org/10.1000/r. See 10.1/x."
    )
    entry = f"@article{{n, title = {{Retraction: Ponds and more}}, note = {{{text}}}}}"
    (several,) = settle_notices([parse_bibtex(entry, "x.bib").records])
    assert [each.doi for each in several] == ["10.1000/p", "10.1000/q", "10.1000/r"]
