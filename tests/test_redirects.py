"""Old addresses lead to new ones."""

from __future__ import annotations

import json
import re
import subprocess
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lists import GPTQ, LENS, READING_LIST, ROOT, TOPICS, TREES, Item, PaperList, new_list, to_csl
from shelflist.build import Caches, make_plan
from shelflist.cli import main
from shelflist.problems import Problem, Severity, ShelflistError
from shelflist.redirects.lines import parse_redirects, to_stem, to_word
from shelflist.redirects.pages import render_redirects
from shelflist.redirects.plan import RedirectPlan, plan_redirects
from shelflist.redirects.table import (
    Redirects,
    flatten,
    published_addresses,
    to_published,
    to_table,
)

GPTQ_STEM, LENS_STEM = "papers/gptq-accurate-quantization", "papers/lens-every-image"
PAGES = ("index.md", "papers/a.md", "papers/b.md", "topics/index.md", "references/list.bib")


def plan(
    text: str, moved: dict[str, str] | None = None, pages: tuple[str, ...] = PAGES
) -> RedirectPlan:
    return plan_redirects(text, "docs", to_published(pages), moved or {}, "https://x.org/list/")


def rules(problems: tuple[Problem, ...] | list[Problem]) -> list[tuple[str, int]]:
    return [(problem.rule, problem.location.line) for problem in problems]


@pytest.mark.parametrize(
    "address",
    [
        "papers/x/",
        "papers/x",
        "/papers/x",
        "/papers/x/",
        "papers/x.md",
        "papers/x.html",
        "/papers/x.html",
        "papers/x/index.html",
        "papers/x/index.md",
        "papers/x/README.md",
        "papers/%78",
        "https://x.org/list/papers/x/",
    ],
)
def test_a_page_is_named_as_a_person_would_type_it(address: str) -> None:
    assert to_stem(address, "https://x.org/list/") == "papers/x"


@pytest.mark.parametrize(
    ("address", "stem"), [("/", ""), ("index.html", ""), ("topics/", "topics")]
)
def test_an_index_is_named_by_its_folder(address: str, stem: str) -> None:
    assert to_stem(address) == stem


@pytest.mark.parametrize(
    "address",
    [
        "../papers/x",
        "papers/../../x",
        "papers/%2e%2e/x",
        "//evil.org/x",
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "mailto:a@b.c",
        "papers\\x",
        "\\\\host\\x",
        "papers/%5Cx",
        "papers/\x07x",
        "papers/x\u202e",
        "papers/%00",
        "papers/x?y",
        "papers//x",
        "papers/.hidden",
        ".git/config",
        'papers/"x',
        "papers/<x>",
        "papers/x.html/index",
        "papers/" + "x" * 201,
        "x/" * 500,
    ],
)
def test_what_is_no_address_of_the_site_is_refused(address: str) -> None:
    _, as_old = parse_redirects(f"{address} papers/a\n", "docs/redirects")
    _, as_new = parse_redirects(f"papers/old {address}\n", "docs/redirects")
    assert rules(as_old) == rules(as_new) == [("redirect-address", 1)]
    assert all(problem.location.file == "docs/redirects" for problem in as_old)


def test_every_problem_of_the_file_is_said_at_once() -> None:
    text = (
        "# a comment\n\npapers/one\nx y z\n../x papers/a\npapers/old papers/a # why\n"
        "papers/old.html papers/b\n<<<<<<< ours\npapers/p#q papers/a\nhttps://e.org/ papers/a\n"
    )
    _, problems = parse_redirects(text, "docs/redirects")
    assert sorted(rules(problems), key=lambda each: each[1]) == [
        ("redirect-line", 3),
        ("redirect-line", 4),
        ("redirect-address", 5),
        ("redirect-twice", 7),
        ("conflict-marker", 8),
        ("redirect-address", 9),
        ("redirect-address", 10),
    ]
    assert all(problem.mend for problem in problems)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_lines_may_end_in_any_way(end: str) -> None:
    text = (
        f"\ufeff# old and new{end}{end}\tpapers/old \t papers/a  # moved{end}papers/o2 /papers/b.md"
    )
    redirects, problems = parse_redirects(text, "docs/redirects")
    assert problems == []
    assert [(r.old, str(r.new), r.line) for r in redirects] == [
        ("papers/old", "papers/a", 3),
        ("papers/o2", "papers/b", 4),
    ]


