"""Write papers as references in CSL styles with pandoc, read them back, say how much is right.

    python benchmarks/read_citations.py [PAPERS.json [STYLES-FOLDER]]

Without arguments: the papers of this list in the styles that Shelflist ships, from the site
that `shelflist build` makes. What to hold: 95 of 100 titles, authors and years in every style.
"""

from __future__ import annotations

import html
import json
import re
import subprocess
import sys
import tempfile
import unicodedata
from collections import Counter
from pathlib import Path
from typing import Any

import pypandoc

from shelflist.model import Record
from shelflist.readers.table import read_seed

ROOT = Path(__file__).parent.parent
PAPERS = ROOT / "site/references/references.json"
STYLES = ROOT / "generator/shelflist/citations/csl"
ENTRY = re.compile(r'<div id="ref-p(\d+)"[^>]*>\n(.*?)\n</div>\n(?=<div id="ref|</div>)', re.DOTALL)
TAG = re.compile(r"</?(?:div|span|em|strong|a|sup|sub)\b[^>]*>")
FACTS = ("read", "title", "authors", "year", "venue")

Paper = dict[str, Any]


def render(papers: list[Paper], style: Path) -> list[tuple[Paper, str]]:
    """Give each paper with its reference, in the style's order."""
    with tempfile.TemporaryDirectory() as folder:
        bibliography = Path(folder) / "papers.json"
        bibliography.write_text(json.dumps(papers), encoding="utf-8")
        text = Path(folder) / "all.md"
        text.write_text('---\nnocite: "@*"\n---\n', encoding="utf-8")
        command = [pypandoc.get_pandoc_path(), str(text), "--citeproc", "--csl", str(style)]
        command += ["--bibliography", str(bibliography), "-t", "html", "--wrap=none"]
        page = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return [
        (papers[int(match[1])], " ".join(html.unescape(TAG.sub(" ", match[2])).split()))
        for match in ENTRY.finditer(page)
    ]


def fold(text: str | None) -> str:
    folded = unicodedata.normalize("NFKD", (text or "").casefold())
    return "".join(character for character in folded if character.isalnum())


def judge(paper: Paper, record: Record) -> dict[str, bool]:
    """Say which facts are right; a style that names the first authors only may do so."""
    families = [fold(name.get("family") or name.get("literal")) for name in paper["author"]]
    read = [fold(name.family or name.literal) for name in record.authors]
    shown = families if not record.more_authors else families[: len(read)]
    facts = {
        "title": fold(record.title) == fold(paper["title"]),
        "authors": len(read) == len(shown)
        and all(a.endswith(b) or b.endswith(a) for a, b in zip(shown, read, strict=True)),
        "year": record.year == paper["issued"]["date-parts"][0][0],
    }
    if venue := paper.get("container-title"):
        facts["venue"] = fold(venue).startswith(fold(record.venue)) and bool(record.venue)
    return facts


def main(papers_file: str = str(PAPERS), styles: str = str(STYLES)) -> None:
    found = json.loads(Path(papers_file).read_text(encoding="utf-8"))
    papers = [p for p in found if p.get("author") and p.get("issued", {}).get("date-parts")]
    papers = [{**paper, "id": f"p{number}"} for number, paper in enumerate(papers)]
    print(f"{'style':44}" + "".join(f"{fact:>9}" for fact in FACTS))
    for style in sorted(Path(styles).glob("*.csl")):
        references = render(papers, style)
        text = "\n".join(reference for _, reference in references)
        records = {r.place.line: r for r in read_seed("references.txt", text.encode()).records}
        right: Counter[str] = Counter()
        asked: Counter[str] = Counter()
        for line, (paper, _) in enumerate(references, 1):
            asked["read"] += 1
            if record := records.get(line):
                facts = {"read": True, **judge(paper, record)}
                right.update(fact for fact, is_right in facts.items() if is_right)
                asked.update(fact for fact in facts if fact != "read")
        shares = (100 * right[fact] / max(asked[fact], 1) for fact in FACTS)
        print(f"{style.stem:44}" + "".join(f"{share:9.1f}" for share in shares))


if __name__ == "__main__":
    main(*sys.argv[1:3])
