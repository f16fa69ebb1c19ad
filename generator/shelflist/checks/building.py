"""Whether a list's own `mkdocs.yml` lets MkDocs draw the pages that the generator writes.

MkDocs says of a theme that is not ours only which template it misses. A file that the
`INHERIT` of another one names counts too, as it does for MkDocs.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import cast
from urllib.parse import urlsplit

import yaml

from shelflist.config import MKDOCS_FILE, Settings, read_text
from shelflist.problems import GUIDE, ConfigError, Location, Problem, Severity
from shelflist.publishing import find_obstacle

THEME = "shelflist"
"""Our theme as MkDocs knows it: an entry point in `pyproject.toml`."""
_FOLDER = Path(__file__).parents[1] / "theme"
_OURS = ("paper.html", "partials/record.html")
"""What a folder of templates holds that draws papers."""
_BASE = "material"
_EXTENSIONS = {
    "attr_list": "links to files are not saved, and their marks stand in the text",
    "shelflist.mathml": "formulas stand in the text as LaTeX",
}
"""Extensions of Markdown that pages need, and what happens without them."""
_MEND = f"Write  theme: {THEME}  there, or  name: {THEME}  below  theme: ."
_Values = Mapping[str, object]


def check_building(root: Path, settings: Settings) -> Iterator[Problem]:
    """What keeps MkDocs from drawing the site, or parts of it from working.

    Args:
        root: The list's folder.
        settings: As `read_settings` gives them.
    """
    path = root / MKDOCS_FILE
    try:
        values, lines = (_read(path), _find_lines(path)) if path.exists() else ({}, {})
    except (yaml.YAMLError, OSError, RecursionError, ConfigError):
        return  # MkDocs itself says what is wrong with it
    line = lines.get("site_dir") or lines.get("INHERIT", 0)
    said = str(values.get("site_dir", settings.site_dir))  # what plain MkDocs empties
    for name in {settings.site_dir, said} - {_UNKNOWN}:
        yield from check_site_folder(root, name, settings.docs_dir, line)
    if not path.exists():
        return
    yield from _check_folder(values, settings, lines)
    wrong = _find_wrong_theme(values.get("theme"), root)
    if wrong:
        yield Problem(Location(MKDOCS_FILE, lines.get("theme", 1)), "theme", wrong, _MEND)
        return
    yield from _check_templates(values.get("theme"), lines)
    yield from _check_extensions(values.get("markdown_extensions"), lines)
    yield from _check_hosts(values, settings, lines)
    if not values.get("nav"):
        yield Problem(
            Location(MKDOCS_FILE, lines.get("nav", 1)),
            "nav",
            "names no nav, so every paper stands in the navigation of every page",
            f"Write  nav:  as {GUIDE}settings/ shows.",
            Severity.WARNING,
        )


def check_site_folder(root: Path, name: str, docs_dir: str, line: int = 0) -> Iterator[Problem]:
    """Why a folder of the list must not be replaced by a site.

    Args:
        root: The list's folder.
        name: The folder in it.
        docs_dir: The folder of its pages.
        line: Where `mkdocs.yml` names it; 0 if it does not.
    """
    if wrong := find_obstacle(root, name, docs_dir):
        place = Location(MKDOCS_FILE, line) if line else Location(name)
        mend = "Move it away, remove it if you need nothing in it, or name another as  site_dir: ."
        yield Problem(place, "site-dir", f'the folder for the site, "{name}", {wrong}', mend)


def _find_wrong_theme(theme: object, root: Path) -> str:
    """Say why a theme draws no papers; empty if it is ours."""
    said = theme if isinstance(theme, dict) else {"name": theme}
    name, folder = said.get("name"), said.get("custom_dir")
    if name in (THEME, _UNKNOWN) or folder is _UNKNOWN:
        return ""
    if theme is None:
        return "names no theme, so MkDocs takes one that cannot draw papers"
    if not isinstance(folder, str):
        return f'the theme "{name}" cannot draw papers'
    if not all((root / folder / file).is_file() for file in _OURS):
        return f'custom_dir: "{folder}" has no templates that draw papers'
    if name is None:
        return f"names no theme beside custom_dir, where our templates build upon {_BASE}"
    if name != _BASE:
        return f'the theme "{name}" is not the one that our templates build upon'
    return ""


def _check_folder(
    values: _Values, settings: Settings, lines: Mapping[str, int]
) -> Iterator[Problem]:
    """A `docs_dir` that stands in the inherited file, where only MkDocs reads it."""
    folder = values.get("docs_dir", settings.docs_dir)
    if folder is not _UNKNOWN and Path(str(folder)) != Path(settings.docs_dir):
        yield Problem(
            Location(MKDOCS_FILE, lines.get("INHERIT", 1)),
            "settings",
            f'docs_dir is "{folder}" for MkDocs, and "{settings.docs_dir}" for Shelflist',
            f"Write  docs_dir: {folder}  in {MKDOCS_FILE} itself.",
        )


def _check_templates(theme: object, lines: Mapping[str, int]) -> Iterator[Problem]:
    """Files that the theme draws only where they are named."""
    if not isinstance(theme, dict) or theme.get("name") in (THEME, _UNKNOWN):
        return
    named = theme.get("static_templates") or []
    ours = yaml.safe_load((_FOLDER / "mkdocs_theme.yml").read_text("utf-8"))["static_templates"]
    known = {"404.html", *named} if isinstance(named, list) else {*ours}
    missing = [name for name in ours if name not in known]
    if missing:
        yield Problem(
            Location(MKDOCS_FILE, lines.get("theme", 1)),
            "theme",
            f"static_templates lacks {', '.join(missing)}: the site will lack these files",
            f"Add them there, or write  theme: {THEME} , which names them.",
            Severity.WARNING,
        )


def _check_extensions(said: object, lines: Mapping[str, int]) -> Iterator[Problem]:
    if said is _UNKNOWN:
        return
    entries = said if isinstance(said, list | dict) else ()
    names = {next(iter(each), "") if isinstance(each, dict) else each for each in entries}
    for name, effect in _EXTENSIONS.items():
        if name not in names:
            yield Problem(
                Location(MKDOCS_FILE, lines.get("markdown_extensions", 1)),
                "markdown-extension",
                f"markdown_extensions lacks {name}: {effect}",
                f"Add  - {name}  below  markdown_extensions: .",
                Severity.WARNING,
            )


def _check_hosts(
    values: _Values, settings: Settings, lines: Mapping[str, int]
) -> Iterator[Problem]:
    """Scripts and styles from a host that the policy of the pages does not let in."""
    for key in ("extra_javascript", "extra_css"):
        said = values.get(key)
        for each in said if isinstance(said, list) else ():
            address = urlsplit(str(each.get("path") if isinstance(each, dict) else each))
            host = f"{address.scheme or 'https'}://{address.netloc}"
            if address.netloc and host not in settings.hosts:
                yield Problem(
                    Location(MKDOCS_FILE, lines.get(key, 1)),
                    "hosts",
                    f'pages may load nothing from "{host}"',
                    "Name it under  hosts:  of  extra: shelflist: , or keep the file in the list.",
                    Severity.WARNING,
                )


_UNKNOWN = "\0"
"""A value that only MkDocs can work out."""


class _Loader(yaml.SafeLoader):
    """Plain YAML with MkDocs' tag for variables; of other tags nothing is carried out."""


