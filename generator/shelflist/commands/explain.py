"""`shelflist explain`: where each fact of a paper came from."""

from __future__ import annotations

import argparse

from shelflist.build import Caches, read_library
from shelflist.commands import CLEAN
from shelflist.console import print_json
from shelflist.explaining import explain


def run(options: argparse.Namespace) -> int:
    """Run `shelflist explain`."""
    caches = Caches(options.root)
    inputs, library = read_library(options.root, caches, lambda _: None)
    explanation = explain(options.slug, inputs, library)
    if options.json:
        print_json(explanation.to_dict())
    else:
        print(explanation.to_text())
    return CLEAN
