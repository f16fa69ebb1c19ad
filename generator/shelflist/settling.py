"""What a person decides where page and seeds differ, and which pages nobody needs any more.

accept   the seeds' value goes onto the page, and the field follows the seeds again
keep     what stands on the page stays, and the reminder ends until the seeds change again
prune    pages go of papers that no seed speaks of and that nobody touched
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from shelflist.config import nearest
from shelflist.edits.following import is_from_seeds
from shelflist.edits.memory import SEEN, PageMemory, hashes
from shelflist.edits.pagefile import PageFile, replace_units, to_field, to_passage
from shelflist.inputs import Inputs
from shelflist.library import ABSTRACT, Library, Paper, say_abstract
from shelflist.model import FieldValue
from shelflist.problems import Location, MisuseError, Problem

_COMPANIONS = {"title": "provisional_title", "authors": "more_authors"}
"""A field that says how another is meant, and goes onto the page with it."""
_HINT = re.compile(r"<!-- Write below this line [^>]*-->")
"""What the generator writes under a new page."""
_FRONT_MATTER = re.compile(
    r"\ufeff?---[ \t]*\r?\n.*?^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE
)
_LONGEST = 80


@dataclass(frozen=True, slots=True)
class Choice:
    """What became of one field.

    Attributes:
        field: Its name.
        is_settled: Whether there was something to settle.
        text: What was done, or why nothing was, for a person.
    """

    field: str
    is_settled: bool
    text: str


@dataclass(slots=True)
class Settlement:
    """What is to change, and what to tell.

    Attributes:
        paper: The paper.
        choices: What became of each field, in the order in which they were named.
        texts: New texts of pages by path in `docs_dir`; `None` for pages that go.
        memory: What is to be remembered of pages.
    """

    paper: Paper
    choices: list[Choice] = field(default_factory=list)
    texts: dict[str, str | None] = field(default_factory=dict)
    memory: dict[str, PageMemory | None] = field(default_factory=dict)

    @property
    def is_needed(self) -> bool:
        """Whether anything changes."""
        return any(choice.is_settled for choice in self.choices)

    def apply(self, inputs: Inputs) -> Inputs:
        """Give the inputs as this settlement makes them."""
        return inputs.amended(self.texts, self.memory)


def settle(
    command: str, slug: str, fields: Sequence[str], inputs: Inputs, library: Library
) -> Settlement:
    """Take the seeds' values of some fields, or keep the page's.

    Args:
        command: `accept` or `keep`.
        slug: The paper, as its slug or the path of its page.
        fields: Names of front-matter fields, or `abstract`.
        inputs: What was read.
        library: The papers.

    Raises:
        MisuseError: There is no such paper or field; offers the nearest.
    """
    paper = _find_paper(slug, inputs, library)
    if paper.page is None:
        mend = "Run  shelflist generate  first."
        place = Location(f"{inputs.settings.docs_dir}/{paper.src_uri}")
        raise MisuseError(Problem(place, "no-page", "the paper has no page yet", mend))
    named = list(dict.fromkeys(fields))
    _check_fields(named, paper, paper.page)
    settlement = Settlement(paper)
    if command == "accept":
        _accept(settlement, paper.page, named)
    else:
        _keep(settlement, named)
    return settlement


def _find_paper(slug: str, inputs: Inputs, library: Library) -> Paper:
    paper = library.find(slug)
    if paper is None:
        near = nearest(slug.rpartition("/")[2].removesuffix(".md"), library.by_slug)
        folder = f"{inputs.settings.docs_dir}/papers"
        mend = near if near.startswith("Did") else f"See {folder}/ for the names of all pages."
        raise MisuseError(Problem(Location(folder), "no-paper", f'no paper is "{slug}"', mend))
    return paper


def _check_fields(fields: Sequence[str], paper: Paper, page: PageFile) -> None:
    known = dict.fromkeys([*page.fields, *paper.proposed, *paper.memory.fields, ABSTRACT])
    problems = [
        Problem(
            Location(page.file),
            "no-field",
            f'the paper has no field "{name}"',
            nearest(name, known),
        )
        for name in fields
        if name not in known
    ]
    if problems:
        raise MisuseError(*problems)


def _accept(settlement: Settlement, page: PageFile, named: Sequence[str]) -> None:
    paper = settlement.paper
    values: dict[str, FieldValue | None] = {}
    for name in named:
        said = say_abstract(paper.work) if name == ABSTRACT else paper.proposed.get(name)
        if not said:
            text = "nothing to settle: neither seeds nor rules say anything of it"
            settlement.choices.append(Choice(name, False, text))
        elif said == _on_page(page, name):
            text = "nothing to settle: the page says what the seeds say"
            is_owned = name in paper.by_person
            if is_owned:
                text = "already what the seeds say; it follows them again"
                values[name] = said
            settlement.choices.append(Choice(name, is_owned, text))
        else:
            values[name] = said
            text = f'took "{_show(said)}" from the seeds'
            settlement.choices.append(Choice(name, True, text))
    if not values:
        return
    for name, companion in _COMPANIONS.items():
        if name in values and companion not in values:
            values[companion] = paper.proposed.get(companion)
    _take(settlement, page, values)


def _take(settlement: Settlement, page: PageFile, values: dict[str, FieldValue | None]) -> None:
    """Write values onto the page and remember them as the generator's own."""
    paper = settlement.paper
    fields = dict(paper.memory.fields)
    for name, value in values.items():
        if value is None:
            fields.pop(name, None)
        else:
            fields[name] = hashes(value)
    abstract = values.pop(ABSTRACT, None)
    changed = {n: v for n, v in values.items() if page.fields.get(n) != v}
    text = replace_units(page, changed, {ABSTRACT: abstract} if isinstance(abstract, str) else {})
    if isinstance(abstract, str) and ABSTRACT not in page.passages:
        text = _insert_abstract(text, page, abstract)
    if text != page.text:
        settlement.texts[paper.src_uri] = text
    settlement.memory[paper.src_uri] = replace(paper.memory, fields=fields)


