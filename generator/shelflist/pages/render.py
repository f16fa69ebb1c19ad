"""A view and its template become the text of a page."""

from __future__ import annotations

import re
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from shelflist.edits.pagefile import to_field, to_passage, to_scalar
from shelflist.text.markdown import to_markdown

_BLANK_LINES = re.compile(r"\n{3,}")


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("shelflist.pages", "templates"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,  # the output is Markdown; `md` escapes what comes from a seed
    )
    environment.filters |= {
        "md": to_inline,
        "scalar": to_scalar,
        "passage": lambda content, name: to_passage(name, _BLANK_LINES.sub("\n\n", content)),
    }
    environment.globals["field"] = to_field
    return environment


@cache
def to_inline(text: str) -> str:
    """Give clean text as Markdown on one line, fit for a heading, an entry or a link's text."""
    return to_markdown(" ".join(text.split()))


def render_page(template: str, page: object) -> str:
    """Draw one page.

    Args:
        template: Name of a template without `.md.j2`.
        page: The view, known to the template as `page`.
    """
    return _environment().get_template(f"{template}.md.j2").render(page=page)