def _take_variable(loader: yaml.SafeLoader, node: yaml.Node) -> object:
    """Give `!ENV NAME` or `!ENV [NAME, OTHER, default]` as MkDocs does."""
    if isinstance(node, yaml.ScalarNode):
        return os.environ.get(str(node.value))
    *names, last = loader.construct_sequence(cast("yaml.SequenceNode", node)) or [None]
    found = [os.environ[n] for n in (*names, last) if isinstance(n, str) and n in os.environ]
    return found[0] if found else last if names else None


_Loader.add_constructor("!ENV", _take_variable)
_Loader.add_multi_constructor("!", lambda *_: _UNKNOWN)
_Loader.add_multi_constructor("tag:yaml.org,2002:python/", lambda *_: _UNKNOWN)


def _read(path: Path, depth: int = 0) -> _Values:
    """Read a file over the one that it inherits from."""
    values = yaml.load(read_text(path, path.name), Loader=_Loader)
    if not isinstance(values, dict):
        return {}
    parent = values.get("INHERIT")
    if not isinstance(parent, str) or depth > 10:
        return values
    return _merge(_read(path.parent / parent, depth + 1), values)


def _merge(below: object, above: object) -> _Values:
    """Lay mappings over each other, as MkDocs does; anything else replaces."""
    if not (isinstance(below, dict) and isinstance(above, dict)):
        return cast("_Values", above)
    return {
        **below,
        **{key: _merge(below[key], v) if key in below else v for key, v in above.items()},
    }


def _find_lines(path: Path) -> dict[str, int]:
    """Find on which line each setting begins."""
    root = yaml.compose(read_text(path, path.name), Loader=_Loader)
    pairs = root.value if isinstance(root, yaml.MappingNode) else ()
    return {str(key.value): key.start_mark.line + 1 for key, _ in pairs}
