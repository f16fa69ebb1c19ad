"""The command line: arguments in, messages out, exit code 0 clean, 1 problems, 2 misuse.

What only one command needs is loaded by it: the commonest, `generate`, starts faster so.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import Protocol

from shelflist import __version__
from shelflist.interrupts import interruptible
from shelflist.problems import ShelflistError
from shelflist.starting import STOPPED, start

FORMATS = ("text", "json", "github", "markdown")
Run = Callable[[argparse.Namespace], int]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give its exit code."""
    try:
        with interruptible():
            return _run(_parser().parse_args(arguments))
    except (KeyboardInterrupt, RuntimeError) as error:
        # What comes while a class is made Python wraps in an error of its own.
        if KeyboardInterrupt not in (type(error), type(error.__cause__)):
            raise
        print("\nStopped; nothing is half-written.", file=sys.stderr)
        return STOPPED


def _run(options: argparse.Namespace) -> int:
    import gc

    from shelflist.commands import MISUSE, PROBLEMS
    from shelflist.inputs import check_list
    from shelflist.problems import MisuseError
    from shelflist.publishing import finish_stopped_builds

    try:
        run: Run = import_module(f"shelflist.commands.{options.module}").run
        if options.command != "read":
            check_list(options.root)
            for name in finish_stopped_builds(options.root):
                print(f"{name}/ is now what a stopped build had made.", file=sys.stderr)
        if options.command != "serve":
            gc.disable()  # what a run makes lives to its end: looking for garbage finds none
        return run(options)
    except ShelflistError as error:
        _print_error(options, error)
        return MISUSE if isinstance(error, MisuseError) else PROBLEMS


def _print_error(options: argparse.Namespace, error: ShelflistError) -> None:
    """Say what stopped a command, in the form that was asked for."""
    from shelflist.console import print_json, print_problems

    form = options.format if options.command in ("check", "diff") else "text"
    if getattr(options, "json", False) or form == "json":
        print_json({"problems": [p.to_dict() for p in error.problems]})
    elif form in ("github", "markdown"):
        from shelflist.reporting import to_github, to_markdown  # only where it is asked for
        from shelflist.revisions import find_prefix

        if form == "github":
            print("\n".join(to_github(error.problems, find_prefix(options.root))))
        else:
            print(to_markdown("What stops the work", error.problems), end="")
    else:
        print_problems(error.problems)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="shelflist", description="Turn a pile of research papers into a website."
    )
    parser.add_argument("--version", action="version", version=f"shelflist {__version__}")
    parser.add_argument(
        "-C", dest="root", metavar="DIR", type=Path, default=Path(), help="the list's folder"
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def add(name: str, text: str, module: str = "", *, has_json: bool = True) -> _Parser:
        command = commands.add_parser(name, help=text, description=text)
        command.set_defaults(module=module or name.replace("-", "_"))
        if has_json:
            command.add_argument("--json", action="store_true", help="answer as JSON")
        return command

    for declare in (_declare_seeds, _declare_site, _declare_review, _declare_pages, _declare_out):
        declare(add)
    return parser


_Parser = argparse.ArgumentParser


class _Add(Protocol):
    """Declares one command, which `commands/<module>.py` runs."""

    def __call__(
        self, name: str, text: str, module: str = "", *, has_json: bool = True
    ) -> _Parser: ...


def _declare_seeds(add: _Add) -> None:
    read = add("read", "Show what a seed says, without touching anything.")
    read.add_argument(
        "files", nargs="+", metavar="FILE", type=Path, help="a file, or a folder of them"
    )
    read.add_argument("--format", metavar="NAME", help="read it as this form (see the guide)")
    added = add("add", "Add papers from a file, a text, a DOI, an arXiv id or an address.")
    added.add_argument(
        "what", nargs="*", metavar="WHAT", help="a file, an id, an address, or - for standard input"
    )
    added.add_argument("--yes", action="store_true", help="write without asking")
    added.add_argument("--no-lookup", action="store_true", help="ask no service")
    added.add_argument("--format", metavar="NAME", help="read files as this form (see the guide)")


def _declare_site(add: _Add) -> None:
    generated = add("generate", "Read all seeds and write docs/.")
    _declare_strict(generated)
    built = add("build", "Generate, then build the site into site/.")
    built.add_argument(
        "--offline", action="store_true", help="a folder and a zip that open by double click"
    )
    _declare_strict(built)
    served = add("serve", "Build, serve and reload while you write.", has_json=False)
    served.add_argument("--address", default="127.0.0.1:8000", metavar="HOST:PORT")


def _declare_strict(command: _Parser) -> None:
    text = "fail when a record was refused or a line not understood"
    command.add_argument("--strict", action="store_true", help=text)


def _declare_review(add: _Add) -> None:
    told = add("explain", "Say where each fact of a paper came from.")
    told.add_argument("slug", metavar="SLUG", help="a page's name, a DOI, an arXiv id")
    checked = add("check", "Validate seeds, topics and pages.")
    _declare_strict(checked)
    checked.add_argument(
        "--against", metavar="REF", help="also find addresses lost since this git revision"
    )
    changed = add("diff", "Say what changed since a git revision, paper by paper.")
    changed.add_argument("ref", metavar="REF")
    for command in (checked, changed):
        command.add_argument(
            "--format", choices=FORMATS, default="text", help="how to answer (text)"
        )


def _declare_pages(add: _Add) -> None:
    accepted = add("accept", "Take what the seeds say of a field that a person changed.", "settle")
    kept = add("keep", "Keep what a person wrote in a field, and end the reminder.", "settle")
    for command in (accepted, kept):
        command.add_argument("slug", metavar="SLUG")
        command.add_argument("fields", nargs="+", metavar="FIELD")
    pruned = add("prune", "Remove untouched pages of papers that no seed speaks of any more.")
    pruned.add_argument("--dry-run", action="store_true", help="only say which")
    applied = add("apply-issue", "Turn the text of an issue form into a page or a change of one.")
    applied.add_argument("file", metavar="FILE", type=Path)


def _declare_out(add: _Add) -> None:
    taken = add("export", "Write papers in a form of your choice.", has_json=False)
    taken.add_argument("--topic", action="append", metavar="ID", help="only papers of this topic")
    taken.add_argument(
        "--status", action="append", metavar="NAME", help="only papers whose pages say this"
    )
    taken.add_argument("--format", default="bibtex", metavar="NAME", help="the form (bibtex)")
    taken.add_argument("--style", metavar="NAME", help="citation style of --format citations")
    taken.add_argument("-o", "--output", metavar="FILE", type=Path, help="write it there")


if __name__ == "__main__":
    sys.exit(start(lambda: main))
