"""References in a citation style, as Markdown.

The styles are CSL files, the processor is citeproc-py. The reference of one paper
depends on its item and the style alone (no disambiguation, no numbers), so it can be
kept and reused; see `shelflist.citations.rendering`.
"""

from shelflist.citations.rendering import render_bibliography
from shelflist.citations.styles import Style, read_style

__all__ = ["Style", "read_style", "render_bibliography"]
