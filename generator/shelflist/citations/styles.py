"""The citation styles that come with Shelflist, and how another one is named."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from citeproc import CitationStylesStyle

from shelflist.config import CITATION_STYLES
from shelflist.problems import ConfigError, Location, Problem

FOLDER = Path(__file__).parent / "csl"
"""Where the files are; `generator/vendor.json` says where they come from."""

_NAMESPACE = "{http://purl.org/net/xbiblio/csl}"


@dataclass(frozen=True, slots=True)
class Style:
    """A style that is ready for use.

    Attributes:
        parsed: What the processor made of the file.
        is_numbered: Whether references begin with their number, which we leave out.
    """

    parsed: CitationStylesStyle
    is_numbered: bool


@cache
def read_style(style: str) -> Style:
    """Read a style.

    Args:
        style: One of `CITATION_STYLES`, or the path of a `.csl` file.

    Raises:
        ConfigError: There is no such style, or the file is not one that makes references.
    """
    path = FOLDER / f"{style}.csl" if style in CITATION_STYLES else Path(style)
    if path.suffix != ".csl" or not path.is_file():
        raise _error(style, f'there is no citation style "{style}"')
    try:
        parsed = CitationStylesStyle(str(path), validate=False)
    except (SyntaxError, ValueError, AttributeError) as error:  # lxml's are SyntaxErrors
        raise _error(style, f"it is not a citation style: {error}") from error
    bibliography = parsed.root.find(f"{_NAMESPACE}bibliography")
    if bibliography is None:
        raise _error(style, "It only points to another style, or does not say how references look")
    numbers = bibliography.findall(f".//{_NAMESPACE}text[@variable='citation-number']")
    return Style(parsed, bool(numbers))


def _error(style: str, message: str) -> ConfigError:
    mend = f"Choose one of {', '.join(CITATION_STYLES)}, or the path of an independent .csl file."
    return ConfigError(Problem(Location("mkdocs.yml"), "unknown-style", message, mend))
