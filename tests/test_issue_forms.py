"""`shelflist apply-issue`: the text of an issue as a page, or as a change of one."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lists import GPTQ, GPTQ_PAGE, LENS, ROOT, PaperList, new_list
from shelflist.cli import main
from shelflist.edits.pagefile import parse_page
from shelflist.issue_forms.boxes import BOXES, parse_issue
from shelflist.site.views.edit import find_repository, to_edit

Out = pytest.CaptureFixture[str]
FORMS = ROOT / ".github/ISSUE_TEMPLATE"
SLUG = "gptq-accurate-quantization"


@pytest.fixture
def small(tmp_path: Path) -> PaperList:
    made = new_list(tmp_path, GPTQ, LENS)
    made.generate()
    return made


def to_issue(boxes: Mapping[str, str]) -> str:
    """Write an issue as GitHub does."""
    return "\n\n".join(f"### {heading}\n\n{text}" for heading, text in boxes.items())


def apply(made: PaperList, boxes: Mapping[str, str] | str, *options: str) -> int:
    text = boxes if isinstance(boxes, str) else to_issue(boxes)
    path = made.root.parent / f"{made.root.name}-issue.md"
    path.write_bytes(text.encode())
    return main(["-C", str(made.root), "apply-issue", str(path), *options])


def fix(**boxes: str) -> dict[str, str]:
    names = {"code": "Address of the code", "arxiv": "arXiv id", "doi": "DOI"}
    return {"Page": SLUG} | {names.get(n, n.capitalize()): text for n, text in boxes.items()}


def read_fields(made: PaperList, page: str = GPTQ_PAGE) -> dict[str, object]:
    """Read the front matter as MkDocs does."""
    front = made.text(page).split("---\n")[1]
    found = yaml.safe_load(front)
    assert isinstance(found, dict)
    return found


# The forms


@pytest.mark.parametrize("form", ["add-paper.yml", "fix-page.yml"])
def test_each_box_of_a_form_is_one_that_is_read(form: str) -> None:
    body = yaml.safe_load((FORMS / form).read_text())["body"]
    boxes = {(b["id"], b["attributes"]["label"]) for b in body if b["type"] != "markdown"}
    without = "slug" if form == "add-paper.yml" else "bibtex"
    assert boxes == {(b.id, b.heading) for b in BOXES.values()} - {
        (b.id, b.heading) for name, b in BOXES.items() if name == without
    }
    # GitHub gives these names in an address a meaning of its own.
    taken = {"title", "body", "labels", "template", "assignees", "milestone", "projects"}
    assert not taken & {name for name, _ in boxes}


# A fix


def test_only_what_differs_is_changed(small: PaperList, capsys: Out) -> None:
    before = small.text(GPTQ_PAGE)
    boxes = fix(title="GPTQ: Accurate Quantization", year="2023", venue="_No response_", doi="")
    assert apply(small, boxes) == 0
    assert small.text(GPTQ_PAGE) == before.replace("year: 2022", "year: 2023")
    out = capsys.readouterr().out
    assert f"changed  {GPTQ_PAGE}" in out and 'year: "2022" → "2023"' in out
    assert f"branch  issue-{SLUG}" in out


def test_a_fix_stays_when_the_generator_runs(small: PaperList) -> None:
    boxes = fix(year="2023", authors="Ada Rossi\nDan Alistarh", abstract="Other words.\n\nTwo.")
    assert apply(small, boxes) == 0
    written = small.text(GPTQ_PAGE)
    small.generate()
    fields = read_fields(small)
    assert fields["year"] == 2023
    assert fields["authors"] == ["Ada Rossi", "Dan Alistarh"]
    assert "Other words.\n\nTwo.\n<!-- /shelflist -->" in small.text(GPTQ_PAGE)
    assert "We quantize" not in written


def test_remove_takes_a_field_out(small: PaperList) -> None:
    assert apply(small, fix(doi="(remove)", abstract="(remove)")) == 0
    small.generate()
    assert "doi" not in read_fields(small)
    assert "We quantize" not in small.text(GPTQ_PAGE)


def test_a_title_ends_the_working_title(small: PaperList) -> None:
    small.change(GPTQ_PAGE, "\nauthors:", "\nprovisional_title: true\nauthors:")
    assert apply(small, fix(title="The true title")) == 0
    assert "provisional_title" not in read_fields(small)


def test_line_ends_order_unknown_sections_and_fences_do_not_matter(
    small: PaperList, capsys: Out
) -> None:
    small.write(GPTQ_PAGE, small.text(GPTQ_PAGE).replace("\n", "\r\n"))
    issue = to_issue({"Year": "2020", "Colour": "red", "Venue": "```\nICML\n```", "Page": SLUG})
    assert apply(small, issue.replace("\n", "\r\n")) == 0
    text = small.text(GPTQ_PAGE)
    assert "year: 2020\r\n" in text and "venue: ICML\r\n" in text
    assert text.count("\n") == text.count("\r\n")
    assert "notice:" in (err := capsys.readouterr().err) and '"Colour"' in err


def test_an_issue_that_changes_nothing_writes_nothing(small: PaperList, capsys: Out) -> None:
    before = small.tree()
    boxes = fix(year="2022", authors="Elias Frantar\nDan Alistarh", topics="compression")
    assert apply(small, boxes, "--json") == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["action"], answer["changes"]) == ("none", [])
    assert small.tree() == before


def test_the_same_doi_in_capitals_is_no_change(small: PaperList) -> None:
    small.change(GPTQ_PAGE, "10.1000/gptq", "10.1000/GPTQ")
    before = small.text(GPTQ_PAGE)
    assert apply(small, fix(doi="https://doi.org/10.1000/Gptq")) == 0
    assert small.text(GPTQ_PAGE) == before


def test_what_was_wrong_before_and_is_left_is_no_problem(small: PaperList) -> None:
    small.change(GPTQ_PAGE, "\nauthors:", "\nurl: see the web\nauthors:")
    assert apply(small, fix(url="see the web", year="2023") | {"Address": "see the web"}) == 0
    assert read_fields(small)["year"] == 2023


def test_topics_go_by_id_or_name(small: PaperList) -> None:
    assert apply(small, fix(topics="- vision\n- Compression")) == 0
    assert read_fields(small)["topics"] == ["vision", "compression"]


REFUSED = {
    "no such page": ({"Page": "gptq-acurate-quantization"}, f'Did you mean "{SLUG}"'),
    "a path": ({"Page": "../../etc/passwd"}, "no page is"),
    "an absolute path": ({"Page": "/etc/passwd"}, "no page is"),
    "a page that is no paper's": ({"Page": "index"}, "no page is"),
    "year": ({"Year": "20233"}, '"20233" is no year'),
    "year in other digits": ({"Year": "２０２３"}, "is no year"),
    "arxiv": ({"arXiv id": "2399.00001"}, "is no arXiv id"),
    "doi": ({"DOI": "11.5/x y"}, "is no DOI"),
    "script address": ({"Address": "javascript:alert(1)"}, "is no address"),
    "address with a blank": ({"Address": "https://a.org/x y"}, "is no address"),
    "address that hides its host": ({"Address": "https://github.com@evil.org/"}, "no address"),
    "topic": ({"Topics": "compresion"}, 'Did you mean "compression"'),
    "no title": ({"Title": "(remove)"}, "a page needs a title"),
    "blank title": ({"Title": "---"}, "neither letter nor digit"),
    "long title": ({"Title": "x" * 700}, "700 characters"),
    "control character": ({"Venue": "IC\x1b[31mML"}, "U+001B"),
    **{
        f"unseen {ord(sign):04X}": ({box: f"Seen {sign}and more"}, f"U+{ord(sign):04X}")
        for box, signs in {
            "Title": "\u00ad\u034f\u061c\u180e\u200b\u200c\u200d\u200e\u202e\u2060\u2066\ufeff",
            "Venue": "\u115f\u1160\u17b4\u180b\u2028\u2029\u2800\u3164\uffa0\ufe0f\ufff9\ufffc",
            "Authors": "\U000e0041\U000e007f\U000e0001\U000e0100\U0001d173\U0001bca0\ue000\u0378",
            "Anything else": "\u0085\u200b",
        }.items()
        for sign in signs
    },
    "one of a run": ({"Title": "\u2705\ufe0f\ufe0e"}, "U+FE0E"),
    "open fence": ({"Abstract": "```\nnever closed"}, "never closed"),
    "twice": ({"Abstract": "Text.\n\n### Title\n\nOther"}, "stands twice"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_does_not_hold_is_refused_with_a_reason(
    small: PaperList, capsys: Out, case: str
) -> None:
    boxes, said = REFUSED[case]
    before = small.tree()
    assert apply(small, fix(venue="ICML", title="Other") | boxes) == 1
    shown = capsys.readouterr()
    assert said in shown.err and "[issue]" in shown.err
    assert "\x1b" not in shown.err and not shown.out
    assert small.tree() == before


def test_a_sign_that_cannot_be_seen_is_named_with_its_place(small: PaperList, capsys: Out) -> None:
    assert apply(small, fix(title="\U000e0041Quantize\u200b \u200bmuch")) == 1
    said = capsys.readouterr().err
    assert "issue.md:5: Title: holds U+E0041 (TAG LATIN CAPITAL LETTER A) at the beginning" in said
    assert said.count("U+200B (ZERO WIDTH SPACE)") == 1 and 'behind "Quantize"' in said


@pytest.mark.parametrize("title", ["می\u200cشود", "क्\u200dष", "葛\U000e0100飾", "\u2764\ufe0f"])
def test_a_sign_that_its_script_needs_is_named_and_stays(
    small: PaperList, capsys: Out, title: str
) -> None:
    assert apply(small, fix(venue=f"Annals of {title}")) == 0
    assert "notice: Venue: holds U+" in capsys.readouterr().err
    assert read_fields(small)["venue"] == f"Annals of {title}"


def test_all_that_is_wrong_is_said_at_once(small: PaperList, capsys: Out) -> None:
    assert apply(small, fix(year="then", doi="none", topics="x"), "--json") == 1
    problems = json.loads(capsys.readouterr().out)["problems"]
    assert [p["message"].split(":")[0] for p in problems] == ["Year", "DOI", "Topics"]
    assert [p["line"] for p in problems] == [5, 9, 13]


@pytest.mark.parametrize(("data", "code"), [(b"\xff\xfe", 1), (b"x" * 1_100_000, 1), (b"", 1)])
def test_what_is_no_issue_is_refused(
    small: PaperList, tmp_path: Path, data: bytes, code: int
) -> None:
    path = tmp_path / "other.md"
    path.write_bytes(data)
    assert main(["-C", str(small.root), "apply-issue", str(path)]) == code
    assert main(["-C", str(small.root), "apply-issue", str(tmp_path / "none.md")]) == 2


# A new paper

NEW = {"Title": "LoRA: Low-Rank Pruning", "Address": "https://arxiv.org/abs/2106.09685v2"}


def test_a_paper_is_added_and_the_generator_takes_it(small: PaperList, capsys: Out) -> None:
    boxes = NEW | {"Authors": "Edward J. Hu, Yelong Shen", "Year": "2021", "Abstract": "Small *n*."}
    assert apply(small, boxes, "--json") == 0
    answer = json.loads(capsys.readouterr().out)
    page = answer["page"]
    assert (answer["action"], page) == ("add", "docs/papers/lora-low-rank-pruning.md")
    assert answer["branch"] == "issue-lora-low-rank-pruning"
    written = small.text(page)
    fields = read_fields(small, page)
    assert fields["arxiv"] == "2106.09685" and "url" not in fields
    assert fields["authors"] == ["Edward J. Hu", "Yelong Shen"]
    assert fields["topics"] == ["compression"] and "template" not in fields
    account = small.generate()
    assert account.papers == 3 and account.problems == ()
    assert read_fields(small, page) == fields
    assert "LoRA" in small.text("docs/topics/compression.md")
    assert written.split("---\n")[1] == small.text(page).split("---\n")[1]
    small.generate()
    assert main(["-C", str(small.root), "check"]) == 0


def test_a_sign_is_also_seen_once_an_entry_is_read(small: PaperList, capsys: Out) -> None:
    assert apply(small, {"BibTeX": BIB.replace("Rank", "R&#xE0041;ank")}) == 1
    assert "BibTeX: holds U+E0041" in capsys.readouterr().err


BIB = "@article{hu, title={LoRA: {\\L}ow-Rank}, author={Hu, Edward and Shen, Y.}, year={2021}}"


def test_bibtex_alone_is_enough_and_boxes_go_before_it(small: PaperList) -> None:
    assert apply(small, {"BibTeX": f"```bibtex\n{BIB}\n```", "Year": "2022"}) == 0
    fields = read_fields(small, "docs/papers/lora-low-rank.md")
    assert fields["title"] == "LoRA: Łow-Rank" and fields["year"] == 2022
    assert fields["authors"] == ["Edward Hu", "Y. Shen"]


REFUSED_NEW = {
    "nothing": ({"Title": ""}, "no box of the forms"),
    "no identifier": ({"Title": "A Title"}, "neither address nor DOI"),
    "no title": ({"DOI": "10.1000/new"}, "Title: is missing"),
    "same DOI": ({"Title": "Other", "DOI": "https://doi.org/10.1000/GPTQ"}, GPTQ_PAGE),
    "same title": (NEW | {"Title": "gptq - accurate quantization"}, GPTQ_PAGE),
    "two entries": ({"BibTeX": f"{BIB}\n{BIB.replace('hu,', 'other,')}"}, "holds 2 entries"),
    "broken entry": ({"BibTeX": "@article{hu, title={LoRA"}, "BibTeX:"),
    "not BibTeX": (NEW | {"BibTeX": "see above"}, "holds 0 entries"),
    "bad year": ({"BibTeX": BIB, "Year": "x"}, "is no year"),
    "long title": ({"BibTeX": BIB.replace("LoRA", "w" * 700)}, "title is too long"),
    "two papers": (NEW | {"arXiv id": "2305.14314"}, "of another paper"),
}


@pytest.mark.parametrize("case", REFUSED_NEW)
def test_a_new_paper_that_does_not_hold_is_refused(
    small: PaperList, capsys: Out, case: str
) -> None:
    boxes, said = REFUSED_NEW[case]
    before = small.tree()
    assert apply(small, boxes) == 1
    assert said in capsys.readouterr().err
    assert small.tree() == before


def test_an_address_in_bibtex_is_one_or_is_left_out(small: PaperList) -> None:
    entry = BIB[:-1] + ", url={javascript:alert(1)}}"
    apply(small, {"BibTeX": entry})
    assert not any("javascript:" in text for text in small.papers().values())


def test_a_deleted_page_stays_deleted(small: PaperList, capsys: Out) -> None:
    small.path(GPTQ_PAGE).unlink()
    small.generate()
    assert apply(small, {"Title": "GPTQ: Accurate Quantization", "DOI": "10.1000/gptq"}) == 1
    assert "somebody deleted papers/gptq" in capsys.readouterr().err


def test_two_papers_of_one_name_get_two_pages(small: PaperList) -> None:
    small.write("docs/papers/lora-low-rank-pruning.md", "---\ntitle: Something Else\n---\n")
    assert apply(small, NEW) == 0
    assert "docs/papers/lora-low-rank-pruning-" in " ".join(small.tree())
    assert read_fields(small, "docs/papers/lora-low-rank-pruning.md") == {"title": "Something Else"}


MARKS = """\
<!-- shelflist: related 123 -->

