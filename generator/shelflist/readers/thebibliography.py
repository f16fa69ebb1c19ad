r"""LaTeX's `thebibliography`, as BibTeX writes it (.bbl), as a numbered list of references.

Source:
    L. Lamport, "LaTeX: A Document Preparation System", section 4.3; the styles `plain`,
    `natbib`, `IEEEtran` and REVTeX, whose own commands are listed here.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import count

from shelflist.readers.document import Document

_GROUP = r"\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\}"
_LATEX = re.compile(r"(?:\s|%.*\n)*\\")
_BEFORE = re.compile(
    r"\\begin\s*\{thebibliography\}(?:(?!\\bibitem\b).)*|\A(?:(?!\\bibitem\b|\\begin\{document\}).)*(?=\\bib)",
    re.DOTALL,
)
_ITEM = re.compile(
    rf"\\bibitem\b\s*(?:%\s*)?(?:\[(?:[^\[\]{{}}]|{_GROUP})*\]\s*)?(?:%\s*)?\{{[^{{}}]*\}}(?:\s|%|\\BibitemOpen\b)*"
)
_END = re.compile(r"\\end\s*\{thebibliography\}.*", re.DOTALL)
_SETTING = re.compile(
    r"\\(?:newblock|relax|BibitemShut\s*(?:\{\w*\})?|BIBentry\w+|penalty\d+|natexlab"
    r"|bibnamefont|bibfnamefont|bibfield\s*\{[^{}]*\}"
    r"|bibinfo\s*\{[^{}]*\}|emph|textit|textbf|textsc|em|bf|it|sc|rm|/)(?![A-Za-z])[ \t]*"
)
_SPACE = re.compile(r"\\hskip(?:\s*(?:plus|minus)?\s*[\d.]+em)*(?:\\relax\b)?|\\(?=[ \n])")
_VOLUME = re.compile(r"(?:\\/)?\}~\{\\em\b")
"""Between the name of a journal and its volume, as in the style `chicago`."""
_BRACES = re.compile(r"(?<!\\['\"^`~=.])(?<![\\\w])\{([^{}\\$][^{}$]*|)\}")
_DOI = re.compile(r"\\doi\s*\{([^{}]*)\}")
_LINKED = re.compile(rf"\\href\s*(?:@noop\s*)?\{{([^{{}}]*)\}}\s*({_GROUP})")


def unfold_bibliography(document: Document) -> Document:
    r"""Write each `\bibitem` as a number in brackets, and take out what only sets it.

    Every line stays at its place, so that records name the lines of the seed.
    """
    if "\\bibitem" not in document.text or not _LATEX.match(document.text):
        return document
    numbers = count(1)
    text = _END.sub(_breaks, _BEFORE.sub(_breaks, document.text, count=1))
    text = _ITEM.sub(lambda item: f"{_breaks(item)}[{next(numbers)}] ", text)
    text = _SETTING.sub("", _SPACE.sub(" ", _VOLUME.sub("},{", text)))
    text = _DOI.sub(r"doi:\1", _LINKED.sub(r"\2 \1", text))
    text = re.sub(r"(?m)(?<!\\)%$", "", text)
    while (plain := _BRACES.sub(r"\1", text)) != text:
        text = plain
    return replace(document, lines=tuple(text.split("\n")))


def _breaks(match: re.Match[str]) -> str:
    return "\n" * match[0].count("\n")
