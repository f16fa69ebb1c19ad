"""A page stays its paper's, whatever a person writes on it and wherever it stands."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from lists import ROOT, Account, PaperList, new_list

PAGE = "docs/papers/attention-small-models.md"
FIELDS = {
    "title": "Attention in small models",
    "author": "Smiht, John",
    "year": "2020",
}
ABSTRACT = "We look at attention in models that fit a drawer. They attend to less and less of it."
Edit = Callable[[PaperList], None]


def seed(made: PaperList, key: str = "k", **changes: str) -> Account:
    """Let the seed say something else of the paper, and generate."""
    fields = "".join(f",\n  {n}={{{v}}}" for n, v in (FIELDS | changes).items() if v)
    made.write("seeds/papers.bib", f"@article{{{key}{fields}}}\n")
    return made.generate()


@pytest.fixture
def made(tmp_path: Path) -> PaperList:
    made = new_list(tmp_path)
    seed(made)
    return made


def change(*pairs: tuple[str, str]) -> Edit:
    def edit(made: PaperList) -> None:
        for old, new in pairs:
            made.change(PAGE, old, new)

    return edit


THREE = {"author": "Ash, Jo and Roe, Ann and Poe, Eve"}
CORRECTED = change(("John Smiht", "John Smith"))
EDITS: dict[str, tuple[dict[str, str], Edit]] = {
    "the only author": ({}, CORRECTED),
    "family and given name swapped": ({}, change(("John Smiht", "Smiht John"))),
    "an organisation for a person": ({}, change(("John Smiht", "{Bureau of Models}"))),
    "all of three authors": (
        THREE,
        change(("Jo Ash", "Uma Ray"), ("Ann Roe", "Lee Elm"), ("Eve Poe", "Ida Fir")),
    ),
    "title and author": ({}, change(("Attention in small", "Dust in large"), ("Smiht", "Smith"))),
    "everything at once": (
        {"abstract": ABSTRACT, "doi": "10.1000/small"},
        change(
            ("Attention in small models", "Dust"),
            ("John Smiht", "Ida Fir"),
            ("10.1000/small", "10.1000/other"),
            (ABSTRACT, "Quite another abstract."),
            ("year: 2020", "year: 1999"),
        ),
    ),
}


@pytest.mark.parametrize(("said", "edit"), EDITS.values(), ids=EDITS)
def test_no_edit_gives_a_second_page(tmp_path: Path, said: dict[str, str], edit: Edit) -> None:
    made = new_list(tmp_path)
    seed(made, **said)
    edit(made)
    edited = made.text(PAGE)
    made.generate()
    assert made.text(PAGE) == edited
    account = seed(made, **said, journal="Journal of Drawers")
    assert list(made.papers()) == ["attention-small-models"]
    assert "venue: Journal of Drawers\n" in made.text(PAGE)
    assert made.generate().problems == account.problems


FROM_SEEDS: dict[str, dict[str, str]] = {
    "all authors": {"author": "Ray, Uma and Elm, Lee"},
    "the title": {"title": "Attention in very small models"},
    "title and author": {"title": "Attention in smaller models", "author": "Smith, John"},
    "an id": {"doi": "10.1000/other"},
}


@pytest.mark.parametrize("said", FROM_SEEDS.values(), ids=FROM_SEEDS)
@pytest.mark.parametrize("is_edited", [True, False])
def test_what_the_seed_corrects_arrives_on_the_page(
    tmp_path: Path, said: dict[str, str], is_edited: bool
) -> None:
    made = new_list(tmp_path)
    before = {"abstract": ABSTRACT, "doi": "10.1000/small"}
    seed(made, **before)
    if is_edited:
        made.change(PAGE, "less and less", "more and more")
    seed(made, **(before | said))
    assert list(made.papers()) == ["attention-small-models"]
    text = made.text(PAGE)
    assert ("more and more" in text) == is_edited
    for value in said.values():
        assert value.split(",")[0] in text


def test_an_entry_that_became_another_paper_gets_another_page(made: PaperList) -> None:
    seed(made, title="Rivers of the northern plain", author="Poe, Eve", year="1990")
    assert len(made.papers()) == 2
    assert "Attention in small models" in made.text(PAGE)


LEFT: dict[str, Edit] = {
    "the citation key": change(("Attention in small models", "Dust"), ("Smiht", "Smith")),
    "people and marks": change(
        ("Attention in small models", "Dust"), ("citation_key: smiht2020attention\n", "")
    ),
    "a note": change(
        ("Attention in small models", "Dust"),
        ("Smiht", "Smith"),
        ("citation_key: smiht2020attention\n", ""),
    ),
}
NOTE = "\nRead this one before the talk in May.\n"


@pytest.mark.parametrize("edit", LEFT.values(), ids=LEFT)
@pytest.mark.parametrize("is_lost", [False, True])
def test_a_moved_page_is_known_by_what_is_left_on_it(
    made: PaperList, edit: Edit, is_lost: bool
) -> None:
    made.write(PAGE, made.text(PAGE) + NOTE)
    if is_lost:
        made.lose_memory()
    made.generate()
    edit(made)
    made.path("docs/papers/2020").mkdir()
    made.path(PAGE).rename(made.path("docs/papers/2020/moved.md"))
    account = made.generate()
    assert (account.papers, account.moved, account.deleted, account.by_hand) == (1, 1, 0, 0)
    seed(made, journal="Journal of Drawers")
    assert "venue: Journal of Drawers" in made.text("docs/papers/2020/moved.md")
    assert not made.path(PAGE).exists()


def test_a_page_moved_with_nothing_left_is_a_deletion_and_a_new_page(made: PaperList) -> None:
    made.path(PAGE).unlink()
    made.write("docs/papers/mine.md", "---\ntitle: Dust\nauthors: [Ida Fir]\n---\nMine.\n")
    account = made.generate()
    assert (account.papers, account.moved, account.deleted, account.by_hand) == (1, 0, 1, 1)
    again = made.generate()
    assert (again.files_written, again.deleted, again.by_hand) == (0, 1, 0)


def test_pages_that_changed_places_are_followed(tmp_path: Path) -> None:
    made = new_list(tmp_path)
    entry = "@article{%s, title={%s}, author={Ash, Jo}, year={2020}, journal={%s}}\n"
    first, second = ("a", "Rivers of the Plain"), ("b", "Hills of the North")

    def say(venue: str) -> None:
        made.write("seeds/p.bib", "".join(entry % (*each, venue) for each in (first, second)))
        made.generate()

    say("J. One")
    pages = [f"docs/papers/{slug}.md" for slug in made.papers()]
    texts = [made.text(page) for page in pages]
    for page, text in zip(pages, reversed(texts), strict=True):
        made.write(page, text)
    say("J. Two")
    swapped = [made.text(page) for page in pages]
    assert swapped == [text.replace("J. One", "J. Two") for text in reversed(texts)]


def test_a_page_that_took_the_place_of_another(tmp_path: Path) -> None:
    made = new_list(tmp_path)
    seed(made, abstract=ABSTRACT)
    made.write(
        "seeds/other.bib", "@article{o, title={Rivers of the Plain}, author={Ash, Jo}, year={2001}}"
    )
    made.generate()
    made.path(PAGE).rename(made.path("docs/papers/rivers-plain.md"))
    for _ in range(2):
        account = made.generate()
        assert (account.papers, account.deleted) == (1, 1)
    assert "Attention" in made.papers()["rivers-plain"]
    seed(made, abstract=ABSTRACT, journal="Journal of Drawers")
    assert "Journal of Drawers" in made.papers()["rivers-plain"]


@pytest.mark.parametrize(("said", "edit"), EDITS.values(), ids=EDITS)
def test_without_memory_nothing_is_worse_than_a_persons_page(
    tmp_path: Path, said: dict[str, str], edit: Edit
) -> None:
    made = new_list(tmp_path)
    seed(made, **said)
    edit(made)
    made.lose_memory()
    edited = made.text(PAGE)
    account = made.generate()
    assert list(made.papers()) == ["attention-small-models"]
    assert made.text(PAGE) == edited
    tree = made.tree()
    assert made.generate().problems == account.problems
    assert made.tree() == tree


def test_no_name_of_a_file_decides_a_fact(tmp_path: Path) -> None:
    entry = (
        "@article{{{0}, title={{{1}}}, author={{{2}}}, year={{{3}}}, doi={{10.1000/{0}}}, {4}}}\n"
    )
    more = "journal={J. of Trees}, keywords={roots}"
    rows = (("x", "Walking Trees", "Ash, Jo", 2019), ("y", "Trees by the Sea", "Poe, Eve", 2018))
    first = "".join(entry.format(*row, "journal={J. Trees}, keywords={legs}") for row in rows)
    other = "".join(
        entry.format(key, f"{title}s", f"{who.split()[0]} J.", year + 1, more)
        for key, title, who, year in rows
    )
    found = []
    for number, (name, is_later) in enumerate(
        (n, b) for b in (True, False) for n in ("dee", "zed")
    ):
        made = new_list(tmp_path / str(number))
        made.write("seeds/main.bib", first)
        if is_later:
            made.generate()
        made.write(f"seeds/{name}.bib", other)
        made.generate()
        found.append([text.replace(f"  - {name}\n", "") for text in made.papers().values()])
    assert found[0] == found[1]
    assert found[2] == found[3]
    assert "title: Walking Trees\n" in found[0][1]
    assert "  - legs\n  - roots\n" in found[0][1]


def test_a_list_of_before_moves_over(tmp_path: Path) -> None:
    source = ROOT / "tests/data/list_of_97f7acf"
    made = PaperList(tmp_path / "list")
    shutil.copytree(source, made.root)
    old, redirects = made.papers(), made.text("docs/redirects")
    mine = ("papers/lamps-oil", "<!-- shelflist: related 7d64c5272e -->\n", "- Mine.\n")
    made.change(f"docs/{mine[0]}.md", mine[1], mine[1] + mine[2])
    made.write("docs/authors/ada-rossi.md", made.text("docs/authors/ada-rossi.md") + "My note.\n")
    account = made.generate()
    assert [p.rule for p in account.problems].count("moved-memory") == 1
    assert "obsolete-page" not in {problem.rule for problem in account.problems}
    before = made.papers()
    related = "<!-- shelflist: related 7d64c5272e -->\n<!-- /shelflist -->\n\n"
    for slug, text in before.items():
        if slug == "lamps-oil":
            assert "- Mine.\n<!-- /shelflist -->" in text
        else:
            expected = old[slug].replace("template: paper.html\n", "").replace(related, "")
            assert text == expected
    assert made.text("docs/authors/ada-rossi.md").endswith("My note.\n")
    assert sorted(path.name for path in made.path("docs/authors").iterdir()) == [
        "ada-rossi.md",
        "index.md",
    ]
    assert not list(made.path("docs").rglob("*.html"))
    assert not list(made.path("docs").rglob("README.md"))
    assert not list(made.path("docs/references").glob("references.*"))
    assert made.text("docs/redirects") == redirects
    assert not made.path("shelflist.lock").exists()
    assert made.path(".shelflist/papers/tides-teacup.txt").exists()
    assert account.papers == 6
    assert account.deleted == 1
    again = made.generate()
    assert again.files_written == 0
    # What nobody touched follows the seeds, and what people did stands.
    made.change("seeds/papers.json", '"Journal of Small Seas"', '"Journal of Seas"')
    made.change("seeds/papers.json", '"We quantize large', '"We do quantize large')
    made.change("seeds/papers.json", '"10.1000/lens"', '"10.1000/lenses"')
    made.generate()
    after = made.papers()
    assert after.keys() == before.keys()
    assert "John Smith" in after["tides-teacup"]
    assert "venue: Journal of Seas\n" in after["tides-teacup"]
    assert "We do quantize" in after["gptq-accurate-quantization"]
    assert "year:" not in after["gptq-accurate-quantization"].partition("---\n\n")[0]
    assert "Read this one first." in after["gptq-accurate-quantization"]
    assert "10.1000/lenses" in after["a-lens"]
    assert "how much dry wood" in after["pruning-trees-winter"]
    assert "papers/lens-every-image papers/a-lens" in made.text("docs/redirects")


BARE = {
    "two words": "@misc{a, title={Deep Learning}, year={2020}}",
    "one word": "@software{a, title={NumPy}}",
    "an editor": "@book{a, title={Collected Readings}, editor={Oak, Mary}, isbn={0-201-89683-4}}",
    "a stock title": "@article{a, title={Editorial}, journal={Nature}, year={2020}}",
    "several": "@misc{a, title={Deep Learning}, year={2020}}\n"
    "@misc{b, title={Deep Learning}, year={2021}}\n"
    "@misc{c, title={Deep Learning}, url={https://example.org/}}",
}


@pytest.mark.parametrize("entries", BARE.values(), ids=BARE)
@pytest.mark.parametrize("form", ["bib", "txt"])
def test_papers_that_say_next_to_nothing_keep_their_pages(
    tmp_path: Path, entries: str, form: str
) -> None:
    made = new_list(tmp_path)
    made.write("seeds/papers.bib", entries)
    made.generate()
    tree = made.tree()
    if form == "txt":  # the same papers without keys, in the order of another seed
        made.path("seeds/papers.bib").rename(made.path("seeds/renamed.bib"))
    for _ in range(2):
        account = made.generate()
        assert (account.new, account.papers) == (0, len(entries.splitlines()))
    if form == "bib":
        assert made.tree() == tree


ALIKE = {
    "citations.txt": "".join(
        f'[{n}] M. Borner, "Zur Quantentheorie der Wellen," Z. Phys., vol. {v}, pp. {p}, 1926.\n'
        for n, v, p in ((1, 37, "863-867"), (2, 38, "803-827"))
    ),
    "books.ris": "".join(
        f"TY  - BOOK\nTI  - The Craft of Programs\nAU  - Knot, D.\nPY  - 1997\nVL  - {n}\nER  - \n"
        for n in (1, 2, 3)
    ),
    "twice.bib": "".join(
        f"@book{{k, title={{The Craft of Programs}}, author={{Knot, D.}}, year=1997, volume={n}}}\n"
        for n in (1, 2)
    ),
}


@pytest.mark.parametrize(("file", "text"), ALIKE.items(), ids=ALIKE)
def test_works_that_differ_in_a_number_alone_keep_their_pages(
    tmp_path: Path, file: str, text: str
) -> None:
    made = new_list(tmp_path)
    made.write(f"seeds/{file}", text)
    count = made.generate().papers
    assert count > 1
    tree = made.tree()
    for _ in range(2):
        assert made.generate().papers == count
    assert made.tree() == tree


@pytest.mark.parametrize("name", ["aaa-copy", "zzz-copy"])
def test_a_copy_takes_no_paper_from_the_page_that_was_there_first(
    made: PaperList, name: str
) -> None:
    made.write(f"docs/papers/{name}.md", made.text(PAGE))
    seed(made, journal="Journal of Drawers")
    assert "venue: Journal of Drawers\n" in made.text(PAGE)
    assert "venue" not in made.text(f"docs/papers/{name}.md")


@pytest.mark.parametrize(
    "authors", ["[J. Doe, R. Roe]", "[Jane Doe, Dick Poe]", "[Jane Doe, et al.]"]
)
def test_people_on_a_page_by_hand_stay_as_they_are(tmp_path: Path, authors: str) -> None:
    made = new_list(tmp_path)
    made.write(
        "docs/papers/hand.md", f"---\ntitle: Shape of Twigs in the Wind\nauthors: {authors}\n---\n"
    )
    made.generate()
    made.write(
        "seeds/a.bib",
        "@article{h, title={Shape of Twigs in the Wind}, author={Doe, Jane and Roe, Rick}, "
        "year={2004}, journal={J. Wind}}",
    )
    made.generate()
    text = made.text("docs/papers/hand.md")
    assert f"authors: {authors}\n" in text
    assert "year: 2004\n" in text
