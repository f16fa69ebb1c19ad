"""Text of a page as its reader sees it: without Liquid, shortcodes, HTML and Markdown's marks."""

from __future__ import annotations

import re

from shelflist.text.markdown import from_markdown

_LIQUID = re.compile(
    r"\{%.{0,300}?%\}|\{\{[<%].{0,300}?[%>]\}\}|\{\{-?\s*(?:site|page|include|[\"'])[^{}]{0,300}\}\}",
    re.DOTALL,
)
_LOST = re.compile(
    r"[\a\b\f\v\x1b\r](?=[a-z])|\t(?=(?:ilde|ext|imes|au|heta|o|op|extbf|extit)\b)"
    r"|\n(?=(?:u|abla|eq|eg|ot)\b)"
)
_ESCAPES = {
    "\a": "a",
    "\b": "b",
    "\f": "f",
    "\v": "v",
    "\x1b": "e",
    "\r": "r",
    "\t": "t",
    "\n": "n",
}
"""What YAML makes of a command in double quotes: of `\\tilde` a tabulator and `ilde`."""
_PLAIN = re.compile(r"(?:[^\W_]|[ ,.;:'’“”()?/–-])*")


def to_plain(text: str, *, is_long: bool = False) -> str:
    """Take Liquid, shortcodes and Markdown's marks out of a text."""
    if _PLAIN.fullmatch(text):
        return " ".join(text.split())
    bare = _LIQUID.sub("", text) if "{" in text else text
    bare = _LOST.sub(_restore, bare)
    # What would begin a block (`1. `, `# `) belongs to a text of one line.
    return from_markdown(bare if is_long else f"\u2060{bare}").strip("\u2060 \n")


def _restore(match: re.Match[str]) -> str:
    return f"\\{_ESCAPES[match[0]]}"
