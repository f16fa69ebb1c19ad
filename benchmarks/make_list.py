"""Make a list of N papers out of this repository's own sentences.

    python benchmarks/make_list.py N FOLDER

Titles and abstracts of the seeds are taken apart and put together anew, always in the
same way for the same N. FOLDER becomes a list with one CSL-JSON seed, the topics and
the settings of this repository, and no pages yet.
"""

from __future__ import annotations

import json
import random
import re
import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ABSTRACT_CHARACTERS = 1_500
COPIED = ("mkdocs.yml", "seeds/topics.yml")
GENERATED = ("papers", "topics", "authors", "references", "years", "exports")
YEARS = range(2015, 2026)
VENUES = ("ICLR", "NeurIPS", "ICML", "ACL", "EMNLP", "CVPR", None, None)


def read_parts() -> tuple[list[str], list[str]]:
    """Give the titles and the sentences of the seeds' listings."""
    titles, sentences = [], []
    for seed in sorted((ROOT / "seeds").glob("*.txt")):
        for line in seed.read_text(encoding="utf-8").splitlines():
            if len(line) > 400:
                sentences += re.split(r"(?<=[.!?]) (?=[A-Z])", line)
            elif 40 < len(line) < 200 and "|" not in line:
                titles.append(line)
    return titles, [sentence for sentence in sentences if len(sentence) > 40]


def make_items(count: int) -> list[dict[str, object]]:
    """Give `count` papers as CSL-JSON items, the same every time."""
    titles, sentences = read_parts()
    facts = json.loads((ROOT / "seeds" / "facts.json").read_text(encoding="utf-8"))
    people = [author for item in facts for author in item.get("author", []) if "family" in author]
    chance = random.Random(20240311)
    return [_make_item(number, titles, sentences, people, chance) for number in range(count)]


def _make_item(
    number: int,
    titles: list[str],
    sentences: list[str],
    people: list[dict[str, str]],
    chance: random.Random,
) -> dict[str, object]:
    first, second = (title.split() for title in chance.sample(titles, 2))
    words = first[: (len(first) + 1) // 2] + second[len(second) // 2 :]
    abstract: list[str] = []
    while sum(map(len, abstract)) < ABSTRACT_CHARACTERS:
        abstract.append(chance.choice(sentences))
    item: dict[str, object] = {
        "id": f"paper{number}",
        "type": "article",
        # A number no two papers share, so that none are joined.
        "title": f"{' '.join(words)} {number}",
        "author": chance.sample(people, chance.randint(1, 9)),
        "issued": {"date-parts": [[chance.choice(YEARS)]]},
        "number": f"arXiv:{1500 + number // 90_000:04d}.{number % 90_000 + 10_000:05d}",
        "abstract": " ".join(abstract),
    }
    venue = chance.choice(VENUES)
    return item | ({"type": "paper-conference", "container-title": venue} if venue else {})


def make_list(count: int, folder: Path) -> None:
    """Write a list of `count` papers into a new folder."""
    (folder / "seeds").mkdir(parents=True)
    for name in COPIED:
        shutil.copy(ROOT / name, folder / name)
    # Pages that people wrote belong to a list as its settings do.
    generated = shutil.ignore_patterns(*GENERATED)
    shutil.copytree(ROOT / "docs", folder / "docs", ignore=generated)
    text = json.dumps(make_items(count), ensure_ascii=False, indent=1)
    (folder / "seeds" / "papers.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    make_list(int(sys.argv[1]), Path(sys.argv[2]))
