"""`shelflist serve`: the site in a browser, reloaded while you write."""

from __future__ import annotations

import argparse

from shelflist.commands import CLEAN
from shelflist.commands.build import require_building
from shelflist.commands.generate import generate_list
from shelflist.site.serving import serve


def run(options: argparse.Namespace) -> int:
    """Run `shelflist serve`."""
    require_building(options.root)
    generate_list(options)
    serve(options.root, options.address, lambda: generate_list(options))
    return CLEAN