@pytest.mark.parametrize(
    ("text", "rule", "line", "quoted"),
    [
        ("\npapers/a papers/b\n", "redirect-shadows", 2, "docs/papers/a.md"),
        ("papers/A papers/b\n", "redirect-shadows", 1, "docs/papers/a.md"),
        ("/ papers/b\n", "redirect-shadows", 1, "docs/index.md"),
        ("references/list.bib papers/b\n", "redirect-shadows", 1, "docs/references/list.bib"),
        ("x papers/aa\n", "redirect-target", 1, '"papers/aa"'),
        ("x x\n", "redirect-loop", 1, "x → x"),
        ("w x\nx y\ny z\nz x\n", "redirect-loop", 2, "x → y → z → x"),
    ],
)
def test_what_cannot_hold_is_an_error(text: str, rule: str, line: int, quoted: str) -> None:
    planned = plan(text)
    assert rules(planned.problems) == [(rule, line)]
    assert planned.problems[0].severity is Severity.ERROR
    assert quoted in planned.problems[0].message


def test_the_nearest_page_is_offered() -> None:
    assert 'Did you mean "papers/a"?' in plan("x papers/aa\n").problems[0].mend


def test_a_target_may_be_anything_that_exists() -> None:
    text = "1 papers/a.md#part\n2 /topics/\n3 /\n4 references/list.bib\n"
    text += "5 https://e.org/p?q=1&r#s\n6 1\n"
    planned = plan(text)
    assert planned.problems == ()
    assert {old: str(end) for old, end in planned.ends.items()} == {
        "1": "papers/a#part",
        "2": "topics",
        "3": "/",
        "4": "references/list.bib",
        "5": "https://e.org/p?q=1&r#s",
        "6": "papers/a#part",
    }


def test_a_moved_page_adds_one_line_and_keeps_the_rest() -> None:
    text = "\ufeff# ours\r\n\r\nz papers/a\r\npapers/q papers/a # automatic"
    first = plan(text, {"papers/old.md": "papers/b.md", "papers/r.md": "papers/q.md"})
    assert first.text == (
        "\ufeff# ours\r\n\r\nz papers/a\r\npapers/old papers/b # automatic\r\n"
        "papers/q papers/a # automatic\r\npapers/r papers/q # automatic\r\n"
    )
    again = plan(first.text, {"papers/old.md": "papers/b.md"})
    assert again.text == first.text
    assert plan(first.text).text == first.text
    assert str(first.ends["papers/r"]) == "papers/a"


def test_the_generators_line_goes_when_its_page_comes_back() -> None:
    text = "papers/a papers/b # automatic\n# kept\npapers/old papers/b\n"
    planned = plan(text)
    assert planned.text == "# kept\npapers/old papers/b\n"
    assert planned.problems == ()


def test_a_page_renamed_there_and_back_leaves_no_loop() -> None:
    there = plan("", {"papers/old.md": "papers/a.md"})
    pages = ("index.md", "papers/old.md")
    back = plan(there.text, {"papers/a.md": "papers/old.md"}, pages)
    assert back.problems == ()
    assert {old: end.path for old, end in back.ends.items()} == {"papers/a": "papers/old"}


def test_a_page_moved_twice_leads_to_the_last() -> None:
    text = plan("", {"papers/one.md": "papers/two.md"}, ("papers/two.md",)).text
    planned = plan(text, {"papers/two.md": "papers/a.md"})
    assert {old: end.path for old, end in planned.ends.items()} == {
        "papers/one": "papers/a",
        "papers/two": "papers/a",
    }


