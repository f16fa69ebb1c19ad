"""Pages that people move, rename, copy and bring together keep being one page of one paper."""

from __future__ import annotations

from pathlib import Path

import pytest

from lists import GPTQ, GPTQ_MEMORY, GPTQ_PAGE, LENS, TREES, PaperList, new_list, to_csl
from shelflist.build import Caches, read_library
from shelflist.problems import Severity
from shelflist.site.building import build_site

SLUG = "gptq-accurate-quantization"
BETTER = GPTQ | {"issued": {"date-parts": [[2023]]}}
NEAR = [
    {
        "id": f"near{n}",
        "type": "article",
        "title": f"Quantization of Networks to {word} Bits",
        "author": [{"family": "Alistarh", "given": "Dan"}],
        "issued": {"date-parts": [[2022]]},
        "DOI": f"10.1000/near{n}",
        "abstract": f"We quantize large networks to {word} bits; quantization loses little.",
    }
    for n, word in enumerate(("Three", "Four", "Two"))
]


def move(made: PaperList, old: str, new: str) -> None:
    made.path(new).parent.mkdir(parents=True, exist_ok=True)
    made.path(old).rename(made.path(new))


def moved(made: PaperList) -> dict[str, str]:
    return dict(read_library(made.root, Caches(made.root), lambda _: None)[1].moved)


@pytest.mark.parametrize("new", ["2023/gptq", "quantize", "a/b/c", "ein neuer näme"])
def test_a_moved_page_is_followed_and_every_link_leads_to_it(tmp_path: Path, new: str) -> None:
    made = new_list(tmp_path, GPTQ, LENS, TREES, *NEAR)
    made.generate()
    target = f"docs/papers/{new}.md"
    move(made, GPTQ_PAGE, target)
    assert moved(made) == {f"papers/{SLUG}.md": f"papers/{new}.md"}
    account = made.generate()
    assert (account.papers, account.new, account.deleted) == (6, 0, 0)
    assert not made.path(GPTQ_PAGE).exists()
    assert not made.path(GPTQ_MEMORY).exists()
    assert made.path(f".shelflist/papers/{new}.txt").exists()
    assert made.generate().files_written == 0
    link = new.replace(" ", "%20")
    for page in ("papers", "topics", "references"):
        name = "compression" if page == "topics" else "index"
        assert f"](../papers/{link}.md)" in made.text(f"docs/{page}/{name}.md")
    made.write("seeds/papers.json", to_csl(BETTER, LENS, TREES, *NEAR))
    made.generate()
    assert "year: 2023\n" in made.text(target)
    made.path("mkdocs.yml").unlink()
    build_site(made.root, "site")  # strict: a link that leads nowhere fails
    assert (made.root / "site/papers" / new / "index.html").exists()


def test_a_page_with_new_title_and_ids_is_still_followed(small: PaperList) -> None:
    small.generate()
    move(small, GPTQ_PAGE, "docs/papers/2023/other.md")
    for old, new in (
        ('"GPTQ: Accurate Quantization"', "Something Else Entirely"),
        ("10.1000/gptq", "10.1000/other"),
    ):
        small.change("docs/papers/2023/other.md", old, new)
    edited = small.text("docs/papers/2023/other.md")
    assert moved(small) == {f"papers/{SLUG}.md": "papers/2023/other.md"}
    account = small.generate()
    assert (account.papers, account.new) == (3, 0)
    assert small.text("docs/papers/2023/other.md") == edited
    assert small.generate().files_written == 0


def test_a_page_moved_on_one_branch_and_changed_on_the_other(small: PaperList) -> None:
    """After the merge there is a memory under both names."""
    small.generate()
    stale = small.text(GPTQ_MEMORY)
    move(small, GPTQ_PAGE, "docs/papers/z/quantize.md")
    small.generate()
    small.write(GPTQ_MEMORY, stale)
    small.write("seeds/papers.json", to_csl(BETTER, LENS, TREES))
    account = small.generate()
    assert (account.papers, account.deleted) == (3, 0)
    assert "year: 2023\n" in small.text("docs/papers/z/quantize.md")


@pytest.mark.parametrize("is_edited", [False, True])
@pytest.mark.parametrize("name", ["a-copy", "zz-copy"])
def test_a_copied_page_is_reported_and_the_first_stays_the_papers(
    small: PaperList, name: str, is_edited: bool
) -> None:
    small.generate()
    copy = f"docs/papers/{name}.md"
    small.write(copy, small.text(GPTQ_PAGE))
    if is_edited:
        small.change(copy, "three bits", "one bit")
        small.change(GPTQ_PAGE, "year: 2022", "year: 2021")
    for _ in range(2):
        account = small.generate()
        found = [p for p in account.problems if p.rule == "same-paper"]
        assert len(found) == 1
        assert found[0].severity is Severity.WARNING
        said = f"{found[0].location.file} {found[0].message}"
        assert copy in said
        assert GPTQ_PAGE in said
    assert account.files_written == 0
    small.write("seeds/papers.json", to_csl(GPTQ | {"publisher": "New"}, LENS, TREES))
    small.generate()
    assert "publisher: New\n" in small.text(GPTQ_PAGE)
    assert "publisher: New\n" not in small.text(copy)
    small.path(copy).unlink()
    small.generate()
    assert small.generate().papers == 3


def test_two_pages_that_a_person_merged_stay_one(small: PaperList) -> None:
    small.generate()
    lens = "docs/papers/lens-every-image.md"
    small.path(lens).unlink()
    small.change(
        GPTQ_PAGE, "never touches it. -->\n", "never touches it. -->\nSee also the lens.\n"
    )
    for _ in range(2):
        account = small.generate()
        assert account.papers == 2
        assert not small.path(lens).exists()


def test_preprint_and_publication_merged_by_a_person_stay_one(tmp_path: Path) -> None:
    preprint = LENS | {"title": "An Early Lens", "DOI": "10.48550/arXiv.2301.00010"}
    late = LENS | {
        "title": "The Late Picture Machine",
        "abstract": "A machine that looks at every picture and says what nobody had seen in it.",
    }
    made = new_list(tmp_path, preprint, late)
    made.generate()
    assert sorted(made.papers()) == ["early-lens", "late-picture-machine"]
    made.path("docs/papers/early-lens.md").unlink()
    page = "docs/papers/late-picture-machine.md"
    made.change(page, "doi:", 'arxiv: "2301.00010"\ndoi:')
    for _ in range(2):
        assert made.generate().papers == 1
    assert sorted(made.papers()) == ["late-picture-machine"]
    assert made.generate().files_written == 0


def test_a_folder_that_leads_out_of_the_list_is_refused(small: PaperList, tmp_path: Path) -> None:
    small.generate()
    outside = tmp_path.parent / f"{tmp_path.name}-outside"
    outside.mkdir()
    (outside / "x.md").write_text("---\ntitle: X\n---\n", encoding="utf-8")
    small.path("docs/papers/elsewhere").symlink_to(outside, target_is_directory=True)
    before = small.tree()
    with pytest.raises(Exception, match="docs/papers/elsewhere: is a link that leads out"):
        small.generate()
    assert small.tree() == before


def test_the_index_of_a_subfolder_is_no_paper(small: PaperList) -> None:
    small.write("docs/papers/2023/index.md", "# The papers of 2023\n")
    assert small.generate().papers == 3
    assert small.text("docs/papers/2023/index.md") == "# The papers of 2023\n"
