"""Small lists in a temporary folder, for the tests that look at what a whole run does."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from shelflist.build import Account, Caches, generate, read_library
from shelflist.exports.taking import render_taking
from shelflist.exports.written import write_exports

Item = dict[str, object]
"""An item of CSL-JSON."""

ROOT = Path(__file__).parents[1]
READING_LIST = ROOT / "tests/data/reading_list"
"""A real list. No test of the tool reads the one that this repository is."""
SEEDS = READING_LIST / "seeds"
FIVE = sorted(path.name for path in SEEDS.glob("00[0-4]_*.txt"))

TOPICS = """\
topics:
  - id: compression
    name: Compression
    description: Smaller models.
    rules:
      - {words: [quantization, pruning]}
  - id: vision
    name: Vision
    description: Seeing machines.
    rules:
      - {words: [image, picture]}
"""

GPTQ: Item = {
    "id": "gptq",
    "type": "article",
    "title": "GPTQ: Accurate Quantization",
    "author": [{"family": "Frantar", "given": "Elias"}, {"family": "Alistarh", "given": "Dan"}],
    "issued": {"date-parts": [[2022]]},
    "DOI": "10.1000/gptq",
    "abstract": "We quantize large networks to three bits. Quantization loses almost nothing.",
}
LENS: Item = {
    "id": "lens",
    "type": "article",
    "title": "A Lens for Every Image",
    "author": [{"family": "Rossi", "given": "Ada"}],
    "issued": {"date-parts": [[2021]]},
    "DOI": "10.1000/lens",
    "abstract": "Each image is seen through a lens that learns where to look in the picture.",
}
TREES: Item = {
    "id": "trees",
    "type": "article",
    "title": "Pruning Trees in Winter",
    "author": [{"family": "Alistarh", "given": "Dan"}, {"family": "Rossi", "given": "Ada"}],
    "issued": {"date-parts": [[2023]]},
    "DOI": "10.1000/trees",
    "abstract": "Pruning is cheap when nothing grows; we show how much wood can be cut.",
}
MKDOCS = """\
site_name: Small
theme: shelflist
plugins: [shelflist]
"""
GPTQ_PAGE = "docs/papers/gptq-accurate-quantization.md"
GPTQ_MEMORY = ".shelflist/papers/gptq-accurate-quantization.txt"


def to_csl(*items: Mapping[str, object]) -> str:
    """Write items as a seed in CSL-JSON."""
    return json.dumps(list(items), ensure_ascii=False, indent=1)


@dataclass(frozen=True)
class PaperList:
    """A list in a folder of its own."""

    root: Path

    def path(self, name: str) -> Path:
        """Give the path of a file of the list."""
        return self.root / name

    def write(self, name: str, content: str | bytes) -> None:
        """Write a file byte for byte."""
        path = self.path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())

    def text(self, name: str) -> str:
        """Read a file with its line ends as they are."""
        return self.path(name).read_bytes().decode()

    def change(self, name: str, old: str, new: str) -> None:
        """Change a page as a person would; `old` must be there."""
        text = self.text(name)
        assert old in text
        self.write(name, text.replace(old, new, 1))

    def lose_memory(self) -> None:
        """Let what the generator remembers get lost."""
        shutil.rmtree(self.path(".shelflist"), ignore_errors=True)

    def generate(self) -> Account:
        """Run `shelflist generate`."""
        return generate(self.root, lambda _: None)

    def export(self) -> None:
        """Write the files of a site that take the list away, and their page, into `taken/`."""
        inputs, library = read_library(self.root, Caches(self.root), lambda _: None)
        known = inputs.settings, inputs.taxonomy
        shutil.rmtree(self.path("taken"), ignore_errors=True)
        names = write_exports(library.papers, *known, self.path("taken"))
        self.write("taken/exports/index.md", render_taking(*known, library.papers, names))

    def tree(self) -> dict[str, bytes]:
        """Give every file of the list but the cache."""
        return {
            path.relative_to(self.root).as_posix(): path.read_bytes()
            for path in sorted(self.root.rglob("*"))
            if path.is_file() and ".cache" not in path.parts
        }

    def times(self) -> dict[str, int]:
        """Give when each file of the list was last written."""
        return {name: self.path(name).stat().st_mtime_ns for name in self.tree()}

    def papers(self) -> dict[str, str]:
        """Give the pages of the papers, by slug."""
        found = sorted(self.path("docs/papers").glob("*.md"))
        return {p.stem: p.read_bytes().decode() for p in found if p.stem != "index"}

    def leftovers(self) -> list[str]:
        """Give the temporary files that lie about."""
        return [p.name for p in self.root.rglob("*") if "tmp" in p.name]


def new_list(root: Path, *items: Mapping[str, object]) -> PaperList:
    """Make a list of a few papers."""
    made = PaperList(root)
    made.write("mkdocs.yml", MKDOCS)
    made.write("seeds/topics.yml", TOPICS)
    if items:
        made.write("seeds/papers.json", to_csl(*items))
    return made


def copy_reading_list(target: Path) -> PaperList:
    """Copy the seeds and settings of the real list in `tests/data/`."""
    shutil.copytree(READING_LIST, target, dirs_exist_ok=True)
    return PaperList(target)