def _insert_abstract(text: str, page: PageFile, abstract: str) -> str:
    """Put the abstract where a new page has it, below the front matter."""
    newline = page.newline
    passage = to_passage(ABSTRACT, abstract).replace("\n", newline)
    fence = _FRONT_MATTER.match(text)
    end = fence.end() if fence else text.startswith("\ufeff")
    head, body = text[:end], text[end:]
    above = newline if fence else ""
    if fence and not head.endswith("\n"):
        above *= 2
    below = newline if body and not body.startswith(("\n", "\r\n")) else ""
    return f"{head}{above}{passage}{below}{body}"


def _keep(settlement: Settlement, named: Sequence[str]) -> None:
    paper = settlement.paper
    differing = {difference.field for difference in paper.differences}
    fields = dict(paper.memory.fields)
    for name in named:
        if name not in differing:
            text = "nothing to settle: there is no reminder of it"
            settlement.choices.append(Choice(name, False, text))
            continue
        said = say_abstract(paper.work) if name == ABSTRACT else paper.proposed[name]
        seen = {SEEN + each for each in hashes(said)}
        fields[name] = fields.get(name, frozenset()) | seen
        text = f'stays as it is; the seeds\' "{_show(said)}" is not named any more'
        settlement.choices.append(Choice(name, True, text))
    if settlement.is_needed:
        settlement.memory[paper.src_uri] = replace(paper.memory, fields=fields)


def _on_page(page: PageFile, name: str) -> FieldValue | None:
    if name != ABSTRACT:
        return page.fields.get(name)
    return page.passages[name].content.strip() if name in page.passages else None


def _show(value: FieldValue) -> str:
    text = " ".join(("; ".join(value) if isinstance(value, tuple) else value).split())
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


@dataclass(frozen=True, slots=True)
class Pruning:
    """Papers that no seed speaks of any more.

    Attributes:
        removed: Those whose pages nobody touched, sorted by slug.
        kept: Those whose pages stay, with the reasons.
    """

    removed: tuple[Paper, ...]
    kept: tuple[tuple[Paper, tuple[str, ...]], ...]

    def apply(self, inputs: Inputs) -> Inputs:
        """Give the inputs without the pages, and without any memory of them."""
        gone = [paper.src_uri for paper in self.removed]
        return inputs.amended(dict.fromkeys(gone), dict.fromkeys(gone))


def prune(inputs: Inputs, library: Library) -> Pruning:
    """Find the pages that nobody needs: no seed speaks of the paper, and nobody touched them."""
    orphans = [
        paper
        for paper in library.papers
        if paper.page and paper.work is None and is_from_seeds(inputs.memory.get(paper.src_uri))
    ]
    linked = _find_linked(inputs, orphans) if orphans else {}
    reasons = {paper.slug: tuple(_find_traces(paper, inputs, linked)) for paper in orphans}
    return Pruning(
        tuple(paper for paper in orphans if not reasons[paper.slug]),
        tuple((paper, reasons[paper.slug]) for paper in orphans if reasons[paper.slug]),
    )


def _find_linked(inputs: Inputs, orphans: Sequence[Paper]) -> Mapping[str, str]:
    """Find where people link to these pages: slug -> a page with a link."""
    links = {paper.slug: f"{paper.slug.rpartition('/')[2]}.md" for paper in orphans}
    found: dict[str, str] = {}
    for page in inputs.pages.values():
        notes = page.notes()
        for slug, link in links.items() if ".md" in notes else ():
            if re.search(rf"(?<![\w-]){re.escape(link)}\b", notes):
                found.setdefault(slug, page.file)
    return found


def _find_traces(paper: Paper, inputs: Inputs, linked: Mapping[str, str]) -> list[str]:
    """Say what a person left on a page, if anything."""
    page, memory = paper.page, inputs.memory.get(paper.src_uri)
    assert page is not None and memory is not None  # `prune` looks at such papers only
    reasons: list[str] = []
    touched = [n for n, v in page.fields.items() if not hashes(v) <= memory.fields.get(n, set())]
    gone = [
        name
        for name, written in memory.fields.items()
        if name not in page.fields and name != ABSTRACT and any(h[0] not in "-+" for h in written)
    ]
    for name in sorted({*touched, *gone, *(paper.by_person - {ABSTRACT})}):
        reasons.append(f"{name} was changed by a person")
    if any(_is_laid_out(page, name) for name in page.fields if name not in touched):
        reasons.append("the front matter has a layout or comments of its own")
    if ABSTRACT not in page.passages:
        reasons.append(f"a person removed the passage {ABSTRACT}")
    for name, passage in sorted(page.passages.items()):
        if not passage.is_untouched():
            reasons.append(f"the passage {name} was changed by a person")
    if _HINT.sub("", page.notes()).strip():
        reasons.append("there are notes on it")
    if paper.slug in linked:
        reasons.append(f"{linked[paper.slug]} links to it")
    return reasons


def _is_laid_out(page: PageFile, name: str) -> bool:
    """Say whether the lines of a field, or those above it, are not as the generator writes them."""
    start, end = page.spans[name]
    lines = "".join(page.lines[start:end]).replace("\r\n", "\n")
    above = page.lines[start - 1].strip()
    is_alone = above.startswith("#") or not above
    return lines != to_field(name, page.fields[name]) or is_alone
