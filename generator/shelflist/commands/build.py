"""`shelflist build`: `docs/`, then the site."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from shelflist.checks.building import check_building, check_site_folder
from shelflist.commands import CLEAN, PROBLEMS
from shelflist.commands.generate import generate_list, has_failed
from shelflist.config import OFFLINE_DIR, Settings, read_settings
from shelflist.console import print_problems
from shelflist.problems import ConfigError, count_errors
from shelflist.site.building import build_offline, build_site


def run(options: argparse.Namespace) -> int:
    """Run `shelflist build`."""
    settings = require_building(options.root, is_offline=options.offline)
    account = generate_list(options)
    if has_failed(account, options):
        return PROBLEMS
    if options.offline:
        folder, archive = build_offline(options.root)
        message = f"Built {folder}/ and {archive}: open {folder}/index.html by double click."
    else:
        folder = build_site(options.root, settings.site_dir)
        message = f"Built {folder}/."
    print(message, file=sys.stderr if options.json else sys.stdout)
    return CLEAN


def require_building(root: Path, *, is_offline: bool = False) -> Settings:
    """Say what a list's own `mkdocs.yml` lacks, before anything is written.

    Args:
        root: The list's folder.
        is_offline: Whether the site is built to be opened by double click.

    Returns:
        The list's settings.

    Raises:
        ConfigError: MkDocs could not draw the site.
    """
    settings = read_settings(root)
    problems = sorted(check_building(root, settings))
    if is_offline:
        problems += check_site_folder(root, OFFLINE_DIR, settings.docs_dir)
    if count_errors(problems):
        raise ConfigError(*problems)
    print_problems(problems)
    return settings
