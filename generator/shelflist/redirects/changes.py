"""What a run writes for the redirects, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from shelflist.config import Settings
from shelflist.problems import Location, Problem
from shelflist.redirects import REDIRECTS_FILE
from shelflist.redirects.pages import render_redirects
from shelflist.redirects.plan import check_returned, plan_redirects
from shelflist.redirects.table import to_published


@dataclass(frozen=True, slots=True)
class Site:
    """A list's pages as a run leaves them.

    Attributes:
        names: The files of `docs_dir` as they will be, without those for redirects.
        written: The pages that stand there for redirects, with their texts.
        moved: Old path -> new, of pages that were renamed or whose page is gone.
        returned: Pages that are not written because their address leads to another.
    """

    names: Collection[str]
    written: Mapping[str, str]
    moved: Mapping[str, str]
    returned: Collection[str]


def plan_changes(
    root: Path, settings: Settings, text: str, site: Site
) -> tuple[dict[str, str | None], list[Problem]]:
    """Say which files change for the redirects.

    Args:
        root: The list's folder.
        settings: Its settings.
        text: The file of redirects as it stands; empty if there is none.
        site: The list's pages.

    Returns:
        New texts by path in `docs_dir`, `None` for what is to be removed; and the problems.
    """
    docs_dir, published = settings.docs_dir, to_published(site.names)
    plan = plan_redirects(text, docs_dir, published, site.moved, settings.site_url)
    pages = render_redirects(plan, published, settings)
    changes = _find_changes(pages, site.written)
    problems = [*plan.problems, *_check_places(root, docs_dir, changes)]
    problems += check_returned(text, docs_dir, sorted(site.returned))
    if plan.text != text:
        changes[REDIRECTS_FILE] = plan.text
    return changes, problems


def _find_changes(pages: Mapping[str, str], written: Mapping[str, str]) -> dict[str, str | None]:
    """Give the pages whose bytes change, `None` for those that no line asks for any more."""
    changes: dict[str, str | None] = dict.fromkeys(written.keys() - pages.keys())
    return changes | {name: text for name, text in pages.items() if written.get(name) != text}


def _check_places(root: Path, docs_dir: str, names: Iterable[str]) -> Iterator[Problem]:
    """Say which pages would be written out of the list, through a link."""
    docs = root / docs_dir
    home = docs.resolve()
    for name in names:
        if not (docs / name).parent.resolve().is_relative_to(home):
            message = "the folder is a link that leads out of the list"
            mend = "Put a folder there, or take the redirect out."
            yield Problem(Location(f"{docs_dir}/{name}"), "link-out", message, mend)
