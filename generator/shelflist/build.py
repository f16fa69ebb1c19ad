"""The pipeline: seeds and pages in, `docs/` out.

read → join → merge with the pages → render → write
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from shelflist.arrivals import Arrivals
from shelflist.cache import FOLDER, Cache
from shelflist.checks import check_library
from shelflist.edits.memory_files import JOURNAL, find_memory_changes, to_journal
from shelflist.edits.pagefile import parse_page
from shelflist.exports.leftovers import find_leftovers
from shelflist.exports.schema import SCHEMA, render_schema
from shelflist.inputs import FOLDERS, Inputs, read_inputs
from shelflist.library import Library, Paper, build_library
from shelflist.output import hold_lock, read_ordinary, remove_leftovers, write_files
from shelflist.pages.site_pages import Rendered, render_site
from shelflist.problems import PageError, Problem, Severity, count_errors
from shelflist.redirects import REDIRECTS_FILE
from shelflist.redirects.docs import read_docs, remove_empty_folders
from shelflist.stored import CachedJoin, CachedPages, CachedReader, CachedTopics, CachedYaml
from shelflist.topics.taxonomy import UNSORTED

Progress = Callable[[str], None]
"""Told the name of each stage as it begins."""


@dataclass(frozen=True, slots=True)
class Account:
    """What a run of `generate` did.

    Attributes:
        papers: Papers of the list.
        new, changed, unchanged: How their pages fared.
        by_hand: Pages of papers of which nothing was remembered: people wrote them.
        moved: Pages that a person moved or renamed.
        deleted: Papers whose page a person deleted.
        duplicates_joined: Records that speak of a paper which another record brought.
        unexplained: Lines of seeds that no reader understood.
        refused: Records of seeds that were not taken.
        files_written: Files written or removed, whatever they are.
        problems: Everything to report, sorted.
    """

    papers: int
    new: int
    changed: int
    unchanged: int
    by_hand: int
    moved: int
    deleted: int
    duplicates_joined: int
    unexplained: int
    refused: int
    files_written: int
    problems: tuple[Problem, ...] = field(default=())

    def to_dict(self) -> dict[str, object]:
        """Give the account as plain data for `--json`."""
        return {
            "papers": self.papers,
            "new": self.new,
            "changed": self.changed,
            "unchanged": self.unchanged,
            "by_hand": self.by_hand,
            "moved": self.moved,
            "deleted": self.deleted,
            "duplicates_joined": self.duplicates_joined,
            "unexplained_lines": self.unexplained,
            "refused": self.refused,
            "files_written": self.files_written,
            "problems": [problem.to_dict() for problem in self.problems],
        }


Amend = Callable[[Inputs, Library], Inputs]
"""Changes pages and memory before a run decides anything, as a person's command asks."""


class Caches:
    """What is kept between runs, by stage."""

    def __init__(self, root: Path) -> None:
        """Open the caches of the list in `root`."""
        self.readings = Cache(root, "readings")
        self.yaml = Cache(root, "yaml")
        self.parsed = Cache(root, "parsed")
        self.joining = Cache(root, "joining")
        self.abstracts = Cache(root, "abstracts")
        self.topics = Cache(root, "topics")
        self.pages = Cache(root, "pages")

    def save(self) -> None:
        """Write what this run used."""
        for cache in vars(self).values():
            cache.save()

    def save_unless_locked(self, root: Path) -> None:
        """Write what a run used that changes nothing else, if it can be written."""
        with suppress(PageError, OSError), hold_lock(root, f"{FOLDER}/running"):
            self.save()


@dataclass(frozen=True)
class Plan:
    """Everything that a run would write, before anything is written.

    `redirects` is the file of old addresses if it changes, by path in `docs_dir`, and `None` for
    what earlier versions left there; `is_refused` says that a redirect is wrong, so that nothing
    may be written.
    """

    inputs: Inputs
    library: Library
    rendered: Rendered
    redirects: Mapping[str, str | None]
    is_refused: bool
    problems: tuple[Problem, ...]


def read_library(
    root: Path, caches: Caches, progress: Progress, *, will_write: bool = False
) -> tuple[Inputs, Library]:
    """Read seeds and pages and join them.

    Args:
        root: The list's folder.
        caches: What earlier runs found out.
        progress: Told each stage.
        will_write: Whether it must be possible to write, too.

    Raises:
        ShelflistError: With every problem that stops the work.
    """
    progress("Reading seeds and pages")
    parse = CachedYaml(caches.yaml)
    read, take_apart = CachedReader(caches.readings), CachedPages(caches.parsed)
    inputs = read_inputs(root, read, take_apart, parse, will_write=will_write)
    progress("Joining records")
    return inputs, _join(root, inputs, caches)


