"""`check --against` and `diff`: a list compared with what it was, with real git."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from gitlists import commit, git, start
from lists import GPTQ, GPTQ_PAGE, LENS, TREES, PaperList, new_list, to_csl
from shelflist.cli import main
from shelflist.pages import parts

BITS = {
    "id": "bits",
    "type": "article",
    "title": "Three Bits Are Enough",
    "author": [{"family": "Alistarh", "given": "Dan"}],
    "issued": {"date-parts": [[2024]]},
    "DOI": "10.1000/bits",
    "abstract": "Quantization to three bits is enough for every network that we know of.",
}


@pytest.fixture
def listed(small: PaperList) -> PaperList:
    """Make a list of three papers, generated and committed as `base`."""
    return start(small)


def run(
    capsys: pytest.CaptureFixture[str], made: PaperList, *arguments: str
) -> tuple[int, str, str]:
    capsys.readouterr()
    code = main(["-C", str(made.root), *arguments])
    shown = capsys.readouterr()
    return code, shown.out, shown.err


def diff(capsys: pytest.CaptureFixture[str], made: PaperList, ref: str = "base") -> dict[str, list]:  # type: ignore[type-arg]
    _, out, _ = run(capsys, made, "diff", ref, "--json")
    return dict(json.loads(out))


def test_nothing_changed(listed: PaperList, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, listed, "diff", "base")[:2] == (0, "Nothing changed since base.\n")
    assert run(capsys, listed, "check", "--against", "base")[0] == 0


def test_a_seed_alone_shows_the_papers_that_it_will_bring(
    listed: PaperList, capsys: pytest.CaptureFixture[str]
) -> None:
    listed.write("seeds/new.json", to_csl(BITS))
    (added,) = diff(capsys, listed)["added"]
    assert added["title"] == "Three Bits Are Enough"
    assert added["topics"] == ["compression"]
    assert added["sources"] == ["seeds/new.json"]
    assert added["is_pending"] is True
    listed.generate()
    (added,) = diff(capsys, listed)["added"]
    assert added["is_pending"] is False
    topics = {topic["topic"]: topic["gained"] for topic in diff(capsys, listed)["topics"]}
    assert topics == {"compression": [added["slug"]]}


def test_a_change_is_told_field_by_field(
    listed: PaperList, capsys: pytest.CaptureFixture[str]
) -> None:
    page = listed.text(GPTQ_PAGE)
    page = page.replace("year: 2022", "year: 2023").replace("  - compression", "  - vision")
    page = page.replace("loses almost nothing", "loses nothing") + "\nRead this.\n"
    listed.write(GPTQ_PAGE, page)
    (changed,) = diff(capsys, listed)["changed"]
    fields = {field["field"]: field for field in changed["fields"]}
    assert (fields["year"]["before"], fields["year"]["after"]) == ("2022", "2023")
    assert (fields["topics"]["removed"], fields["topics"]["added"]) == (
        ["compression"],
        ["vision"],
    )
    assert fields["abstract"]["added"] == ["Quantization loses nothing."]
    assert fields["notes"]["added"] == ["Read this."]
    assert fields.keys() == {"year", "topics", "abstract", "notes"}


def test_a_renamed_page_is_one_paper_with_two_addresses(
    listed: PaperList, capsys: pytest.CaptureFixture[str]
) -> None:
    text = listed.text(GPTQ_PAGE)
    listed.path(GPTQ_PAGE).unlink()
    listed.write("docs/papers/three-bits.md", text)
    changes = diff(capsys, listed)
    (renamed,) = changes["renamed"]
    assert (renamed["was"], renamed["slug"]) == ("gptq-accurate-quantization", "three-bits")
    assert not changes["added"] and not changes["removed"]
    assert not [p for p in changes["problems"] if p["rule"] == "lost-address"]  # it redirects


def test_a_deleted_page_is_a_lost_address_until_it_redirects(
    listed: PaperList, capsys: pytest.CaptureFixture[str]
) -> None:
    listed.path(GPTQ_PAGE).unlink()
    code, out, _ = run(capsys, listed, "check", "--against", "base")
    assert code == 1
    assert '"papers/gptq-accurate-quantization/" was published at base' in out
    assert [paper["slug"] for paper in diff(capsys, listed)["removed"]] == [
        "gptq-accurate-quantization"
    ]
    listed.write("docs/redirects", "papers/gptq-accurate-quantization papers/\n")
    assert run(capsys, listed, "check", "--against", "base")[0] == 0


def test_an_unknown_topic_fails_and_offers_the_nearest(
    listed: PaperList, capsys: pytest.CaptureFixture[str]
) -> None:
    page = listed.text(GPTQ_PAGE).replace("  - compression", "  - compresion")
    listed.write(GPTQ_PAGE, page)
    code, out, _ = run(capsys, listed, "diff", "base")
    assert code == 1
    assert 'unknown topic "compresion"' in out and 'Did you mean "compression"?' in out


def test_check_only_mentions_stale_files_and_writes_none(
    listed: PaperList, capsys: pytest.CaptureFixture[str]
) -> None:
    listed.write("seeds/new.json", to_csl(BITS))
    before = listed.tree()
    code, out, _ = run(capsys, listed, "check", "--against", "base")
    assert code == 0
    assert "notice: shelflist generate would change" in out
    assert listed.tree() == before


@pytest.mark.parametrize("ref", ["nowhere", "--output=x", "", "base\nx", "HEAD:seeds"])
def test_what_is_no_revision_is_misuse(
    listed: PaperList, capsys: pytest.CaptureFixture[str], ref: str
) -> None:
    code, _, err = run(capsys, listed, "check", f"--against={ref or ' '}")
    assert code == 2
    assert "no revision" in err


def test_a_list_outside_a_repository_is_told_so(
    small: PaperList, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(small.root.parent))
    code, _, err = run(capsys, small, "diff", "HEAD")
    assert code == 2
    assert "no git repository" in err


def test_a_list_in_a_folder_of_a_repository(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = PaperList(tmp_path / "deep" / "list")
    made.write("seeds/papers.json", to_csl(GPTQ, LENS))
    made.generate()
    git(tmp_path, "init", "--quiet")
    commit(made)
    made.write("seeds/papers.json", to_csl(GPTQ, LENS, TREES))
    (added,) = diff(capsys, made, "HEAD")["added"]
    assert added["title"] == TREES["title"]


def test_a_base_that_was_broken_is_named_with_its_revision(
    listed: PaperList, capsys: pytest.CaptureFixture[str]
) -> None:
    text = listed.text(GPTQ_PAGE)
    listed.write(GPTQ_PAGE, text.replace("year:", "year: 1\nyear:"))
    commit(listed)
    listed.write(GPTQ_PAGE, text)
    code, _, err = run(capsys, listed, "diff", "HEAD")
    assert code == 1
    assert f"HEAD:{GPTQ_PAGE}" in err


@pytest.mark.parametrize("form", ["github", "markdown", "json"])
def test_what_stops_the_work_comes_in_the_form_asked_for(
    listed: PaperList, capsys: pytest.CaptureFixture[str], form: str
) -> None:
    listed.write(GPTQ_PAGE, listed.text(GPTQ_PAGE).replace("year:", "year: 1\nyear:"))
    code, out, _ = run(capsys, listed, "check", "--format", form)
    assert code == 1
    start = {"github": "::error file=docs/papers/", "markdown": "## ", "json": '{"problems"'}
    assert out.startswith(start[form])
    assert "year" in out


def lost(capsys: pytest.CaptureFixture[str], made: PaperList, ref: str = "base") -> list[str]:
    _, out, _ = run(capsys, made, "check", "--against", ref, "--json")
    problems = json.loads(out)["problems"]
    return [f"{p['message']} {p['mend']}" for p in problems if p["rule"] == "lost-address"]


def test_a_lost_address_says_what_it_was_and_the_line_to_add(
    listed: PaperList, capsys: pytest.CaptureFixture[str]
) -> None:
    listed.write("docs/guide/install.md", "---\ntitle: How to install\n---\n")
    listed.write("docs/files/a b.pdf", b"pdf")
    commit(listed)
    listed.path("docs/guide/install.md").unlink()
    listed.path("docs/files/a b.pdf").unlink()
    listed.write("docs/guide/installing.md", "# Installing\n")
    file, page = lost(capsys, listed, "HEAD")
    assert '"guide/install/"' in page and 'it was "How to install"' in page
    assert "docs/redirects, if no page fits better:  guide/install guide/installing" in page
    assert '"files/a b.pdf"' in file and "files/a%20b.pdf " in file
    line = page.rpartition("better:  ")[2]
    listed.write("docs/redirects", f"{line}\nfiles/a%20b.pdf /\n")
    assert lost(capsys, listed, "HEAD") == []


def test_a_paper_that_was_merged_into_another_names_that_one(
    listed: PaperList, capsys: pytest.CaptureFixture[str]
) -> None:
    text = listed.text(GPTQ_PAGE)
    listed.path(GPTQ_PAGE).unlink()
    listed.lose_memory()  # nothing remembers where the page was
    listed.write("seeds/papers.json", to_csl(LENS, TREES))
    listed.write("docs/papers/three-bits.md", text)
    [message] = lost(capsys, listed)
    old = "papers/gptq-accurate-quantization"
    assert f"Add to docs/redirects:  {old} papers/three-bits" in message


def test_a_redirect_that_is_taken_out_is_a_lost_address(
    listed: PaperList, capsys: pytest.CaptureFixture[str]
) -> None:
    listed.write("docs/redirects", "papers/old papers/lens-every-image\n")
    listed.generate()
    commit(listed)
    listed.write("docs/redirects", "# nothing\n")
    [message] = lost(capsys, listed, "HEAD")
    assert '"papers/old/" was published at HEAD' in message


def test_what_was_never_published_is_not_lost(
    listed: PaperList, capsys: pytest.CaptureFixture[str]
) -> None:
    listed.write("mkdocs.yml", listed.text("mkdocs.yml") + "exclude_docs: |\n  /drafts/\n")
    listed.write("docs/drafts/a.md", "# A\n")
    commit(listed)
    listed.path("docs/drafts/a.md").unlink()
    assert lost(capsys, listed, "HEAD") == []
    listed.write("docs/b.md", "# B\n")
    commit(listed)
    listed.change("mkdocs.yml", "/drafts/", "/b.md")  # to hide a page is to lose it
    assert len(lost(capsys, listed, "HEAD")) == 1


def test_nothing_of_the_repository_is_run(
    listed: PaperList, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    trap = f"touch {tmp_path / 'sprung'}; cat"
    for name in ("core.fsmonitor", "filter.x.smudge", "filter.x.process", "core.pager"):
        git(listed.root, "config", name, trap)
    git(listed.root, "config", "tar.tar.command", trap)
    listed.write(".git/info/attributes", "* filter=x\n")
    for hook in ("post-checkout", "post-index-change", "reference-transaction"):
        listed.write(f".git/hooks/{hook}", f"#!/bin/sh\n{trap}\n")
        listed.path(f".git/hooks/{hook}").chmod(0o755)
    assert run(capsys, listed, "diff", "base")[0] == 0
    assert run(capsys, listed, "check", "--against", "HEAD")[0] == 0
    assert not (tmp_path / "sprung").exists()


def test_a_shallow_clone_is_told_how_to_get_more(
    listed: PaperList, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    commit(listed)
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "--quiet", "--depth=1", f"file://{listed.root}", str(clone))
    code, _, err = run(capsys, PaperList(clone), "diff", "HEAD~1")
    assert code == 2
    assert "git fetch --unshallow" in err and "fetch-depth: 0" in err


@pytest.mark.parametrize("ref", ["main", "base", "HEAD", "HEAD~1", "refs/heads/main", "@"])
def test_every_name_of_a_revision_serves(
    listed: PaperList, capsys: pytest.CaptureFixture[str], ref: str
) -> None:
    commit(listed)
    assert run(capsys, listed, "check", "--against", ref)[0] == 0
    short = git(listed.root, "rev-parse", "--short", "HEAD").strip()
    assert run(capsys, listed, "diff", short)[0] == 0


def test_a_misspelt_branch_is_offered(
    listed: PaperList, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = run(capsys, listed, "diff", "mian", "--format", "json")
    assert code == 2
    [problem] = json.loads(out)["problems"]
    assert problem["mend"] == 'Did you mean "main"?'


def test_a_list_that_was_not_there_yet_is_all_new(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "commit", "--quiet", "--allow-empty", "--message", "x")
    made = PaperList(tmp_path / "list")
    made.write("seeds/papers.json", to_csl(GPTQ, LENS))
    assert len(diff(capsys, made, "HEAD")["added"]) == 2
    assert run(capsys, made, "check", "--against", "HEAD")[0] == 0


def test_annotations_name_files_from_the_top_of_the_repository(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    git(tmp_path, "init", "--quiet")
    made = PaperList(tmp_path / "deep" / "list")
    made.write("seeds/odd.txt", "qwerty\n")
    _, out, _ = run(capsys, made, "check", "--format", "github")
    assert "file=deep/list/seeds/odd.txt,line=1" in out
    made.write("docs/papers/x.md", "---\na: [\n---\n")
    _, out, _ = run(capsys, made, "check", "--format", "github")
    assert out.startswith("::error file=deep/list/docs/papers/x.md,line=")


def test_a_page_that_is_a_link_is_read_as_what_it_leads_to(
    listed: PaperList, capsys: pytest.CaptureFixture[str]
) -> None:
    listed.write("docs/other/own.md", "---\ntitle: My own paper\n---\n")
    listed.path("docs/papers/own.md").symlink_to("../other/own.md")
    listed.write("docs/evil.md", "x")
    listed.path("docs/papers/evil.md").symlink_to("/etc/hostname")
    git(listed.root, "add", "--all")
    git(listed.root, "commit", "--quiet", "--message", "x")
    listed.path("docs/papers/evil.md").unlink()
    listed.path("docs/papers/own.md").unlink()
    assert [paper["slug"] for paper in diff(capsys, listed, "HEAD")["removed"]] == ["own"]


def test_check_and_diff_touch_no_folder_of_the_list(
    listed: PaperList, capsys: pytest.CaptureFixture[str]
) -> None:
    """Not even for a moment, as who watches the folder would notice."""
    listed.write("seeds/new.json", to_csl(BITS))
    folders = [f for f in (listed.root, *listed.root.rglob("*")) if f.is_dir()]
    folders = [f for f in folders if not {".cache", ".git"} & set(f.parts)]
    before = {folder: folder.stat().st_mtime_ns for folder in folders}
    for arguments in (["check"], ["check", "--against", "base"], ["diff", "base"]):
        run(capsys, listed, *arguments)
    assert {folder: folder.stat().st_mtime_ns for folder in folders} == before


def test_the_next_check_knows_what_the_last_found_out(
    listed: PaperList, capsys: pytest.CaptureFixture[str]
) -> None:
    listed.write("seeds/new.json", to_csl(BITS))
    known = listed.path(".cache/shelflist/readings.json")
    before = known.read_bytes()
    first = run(capsys, listed, "check")
    assert known.read_bytes() != before
    assert run(capsys, listed, "check") == first


def test_parts_of_lists_come_and_go_without_an_address(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parts, "MOST_BYTES", 150)
    made = start(new_list(tmp_path, GPTQ, LENS, TREES))
    assert made.path("docs/years").is_dir()
    monkeypatch.undo()
    made.generate()
    assert not made.path("docs/years").exists()
    assert run(capsys, made, "check", "--against", "base")[0] == 0
