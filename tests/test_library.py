"""Papers, their pages and what the seeds say of them, brought together."""

from __future__ import annotations

from lists import GPTQ, GPTQ_PAGE, LENS, TREES, PaperList, to_csl
from shelflist.build import Caches, read_library
from shelflist.library import Library, Paper


def read(made: PaperList) -> Library:
    return read_library(made.root, Caches(made.root), lambda _: None)[1]


def gptq(made: PaperList) -> Paper:
    return read(made).by_slug["gptq-accurate-quantization"]


def test_every_record_leads_to_its_paper(small: PaperList) -> None:
    small.write("seeds/again.json", to_csl(GPTQ | {"title": "GPTQ – accurate quantization"}))
    library = read(small)
    assert [paper.slug for paper in library.papers] == sorted(library.by_slug)
    assert len(library.papers) == 3
    assert len(library.slug_of) == 4
    work = gptq(small).work
    assert work is not None
    files = [record.place.file for record in work.records]
    assert files == ["seeds/again.json", "seeds/papers.json"]


def test_what_stands_on_the_page_is_the_record(small: PaperList) -> None:
    small.generate()
    small.change(GPTQ_PAGE, "year: 2022", "year: 1999")
    small.change(GPTQ_PAGE, "to three bits", "to one bit")
    paper = gptq(small)
    assert paper.record.year == 1999
    assert "to one bit" in (paper.record.abstract or "")
    assert "year" in paper.by_person
    assert "title" not in paper.by_person
    assert paper.work is not None
    assert paper.work.record.year == 2022


def test_rules_look_at_what_a_person_wrote(small: PaperList) -> None:
    small.generate()
    small.change(GPTQ_PAGE, "GPTQ: Accurate Quantization", "Every Image and Picture")
    small.change(GPTQ_PAGE, "We quantize large networks", "We look at an image")
    small.change(GPTQ_PAGE, "Quantization loses", "It loses")
    small.generate()
    assert "topics:\n  - vision\n" in small.text(GPTQ_PAGE)


def test_a_slug_is_chosen_once(small: PaperList) -> None:
    small.generate()
    before = set(small.papers())
    better = GPTQ | {"title": "A Completely Different Title"}
    small.write("seeds/papers.json", to_csl(better, LENS, TREES))
    small.generate()
    assert set(small.papers()) == before
    assert "A Completely Different Title" in small.text(GPTQ_PAGE)


def test_citation_keys_differ_and_stay(small: PaperList) -> None:
    twin = GPTQ | {
        "id": "t",
        "DOI": "10.1000/twin",
        "title": "GPTQ in a Second Paper about Winter Gardens",
        "abstract": "Gardens sleep in winter under snow, and nobody waters a single flower.",
    }
    small.generate()
    key = gptq(small).fields["citation_key"]
    small.write("seeds/twin.json", to_csl(twin))
    small.generate()
    keys = [str(paper.fields["citation_key"]).lower() for paper in read(small).papers]
    assert len(keys) == len(set(keys)) == 4
    assert gptq(small).fields["citation_key"] == key


def test_two_pages_of_one_paper_stay_two_and_nothing_is_lost(small: PaperList) -> None:
    small.generate()
    copy = small.text(GPTQ_PAGE).replace(
        "never touches it. -->\n", "never touches it. -->\nCopy.\n"
    )
    small.write("docs/papers/copy.md", copy)
    small.generate()
    assert "Copy." in small.text("docs/papers/copy.md")
    assert small.path(GPTQ_PAGE).exists()
    before = small.tree()
    assert small.generate().files_written == 0
    assert small.tree() == before


def test_a_citation_key_that_is_taken_out_comes_back(small: PaperList) -> None:
    twin = GPTQ | {
        "id": "t",
        "DOI": "10.1000/twin",
        "title": "GPTQ in a Second Paper about Winter Gardens",
        "abstract": "Gardens sleep in winter under snow, and nobody waters a single flower.",
    }
    small.write("seeds/twin.json", to_csl(twin))
    small.generate()
    pages = small.papers()
    for slug, text in pages.items():
        [line] = [line for line in text.splitlines() if line.startswith("citation_key: ")]
        small.change(f"docs/papers/{slug}.md", f"{line}\n", "")
    small.generate()
    for slug, text in small.papers().items():
        assert set(text.splitlines()) == set(pages[slug].splitlines())
    small.change(GPTQ_PAGE, "citation_key: frantar2022gptq", "citation_key: mine")
    small.generate()
    assert "citation_key: mine\n" in small.text(GPTQ_PAGE)
