"""Play a whole story with real git: two people change one paper, and nothing is lost.

    python examples/story.py            what a maintainer would see
    python examples/story.py --write    put it into the guide as well

Ana corrects a title by hand, on its page. Ben adds a seed that gives the same paper
another title and brings a new paper. Both branches are merged. The list lives in a
temporary folder and nothing of the reader's own git settings is used.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "generator/guide/pages/story.md"
BEGIN, END = "<!-- story -->\n", "<!-- /story -->\n"
LENS_PAGE = "docs/papers/lens-every-image.md"

TOPICS = """\
topics:
  - id: vision
    name: Vision
    description: Seeing machines.
    rules:
      - {words: [image, picture]}
  - id: compression
    name: Compression
    description: Smaller models.
    rules:
      - {words: [quantization, pruning]}
"""
PEOPLE = {
    "ROSSI": {"family": "Rossi", "given": "Ada"},
    "ALISTARH": {"family": "Alistarh", "given": "Dan"},
}


def item(key: str, title: str, author: str, year: int, abstract: str = "") -> dict[str, object]:
    """Give a paper in CSL-JSON."""
    said: dict[str, object] = {
        "id": key,
        "type": "article-journal",
        "title": title,
        "author": [PEOPLE[author]],
        "issued": {"date-parts": [[year]]},
        "DOI": f"10.1000/{key}",
    }
    return said | ({"abstract": abstract} if abstract else {})


LENS = "Each image is seen through a lens that learns where to look in the picture."
TREES = "Pruning is cheap when nothing grows; we show how much wood can be cut."
BITS = "Quantization to three bits loses almost nothing, and we say why."


class Stage:
    """A folder with a list under git, and what has been shown of it."""

    def __init__(self, root: Path) -> None:
        """Begin with an empty folder."""
        self.root = root
        self.shown: list[str] = []
        self.environment = os.environ | {
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_SYSTEM": os.devnull,
            "GIT_AUTHOR_DATE": "2024-01-01T12:00:00Z",
            "GIT_COMMITTER_DATE": "2024-01-01T12:00:00Z",
            "PYTHONPATH": str(ROOT / "generator"),
        }

    def tell(self, text: str) -> None:
        """Say what happens next."""
        self.shown.append(f"# {text}\n")

    def run(self, *command: str, is_shown: bool = True) -> None:
        """Run git or shelflist and show what it prints."""
        program = {"shelflist": [sys.executable, "-m", "shelflist.cli"]}.get(
            command[0], command[:1]
        )
        finished = subprocess.run(
            [*program, *command[1:]],
            cwd=self.root,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        if finished.returncode and (command[0] == "git" or finished.returncode > 1):
            raise SystemExit(f"{' '.join(command)} failed:\n{finished.stdout}")
        if is_shown:
            words = (f"'{word}'" if " " in word else word for word in command)
            self.shown.append(f"$ {' '.join(words)}\n{finished.stdout}")

    def commit(self, who: str, message: str) -> None:
        """Commit everything as one of the people."""
        self.run("git", "add", "--all", is_shown=False)
        name = ["-c", f"user.name={who}", "-c", f"user.email={who.lower()}@example.org"]
        self.run("git", *name, "commit", "--quiet", "--message", message, is_shown=False)

    def write(self, name: str, text: str) -> None:
        """Write a file of the list."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")

    def replace(self, name: str, old: str, new: str) -> None:
        """Change some words of a file, as a person would in an editor."""
        text = (self.root / name).read_text(encoding="utf-8")
        if old not in text:
            raise SystemExit(f"{name} does not say {old!r}")
        self.write(name, text.replace(old, new, 1))


def play(stage: Stage) -> None:
    """Play the story."""
    stage.run("git", "init", "--quiet", "--initial-branch", "main", is_shown=False)
    stage.write(".gitignore", ".cache/\n")
    stage.write(".gitattributes", "docs/redirects merge=union\n")
    stage.write("seeds/topics.yml", TOPICS)
    papers = [
        item("lens", "A Lens for Every Image", "ROSSI", 2021, LENS),
        item("trees", "Pruning Trees in Winter", "ROSSI", 2023, TREES),
    ]
    stage.write("seeds/group.json", json.dumps(papers, indent=1) + "\n")
    stage.tell("The keeper of a list of two papers generates its pages and commits them.")
    stage.run("shelflist", "generate")
    stage.commit("Keeper", "Two papers")
    stage.run("git", "tag", "two-papers", is_shown=False)

    stage.tell("Ana corrects a title on the page itself and writes a note below the abstract.")
    stage.run("git", "switch", "--quiet", "--create", "ana", is_shown=False)
    stage.replace(
        LENS_PAGE, "title: A Lens for Every Image", "title: A Lens for (Nearly) Every Image"
    )
    page = (stage.root / LENS_PAGE).read_text(encoding="utf-8")
    stage.write(LENS_PAGE, page + "\nWe read this one in our group; figure 2 is worth the time.\n")
    stage.commit("Ana", "Correct a title")
    stage.run("git", "diff", "--unified=0", "main", "ana", "--", "docs")

    stage.tell("Ben, meanwhile, adds a seed: the same paper under another title, and a new one.")
    stage.run("git", "switch", "--quiet", "main", is_shown=False)
    stage.run("git", "switch", "--quiet", "--create", "ben", is_shown=False)
    found = [
        item("lens", "A Lens for Every Picture", "ROSSI", 2021),
        item("bits", "Three Bits Are Enough", "ALISTARH", 2024, BITS),
    ]
    papers[0] = found[0] | {"abstract": LENS}
    stage.write("seeds/group.json", json.dumps(papers, indent=1) + "\n")
    stage.write("seeds/ben.json", json.dumps(found[1:], indent=1) + "\n")
    stage.commit("Ben", "Add what I found")
    stage.tell("A reviewer asks what Ben's branch means.")
    stage.run("shelflist", "diff", "two-papers")

    stage.tell("Both are merged, by git alone.")
    stage.run("git", "switch", "--quiet", "main", is_shown=False)
    merge = ("git", "-c", "user.name=Keeper", "-c", "user.email=keeper@example.org", "merge")
    for branch in ("ana", "ben"):
        stage.run(*merge, "--quiet", "--no-ff", "--no-edit", branch, is_shown=False)
    stage.run("git", "log", "--oneline", "--no-merges", "--format=%an: %s")

    stage.tell("The pages are generated again. Ana's title stands, and the other is reported.")
    stage.run("shelflist", "generate")
    stage.run("shelflist", "check")
    stage.tell("What all of it means, since the list of two papers:")
    stage.run("shelflist", "diff", "two-papers")

    stage.tell("Ana is right. The keeper says so once, and the reminder ends.")
    stage.run("shelflist", "keep", "lens-every-image", "title")
    stage.run("shelflist", "check")
    stage.commit("Keeper", "Generate")
    stage.tell("Ana's page, as it is now:")
    stage.shown.append((stage.root / LENS_PAGE).read_text(encoding="utf-8"))


def main() -> None:
    """Play the story in a temporary folder and show it."""
    with tempfile.TemporaryDirectory() as folder:
        stage = Stage(Path(folder))
        play(stage)
    story = "\n".join(stage.shown)
    print(story, end="")
    if "--write" in sys.argv[1:]:
        page = PAGE.read_text(encoding="utf-8")
        before, after = page.partition(BEGIN)[0], page.partition(END)[2]
        PAGE.write_text(f"{before}{BEGIN}````text\n{story}````\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
