"""The page 'Take this list with you': every file, and how each program takes it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from shelflist.config import Settings
from shelflist.exports.entries import hold
from shelflist.exports.forms import FORMS
from shelflist.library import ListedPaper
from shelflist.text.markdown import to_markdown
from shelflist.topics import Taxonomy
from shelflist.topics.taxonomy import UNSORTED

_IN_LABEL = str.maketrans({"[": r"\[", "]": r"\]", "|": r"\|"})

_HEAD = """\
---
title: Take this list with you
description: The papers of this list as BibTeX, BibLaTeX, RIS, CSL-JSON, CSV and JSON, and as feeds.
made_from: papers
---

# Take this list with you

Everything on this site is also a file. The files are made from the pages, so they say what the
pages say; citation keys never change.
"""

_FILES = {
    "bibtex": "for LaTeX with BibTeX, JabRef, Zotero and most other programs",
    "biblatex": "for LaTeX with BibLaTeX: more types and fields",
    "ris": "for EndNote, Mendeley, Zotero and databases",
    "csl-json": "for pandoc, Zotero and every CSL processor",
    "csv": "for spreadsheets and data frames",
    "papers-json": "for programs: every field, described by a [JSON Schema](papers.schema.json)",
    "atom": "for feed readers: the papers that came last",
    "json-feed": "the same papers, as JSON",
}
_ZOTERO_TOPIC = " A whole topic can also be saved from its page with the browser's button."
_FEEDS = "All feeds, for a feed reader to take at once: [OPML](feeds.opml){: download }."


def render_taking(
    settings: Settings, taxonomy: Taxonomy, papers: Sequence[ListedPaper], names: Sequence[str]
) -> str:
    """Write the page `exports/index.md`.

    Args:
        settings: The list's; without `site_url` the lines to copy name the files alone.
        taxonomy: The topics.
        papers: All papers.
        names: Paths in the site of the files that there are, as `write_exports` gives them.
    """
    counts = {topic: len(held) for topic, held in hold(taxonomy, papers).items()}
    programs = _render_programs(settings, names, has_topics=bool(taxonomy.topics))
    parts = [_HEAD, _render_whole(names), programs]
    if taxonomy.topics:
        topics = [topic for topic in (*_order(taxonomy), UNSORTED) if counts.get(topic)]
        parts.append(_render_topics(taxonomy, topics, counts))
    return "\n".join(parts)


def _pieces(names: Iterable[str], suffix: str) -> list[str]:
    """Give the files of the whole list in one form: one, or its pieces in order."""
    own = [name.removeprefix("exports/") for name in names if name.count("/") == 1]
    found = [n for n in own if n.startswith("papers") and n.partition(".")[2] == suffix]
    return sorted(found, key=lambda name: (len(name), name))


def _render_whole(names: Sequence[str]) -> str:
    rows = ["## The whole list", "", "| File | What it is for |", "|---|---|"]
    for form_name, why in _FILES.items():
        form = FORMS[form_name]
        pieces = _pieces(names, form.suffix)
        links = [f"[{form.label if n == 0 else n + 1}]({piece}){{: download }}" for n, piece in
                 enumerate(pieces)]  # fmt: skip
        if len(pieces) > 1:
            why += f"; in {len(pieces)} pieces, each a whole file of less than 50 MB"
        rows.append(f"| {' · '.join(links)} | {why} |")
    return "\n".join([*rows, "", _FEEDS, ""])


def _render_programs(settings: Settings, names: Sequence[str], *, has_topics: bool) -> str:
    base = f"{settings.site_url}exports/" if settings.site_url else ""
    first = {name: (_pieces(names, FORMS[name].suffix) or [""])[0] for name in FORMS}
    bib, biblatex, csl, data = (first[n] for n in ("bibtex", "biblatex", "csl-json", "papers-json"))
    if base:
        opener, opened = "json, urllib.request", f'load(urllib.request.urlopen("{base}{data}"))'
    else:
        opener, opened = "json, pathlib", f'loads(pathlib.Path("{data}").read_text("utf-8"))'
    fetched = f"curl -O {base}" if base else ""
    steps = (
        (
            "Zotero",
            "File, then Import, then this file."
            + (_ZOTERO_TOPIC if has_topics else ""),
            f"{base}{first['ris']}",
            "text",
        ),
        ("JabRef", "Import it into the open library.", f"jabref --importToOpen {base}{bib}", "sh"),
        ("LaTeX", "In the preamble, with the file beside yours.", f"\\addbibresource{{{biblatex}}}",
         "latex"),
        ("pandoc", "Cite papers by their keys, as in `[@key]`.",
         f"pandoc --citeproc --bibliography={csl} paper.md -o paper.pdf", "sh"),
        ("Python", "Every field of every paper.",
         f'import {opener}; papers = json.{opened}["papers"]', "python"),
    )  # fmt: skip
    lines = ["## In your program", ""]
    if fetched:
        lines += ["Save a file, or fetch it:", "", "```sh", f"{fetched}{bib}", "```", ""]
    for program, how, line, language in steps:
        lines += [f"**{program}.** {how}", "", f"```{language}", line, "```", ""]
    return "\n".join(lines)


def _order(taxonomy: Taxonomy) -> list[str]:
    """Give topics as the page of topics does: each followed by those below it."""
    ordered: list[str] = []
    waiting = [topic.id for topic in reversed(taxonomy.children(None))]
    while waiting:
        topic = waiting.pop()
        ordered.append(topic)
        waiting += [child.id for child in reversed(taxonomy.children(topic))]
    return ordered


def _render_topics(taxonomy: Taxonomy, topics: Sequence[str], counts: Mapping[str, int]) -> str:
    forms = [form for form in FORMS.values() if form.has_topics]
    rows = [
        "## By topic",
        "",
        f"| Topic | Papers | {' | '.join(form.label for form in forms)} |",
        f"|---|---:|{'---|' * len(forms)}",
    ]
    for topic in topics:
        known = taxonomy.by_id.get(topic)
        name = to_markdown(known.name if known else "Not yet sorted").translate(_IN_LABEL)
        links = (f"[{form.suffix}](topics/{topic}.{form.suffix}){{: download }}" for form in forms)
        rows.append(f"| [{name}](../topics/{topic}.md) | {counts[topic]} | {' | '.join(links)} |")
    return "\n".join([*rows, ""])
