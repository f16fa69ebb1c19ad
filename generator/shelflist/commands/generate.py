"""`shelflist generate`: seeds and pages in, `docs/` out."""

from __future__ import annotations

import argparse

from shelflist.build import Account, generate
from shelflist.commands import CLEAN, PROBLEMS
from shelflist.console import print_json, print_problems, show_progress
from shelflist.problems import Severity, count_errors


def run(options: argparse.Namespace) -> int:
    """Run `shelflist generate`."""
    account = generate_list(options)
    return PROBLEMS if count_errors(account.problems) else CLEAN


def generate_list(options: argparse.Namespace) -> Account:
    """Write `docs/` and give a short account of it."""
    with show_progress() as progress:
        account = generate(options.root, progress)
    if getattr(options, "json", False):
        print_json(account.to_dict())
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