---

title: mine

<<<<<<< HEAD

{{ config.secret }} {% raw %}

<script>alert(1)</script>

<!-- /shelflist -->

# Heading
"""


def test_marks_become_plain_text(small: PaperList) -> None:
    title = '<!-- shelflist: abstract --> --- {{ 7*7 }} <script> "quoted": #x'
    assert apply(small, NEW | {"Title": title, "Abstract": MARKS}) == 0
    page = next(n for n in small.tree() if "papers/shelflist-abstract" in n)
    found = parse_page(small.text(page), page)
    assert set(found.passages) == {"abstract"}
    assert read_fields(small, page)["title"] == title
    assert "<script" not in small.text(page).split("---\n", 2)[2]
    assert "\n# " not in small.text(page)
    assert small.generate().papers == 3
    assert "alert(1)" in small.text(page)


def test_the_issue_may_come_from_standard_input(
    small: PaperList, monkeypatch: pytest.MonkeyPatch
) -> None:
    stdin = io.TextIOWrapper(io.BytesIO(to_issue(fix(year="1999")).encode()))
    monkeypatch.setattr("sys.stdin", stdin)
    assert main(["-C", str(small.root), "apply-issue", "-"]) == 0
    assert read_fields(small)["year"] == 1999


TEXTS = st.text(
    alphabet=st.one_of(st.characters(), st.sampled_from("`~#<>!-_*{}%$\\[]&|:'\"\n ")), max_size=60
)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(title=TEXTS, abstract=TEXTS, venue=TEXTS)
def test_whatever_is_typed_the_list_stays_whole(
    small: PaperList, title: str, abstract: str, venue: str
) -> None:
    issue = to_issue(NEW | {"Title": title, "Abstract": abstract, "Venue": venue})
    before = small.tree()
    code = apply(small, issue.encode("utf-8", "replace").decode())
    added = small.tree().keys() - before.keys()
    assert len(added) == (code == 0)
    for page in added:
        assert page.startswith("docs/papers/") and "citation_key" in read_fields(small, page)
        passages = parse_page(small.text(page), page).passages
        assert set(passages) == {"abstract"}
        small.path(page).unlink()
    assert small.tree() == before


def test_a_text_of_many_fences_and_headings_is_read_in_time() -> None:
    for line in (
        "```\n",
        "### Title ###\n",
        "### a" + " #" * 30_000 + "x",
        "#" * 60_000,
        "~~~~" * 9_000,
    ):
        parse_issue(line * (60_000 // len(line) or 1), "issue")


# The link on a page


GITHUB = "https://github.com/o/r"


def find_link(meta: Mapping[str, object], repo_url: str = GITHUB, *, is_paper: bool = True) -> str:
    """Give the address of the form below a page; empty if there is no link to it."""
    edit_url = f"{repo_url}/edit/main/docs/papers/a/b.md"
    repository = find_repository(repo_url, edit_url, "docs/papers/a/b.md", "docs")
    links = to_edit("papers/a/b.md", meta, edit_url, repository, is_paper).links
    return next((link.url for link in links if link.label == "Fix this page"), "")


def test_the_link_fills_the_form_with_what_the_page_says() -> None:
    link = find_link({"title": 'A "b" & <c>', "authors": ["Ä B", "C D"], "year": 2020})
    assert link.startswith(f"{GITHUB}/issues/new?template=fix-page.yml&")
    assert "&slug=a/b&paper_title=A%20%22b%22%20%26%20%3Cc%3E&year=2020" in link
    assert "authors=%C3%84%20B%0AC%20D" in link
    names = {part.split("=")[0] for part in link.split("?")[1].split("&")}
    assert names - {"template", "title"} <= {box.id for box in BOXES.values()}


@pytest.mark.parametrize(
    "meta",
    [
        {"authors": ["Ä" * 90] * 90},
        {"arxiv": 2301.0001},
        {"venue": {"name": "x"}, "topics": [{"a": 1}], "url": None},
    ],
)
def test_what_is_long_or_misread_is_left_out_whole(meta: Mapping[str, object]) -> None:
    link = find_link({"year": 2020, **meta})
    assert len(link) < 4500 and "year=2020" in link
    assert not any(f"&{name}=" in link for name in (*meta, "paper_title"))


def test_there_is_no_link_where_there_are_no_such_forms() -> None:
    assert find_link({"title": "T"}, "https://gitlab.com/o/r") == ""
    assert find_link({"title": "T"}, is_paper=False) == ""
