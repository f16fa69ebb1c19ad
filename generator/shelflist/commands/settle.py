"""`shelflist accept` and `shelflist keep`: a person settles where page and seeds differ."""

from __future__ import annotations

import argparse

from shelflist.build import Account, Caches, generate, read_library
from shelflist.commands import CLEAN, PROBLEMS
from shelflist.commands.generate import print_account
from shelflist.console import print_json, show_progress, visible
from shelflist.inputs import Inputs
from shelflist.library import Library
from shelflist.problems import count_errors
from shelflist.settling import Settlement, settle


def run(options: argparse.Namespace) -> int:
    """Run `shelflist accept` or `shelflist keep`."""
    caches = Caches(options.root)
    found = _settle(options, *read_library(options.root, caches, lambda _: None))
    account: Account | None = None
    if found.is_needed:
        with show_progress() as progress:
            account = generate(
                options.root,
                progress,
                lambda inputs, library: _settle(options, inputs, library).apply(inputs),
            )
    if options.json:
        print_json(_to_dict(found, account))
        return PROBLEMS if account and count_errors(account.problems) else CLEAN
    for choice in found.choices:
        print(visible(f"{found.paper.slug}: {choice.field}: {choice.text}."))
    if account:
        print_account(account)
    return PROBLEMS if account and count_errors(account.problems) else CLEAN


def _settle(options: argparse.Namespace, inputs: Inputs, library: Library) -> Settlement:
    return settle(options.command, options.slug, options.fields, inputs, library)


def _to_dict(found: Settlement, account: Account | None) -> dict[str, object]:
    return {
        "slug": found.paper.slug,
        "fields": [
            {"field": c.field, "settled": c.is_settled, "message": c.text} for c in found.choices
        ],
        **({"account": account.to_dict()} if account else {"problems": []}),
    }
