"""`shelflist generate`: seeds and pages in, `docs/` out."""

from __future__ import annotations

import argparse

from shelflist.build import Account, generate
from shelflist.commands import CLEAN, PROBLEMS
from shelflist.console import print_json, print_problems, show_progress
from shelflist.problems import Severity, count_errors


def run(options: argparse.Namespace) -> int:
    """Run `shelflist generate`."""
    return PROBLEMS if has_failed(generate_list(options), options) else CLEAN


def has_failed(account: Account, options: argparse.Namespace) -> bool:
    """Say whether a run found problems, or lost something where nothing may be lost."""
    lost = account.refused + account.unexplained if options.strict else 0
    return count_errors(account.problems) + lost > 0


def generate_list(options: argparse.Namespace) -> Account:
    """Write `docs/` and give a short account of it."""
    with show_progress() as progress:
        account = generate(options.root, progress)
    if getattr(options, "json", False):
        print_json(account.to_dict())
    else:
        print_account(account)
    return account


_CHANGES = frozenset({"quoted-scalar", "settled-conflict", "moved-memory"})
"""Rules of notices that speak of what this run changed on people's pages."""


def print_account(account: Account) -> None:
    """Write what a run did in a few lines."""
    notices = [p for p in account.problems if p.severity is Severity.NOTICE]
    shown = [p for p in account.problems if p.severity is not Severity.NOTICE]
    print_problems([*shown, *(p for p in notices if p.rule in _CHANGES)])
    errors = count_errors(shown)
    parts = [
        f"{account.papers} papers: {account.new} new, {account.changed} changed, "
        f"{account.unchanged} unchanged",
        f"{account.duplicates_joined} duplicates joined",
        f"{account.unexplained} unexplained lines",
        f"{errors} problems",
    ]
    if account.refused:
        parts.insert(2, f"{account.refused} refused")
    people = {"written": account.by_hand, "moved": account.moved, "deleted": account.deleted}
    if done := ", ".join(f"{count} {what}" for what, count in people.items() if count):
        parts.insert(1, f"{done} by a person")
    if warnings := len(shown) - errors:
        parts.append(f"{warnings} warnings")
    print("; ".join(parts) + ".")
    if differing := sum(notice.rule == "seeds-differ" for notice in notices):
        fields = "1 field differs" if differing == 1 else f"{differing} fields differ"
        print(f"{fields} from the seeds: see  shelflist check")
    if notices:
        print(f"{len(notices)} notices: see them with  shelflist check")
