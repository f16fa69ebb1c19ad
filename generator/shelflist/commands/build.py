"""`shelflist build`: `docs/`, then the site."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from shelflist.checks.building import check_building
from shelflist.commands import CLEAN, PROBLEMS
from shelflist.commands.generate import generate_list, has_failed
from shelflist.config import Settings, read_settings
from shelflist.console import print_problems
from shelflist.problems import ConfigError, count_errors
from shelflist.site import build_offline, build_site


def run(options: argparse.Namespace) -> int:
    """Run `shelflist build`."""
    settings = require_building(options.root)
    account = generate_list(options)
    if has_failed(account, options):
        return PROBLEMS
    if options.offline:
        folder, archive = build_offline(options.root, is_quiet=True)
        message = f"Built {folder}/ and {archive}: open {folder}/index.html by double click."
    else:
        folder = build_site(options.root, settings.site_dir, is_quiet=True)
        message = f"Built {folder}/."
    print(message, file=sys.stderr if options.json else sys.stdout)
    return CLEAN


def require_building(root: Path) -> Settings:
    """Say what a list's own `mkdocs.yml` lacks, before anything is written.

    Returns:
        The list's settings.

    Raises:
        ConfigError: MkDocs could not draw the site.
    """
    settings = read_settings(root)
    problems = sorted(check_building(root, settings))
    if count_errors(problems):
        raise ConfigError(*problems)
    print_problems(problems)
    return settings