def _join(root: Path, inputs: Inputs, caches: Caches) -> Library:
    records = [record for reading in inputs.readings for record in reading.records]
    return build_library(
        records,
        inputs.papers,
        inputs.memory,
        inputs.seed_names,
        CachedTopics(caches.topics, inputs.taxonomy, inputs.taxonomy_text),
        CachedJoin(caches.joining, caches.abstracts),
        _to_slugs(inputs.redirects),
        Arrivals(root, inputs.settings).find,
    )


def make_plan(
    root: Path,
    caches: Caches,
    progress: Progress,
    *,
    will_write: bool = False,
    amend: Amend | None = None,
) -> Plan:
    """Do everything but write.

    Args:
        root: The list's folder.
        caches: What earlier runs found out.
        progress: Told each stage.
        will_write: Whether it must be possible to write, and problems shall name the lines of
            the pages as they will be written, instead of those that stand there now.
        amend: Changes pages and memory before anything else is decided.
    """
    inputs, library = read_library(root, caches, progress, will_write=will_write)
    if amend:
        inputs = amend(inputs, library)
        library = _join(root, inputs, caches)
    rendered = render_site(inputs, library, caches.pages, progress)
    for src_uri in inputs.on_disk:
        page = inputs.pages.get(src_uri)
        rendered.pages.setdefault(src_uri, page.text if page else None)
    progress("Checking")
    checked = _as_written(library, rendered) if will_write else library
    redirects, wrong = _plan_redirects(root, inputs, library, rendered)
    found = map(_say_quoted, inputs.problems) if will_write else inputs.problems
    problems = {*found, *check_library(inputs, checked), *rendered.problems, *wrong}
    is_refused = count_errors(wrong) > 0
    return Plan(inputs, library, rendered, redirects, is_refused, tuple(sorted(problems)))


def _plan_redirects(
    root: Path, inputs: Inputs, library: Library, rendered: Rendered
) -> tuple[dict[str, str | None], list[Problem]]:
    """Say which files change for old addresses, and what is wrong with these."""
    docs_dir = inputs.settings.docs_dir
    names, written = read_docs(root / docs_dir)
    changes: dict[str, str | None] = dict.fromkeys(written)
    moved = {**library.moved, **rendered.successors}
    if not (inputs.redirects or moved):
        return changes, []
    # Here, not above: most runs have nothing to redirect.
    from shelflist.redirects.plan import check_returned, plan_redirects
    from shelflist.redirects.table import to_published

    removed = {src_uri for src_uri, text in rendered.pages.items() if text is None}
    there = {*names, *rendered.pages, *find_drawn(inputs, rendered)} - removed - rendered.parts
    published, site_url = to_published(there), inputs.settings.site_url
    plan = plan_redirects(inputs.redirects, docs_dir, published, moved, site_url)
    if plan.text != inputs.redirects:
        changes[REDIRECTS_FILE] = plan.text
    returned = sorted(library.deleted.keys() - inputs.memory.keys())
    return changes, [*plan.problems, *check_returned(inputs.redirects, docs_dir, returned)]


def find_drawn(inputs: Inputs, rendered: Rendered) -> set[str]:
    """Give the paths in `docs_dir` of pages and files that only the site has."""
    # Here, not above: a run that writes no more than pages needs no form of export.
    from shelflist.exports.written import usual_names

    topics = [topic.id for topic in inputs.taxonomy.topics]
    return rendered.drawn.union(usual_names([*topics, UNSORTED]))


def _to_slugs(redirects: str) -> dict[str, str]:
    if not redirects:
        return {}
    from shelflist.redirects.table import to_slugs

    return to_slugs(redirects)


def _as_written(library: Library, rendered: Rendered) -> Library:
    """Give the library with those pages as they will be that a check may speak of."""

    def update(paper: Paper) -> Paper:
        text = rendered.pages.get(paper.src_uri)
        if text is None or not (paper.page or paper.is_provisional):
            return paper
        return replace(paper, page=parse_page(text, str(paper.record.place.file)))

    return replace(library, papers=tuple(map(update, library.papers)))


def _say_quoted(problem: Problem) -> Problem:
    """What a run puts in quotes needs no mending any more."""
    if problem.rule != "quoted-scalar":
        return problem
    mend = "It stands in quotes now; see that it is what you meant."
    return replace(problem, mend=mend, severity=Severity.NOTICE)


