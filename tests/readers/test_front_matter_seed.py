"""Pages with front matter: one paper each, or none, and what is broken in them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from shelflist.readers.reading import LineClass, Reading
from shelflist.readers.table import read_seed

FOLDER = Path(__file__).parent / "front_matter"
FILES = sorted(path for path in FOLDER.iterdir() if path.suffix != ".json")
PAPER = "title: Bark\nauthors: Lena Elm\nvenue: ICML\n"


def read(text: str, name: str = "seeds/pages/x.md") -> Reading:
    return read_seed(name, text.encode())


def page(front: str, body: str = "") -> Reading:
    return read(f"---\n{front}---\n{body}")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_page_reads_as_before(path: Path, update_golden: bool) -> None:
    reading = read_seed(f"seeds/{path.name}", path.read_bytes())
    text = json.dumps(reading.to_dict(), indent=1, ensure_ascii=False) + "\n"
    golden = FOLDER / f"{path.name}.json"
    if update_golden:
        golden.write_text(text, encoding="utf-8", newline="\n")
    assert reading.format == "paper-page"
    assert len(reading.records) == 1
    assert json.loads(text) == json.loads(golden.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_the_way_a_page_was_saved_changes_nothing(path: Path) -> None:
    data = path.read_bytes()
    [plain] = read_seed("x.md", data).records
    for other in (data.replace(b"\n", b"\r\n"), b"\xef\xbb\xbf" + data, b"\n\n" + data):
        reading = read_seed("notes.txt", other)
        assert reading.format == "paper-page"
        [record] = reading.records
        assert (record.title, record.authors, record.abstract, record.doi) == (
            plain.title,
            plain.authors,
            plain.abstract,
            plain.doi,
        )


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_page_cut_off_anywhere_gives_no_error_of_ours(path: Path) -> None:
    data = path.read_bytes()
    for size in range(1, len(data), max(1, len(data) // 30)):
        cut = data[:size].decode("utf-8", "ignore").encode()
        reading = read_seed(path.name, cut, format="paper-page")
        assert len(reading.records) + len(reading.refused) <= 1


@pytest.mark.parametrize(
    "front",
    [
        PAPER,
        "layout: publication\ntitle: Bark\nyear: 2020\n",
        "collection: publications\ntitle: Bark\ndate: 2020-01-01\nexcerpt: x\n",
        "title: Bark\nauthors: [admin]\npublication_types: [article-journal]\n",
        "title: Bark\nauthors: [Lena Elm]\narxiv: 2001.00001\n",
        "title: Bark\nauthors: [Lena Elm]\nsource: https://arxiv.org/abs/2001.00001\n",
        "title: Bark\nauthor: Lena Elm\nyear: 2001\npdf: https://example.org/x.pdf\n",
        "title: Bark\nlayout: post\nauthors: Lena Elm\njournal: Trees\ndoi: 10.1234/x\n",
        "params:\n  doi: 10.1234/x\ntitle: Bark\nauthors: [Lena Elm]\n",
    ],
)
def test_it_speaks_of_a_paper(front: str) -> None:
    reading = page(front)
    assert reading.format == "paper-page"
    assert [record.title for record in reading.records] == ["Bark"]
    assert not reading.lines.unexplained


@pytest.mark.parametrize(
    "front",
    [
        "title: Publications\nlayout: archive\npermalink: /publications/\nauthor_profile: true\n",
        "title: Publications\ncms_exclude: true\nview: citation\n",
        "title: Papers\nlayout: papers\n",
        "title: Why trees\ndate: 2020-01-01\nlayout: post\nauthor: Lena Elm\ntags: [trees]\n",
        "title: Lena Elm\nauthors: [admin]\nsuperuser: true\nrole: Gardener\nbio: Me.\n",
        "title: On bark\ncollection: talks\ntype: Talk\nvenue: ICML\ndate: 2020-01-01\n",
        "title: On bark\nevent: ICML\nauthors: [Lena Elm]\nlocation: Vienna\ndate: 2020-01-01\n",
        "title: Trees 101\ncollection: teaching\ntype: Undergraduate course\nvenue: A school\n",
        "title: Leaf\nsummary: A tool\nexternal_link: ''\nimage:\n  focal_point: Smart\n",
        "layout: default\n",
        "title: A diary\nauthor: Lena Elm\ndate: 2020-01-01\ncategories: [r]\n",
    ],
)
def test_it_speaks_of_no_paper(front: str) -> None:
    body = "We walked through the wood and talked about trees, leaves and the weather.\n" * 3
    reading = page(front, body)
    assert reading.format == "paper-page"
    assert not reading.records
    assert not reading.refused
    assert not reading.lines.unexplained
    assert [(p.rule, p.location.line) for p in reading.problems] == [("no-paper", 1)]


@pytest.mark.parametrize(
    "front",
    [
        "layout: publication\ntitle: INSERT TITLE HERE\nauthors: A. One\nyear: 2020\n",
        "collection: publications\ntitle: Paper Title Number 3\nvenue: Journal 1\n",
        "title: An example conference paper\nauthors: [admin]\npublication_types: ['1']\n",
    ],
)
def test_a_page_as_its_template_left_it_is_refused_by_name(front: str) -> None:
    reading = page(front, "This paper is about the number 1.\n")
    assert not reading.records
    (refusal,) = reading.refused
    assert "template" in refusal.reason


def test_a_list_of_papers_with_front_matter_is_still_a_list() -> None:
    entries = "".join(
        f"- [Seeing {tree} Trees](https://arxiv.org/abs/2301.0000{n}) - *L. Elm*\n"
        for n, tree in enumerate(["Tall", "Small", "Old", "Young"])
    )
    for front in ("title: Papers\ndate: 2020-01-01\n", "title: Papers\nlayout: post\n"):
        reading = page(front, f"\n# Reading list\n\n{entries}")
        assert (reading.format, len(reading.records)) == ("markdown-list", 4)


def test_a_bibliography_with_front_matter_is_still_one() -> None:
    entry = "@article{a,\n  title = {A paper},\n  author = {Elm, Lena},\n  year = 2020,\n}\n"
    assert read(f"---\n---\n{entry}").format == "bibtex"
    assert read(f"---\nlayout: bib\n---\n{entry}").format == "bibtex"


def test_a_page_without_title_is_refused_by_name() -> None:
    reading = page("layout: publication\nauthors: Lena Elm\nyear: 2020\n")
    assert not reading.records
    [refusal] = reading.refused
    assert (refusal.line, refusal.what) == (1, "x.md")
    assert "title" in refusal.mend
    assert reading.lines.unexplained == (1, 2, 3, 4, 5)


def test_what_is_broken_is_named_at_its_line_and_the_rest_is_read() -> None:
    reading = read_seed("seeds/broken.md", (FOLDER / "broken.md").read_bytes())
    lines = [p.location.line for p in reading.problems if p.rule == "front-matter"]
    assert lines == [3, 6, 9]
    [record] = reading.records
    assert record.title == "Bark: A Survey of Skins"
    assert (record.year, record.doi) == (2021, "10.1234/bark")
    assert [str(name) for name in record.authors] == ["Lena Elm", "Jo Birch", "Ana María Sauce"]


@pytest.mark.parametrize(
    "front",
    [
        "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: [*c, *c]\n" + PAPER,
        "deep: " + "{a: " * 60_000 + "\n" + PAPER,
        "evil: !!python/object/apply:os.system ['true']\n" + PAPER,
        "deep: " + "[" * 60_000 + "]" * 60_000 + "\n" + PAPER,
    ],
)
def test_what_would_act_costs_its_field_alone(front: str) -> None:
    reading = page(front)
    assert [record.title for record in reading.records] == ["Bark"]
    assert any(problem.rule == "front-matter" for problem in reading.problems)


@pytest.mark.parametrize(
    ("front", "attribute", "expected"),
    [
        ("arxiv: 2001.00010\n", "arxiv", "2001.00010"),
        ("arxiv: https://arxiv.org/abs/2001.00010v3\n", "arxiv", "2001.00010"),
        ("doi: '10.1234/a\\_b'\n", "doi", "10.1234/a_b"),
        ("doi: 10.48550/arXiv.2001.00010\n", "arxiv", "2001.00010"),
        ("date: 2019-05-06\n", "year", 2019),
        ("publishDate: 2019-05-06\n", "year", None),
        ("year: submitted\ndate: 2018-01-01\n", "year", 2018),
        ("publication_types: ['7']\n", "type", "thesis"),
        ("tags: Trees, Bark; publications\n", "hints", ("Trees", "Bark")),
        ("url: /papers/x\n", "url", None),
        ("url: '{{ site.url }}/x'\n", "url", None),
        ("paperurl: https://elm.github.io/x.pdf\n", "url", "https://elm.github.io/x.pdf"),
        ("retracted: true\n", "retracted", True),
    ],
)
def test_fields_mean_what_their_sites_mean(front: str, attribute: str, expected: object) -> None:
    [record] = page(PAPER + front).records
    assert getattr(record, attribute) == expected


@pytest.mark.parametrize(
    ("venue", "expected"),
    [
        ("In *ICML*", ("ICML", None, None, None)),
        ("'*Trees*, 4(2), pp. 3–9'", ("Trees", "4", "2", "3–9")),
        ("'*Trees*, vol. 4'", ("Trees", "4", None, None)),
        ("Best Paper Award at *Workshop on Bark*", ("Workshop on Bark", None, None, None)),
        ("Preprint (arXiv:2001.00010)", (None, None, None, None)),
        ("{name: Trees, short_name: T}", ("Trees", None, None, None)),
    ],
)
def test_publication_is_taken_apart(venue: str, expected: tuple[str | None, ...]) -> None:
    front = f"title: Bark\nauthors: Lena Elm\npublication: {venue}\npublication_types: ['0']\n"
    [record] = page(front).records
    assert (record.venue, record.volume, record.issue, record.page) == expected


@pytest.mark.parametrize(
    ("authors", "expected", "more"),
    [
        ("Lena Elm", ["Lena Elm"], False),
        ("Lena Elm, Jo Birch and Ana Sauce", ["Lena Elm", "Jo Birch", "Ana Sauce"], False),
        ("Bin Lin, Di He and Le Song", ["Bin Lin", "Di He", "Le Song"], False),
        ("'van Dyk, J. P., de Boer, A. B.'", ["J. P. van Dyk", "A. B. de Boer"], False),
        ("Elm, L.; Birch, J.", ["L. Elm", "J. Birch"], False),
        ("[Lena Elm, 'Jo Birch*', Ana Sauce†]", ["Lena Elm", "Jo Birch", "Ana Sauce"], False),
        ("['Elm, L.', 'Birch, J. P.']", ["L. Elm", "J. P. Birch"], False),
        ("[admin, Jo Birch]", ["Jo Birch"], True),
        ("[Lena Elm, et al.]", ["Lena Elm"], True),
        ("[{first_name: Lena, last_name: Elm}, {name: 王小明}]", ["Lena Elm", "王小明"], False),
        ("'**Lena Elm**, [Jo Birch](https://example.org)'", ["Lena Elm", "Jo Birch"], False),
        ("The Tree Consortium", ["The Tree Consortium"], False),
    ],
)
def test_authors_in_every_form(authors: str, expected: list[str], more: bool) -> None:
    [record] = page(f"title: Bark\nauthors: {authors}\nvenue: ICML\nyear: 2020\n").records
    assert [str(name) for name in record.authors] == expected
    assert record.more_authors is more


ABSTRACT = (
    "We propose a way to tell trees by their bark. Experiments on nine species show that it is "
    "right in most cases, and that it needs no leaves."
)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (ABSTRACT, ABSTRACT),
        (f"# Abstract\n\n{ABSTRACT}\n\n# Links\n\n- [x](https://x.org)\n", ABSTRACT),
        (f"**Abstract:** {ABSTRACT}\n\n[PDF](https://x.org/a.pdf)\n", ABSTRACT),
        (f"Abstract\n--------\n\n{ABSTRACT}\n", ABSTRACT),
        (f"![](teaser.png)\n\n{ABSTRACT}\n\n```bibtex\n@misc{{a}}\n```\n", ABSTRACT),
        (f"<p>{ABSTRACT}</p>\n", ABSTRACT),
        (f"{ABSTRACT}\n\n## BibTeX\n\n```\n@misc{{a}}\n```\n", ABSTRACT),
        ("## Notes\n\n" + ABSTRACT, None),
        ("- good\n- short\n", None),
        ("[Download paper here](https://x.org/a.pdf)\n", None),
        ("Read it.\n", None),
    ],
)
def test_the_text_is_the_abstract_where_it_reads_as_one(body: str, expected: str | None) -> None:
    reading = page(PAPER, body)
    [record] = reading.records
    assert record.abstract == expected
    assert not reading.lines.unexplained
    kinds = {reading.lines.classes[n] for n in range(len(reading.lines.classes))}
    assert kinds <= {LineClass.RECORD, LineClass.PROSE, LineClass.BLANK}


ENTRY = "@article{elm2020,\n  title = {BARK},\n  author = {Elm, Lena},\n  volume = 7,\n}\n"
FILLED = ["Lena Elm"], "7", "elm2020"


@pytest.mark.parametrize(
    ("front", "body", "expected"),
    [
        ("bibtex: |\n  " + ENTRY.replace("\n", "\n  ").rstrip() + "\n", "", FILLED),
        ("", f"# Cite\n\n```bibtex\n{ENTRY}```\n", FILLED),
        ("", f"```\n{ENTRY.replace('BARK', 'Moss')}```\n", ([], None, None)),
        ("", f"```\n{ENTRY}{ENTRY.replace('elm', 'oak')}```\n", ([], None, None)),
        (
            "citation: 'Elm, Lena. (2020). \"Bark.\" <i>Journal of Bark</i>. 7(1).'\n",
            "",
            (["Lena Elm"], "7", None),
        ),
        ("citation: 'Elm, Lena. (2020). \"Moss.\" Journal of Bark. 7(1).'\n", "", ([], None, None)),
    ],
)
def test_what_the_fields_lack_is_filled_from_the_papers_own_citation(
    front: str, body: str, expected: tuple[list[str], str | None, str | None]
) -> None:
    reading = page(f"layout: publication\ntitle: Bark\nvenue: ICML\n{front}", body)
    [record] = reading.records
    assert ([str(name) for name in record.authors], record.volume, record.key) == expected
    assert record.venue == "ICML"


def test_many_broken_fields_are_not_a_flood() -> None:
    reading = page("".join(f"k{n}: [\n" for n in range(300)) + PAPER)
    assert [record.title for record in reading.records] == ["Bark"]
    assert len(reading.problems) == 21
    assert "280 more" in reading.problems[-1].message


def test_a_command_that_yaml_ate_is_restored() -> None:
    [record] = page('title: "An $\\tilde{O}(n)$ Bark"\nauthors: Lena Elm\nvenue: X\n').records
    assert record.title == "An $\\tilde{O}(n)$ Bark"


def test_a_citation_of_a_chapter_keeps_its_edition_and_editors() -> None:
    cited = "Elm, L. (2020). Bark. In J. Birch (Ed.), Trees (2nd ed., pp. 3-9). Springer."
    [record] = page(f"layout: publication\ntitle: Bark\nyear: 2020\ncitation: '{cited}'\n").records
    assert (record.edition, record.type, record.publisher) == ("2nd", "chapter", "Springer")
    assert [str(name) for name in record.editors] == ["J. Birch"]


def test_a_citation_of_a_book_keeps_place_and_translator() -> None:
    cited = "Elm, L. (2020). Bark (J. Birch, Trans.). Berlin, Germany: Springer."
    [record] = page(f"layout: publication\ntitle: Bark\nyear: 2020\ncitation: '{cited}'\n").records
    assert (record.publisher, record.publisher_place) == ("Springer", "Berlin, Germany")
    assert [str(name) for name in record.translators] == ["J. Birch"]


def test_a_citation_of_a_thesis_keeps_its_kind() -> None:
    cited = "Elm, L. (2020). Bark [Doctoral dissertation, University of Oslo]."
    [record] = page(f"layout: publication\ntitle: Bark\nyear: 2020\ncitation: '{cited}'\n").records
    assert (record.type, record.genre) == ("thesis", "Doctoral dissertation")