def test_what_a_person_wrote_of_an_address_stands() -> None:
    text = "papers/old papers/a\n"
    planned = plan(text, {"papers/old.md": "papers/b.md"})
    assert planned.text == text
    both = plan(f"papers/old papers/b # automatic\n{text}")
    assert both.text == text


def test_a_line_of_the_generator_never_stops_the_work() -> None:
    merged = "x papers/gone # automatic\ny z # automatic\nz y # automatic\n"
    planned = plan(merged)
    assert {problem.severity for problem in planned.problems} == {Severity.WARNING}
    assert rules(planned.problems) == [("redirect-loop", 2), ("redirect-target", 1)]
    assert planned.ends == {}
    assert planned.text == merged


stems = st.sampled_from(["a", "b", "c", "d", "e", "f"])
tables = st.lists(st.tuples(stems, stems, st.booleans()), max_size=12)


def to_text(rows: list[tuple[str, str, bool]]) -> str:
    return "".join(f"{old} {new}{' # automatic' if ours else ''}\n" for old, new, ours in rows)


@settings(max_examples=150, deadline=None)
@given(tables)
def test_chains_end_and_no_loop_survives(rows: list[tuple[str, str, bool]]) -> None:
    table = to_table(parse_redirects(to_text(rows), "f")[0])
    ends, loops = flatten(table)
    assert all(end.path not in table for end in ends.values())
    in_loops = {stem for loop in loops for stem in loop}
    assert not in_loops & ends.keys()
    for loop in loops:
        turned = [*loop[1:], loop[0]]
        assert [table[stem].new.path for stem in loop] == turned
    for stem in table.keys() - ends.keys():  # what has no end runs into a loop
        here = stem
        for _ in table:
            here = table[here].new.path
        assert here in in_loops


@settings(max_examples=150, deadline=None)
@given(
    tables,
    st.dictionaries(stems, stems, max_size=3),
    st.sets(stems),
    st.sampled_from(["", "# note\n", "\n"]),
)
def test_bringing_up_to_date_twice_is_once(
    rows: list[tuple[str, str, bool]], moves: dict[str, str], live: set[str], note: str
) -> None:
    pages = tuple(f"{stem}.md" for stem in live)
    moved = {f"{old}.md": f"{new}.md" for old, new in moves.items()}
    text = note + to_text(rows)
    once = plan(text, moved, pages)
    twice = plan(once.text, moved, pages)
    assert (twice.text, twice.ends) == (once.text, once.ends)
    assert {problem.rule for problem in twice.problems} == {p.rule for p in once.problems}
    own = [line for line in text.splitlines() if not line.endswith("# automatic")]
    kept = [line for line in once.text.splitlines() if not line.endswith("# automatic")]
    assert [line for line in kept if line in own] == own
    assert not once.ends.keys() & live
    assert all(end.path in live for end in once.ends.values())


@given(st.text(max_size=40))
def test_any_word_is_an_address_or_refused(word: str) -> None:
    try:
        stem = to_stem(word)
    except ValueError:
        return
    assert not stem.startswith("/")
    assert ".." not in stem.split("/")
    assert ":" not in stem
    assert "\\" not in stem


@given(st.from_regex(r"[a-z0-9 %é.-]{1,12}(/[a-z0-9 %é-]{1,8}){0,2}", fullmatch=True))
def test_a_stem_written_is_the_stem_read(text: str) -> None:
    try:
        stem = to_stem(to_word(text))
    except ValueError:
        return
    assert to_stem(to_word(stem)) == stem


