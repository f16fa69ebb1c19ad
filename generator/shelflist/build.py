"""The pipeline: seeds and pages in, `docs/` out.

read → join → merge with the pages → related → references → render → write
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from shelflist.cache import FOLDER, Cache
from shelflist.checks import check_library
from shelflist.edits.memory import LOCK_FILE, to_lock
from shelflist.edits.pagefile import parse_page
from shelflist.exports import render_exports
from shelflist.inputs import FOLDERS, Inputs, read_inputs
from shelflist.library import Library, Paper, build_library
from shelflist.output import hold_lock, remove_leftovers, write_files
from shelflist.pages.site_pages import Rendered, render_site
from shelflist.problems import Problem
from shelflist.stored import CachedJoin, CachedPages, CachedReader, CachedTopics, CachedYaml

Progress = Callable[[str], None]
"""Told the name of each stage as it begins."""


@dataclass(frozen=True, slots=True)
class Account:
    """What a run of `generate` did.

    Attributes:
        papers: Papers of the list.
        new, changed, unchanged: How their pages fared.
        deleted: Papers whose page a person deleted.
        duplicates_joined: Records that speak of a paper which another record brought.
        unexplained: Lines of seeds that no reader understood.
        files_written: Files written or removed, whatever they are.
        problems: Everything to report, sorted.
    """

    papers: int
    new: int
    changed: int
    unchanged: int
    deleted: int
    duplicates_joined: int
    unexplained: int
    files_written: int
    problems: tuple[Problem, ...] = field(default=())

    def to_dict(self) -> dict[str, object]:
        """Give the account as plain data for `--json`."""
        return {
            "papers": self.papers,
            "new": self.new,
            "changed": self.changed,
            "unchanged": self.unchanged,
            "deleted": self.deleted,
            "duplicates_joined": self.duplicates_joined,
            "unexplained_lines": self.unexplained,
            "files_written": self.files_written,
            "problems": [problem.to_dict() for problem in self.problems],
        }


class Caches:
    """What is kept between runs, by stage."""

    def __init__(self, root: Path) -> None:
        """Open the caches of the list in `root`."""
        self.readings = Cache(root, "readings")
        self.yaml = Cache(root, "yaml")
        self.parsed = Cache(root, "parsed")
        self.joining = Cache(root, "joining")
        self.topics = Cache(root, "topics")
        self.related = Cache(root, "related")
        self.references = Cache(root, "references")
        self.pages = Cache(root, "pages")
        self.exports = Cache(root, "exports")

    def save(self) -> None:
        """Write what this run used."""
        for cache in vars(self).values():
            cache.save()


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that a run would write, before anything is written."""

    inputs: Inputs
    library: Library
    rendered: Rendered
    problems: tuple[Problem, ...]


def read_library(root: Path, caches: Caches, progress: Progress) -> tuple[Inputs, Library]:
    """Read seeds and pages and join them.

    Raises:
        ShelflistError: With every problem that stops the work.
    """
    progress("Reading seeds and pages")
    parse = CachedYaml(caches.yaml)
    inputs = read_inputs(root, CachedReader(caches.readings), CachedPages(caches.parsed), parse)
    progress("Joining records")
    records = [record for reading in inputs.readings for record in reading.records]
    library = build_library(
        records,
        inputs.papers,
        inputs.memory,
        inputs.seed_names,
        CachedTopics(caches.topics, inputs.taxonomy, inputs.taxonomy_text),
        CachedJoin(caches.joining),
    )
    return inputs, library


def make_plan(root: Path, caches: Caches, progress: Progress, *, will_write: bool = False) -> Plan:
    """Do everything but write.

    Args:
        root: The list's folder.
        caches: What earlier runs found out.
        progress: Told each stage.
        will_write: Whether problems shall name the lines of the pages as they will be
            written, instead of those that stand there now.
    """
    inputs, library = read_library(root, caches, progress)
    rendered = render_site(inputs, library, caches, progress)
    progress("Checking")
    checked = _as_written(library, rendered) if will_write else library
    problems = sorted({*inputs.problems, *check_library(inputs, checked), *rendered.problems})
    return Plan(inputs, library, rendered, tuple(problems))


def _as_written(library: Library, rendered: Rendered) -> Library:
    """Give the library with those pages as they will be that a check may speak of."""

    def update(paper: Paper) -> Paper:
        text = rendered.pages.get(paper.src_uri)
        if text is None or not (paper.page or paper.is_provisional):
            return paper
        return replace(paper, page=parse_page(text, str(paper.record.place.file)))

    return replace(library, papers=tuple(map(update, library.papers)))


def generate(root: Path, progress: Progress) -> Account:
    """Write `docs/` from the seeds and the pages.

    Raises:
        ShelflistError: With every problem that stops the work; nothing was written.
    """
    with hold_lock(root / FOLDER / "running"), _caches(root) as caches:
        plan = make_plan(root, caches, progress, will_write=True)
        remove_leftovers([root, *(root / plan.inputs.settings.docs_dir / f for f in FOLDERS)])
        files = _find_changes(root, plan, caches)
        progress("Writing")
        _write(root, plan, files)
        _learn(caches, plan)
        return _account(plan, files)


@contextmanager
def _caches(root: Path) -> Iterator[Caches]:
    caches = Caches(root)
    yield caches
    caches.save()


def _find_changes(root: Path, plan: Plan, caches: Caches) -> dict[str, str | None]:
    """Give the files whose bytes change, `None` for those to remove."""
    docs_dir = plan.inputs.settings.docs_dir
    changes: dict[str, str | None] = {
        f"{docs_dir}/{src_uri}": text for src_uri, text in plan.rendered.pages.items()
    }
    exports = render_exports(plan.library.papers, root / docs_dir, caches.exports)
    return changes | {f"{docs_dir}/{src_uri}": text for src_uri, text in exports.items()}


def _is_same(path: Path, text: str) -> bool:
    try:
        return path.read_bytes() == text.encode("utf-8")
    except OSError:
        return False


def _write(root: Path, plan: Plan, files: Mapping[str, str | None]) -> None:
    """Write the changes, remembering before and after what is ours.

    While pages are being replaced the lock remembers what each was and what it shall be,
    so that a run which is killed leaves nothing that looks like a person's edit.
    """
    after = plan.rendered.memory
    lock = to_lock(after)
    texts = plan.rendered.pages.items()
    pending = {page: (text, after[page]) for page, text in texts if text and page in after}
    is_same = _is_same(root / LOCK_FILE, lock)
    if is_same and not files:
        return
    first = {LOCK_FILE: to_lock(plan.inputs.memory, pending)} if files else {}
    write_files(root, first, files, {LOCK_FILE: lock})


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
        deleted=len(library.deleted),
        duplicates_joined=joined,
        unexplained=sum(len(reading.lines.unexplained) for reading in plan.inputs.readings),
        files_written=len(files),
        problems=plan.problems,
    )


def _count_founding(records: Sequence[object]) -> int:
    return sum(getattr(record, "kind", "") != "table-row" for record in records)
