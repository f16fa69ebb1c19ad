"""Citation styles as scripts, for the processor that a reader's browser runs.

A page that is opened by double click may load scripts and nothing else, so a style is
wrapped in one. Those that come with Shelflist lie in the theme; for a list's own `.csl`
files the plugin writes such scripts into the site.

Source:
    CSL 1.0.2: `default-locale`; a dependent style names its `independent-parent`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from xml.etree import ElementTree

from shelflist.config import PAGE_STYLES, read_text
from shelflist.problems import ConfigError, Location, Problem

FOLDER = "assets/citations"
"""Where the scripts are in the site."""

_SHIPPED = Path(__file__).parent / "csl"
_CSL = "{http://purl.org/net/xbiblio/csl}"
_USUAL_LOCALE = "en-US"
_MARK = "// Written by `shelflist generate`"


def render_scripts(root: Path, styles: Sequence[str]) -> dict[str, str]:
    """Give the scripts of a list's own styles, by path in the site.

    Args:
        root: The list's folder.
        styles: `citation_styles` of the settings.

    Raises:
        ConfigError: With each file that is not a style.
    """
    scripts: dict[str, str] = {}
    problems: list[Problem] = []
    for style in styles:
        if style.endswith(".csl"):
            try:
                scripts[f"{FOLDER}/{Path(style).stem}.js"] = _render_own(root / style, style)
            except ConfigError as error:
                problems.extend(error.problems)
    if problems:
        raise ConfigError(*problems)
    return scripts


def find_leftover_scripts(docs: Path) -> list[str]:
    """Find the scripts that earlier versions wrote into `docs_dir`; a person's are left alone."""
    found = sorted((docs / FOLDER).glob("*.js"))
    return [f"{FOLDER}/{path.name}" for path in found if _is_ours(path)]


def _is_ours(path: Path) -> bool:
    with path.open(encoding="utf-8", errors="replace") as file:
        return file.read(len(_MARK)) == _MARK


def to_script(name: str, style: str, locales: Mapping[str, str]) -> str:
    """Wrap a style, and the locales that it needs, in statements that keep them for the page."""
    lines = (
        [f'(globalThis.shelflistStyles ??= {{}})["{name}"] = {_quote(style)};\n'] if name else []
    )
    for language, locale in locales.items():
        lines.append(f'(globalThis.shelflistLocales ??= {{}})["{language}"] = {_quote(locale)};\n')
    return "".join(lines)


def find_locales(style: ElementTree.Element) -> dict[str, str]:
    """Give the locale that a style is written for; nothing if it is the one always there."""
    language = style.get("default-locale") or _USUAL_LOCALE
    spec = find_spec("citeproc")
    if language == _USUAL_LOCALE or spec is None or spec.origin is None:
        return {}
    locales = Path(spec.origin).parent / "data/locales"
    # A style may name a language alone: `de` means the first of `de-AT`, `de-DE`.
    found = [locales / f"locales-{language}.xml", *sorted(locales.glob(f"locales-{language}-*"))]
    path = next((path for path in found if path.is_file()), None)
    return {language: path.read_text(encoding="utf-8")} if path else {}


def _quote(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _render_own(path: Path, name: str) -> str:
    text = read_text(path, name)
    style = _parse(text, name)
    if style.find(f"{_CSL}citation") is None:
        parent = _find_parent(style)
        if parent not in PAGE_STYLES:
            raise _error(name, 1, *_say_dependent(parent))
        text = (_SHIPPED / f"{parent}.csl").read_text(encoding="utf-8")
        style = _parse(text, name)
    return to_script(path.stem, text, find_locales(style))


def _parse(text: str, name: str) -> ElementTree.Element:
    try:
        style = ElementTree.fromstring(text.encode())
    except ElementTree.ParseError as error:
        raise _error(name, error.position[0], f"not XML: {error}", "Download it again.") from None
    if style.tag != f"{_CSL}style":
        message = "not a citation style: it does not begin with <style> of CSL"
        raise _error(name, 1, message, "Name a .csl file of the Citation Style Language.")
    return style


def _find_parent(style: ElementTree.Element) -> str:
    links = style.findall(f"{_CSL}info/{_CSL}link[@rel='independent-parent']")
    return next((link.get("href", "").rpartition("/")[2] for link in links), "")


def _say_dependent(parent: str) -> tuple[str, str]:
    if not parent:
        return "the style does not say how a citation looks", "Name another style."
    message = f'the style only points to another one, "{parent}"'
    return message, f"Put {parent}.csl into the list's folder and name that."


def _error(name: str, line: int, message: str, mend: str) -> ConfigError:
    return ConfigError(Problem(Location(name, line), "citation-style", message, mend))