def test_others_can_ask_what_is_published_and_where_an_address_leads() -> None:
    text = "papers/old papers/older\npapers/older /papers/a#x\nfar https://e.org\n"
    text += "papers/lost papers/nowhere\nbib references/list.bib\n"
    names = [*PAGES, "redirects", "papers/old/README.md", "papers/old.html", "demo/index.html"]
    assert published_addresses([*names, ".hidden/x.md"], text) == {
        "",
        "papers/a/",
        "papers/b/",
        "topics/",
        "references/list.bib",
        "demo/",
        "papers/old/",
        "papers/older/",
        "far/",
        "bib/",
    }
    redirects = Redirects(text)
    assert redirects.resolve("papers/old.html") == "papers/a/#x"
    assert redirects.resolve("/far/") == "https://e.org"
    assert redirects.resolve("bib/", to_published(names)) == "references/list.bib"
    assert redirects.resolve("papers/a/") is None
    assert redirects.resolve("../x") is None


def stop(made: PaperList) -> list[str]:
    """Generate, which must refuse and write nothing; give the rules that it names."""
    before = made.tree()
    with pytest.raises(ShelflistError) as refused:
        made.generate()
    assert made.tree() == before
    return sorted(problem.rule for problem in refused.value.problems)


def test_nothing_is_written_while_a_line_is_wrong(small: PaperList) -> None:
    small.write("docs/redirects", "one\nx ../y\n")
    assert stop(small) == ["redirect-address", "redirect-line"]
    small.write("docs/redirects", "")
    small.generate()
    small.write("docs/redirects", f"x papers/nowhere\ny z\nz y\n{LENS_STEM} {GPTQ_STEM}\n")
    assert stop(small) == ["redirect-loop", "redirect-shadows", "redirect-target"]


def test_the_command_names_the_line_and_the_mend(
    small: PaperList, capfd: pytest.CaptureFixture[str]
) -> None:
    small.write("docs/redirects", "\npapers/old papers/lens-every-imag\n")
    assert main(["-C", str(small.root), "generate"]) == 1
    shown = capfd.readouterr().err
    assert "docs/redirects:2:" in shown
    assert '"papers/lens-every-imag"' in shown
    assert f'Did you mean "{LENS_STEM}"?' in shown
    assert main(["-C", str(small.root), "check"]) == 1
    assert "redirect-target" in capfd.readouterr().out


def test_pages_come_and_go_with_their_line(small: PaperList) -> None:
    small.generate()
    before = small.tree()
    small.write("docs/redirects", f"papers/old {LENS_STEM}\nfar https://e.org/\n")
    assert small.generate().files_written == 0
    times = small.times()
    assert small.generate().files_written == 0
    assert small.times() == times
    small.write("docs/papers/mine.html", "<p>a person's</p>")
    small.write("docs/papers/notes/README.md", "# A person's\n")
    small.write("docs/redirects", "")
    small.generate()
    after = small.tree()
    assert after.keys() - before.keys() == {
        "docs/redirects",
        "docs/papers/mine.html",
        "docs/papers/notes/README.md",
    }


def test_pages_that_an_earlier_version_wrote_go(small: PaperList) -> None:
    small.generate()
    small.write("docs/redirects", f"papers/old {LENS_STEM}\n")
    mark = "Written by shelflist from docs/redirects: change that file instead."
    small.write("docs/papers/old/README.md", f"---\n# {mark}\ntitle: Moved\n---\n")
    small.write("docs/papers/old.html", f"<!doctype html>\n<!-- {mark} -->\n")
    assert small.generate().files_written == 2
    assert not small.path("docs/papers/old").exists()
    assert not small.path("docs/papers/old.html").exists()


def test_a_persons_file_is_never_written_over(small: PaperList) -> None:
    small.generate()
    small.write("docs/papers/old/README.md", "# A person's\n")
    small.write("docs/redirects", f"papers/old {LENS_STEM}\n")
    assert stop(small) == ["redirect-shadows"]


