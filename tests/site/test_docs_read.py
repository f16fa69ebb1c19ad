"""What the site reads of `docs/`: topics in their order, people as anybody writes them, parts."""

from __future__ import annotations

import pytest
from drawing_pages import draw_pages, draw_paper, read, read_paper

from shelflist.problems import PageError
from shelflist.topics import Taxonomy


def topic(title: str, parent: str = "") -> str:
    return f"---\ntitle: {title}\n{f'parent: {parent}' if parent else ''}\n---\n"


def read_topics(pages: dict[str, str], index: str = "") -> Taxonomy:
    texts = {f"topics/{name}.md": text for name, text in pages.items()}
    return read({**texts, **({"topics/index.md": index} if index else {})}).taxonomy


ABC = {"a": topic("First"), "b": topic("Second"), "c": topic("Third")}


@pytest.mark.parametrize(
    ("index", "order"),
    [
        ("", "abc"),
        ("[Third](c.md) and [First](a.md) and [Second](b.md)", "cab"),
        ("- [Third](c.md)\n- [Third again](c.md)\n", "cab"),
        ("[gone](z.md) [far](../papers/b.md) [b](b.md)", "bac"),
    ],
)
def test_topics_stand_in_the_order_of_their_page(index: str, order: str) -> None:
    assert "".join(topic.id for topic in read_topics(ABC, index).topics) == order


@pytest.mark.parametrize(
    ("parents", "tops"),
    [
        ({"b": "a", "c": "b"}, ["a"]),
        ({"b": "gone"}, ["a", "b", "c"]),
        ({"a": "a"}, ["a", "b", "c"]),
        ({"a": "b", "b": "a"}, ["a", "c"]),
        ({"a": "b", "b": "c", "c": "a"}, ["a"]),
        ({"a": "b", "b": "a", "c": "a"}, ["a"]),
    ],
)
def test_every_topic_is_found_from_the_top(parents: dict[str, str], tops: list[str]) -> None:
    pages = {name: topic(name.upper(), parents.get(name, "")) for name in "abc"}
    taxonomy = read_topics(pages)
    assert [topic.id for topic in taxonomy.children(None)] == tops
    seen, waiting = set[str](), list(taxonomy.children(None))
    while waiting:
        here = waiting.pop()
        assert here.id not in seen
        seen.add(here.id)
        waiting += taxonomy.children(here.id)
    assert seen == {*"abc"}


def test_topics_in_a_ring_are_drawn() -> None:
    pages = {f"topics/{n}.md": topic(n.upper(), p) for n, p in (("a", "b"), ("b", "a"))}
    drawn = draw_pages({**pages, "papers/x.md": "---\ntitle: X\ntopics: [b]\n---\n"})
    assert ">B</a>" in drawn["papers/x.md"]


def test_a_topic_is_called_by_its_title_or_heading_or_name() -> None:
    taxonomy = read_topics({"a": topic("First"), "b": "# Second\n", "c": "Words.\n"})
    assert [topic.name for topic in taxonomy.topics] == ["First", "Second", "c"]


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("[{family: Lee, given: Ann}]", ["Ann Lee"]),
        ("{family: Lee, given: Ann}", ["Ann Lee"]),
        ("[{family: Hill, given: Sam, suffix: Jr.}, Bo Reed]", ["Sam Hill, Jr.", "Bo Reed"]),
        ("[{literal: The Black and White Team}]", ["The Black and White Team"]),
        ("[{name: Ann Lee}]", ["Ann Lee"]),
        ("[{given: Ann}, {family: Reed}]", ["Ann", "Reed"]),
        ("[{family: van der Lee, given: Ann}]", ["Ann van der Lee"]),
        ("[{orcid: 0000-0001}, {}, {family: null}, Bo Reed]", ["Bo Reed"]),
    ],
)
def test_people_may_be_written_as_mappings(written: str, names: list[str]) -> None:
    paper = read_paper(f"title: X\nauthors: {written}\neditors: {written}")
    assert [str(name) for name in paper.record.authors] == names
    assert [str(name) for name in paper.record.editors] == names
    page = draw_paper(f"title: X\nauthors: {written}")
    assert all(f"<li>{name}</li>" in page for name in names)
    assert "family" not in page.partition("<code")[0].replace("familyName", "")


def test_links_may_be_written_as_mappings() -> None:
    page = draw_paper("title: X\nlinks: [{url: https://e.org/a, title: A}, https://e.org/b]")
    assert '<a href="https://e.org/a">e.org</a>' in page
    assert '<a href="https://e.org/b">e.org</a>' in page


def test_parts_are_no_pages_of_their_own() -> None:
    part = "---\ntitle: Papers of 2020\npart_of: index\n---\n"
    docs = read(
        {
            "papers/x.md": "---\ntitle: X\n---\n",
            "topics/a.md": topic("First"),
            "topics/a-2020.md": part,
            "references/seed.md": "---\ntitle: A seed\n---\n",
            "references/letter-a.md": part,
            "authors/ann-lee.md": "---\ntitle: Ann Lee\n---\n",
            "authors/letter-l.md": part,
        }
    )
    assert [topic.id for topic in docs.taxonomy.topics] == ["a"]
    assert [seed.name for seed in docs.seeds] == ["seed"]
    assert docs.authors == {"Ann Lee": "authors/ann-lee"}
    assert docs.parts == {
        "topics/a-2020.md",
        "references/letter-a.md",
        "authors/letter-l.md",
    }


def test_every_page_that_cannot_be_read_is_named_at_once() -> None:
    texts = {"papers/a.md": "---\n[\n---\n", "papers/b.md": "---\ntitle: X\n", "index.md": "# A\n"}
    with pytest.raises(PageError) as refused:
        read(texts)
    assert {p.location.file for p in refused.value.problems} == {
        "docs/papers/a.md",
        "docs/papers/b.md",
    }
