"""What a person sees at the command line: answers, messages, exit codes."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from lists import (
    FIVE,
    GPTQ,
    GPTQ_PAGE,
    LENS,
    READING_LIST,
    ROOT,
    SEEDS,
    PaperList,
    new_list,
    to_csl,
)
from shelflist.cli import main

Out = pytest.CaptureFixture[str]
GOOD_PAGE = "---\ntitle: Fine\n---\nText.\n"


def page(front: str) -> str:
    return f"---\ntitle: Fine\n{front}\n---\nText.\n"


# name of the file, its content, and what is said of it
BAD_FILES: dict[str, tuple[str, bytes | str, str]] = {
    "seed not UTF-8": ("seeds/bad.txt", b"fine\nnot \xff\xfe fine\n", r"seeds/bad\.txt:2: "),
    "seed binary": ("seeds/bad.txt", b"\x00\x01\x02PNG\x00", r"seeds/bad\.txt(:\d+)?: "),
    "seed in a folder": ("seeds/lib/x.bib", b"fine\nnot \xff fine\n", r"seeds/lib/x\.bib:2: "),
    "topics: broken": (
        "seeds/topics.yml",
        "topics:\n  - id: [x\n",
        r"seeds/topics\.yml:\d+.* YAML",
    ),
    "topics: twice": (
        "seeds/topics.yml",
        "topics:\n  - id: a\n    name: A\n    name: B\n",
        r'seeds/topics\.yml:4: the key "name" stands twice',
    ),
    "topics: tag": ("seeds/topics.yml", "topics: !!python/tuple [a]\n", r"topics\.yml:1: the tag"),
    "topics: not UTF-8": ("seeds/topics.yml", b"topics:\n# \xff\n", r"topics\.yml:2: not UTF-8"),
    "topics: unknown key": (
        "seeds/topics.yml",
        "topics:\n  - id: a\n    nmae: A\n",
        r'seeds/topics\.yml:3: .*"nmae"',
    ),
    "topics: a folder": ("seeds/topics.yml/x", "", r"seeds/topics\.yml: cannot be read"),
    "seeds: broken": ("seeds/seeds.yml", "a: 'b\n", r"seeds/seeds\.yml:\d+.* YAML"),
    "seeds: a list": ("seeds/seeds.yml", "- a\n", r"seeds/seeds\.yml:1: expected a mapping"),
    "seeds: entry a text": ("seeds/seeds.yml", "papers.json: x\n", r"seeds\.yml:1: papers\.json: "),
    "seeds: unknown key": (
        "seeds/seeds.yml",
        "papers.json:\n  titel: x\n",
        r'seeds/seeds\.yml:2: unknown key "titel"',
    ),
    "seeds: twice": (
        "seeds/seeds.yml",
        "papers.json:\n  name: x\npapers.json:\n  name: y\n",
        r'seeds/seeds\.yml:3: the key "papers\.json" stands twice',
    ),
    "seeds: an address that leads out": (
        "seeds/seeds.yml",
        "papers.json:\n  name: ../x\n",
        r'seeds/seeds\.yml:\d: papers\.json: the name "\.\./x" cannot be an address',
    ),
    "seeds: unknown format": (
        "seeds/seeds.yml",
        "papers.json:\n  format: pdf\n",
        r"papers\.json.*: no reader is called 'pdf'",
    ),
    "mkdocs: broken": ("mkdocs.yml", "site_name: [\n", r"mkdocs\.yml:\d+.* YAML"),
    "mkdocs: unknown setting": (
        "mkdocs.yml",
        "extra:\n  shelflist:\n    relatd: 3\n",
        r'mkdocs\.yml:3: unknown setting "relatd"',
    ),
    "mkdocs: not a number": (
        "mkdocs.yml",
        "extra:\n  shelflist:\n    related: many\n",
        r'mkdocs\.yml:3: extra\.shelflist\.related: "many"',
    ),
    "mkdocs: unknown style": (
        "mkdocs.yml",
        "extra:\n  shelflist:\n    citation_style: apaa\n",
        r"mkdocs\.yml(:\d+)?: .*apaa",
    ),
    "mkdocs: docs elsewhere": (
        "mkdocs.yml",
        "docs_dir: ../x\n",
        r'mkdocs\.yml:1: docs_dir: "\.\./x"',
    ),
    "mkdocs: docs elsewhere too": ("mkdocs.yml", "docs_dir: /tmp/x\n", r"mkdocs\.yml:1: docs_dir"),
    "page: broken": ("docs/papers/x.md", page("year: 'x"), r"docs/papers/x\.md:\d+.* YAML"),
    "page: colon": ("docs/papers/x.md", page("venue: A: B"), r"docs/papers/x\.md:3.* YAML"),
    "page: twice": ("docs/papers/x.md", page("title: B"), r'x\.md:3: the key "title" stands twice'),
    "page: tag": ("docs/papers/x.md", page("year: !mine 3"), r"x\.md:3: the tag"),
    "page: object": (
        "docs/papers/x.md",
        page("year: !!python/object/apply:os.getcwd []"),
        r"x\.md:3: the tag",
    ),
    "page: alias": ("docs/papers/x.md", page("a: &a [x]\nb: *a"), r"x\.md:\d: an alias"),
    "page: bomb": (
        "docs/papers/x.md",
        page("a: &a [x,x]\nb: &b [*a,*a]\nc: &c [*b,*b]\nd: [*c,*c]"),
        r"x\.md:\d: an alias",
    ),
    "page: deep": ("docs/papers/x.md", page("a: " + "[" * 300 + "]" * 300), r"x\.md:3: .*deep"),
    "page: a list": ("docs/papers/x.md", "---\n- a\n---\n", r"x\.md:2: expected a mapping"),
    "page: not closed": (
        "docs/papers/x.md",
        "---\ntitle: x\n",
        r"x\.md:1: the front matter is never",
    ),
    "page: conflict": (
        "docs/papers/x.md",
        "---\n<<<<<<< HEAD\ntitle: A\n=======\ntitle: B\n>>>>>>> other\n---\n",
        r"x\.md:2: a merge conflict is not settled",
    ),
    "page: conflict below": (
        "docs/papers/x.md",
        GOOD_PAGE + "<<<<<<< HEAD\nA\n=======\nB\n>>>>>>> other\n",
        r"x\.md:5: a merge conflict is not settled",
    ),
    "page: mark not closed": (
        "docs/papers/x.md",
        GOOD_PAGE + "<!-- shelflist: abstract -->\nText\n",
        r'x\.md:5: the passage "abstract" is never closed',
    ),
    "page: passage twice": (
        "docs/papers/x.md",
        GOOD_PAGE + "<!-- shelflist: a -->\n<!-- /shelflist -->\n" * 2,
        r'x\.md:7: the passage "a" stands twice',
    ),
    "page: not UTF-8": ("docs/papers/x.md", b"---\ntitle: \xe4\n---\n", r"x\.md:2: not UTF-8"),
    "page: a folder": ("docs/papers/x.md/y.txt", "y", r"docs/papers/x\.md: is a folder"),
    "index: broken": ("docs/topics/index.md", page("a: 'x"), r"docs/topics/index\.md:\d+.* YAML"),
    "docs a file": ("docs", "not a folder", r"docs: docs is not a folder"),
    "a folder of docs a file": (
        "docs/papers",
        "not a folder",
        r"docs/papers: papers is not a folder",
    ),
}


@pytest.mark.parametrize(("name", "content", "said"), BAD_FILES.values(), ids=BAD_FILES)
def test_bad_input_is_named_with_its_line_and_nothing_is_written(
    small: PaperList, capsys: Out, name: str, content: bytes | str, said: str
) -> None:
    if name.startswith("seeds/topics.yml"):
        small.path("seeds/topics.yml").unlink()
    small.write(name, content)
    before = small.tree()
    for command in ("generate", "check", "build"):
        assert main(["-C", str(small.root), command]) == 1
        shown = capsys.readouterr()
        lines = shown.err.splitlines()
        at = [number for number, line in enumerate(lines) if re.search(f"(^|/){said}", line)]
        assert at, shown.err
        mend = lines[at[0] + 1]
        assert mend.startswith("    ") and mend.rstrip().endswith((".", "?", ")"))
        assert "Traceback" not in shown.err + shown.out
        assert small.tree() == before


def test_all_that_is_wrong_is_said_at_once(small: PaperList, capsys: Out) -> None:
    files = [
        BAD_FILES[key] for key in ("seed not UTF-8", "topics: broken", "mkdocs: unknown setting")
    ]
    files += [BAD_FILES[key] for key in ("seeds: unknown key", "page: twice")]
    for name, content, _ in files:
        small.write(name, content)
    small.write("docs/papers/y.md", page("a: 'x"))
    assert main(["-C", str(small.root), "generate"]) == 1
    shown = capsys.readouterr().err
    for _, _, said in files:
        assert re.search(said, shown)
    assert "docs/papers/y.md:" in shown
    assert not small.path("docs/index.md").exists()
    assert main(["-C", str(small.root), "generate", "--json"]) == 1
    problems = json.loads(capsys.readouterr().out)["problems"]
    assert len(problems) == 6
    assert {"file", "line", "rule", "message", "mend", "severity"} <= problems[0].keys()


def test_an_empty_seed_is_said_and_harms_nothing(small: PaperList, capsys: Out) -> None:
    small.write("seeds/empty.txt", "")
    code = main(["-C", str(small.root), "generate"])
    assert "seeds/empty.txt" in capsys.readouterr().err
    assert code in (0, 1)


MISUSE: dict[str, tuple[list[str], str]] = {
    "no command": ([], "COMMAND"),
    "unknown command": (["generat"], "generat"),
    "unknown option": (["generate", "--fast"], "--fast"),
    "no file": (["read"], "FILE"),
    "no slug": (["explain"], "SLUG"),
}


@pytest.mark.parametrize(("arguments", "said"), MISUSE.values(), ids=MISUSE)
def test_misuse_is_2(capsys: Out, arguments: list[str], said: str) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2
    assert said in capsys.readouterr().err


def test_an_unknown_form_is_misuse(capsys: Out) -> None:
    assert main(["read", "--format", "pdf", str(SEEDS / FIVE[0])]) == 2
    shown = capsys.readouterr().err
    assert "no reader is called 'pdf'" in shown
    assert "listing" in shown


@pytest.mark.parametrize("command", ["generate", "check", "build", "serve"])
@pytest.mark.parametrize("folder", ["empty", "missing", "file"])
def test_a_folder_without_a_list_is_misuse(
    tmp_path: Path, capsys: Out, command: str, folder: str
) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "file").write_text("x", encoding="utf-8")
    assert main(["-C", str(tmp_path / folder), command]) == 2
    assert "-C" in capsys.readouterr().err
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["empty", "file"]


def test_an_unknown_slug_is_misuse_and_the_nearest_is_offered(
    small: PaperList, capsys: Out
) -> None:
    small.generate()
    assert main(["-C", str(small.root), "explain", "gptq-acurate-quantisation"]) == 2
    assert 'Did you mean "gptq-accurate-quantization"?' in capsys.readouterr().err
    assert main(["-C", str(small.root), "explain", "zzz"]) == 2
    assert "zzz" in capsys.readouterr().err


def test_generate_ends_with_an_account(small: PaperList, capsys: Out) -> None:
    small.write("seeds/again.json", to_csl(GPTQ))
    assert main(["-C", str(small.root), "generate"]) == 0
    shown = capsys.readouterr()
    assert shown.out.startswith("3 papers: 3 new, 0 changed, 0 unchanged; 1 duplicates joined;")
    assert shown.err == ""
    assert main(["-C", str(small.root), "generate", "--json"]) == 0
    account = json.loads(capsys.readouterr().out)
    assert account["papers"] == account["unchanged"] == 3
    assert account["duplicates_joined"] == 1
    assert account["files_written"] == 0
    keys = {"papers", "new", "changed", "unchanged", "duplicates_joined", "unexplained_lines"}
    assert keys <= account.keys()


def test_check_reports_without_writing(small: PaperList, capsys: Out) -> None:
    small.generate()
    small.change(GPTQ_PAGE, "  - compression", "  - compresion")
    before = small.tree()
    assert main(["-C", str(small.root), "check"]) == 1
    shown = capsys.readouterr().out
    assert f'{GPTQ_PAGE}:8: unknown topic "compresion"' in shown
    assert 'Did you mean "compression"?' in shown
    assert small.tree() == before
    assert main(["-C", str(small.root), "check", "--json"]) == 1
    problems = json.loads(capsys.readouterr().out)["problems"]
    [problem, stale] = sorted(problems, key=lambda each: each["severity"])
    assert (problem["line"], problem["rule"]) == (8, "unknown-topic")
    assert (stale["severity"], stale["rule"]) == ("notice", "stale")


def run(*arguments: str, cwd: Path = READING_LIST) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "shelflist.cli", *arguments]
    return subprocess.run(
        command, cwd=cwd, capture_output=True, text=True, check=False, timeout=60, encoding="utf-8"
    )


RECORD_KEYS = {
    *("kind", "line", "end_line", "title", "provisional_title", "authors", "year", "venue"),
    *("arxiv", "doi", "url", "abstract"),
}
RECORDS = {"000": 3, "001": 15 + 12, "002": 75, "003": 11, "004": 67}


def test_read_gives_one_object_a_line_and_nothing_else() -> None:
    files = [f"seeds/{name}" for name in FIVE]
    done = run("read", "--json", *files)
    assert (done.returncode, done.stderr) == (0, "")
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [answer["file"] for answer in answers] == files
    for answer in answers:
        number = Path(answer["file"]).name[:3]
        assert len(answer["records"]) == RECORDS[number]
        assert answer["records"][0].keys() >= RECORD_KEYS
        assert {record["kind"] for record in answer["records"]} <= {
            *("listing", "abstract", "citation", "table-row")
        }
        lines = answer["lines"]
        assert lines["unexplained"] == []
        total = len((READING_LIST / answer["file"]).read_text(encoding="utf-8").splitlines())
        assert sum(n for kind, n in lines.items() if kind != "unexplained") == total
        assert isinstance(answer["problems"], list)


def test_reading_goes_on_after_a_bad_file(tmp_path: Path) -> None:
    (tmp_path / "bad.txt").write_bytes(b"\xff")
    done = run("read", "--json", "bad.txt", "missing.txt", ".", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (1, "")
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [answer["file"] for answer in answers] == ["bad.txt", "missing.txt", "."]
    assert all(answer["problems"] for answer in answers)
    assert all(answer["records"] == answer["refused"] == [] for answer in answers)
    assert list(tmp_path.iterdir()) == [tmp_path / "bad.txt"]


def test_read_for_a_person_shows_a_line_a_record() -> None:
    done = run("read", f"seeds/{FIVE[2]}")
    assert done.returncode == 0
    assert "75 records" in done.stdout
    assert len(done.stdout.splitlines()) == 77
    assert "\x1b" not in done.stdout


def test_control_characters_of_a_seed_do_not_reach_the_terminal(tmp_path: Path) -> None:
    title = "A \x1b[31mred\x1b[0m title \x9b31m and a bell\x07"
    (tmp_path / "x.json").write_text(to_csl(LENS | {"title": title}), encoding="utf-8")
    done = run("read", "x.json", cwd=tmp_path)
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", done.stdout + done.stderr)


def test_a_reader_that_stops_listening_is_no_error() -> None:
    command = f'"{sys.executable}" -m shelflist.cli read seeds/{FIVE[2]} | head -n 1'
    done = subprocess.run(
        ["/bin/sh", "-c", command], cwd=READING_LIST, capture_output=True, text=True, check=False
    )
    assert done.stderr == ""


def test_nothing_but_the_account_in_a_pipe(tmp_path: Path) -> None:
    new_list(tmp_path, GPTQ, LENS)
    done = run("-C", str(tmp_path), "generate", "--json")
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["new"] == 2


def test_explain_says_where_each_fact_came_from(small: PaperList, capsys: Out) -> None:
    small.generate()
    small.change(GPTQ_PAGE, "year: 2022", "year: 1999")
    slug = "gptq-accurate-quantization"
    assert main(["-C", str(small.root), "explain", slug, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    facts = {fact["field"]: fact for fact in told["facts"]}
    assert re.fullmatch(r"seeds/papers\.json:\d+", facts["title"]["from"])
    assert re.fullmatch(r"seeds/papers\.json:\d+", facts["abstract"]["from"])
    assert facts["year"] == {
        "field": "year",
        "value": "1999",
        "from": f"a person, in {GPTQ_PAGE}:6",
    }
    assert [place["kind"] for place in told["places"]] == ["entry"]
    [topic] = told["topics"]
    assert (topic["topic"], topic["by"]) == ("compression", "rule")
    assert "quantization" in topic["reasons"][0].lower()
    assert main(["-C", str(small.root), "explain", f"docs/papers/{slug}.md"]) == 0
    text = capsys.readouterr().out
    assert f"from a person, in {GPTQ_PAGE}:6" in text
    assert "seeds/papers.json:" in text
    assert "quantization" in text.lower()


@pytest.mark.parametrize("command", ["read", "generate", "build", "serve", "explain", "check"])
def test_every_command_has_help_and_stands_in_the_readme(capsys: Out, command: str) -> None:
    with pytest.raises(SystemExit) as stopped:
        main([command, "--help"])
    assert stopped.value.code == 0
    assert len(capsys.readouterr().out) > 100
    texts = [ROOT / "README.md", *(ROOT / "generator/guide/pages").glob("*.md")]
    assert any(f"shelflist {command}" in p.read_text(encoding="utf-8") for p in texts)
