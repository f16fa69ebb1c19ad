"""A paper that one place calls retracted is marked on its page and in every list."""

from __future__ import annotations

import pytest

from shelflist.formats.bibtex_reading import parse_bibtex
from shelflist.formats.drafts import says_retracted
from shelflist.formats.front_matter import to_front_matter, to_record
from shelflist.identity.fields import merge_records
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
