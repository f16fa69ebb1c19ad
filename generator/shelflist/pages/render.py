"""A view and its template become the text of a page."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from shelflist.edits.pagefile import to_field, to_passage, to_scalar
from shelflist.text.markdown import to_markdown
from shelflist.text.math import split_math

if TYPE_CHECKING:
    from jinja2 import Environment

_BLANK_LINES = re.compile(r"\n{3,}")
_AUTOLINK = re.compile(r"<(https?://[^\s<>]+)>")
_ACTIVE = re.compile(r"[*_`]")
_BRACKET = re.compile(r"\\.|[\[\]]")


@cache
def _environment() -> Environment:
    # Here, not above: a run in which no page changes needs no template.
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("shelflist.pages", "templates"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,  # the output is Markdown; `md` and `label` escape what is a seed's
    )
    environment.filters |= {
        "md": to_inline,
        "label": to_label,
        "scalar": to_scalar,
        "passage": lambda content, name: to_passage(name, _BLANK_LINES.sub("\n\n", content)),
    }
    environment.globals["field"] = to_field
    return environment


@cache
def to_inline(text: str) -> str:
    """Give clean text as Markdown on one line, fit for a heading or an entry."""
    return to_markdown(" ".join(text.split()))


@cache
def to_label(text: str) -> str:
    """Give clean text as Markdown fit for a link's text.

    A bracket could end the text too early, so that what follows would name the link's
    target, and a link cannot hold another.
    """
    markdown = _AUTOLINK.sub(lambda match: _ACTIVE.sub(r"\\\g<0>", match[1]), to_inline(text))
    if (len(markdown) - len(markdown.rstrip("\\"))) % 2:
        markdown += "\\"  # or it would escape the bracket behind the label
    if "[" not in markdown and "]" not in markdown:
        return markdown
    return "".join(
        f"${piece}$" if is_math else _BRACKET.sub(_escape_bracket, piece)
        for is_math, piece in split_math(markdown)
    )


def _escape_bracket(match: re.Match[str]) -> str:
    return match[0] if len(match[0]) > 1 else f"\\{match[0]}"


def render_page(template: str, page: object) -> str:
    """Draw one page.

    Args:
        template: Name of a template without `.md.j2`.
        page: The view, known to the template as `page`.
    """
    return _environment().get_template(f"{template}.md.j2").render(page=page)
