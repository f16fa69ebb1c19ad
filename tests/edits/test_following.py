"""Which page a paper has when the title alone does not say it."""

from __future__ import annotations

from pathlib import Path

import pytest

from lists import Item, new_list, to_csl

ALPHA: Item = {
    "id": "alpha",
    "type": "article-journal",
    "title": "One Title for Different Papers",
    "author": [{"family": "Alpha", "given": "Ann"}, {"family": "Li", "given": "Xu"}],
    "container-title": "Nature",
    "issued": {"date-parts": [[2020]]},
}
BETA: Item = {
    **ALPHA,
    "id": "beta",
    "author": [{"family": "Beta", "given": "Bo"}, {"family": "Li", "given": "Xu"}],
    "container-title": "Cell",
}
GAMMA: Item = {**ALPHA, "id": "gamma", "author": [{"family": "Gamma", "given": "Cy"}]}


@pytest.mark.parametrize("items", [(ALPHA, BETA), (BETA, ALPHA), (GAMMA, BETA, ALPHA)])
def test_papers_of_one_title_keep_their_pages(tmp_path: Path, items: tuple[Item, ...]) -> None:
    made = new_list(tmp_path, *items)
    assert made.generate().papers == len(items)
    before = made.tree()
    assert made.generate().changed == 0
    made.write("seeds/papers.json", to_csl(*reversed(items)))
    made.generate()
    pages = [name for name in before if name.startswith("docs/papers/one-title")]
    assert len(pages) == len(items)
    assert [name for name in pages if made.path(name).read_bytes() != before[name]] == []


def test_a_newcomer_of_the_same_title_takes_no_page(tmp_path: Path) -> None:
    made = new_list(tmp_path, BETA)
    made.generate()
    page = made.text("docs/papers/one-title-different-papers.md")
    made.write("seeds/papers.json", to_csl(ALPHA, BETA))
    account = made.generate()
    assert (account.new, account.papers) == (1, 2)
    now = made.text("docs/papers/one-title-different-papers.md")
    assert "Bo Beta" in now
    assert "Ann Alpha" not in now.partition("related")[0]
    assert page.partition("<!--")[0] == now.partition("<!--")[0]