def test_a_link_out_of_the_list_is_not_followed(tmp_path: Path) -> None:
    made = new_list(tmp_path / "list", GPTQ, LENS)
    made.generate()
    (tmp_path / "far").write_text("x y\n")
    made.path("docs/redirects").symlink_to(tmp_path / "far")
    assert set(stop(made)) == {"link-out"}


def test_a_renamed_paper_leaves_its_address_behind(small: PaperList) -> None:
    small.generate()
    small.path(f"docs/{LENS_STEM}.md").rename(small.path("docs/papers/lens.md"))
    small.generate()
    assert small.text("docs/redirects").endswith(f"\n{LENS_STEM} papers/lens # automatic\n")
    assert set(small.papers()) == {"gptq-accurate-quantization", "lens", "pruning-trees-winter"}
    assert small.generate().files_written == 0
    small.path("docs/papers/lens.md").rename(small.path(f"docs/{LENS_STEM}.md"))
    small.generate()
    assert small.text("docs/redirects").endswith(f"\npapers/lens {LENS_STEM} # automatic\n")


def test_two_branches_that_rename_pages_merge(small: PaperList) -> None:
    """The file is merged line by line (`merge=union`): both sides' lines are there."""
    small.generate()
    small.write("docs/redirects", "old papers/lens # automatic\n")
    for old, new in (("lens-every-image", "lens"), ("pruning-trees-winter", "trees")):
        small.path(f"docs/papers/{old}.md").rename(small.path(f"docs/papers/{new}.md"))
    small.generate()
    lines = small.text("docs/redirects").splitlines()
    shuffled = [*reversed(lines), *lines]
    small.write("docs/redirects", "\n".join(shuffled) + "\n")
    assert not any(p.severity is Severity.ERROR for p in small.generate().problems)
    assert sorted(small.text("docs/redirects").splitlines()) == sorted(lines)


def test_git_merges_what_two_branches_renamed(small: PaperList) -> None:
    def git(*words: str) -> str:
        command = ["git", "-c", "user.name=T", "-c", "user.email=t@example.org", *words]
        done = subprocess.run(command, cwd=small.root, capture_output=True, text=True, check=True)
        return done.stdout

    def rename(branch: str, old: str, new: str) -> None:
        git("checkout", "-q", "-b", branch, "main")
        small.path(f"docs/papers/{old}.md").rename(small.path(f"docs/papers/{new}.md"))
        small.generate()
        git("add", "-A")
        git("commit", "-qm", branch)

    small.write(".gitattributes", (ROOT / ".gitattributes").read_bytes())
    small.write(".gitignore", ".cache/\n")
    small.write("docs/redirects", f"# ours\npapers/first {GPTQ_STEM}\n")
    git("init", "-q", "-b", "main")
    small.generate()
    git("add", "-A")
    git("commit", "-qm", "start")
    rename("one", "lens-every-image", "lens")
    rename("two", "pruning-trees-winter", "trees")
    merge = ["git", "-c", "user.name=T", "-c", "user.email=t@example.org", "merge", "-q", "one"]
    subprocess.run(merge, cwd=small.root, capture_output=True, check=False)
    assert "docs/redirects" not in git("diff", "--name-only", "--diff-filter=U")
    assert sorted(small.text("docs/redirects").splitlines()) == [
        "# ours",
        f"papers/first {GPTQ_STEM}",
        f"{LENS_STEM} papers/lens # automatic",
        "papers/pruning-trees-winter papers/trees # automatic",
    ]


def test_a_deleted_paper_leads_nowhere_until_a_person_says_so(small: PaperList) -> None:
    small.generate()
    small.path(f"docs/{LENS_STEM}.md").unlink()
    small.generate()
    assert "papers/" not in small.text("docs/redirects")


def add_paper(made: PaperList, *items: Item) -> None:
    made.write("seeds/papers.json", to_csl(GPTQ, LENS, TREES, *items))


