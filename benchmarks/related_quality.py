"""How good the lists of related papers are, by pairs that were judged by reading.

    python benchmarks/related_quality.py [--without-topics] [--show bad|fair|unjudged]

Takes the papers of `docs/papers` and the judgements in `related_pairs.yml`. The figures
to hold: precision at least 0.85, at most 20 papers with none or one. `--show` prints the
pairs of one kind that are shown, with the reason that stands on the page; judge those
that nobody has judged before believing a better figure.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from collections.abc import Mapping
from itertools import chain
from pathlib import Path

import yaml

from shelflist.related import Related, Text, find_related, to_reason

HERE = Path(__file__).parent
PAPERS = HERE.parent / "docs/papers"
MARKS = ("<!-- shelflist: abstract", "<!-- /shelflist -->")

Found = Mapping[str, tuple[Related, ...]]


def read_pages(folder: Path) -> dict[str, Text]:
    """Give what each page says by slug."""
    texts = {}
    for path in sorted(folder.glob("*.md")):
        _, front, body = path.read_text(encoding="utf-8").split("---\n", 2)
        fields = yaml.safe_load(front)
        if path.stem == "index" or "title" not in fields:
            continue
        passage = body.partition(MARKS[0])[2].partition(MARKS[1])[0].partition("-->")[2]
        topics = tuple(fields.get("topics") or ())
        texts[path.stem] = Text(str(fields["title"]), passage.strip(), topics)
    return texts


def read_judgements(path: Path) -> dict[frozenset[str], str]:
    """Give the judgement of each pair of slugs."""
    kinds = yaml.safe_load(path.read_text(encoding="utf-8"))
    return {
        frozenset((slug, other)): kind
        for kind, pairs in kinds.items()
        for slug, others in pairs.items()
        for other in others
    }


def measure(found: Found, texts: Mapping[str, Text], judged: Mapping[frozenset[str], str]) -> None:
    """Print the figures."""
    shown = [(slug, near) for slug, others in found.items() for near in others]
    kinds = Counter(judged.get(frozenset((slug, near.slug)), "unjudged") for slug, near in shown)
    known = {frozenset((slug, near.slug)) for slug, near in shown}
    good = [pair for pair, kind in judged.items() if kind == "good" and pair <= texts.keys()]
    lengths = Counter(map(len, found.values()))
    print(f"papers             {len(texts)}, related a paper {len(shown) / len(texts):.2f}")
    print(f"none or one        {lengths[0]} + {lengths[1]}")
    print(f"precision          {kinds['good'] / (kinds['good'] + kinds['bad']):.3f}  {dict(kinds)}")
    print(f"good pairs shown   {sum(pair in known for pair in good)} of {len(good)}")
    print(f"of the same topic  {sum(bool(near.topics) for _, near in shown) / len(shown):.2f}")


def main() -> None:
    """Measure the lists of this repository."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--without-topics", action="store_true")
    parser.add_argument("--show", choices=("good", "fair", "bad", "unjudged"))
    options = parser.parse_args()
    texts = read_pages(PAPERS)
    if options.without_topics:
        texts = {slug: Text(text.title, text.abstract) for slug, text in texts.items()}
    judged = read_judgements(HERE / "related_pairs.yml")
    start = time.perf_counter()
    found = find_related(texts)
    print(f"time               {time.perf_counter() - start:.2f} s")
    measure(found, texts, judged)
    for slug, near in chain.from_iterable([(s, n) for n in o] for s, o in found.items()):
        if judged.get(frozenset((slug, near.slug)), "unjudged") == options.show:
            print(f"{slug}\n    {near.slug}: {to_reason(near, {})}")


if __name__ == "__main__":
    main()
