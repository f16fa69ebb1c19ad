"""How much the lists of related papers stir when one paper is added.

    python benchmarks/related_stability.py [FOLDER]

Takes every paper of a list (its pages in FOLDER, by default `docs/papers`) away in turn
and counts whose list of related papers is another without it. The figures to hold on
this repository's list: at most 12 in the median and 25 at worst.
"""

from __future__ import annotations

import statistics
import sys
from pathlib import Path

import yaml

from shelflist.related import find_related

ABSTRACT = ("<!-- shelflist: abstract -->", "<!-- /shelflist -->")


def read_pages(folder: Path) -> dict[str, tuple[str, str]]:
    """Give title and abstract of each page by slug."""
    texts = {}
    for path in sorted(folder.glob("*.md")):
        if path.stem == "index":
            continue
        _, front, body = path.read_text(encoding="utf-8").split("---\n", 2)
        begin, end = ABSTRACT
        abstract = body.partition(begin)[2].partition(end)[0]
        texts[path.stem] = (str(yaml.safe_load(front).get("title") or ""), abstract.strip())
    return texts


def count_changes(texts: dict[str, tuple[str, str]]) -> list[int]:
    """For each paper, count the others whose list differs when it is not there."""
    with_all = find_related(texts)
    changes = []
    for slug in texts:
        without = find_related({other: text for other, text in texts.items() if other != slug})
        changes.append(sum(near != with_all[other] for other, near in without.items()))
    return changes


def main() -> None:
    """Print the figures."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "docs/papers")
    texts = read_pages(folder)
    changes = count_changes(texts)
    lengths = [len(near) for near in find_related(texts).values()]
    print(f"papers          {len(texts)}")
    print(f"related a paper {statistics.mean(lengths):.2f} ({lengths.count(0)} without)")
    print(f"changed lists   median {statistics.median(changes):g}, worst {max(changes)}")


if __name__ == "__main__":
    main()
