"""`shelflist prune`: pages go of papers that no seed speaks of and that nobody touched."""

from __future__ import annotations

import argparse

from shelflist.build import Account, Caches, generate, read_library
from shelflist.commands import CLEAN, PROBLEMS
from shelflist.commands.generate import print_account
from shelflist.console import print_json, show_progress, visible
from shelflist.problems import count_errors
from shelflist.settling import Pruning, prune


def run(options: argparse.Namespace) -> int:
    """Run `shelflist prune`."""
    found = prune(*read_library(options.root, Caches(options.root), lambda _: None))
    account: Account | None = None
    if found.removed and not options.dry_run:
        with show_progress() as progress:
            account = generate(
                options.root,
                progress,
                lambda inputs, library: prune(inputs, library).apply(inputs),
            )
    if options.json:
        print_json(_to_dict(found, account))
    else:
        _print(found, options.dry_run)
        if account:
            print_account(account)
    return PROBLEMS if account and count_errors(account.problems) else CLEAN


def _print(found: Pruning, is_dry: bool) -> None:
    for paper in found.removed:
        print(visible(f"{'would remove' if is_dry else 'removed'}  {paper.src_uri}"))
    for paper, reasons in found.kept:
        print(visible(f"kept  {paper.src_uri}: {'; '.join(reasons)}"))
    if not found.removed:
        print("Nothing to remove: every other page is of a paper that a seed or a person brought.")
    else:
        print(
            f"{_say(len(found.removed), is_dry)}. Where others "
            "link to one of them, write its old address and a new one into docs/redirects."
        )


def _say(count: int, is_dry: bool) -> str:
    pages = "1 page" if count == 1 else f"{count} pages"
    return f"{pages} would go" if is_dry else f"{pages} {'is' if count == 1 else 'are'} gone"


def _to_dict(found: Pruning, account: Account | None) -> dict[str, object]:
    return {
        "removed": [paper.src_uri for paper in found.removed],
        "kept": [{"page": p.src_uri, "reasons": list(reasons)} for p, reasons in found.kept],
        **({"account": account.to_dict()} if account else {"problems": []}),
    }
