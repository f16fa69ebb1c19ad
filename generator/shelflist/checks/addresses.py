"""Addresses of the site that were published and are not any more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from shelflist.problems import Location, Problem
from shelflist.redirects import REDIRECTS_FILE
from shelflist.redirects.table import published_addresses


def check_addresses(
    ref: str,
    base: tuple[Iterable[str], str],
    head: tuple[Iterable[str], str],
    docs_dir: str,
) -> Iterator[Problem]:
    """Say which addresses are lost: a link to them from elsewhere leads nowhere now.

    Args:
        ref: The revision compared with.
        base: Its files in `docs_dir` and the text of its redirects.
        head: The same of the list as it will be.
        docs_dir: Where the pages are.
    """
    lost = published_addresses(*base) - published_addresses(*head)
    for address in sorted(lost):
        yield Problem(
            Location(f"{docs_dir}/{REDIRECTS_FILE}"),
            "lost-address",
            f'"{address}" was published at {ref} and leads nowhere now',
            f"Add a line  {address} NEW-ADDRESS  that says where it went.",
        )
