"""The command line: arguments in, messages out, exit code 0 clean, 1 problems, 2 misuse.

What only one command needs is loaded by it: the commonest, `generate`, starts faster so.
"""

from __future__ import annotations

import argparse
import gc
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from shelflist import __version__
from shelflist.build import Account, Caches, count_errors, generate, make_plan, read_library
from shelflist.config import read_settings
from shelflist.console import print_problems, print_table, show_progress, visible
from shelflist.inputs import check_list, read_bytes
from shelflist.problems import MisuseError, Problem, Severity, ShelflistError
from shelflist.readers.reading import Reading

CLEAN, PROBLEMS, MISUSE = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give its exit code."""
    options = _parser().parse_args(arguments)
    command: Callable[[argparse.Namespace], int] = options.run
    try:
        if options.command != "read":
            check_list(options.root)
        if options.command != "serve":
            gc.disable()  # what a run makes lives to its end: looking for garbage finds none
        return command(options)
    except ShelflistError as error:
        if getattr(options, "json", False):
            print(json.dumps({"problems": [p.to_dict() for p in error.problems]}))
        else:
            print_problems(error.problems)
        return MISUSE if isinstance(error, MisuseError) else PROBLEMS
    except BrokenPipeError:
        sys.stderr.close()
        return CLEAN
    except KeyboardInterrupt:
        print("\nStopped; nothing is half-written.", file=sys.stderr)
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="shelflist", description="Turn a pile of research papers into a website."
    )
    parser.add_argument("--version", action="version", version=f"shelflist {__version__}")
    parser.add_argument(
        "-C", dest="root", metavar="DIR", type=Path, default=Path(), help="the list's folder"
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def add(name: str, run: Callable[[argparse.Namespace], int], text: str) -> _Parser:
        command = commands.add_parser(name, help=text, description=text)
        command.set_defaults(run=run)
        return command

    read = add("read", run_read, "Show what a seed says, without touching anything.")
    read.add_argument("files", nargs="+", metavar="FILE", type=Path)
    read.add_argument("--format", metavar="NAME", help="read it as this form (see the guide)")
    made = add("generate", run_generate, "Read all seeds and write docs/.")
    built = add("build", run_build, "Generate, then build the site into site/.")
    built.add_argument(
        "--offline", action="store_true", help="a folder and a zip that open by double click"
    )
    served = add("serve", run_serve, "Build, serve and reload while you write.")
    served.add_argument("--address", default="127.0.0.1:8000", metavar="HOST:PORT")
    told = add("explain", run_explain, "Say where each fact of a paper came from.")
    told.add_argument("slug", metavar="SLUG")
    checked = add("check", run_check, "Validate seeds, topics and pages.")
    for command in (read, made, built, told, checked):
        command.add_argument("--json", action="store_true", help="answer as JSON")
    return parser


_Parser = argparse.ArgumentParser


def run_read(options: argparse.Namespace) -> int:
    """Run `shelflist read`."""
    from shelflist.readers.table import read_seed  # only now: see `shelflist.readers`

    problems: list[Problem] = []
    for path in options.files:
        name = path.as_posix()
        try:
            reading = read_seed(name, read_bytes(path, name), options.format)
        except ShelflistError as error:
            problems.extend(error.problems)
            if options.json:
                _print_json({"file": name, "problems": [p.to_dict() for p in error.problems]})
            continue
        problems.extend(reading.problems)
        if options.json:
            _print_json(reading.to_dict())
        else:
            _print_reading(reading)
    if not options.json:
        print_problems(problems)
    if any(problem.rule == "unknown-format" for problem in problems):
        return MISUSE
    return PROBLEMS if count_errors(problems) else CLEAN


def _print_json(value: object) -> None:
    print(json.dumps(value, ensure_ascii=False))


def _print_reading(reading: Reading) -> None:
    print(visible(f"{reading.file}: {reading.format}, {len(reading.records)} records"))
    rows = []
    for record in reading.records:
        title = record.title or record.provisional_title or record.short_name or record.note or ""
        mark = "" if record.title or record.kind.value == "table-row" else " (working title)"
        rows.append(
            (
                str(record.place.line),
                record.kind.value,
                title + mark,
                str(record.authors[0]) if record.authors else "",
                str(record.year or ""),
                record.doi or record.arxiv or "",
            )
        )
    print_table(("line", "kind", "title", "first author", "year", "id"), rows)
    lines = reading.lines.to_dict()
    unexplained = ", ".join(map(str, reading.lines.unexplained)) or "none"
    counts = ", ".join(f"{n} {name}" for name, n in lines.items() if name != "unexplained")
    print(f"Lines: {counts}; unexplained: {unexplained}")


def run_generate(options: argparse.Namespace) -> int:
    """Run `shelflist generate`."""
    account = _generate(options)
    return PROBLEMS if count_errors(account.problems) else CLEAN


def _generate(options: argparse.Namespace) -> Account:
    with show_progress() as progress:
        account = generate(options.root, progress)
    if getattr(options, "json", False):
        _print_json(account.to_dict())
    else:
        _print_account(account)
    return account


def _print_account(account: Account) -> None:
    shown = [p for p in account.problems if p.severity is not Severity.NOTICE]
    print_problems(shown)
    errors = count_errors(shown)
    parts = [
        f"{account.papers} papers: {account.new} new, {account.changed} changed, "
        f"{account.unchanged} unchanged",
        f"{account.duplicates_joined} duplicates joined",
        f"{account.unexplained} unexplained lines",
        f"{errors} problems",
    ]
    if account.deleted:
        parts.insert(1, f"{account.deleted} deleted by a person")
    if warnings := len(shown) - errors:
        parts.append(f"{warnings} warnings")
    print("; ".join(parts) + ".")
    notices = len(account.problems) - len(shown)
    if notices:
        print(f"{notices} notices: see them with  shelflist check")


def run_build(options: argparse.Namespace) -> int:
    """Run `shelflist build`."""
    from shelflist.site import build_offline, build_site

    account = _generate(options)
    if count_errors(account.problems):
        return PROBLEMS
    if options.offline:
        folder, archive = build_offline(options.root, is_quiet=True)
        message = f"Built {folder}/ and {archive}: open {folder}/index.html by double click."
    else:
        folder = build_site(options.root, read_settings(options.root).site_dir, is_quiet=True)
        message = f"Built {folder}/."
    print(message, file=sys.stderr if options.json else sys.stdout)
    return CLEAN


def run_serve(options: argparse.Namespace) -> int:
    """Run `shelflist serve`."""
    from shelflist.serving import serve

    _generate(options)
    serve(options.root, options.address, lambda: _generate(options))
    return CLEAN


def run_explain(options: argparse.Namespace) -> int:
    """Run `shelflist explain`."""
    from shelflist.explaining import explain

    caches = Caches(options.root)
    inputs, library = read_library(options.root, caches, lambda _: None)
    explanation = explain(options.slug, inputs, library)
    if options.json:
        _print_json(explanation.to_dict())
    else:
        print(explanation.to_text())
    return CLEAN


def run_check(options: argparse.Namespace) -> int:
    """Run `shelflist check`."""
    with show_progress() as progress:
        plan = make_plan(options.root, Caches(options.root), progress)
    if options.json:
        _print_json({"problems": [problem.to_dict() for problem in plan.problems]})
    else:
        print_problems(plan.problems, to_stdout=True)
        errors = count_errors(plan.problems)
        print(
            f"{len(plan.library.papers)} papers, {errors} problems, "
            f"{len(plan.problems) - errors} notices and warnings."
        )
    return PROBLEMS if count_errors(plan.problems) else CLEAN


if __name__ == "__main__":
    sys.exit(main())
