"""What a look at an entry says before it is judged."""

import pytest

from shelflist.readers.markdown_blocks import Entry
from shelflist.readers.markdown_glance import may_be_paper
from shelflist.readers.table import read_seed

PROSE = "We grow leaves in old gardens with 12 models and show that they grow 30% better. " * 12
PROSES = f"{PROSE}\n\n" * 30


@pytest.mark.parametrize(
    ("text", "may_be"),
    (
        (PROSE, False),
        ("Upvote 26, 1 day ago, by Acme and friends", False),
        ("Leaves in Old Gardens (Rossi, 2019)", True),
        ("Leaves in Old Gardens, OSDI '04", True),
        ("Leaves in Old Gardens. Ada Rossi, Bo Lind. ICML", True),
        ("Leaves in Old Gardens. A. Rossi. In Proceedings of Gardens", True),
        ("Leaves in Old Gardens, A. Rossi, S&P", True),
        ("Leaves in Old Gardens, A. Rossi, 3DV", True),
        ("Leaves in Old Gardens arXiv", True),
        ("[Leaves](papers/leaves.pdf)", True),
        ("Leaves in Old Gardens 10.1145/12.34", True),
        ("标题：叶；会议：园艺", True),
    ),
)
def test_what_has_no_address_year_or_venue_is_no_paper(text: str, may_be: bool) -> None:
    assert may_be_paper(Entry(0, 0, text, ())) is may_be


def test_a_list_between_much_prose_is_still_a_list() -> None:
    links = "".join(
        f"- [Some paper on things {n}](https://arxiv.org/abs/2001.0000{n})\n" for n in range(5)
    )
    reading = read_seed("seeds/list.md", f"# L\n\n{PROSES}{links}".encode())
    assert reading.format == "markdown-list"
    assert len(reading.records) == 5