def generate(root: Path, progress: Progress, amend: Amend | None = None) -> Account:
    """Write `docs/` from the seeds and the pages.

    Args:
        root: The list's folder.
        progress: Told each stage.
        amend: Changes pages and memory first; all is then written together.

    Raises:
        ShelflistError: With every problem that stops the work; nothing was written.
    """
    with hold_lock(root, f"{FOLDER}/running"), _caches(root) as caches:
        plan = make_plan(root, caches, progress, will_write=True, amend=amend)
        if plan.is_refused:
            raise PageError(*(p for p in plan.problems if p.severity is Severity.ERROR))
        uris = (*plan.inputs.pages, *plan.rendered.pages)
        folders = {*FOLDERS, *(uri.rpartition("/")[0] for uri in uris)}
        docs = root / plan.inputs.settings.docs_dir
        remembered = {(root / name).parent for name in plan.inputs.remembered.texts}
        remove_leftovers([root, *remembered, *(docs / folder for folder in folders)])
        files = find_changes(root, plan)
        progress("Writing")
        _write(root, plan, files)
        removed = (name for name, text in files.items() if text is None)
        remove_empty_folders(root, removed)
        _learn(caches, plan)
        return _account(plan, files)


@contextmanager
def _caches(root: Path) -> Iterator[Caches]:
    caches = Caches(root)
    yield caches
    caches.save()


def find_changes(root: Path, plan: Plan) -> dict[str, str | None]:
    """Give the files whose bytes change, `None` for those to remove."""
    inputs, docs_dir = plan.inputs, plan.inputs.settings.docs_dir
    docs, references = root / docs_dir, inputs.pages.get("references/index.md")
    changes: dict[str, str | None] = {**plan.rendered.pages, **plan.redirects}
    changes |= dict.fromkeys(find_leftovers(docs, references))
    schema = render_schema(inputs.settings, inputs.taxonomy)
    if _read(docs / SCHEMA) != schema.encode():
        changes[SCHEMA] = schema
    changes |= dict.fromkeys(_check_styles(root, docs, inputs.settings.citation_styles))
    return {f"{docs_dir}/{src_uri}": text for src_uri, text in changes.items()}


def _read(path: Path) -> bytes | None:
    try:
        return read_ordinary(path)
    except OSError:
        return None


def _check_styles(root: Path, docs: Path, styles: Sequence[str]) -> list[str]:
    """Look at the list's own citation styles; give scripts of theirs that `docs/` once had."""
    has_own = any(style.endswith(".csl") for style in styles)
    if not has_own and not (docs / "assets").is_dir():
        return []
    from shelflist.citations.browser import find_leftover_scripts, render_scripts

    render_scripts(root, styles)
    return find_leftover_scripts(docs)


def _write(root: Path, plan: Plan, files: Mapping[str, str | None]) -> None:
    """Write the changes, remembering before and after what is ours.

    While pages are being replaced a journal says what each shall be, so that a run which is
    killed leaves nothing that looks like a person's edit.
    """
    after = plan.rendered.memory
    texts = plan.rendered.pages.items()
    pending = {page: (text, after[page]) for page, text in texts if text and page in after}
    memory = find_memory_changes(plan.inputs.remembered, after)
    if files and memory:
        write_files(root, {JOURNAL: to_journal(pending)}, files, memory, {JOURNAL: None})
    elif files or memory:
        write_files(root, files, memory)


def _learn(caches: Caches, plan: Plan) -> None:
    """Take the pages just written apart, so that the next run need not."""
    parse = CachedPages(caches.parsed)
    for src_uri, text in plan.rendered.pages.items():
        if text is not None:
            parse(text, f"{plan.inputs.settings.docs_dir}/{src_uri}")


def _account(plan: Plan, files: Mapping[str, str | None]) -> Account:
    library, docs_dir = plan.library, plan.inputs.settings.docs_dir
    touched = [p for p in library.papers if f"{docs_dir}/{p.src_uri}" in files]
    new = sum(paper.page is None for paper in touched)
    joined = sum(max(0, _count_founding(p.work.records) - 1) for p in library.papers if p.work)
    return Account(
        papers=len(library.papers),
        new=new,
        changed=len(touched) - new,
        unchanged=len(library.papers) - len(touched),
        by_hand=sum(paper.is_unknown for paper in library.papers),
        moved=len(library.moved),
        deleted=len(library.deleted),
        duplicates_joined=joined,
        unexplained=sum(len(reading.lines.unexplained) for reading in plan.inputs.readings),
        refused=sum(len(reading.refused) for reading in plan.inputs.readings),
        files_written=len(files),
        problems=plan.problems,
    )


def _count_founding(records: Sequence[object]) -> int:
    return sum(getattr(record, "kind", "") != "table-row" for record in records)