def test_a_topic_that_goes_leads_to_the_one_above(small: PaperList) -> None:
    child = "  - id: {}\n    name: Pruning\n    description: Cut.\n    parent: compression\n"
    child += "    rules:\n      - {{words: [wood]}}\n"
    small.write("seeds/topics.yml", TOPICS + child.format("pruning"))
    small.generate()
    small.write("seeds/topics.yml", TOPICS + child.format("cutting"))
    small.generate()
    assert "topics/pruning topics/cutting # automatic\n" in small.text("docs/redirects")
    small.write("seeds/topics.yml", TOPICS)
    small.generate()
    assert "topics/cutting topics/compression # automatic\n" in small.text("docs/redirects")
    small.write("seeds/topics.yml", TOPICS.partition("  - id: vision")[0])
    small.generate()
    assert "topics/vision topics # automatic\n" in small.text("docs/redirects")


def test_a_seed_that_goes_leads_to_the_references(small: PaperList) -> None:
    small.write("seeds/more.json", to_csl(GPTQ))
    small.generate()
    small.path("seeds/more.json").unlink()
    small.generate()
    assert "references/more references # automatic\n" in small.text("docs/redirects")


def test_merged_pages_stay_one_also_without_memory(small: PaperList) -> None:
    small.generate()
    small.path(f"docs/{LENS_STEM}.md").unlink()
    small.write("docs/redirects", f"{LENS_STEM} {GPTQ_STEM}\n")
    small.generate()
    papers = small.papers()
    assert "lens-every-image" not in papers
    small.lose_memory()
    account = small.generate()
    assert small.papers().keys() == papers.keys()
    assert ("redirected-paper", 1) in rules(account.problems)
    assert f"](../{GPTQ_STEM}.md)" in small.text("docs/references/papers.md")
    again = small.generate()
    assert small.papers().keys() == papers.keys()
    assert "redirected-paper" not in {problem.rule for problem in again.problems}


def test_a_new_paper_does_not_take_an_address_that_redirects(small: PaperList) -> None:
    small.generate()
    small.write("docs/redirects", f"papers/bridge-too-far {LENS_STEM}\n")
    new: Item = {"id": "b", "type": "article", "title": "A Bridge Too Far", "DOI": "10.1000/b"}
    add_paper(small, new | {"abstract": "It is about a river and how to get over it."})
    small.generate()
    (slug,) = small.papers().keys() - {
        "gptq-accurate-quantization",
        "lens-every-image",
        "pruning-trees-winter",
    }
    assert slug.startswith("bridge-too-far-")


