"""Links in `docs/` and `seeds/`: none leads out of the list, whatever the command."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path

import pytest

from gitlists import git
from lists import GPTQ, GPTQ_PAGE, PaperList, new_list
from shelflist.cli import main
from shelflist.links import check_links
from shelflist.problems import ShelflistError
from shelflist.site import serving

OUT = "is a link that leads out of the list"
NOWHERE = "is a link that leads nowhere"
RING = "is a link to a folder that it lies in"
WRONG = [
    ({"docs/etcdir": "/etc"}, ("docs/etcdir", OUT)),
    ({"docs/deep/er/host": "/etc/hostname"}, ("docs/deep/er/host", OUT)),
    ({"docs/.hidden/x.md": "../../../elsewhere/x.md"}, ("docs/.hidden/x.md", OUT)),
    ({"docs/gone": "/no/such/place"}, ("docs/gone", OUT)),
    ({"docs/.gone": "/no/such/place"}, ("docs/.gone", OUT)),
    ({"docs/up": "../.."}, ("docs/up", OUT)),
    ({"docs/hop": "a/hop", "docs/a/hop": "/etc"}, ("docs/a/hop", OUT)),
    ({"docs/inside": "../drafts", "drafts/out": "/etc"}, ("docs/inside/out", OUT)),
    ({"seeds/out.bib": "../../elsewhere/x.bib"}, ("seeds/out.bib", OUT)),
    ({"seeds/topics.yml": "/etc/hostname"}, ("seeds/topics.yml", OUT)),
    ({"seeds/lib/.cache": "/tmp"}, ("seeds/lib/.cache", OUT)),
    ({"docs/lost.png": "lost-too.png"}, ("docs/lost.png", NOWHERE)),
    ({"docs/self": "self"}, ("docs/self", NOWHERE)),
    ({"docs/here": "."}, ("docs/here", RING)),
    ({"docs/list": ".."}, ("docs/list", RING)),
    ({"docs/a/to": "../b", "docs/b/to": "../a"}, ("docs/a/to/to", RING)),
    ({"seeds/lib/ring": ".."}, ("seeds/lib/ring", RING)),
]
FINE = [
    {"docs/copy.md": "about.md"},
    {"docs/shared": "../drafts", "drafts/more": "../pictures"},
    {"docs/one": "../drafts", "docs/two": "../drafts"},
    {"docs/.#about.md": "ada@desk.4711"},
    {"docs/absolute.md": "{root}/docs/about.md"},
]
FOLDERS = ("docs", "seeds")


def link(made: PaperList, links: dict[str, str]) -> None:
    for folder in ("docs", "drafts", "pictures"):
        made.path(folder).mkdir(exist_ok=True)
    made.write("docs/about.md", "# About\n")
    for name, target in links.items():
        made.path(name).parent.mkdir(parents=True, exist_ok=True)
        made.path(name).unlink(missing_ok=True)
        made.path(name).symlink_to(target.format(root=made.root))


@pytest.mark.parametrize(("links", "expected"), WRONG)
def test_a_link_that_must_not_be_followed(
    tmp_path: Path, links: dict[str, str], expected: tuple[str, str]
) -> None:
    made = new_list(tmp_path / "list", GPTQ)
    link(made, links)
    found = [(p.location.file, p.message) for p in check_links(made.root, FOLDERS)]
    assert expected in found
    assert {name for name, _ in found} <= {*links, expected[0], "docs/hop", "docs/b/to/to"}


@pytest.mark.parametrize("links", FINE)
def test_a_link_that_stays_in_the_list(tmp_path: Path, links: dict[str, str]) -> None:
    made = new_list(tmp_path / "list", GPTQ)
    link(made, links)
    assert list(check_links(made.root, FOLDERS)) == []


def test_the_list_itself_may_be_reached_by_a_link(tmp_path: Path) -> None:
    made = new_list(tmp_path / "real", GPTQ)
    link(made, FINE[0])
    (tmp_path / "list").symlink_to("real")
    assert list(check_links(tmp_path / "list", FOLDERS)) == []


COMMANDS = (
    "generate; build; build --offline; serve; check; check --against base; diff base; "
    "explain gptq-accurate-quantization; export; add --no-lookup --yes new.bib; prune; "
    "accept gptq-accurate-quantization year; keep gptq-accurate-quantization year; "
    "apply-issue issue.md"
).split("; ")
ISSUE = f"### Page\n\n{GPTQ_PAGE}\n\n### Year\n\n2021\n"


@pytest.mark.parametrize("folder", ["docs/etcdir", "seeds/lib"])
@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_refuses_it(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    command: str,
    folder: str,
) -> None:
    made = new_list(tmp_path / "list", GPTQ)
    made.generate()
    git(made.root, "init", "--quiet")
    git(made.root, "add", "--all")
    git(made.root, "commit", "--quiet", "--message", "base")
    git(made.root, "tag", "base")
    made.write("issue.md", ISSUE)
    made.write("new.bib", "@misc{new, title = {New and Short}, year = 2020}\n")
    secret = tmp_path / "elsewhere/secret.md"
    secret.parent.mkdir()
    secret.write_text("---\ntitle: Secret\nauthors: [Eve Oak]\n---\nSecret words.\n")
    made.path(folder).symlink_to(secret.parent)
    before = made.tree()
    monkeypatch.chdir(made.root)
    assert main(command.split()) == 1
    shown = capsys.readouterr()
    said = shown.out + shown.err
    assert f"{folder}: {OUT} [link-out]" in said
    assert "Remove it, or put what shall be there" in said
    assert "Secret" not in said
    assert made.tree() == before


def test_serving_ends_when_such_a_link_is_made(
    small: PaperList, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    small.generate()
    outside = tmp_path_factory.mktemp("elsewhere")

    class Server:
        def poll(self) -> None:
            if not small.path("docs/out").is_symlink():
                small.path("docs/out").symlink_to(outside)

    monkeypatch.setattr(serving, "serving", lambda *_: nullcontext(Server()))
    with pytest.raises(ShelflistError, match=f"docs/out: {OUT}"):
        serving.serve(small.root, "127.0.0.1:0", small.generate)
