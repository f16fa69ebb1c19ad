"""`shelflist build`: `docs/`, then the site."""

from __future__ import annotations

import argparse
import sys

from shelflist.commands import CLEAN, PROBLEMS
from shelflist.commands.generate import generate_list
from shelflist.config import read_settings
from shelflist.problems import count_errors
from shelflist.site import build_offline, build_site


def run(options: argparse.Namespace) -> int:
    """Run `shelflist build`."""
    account = generate_list(options)
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
