"""Take from Material's style sheet what the theme uses: `python generator/trim_css.py`.

Material draws a header, a menu, a search and much else that this theme draws itself; their
rules would be half of what a page weighs. What is left here are the rules for plain Markdown.
A page that uses more, such as admonitions or footnotes, loads the whole sheet instead: the
list of signs stands in theme/main.html. Run it after changing the version of Material in
constraints.txt; tests compare every kind of page with and without what was left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import material

TARGET = Path(__file__).parent / "shelflist/theme/assets/material.css"
ALLOWED = frozenset(
    """
    js no-js md-container md-main md-main__inner md-grid md-content md-content__inner md-typeset
    md-overlay md-toggle md-skip md-dialog md-dialog__inner md-search md-search__input
    md-search-result md-search-result__list md-search-result__item md-search-result__link
    headerlink highlight
    """.split()
)
"""Classes that the theme's templates write, and headings and code in Markdown."""
_NEEDS_SCRIPT = ("[role=columnheader]", "[data-linenos]", "[data-preview]", "[data-md-")
"""Signs of what Material's script makes, which no page loads."""
_CLASS = re.compile(r"\.(-?[A-Za-z_](?:[\w-]|\\.)*)")
_NEGATED = re.compile(r":not\((?:[^()]|\([^()]*\))*\)")
_VARIABLE = re.compile(r"var\((--[\w-]+)")
_PART = re.compile(r"(?:[^{};\"']|\"[^\"]*\"|'[^']*')*[{};]")
"""Up to the end of a declaration or of a head; a `;` may stand in quotes."""
_PYGMENTS = re.compile(r"[a-z][a-z0-9]{0,2}")


def main() -> None:
    """Write the part of the installed version that the theme uses."""
    TARGET.write_text(trim(read_sheet()), encoding="utf-8")


def read_sheet() -> str:
    """Give Material's style sheet as it is installed."""
    folder = Path(material.__file__).parent / "templates/assets/stylesheets"
    return next(folder.glob("main.*.min.css")).read_text(encoding="utf-8")


def trim(sheet: str) -> str:
    """Leave out rules that meet nothing, and then variables that nobody asks for."""
    rules = "".join(_keep(sheet))
    while (fewer := _drop_variables(rules)) != rules:
        rules = fewer
    name = f"Material for MkDocs {version('mkdocs-material')}"
    notice = f"/*! {name}, the part that this theme uses; MIT, see material-LICENSE.txt */\n"
    return notice + rules.replace("}", "}\n").replace("}\n}", "}}").strip() + "\n"


def _keep(css: str) -> Iterator[str]:
    for head, body in _blocks(css):
        if head.startswith(("@media", "@supports", "@layer", "@container")):
            if inner := "".join(_keep(body)):
                yield f"{head}{{{inner}}}"
        elif head.startswith("@"):
            continue
        elif selectors := [one for one in _split(head) if _is_used(one)]:
            yield f"{','.join(selectors)}{{{body}}}"


def _blocks(css: str) -> Iterator[tuple[str, str]]:
    """Give the head and the body of each outermost block."""
    css = re.sub(r"/\*.*?\*/|@charset[^;]*;", "", css, flags=re.DOTALL)
    depth, start, opened = 0, 0, 0
    for match in re.finditer(r"[{}]", css):
        at = match.start()
        if match[0] == "{":
            opened = at if depth == 0 else opened
            depth += 1
        else:
            depth -= 1
            if depth == 0:
                yield css[start:opened].strip(), css[opened + 1 : at]
                start = at + 1


def _split(selectors: str) -> list[str]:
    """Part a list of selectors at the commas outside brackets."""
    parts, depth = [""], 0
    for sign in selectors:
        depth += (sign in "([") - (sign in ")]")
        if sign == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += sign
    return parts


def _is_used(selector: str) -> bool:
    if "[dir=rtl]" in selector or any(sign in selector for sign in _NEEDS_SCRIPT):
        return False
    classes = _CLASS.findall(_NEGATED.sub("", selector))
    is_code = ".highlight" in selector
    return all(name in ALLOWED or (is_code and _PYGMENTS.fullmatch(name)) for name in classes)


def _drop_variables(rules: str) -> str:
    used = set(_VARIABLE.findall(rules)) | set(_VARIABLE.findall(_own_sheet()))
    kept = []
    for part in _PART.findall(rules):
        name = re.match(r"(--[\w-]+):", part)
        is_wanted = not name or name[1] in used or part.endswith("{")
        # The last declaration of a block ends with the block.
        kept.append(part if is_wanted else part[-1] * part.endswith("}"))
    return re.sub(r"[^{}]+\{\}", "", "".join(kept))


def _own_sheet() -> str:
    return TARGET.with_name("shelflist.css").read_text(encoding="utf-8")


if __name__ == "__main__":
    main()
