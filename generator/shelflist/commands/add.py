"""`shelflist add`: papers from a file, a text, or an id that is looked up, into a seed."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from shelflist.adding import ADDED_FILE, Addition, append, to_additions
from shelflist.build import Caches, read_library
from shelflist.cache import FOLDER
from shelflist.commands import CLEAN, MISUSE, PROBLEMS
from shelflist.console import print_json, print_problems, print_table
from shelflist.inputs import Inputs
from shelflist.library import Library
from shelflist.lookup.wanted import IdKind, Wanted, parse_wanted
from shelflist.model import Record
from shelflist.output import hold_lock, read_ordinary, write_files
from shelflist.problems import (
    Location,
    MisuseError,
    Problem,
    Refusal,
    ShelflistError,
    count_errors,
)
from shelflist.readers.reading import Reading, to_record_dict
from shelflist.readers.table import read_seed
from shelflist.seeds import read_bytes, read_folder

if TYPE_CHECKING:
    from shelflist.lookup.asking import Services

_STDIN = "-"
_MOST_BYTES = 200_000_000


@dataclass(slots=True)
class _Understood:
    """What the command line named, as far as it was understood."""

    records: list[Record] = field(default_factory=list)
    refused: list[tuple[str, Refusal]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def run(options: argparse.Namespace) -> int:
    """Run `shelflist add`."""
    inputs, library = read_library(options.root, Caches(options.root), lambda _: None)
    with ExitStack() as opened:
        asker = _Asker(options, inputs, opened)
        understood = _understand(options, asker)
    additions = to_additions(understood.records, library, _read_added(options.root))
    wanted = [each for each in additions if not each.is_there]
    if not options.json:
        _print(additions, understood)
    is_written = bool(wanted) and _is_agreed(options, len(wanted))
    if is_written:
        _write(options.root, [each.record for each in wanted], library)
    if options.json:
        _print_json(additions, understood, is_written)
    elif is_written:
        print(f"Added {len(wanted)} to {ADDED_FILE}; `shelflist generate` makes the pages.")
    if wanted and not is_written and not _can_ask(options):
        return MISUSE
    is_empty = not additions
    return PROBLEMS if is_empty or count_errors(understood.problems) else CLEAN


class _Asker:
    """Looks papers up, once somebody wants one: most runs with a file need no service."""

    def __init__(self, options: argparse.Namespace, inputs: Inputs, opened: ExitStack) -> None:
        self.is_allowed = not options.no_lookup
        self._root, self._settings, self._opened = options.root, inputs.settings, opened
        self._services: Services | None = None

    def ask(self, wanted: Wanted, understood: _Understood) -> Record | None:
        """Look a paper up; what goes wrong is noted, each thing once."""
        from shelflist.lookup.finding import find_paper  # here: it loads an HTTP client

        try:
            found = find_paper(wanted, self._open())
        except ShelflistError as error:
            understood.problems += [p for p in error.problems if p not in understood.problems]
            return None
        understood.problems += [p for p in found.problems if p not in understood.problems]
        return found.record

    def _open(self) -> Services:
        if self._services is None:
            from shelflist.lookup.asking import Services
            from shelflist.lookup.web import Web

            addresses = self._settings.services
            paces = Services.to_paces(addresses)
            cache = self._root / FOLDER / "answers.sqlite"
            web = self._opened.enter_context(Web(cache, self._settings.contact, paces))
            self._services = Services(web, addresses)
        return self._services


def _understand(options: argparse.Namespace, asker: _Asker) -> _Understood:
    understood = _Understood()
    named: Sequence[str] = options.what
    if not named and not sys.stdin.isatty():
        named = [_STDIN]
    if not named:
        raise MisuseError(
            Problem(
                Location("shelflist add"),
                "nothing-named",
                "nothing to add is named",
                "Name a file, a DOI, an arXiv id or an address, or - for standard input.",
            )
        )
    for text in named:
        if text == _STDIN:
            _read("standard input", sys.stdin.buffer.read(_MOST_BYTES), options, understood, asker)
        elif Path(text).is_dir():
            found = read_folder(Path(text), text, read_seed, options.format, understood.problems)
            for reading in found:
                _take(reading, understood, asker)
        elif Path(text).is_file():
            _read(text, read_bytes(Path(text), text), options, understood, asker)
        else:
            _look_up(text, understood, asker)
    return understood


def _look_up(text: str, understood: _Understood, asker: _Asker) -> None:
    try:
        wanted = parse_wanted(text)
    except ValueError as error:
        mend = "Name a file, a DOI or an arXiv id; or give its BibTeX on standard input."
        if text.startswith(("http://", "https://")):
            mend = "Copy the DOI or the BibTeX entry from that page, and give that instead."
        understood.problems.append(Problem(Location(text), "not-an-id", str(error), mend))
        return
    if not asker.is_allowed:
        mend = "Leave --no-lookup out, or give its BibTeX on standard input."
        message = "it would have to be looked up"
        understood.problems.append(Problem(Location(text), "look-up", message, mend))
    elif record := asker.ask(wanted, understood):
        understood.records.append(record)


def _read(
    name: str, data: bytes, options: argparse.Namespace, understood: _Understood, asker: _Asker
) -> None:
    """Read a text as a seed is read."""
    try:
        reading = read_seed(name, data, options.format)
    except ShelflistError as error:
        understood.problems += error.problems
        return
    _take(reading, understood, asker)


def _take(reading: Reading, understood: _Understood, asker: _Asker) -> None:
    """Take what a reading gives; what is no more than an id is looked up.

    An id that no service answers for is not added: the paper behind it would never be filled in.
    """
    understood.problems += reading.problems
    understood.refused += [(reading.file, each) for each in reading.refused]
    for record in reading.records:
        if record.kind.value == "table-row":
            continue
        wanted = _find_wanted(record)
        if wanted is None or not asker.is_allowed:
            understood.records.append(replace(record, raw=""))
        elif found := asker.ask(wanted, understood):
            understood.records.append(found)
        else:
            reason = "it is no more than an id, and nobody could be asked for it or knows it"
            mend = "Try again later; --no-lookup adds the id alone."
            refusal = Refusal(record.place.line, str(wanted), reason, mend)
            understood.refused.append((reading.file, refusal))


def _find_wanted(record: Record) -> Wanted | None:
    """Find the id of a record that has nothing else to say of its paper."""
    if record.title or record.abstract:
        return None
    if record.arxiv:
        return Wanted(IdKind.ARXIV, record.arxiv)
    return Wanted(IdKind.DOI, record.doi) if record.doi else None


def _read_added(root: Path) -> str:
    try:
        return read_ordinary(root / ADDED_FILE).decode("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return ""


def _can_ask(options: argparse.Namespace) -> bool:
    return bool(options.yes) or (sys.stdin.isatty() and not options.json)


def _is_agreed(options: argparse.Namespace, count: int) -> bool:
    """Ask whether to write; where nobody can be asked, `--yes` must have said so."""
    if options.yes:
        return True
    if not _can_ask(options):
        print(f"Nothing was written. Say --yes to add {count} to {ADDED_FILE}.", file=sys.stderr)
        return False
    try:
        answer = input(f"Add {count} to {ADDED_FILE}? [y/N] ")
    except EOFError:
        return False
    return answer.strip().lower() in ("y", "yes")


def _write(root: Path, records: Sequence[Record], library: Library) -> None:
    with hold_lock(root, f"{FOLDER}/running"):
        keys = (str(paper.fields.get("citation_key", "")) for paper in library.papers)
        text = _read_added_strictly(root)
        write_files(root, {}, {ADDED_FILE: append(text, records, keys)}, {})


def _read_added_strictly(root: Path) -> str:
    """Read the seed; it must not be written over because it could not be read."""
    try:
        return read_ordinary(root / ADDED_FILE).decode("utf-8-sig")
    except FileNotFoundError:
        return ""
    except (OSError, UnicodeDecodeError) as error:
        message = f"cannot be read: {error}"
        mend = "Make it an ordinary file in UTF-8, or move it away."
        raise ShelflistError(Problem(Location(ADDED_FILE), "unreadable", message, mend)) from None


def _print(additions: Iterable[Addition], understood: _Understood) -> None:
    print_table(("", "title", "authors", "year", "venue", "id"), map(_to_row, additions))
    print_problems(sorted(understood.problems))
    print_problems(_to_problems(understood))


def _to_problems(understood: _Understood) -> Iterator[Problem]:
    """Name what was refused, unless its reader said so already."""
    told = {(problem.location.file, problem.location.line) for problem in understood.problems}
    for name, each in understood.refused:
        if (name, each.line) in told:
            continue
        message = f'"{each.what}" was not taken: {each.reason}'
        yield Problem(Location(name, each.line), "refused", message, each.mend)


def _to_row(addition: Addition) -> tuple[str, ...]:
    record = addition.record
    if addition.is_there:
        state = "there already"
    else:
        state = f"more on {addition.slug}" if addition.slug else "new"
    names = ", ".join(map(str, record.authors[:3]))
    others = " et al." if record.more_authors or len(record.authors) > 3 else ""
    return (
        state,
        record.title or f"{record.provisional_title} (working title)",
        names + others,
        str(record.year or ""),
        record.venue or "",
        record.doi or record.arxiv or record.url or "",
    )


def _print_json(additions: Iterable[Addition], understood: _Understood, is_written: bool) -> None:
    print_json(
        {
            "seed": ADDED_FILE,
            "written": is_written,
            "records": [
                to_record_dict(each.record) | {"slug": each.slug or None, "is_there": each.is_there}
                for each in additions
            ],
            "refused": [
                {"file": name, "line": r.line, "what": r.what, "reason": r.reason, "mend": r.mend}
                for name, r in understood.refused
            ],
            "problems": [problem.to_dict() for problem in sorted(understood.problems)],
        }
    )