class Page(HTMLParser):
    """Where a page leads."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.refresh = self.canonical = self.link = self.language = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "html":
            self.language = values["lang"]
        elif values.get("http-equiv") == "refresh":
            self.refresh = values["content"].removeprefix("0; url=")
        elif values.get("rel") == "canonical":
            self.canonical = values["href"]
        elif tag == "a":
            self.link = values["href"]


def dress(made: PaperList) -> PaperList:
    """Give a small list the settings of the real one."""
    made.write("mkdocs.yml", (READING_LIST / "mkdocs.yml").read_bytes())
    return made


OLD = f"papers/old {LENS_STEM}#related\nold/deep/one papers/old\nlist papers/\nfar https://e.org/?a=<b>&c\n"
OLD = OLD.replace("<b>", "%3Cb%3E")


@pytest.mark.parametrize("is_directory_urls", [True, False])
def test_the_pages_at_old_addresses_lead_on(is_directory_urls: bool) -> None:
    names = [f"{LENS_STEM}.md", "papers/index.md", "index.md", "list.csv"]
    text = f"{OLD}start /\ntable list.csv\n"
    base = "https://example.org/list/"
    form = "/" if is_directory_urls else ".html"
    pages = render_redirects(text, names, base, is_directory_urls=is_directory_urls)
    assert pages.keys() == {
        f"{old}{end}"
        for old in ("papers/old", "old/deep/one", "list", "far", "start", "table")
        for end in (".html", "/index.html")
    }
    found = {name: Page(html) for name, html in pages.items()}
    assert all(page.refresh == page.link and page.language == "en" for page in found.values())
    index = "" if is_directory_urls else "index.html"
    links = {
        "papers/old/index.html": f"../lens-every-image{form}#related",
        "papers/old.html": f"lens-every-image{form}#related",
        "old/deep/one/index.html": f"../../../{LENS_STEM}{form}#related",
        "list/index.html": f"../papers/{index}",
        "list.html": f"papers/{index}",
        "start/index.html": f"../{index}",
        "start.html": index or "./",
        "table.html": "list.csv",
        "far.html": "https://e.org/?a=%3Cb%3E&c",
    }
    assert {name: found[name].link for name in links} == links
    assert found["papers/old.html"].canonical == f"{base}{LENS_STEM}{form}"
    assert found["far.html"].canonical == links["far.html"]
    homeless = render_redirects(f"x {LENS_STEM}\n", names)
    assert Page(homeless["x/index.html"]).canonical == f"../{LENS_STEM}/"


@pytest.mark.site
def test_the_site_leads_on_in_both_forms(
    small: PaperList, capfd: pytest.CaptureFixture[str]
) -> None:
    dress(small).write("docs/redirects", OLD)
    assert main(["-C", str(small.root), "build"]) == 0
    assert main(["-C", str(small.root), "build", "--offline"]) == 0
    assert capfd.readouterr().err == ""
    base = "https://shelflist.github.io/shelflist/"
    for folder, page in (("site", f"{LENS_STEM}/"), ("site-offline", f"{LENS_STEM}.html")):
        site = small.path(folder)
        found = Page((site / "papers/old/index.html").read_text(encoding="utf-8"))
        assert found.refresh == found.link == f"../{page.removeprefix('papers/')}#related"
        assert found.canonical == f"{base}{page}"
        assert found.language == "en"
        deep = Page((site / "old/deep/one/index.html").read_text(encoding="utf-8"))
        assert deep.refresh == f"../../../{page}#related"
        beside = Page((site / "papers/old.html").read_text(encoding="utf-8"))
        assert beside.refresh == beside.link == f"{page.removeprefix('papers/')}#related"
        for name in ("far/index.html", "far.html"):
            far = Page((site / name).read_text(encoding="utf-8"))
            assert far.refresh == far.link == far.canonical == "https://e.org/?a=%3Cb%3E&c"
        listed = Page((site / "list.html").read_text(encoding="utf-8"))
        assert listed.refresh == ("papers/" if folder == "site" else "papers/index.html")
        assert not (site / "redirects").exists()
        known = (site / "sitemap.xml").read_text(encoding="utf-8")
        known += (site / "search/index.js").read_text(encoding="utf-8")
        assert "old" not in known
        assert "far" not in known


@pytest.mark.site
def test_without_an_address_of_its_own_the_site_leads_on_too(small: PaperList) -> None:
    settings_text = dress(small).text("mkdocs.yml")
    small.write(
        "mkdocs.yml", re.sub(r"^(?:site_url|repo_url|edit_uri):.*\n", "", settings_text, flags=re.M)
    )
    small.write("docs/redirects", OLD)
    assert main(["-C", str(small.root), "build"]) == 0
    found = Page((small.root / "site/papers/old/index.html").read_text(encoding="utf-8"))
    assert found.canonical == "../lens-every-image/"
    text = (small.root / "site/topics/vision/index.html").read_text(encoding="utf-8")
    assert "Made from seeds/topics.yml" in text
    assert "github.com/shelflist" not in text
    assert "sl-edit" not in (small.root / "site" / LENS_STEM / "index.html").read_text()


HOSTS = [
    ("https://github.com/o/r", "edit/main/docs/", "https://github.com/o/r/blob/main/"),
    ("https://gitlab.com/g/o/r/", "-/edit/main/docs/", "https://gitlab.com/g/o/r/-/blob/main/"),
    ("https://git.example.org/o/r", "_edit/main/docs/", ""),
]


@pytest.mark.site
@pytest.mark.parametrize(("repository", "edit_uri", "view"), HOSTS)
def test_the_pencil_leads_to_what_a_person_should_edit(
    small: PaperList, repository: str, edit_uri: str, view: str
) -> None:
    text = dress(small).text("mkdocs.yml")
    text = re.sub(r"repo_url:.*", f"repo_url: {repository}", text)
    small.write("mkdocs.yml", re.sub(r"edit_uri:.*", f"edit_uri: {edit_uri}", text))
    small.write("seeds/seeds.yml", "papers.json:\n  title: Three papers\n")
    small.write("seeds/my notes.json", to_csl(GPTQ))
    assert main(["-C", str(small.root), "build"]) == 0
    base = f"{repository.rstrip('/')}/{edit_uri.removesuffix('docs/')}"

    def links(page: str) -> dict[str, str]:
        html = small.text(f"site/{page}/index.html").partition('class="sl-edit"')[2]
        shown = html.partition("</p>")[0]
        found = re.findall(r'<a href="([^"]*)">(?:<svg.*?</svg>)?([^<]*)</a>', shown)
        return {label: href for href, label in found}

    def seen(expected: dict[str, str]) -> dict[str, str]:
        return {label: link for label, link in expected.items() if view or base in link}

    topics = {
        "Edit topics.yml": f"{base}seeds/topics.yml",
        "View topics.yml": f"{view}seeds/topics.yml?plain=1",
    }
    assert links("topics") == links("topics/vision") == seen(topics)
    assert links("references/papers") == seen(
        {
            "Edit seeds.yml": f"{base}seeds/seeds.yml",
            "View papers.json": f"{view}seeds/papers.json?plain=1",
            "View seeds.yml": f"{view}seeds/seeds.yml?plain=1",
        }
    )
    notes = {"View my notes.json": f"{view}seeds/my%20notes.json?plain=1"}
    assert links("references/my-notes") == seen(notes)
    for page in ("authors", "authors/ada-rossi", "authors/names-r", "papers", "references"):
        assert links(page) == {}
        assert "Made from the pages of the papers" in small.text(f"site/{page}/index.html")
    for page in (LENS_STEM, "about"):
        assert links(page)["Edit this page"] == f"{base}docs/{page}.md"
        assert ("View its source" in links(page)) == bool(view)


def test_a_check_says_the_same_as_a_run(small: PaperList) -> None:
    small.generate()
    small.write("docs/redirects", f"a b\nb a\nc {LENS_STEM}\n")
    planned = make_plan(small.root, Caches(small.root), lambda _: None)
    found = [problem for problem in planned.problems if problem.rule.startswith("redirect")]
    assert rules(found) == [("redirect-loop", 1)]
    json.dumps([problem.to_dict() for problem in found])


@pytest.mark.site
def test_what_people_write_into_front_matter_leads_nowhere_else(small: PaperList) -> None:
    dress(small)
    for number, target in enumerate(("javascript:alert(1)", "//evil.org", "")):
        text = f"---\ntitle: x\nredirect: {json.dumps(target)}\n---\n"
        small.write(f"docs/papers/h{number}/README.md", text)
    for number, value in enumerate(("7", "{a: b}", "seeds/../../x", "seeds/.hidden", '"\\"><b>"')):
        small.write(f"docs/m{number}.md", f"---\nmade_from: {value}\n---\n# M\n")
    assert main(["-C", str(small.root), "build"]) == 0
    for page in sorted(small.path("site/papers").glob("h*/index.html")):
        text = page.read_text(encoding="utf-8")
        assert Page(text).refresh == ""
        assert "evil.org" not in text and "javascript:" not in text
    for number in range(5):
        text = small.text(f"site/m{number}/index.html")
        assert "Edit this page" in text
        assert "<b>" not in text
